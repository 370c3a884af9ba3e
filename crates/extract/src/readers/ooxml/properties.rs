//! What an Office document says about itself: core, extended and custom properties, sensitivity labels.

use std::io::Read;

use super::lines;
use super::relationships::Relationship;
use crate::Problem;
use crate::readers::parts::Parts;
use crate::sink::Sink;
use crate::xml::{Piece, Xml};

/// Reads every properties part that is there.
pub(super) fn read(
    office: &mut Parts<'_, '_, '_, '_>,
    root: &[Relationship],
) -> Result<(), Problem> {
    let mut core = vec!["docProps/core.xml".to_owned()];
    let mut extended = vec!["docProps/app.xml".to_owned()];
    let mut custom = vec!["docProps/custom.xml".to_owned()];
    let mut labels = vec!["docMetadata/LabelInfo.xml".to_owned()];
    for one in root {
        match one.kind.as_str() {
            "core-properties" | "metadata" => core.push(one.target.clone()),
            "extended-properties" | "extendedProperties" => extended.push(one.target.clone()),
            "custom-properties" | "customProperties" => custom.push(one.target.clone()),
            "classificationlabels" => labels.push(one.target.clone()),
            _ => {}
        }
    }
    for name in core.iter().chain(&extended) {
        office.part(name, |xml, sink| {
            lines(xml, |name, value| match name {
                // Two lists: how many parts of each kind there are, and their titles.
                "i4" | "variant" | "vector" => Ok(()),
                "lpstr" => sink.property("TitlesOfParts", value),
                name => sink.property(name, value),
            })
        })?;
    }
    for name in custom {
        office.part(&name, |xml, sink| read_custom(xml, sink))?;
    }
    for name in labels {
        office.part(&name, |xml, sink| read_labels(xml, sink))?;
    }
    Ok(())
}

/// `<property name="…"><vt:lpwstr>value</vt:lpwstr></property>`.
fn read_custom<R: Read>(xml: &mut Xml<R>, sink: &mut Sink<'_, '_>) -> Result<(), Problem> {
    let mut name = String::new();
    let mut value = String::new();
    while let Some(piece) = xml.next()? {
        match piece {
            Piece::Start(tag) if tag.name() == "property" => {
                name = tag.attribute("name").unwrap_or_default().into_owned();
                value.clear();
            }
            Piece::Text(text) => value.push_str(&text),
            Piece::End("property") => sink.property(&name, &value)?,
            _ => {}
        }
    }
    Ok(())
}

/// Labels of sensitivity as newer Office writes them, each beginning with its id.
fn read_labels<R: Read>(xml: &mut Xml<R>, sink: &mut Sink<'_, '_>) -> Result<(), Problem> {
    while let Some(piece) = xml.next()? {
        let Piece::Start(tag) = piece else {
            continue;
        };
        if tag.name() != "label" {
            continue;
        }
        for name in [
            "id",
            "siteId",
            "enabled",
            "method",
            "contentBits",
            "removed",
        ] {
            if let Some(value) = tag.attribute(name) {
                sink.property(&format!("labelinfo:{name}"), &value)?;
            }
        }
    }
    Ok(())
}
