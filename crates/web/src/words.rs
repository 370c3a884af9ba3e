//! Words and numbers as people read them, the same on the page and on the terminal.
//!
//! Facts, never verdicts; numbers with their comparison; what is not known is written out.

use std::fmt::Write as _;

use bongsu_model::{
    Case, CaseId, CaseKind, CaseState, Certainty, Day, Deciban, EdgeKind, Fact, Path, PersonId,
    RowRange, RowRef, Section, Term,
};
use unicode_width::UnicodeWidthChar;

/// How many marks may sit on one letter; more are written as escapes, so that they cannot cover other lines.
const MAX_MARKS: usize = 4;

/// Writes a text so that everything in it can be seen.
///
/// Control characters, characters that are invisible and those that turn the direction of text become escapes
/// (`\u{202e}`), so that a hostile name can neither steer a terminal nor rearrange a page. The two selectors between
/// the text and the picture form of a sign are dropped.
///
/// ```
/// assert_eq!(bongsu_web::words::visible("a\u{1b}[2Jb\u{202e}c"), "a\\u{1b}[2Jb\\u{202e}c");
/// ```
pub fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut marks = 0;
    for c in text.chars() {
        let is_mark = c.width() == Some(0);
        marks = if is_mark { marks + 1 } else { 0 };
        match u32::from(c) {
            0xfe0e | 0xfe0f => {}
            _ if is_hidden(c) || marks > MAX_MARKS => {
                let _infallible = write!(out, "{}", c.escape_unicode());
            }
            _ => {
                if is_mark && out.is_empty() {
                    out.push('\u{25cc}');
                }
                out.push(c);
            }
        }
    }
    out
}

/// A whole number with its sign: `+6`, `−41`, `0`.
pub fn signed(number: i32) -> String {
    match number {
        0 => "0".to_owned(),
        1.. => format!("+{number}"),
        _ => format!("−{}", number.unsigned_abs()),
    }
}

/// A weight with its unit: `+19 dB`.
pub fn decibans(weight: Deciban) -> String {
    format!("{weight} dB")
}

/// A number with thousands set apart and no more digits than one reads: `412`, `9.1`, `0.04`, `88,102`.
pub fn number(value: f64) -> String {
    if !value.is_finite() {
        return "not known".to_owned();
    }
    let places = match value.abs() {
        size if size >= 100.0 => 0,
        size if size >= 1.0 || size == 0.0 => 1,
        _ => 2,
    };
    let text = format!("{:.places$}", value.abs());
    let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
    let part = part.trim_end_matches('0');
    let mut out = grouped(whole);
    if !part.is_empty() {
        out.push('.');
        out.push_str(part);
    }
    let is_zero = out.bytes().all(|b| b == b'0');
    if value < 0.0 && !is_zero {
        format!("−{out}")
    } else {
        out
    }
}

/// A count with thousands set apart.
pub fn count(value: u64) -> String {
    grouped(&value.to_string())
}

/// A count and its noun: `1 row`, `88,102 rows`.
pub fn plural(value: u64, noun: &str) -> String {
    if value == 1 {
        format!("1 {noun}")
    } else {
        format!("{} {noun}s", count(value))
    }
}

/// A value with its unit, which stands in the plural: `3 acts`, `1 hour`, `2.5 MB`.
pub fn amount(value: f64, unit: &str) -> String {
    let unit = visible(unit);
    let is_one = (value - 1.0).abs() < f64::EPSILON;
    let unit = unit.strip_suffix('s').filter(|_| is_one).unwrap_or(&unit);
    format!("{} {unit}", number(value))
}

/// A value against own usual: `9.1 × own usual`, or that there was none.
pub fn against_usual(value: f64, usual: f64) -> String {
    if usual > 0.0 {
        format!("{} × own usual", number(value / usual))
    } else {
        "own usual: none".to_owned()
    }
}

/// The day from which a case counts.
pub fn zero(case: &Case) -> Option<Day> {
    case.timeline
        .as_ref()
        .map(|timeline| timeline.zero)
        .or(case.last_day)
}

/// A span in days from day 0: `−41 … −39 d`; the dates where a case has no day 0.
pub fn when(from: Day, to: Day, zero: Option<Day>) -> String {
    let Some(zero) = zero else {
        return dates(from, to);
    };
    let days = |day: Day| signed(day.epoch_days().saturating_sub(zero.epoch_days()));
    if from == to {
        format!("{} d", days(from))
    } else {
        format!("{} … {} d", days(from), days(to))
    }
}

/// A span in dates: `2026-02-14`, `2026-02-14 … 2026-02-16`.
pub fn dates(from: Day, to: Day) -> String {
    if from == to {
        from.to_string()
    } else {
        format!("{from} … {to}")
    }
}

/// As of when the case stands, where a run looked back, and when the first finding was made.
pub fn first_finding(case: &Case) -> String {
    let first = first_finding_alone(case);
    match case.until {
        Some(until) => format!("as of {until}, later records left out · {first}"),
        None => first,
    }
}

fn first_finding_alone(case: &Case) -> String {
    let Some(last) = case.last_day else {
        return format!("first finding {}", case.first_finding);
    };
    let days = last
        .epoch_days()
        .saturating_sub(case.first_finding.epoch_days());
    let distance = plural(u64::from(days.unsigned_abs()), "day");
    match days {
        0 => "first finding on the last working day".to_owned(),
        1.. => format!("first finding {distance} before the last working day"),
        _ => format!("first finding {distance} after the last working day"),
    }
}

/// What the axis counts: `days to last working day`.
pub fn axis(zero_label: &str) -> String {
    if zero_label.starts_with("days") {
        zero_label.to_owned()
    } else {
        format!("days to {zero_label}")
    }
}

/// The text, or that it is not known.
pub fn or_unknown(text: &str) -> String {
    if text.trim().is_empty() {
        "not known".to_owned()
    } else {
        visible(text)
    }
}

/// The heading over the paths of a case.
pub fn ties_heading(case: &Case) -> &'static str {
    match case.kind {
        CaseKind::Person if case.scheme == "research" => "Who stands behind the other organisation",
        CaseKind::Person => "Who stands behind the new employer",
        CaseKind::Cohort => "Who stands behind the new employers",
        CaseKind::Organisation => "Who stands behind the name",
    }
}

/// The word for what a case is about.
pub const fn kind(kind: CaseKind) -> &'static str {
    match kind {
        CaseKind::Person => "person",
        CaseKind::Cohort => "cohort",
        CaseKind::Organisation => "organisation",
    }
}

/// The word for where people have a case.
pub const fn state(state: CaseState) -> &'static str {
    match state {
        CaseState::Open => "open",
        CaseState::Closed => "closed",
    }
}

/// The word for how sure an answer is.
pub const fn certainty(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Certain => "certain",
        Certainty::Possible => "possible",
        Certainty::Unknown => "unknown",
    }
}

/// How statistics count a case: `scheme leaver · channel removable · sector battery`.
pub fn counted_as(case: &Case) -> String {
    let parts = [
        ("scheme", &case.scheme),
        ("channel", &case.channel),
        ("sector", &case.sector),
    ];
    let known = parts.into_iter().filter(|(_, value)| !value.is_empty());
    known
        .map(|(name, value)| format!("{name} {}", visible(value)))
        .collect::<Vec<_>>()
        .join(" · ")
}

/// On what a path rests: how sure, by which rule, as of when, how far the register reaches.
pub fn basis(path: &Path) -> String {
    let as_of = path.as_of.map_or_else(
        || "as of a day not known".to_owned(),
        |day| format!("as of {day}"),
    );
    let rule = or_unknown(&path.rule);
    format!(
        "{} · rule: {rule} · {as_of} · {}",
        tie(path.certainty),
        coverage(&path.coverage)
    )
}

/// How sure the tie along a path is.
pub const fn tie(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Certain => "the tie is certain",
        Certainty::Possible => "the tie is possible, not certain",
        Certainty::Unknown => "whether they are tied is unknown",
    }
}

/// Who, with the pseudonyms of a cohort.
pub fn who(case: &Case) -> Section {
    let mut who = case.who.clone();
    if case.kind == CaseKind::Cohort {
        let people: Vec<&str> = case.people.iter().map(PersonId::as_str).collect();
        // Parted by spaces alone: a pseudonym fills a narrow column.
        who.pair("People", people.join(" "));
    }
    who
}

/// How hard a tie is.
pub const fn edge_kind(kind: EdgeKind) -> &'static str {
    match kind {
        EdgeKind::Joined => "joined",
        EdgeKind::Certain => "certain",
        EdgeKind::Possible => "possible",
        EdgeKind::Supply => "supply, not control",
        EdgeKind::Soft => "soft tie, not control",
    }
}

/// How far the register reaches, in words.
pub fn coverage(coverage: &str) -> String {
    match coverage {
        "complete" => "the register names holders of more than half at each step".to_owned(),
        "truncated" => "the register was cut off on the way: there may be more".to_owned(),
        "missing" => "holders on the way are missing from the register".to_owned(),
        other => format!("reach of the register: {}", or_unknown(other)),
    }
}

/// Whether a fact's weight is part of the sum; `None` where the score does not name its finding.
pub fn is_counted(fact: &Fact, terms: &[Term]) -> Option<bool> {
    terms
        .iter()
        .find(|term| term.finding.as_ref() == Some(&fact.finding))
        .map(|term| term.counted)
}

/// The label of a term with its family: `taking · Collects far more than usual`.
pub fn term_label(term: &Term) -> String {
    let label = visible(&term.label);
    match term.family {
        Some(family) => format!("{family} · {label}"),
        None => label,
    }
}

/// Row references as text, with what was left out written at the end.
pub fn rows(refs: &[RowRange], at_most: usize) -> String {
    let mut texts: Vec<String> = refs.iter().take(at_most).map(row_range).collect();
    let more = refs.len().saturating_sub(at_most);
    if more > 0 {
        let n_rows = refs
            .iter()
            .fold(0_u64, |sum, range| sum.saturating_add(range.n_rows()));
        texts.push(format!(
            "{} more, {} in all",
            count(more as u64),
            plural(n_rows, "row")
        ));
    }
    texts.join(" · ")
}

/// One row as text.
pub fn row(at: &RowRef) -> String {
    format!("{}#{}", visible(&at.source), at.row)
}

/// One row reference as text: the file's digest and the row numbers as they are written elsewhere.
pub fn row_range(range: &RowRange) -> String {
    visible(&range.to_string())
}

/// The name of the file that holds a case's page.
pub fn page_file_name(case: &CaseId) -> String {
    // A colon is allowed in an id and not in a file name everywhere.
    format!("{}.html", case.as_str().replace(':', "_"))
}

fn grouped(digits: &str) -> String {
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// Whether a character cannot be seen, or changes how others are laid out.
fn is_hidden(c: char) -> bool {
    matches!(u32::from(c),
        0..=0x1f | 0x7f..=0x9f | 0xad | 0x34f | 0x61c | 0x115f | 0x1160 | 0x17b4 | 0x17b5 | 0x180b..=0x180f
        | 0x200b..=0x200f | 0x2028..=0x202e | 0x2060..=0x206f | 0x2800 | 0x3164 | 0xfe00..=0xfe0d
        | 0xfeff | 0xffa0 | 0xfff9..=0xfffb | 0x1_bca0..=0x1_bca3 | 0x1_d173..=0x1_d17a
        | 0xe_0000..=0xe_0fff)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_like_numbers() {
        let cases = [
            (412.0, "412"),
            (88_102.4, "88,102"),
            (9.13, "9.1"),
            (3.0, "3"),
            (0.04, "0.04"),
            (0.0, "0"),
            (-0.001, "0"),
            (-1_234_567.0, "−1,234,567"),
            (99.97, "100"),
            (f64::NAN, "not known"),
        ];
        for (value, text) in cases {
            assert_eq!(number(value), text);
        }
        assert_eq!(plural(1, "row"), "1 row");
        assert_eq!(plural(12_000, "row"), "12,000 rows");
    }

    #[test]
    fn hidden_characters_are_seen() {
        assert_eq!(visible("한빛 <b>"), "한빛 <b>");
        assert_eq!(visible("a\nb\tc\u{7f}"), "a\\u{a}b\\u{9}c\\u{7f}");
        assert_eq!(visible("x\u{200b}y\u{9b}31m"), "x\\u{200b}y\\u{9b}31m");
        assert_eq!(visible("\u{301}a"), "\u{25cc}\u{301}a");
        assert_eq!(visible("e\u{301}"), "e\u{301}");
        assert_eq!(visible("❤\u{fe0f}"), "❤");
        let stacked = format!("a{}", "\u{301}".repeat(5));
        assert!(visible(&stacked).ends_with("\\u{301}"));
    }

    #[test]
    fn fillers_tags_and_direction_marks_are_seen() {
        let hidden = [
            '\u{ad}',
            '\u{61c}',
            '\u{115f}',
            '\u{1160}',
            '\u{200e}',
            '\u{2028}',
            '\u{2066}',
            '\u{2800}',
            '\u{3164}',
            '\u{feff}',
            '\u{ffa0}',
            '\u{fff9}',
            '\u{e0041}',
            '\u{e0100}',
        ];
        for c in hidden {
            assert_eq!(
                visible(&format!("a{c}b")),
                format!("a{}b", c.escape_unicode())
            );
        }
    }

    #[test]
    fn spans_count_from_day_zero() {
        let day = |text: &str| text.parse::<Day>().unwrap();
        let zero = Some(day("2026-03-27"));
        assert_eq!(
            when(day("2026-02-14"), day("2026-02-16"), zero),
            "−41 … −39 d"
        );
        assert_eq!(when(day("2026-03-30"), day("2026-03-30"), zero), "+3 d");
        assert_eq!(
            when(day("2026-03-30"), day("2026-03-30"), None),
            "2026-03-30"
        );
    }

    #[test]
    fn many_rows_are_summed_up() {
        let range = |first, last| RowRange {
            source: "3f9a12c45d01".into(),
            first,
            last,
        };
        let refs = [range(1, 3), range(7, 7), range(9, 12)];
        assert_eq!(
            rows(&refs, 3),
            "3f9a12c45d01#1-3 · 3f9a12c45d01#7 · 3f9a12c45d01#9-12"
        );
        assert_eq!(rows(&refs, 1), "3f9a12c45d01#1-3 · 2 more, 8 rows in all");
    }
}
