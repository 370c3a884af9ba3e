//! `docs/config.md`: the reference of `bongsu.toml` and of the environment, from the tables that the program reads by.

use std::fmt::Write;

use bongsu_model::{Allowed, SettingKey, SiteSettings};

use super::{GENERATED, capital};
use crate::clock::Variable;

/// The whole page.
pub(super) fn config_page() -> anyhow::Result<String> {
    let mut text = format!(
        "{GENERATED}# Settings\n\n\
         A site has its settings in `bongsu.toml`.\n\
         Every key is optional; an unknown key, or a value that a key may not have, is an error with line and column.\n\
         `bongsu config check` says everything that is wrong, `bongsu config show` what holds and where it comes from.\n"
    );
    let mut section = "";
    for key in SettingKey::ALL {
        if key.section != section {
            section = key.section;
            write!(
                text,
                "\n## [{section}]\n\n| key | type | default | unit | may be | |\n|---|---|---|---|---|---|\n"
            )?;
        }
        let default = key
            .default_value()
            .map_or_else(String::new, |value| value.to_string());
        let (name, unit, about) = (key.name, key.unit, capital(key.about));
        let kind = key.allowed.kind();
        writeln!(
            text,
            "| `{name}` | {kind} | `{default}` | {unit} | {} | {about}. |",
            allowed(key.allowed)
        )?;
    }
    write!(
        text,
        "\nThe setting `run.detector_seconds` changes no finding of a detector that ends in time.\n\n\
         ## A new site\n\n`bongsu init` writes this file.\n\n```toml\n{}```\n\n\
         ## Environment\n\n| variable | |\n|---|---|\n",
        SiteSettings::starter()
    )?;
    for variable in Variable::ALL {
        writeln!(
            text,
            "| `{}` | {}. |",
            variable.name(),
            capital(variable.about())
        )?;
    }
    text.push_str("\nNo other variable is read by bongsu itself; `bongsu detector check` spills to the temporary folder of the system, which `TMPDIR` names.\nFlags are in [cli.md](cli.md).\n");
    Ok(text)
}

fn allowed(allowed: Allowed) -> String {
    match allowed {
        Allowed::Domains | Allowed::Folders | Allowed::Texts => format!("each {allowed}"),
        Allowed::Text
        | Allowed::OneOf(_)
        | Allowed::TimeZone
        | Allowed::Whole(..)
        | Allowed::Number(..) => allowed.to_string(),
    }
}
