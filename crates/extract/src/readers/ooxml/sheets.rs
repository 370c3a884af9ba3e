//! Excel: cells as they are shown and as they are, sheet after sheet, and what lies around them.

use std::collections::BTreeMap;

use super::drawing;
use super::relationships::{self, Relationship};
use crate::flow::Flow;
use crate::item::Place;
use crate::readers::cells::Later;
use crate::readers::cells::formats::Formats;
use crate::readers::parts::{Part, Parts};
use crate::xml::Piece;
use crate::{Format, Problem};

mod around;
mod binary;
mod cells;
mod shared;
mod strings;

use strings::Strings;

/// A sheet as the workbook names it.
#[derive(Clone, Debug, Default)]
struct Sheet {
    name: String,
    relationship: String,
    is_hidden: bool,
}

impl Sheet {
    fn label(&self) -> Option<&str> {
        Some(self.name.as_str()).filter(|name| !name.is_empty())
    }

    const fn place(&self) -> Place {
        if self.is_hidden {
            Place::Hidden
        } else {
            Place::Body
        }
    }
}

/// What all sheets share.
#[derive(Default)]
struct Workbook {
    later: Later,
    sheets: Vec<Sheet>,
    strings: Strings,
    formats: Formats,
}

/// Reads a workbook, in XML or binary parts.
pub(super) fn read(
    office: &mut Parts<'_, '_, '_, '_>,
    format: Format,
    main: Option<&str>,
) -> Result<(), Problem> {
    let is_binary = format == Format::Xlsb;
    let ending = if is_binary { ".bin" } else { ".xml" };
    let usual = if is_binary {
        "xl/workbook.bin"
    } else {
        "xl/workbook.xml"
    };
    let main = main.unwrap_or(usual);
    let mut workbook = Workbook::default();
    let pointed = relationships::of(office, main)?;
    if is_binary {
        binary::read_workbook(office, main, &mut workbook)?;
    } else {
        office.flow(main, Place::Raw, Some("defined names"), |xml, flow| {
            cells::read_workbook(xml, flow, &mut workbook)
        })?;
    }
    let named = |kind: &str, usual: &str| {
        let mut found = pointed.iter().filter(|one| one.kind == kind);
        let found = found.next().map(|one| one.target.clone());
        found.unwrap_or_else(|| format!("xl/{usual}{ending}"))
    };
    let (styles, strings) = (
        named("styles", "styles"),
        named("sharedStrings", "sharedStrings"),
    );
    if is_binary {
        binary::read_styles(office, &styles, &mut workbook)?;
        binary::read_strings(office, &strings, &mut workbook)?;
    } else {
        office.part(&styles, |xml, _| workbook.formats.read(xml))?;
        office.flow(
            &strings,
            Place::Alternative,
            Some("phonetic"),
            |xml, flow| workbook.strings.read(xml, flow),
        )?;
    }
    let sheets = sheets_of(office, &workbook, &pointed, ending);
    for (sheet, part) in &sheets {
        read_sheet(office, sheet, part, &mut workbook)?;
    }
    workbook.later.write(office.sink)?;
    for (sheet, part) in &sheets {
        read_beside(office, sheet, part)?;
    }
    around::read(office, &pointed)?;
    unused_strings(office, &workbook)
}

/// The sheets in the order of the workbook, then those that it does not name.
fn sheets_of(
    office: &Parts<'_, '_, '_, '_>,
    workbook: &Workbook,
    pointed: &[Relationship],
    ending: &str,
) -> Vec<(Sheet, String)> {
    let by_id: BTreeMap<&str, &str> = pointed
        .iter()
        .map(|one| (one.id.as_str(), one.target.as_str()))
        .collect();
    let mut sheets: Vec<(Sheet, String)> = workbook
        .sheets
        .iter()
        .filter_map(|sheet| {
            let part = by_id.get(sheet.relationship.as_str())?;
            Some((sheet.clone(), (*part).to_owned()))
        })
        .collect();
    let named: std::collections::BTreeSet<String> =
        sheets.iter().map(|(_, part)| part.to_lowercase()).collect();
    for folder in ["worksheets", "chartsheets", "dialogsheets", "macrosheets"] {
        for part in office.parts(&format!("xl/{folder}/"), ending) {
            if !named.contains(&part.to_lowercase()) {
                let sheet = Sheet {
                    is_hidden: true,
                    ..Sheet::default()
                };
                sheets.push((sheet, part));
            }
        }
    }
    sheets
}

fn read_sheet(
    office: &mut Parts<'_, '_, '_, '_>,
    sheet: &Sheet,
    part: &str,
    workbook: &mut Workbook,
) -> Result<(), Problem> {
    let (place, label) = (sheet.place(), sheet.label());
    if is_binary(part) {
        return binary::read_sheet(office, part, (place, label), workbook);
    }
    office.part(part, |xml, sink| {
        let mut flow = Flow::new(sink, place, label);
        let mut outcome = heading(&mut flow, label);
        if outcome.is_ok() {
            outcome = cells::read_sheet(xml, &mut flow, label, workbook);
        }
        workbook.later.keep(label, flow.finish_base()?, sink)?;
        outcome
    })
}

/// Reads the drawings, comments and links of a sheet.
fn read_beside(
    office: &mut Parts<'_, '_, '_, '_>,
    sheet: &Sheet,
    part: &str,
) -> Result<(), Problem> {
    let (place, label) = (sheet.place(), sheet.label());
    let pointed = relationships::of(office, part)?;
    for one in pointed.iter().filter(|one| !one.is_external) {
        match one.kind.as_str() {
            "drawing" => {
                office.flow(&one.target, place, label, |xml, flow| {
                    drawing::read(xml, flow)
                })?;
                let pointed = relationships::of(office, &one.target)?;
                drawing::read_pointed_to(office, pointed, label)?;
            }
            "vmlDrawing" | "legacyDrawing" => {
                office.flow(&one.target, Place::Alternative, label, |xml, flow| {
                    drawing::read_vml(xml, flow)
                })?;
            }
            "comments" if is_binary(&one.target) => {
                binary::read_comments(office, &one.target, label)?;
            }
            "comments" | "threadedComment" => {
                office.flow(&one.target, Place::Comment, label, |xml, flow| {
                    around::read_comments(xml, flow)
                })?;
            }
            _ => {}
        }
    }
    around::read_links(office, &pointed)
}

/// The name of a sheet is text of it.
fn heading(flow: &mut Flow<'_, '_, '_>, name: Option<&str>) -> Result<(), Problem> {
    flow.text(name.unwrap_or(""))?;
    flow.line()
}

/// Strings that no cell has are left from cells that were emptied.
fn unused_strings(office: &mut Parts<'_, '_, '_, '_>, workbook: &Workbook) -> Result<(), Problem> {
    let mut flow = Flow::new(office.sink, Place::Hidden, Some("unused strings"));
    for text in workbook.strings.unused() {
        flow.text(text)?;
        flow.line()?;
    }
    flow.finish()
}

fn is_binary(part: &str) -> bool {
    part.to_ascii_lowercase().ends_with(".bin")
}

/// Reads every element of a part; for parts whose order does not matter.
fn each_start(
    xml: &mut crate::xml::Xml<Part<'_>>,
    mut each: impl FnMut(&crate::xml::Tag<'_>) -> Result<(), Problem>,
) -> Result<(), Problem> {
    while let Some(piece) = xml.next()? {
        if let Piece::Start(tag) = piece {
            each(&tag)?;
        }
    }
    Ok(())
}
