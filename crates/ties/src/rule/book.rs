//! Rules of law as data: each with its threshold, what it counts, when it is in force, and its source.

use bongsu_model::Day;

use super::{Aggregates, CascadeRule, ControlRule, Counted, IntegratedRule};

/// A rule as its file gives it. The day on which it is in force and the day on which holdings are looked at are two
/// things: a rule can be asked about a day on which it did not apply, and says so.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    /// By which it is asked for.
    pub name: String,
    /// How findings name it.
    pub title: String,
    /// What it computes.
    pub kind: RuleKind,
    /// The share, from 0 to 1.
    pub threshold: f64,
    /// Whether more than the threshold is needed, or the threshold is enough.
    pub strict: bool,
    /// Which interests count.
    pub counted: Counted,
    /// When it is in force; empty for a measure that is no law and holds on any day.
    pub in_force: Vec<InForce>,
    /// Where it comes from.
    pub source: RuleSource,
    /// What it does not say; never advice.
    pub note: String,
}

/// What a rule computes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RuleKind {
    /// Who controls whom.
    Control(Aggregates),
    /// What listed parties reach in aggregate.
    Cascade,
    /// How much is owned directly and through others.
    Integrated,
}

/// A time in which a rule is in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InForce {
    /// First day; `None`: not known.
    pub from: Option<Day>,
    /// Last day; `None` while it lasts.
    pub to: Option<Day>,
    /// Why it is not sure; `None` where it is.
    pub doubt: Option<String>,
}

/// Where a rule comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleSource {
    /// Who laid it down, in which text.
    pub citation: String,
    /// Where the text stands: gazette, article, page.
    pub reference: String,
}

/// Whether a rule is in force on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Force {
    /// It is, or it is a measure that needs no force.
    InForce,
    /// It is not, and why.
    NotInForce(String),
    /// Not known, and why.
    Unknown(String),
}

/// Rules by name.
///
/// ```
/// use bongsu_model::Day;
/// use bongsu_ties::{Force, RuleBook};
///
/// let book = RuleBook::built_in()?;
/// let day = Day::from_ymd(2026, 3, 1).unwrap();
/// let suspended = book.on("affiliates", day).unwrap_err();
/// assert!(suspended.to_string().starts_with("the rule `affiliates` is not in force on 2026-03-01"));
/// assert_eq!(book.on("cascade", day)?.force(day), Force::InForce);
/// # Ok::<(), bongsu_ties::RuleError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RuleBook {
    rules: Vec<Rule>,
}

/// Why a rule cannot be had.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RuleError {
    /// A file says something that a rule cannot say.
    #[error("`{file}`:{line}: {reason}")]
    File {
        /// The file.
        file: String,
        /// The line, from 1.
        line: usize,
        /// What is wrong, with the key.
        reason: String,
    },
    /// No rule has this name.
    #[error("no rule is named `{name}`\nhint: there are {}", .known.join(", "))]
    NoSuchRule {
        /// The name.
        name: String,
        /// The names there are.
        known: Vec<String>,
    },
    /// Two rules of one name are in force at the same time.
    #[error("two rules named `{name}` are in force at the same time")]
    Overlap {
        /// The name.
        name: String,
    },
    /// The rule is not in force on the day.
    #[error("the rule `{name}` is not in force on {day}: {reason}")]
    NotInForce {
        /// The rule.
        name: String,
        /// The day.
        day: Day,
        /// When it is.
        reason: String,
    },
}

/// The rules that the program brings.
const BUILT_IN: [(&str, &str); 5] = [
    (
        "rules/majority.toml",
        include_str!("../../../../rules/majority.toml"),
    ),
    (
        "rules/statutory.toml",
        include_str!("../../../../rules/statutory.toml"),
    ),
    (
        "rules/cascade.toml",
        include_str!("../../../../rules/cascade.toml"),
    ),
    (
        "rules/affiliates.toml",
        include_str!("../../../../rules/affiliates.toml"),
    ),
    (
        "rules/integrated.toml",
        include_str!("../../../../rules/integrated.toml"),
    ),
];

impl RuleBook {
    /// The rules that the program brings.
    pub fn built_in() -> Result<Self, RuleError> {
        Self::default().with(BUILT_IN)
    }

    /// A book of the one rule that a text gives; errors name it as `file`.
    pub fn parse(file: &str, text: &str) -> Result<Self, RuleError> {
        Ok(Self {
            rules: vec![super::read::rule(file, text)?],
        })
    }

    /// Adds a site's own rules, as (file, text); one of a known name replaces all that had it.
    pub fn with<'a>(
        mut self,
        files: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Self, RuleError> {
        let mut new: Vec<Rule> = Vec::new();
        for (file, text) in files {
            new.extend(Self::parse(file, text)?.rules);
        }
        self.rules
            .retain(|old| new.iter().all(|rule| rule.name != old.name));
        self.rules.extend(new);
        for (at, rule) in self.rules.iter().enumerate() {
            let later = self.rules.iter().skip(at + 1);
            if later
                .filter(|other| other.name == rule.name)
                .any(|other| rule.overlaps(other))
            {
                return Err(RuleError::Overlap {
                    name: rule.name.clone(),
                });
            }
        }
        Ok(self)
    }

    /// All rules, in the order in which they came.
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// The rule of a name that is in force on a day, or of which that is not known: [`Rule::force`] says which.
    pub fn on(&self, name: &str, day: Day) -> Result<&Rule, RuleError> {
        let named: Vec<&Rule> = self.rules.iter().filter(|rule| rule.name == name).collect();
        let find = |is_wanted: fn(&Force) -> bool| {
            named
                .iter()
                .find(|rule| is_wanted(&rule.force(day)))
                .copied()
        };
        let found = find(|force| *force == Force::InForce)
            .or_else(|| find(|force| matches!(force, Force::Unknown(_))));
        found.ok_or_else(|| {
            let reasons: Vec<String> = named
                .iter()
                .filter_map(|rule| match rule.force(day) {
                    Force::NotInForce(reason) => Some(reason),
                    Force::InForce | Force::Unknown(_) => None,
                })
                .collect();
            if reasons.is_empty() {
                let mut known: Vec<String> =
                    self.rules.iter().map(|rule| rule.name.clone()).collect();
                known.dedup();
                return RuleError::NoSuchRule {
                    name: name.to_owned(),
                    known,
                };
            }
            RuleError::NotInForce {
                name: name.to_owned(),
                day,
                reason: reasons.join("; "),
            }
        })
    }
}

impl Rule {
    /// Whether it is in force on a day.
    pub fn force(&self, day: Day) -> Force {
        if self.in_force.is_empty() {
            return Force::InForce;
        }
        let mut doubt = None;
        for time in self.in_force.iter().filter(|time| time.holds(day)) {
            match &time.doubt {
                None => return Force::InForce,
                Some(why) => doubt = Some(why.clone()),
            }
        }
        doubt.map_or_else(
            || {
                let times: Vec<String> = self.in_force.iter().map(InForce::words).collect();
                Force::NotInForce(format!("it is {}", times.join(", and ")))
            },
            Force::Unknown,
        )
    }

    /// The rule of control that it is, for holdings as of a day.
    pub fn control(&self, as_of: Day) -> Option<ControlRule> {
        let RuleKind::Control(aggregates) = self.kind else {
            return None;
        };
        Some(ControlRule {
            name: self.title.clone(),
            threshold: self.threshold,
            strict: self.strict,
            as_of,
            counted: self.counted,
            aggregates,
        })
    }

    /// The cascade that it is, for holdings as of a day.
    pub fn cascade(&self, as_of: Day) -> Option<CascadeRule> {
        (self.kind == RuleKind::Cascade).then(|| CascadeRule {
            name: self.title.clone(),
            threshold: self.threshold,
            strict: self.strict,
            as_of,
            counted: self.counted,
        })
    }

    /// The measure of ownership that it is, for holdings as of a day.
    pub fn integrated(&self, as_of: Day) -> Option<IntegratedRule> {
        (self.kind == RuleKind::Integrated).then(|| IntegratedRule {
            name: self.title.clone(),
            threshold: self.threshold,
            strict: self.strict,
            as_of,
            counted: self.counted,
        })
    }

    fn overlaps(&self, other: &Self) -> bool {
        let always = [InForce::ALWAYS];
        let times = |rule: &'_ Self| {
            if rule.in_force.is_empty() {
                always.to_vec()
            } else {
                rule.in_force.clone()
            }
        };
        let others = times(other);
        times(self).iter().any(|time| {
            others.iter().any(|other| {
                time.from.is_none_or(|from| other.reaches(from))
                    && other.from.is_none_or(|from| time.reaches(from))
            })
        })
    }
}

impl InForce {
    const ALWAYS: Self = Self {
        from: None,
        to: None,
        doubt: None,
    };

    fn holds(&self, day: Day) -> bool {
        self.from.is_none_or(|from| from <= day) && self.reaches(day)
    }

    /// Whether it does not end before a day.
    fn reaches(&self, day: Day) -> bool {
        self.to.is_none_or(|to| day <= to)
    }

    fn words(&self) -> String {
        let from = self.from.map_or_else(
            || "since a day not known".to_owned(),
            |from| format!("in force from {from}"),
        );
        self.to
            .map_or_else(|| from.clone(), |to| format!("{from} to {to}"))
    }
}
