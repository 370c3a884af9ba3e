//! From a declared name to parties of the register.

use bongsu_names::{Comparison, NameKind, PreparedName, Verdict, compare};

use crate::graph::{Node, TieGraph};

/// An organisation as somebody declared it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Declared {
    /// The name, in any script.
    pub name: String,
    /// Registration number.
    pub registration: Option<String>,
    /// Jurisdiction, ISO 3166.
    pub jurisdiction: Option<String>,
}

impl Declared {
    /// An organisation of which nothing but its name was declared.
    pub fn named(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            ..Self::default()
        }
    }
}

/// A party that a declared name may mean.
#[derive(Clone, Debug, PartialEq)]
pub struct Resolved {
    /// Which.
    pub node: Node,
    /// The name of the party that comes nearest.
    pub name: String,
    /// How the names compare.
    pub comparison: Comparison,
    /// Whether the registration numbers agree, and the jurisdictions do not contradict.
    pub by_registration: bool,
    /// What name, registration and jurisdiction say together.
    pub verdict: Verdict,
}

/// Candidates compared for each one asked for.
const CANDIDATES: usize = 50;

/// Candidates compared for one of thousands of names.
const NEAR_CANDIDATES: usize = 8;

impl TieGraph {
    /// Parties that a declared organisation may be, the likeliest first; those that differ are left out.
    ///
    /// A registration number that agrees settles it; one that contradicts, or another jurisdiction, leaves even an
    /// equal name unsure.
    pub fn resolve(&self, declared: &Declared, limit: usize) -> Vec<Resolved> {
        let name = PreparedName::new(NameKind::Organisation, &declared.name);
        let key = declared.registration.as_deref().and_then(registration_key);
        let mut nodes = key
            .as_ref()
            .and_then(|key| self.registrations.get(key))
            .cloned()
            .unwrap_or_default();
        nodes.extend(self.names.candidates(&name, limit.max(CANDIDATES)));
        nodes.sort_unstable();
        nodes.dedup();
        let mut found: Vec<Resolved> = nodes
            .into_iter()
            .filter_map(|node| self.resolved(node, &name, declared, key.as_deref()))
            .filter(|resolved| resolved.verdict != Verdict::Different)
            .collect();
        found.sort_by(|a, b| {
            (b.by_registration, b.verdict)
                .cmp(&(a.by_registration, a.verdict))
                .then(b.comparison.score.total_cmp(&a.comparison.score))
                .then(self.id(a.node).cmp(self.id(b.node)))
        });
        found.truncate(limit);
        found
    }

    /// Parties that a name surely means, among those that are asked for; by its rarest words alone, so that lists of
    /// many thousand names can be looked up.
    pub fn surely(&self, declared: &Declared, is_asked: impl Fn(Node) -> bool) -> Vec<Node> {
        let name = PreparedName::new(NameKind::Organisation, &declared.name);
        let nodes = self.names.near_candidates(&name, CANDIDATES);
        let mut found: Vec<Node> = nodes
            .into_iter()
            .filter(|node| is_asked(Node(*node)))
            .take(NEAR_CANDIDATES)
            .filter_map(|node| self.resolved(node, &name, declared, None))
            .filter(|resolved| resolved.verdict == Verdict::Same)
            .map(|resolved| resolved.node)
            .collect();
        found.sort_unstable();
        found
    }

    fn resolved(
        &self,
        at: u32,
        name: &PreparedName,
        declared: &Declared,
        key: Option<&str>,
    ) -> Option<Resolved> {
        let party = self.party(at)?;
        let compared = party.names.iter().map(|own| {
            (
                compare(name, &PreparedName::new(NameKind::Organisation, own)),
                own.clone(),
            )
        });
        let (comparison, own) = compared.max_by(|a, b| a.0.score.total_cmp(&b.0.score))?;
        let same_place = match (&declared.jurisdiction, &party.jurisdiction) {
            (Some(a), Some(b)) => Some(same_jurisdiction(a, b)),
            _ => None,
        };
        let plain = |text: &Option<String>| text.as_deref().map(plain_number).unwrap_or_default();
        let (asked, own_number) = (plain(&declared.registration), plain(&party.registration));
        let is_known = !asked.is_empty() && !own_number.is_empty();
        let same_number = is_known.then(|| asked == own_number);
        let by_registration =
            key.is_some() && same_number == Some(true) && same_place != Some(false);
        let contradicted = same_place == Some(false) || same_number == Some(false);
        let verdict = match comparison.verdict {
            _ if by_registration => Verdict::Same,
            Verdict::Same if contradicted => Verdict::Unsure,
            verdict => verdict,
        };
        Some(Resolved {
            node: Node(at),
            name: own,
            comparison,
            by_registration,
            verdict,
        })
    }
}

/// A registration number without what is written differently: `110-81-12345` is `1108112345`.
pub(crate) fn registration_key(text: &str) -> Option<String> {
    let key = plain_number(text);
    // A shorter number is a counter, not a registration.
    (key.len() >= 4).then_some(key)
}

fn plain_number(text: &str) -> String {
    let letters = text.chars().filter(|c| c.is_alphanumeric());
    let plain: String = letters.flat_map(char::to_uppercase).collect();
    plain.trim_start_matches('0').to_owned()
}

/// `KR` and `kr-11` name one jurisdiction at the level of countries.
fn same_jurisdiction(a: &str, b: &str) -> bool {
    let country = |text: &str| {
        text.trim()
            .split(['-', '_'])
            .next()
            .unwrap_or("")
            .to_lowercase()
    };
    country(a) == country(b)
}
