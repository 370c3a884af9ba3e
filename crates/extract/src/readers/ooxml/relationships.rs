//! Which parts a part points to.

use std::io::Read;

use crate::Problem;
use crate::readers::parts::Parts;
use crate::xml::{Piece, Xml};

/// An arrow from one part to another, or out of the package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Relationship {
    /// What the part calls it.
    pub(super) id: String,
    /// The end of its type: `header`, `comments`, `chart`.
    pub(super) kind: String,
    /// The name of a part in the package, or an address outside.
    pub(super) target: String,
    /// Whether it leads out of the package.
    pub(super) is_external: bool,
}

/// Where the relationships of a part are; of the package, for no part.
fn beside(part: &str) -> String {
    match part.rsplit_once('/') {
        Some((folder, name)) => format!("{folder}/_rels/{name}.rels"),
        None => format!("_rels/{part}.rels"),
    }
}

/// What a part points to; what the package points to, for no part.
pub(super) fn of(
    office: &mut Parts<'_, '_, '_, '_>,
    part: &str,
) -> Result<Vec<Relationship>, Problem> {
    let mut found = Vec::new();
    office.part(&beside(part), |xml, _| read(xml, part, &mut found))?;
    Ok(found)
}

/// Reads the relationships of a part.
fn read<R: Read>(
    xml: &mut Xml<R>,
    part: &str,
    into: &mut Vec<Relationship>,
) -> Result<(), Problem> {
    while let Some(piece) = xml.next()? {
        let Piece::Start(tag) = piece else {
            continue;
        };
        if tag.name() != "Relationship" {
            continue;
        }
        let attribute = |name| tag.attribute(name).unwrap_or_default();
        let is_external = attribute("TargetMode").eq_ignore_ascii_case("external");
        let target = attribute("Target");
        into.push(Relationship {
            id: attribute("Id").into_owned(),
            kind: attribute("Type")
                .rsplit('/')
                .next()
                .unwrap_or("")
                .to_owned(),
            target: if is_external {
                target.into_owned()
            } else {
                resolved(part, &target)
            },
            is_external,
        });
    }
    Ok(())
}

/// The name of a part that another part points to.
fn resolved(part: &str, target: &str) -> String {
    let target = target.split('#').next().unwrap_or(target);
    let mut path: Vec<&str> = Vec::new();
    if !target.starts_with('/') {
        path.extend(part.split('/'));
        path.pop();
    }
    for step in target.split(['/', '\\']) {
        match step {
            "" | "." => {}
            ".." => drop(path.pop()),
            step => path.push(step),
        }
    }
    path.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_told_from_the_part_that_points_to_them() {
        assert_eq!(
            resolved("word/document.xml", "header1.xml"),
            "word/header1.xml"
        );
        assert_eq!(
            resolved("ppt/slides/slide1.xml", "../media/a.png"),
            "ppt/media/a.png"
        );
        assert_eq!(resolved("word/document.xml", "/word/x.xml"), "word/x.xml");
        assert_eq!(resolved("", "../../word/document.xml"), "word/document.xml");
    }

    #[test]
    fn relationships_lie_in_a_folder_beside_their_part() {
        assert_eq!(beside(""), "_rels/.rels");
        assert_eq!(beside("word/document.xml"), "word/_rels/document.xml.rels");
    }
}
