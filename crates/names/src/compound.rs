//! Arabic names of two words, which lists write together and apart: عبد الرحمن is Abd al-Rahman, Abdurrahman and
//! Abdel Rahman, نور الدين Nur al-Din and Noureddine.

use crate::fold::{skeleton, sound};
use crate::index::terms::consonants;
use crate::prepare::{Script, Word};

/// The word that makes a name of the other one.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Link {
    /// Servant of: `abd`.
    Servant,
    /// Father of: `abu`.
    Father,
    /// Son of: `bin`, `ibn`.
    Son,
    /// The article.
    Article,
    /// Of the faith: `al-din`.
    Faith,
    /// Of God: `allah`.
    God,
}

/// Whether a word looks like two that are written together.
pub(crate) fn is_compound(text: &str) -> bool {
    taken_apart(text).is_some()
}

/// Whether two words are one compound, both written together.
pub(crate) fn are_one(a: &str, b: &str) -> bool {
    let both = taken_apart(a).and_then(|first| Some((first, taken_apart(b)?)));
    both.is_some_and(|((link, x), (other, y))| {
        link != Link::Article && link == other && is_same(x, y)
    })
}

/// Whether a word written together is the words written apart.
pub(crate) fn is_together(whole: &Word, parts: &[Word]) -> bool {
    let Some((link, rest)) = taken_apart(&whole.text) else {
        return false;
    };
    if parts.iter().any(|word| word.script != Script::Latin) {
        return false;
    }
    let texts: Vec<&str> = parts.iter().map(|word| word.text.as_str()).collect();
    put_together(&texts).is_some_and(|(other, text)| other == link && is_same(&text, rest))
}

/// The link and the other word of a compound written together.
fn taken_apart(text: &str) -> Option<(Link, &str)> {
    const STARTS: [(Link, &str); 9] = [
        (Link::Servant, "abd"),
        (Link::Father, "abou"),
        (Link::Father, "aboo"),
        (Link::Father, "abu"),
        (Link::Son, "bin"),
        (Link::Son, "ben"),
        (Link::Son, "ibn"),
        (Link::Article, "al"),
        (Link::Article, "el"),
    ];
    // Most words begin and end otherwise.
    if !text.starts_with(['a', 'b', 'e', 'i']) && !text.ends_with(['n', 'e', 'h', 'a']) {
        return None;
    }
    let (link, rest) = STARTS
        .iter()
        .find_map(|(link, start)| Some((*link, text.strip_prefix(start)?)))
        .or_else(|| ending(text))?;
    let rest = if link == Link::Servant {
        without_article(rest)
    } else {
        rest
    };
    (rest.len() >= 3).then_some((link, rest))
}

/// `noureddine` is of the faith, `khairullah` of God.
fn ending(text: &str) -> Option<(Link, &str)> {
    const ENDS: [(Link, &str); 9] = [
        (Link::Faith, "ddine"),
        (Link::Faith, "ddin"),
        (Link::Faith, "ddeen"),
        (Link::Faith, "ldin"),
        (Link::Faith, "din"),
        (Link::Faith, "dine"),
        (Link::Faith, "deen"),
        (Link::God, "llah"),
        (Link::God, "lla"),
    ];
    let (link, rest) = ENDS
        .iter()
        .find_map(|(link, end)| Some((*link, text.strip_suffix(end)?)))?;
    Some((link, rest.strip_suffix(['a', 'e', 'i', 'o', 'u'])?))
}

/// Behind `abd`: the vowel, and the `l` or the letter that it became: `ul-karim`, `ur-rahman`, `u-rahman`.
fn without_article(rest: &str) -> &str {
    let stem = rest.trim_start_matches(['a', 'e', 'i', 'o', 'u']);
    if stem.len() == rest.len() {
        return rest;
    }
    let mut letters = stem.chars();
    match (letters.next(), letters.next()) {
        (Some('l'), Some(_)) => stem.get(1..).unwrap_or(stem),
        (Some(a), Some(b)) if a == b => stem.get(1..).unwrap_or(stem),
        _ => stem,
    }
}

/// The link and the other word of a compound written apart.
fn put_together(parts: &[&str]) -> Option<(Link, String)> {
    let (first, rest) = parts.split_first()?;
    let (last, before) = parts.split_last()?;
    let is_article = |text: &&&str| {
        matches!(
            **text,
            "al" | "el" | "ul" | "ur" | "ar" | "as" | "ad" | "az" | "ash" | "ed" | "es" | "er"
        )
    };
    let join = |texts: &[&str]| -> String {
        texts
            .iter()
            .filter(|text| !is_article(text))
            .copied()
            .collect()
    };
    let link = match *first {
        "abd" | "abdul" | "abdel" | "abdal" | "abdol" | "abdoul" | "abdur" | "abdu" => {
            Some(Link::Servant)
        }
        "abu" | "abou" | "aboo" | "abo" => Some(Link::Father),
        "bin" | "ben" | "ibn" => Some(Link::Son),
        "al" | "el" if rest.len() == 1 => Some(Link::Article),
        _ => None,
    };
    let (link, text) = match (link, *last) {
        (Some(link), _) => (link, join(rest)),
        (None, "din" | "deen" | "dine" | "eddin" | "eddine" | "uddin" | "aldin") => {
            (Link::Faith, join(before))
        }
        (None, "allah" | "ullah" | "alla" | "ulla") => (Link::God, join(before)),
        _ => return None,
    };
    (!text.is_empty()).then_some((link, text))
}

/// Whether the other words are one as they are heard: by their consonants, for the vowels are guessed.
fn is_same(a: &str, b: &str) -> bool {
    let heard = |text: &str| {
        let skeleton = skeleton(&sound(text));
        consonants(skeleton.trim_end_matches('h'))
    };
    let (x, y) = (heard(a), heard(b));
    // `Karim` is not `Akram`.
    let begins = |text: &str| text.starts_with(['a', 'e', 'i', 'o', 'u']);
    x == y && begins(a) == begins(b) && (x.len() > 1 || sound(a) == sound(b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compounds_are_one_however_they_are_written() {
        for (whole, parts, wanted) in [
            ("abdurrahman", &["abd", "al", "rahman"][..], true),
            ("abdelrahmane", &["abdul", "rahman"], true),
            ("abdulkarim", &["abd", "al", "karim"], true),
            ("abdulkarim", &["abd", "al", "kadir"], false),
            ("aboubakar", &["abu", "bakr"], true),
            ("noureddine", &["nur", "al", "din"], true),
            ("salahuddin", &["salah", "ad", "din"], true),
            ("salahuddin", &["saif", "al", "din"], false),
            ("elsayed", &["al", "sayyid"], true),
            ("benhamou", &["bin", "hamu"], true),
            ("khairullah", &["khayr", "allah"], true),
            ("abdi", &["abd", "i"], false),
            ("odin", &["o", "din"], false),
        ] {
            let word =
                |text: &&str| Word::new(text, Script::Latin, crate::prepare::Role::Name, 1.0);
            let parts: Vec<Word> = parts.iter().map(word).collect();
            assert_eq!(is_together(&word(&whole), &parts), wanted, "{whole}");
        }
        assert!(are_one("abdurrahman", "abdelrahman"));
        assert!(are_one("noureddine", "nuruddin"));
        assert!(!are_one("abdulkarim", "abdulhakim"));
        assert!(!are_one("abdulkarim", "abdulakram"));
        assert!(!are_one("alman", "almin"));
    }
}
