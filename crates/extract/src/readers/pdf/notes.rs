//! What lies on the pages: notes, comments, form fields, stamps, links, files hung on a place.

use std::collections::HashSet;

use hayro_syntax::object::{Array, Dict, Name, Object, ObjectIdentifier, Stream};
use hayro_syntax::page::Page;

use super::inside::Inside;
use super::strings;
use crate::sink::Sink;
use crate::{Place, Problem};

/// Notes of all pages.
const MAX_NOTES: usize = 200_000;
/// Fields of a form that are looked at.
const MAX_FIELDS: u32 = 100_000;

/// Text of one page beside its content: place and text, in the order of the file.
pub(super) type Beside = Vec<(Place, String)>;

/// Appearances that have to be read as content.
pub(super) type Appearances<'a> = Vec<(Place, Stream<'a>)>;

/// Reads the annotations of a page.
pub(super) fn of_page<'a>(
    page: &Page<'a>,
    n_read: &mut usize,
    inside: &mut Inside,
    sink: &mut Sink<'_, '_>,
) -> Result<(Beside, Appearances<'a>), Problem> {
    let (mut beside, mut drawn) = (Vec::new(), Vec::new());
    let Some(all) = page.raw().get::<Array<'_>>("Annots") else {
        return Ok((beside, drawn));
    };
    for note in all.iter::<Dict<'_>>() {
        // Pages may share their notes, so the notes of all pages together are bounded.
        *n_read += 1;
        if *n_read > MAX_NOTES {
            return Err(Problem::Damaged(format!("more than {MAX_NOTES} notes")));
        }
        let kind = note.get::<Name<'_>>("Subtype");
        let kind = kind.as_ref().map_or("", Name::as_str);
        match kind {
            // Fields are read from the form, once each; what a pop-up shows is its parent's.
            "Popup" => continue,
            "Widget" => {
                if !has_text_value(&note) {
                    drawn.extend(appearance(&note).map(|form| (Place::Body, form)));
                }
                continue;
            }
            "Link" => {
                let action = note.get::<Dict<'_>>("A");
                let target = action.and_then(|action| string(&action, "URI"));
                beside.extend(target.map(|target| (Place::Raw, target)));
                continue;
            }
            "FileAttachment" => {
                if let Some(file) = note.get::<Dict<'_>>("FS") {
                    inside.file(&file, sink)?;
                }
            }
            "Watermark" => drawn.extend(appearance(&note).map(|form| (Place::Watermark, form))),
            "Stamp" => drawn.extend(appearance(&note).map(|form| (Place::Comment, form))),
            _ => {}
        }
        inside.associated(&note, sink)?;
        let contents = string(&note, "Contents");
        let contents = contents.filter(|text| !text.trim().is_empty());
        if let Some(text) = contents {
            beside.push((Place::Comment, text));
        } else if kind == "FreeText" {
            drawn.extend(appearance(&note).map(|form| (Place::Comment, form)));
        } else if let Some(rich) = string(&note, "RC") {
            beside.push((Place::Comment, crate::readers::xml_text::plain(&rich)));
        }
        beside.extend(string(&note, "Subj").map(|subject| (Place::Comment, subject)));
    }
    Ok((beside, drawn))
}

/// Whether the field, or one above it, has a value that is text.
fn has_text_value(note: &Dict<'_>) -> bool {
    let mut field = note.clone();
    for _ in 0..16 {
        match field.get::<Object<'_>>("V") {
            Some(Object::String(_) | Object::Array(_) | Object::Name(_)) => return true,
            Some(_) => return false,
            None => {}
        }
        match field.get::<Dict<'_>>("Parent") {
            Some(above) => field = above,
            None => return false,
        }
    }
    false
}

/// What is shown for a value of a choice: choices are pairs of what is stored and what is shown, or what is both.
fn shown(field: &Dict<'_>, value: String) -> String {
    let Some(choices) = field.get::<Array<'_>>("Opt") else {
        return value;
    };
    let pairs = choices
        .iter::<Object<'_>>()
        .take(1000)
        .filter_map(|choice| {
            let Object::Array(pair) = choice else {
                return None;
            };
            let mut pair = pair.iter::<hayro_syntax::object::String<'_>>();
            Some((strings::text(&pair.next()?), strings::text(&pair.next()?)))
        });
    let found = pairs.into_iter().find(|(stored, _)| *stored == value);
    found.map_or(value, |(_, shown)| shown)
}

/// The stream that draws a note in its normal state.
fn appearance<'a>(note: &Dict<'a>) -> Option<Stream<'a>> {
    let all = note.get::<Dict<'_>>("AP")?;
    match all.get::<Object<'_>>("N")? {
        Object::Stream(form) => Some(form),
        Object::Dict(states) => {
            let state = note.get::<Name<'_>>("AS")?;
            states.get::<Stream<'_>>(&*state)
        }
        _ => None,
    }
}

/// The values of the fields of the form, and the texts that explain them.
pub(super) fn fields(root: &Dict<'_>, sink: &mut Sink<'_, '_>) -> Result<(), Problem> {
    let Some(form) = root.get::<Dict<'_>>("AcroForm") else {
        return Ok(());
    };
    let mut values: Vec<String> = Vec::new();
    let mut hints: Vec<String> = Vec::new();
    let mut seen: HashSet<ObjectIdentifier> = HashSet::new();
    let mut waiting: Vec<Dict<'_>> = Vec::new();
    if let Some(fields) = form.get::<Array<'_>>("Fields") {
        waiting.extend(fields.iter::<Dict<'_>>().take(MAX_FIELDS as usize));
    }
    waiting.reverse();
    let mut left = MAX_FIELDS;
    while let Some(field) = waiting.pop() {
        if left == 0 || !field.obj_id().is_none_or(|id| seen.insert(id)) {
            continue;
        }
        left -= 1;
        match field.get::<Object<'_>>("V") {
            Some(Object::String(text)) => values.push(shown(&field, strings::text(&text))),
            Some(Object::Array(several)) => {
                let several = several.iter::<hayro_syntax::object::String<'_>>();
                values.extend(several.map(|text| shown(&field, strings::text(&text))));
            }
            Some(Object::Name(choice)) if choice.as_str() != "Off" => {
                values.push(choice.as_str().to_owned());
            }
            _ => {}
        }
        hints.extend(string(&field, "TU"));
        if let Some(kids) = field.get::<Array<'_>>("Kids") {
            let kids: Vec<Dict<'_>> = kids.iter::<Dict<'_>>().take(left as usize).collect();
            waiting.extend(kids.into_iter().rev());
        }
    }
    for (place, texts) in [(Place::Body, values), (Place::Alternative, hints)] {
        sink.section(place, Some("form"));
        for text in texts {
            sink.text(&text)?;
            sink.line()?;
        }
    }
    Ok(())
}

fn string(dict: &Dict<'_>, key: &str) -> Option<String> {
    let text = dict.get::<hayro_syntax::object::String<'_>>(key)?;
    Some(strings::text(&text))
}
