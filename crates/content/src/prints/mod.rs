//! From a text to what is kept of it.

use crate::canonical::count;
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

/// What a text is, as far as its prints differ by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Sentences, tables, anything people write for people.
    Prose,
    /// Source code.
    Code(Language),
}

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
        let mut prints = Self {
            length: count(text),
            tiers: [const { Vec::new() }; 5],
        };
        prints.set(Tier::Verbatim, verbatim::verbatim(text, key));
        match kind {
            Kind::Prose => {
                prints.set(Tier::Reworked, reworked::reworked(text, key));
                prints.set(Tier::Technical, technical::technical(text, key));
            }
            Kind::Code(language) => prints.set(Tier::Code, code::code(text, language, key)),
        }
        prints
    }

    /// The prints of one tier only.
    #[must_use]
    pub fn verbatim_only(text: &str, key: &Key) -> Self {
        let mut prints = Self {
            length: count(text),
            tiers: [const { Vec::new() }; 5],
        };
        prints.set(Tier::Verbatim, verbatim::verbatim(text, key));
        prints
    }

    /// The same with the hash of the file the text was read from, by the BLAKE3 of its bytes.
    #[must_use]
    pub fn with_file(mut self, digest: &[u8; 32], key: &Key) -> Self {
        let whole = Print {
            hash: key.exact(digest),
            start: 0,
            end: self.length,
        };
        self.set(Tier::Exact, vec![whole]);
        self
    }

    fn set(&mut self, tier: Tier, prints: Vec<Print>) {
        if let Some(list) = self.tiers.get_mut(tier as usize) {
            *list = prints;
        }
    }
}
