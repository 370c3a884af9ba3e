//! Marked stretches of a page: headers, footers, watermarks, hidden layers, and text that says what glyphs mean.

use std::collections::HashSet;

use hayro_syntax::object::{Array, Dict, Name, ObjectIdentifier};
use unicode_normalization::UnicodeNormalization;

use super::strings;
use crate::Place;

/// Stretches inside each other that are told apart.
const DEPTH: usize = 256;

/// The stretches that are open, the innermost last.
#[derive(Debug, Default)]
pub(super) struct Marks {
    open: Vec<Mark>,
    /// Stretches opened beyond the depth that is kept.
    beyond: usize,
    /// What stands beside the text: what replaces pictures, and glyphs that say otherwise than their stretch does.
    beside: Vec<String>,
}

#[derive(Debug, Default)]
struct Mark {
    place: Option<Where>,
    /// Text that stands for all glyphs inside; empty once it was given.
    spoken: Option<String>,
    /// The same text, and what the glyphs say.
    said: String,
    shown: String,
}

#[derive(Clone, Copy, Debug)]
enum Where {
    Is(Place),
    /// A header in the upper half of the page, a footer in the lower one.
    Margin,
}

impl Marks {
    pub(super) fn depth(&self) -> usize {
        self.open.len() + self.beyond
    }

    /// Opens a stretch with its tag, properties and layer.
    pub(super) fn open(
        &mut self,
        tag: &str,
        dict: &Dict<'_>,
        layer: Option<ObjectIdentifier>,
        off: &HashSet<ObjectIdentifier>,
    ) {
        let place = match tag {
            "Artifact" => artifact(dict),
            "OC" => layered(dict, layer, off),
            _ => None,
        };
        let spoken = dict.get::<hayro_syntax::object::String<'_>>("ActualText");
        let spoken = spoken.map(|text| strings::text(&text));
        if let Some(text) = dict.get::<hayro_syntax::object::String<'_>>("Alt") {
            self.set_beside(strings::text(&text));
        }
        self.push(Mark {
            place,
            said: spoken.clone().unwrap_or_default(),
            spoken,
            shown: String::new(),
        });
    }

    /// Opens what a form says about itself.
    pub(super) fn open_form(&mut self, form: &Dict<'_>, off: &HashSet<ObjectIdentifier>) {
        let kind = form.get::<Dict<'_>>("PieceInfo");
        let kind = kind.and_then(|info| info.get::<Dict<'_>>("ADBE_CompoundType"));
        let kind = kind.and_then(|kind| kind.get::<Name<'_>>("Private"));
        let place = match kind.as_ref().map(Name::as_str) {
            Some("Watermark" | "Background") => Some(Where::Is(Place::Watermark)),
            Some("Header") => Some(Where::Is(Place::Header)),
            Some("Footer") => Some(Where::Is(Place::Footer)),
            _ => {
                let layer = form.get_ref("OC").map(Into::into);
                let dict = form.get::<Dict<'_>>("OC");
                dict.and_then(|dict| layered(&dict, layer, off))
            }
        };
        self.push(Mark {
            place,
            ..Mark::default()
        });
    }

    /// Opens a stretch whose place is known.
    pub(super) fn open_in(&mut self, place: Place) {
        self.push(Mark {
            place: Some(Where::Is(place)),
            ..Mark::default()
        });
    }

    fn push(&mut self, mark: Mark) {
        if self.open.len() < DEPTH {
            self.open.push(mark);
        } else {
            self.beyond += 1;
        }
    }

    pub(super) fn close(&mut self) {
        if self.beyond > 0 {
            self.beyond -= 1;
        } else if let Some(mark) = self.open.pop() {
            self.end(mark);
        }
    }

    /// Glyphs whose stretch gives a text of its own are kept where they say something else: both can be read.
    fn end(&mut self, mark: Mark) {
        let letters = |text: &str| {
            let letters = text.nfkc().filter(|letter| letter.is_alphanumeric());
            letters.collect::<String>()
        };
        if !mark.shown.is_empty() && letters(&mark.shown) != letters(&mark.said) {
            self.set_beside(mark.shown);
        }
    }

    fn set_beside(&mut self, text: String) {
        if !text.trim().is_empty() {
            self.beside.push(text);
        }
    }

    /// What stood beside the text so far.
    pub(super) fn take_beside(&mut self) -> Vec<String> {
        std::mem::take(&mut self.beside)
    }

    /// Closes what was opened since the depth was this one.
    pub(super) fn close_to(&mut self, depth: usize) {
        self.beyond = self.beyond.min(depth.saturating_sub(DEPTH));
        while self.open.len() > depth {
            self.close();
        }
    }

    /// Where what is shown now stands, if a stretch says so.
    pub(super) fn place(&self, upper_half: bool) -> Option<Place> {
        let inner = self.open.iter().rev().find_map(|mark| mark.place)?;
        Some(match inner {
            Where::Is(place) => place,
            Where::Margin if upper_half => Place::Header,
            Where::Margin => Place::Footer,
        })
    }

    /// The text that stands for the glyphs shown now, where a stretch gives one: at its first glyph the text, then
    /// nothing.
    pub(super) fn spoken(&mut self, glyphs: &str) -> Option<String> {
        let mut open = self.open.iter_mut();
        let outer = open.find(|mark| mark.spoken.is_some())?;
        outer.shown.push_str(glyphs);
        outer.spoken.as_mut().map(std::mem::take)
    }
}

fn artifact(dict: &Dict<'_>) -> Option<Where> {
    let subtype = dict.get::<Name<'_>>("Subtype");
    match subtype.as_ref().map(Name::as_str) {
        Some("Header") => return Some(Where::Is(Place::Header)),
        Some("Footer") => return Some(Where::Is(Place::Footer)),
        Some("Watermark") => return Some(Where::Is(Place::Watermark)),
        _ => {}
    }
    let kind = dict.get::<Name<'_>>("Type");
    match kind.as_ref().map(Name::as_str) {
        Some("Pagination") => Some(Where::Margin),
        Some("Background") => Some(Where::Is(Place::Watermark)),
        _ => None,
    }
}

/// What a layer is for, by its name, and whether it is switched off.
fn layered(
    dict: &Dict<'_>,
    layer: Option<ObjectIdentifier>,
    off: &HashSet<ObjectIdentifier>,
) -> Option<Where> {
    let mut all = vec![(layer, dict.clone())];
    // A layer may be a set of layers.
    if let Some(only) = dict.get::<Dict<'_>>("OCGs") {
        all.push((dict.get_ref("OCGs").map(Into::into), only));
    } else if let Some(several) = dict.get::<Array<'_>>("OCGs") {
        let members = several.iter::<Dict<'_>>().take(64);
        all.extend(members.map(|member| (member.obj_id(), member)));
    }
    let is_off = all
        .iter()
        .any(|(id, _)| id.is_some_and(|id| off.contains(&id)));
    let is_watermark = all.iter().any(|(_, dict)| {
        let name = dict.get::<hayro_syntax::object::String<'_>>("Name");
        let name = name.map(|name| strings::text(&name).to_lowercase());
        name.is_some_and(|name| name.contains("watermark") || name.contains("워터마크"))
    });
    if is_watermark {
        Some(Where::Is(Place::Watermark))
    } else {
        is_off.then_some(Where::Is(Place::Hidden))
    }
}
