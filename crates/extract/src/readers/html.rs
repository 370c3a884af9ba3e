//! HTML: what a person sees, and what is hidden from them.
//!
//! A tokenizer of our own: no tree is built, so depth costs nothing, and one pass reads any input.

use std::collections::BTreeMap;

use super::{charset, xml_text};
use crate::sink::Sink;
use crate::{Place, Problem};
use tag::Tag;

mod tag;

/// Elements that stand on lines of their own.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "br",
    "caption",
    "center",
    "dd",
    "details",
    "dialog",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "legend",
    "li",
    "main",
    "menu",
    "nav",
    "ol",
    "option",
    "p",
    "pre",
    "section",
    "select",
    "summary",
    "table",
    "tbody",
    "textarea",
    "tfoot",
    "thead",
    "title",
    "tr",
    "ul",
];

/// Elements that never have content.
const VOID: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
];

/// Reads a page.
pub(crate) fn read(bytes: &[u8], sink: &mut Sink<'_, '_>) -> Result<(), Problem> {
    read_fragment(&charset::decode_declared(bytes, declared(bytes)), sink)
}

/// Reads HTML whose encoding is already undone.
pub(crate) fn read_fragment(html: &str, sink: &mut Sink<'_, '_>) -> Result<(), Problem> {
    let mut page = Page::default();
    let outcome = page.read(html, sink);
    for (place, text) in page.texts {
        sink.section(place, None);
        sink.text(text.trim_end())?;
    }
    outcome
}

/// The encoding that the head of a page names.
fn declared(bytes: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let head = String::from_utf8_lossy(bytes.get(..bytes.len().min(4096))?).to_lowercase();
    let (_, after) = head
        .split_once("charset=")
        .or_else(|| head.split_once("encoding="))?;
    let name = after.trim_start_matches(['"', '\'', ' ']);
    let end = name.find(|letter: char| !letter.is_ascii_alphanumeric() && !"-_:".contains(letter));
    encoding_rs::Encoding::for_label(name.get(..end.unwrap_or(name.len()))?.as_bytes())
}

/// A page while it is read.
#[derive(Debug, Default)]
struct Page {
    texts: BTreeMap<Place, String>,
    bytes: u64,
    /// The element that hides what is in it, and how many of its name are open.
    hidden: Option<(String, u32)>,
    /// Elements open in which spaces and line ends stand as they are.
    verbatim: u32,
    title: Option<String>,
}

impl Page {
    fn read(&mut self, html: &str, sink: &mut Sink<'_, '_>) -> Result<(), Problem> {
        let mut rest = html;
        loop {
            let Some(at) = memchr::memchr(b'<', rest.as_bytes()) else {
                self.words(rest);
                return self.check(sink);
            };
            let (before, from) = rest.split_at(at);
            self.words(before);
            rest = self.markup(from, sink)?;
            self.check(sink)?;
        }
    }

    /// Reads what begins with `<`; gives what follows it.
    fn markup<'h>(&mut self, from: &'h str, sink: &mut Sink<'_, '_>) -> Result<&'h str, Problem> {
        if let Some(comment) = from.strip_prefix("<!--") {
            let end = memchr::memmem::find(comment.as_bytes(), b"-->");
            let inner = comment.get(..end.unwrap_or(comment.len())).unwrap_or("");
            self.put(Place::Hidden, &xml_text::plain(inner));
            self.put(Place::Hidden, "\n");
            return Ok(end.and_then(|end| comment.get(end + 3..)).unwrap_or(""));
        }
        if from.starts_with("<!") || from.starts_with("<?") {
            let end = memchr::memchr(b'>', from.as_bytes());
            return Ok(end.and_then(|end| from.get(end + 1..)).unwrap_or(""));
        }
        let Some((tag, after)) = Tag::parse(from) else {
            self.words("<");
            return Ok(from.get(1..).unwrap_or(""));
        };
        if tag.is_end {
            self.close(&tag.name);
            return Ok(after);
        }
        self.open(&tag, sink)?;
        Ok(match tag.name.as_str() {
            "script" | "style" => skip_to_end(after, &tag.name).1,
            "title" | "textarea" | "xmp" => {
                let (inner, after) = skip_to_end(after, &tag.name);
                self.raw(&tag.name, inner, sink)?;
                after
            }
            _ => after,
        })
    }

    fn open(&mut self, tag: &Tag<'_>, sink: &mut Sink<'_, '_>) -> Result<(), Problem> {
        let name = tag.name.as_str();
        let attribute = |name: &str| tag.attribute(name);
        match name {
            "meta" => {
                let key = attribute("name").or_else(|| attribute("property"));
                if let (Some(key), Some(value)) = (key, attribute("content")) {
                    sink.property(&key.to_lowercase(), &value)?;
                }
            }
            "input" => {
                let kind = attribute("type").unwrap_or_default().to_lowercase();
                let place = if kind == "hidden" {
                    Place::Hidden
                } else {
                    self.place()
                };
                if kind != "password"
                    && let Some(value) = attribute("value")
                {
                    self.put(place, &value);
                    self.put(place, "\n");
                }
            }
            _ => {}
        }
        for text in ["alt", "title", "aria-label", "placeholder", "summary"] {
            if let Some(value) = attribute(text).filter(|value| !value.trim().is_empty()) {
                self.put(Place::Alternative, value.trim());
                self.put(Place::Alternative, "\n");
            }
        }
        match name {
            "td" | "th" => self.cell(),
            "pre" => self.verbatim = self.verbatim.saturating_add(1),
            _ => {}
        }
        if BLOCKS.contains(&name) {
            self.end_line();
        }
        if !VOID.contains(&name) && !tag.is_closed {
            match &mut self.hidden {
                Some((hides, open)) if hides == name => *open = open.saturating_add(1),
                None if tag.hides() || name == "template" => {
                    self.hidden = Some((tag.name.clone(), 1));
                }
                Some(_) | None => {}
            }
        }
        Ok(())
    }

    fn close(&mut self, name: &str) {
        if BLOCKS.contains(&name) {
            self.end_line();
        }
        if name == "pre" {
            self.verbatim = self.verbatim.saturating_sub(1);
        }
        if let Some((hides, open)) = &mut self.hidden
            && hides == name
        {
            *open -= 1;
            if *open == 0 {
                self.end_line();
                self.hidden = None;
            }
        }
    }

    /// Elements whose content is text whatever stands in it.
    fn raw(&mut self, name: &str, inner: &str, sink: &mut Sink<'_, '_>) -> Result<(), Problem> {
        if name == "title" && self.title.is_none() {
            let title = tag::unescaped(inner);
            let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
            sink.property("title", &title)?;
            self.title = Some(title);
        }
        self.verbatim = self.verbatim.saturating_add(u32::from(name != "title"));
        self.words(inner);
        self.verbatim = self.verbatim.saturating_sub(u32::from(name != "title"));
        self.end_line();
        Ok(())
    }

    /// Text between tags: entities undone, white space drawn together.
    fn words(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        let place = self.place();
        let text = tag::unescaped(text);
        if self.verbatim > 0 {
            self.put(place, &text);
            return;
        }
        let into = self.texts.entry(place).or_default();
        let before = into.len();
        let mut after_space = into.is_empty() || into.ends_with(char::is_whitespace);
        for letter in text.chars() {
            let is_space = matches!(letter, ' ' | '\t' | '\n' | '\r' | '\u{0C}');
            if !is_space {
                into.push(letter);
            } else if !after_space {
                into.push(' ');
            }
            after_space = is_space;
        }
        self.bytes += (into.len() - before) as u64;
    }

    fn cell(&mut self) {
        let into = self.texts.entry(self.place()).or_default();
        let kept = into.trim_end_matches(' ').len();
        into.truncate(kept);
        if !into.is_empty() && !into.ends_with('\n') {
            into.push('\t');
        }
    }

    fn end_line(&mut self) {
        let into = self.texts.entry(self.place()).or_default();
        let kept = into.trim_end_matches(' ').len();
        into.truncate(kept);
        if !into.is_empty() && !into.ends_with('\n') {
            into.push('\n');
        }
    }

    fn put(&mut self, place: Place, text: &str) {
        self.bytes += text.len() as u64;
        self.texts.entry(place).or_default().push_str(text);
    }

    fn place(&self) -> Place {
        if self.hidden.is_some() {
            Place::Hidden
        } else {
            Place::Body
        }
    }

    fn check(&self, sink: &mut Sink<'_, '_>) -> Result<(), Problem> {
        if self.bytes > sink.budget().text_left() {
            return sink.budget().text(self.bytes);
        }
        Ok(())
    }
}

/// The content of an element that ends only at its own end tag, and what follows that.
fn skip_to_end<'h>(from: &'h str, name: &str) -> (&'h str, &'h str) {
    let ends = memchr::memmem::find_iter(from.as_bytes(), b"</");
    for at in ends {
        let Some(candidate) = from.get(at + 2..) else {
            continue;
        };
        let same = candidate
            .get(..name.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(name));
        if same {
            let end = memchr::memchr(b'>', candidate.as_bytes());
            let after = end.and_then(|end| candidate.get(end + 1..)).unwrap_or("");
            return (from.get(..at).unwrap_or(""), after);
        }
    }
    (from, "")
}

#[cfg(test)]
mod tests;
