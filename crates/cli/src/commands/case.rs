//! `bongsu case list | show`

use bongsu_engine::Site;
use bongsu_model::{Case, CaseId};
use bongsu_store::{CaseFilter, StoredCase};
use clap::{Args, Subcommand};
use serde_json::json;

use super::{SCHEMA_VERSION, as_of, open_to_reveal};
use crate::args::{CaseFormat, SiteArgs};
use crate::exit::ExitStatus;
use crate::out::Out;
use crate::render::{case_list, case_text};
use crate::reveal::RevealArgs;

/// `bongsu case …`
#[derive(Debug, Subcommand)]
pub(crate) enum CaseCommand {
    /// Every case, the heaviest first
    List(ListArgs),
    /// One case
    Show(ShowArgs),
}

/// Arguments of `bongsu case list`.
#[derive(Args, Debug)]
pub(crate) struct ListArgs {
    /// Form of the output
    #[arg(long, value_enum, default_value_t = CaseFormat::Human)]
    format: CaseFormat,
    /// Cases shown at most
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    limit: Option<u32>,
    #[command(flatten)]
    reveal: RevealArgs,
    #[command(flatten)]
    site: SiteArgs,
}

/// Arguments of `bongsu case show`.
#[derive(Args, Debug)]
pub(crate) struct ShowArgs {
    /// The case; its first characters suffice
    id: String,
    /// Form of the output
    #[arg(long, value_enum, default_value_t = CaseFormat::Human)]
    format: CaseFormat,
    #[command(flatten)]
    reveal: RevealArgs,
    #[command(flatten)]
    site: SiteArgs,
}

pub(crate) async fn run(command: &CaseCommand, out: &mut Out) -> anyhow::Result<ExitStatus> {
    match command {
        CaseCommand::List(args) => list(args, out).await,
        CaseCommand::Show(args) => show(args, out).await,
    }
}

async fn list(args: &ListArgs, out: &mut Out) -> anyhow::Result<ExitStatus> {
    let site = open_to_reveal(&args.site, &args.reveal).await?;
    let cases = cases(&site, args.limit).await?;
    let as_of = as_of(&site, out).await?;
    let people = cases.iter().flat_map(|case| case.people.clone()).collect();
    let names = args.reveal.names(&site, "case list", people).await?;
    if args.format == CaseFormat::Json {
        let document = json!({
            "schema_version": SCHEMA_VERSION, "run": as_of.run, "until": as_of.until, "cases": cases,
        });
        out.json(&names.value(document))?;
        return Ok(ExitStatus::Done);
    }
    let cases = cases
        .iter()
        .map(|case| names.case(case))
        .collect::<anyhow::Result<Vec<_>>>()?;
    out.data(&if args.format == CaseFormat::Html {
        bongsu_web::case_index_page(&cases)?
    } else {
        case_list(&cases, out.style())
    })?;
    Ok(ExitStatus::Done)
}

async fn show(args: &ShowArgs, out: &mut Out) -> anyhow::Result<ExitStatus> {
    let site = open_to_reveal(&args.site, &args.reveal).await?;
    let Some(stored) = find(&site, &args.id).await? else {
        out.note(&format!("no case `{}`\nhint: bongsu case list", args.id));
        return Ok(ExitStatus::Negative);
    };
    let StoredCase { case, last_run, .. } = stored;
    as_of(&site, out).await?;
    if !stored.in_last_run {
        out.note(&format!(
            "note: the last run no longer gives this case; it stands here as {last_run} left it"
        ));
    }
    let names = args
        .reveal
        .names(
            &site,
            &format!("case show {}", case.id),
            case.people.clone(),
        )
        .await?;
    match args.format {
        CaseFormat::Human => out.data(&case_text(&names.case(&case)?, out.style()))?,
        CaseFormat::Html => out.data(&bongsu_web::case_page(&names.case(&case)?)?)?,
        CaseFormat::Json => {
            let document =
                json!({ "schema_version": SCHEMA_VERSION, "run": last_run, "case": case });
            out.json(&names.value(document))?;
        }
    }
    Ok(ExitStatus::Done)
}

/// The cases of the last run.
pub(super) async fn cases(site: &Site, limit: Option<u32>) -> anyhow::Result<Vec<Case>> {
    let filter = CaseFilter {
        of_last_run: true,
        limit,
        ..CaseFilter::default()
    };
    Ok(site
        .store
        .cases(&filter)
        .await?
        .into_iter()
        .map(|stored| stored.case)
        .collect())
}

/// A case by its id or the only one that begins so.
async fn find(site: &Site, id: &str) -> anyhow::Result<Option<StoredCase>> {
    if let Ok(id) = id.parse::<CaseId>()
        && let Some(stored) = site.store.case(&id).await?
    {
        return Ok(Some(stored));
    }
    let stored = site.store.cases(&CaseFilter::default()).await?;
    let mut alike = stored
        .into_iter()
        .filter(|stored| stored.case.id.as_str().starts_with(id));
    match (alike.next(), alike.next()) {
        (Some(case), None) => Ok(Some(case)),
        (Some(_), Some(_)) => {
            anyhow::bail!("several cases begin with `{id}`\nhint: give more of the id")
        }
        (None, _) => Ok(None),
    }
}
