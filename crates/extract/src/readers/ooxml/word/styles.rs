//! Styles that hide text.

use std::collections::BTreeSet;
use std::io::Read;

use crate::Problem;
use crate::xml::{Piece, Tag, Xml};

/// The ids of styles whose text is not shown.
#[derive(Debug, Default)]
pub(super) struct Hidden {
    styles: BTreeSet<String>,
}

impl Hidden {
    /// Whether text of this style is not shown.
    pub(super) fn has(&self, style: &str) -> bool {
        self.styles.contains(style)
    }

    /// Reads the part of styles.
    pub(super) fn read<R: Read>(&mut self, xml: &mut Xml<R>) -> Result<(), Problem> {
        let mut style = String::new();
        while let Some(piece) = xml.next()? {
            let Piece::Start(tag) = piece else {
                continue;
            };
            match tag.name() {
                "style" => style = tag.attribute("styleId").unwrap_or_default().into_owned(),
                "docDefaults" => style.clear(),
                "vanish" if is_on(&tag) && !style.is_empty() => {
                    self.styles.insert(style.clone());
                }
                _ => {}
            }
        }
        Ok(())
    }
}

/// Whether a property that is on when it is there is on.
pub(super) fn is_on(tag: &Tag<'_>) -> bool {
    !matches!(
        tag.attribute("val").as_deref(),
        Some("0" | "false" | "off" | "none")
    )
}
