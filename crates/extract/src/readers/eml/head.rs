//! Texts in the heads of mails and parts that are not written as the rules ask: bytes of a Korean code page as they are,
//! encoded words under labels of other makers.

use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::{Message, MessagePart, MimeHeaders};

use crate::Problem;
use crate::codepage;
use crate::sink::Sink;

/// How much of a field is read again.
const FIELD_BYTES: usize = 64 << 10;

/// A field of the head: as it was read, or read again where that lost letters.
pub(super) fn text(mail: &Message<'_>, field: &str, read: Option<&str>) -> String {
    if let Some(read) = read.filter(|read| !read.contains(char::REPLACEMENT_CHARACTER)) {
        return read.to_owned();
    }
    let root = mail.parts.first();
    let raw = root.and_then(|root| raw_field(mail, root, field));
    raw.map_or_else(|| read.unwrap_or("").to_owned(), words)
}

/// The sensitivity labels that Office writes into the head of a mail, as properties of documents name them.
pub(in crate::readers) fn labels(value: &str, sink: &mut Sink<'_, '_>) -> Result<(), Problem> {
    for part in value.split(';') {
        if let Some((name, value)) = part.trim().split_once('=')
            && name.starts_with("MSIP_Label_")
        {
            sink.property(name, value)?;
        }
    }
    Ok(())
}

/// The name of an attached file, or where it was on the web.
pub(super) fn file_name(mail: &Message<'_>, part: &MessagePart<'_>) -> Option<String> {
    let name = part.attachment_name().or_else(|| part.content_location())?;
    if !name.contains(char::REPLACEMENT_CHARACTER) && !name.contains("=?") {
        return Some(clean(name));
    }
    for (field, key) in [
        ("Content-Disposition", "filename="),
        ("Content-Type", "name="),
    ] {
        let Some(raw) = raw_field(mail, part, field) else {
            continue;
        };
        let lower = raw.to_ascii_lowercase();
        let Some(at) = memchr::memmem::find(&lower, key.as_bytes()) else {
            continue;
        };
        let value = raw.get(at + key.len()..).unwrap_or(&[]).trim_ascii();
        let value = match value.strip_prefix(b"\"") {
            Some(quoted) => quoted.split(|&byte| byte == b'"').next(),
            None => value.split(|&byte| byte == b';').next(),
        };
        return Some(clean(&words(value.unwrap_or(&[]))));
    }
    Some(clean(name))
}

/// A name without the folders before it.
fn clean(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or(name).trim();
    if last.is_empty() {
        name.trim().to_owned()
    } else {
        last.to_owned()
    }
}

/// The bytes of a field's value.
fn raw_field<'m>(mail: &'m Message<'_>, part: &MessagePart<'_>, field: &str) -> Option<&'m [u8]> {
    let header = part
        .headers
        .iter()
        .find(|header| header.name().eq_ignore_ascii_case(field))?;
    let (from, to) = (header.offset_start() as usize, header.offset_end() as usize);
    let value = mail.raw_message.get(from..to)?;
    value.get(..value.len().min(FIELD_BYTES))
}

/// A value with its encoded words (RFC 2047) decoded, all other bytes read by [`codepage::guess`].
fn words(raw: &[u8]) -> String {
    let mut out = String::new();
    let mut plain: Vec<u8> = Vec::new();
    let mut rest = raw;
    let mut after_word = false;
    while !rest.is_empty() {
        if let Some((word, left)) = word(rest) {
            if !(after_word && plain.iter().all(u8::is_ascii_whitespace)) {
                out.push_str(&codepage::guess(&plain));
            }
            plain.clear();
            out.push_str(&word);
            after_word = true;
            rest = left;
        } else if let Some((&byte, left)) = rest.split_first() {
            if !matches!(byte, b'\r' | b'\n') {
                plain.push(byte);
            }
            rest = left;
        }
    }
    out.push_str(&codepage::guess(&plain));
    out.trim().to_owned()
}

/// The encoded word that bytes start with, and what follows it.
fn word(bytes: &[u8]) -> Option<(String, &[u8])> {
    // The standard allows 75 letters; some programs write whole names.
    let inner = bytes.strip_prefix(b"=?")?;
    let inner = inner.get(..inner.len().min(4096))?;
    let mut fields = inner.splitn(3, |&byte| byte == b'?');
    let label = std::str::from_utf8(fields.next()?).ok()?;
    let how = fields.next()?;
    let text = fields.next()?;
    let end = memchr::memmem::find(text, b"?=")?;
    let text = text.get(..end)?;
    let decoded = match how {
        b"B" | b"b" => base64_decode(text)?,
        b"Q" | b"q" => {
            let spaced: Vec<u8> = text
                .iter()
                .map(|&byte| if byte == b'_' { b' ' } else { byte })
                .collect();
            quoted_printable_decode(&spaced)?
        }
        _ => return None,
    };
    let length = 2 + label.len() + 1 + how.len() + 1 + end + 2;
    Some((
        codepage::decode_labelled(Some(label), &decoded),
        bytes.get(length..)?,
    ))
}
