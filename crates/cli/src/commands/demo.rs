//! `bongsu demo`

use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, bail};
use bongsu_engine::Site;
use bongsu_engine::content::{Registration, register};
use bongsu_engine::import::ImportRequest;
use bongsu_lake::import::Counts;
use bongsu_model::{Case, Day, Digest, SourceTerms};
use bongsu_sim::Plan;
use clap::Args;

use super::extract::LimitArgs;
use super::simulate::{IMPORTS, Kind};
use super::{case, evaluate, import, run as run_command, simulate};
use crate::clock;
use crate::exit::ExitStatus;
use crate::out::Out;

/// Arguments of `bongsu demo`.
#[derive(Args, Debug)]
pub(crate) struct DemoArgs {
    /// Folder to fill
    #[arg(long, value_name = "DIR", default_value = "bongsu-demo")]
    dir: PathBuf,
    /// People of the battery maker, at least 60; the lab has a third, and no fewer than 60
    #[arg(long, value_name = "N", default_value_t = 300)]
    people: u32,
    /// Days simulated, at least 120
    #[arg(long, value_name = "D", default_value_t = 180)]
    days: u32,
    /// Same seed, same leaks
    #[arg(long, value_name = "S", default_value_t = 1)]
    seed: u64,
}

/// Marks a folder as an earlier demo, which may be replaced.
const MARK: &str = "bongsu-demo.txt";

pub(crate) async fn run(args: &DemoArgs, out: &mut Out) -> anyhow::Result<ExitStatus> {
    let started = Instant::now();
    let plans = [
        ("maker", Kind::Maker, args.people),
        ("lab", Kind::Lab, (args.people / 3).max(60)),
    ];
    for (_, kind, people) in plans {
        Plan::new(kind.holder(), people, args.days, args.seed).check()?;
    }
    prepare(&args.dir)?;
    for (name, kind, people) in plans {
        let plan = Plan {
            people,
            days: args.days,
            seed: args.seed,
            ..Plan::new(kind.holder(), people, args.days, args.seed)
        };
        holder(name, &plan, &args.dir, out).await?;
    }
    out.note(&format!(
        "done in {:.1} s\nreports: {dir}/maker/report/index.html and {dir}/lab/report/index.html\n\
         what really happened: {dir}/maker/records/answers and {dir}/lab/records/answers\n\
         next: bongsu case list --site {dir}/maker/site",
        started.elapsed().as_secs_f64(),
        dir = args.dir.display(),
    ));
    Ok(ExitStatus::Done)
}

/// Empties an earlier demo; refuses anything else.
fn prepare(dir: &Path) -> anyhow::Result<()> {
    if dir.join(MARK).is_file() {
        fs_err::remove_dir_all(dir)?;
    } else if dir.exists() && fs_err::read_dir(dir)?.next().is_some() {
        bail!(
            "`{}` is not empty and is no earlier demo\nhint: choose another folder with --dir",
            dir.display()
        );
    }
    fs_err::create_dir_all(dir)?;
    Ok(fs_err::write(
        dir.join(MARK),
        "made by `bongsu demo`; every person and company in here is invented\n",
    )?)
}

async fn holder(name: &str, plan: &Plan, dir: &Path, out: &mut Out) -> anyhow::Result<()> {
    let (records, site_dir) = (dir.join(name).join("records"), dir.join(name).join("site"));
    fs_err::create_dir_all(dir.join(name))?;
    let summary = simulate::with_progress(plan, &records, out)?;
    out.note(&format!(
        "{name}: {} with {} people over {} days",
        summary.holder, plan.people, plan.days
    ));
    let site = site(&site_dir, &records, plan.seed).await?;
    let counts = import_all(&site, &records, out).await?;
    out.note(&format!(
        "{name}: {} rows read = {} stored + {} rejected + {} folded",
        import::grouped(counts.read),
        import::grouped(counts.stored),
        import::grouped(counts.rejected),
        import::grouped(counts.folded)
    ));
    let n_documents = Box::pin(register_all(&site, &records.join("documents"))).await?;
    out.note(&format!("{name}: {n_documents} documents registered"));
    let outcome = run_command::with_progress(&site, None, out).await?;
    out.data(&format!(
        "\n{name}: {}",
        run_command::summary(&outcome, out)
    ))?;
    let cases = case::cases(&site, Some(20)).await?;
    report(&dir.join(name).join("report"), &cases)?;
    let evaluation = evaluate::evaluated(&site, &records.join("answers")).await?;
    out.data(&format!("\n{name}: {}", evaluate::short(&evaluation)))?;
    site.store.close().await;
    Ok(())
}

/// A site whose key comes from the seed, so that the same demo gives the same pseudonyms.
async fn site(dir: &Path, records: &Path, seed: u64) -> anyhow::Result<Site> {
    let digest = Digest::of(format!("bongsu demo {seed}").as_bytes()).to_string();
    let mut secret = [0; 32];
    for (byte, digit) in secret.iter_mut().zip(digest.bytes()) {
        *byte = digit;
    }
    let site = Site::init(dir, secret, clock::now()).await?;
    site.store.close().await;
    let mut settings = fs_err::read_to_string(records.join("bongsu.toml"))?;
    settings += "\n[content]\nstores = [\"../records/captured\"]\n";
    fs_err::write(dir.join("bongsu.toml"), settings)?;
    Ok(Site::open(dir, clock::now()).await?)
}

async fn import_all(site: &Site, records: &Path, out: &mut Out) -> anyhow::Result<Counts> {
    let mut counts = Counts::default();
    for (format, path) in IMPORTS {
        let terms = SourceTerms {
            name: format.to_owned(),
            basis: "invented records, no person is behind them".to_owned(),
            purpose: "demonstration".to_owned(),
            notice: Day::from_ymd(2025, 1, 1).context("a day of the calendar")?,
            retention_days: 3650,
            owner: "demo".to_owned(),
        };
        site.store.add_source(&terms, clock::now()).await?;
        let path = records.join(path);
        let request = ImportRequest {
            format,
            paths: std::slice::from_ref(&path),
            source: format,
            mapping: None,
            at: clock::now(),
        };
        let mut outcomes = Vec::new();
        import::with_progress(site, &request, out, &mut outcomes).await?;
        for outcome in outcomes {
            counts.read += outcome.counts.read;
            counts.stored += outcome.counts.stored;
            counts.rejected += outcome.counts.rejected;
            counts.folded += outcome.counts.folded;
        }
    }
    Ok(counts)
}

/// Registers the documents of each technology, and what the house puts around them; says how many there are.
async fn register_all(site: &Site, documents: &Path) -> anyhow::Result<u64> {
    let readers = LimitArgs::default().readers()?;
    let mut folders = fs_err::read_dir(documents)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<Vec<PathBuf>, _>>()?;
    folders.sort();
    let mut n_documents = 0;
    for folder in folders {
        let name = folder.file_name().unwrap_or_default().to_string_lossy();
        let technology = match name.as_ref() {
            "boilerplate" => None,
            id => Some(id),
        };
        let how = Registration {
            technology,
            grade: None,
            keep_names: true,
            who: "demo",
            at: clock::now(),
        };
        register(site, &readers, vec![folder.clone()], &how, &mut |_| {
            n_documents += 1;
        })
        .await?;
    }
    Ok(n_documents)
}

fn report(dir: &Path, cases: &[Case]) -> anyhow::Result<()> {
    fs_err::create_dir_all(dir)?;
    for case in cases {
        fs_err::write(
            dir.join(bongsu_web::words::page_file_name(&case.id)),
            bongsu_web::case_page(case)?,
        )?;
    }
    Ok(fs_err::write(
        dir.join("index.html"),
        bongsu_web::case_index_page(cases)?,
    )?)
}
