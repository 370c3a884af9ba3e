//! A name prepared once and compared many times: its words, each with its role and weight.

use serde::{Deserialize, Serialize};

use crate::compound::is_compound;
use crate::cyrillic::{self, CyrillicPerson, CyrillicWord};
use crate::fold::{fold, skeleton, sound};
use crate::scripts::writes_no_short_vowels;
use crate::tables::forms::{self, Form};
use crate::tables::words::Concept;

mod glued;
mod ordinals;
mod organisation;
mod other_names;
mod person;

/// Whose name it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum NameKind {
    /// A person.
    Person,
    /// An organisation.
    Organisation,
}

/// A name, taken apart.
#[derive(Clone, Debug)]
pub struct PreparedName {
    original: String,
    kind: NameKind,
    folded: String,
    pub(crate) words: Vec<Word>,
    pub(crate) forms: Vec<&'static Form>,
    /// What the whole name may be, where a person's is in Cyrillic letters.
    pub(crate) cyrillic: Option<Box<CyrillicPerson>>,
    others: Vec<Self>,
}

/// A legal form in a name, and where it exists (ISO 20275 and what it lacks).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LegalForm<'a> {
    /// The form, folded: `gmbh`, `sdn bhd`, `股份有限公司`.
    pub spelling: &'a str,
    /// ISO 3166 codes of the countries that have the form under this spelling; empty where nothing is known.
    pub countries: &'a [&'static str],
    /// Whether firms of other countries use it as a translation of their own form, as `Ltd` and `LLC`.
    pub translates: bool,
}

/// One word of a name.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Word {
    /// As folded: Hangul, Han or Latin.
    pub(crate) text: String,
    /// In Latin letters.
    pub(crate) latin: String,
    /// The sound of the Latin letters.
    pub(crate) sound: String,
    /// The skeleton of the sound.
    pub(crate) skeleton: String,
    /// Which letters occur in the text, and in the sound.
    pub(crate) letters: (u32, u32),
    pub(crate) script: Script,
    pub(crate) role: Role,
    pub(crate) weight: f64,
    /// Whether it came from a script that writes no short vowels.
    pub(crate) is_bare: bool,
    /// Whether it looks like an Arabic name of two words.
    pub(crate) is_compound: bool,
    /// The word as it was, where it came in Cyrillic letters.
    pub(crate) cyrillic: Option<Box<CyrillicWord>>,
}

/// What a word is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Script {
    Hangul,
    Han,
    Latin,
}

/// What a word does in the name.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Role {
    /// Tells this party from others.
    Name,
    /// Says what the firm does or where it stands in a group.
    Company(Concept),
    /// A place.
    Place,
    /// A number, by its value.
    Number(String),
    /// A single letter of a person's name.
    Initial,
    /// Joins or fills: of, and, the, al, van.
    Filler,
}

impl PreparedName {
    /// Takes a name apart. Any text is a name; an empty one matches nothing.
    ///
    /// ```
    /// use bongsu_names::{NameKind, PreparedName};
    ///
    /// let name = PreparedName::new(NameKind::Organisation, "㈜해동전자");
    /// assert_eq!(name.core(), "haedong");
    /// ```
    pub fn new(kind: NameKind, name: &str) -> Self {
        // A longer text is not a name; what is cut off cannot help to tell parties apart.
        let text: String = name.chars().take(MAX_CHARS).collect();
        let Some((main, others)) = other_names::split(&text) else {
            return Self::single(kind, name, &text);
        };
        let others: Vec<Self> = others
            .iter()
            .map(|other| Self::single(kind, other, other))
            .collect();
        let main = Self::single(kind, name, &main);
        // A place or a branch in brackets is no other name, and a mere legal form before them no name.
        if main.words.is_empty() || others.iter().any(|other| !other.has_own_word()) {
            return Self::single(kind, name, &text);
        }
        Self { others, ..main }
    }

    /// A name without other names in it; `text` is what is read of it.
    fn single(kind: NameKind, name: &str, text: &str) -> Self {
        let plain = (kind == NameKind::Organisation).then(|| cyrillic::with_plain_places(text));
        let plain = plain.flatten();
        let text = plain.as_deref().unwrap_or(text);
        let folded = fold(text);
        let (mut words, mut forms) = match kind {
            NameKind::Person => (person::words(text), Vec::new()),
            NameKind::Organisation => organisation::words(&folded),
        };
        if kind == NameKind::Organisation && writes_no_short_vowels(text) {
            for word in &mut words {
                word.is_bare = word.script == Script::Latin && word.role == Role::Name;
            }
        }
        for form in &mut forms {
            *form = forms::with_stops(form, text);
        }
        for text in cyrillic::words(text) {
            let folded = fold(&text);
            let mut same = words.iter_mut().filter(|word| word.text == folded);
            if let Some(word) = same.find(|word| word.cyrillic.is_none()) {
                word.cyrillic = Some(Box::new(CyrillicWord::new(&text)));
            }
        }
        let person = (kind == NameKind::Person).then(|| CyrillicPerson::new(&words));
        Self {
            cyrillic: person.flatten().map(Box::new),
            original: name.to_owned(),
            kind,
            folded,
            words,
            forms,
            others: Vec::new(),
        }
    }

    fn has_own_word(&self) -> bool {
        self.words.iter().any(|word| word.role == Role::Name)
    }

    /// Former, trading and other-script names that stood in the name: `(formerly …)`, `d/b/a`, `(구 …)`.
    pub fn other_names(&self) -> &[Self] {
        &self.others
    }

    /// The name joined without spaces in Latin letters, once for each way to say its characters: pinyin first, then
    /// the Korean reading; of a name without characters as it is spelled, and of a Chinese one in Cyrillic letters in pinyin.
    pub fn readings(&self) -> Vec<String> {
        let mut readings = vec![self.joined()];
        let has_han = self.words.iter().any(|word| word.script == Script::Han);
        if has_han {
            let words = self.words.iter().filter(|word| word.role != Role::Filler);
            let korean = words.map(|word| match word.script {
                Script::Han => {
                    crate::han::korean(&word.text).map(|text| crate::hangul::romanise(&text))
                }
                Script::Hangul | Script::Latin => Some(word.latin.clone()),
            });
            readings.extend(korean.collect::<Option<String>>());
        }
        if let Some(cyrillic) = &self.cyrillic {
            readings.extend(cyrillic.pinyin.first().cloned());
        }
        readings.dedup();
        readings
    }

    /// The name as given.
    pub fn original(&self) -> &str {
        &self.original
    }

    /// Whose name it is.
    pub const fn kind(&self) -> NameKind {
        self.kind
    }

    /// The name folded: lower case, without marks and punctuation, with its legal form.
    pub fn folded(&self) -> &str {
        &self.folded
    }

    /// The words that tell this party from others, in Latin letters; empty where every word is a common one.
    pub fn core(&self) -> String {
        let core: Vec<&str> = self
            .words
            .iter()
            .filter(|word| word.role == Role::Name)
            .map(|word| word.latin.as_str())
            .collect();
        core.join(" ")
    }

    /// The legal forms that the name says, each with the countries that have it.
    ///
    /// ```
    /// use bongsu_names::{NameKind, PreparedName};
    ///
    /// let name = PreparedName::new(NameKind::Organisation, "Norvik Systems GmbH");
    /// let forms = name.legal_forms();
    /// assert_eq!(forms[0].spelling, "gmbh");
    /// assert!(forms[0].countries.contains(&"DE") && !forms[0].translates);
    /// ```
    pub fn legal_forms(&self) -> Vec<LegalForm<'_>> {
        let forms = self.forms.iter();
        forms
            .map(|form| LegalForm {
                spelling: &form.spelling,
                countries: &form.countries,
                translates: form.translates,
            })
            .collect()
    }

    /// All words but legal forms and fillers, joined without spaces, in Latin letters.
    pub(crate) fn joined(&self) -> String {
        let words = self.words.iter().filter(|word| word.role != Role::Filler);
        words.map(|word| word.latin.as_str()).collect()
    }

    /// The skeleton of the joined words, the same for every script.
    pub(crate) fn joined_skeleton(&self) -> String {
        skeleton(&sound(&self.joined()))
    }
}

impl Word {
    pub(crate) fn new(text: &str, script: Script, role: Role, weight: f64) -> Self {
        let latin = match script {
            Script::Hangul => crate::hangul::romanise(text),
            Script::Han => crate::han::pinyin(text),
            Script::Latin => text.to_owned(),
        };
        let sound = sound(&latin);
        let skeleton = skeleton(&sound);
        let letters = (letters(text), letters(&sound));
        let is_compound = script == Script::Latin && is_compound(text);
        Self {
            is_compound,
            text: text.to_owned(),
            latin,
            sound,
            skeleton,
            letters,
            script,
            role,
            weight,
            is_bare: false,
            cyrillic: None,
        }
    }

    pub(crate) fn n_chars(&self) -> usize {
        self.text.chars().count()
    }
}

/// One bit for each letter that occurs.
fn letters(text: &str) -> u32 {
    text.bytes().fold(0, |seen, byte| seen | 1 << (byte % 32))
}

/// How much of a name is read.
const MAX_CHARS: usize = 300;

/// What a run of one script is written in.
pub(crate) fn script_of(run: &str) -> Script {
    match run.chars().next() {
        Some(c) if crate::hangul::is_syllable(c) => Script::Hangul,
        Some(c) if crate::tables::words::is_han(c) => Script::Han,
        _ => Script::Latin,
    }
}
