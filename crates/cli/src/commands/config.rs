//! `bongsu config show | check`

use bongsu_engine::{Site, SiteError};
use bongsu_model::{CheckedSettings, SettingKey, SiteSettings};
use clap::{Args, Subcommand};
use serde_json::{Value, json};

use super::SCHEMA_VERSION;
use crate::args::{AnswerFormat, SiteArgs};
use crate::exit::ExitStatus;
use crate::out::Out;
use crate::render::{Cell, Column, Meaning, Table, counted};

/// `bongsu config …`
#[derive(Debug, Subcommand)]
pub(crate) enum ConfigCommand {
    /// Every setting with its value, and whether it is the default or where it is set
    Show(ConfigArgs),
    /// Everything that is wrong in bongsu.toml, with line and column; exit code 1 where something is
    Check(ConfigArgs),
}

/// Arguments of `bongsu config show` and `bongsu config check`.
#[derive(Args, Debug)]
pub(crate) struct ConfigArgs {
    /// Form of the output
    #[arg(long, value_enum, default_value_t = AnswerFormat::Human)]
    format: AnswerFormat,
    #[command(flatten)]
    site: SiteArgs,
}

pub(crate) fn run(command: &ConfigCommand, out: &mut Out) -> anyhow::Result<ExitStatus> {
    match command {
        ConfigCommand::Show(args) => show(args, out),
        ConfigCommand::Check(args) => check(args, out),
    }
}

fn show(args: &ConfigArgs, out: &mut Out) -> anyhow::Result<ExitStatus> {
    let (path, text) = Site::settings_text(&args.site.site)?;
    let CheckedSettings {
        settings,
        issues,
        lines,
    } = SiteSettings::check(&text);
    let settings = match (settings, issues.into_iter().next()) {
        (_, Some(source)) => return Err(SiteError::Settings { path, source }.into()),
        (settings, None) => settings.unwrap_or_default(),
    };
    let file = path.display().to_string();
    let line = |key: &SettingKey| lines.get(&key.path());
    if args.format == AnswerFormat::Json {
        let all: Vec<Value> = SettingKey::ALL
            .iter()
            .map(|key| {
                let origin = if line(key).is_some() {
                    "file"
                } else {
                    "default"
                };
                json!({
                    "key": key.path(), "value": key.value(&settings), "unit": key.unit,
                    "origin": origin, "line": line(key),
                })
            })
            .collect();
        out.json(&json!({ "schema_version": SCHEMA_VERSION, "file": file, "settings": all }))?;
        return Ok(ExitStatus::Done);
    }
    let mut table = Table::new(vec![
        Column::fixed("key"),
        Column::wide("value"),
        Column::flexible("from"),
    ]);
    for key in SettingKey::ALL {
        let value = key
            .value(&settings)
            .map_or_else(String::new, |value| value.to_string());
        table.row(vec![
            Cell::new(key.path()),
            Cell::new(format!("{value} {}", key.unit).trim_end()),
            match line(&key) {
                Some(line) => Cell::new(format!("{file}:{line}")),
                None => Cell::with(Meaning::Dim, "default"),
            },
        ]);
    }
    out.data(&table.written(out.style()))?;
    Ok(ExitStatus::Done)
}

fn check(args: &ConfigArgs, out: &mut Out) -> anyhow::Result<ExitStatus> {
    let (path, text) = Site::settings_text(&args.site.site)?;
    let issues = SiteSettings::check(&text).issues;
    let file = path.display().to_string();
    if args.format == AnswerFormat::Json {
        let all: Vec<Value> = issues
            .iter()
            .map(|issue| json!({ "line": issue.line, "column": issue.column, "reason": issue.reason }))
            .collect();
        out.json(&json!({ "schema_version": SCHEMA_VERSION, "file": file, "issues": all }))?;
    } else {
        let lines = issues
            .iter()
            .map(|issue| format!("{file}:{}:{}: {}\n", issue.line, issue.column, issue.reason));
        out.data(&lines.collect::<String>())?;
        out.note(&counted(issues.len() as u64, "issue"));
    }
    Ok(if issues.is_empty() {
        ExitStatus::Done
    } else {
        ExitStatus::Negative
    })
}
