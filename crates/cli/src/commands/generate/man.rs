//! Manual pages: one for the program, one for each command below it.

use std::path::{Path, PathBuf};

use clap::{Args, CommandFactory};

use crate::args::Cli;
use crate::out::Out;
use crate::render::counted;

/// Arguments of `bongsu generate man`.
#[derive(Args, Debug)]
pub(crate) struct ManArgs {
    /// Folder for a page of every command, such as bongsu-case-show.1 [default: the page of bongsu, to standard output]
    #[arg(long, value_name = "DIR")]
    dir: Option<PathBuf>,
}

/// Writes the pages.
pub(super) fn man(args: &ManArgs, out: &mut Out) -> anyhow::Result<()> {
    let Some(dir) = &args.dir else {
        let mut text = Vec::new();
        clap_mangen::Man::new(Cli::command()).render(&mut text)?;
        return out.data(&String::from_utf8(text)?);
    };
    fs_err::create_dir_all(dir)?;
    let mut command = Cli::command().disable_help_subcommand(true);
    command.build();
    let n = pages(command, dir)?;
    out.note(&format!("{} in `{}`", counted(n, "page"), dir.display()));
    Ok(())
}

/// Writes the page of a command and of all below it; says how many.
fn pages(command: clap::Command, dir: &Path) -> anyhow::Result<u64> {
    let mut n = 1;
    for sub in command.get_subcommands().filter(|sub| !sub.is_hide_set()) {
        n += pages(sub.clone(), dir)?;
    }
    let man = clap_mangen::Man::new(command);
    let mut text = Vec::new();
    man.render(&mut text)?;
    fs_err::write(dir.join(man.get_filename()), text)?;
    Ok(n)
}
