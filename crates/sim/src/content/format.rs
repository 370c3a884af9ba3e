//! Lines as files of each format; the same lines give the same bytes.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook};

use super::document::{Format, Line};
use crate::SimError;

/// What stands at the start of a mail.
#[derive(Clone, Debug, Default)]
pub(super) struct Envelope {
    pub(super) from: String,
    pub(super) to: String,
    pub(super) subject: String,
    /// `1 Sep 2025 09:00:00 +0900`.
    pub(super) date: String,
}

/// The bytes of a file.
pub(super) fn render(
    lines: &[Line],
    format: Format,
    envelope: &Envelope,
) -> Result<Vec<u8>, SimError> {
    Ok(match format {
        Format::Text => text(lines).into_bytes(),
        Format::Markdown => markdown(lines).into_bytes(),
        Format::Html => html(lines).into_bytes(),
        Format::Csv => sheet_text(lines).into_bytes(),
        Format::Workbook => workbook(lines)?,
        Format::Mail => mail(lines, envelope).into_bytes(),
    })
}

fn text(lines: &[Line]) -> String {
    let mut out = String::new();
    for line in lines {
        match line {
            Line::Heading(text) => out += &format!("{text}\n"),
            Line::Sentence(text) => out += &format!("{text} "),
            Line::Step(text) => out += &format!("  - {text}\n"),
            Line::Columns(cells) | Line::Row(cells) => out += &format!("{}\n", cells.join("\t")),
            Line::Break => out = format!("{}\n\n", out.trim_end()),
        }
    }
    format!("{}\n", out.trim())
}

fn markdown(lines: &[Line]) -> String {
    let mut out = String::new();
    for line in lines {
        match line {
            Line::Heading(text) => out += &format!("## {text}\n"),
            Line::Sentence(text) => out += &format!("{text} "),
            Line::Step(text) => out += &format!("1. {text}\n"),
            Line::Columns(cells) => {
                out += &format!(
                    "| {} |\n|{}\n",
                    cells.join(" | "),
                    "---|".repeat(cells.len())
                );
            }
            Line::Row(cells) => out += &format!("| {} |\n", cells.join(" | ")),
            Line::Break => out = format!("{}\n\n", out.trim_end()),
        }
    }
    format!("{}\n", out.trim())
}

fn html(lines: &[Line]) -> String {
    let mut out =
        String::from("<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"></head><body>\n");
    // What is open and has to be closed at the next break.
    let mut open = "";
    let mut within = |out: &mut String, tag: &'static str| {
        if open != tag {
            if !open.is_empty() {
                *out += &format!("</{open}>\n");
            }
            if !tag.is_empty() {
                *out += &format!("<{tag}>");
            }
            open = tag;
        }
    };
    for line in lines {
        match line {
            Line::Heading(text) => {
                within(&mut out, "");
                out += &format!("<h2>{}</h2>\n", escaped(text));
            }
            Line::Sentence(text) => {
                within(&mut out, "p");
                out += &format!("{} ", escaped(text));
            }
            Line::Step(text) => {
                within(&mut out, "ol");
                out += &format!("<li>{}</li>", escaped(text));
            }
            Line::Columns(cells) | Line::Row(cells) => {
                within(&mut out, "table");
                out += "<tr>";
                for cell in cells {
                    out += &format!("<td>{}</td>", escaped(cell));
                }
                out += "</tr>\n";
            }
            Line::Break => within(&mut out, ""),
        }
    }
    within(&mut out, "");
    out + "</body></html>\n"
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

/// The cells of a line in a table.
fn cells(line: &Line) -> Vec<&str> {
    match line {
        Line::Heading(text) | Line::Sentence(text) | Line::Step(text) => vec![text],
        Line::Columns(cells) | Line::Row(cells) => cells.iter().map(String::as_str).collect(),
        Line::Break => Vec::new(),
    }
}

fn sheet_text(lines: &[Line]) -> String {
    let mut out = String::new();
    for line in lines.iter().filter(|line| **line != Line::Break) {
        let cells: Vec<String> = cells(line)
            .into_iter()
            .map(|cell| {
                if cell.contains([',', '"', '\n']) {
                    format!("\"{}\"", cell.replace('"', "\"\""))
                } else {
                    cell.to_owned()
                }
            })
            .collect();
        out += &format!("{}\n", cells.join(","));
    }
    out
}

fn workbook(lines: &[Line]) -> Result<Vec<u8>, SimError> {
    let mut workbook = Workbook::new();
    // Without a fixed date the workbook would carry the time of writing.
    let fixed = ExcelDateTime::from_ymd(2025, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&fixed));
    let sheet = workbook.add_worksheet();
    let lines = lines.iter().filter(|line| **line != Line::Break);
    for (row, line) in (0_u32..).zip(lines) {
        for (column, cell) in (0_u16..).zip(cells(line)) {
            match cell.parse::<f64>() {
                Ok(number) if column > 0 => sheet.write_number(row, column, number)?,
                _ => sheet.write_string(row, column, cell)?,
            };
        }
    }
    Ok(workbook.save_to_buffer()?)
}

fn mail(lines: &[Line], envelope: &Envelope) -> String {
    let Envelope {
        from,
        to,
        subject,
        date,
    } = envelope;
    format!(
        "From: {from}\r\nTo: {to}\r\nSubject: {subject}\r\nDate: {date}\r\nMIME-Version: 1.0\r\n\
         Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{}",
        text(lines).replace('\n', "\r\n")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_format_holds_what_it_was_given() {
        let lines = [
            Line::Heading("Nip <gap>".to_owned()),
            Line::Sentence("Held at 52 µm.".to_owned()),
            Line::Break,
            Line::Columns(vec!["lot".to_owned(), "gap".to_owned()]),
            Line::Row(vec!["AB12".to_owned(), "52.5, dry".to_owned()]),
            Line::Break,
            Line::Step("Warm the roll.".to_owned()),
        ];
        assert_eq!(
            text(&lines),
            "Nip <gap>\nHeld at 52 µm.\n\nlot\tgap\nAB12\t52.5, dry\n\n  - Warm the roll.\n"
        );
        assert!(
            html(&lines).contains(
                "<h2>Nip &lt;gap&gt;</h2>\n<p>Held at 52 µm. </p>\n<table><tr><td>lot</td>"
            )
        );
        assert!(html(&lines).contains("</table>\n<ol><li>Warm the roll.</li></ol>\n</body>"));
        assert!(
            markdown(&lines).contains("| lot | gap |\n|---|---|\n| AB12 | 52.5, dry |\n\n1. Warm")
        );
        assert!(sheet_text(&lines).contains("lot,gap\nAB12,\"52.5, dry\"\nWarm the roll.\n"));
    }
}
