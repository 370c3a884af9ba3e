//! What the headers of a file say: which table they mean, and which of them are never imported.

use std::fmt::Write as _;

use bongsu_model::tables::{self, Column, Table};

use super::Mapping;
use super::layout::Misfit;
use super::value::excerpt;

/// Whether a header names something about a person that is never imported, however it is spelled.
pub(super) fn is_denied_header(header: &str) -> bool {
    let mut words = String::with_capacity(header.len() + 4);
    let mut after_lower = false;
    for c in header.chars() {
        if c.is_uppercase() && after_lower {
            words.push('_');
        }
        after_lower = c.is_lowercase();
        words.push(c);
    }
    let joined: String = header.split_whitespace().collect();
    tables::is_denied(header)
        || tables::is_denied(&words)
        || DENIED_KOREAN.iter().any(|word| joined.ends_with(word))
}

/// The denied words as Korean headers end in them: `본인국적`, `생년월일`.
const DENIED_KOREAN: [&str; 16] = [
    "국적",
    "민족",
    "인종",
    "출생지",
    "생년월일",
    "생일",
    "종교",
    "성별",
    "나이",
    "연령",
    "장애",
    "혼인",
    "배우자",
    "자녀",
    "가족",
    "노조",
];

/// How many headers a table knows, and whether every required column is among them.
pub(super) fn fit(table: &Table, headers: &[String]) -> (usize, bool) {
    let known = headers
        .iter()
        .filter(|header| table.column(header).is_some())
        .count();
    let complete = table
        .columns
        .iter()
        .filter(|column| column.required)
        .all(|column| {
            headers
                .iter()
                .any(|header| is_column(table, header, column))
        });
    (known, complete)
}

/// How many headers a mapping names or its table knows.
pub(super) fn fit_mapping(mapping: &Mapping, headers: &[String]) -> usize {
    let named = |header: &&String| {
        mapping
            .columns
            .values()
            .any(|wanted| same_header(wanted, header))
    };
    headers
        .iter()
        .filter(|header| named(header) || mapping.table.column(header).is_some())
        .count()
}

/// Tables with columns that files of many kinds have: one of them is meant only where nothing it requires is missing.
const ONLY_WHOLE: [&str; 1] = ["legal_forms"];

/// The table whose columns a header has, when there is exactly one best.
pub(super) fn table_of(headers: &[String]) -> Result<&'static Table, Misfit> {
    let mut best: Vec<&'static Table> = Vec::new();
    let mut most = 0;
    for table in tables::all() {
        let (known, complete) = fit(table, headers);
        if complete && known > most {
            (best, most) = (vec![table], known);
        } else if complete && known == most {
            best.push(table);
        }
    }
    // A table that knows more of the headers and still lacks one is likelier meant than one that asks for little.
    let best_known = tables::all()
        .map(|table| (table, fit(table, headers)))
        .filter(|(table, (_, complete))| *complete || !ONLY_WHOLE.contains(&table.name))
        .map(|(_, (known, _))| known)
        .max()
        .unwrap_or_default();
    match best.as_slice() {
        [table] if most == best_known => Ok(table),
        [_] | [] => Err(Misfit {
            reason: nearest(headers),
        }),
        several => {
            let names: Vec<String> = several
                .iter()
                .map(|table| format!("`{}`", table.name))
                .collect();
            let reason = format!("it could be {}: name the table", names.join(" or "));
            Err(Misfit { reason })
        }
    }
}

/// A table's columns, the required ones first, for a message.
pub(super) fn expected(table: &Table) -> String {
    let mut text = String::new();
    for required in [true, false] {
        for column in table
            .columns
            .iter()
            .filter(|column| column.required == required)
        {
            let separator = if text.is_empty() { "" } else { ", " };
            // Writing into a text cannot fail.
            let _ = write!(text, "{separator}`{}`", column.name);
            if required {
                text.push_str(" (required)");
            }
        }
    }
    text
}

fn nearest(headers: &[String]) -> String {
    let found = quoted(headers.iter().map(String::as_str));
    if ["date", "user", "pc"]
        .iter()
        .all(|column| headers.iter().any(|header| same_header(header, column)))
    {
        return format!("the columns {found} are those of a CERT log: import it as `cert`");
    }
    let nearest = tables::all().max_by_key(|table| fit(table, headers).0);
    match nearest.filter(|table| fit(table, headers).0 > 0) {
        Some(table) => format!(
            "the columns {found} fit no table; the nearest is `{}` with {}",
            table.name,
            expected(table)
        ),
        None => {
            format!("the columns {found} fit no table: name the table, or write a mapping file")
        }
    }
}

fn is_column(table: &Table, header: &str, column: &Column) -> bool {
    table
        .column(header)
        .is_some_and(|found| found.name == column.name)
}

pub(super) fn same_header(one: &str, other: &str) -> bool {
    one.split_whitespace().eq(other.split_whitespace())
        || one.trim().to_lowercase() == other.trim().to_lowercase()
}

pub(super) fn quoted<'a>(names: impl Iterator<Item = &'a str>) -> String {
    const MOST: usize = 20;
    let names: Vec<String> = names
        .filter(|name| !name.trim().is_empty())
        .map(|name| format!("`{}`", excerpt(name)))
        .collect();
    match names.get(..MOST) {
        Some(first) if names.len() > MOST => {
            format!("{} and {} more", first.join(", "), names.len() - MOST)
        }
        _ => names.join(", "),
    }
}
