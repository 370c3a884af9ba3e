//! `PowerPoint`: slides in the order of the presentation, notes, comments, masters and layouts.

use std::collections::BTreeMap;

use super::drawing;
use super::relationships::{self, Relationship};
use crate::Problem;
use crate::flow::Flow;
use crate::item::Place;
use crate::readers::cells::Later;
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
    let mut later = Later::default();
    let mut around = Vec::new();
    for slide in slides {
        if office.was_read(&slide) {
            continue;
        }
        number = number.saturating_add(1);
        let label = format!("slide {number}");
        let pointed = read_slide(office, &slide, &label, &mut later)?;
        around.push((label, pointed));
    }
    later.write(office.sink)?;
    for (label, pointed) in around {
        read_around(office, pointed, &label)?;
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

/// Reads a slide, what is said of it and its diagrams; what else it points to is for later.
fn read_slide(
    office: &mut Parts<'_, '_, '_, '_>,
    slide: &str,
    label: &str,
    later: &mut Later,
) -> Result<Vec<Relationship>, Problem> {
    read_beside(office, slide, (Place::Body, label), later)?;
    let pointed = relationships::of(office, slide)?;
    let (now, then) = pointed
        .into_iter()
        .partition::<Vec<_>, _>(|one| one.kind == "diagramData" || one.kind == "notesSlide");
    for one in now {
        if one.kind == "notesSlide" {
            read_beside(office, &one.target, (Place::Notes, label), later)?;
        } else {
            drawing::read_pointed_to(office, vec![one], Some(label))?;
        }
    }
    Ok(then)
}

/// Reads a part whose text is part of the presentation as it is shown; what stands beside it follows all slides.
fn read_beside(
    office: &mut Parts<'_, '_, '_, '_>,
    part: &str,
    (place, label): (Place, &str),
    later: &mut Later,
) -> Result<(), Problem> {
    office.part(part, |xml, sink| {
        let mut flow = Flow::new(sink, place, Some(label));
        let outcome = drawing::read(xml, &mut flow);
        later.keep(Some(label), flow.finish_base()?, sink)?;
        outcome
    })
}

/// Reads the comments and charts of a slide.
fn read_around(
    office: &mut Parts<'_, '_, '_, '_>,
    pointed: Vec<Relationship>,
    label: &str,
) -> Result<(), Problem> {
    for one in pointed.iter().filter(|one| one.kind == "comments") {
        office.flow(&one.target, Place::Comment, Some(label), |xml, flow| {
            drawing::read(xml, flow)
        })?;
    }
    drawing::read_pointed_to(office, pointed, Some(label))
}
