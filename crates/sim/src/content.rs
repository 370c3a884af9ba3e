//! Documents of the protected technologies, the template of the house, and files that were captured on the way out.
//!
//! All of it has streams of its own, so that the other files do not depend on it.

mod capture;
mod document;
mod format;
mod grammar;
mod house;
mod lore;
mod ordinary;
mod pick;
mod taken;

pub(crate) use capture::Capture;
pub(crate) use pick::Tap;

use capture::Maker;
use document::{Document, Format, Library};
use format::{Envelope, render};
use house::House;

use crate::SimError;
use crate::calendar::{Calendar, DAY};
use crate::world::World;

/// The documents and the template of a holder.
#[derive(Clone, Debug)]
pub(crate) struct Content {
    library: Library,
    house: House,
    /// The folder of each technology, its id.
    ids: Vec<String>,
    date: String,
}

impl Content {
    pub(crate) fn new(world: &World) -> Self {
        Self {
            library: Library::new(&world.holder, &world.seeds),
            house: House::new(&world.holder),
            ids: world
                .holder
                .technologies
                .iter()
                .map(|technology| technology.id.clone())
                .collect(),
            date: date(&world.calendar, 9 * 3600),
        }
    }

    /// All documents and the template: path below the folder and bytes.
    pub(crate) fn files(&self) -> Result<Vec<(String, Vec<u8>)>, SimError> {
        let mut files = Vec::new();
        for (name, text) in self.house.files() {
            files.push((format!("documents/boilerplate/{name}"), text.into_bytes()));
        }
        for (id, documents) in self.ids.iter().zip(&self.library.technologies) {
            for document in documents {
                let name = format!("{}.{}", document.name, document.format.extension());
                files.push((format!("documents/{id}/{name}"), self.bytes(document)?));
            }
        }
        Ok(files)
    }

    /// What was captured: acts of scenarios and ordinary ones, in the order of time.
    pub(crate) fn captures(&self, world: &World, tap: Tap) -> Result<Vec<Capture>, SimError> {
        Maker {
            world,
            content: self,
        }
        .captures(tap)
    }

    /// A document as it lies on the document server.
    fn bytes(&self, document: &Document) -> Result<Vec<u8>, SimError> {
        let domain = &self.house.domain;
        let envelope = Envelope {
            from: format!("{}-office@{domain}", document.name),
            to: format!("{}-readers@{domain}", document.name),
            subject: document.name.clone(),
            date: self.date.clone(),
        };
        render(&self.house.framed(document), document.format, &envelope)
    }
}

/// Whether documents and captured files may have the extension.
pub(crate) fn is_extension(extension: &str) -> bool {
    Format::ALL
        .iter()
        .any(|format| format.extension() == extension)
}

/// An instant as mails spell it.
fn date(calendar: &Calendar, at: i64) -> String {
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let day = calendar.day(at.div_euclid(DAY) as i32).date();
    let month = MONTHS
        .get((day.month() - 1) as usize)
        .copied()
        .unwrap_or("Jan");
    let plain = calendar.plain(at);
    let time = plain.split(' ').nth(1).unwrap_or("00:00:00");
    format!("{} {month} {} {time} +0900", day.day(), day.year())
}
