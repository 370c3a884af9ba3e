//! Tags and entities.

use std::borrow::Cow;

/// Attributes of one tag that are kept.
const MAX_ATTRIBUTES: usize = 64;

/// A tag: its name in small letters, its attributes as they are written.
#[derive(Debug)]
pub(super) struct Tag<'h> {
    pub(super) name: String,
    pub(super) is_end: bool,
    pub(super) is_closed: bool,
    attributes: Vec<(&'h str, &'h str)>,
}

impl<'h> Tag<'h> {
    /// Reads a tag that begins with `<`; gives it and what follows it. `None` where `<` is just a letter.
    pub(super) fn parse(from: &'h str) -> Option<(Self, &'h str)> {
        let inner = from.strip_prefix('<')?;
        let (is_end, inner) = inner
            .strip_prefix('/')
            .map_or((false, inner), |inner| (true, inner));
        if !inner.starts_with(|letter: char| letter.is_ascii_alphabetic()) {
            return None;
        }
        // Names of elements are short; a long one is no name.
        let mut start = inner.bytes().take(64);
        let end = start.position(|byte| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/'));
        let (name, mut rest) = inner.split_at_checked(end?)?;
        let mut tag = Self {
            name: name.to_ascii_lowercase(),
            is_end,
            is_closed: false,
            attributes: Vec::new(),
        };
        loop {
            rest = rest.trim_start_matches(|letter: char| letter.is_ascii_whitespace());
            if let Some(after) = rest.strip_prefix('>') {
                return Some((tag, after));
            }
            if let Some(after) = rest.strip_prefix('/') {
                tag.is_closed = after.starts_with('>');
                rest = after;
                continue;
            }
            if rest.is_empty() {
                // The file ends inside the tag: what is in it is no text.
                return Some((tag, ""));
            }
            rest = tag.read_attribute(rest);
        }
    }

    fn read_attribute(&mut self, from: &'h str) -> &'h str {
        let ends_name =
            |letter: char| letter.is_ascii_whitespace() || matches!(letter, '=' | '>' | '/');
        // A name may begin with `=`, so that each step moves on.
        let first = from.chars().next().map_or(0, char::len_utf8);
        let tail = from.get(first..).unwrap_or("");
        let length = tail.find(ends_name).unwrap_or(tail.len());
        let (name, rest) = from.split_at(first + length);
        let rest = rest.trim_start_matches(|letter: char| letter.is_ascii_whitespace());
        let Some(value) = rest.strip_prefix('=') else {
            self.keep(name, "");
            return rest;
        };
        let value = value.trim_start_matches(|letter: char| letter.is_ascii_whitespace());
        for quote in ['"', '\''] {
            if let Some(inner) = value.strip_prefix(quote) {
                let (value, after) = inner.split_once(quote).unwrap_or((inner, ""));
                self.keep(name, value);
                return after;
            }
        }
        let length = value.find(|letter: char| letter.is_ascii_whitespace() || letter == '>');
        let (value, after) = value.split_at(length.unwrap_or(value.len()));
        self.keep(name, value);
        after
    }

    fn keep(&mut self, name: &'h str, value: &'h str) {
        if self.attributes.len() < MAX_ATTRIBUTES {
            self.attributes.push((name, value));
        }
    }

    /// The value of an attribute.
    pub(super) fn attribute(&self, name: &str) -> Option<Cow<'h, str>> {
        let found = self
            .attributes
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map(|(_, value)| unescaped(value))
    }

    /// Whether the element hides what is in it.
    pub(super) fn hides(&self) -> bool {
        if self
            .attributes
            .iter()
            .any(|(name, _)| name.eq_ignore_ascii_case("hidden"))
        {
            return true;
        }
        let Some(style) = self.attribute("style") else {
            return false;
        };
        let style: String = style.to_lowercase().split_whitespace().collect();
        let hiding = [
            "display:none",
            "visibility:hidden",
            "mso-hide:all",
            "font-size:0;",
            "font-size:0px",
            "opacity:0;",
        ];
        hiding.iter().any(|sign| style.contains(sign))
            || style.ends_with("opacity:0")
            || style.ends_with("font-size:0")
    }
}

/// Text with its entities undone.
pub(super) fn unescaped(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        if let Some((letters, left)) = entity(after) {
            out.push_str(&letters);
            rest = left;
        } else {
            out.push('&');
            rest = after;
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// What follows `&`: the letters it stands for, and what comes after it.
fn entity(after: &str) -> Option<(String, &str)> {
    let end = after.find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '#');
    let (name, rest) = after.split_at(end.unwrap_or(after.len()));
    let left = rest.strip_prefix(';').unwrap_or(rest);
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(digits) => u32::from_str_radix(digits, 16).ok()?,
            None => number.parse().ok()?,
        };
        // Numbers of Windows 1252 are common where Unicode has control characters.
        let letter = match u8::try_from(code) {
            Ok(byte @ 0x80..=0x9F) => encoding_rs::WINDOWS_1252
                .decode_without_bom_handling(&[byte])
                .0
                .chars()
                .next(),
            _ => char::from_u32(code),
        };
        return Some((letter.filter(|&letter| letter != '\0')?.to_string(), left));
    }
    let known = quick_xml::escape::resolve_html5_entity(name)?;
    Some((known.to_owned(), left))
}
