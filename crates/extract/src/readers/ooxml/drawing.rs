//! `DrawingML`: slides, charts, diagrams, drawings on sheets; also the older VML.

use std::io::Read;

use super::Alternates;
use super::relationships::{self, Relationship};
use crate::Problem;
use crate::flow::Flow;
use crate::item::Place;
use crate::readers::parts::Parts;
use crate::xml::{Piece, Tag, Xml};

/// Reads paragraphs, cached values of charts, and what replaces pictures.
pub(in crate::readers) fn read<R: Read>(
    xml: &mut Xml<R>,
    flow: &mut Flow<'_, '_, '_>,
) -> Result<(), Problem> {
    let mut alternates = Alternates::default();
    let mut texts = 0_usize;
    let mut is_prompt = false;
    let mut is_edge = false;
    while let Some(piece) = xml.next()? {
        match piece {
            Piece::Start(tag) => {
                let name = tag.name();
                if alternates.start(name, flow.written()) {
                    xml.skip()?;
                    continue;
                }
                texts = texts.saturating_add(usize::from(is_text(name)));
                match name {
                    "sp" => is_prompt = false,
                    "ph" if flow.base() == Place::Notes && !is_for_text(&tag) => {
                        // Dates and numbers of a page of notes are not said by anybody.
                        if !std::mem::replace(&mut is_edge, true) {
                            flow.enter(Place::Footer);
                        }
                    }
                    "ph" => is_prompt = flow.is_in(Place::Master) && has_prompt(&tag),
                    "br" if is_prompt => {}
                    _ => start(&tag, flow)?,
                }
            }
            Piece::End(name) => {
                alternates.end(name);
                texts = texts.saturating_sub(usize::from(is_text(name)));
                match name {
                    "sp" => {
                        is_prompt = false;
                        if std::mem::take(&mut is_edge) {
                            flow.leave();
                        }
                    }
                    "p" => flow.end()?,
                    "v" | "pt" | "text" => flow.line()?,
                    _ => {}
                }
            }
            Piece::Text(text) if texts > 0 && !is_prompt => flow.text(&text)?,
            Piece::Text(_) => {}
        }
    }
    Ok(())
}

fn start(tag: &Tag<'_>, flow: &mut Flow<'_, '_, '_>) -> Result<(), Problem> {
    match tag.name() {
        "p" => flow.begin(),
        "br" => flow.text("\n"),
        "sld" if matches!(tag.attribute("show").as_deref(), Some("0" | "false")) => {
            flow.rebase(Place::Hidden);
            Ok(())
        }
        "cNvPr" | "docPr" | "hlinkClick" => replacement(tag, flow),
        _ => Ok(()),
    }
}

/// Whether the text of a placeholder on a master only says what is to be written there; heads and feet are written.
fn has_prompt(placeholder: &Tag<'_>) -> bool {
    let kind = placeholder.attribute("type");
    !matches!(kind.as_deref(), Some("ftr" | "hdr"))
}

/// Whether a placeholder on a page of notes is for text, and not for the date, the number, the head or the foot.
fn is_for_text(placeholder: &Tag<'_>) -> bool {
    let kind = placeholder.attribute("type");
    !matches!(kind.as_deref(), Some("dt" | "sldNum" | "hdr" | "ftr"))
}

/// Elements whose text is shown: `a:t` and `m:t`, values in charts, comments of before 2018.
fn is_text(name: &str) -> bool {
    matches!(name, "t" | "v" | "pt" | "text")
}

/// What is said of a picture for those who do not see it.
pub(super) fn replacement(tag: &Tag<'_>, flow: &mut Flow<'_, '_, '_>) -> Result<(), Problem> {
    for name in ["title", "descr", "alt", "tooltip"] {
        if let Some(text) = tag.attribute(name) {
            flow.aside(Place::Alternative, &text)?;
        }
    }
    Ok(())
}

/// Reads VML: text in boxes, text along a path, what replaces pictures.
pub(super) fn read_vml<R: Read>(
    xml: &mut Xml<R>,
    flow: &mut Flow<'_, '_, '_>,
) -> Result<(), Problem> {
    let mut boxes = 0_usize;
    while let Some(piece) = xml.next()? {
        match piece {
            Piece::Start(tag) => match tag.name() {
                "textbox" => boxes = boxes.saturating_add(1),
                "br" | "div" | "p" if boxes > 0 => flow.line()?,
                "textpath" => {
                    let text = tag.attribute("string").unwrap_or_default();
                    flow.aside(Place::Watermark, &text)?;
                }
                "shape" | "rect" => replacement(&tag, flow)?,
                _ => {}
            },
            Piece::End("textbox") => {
                boxes = boxes.saturating_sub(1);
                flow.line()?;
            }
            Piece::Text(text) if boxes > 0 => flow.text(&text)?,
            Piece::End(_) | Piece::Text(_) => {}
        }
    }
    Ok(())
}

/// Reads the charts and diagrams among what a part points to, and what they point to.
pub(super) fn read_pointed_to(
    office: &mut Parts<'_, '_, '_, '_>,
    from: Vec<Relationship>,
    label: Option<&str>,
) -> Result<(), Problem> {
    let mut waiting = from;
    waiting.reverse();
    while let Some(one) = waiting.pop() {
        let place = match one.kind.as_str() {
            _ if one.is_external => continue,
            "chart" | "chartEx" | "chartUserShapes" => Place::Alternative,
            "diagramData" => Place::Body,
            _ => continue,
        };
        office.flow(&one.target, place, label, |xml, flow| read(xml, flow))?;
        waiting.extend(relationships::of(office, &one.target)?);
    }
    Ok(())
}
