//! `bongsu ties explain`: everything known between two parties.

use anyhow::bail;
use bongsu_engine::atlas::{Around, Atlas, Relation};
use bongsu_model::Day;
use bongsu_ties::{Declared, Node};
use bongsu_web::{BetweenPage, LeftOut, Neighbour, Surroundings, Tie, words};
use clap::Args;
use serde_json::{Value, json};

use super::super::{SCHEMA_VERSION, open_to_read, today};
use super::not_found;
use crate::args::{CaseFormat, SiteArgs};
use crate::exit::ExitStatus;
use crate::out::Out;
use crate::render::path_text;

/// Arguments of `bongsu ties explain`.
#[derive(Args, Debug)]
#[command(
    after_help = "Control of one by the other, whoever controls both, chains of holdings that give no control, joint control, \
supplies, and what else they share: directors, addresses, telephone numbers, domains, holders, names. What many share \
says nothing and is named as such. --format html draws what stands around the two.

Nothing known between two parties is never a clearance. Exit code 1 where nothing is, or a party is not found."
)]
pub(crate) struct ExplainArgs {
    /// A name in any script, or an id of the register
    one: String,
    /// The other
    other: String,
    /// The day on which holdings must be in force; today if not given
    #[arg(long, value_name = "DATE")]
    as_of: Option<Day>,
    /// Form of the output
    #[arg(long, value_enum, default_value_t = CaseFormat::Human)]
    format: CaseFormat,
    #[command(flatten)]
    site: SiteArgs,
}

pub(super) async fn run(args: &ExplainArgs, out: &mut Out) -> anyhow::Result<ExitStatus> {
    let site = open_to_read(&args.site).await?;
    let atlas = Atlas::open(&site).await?;
    let mut found = Vec::new();
    for name in [&args.one, &args.other] {
        let declared = Declared::named(name);
        match atlas.find(&declared) {
            Some(node) => found.push(node),
            None => out.note(&not_found(&atlas, &declared)),
        }
    }
    let [a, b] = found.as_slice() else {
        return Ok(ExitStatus::Negative);
    };
    if a == b {
        bail!(
            "`{}` and `{}` are one party, `{}`\nhint: bongsu who shows what is known of it",
            args.one,
            args.other,
            atlas.graph.id(*a)
        );
    }
    let as_of = args.as_of.unwrap_or_else(|| today(&site));
    let relation = atlas.relation(*a, *b, as_of);
    let answer = Answer {
        atlas: &atlas,
        ends: [*a, *b],
        as_of,
        relation: &relation,
    };
    match args.format {
        CaseFormat::Human => out.data(&answer.human(out))?,
        CaseFormat::Json => out.json(&answer.document())?,
        CaseFormat::Html => out.data(&answer.page()?)?,
    }
    Ok(if relation.between.is_empty() {
        ExitStatus::Negative
    } else {
        ExitStatus::Done
    })
}

struct Answer<'a> {
    atlas: &'a Atlas,
    ends: [Node; 2],
    as_of: Day,
    relation: &'a Relation,
}

impl Answer<'_> {
    fn title(&self) -> String {
        let name = |node| words::visible(self.atlas.graph.name(node));
        let [a, b] = self.ends;
        format!("{} and {}", name(a), name(b))
    }

    fn human(&self, out: &Out) -> String {
        let Relation {
            between,
            paths,
            shared,
            unknown,
        } = self.relation;
        let mut text = format!("{} · {}\n", self.title(), self.as_of);
        if between.is_empty() {
            text.push_str("nothing is known between them; that is no clearance\n");
        }
        for path in paths {
            text.push('\n');
            text.push_str(&path_text(path, out.style()));
        }
        for (heading, lines) in [("what else they share", shared), ("not known", unknown)] {
            if lines.is_empty() {
                continue;
            }
            text.push_str(&format!("\n{heading}\n"));
            for line in lines {
                text.push_str(&format!("  {}\n", words::visible(line)));
            }
        }
        text.push_str(&format!("\ncoverage  {}\n", between.coverage.word()));
        text
    }

    fn document(&self) -> Value {
        let Relation {
            between,
            paths,
            shared,
            unknown,
        } = self.relation;
        let graph = &self.atlas.graph;
        let party = |node| json!({ "id": graph.id(node), "name": graph.name(node) });
        let soft: Vec<Value> = between
            .soft
            .iter()
            .map(|tie| {
                json!({
                    "kind": tie.kind.word(), "value": tie.value, "sharing": tie.n_sharing, "rarity": tie.rarity,
                    "since": tie.since, "sentence": tie.sentence,
                    "refs": tie.refs.iter().map(words::row).collect::<Vec<_>>(),
                })
            })
            .collect();
        json!({
            "schema_version": SCHEMA_VERSION, "parties": self.ends.map(party), "as_of": self.as_of,
            "paths": paths, "shared": shared, "soft": soft, "unknown": unknown,
            "coverage": between.coverage.word(),
        })
    }

    fn page(&self) -> anyhow::Result<String> {
        let around = surroundings(self.atlas.around(&self.ends, self.as_of));
        Ok(bongsu_web::between_page(&BetweenPage {
            title: &self.title(),
            asked: &format!("As of {}.", self.as_of),
            around: &around,
            paths: &self.relation.paths,
            shared: &self.relation.shared,
            coverage: self.relation.between.coverage.word(),
            unknown: &self.relation.unknown,
        })?)
    }
}

fn surroundings(around: Around) -> Surroundings {
    let party = |party: bongsu_engine::atlas::AroundParty| Neighbour {
        name: party.name,
        note: party.note,
        layer: party.layer,
        is_asked: party.is_asked,
        is_on_path: party.is_on_path,
    };
    let tie = |tie: bongsu_engine::atlas::AroundTie| Tie {
        from: tie.from,
        to: tie.to,
        kind: tie.kind,
        label: tie.label,
        since: tie.since,
    };
    let left_out = |(beside, is_above, label)| LeftOut {
        beside,
        is_above,
        label,
    };
    Surroundings {
        parties: around.parties.into_iter().map(party).collect(),
        ties: around.ties.into_iter().map(tie).collect(),
        left_out: around.left_out.into_iter().map(left_out).collect(),
    }
}
