//! The registers, lists, rivals and agreements of a site as one graph that can be asked, with judgements at work.

use std::collections::{BTreeMap, BTreeSet};

use bongsu_lake::{LakeSession, json_rows, text_of};
use bongsu_model::{Certainty, Day, Micros, Path};
use bongsu_names::{Comparison, NameKind, PreparedName, Verdict, compare, fold};
use bongsu_store::{CurrentFile, JudgedAs, StoredJudgement};
use bongsu_ties::{
    Covers, Declared, Node, Party, PartyKind, Register, TieGraph, Trace, TraceRequest,
};

use crate::Site;
use crate::tables::{TablesError, add_tables_of};

mod agreements;
mod between;
mod changes;
mod judged;
mod kept;
mod listing;
pub(crate) mod path;
mod people;
mod register;
mod screen;
mod standing;

pub use agreements::Agreement;
pub use between::{Around, AroundParty, AroundTie, Relation};
pub use changes::{Departure, RegisterChanges, Way, changes};
pub use listing::{Days, Listing};
pub use people::{People, PersonHit, PersonPlace};
pub use screen::{Mark, Screen, ScreenHit, Screened};
pub use standing::{Behind, HeldBy, Standing};

pub(crate) use judged::name_side;

use judged::Judged;
use kept::Kept;

/// The tables that an atlas is read from.
const TABLES: [&str; 7] = [
    "organisations",
    "interests",
    "officers",
    "supplies",
    "listed",
    "rivals",
    "agreements",
];

/// Who stands behind whom, as far as a site knows.
#[derive(Debug)]
pub struct Atlas {
    /// The graph.
    pub graph: TieGraph,
    /// Parties on a list, by party, with the days on which they are.
    pub listed: Vec<Listing>,
    /// Parties on the site's list of rivals.
    pub rivals: Vec<Party>,
    /// The rivals as the site names them.
    pub rival_names: Vec<String>,
    /// Agreements, in the order of people, signing and rows.
    pub agreements: Vec<Agreement>,
    /// What is wrong in the registers.
    pub issues: Vec<String>,
    /// What the registers, or other judgements, have against a judgement.
    pub against_judgements: Vec<String>,
    judged: Judged,
    /// Days on which the registers say that something began.
    days: BTreeSet<Day>,
}

/// A party that a declared name may mean.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// Which.
    pub node: Node,
    /// The name of the party that comes nearest.
    pub name: String,
    /// How the names compare.
    pub comparison: Comparison,
    /// Whether the registration numbers agree, and the jurisdictions do not contradict.
    pub by_registration: bool,
    /// What people judged of the name and the party.
    pub judged: Option<JudgedAs>,
    /// What name, registration, jurisdiction and judgement say together.
    pub verdict: Verdict,
}

impl Atlas {
    /// Opens the atlas of a site as it is now.
    pub async fn open(site: &Site) -> Result<Self, TablesError> {
        let session = site.session()?;
        let files = site.store.current_files().await?;
        add_tables_of(site, &session, &files, &TABLES).await?;
        Self::read_kept(site, &session, &files).await
    }

    /// Opens the atlas of a site as it was known at an instant, with the judgements of now.
    pub async fn open_as_of(site: &Site, at: Micros) -> Result<Self, TablesError> {
        let session = site.session()?;
        let files = site.store.files_as_of(at).await?;
        add_tables_of(site, &session, &files, &TABLES).await?;
        Self::read(&session, &site.store.judgements().await?, None).await
    }

    /// Reads it from the tables of a session, which are those of the files, with what is kept beside them.
    pub(crate) async fn read_kept(
        site: &Site,
        session: &LakeSession,
        files: &[CurrentFile],
    ) -> Result<Self, TablesError> {
        let judgements = site.store.judgements().await?;
        let kept = Kept::of(site, files, &judgements);
        Self::read(session, &judgements, Some(&kept)).await
    }

    async fn read(
        session: &LakeSession,
        judgements: &[StoredJudgement],
        kept: Option<&Kept>,
    ) -> Result<Self, TablesError> {
        let judged = Judged::of(judgements);
        let (mut register, entries) = register::read(session).await?;
        let against_judgements = judged.apply(&mut register);
        let mut days = first_days(&register);
        days.extend(entries.iter().filter_map(|entry| entry.days.from));
        let index = kept.and_then(Kept::index);
        let is_kept = index.is_some();
        let (graph, found) = TieGraph::build_with(register, index);
        let issues = found.iter().map(ToString::to_string).collect();
        let mut atlas = Self {
            graph,
            listed: Vec::new(),
            rivals: Vec::new(),
            rival_names: rival_names(session).await?,
            agreements: agreements::read(session).await?,
            issues,
            against_judgements,
            judged,
            days,
        };
        let listed = kept
            .filter(|_| is_kept)
            .and_then(|kept| kept.listed(&atlas.graph));
        if let Some(listed) = listed {
            atlas.listed = listed;
        } else {
            atlas.listed = atlas.listed(&entries);
            if let Some(kept) = kept {
                kept.keep(&atlas.graph, &atlas.listed);
            }
        }
        atlas.rivals = atlas.parties(&atlas.rival_names, "on the site's list of rivals");
        Ok(atlas)
    }

    /// Parties that a declared organisation may be, the likeliest first; what people judged goes before all else.
    pub fn resolve(&self, declared: &Declared, limit: usize) -> Vec<Candidate> {
        let mut found: Vec<Candidate> = Vec::new();
        for one in self.graph.resolve(declared, limit) {
            let settled = self.settled(&declared.name, one.node, one.verdict);
            let Some((verdict, judged)) = settled else {
                continue;
            };
            found.push(Candidate {
                node: one.node,
                name: one.name,
                comparison: one.comparison,
                by_registration: one.by_registration,
                judged,
                verdict,
            });
        }
        if let Some(meant) = self.judged_to_be(&declared.name)
            && !found.iter().any(|candidate| candidate.node == meant.node)
        {
            found.push(meant);
        }
        // The order of the graph stays, behind what was judged.
        found.sort_by_key(|candidate| candidate.judged != Some(JudgedAs::Same));
        found.truncate(limit);
        found
    }

    /// What names, and people who judged, say together of a name and a party: none where they are not one.
    ///
    /// A name that was judged to mean one party surely means no other.
    fn settled(
        &self,
        name: &str,
        node: Node,
        verdict: Verdict,
    ) -> Option<(Verdict, Option<JudgedAs>)> {
        let side = name_side(name);
        let judged = self.judged.verdict(&side, self.graph.id(node));
        let verdict = match judged {
            Some(JudgedAs::Same) => Verdict::Same,
            Some(JudgedAs::Different) => return None,
            Some(JudgedAs::Unsure) => verdict.min(Verdict::Unsure),
            Some(JudgedAs::Undone) | None if self.judged.meant_by(&side).is_some() => {
                verdict.min(Verdict::Unsure)
            }
            Some(JudgedAs::Undone) | None => verdict,
        };
        Some((verdict, judged))
    }

    /// The party that a name was judged to mean.
    fn judged_to_be(&self, name: &str) -> Option<Candidate> {
        let node = self.judged_node(&name_side(name))?;
        let declared = Declared::named(name);
        Some(self.judged_candidate(node, &declared))
    }

    /// Whether any party surely has a name.
    fn is_known(&self, name: &str) -> bool {
        let declared = Declared::named(name);
        let is_asked = |node| {
            let settled = self.settled(name, node, Verdict::Same);
            settled.is_some_and(|(verdict, _)| verdict == Verdict::Same)
        };
        // The rarest words find nearly all of them at once.
        !self.graph.surely(&declared, is_asked).is_empty() || self.surely(&declared).is_some()
    }

    /// The party that a declared organisation surely is.
    pub fn surely(&self, declared: &Declared) -> Option<Candidate> {
        let found = self.resolve(declared, RESOLVED).into_iter();
        let mut same: Vec<Candidate> = found
            .filter(|candidate| candidate.verdict == Verdict::Same)
            .collect();
        let first = same.first()?;
        if first.by_registration || first.judged == Some(JudgedAs::Same) {
            return Some(same.swap_remove(0));
        }
        // Of equally near ones, those that are registered under just this name.
        let best = first.comparison.score;
        same.retain(|candidate| candidate.comparison.score >= best);
        let wanted = fold(&declared.name);
        let is_exact = |candidate: &Candidate| fold(self.graph.name(candidate.node)) == wanted;
        if same.iter().any(is_exact) {
            same.retain(is_exact);
        }
        let first = same.first()?.node;
        let mut others = same.iter().skip(1);
        if others.any(|other| self.are_two(first, other.node)) {
            return None;
        }
        Some(same.swap_remove(0))
    }

    /// Whether parties of one name must be two: one register or list numbers them apart, or they are of two places.
    ///
    /// Two registers may know one party, each under an id of its own.
    fn are_two(&self, one: Node, other: Node) -> bool {
        let graph = &self.graph;
        let source = |node: Node| graph.row(node).map(|row| row.source);
        let places = graph.jurisdiction(one).zip(graph.jurisdiction(other));
        places.is_some_and(|(one, other)| one.get(..2) != other.get(..2))
            || source(one).is_some() && source(one) == source(other)
    }

    /// Whether some parties of one name must be two.
    fn has_two(&self, nodes: &[Node]) -> bool {
        let mut rest = nodes;
        while let Some((one, others)) = rest.split_first() {
            if others.iter().any(|other| self.are_two(*one, *other)) {
                return true;
            }
            rest = others;
        }
        false
    }

    /// The party of an id of the register, as what it is called there.
    pub fn by_id(&self, id: &str) -> Option<Candidate> {
        let node = self.node(id)?;
        let declared = Declared::named(self.graph.name(node));
        Some(Candidate {
            judged: None,
            ..self.judged_candidate(node, &declared)
        })
    }

    /// The party that a text surely means: an id of the register, or a declared organisation.
    pub fn find(&self, declared: &Declared) -> Option<Node> {
        self.node(declared.name.trim())
            .or_else(|| self.surely(declared).map(|candidate| candidate.node))
    }

    /// The paths of a trace as cases show them, the best first.
    pub fn paths(&self, trace: &Trace, as_of: Day) -> Vec<Path> {
        let paths = trace.paths.iter();
        paths
            .map(|way| path::picture(&self.graph, way, as_of, trace))
            .collect()
    }

    /// The party of an id of the register, also where it was judged to be another.
    pub fn node(&self, id: &str) -> Option<Node> {
        self.graph.node(self.judged.id_of(id))
    }

    /// What is to be traced for somebody who goes to an employer: the parties of the agreement, or those of the site
    /// where there is none, and everyone on a list.
    pub fn request(
        &self,
        employer: Node,
        agreement: Option<&Agreement>,
        as_of: Day,
        k: usize,
    ) -> TraceRequest {
        let mut restricted = agreement.map_or_else(Vec::new, |agreement| {
            self.parties(&agreement.restricted, "named in the agreement")
        });
        restricted.extend(self.rivals.iter().cloned());
        restricted
            .sort_by(|a, b| (a.node, b.certainty, &a.why).cmp(&(b.node, a.certainty, &b.why)));
        restricted.dedup_by_key(|party| party.node);
        TraceRequest {
            employer,
            restricted,
            covers: agreement.map_or_else(Covers::default, |agreement| agreement.covers),
            listed: self.listed_on(as_of),
            as_of,
            k,
        }
    }

    /// The last day on which the registers say that something began, as far as a day.
    pub(crate) fn register_day(&self, until: Option<Day>) -> Option<Day> {
        let mut days = self.days.iter().rev();
        days.find(|day| until.is_none_or(|until| **day <= until))
            .copied()
    }

    /// As whose its names are compared.
    fn name_kind(&self, node: Node) -> NameKind {
        match self.graph.kind(node) {
            PartyKind::Person => NameKind::Person,
            _ => NameKind::Organisation,
        }
    }

    fn judged_candidate(&self, node: Node, declared: &Declared) -> Candidate {
        let kind = self.name_kind(node);
        let name = PreparedName::new(kind, &declared.name);
        let compared = self.graph.names(node).iter().map(|own| {
            let comparison = compare(&name, &PreparedName::new(kind, own));
            (comparison, own.clone())
        });
        let best = compared.max_by(|a, b| a.0.score.total_cmp(&b.0.score));
        let (comparison, name) = best.unwrap_or_else(|| {
            let nothing = Comparison {
                score: 0.0,
                verdict: Verdict::Different,
                features: Vec::new(),
            };
            (nothing, self.graph.name(node).to_owned())
        });
        Candidate {
            node,
            name,
            comparison,
            by_registration: false,
            judged: Some(JudgedAs::Same),
            verdict: Verdict::Same,
        }
    }

    /// The parties of the register that names surely mean.
    fn parties(&self, names: &[String], why: &str) -> Vec<Party> {
        let mut parties = Vec::new();
        for name in names {
            let found = self.resolve(&Declared::named(name), RESOLVED).into_iter();
            let is_same = |candidate: &Candidate| candidate.verdict == Verdict::Same;
            let same: Vec<Candidate> = found.filter(is_same).collect();
            let nodes: Vec<Node> = same.iter().map(|candidate| candidate.node).collect();
            // Whoever wrote the name knows whom it means; where it is the name of two parties, nobody else does.
            let of_several = if self.has_two(&nodes) {
                Certainty::Possible
            } else {
                Certainty::Certain
            };
            parties.extend(same.into_iter().map(|candidate| Party {
                node: candidate.node,
                why: why.to_owned(),
                certainty: match candidate.judged {
                    Some(JudgedAs::Same) => Certainty::Certain,
                    _ => of_several,
                },
            }));
        }
        parties
    }
}

/// Candidates looked at for a name that is to be one party.
const RESOLVED: usize = 12;

fn first_days(register: &Register) -> BTreeSet<Day> {
    let interests = register.interests.iter().filter_map(|one| one.from);
    let supplies = register.supplies.iter().filter_map(|one| one.from);
    interests.chain(supplies).collect()
}

async fn rival_names(session: &LakeSession) -> Result<Vec<String>, TablesError> {
    let sql = "SELECT organisation FROM rivals ORDER BY source, row";
    let rows = json_rows(&session.query("rivals", sql).await?)?;
    Ok(rows
        .iter()
        .filter_map(|row| row.get("organisation"))
        .map(text_of)
        .collect())
}

/// The job-change agreement of each person; the latest signed wins.
pub(crate) fn of_people(agreements: &[Agreement]) -> BTreeMap<&str, &Agreement> {
    agreements
        .iter()
        .filter(|agreement| agreement.kind == "job-change" && !agreement.person.is_empty())
        .map(|agreement| (agreement.person.as_str(), agreement))
        .collect()
}
