//! From rows to a graph. Broken rows are reported and worked around, never guessed at.

use std::collections::HashMap;

use bongsu_model::{RowRef, ShareRange};
use bongsu_names::{NameIndex, NameKind};

use crate::graph::{At, Edge, Link, NOBODY, Party, Span, TieGraph};
use crate::issue::Issue;
use crate::register::{Directness, Interest, InterestKind, Organisation, PartyKind, Register};
use crate::resolve::registration_key;
use crate::shares::parts;
use crate::soft::SoftIndex;

mod check;

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
        let mut builder = Builder::default();
        let mut soft = SoftIndex::builder();
        for organisation in register.organisations {
            let node = builder.describe(&organisation);
            soft.add_organisation(node, &organisation, builder.at(&organisation.at));
        }
        for interest in &register.interests {
            builder.interest(interest);
        }
        for officer in &register.officers {
            let node = builder.party(&officer.org, "organisation of an officer", &officer.at);
            soft.add_officer(node, officer, builder.at(&officer.at));
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
        let mut graph = builder.finish();
        graph.supplies = supplies;
        graph.index_names();
        graph.soft = soft.finish();
        let mut issues = std::mem::take(&mut graph.issues_while_building);
        issues.extend(check::check(&graph));
        (graph, issues)
    }

    /// Builds a graph from plain edges (holder, subject, share from 0 to 1), without names, dates or rows.
    pub fn from_edges<'a>(
        edges: impl IntoIterator<Item = (&'a str, &'a str, ShareRange)>,
    ) -> (Self, Vec<Issue>) {
        let mut builder = Builder {
            is_plain: true,
            ..Builder::default()
        };
        let nowhere = RowRef {
            source: String::new(),
            row: 0,
        };
        for (row, (holder, subject, share)) in edges.into_iter().enumerate() {
            let holder = builder.party(holder, "holder", &nowhere);
            let subject = builder.party(subject, "subject", &nowhere);
            let at = At {
                source: 0,
                row: u32::try_from(row + 1).unwrap_or(u32::MAX),
            };
            builder.push(holder, subject, share, at);
        }
        if builder.sources.is_empty() {
            builder.sources.push("edges".to_owned());
        }
        let mut graph = builder.finish();
        let mut issues = std::mem::take(&mut graph.issues_while_building);
        issues.extend(check::check(&graph));
        (graph, issues)
    }

    fn index_names(&mut self) {
        let parties = (0..)
            .zip(&self.parties)
            .filter(|(_, party)| party.kind != PartyKind::Person);
        let names =
            parties.flat_map(|(at, party)| party.names.iter().map(move |name| (at, name.as_str())));
        self.names = NameIndex::build(NameKind::Organisation, names);
        let mut registrations: HashMap<String, Vec<u32>> = HashMap::new();
        for (at, party) in (0..).zip(&self.parties) {
            if let Some(key) = party.registration.as_deref().and_then(registration_key) {
                registrations.entry(key).or_default().push(at);
            }
        }
        self.registrations = registrations;
    }
}

#[derive(Default)]
struct Builder {
    parties: Vec<Party>,
    by_id: HashMap<Box<str>, u32>,
    sources: Vec<String>,
    by_source: HashMap<String, u32>,
    edges: Vec<(Edge, Option<String>)>,
    issues: Vec<Issue>,
    /// Plain edges describe no party, and miss none.
    is_plain: bool,
}

impl Builder {
    fn at(&mut self, row: &RowRef) -> At {
        let next = self.sources.len() as u32;
        let known = self.by_source.get(&row.source).copied();
        let source = known.unwrap_or_else(|| {
            self.sources.push(row.source.clone());
            self.by_source.insert(row.source.clone(), next);
            next
        });
        At {
            source,
            row: u32::try_from(row.row).unwrap_or(u32::MAX),
        }
    }

    fn describe(&mut self, organisation: &Organisation) -> u32 {
        let at = self.at(&organisation.at);
        if let Some(node) = self.by_id.get(organisation.id.as_str()).copied() {
            self.issues.push(Issue::DescribedTwice {
                id: organisation.id.clone(),
                at: organisation.at.clone(),
            });
            if let Some(party) = self.parties.get_mut(node as usize) {
                for name in &organisation.names {
                    if !party.names.contains(name) {
                        party.names.push(name.clone());
                    }
                }
                party.registration = party
                    .registration
                    .take()
                    .or_else(|| organisation.registration.clone());
                party.jurisdiction = party
                    .jurisdiction
                    .take()
                    .or_else(|| organisation.jurisdiction.clone());
                party.founded_on = party.founded_on.or(organisation.founded_on);
            }
            return node;
        }
        self.add(Party {
            id: organisation.id.as_str().into(),
            names: organisation.names.clone(),
            kind: organisation.kind,
            is_described: true,
            registration: organisation.registration.clone(),
            jurisdiction: organisation.jurisdiction.clone(),
            founded_on: organisation.founded_on,
            unknown_reason: organisation.unknown_reason.clone(),
            at,
        })
    }

    fn add(&mut self, party: Party) -> u32 {
        let node = self.parties.len() as u32;
        self.by_id.insert(party.id.clone(), node);
        self.parties.push(party);
        node
    }

    /// The party of an id, kept under its id where no row describes it.
    fn party(&mut self, id: &str, role: &'static str, at: &RowRef) -> u32 {
        if let Some(node) = self.by_id.get(id) {
            return *node;
        }
        if !self.is_plain {
            self.issues.push(Issue::NotDescribed {
                id: id.to_owned(),
                role,
                at: at.clone(),
            });
        }
        self.add(Party {
            id: id.into(),
            ..Party::default()
        })
    }

    fn interest(&mut self, interest: &Interest) {
        let span = Span::new(interest.from, interest.to);
        let subject = self.party(&interest.subject, "subject", &interest.at);
        let holder = match &interest.holder {
            Some(holder) => self.party(holder, "holder", &interest.at),
            None => NOBODY,
        };
        if span.is_empty() {
            self.issues.push(Issue::EndsBeforeStart {
                id: interest.subject.clone(),
                at: interest.at.clone(),
            });
            return;
        }
        if holder == subject {
            self.holds_itself(subject, interest.share, interest.at.clone());
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
        self.edges.push((edge, interest.unknown_reason.clone()));
    }

    fn push(&mut self, holder: u32, subject: u32, share: ShareRange, at: At) {
        if holder == subject {
            let row = RowRef {
                source: "edges".to_owned(),
                row: u64::from(at.row),
            };
            self.holds_itself(subject, share, row);
            return;
        }
        let edge = Edge {
            holder,
            subject,
            min: parts(share.min()) as u32,
            max: parts(share.max()) as u32,
            span: Span::new(None, None),
            at,
            kind: InterestKind::Shareholding,
            directness: Directness::Direct,
        };
        self.edges.push((edge, None));
    }

    fn holds_itself(&mut self, node: u32, share: ShareRange, at: RowRef) {
        let id = self
            .parties
            .get(node as usize)
            .map(|party| party.id.to_string())
            .unwrap_or_default();
        self.issues.push(Issue::HoldsItself {
            id,
            share: share.to_string(),
            at,
        });
    }

    fn finish(mut self) -> TieGraph {
        self.edges
            .sort_by_key(|(edge, _)| (edge.subject, edge.holder, edge.span, edge.at));
        self.drop_repeated();
        let n = self.parties.len();
        let mut reasons = HashMap::new();
        let mut edges = Vec::with_capacity(self.edges.len());
        for (at, (edge, reason)) in (0..).zip(self.edges) {
            if let Some(reason) = reason.filter(|reason| !reason.is_empty()) {
                reasons.insert(at, reason);
            }
            edges.push(edge);
        }
        let in_starts = starts(n, edges.iter().map(|edge| edge.subject));
        let mut out_edges: Vec<u32> = (0..edges.len() as u32).collect();
        let holder = |at: &u32| edges.get(*at as usize).map_or(NOBODY, |edge| edge.holder);
        out_edges.sort_by_key(|at| (holder(at), *at));
        out_edges.retain(|at| holder(at) != NOBODY);
        let out_starts = starts(n, out_edges.iter().map(holder));
        TieGraph {
            parties: self.parties,
            by_id: self.by_id,
            sources: self.sources,
            edges,
            in_starts,
            out_edges,
            out_starts,
            reasons,
            supplies: Vec::new(),
            names: NameIndex::build(NameKind::Organisation, []),
            registrations: HashMap::new(),
            soft: SoftIndex::default(),
            issues_while_building: self.issues,
        }
    }

    /// The same interest of the same holder, over the same time, is one; two unknown holders are two.
    fn drop_repeated(&mut self) {
        let mut repeated = Vec::new();
        let is_plain = self.is_plain;
        self.edges.dedup_by(|(later, _), (kept, _)| {
            let same = !is_plain
                && later.holder != NOBODY
                && (later.subject, later.holder, later.span)
                    == (kept.subject, kept.holder, kept.span)
                && (later.min, later.max, later.kind, later.directness)
                    == (kept.min, kept.max, kept.kind, kept.directness);
            if same {
                repeated.push((later.subject, later.at));
            }
            same
        });
        for (subject, at) in repeated {
            let id = self
                .parties
                .get(subject as usize)
                .map(|party| party.id.to_string())
                .unwrap_or_default();
            let source = self
                .sources
                .get(at.source as usize)
                .cloned()
                .unwrap_or_default();
            self.issues.push(Issue::GivenTwice {
                id,
                at: RowRef {
                    source,
                    row: u64::from(at.row),
                },
            });
        }
    }
}

/// Where each row of compressed rows starts, from the sorted row numbers of its entries.
fn starts(n: usize, rows: impl Iterator<Item = u32>) -> Vec<u32> {
    let mut starts = vec![0_u32; n + 1];
    for row in rows {
        if let Some(slot) = starts.get_mut(row as usize + 1) {
            *slot += 1;
        }
    }
    let mut total = 0;
    for slot in &mut starts {
        total += *slot;
        *slot = total;
    }
    starts
}
