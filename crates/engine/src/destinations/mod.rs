//! The relation `ties`: who stands behind each declared employer and each position held elsewhere.
//!
//! Three kinds of row: `departure` (declared employer → a restricted or listed party, one row a party), `declaration`
//! (position elsewhere → a listed party or rival), `destination` (declared employer → who controls it in the end, for
//! cohorts). An employer that no register knows gives a row without target: unknown, never a clearance.

use std::collections::{BTreeMap, BTreeSet};

use bongsu_lake::{LakeSession, json_rows, text_of};
use bongsu_model::tables::Kind;
use bongsu_model::{Certainty, Day};
use bongsu_names::{NameKind, PreparedName, Verdict, compare};
use bongsu_ties::{Covers, Declared, Node, Party, TieGraph, Trace, TraceRequest};
use serde_json::{Map, Value, json};

use crate::tables::TablesError;

mod path;
mod register;

use register::ListEntry;

/// The columns of `ties`.
pub(crate) const TIES: [(&str, Kind); 20] = [
    ("kind", Kind::Text),
    ("person", Kind::Text),
    ("organisation", Kind::Text),
    ("org", Kind::Text),
    ("resolved", Kind::Text),
    ("target", Kind::Text),
    ("basis", Kind::Text),
    ("certainty", Kind::Text),
    ("rule", Kind::Text),
    ("layers", Kind::Whole),
    ("path", Kind::Text),
    ("coverage", Kind::Text),
    ("unknown", Kind::Texts),
    ("agreement", Kind::Text),
    ("as_of", Kind::Day),
    ("controller", Kind::Text),
    ("controller_name", Kind::Text),
    ("restricted", Kind::Flag),
    ("picture", Kind::Text),
    ("refs", Kind::Texts),
];

/// Paths kept for each person.
const PATHS: usize = 4;

/// Someone's next or other employer.
struct Question {
    kind: &'static str,
    person: String,
    declared: Declared,
    as_of: Day,
    at: String,
    agreement: Option<Agreement>,
}

/// What an agreement says of other employers.
#[derive(Clone, Default)]
struct Agreement {
    number: String,
    names: Vec<String>,
    covers: Covers,
    at: String,
}

/// The register, the lists and the rivals of a site, ready to be asked.
struct Atlas {
    graph: TieGraph,
    listed: Vec<Party>,
    rivals: Vec<Party>,
    rival_names: Vec<String>,
}

/// Fills `ties`; gives what is wrong in the registers.
pub(crate) async fn add_ties(session: &LakeSession) -> Result<Vec<String>, TablesError> {
    let (atlas, issues) = Atlas::read(session).await?;
    let mut rows = Vec::new();
    for question in questions(session).await? {
        atlas.answer(&question, &mut rows);
    }
    session.add_rows("ties", &TIES, &rows)?;
    Ok(issues)
}

impl Atlas {
    async fn read(session: &LakeSession) -> Result<(Self, Vec<String>), TablesError> {
        let (register, entries) = register::read(session).await?;
        let (graph, issues) = TieGraph::build(register);
        let listed = listed(&graph, &entries);
        let rival_names = texts(
            session,
            "SELECT organisation FROM rivals ORDER BY source, row",
            "organisation",
        )
        .await?;
        let rivals = parties(&graph, &rival_names, "on the site's list of rivals");
        let issues = issues.iter().map(ToString::to_string).collect();
        Ok((
            Self {
                graph,
                listed,
                rivals,
                rival_names,
            },
            issues,
        ))
    }

    fn answer(&self, question: &Question, rows: &mut Vec<Map<String, Value>>) {
        let found = self.graph.resolve(&question.declared, 3);
        let Some(employer) = found.iter().find(|found| found.verdict == Verdict::Same) else {
            self.by_name_only(question, rows);
            return;
        };
        let agreement = question.agreement.clone().unwrap_or_default();
        let mut restricted = parties(&self.graph, &agreement.names, "named in the agreement");
        restricted.extend(self.rivals.iter().cloned());
        restricted.sort_by(|a, b| (a.node, &a.why).cmp(&(b.node, &b.why)));
        restricted.dedup_by_key(|party| party.node);
        let trace = self.graph.trace(&TraceRequest {
            employer: employer.node,
            restricted,
            covers: if question.agreement.is_some() {
                agreement.covers
            } else {
                Covers::default()
            },
            listed: self.listed.clone(),
            as_of: question.as_of,
            k: PATHS,
        });
        for way in trace.paths.iter().take(PATHS) {
            let mut row = question.row(employer.node, &self.graph);
            path::describe(&mut row, &self.graph, way, question.as_of, &trace);
            if !agreement.at.is_empty() {
                path::add_ref(&mut row, &agreement.at);
            }
            rows.push(row);
        }
        if trace.paths.is_empty() {
            let mut row = question.row(employer.node, &self.graph);
            row.insert("certainty".into(), "unknown".into());
            path::coverage(&mut row, &self.graph, &trace);
            rows.push(row);
        }
        if question.kind == "departure" {
            rows.push(self.destination(question, employer.node, &trace));
        }
    }

    /// Who controls the employer in the end; without controller it stands for itself.
    fn destination(
        &self,
        question: &Question,
        employer: Node,
        trace: &Trace,
    ) -> Map<String, Value> {
        let above = self.graph.ultimate_controllers(employer, question.as_of);
        let (controller, certainty) = above
            .first()
            .map_or((employer, Certainty::Certain), |above| {
                (above.node, above.certainty)
            });
        let restricted = trace
            .paths
            .iter()
            .any(|path| path.certainty != Certainty::Unknown);
        let mut row = question.row(employer, &self.graph);
        row.insert("kind".into(), "destination".into());
        // Spellings of one employer are one firm.
        row.insert("organisation".into(), self.graph.name(employer).into());
        row.insert("controller".into(), self.graph.id(controller).into());
        row.insert("controller_name".into(), self.graph.name(controller).into());
        row.insert("certainty".into(), certainty.to_string().into());
        row.insert("restricted".into(), restricted.into());
        row
    }

    /// No register knows the employer: only its name can be compared with the restricted ones.
    fn by_name_only(&self, question: &Question, rows: &mut Vec<Map<String, Value>>) {
        let declared = PreparedName::new(NameKind::Organisation, &question.declared.name);
        let agreed = question
            .agreement
            .iter()
            .flat_map(|agreement| &agreement.names);
        let best = agreed
            .chain(&self.rival_names)
            .map(|name| {
                (
                    compare(&declared, &PreparedName::new(NameKind::Organisation, name)),
                    name,
                )
            })
            .max_by(|a, b| a.0.score.total_cmp(&b.0.score));
        let mut row = question.bare();
        row.insert("certainty".into(), "unknown".into());
        row.insert("coverage".into(), "missing".into());
        row.insert(
            "unknown".into(),
            json!([format!(
                "{} is in no register that was imported",
                question.declared.name
            )]),
        );
        if let Some((comparison, name)) =
            best.filter(|(comparison, _)| comparison.verdict != Verdict::Different)
        {
            let same = comparison.verdict == Verdict::Same;
            row.insert("target".into(), name.as_str().into());
            row.insert(
                "basis".into(),
                if same { "named" } else { "resemblance" }.into(),
            );
            row.insert(
                "certainty".into(),
                if same { "possible" } else { "unknown" }.into(),
            );
            row.insert("rule".into(), "names only".into());
            row.insert("layers".into(), 0.into());
            row.insert(
                "path".into(),
                format!(
                    "{} ~ {name} (names compare at {:.2})",
                    question.declared.name, comparison.score
                )
                .into(),
            );
        }
        rows.push(row);
        if question.kind == "departure" {
            // People who go to one unlisted firm still converge.
            let mut row = question.bare();
            let key = question.declared.name.trim().to_lowercase();
            row.insert("kind".into(), "destination".into());
            row.insert("controller".into(), key.into());
            row.insert(
                "controller_name".into(),
                question.declared.name.as_str().into(),
            );
            row.insert("certainty".into(), "unknown".into());
            row.insert("restricted".into(), false.into());
            rows.push(row);
        }
    }
}

impl Question {
    fn bare(&self) -> Map<String, Value> {
        let mut row = Map::new();
        row.insert("kind".into(), self.kind.into());
        row.insert("person".into(), self.person.as_str().into());
        row.insert("organisation".into(), self.declared.name.as_str().into());
        row.insert("as_of".into(), self.as_of.to_string().into());
        row.insert("refs".into(), json!([self.at]));
        if let Some(agreement) = &self.agreement {
            row.insert("agreement".into(), agreement.number.as_str().into());
        }
        row
    }

    fn row(&self, employer: Node, graph: &TieGraph) -> Map<String, Value> {
        let mut row = self.bare();
        row.insert("org".into(), graph.id(employer).into());
        row.insert("resolved".into(), graph.name(employer).into());
        row
    }
}

/// Declared employers of people who leave, and positions held elsewhere.
async fn questions(session: &LakeSession) -> Result<Vec<Question>, TablesError> {
    let agreements = agreements(session).await?;
    let mut questions = Vec::new();
    let sql = "SELECT person, declared_employer AS name, declared_registration AS registration, \
        declared_jurisdiction AS jurisdiction, coalesce(hired_on, last_day) AS as_of, \
        source || '#' || CAST(row AS VARCHAR) AS at FROM departures \
        WHERE declared_employer IS NOT NULL AND trim(declared_employer) <> '' ORDER BY person, source, row";
    for row in json_rows(&session.query("departures", sql).await?)? {
        questions.extend(question("departure", &row, &agreements));
    }
    let sql = "SELECT person, organisation AS name, coalesce(known_on, from_on) AS as_of, \
        source || '#' || CAST(row AS VARCHAR) AS at FROM declarations ORDER BY person, source, row";
    for row in json_rows(&session.query("declarations", sql).await?)? {
        questions.extend(question("declaration", &row, &BTreeMap::new()));
    }
    Ok(questions)
}

fn question(
    kind: &'static str,
    row: &Map<String, Value>,
    agreements: &BTreeMap<String, Agreement>,
) -> Option<Question> {
    let text = |name: &str| {
        row.get(name)
            .map(text_of)
            .filter(|text| !text.trim().is_empty())
    };
    let person = text("person")?;
    let declared = Declared {
        name: text("name")?,
        registration: text("registration"),
        jurisdiction: text("jurisdiction"),
    };
    let as_of = text("as_of")?.parse().ok()?;
    let agreement = agreements.get(&person).cloned();
    Some(Question {
        kind,
        person,
        declared,
        as_of,
        at: text("at")?,
        agreement,
    })
}

/// The job-change agreement of each person; the latest signed wins.
async fn agreements(session: &LakeSession) -> Result<BTreeMap<String, Agreement>, TablesError> {
    let sql = "SELECT agreement, person, restricted, covers_named, covers_affiliates, covers_suppliers, \
        covers_common_control, source || '#' || CAST(row AS VARCHAR) AS at FROM agreements \
        WHERE person IS NOT NULL AND kind = 'job-change' ORDER BY person, signed_on, source, row";
    let mut agreements = BTreeMap::new();
    for row in json_rows(&session.query("agreements", sql).await?)? {
        let text = |name: &str| row.get(name).map(text_of).unwrap_or_default();
        let flag =
            |name: &str, silent: bool| row.get(name).and_then(Value::as_bool).unwrap_or(silent);
        let names = row
            .get("restricted")
            .and_then(Value::as_array)
            .map_or(&[][..], Vec::as_slice);
        let agreement = Agreement {
            number: text("agreement"),
            names: names.iter().map(text_of).collect(),
            covers: Covers {
                named: flag("covers_named", true),
                affiliates: flag("covers_affiliates", false),
                suppliers: flag("covers_suppliers", false),
                common_control: flag("covers_common_control", false),
            },
            at: text("at"),
        };
        agreements.insert(text("person"), agreement);
    }
    Ok(agreements)
}

/// The entries of lists as parties, and the parties of the register that their names surely mean.
fn listed(graph: &TieGraph, entries: &[ListEntry]) -> Vec<Party> {
    let own: BTreeSet<Node> = entries
        .iter()
        .filter_map(|entry| graph.node(&entry.id))
        .collect();
    let mut listed = Vec::new();
    for entry in entries {
        let mut nodes: Vec<Node> = graph.node(&entry.id).into_iter().collect();
        // A list does not say what another means.
        if own.len() < graph.n_parties() {
            for name in &entry.names {
                let declared = Declared {
                    name: name.clone(),
                    registration: None,
                    jurisdiction: entry.jurisdiction.clone(),
                };
                nodes.extend(graph.surely(&declared, |node| !own.contains(&node)));
            }
        }
        listed.extend(nodes.into_iter().map(|node| Party {
            node,
            why: entry.why.clone(),
        }));
    }
    listed.sort_by(|a, b| (a.node, &a.why).cmp(&(b.node, &b.why)));
    listed.dedup_by_key(|party| party.node);
    listed
}

/// The parties of the register that names surely mean.
fn parties(graph: &TieGraph, names: &[String], why: &str) -> Vec<Party> {
    let nodes = names.iter().flat_map(|name| same(graph, name, None));
    nodes
        .map(|node| Party {
            node,
            why: why.to_owned(),
        })
        .collect()
}

fn same(graph: &TieGraph, name: &str, jurisdiction: Option<String>) -> Vec<Node> {
    let declared = Declared {
        name: name.to_owned(),
        registration: None,
        jurisdiction,
    };
    let found = graph.resolve(&declared, 3);
    found
        .into_iter()
        .filter(|found| found.verdict == Verdict::Same)
        .map(|found| found.node)
        .collect()
}

async fn texts(session: &LakeSession, sql: &str, column: &str) -> Result<Vec<String>, TablesError> {
    let rows = json_rows(&session.query(column, sql).await?)?;
    Ok(rows
        .iter()
        .filter_map(|row| row.get(column))
        .map(text_of)
        .collect())
}
