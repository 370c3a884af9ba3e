//! PowerPoint (MS-PPT): records in records; text lies in a few kinds of them.

use crate::bytes::{part, u16_at, u32_at, utf16};
use crate::cfb::Storage;
use crate::inflate;
use crate::readers::written::Written;
use crate::sink::Sink;
use crate::{Place, Problem};

use super::stream;

const SLIDE: u16 = 0x03EE;
const NOTES: u16 = 0x03F0;
const MASTER: u16 = 0x03F8;
const LIST_WITH_TEXT: u16 = 0x0FF0;
const HEADERS_FOOTERS: u16 = 0x0FD9;
const COMMENT: u16 = 0x2EE0;
const TEXT_WIDE: u16 = 0x0FA0;
const TEXT_NARROW: u16 = 0x0FA8;
const STRING: u16 = 0x0FBA;
const OBJECT: u16 = 0x1011;

/// The mark of a document that is encrypted.
const ENCRYPTED: u32 = 0xF3D1_C4DF;

/// All text of the stream in its order, that of slides which were changed later included: it is still in the file.
pub(super) fn read(storage: &Storage<'_, '_>, sink: &mut Sink<'_, '_>) -> Result<(), Problem> {
    let user = storage.bytes("Current User", sink.budget())?;
    if u32_at(&user, 12) == Some(ENCRYPTED) {
        return Err(Problem::Password);
    }
    let bytes = stream(storage, "PowerPoint Document", sink)?;
    let mut at = 0;
    let mut written = Written::default();
    // Records that hold others: where they end, and what stands in them.
    let mut open: Vec<(usize, Option<Place>)> = Vec::new();
    while let (Some(head), Some(kind), Some(length)) = (
        u16_at(&bytes, at),
        u16_at(&bytes, at + 2),
        u32_at(&bytes, at + 4),
    ) {
        while open.last().is_some_and(|(end, _)| *end <= at) {
            open.pop();
            written.line();
        }
        let start = at + 8;
        let end = start.saturating_add(length as usize);
        let data = part(&bytes, start, length as usize);
        let place = open
            .iter()
            .rev()
            .find_map(|(_, place)| *place)
            .unwrap_or(Place::Body);
        if head & 0xF == 0xF {
            if open.len() < 64 {
                open.push((end, holds(kind, head >> 4)));
            }
            at = start;
            continue;
        }
        match kind {
            TEXT_WIDE => put(&mut written, place, &utf16(data)),
            TEXT_NARROW => put(
                &mut written,
                place,
                &data
                    .iter()
                    .map(|&byte| char::from(byte))
                    .collect::<String>(),
            ),
            STRING if matches!(place, Place::Footer | Place::Comment) => {
                put(&mut written, place, &utf16(data));
            }
            OBJECT => object(head >> 4, data, sink)?,
            _ => {}
        }
        written.flush(sink)?;
        at = end;
    }
    written.end(sink)
}

/// What stands in a record that holds others.
const fn holds(kind: u16, instance: u16) -> Option<Place> {
    Some(match (kind, instance) {
        (SLIDE, _) => Place::Body,
        (NOTES, _) | (LIST_WITH_TEXT, 2) => Place::Notes,
        (MASTER, _) | (LIST_WITH_TEXT, 1) => Place::Master,
        (HEADERS_FOOTERS, _) => Place::Footer,
        (COMMENT, _) => Place::Comment,
        _ => return None,
    })
}

fn put(written: &mut Written, place: Place, text: &str) {
    let text = text.replace(['\r', '\u{B}'], "\n");
    // Where a number or a date will stand.
    if text == "*" {
        return;
    }
    if place == Place::Body {
        written.text(&text);
        written.line();
    } else {
        written.aside(place, &text);
    }
}

/// An embedded object: a compound file, packed or not.
fn object(instance: u16, data: &[u8], sink: &mut Sink<'_, '_>) -> Result<(), Problem> {
    if instance == 0 {
        sink.child("object", data);
        return Ok(());
    }
    let (bytes, _) = inflate::zlib(data.get(4..).unwrap_or(&[]), sink.budget())?;
    sink.child("object", &bytes);
    Ok(())
}
