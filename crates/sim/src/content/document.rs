//! Documents of a technology: what stands in them, line by line.

use super::grammar::{Language, Speaker, capital};
use super::lore::Lore;
use crate::holder::{Holder, Technology};
use crate::stream::{Purpose, Seeds, Stream};

/// Everything that is protected, by technology.
#[derive(Clone, Debug)]
pub(crate) struct Library {
    pub(super) technologies: Vec<Vec<Document>>,
}

/// A document without head and foot of the house.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Document {
    /// The file name without its extension.
    pub(super) name: String,
    pub(super) format: Format,
    pub(super) language: Language,
    pub(super) lines: Vec<Line>,
}

/// A piece of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Line {
    Heading(String),
    Sentence(String),
    Step(String),
    /// The head of a table.
    Columns(Vec<String>),
    Row(Vec<String>),
    /// The end of a paragraph, a list or a table.
    Break,
}

/// The format of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(super) enum Format {
    #[default]
    Text,
    Markdown,
    Html,
    Csv,
    Workbook,
    Mail,
}

impl Format {
    pub(super) const ALL: [Self; 6] = [
        Self::Markdown,
        Self::Workbook,
        Self::Text,
        Self::Html,
        Self::Csv,
        Self::Mail,
    ];

    pub(super) fn extension(self) -> &'static str {
        match self {
            Self::Text => "txt",
            Self::Markdown => "md",
            Self::Html => "html",
            Self::Csv => "csv",
            Self::Workbook => "xlsx",
            Self::Mail => "eml",
        }
    }
}

impl Line {
    /// How many words it has.
    pub(super) fn words(&self) -> usize {
        match self {
            Self::Heading(text) | Self::Sentence(text) | Self::Step(text) => {
                text.split_whitespace().count()
            }
            Self::Columns(cells) | Self::Row(cells) => cells
                .iter()
                .map(|cell| cell.split_whitespace().count())
                .sum(),
            Self::Break => 0,
        }
    }
}

impl Document {
    pub(super) fn words(&self) -> usize {
        self.lines.iter().map(Line::words).sum()
    }

    /// The sentences and steps.
    pub(super) fn sentences(&self) -> impl Iterator<Item = &str> {
        self.lines.iter().filter_map(|line| match line {
            Line::Sentence(text) | Line::Step(text) => Some(text.as_str()),
            _ => None,
        })
    }
}

impl Library {
    /// The documents of all technologies of a holder.
    pub(super) fn new(holder: &Holder, seeds: &Seeds) -> Self {
        let technologies = holder
            .technologies
            .iter()
            .enumerate()
            .map(|(place, technology)| {
                documents(technology, &mut seeds.stream(Purpose::Content, place, 1))
            })
            .collect();
        Self { technologies }
    }
}

/// Four to eight documents in all formats in turn.
fn documents(technology: &Technology, stream: &mut Stream) -> Vec<Document> {
    let lore = Lore::of(&technology.slug);
    let letters: String = technology
        .slug
        .chars()
        .filter(char::is_ascii_alphabetic)
        .take(3)
        .collect();
    let form = stream.code("####");
    let parts: Vec<String> = (0..12)
        .map(|_| format!("{}-{form}-{}", letters.to_uppercase(), stream.code("^##")))
        .collect();
    let first = stream.below(Format::ALL.len());
    let mut documents = Vec::new();
    for number in 0..stream.range(4, 8) as usize {
        let language = if stream.chance(0.5) {
            Language::Korean
        } else {
            Language::English
        };
        let format = Format::ALL
            .get((first + number) % Format::ALL.len())
            .copied()
            .unwrap_or_default();
        let full = technology.document(number);
        let name = full
            .rsplit_once('.')
            .map_or(full.as_str(), |(name, _)| name)
            .to_owned();
        let mut speaker = Speaker {
            lore: &lore,
            parts: &parts,
            language,
            stream: stream.clone(),
        };
        let lines = lines(&mut speaker, format, &title(&name, technology));
        *stream = speaker.stream;
        documents.push(Document {
            name,
            format,
            language,
            lines,
        });
    }
    documents
}

fn title(name: &str, technology: &Technology) -> String {
    format!("{}: {}", technology.name, capital(&name.replace('-', " ")))
}

/// Sections until the document is as long as it should be, mostly short.
fn lines(speaker: &mut Speaker<'_>, format: Format, title: &str) -> Vec<Line> {
    let target = 420 + (2_300.0 * speaker.stream.unit().powi(2)) as usize;
    let mut lines = vec![Line::Heading(title.to_owned()), Line::Break];
    let mut words = 0;
    while words < target {
        let from = lines.len();
        lines.push(Line::Heading(speaker.heading()));
        lines.push(Line::Break);
        let is_sheet = matches!(format, Format::Csv | Format::Workbook);
        match speaker.stream.below(if is_sheet { 3 } else { 6 }) {
            0 | 1 => table(speaker, &mut lines),
            2 => {
                for _ in 0..speaker.stream.range(5, 11) {
                    lines.push(Line::Step(speaker.step()));
                }
                lines.push(Line::Break);
            }
            _ => {
                for _ in 0..speaker.stream.range(1, 3) {
                    for _ in 0..speaker.stream.range(4, 8) {
                        lines.push(Line::Sentence(speaker.sentence()));
                    }
                    lines.push(Line::Break);
                }
            }
        }
        words += lines.iter().skip(from).map(Line::words).sum::<usize>();
    }
    lines
}

/// A recipe: lots with part, four values and a remark.
fn table(speaker: &mut Speaker<'_>, lines: &mut Vec<Line>) {
    let values = speaker.columns();
    let head = match speaker.language {
        Language::English => ["lot", "part", "about"],
        Language::Korean => ["로트", "부품", "비고"],
    };
    let [lot, part, about] = head.map(str::to_owned);
    let named = values
        .iter()
        .map(|value| format!("{} ({})", speaker.say(value.name), value.unit));
    let columns: Vec<String> = [lot, part]
        .into_iter()
        .chain(named)
        .chain([about])
        .collect();
    lines.push(Line::Columns(columns));
    for _ in 0..speaker.stream.range(6, 14) {
        let mut row = vec![speaker.lot(), speaker.part().to_owned()];
        for value in &values {
            row.push(value.number(speaker.stream.unit()));
        }
        let remark = if speaker.stream.chance(0.4) {
            speaker.fault()
        } else {
            speaker.thing()
        };
        row.push(remark.to_owned());
        lines.push(Line::Row(row));
    }
    lines.push(Line::Break);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::HolderKind;

    #[test]
    fn documents_have_the_length_of_documents() {
        for (kind, seed) in [
            (HolderKind::Maker, 1),
            (HolderKind::Lab, 2),
            (HolderKind::Maker, 3),
        ] {
            let seeds = Seeds::new(seed, 9);
            let library = Library::new(&Holder::new(kind, &seeds), &seeds);
            for document in library.technologies.iter().flatten() {
                let words = document.words();
                assert!((400..=3_000).contains(&words), "{}: {words}", document.name);
            }
        }
    }
}
