//! Where a marking stands, and what that is worth.

use std::fmt;

/// Where in a document a text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MarkingPlace {
    /// The name of the file.
    FileName,
    /// Behind or across the page.
    Watermark,
    /// At the top of pages, or on a master that they share.
    Header,
    /// At the foot of pages.
    Footer,
    /// A property that is there to classify: classification, sensitivity, keywords, 보안등급, 密级.
    Classification,
    /// Another property, such as the title.
    Property,
    /// Running text, cells, slides; the first and last lines of a page or section weigh more.
    Body,
    /// Notes, comments, memos.
    Comment,
    /// What is not shown: hidden or deleted text, what replaces pictures.
    Hidden,
}

/// How a marking stands in its line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// The line says nothing else.
    Alone,
    /// In a few words that are no sentence.
    Short,
    /// In a sentence: a mention.
    Sentence,
    /// The line says that it is not so: `not confidential`, a box that is not ticked.
    Denied,
}

/// What a marking is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Strength {
    /// The document speaks of it.
    Mention,
    /// The document may be marked so.
    Likely,
    /// The document is marked so.
    Strong,
}

/// Points for a marking alone, in a short line, in a sentence. The README of the crate shows the same table.
pub(super) const POINTS: [(MarkingPlace, [u8; 3]); 9] = [
    (MarkingPlace::FileName, [8, 8, 8]),
    (MarkingPlace::Watermark, [10, 9, 7]),
    (MarkingPlace::Header, [9, 8, 5]),
    (MarkingPlace::Footer, [9, 8, 5]),
    (MarkingPlace::Classification, [9, 8, 3]),
    (MarkingPlace::Property, [8, 6, 2]),
    (MarkingPlace::Body, [5, 2, 1]),
    (MarkingPlace::Comment, [4, 2, 1]),
    (MarkingPlace::Hidden, [4, 2, 1]),
];
/// The same for the first and last lines of a page or section of the body.
pub(super) const EDGE_POINTS: [u8; 3] = [8, 5, 1];
/// A short line at the edge of at least so many pages is a header, whatever the format calls it …
pub(super) const REPEATED: usize = 3;
/// … and is worth this.
pub(super) const REPEATED_POINTS: u8 = 7;
/// A marking that is denied, wherever.
const DENIED_POINTS: u8 = 1;

/// The points of a marking in one place.
pub(super) fn points(place: MarkingPlace, standing: Standing, at_edge: bool) -> u8 {
    let row = POINTS.iter().find(|(one, _)| *one == place);
    let [alone, short, sentence] = match row {
        Some((MarkingPlace::Body, _)) if at_edge => EDGE_POINTS,
        Some((_, points)) => *points,
        None => [DENIED_POINTS; 3],
    };
    match standing {
        Standing::Alone => alone,
        Standing::Short => short,
        Standing::Sentence => sentence,
        Standing::Denied => DENIED_POINTS,
    }
}

impl Strength {
    /// Seven points and more are strong, four and more likely.
    #[must_use]
    pub const fn of(points: u8) -> Self {
        match points {
            0..=3 => Self::Mention,
            4..=6 => Self::Likely,
            7.. => Self::Strong,
        }
    }
}

impl fmt::Display for MarkingPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::FileName => "file name",
            Self::Watermark => "watermark",
            Self::Header => "header",
            Self::Footer => "footer",
            Self::Classification => "classifying property",
            Self::Property => "property",
            Self::Body => "text",
            Self::Comment => "comment",
            Self::Hidden => "hidden text",
        })
    }
}

impl fmt::Display for Standing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Alone => "alone",
            Self::Short => "in a short line",
            Self::Sentence => "in a sentence",
            Self::Denied => "denied",
        })
    }
}

impl fmt::Display for Strength {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Mention => "mention",
            Self::Likely => "likely",
            Self::Strong => "strong",
        })
    }
}
