//! Mails of Outlook (MS-OXMSG): a compound file with a stream for each property.

use crate::budget::Budget;
use crate::bytes::{u32_at, u64_at, utf16_to_zero};
use crate::cfb::Storage;
use crate::codepage;
use crate::sink::Sink;
use crate::{Format, Place, Problem, wrapper};

use super::{compound, eml, html, property_set, rtf};

mod lzfu;

/// Numbers of properties (MS-OXPROPS).
mod id {
    pub(super) const CLASS: u16 = 0x001A;
    pub(super) const SUBJECT: u16 = 0x0037;
    pub(super) const SENT: u16 = 0x0039;
    pub(super) const SENDER_NAME: u16 = 0x0C1A;
    pub(super) const SENDER_ADDRESS: [u16; 2] = [0x5D01, 0x0C1F];
    pub(super) const RECIPIENT_TYPE: u16 = 0x0C15;
    pub(super) const BODY: u16 = 0x1000;
    pub(super) const BODY_RTF: u16 = 0x1009;
    pub(super) const BODY_HTML: u16 = 0x1013;
    pub(super) const SENT_HEAD: u16 = 0x007D;
    pub(super) const DISPLAY_NAME: u16 = 0x3001;
    pub(super) const ADDRESS: [u16; 2] = [0x39FE, 0x3003];
    pub(super) const DATA: u16 = 0x3701;
    pub(super) const FILE_NAMES: [u16; 3] = [0x3707, 0x3704, 0x3001];
    pub(super) const HTML_PAGE: u16 = 0x3FDE;
    pub(super) const TEXT_PAGE: u16 = 0x3FFD;
}

/// The properties of a message, a recipient or an attachment.
struct Properties<'p, 'c, 'b> {
    storage: &'p Storage<'c, 'b>,
    fixed: Vec<u8>,
    /// The code page of texts that are not in Unicode.
    page: u32,
}

/// Reads a message: what its head says as properties, its body, its attachments.
pub(super) fn read(storage: &Storage<'_, '_>, sink: &mut Sink<'_, '_>) -> Result<(), Problem> {
    let message = Properties::open(storage, None, sink)?;
    property_set::read(storage, sink)?;
    head(&message, sink)?;
    recipients(storage, message.page, sink)?;
    let class = message.text(id::CLASS, sink)?;
    if class.eq_ignore_ascii_case("IPM.Note.SMIME") {
        sink.problem(Problem::Wrapped(wrapper::SMIME.to_owned()));
    }
    body(&message, sink)?;
    attachments(storage, message.page, sink)
}

impl<'p, 'c, 'b> Properties<'p, 'c, 'b> {
    fn open(
        storage: &'p Storage<'c, 'b>,
        page: Option<u32>,
        sink: &mut Sink<'_, '_>,
    ) -> Result<Self, Problem> {
        let fixed = storage.bytes("__properties_version1.0", sink.budget())?;
        let mut properties = Self {
            storage,
            fixed,
            page: page.unwrap_or(949),
        };
        if page.is_none()
            && let Some(said) = properties.number(id::TEXT_PAGE)
        {
            properties.page = said;
        }
        Ok(properties)
    }

    /// A value that stands in the table itself.
    fn value(&self, id: u16) -> Option<u64> {
        // The table has a head of 8, 24 or 32 bytes before its rows of 16.
        let head = self.fixed.len() % 16 + if self.fixed.len() % 16 == 8 { 0 } else { 32 };
        let rows = [head, 24]
            .into_iter()
            .filter_map(|head| self.fixed.get(head..));
        for rows in rows {
            for row in rows.chunks_exact(16) {
                if u32_at(row, 0).map(|tag| tag >> 16) == Some(u32::from(id)) {
                    return u64_at(row, 8);
                }
            }
        }
        None
    }

    fn number(&self, id: u16) -> Option<u32> {
        self.value(id).map(|value| (value & 0xFFFF_FFFF) as u32)
    }

    fn text(&self, id: u16, sink: &mut Sink<'_, '_>) -> Result<String, Problem> {
        let wide = format!("__substg1.0_{id:04X}001F");
        if let Some(stream) = self.storage.read(&wide, sink.budget())? {
            return Ok(utf16_to_zero(&stream.bytes));
        }
        let narrow = format!("__substg1.0_{id:04X}001E");
        let bytes = self.storage.bytes(&narrow, sink.budget())?;
        let text = codepage::decode(self.page, &bytes);
        Ok(text.trim_end_matches('\0').to_owned())
    }

    fn bytes(&self, id: u16, sink: &mut Sink<'_, '_>) -> Result<Vec<u8>, Problem> {
        self.storage
            .bytes(&format!("__substg1.0_{id:04X}0102"), sink.budget())
    }

    /// The first of several properties that says something.
    fn first(&self, ids: &[u16], sink: &mut Sink<'_, '_>) -> Result<String, Problem> {
        for &id in ids {
            let text = self.text(id, sink)?;
            if !text.trim().is_empty() {
                return Ok(text);
            }
        }
        Ok(String::new())
    }
}

fn head(message: &Properties<'_, '_, '_>, sink: &mut Sink<'_, '_>) -> Result<(), Problem> {
    let subject = message.text(id::SUBJECT, sink)?;
    sink.property("subject", &subject)?;
    let name = message.text(id::SENDER_NAME, sink)?;
    let address = message.first(&id::SENDER_ADDRESS, sink)?;
    sink.property("from", &party(&name, &address))?;
    eml::labels(&labels(&message.text(id::SENT_HEAD, sink)?), sink)?;
    let sent = message.value(id::SENT).and_then(property_set::moment);
    sink.property("date", &sent.unwrap_or_default())
}

/// The field of sensitivity labels in the head that a mail was sent with.
fn labels(head: &str) -> String {
    let mut lines = head.lines();
    let is_field = |line: &str| {
        let (name, _) = line.split_once(':')?;
        name.eq_ignore_ascii_case(eml::LABELS).then_some(())
    };
    let Some(first) = lines.find(|line| is_field(line).is_some()) else {
        return String::new();
    };
    let more = lines.take_while(|line| line.starts_with([' ', '\t']));
    let value = first.split_once(':').map_or("", |(_, value)| value);
    std::iter::once(value).chain(more).collect()
}

fn recipients(
    storage: &Storage<'_, '_>,
    page: u32,
    sink: &mut Sink<'_, '_>,
) -> Result<(), Problem> {
    for one in storages(storage, "__recip_version1.0_") {
        let recipient = Properties::open(&one, Some(page), sink)?;
        let name = recipient.text(id::DISPLAY_NAME, sink)?;
        let address = recipient.first(&id::ADDRESS, sink)?;
        let kind = match recipient.number(id::RECIPIENT_TYPE) {
            Some(2) => "cc",
            Some(3) => "bcc",
            _ => "to",
        };
        sink.property(kind, &party(&name, &address))?;
    }
    Ok(())
}

/// The rich text in its packing for mails.
pub(super) fn unpack_rtf(packed: &[u8], budget: &mut Budget) -> Result<Vec<u8>, Problem> {
    lzfu::unpack(packed, budget)
}

/// A name with its address, as mails write it.
pub(super) fn party(name: &str, address: &str) -> String {
    let (name, address) = (name.trim(), address.trim());
    if address.is_empty() || name == address {
        name.to_owned()
    } else if name.is_empty() {
        address.to_owned()
    } else {
        format!("{name} <{address}>")
    }
}

/// The plain text; where there is none, that of the rich text or of the page.
fn body(message: &Properties<'_, '_, '_>, sink: &mut Sink<'_, '_>) -> Result<(), Problem> {
    let plain = message.text(id::BODY, sink)?;
    if !plain.trim().is_empty() {
        sink.section(Place::Body, None);
        return sink.text(&plain);
    }
    let packed = message.bytes(id::BODY_RTF, sink)?;
    if !packed.is_empty() {
        let rich = lzfu::unpack(&packed, sink.budget())?;
        return rtf::read(&rich, sink);
    }
    let page = message.number(id::HTML_PAGE).unwrap_or(message.page);
    let bytes = message.bytes(id::BODY_HTML, sink)?;
    let html = if bytes.is_empty() {
        message.text(id::BODY_HTML, sink)?
    } else {
        codepage::decode(page, &bytes)
    };
    if html.is_empty() {
        return Ok(());
    }
    sink.section(Place::Body, None);
    html::read_fragment(&html, sink)
}

fn attachments(
    storage: &Storage<'_, '_>,
    page: u32,
    sink: &mut Sink<'_, '_>,
) -> Result<(), Problem> {
    for one in storages(storage, "__attach_version1.0_") {
        let attachment = Properties::open(&one, Some(page), sink)?;
        let name = attachment.first(&id::FILE_NAMES, sink)?;
        let name = if name.is_empty() {
            "attachment".to_owned()
        } else {
            name
        };
        if let Some(inner) = one.storage(&format!("__substg1.0_{:04X}000D", id::DATA)) {
            let bytes = inner.all_bytes(sink.budget())?;
            let message = inner.has("__properties_version1.0");
            let format = if message {
                Format::Msg
            } else {
                compound::kind(&inner)
            };
            sink.child_as(&name, format, &bytes, |sink| {
                compound::read_storage(&inner, sink)
            });
            continue;
        }
        match one.read(&format!("__substg1.0_{:04X}0102", id::DATA), sink.budget())? {
            Some(stream) => sink.child(&name, &stream.bytes),
            None => sink.problem(Problem::NotRead(format!(
                "attachment that lies elsewhere: {name}"
            ))),
        }
    }
    Ok(())
}

/// The storages whose names start alike, in the order of their numbers.
fn storages<'c, 'b>(storage: &Storage<'c, 'b>, start: &'static str) -> Vec<Storage<'c, 'b>> {
    storage
        .children()
        .filter(|(path, node)| node.storage && path.starts_with(start))
        .filter_map(|(path, _)| storage.storage(path))
        .collect()
}
