//! The structure of a document: what is said of pictures and formulae for those who do not see them.

use std::collections::HashSet;

use hayro_syntax::object::{Array, Dict, Object, ObjectIdentifier};

use super::strings;
use crate::sink::Sink;
use crate::{Place, Problem};

/// Elements of a structure that are looked at.
const MAX_ELEMENTS: usize = 200_000;

/// What replaces an element for those who do not see it, what it really says, and what it is short for.
pub(super) const SAID: [&str; 3] = ["Alt", "ActualText", "E"];

/// Reads what the elements of the structure say, in their order.
pub(super) fn read(root: &Dict<'_>, sink: &mut Sink<'_, '_>) -> Result<(), Problem> {
    let Some(top) = root.get::<Dict<'_>>("StructTreeRoot") else {
        return Ok(());
    };
    sink.section(Place::Alternative, Some("structure"));
    let mut seen: HashSet<ObjectIdentifier> = HashSet::new();
    let mut waiting = vec![top];
    let mut left = MAX_ELEMENTS;
    while let Some(element) = waiting.pop() {
        if left == 0 {
            break;
        }
        left -= 1;
        for name in SAID {
            if let Some(text) = element.get::<hayro_syntax::object::String<'_>>(name) {
                sink.text(&strings::text(&text))?;
                sink.line()?;
            }
        }
        match element.get::<Object<'_>>("K") {
            Some(Object::Dict(kid)) => {
                let reference = element.get_ref("K").map(Into::into);
                if reference.is_none_or(|id| seen.insert(id)) {
                    waiting.push(kid);
                }
            }
            Some(Object::Array(kids)) => {
                let from = waiting.len();
                waiting.extend(kids_of(&kids, &mut seen, left.saturating_sub(from)));
                if let Some(new) = waiting.get_mut(from..) {
                    new.reverse();
                }
            }
            _ => {}
        }
    }
    Ok(())
}

/// The elements below one, each that is an object of its own only once.
fn kids_of<'a>(
    kids: &Array<'a>,
    seen: &mut HashSet<ObjectIdentifier>,
    most: usize,
) -> Vec<Dict<'a>> {
    let references = kids.raw_iter().map(|kid| kid.as_obj_ref().map(Into::into));
    let objects = kids.iter::<Object<'a>>();
    let both = references.zip(objects).take(most);
    both.filter(|(reference, _)| reference.is_none_or(|id| seen.insert(id)))
        .filter_map(|(_, object)| match object {
            Object::Dict(dict) => Some(dict),
            _ => None,
        })
        .collect()
}
