//! Mails (RFC 5322, MIME), boxes of mails, and pages saved as mails (MHTML).

use std::collections::BTreeSet;

use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::{
    Address, ContentType, Encoding, Message, MessageParser, MessagePart, MimeHeaders, PartType,
};

use crate::codepage;
use crate::sink::Sink;
use crate::{Format, Place, Problem, wrapper};

use super::html;
use super::msg::party;
use super::parts::tolerate;
use super::signed;

mod head;

pub(super) use head::labels;

mod tnef;

/// Fields that only mails have.
const OWN: [&[u8]; 7] = [
    b"content-type:",
    b"message-id:",
    b"mime-version:",
    b"received:",
    b"return-path:",
    b"delivered-to:",
    b"content-transfer-encoding:",
];
/// Fields that notes of people have too; a mail without one of its own has all of these.
const SHARED: [&[u8]; 3] = [b"from:", b"subject:", b"date:"];
/// Other fields that mails have.
const OTHER: [&[u8]; 3] = [b"to:", b"cc:", b"reply-to:"];
/// The field that sensitivity labels stand in.
pub(super) const LABELS: &str = "msip_labels";
/// How far a mail is looked at to know it.
const HEAD: usize = 8 << 10;

/// Mails inside each other in one mail. All are taken apart at once, each costs some kilobytes.
const MOST_WITHIN: usize = 10_000;

/// Whether bytes are a mail, a box of mails, or what Outlook makes of a mail for others (TNEF).
pub(crate) fn is_mail(bytes: &[u8]) -> bool {
    if tnef::is(bytes) {
        return true;
    }
    let head = bytes.get(..HEAD.min(bytes.len())).unwrap_or(&[]);
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    let mut met = Met::default();
    for (number, line) in head.split(|&byte| byte == b'\n').enumerate() {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if number == 0 && line.starts_with(b"From ") {
            met.own += 1;
            continue;
        }
        if line.is_empty() {
            break;
        }
        if number > 0 && line.starts_with(b" ") || line.starts_with(b"\t") {
            continue;
        }
        let Some(colon) = line.iter().position(|&byte| byte == b':') else {
            break;
        };
        let name = line.get(..=colon).unwrap_or(line);
        if name.iter().any(|byte| !byte.is_ascii_graphic()) {
            return false;
        }
        met.field(name);
    }
    met.is_mail()
}

/// Fields that were met in a head.
#[derive(Default)]
struct Met {
    own: usize,
    shared: usize,
    other: usize,
}

impl Met {
    fn field(&mut self, name: &[u8]) {
        let among = |fields: &[&[u8]]| {
            usize::from(fields.iter().any(|field| name.eq_ignore_ascii_case(field)))
        };
        self.own += among(&OWN);
        self.shared += among(&SHARED);
        self.other += among(&OTHER);
    }

    const fn is_mail(&self) -> bool {
        let all = self.own + self.shared + self.other;
        self.own > 0 && all > 1 || self.shared >= SHARED.len()
    }
}

/// Reads a mail: what its head says as properties, its text, its attachments.
pub(super) fn read(bytes: &[u8], sink: &mut Sink<'_, '_>) -> Result<(), Problem> {
    if tnef::is(bytes) {
        return tnef::read(bytes, sink);
    }
    if bytes.starts_with(b"From ") {
        let mails = mails(bytes);
        if mails.len() > 1 {
            for (number, mail) in mails.into_iter().enumerate() {
                sink.child(&format!("mail {}.eml", number + 1), mail);
            }
            return Ok(());
        }
    }
    if mails_within(bytes) > MOST_WITHIN {
        return Err(Problem::TooManyParts {
            limit: MOST_WITHIN as u32,
        });
    }
    let Some(mail) = MessageParser::default().parse(bytes) else {
        return Err(Problem::Damaged("a mail without a head".to_owned()));
    };
    head_fields(&mail, sink)?;
    if let Some(kind) = mail.content_type().and_then(encrypted) {
        return Err(Problem::Wrapped(kind.to_owned()));
    }
    texts(&mail, sink)?;
    attachments(&mail, sink)
}

/// How many parts at most say that they are a mail.
fn mails_within(bytes: &[u8]) -> usize {
    let slashes = memchr::memchr_iter(b'/', bytes);
    let is_mail = |at: usize| {
        let before = bytes.get(at.saturating_sub(7)..at).unwrap_or(&[]);
        before.eq_ignore_ascii_case(b"message")
    };
    slashes.filter(|&at| is_mail(at)).count()
}

/// The mails of a box: each starts with a line `From ` after an empty one.
fn mails(bytes: &[u8]) -> Vec<&[u8]> {
    let mut starts = vec![0];
    for at in memchr::memmem::find_iter(bytes, b"\n\nFrom ")
        .chain(memchr::memmem::find_iter(bytes, b"\n\r\nFrom "))
    {
        let line = memchr::memmem::find(bytes.get(at..).unwrap_or(&[]), b"From ").unwrap_or(0);
        starts.push(at + line);
    }
    starts.sort_unstable();
    starts.push(bytes.len());
    starts
        .windows(2)
        .filter_map(|pair| bytes.get(*pair.first()?..*pair.get(1)?))
        .collect()
}

fn head_fields(mail: &Message<'_>, sink: &mut Sink<'_, '_>) -> Result<(), Problem> {
    let subject = head::text(mail, "Subject", mail.subject());
    sink.property("subject", &subject)?;
    let parties = [
        ("from", "From", mail.from()),
        ("to", "To", mail.to()),
        ("cc", "Cc", mail.cc()),
        ("bcc", "Bcc", mail.bcc()),
    ];
    for (name, field, addresses) in parties {
        for address in addresses.into_iter().flat_map(Address::iter) {
            let readable = party(
                address.name().unwrap_or(""),
                address.address().unwrap_or(""),
            );
            if readable.contains(char::REPLACEMENT_CHARACTER) {
                sink.property(name, &head::text(mail, field, None))?;
                break;
            }
            sink.property(name, &readable)?;
        }
    }
    labels(&head::text(mail, LABELS, None), sink)?;
    let date = mail.date().map(mail_parser::DateTime::to_rfc3339);
    sink.property("date", &date.unwrap_or_default())
}

/// How a mail or a part of it is encrypted, if it is.
fn encrypted(kind: &ContentType<'_>) -> Option<&'static str> {
    let main = kind.ctype().to_ascii_lowercase();
    let sub = kind.subtype().unwrap_or("").to_ascii_lowercase();
    match (main.as_str(), sub.as_str()) {
        ("multipart", "encrypted") => Some(wrapper::PGP),
        ("application", "pkcs7-mime" | "x-pkcs7-mime") => {
            let how = kind.attribute("smime-type").unwrap_or("enveloped-data");
            (!how.eq_ignore_ascii_case("signed-data")).then_some(wrapper::SMIME)
        }
        _ => None,
    }
}

fn texts(mail: &Message<'_>, sink: &mut Sink<'_, '_>) -> Result<(), Problem> {
    for part in mail.text_bodies() {
        match &part.body {
            PartType::Text(text) => {
                let text = readable(mail, part, text);
                sink.section(Place::Body, None);
                sink.text(&text)?;
                if text.contains("-----BEGIN PGP MESSAGE-----") {
                    sink.problem(Problem::Wrapped(wrapper::PGP.to_owned()));
                }
            }
            PartType::Html(text) => {
                sink.section(Place::Body, None);
                html::read_fragment(&readable(mail, part, text), sink)?;
            }
            _ => {}
        }
    }
    Ok(())
}

/// The text of a part; where its label was not known or wrong, read again from its bytes.
fn readable(mail: &Message<'_>, part: &MessagePart<'_>, text: &str) -> String {
    let label = part
        .content_type()
        .and_then(|kind| kind.attribute("charset"));
    let korean = label.is_some_and(|label| label.eq_ignore_ascii_case("iso-2022-kr"));
    if !korean && !text.contains(char::REPLACEMENT_CHARACTER) {
        return text.to_owned();
    }
    let raw = raw_body(mail, part);
    let bytes = match part.encoding {
        Encoding::None => Some(raw.to_vec()),
        Encoding::QuotedPrintable => quoted_printable_decode(raw),
        Encoding::Base64 => base64_decode(raw),
    };
    bytes.map_or_else(
        || text.to_owned(),
        |bytes| codepage::decode_labelled(label, &bytes),
    )
}

fn raw_body<'m>(mail: &'m Message<'_>, part: &MessagePart<'_>) -> &'m [u8] {
    let (from, to) = (part.offset_body as usize, part.offset_end as usize);
    mail.raw_message
        .get(from..to.min(mail.raw_message.len()))
        .unwrap_or(&[])
}

fn attachments(mail: &Message<'_>, sink: &mut Sink<'_, '_>) -> Result<(), Problem> {
    let told: BTreeSet<u32> = mail.text_body.iter().copied().collect();
    for &id in mail.attachments.iter().filter(|id| !told.contains(id)) {
        let Some(part) = mail.part(id) else { continue };
        let name = head::file_name(mail, part);
        if let Some(kind) = part.content_type().and_then(encrypted) {
            sink.problem(Problem::Wrapped(kind.to_owned()));
        }
        match &part.body {
            PartType::Message(inner) => {
                let name = name.unwrap_or_else(|| "mail.eml".to_owned());
                let bytes = match part.encoding {
                    Encoding::None => raw_body(mail, part),
                    _ => &inner.raw_message,
                };
                sink.child_as(&name, Format::Eml, bytes, |sink| read(bytes, sink));
            }
            PartType::Multipart(_) => {}
            _ if signed::is(part.contents()) => {
                let outcome = signed::read(part.contents(), sink);
                tolerate(outcome, sink)?;
            }
            _ if tnef::is(part.contents()) => tnef::read(part.contents(), sink)?,
            _ => {
                let name = name.unwrap_or_else(|| "attachment".to_owned());
                sink.child(&name, part.contents());
            }
        }
    }
    Ok(())
}
