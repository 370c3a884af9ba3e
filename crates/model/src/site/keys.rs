//! Every key of `bongsu.toml`: what it means, what it may say. The reader of settings, the starter file of a new
//! site, `bongsu config` and the reference page all follow this table.

use std::fmt;

use toml::Value;

use crate::{SiteSettings, Zone};

/// A key of the settings.
#[derive(Clone, Copy, Debug)]
pub struct SettingKey {
    /// The table it stands in.
    pub section: &'static str,
    /// Its name there.
    pub name: &'static str,
    /// What it may say.
    pub allowed: Allowed,
    /// The unit, empty for texts and shares.
    pub unit: &'static str,
    /// What it means.
    pub about: &'static str,
}

/// What a key may say.
#[derive(Clone, Copy, Debug)]
pub enum Allowed {
    /// Any text that is not blank.
    Text,
    /// One of these words.
    OneOf(&'static [&'static str]),
    /// The name of a time zone.
    TimeZone,
    /// Internet domains.
    Domains,
    /// Folders, relative to the site or whole paths.
    Folders,
    /// Texts that are not blank.
    Texts,
    /// A whole number from the first to the last.
    Whole(i64, i64),
    /// A number from the first to the last.
    Number(f64, f64),
}

/// A value that a key may not have: which item of a list, and why.
pub(super) struct Refused {
    pub(super) item: Option<usize>,
    pub(super) reason: String,
}

/// The sectors that statistics count a site under.
const SECTORS: &[&str] = &[
    "semiconductor",
    "display",
    "electrical_electronic",
    "automotive",
    "shipbuilding",
    "ict",
    "machinery",
    "other",
];

/// The kinds of victim that statistics count a site under.
const VICTIMS: &[&str] = &["sme", "large", "university_research"];

const fn key(
    section: &'static str,
    name: &'static str,
    (allowed, unit): (Allowed, &'static str),
    about: &'static str,
) -> SettingKey {
    SettingKey {
        section,
        name,
        allowed,
        unit,
        about,
    }
}

/// What each table of the settings is about.
pub(super) const SECTIONS: [(&str, &str); 4] = [
    ("holder", "who holds the technology"),
    ("engine", "limits of the machine"),
    ("content", "documents and what was captured as it left"),
    ("run", "how findings and cases are made"),
];

impl SettingKey {
    /// Every key, in the order of the starter file.
    pub const ALL: [Self; 13] = [
        key(
            "holder",
            "name",
            (Allowed::Text, ""),
            "the holder's name on reports",
        ),
        key(
            "holder",
            "domains",
            (Allowed::Domains, ""),
            "own internet domains with all below them; mail and uploads to others leave the holder's control",
        ),
        key(
            "holder",
            "time_zone",
            (Allowed::TimeZone, ""),
            "the time zone of the site's days",
        ),
        key(
            "holder",
            "sector",
            (Allowed::OneOf(SECTORS), ""),
            "the sector that statistics count the site under",
        ),
        key(
            "holder",
            "victim",
            (Allowed::OneOf(VICTIMS), ""),
            "the kind of holder that statistics count the site under",
        ),
        key(
            "engine",
            "memory_mib",
            (Allowed::Whole(64, 1_048_576), "MiB"),
            "memory for queries; what needs more is spilled",
        ),
        key(
            "engine",
            "spill_dir",
            (Allowed::Text, ""),
            "the folder for what is spilled, relative to the site",
        ),
        key(
            "content",
            "stores",
            (Allowed::Folders, ""),
            "folders of captured attachments and copies, or shares: a run looks for registered documents in the files that acts name",
        ),
        key(
            "content",
            "tenants",
            (Allowed::Texts, ""),
            "ids of the holder's own tenants in sensitivity labels; a label of another tenant is said to be foreign",
        ),
        key(
            "run",
            "prior",
            (Allowed::Number(-100.0, 100.0), "dB"),
            "the weight before any finding: -20 means one person in a hundred",
        ),
        key(
            "run",
            "case_floor",
            (Allowed::Number(-100.0, 100.0), "dB"),
            "findings together must weigh this much to open a case",
        ),
        key(
            "run",
            "blind_share",
            (Allowed::Number(0.0, 1.0), ""),
            "a detector that fires on a larger share of people is reported as telling no one apart, where 20 or more are known",
        ),
        key(
            "run",
            "detector_seconds",
            (Allowed::Whole(1, 86_400), "s"),
            "a detector that takes longer is stopped and reported as failed; the others go on",
        ),
    ];

    /// The key as it is named in messages: `run.prior`.
    pub fn path(&self) -> String {
        format!("{}.{}", self.section, self.name)
    }

    /// Its value in some settings.
    pub fn value(&self, settings: &SiteSettings) -> Option<Value> {
        let all = Value::try_from(settings).ok()?;
        Some(all.get(self.section)?.get(self.name)?.clone())
    }

    /// Its default.
    pub fn default_value(&self) -> Option<Value> {
        self.value(&SiteSettings::default())
    }
}

impl Allowed {
    /// The word for its type.
    pub const fn kind(self) -> &'static str {
        match self {
            Self::Text | Self::OneOf(_) | Self::TimeZone => "text",
            Self::Domains | Self::Folders | Self::Texts => "list of texts",
            Self::Whole(..) => "whole number",
            Self::Number(..) => "number",
        }
    }

    /// Looks a value over.
    pub(super) fn check(self, value: &Value) -> Result<(), Refused> {
        let found = match value {
            Value::String(text) => format!("`{text}`"),
            other => other.to_string(),
        };
        let wrong = |item, found: &str| Refused {
            item,
            reason: format!("{found} is not allowed; {self} is wanted"),
        };
        let fine = match (self, value) {
            (Self::Text, Value::String(text)) => !text.trim().is_empty(),
            (Self::OneOf(words), Value::String(text)) => words.contains(&text.as_str()),
            (Self::TimeZone, Value::String(text)) => Zone::new(text).is_ok(),
            (Self::Whole(least, most), Value::Integer(n)) => (least..=most).contains(n),
            // Neither infinite nor not a number: those are in no range.
            (Self::Number(least, most), Value::Float(n)) => (least..=most).contains(n),
            (Self::Domains | Self::Folders | Self::Texts, Value::Array(items)) => {
                let is_fine = |text: &str| match self {
                    Self::Domains => is_domain(text),
                    _ => !text.trim().is_empty(),
                };
                let bad = items
                    .iter()
                    .position(|item| !item.as_str().is_some_and(is_fine));
                if let Some(at) = bad {
                    let item = items.get(at).and_then(Value::as_str).unwrap_or("");
                    return Err(wrong(Some(at), &format!("`{item}`")));
                }
                true
            }
            _ => false,
        };
        if fine {
            Ok(())
        } else {
            Err(wrong(None, &found))
        }
    }
}

impl fmt::Display for Allowed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text | Self::Texts => f.write_str("a text that is not blank"),
            Self::OneOf(words) => {
                let words: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
                match words.split_last() {
                    Some((last, before)) => write!(f, "{} or {last}", before.join(", ")),
                    None => f.write_str("nothing"),
                }
            }
            Self::TimeZone => {
                f.write_str("a time zone of the IANA database such as `Asia/Seoul` or `UTC`")
            }
            Self::Domains => {
                f.write_str("a bare domain such as `example.com`, without scheme, `@`, `*` or path")
            }
            Self::Folders => f.write_str("a path that is not blank"),
            Self::Whole(least, most) => write!(f, "a whole number from {least} to {most}"),
            Self::Number(least, most) => write!(f, "a number from {least} to {most}"),
        }
    }
}

/// Labels of letters, digits and hyphens, at least two, the last of which is no number.
fn is_domain(text: &str) -> bool {
    let labels: Vec<&str> = text.split('.').collect();
    let is_label = |label: &&str| {
        (1..=63).contains(&label.chars().count())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| c.is_alphanumeric() || c == '-')
    };
    let is_number = |label: &&str| label.bytes().all(|b| b.is_ascii_digit());
    text.len() <= 253
        && labels.len() >= 2
        && labels.iter().all(is_label)
        && !labels.last().is_some_and(is_number)
}

/// The settings a new site starts with: every key, with its default, as a comment.
pub(super) fn starter() -> String {
    let mut text =
        "# Settings of this site. Unknown keys are errors. Every key is optional; the defaults stand here.\n\
         # `bongsu config show` says what holds and where it comes from; docs/config.md says more of each key.\n"
            .to_owned();
    for (section, about) in SECTIONS {
        text.push_str(&format!("\n# {about}\n[{section}]\n"));
        for key in SettingKey::ALL.iter().filter(|key| key.section == section) {
            let default = key
                .default_value()
                .map_or_else(String::new, |value| value.to_string());
            let unit = if key.unit.is_empty() {
                String::new()
            } else {
                format!(", in {}", key.unit)
            };
            let line = format!("# {} = {default}", key.name);
            text.push_str(&format!("{line:<32}# {}{unit}", key.about));
            if let Allowed::OneOf(words) = key.allowed {
                text.push_str(&format!(": {}", words.join(", ")));
            }
            text.push('\n');
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_key_of_the_settings_is_in_the_table_and_the_other_way_round() {
        let all = Value::try_from(SiteSettings::default()).unwrap();
        let known: BTreeSet<String> = all
            .as_table()
            .unwrap()
            .iter()
            .flat_map(|(section, keys)| {
                let keys = keys.as_table().unwrap().keys();
                keys.map(|name| format!("{section}.{name}"))
                    .collect::<Vec<_>>()
            })
            .collect();
        let listed: BTreeSet<String> = SettingKey::ALL.iter().map(SettingKey::path).collect();
        assert_eq!(listed, known);
        assert_eq!(listed.len(), SettingKey::ALL.len());
        let sections: BTreeSet<&str> = SettingKey::ALL.iter().map(|key| key.section).collect();
        assert_eq!(
            sections,
            SECTIONS.iter().map(|(section, _)| *section).collect()
        );
    }

    #[test]
    fn the_starter_file_holds_every_key_and_changes_nothing() {
        assert_eq!(SiteSettings::parse(&starter()), Ok(SiteSettings::default()));
        // With its comments taken off it says the same.
        let spelled: String = starter()
            .lines()
            .map(|line| match line.strip_prefix("# ") {
                Some(rest) if rest.contains(" = ") => format!("{rest}\n"),
                _ => format!("{line}\n"),
            })
            .collect();
        let checked = SiteSettings::check(&spelled);
        assert_eq!(checked.issues, []);
        assert_eq!(checked.settings, Some(SiteSettings::default()));
        assert_eq!(checked.lines.len(), SettingKey::ALL.len());
    }

    #[test]
    fn domains_are_bare() {
        for good in [
            "example.com",
            "a.b-c.example",
            "한국.kr",
            "xn--3e0b707e.kr",
            "a.1x",
        ] {
            assert!(is_domain(good), "{good}");
        }
        let long = format!("{}.com", "a".repeat(64));
        for bad in [
            "",
            "com",
            ".com",
            "a..b",
            "a.com.",
            "@a.com",
            "x@a.com",
            "*.a.com",
            "https://a.com",
            "a.com/x",
            "a b.com",
            "-a.com",
            "10.0.0.1",
            "a.com:25",
            &long,
        ] {
            assert!(!is_domain(bad), "{bad}");
        }
    }
}
