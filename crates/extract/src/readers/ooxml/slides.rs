//! `PowerPoint`: slides in the order of the presentation, notes, comments, masters and layouts.

use std::collections::BTreeMap;

use super::drawing;
use super::relationships::{self, Relationship};
use crate::Problem;
use crate::item::Place;
use crate::readers::parts::Parts;
use crate::xml::Piece;

/// Reads a presentation.
pub(super) fn read(office: &mut Parts<'_, '_, '_, '_>, main: Option<&str>) -> Result<(), Problem> {
    let main = main.unwrap_or("ppt/presentation.xml");
    let pointed = relationships::of(office, main)?;
    let mut order = Vec::new();
    office.part(main, |xml, _| {
        while let Some(piece) = xml.next()? {
            if let Piece::Start(tag) = piece
                && tag.name() == "sldId"
            {
                order.extend(tag.prefixed("id").map(std::borrow::Cow::into_owned));
            }
        }
        Ok(())
    })?;
    let by_id: BTreeMap<&str, &Relationship> =
        pointed.iter().map(|one| (one.id.as_str(), one)).collect();
    let mut slides: Vec<String> = order
        .iter()
        .filter_map(|id| by_id.get(id.as_str()))
        .map(|one| one.target.clone())
        .collect();
    slides.extend(office.parts("ppt/slides/", ".xml"));
    let mut number = 0_usize;
    for slide in slides {
        if office.was_read(&slide) {
            continue;
        }
        number = number.saturating_add(1);
        read_slide(office, &slide, &format!("slide {number}"))?;
    }
    for folder in [
        "slidemasters",
        "slidelayouts",
        "notesmasters",
        "handoutmasters",
    ] {
        for name in office.parts(&format!("ppt/{folder}/"), ".xml") {
            office.flow(&name, Place::Master, None, |xml, flow| {
                drawing::read(xml, flow)
            })?;
            let pointed = relationships::of(office, &name)?;
            drawing::read_pointed_to(office, pointed, None)?;
        }
    }
    for name in office.parts("ppt/comments/", ".xml") {
        office.flow(&name, Place::Comment, None, |xml, flow| {
            drawing::read(xml, flow)
        })?;
    }
    Ok(())
}

fn read_slide(office: &mut Parts<'_, '_, '_, '_>, slide: &str, label: &str) -> Result<(), Problem> {
    office.flow(slide, Place::Body, Some(label), |xml, flow| {
        drawing::read(xml, flow)
    })?;
    let pointed = relationships::of(office, slide)?;
    for one in &pointed {
        let place = match one.kind.as_str() {
            "notesSlide" => Place::Notes,
            "comments" => Place::Comment,
            _ => continue,
        };
        office.flow(&one.target, place, Some(label), |xml, flow| {
            drawing::read(xml, flow)
        })?;
    }
    drawing::read_pointed_to(office, pointed, Some(label))
}
