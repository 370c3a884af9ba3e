//! What a name is found by: its words, their sounds and letter groups, its company words, numbers and first letters.

use crate::fold::{skeleton, sound};
use crate::prepare::{NameKind, PreparedName, Role, Script, Word};
use crate::tables::meanings::{Meaning, meanings};
use crate::tables::surnames;
use crate::{han, hangul, japanese};

use super::weights::Part;

mod short_forms;

pub(crate) use short_forms::saying;

/// One thing that a name is found by, as a number, and how much it says beside its rarity.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Term {
    pub(super) hash: u64,
    pub(super) weight: f32,
}

/// The terms of a name, in the order of their numbers, each once.
pub(super) fn terms(name: &PreparedName) -> Vec<Term> {
    let mut terms = Terms(Vec::with_capacity(96));
    terms.put_name(name);
    for other in name.other_names() {
        terms.put_name(other);
    }
    terms.finish()
}

/// The number of the term that a word is by its sound.
pub(super) fn of_sound(word: &Word) -> u64 {
    hash(Space::Sound, [&word.sound])
}

/// A number that changes with the tables and rules that terms are made by, so far as a few names of every kind show:
/// an index of other terms would be searched in vain.
pub(super) fn fingerprint() -> u64 {
    let probe = |kind, text: &str| {
        let terms = terms(&PreparedName::new(kind, text));
        terms.iter().fold(0, |seen, term| mix(seen, term.hash))
    };
    let organisations = ORGANISATIONS
        .iter()
        .map(|text| probe(NameKind::Organisation, text));
    let people = PEOPLE.iter().map(|text| probe(NameKind::Person, text));
    organisations.chain(people).fold(1, mix)
}

const ORGANISATIONS: [&str; 14] = [
    "㈜해동전자반도체",
    "한성중공업홀딩스 유한회사",
    "Daeyang Chemical Industries Co., Ltd.",
    "Hanseong International Trading and Shipping Group",
    "Bank of Lantern, National Institute of Science and Technology",
    "Semiconductor Display Electronics Energy Engineering Construction",
    "Solutions Systems Software Services Logistics Motors Pharma",
    "Grand Hotel Insurance Capital Investment Partners Management Consulting",
    "深圳市明远光电科技股份有限公司",
    "北京华海集团",
    "OOO Vostok-44 Komplekt",
    "Чжунминь Электроникс, Шанхай",
    "Tanzim al-Tahrir, Sociedad de Navegacion y Acero M23",
    "A.B.C. Foundation for Aid & Development (Pakistan)",
];

const PEOPLE: [&str; 9] = [
    "이순신",
    "LEE, Sun-shin",
    "Muhammad bin Yusuf al-Qasim",
    "J. K. Müller",
    "Abdurrahman Noureddine al-Sayyid",
    "李明",
    "Дмитрий Орлов",
    "Ли Цзяньминь",
    "Пак Ён Хи",
];

/// What kind of thing a term is; the same letters are another term in another space.
#[derive(Clone, Copy)]
pub(super) enum Space {
    Sound = 1,
    Skeleton,
    Consonants,
    Letters,
    ConsonantLetters,
    Initial,
    Company,
    Number,
    Acronym,
    Shortened,
    Bare,
    Meaning,
}

/// Terms as they are collected.
pub(super) struct Terms(Vec<Term>);

impl Terms {
    pub(super) fn put<T: AsRef<str>>(
        &mut self,
        space: Space,
        parts: impl IntoIterator<Item = T>,
        part: Part,
    ) {
        self.0.push(Term {
            hash: hash(space, parts),
            weight: part.weight(),
        });
    }

    fn put_letters(&mut self, space: Space, letters: &[char], part: Part) {
        self.0.push(Term {
            hash: letters
                .iter()
                .fold(start(space), |seen, letter| mix(seen, u64::from(*letter))),
            weight: part.weight(),
        });
    }

    fn put_meanings(&mut self, word: &Word) {
        for meaning in meanings(&word.latin) {
            let (space, id, part) = match meaning {
                Meaning::Company(id) => (Space::Company, id, Part::Company),
                Meaning::Line(id) => (Space::Meaning, id, Part::Meaning),
            };
            self.put(space, [id.to_string()], part);
        }
    }

    fn put_name(&mut self, name: &PreparedName) {
        let own: Vec<&Word> = name
            .words
            .iter()
            .filter(|word| matches!(word.role, Role::Name | Role::Place))
            .collect();
        for word in &name.words {
            match &word.role {
                Role::Filler => {}
                Role::Initial => self.put(Space::Initial, [&word.latin], Part::Initial),
                Role::Company(concept) => {
                    self.put(Space::Company, [concept.id.to_string()], Part::Company);
                }
                Role::Number(value) => self.put(Space::Number, [value], Part::Number),
                Role::Name | Role::Place => {
                    self.put_own(word);
                    // `M23` and `March 23`.
                    let digits = word.latin.trim_matches(|c: char| !c.is_ascii_digit());
                    if digits.len() > 1 {
                        self.put(Space::Number, [digits], Part::Number);
                    }
                }
            }
        }
        for two in own.windows(2) {
            if let [first, second] = two {
                let together = [first.latin.as_str(), second.latin.as_str()].concat();
                let skeleton = skeleton(&sound(&together));
                self.put(Space::Skeleton, [&skeleton], Part::Neighbours);
                self.put(
                    Space::Consonants,
                    [consonants(&skeleton)],
                    Part::NeighbourConsonants,
                );
            }
        }
        let core: String = own.iter().map(|word| word.latin.as_str()).collect();
        let (core, all) = (skeleton(&sound(&core)), name.joined_skeleton());
        self.put_joined(&core);
        if all != core {
            self.put_joined(&all);
        }
        for reading in whole_readings(name) {
            self.put_joined(&skeleton(&sound(&reading)));
        }
        match name.kind() {
            NameKind::Person => self.put_korean(name),
            NameKind::Organisation => {
                for word in &own {
                    self.put_meanings(word);
                }
                short_forms::put(self, name, &own);
            }
        }
    }

    /// A word of the name's own: as it is, without what is often written apart, and as Korean reads it.
    fn put_own(&mut self, word: &Word) {
        self.put_word(&word.sound, &word.skeleton);
        if let Some(rest) = without_prefix(&word.latin) {
            let sound = sound(rest);
            let skeleton = skeleton(&sound);
            let consonants = consonants(&skeleton);
            self.put(Space::Sound, [sound], Part::Stripped);
            self.put(Space::Skeleton, [skeleton], Part::Stripped);
            if consonants.len() >= 2 {
                self.put(Space::Bare, [bare(&consonants)], Part::Stripped);
                self.put(Space::Consonants, [consonants], Part::Stripped);
            }
        }
        for reading in other_readings(word) {
            let sound = sound(&reading);
            let skeleton = skeleton(&sound);
            self.put_word(&sound, &skeleton);
            self.put_joined(&skeleton);
        }
    }

    /// A word by its sound, its skeleton, its consonants, and the letters it begins and ends with.
    fn put_word(&mut self, sound: &str, skeleton: &str) {
        self.put(Space::Sound, [sound], Part::Sound);
        self.put(Space::Skeleton, [skeleton], Part::Skeleton);
        let letters = padded(skeleton.chars());
        for ends in [
            letters.get(..3),
            letters.get(letters.len().saturating_sub(3)..),
        ] {
            self.put_letters(Space::Letters, ends.unwrap_or(&[]), Part::Edges);
        }
        let consonants = consonants(skeleton);
        if consonants.len() < 2 {
            return;
        }
        self.put(Space::Consonants, [&consonants], Part::Consonants);
        self.put(Space::Bare, [bare(&consonants)], Part::Bare);
        for group in padded(consonants.chars()).windows(3) {
            self.put_letters(Space::ConsonantLetters, group, Part::ConsonantLetters);
        }
    }

    fn put_joined(&mut self, joined: &str) {
        if joined.len() < 2 {
            return;
        }
        self.put(Space::Skeleton, [joined], Part::Joined);
        self.put(
            Space::Consonants,
            [consonants(joined)],
            Part::JoinedConsonants,
        );
        let letters: Vec<char> = joined.chars().collect();
        for group in letters.windows(3) {
            self.put_letters(Space::Letters, group, Part::Letters);
        }
    }

    /// A Hangul name is found by its given name and by each customary spelling of its surname.
    fn put_korean(&mut self, name: &PreparedName) {
        let Some((surnames, given)) = korean_parts(name) else {
            return;
        };
        for surname in surnames {
            let sound = sound(surname);
            self.put(Space::Skeleton, [skeleton(&sound)], Part::Skeleton);
            self.put(Space::Sound, [sound], Part::Sound);
        }
        for given in given {
            let sound = sound(&given);
            self.put_word(&sound, &skeleton(&sound));
            self.put_joined(&skeleton(&sound));
        }
    }

    /// A term that came twice keeps its greatest weight.
    fn finish(mut self) -> Vec<Term> {
        self.0
            .sort_unstable_by(|a, b| a.hash.cmp(&b.hash).then(b.weight.total_cmp(&a.weight)));
        self.0.dedup_by_key(|term| term.hash);
        self.0
    }
}

/// A long word without the article, the servant, the father or the son that it begins with: others write them apart.
fn without_prefix(latin: &str) -> Option<&str> {
    const PREFIXES: [&str; 16] = [
        "abdul", "abdel", "abdal", "abdol", "abdur", "abder", "abou", "aboo", "abu", "abd", "bin",
        "ben", "ibn", "al", "el", "ul",
    ];
    let rest = PREFIXES
        .iter()
        .find_map(|prefix| latin.strip_prefix(prefix))?;
    (rest.len() >= 4).then_some(rest)
}

/// The consonants that every custom of writing keeps apart: French writes a `ch` for what English writes `sh` for, and
/// `h` and `w` inside a word are heard or not.
fn bare(consonants: &str) -> String {
    let mut out = String::with_capacity(consonants.len());
    for (at, c) in consonants.chars().enumerate() {
        let c = match c {
            'h' | 'v' if at > 0 => continue,
            'j' => 's',
            other => other,
        };
        if !out.ends_with(c) {
            out.push(c);
        }
    }
    out
}

/// How else a word is read, in Latin letters: characters as Korean reads them, and where they begin with a Japanese
/// surname that and the rest; Cyrillic letters as Chinese.
pub(crate) fn other_readings(word: &Word) -> Vec<String> {
    if let Some(cyrillic) = &word.cyrillic {
        return cyrillic.pinyin.iter().take(MAX_PINYIN).cloned().collect();
    }
    if word.script != Script::Han {
        return Vec::new();
    }
    let text = han::korean(&word.text);
    let korean = text.iter().map(|text| hangul::romanise(text));
    korean.chain(japanese::parts(&word.text)).collect()
}

/// How else a whole name is read, in Latin letters.
pub(crate) fn whole_readings(name: &PreparedName) -> Vec<String> {
    let Some(cyrillic) = &name.cyrillic else {
        return Vec::new();
    };
    cyrillic.pinyin.iter().take(MAX_PINYIN).cloned().collect()
}

/// Further readings differ in how they write `ü`, which a skeleton hardly tells.
const MAX_PINYIN: usize = 2;

/// The customary spellings of the surname of a Korean name (in Hangul, in characters as Korean reads them, in Cyrillic
/// letters), and its given name in Latin letters, once for each way to read it.
pub(crate) fn korean_parts(name: &PreparedName) -> Option<(Vec<&'static str>, Vec<String>)> {
    if let Some(korean) = name
        .cyrillic
        .as_ref()
        .and_then(|cyrillic| cyrillic.korean.as_ref())
    {
        let surnames = korean.surnames.iter();
        let surnames = surnames.flat_map(|surname| surnames::spellings(surname).unwrap_or(&[]));
        let given = korean.given.iter();
        let mut given: Vec<String> = given.map(|(text, _)| hangul::romanise(text)).collect();
        // Readings of one skeleton find the same.
        let mut seen: Vec<String> = Vec::new();
        given.retain(|text| {
            let skeleton = skeleton(&sound(text));
            let is_new = !seen.contains(&skeleton);
            seen.push(skeleton);
            is_new
        });
        given.truncate(MAX_GIVEN);
        return Some((surnames.copied().collect(), given));
    }
    let [word] = name.words.as_slice() else {
        return None;
    };
    if !(2..=4).contains(&word.n_chars()) || name.kind() != NameKind::Person {
        return None;
    }
    let hangul = match word.script {
        Script::Hangul => word.text.clone(),
        Script::Han => han::korean(&word.text)?,
        Script::Latin => return None,
    };
    [2, 1].into_iter().find_map(|n| {
        let (at, _) = hangul.char_indices().nth(n)?;
        let (surname, given) = hangul.split_at_checked(at)?;
        let spellings = surnames::spellings(surname)?;
        Some((spellings.to_vec(), vec![hangul::romanise(given)]))
    })
}

/// Readings of a Cyrillic given name that are looked for.
const MAX_GIVEN: usize = 8;

/// The first letters of the words of a name: those that say something, those and its legal form, and all.
pub(crate) fn first_letters(name: &PreparedName) -> [String; 3] {
    let first = |words: &mut dyn Iterator<Item = &str>| -> String {
        words.filter_map(|word| word.chars().next()).collect()
    };
    let is_filler = |text: &str| {
        let mut words = name.words.iter();
        words.any(|word| word.role == Role::Filler && word.text == text)
    };
    let words = name.words.iter();
    let mut words = words
        .filter(|word| !matches!(word.role, Role::Filler | Role::Number(_)))
        .map(|word| word.latin.as_str());
    let folded = || name.folded().split(' ');
    [
        first(&mut words),
        first(&mut folded().filter(|text| !is_filler(text))),
        first(&mut folded()),
    ]
}

/// The consonants of a skeleton: what is left where vowels are written as one hears them.
pub(crate) fn consonants(skeleton: &str) -> String {
    let mut out = String::with_capacity(skeleton.len());
    for c in skeleton.chars() {
        if !matches!(c, 'a' | 'e' | 'i' | 'o' | 'u') && !out.ends_with(c) {
            out.push(c);
        }
    }
    out
}

fn padded(letters: impl Iterator<Item = char>) -> Vec<char> {
    std::iter::once('^').chain(letters).chain(['$']).collect()
}

fn hash<T: AsRef<str>>(space: Space, parts: impl IntoIterator<Item = T>) -> u64 {
    let mut seen = start(space);
    for part in parts {
        for letter in part.as_ref().chars() {
            seen = mix(seen, u64::from(letter));
        }
    }
    seen
}

const fn start(space: Space) -> u64 {
    mix(0x9e37_79b9_7f4a_7c15, space as u64)
}

/// One round of a multiplicative hash with its high half folded down; fixed, as it is stored.
pub(crate) const fn mix(seen: u64, value: u64) -> u64 {
    let product = (seen ^ value).wrapping_mul(0xd6e8_feb8_6659_fd93);
    product ^ (product >> 32)
}
