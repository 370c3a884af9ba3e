//! Stories with invented names, and oracles.

use bongsu_model::{Certainty, Day, RowRef, ShareRange};

use super::*;

mod changes;
mod datalog;
mod departures;
mod hostile;
mod indirect;
mod integrated;
mod oracles;
mod register;
mod rules;
mod stories;
mod trusts;
mod under;
mod ways;

/// A register written row by row; rows count from 1 in the order given.
#[derive(Default)]
struct Sketch {
    register: Register,
    n_rows: u64,
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn today() -> Day {
    day("2026-11-23")
}

impl Sketch {
    fn at(&mut self) -> RowRef {
        self.n_rows += 1;
        RowRef {
            source: "3f9a12c45d01".to_owned(),
            row: self.n_rows,
        }
    }

    fn org(mut self, id: &str, name: &str) -> Self {
        self.change(id, |org| org.names.push(name.to_owned()));
        self
    }

    fn orgs(self, ids: &[&str]) -> Self {
        ids.iter().fold(self, |sketch, id| {
            sketch.org(id, &format!("{id} Co., Ltd."))
        })
    }

    /// Changes a party, adding it where it is new.
    fn change(&mut self, id: &str, change: impl FnOnce(&mut Organisation)) {
        if !self.register.organisations.iter().any(|org| org.id == id) {
            let at = self.at();
            self.register.organisations.push(Organisation {
                id: id.to_owned(),
                at,
                ..Default::default()
            });
        }
        change(
            self.register
                .organisations
                .iter_mut()
                .find(|org| org.id == id)
                .unwrap(),
        );
    }

    fn with(mut self, id: &str, set: impl FnOnce(&mut Organisation)) -> Self {
        self.change(id, set);
        self
    }

    fn holds(self, holder: &str, subject: &str, share: f64) -> Self {
        self.interest(Some(holder), subject, (share, share), |_| ())
    }

    fn holds_between(self, holder: &str, subject: &str, min: f64, max: f64) -> Self {
        self.interest(Some(holder), subject, (min, max), |_| ())
    }

    fn interest(
        mut self,
        holder: Option<&str>,
        subject: &str,
        (min, max): (f64, f64),
        change: impl FnOnce(&mut Interest),
    ) -> Self {
        let mut interest = Interest {
            subject: subject.to_owned(),
            holder: holder.map(str::to_owned),
            kind: InterestKind::Shareholding,
            directness: Directness::Direct,
            share: ShareRange::new(min, max).unwrap(),
            from: None,
            to: None,
            unknown_reason: None,
            at: self.at(),
        };
        change(&mut interest);
        self.register.interests.push(interest);
        self
    }

    fn officer(mut self, org: &str, name: &str) -> Self {
        let at = self.at();
        self.register.officers.push(Officer {
            org: org.to_owned(),
            person_name: name.to_owned(),
            role: "director".to_owned(),
            from: None,
            to: None,
            at,
        });
        self
    }

    fn supplies(mut self, supplier: &str, customer: &str) -> Self {
        let at = self.at();
        let (supplier, customer) = (supplier.to_owned(), customer.to_owned());
        self.register.supplies.push(Supply {
            supplier,
            customer,
            from: None,
            to: None,
            at,
        });
        self
    }

    fn graph(self) -> TieGraph {
        let (graph, issues) = TieGraph::build(self.register);
        assert_eq!(issues, [], "the sketch is clean");
        graph
    }
}

fn node(graph: &TieGraph, id: &str) -> Node {
    graph.node(id).unwrap()
}

fn ids(graph: &TieGraph, nodes: &[Node]) -> Vec<String> {
    nodes
        .iter()
        .map(|node| graph.id(*node).to_owned())
        .collect()
}

fn party(graph: &TieGraph, id: &str) -> Party {
    Party {
        node: node(graph, id),
        why: "named in the agreement".to_owned(),
        certainty: Certainty::Certain,
    }
}

fn request(graph: &TieGraph, employer: &str, restricted: &str) -> TraceRequest {
    TraceRequest {
        employer: node(graph, employer),
        restricted: vec![party(graph, restricted)],
        covers: Covers {
            named: true,
            affiliates: true,
            suppliers: true,
            common_control: true,
        },
        listed: Vec::new(),
        as_of: today(),
        k: 10,
    }
}

fn controllers(graph: &TieGraph, id: &str, as_of: Day) -> Vec<(String, Certainty)> {
    let found = graph.controllers(node(graph, id), &ControlRule::majority(as_of));
    found
        .iter()
        .map(|one| (graph.id(one.node).to_owned(), one.certainty))
        .collect()
}
