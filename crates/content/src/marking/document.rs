//! The markings of a whole document: in its name, its properties and its text.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use super::Level;
use super::controls::{CONTROLLED_LATIN, Control};
use super::line::{InLine, cjk_words, markings_in};
use super::place::{MarkingPlace, REPEATED, REPEATED_POINTS, Standing, Strength, points};
use super::spelling::{is_gapped, plain};
use super::words::LATIN;
use crate::labels::is_label_property;

/// Longest piece of a line that is looked at at once; markings are short.
const PIECE: usize = 1 << 10;
/// The first and last lines of a section that count as its edge.
const EDGE: usize = 3;

/// A document as its markings are looked for.
#[derive(Clone, Copy, Debug, Default)]
pub struct MarkedDocument<'d> {
    /// Its name; folders before it do not count.
    pub file_name: &'d str,
    /// Names and values of what it says about itself.
    pub properties: &'d [(&'d str, &'d str)],
    /// Its text: each page, sheet, slide, header on its own, where the format tells.
    pub texts: &'d [MarkedText<'d>],
}

/// A part of a document's text.
#[derive(Clone, Copy, Debug)]
pub struct MarkedText<'d> {
    /// Where it stands.
    pub place: MarkingPlace,
    /// The text.
    pub text: &'d str,
}

/// What a marking says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Protection {
    /// Who may see it.
    Secret(Level),
    /// Which law holds for it.
    Controlled(Control),
}

/// A marking found in a document; the same word in the same kind of place is told once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundMarking {
    /// What it says.
    pub says: Protection,
    /// The word that says so, as the list spells it.
    pub word: &'static str,
    /// Where it stands.
    pub place: MarkingPlace,
    /// How it stands in its line.
    pub standing: Standing,
    /// What it is worth: 0 to 10 points.
    pub points: u8,
    /// How often it stands there like this.
    pub times: u32,
    /// Where it stands first.
    pub first: MarkingSpot,
}

/// Where exactly a marking stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkingSpot {
    /// In the name of the file.
    FileName,
    /// In this property of those given.
    Property(usize),
    /// In a line of this text of those given.
    Text {
        /// Which text.
        text: usize,
        /// The first byte of the line.
        start: usize,
        /// The byte after its last.
        end: usize,
    },
}

impl FoundMarking {
    /// What it is worth, in three steps.
    #[must_use]
    pub const fn strength(&self) -> Strength {
        Strength::of(self.points)
    }
}

impl fmt::Display for Protection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Secret(level) => level.fmt(f),
            Self::Controlled(control) => control.fmt(f),
        }
    }
}

/// Every marking of a document, the strongest first.
///
/// Properties of sensitivity labels are left out; [`crate::labels`] reads them.
///
/// ```
/// use bongsu_content::{MarkedDocument, MarkedText, MarkingPlace, Strength, markings};
///
/// let texts = [
///     MarkedText { place: MarkingPlace::Header, text: "대 외 비" },
///     MarkedText { place: MarkingPlace::Body, text: "This text is not confidential." },
/// ];
/// let found = markings(&MarkedDocument { texts: &texts, ..MarkedDocument::default() });
/// assert_eq!((found[0].word, found[0].strength()), ("대외비", Strength::Strong));
/// assert_eq!((found[1].word, found[1].strength()), ("confidential", Strength::Mention));
/// ```
#[must_use]
pub fn markings(document: &MarkedDocument<'_>) -> Vec<FoundMarking> {
    let mut gathered = Gathered::default();
    let name = document.file_name;
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
    for found in in_line(name) {
        // What is a mention in a sentence is no marking of a name.
        if matches!(found.standing, Standing::Alone | Standing::Short) {
            gathered.take(found, MarkingPlace::FileName, false, MarkingSpot::FileName);
        }
    }
    for (number, (name, value)) in document.properties.iter().enumerate() {
        if is_label_property(name) {
            continue;
        }
        let place = if is_classifying(name) {
            MarkingPlace::Classification
        } else {
            MarkingPlace::Property
        };
        for line in value.lines() {
            for found in in_line(line) {
                gathered.take(found, place, false, MarkingSpot::Property(number));
            }
        }
    }
    for (number, text) in document.texts.iter().enumerate() {
        in_text(number, text, &mut gathered);
    }
    gathered.finish()
}

fn in_text(number: usize, text: &MarkedText<'_>, gathered: &mut Gathered) {
    let whole = MarkingSpot::Text {
        text: number,
        start: 0,
        end: text.text.len(),
    };
    if text.place == MarkingPlace::Watermark && is_upright(text.text) {
        for found in in_line(&text.text.lines().collect::<Vec<_>>().join(" ")) {
            gathered.take(found, text.place, false, whole);
        }
        return;
    }
    let is_body = text.place == MarkingPlace::Body;
    let edges = if is_body {
        edges(text.text)
    } else {
        (0, text.text.len())
    };
    let mut start = 0;
    for line in text.text.split_inclusive('\n') {
        let end = start + line.len();
        let at_edge = is_body && (start < edges.0 || start >= edges.1);
        for found in in_line(line) {
            let spot = MarkingSpot::Text {
                text: number,
                start,
                end: start + line.trim_end().len(),
            };
            gathered.take(found, text.place, at_edge, spot);
        }
        start = end;
    }
}

/// Where the first lines of a text that say something end, and where the last ones start.
fn edges(text: &str) -> (usize, usize) {
    let mut starts = Vec::new();
    let mut end = 0;
    let mut place = 0;
    for line in text.split_inclusive('\n') {
        let start = place;
        place += line.len();
        if line.trim().is_empty() {
            continue;
        }
        if starts.len() < EDGE {
            end = place;
        }
        starts.push(start);
        if starts.len() > EDGE * 2 {
            starts.remove(EDGE);
        }
    }
    let last = starts.len().saturating_sub(EDGE);
    (end, starts.get(last).copied().unwrap_or(0))
}

/// Whether a text is written from top to bottom, a letter a line.
fn is_upright(text: &str) -> bool {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.clone().nth(1).is_some() && lines.all(|line| line.chars().nth(1).is_none())
}

/// The markings of a line of any length.
fn in_line(line: &str) -> Vec<InLine> {
    let line = plain(line.trim());
    if line.len() <= PIECE {
        return in_piece(&line);
    }
    let mut found: Vec<InLine> = Vec::new();
    let mut rest = &*line;
    while !rest.is_empty() {
        let most = rest.floor_char_boundary(PIECE);
        let piece = rest.get(..most).unwrap_or(rest);
        // Between words, where there is a gap.
        let cut = if piece.len() == rest.len() {
            piece.len()
        } else {
            piece
                .rfind(' ')
                .filter(|cut| *cut > 0)
                .unwrap_or(piece.len())
        };
        let (piece, after) = rest.split_at(cut);
        for mut one in in_piece(piece) {
            if one.standing != Standing::Denied {
                one.standing = Standing::Sentence;
            }
            if !found.contains(&one) {
                found.push(one);
            }
        }
        rest = after;
    }
    found
}

fn in_piece(line: &str) -> Vec<InLine> {
    let may_hold = FINDER
        .as_ref()
        .is_none_or(|finder| finder.is_match(line.as_bytes()));
    if may_hold || is_gapped(line) {
        markings_in(line)
    } else {
        Vec::new()
    }
}

/// Any text without which a line has no marking, unless it is spelled with gaps.
static FINDER: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    let latin = LATIN.iter().map(|phrase| phrase.words);
    let latin = latin.chain(CONTROLLED_LATIN.iter().map(|phrase| phrase.words));
    let longest = latin.filter_map(|words| words.iter().max_by_key(|word| word.len()).copied());
    AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .build(longest.chain(cjk_words()))
        .ok()
});

/// Whether a property is there to classify the document.
fn is_classifying(name: &str) -> bool {
    let name = plain(name).to_lowercase();
    CLASSIFYING.iter().any(|word| name.contains(word))
}

/// Parts of names of properties that classify.
const CLASSIFYING: [&str; 14] = [
    "classif",
    "sensitiv",
    "confidential",
    "secrecy",
    "keyword",
    "category",
    "marking",
    "보안",
    "등급",
    "비밀",
    "분류",
    "密",
    "机密",
    "区分",
];

type Key = (Protection, &'static str, MarkingPlace, Standing, bool);

/// Markings by what they say and where, with how often.
#[derive(Default)]
struct Gathered(BTreeMap<Key, Counted>);

struct Counted {
    times: u32,
    first: MarkingSpot,
    n_texts: usize,
    last_text: Option<usize>,
}

impl Gathered {
    fn take(&mut self, found: InLine, place: MarkingPlace, at_edge: bool, spot: MarkingSpot) {
        let key = (found.says, found.word, place, found.standing, at_edge);
        let counted = self.0.entry(key).or_insert(Counted {
            times: 0,
            first: spot,
            n_texts: 0,
            last_text: None,
        });
        counted.times = counted.times.saturating_add(1);
        let text = match spot {
            MarkingSpot::Text { text, .. } => Some(text),
            MarkingSpot::FileName | MarkingSpot::Property(_) => None,
        };
        if counted.last_text != text {
            counted.n_texts += 1;
            counted.last_text = text;
        }
    }

    fn finish(self) -> Vec<FoundMarking> {
        let found = self
            .0
            .into_iter()
            .map(|((says, word, place, standing, at_edge), counted)| {
                let own = points(place, standing, at_edge);
                let is_repeated =
                    at_edge && standing == Standing::Short && counted.n_texts >= REPEATED;
                FoundMarking {
                    says,
                    word,
                    place,
                    standing,
                    points: if is_repeated { REPEATED_POINTS } else { own },
                    times: counted.times,
                    first: counted.first,
                }
            });
        let mut found: Vec<FoundMarking> = found.collect();
        // Equal points: the higher protection first, then the order of the key.
        found.sort_by_key(|one| Reverse((one.points, one.says)));
        found
    }
}
