//! HTML in mails, until the reader of pages takes this over: text without tags.

use crate::Problem;
use crate::sink::Sink;

/// The text of a piece of HTML, into the section that is open.
pub(super) fn read_fragment(html: &str, sink: &mut Sink<'_, '_>) -> Result<(), Problem> {
    let mut rest = html;
    while let Some((text, tag)) = rest.split_once('<') {
        sink.text(text)?;
        let (tag, after) = tag.split_once('>').unwrap_or((tag, ""));
        let name = tag
            .trim_start_matches('/')
            .split_whitespace()
            .next()
            .unwrap_or("")
            .to_ascii_lowercase();
        rest = after;
        if let "script" | "style" = name.as_str() {
            rest = rest.split_once("</").map_or("", |(_, after)| after);
            rest = rest.split_once('>').map_or("", |(_, after)| after);
        }
        if let "p" | "br" | "div" | "tr" | "li" = name.as_str() {
            sink.line()?;
        }
    }
    sink.text(rest)
}
