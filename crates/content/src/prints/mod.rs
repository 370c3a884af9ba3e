//! From a text to what is kept of it.

use crate::canonical::count;
use crate::escaped::views;
use crate::key::Key;
use crate::print::{Print, Prints, Tier};

mod code;
mod quantity;
mod reworked;
mod stop;
mod technical;
mod tokens;
mod triples;
mod verbatim;
mod words;

pub use code::Language;
pub(crate) use verbatim::{RUN, WINDOW};

use verbatim::{Density, verbatim};

/// What a text is, as far as its prints differ by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Sentences, tables, anything people write for people.
    Prose,
    /// Source code.
    Code(Language),
}

/// Bytes of a text of which every run is asked.
const LONGEST_ASKED: usize = 4_000_000;

impl Prints {
    /// What is kept of a text. The hash of its file is put in by [`Prints::with_file`].
    ///
    /// A text of more than 4,294,967,295 characters is taken up to there.
    ///
    /// ```
    /// use bongsu_content::{Key, Kind, Prints, Tier};
    ///
    /// let key = Key::new(&[7; 32]);
    /// let text = "The slurry B-4 holds 3.2 % ceria at pH 10.5 and is kept at 25 °C for two hours before use.";
    /// let louder = Prints::new(&text.to_uppercase().replace(' ', ""), Kind::Prose, &key);
    /// let prints = Prints::new(text, Kind::Prose, &key);
    /// assert_eq!(prints.of(Tier::Verbatim)[0].hash, louder.of(Tier::Verbatim)[0].hash);
    /// ```
    #[must_use]
    pub fn new(text: &str, kind: Kind, key: &Key) -> Self {
        let prints = Self::kept(text, key);
        prints.with_others(text, kind, key)
    }

    /// What is asked of a text that leaves: every run of it, so that no kept one is missed at the edge of an excerpt.
    /// It is some thirteen times as much as is kept; of a text of more than 4 MB only that is asked.
    ///
    /// Stretches that are escaped, percent-encoded, quoted-printable or base64 are read as well; their prints stand
    /// where they are written.
    #[must_use]
    pub fn asked(text: &str, kind: Kind, key: &Key) -> Self {
        let plain = Self::plain(text, kind, key);
        plain.with_escaped(text, kind, key)
    }

    fn plain(text: &str, kind: Kind, key: &Key) -> Self {
        if text.len() > LONGEST_ASKED {
            return Self::new(text, kind, key);
        }
        let prints = Self {
            length: count(text),
            ..Self::default()
        };
        let (every, chosen) = verbatim(text, Density::Every, key);
        let mut prints = prints.with(Tier::Verbatim, every);
        prints.chosen = chosen;
        prints.with_others(text, kind, key)
    }

    /// The verbatim tier of what is kept.
    #[must_use]
    pub fn kept(text: &str, key: &Key) -> Self {
        let prints = Self {
            length: count(text),
            ..Self::default()
        };
        let (kept, _) = verbatim(text, Density::Winnowed, key);
        prints.with(Tier::Verbatim, kept)
    }

    /// Adds the prints of what is escaped in the text.
    fn with_escaped(mut self, text: &str, kind: Kind, key: &Key) -> Self {
        self.n_plain = self.of(Tier::Verbatim).len() as u32;
        let density = if text.len() > LONGEST_ASKED {
            Density::Winnowed
        } else {
            Density::Every
        };
        views(text, &mut |view| {
            let (found, _) = verbatim(&view.text, density, key);
            let mut read = Self::default().with(Tier::Verbatim, found);
            if kind == Kind::Prose {
                read = read.with_others(&view.text, kind, key);
            }
            for (all, found) in self.tiers.iter_mut().zip(read.tiers) {
                all.extend(found.into_iter().filter_map(|print| {
                    let (start, end) = view.place(print.start, print.end)?;
                    Some(Print {
                        start,
                        end,
                        ..print
                    })
                }));
            }
        });
        for tier in [Tier::Reworked, Tier::Technical] {
            if let Some(list) = self.tiers.get_mut(tier as usize) {
                list.sort_by_key(|print| (print.start, print.end, print.hash));
            }
        }
        self
    }

    fn with_others(self, text: &str, kind: Kind, key: &Key) -> Self {
        match kind {
            Kind::Prose => self
                .with(Tier::Reworked, reworked::reworked(text, key))
                .with(Tier::Technical, technical::technical(text, key)),
            Kind::Code(language) => self.with(Tier::Code, code::code(text, language, key)),
        }
    }

    /// The same with the hash of the file the text was read from, by the BLAKE3 of its bytes.
    #[must_use]
    pub fn with_file(self, digest: &[u8; 32], key: &Key) -> Self {
        let whole = Print {
            hash: key.exact(digest),
            start: 0,
            end: self.length,
        };
        self.with(Tier::Exact, vec![whole])
    }

    fn with(mut self, tier: Tier, prints: Vec<Print>) -> Self {
        if let Some(list) = self.tiers.get_mut(tier as usize) {
            *list = prints;
        }
        self
    }
}
