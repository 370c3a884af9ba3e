//! One file a command: its arguments and what it does.

pub(crate) mod bench_copy;
pub(crate) mod case;
pub(crate) mod certificate;
pub(crate) mod config;
pub(crate) mod demo;
pub(crate) mod detector;
pub(crate) mod document;
pub(crate) mod evaluate;
pub(crate) mod extract;
pub(crate) mod finding;
pub(crate) mod generate;
pub(crate) mod import;
pub(crate) mod init;
pub(crate) mod inspect;
pub(crate) mod judge;
pub(crate) mod names;
pub(crate) mod run;
pub(crate) mod screen;
pub(crate) mod simulate;
pub(crate) mod source;
pub(crate) mod sql;
pub(crate) mod stats;
pub(crate) mod technology;
pub(crate) mod ties;
pub(crate) mod who;

use bongsu_engine::Site;
use bongsu_model::Day;

use crate::args::{Cli, Command, SiteArgs};
use crate::clock;
use crate::exit::ExitStatus;
use crate::out::Out;
use crate::reveal::RevealArgs;

/// The version of every JSON document that commands write.
pub(crate) const SCHEMA_VERSION: u32 = 1;

/// Runs the command.
pub(crate) async fn run(cli: Cli, out: &mut Out) -> anyhow::Result<ExitStatus> {
    match cli.command {
        Command::Demo(args) => demo::run(&args, out).await,
        Command::Simulate(args) => simulate::run(&args, out),
        Command::Init(args) => init::run(&args, out).await,
        Command::Import(args) => import::run(&args, out).await,
        Command::Source(command) => source::run(&command, out).await,
        Command::Run(args) => run::run(&args, out).await,
        Command::Case(command) => case::run(&command, out).await,
        Command::Config(command) => config::run(&command, out),
        Command::Finding(command) => finding::run(&command, out).await,
        Command::Detector(command) => detector::run(&command, out).await,
        Command::Sql(args) => sql::run(&args, out).await,
        Command::Stats(args) => stats::run(&args, out).await,
        Command::Evaluate(args) => evaluate::run(&args, out).await,
        Command::Names(command) => names::run(&command, out),
        Command::Who(args) => who::run(&args, out).await,
        Command::Screen(args) => screen::run(&args, out).await,
        Command::Judge(args) => judge::run(&args, out).await,
        Command::Ties(command) => ties::run(&command, out).await,
        Command::Technology(command) => technology::run(&command, out).await,
        Command::Document(command) => document::run(&command, out).await,
        Command::Inspect(args) => inspect::run(&args, out).await,
        Command::Extract(args) => extract::run(&args, out),
        Command::Generate(command) => generate::run(&command, out),
        Command::BenchCopy(args) => bench_copy::run(&args, out).await,
    }
}

/// Opens the site that is meant, to change it.
pub(crate) async fn open(args: &SiteArgs) -> anyhow::Result<Site> {
    Ok(Site::open(&args.site, clock::now()).await?)
}

/// Opens the site that is meant, to look at it.
pub(crate) async fn open_to_read(args: &SiteArgs) -> anyhow::Result<Site> {
    Ok(Site::open_read_only(&args.site, clock::now()).await?)
}

/// Opens the site that is meant, to look at it; who looks behind pseudonyms is written down in it.
pub(crate) async fn open_to_reveal(args: &SiteArgs, reveal: &RevealArgs) -> anyhow::Result<Site> {
    if reveal.is_asked() {
        open(args).await
    } else {
        open_to_read(args).await
    }
}

/// Who does something that is kept with a name.
pub(crate) fn who(what: &str) -> anyhow::Result<String> {
    match clock::user() {
        Some(who) => Ok(who),
        None => anyhow::bail!(
            "{what} is somebody's: neither BONGSU_USER nor USER nor LOGNAME is set\nhint: BONGSU_USER=NAME bongsu …"
        ),
    }
}

/// The day it is, where the site is.
pub(crate) fn today(site: &Site) -> Day {
    site.zone.day(clock::now())
}

/// Says that derived tables are empty because an earlier program made the last run.
pub(crate) async fn note_outdated(site: &Site, out: &mut Out) -> anyhow::Result<()> {
    if bongsu_engine::query::is_outdated(site).await? {
        out.note(
            "note: the last run was made by an earlier bongsu: person_day and what else it derived are empty\n\
             hint: bongsu run",
        );
    }
    Ok(())
}

/// The run whose cases and findings are shown: its id, and the last day it looked at where it was told one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct AsOf {
    pub(crate) run: Option<String>,
    pub(crate) until: Option<Day>,
}

/// The last run; says where there was none, and where it looked back from a day in the past.
pub(crate) async fn as_of(site: &Site, out: &mut Out) -> anyhow::Result<AsOf> {
    let Some(run) = site.store.last_run().await? else {
        out.note("note: nothing was run in this site yet\nhint: bongsu run");
        return Ok(AsOf::default());
    };
    if let Some(until) = run.until {
        out.note(&format!(
            "note: as of {until}: the last run left out later records\nhint: bongsu run shows all of them again"
        ));
    }
    Ok(AsOf {
        run: Some(run.run),
        until: run.until,
    })
}
