//! `bongsu generate completions | man | schema | docs`

mod calibration;
mod config_page;
mod man;

use std::fmt::Write;
use std::path::{Path, PathBuf};

use bongsu_engine::query::{DERIVED_TABLES, pack, system_columns};
use bongsu_lake::activity;
use bongsu_model::tables::{self, Role};
use clap::{Args, CommandFactory, Subcommand};
use serde_json::json;

use super::SCHEMA_VERSION;
use crate::args::Cli;
use crate::exit::ExitStatus;
use crate::out::Out;

use config_page::config_page;
use man::{ManArgs, man};

/// `bongsu generate …`
#[derive(Debug, Subcommand)]
pub(crate) enum GenerateCommand {
    /// Completions for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// The manual pages
    Man(ManArgs),
    /// The tables with their columns, as JSON
    Schema,
    /// The generated pages of the documentation
    Docs(DocsArgs),
}

/// Arguments of `bongsu generate docs`.
#[derive(Args, Debug)]
pub(crate) struct DocsArgs {
    /// Folder of the documentation
    #[arg(long, value_name = "DIR", default_value = "docs")]
    dir: PathBuf,
}

pub(crate) fn run(command: &GenerateCommand, out: &mut Out) -> anyhow::Result<ExitStatus> {
    match command {
        GenerateCommand::Completions { shell } => {
            let mut text = Vec::new();
            clap_complete::generate(*shell, &mut Cli::command(), "bongsu", &mut text);
            out.data(&String::from_utf8(text)?)?;
        }
        GenerateCommand::Man(args) => man(args, out)?,
        GenerateCommand::Schema => out.json(&schema())?,
        GenerateCommand::Docs(args) => docs(&args.dir)?,
    }
    Ok(ExitStatus::Done)
}

fn schema() -> serde_json::Value {
    let mut all = vec![json!({
        "table": "activity",
        "about": "one observed act",
        "columns": activity::COLUMNS.map(|(name, kind, about)| {
            json!({ "column": name, "type": kind.to_string(), "about": about })
        }),
    })];
    all.extend(tables::all().map(|table| {
        let columns: Vec<_> = table
            .columns
            .iter()
            .map(|column| {
                json!({
                    "column": column.name, "also": column.aliases, "type": column.kind.word(),
                    "required": column.required, "stored": role(column.role), "about": column.about,
                })
            })
            .collect();
        json!({ "table": table.name, "about": table.about, "columns": columns })
    }));
    json!({ "schema_version": SCHEMA_VERSION, "tables": all })
}

/// Writes `data-model.md`, `cli.md`, `config.md` and `detectors.md`.
fn docs(dir: &Path) -> anyhow::Result<()> {
    fs_err::create_dir_all(dir)?;
    fs_err::write(dir.join("data-model.md"), data_model()?)?;
    fs_err::write(dir.join("cli.md"), cli()?)?;
    fs_err::write(dir.join("config.md"), config_page()?)?;
    Ok(fs_err::write(dir.join("detectors.md"), detectors()?)?)
}

const GENERATED: &str = "<!-- written by `bongsu generate docs`; do not edit -->\n";

fn data_model() -> anyhow::Result<String> {
    let mut text = format!(
        "{GENERATED}# Data model\n\nTimes are UTC microseconds; days are those of the site's time zone.\nEvery table also has `source` (short digest of the file) and `row` (counted from 1 after the header).\n"
    );
    write!(
        text,
        "\n## activity\n\nOne observed act.\n\n| column | type | |\n|---|---|---|\n"
    )?;
    for (name, kind, about) in activity::COLUMNS {
        writeln!(text, "| `{name}` | {kind} | {about} |")?;
    }
    for table in tables::all() {
        write!(
            text,
            "\n## {}\n\n{}.\n\n| column | type | stored | |\n|---|---|---|---|\n",
            table.name,
            capital(table.about)
        )?;
        for column in table.columns {
            let required = if column.required { ", required" } else { "" };
            let also = column
                .aliases
                .iter()
                .map(|alias| format!("`{alias}`"))
                .collect::<Vec<_>>()
                .join(", ");
            let also = if also.is_empty() {
                String::new()
            } else {
                format!("; also {also}")
            };
            writeln!(
                text,
                "| `{}` | {}{required} | {} | {}{also} |",
                column.name,
                column.kind.word(),
                role(column.role),
                column.about
            )?;
        }
    }
    text.push_str("\n## Derived by each run\n\n");
    for (table, about) in DERIVED_TABLES {
        writeln!(text, "- `{table}`: {about}")?;
    }
    text.push_str("\n## System tables\n\n");
    for (table, columns) in system_columns() {
        let columns = columns
            .iter()
            .map(|(name, _)| format!("`{name}`"))
            .collect::<Vec<_>>()
            .join(", ");
        writeln!(text, "- `{table}`: {columns}")?;
    }
    Ok(text)
}

fn cli() -> anyhow::Result<String> {
    let mut text = format!(
        "{GENERATED}# Commands\n\nExit codes: 0 done; 1 done, the answer is negative; 2 usage or operation failed; 130 interrupted.\nData goes to standard output, everything else to standard error.\n"
    );
    let mut command = Cli::command().term_width(100);
    command.build();
    for sub in command
        .get_subcommands()
        .filter(|sub| !sub.is_hide_set() && sub.get_name() != "help")
    {
        let nested: Vec<_> = sub
            .get_subcommands()
            .filter(|sub| sub.get_name() != "help")
            .collect();
        if nested.is_empty() {
            section(&mut text, sub)?;
        }
        for sub in nested {
            section(&mut text, sub)?;
        }
    }
    Ok(text)
}

fn section(text: &mut String, command: &clap::Command) -> anyhow::Result<()> {
    let mut command = command.clone();
    let help = command.render_long_help().to_string();
    let name = command
        .get_bin_name()
        .unwrap_or_else(|| command.get_name())
        .to_owned();
    let help: Vec<&str> = help.lines().map(str::trim_end).collect();
    write!(
        text,
        "\n## {name}\n\n```text\n{}\n```\n",
        help.join("\n").trim_end()
    )?;
    Ok(())
}

fn detectors() -> anyhow::Result<String> {
    let mut text = format!(
        "{GENERATED}# Detectors\n\nWeights are in decibans: +10 means ten times likelier under leaking than not.\n\
        A case counts the strongest finding of each family.\n\n{CALIBRATION}"
    );
    let measured = calibration::measured()?;
    for detector in pack(None)?.detectors.values() {
        let header = &detector.header;
        write!(text, "\n## {}\n\n{}.\n\n", header.id, header.title)?;
        writeln!(
            text,
            "- family: {}, weight: {} dB, version {}",
            header.family, header.weight, header.version
        )?;
        let source = measured.get(header.id.as_str()).map_or_else(
            || "no: no simulated person sets it off; the weight is a judgement".to_owned(),
            calibration::Measured::said,
        );
        writeln!(text, "- measured: {source}")?;
        let list = |items: &mut dyn Iterator<Item = &String>| {
            items
                .map(|item| format!("`{item}`"))
                .collect::<Vec<_>>()
                .join(", ")
        };
        writeln!(text, "- reads: {}", list(&mut header.inputs.iter()))?;
        for (name, param) in &header.params {
            writeln!(
                text,
                "- `{name}`: {} ({} to {})",
                param.default, param.min, param.max
            )?;
        }
        writeln!(text, "- says: {}", in_the_plural(&header.explain))?;
        if !header.innocent.is_empty() {
            writeln!(
                text,
                "- innocent explanations checked: {}",
                header.innocent.join(", ")
            )?;
        }
        if !header.references.is_empty() {
            writeln!(text, "- described in: {}", header.references.join(", "))?;
        }
    }
    Ok(text)
}

/// Where weights come from.
const CALIBRATION: &str = "`cargo xtask bench calibrate` counts on simulated sites how many leaking people and how many others a detector \
speaks of, and writes `data/calibration.csv`.\nThe weight of a detector is at most the lower end of the 95 % interval of \
what its findings weigh by these counts, and never above +16 dB: simulated people are tamer than real ones.\nThe seeds \
on which bongsu is evaluated (901 to 905) are never among them. Measure with your own answers: `bongsu evaluate`.\n";

/// A sentence of a detector with `{n|act|acts}` as `{n} acts`.
fn in_the_plural(explain: &str) -> String {
    let mut text = String::new();
    for part in explain.split_inclusive('}') {
        match part.strip_suffix('}').and_then(|part| {
            let mut words = part.split('|');
            Some((words.next()?, words.next()?, words.next()?))
        }) {
            Some((before, _one, many)) => text.push_str(&format!("{before}}} {many}")),
            None => text.push_str(part),
        }
    }
    text
}

const fn role(role: Role) -> &'static str {
    match role {
        Role::Plain => "as it is",
        Role::Person => "as pseudonym",
        Role::Persons => "as pseudonyms",
        Role::Vault(_) => "in the vault only",
    }
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(chars).collect()
    })
}
