//! Every figure of fingerprints in one table, with a peer: what is found, what is not, how fast and how large.
//!
//! The examples of `crates/content` measure; their own lines are shown as they come. What needs the folder `shared`
//! beside the checkout, and is absent, says so.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::Value;

use super::figure::{Figure, Target};
use super::text;
use crate::workspace::output;

/// Texts of the shared folder: documentation in Korean and English.
const TEXTS: &str = "data/documents/korean-revisions";

/// A figure in the output of the example: the section it stands under, how its line begins, and what stands before
/// the number.
struct Wanted {
    name: &'static str,
    section: &'static str,
    line: &'static str,
    before: &'static str,
    unit: &'static str,
    target: Target,
}

const fn wanted(
    name: &'static str,
    (section, line, before): (&'static str, &'static str, &'static str),
    (unit, target): (&'static str, Target),
) -> Wanted {
    Wanted {
        name,
        section,
        line,
        before,
        unit,
        target,
    }
}

const WANTED: [Wanted; 12] = [
    wanted(
        "75-letter excerpts found, English",
        ("excerpts", "English, 75", "found "),
        ("%", Target::AtLeast(100.0)),
    ),
    wanted(
        "75-letter excerpts found, Korean",
        ("excerpts", "Korean, 75", "found "),
        ("%", Target::AtLeast(100.0)),
    ),
    wanted(
        "programs among documentation flagged",
        ("unrelated", "Java programs", "match ("),
        ("%", Target::AtMost(0.2)),
    ),
    wanted(
        "licence under every text, registered as boilerplate: flagged",
        ("unrelated", "the same with that licence", "match ("),
        ("%", Target::AtMost(0.2)),
    ),
    wanted(
        "shuffled passages found",
        ("planted", "check, Shuffled", "found "),
        ("%", Target::AtLeast(84.0)),
    ),
    wanted(
        "translated passages found (simulated)",
        ("planted", "check, Translated", "found "),
        ("%", Target::AtLeast(92.0)),
    ),
    wanted(
        "summarised passages found (simulated)",
        ("planted", "check, Summarised", "found "),
        ("%", Target::AtLeast(65.0)),
    ),
    wanted(
        "false pairs among planted passages, the worst kind",
        ("planted", "check, None", "false "),
        ("%", Target::AtMost(2.0)),
    ),
    wanted(
        "plagdet over all kinds",
        ("planted", "check, all", "plagdet "),
        ("", Target::AtLeast(0.82)),
    ),
    wanted(
        "Korean document after two years, without spaces: right one first",
        ("revisions", "2025-06-01, without spaces", "first "),
        ("%", Target::AtLeast(100.0)),
    ),
    wanted(
        "English original of a Korean document first, the worse direction",
        ("translations", "English among Korean, whole", "first "),
        ("%", Target::AtLeast(98.0)),
    ),
    wanted(
        "source code with other names, area under the curve (Dolos 3.5.1 on the same files: 0.670)",
        ("source", "all tasks", "curve "),
        ("", Target::AtLeast(0.670)),
    ),
];

/// Measures all of it; `dir` is for what the peer needs.
pub(super) fn measure(root: &Path, dir: &Path) -> Result<Vec<Figure>> {
    let texts = root.join("../shared").join(TEXTS);
    let mut figures = Vec::new();
    let said = example(root, "figures", &[])?;
    figures.extend(WANTED.iter().map(|wanted| found(&said, wanted)));
    figures.extend(speed(root, dir, &texts)?);
    let said = example(root, "shelf", &["8"])?;
    figures.extend(shelf(&said));
    figures.extend(peer(root, dir, &texts));
    Ok(figures)
}

/// Runs an example of the crate and shows what it says.
fn example(root: &Path, name: &str, arguments: &[&str]) -> Result<String> {
    let run = [
        "run",
        "--release",
        "--quiet",
        "-p",
        "bongsu-content",
        "--example",
        name,
        "--",
    ];
    println!("   {name} {}", arguments.join(" "));
    let said = output(
        Command::new("cargo")
            .args(run)
            .args(arguments)
            .current_dir(root),
    )?;
    for line in said.lines() {
        println!("   {line}");
    }
    Ok(said)
}

fn found(said: &str, wanted: &Wanted) -> Figure {
    let value = line_of(said, wanted.section, wanted.line)
        .and_then(|line| number_after(line, wanted.before));
    match value {
        Some(value) => Figure::new(wanted.name, value, wanted.unit, wanted.target),
        None => Figure::missing(
            wanted.name,
            "the example did not say it: is ../shared there?",
            wanted.target,
        ),
    }
}

fn line_of<'s>(said: &'s str, section: &str, line: &str) -> Option<&'s str> {
    let head = format!("# {section}");
    let mut lines = said.lines().skip_while(|found| **found != *head).skip(1);
    lines
        .by_ref()
        .take_while(|found| !found.starts_with('#'))
        .find(|found| found.starts_with(line))
}

/// The number that follows some words.
fn number_after(line: &str, before: &str) -> Option<f64> {
    let (_, rest) = line.split_once(before)?;
    let end = rest
        .find(|letter: char| !letter.is_ascii_digit() && letter != '.')
        .unwrap_or(rest.len());
    rest.get(..end)?.trim_end_matches('.').parse().ok()
}

/// Verbatim prints of English and Korean text, on one core.
fn speed(root: &Path, dir: &Path, texts: &Path) -> Result<Vec<Figure>> {
    let mut figures = Vec::new();
    for (name, folder) in [("English", "en-1207ee36"), ("Korean", "2025-06-01")] {
        let figure = format!("verbatim prints, {name} text");
        let target = Target::AtLeast(200.0);
        let Some(whole) = joined(&texts.join(folder))? else {
            let reason = format!("../shared/{TEXTS} is absent");
            figures.push(Figure::missing(figure, reason, target));
            continue;
        };
        fs_err::create_dir_all(dir)?;
        let file = dir.join(format!("{name}.txt"));
        fs_err::write(&file, whole)?;
        let said = example(root, "speed", &[&text(&file)])?;
        let value = number_after(&said, "verbatim ").context("the example names no speed")?;
        figures.push(Figure::new(figure, value, "MB/s", target));
    }
    Ok(figures)
}

/// The pages of a folder in one text; none where it is absent.
fn joined(folder: &Path) -> Result<Option<String>> {
    if !folder.is_dir() {
        return Ok(None);
    }
    let mut whole = String::new();
    let mut open = vec![folder.to_owned()];
    let mut pages: Vec<PathBuf> = Vec::new();
    while let Some(inner) = open.pop() {
        for entry in fs_err::read_dir(inner)? {
            let path = entry?.path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|ending| ending == "md") {
                pages.push(path);
            }
        }
    }
    pages.sort();
    for page in pages {
        whole += &fs_err::read_to_string(page)?;
    }
    Ok(Some(whole))
}

fn shelf(said: &str) -> Vec<Figure> {
    let figure = |name: &str, before: &str, unit, target| match number_after(said, before) {
        Some(value) => Figure::new(name, value, unit, target),
        None => Figure::missing(name, "the example did not say it", target),
    };
    vec![figure(
        "index, verbatim",
        "bytes a posting, ",
        "MB a MB of text",
        Target::AtMost(0.8),
    )]
}

/// TLSH on the same texts, or why it could not be asked.
fn peer(root: &Path, dir: &Path, texts: &Path) -> Vec<Figure> {
    let asked = ask_peer(root, dir, texts);
    asked.unwrap_or_else(|error| {
        vec![Figure::missing(
            "peer TLSH",
            format!("{error:#}"),
            Target::None,
        )]
    })
}

fn ask_peer(root: &Path, dir: &Path, texts: &Path) -> Result<Vec<Figure>> {
    let folder = dir.join("tlsh");
    let python = folder.join("bin/python");
    if output(Command::new(&python).args(["-c", "import tlsh"])).is_err() {
        println!("   installing py-tlsh into {}", folder.display());
        output(Command::new("python3").args(["-m", "venv", &text(&folder)]))?;
        let install = ["-m", "pip", "install", "--quiet", "py-tlsh"];
        output(Command::new(&python).args(install)).context("py-tlsh does not install")?;
    }
    let script = root.join("xtask/bench/fuzzy_hashes.py");
    let said = output(Command::new(python).args([text(&script), text(texts)]))?;
    let said: Value =
        serde_json::from_str(said.trim()).context("the script of TLSH prints no JSON")?;
    println!("   TLSH: {said}");
    let figure = |name: &str, key: &str, factor: f64, unit| {
        let value = said
            .get(key)
            .and_then(Value::as_f64)
            .context("the script of TLSH names less")?;
        anyhow::Ok(Figure::new(name, value * factor, unit, Target::None))
    };
    Ok(vec![
        figure(
            "peer TLSH, 75-letter excerpts found",
            "excerpts",
            100.0,
            "%",
        )?,
        figure(
            "peer TLSH, whole texts with words shuffled found",
            "shuffled",
            100.0,
            "%",
        )?,
        figure("peer TLSH, unrelated flagged", "unrelated", 100.0, "%")?,
        figure("peer TLSH, speed", "megabytes_a_second", 1.0, "MB/s")?,
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_is_read_from_the_line_of_its_section() {
        let said = "# a\nx, 75: found 1.5 %\n# b\nx, 75: found 100.00 %, as a match 97.61 %\n";
        let line = line_of(said, "b", "x, 75").unwrap();
        assert_eq!(number_after(line, "found "), Some(100.0));
        assert_eq!(number_after(line, "match "), Some(97.61));
        assert_eq!(line_of(said, "c", "x"), None);
        assert_eq!(number_after("plagdet 0.781", "plagdet "), Some(0.781));
    }
}
