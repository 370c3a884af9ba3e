//! `bongsu who --kind person`: where a person of public record stands.

use bongsu_engine::Site;
use bongsu_engine::atlas::{People, PersonHit};
use bongsu_web::words;
use serde_json::{Value, json};

use super::{SHOWN, WhoArgs};
use crate::args::AnswerFormat;
use crate::commands::SCHEMA_VERSION;
use crate::exit::ExitStatus;
use crate::out::Out;
use crate::render::{Cell, Column, Table};

pub(super) async fn run(site: &Site, args: &WhoArgs, out: &mut Out) -> anyhow::Result<ExitStatus> {
    let people = People::open(site).await?;
    let found: Vec<(&String, Vec<PersonHit<'_>>)> = args
        .names
        .iter()
        .map(|name| (name, people.search(name, SHOWN)))
        .collect();
    match args.format {
        AnswerFormat::Human => {
            let texts = found.iter().map(|(name, hits)| human(name, hits, out));
            let text: Vec<String> = texts.collect();
            out.data(&text.join("\n"))?;
        }
        AnswerFormat::Json => {
            let names: Vec<Value> = found
                .iter()
                .map(|(name, hits)| {
                    let hits: Vec<Value> = hits.iter().map(document).collect();
                    json!({ "name": name, "persons": hits })
                })
                .collect();
            out.json(&json!({ "schema_version": SCHEMA_VERSION, "names": names }))?;
        }
    }
    let all = found.iter().all(|(_, hits)| !hits.is_empty());
    Ok(if all {
        ExitStatus::Done
    } else {
        ExitStatus::Negative
    })
}

pub(super) fn human(name: &str, hits: &[PersonHit<'_>], out: &Out) -> String {
    let mut text = format!("{}\n", words::visible(name));
    if hits.is_empty() {
        text.push_str(
            "  no person of a register or list that was imported; that is no clearance\n",
        );
        return text;
    }
    let mut table = Table::new(vec![
        Column::fixed("is"),
        Column::number("score"),
        Column::flexible("person"),
        Column::flexible("as"),
        Column::fixed("row"),
    ]);
    for hit in hits {
        table.row(vec![
            Cell::new(hit.comparison.verdict.to_string()),
            Cell::new(format!("{:.2}", hit.comparison.score)),
            Cell::new(&hit.name),
            Cell::new(&hit.place.what),
            Cell::new(words::row(&hit.place.at)),
        ]);
    }
    text.push_str(&table.written(out.style()));
    text.push_str("equal names are not one person: nothing else is compared\n");
    text
}

pub(super) fn document(hit: &PersonHit<'_>) -> Value {
    json!({
        "verdict": hit.comparison.verdict.to_string(), "score": hit.comparison.score, "compared": hit.name,
        "names": hit.place.names, "as": hit.place.what, "row": words::row(&hit.place.at),
        "features": hit.comparison.features,
    })
}
