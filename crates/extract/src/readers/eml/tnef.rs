//! What Outlook makes of a mail for others (MS-OXTNEF): `winmail.dat`, with the attachments in it.

use crate::bytes::{len_at, part, u16_at, u32_at, utf16_to_zero};
use crate::codepage;
use crate::readers::{html, msg, rtf};
use crate::sink::Sink;
use crate::{Format, Place, Problem};

const MAGIC: [u8; 4] = [0x78, 0x9F, 0x3E, 0x22];

/// Numbers of attributes.
const CODE_PAGE: u32 = 0x0006_9007;
const SUBJECT: u32 = 0x0001_8004;
const BODY: u32 = 0x0002_800C;
const MESSAGE: u32 = 0x0006_9003;
const ATTACHMENT_STARTS: u32 = 0x0006_9002;
const ATTACHMENT_TITLE: u32 = 0x0001_8010;
const ATTACHMENT_DATA: u32 = 0x0006_800F;
const ATTACHMENT: u32 = 0x0006_9005;

/// Whether bytes are such a file.
pub(super) fn is(bytes: &[u8]) -> bool {
    bytes.starts_with(&MAGIC)
}

#[derive(Default)]
struct Attachment<'t> {
    title: String,
    long: String,
    data: &'t [u8],
    message: bool,
}

/// Reads its text and hands on its attachments.
pub(super) fn read(bytes: &[u8], sink: &mut Sink<'_, '_>) -> Result<(), Problem> {
    let mut at = 6;
    let mut page = 949;
    let mut open: Option<Attachment<'_>> = None;
    while let (Some(id), Some(length)) = (u32_at(bytes, at + 1), len_at(bytes, at + 5)) {
        let data = part(bytes, at + 9, length);
        if data.len() < length {
            sink.problem(Problem::CutOff("winmail.dat".to_owned()));
        }
        at = at.saturating_add(11).saturating_add(length);
        match (id, open.as_mut()) {
            (CODE_PAGE, _) => page = u32_at(data, 0).unwrap_or(page),
            (SUBJECT, _) => sink.property("subject", &text(data, page))?,
            (BODY, _) => {
                sink.section(Place::Body, None);
                sink.text(&text(data, page))?;
            }
            (MESSAGE, _) => message(data, page, sink)?,
            (ATTACHMENT_STARTS, _) => hand_on(open.replace(Attachment::default()), sink),
            (ATTACHMENT_TITLE, Some(attachment)) => attachment.title = text(data, page),
            (ATTACHMENT_DATA, Some(attachment)) => attachment.data = data,
            (ATTACHMENT, Some(attachment)) => {
                for property in properties(data) {
                    match property.id {
                        0x3707 => attachment.long = property.text(page),
                        0x3701 if property.kind == 0x0D => {
                            attachment.data = property.value.get(16..).unwrap_or(&[]);
                            attachment.message = is(attachment.data);
                        }
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }
    hand_on(open, sink);
    Ok(())
}

fn hand_on(attachment: Option<Attachment<'_>>, sink: &mut Sink<'_, '_>) {
    let Some(attachment) = attachment else { return };
    let names = [attachment.long, attachment.title];
    let name = names.into_iter().find(|name| !name.trim().is_empty());
    let name = name.unwrap_or_else(|| "attachment".to_owned());
    if attachment.message {
        let data = attachment.data;
        sink.child_as(&name, Format::Eml, data, |sink| read(data, sink));
    } else {
        sink.child(&name, attachment.data);
    }
}

/// The text of the message among its properties.
fn message(data: &[u8], page: u32, sink: &mut Sink<'_, '_>) -> Result<(), Problem> {
    let all = properties(data);
    let of = |id: u16| all.iter().find(|property| property.id == id);
    if let Some(plain) = of(0x1000) {
        sink.section(Place::Body, None);
        sink.text(&plain.text(page))?;
    } else if let Some(rich) = of(0x1009) {
        let rich = msg::unpack_rtf(rich.value, sink.budget())?;
        rtf::read(&rich, sink)?;
    } else if let Some(markup) = of(0x1013) {
        sink.section(Place::Body, None);
        html::read_fragment(&codepage::guess(markup.value), sink)?;
    }
    Ok(())
}

struct Property<'t> {
    id: u16,
    kind: u16,
    value: &'t [u8],
}

impl Property<'_> {
    fn text(&self, page: u32) -> String {
        if self.kind == 0x1F {
            utf16_to_zero(self.value)
        } else {
            text(self.value, page)
        }
    }
}

fn text(bytes: &[u8], page: u32) -> String {
    codepage::decode(page, bytes)
        .trim_end_matches('\0')
        .to_owned()
}

/// The properties in an attribute; of values that are several, the first.
fn properties(data: &[u8]) -> Vec<Property<'_>> {
    let count = len_at(data, 0).unwrap_or(0).min(data.len() / 4);
    let mut found = Vec::new();
    let mut at = 4;
    for _ in 0..count {
        let Some(property) = property(data, &mut at) else {
            break;
        };
        found.push(property);
    }
    found
}

fn property<'t>(data: &'t [u8], at: &mut usize) -> Option<Property<'t>> {
    let (kind, id) = (u16_at(data, *at)?, u16_at(data, *at + 2)?);
    *at += 4;
    if id >= 0x8000 {
        let named = u32_at(data, *at + 16)?;
        *at += 20;
        let length = len_at(data, *at)?;
        *at += 4;
        if named == 1 {
            *at = at.checked_add(length)?.checked_next_multiple_of(4)?;
        }
    }
    let several = kind & 0x1000 != 0;
    let kind = kind & 0x0FFF;
    let fixed = match kind {
        0x02 | 0x03 | 0x04 | 0x0A | 0x0B => Some(4),
        0x05 | 0x06 | 0x07 | 0x14 | 0x40 => Some(8),
        0x48 => Some(16),
        0x0D | 0x1E | 0x1F | 0x102 => None,
        _ => return None,
    };
    let mut times = 1;
    if several || fixed.is_none() {
        times = len_at(data, *at)?;
        *at += 4;
    }
    let mut first = None;
    for _ in 0..times {
        let length = if let Some(length) = fixed {
            length
        } else {
            let length = len_at(data, *at)?;
            *at += 4;
            length
        };
        let value = data.get(*at..at.checked_add(length)?)?;
        first = first.or(Some(value));
        *at = at.checked_add(length)?.checked_next_multiple_of(4)?;
    }
    Some(Property {
        id,
        kind,
        value: first.unwrap_or(&[]),
    })
}
