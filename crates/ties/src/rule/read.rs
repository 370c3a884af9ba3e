//! The file of a rule: TOML with typed keys. What is unknown or cannot be is an error with its line.

use std::ops::Range;

use bongsu_model::Day;
use serde::Deserialize;
use toml::Spanned;

use super::book::{InForce, Rule, RuleError, RuleKind, RuleSource};
use super::{Aggregates, Counted, First};

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct File {
    name: Spanned<String>,
    title: Spanned<String>,
    kind: Spanned<Kind>,
    threshold: Spanned<f64>,
    strict: bool,
    counts: Counts,
    #[serde(default)]
    convertibles: bool,
    aggregates: Option<Spanned<Vec<Spanned<Together>>>>,
    #[serde(default = "yes")]
    dated: bool,
    note: Spanned<String>,
    source: Source,
    #[serde(default)]
    in_force: Vec<Spanned<Time>>,
}

#[derive(Clone, Copy, Deserialize, PartialEq)]
#[serde(rename_all = "kebab-case")]
enum Kind {
    Control,
    Cascade,
    Integrated,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Counts {
    Votes,
    Shares,
}

/// Whose holdings are counted together.
#[derive(Clone, Copy, Deserialize, PartialEq)]
#[serde(rename_all = "kebab-case")]
enum Together {
    Controlled,
    Arrangements,
    AppointedBoards,
    LargestWithInfluence,
    Listed,
    Reached,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Source {
    citation: Spanned<String>,
    reference: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Time {
    from: Spanned<String>,
    to: Option<Spanned<String>>,
    #[serde(default = "yes")]
    sure: bool,
    why: Option<String>,
}

const fn yes() -> bool {
    true
}

/// Reads one rule.
pub(super) fn rule(file: &str, text: &str) -> Result<Rule, RuleError> {
    let reader = Reader { file, text };
    let read: File = toml::from_str(text).map_err(|error| {
        let at = error.span().unwrap_or(0..0);
        reader.wrong(&at, error.message())
    })?;
    for (key, value) in [
        ("name", &read.name),
        ("title", &read.title),
        ("note", &read.note),
        ("citation", &read.source.citation),
        ("reference", &read.source.reference),
    ] {
        if value.get_ref().trim().is_empty() {
            return Err(reader.wrong(&value.span(), &format!("`{key}` is empty")));
        }
    }
    let threshold = *read.threshold.get_ref();
    let is_share = threshold > 0.0 && threshold <= 1.0 && !(read.strict && threshold >= 1.0);
    if !is_share {
        return Err(reader.wrong(
            &read.threshold.span(),
            &format!("`threshold` is {threshold}: a share above 0 and up to 1 is wanted, below 1 where it is strict"),
        ));
    }
    let kind = reader.kind(&read)?;
    let in_force = reader.in_force(&read)?;
    Ok(Rule {
        name: read.name.into_inner(),
        title: read.title.into_inner(),
        kind,
        threshold,
        strict: read.strict,
        counted: Counted {
            first: match read.counts {
                Counts::Votes => First::Votes,
                Counts::Shares => First::Shares,
            },
            convertibles: read.convertibles,
        },
        in_force,
        source: RuleSource {
            citation: read.source.citation.into_inner(),
            reference: read.source.reference.into_inner(),
        },
        note: read.note.into_inner(),
    })
}

/// A file while it is read.
struct Reader<'a> {
    file: &'a str,
    text: &'a str,
}

impl Reader<'_> {
    fn wrong(&self, at: &Range<usize>, reason: &str) -> RuleError {
        let before = self.text.get(..at.start).unwrap_or(self.text);
        RuleError::File {
            file: self.file.to_owned(),
            line: before.matches('\n').count() + 1,
            reason: reason.trim().replace('\n', ", "),
        }
    }

    /// What is counted together must fit the kind.
    fn kind(&self, read: &File) -> Result<RuleKind, RuleError> {
        let kind = *read.kind.get_ref();
        let (at, words) = match &read.aggregates {
            Some(words) => (words.span(), words.get_ref().as_slice()),
            None => (read.kind.span(), [].as_slice()),
        };
        let (needed, allowed): (&[Together], &[Together]) = match kind {
            Kind::Control => (
                &[Together::Controlled],
                &[
                    Together::Controlled,
                    Together::Arrangements,
                    Together::AppointedBoards,
                    Together::LargestWithInfluence,
                ],
            ),
            Kind::Cascade => (
                &[Together::Listed, Together::Reached],
                &[Together::Listed, Together::Reached],
            ),
            Kind::Integrated => (&[], &[]),
        };
        let has = |word: Together| words.iter().any(|one| *one.get_ref() == word);
        if let Some(wrong) = words.iter().find(|one| !allowed.contains(one.get_ref())) {
            return Err(self.wrong(
                &wrong.span(),
                &format!(
                    "`aggregates` of a rule of {} cannot have this word: it may have {}",
                    kind.word(),
                    list(allowed)
                ),
            ));
        }
        if !needed.iter().all(|word| has(*word)) {
            return Err(self.wrong(
                &at,
                &format!(
                    "`aggregates` of a rule of {} must have {}",
                    kind.word(),
                    list(needed)
                ),
            ));
        }
        Ok(match kind {
            Kind::Control => RuleKind::Control(Aggregates {
                arrangements: has(Together::Arrangements),
                appointed_boards: has(Together::AppointedBoards),
                largest_with_influence: has(Together::LargestWithInfluence),
            }),
            Kind::Cascade => RuleKind::Cascade,
            Kind::Integrated => RuleKind::Integrated,
        })
    }

    /// Either the rule has times, or it says that it needs none.
    fn in_force(&self, read: &File) -> Result<Vec<InForce>, RuleError> {
        if read.dated == read.in_force.is_empty() {
            return Err(self.wrong(
                &read.name.span(),
                "a law has `[[in-force]]` with `from`, a measure that is no law has `dated = false`; this has both or neither",
            ));
        }
        read.in_force.iter().map(|time| self.time(time)).collect()
    }

    fn time(&self, time: &Spanned<Time>) -> Result<InForce, RuleError> {
        let Time {
            from,
            to,
            sure,
            why,
        } = time.get_ref();
        let day = |key: &str, value: &Spanned<String>| {
            value.get_ref().parse::<Day>().map_err(|error| {
                self.wrong(&value.span(), &format!("`{key}` of `in-force`: {error}"))
            })
        };
        let first = match from.get_ref().as_str() {
            "unknown" => None,
            _ => Some(day("from", from)?),
        };
        let last = to.as_ref().map(|to| day("to", to)).transpose()?;
        if let (Some(first), Some(last), Some(to)) = (first, last, to)
            && last < first
        {
            return Err(self.wrong(
                &to.span(),
                &format!("`to` of `in-force` is {last}, before `from`, {first}"),
            ));
        }
        let is_sure = *sure && first.is_some();
        let doubt = match (is_sure, why) {
            (true, None) => None,
            (false, Some(why)) if !why.trim().is_empty() => Some(why.clone()),
            (true, Some(_)) => {
                return Err(self.wrong(&time.span(), "`why` is for a time that is not sure"));
            }
            (false, _) => {
                return Err(self.wrong(
                    &time.span(),
                    "`in-force` that is not sure, or from an unknown day, must say `why`",
                ));
            }
        };
        Ok(InForce {
            from: first,
            to: last,
            doubt,
        })
    }
}

impl Kind {
    const fn word(self) -> &'static str {
        match self {
            Self::Control => "control",
            Self::Cascade => "cascade",
            Self::Integrated => "integrated ownership",
        }
    }
}

impl Together {
    const fn word(self) -> &'static str {
        match self {
            Self::Controlled => "controlled",
            Self::Arrangements => "arrangements",
            Self::AppointedBoards => "appointed-boards",
            Self::LargestWithInfluence => "largest-with-influence",
            Self::Listed => "listed",
            Self::Reached => "reached",
        }
    }
}

fn list(words: &[Together]) -> String {
    if words.is_empty() {
        return "none".to_owned();
    }
    let words: Vec<String> = words
        .iter()
        .map(|word| format!("`{}`", word.word()))
        .collect();
    words.join(", ")
}
