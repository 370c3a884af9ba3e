//! What a short name of an organisation is found by: first letters of its words, and syllables cut together.

use crate::prepare::{PreparedName, Role, Word};

use super::{Part, Space, Terms, first_letters};

/// An acronym has at least and at most so many letters.
const LETTERS: std::ops::RangeInclusive<usize> = 3..=7;

/// How many letters of the first, the second and the third word a short name may begin with.
const CUTS: [(usize, usize, usize); 6] = [
    (2, 2, 0),
    (3, 1, 0),
    (1, 3, 0),
    (2, 1, 1),
    (1, 2, 1),
    (1, 1, 2),
];

/// First letters of words, words that may be such letters, and names that are cut together of several words.
pub(super) fn put(terms: &mut Terms, name: &PreparedName, own: &[&Word]) {
    for letters in first_letters(name) {
        let n_letters = letters.chars().count();
        for n in LETTERS.filter(|n| *n <= n_letters) {
            let start: String = letters.chars().take(n).collect();
            let part = if n == n_letters {
                Part::Acronym
            } else {
                Part::AcronymStart
            };
            terms.put(Space::Acronym, [start], part);
        }
    }
    for word in own {
        if LETTERS.contains(&word.latin.len()) {
            terms.put(Space::Acronym, [&word.latin], Part::Acronym);
        }
        if let Some(start) = word.latin.get(..4).filter(|_| word.latin.len() > 4) {
            terms.put(Space::Shortened, [start], Part::Shortened);
        }
    }
    let saying = saying(name);
    put_first_letters(terms, name, &saying);
    if let [first, second, rest @ ..] = saying.as_slice() {
        let third = rest.first().copied().unwrap_or("");
        for (n, m, k) in CUTS {
            if let (Some(first), Some(second), Some(third)) =
                (first.get(..n), second.get(..m), third.get(..k))
            {
                terms.put(Space::Shortened, [first, second, third], Part::Syllables);
            }
        }
    }
}

/// The words that say something, in Latin letters, without those that join in any language.
pub(crate) fn saying(name: &PreparedName) -> Vec<&str> {
    let words = name.words.iter();
    let words = words
        .filter(|word| !matches!(word.role, Role::Filler | Role::Number(_)) && !joins(&word.text));
    words.map(|word| word.latin.as_str()).collect()
}

/// Their first letters, alone and with a short legal form behind them: `SCSCO`, `IRSA`.
fn put_first_letters(terms: &mut Terms, name: &PreparedName, saying: &[&str]) {
    let letters: String = saying
        .iter()
        .filter_map(|word| word.chars().next())
        .collect();
    if letters.len() < 2 {
        return;
    }
    let forms = name.forms.iter().map(|form| form.spelling.as_str());
    let forms = forms.filter(|form| form.len() <= 3 && form.is_ascii());
    let company = name.folded().split(' ').filter(|word| *word == "company");
    let ends = std::iter::once("")
        .chain(forms)
        .chain(company.map(|_| "co"));
    for end in ends {
        if LETTERS.contains(&(letters.len() + end.len())) {
            terms.put(Space::Acronym, [letters.as_str(), end], Part::Acronym);
        }
    }
}

/// Whether a word only joins others, in one of many languages; acronyms leave it out.
fn joins(word: &str) -> bool {
    matches!(
        word,
        "to" | "by"
            | "on"
            | "at"
            | "with"
            | "from"
            | "its"
            | "aux"
            | "au"
            | "des"
            | "du"
            | "d"
            | "l"
            | "pour"
            | "par"
            | "sur"
            | "los"
            | "las"
            | "el"
            | "para"
            | "por"
            | "con"
            | "en"
            | "su"
            | "sus"
            | "o"
            | "dos"
            | "das"
            | "na"
            | "no"
            | "von"
            | "zu"
            | "al"
            | "ul"
            | "wa"
            | "fi"
            | "lil"
            | "va"
            | "ve"
            | "ile"
            | "ta"
            | "dan"
            | "i"
            | "v"
            | "po"
            | "dlya"
            | "im"
    )
}
