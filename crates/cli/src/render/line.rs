//! Lines of spans, and pages of lines.

use bongsu_web::words;

use super::WIDTH;
use super::style::{Meaning, Style};
use super::text;

/// One line: spans of text, each with its meaning.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Line {
    spans: Vec<(Meaning, String)>,
}

/// Lines one below the other.
#[derive(Debug, Default)]
pub(super) struct Page {
    lines: Vec<Line>,
}

/// Where running text stands: its indent on the first line and after it, and the column where it ends.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frame {
    pub(super) first: usize,
    pub(super) rest: usize,
    pub(super) end: usize,
}

impl Line {
    pub(super) fn new(meaning: Meaning, text: &str) -> Self {
        let mut line = Self::default();
        line.push(meaning, text);
        line
    }

    pub(super) fn push(&mut self, meaning: Meaning, text: &str) {
        let text = words::visible(text);
        match self.spans.last_mut() {
            Some((last, before)) if *last == meaning => before.push_str(&text),
            _ => self.spans.push((meaning, text)),
        }
    }

    pub(super) fn append(&mut self, other: Self) {
        for (meaning, text) in other.spans {
            self.push(meaning, &text);
        }
    }

    /// Fills with spaces up to a column.
    pub(super) fn pad_to(&mut self, column: usize) {
        let missing = column.saturating_sub(self.width());
        if missing > 0 {
            self.push(Meaning::Plain, &" ".repeat(missing));
        }
    }

    pub(super) fn width(&self) -> usize {
        self.spans.iter().map(|(_, text)| text::width(text)).sum()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }

    /// The line with its colours, without spaces at its end.
    fn written(&self, style: Style) -> String {
        let last = self
            .spans
            .iter()
            .rposition(|(_, text)| !text.trim_end().is_empty());
        let Some(last) = last else {
            return String::new();
        };
        let spans = self.spans.iter().take(last + 1).enumerate();
        let painted = spans.map(|(at, (meaning, text))| {
            style.paint(*meaning, if at == last { text.trim_end() } else { text })
        });
        painted.collect()
    }
}

impl Page {
    pub(super) fn push(&mut self, line: Line) {
        self.lines.push(line);
    }

    pub(super) fn extend(&mut self, lines: Vec<Line>) {
        self.lines.extend(lines);
    }

    /// A heading, with an empty line above it.
    pub(super) fn heading(&mut self, text: &str) {
        self.lines.push(Line::default());
        self.lines
            .push(Line::new(Meaning::Bold, &text.to_uppercase()));
    }

    pub(super) fn flow(&mut self, parts: &[(Meaning, &str)], first: usize, rest: usize) {
        self.lines.extend(flow(
            parts,
            Frame {
                first,
                rest,
                end: WIDTH,
            },
        ));
    }

    pub(super) fn written(&self, style: Style) -> String {
        self.lines
            .iter()
            .map(|line| line.written(style) + "\n")
            .collect()
    }
}

/// The lines of a text as paragraphs in 100 columns: `first` columns in, what follows in a paragraph `rest` in.
pub(crate) fn paragraphs(text: &str, first: usize, rest: usize) -> String {
    let mut page = Page::default();
    for line in text.lines() {
        page.flow(&[(Meaning::Plain, line)], first, rest);
    }
    page.written(Style { color: false })
}

/// Running text in a frame: words stay whole where they can, a space at the edge of a part is kept.
pub(super) fn flow(parts: &[(Meaning, &str)], frame: Frame) -> Vec<Line> {
    let room = frame.end.saturating_sub(frame.first.max(frame.rest)).max(2);
    let mut lines = vec![indented(frame.first)];
    let mut space = false;
    let mut is_start = true;
    for (meaning, part) in parts {
        let part = words::visible(part);
        for token in part.split_inclusive(' ') {
            let word = token.trim_end_matches(' ');
            for (nth, piece) in text::pieces(word, room)
                .iter()
                .filter(|piece| !piece.is_empty())
                .enumerate()
            {
                let gap = usize::from(space && !is_start && nth == 0);
                let used = lines.last().map_or(0, Line::width);
                let joins = used + gap + text::width(piece) <= frame.end && (nth == 0 || is_start);
                if !joins && !is_start {
                    lines.push(indented(frame.rest));
                } else if gap > 0 {
                    push(&mut lines, Meaning::Plain, " ");
                }
                push(&mut lines, *meaning, piece);
                is_start = false;
                space = false;
            }
            space |= token.ends_with(' ');
        }
    }
    lines
}

/// Running text beside a lead: the lead stands left of `indent` on the first line.
pub(super) fn hanging(
    lead: &Line,
    parts: &[(Meaning, &str)],
    indent: usize,
    end: usize,
) -> Vec<Line> {
    let mut lines = flow(
        parts,
        Frame {
            first: 0,
            rest: 0,
            end: end.saturating_sub(indent),
        },
    );
    for (nth, line) in lines.iter_mut().enumerate() {
        let text = std::mem::take(line);
        *line = if nth == 0 {
            lead.clone()
        } else {
            Line::default()
        };
        line.pad_to(indent);
        line.append(text);
    }
    lines
}

/// Columns of lines side by side, each padded to `width`, `gap` apart.
pub(super) fn side_by_side(columns: Vec<Vec<Line>>, width: usize, gap: usize) -> Vec<Line> {
    let height = columns.iter().map(Vec::len).max().unwrap_or(0);
    let mut rows = vec![Line::default(); height];
    for (nth, column) in columns.into_iter().enumerate() {
        for (row, line) in rows.iter_mut().zip(column) {
            row.pad_to(nth * (width + gap));
            row.append(line);
        }
    }
    rows
}

fn indented(columns: usize) -> Line {
    if columns == 0 {
        Line::default()
    } else {
        Line::new(Meaning::Plain, &" ".repeat(columns))
    }
}

fn push(lines: &mut [Line], meaning: Meaning, text: &str) {
    if let Some(line) = lines.last_mut() {
        line.push(meaning, text);
    }
}
