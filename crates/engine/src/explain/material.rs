//! Everything the explanation reads, fetched once for all people with a finding.

use std::collections::{BTreeMap, BTreeSet};

use bongsu_lake::{LakeSession, json_rows, text_of};
use bongsu_model::tables::Kind;
use bongsu_model::{Day, Finding, Path, RowRange};
use serde_json::{Map, Value};

use crate::Site;
use crate::tables::TablesError;

type Row = Map<String, Value>;

/// Rows by person, and small tables as a whole.
#[derive(Debug, Default)]
pub(crate) struct Material {
    pub(crate) people: BTreeMap<String, Person>,
    pub(crate) departures: BTreeMap<String, Departure>,
    pub(crate) agreements: BTreeMap<String, Vec<Row>>,
    pub(crate) approvals: BTreeMap<String, Vec<Approval>>,
    pub(crate) offers: BTreeMap<String, Vec<Row>>,
    pub(crate) requests: BTreeMap<String, Vec<Row>>,
    pub(crate) ties: BTreeMap<String, Vec<Tie>>,
    pub(crate) days: BTreeMap<String, Vec<DayRow>>,
    pub(crate) touched: BTreeMap<String, Vec<Touched>>,
    /// Registered documents in captured files, the largest share first.
    pub(crate) contents: BTreeMap<String, Vec<Held>>,
    /// How many files were captured of each person.
    pub(crate) captured: BTreeMap<String, u64>,
    /// By finding, for people with an approval: the acts it cites.
    pub(crate) cited: BTreeMap<String, Vec<Cited>>,
    pub(crate) technologies: BTreeMap<String, Technology>,
    pub(crate) partners: BTreeMap<String, RowRange>,
    pub(crate) silent: Vec<String>,
    /// The last day the run looked at, where it was told one.
    pub(crate) until: Option<Day>,
    /// The last day with an act, as far as the run looked.
    pub(crate) end: Option<Day>,
}

#[derive(Clone, Debug, Default)]
pub(crate) struct Person {
    pub(crate) unit: String,
    pub(crate) team: String,
    pub(crate) role: String,
    pub(crate) joined_on: Option<Day>,
}

#[derive(Clone, Debug)]
pub(crate) struct Departure {
    pub(crate) notice_on: Option<Day>,
    pub(crate) last_day: Day,
    pub(crate) reason: String,
    pub(crate) employer: String,
    pub(crate) inferred: bool,
}

#[derive(Clone, Debug)]
pub(crate) struct Approval {
    pub(crate) kind: String,
    pub(crate) from: Day,
    pub(crate) to: Option<Day>,
    pub(crate) technology: Option<String>,
    pub(crate) about: String,
    pub(crate) at: RowRange,
}

#[derive(Clone, Debug)]
pub(crate) struct Tie {
    pub(crate) kind: String,
    pub(crate) organisation: String,
    pub(crate) resolved: String,
    pub(crate) target: String,
    pub(crate) basis: String,
    pub(crate) certainty: String,
    pub(crate) rule: String,
    pub(crate) coverage: String,
    pub(crate) unknown: Vec<String>,
    pub(crate) facts: Vec<String>,
    pub(crate) path: Option<Path>,
}

/// A day of a person with own usual beside it.
#[derive(Clone, Debug)]
pub(crate) struct DayRow {
    pub(crate) day: Day,
    pub(crate) values: BTreeMap<&'static str, f64>,
}

#[derive(Clone, Debug)]
pub(crate) struct Touched {
    pub(crate) day: Day,
    pub(crate) technology: String,
    pub(crate) channel: String,
    pub(crate) acts: u64,
    pub(crate) outward: u64,
    pub(crate) bytes: u64,
}

/// Text of a registered document in a captured file.
#[derive(Clone, Debug)]
pub(crate) struct Held {
    pub(crate) day: Day,
    pub(crate) channel: String,
    pub(crate) file: String,
    pub(crate) technology: String,
    pub(crate) document: String,
    pub(crate) certainty: String,
    pub(crate) is_whole: bool,
    pub(crate) share: f64,
}

/// Acts that a finding cites, of one person, day and technology.
#[derive(Clone, Debug)]
pub(crate) struct Cited {
    pub(crate) person: String,
    pub(crate) day: Day,
    pub(crate) technology: String,
    pub(crate) acts: u64,
}

#[derive(Clone, Debug, Default)]
pub(crate) struct Technology {
    pub(crate) name: String,
    pub(crate) class: String,
    pub(crate) grade: String,
    pub(crate) sector: String,
    pub(crate) list_item: String,
    pub(crate) list_version: String,
}

/// Columns of `person_day` and `baseline` that pictures use.
pub(crate) const DAY_COLUMNS: [&str; 16] = [
    "logons",
    "unusual_hours",
    "protected",
    "protected_usual",
    "protected_high",
    "copied",
    "copied_usual",
    "copied_high",
    "attached_out",
    "attached_out_usual",
    "attached_out_high",
    "uploads",
    "uploads_usual",
    "uploads_high",
    "private_mail",
    "private_mail_high",
];

impl Material {
    /// Reads what is known of everyone with a finding.
    pub(crate) async fn read(
        site: &Site,
        session: &LakeSession,
        (findings, until): (&[Finding], Option<Day>),
    ) -> Result<Self, TablesError> {
        let people: BTreeSet<String> = findings
            .iter()
            .flat_map(|finding| &finding.people)
            .map(ToString::to_string)
            .collect();
        let wanted: Vec<Row> = people
            .iter()
            .map(|person| Row::from_iter([("person".to_owned(), person.as_str().into())]))
            .collect();
        session.add_rows("case_people", &[("person", Kind::Text)], &wanted)?;
        let mut material = Self {
            until,
            ..Self::default()
        };
        material.small(session).await?;
        material.days(session).await?;
        material.touched(session).await?;
        material.contents(session).await?;
        material.cited(session, findings).await?;
        let sql = "SELECT max(day) AS last FROM person_day";
        let last = rows(session, "person_day", sql).await?;
        material.end = last.first().and_then(|row| day(row, "last"));
        let runs = site.store.current_files().await?;
        if runs.is_empty() {
            material.silent.push("nothing was imported".to_owned());
        }
        Ok(material)
    }

    async fn small(&mut self, session: &LakeSession) -> Result<(), TablesError> {
        for row in of_people(session, "people", "t.unit, t.team, t.role, t.joined_on").await? {
            let person = Person {
                unit: text(&row, "unit"),
                team: text(&row, "team"),
                role: text(&row, "role"),
                joined_on: day(&row, "joined_on"),
            };
            self.people.insert(text(&row, "person"), person);
        }
        let columns = "t.notice_on, t.last_day, t.stated_reason, t.declared_employer, t.inferred";
        for row in of_people(session, "departures", columns).await? {
            let Some(last_day) = day(&row, "last_day") else {
                continue;
            };
            let departure = Departure {
                notice_on: day(&row, "notice_on"),
                last_day,
                reason: text(&row, "stated_reason"),
                employer: text(&row, "declared_employer"),
                inferred: row
                    .get("inferred")
                    .and_then(Value::as_bool)
                    .unwrap_or(false),
            };
            self.departures.insert(text(&row, "person"), departure);
        }
        let columns = "t.kind, t.from_on, t.to_on, t.technology, t.about, t.source, t.row";
        for row in of_people(session, "approvals", columns).await? {
            let (Some(from), Some(at)) = (day(&row, "from_on"), at(&row)) else {
                continue;
            };
            let approval = Approval {
                kind: text(&row, "kind"),
                from,
                to: day(&row, "to_on"),
                technology: some(&row, "technology"),
                about: text(&row, "about"),
                at,
            };
            self.approvals
                .entry(text(&row, "person"))
                .or_default()
                .push(approval);
        }
        let columns = "t.kind, t.duration_days, t.covers_named, t.covers_affiliates, t.covers_suppliers, \
            t.covers_common_control, t.agreement";
        group(
            &mut self.agreements,
            of_people(session, "agreements", columns).await?,
            "person",
        );
        let columns = "t.offered_on, t.offeror, t.via, t.pay_multiple";
        group(
            &mut self.offers,
            of_people(session, "offers", columns).await?,
            "person",
        );
        let sql = "SELECT t.requester AS person, t.project, CAST(t.at AS DATE) AS day, t.technology \
            FROM requests t JOIN case_people p ON p.person = t.requester ORDER BY t.requester, t.at";
        group(
            &mut self.requests,
            rows(session, "requests", sql).await?,
            "person",
        );
        self.ties(session).await?;
        for row in rows(
            session,
            "technologies",
            "SELECT * FROM technologies ORDER BY source, row",
        )
        .await?
        {
            let technology = Technology {
                name: text(&row, "name"),
                class: text(&row, "class"),
                grade: text(&row, "grade"),
                sector: text(&row, "sector"),
                list_item: text(&row, "list_item"),
                list_version: text(&row, "list_version"),
            };
            self.technologies
                .insert(text(&row, "technology"), technology);
        }
        for row in rows(
            session,
            "partners",
            "SELECT organisation, source, row FROM partners ORDER BY source, row",
        )
        .await?
        {
            if let Some(at) = at(&row) {
                self.partners.insert(text(&row, "organisation"), at);
            }
        }
        Ok(())
    }

    async fn ties(&mut self, session: &LakeSession) -> Result<(), TablesError> {
        let columns = "t.kind, t.organisation, t.resolved, t.target, t.basis, t.certainty, t.rule, t.coverage, \
            t.unknown, t.facts, t.picture";
        for row in of_people(session, "ties", columns).await? {
            let texts = |name: &str| {
                let items = row.get(name).and_then(Value::as_array);
                items.map_or_else(Vec::new, |items| items.iter().map(text_of).collect())
            };
            let tie = Tie {
                kind: text(&row, "kind"),
                organisation: text(&row, "organisation"),
                resolved: text(&row, "resolved"),
                target: text(&row, "target"),
                basis: text(&row, "basis"),
                certainty: text(&row, "certainty"),
                rule: text(&row, "rule"),
                coverage: text(&row, "coverage"),
                unknown: texts("unknown"),
                facts: texts("facts"),
                path: serde_json::from_str(&text(&row, "picture")).ok(),
            };
            self.ties.entry(text(&row, "person")).or_default().push(tie);
        }
        Ok(())
    }

    async fn days(&mut self, session: &LakeSession) -> Result<(), TablesError> {
        let columns = DAY_COLUMNS.join(", ");
        let sql = format!(
            "SELECT d.person, d.day, {columns} FROM person_day d \
             JOIN case_people p ON p.person = d.person \
             JOIN baseline b ON b.person = d.person AND b.day = d.day ORDER BY d.person, d.day"
        );
        for row in rows(session, "person_day", &sql).await? {
            let Some(day) = day(&row, "day") else {
                continue;
            };
            let values = DAY_COLUMNS
                .iter()
                .map(|name| (*name, row.get(*name).and_then(Value::as_f64).unwrap_or(0.0)));
            let values = values.collect();
            self.days
                .entry(text(&row, "person"))
                .or_default()
                .push(DayRow { day, values });
        }
        Ok(())
    }

    async fn contents(&mut self, session: &LakeSession) -> Result<(), TablesError> {
        let columns = "t.day, t.channel, t.file, t.technology, coalesce(t.name, t.document) AS document, t.certainty, \
            t.whole, t.share_of_document, t.source, t.row";
        let mut all = of_people(session, "content_match", columns).await?;
        all.sort_by(|a, b| {
            let share = |row: &Row| {
                row.get("share_of_document")
                    .and_then(Value::as_f64)
                    .unwrap_or(0.0)
            };
            let sure = text(a, "certainty").cmp(&text(b, "certainty"));
            sure.then(share(b).total_cmp(&share(a)))
        });
        for row in all {
            let Some(day) = day(&row, "day") else {
                continue;
            };
            let held = Held {
                day,
                channel: text(&row, "channel"),
                file: text(&row, "file"),
                technology: text(&row, "technology"),
                document: text(&row, "document"),
                certainty: text(&row, "certainty"),
                is_whole: row.get("whole").and_then(Value::as_bool).unwrap_or(false),
                share: row
                    .get("share_of_document")
                    .and_then(Value::as_f64)
                    .unwrap_or(0.0),
            };
            self.contents
                .entry(text(&row, "person"))
                .or_default()
                .push(held);
        }
        for row in of_people(session, "captures", "t.file").await? {
            *self.captured.entry(text(&row, "person")).or_default() += 1;
        }
        Ok(())
    }

    async fn touched(&mut self, session: &LakeSession) -> Result<(), TablesError> {
        let sql = "SELECT a.person, a.day, coalesce(a.technology, '') AS technology, a.channel, count(*) AS acts, \
            count(*) FILTER (WHERE a.outward) AS outward, coalesce(sum(a.bytes) FILTER (WHERE a.outward), 0) AS bytes \
            FROM notable a JOIN case_people p ON p.person = a.person \
            GROUP BY a.person, a.day, a.technology, a.channel ORDER BY a.person, a.day, technology, a.channel";
        for row in rows(session, "notable", sql).await? {
            let Some(day) = day(&row, "day") else {
                continue;
            };
            let number = |name: &str| row.get(name).and_then(Value::as_u64).unwrap_or(0);
            let touched = Touched {
                day,
                technology: text(&row, "technology"),
                channel: text(&row, "channel"),
                acts: number("acts"),
                outward: number("outward"),
                bytes: number("bytes"),
            };
            self.touched
                .entry(text(&row, "person"))
                .or_default()
                .push(touched);
        }
        Ok(())
    }

    /// What the findings about people with an approval cite: an approval explains what was seen, not what was not.
    async fn cited(
        &mut self,
        session: &LakeSession,
        findings: &[Finding],
    ) -> Result<(), TablesError> {
        let approved = |finding: &&Finding| {
            let mut people = finding.people.iter();
            people.any(|person| self.approvals.contains_key(person.as_str()))
        };
        let refs = findings.iter().filter(approved).flat_map(|finding| {
            finding.refs.iter().map(|range| {
                Row::from_iter([
                    ("finding".to_owned(), finding.id.as_str().into()),
                    ("source".to_owned(), range.source.as_str().into()),
                    ("first".to_owned(), range.first.into()),
                    ("last".to_owned(), range.last.into()),
                ])
            })
        });
        let refs: Vec<Row> = refs.collect();
        if refs.is_empty() {
            return Ok(());
        }
        let columns = [
            ("finding", Kind::Text),
            ("source", Kind::Text),
            ("first", Kind::Whole),
            ("last", Kind::Whole),
        ];
        session.add_rows("approved_refs", &columns, &refs)?;
        for row in rows(session, "notable", CITED_SQL).await? {
            let Some(day) = day(&row, "day") else {
                continue;
            };
            let cited = Cited {
                person: text(&row, "person"),
                day,
                technology: text(&row, "technology"),
                acts: row.get("acts").and_then(Value::as_u64).unwrap_or(0),
            };
            self.cited
                .entry(text(&row, "finding"))
                .or_default()
                .push(cited);
        }
        Ok(())
    }
}

/// A range is counted out only as far as its source has rows, whatever a detector made of it.
const CITED_SQL: &str = "WITH ends AS (SELECT source, max(row) AS last_row FROM notable GROUP BY source), \
    rows AS (SELECT r.finding, r.source, unnest(range(r.first, least(r.last, e.last_row) + 1)) AS row \
        FROM approved_refs r JOIN ends e ON e.source = r.source) \
    SELECT r.finding, a.person, a.day, coalesce(a.technology, '') AS technology, count(*) AS acts \
    FROM rows r JOIN notable a ON a.source = r.source AND a.row = r.row \
    GROUP BY r.finding, a.person, a.day, a.technology ORDER BY r.finding, a.person, a.day, technology";

/// Rows of a table about the people of the run's findings.
async fn of_people(
    session: &LakeSession,
    table: &str,
    columns: &str,
) -> Result<Vec<Row>, TablesError> {
    let order = if matches!(table, "ties" | "people" | "departures") {
        "t.person"
    } else {
        "t.person, t.source, t.row"
    };
    let sql = format!(
        "SELECT t.person, {columns} FROM {table} t JOIN case_people p ON p.person = t.person ORDER BY {order}"
    );
    rows(session, table, &sql).await
}

async fn rows(session: &LakeSession, what: &str, sql: &str) -> Result<Vec<Row>, TablesError> {
    Ok(json_rows(&session.query(what, sql).await?)?)
}

fn group(target: &mut BTreeMap<String, Vec<Row>>, rows: Vec<Row>, key: &str) {
    for row in rows {
        target.entry(text(&row, key)).or_default().push(row);
    }
}

pub(crate) fn text(row: &Row, name: &str) -> String {
    row.get(name).map(text_of).unwrap_or_default()
}

pub(crate) fn some(row: &Row, name: &str) -> Option<String> {
    Some(text(row, name)).filter(|text| !text.trim().is_empty())
}

pub(crate) fn day(row: &Row, name: &str) -> Option<Day> {
    text(row, name).parse().ok()
}

fn at(row: &Row) -> Option<RowRange> {
    format!("{}#{}", text(row, "source"), text(row, "row"))
        .parse()
        .ok()
}
