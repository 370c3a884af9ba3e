//! What else lies in a package: embedded files, macros, and what no reader of the format asks for.

use crate::Problem;
use crate::item::Place;
use crate::readers::parts::{Parts, tolerate};
use crate::xml::Piece;

/// Reads what was not read as part of the document.
pub(super) fn read(office: &mut Parts<'_, '_, '_, '_>) -> Result<(), Problem> {
    for name in office.parts("customxml/item", ".xml") {
        if name.to_ascii_lowercase().contains("itemprops") {
            continue;
        }
        office.flow(&name, Place::Raw, Some("custom XML"), |xml, flow| {
            while let Some(piece) = xml.next()? {
                match piece {
                    Piece::Text(text) => flow.text(&text)?,
                    Piece::End(_) => flow.line()?,
                    Piece::Start(_) => {}
                }
            }
            Ok(())
        })?;
    }
    let members = office.package.members().to_vec();
    for (number, member) in members.iter().enumerate() {
        let is_inside = member.is_shadowed || !belongs(&member.name);
        if is_inside && !member.is_folder {
            let outcome = office.child_of(number);
            tolerate(outcome, office.sink)?;
        }
    }
    Ok(())
}

/// Whether a member is of a kind that packages have for themselves: parts, pictures, fonts, settings of printers.
fn belongs(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let (folder, file) = name.rsplit_once('/').unwrap_or(("", &name));
    let ending = file.rsplit_once('.').map_or("", |(_, ending)| ending);
    if folder.ends_with("embeddings") {
        return false;
    }
    match ending {
        "xml" | "rels" | "vml" | "psmdcp" | "odttf" | "fntdata" | "ttf" | "otf" => true,
        picture if crate::readers::is_picture(picture) => true,
        "mp3" | "mp4" | "wav" | "wma" | "wmv" | "avi" | "mov" | "m4a" | "m4v" | "mpg" | "mpeg"
        | "mid" => folder.ends_with("media"),
        "bin" => {
            [
                "printersettings",
                "activex",
                "customproperty",
                "attachedtoolbars",
            ]
            .iter()
            .any(|own| file.starts_with(own))
                || file.ends_with("signature.bin")
                || folder.starts_with("xl") && !file.starts_with("vbaproject")
        }
        "sigs" => folder.starts_with("_xmlsignatures"),
        _ => folder == "docprops",
    }
}
