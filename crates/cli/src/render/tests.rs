//! What a reader sees, and what a hostile record cannot do.

use bongsu_model::{
    Bar, Case, CaseKind, CaseState, Certainty, Checked, Day, Deciban, EdgeKind, Fact, Family, Lane,
    Marker, NextStep, Path, PathEdge, PathNode, RowRange, Score, Section, Term, Timeline, Unknown,
};
use unicode_width::UnicodeWidthStr;

use super::line::{Frame, flow};
use super::text::{fit, width};
use super::{
    Cell, Column, Meaning, StatRow, Style, Table, WIDTH, case_list, case_text, stat_tables,
};

const PLAIN: Style = Style { color: false };
const ZERO: Day = Day::from_epoch_days(20_539);

/// A case in which every text is the one given.
fn case_of(text: &str) -> Case {
    let section = || {
        let mut section = Section {
            headline: text.into(),
            pairs: Vec::new(),
        };
        section.pair("Declared", text);
        section
    };
    let refs = vec![RowRange {
        source: "3f9a12c45d01".into(),
        first: 88,
        last: 92,
    }];
    let term = |family, weight| Term {
        label: text.into(),
        family: Some(family),
        weight: Deciban(weight),
        finding: None,
        counted: false,
    };
    Case {
        id: "case_7q4k".parse().unwrap(),
        kind: CaseKind::Person,
        subject: text.into(),
        state: CaseState::Open,
        people: vec!["pers_7q4k".parse().unwrap()],
        title: text.into(),
        holder: text.into(),
        first_finding: ZERO.plus(-41),
        last_finding: ZERO,
        last_day: Some(ZERO),
        until: None,
        scheme: text.into(),
        channel: text.into(),
        sector: text.into(),
        score: Score::weigh(
            Deciban(-20.0),
            vec![
                term(Family::Taking, 14.0),
                term(Family::Taking, 6.0),
                term(Family::Destination, 15.0),
            ],
        ),
        who: section(),
        what: section(),
        whom: section(),
        timeline: Some(timeline_of(text)),
        paths: vec![path_of(text)],
        facts: vec![Fact {
            finding: "find_1".parse().unwrap(),
            detector: text.into(),
            text: text.into(),
            from: ZERO.plus(-41),
            to: ZERO.plus(-39),
            weight: Deciban(14.0),
            refs: refs.clone(),
        }],
        innocent: vec![Checked {
            question: text.into(),
            answer: text.into(),
            speaks_against: true,
            refs,
        }],
        unknown: vec![Unknown {
            what: text.into(),
            ask: text.into(),
        }],
        next_steps: vec![NextStep {
            step: text.into(),
            owner: text.into(),
            due: text.into(),
        }],
    }
}

fn timeline_of(text: &str) -> Timeline {
    let marker = |offset| Marker {
        day: ZERO.plus(offset),
        label: text.into(),
    };
    let bar = |offset, value, beyond| Bar {
        day: ZERO.plus(offset),
        value,
        beyond,
    };
    Timeline {
        from: ZERO.plus(-120),
        to: ZERO.plus(14),
        zero: ZERO,
        zero_label: text.into(),
        lanes: vec![Lane {
            name: text.into(),
            counts: text.into(),
            unit: text.into(),
            usual: 9.0,
            bars: vec![
                bar(-90, 4.0, false),
                bar(-41, 120.0, true),
                bar(-5, 48.0, true),
            ],
        }],
        lines: vec![marker(-25), marker(0)],
        events: vec![marker(-61), marker(3)],
    }
}

fn path_of(text: &str) -> Path {
    let node = || PathNode {
        name: text.into(),
        role: text.into(),
    };
    let edge = |from, to, kind| PathEdge {
        from,
        to,
        kind,
        label: text.into(),
        since: text.into(),
        refs: Vec::new(),
    };
    Path {
        certainty: Certainty::Certain,
        rule: text.into(),
        as_of: Some(ZERO),
        coverage: "complete".into(),
        nodes: vec![node(), node(), node()],
        edges: vec![
            edge(0, 1, EdgeKind::Joined),
            edge(1, 2, EdgeKind::Possible),
            edge(0, 2, EdgeKind::Soft),
            edge(7, 9, EdgeKind::Certain),
        ],
    }
}

fn hostile_texts() -> Vec<String> {
    let long = "한빛에너지 주식회사 ".repeat(20);
    [
        "\u{1b}[2J\u{1b}]0;owned\u{7}",
        "a\rb\nc\td\u{8}",
        "\u{9b}31m red",
        "txt\u{202e}exe.\u{2066}x\u{2069}",
        "zero\u{200b}width\u{feff}",
        "👩\u{200d}🔬 👍🏽 🇰🇷 ❤\u{fe0f}",
        "e\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}",
        "\u{301}leads",
        "해동선박안전주식회사해동선박안전주식회사해동선박안전주식회사해동선박안전주식회사해동선박안전주식회사",
        "",
        " ",
        "   a    b   ",
        &long,
        &"x".repeat(400),
    ]
    .map(str::to_owned)
    .to_vec()
}

#[test]
fn no_text_from_a_record_steers_the_terminal_or_leaves_its_column() {
    for text in hostile_texts() {
        let case = case_of(&text);
        let row = StatRow {
            series: text.clone(),
            dimension: text.clone(),
            value: text.clone(),
            count: 3,
        };
        for out in [
            case_text(&case, PLAIN),
            case_list(&[case], PLAIN),
            stat_tables(&[row], PLAIN),
        ] {
            let steers = |c: char| {
                c != '\n'
                    && (c.is_control()
                        || bongsu_web::words::visible(&format!("a{c}")) != format!("a{c}"))
            };
            assert!(!out.contains(steers), "{text:?}: {out:?}");
            for line in out.lines() {
                assert!(width(line) <= WIDTH, "{} columns: {line}", width(line));
                assert_eq!(line, line.trim_end());
            }
        }
    }
}

#[test]
fn colour_changes_nothing_but_colour() {
    let case = case_of("한빛 Energy");
    let colored = case_text(&case, Style { color: true });
    assert!(colored.contains("\u{1b}[31m"));
    let mut plain = String::new();
    let mut parts = colored.split('\u{1b}');
    plain.push_str(parts.next().unwrap());
    for part in parts {
        plain.push_str(part.split_once('m').unwrap().1);
    }
    assert_eq!(plain, case_text(&case, PLAIN));
}

#[test]
fn the_case_answers_in_order() {
    let text = case_text(&case_of("x"), PLAIN);
    let headings: Vec<&str> = text
        .lines()
        .filter(|line| {
            line.len() > 2
                && line
                    .chars()
                    .all(|c| c.is_ascii_uppercase() || c == ' ' || c == ',')
        })
        .collect();
    assert_eq!(
        headings,
        [
            "WHO                               WHAT                              TO WHOM",
            "WHAT HAPPENED, AGAINST OWN USUAL",
            "WHO STANDS BEHIND THE NEW EMPLOYER",
            "WHY IT WEIGHS WHAT IT WEIGHS",
            "FACTS",
            "INNOCENT EXPLANATIONS CHECKED",
            "NOT KNOWN",
            "NEXT STEPS",
        ]
    );
    assert!(text.lines().next().unwrap().ends_with("+9 dB"));
    assert!(text.contains("  ╌╌ x, x (possible) ╌╌▷ x (x)\n"), "{text}");
    assert!(
        text.contains("┄┄ soft tie, not control: x – x: x, x\n"),
        "{text}"
    );
    assert!(text.contains("not counted: weaker of the same family"));
    assert!(
        text.contains("  +14  −41 … −39 d  x\n                    x · 3f9a12c45d01#88-92\n"),
        "{text}"
    );
    assert!(text.contains("x: x (speaks against the case)"));
}

#[test]
fn days_beyond_own_usual_are_seen_without_colour() {
    let text = case_text(&case_of("x"), PLAIN);
    let lane = text
        .lines()
        .find(|line| line.starts_with("  x, x"))
        .unwrap();
    assert_eq!(lane.matches('·').count(), 1);
    assert_eq!(lane.matches(['▂', '▃', '▄', '▅', '▆', '▇', '█']).count(), 2);
    assert_eq!(lane.matches('│').count(), 2);
    assert!(lane.ends_with("120 x, 13.3 ×"));
    let columns = |line: &str, mark: char| line.chars().position(|c| c == mark);
    let labels: Vec<&str> = text.lines().filter(|line| line.ends_with('▼')).collect();
    assert_eq!(columns(labels[0], '▼'), columns(lane, '│'));
}

#[test]
fn korean_columns_align() {
    let mut table = Table::new(vec![
        Column::fixed("name"),
        Column::number("n"),
        Column::flexible("note"),
    ]);
    for (name, n) in [
        ("해동선박안전", "1"),
        ("Haedong", "1,024"),
        ("e\u{301}te\u{301}", "7"),
        ("👍🏽", "30"),
    ] {
        table.row(vec![
            Cell::new(name),
            Cell::with(Meaning::Beyond, n),
            Cell::new("note"),
        ]);
    }
    let out = table.written(PLAIN);
    let starts: Vec<usize> = out
        .lines()
        .map(|line| width(line.split("note").next().unwrap()))
        .collect();
    assert_eq!(starts, [21, 21, 21, 21, 21]);
    assert_eq!(out.lines().nth(1).unwrap(), "해동선박안전      1  note");
}

#[test]
fn a_cut_never_parts_a_wide_letter() {
    assert_eq!(fit("해동선박", 8), "해동선박");
    assert_eq!(fit("해동선박", 7), "해동선…");
    assert_eq!(fit("해동선박", 6), "해동…");
    assert_eq!(fit("해동", 1), "…");
    assert_eq!(fit("해동", 0), "");
    assert_eq!(fit("re\u{301}sume\u{301}s", 3), "re\u{301}…");
    assert_eq!(fit("👍🏽👍🏽", 3), "👍🏽…");
    for room in 0..12 {
        assert!(fit("가a나b다c라d", room).width() <= room);
    }
}

#[test]
fn running_text_keeps_words_and_colours_apart() {
    let frame = Frame {
        first: 0,
        rest: 2,
        end: 12,
    };
    let lines = flow(
        &[
            (Meaning::Plain, "one two "),
            (Meaning::Bold, "three"),
            (Meaning::Dim, ", 한글한글한글"),
        ],
        frame,
    );
    let widths: Vec<usize> = lines.iter().map(super::line::Line::width).collect();
    assert!(widths.iter().all(|width| *width <= 12), "{lines:?}");
    let mut page = super::line::Page::default();
    page.extend(lines);
    assert_eq!(
        page.written(PLAIN),
        "one two\n  three,\n  한글한글한\n  글\n"
    );
}

#[test]
fn the_list_cuts_ids_to_what_tells_them_apart_and_keeps_days_and_weights_whole() {
    let mut case = case_of(&"a very long title ".repeat(12));
    case.id = "case_0123456789abcdef".parse().unwrap();
    let mut other = case.clone();
    other.id = "case_0123456789zzzzzz".parse().unwrap();
    let both = case_list(&[case.clone(), other], PLAIN);
    assert!(
        both.contains("\ncase_0123456789a  ") && both.contains("\ncase_0123456789z  "),
        "{both}"
    );
    let out = case_list(&[case], PLAIN);
    let row = out.lines().nth(1).unwrap();
    assert!(
        row.starts_with("case_01234567   +9 dB  a very long title"),
        "{row}"
    );
    assert!(row.ends_with("2026-03-27") && out.contains('…'), "{out}");
    assert_eq!(out.lines().count(), 4, "{out}");
    assert_eq!(width(row), WIDTH);
    assert!(case_list(&[], PLAIN).contains("not a clearance"));
}

#[test]
fn series_are_never_added_together() {
    let row = |series: &str, dimension: &str, value: &str, count| StatRow {
        series: series.into(),
        dimension: dimension.into(),
        value: value.into(),
        count,
    };
    let rows = [
        row("police 2024", "sector", "semiconductor", 17),
        row("this site", "sector", "display", 2),
        row("police 2024", "sector", "display", 19),
        row("police 2024", "scheme", "leaver", 36),
    ];
    let out = stat_tables(&rows, PLAIN);
    let lines: Vec<&str> = out.lines().collect();
    assert_eq!(lines[0], "police 2024, by sector: 36 counted");
    assert!(
        lines[2].starts_with("display           19   53 %  ████"),
        "{out}"
    );
    assert!(
        lines[3].starts_with("semiconductor     17   47 %  ████"),
        "{out}"
    );
    assert_eq!(lines[5], "police 2024, by scheme: 36 counted");
    assert_eq!(lines[9], "this site, by sector: 2 counted");
    assert!(!out.contains("38") && !out.contains("21 counted"));
}
