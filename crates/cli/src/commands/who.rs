//! `bongsu who`: what the registers know of a name.

use anyhow::bail;
use bongsu_engine::atlas::{Atlas, Behind, Candidate, HeldBy, People, PersonHit, Standing};
use bongsu_model::Day;
use bongsu_names::Verdict;
use bongsu_ties::{Declared, PartyKind};
use bongsu_web::words;
use clap::Args;
use serde_json::{Value, json};

use super::names::Kind;
use super::{SCHEMA_VERSION, open_to_read, today};
use crate::args::{AnswerFormat, SiteArgs};
use crate::exit::ExitStatus;
use crate::out::Out;
use crate::render::{Cell, Column, Table};

mod person;

/// Candidates shown of each name.
const SHOWN: usize = 8;

/// Holders and controllers shown of each party.
const BEHIND: usize = 8;

/// Arguments of `bongsu who`.
#[derive(Args, Debug)]
#[command(
    after_help = "same       one name, as far as names go, or the same registration number, or judged so
unsure     could be one party or two: give --registration or --jurisdiction, or settle it with bongsu judge

Who stands behind a party is shown of those that are the same, by majority control on the day. A name that surely \
means no organisation is looked for among the persons too. A name that no register knows is no clearance. Exit code 1 \
where a name may mean nobody."
)]
pub(crate) struct WhoArgs {
    /// Names in any script, or ids of the register
    #[arg(required = true, value_name = "NAME")]
    names: Vec<String>,
    #[command(flatten)]
    known: KnownArgs,
    /// Whose names they are: persons are those who hold or run parties of the registers, or are on a list
    #[arg(long, value_enum)]
    kind: Option<Kind>,
    /// The day on which holdings must be in force; today if not given
    #[arg(long, value_name = "DATE")]
    as_of: Option<Day>,
    /// Form of the output
    #[arg(long, value_enum, default_value_t = AnswerFormat::Human)]
    format: AnswerFormat,
    #[command(flatten)]
    site: SiteArgs,
}

/// What is known of a party beside its name.
#[derive(Args, Clone, Debug, Default)]
pub(crate) struct KnownArgs {
    /// Its registration number
    #[arg(long, value_name = "NUMBER")]
    registration: Option<String>,
    /// Its jurisdiction, ISO 3166: KR, or US-DE
    #[arg(long, value_name = "CODE", value_parser = jurisdiction)]
    jurisdiction: Option<String>,
}

/// Two letters of a country, and perhaps a part of it.
fn jurisdiction(text: &str) -> Result<String, String> {
    let (country, part) = text.split_once('-').unwrap_or((text, "0"));
    let is_country = country.len() == 2 && country.bytes().all(|byte| byte.is_ascii_alphabetic());
    let is_part =
        (1..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if is_country && is_part {
        Ok(text.to_ascii_uppercase())
    } else {
        Err(
            "two letters are wanted, as KR, with a part of the country perhaps, as US-DE"
                .to_owned(),
        )
    }
}

impl KnownArgs {
    /// A name as it was declared.
    pub(crate) fn declared(&self, name: &str) -> Declared {
        Declared {
            name: name.to_owned(),
            registration: self.registration.clone(),
            jurisdiction: self.jurisdiction.clone(),
        }
    }
}

/// What was found of one name.
struct Found<'a> {
    name: String,
    candidates: Vec<(Candidate, Standing)>,
    /// Looked for where it surely means no organisation and no kind was given.
    persons: Vec<PersonHit<'a>>,
}

impl Found<'_> {
    /// Whether it surely means an organisation.
    fn is_sure(&self) -> bool {
        let mut candidates = self.candidates.iter();
        candidates.any(|(candidate, _)| candidate.verdict == Verdict::Same)
    }
}

pub(crate) async fn run(args: &WhoArgs, out: &mut Out) -> anyhow::Result<ExitStatus> {
    if let Some(at) = args.names.iter().position(|name| name.trim().is_empty()) {
        bail!(
            "name {} of {} is empty\nhint: give a name in any script, or an id of the register",
            at + 1,
            args.names.len()
        );
    }
    let site = open_to_read(&args.site).await?;
    if matches!(args.kind, Some(Kind::Person)) {
        return person::run(&site, args, out).await;
    }
    let atlas = Atlas::open(&site).await?;
    if atlas.graph.n_parties() == 0 {
        out.note("note: no register and no list was imported\nhint: bongsu import FORMAT FILE");
    }
    let as_of = args.as_of.unwrap_or_else(|| today(&site));
    let found = args.names.iter();
    let mut found: Vec<Found<'_>> = found.map(|name| find(&atlas, args, name, as_of)).collect();
    let people;
    if args.kind.is_none() && found.iter().any(|one| !one.is_sure()) {
        people = People::open(&site).await?;
        for one in found.iter_mut().filter(|one| !one.is_sure()) {
            one.persons = people.search(&one.name, SHOWN);
        }
    }
    match args.format {
        AnswerFormat::Human => {
            let texts = found.iter().map(|one| human(one, as_of, out));
            out.data(&texts.collect::<Vec<_>>().join("\n"))?;
        }
        AnswerFormat::Json => {
            let names: Vec<Value> = found.iter().map(document).collect();
            out.json(&json!({ "schema_version": SCHEMA_VERSION, "as_of": as_of, "names": names }))?;
        }
    }
    let is_found = |one: &Found<'_>| !one.candidates.is_empty() || !one.persons.is_empty();
    let all = found.iter().all(is_found);
    Ok(if all {
        ExitStatus::Done
    } else {
        ExitStatus::Negative
    })
}

fn find(atlas: &Atlas, args: &WhoArgs, name: &str, as_of: Day) -> Found<'static> {
    let candidates = match atlas.by_id(name.trim()) {
        Some(party) => vec![party],
        None => atlas.resolve(&args.known.declared(name), SHOWN),
    };
    let candidates = candidates.into_iter().map(|candidate| {
        let standing = atlas.standing(candidate.node, as_of);
        (candidate, standing)
    });
    Found {
        name: name.to_owned(),
        candidates: candidates.collect(),
        persons: Vec::new(),
    }
}

fn human(found: &Found<'_>, as_of: Day, out: &Out) -> String {
    if found.candidates.is_empty() && !found.persons.is_empty() {
        return person::human(&found.name, &found.persons, out);
    }
    let mut text = format!("{}\n", words::visible(&found.name));
    if found.candidates.is_empty() {
        text.push_str("  in no register or list that was imported; that is no clearance\n");
        return text;
    }
    let mut table = Table::new(vec![
        Column::fixed("is"),
        Column::number("score"),
        Column::wide("party"),
        Column::fixed("where"),
        Column::flexible("registration"),
        Column::fixed("id"),
        Column::fixed("row"),
    ]);
    for (candidate, standing) in &found.candidates {
        table.row(vec![
            Cell::new(said(candidate)),
            Cell::new(format!("{:.2}", candidate.comparison.score)),
            Cell::new(&candidate.name),
            Cell::new(standing.jurisdiction.as_deref().unwrap_or("")),
            Cell::new(standing.registration.as_deref().unwrap_or("")),
            Cell::new(&standing.id),
            Cell::new(standing.at.as_ref().map_or_else(String::new, words::row)),
        ]);
    }
    text.push_str(&table.written(out.style()));
    for (_, standing) in found
        .candidates
        .iter()
        .filter(|(candidate, _)| candidate.verdict == Verdict::Same)
    {
        text.push_str(&behind(standing, as_of));
    }
    if !found.persons.is_empty() {
        text.push_str("or a person:\n");
        text.push_str(&person::human(&found.name, &found.persons, out));
    }
    text
}

fn said(candidate: &Candidate) -> String {
    let why = match candidate.judged {
        Some(_) => ", as judged",
        None if candidate.by_registration => ", by number",
        None => "",
    };
    format!("{}{why}", candidate.verdict)
}

/// Who stands behind a party, in lines.
fn behind(standing: &Standing, as_of: Day) -> String {
    let name = standing.names.first().unwrap_or(&standing.id);
    let mut lines = vec![format!("{} on {as_of}", words::visible(name))];
    let others: Vec<String> = standing
        .names
        .iter()
        .skip(1)
        .map(|name| words::visible(name))
        .collect();
    if !others.is_empty() {
        lines.push(format!("  also named     {}", others.join("; ")));
    }
    if let Some(day) = standing.founded_on {
        lines.push(format!("  founded        {day}"));
    }
    for list in &standing.lists {
        lines.push(format!("  listed         {}", words::visible(list)));
    }
    if standing.is_rival {
        lines.push("  rival          on the site's list".to_owned());
    }
    for one in standing.controllers.iter().take(BEHIND) {
        let lists = one
            .lists
            .iter()
            .map(|list| format!("; {}", words::visible(list)));
        lines.push(format!(
            "  controlled by  {}, {}{}",
            words::visible(&one.name),
            words::certainty(one.certainty),
            lists.collect::<String>()
        ));
    }
    if standing.controllers.is_empty() {
        lines.push("  controlled by  nobody the register knows".to_owned());
    }
    for held in standing.holders.iter().take(BEHIND) {
        let since = held
            .since
            .map_or_else(String::new, |day| format!(" since {day}"));
        lines.push(format!(
            "  held by        {}: {}{since}",
            words::visible(&held.name),
            held.share
        ));
    }
    if let Some(contradiction) = &standing.contradiction {
        lines.push(format!(
            "  but            {}",
            words::visible(contradiction)
        ));
    }
    let more = standing.holders.len().saturating_sub(BEHIND)
        + standing.controllers.len().saturating_sub(BEHIND);
    if more > 0 {
        lines.push(format!(
            "  and            {} more: --format json has all",
            words::count(more as u64)
        ));
    }
    lines.push(String::new());
    lines.join("\n")
}

fn document(found: &Found<'_>) -> Value {
    let parties = found.candidates.iter().map(|(candidate, standing)| {
        let mut document = json!({
            "verdict": candidate.verdict.to_string(), "score": candidate.comparison.score,
            "compared": candidate.name, "by_registration": candidate.by_registration,
            "judged": candidate.judged.map(bongsu_store::JudgedAs::word), "features": candidate.comparison.features,
        });
        if let (Some(fields), Value::Object(more)) = (document.as_object_mut(), standing_of(standing))
        {
            fields.extend(more);
        }
        document
    });
    let mut document = json!({ "name": found.name, "parties": parties.collect::<Vec<_>>() });
    if let (Some(fields), false) = (document.as_object_mut(), found.persons.is_empty()) {
        let persons = found.persons.iter().map(person::document);
        fields.insert("persons".to_owned(), persons.collect());
    }
    document
}

/// A party as JSON.
pub(super) fn standing_of(standing: &Standing) -> Value {
    let behind = |one: &Behind| json!({ "id": one.id, "name": one.name, "certainty": one.certainty, "lists": one.lists });
    let held = |one: &HeldBy| {
        json!({
            "id": one.id, "name": one.name, "share_min": one.share.min(), "share_max": one.share.max(),
            "since": one.since, "refs": one.refs.iter().map(words::row).collect::<Vec<_>>(),
        })
    };
    json!({
        "id": standing.id, "names": standing.names, "kind": kind_word(standing.kind),
        "jurisdiction": standing.jurisdiction, "registration": standing.registration,
        "founded_on": standing.founded_on, "row": standing.at.as_ref().map(words::row),
        "lists": standing.lists, "rival": standing.is_rival,
        "controllers": standing.controllers.iter().map(behind).collect::<Vec<_>>(),
        "holders": standing.holders.iter().map(held).collect::<Vec<_>>(),
        "contradiction": standing.contradiction,
    })
}

const fn kind_word(kind: PartyKind) -> &'static str {
    match kind {
        PartyKind::Organisation => "organisation",
        PartyKind::Person => "person",
        PartyKind::Arrangement => "arrangement",
        PartyKind::Anonymous => "anonymous",
        PartyKind::Unknown => "unknown",
    }
}
