//! Judgements at work: parties judged the same are one, names are led to the party they were judged to mean.
//!
//! Of each pair the last judgement counts. What is judged the same is joined under one id, the party's that was judged
//! first, so that a later judgement or a reloaded register does not rename it. What the register says against a
//! judgement is told, and the judgement stands until somebody takes it back.

use std::collections::{BTreeMap, HashMap, HashSet};

use bongsu_names::fold;
use bongsu_store::{JudgedAs, JudgedSide, StoredJudgement};
use bongsu_ties::{Organisation, Register};

/// The judgements that count.
#[derive(Clone, Debug, Default)]
pub(super) struct Judged {
    pairs: BTreeMap<(JudgedSide, JudgedSide), JudgedAs>,
    /// The group of each side that is judged the same as another.
    group_of: BTreeMap<JudgedSide, usize>,
    groups: Vec<Group>,
}

/// Sides that are one.
#[derive(Clone, Debug, Default)]
struct Group {
    /// In the order in which they were judged.
    sides: Vec<JudgedSide>,
}

impl Group {
    /// The id that all of its parties are known by; none where only names are joined.
    fn id(&self) -> Option<&str> {
        self.parties().next()
    }

    fn parties(&self) -> impl Iterator<Item = &str> {
        self.sides.iter().filter_map(|side| match side {
            JudgedSide::Party(id) => Some(id.as_str()),
            JudgedSide::Name(_) => None,
        })
    }
}

/// A declared name as judgements keep it.
pub(crate) fn name_side(name: &str) -> JudgedSide {
    JudgedSide::Name(fold(name))
}

impl Judged {
    /// What counts of a log, which is in the order of its making.
    pub(super) fn of(log: &[StoredJudgement]) -> Self {
        let mut last: BTreeMap<(JudgedSide, JudgedSide), (i64, JudgedAs)> = BTreeMap::new();
        for StoredJudgement { seq, judgement } in log {
            let pair = (judgement.a.clone(), judgement.b.clone());
            last.insert(pair, (*seq, judgement.verdict));
        }
        let mut judged = Self::default();
        let mut same: Vec<_> = last
            .iter()
            .filter(|(_, (_, verdict))| *verdict == JudgedAs::Same)
            .map(|(pair, (seq, _))| (*seq, pair))
            .collect();
        same.sort();
        for (_, (a, b)) in same {
            judged.join(a, b);
        }
        judged.pairs = last
            .into_iter()
            .filter(|(_, (_, verdict))| *verdict != JudgedAs::Undone)
            .map(|(pair, (_, verdict))| (pair, verdict))
            .collect();
        judged
    }

    fn join(&mut self, a: &JudgedSide, b: &JudgedSide) {
        let (x, y) = (self.group(a), self.group(b));
        let (first, second) = (x.min(y), x.max(y));
        if first == second {
            return;
        }
        let moved = self
            .groups
            .get_mut(second)
            .map(std::mem::take)
            .unwrap_or_default();
        for side in &moved.sides {
            self.group_of.insert(side.clone(), first);
        }
        if let Some(group) = self.groups.get_mut(first) {
            group.sides.extend(moved.sides);
        }
    }

    fn group(&mut self, side: &JudgedSide) -> usize {
        if let Some(group) = self.group_of.get(side) {
            return *group;
        }
        self.groups.push(Group {
            sides: vec![side.clone()],
        });
        let at = self.groups.len() - 1;
        self.group_of.insert(side.clone(), at);
        at
    }

    /// The id under which a party is known: its own, or that of what it was judged the same as.
    pub(super) fn id_of<'a>(&'a self, id: &'a str) -> &'a str {
        let side = JudgedSide::Party(id.to_owned());
        self.group_of
            .get(&side)
            .and_then(|group| self.groups.get(*group)?.id())
            .unwrap_or(id)
    }

    /// The party that a declared name was judged to mean.
    pub(super) fn meant_by(&self, name: &JudgedSide) -> Option<&str> {
        let group = self.group_of.get(name)?;
        self.groups.get(*group)?.id()
    }

    /// What was judged of a declared name and a party under any of its ids.
    pub(super) fn verdict(&self, name: &JudgedSide, id: &str) -> Option<JudgedAs> {
        let of = |id: &str| {
            let party = JudgedSide::Party(id.to_owned());
            self.pairs.get(&(name.clone(), party)).copied()
        };
        let group = self
            .group_of
            .get(&JudgedSide::Party(id.to_owned()))
            .and_then(|group| self.groups.get(*group));
        match group {
            Some(group) if group.sides.contains(name) => Some(JudgedAs::Same),
            Some(group) => group.parties().find_map(of),
            None => of(id),
        }
    }

    /// Joins what is one in a register, and says what the register or other judgements have against it.
    pub(super) fn apply(&self, register: &mut Register) -> Vec<String> {
        let ids: BTreeMap<&str, &str> = self
            .groups
            .iter()
            .filter_map(|group| Some((group, group.id()?)))
            .flat_map(|(group, id)| group.parties().map(move |party| (party, id)))
            .collect();
        let mut notes = self.contradicted(register, &ids);
        if ids.is_empty() {
            return notes;
        }
        let mut members: Vec<Organisation> = Vec::new();
        let mut places: HashMap<String, usize> = HashMap::new();
        register.organisations.retain(|organisation| {
            let Some(id) = ids.get(organisation.id.as_str()) else {
                return true;
            };
            let member = places
                .get(*id)
                .and_then(|place: &usize| members.get_mut(*place));
            if let Some(member) = member {
                add(member, organisation);
            } else {
                places.insert((*id).to_owned(), members.len());
                members.push(Organisation {
                    id: (*id).to_owned(),
                    ..organisation.clone()
                });
            }
            false
        });
        register.organisations.extend(members);
        let one = |id: &mut String| {
            if let Some(known_by) = ids.get(id.as_str()) {
                *id = (*known_by).to_owned();
            }
        };
        register.interests.retain_mut(|interest| {
            let was_own = interest.holder.as_ref() == Some(&interest.subject);
            one(&mut interest.subject);
            interest.holder.iter_mut().for_each(one);
            // What one holds of the other holds nothing once they are one.
            was_own || interest.holder.as_ref() != Some(&interest.subject)
        });
        for officer in &mut register.officers {
            one(&mut officer.org);
        }
        for supply in &mut register.supplies {
            one(&mut supply.supplier);
            one(&mut supply.customer);
        }
        notes.sort();
        notes.dedup();
        notes
    }

    /// What speaks against the judgements, in words.
    fn contradicted(&self, register: &Register, ids: &BTreeMap<&str, &str>) -> Vec<String> {
        let mut notes = Vec::new();
        let judged = self.judged_ids();
        let asked: HashMap<&str, &Organisation> = register
            .organisations
            .iter()
            .filter(|organisation| judged.contains(organisation.id.as_str()))
            .map(|organisation| (organisation.id.as_str(), organisation))
            .collect();
        for interest in &register.interests {
            let Some(holder) = &interest.holder else {
                continue;
            };
            let (subject, holder) = (interest.subject.as_str(), holder.as_str());
            if holder != subject
                && let (Some(x), Some(y)) = (ids.get(subject), ids.get(holder))
                && x == y
            {
                notes.push(against(
                    holder,
                    subject,
                    JudgedAs::Same,
                    "the first holds the second",
                ));
            }
        }
        for ((a, b), verdict) in &self.pairs {
            let (JudgedSide::Party(a), JudgedSide::Party(b)) = (a, b) else {
                continue;
            };
            if *verdict == JudgedAs::Different
                && ids
                    .get(a.as_str())
                    .is_some_and(|id| ids.get(b.as_str()) == Some(id))
            {
                notes.push(format!(
                    "`{a}` and `{b}` are judged different, and other judgements make them one\nhint: bongsu judge --list"
                ));
            }
            if let (Some(x), Some(y)) = (asked.get(a.as_str()), asked.get(b.as_str()))
                && let Some(what) = speaks_against(*verdict, x, y)
            {
                notes.push(against(a, b, *verdict, &what));
            }
        }
        notes
    }

    /// Every party that something is judged of.
    fn judged_ids(&self) -> HashSet<&str> {
        let sides = self.pairs.keys().flat_map(|(a, b)| [a, b]);
        sides
            .filter_map(|side| match side {
                JudgedSide::Party(id) => Some(id.as_str()),
                JudgedSide::Name(_) => None,
            })
            .collect()
    }
}

fn against(a: &str, b: &str, verdict: JudgedAs, what: &str) -> String {
    format!(
        "`{a}` and `{b}` are judged {verdict}, and the register says that {what}\n\
         hint: bongsu judge {a} {b} undo --why TEXT, if the register is right"
    )
}

/// What two rows of a register say against a judgement.
fn speaks_against(verdict: JudgedAs, a: &Organisation, b: &Organisation) -> Option<String> {
    let same_place = match (&a.jurisdiction, &b.jurisdiction) {
        (Some(x), Some(y)) => Some(country(x) == country(y)),
        _ => None,
    };
    let numbers = a.registration.as_deref().zip(b.registration.as_deref());
    match verdict {
        JudgedAs::Same if a.kind != b.kind => {
            Some("one is a person and the other is not".to_owned())
                .filter(|_| [a.kind, b.kind].contains(&bongsu_ties::PartyKind::Person))
        }
        JudgedAs::Same => numbers
            .filter(|(x, y)| same_place == Some(true) && plain(x) != plain(y))
            .map(|(x, y)| format!("their registrations are {x} and {y}")),
        JudgedAs::Different => numbers
            .filter(|(x, y)| same_place == Some(true) && plain(x) == plain(y))
            .map(|(x, _)| format!("both have the registration {x}")),
        JudgedAs::Unsure | JudgedAs::Undone => None,
    }
}

fn country(jurisdiction: &str) -> String {
    jurisdiction
        .split(['-', '_'])
        .next()
        .unwrap_or("")
        .trim()
        .to_lowercase()
}

fn plain(number: &str) -> String {
    number
        .chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_uppercase)
        .collect()
}

/// Adds what another row says of the same party; the first row's words stand.
fn add(member: &mut Organisation, other: &Organisation) {
    for (own, more) in [
        (&mut member.names, &other.names),
        (&mut member.addresses, &other.addresses),
        (&mut member.phones, &other.phones),
        (&mut member.domains, &other.domains),
    ] {
        for text in more {
            if !own.contains(text) {
                own.push(text.clone());
            }
        }
    }
    let keep = |own: &mut Option<String>, more: &Option<String>| {
        if own.is_none() {
            own.clone_from(more);
        }
    };
    keep(&mut member.legal_form, &other.legal_form);
    keep(&mut member.registration, &other.registration);
    keep(&mut member.jurisdiction, &other.jurisdiction);
    member.founded_on = member.founded_on.or(other.founded_on);
    member.dissolved_on = member.dissolved_on.or(other.dissolved_on);
}

#[cfg(test)]
mod tests;
