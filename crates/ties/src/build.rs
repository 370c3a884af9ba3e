//! From rows to a graph. Broken rows are reported and worked around, never guessed at.

use std::collections::HashMap;

use bongsu_model::RowRef;
use bongsu_names::{NameIndex, NameKind};

use crate::graph::{At, Edge, Link, NO_DETAIL, NOBODY, Party, Span, TieGraph};
use crate::ids::Ids;
use crate::issue::Issue;
use crate::register::{Interest, Organisation, PartyKind, Register};
use crate::resolve::registration_key;
use crate::shares::parts;
use crate::soft::Facts;

mod check;
mod numbers;
mod plain;
mod rows;

pub use plain::PlainEdges;

impl TieGraph {
    /// Builds a graph from a register, with everything that is wrong in it.
    ///
    /// ```
    /// use bongsu_ties::{Organisation, Register, TieGraph};
    ///
    /// let organisations = vec![Organisation { id: "org_a".into(), names: vec!["A".into()], ..Default::default() }];
    /// let (graph, issues) = TieGraph::build(Register { organisations, ..Default::default() });
    /// assert_eq!((graph.n_parties(), issues.len()), (1, 0));
    /// ```
    pub fn build(register: Register) -> (Self, Vec<Issue>) {
        Self::build_with(register, None)
    }

    /// The same with an index of names that was kept from an earlier build of the same register.
    ///
    /// An index of another register finds nothing, or parties that a comparison then refuses.
    pub fn build_with(register: Register, names: Option<NameIndex>) -> (Self, Vec<Issue>) {
        let mut builder = Builder::default();
        let mut facts = Facts::default();
        for mut organisation in register.organisations {
            let node = builder.place(&organisation.id);
            let at = builder.at(&organisation.at);
            facts.take(node, &mut organisation, at);
            builder.describe(node, organisation);
        }
        builder.edges.reserve_exact(register.interests.len());
        for interest in register.interests {
            builder.interest(interest);
        }
        for officer in register.officers {
            let node = builder.party(&officer.org, "organisation of an officer", &officer.at);
            let at = builder.at(&officer.at);
            facts.add_officer(node, officer, at);
        }
        let mut supplies = Vec::with_capacity(register.supplies.len());
        for supply in &register.supplies {
            let from = builder.party(&supply.supplier, "supplier", &supply.at);
            let to = builder.party(&supply.customer, "customer", &supply.at);
            supplies.push(Link {
                from,
                to,
                span: Span::new(supply.from, supply.to),
                at: builder.at(&supply.at),
            });
        }
        supplies.sort_by_key(|link| (link.from, link.to, link.at));
        let (mut graph, mut issues) = builder.finish();
        graph.supplies = supplies;
        graph.index_names(names);
        graph.soft = facts.index();
        issues.extend(check::check(&graph));
        (graph, issues)
    }

    fn index_names(&mut self, kept: Option<NameIndex>) {
        let parties = self
            .described()
            .filter(|(_, party)| party.kind != PartyKind::Person);
        let names =
            parties.flat_map(|(at, party)| party.names.iter().map(move |name| (at, name.as_str())));
        let names = kept.unwrap_or_else(|| NameIndex::build(NameKind::Organisation, names));
        let mut registrations: HashMap<String, Vec<u32>> = HashMap::new();
        for (at, party) in self.described() {
            if let Some(key) = party.registration.as_deref().and_then(registration_key) {
                registrations.entry(key).or_default().push(at);
            }
        }
        self.names = names;
        self.registrations = registrations;
    }
}

#[derive(Default)]
struct Builder {
    ids: Ids,
    detail_of: Vec<u32>,
    details: Vec<Party>,
    sources: Vec<String>,
    by_source: HashMap<String, u32>,
    last_source: u32,
    edges: Vec<Edge>,
    own: Vec<Edge>,
    /// Why holders are not known, by the interest's place in `edges`.
    reasons: HashMap<u32, String>,
    issues: Vec<Issue>,
}

impl Builder {
    fn at(&mut self, row: &RowRef) -> At {
        // Rows of one source come one after the other.
        if self.sources.get(self.last_source as usize) != Some(&row.source) {
            let next = self.sources.len() as u32;
            let known = self.by_source.get(&row.source).copied();
            self.last_source = known.unwrap_or_else(|| {
                self.sources.push(row.source.clone());
                self.by_source.insert(row.source.clone(), next);
                next
            });
        }
        At {
            source: self.last_source,
            row: u32::try_from(row.row).unwrap_or(u32::MAX),
        }
    }

    /// The party of an id, known or new.
    fn place(&mut self, id: &str) -> u32 {
        let node = self.ids.place(id);
        if self.detail_of.len() < self.ids.len() {
            self.detail_of.resize(self.ids.len(), NO_DETAIL);
        }
        node
    }

    fn describe(&mut self, node: u32, organisation: Organisation) {
        let at = self.at(&organisation.at);
        let next = self.details.len() as u32;
        let Some(detail) = self.detail_of.get_mut(node as usize) else {
            return;
        };
        if let Some(party) = self.details.get_mut(*detail as usize) {
            self.issues.push(Issue::DescribedTwice {
                id: organisation.id.clone(),
                at: organisation.at.clone(),
            });
            party.take(organisation);
            return;
        }
        *detail = next;
        self.details.push(Party {
            names: organisation.names,
            kind: organisation.kind,
            is_described: true,
            registration: organisation.registration,
            jurisdiction: organisation.jurisdiction,
            founded_on: organisation.founded_on,
            unknown_reason: organisation.unknown_reason,
            at,
        });
    }

    /// The party of an id, kept under its id where no row describes it.
    fn party(&mut self, id: &str, role: &'static str, at: &RowRef) -> u32 {
        let n_before = self.ids.len();
        let node = self.place(id);
        if self.ids.len() > n_before {
            self.issues.push(Issue::NotDescribed {
                id: id.to_owned(),
                role,
                at: at.clone(),
            });
        }
        node
    }

    fn interest(&mut self, interest: Interest) {
        let span = Span::new(interest.from, interest.to);
        let subject = self.party(&interest.subject, "subject", &interest.at);
        let holder = match &interest.holder {
            Some(holder) => self.party(holder, "holder", &interest.at),
            None => NOBODY,
        };
        if span.is_empty() {
            self.issues.push(Issue::EndsBeforeStart {
                id: interest.subject,
                at: interest.at,
            });
            return;
        }
        let edge = Edge {
            holder,
            subject,
            min: parts(interest.share.min()) as u32,
            max: parts(interest.share.max()) as u32,
            span,
            at: self.at(&interest.at),
            kind: interest.kind,
            directness: interest.directness,
        };
        if holder == subject {
            self.issues.push(Issue::HoldsItself {
                id: interest.subject,
                share: interest.share.to_string(),
                at: interest.at,
            });
            self.own.push(edge);
            return;
        }
        if let Some(reason) = interest.unknown_reason.filter(|reason| !reason.is_empty()) {
            self.reasons.insert(self.edges.len() as u32, reason);
        }
        self.edges.push(edge);
    }

    fn finish(mut self) -> (TieGraph, Vec<Issue>) {
        let order = rows::order(self.ids.len(), &self.edges);
        let (order, repeated) = rows::without_repeated(order, &self.edges);
        for edge in repeated {
            self.issues.push(Issue::GivenTwice {
                id: self.ids.get(edge.subject).unwrap_or("").to_owned(),
                at: RowRef {
                    source: self
                        .sources
                        .get(edge.at.source as usize)
                        .cloned()
                        .unwrap_or_default(),
                    row: u64::from(edge.at.row),
                },
            });
        }
        let mut reasons = HashMap::with_capacity(self.reasons.len());
        if !self.reasons.is_empty() {
            for (at, before) in (0..).zip(&order) {
                reasons.extend(self.reasons.remove(before).map(|reason| (at, reason)));
            }
        }
        let edges = rows::arrange(self.edges, order);
        let mut graph = rows::graph(self.ids, edges, self.own);
        graph.detail_of = self.detail_of;
        graph.details = self.details;
        graph.sources = self.sources;
        graph.reasons = reasons;
        (graph, self.issues)
    }
}

impl Party {
    /// Adds what a second row says.
    fn take(&mut self, organisation: Organisation) {
        for name in organisation.names {
            if !self.names.contains(&name) {
                self.names.push(name);
            }
        }
        self.registration = self.registration.take().or(organisation.registration);
        self.jurisdiction = self.jurisdiction.take().or(organisation.jurisdiction);
        self.founded_on = self.founded_on.or(organisation.founded_on);
    }
}
