//! The relation `ties`: who stands behind each declared employer and each position held elsewhere.
//!
//! Three kinds of row: `departure` (declared employer → a restricted or listed party, one row a party), `declaration`
//! (position elsewhere → a listed party or rival), `destination` (declared employer → who controls it in the end, for
//! cohorts). An employer that no register knows gives a row without target: unknown, never a clearance.

use std::collections::BTreeMap;

use bongsu_lake::{LakeSession, json_rows, text_of};
use bongsu_model::tables::Kind;
use bongsu_model::{Certainty, Day, RowRef};
use bongsu_names::{NameKind, PreparedName, Verdict, compare};
use bongsu_store::CurrentFile;
use bongsu_ties::{
    Basis, Circumstances, Colleague, Declared, Node, Payer, TieGraph, TiePath, Trace,
};
use serde_json::{Map, Value, json};

use crate::Site;
use crate::atlas::{Agreement, Atlas, of_people, path};
use crate::tables::TablesError;

/// The columns of `ties`.
pub(crate) const TIES: [(&str, Kind); 21] = [
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
    ("facts", Kind::Texts),
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
pub(crate) struct Question {
    kind: &'static str,
    pub(crate) person: String,
    pub(crate) declared: Declared,
    as_of: Day,
    left_on: Option<Day>,
    payer: Option<String>,
    pub(crate) at: String,
    pub(crate) agreement: Option<Agreement>,
}

/// Fills `ties`; gives what is wrong in the registers.
pub(crate) async fn add_ties(
    site: &Site,
    session: &LakeSession,
    files: &[CurrentFile],
    until: Option<Day>,
) -> Result<Vec<String>, TablesError> {
    let atlas = Atlas::read_kept(site, session, files).await?;
    let questions = questions(session, &atlas.agreements).await?;
    let employers: Vec<Option<Node>> = questions
        .iter()
        .map(|question| Some(atlas.surely(&question.declared)?.node))
        .collect();
    let answers = Answers {
        atlas: &atlas,
        register_day: atlas.register_day(until),
        colleagues: colleagues(&questions, &employers),
    };
    let mut rows = Vec::new();
    for (question, employer) in questions.iter().zip(&employers) {
        match employer {
            Some(employer) => answers.add(question, *employer, &mut rows),
            None => answers.by_name_only(question, &mut rows),
        }
    }
    session.add_rows("ties", &TIES, &rows)?;
    Ok([atlas.against_judgements, atlas.issues].concat())
}

/// Answers from one atlas.
struct Answers<'a> {
    atlas: &'a Atlas,
    /// The last day on which the registers say that something began.
    register_day: Option<Day>,
    /// Everyone who left, and where to.
    colleagues: Vec<Colleague>,
}

impl Answers<'_> {
    fn add(&self, question: &Question, employer: Node, rows: &mut Vec<Map<String, Value>>) {
        let graph = &self.atlas.graph;
        let agreement = question.agreement.as_ref();
        let request = self
            .atlas
            .request(employer, agreement, question.as_of, PATHS);
        let trace = if question.kind == "departure" {
            graph.trace_with(&request, &self.circumstances(question))
        } else {
            graph.trace(&request)
        };
        for way in trace.paths.iter().take(PATHS) {
            rows.push(question.path_row(employer, graph, way, (question.as_of, &trace)));
        }
        if trace.paths.is_empty() {
            let mut row = question.row(employer, graph);
            row.insert("certainty".into(), "unknown".into());
            path::coverage(&mut row, graph, &trace);
            rows.push(row);
        }
        if question.kind == "departure" {
            self.since(question, employer, &trace, rows);
            rows.push(self.destination(question, employer, &trace));
        }
    }

    /// What is known of a departure beside the name of the employer.
    fn circumstances(&self, question: &Question) -> Circumstances {
        let payer = question.payer.as_ref().filter(|payer| {
            let name = |text: &str| PreparedName::new(NameKind::Organisation, text);
            compare(&name(payer), &name(&question.declared.name)).verdict != Verdict::Same
        });
        let others = self
            .colleagues
            .iter()
            .filter(|colleague| colleague.person != question.person);
        Circumstances {
            left_on: question.left_on,
            payer: payer.map(|payer| Payer {
                node: self
                    .atlas
                    .surely(&Declared::named(payer))
                    .map(|found| found.node),
                name: payer.clone(),
                at: row_ref(&question.at),
            }),
            colleagues: others.cloned().collect(),
            ..Circumstances::default()
        }
    }

    /// What stands behind the employer only since the person went: a firm may be bought a year later.
    fn since(
        &self,
        question: &Question,
        employer: Node,
        before: &Trace,
        rows: &mut Vec<Map<String, Value>>,
    ) {
        let ends_on = question
            .agreement
            .as_ref()
            .and_then(|agreement| agreement.ends_on(question.as_of));
        let day = self
            .register_day
            .map(|day| ends_on.map_or(day, |ends_on| day.min(ends_on)))
            .filter(|day| *day > question.as_of);
        let Some(day) = day else { return };
        let graph = &self.atlas.graph;
        let agreement = question.agreement.as_ref();
        let trace = graph.trace(&self.atlas.request(employer, agreement, day, PATHS));
        let was_known = |way: &TiePath| {
            before.paths.iter().any(|known| {
                (known.target.node, known.basis) == (way.target.node, way.basis)
                    && known.certainty >= way.certainty
            })
        };
        for way in &trace.paths {
            if way.basis == Basis::Soft || was_known(way) {
                continue;
            }
            let mut row = question.path_row(employer, graph, way, (day, &trace));
            row.insert("as_of".into(), day.to_string().into());
            if let Some(Value::String(path)) = row.get_mut("path") {
                path.push_str(&format!("; as of {day}, not yet on {}", question.as_of));
            }
            rows.push(row);
        }
    }

    /// Who controls the employer in the end; without controller it stands for itself.
    fn destination(
        &self,
        question: &Question,
        employer: Node,
        trace: &Trace,
    ) -> Map<String, Value> {
        let above = self
            .atlas
            .graph
            .ultimate_controllers(employer, question.as_of);
        let (controller, certainty) = above
            .first()
            .map_or((employer, Certainty::Certain), |above| {
                (above.node, above.certainty)
            });
        let restricted = trace
            .paths
            .iter()
            .any(|path| path.certainty != Certainty::Unknown);
        let graph = &self.atlas.graph;
        let mut row = question.row(employer, graph);
        row.insert("kind".into(), "destination".into());
        // Spellings of one employer are one firm.
        row.insert("organisation".into(), graph.name(employer).into());
        row.insert("controller".into(), graph.id(controller).into());
        row.insert("controller_name".into(), graph.name(controller).into());
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
            .flat_map(|agreement| &agreement.restricted);
        let best = agreed
            .chain(&self.atlas.rival_names)
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

    /// The row of one way from the employer to a party.
    fn path_row(
        &self,
        employer: Node,
        graph: &TieGraph,
        way: &TiePath,
        (as_of, trace): (Day, &Trace),
    ) -> Map<String, Value> {
        let mut row = self.row(employer, graph);
        path::describe(&mut row, graph, way, as_of, trace);
        if let Some(agreement) = &self.agreement {
            path::add_ref(&mut row, &agreement.at);
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

/// Everyone who left for an employer that the register knows.
fn colleagues(questions: &[Question], employers: &[Option<Node>]) -> Vec<Colleague> {
    let left = questions.iter().zip(employers);
    left.filter_map(|(question, employer)| {
        Some(Colleague {
            person: question.person.clone(),
            employer: (*employer)?,
            left_on: question.left_on?,
            at: row_ref(&question.at),
        })
    })
    .collect()
}

/// `source#row` as a reference.
fn row_ref(at: &str) -> RowRef {
    let (source, row) = at.split_once('#').unwrap_or((at, ""));
    RowRef {
        source: source.to_owned(),
        row: row.parse().unwrap_or(0),
    }
}

/// Declared employers of people who leave, and positions held elsewhere.
pub(crate) async fn questions(
    session: &LakeSession,
    agreements: &[Agreement],
) -> Result<Vec<Question>, TablesError> {
    let agreements = of_people(agreements);
    let mut questions = Vec::new();
    let sql = "SELECT person, declared_employer AS name, declared_registration AS registration, \
        declared_jurisdiction AS jurisdiction, coalesce(hired_on, last_day) AS as_of, last_day, payer, \
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
    agreements: &BTreeMap<&str, &Agreement>,
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
    let agreement = agreements
        .get(person.as_str())
        .map(|agreement| (*agreement).clone());
    Some(Question {
        kind,
        person,
        declared,
        as_of,
        left_on: text("last_day").and_then(|day| day.parse().ok()),
        payer: text("payer"),
        at: text("at")?,
        agreement,
    })
}
