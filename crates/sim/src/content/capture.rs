//! The captured files: what each of the chosen acts carried.

use std::collections::BTreeMap;

use super::document::{Document, Format, Line};
use super::format::{Envelope, render};
use super::grammar::Language;
use super::ordinary::{Kind, Ordinary, brochure, ordinary};
use super::pick::{Channel, Chosen, Tap, Theft, thefts};
use super::taken::{Form, excerpt};
use super::{Content, date};
use crate::SimError;
use crate::stream::{Purpose, Stream};
use crate::world::World;

/// Leaflets with one sentence of a protected document among the captured mails.
const BROCHURES: usize = 3;
/// Letters of such a sentence.
const QUOTED: usize = 60;
/// Names that say nothing.
const NAMES: [&str; 8] = [
    "notes",
    "scan",
    "photos-list",
    "study",
    "misc",
    "backup",
    "old-files",
    "reading",
];

/// A captured file.
#[derive(Clone, Debug, Default)]
pub(crate) struct Capture {
    pub(crate) user: String,
    /// `YYYY-MM-DD HH:MM:SS`.
    pub(crate) at: String,
    pub(crate) channel: &'static str,
    /// Its path within the folder of captured files.
    pub(crate) file: String,
    pub(crate) bytes: Vec<u8>,
}

/// Makes the captured files.
#[derive(Debug)]
pub(super) struct Maker<'a> {
    pub(super) world: &'a World,
    pub(super) content: &'a Content,
}

/// Name and bytes of a file, before it has a number.
type File = (String, Vec<u8>);

impl Maker<'_> {
    /// All captured files; their numbers follow the order of time, whatever they hold.
    pub(super) fn captures(&self, tap: Tap) -> Result<Vec<Capture>, SimError> {
        let mut files: Vec<(Chosen, File)> = Vec::new();
        let mut of_mark: BTreeMap<u16, usize> = BTreeMap::new();
        for theft in thefts(self.world) {
            let number = of_mark.entry(theft.mark).or_default();
            if let Some(file) = self.theft(&theft, *number)? {
                *number += 1;
                files.push((theft.act, file));
            }
        }
        let mut brochures = 0;
        for act in tap.into_chosen() {
            let mut stream = self.stream(&act);
            let wants_brochure = brochures < BROCHURES
                && act.channel == Channel::Mail
                && act.agreed.is_empty()
                && stream.chance(0.3);
            let file = if wants_brochure {
                brochures += 1;
                self.house_file(&act, self.brochure(&mut stream), &mut stream)?
            } else if act.agreed.is_empty() {
                self.ordinary(&act, &mut stream)?
            } else {
                self.agreed(&act, &mut stream)?
            };
            files.push((act, file));
        }
        files.sort_by(|(a, _), (b, _)| a.cmp(b));
        Ok((1..)
            .zip(files)
            .map(|(number, (act, (name, bytes)))| Capture {
                user: self.world.staff.user(act.person),
                at: self.world.calendar.plain(act.at),
                channel: act.channel.name(),
                file: format!("{number:04}/{name}"),
                bytes,
            })
            .collect())
    }

    fn stream(&self, act: &Chosen) -> Stream {
        self.world
            .seeds
            .stream(Purpose::Captured, act.at as usize, act.person as i32)
    }

    /// What somebody takes away of a technology; none where it has no documents.
    fn theft(&self, theft: &Theft, number: usize) -> Result<Option<File>, SimError> {
        let act = &theft.act;
        let mut stream = self.stream(act);
        let documents = self.documents(theft.technology);
        let Some(document) = documents.get(stream.below(documents.len())) else {
            return Ok(None);
        };
        let name = match act.channel {
            Channel::Removable => stem(&act.object),
            _ => format!("{}-{}", stream.pick(&NAMES), stream.code("##")),
        };
        let form = Form::of(usize::from(theft.mark) + number);
        if form == Form::Whole {
            let bytes = self.content.bytes(document)?;
            let name = format!("{name}.{}", document.format.extension());
            return Ok(Some((name, bytes)));
        }
        let lines = form.lines(document, &mut stream);
        let format = stream.pick(&[
            Format::Text,
            Format::Markdown,
            Format::Html,
            Format::Workbook,
        ]);
        self.file(act, &name, format, &lines).map(Some)
    }

    /// Part of a document that a partner gets, as agreed.
    fn agreed(&self, act: &Chosen, stream: &mut Stream) -> Result<File, SimError> {
        let documents = self.documents(stream.pick(&act.agreed));
        let Some(document) = documents.get(stream.below(documents.len())) else {
            return self.ordinary(act, stream);
        };
        let lines = excerpt(document, stream.between(0.2, 0.5), stream);
        let lines = self.content.house.signed(lines, document.language);
        let name = format!("joint-report-{}", stream.code("##"));
        let format = stream.pick(&[Format::Text, Format::Html, Format::Markdown]);
        self.file(act, &name, format, &lines)
    }

    fn ordinary(&self, act: &Chosen, stream: &mut Stream) -> Result<File, SimError> {
        let person = self.world.person(act.person);
        let is_own = person.is_some_and(|person| person.own_address == act.object);
        let is_private = match act.channel {
            Channel::Mail => is_own,
            Channel::Removable => act.object.starts_with("R:\\private\\"),
            Channel::Cloud | Channel::Web => stream.chance(0.6),
        };
        let kinds = [Kind::Minutes, Kind::Quotation, Kind::Schedule, Kind::Visit];
        let kind = if is_private {
            Kind::Private
        } else {
            stream.pick(&kinds)
        };
        let is_sheet = act.channel == Channel::Removable && act.object.contains(".xls");
        let mut made = ordinary(kind, is_sheet, stream);
        if act.channel == Channel::Removable {
            made.name = stem(&act.object);
        }
        self.house_file(act, made, stream)
    }

    /// A public leaflet that quotes a protected document.
    fn brochure(&self, stream: &mut Stream) -> Ordinary {
        let documents = self.documents(stream.below(self.content.library.technologies.len()));
        let language = documents
            .first()
            .map(|document| document.language)
            .unwrap_or_default();
        let long: Vec<&str> = documents
            .iter()
            .filter(|document| document.language == language)
            .flat_map(Document::sentences)
            .filter(|sentence| {
                sentence.chars().count() >= QUOTED || is_korean_enough(language, sentence)
            })
            .collect();
        let quoted = stream.pick(&long);
        brochure(&self.world.holder.name, quoted, language, stream)
    }

    /// A file of the house, with what stands below everything the house sends; private ones go without.
    fn house_file(
        &self,
        act: &Chosen,
        made: Ordinary,
        stream: &mut Stream,
    ) -> Result<File, SimError> {
        let house = &self.content.house;
        let lines = match (made.is_private, act.channel) {
            (true, _) => made.lines,
            (_, Channel::Mail) if stream.chance(0.6) => house.signed(made.lines, made.language),
            _ => house.framed(&Document {
                language: made.language,
                lines: made.lines,
                ..Document::default()
            }),
        };
        self.file(act, &made.name, made.format, &lines)
    }

    fn file(
        &self,
        act: &Chosen,
        name: &str,
        format: Format,
        lines: &[Line],
    ) -> Result<File, SimError> {
        let person = self.world.person(act.person);
        let from = person
            .map(|person| person.email.clone())
            .unwrap_or_default();
        let envelope = Envelope {
            to: match act.channel {
                Channel::Mail => act.object.clone(),
                _ => from.clone(),
            },
            from,
            subject: name.to_owned(),
            date: date(&self.world.calendar, act.at),
        };
        let bytes = render(lines, format, &envelope)?;
        Ok((format!("{name}.{}", format.extension()), bytes))
    }

    fn documents(&self, technology: usize) -> &[Document] {
        self.content
            .library
            .technologies
            .get(technology)
            .map(Vec::as_slice)
            .unwrap_or_default()
    }
}

impl Channel {
    fn name(self) -> &'static str {
        match self {
            Self::Mail => "mail",
            Self::Removable => "removable",
            Self::Cloud => "cloud",
            Self::Web => "web",
        }
    }
}

/// Korean says as much in half the letters.
fn is_korean_enough(language: Language, sentence: &str) -> bool {
    language == Language::Korean && sentence.chars().count() >= QUOTED / 2
}

/// The name of a copied file without folders and extension.
fn stem(path: &str) -> String {
    let name = path.rsplit('\\').next().unwrap_or_default();
    name.rsplit_once('.')
        .map_or(name, |(stem, _)| stem)
        .to_owned()
}
