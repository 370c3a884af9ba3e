//! XFA forms: the pages of such a PDF only say that another viewer is needed; the form itself is XML.

use hayro_syntax::object::{Dict, Object, Stream};

use super::stream;
use crate::readers::xml_text;
use crate::sink::Sink;
use crate::{Place, Problem};

/// Parts of a form that hold text for people: what was filled in, and the form around it.
const PARTS: [&str; 2] = ["datasets", "template"];

/// Reads the texts of the form.
pub(super) fn read(root: &Dict<'_>, sink: &mut Sink<'_, '_>) -> Result<(), Problem> {
    let form = root.get::<Dict<'_>>("AcroForm");
    let Some(xfa) = form.and_then(|form| form.get::<Object<'_>>("XFA")) else {
        return Ok(());
    };
    match xfa {
        Object::Stream(whole) => part("XFA", &whole, sink),
        Object::Array(parts) => {
            let mut name = String::new();
            for value in parts.iter::<Object<'_>>() {
                match value {
                    Object::String(text) => name = super::strings::text(&text),
                    Object::Stream(xml) if PARTS.contains(&name.as_str()) => {
                        part(&name, &xml, sink)?;
                    }
                    _ => {}
                }
            }
            Ok(())
        }
        _ => Ok(()),
    }
}

fn part(name: &str, xml: &Stream<'_>, sink: &mut Sink<'_, '_>) -> Result<(), Problem> {
    let bytes = match stream::decoded(xml, sink.budget()) {
        Ok(bytes) => bytes,
        Err(problem) if problem.is_limit() => return Err(problem),
        Err(problem) => {
            sink.problem(problem);
            return Ok(());
        }
    };
    sink.section(Place::Body, Some(name));
    xml_text::texts(&bytes, sink)
}
