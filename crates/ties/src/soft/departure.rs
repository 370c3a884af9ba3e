//! What is soft about a departure: who pays, when the employer was founded, where former colleagues went.

use bongsu_model::{Day, RowRef};

use crate::graph::{Node, TieGraph};

use super::{SoftKind, SoftTie};

/// What is known of a departure beside the name of the employer.
#[derive(Clone, Debug, PartialEq)]
pub struct Circumstances {
    /// The day of leaving: foundations shortly before it and colleagues around it count. Without one the day asked
    /// about stands for it.
    pub left_on: Option<Day>,
    /// An employer founded so many days before counts; 0 or less: none does.
    pub founded_within: i32,
    /// Who pays, as far as somebody else than the declared employer does.
    pub payer: Option<Payer>,
    /// Others who left the same holder, and where to.
    pub colleagues: Vec<Colleague>,
    /// Those count who left so many days before or after.
    pub colleagues_within: i32,
}

/// Who pays a salary that another declared employer is said to pay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payer {
    /// Which party of the register; `None` where no register knows it.
    pub node: Option<Node>,
    /// The name as given.
    pub name: String,
    /// The row that says so.
    pub at: RowRef,
}

/// Somebody else who left the same holder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Colleague {
    /// Who: a pseudonym that stays the same for one person.
    pub person: String,
    /// Where to.
    pub employer: Node,
    /// When.
    pub left_on: Day,
    /// The row that says so.
    pub at: RowRef,
}

impl Default for Circumstances {
    /// Foundations within a year before, colleagues within two years before or after.
    fn default() -> Self {
        Self {
            left_on: None,
            founded_within: 365,
            payer: None,
            colleagues: Vec::new(),
            colleagues_within: 730,
        }
    }
}

/// Where former colleagues went, seen from one employer.
#[derive(Debug, Default)]
pub(crate) struct Convergence<'a> {
    /// To the same employer.
    pub(crate) same: Vec<&'a Colleague>,
    /// To a firm of one controller with it, with the controller.
    pub(crate) related: Vec<(&'a Colleague, Node)>,
}

impl TieGraph {
    /// Whether a party was founded within so many days before a day.
    pub fn founded_before(&self, node: Node, day: Day, days: i32) -> Option<SoftTie> {
        let party = self.party(node.0)?;
        let founded = party
            .founded_on
            .filter(|founded| *founded <= day && *founded >= day.plus(-days))?;
        let age = day.epoch_days().saturating_sub(founded.epoch_days());
        Some(SoftTie {
            kind: SoftKind::FoundedBefore,
            value: founded.to_string(),
            n_sharing: 1,
            rarity: 1.0 - f64::from(age) / f64::from(days.max(1)),
            since: Some(founded),
            refs: vec![self.row_ref(party.at)],
            sentence: format!(
                "`{}` was founded on {founded}, {age} days before {day}",
                self.id(node)
            ),
        })
    }

    /// Somebody else than the employer pays; `None` where the payer is the employer.
    pub(crate) fn payer_tie(&self, employer: Node, payer: &Payer) -> Option<SoftTie> {
        if payer.node == Some(employer) {
            return None;
        }
        let known = if payer.node.is_none() {
            "; no register knows it"
        } else {
            ""
        };
        Some(SoftTie {
            kind: SoftKind::Payer,
            sentence: format!(
                "the salary is paid by {}, not by the declared employer {}{known}",
                payer.name,
                self.name(employer)
            ),
            value: payer.name.clone(),
            n_sharing: 2,
            rarity: 1.0,
            since: None,
            refs: vec![payer.at.clone()],
        })
    }

    /// Others who left the holder went to this employer, or to firms of one controller with it.
    pub(crate) fn converging_tie(
        &self,
        employer: Node,
        found: &Convergence<'_>,
    ) -> Option<SoftTie> {
        let persons = |colleagues: &mut dyn Iterator<Item = &&Colleague>| {
            let mut persons: Vec<&str> = colleagues.map(|one| one.person.as_str()).collect();
            persons.sort_unstable();
            persons.dedup();
            persons.len()
        };
        let related: Vec<&Colleague> = found
            .related
            .iter()
            .map(|(colleague, _)| *colleague)
            .collect();
        let n_same = persons(&mut found.same.iter());
        let n_all = persons(&mut found.same.iter().chain(&related));
        if n_all == 0 {
            return None;
        }
        let mut controllers: Vec<&str> = found
            .related
            .iter()
            .map(|(_, node)| self.name(*node))
            .collect();
        controllers.sort_unstable();
        controllers.dedup();
        let others = |n: usize| {
            if n == 1 {
                "1 other".to_owned()
            } else {
                format!("{n} others")
            }
        };
        let behind = match controllers.as_slice() {
            [] => String::new(),
            [one] => format!(
                ", {} of them to firms that {one} stands behind as well",
                n_all - n_same
            ),
            [one, rest @ ..] => format!(
                ", {} of them to firms that {one} or {} more stand behind as well",
                n_all - n_same,
                rest.len()
            ),
        };
        let mut refs: Vec<RowRef> = found
            .same
            .iter()
            .chain(&related)
            .map(|one| one.at.clone())
            .collect();
        refs.sort_unstable();
        refs.dedup();
        Some(SoftTie {
            kind: SoftKind::Converging,
            value: others(n_all),
            n_sharing: n_all + 1,
            // One may be chance, three hardly are.
            rarity: 1.0 - 0.5_f64.powi(n_all.min(16) as i32),
            since: found
                .same
                .iter()
                .chain(&related)
                .map(|one| one.left_on)
                .min(),
            refs,
            sentence: format!(
                "{} who left went to {} as well{behind}",
                others(n_all),
                self.name(employer)
            ),
        })
    }
}
