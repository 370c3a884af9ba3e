//! `bongsu ties changes`: what a newer register says otherwise, and whom it touches.

use anyhow::bail;
use bongsu_engine::atlas::{Departure, RegisterChanges, Way, changes};
use bongsu_engine::query::utc;
use bongsu_model::{Day, Micros, Zone};
use bongsu_ties::Change;
use bongsu_web::words;
use clap::Args;
use serde_json::{Value, json};

use super::super::{SCHEMA_VERSION, open_to_read, today};
use crate::args::{AnswerFormat, SiteArgs};
use crate::exit::ExitStatus;
use crate::out::Out;
use crate::render::{Cell, Column, Table, counted};

/// Changes of the table for people; all are in JSON.
const SHOWN: usize = 200;

/// Arguments of `bongsu ties changes`.
#[derive(Args, Debug)]
#[command(
    after_help = "Without --since, the registers and lists as they are now are compared with those before the last one was \
imported: the earlier file of the same source and name is still there. Registers that came in several commands are \
compared as a whole with --since and the day before the first of them.

Departures whose answer is another one now are named by pseudonym: bongsu run makes cases of them, whenever they \
were. Exit code 1 where nothing changed."
)]
pub(crate) struct ChangesArgs {
    /// Compare with what was known at the start of a day
    #[arg(long, value_name = "DATE")]
    since: Option<Day>,
    /// The day on which holdings must be in force, before and now; today if not given
    #[arg(long, value_name = "DATE")]
    as_of: Option<Day>,
    /// Form of the output
    #[arg(long, value_enum, default_value_t = AnswerFormat::Human)]
    format: AnswerFormat,
    #[command(flatten)]
    site: SiteArgs,
}

pub(super) async fn run(args: &ChangesArgs, out: &mut Out) -> anyhow::Result<ExitStatus> {
    let site = open_to_read(&args.site).await?;
    if let Some(day) = args.since.filter(|day| *day > today(&site)) {
        bail!(
            "{day} is a day to come: nothing was known then yet\nhint: --since takes a day that has begun"
        );
    }
    let since = args.since.map(|day| site.zone.start_of(day));
    let as_of = args.as_of.unwrap_or_else(|| today(&site));
    let Some(found) = changes(&site, since, as_of).await? else {
        out.note("no register and no list was imported\nhint: bongsu import FORMAT FILE");
        return Ok(ExitStatus::Negative);
    };
    if found.n_before == 0 {
        out.note(&format!(
            "note: no register was known at {}: everything is new",
            at(&site.zone, found.since)
        ));
    }
    if found.changes.is_truncated {
        out.note(
            "note: not every pair of control was compared: what changed far down long chains may be missing",
        );
    }
    match args.format {
        AnswerFormat::Human => out.data(&human(&found, &site.zone, out))?,
        AnswerFormat::Json => out.json(&document(&found, as_of))?,
    }
    let nothing = found.changes.changes.is_empty() && found.departures.is_empty();
    Ok(if nothing {
        ExitStatus::Negative
    } else {
        ExitStatus::Done
    })
}

/// An instant as a clock shows it where the site is.
fn at(zone: &Zone, at: Micros) -> String {
    zone.wall(at).strftime("%Y-%m-%d %H:%M").to_string()
}

fn human(found: &RegisterChanges, zone: &Zone, out: &Out) -> String {
    let changes = &found.changes.changes;
    let mut text = format!(
        "since {}: {}; {} parties then and {} now\n",
        at(zone, found.since),
        counted(changes.len() as u64, "change"),
        words::count(found.n_before as u64),
        words::count(found.n_now as u64),
    );
    if !found.departures.is_empty() {
        text.push_str("\ndepartures to look at again\n");
        let mut table = Table::new(vec![
            Column::fixed("person"),
            Column::flexible("employer"),
            Column::fixed("was"),
            Column::fixed("is"),
            Column::flexible("ways"),
        ]);
        for departure in &found.departures {
            table.row(vec![
                Cell::new(&departure.person),
                Cell::new(&departure.employer),
                Cell::new(words::certainty(departure.was)),
                Cell::new(words::certainty(departure.is)),
                Cell::new(ways(departure)),
            ]);
        }
        text.push_str(&table.written(out.style()));
    }
    if !changes.is_empty() {
        text.push_str("\nchanges\n");
        let mut table = Table::new(vec![
            Column::fixed("what"),
            Column::flexible("party"),
            Column::fixed("id"),
            Column::wide("otherwise"),
            Column::fixed("row"),
        ]);
        for change in changes.iter().take(SHOWN) {
            table.row(vec![
                Cell::new(change.kind.word()),
                Cell::new(&change.name),
                Cell::new(&change.id),
                Cell::new(change.kind.detail()),
                Cell::new(change.refs.first().map_or_else(String::new, words::row)),
            ]);
        }
        text.push_str(&table.written(out.style()));
        let more = changes.len().saturating_sub(SHOWN);
        if more > 0 {
            text.push_str(&format!(
                "{} more: --format json has all\n",
                counted(more as u64, "change")
            ));
        }
    }
    text
}

/// `+ certain: affiliate of Bada Display; − possible: …`
fn ways(departure: &Departure) -> String {
    let said = |sign: &str, way: &Way| {
        format!(
            "{sign} {}: {}, {}",
            words::certainty(way.certainty),
            way.basis.word(),
            way.name
        )
    };
    let appeared = departure.appeared.iter().map(|way| said("+", way));
    let gone = departure.gone.iter().map(|way| said("−", way));
    appeared.chain(gone).collect::<Vec<_>>().join("; ")
}

fn document(found: &RegisterChanges, as_of: Day) -> Value {
    let change = |change: &Change| {
        json!({
            "what": change.kind.word(), "id": change.id, "name": change.name, "detail": change.kind.detail(),
            "refs": change.refs.iter().map(words::row).collect::<Vec<_>>(),
        })
    };
    let way = |way: &Way| {
        json!({
            "certainty": way.certainty, "basis": way.basis.word(), "target": way.target, "name": way.name,
        })
    };
    let departure = |one: &Departure| {
        json!({
            "person": one.person, "employer": one.employer, "row": one.at, "was": one.was, "is": one.is,
            "appeared": one.appeared.iter().map(way).collect::<Vec<_>>(),
            "gone": one.gone.iter().map(way).collect::<Vec<_>>(),
        })
    };
    json!({
        "schema_version": SCHEMA_VERSION, "since": utc(found.since), "as_of": as_of,
        "parties_before": found.n_before, "parties_now": found.n_now, "truncated": found.changes.is_truncated,
        "changes": found.changes.changes.iter().map(change).collect::<Vec<_>>(),
        "departures": found.departures.iter().map(departure).collect::<Vec<_>>(),
    })
}
