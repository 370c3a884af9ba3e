//! The arguments of every command.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::commands;

/// Watches for protected technology leaving with people, finds who really receives it, and explains it as cases.
///
/// Exit codes: 0 done; 1 done, the answer is negative (not found, a check failed); 2 usage or operation failed;
/// 130 interrupted.
#[derive(Debug, Parser)]
#[command(
    name = "bongsu",
    version,
    propagate_version = true,
    max_term_width = 100
)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) output: OutputArgs,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// How much is said, and how.
#[derive(Args, Clone, Debug)]
pub(crate) struct OutputArgs {
    /// Say less: -q no notes and progress, -qq no errors either
    #[arg(short, long, global = true, action = clap::ArgAction::Count)]
    pub(crate) quiet: u8,
    /// Log to standard error: -v steps with their duration, -vv queries too
    #[arg(short, long, global = true, action = clap::ArgAction::Count)]
    pub(crate) verbose: u8,
    /// Form of the log
    #[arg(long, global = true, value_enum, default_value_t = LogFormat::Text)]
    pub(crate) log_format: LogFormat,
    /// Colour of human output
    #[arg(long, global = true, value_enum, default_value_t = ColorChoice::Auto)]
    pub(crate) color: ColorChoice,
    /// Form of errors on standard error
    #[arg(long, global = true, value_enum, default_value_t = ErrorFormat::Human)]
    pub(crate) error_format: ErrorFormat,
}

/// Which site is meant.
#[derive(Args, Clone, Debug)]
pub(crate) struct SiteArgs {
    /// Folder of the site
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub(crate) site: PathBuf,
}

/// When output is coloured.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum ColorChoice {
    /// On a terminal, unless `NO_COLOR` is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// The form of the log.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum LogFormat {
    /// One line of text
    Text,
    /// One JSON object a line, with the time
    Json,
}

/// The form of errors.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum ErrorFormat {
    /// Several lines with hints
    Human,
    /// One line
    Plain,
    /// One JSON object
    Json,
}

/// The form of tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum TableFormat {
    /// For reading
    Human,
    /// One JSON document
    Json,
    /// One JSON object a line
    Jsonl,
    /// Comma-separated values with a header
    Csv,
}

/// The form of answers that are no tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum AnswerFormat {
    /// For reading
    Human,
    /// One JSON document
    Json,
}

/// The form of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum CaseFormat {
    /// For reading in a terminal
    Human,
    /// One JSON document
    Json,
    /// One self-contained printable page
    Html,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Simulate two holders with known leaks, import, run and report
    Demo(commands::demo::DemoArgs),
    /// Write a synthetic holder with known answers
    Simulate(commands::simulate::SimulateArgs),
    /// Make a site in an empty folder
    Init(commands::init::InitArgs),
    /// Import files into a site
    Import(commands::import::ImportArgs),
    /// Settings of a site: what holds, and what is wrong
    #[command(subcommand)]
    Config(commands::config::ConfigCommand),
    /// Lawful basis and owner of each source
    #[command(subcommand)]
    Source(commands::source::SourceCommand),
    /// Read the records, find leaks, write explained cases
    Run(commands::run::RunArgs),
    /// Cases
    #[command(subcommand)]
    Case(commands::case::CaseCommand),
    /// Findings
    #[command(subcommand)]
    Finding(commands::finding::FindingCommand),
    /// Detectors
    #[command(subcommand)]
    Detector(commands::detector::DetectorCommand),
    /// Ask anything, read-only, over every table
    Sql(commands::sql::SqlArgs),
    /// Cases by sector, scheme, channel, year and victim
    Stats(commands::stats::StatsArgs),
    /// What was caught, at which budget
    Evaluate(commands::evaluate::EvaluateArgs),
    /// Names of people and organisations
    #[command(subcommand)]
    Names(commands::names::NamesCommand),
    /// Parties of the registers that a name may mean, and who stands behind them
    Who(commands::who::WhoArgs),
    /// Names of a file against the registers and lists
    Screen(commands::screen::ScreenArgs),
    /// Say that two names or parties are one, or are not; or take it back
    Judge(commands::judge::JudgeArgs),
    /// Who stands behind whom
    #[command(subcommand)]
    Ties(commands::ties::TiesCommand),
    /// The register of protected technologies
    #[command(subcommand)]
    Technology(commands::technology::TechnologyCommand),
    /// Registered documents: kept as prints, never as text
    #[command(subcommand)]
    Document(commands::document::DocumentCommand),
    /// Which protected technology is in a file, how much of it, and where
    Inspect(commands::inspect::InspectArgs),
    /// The text of documents, read in a process of its own
    Extract(commands::extract::ExtractArgs),
    /// Write completions, manual pages, schemas or documentation
    #[command(subcommand)]
    Generate(commands::generate::GenerateCommand),
    /// Time a plain copy of CERT logs, for the benchmark
    #[command(hide = true)]
    BenchCopy(commands::bench_copy::BenchCopyArgs),
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::Cli;

    #[test]
    fn arguments_do_not_contradict_each_other() {
        Cli::command().debug_assert();
    }
}
