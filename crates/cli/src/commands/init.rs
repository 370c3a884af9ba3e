//! `bongsu init`

use std::path::PathBuf;

use bongsu_engine::Site;
use clap::Args;

use crate::clock;
use crate::exit::ExitStatus;
use crate::out::Out;

/// Arguments of `bongsu init`.
#[derive(Args, Debug)]
pub(crate) struct InitArgs {
    /// Folder of the new site; empty or missing
    dir: PathBuf,
}

pub(crate) async fn run(args: &InitArgs, out: &mut Out) -> anyhow::Result<ExitStatus> {
    let site = Site::init(&args.dir, clock::secret()?, clock::now()).await?;
    let dir = args.dir.display();
    out.note(&format!(
        "site made in `{dir}` (time zone {})\n\
         next: edit {dir}/bongsu.toml; keep {dir}/secret.key safe, pseudonyms depend on it\n\
         then: bongsu source add cert --basis TEXT --purpose TEXT --notice DATE --retention 365d --site {dir}",
        site.zone.name()
    ));
    site.store.close().await;
    Ok(ExitStatus::Done)
}
