//! How wide a text will be, before a browser has drawn it, and how to make it fit.
//!
//! Faces differ; the estimate is for a wide face, so that text rather has room left than runs into its neighbour.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// A type size, in user units, and whether it is bold.
#[derive(Clone, Copy, Debug)]
pub(super) struct Face {
    pub(super) size: f64,
    pub(super) bold: bool,
}

/// Axis numbers and small notes.
pub(super) const SMALL: Face = Face {
    size: 12.0,
    bold: false,
};
/// Labels of rows and edges.
pub(super) const LABEL: Face = Face {
    size: 13.0,
    bold: true,
};
/// Plain text beside marks.
pub(super) const PLAIN: Face = Face {
    size: 12.5,
    bold: false,
};
/// Names in boxes.
pub(super) const NAME: Face = Face {
    size: 14.0,
    bold: true,
};

impl Face {
    /// How wide the text will be.
    pub(super) fn width(self, text: &str) -> f64 {
        let ems: f64 = text.graphemes(true).map(cluster).sum();
        ems * self.size * if self.bold { 1.09 } else { 1.0 }
    }

    /// The text, cut with `…` where it is wider than `room`.
    pub(super) fn shorten(self, text: &str, room: f64) -> String {
        if self.width(text) <= room {
            return text.to_owned();
        }
        let mut out = String::new();
        for part in text.graphemes(true) {
            if self.width(&out) + self.width(part) + self.width("…") > room {
                break;
            }
            out.push_str(part);
        }
        format!("{}…", out.trim_end())
    }

    /// The text in at most `max_lines` lines of `room`; words stay whole where they can.
    pub(super) fn wrap(self, text: &str, room: f64, max_lines: usize) -> Vec<String> {
        let mut lines: Vec<String> = vec![String::new()];
        for word in text.split_whitespace() {
            for piece in self.pieces(word, room) {
                self.append(&mut lines, &piece, room);
            }
        }
        if lines.len() > max_lines {
            let rest = lines.split_off(max_lines.saturating_sub(1)).join(" ");
            lines.push(self.shorten(&rest, room));
        }
        lines
    }

    fn append(self, lines: &mut Vec<String>, piece: &str, room: f64) {
        if let Some(line) = lines.last_mut() {
            let joined = if line.is_empty() {
                piece.to_owned()
            } else {
                format!("{line} {piece}")
            };
            if line.is_empty() || self.width(&joined) <= room {
                *line = joined;
                return;
            }
        }
        lines.push(piece.to_owned());
    }

    /// A word in pieces no wider than a line; most words are one piece.
    fn pieces(self, word: &str, room: f64) -> Vec<String> {
        if self.width(word) <= room {
            return vec![word.to_owned()];
        }
        let mut pieces = vec![String::new()];
        let mut width = 0.0;
        for part in word.graphemes(true) {
            let more = self.width(part);
            if width + more > room && width > 0.0 {
                pieces.push(String::new());
                width = 0.0;
            }
            width += more;
            if let Some(piece) = pieces.last_mut() {
                piece.push_str(part);
            }
        }
        pieces
    }
}

/// The width of the widest line.
pub(super) fn widest(face: Face, lines: &[String]) -> f64 {
    lines
        .iter()
        .map(|line| face.width(line))
        .fold(0.0, f64::max)
}

/// The width of one grapheme cluster in ems.
fn cluster(part: &str) -> f64 {
    if part.width() >= 2 {
        return 1.0;
    }
    match part.chars().next().unwrap_or(' ') {
        'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | ' ' | '·' => 0.33,
        'f' | 't' | 'r' | '(' | ')' | '[' | ']' | '-' | '/' | '"' => 0.42,
        'm' | 'w' | 'M' | 'W' | '@' | '%' | '…' | '—' => 0.95,
        'A'..='Z' => 0.70,
        '+' | '−' | '×' | '=' | '<' | '>' | '~' => 0.8,
        _ => 0.61,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_fit_and_say_when_something_is_cut() {
        let name = "Haedong Ship Safety and Marine Equipment Trading Company";
        let lines = SMALL.wrap(name, 120.0, 2);
        assert_eq!(lines.len(), 2);
        assert!(
            lines.iter().all(|line| SMALL.width(line) <= 120.0),
            "{lines:?}"
        );
        assert!(lines[1].ends_with('…'));
        assert_eq!(SMALL.wrap("short", 120.0, 2), ["short"]);
    }

    #[test]
    fn a_long_word_breaks_between_clusters() {
        let lines = SMALL.wrap("해동선박안전해동선박안전e\u{301}", 36.0, 9);
        assert!(
            lines.iter().all(|line| SMALL.width(line) <= 36.0),
            "{lines:?}"
        );
        assert_eq!(lines.concat(), "해동선박안전해동선박안전e\u{301}");
        assert!(lines.iter().all(|line| !line.starts_with('\u{301}')));
    }
}
