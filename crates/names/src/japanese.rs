//! A name in Han characters said in Japanese: 田中一郎 is Tanaka Ichiro, 東芝 Toshiba.
//!
//! Characters have many readings there, and names some that no table has: where a surname agrees, or the characters
//! are of Japan alone, and the other name could be Japanese, nothing is sure.

use crate::tables::japanese::{is_japanese_only, readings, short, surnames};

/// How surely a whole name is read.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Read {
    /// Surname and given name agree.
    Known,
    /// The surname agrees, or nothing is known that contradicts.
    Possible,
}

/// Longer runs are no names: walking readings is kept short.
const MAX_CHARS: usize = 8;
const MAX_LETTERS: usize = 24;

/// Whether a folded run of two characters or more can be said so in Japanese.
pub(crate) fn is_said(run: &str, latin: &str) -> bool {
    let n_chars = run.chars().count();
    if !(2..=MAX_CHARS).contains(&n_chars) || !is_short_enough(latin) {
        return false;
    }
    let latin = short(latin);
    let is_surname = |(n, said): (usize, &[String])| n == n_chars && said.contains(&latin);
    surnames(run).any(is_surname) || is_read(run, &latin)
}

/// A whole name of a person against Latin words in either order; `original` is the name before folding.
pub(crate) fn read_person(run: &str, original: &str, words: &[&str]) -> Option<Read> {
    let n_chars = run.chars().count();
    let is_fit = (2..=MAX_CHARS).contains(&n_chars) && (2..=3).contains(&words.len());
    if !is_fit || words.iter().any(|word| !is_short_enough(word)) {
        return None;
    }
    let words: Vec<String> = words.iter().map(|word| short(word)).collect();
    let n_morae: Option<usize> = words.iter().map(|word| morae(word)).sum();
    // Each character is said in one to three morae.
    let is_possible = n_morae.is_some_and(|n| (n_chars..=3 * n_chars + 1).contains(&n));
    let orders = [words.split_first(), words.split_last()];
    let orders: Vec<(&str, String)> = orders
        .into_iter()
        .flatten()
        .map(|(surname, given)| (surname.as_str(), given.concat()))
        .collect();
    let rest = |n: usize| run.char_indices().nth(n).and_then(|(at, _)| run.get(at..));
    let mut is_known = false;
    let mut found = None;
    for (n, said) in surnames(run) {
        let Some(given) = rest(n) else { continue };
        is_known |= n > 1;
        for (surname, latin) in &orders {
            if said.iter().any(|reading| reading == surname) {
                if is_read(given, latin) {
                    return Some(Read::Known);
                }
                let n_given = given.chars().count();
                let fits = |n: usize| (n_given..=3 * n_given + 1).contains(&n);
                if morae(latin).is_some_and(fits) {
                    found = Some(Read::Possible);
                }
            }
        }
    }
    if found.is_some() || is_known {
        return found;
    }
    let is_read_apart = (1..n_chars).any(|n| {
        let at = run.char_indices().nth(n).map_or(0, |(at, _)| at);
        run.split_at_checked(at).is_some_and(|(own, given)| {
            let mut orders = orders.iter();
            orders.any(|(surname, latin)| is_read(own, surname) && is_read(given, latin))
        })
    });
    if is_read_apart && is_possible {
        return Some(Read::Known);
    }
    (is_possible && original.chars().any(is_japanese_only)).then_some(Read::Possible)
}

/// The surname that a run begins with, as it is said most often, and what follows by the first readings of names.
pub(crate) fn parts(run: &str) -> Vec<String> {
    let Some((n, said)) = surnames(run).last() else {
        return Vec::new();
    };
    let given: String = run
        .chars()
        .skip(n)
        .filter_map(|c| readings(c).first())
        .map(String::as_str)
        .collect();
    let surname = said.first().cloned().into_iter();
    surname
        .chain([given])
        .filter(|part| !part.is_empty())
        .collect()
}

const fn is_short_enough(latin: &str) -> bool {
    latin.is_ascii() && latin.len() <= MAX_LETTERS && !latin.is_empty()
}

/// Whether characters are said so, one reading after another.
fn is_read(run: &str, latin: &str) -> bool {
    let mut places = vec![0];
    for (at, c) in run.chars().enumerate() {
        let mut next = Vec::new();
        for place in places {
            let rest = latin.get(place..).unwrap_or("");
            for reading in readings(c) {
                for said in forms(reading, at > 0) {
                    if !said.is_empty() && rest.starts_with(said.as_str()) {
                        let place = place + said.len();
                        if !next.contains(&place) {
                            next.push(place);
                        }
                    }
                }
            }
        }
        places = next;
    }
    places.contains(&latin.len())
}

/// A reading, behind another one with its first consonant voiced, and with its last syllable doubling the next.
fn forms(reading: &str, is_behind: bool) -> Vec<String> {
    const VOICED: [(&str, &[&str]); 9] = [
        ("sh", &["j"]),
        ("ch", &["j"]),
        ("ts", &["z"]),
        ("k", &["g"]),
        ("s", &["z"]),
        ("t", &["d"]),
        ("h", &["b", "p"]),
        ("f", &["b", "p"]),
        ("w", &[""]),
    ];
    let mut out = vec![reading.to_owned()];
    // Names have the stems of adjectives and verbs: 浅 is `asai` and `asa`, 立 `tateru` and `tate`.
    let adjective = reading
        .strip_suffix('i')
        .filter(|stem| stem.ends_with(['a', 'o', 'u']));
    let stem = adjective.or_else(|| reading.strip_suffix("ru"));
    out.extend(stem.filter(|stem| stem.len() > 2).map(str::to_owned));
    let voiced = VOICED
        .iter()
        .find_map(|(plain, voiced)| Some((reading.strip_prefix(plain)?, *voiced)));
    if let Some((rest, voiced)) = voiced.filter(|_| is_behind) {
        out.extend(voiced.iter().map(|first| format!("{first}{rest}")));
    }
    let closing = ["tsu", "chi", "ku", "ki"].iter();
    let stem = closing
        .filter_map(|end| reading.strip_suffix(end))
        .find(|stem| !stem.is_empty());
    if let Some(stem) = stem {
        out.extend(
            ["t", "k", "s", "p"]
                .iter()
                .map(|double| format!("{stem}{double}")),
        );
    }
    out
}

/// How many morae of Hepburn a word is; `None` where it is not Hepburn.
fn morae(word: &str) -> Option<usize> {
    const ONSETS: [&str; 33] = [
        "ky", "gy", "sh", "ch", "ny", "hy", "by", "py", "my", "ry", "ts", "k", "g", "s", "z", "j",
        "t", "d", "n", "h", "f", "b", "p", "m", "y", "r", "w", "kk", "ss", "tt", "pp", "tch",
        "ssh",
    ];
    let mut rest = word;
    let mut n = 0;
    while !rest.is_empty() {
        let vowel = |text: &str| text.starts_with(['a', 'i', 'u', 'e', 'o']);
        let after = if vowel(rest) {
            Some(rest)
        } else {
            let mut onsets = ONSETS.iter();
            onsets.find_map(|onset| rest.strip_prefix(onset).filter(|after| vowel(after)))
        };
        rest = match after {
            Some(after) => after.get(1..)?,
            None => rest.strip_prefix('n').or_else(|| {
                rest.strip_prefix("m")
                    .filter(|after| after.starts_with(['b', 'p', 'm']))
            })?,
        };
        n += 1;
    }
    Some(n)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fold::fold;

    #[test]
    fn people_are_read_in_either_order() {
        for (name, words, wanted) in [
            ("山田太郎", &["yamada", "taro"][..], Some(Read::Known)),
            ("安倍晋三", &["shinzo", "abe"], Some(Read::Known)),
            ("田中一郎", &["tanaka", "ichirou"], Some(Read::Known)),
            ("佐々木希", &["nozomi", "sasaki"], Some(Read::Known)),
            ("小野次郎", &["ohno", "jiro"], Some(Read::Known)),
            // A given name read as no table has it.
            ("田中陽愛", &["tanaka", "hina"], Some(Read::Possible)),
            ("浅倉健二", &["asakura", "kenji"], Some(Read::Known)),
            ("山田太郎", &["suzuki", "taro"], None),
            ("山田太郎", &["kim", "jongun"], None),
            ("王小明", &["yamada", "taro"], None),
            ("沢登凪", &["asahi", "mori"], Some(Read::Possible)),
            ("沢登凪", &["john", "smith"], None),
        ] {
            assert_eq!(
                read_person(&fold(name), name, words),
                wanted,
                "{name} {words:?}"
            );
        }
    }

    #[test]
    fn words_are_read_and_others_are_not() {
        for (run, latin) in [
            ("東芝", "toshiba"),
            ("豊田", "toyota"),
            ("富士", "fuji"),
            ("三菱", "mitsubishi"),
        ] {
            assert!(is_said(&fold(run), latin), "{run} {latin}");
        }
        for (run, latin) in [("東芝", "toyota"), ("海東", "haidong"), ("富士", "honda")] {
            assert!(!is_said(&fold(run), latin), "{run} {latin}");
        }
        assert_eq!(morae("sato"), Some(2));
        assert_eq!(morae("shinji"), Some(3));
        assert_eq!(morae("wang"), None);
    }
}
