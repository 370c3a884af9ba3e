//! Text by the columns it takes on a terminal: Korean letters take two, combining marks none.

use bongsu_web::words;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// How many columns a text takes.
pub(super) fn width(text: &str) -> usize {
    text.graphemes(true).map(UnicodeWidthStr::width).sum()
}

/// The text, cut with `…` where it is wider than `room`; never inside a letter, so it may end one column early.
pub(super) fn fit(text: &str, room: usize) -> String {
    let text = words::visible(text);
    if width(&text) <= room {
        return text;
    }
    let mut out = String::new();
    let mut used = 1;
    for part in text.graphemes(true) {
        used += part.width();
        if used > room {
            break;
        }
        out.push_str(part);
    }
    if room > 0 {
        out.push('…');
    }
    out
}

/// The text in lines no wider than `room`, at most `most` of them; the last one is cut where there is more.
pub(super) fn wrapped(text: &str, room: usize, most: usize) -> Vec<String> {
    let text = words::visible(text);
    let mut lines = vec![String::new()];
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        for (nth, piece) in pieces(word, room.max(1)).into_iter().enumerate() {
            let used = lines.last().map_or(0, |line| width(line));
            let gap = usize::from(used > 0 && nth == 0);
            match lines.last_mut() {
                Some(line) if used == 0 || (nth == 0 && used + gap + width(&piece) <= room) => {
                    line.push_str(&" ".repeat(gap));
                    line.push_str(&piece);
                }
                _ => lines.push(piece),
            }
        }
    }
    if lines.len() > most {
        let rest = lines.split_off(most.saturating_sub(1)).join(" ");
        lines.push(fit(&rest, room));
    }
    lines
}

/// A word in pieces no wider than `room`; most words are one piece.
pub(super) fn pieces(word: &str, room: usize) -> Vec<String> {
    let mut pieces = vec![String::new()];
    let mut used = 0;
    for part in word.graphemes(true) {
        let more = part.width();
        if used + more > room && used > 0 {
            pieces.push(String::new());
            used = 0;
        }
        used += more;
        if let Some(piece) = pieces.last_mut() {
            piece.push_str(part);
        }
    }
    pieces
}
