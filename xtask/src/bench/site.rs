//! Simulated records, and a site that imports them.
//!
//! `bongsu simulate --format json` says what it wrote and in which order to import it, so nothing here knows a format.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::Value;

use super::process::{Measured, measure};
use super::text;

/// How much is simulated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Size {
    pub(super) people: u32,
    pub(super) days: u32,
}

/// The records of one simulated holder.
#[derive(Debug)]
pub(super) struct Simulated {
    /// Its name in tables.
    pub(super) name: String,
    /// Where its site is made.
    pub(super) site: PathBuf,
    /// What is known of the holder: the site's `bongsu.toml`.
    settings: PathBuf,
    /// What to import, in order.
    pub(super) imports: Vec<Import>,
    /// Where the answers lie.
    pub(super) answers: PathBuf,
}

/// One import.
#[derive(Debug)]
pub(super) struct Import {
    pub(super) format: String,
    pub(super) path: PathBuf,
}

/// Simulates into a folder.
pub(super) fn simulate(bongsu: &Path, dir: &Path, size: Size, seed: u64) -> Result<Vec<Simulated>> {
    let [people, days] = [size.people, size.days].map(|number| number.to_string());
    let arguments = [
        "simulate",
        &text(dir),
        "--people",
        &people,
        "--days",
        &days,
        "--seed",
        &seed.to_string(),
    ];
    let said = run(bongsu, &[&arguments[..], &["--format", "json"]].concat())?.json()?;
    let holders = said
        .get("holders")
        .and_then(Value::as_array)
        .context("`bongsu simulate` names no `holders`")?;
    holders
        .iter()
        .map(|holder| Simulated::parse(holder, dir))
        .collect()
}

impl Simulated {
    fn parse(holder: &Value, dir: &Path) -> Result<Self> {
        let name = field(holder, "name")?.to_owned();
        let imports = holder
            .get("imports")
            .and_then(Value::as_array)
            .context("a holder has no `imports`")?;
        let import = |one: &Value| {
            anyhow::Ok(Import {
                format: field(one, "format")?.to_owned(),
                path: dir.join(field(one, "path")?),
            })
        };
        Ok(Self {
            site: dir.join("sites").join(&name),
            settings: dir.join(field(holder, "settings")?),
            imports: imports.iter().map(import).collect::<Result<_>>()?,
            answers: dir.join(field(holder, "answers")?),
            name,
        })
    }

    /// Makes the empty site and states the terms of every source.
    pub(super) fn open(&self, bongsu: &Path) -> Result<()> {
        run(bongsu, &["init", &text(&self.site)])?;
        fs_err::copy(&self.settings, self.site.join("bongsu.toml"))?;
        let mut formats: Vec<&str> = self
            .imports
            .iter()
            .map(|import| import.format.as_str())
            .collect();
        formats.sort_unstable();
        formats.dedup();
        for format in formats {
            let terms = [
                "--basis",
                "benchmark",
                "--purpose",
                "benchmark",
                "--notice",
                "2009-01-01",
            ];
            let kept = ["--retention", "3650d", "--site", &text(&self.site)];
            run(
                bongsu,
                &[&["source", "add", format], &terms[..], &kept[..]].concat(),
            )?;
        }
        Ok(())
    }

    /// Imports one of the records.
    pub(super) fn import(&self, bongsu: &Path, import: &Import) -> Result<Measured> {
        let (path, site) = (text(&import.path), text(&self.site));
        run(
            bongsu,
            &[
                "import",
                &import.format,
                &path,
                "--site",
                &site,
                "--format",
                "json",
            ],
        )
    }
}

/// Runs `bongsu` with borrowed arguments.
pub(super) fn run(bongsu: &Path, arguments: &[&str]) -> Result<Measured> {
    let owned: Vec<String> = arguments
        .iter()
        .map(|argument| (*argument).to_owned())
        .collect();
    measure(bongsu, &owned)
}

fn field<'a>(value: &'a Value, key: &str) -> Result<&'a str> {
    value
        .get(key)
        .and_then(Value::as_str)
        .with_context(|| format!("`bongsu simulate` names no `{key}`"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_holder_is_read_with_its_imports_in_order() {
        let said = serde_json::json!({
            "name": "maker", "answers": "maker/answers", "settings": "maker/bongsu.toml",
            "imports": [{ "format": "technologies", "path": "maker/t.xlsx" }, { "format": "cert", "path": "maker/logs" }],
        });
        let holder = Simulated::parse(&said, Path::new("/d")).unwrap();
        let formats: Vec<&str> = holder
            .imports
            .iter()
            .map(|import| import.format.as_str())
            .collect();
        assert_eq!(formats, ["technologies", "cert"]);
        assert_eq!(
            (text(&holder.site), text(&holder.answers)),
            ("/d/sites/maker".into(), "/d/maker/answers".into())
        );
        assert!(Simulated::parse(&serde_json::json!({}), Path::new("/d")).is_err());
    }
}
