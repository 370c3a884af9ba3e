//! What a newer register changed, and which departures it touches.

use std::collections::BTreeMap;

use bongsu_model::{Certainty, Day, Micros};
use bongsu_ties::{
    Answer, Basis, Changes, ControlRule, Standing, Version, changes as compare, reopened,
};

use super::{Atlas, TABLES};
use crate::Site;
use crate::destinations::questions;
use crate::tables::{TablesError, add_tables_of};

/// The tables that a departure is read from.
const ASKED: [&str; 2] = ["departures", "declarations"];

/// What changed between two states of a site's registers.
#[derive(Clone, Debug, PartialEq)]
pub struct RegisterChanges {
    /// The instant as of which the earlier state was known.
    pub since: Micros,
    /// How many parties the earlier state had.
    pub n_before: usize,
    /// How many parties there are now.
    pub n_now: usize,
    /// The changes, the gravest first.
    pub changes: Changes,
    /// Departures of which the registers say something else now, the gravest first.
    pub departures: Vec<Departure>,
}

/// A departure of which the registers say something else than before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Departure {
    /// The person, as a pseudonym.
    pub person: String,
    /// The employer as declared.
    pub employer: String,
    /// The row it stands in.
    pub at: String,
    /// The reach before; `Unknown` is no clearance.
    pub was: Certainty,
    /// The reach now.
    pub is: Certainty,
    /// Ways that are new, or surer than before.
    pub appeared: Vec<Way>,
    /// Ways that are not there any more, or less sure.
    pub gone: Vec<Way>,
}

/// One way to a restricted or listed party.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Way {
    /// How sure.
    pub certainty: Certainty,
    /// The party, by id.
    pub target: String,
    /// Its name.
    pub name: String,
    /// What makes it count.
    pub basis: Basis,
}

/// What the registers say otherwise than at an instant; without one, than before the last register or list came.
///
/// `None` where no register or list was imported.
pub async fn changes(
    site: &Site,
    since: Option<Micros>,
    as_of: Day,
) -> Result<Option<RegisterChanges>, TablesError> {
    let Some(last) = last_import(site).await? else {
        return Ok(None);
    };
    let since = since.unwrap_or(Micros(last.0 - 1));
    let before = Atlas::open_as_of(site, since).await?;
    let session = site.session()?;
    let files = site.store.current_files().await?;
    let tables = [&TABLES[..], &ASKED].concat();
    add_tables_of(site, &session, &files, &tables).await?;
    let now = Atlas::read_kept(site, &session, &files).await?;
    let rule = ControlRule::majority(as_of);
    let (was_listed, is_listed) = (before.on_lists(as_of), now.on_lists(as_of));
    let old = Version {
        graph: &before.graph,
        rule: rule.clone(),
        listed: &was_listed,
    };
    let new = Version {
        graph: &now.graph,
        rule,
        listed: &is_listed,
    };
    let mut asked = Vec::new();
    let mut standing = Vec::new();
    for question in questions(&session, &now.agreements).await? {
        // An employer that the newer register has no longer, or not surely, is the one that the older one had.
        let mut versions = [&now, &before].into_iter();
        let known = versions.find_map(|atlas| Some((atlas, atlas.surely(&question.declared)?)));
        let Some((atlas, employer)) = known else {
            continue;
        };
        let agreement = question.agreement.as_ref();
        let request = atlas.request(employer.node, agreement, as_of, 1);
        standing.push(Standing {
            employer: atlas.graph.id(employer.node).to_owned(),
            restricted: request
                .restricted
                .iter()
                .map(|party| atlas.graph.id(party.node).to_owned())
                .collect(),
            covers: request.covers,
        });
        asked.push(question);
    }
    let way = |answer: Answer| {
        let graph = [&now.graph, &before.graph]
            .into_iter()
            .find_map(|graph| Some(graph.name(graph.node(&answer.target)?).to_owned()));
        Way {
            certainty: answer.certainty,
            name: graph.unwrap_or_else(|| answer.target.clone()),
            target: answer.target,
            basis: answer.basis,
        }
    };
    let departures = reopened(&old, &new, &standing)
        .into_iter()
        .filter_map(|one| {
            let question = asked.get(one.at)?;
            Some(Departure {
                person: question.person.clone(),
                employer: question.declared.name.clone(),
                at: question.at.clone(),
                was: one.was,
                is: one.is,
                appeared: one.appeared.into_iter().map(way).collect(),
                gone: one.gone.into_iter().map(way).collect(),
            })
        })
        .collect();
    Ok(Some(RegisterChanges {
        since,
        n_before: before.graph.n_parties(),
        n_now: now.graph.n_parties(),
        changes: compare(&old, &new),
        departures,
    }))
}

/// When the last register or list that still counts was imported.
async fn last_import(site: &Site) -> Result<Option<Micros>, TablesError> {
    let imports = site.store.imports().await?;
    let at: BTreeMap<&str, Micros> = imports
        .iter()
        .map(|import| (import.record.import.as_str(), import.record.at))
        .collect();
    let files = site.store.current_files().await?;
    Ok(files
        .iter()
        .filter(|file| REGISTERS.contains(&file.file.table.as_str()))
        .filter_map(|file| at.get(file.import.as_str()).copied())
        .max())
}

/// The tables of registers and lists.
const REGISTERS: [&str; 5] = [
    "organisations",
    "interests",
    "officers",
    "supplies",
    "listed",
];
