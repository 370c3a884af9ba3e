//! Addresses in Korean, English and Chinese as one spelling: the house without its rooms, and which number of which
//! street it is, so that the plot next door can be told.
//!
//! An address without a street that was understood keeps its words in any order: it then matches only an address of
//! the same words. What is inside a house (floor, room, suite) is left out, and so is what is often left out: country,
//! postal code, brackets.

use bongsu_names::{fold, romanise};

mod han;

/// An address as read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// The house: equal for every way of writing it that was understood.
    pub(super) key: String,
    /// The street with its place, and the number in it.
    pub(super) plot: Option<(String, u32)>,
}

/// Shorter keys name too many places.
const MIN_KEY: usize = 6;

/// What is inside a house; with the number beside it, it is left out.
const INSIDE: [&str; 14] = [
    "floor",
    "fl",
    "f",
    "room",
    "rm",
    "suite",
    "ste",
    "unit",
    "apt",
    "apartment",
    "flat",
    "level",
    "ho",
    "cheung",
];

/// Of these the number stands before: `5 floor`, `501 ho`.
const NUMBER_BEFORE: [&str; 5] = ["floor", "fl", "f", "ho", "cheung"];

/// Words that say nothing of the place.
const EMPTY: [&str; 15] = [
    "no", "number", "republic", "of", "south", "korea", "rok", "china", "prc", "japan", "the",
    "bldg", "building", "tower", "usa",
];

/// Short words of streets.
const LONG: [(&str, &str); 10] = [
    ("st", "street"),
    ("str", "street"),
    ("rd", "road"),
    ("ave", "avenue"),
    ("av", "avenue"),
    ("blvd", "boulevard"),
    ("dr", "drive"),
    ("ln", "lane"),
    ("hwy", "highway"),
    ("dist", "district"),
];

/// Words that end the name of a street in English.
const STREETS: [&str; 7] = [
    "street",
    "road",
    "avenue",
    "boulevard",
    "drive",
    "lane",
    "highway",
];

/// Kinds of Korean places and streets, in Hangul and as English spelling sets them behind a hyphen; longest first.
const KINDS: [(&str, &str); 12] = [
    ("번길", "beongil"),
    ("대로", "daero"),
    ("로", "ro"),
    ("길", "gil"),
    ("가", "ga"),
    ("구", "gu"),
    ("군", "gun"),
    ("동", "dong"),
    ("읍", "eup"),
    ("면", "myeon"),
    ("리", "ri"),
    ("시", "si"),
];

/// What Korean cities and provinces are called by law; it is said or left out.
const LEVELS: [&str; 6] = ["특별자치시", "특별자치도", "특별시", "광역시", "시", "도"];

/// Reads an address; `None` where too little is left of it.
pub(super) fn read(text: &str) -> Option<Place> {
    let place = han::read(text).or_else(|| {
        let words = words(text);
        on_street(&words).or_else(|| by_words(words))
    })?;
    (place.key.chars().count() >= MIN_KEY).then_some(place)
}

/// The number in the street, the street, and the district or, without one, what is left.
fn on_street(words: &[String]) -> Option<Place> {
    let ends = |word: &String, kind: &str| word.len() > kind.len() && word.ends_with(kind);
    let is_street = |word: &String| {
        ["ro", "daero", "gil"].iter().any(|kind| ends(word, kind))
            || STREETS.contains(&word.as_str())
    };
    let last = words.iter().rposition(is_street)?;
    let is_english = words
        .get(last)
        .is_some_and(|word| STREETS.contains(&word.as_str()));
    let mut first = last.saturating_sub(usize::from(is_english));
    // `Teheran-ro 98-gil` is one street, `Old Mill Road` another.
    while first > 0
        && words.get(first - 1).is_some_and(|before| {
            if is_english {
                !starts_with_digit(before)
            } else {
                is_street(before)
            }
        })
    {
        first -= 1;
    }
    let after = words.get(last + 1).filter(|word| is_plot(word));
    let before = first
        .checked_sub(1)
        .and_then(|at| words.get(at))
        .filter(|word| is_plot(word));
    let number = after.or(before)?;
    let street: String = words.get(first..=last)?.concat();
    let others = || {
        let outside = words
            .iter()
            .enumerate()
            .filter(|(at, _)| !(first..=last).contains(at));
        outside.map(|(_, word)| word).filter(|word| *word != number)
    };
    let district = others().find(|word| ends(word, "gu") || ends(word, "gun"));
    let place = district.cloned().unwrap_or_else(|| {
        let mut rest: Vec<&str> = others()
            .filter(|word| !ends(word, "dong") && !starts_with_digit(word))
            .map(String::as_str)
            .collect();
        rest.sort_unstable();
        rest.join(" ")
    });
    let (place, street) = (alike(&place), alike(&street));
    Some(Place {
        key: format!("{place}|{street}|{number}"),
        plot: main_number(number).map(|main| (format!("{place}|{street}"), main)),
    })
}

/// An address of which no street is understood: its words in any order.
fn by_words(mut words: Vec<String>) -> Option<Place> {
    words.sort_unstable();
    words.dedup();
    let key = words.join(" ");
    (words.len() > 1 || key.chars().count() > 2 * MIN_KEY).then_some(Place { key, plot: None })
}

/// The words of an address in Latin letters, without what is inside the house and what says nothing.
fn words(text: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let outside = without_brackets(text);
    for part in
        outside.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '，' | '、' | '/'))
    {
        let part = part.trim_matches(|c: char| !c.is_alphanumeric());
        let bare = part.trim_end_matches("번지").trim_end_matches('번');
        if is_plot(bare) {
            out.push(bare.to_owned());
        } else {
            fold(part)
                .split(' ')
                .filter(|word| !word.is_empty())
                .for_each(|word| push(word, &mut out));
        }
    }
    let mut kept = without_inside(out);
    kept.retain(|word| !EMPTY.contains(&word.as_str()) && !is_postal(word));
    kept
}

/// Letters that change beside each other in Korean are written either way: Jongro or Jongno, Seonreung or Seolleung.
fn alike(word: &str) -> String {
    let pairs = [
        ("ngn", "ngr"),
        ("nr", "l"),
        ("ln", "l"),
        ("lr", "l"),
        ("ll", "l"),
        ("mn", "mr"),
    ];
    pairs
        .iter()
        .fold(word.to_owned(), |word, (from, to)| word.replace(from, to))
}

fn without_brackets(text: &str) -> String {
    let mut depth = 0_u32;
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '(' | '[' | '（' => depth += 1,
            ')' | ']' | '）' => depth = depth.saturating_sub(1),
            c if depth == 0 => out.push(c),
            _ => {}
        }
    }
    out
}

/// Adds a folded word: Hangul as it reads, the kind of a Korean place to the name before it.
fn push(word: &str, out: &mut Vec<String>) {
    if word.chars().any(is_hangul) {
        push_hangul(word, out);
        return;
    }
    let behind = matches!(word, "do") || KINDS.iter().any(|(_, latin)| *latin == word);
    if let Some(before) = out.last_mut().filter(|_| behind) {
        let is_number = starts_with_digit(before);
        if matches!(word, "si" | "do") && !is_number {
            return;
        }
        if !is_number || matches!(word, "gil" | "beongil" | "ga" | "ro" | "daero") {
            before.push_str(word);
            return;
        }
    }
    let long = LONG.iter().find(|(short, _)| *short == word);
    out.push(long.map_or(word, |(_, long)| long).to_owned());
}

/// `테헤란로98길` becomes `teheranro98gil`, `테헤란로12` a street and a number, `서울특별시` `seoul`.
fn push_hangul(word: &str, out: &mut Vec<String>) {
    let is_kind_inside = |rest: &str| rest.chars().any(is_hangul);
    let cut = word
        .find(|c: char| c.is_ascii_digit())
        .filter(|cut| *cut > 0);
    let parts = cut.map_or((word, ""), |cut| word.split_at(cut));
    let mut read = latin(parts.0);
    if is_kind_inside(parts.1) {
        let digits = parts.1.trim_end_matches(is_hangul);
        let kind = parts.1.get(digits.len()..).unwrap_or("");
        read.push_str(digits);
        read.push_str(&latin(kind));
        out.push(read);
    } else {
        out.push(read);
        out.extend((!parts.1.is_empty()).then(|| parts.1.to_owned()));
    }
}

/// A Korean name of a place as it reads, its kind by itself: `종로` is `jongro`, `종로구` is `jongnogu`.
fn latin(hangul: &str) -> String {
    let read = |text: &str| fold(&romanise(text)).replace(' ', "");
    for level in LEVELS {
        if let Some(name) = hangul.strip_suffix(level)
            && name.chars().count() > 1
        {
            return read(name);
        }
    }
    for (kind, as_latin) in KINDS {
        if let Some(name) = hangul.strip_suffix(kind) {
            return read(name) + as_latin;
        }
    }
    read(hangul)
}

/// Leaves out floors, rooms and suites: `5F`, `5th floor`, `suite 501`, `501호`, `B1`.
fn without_inside(words: Vec<String>) -> Vec<String> {
    let mut kept: Vec<bool> = words.iter().map(|word| !is_room(word)).collect();
    let mut drop = |at: usize| {
        if let Some(slot) = kept.get_mut(at) {
            *slot = false;
        }
    };
    for (at, word) in words
        .iter()
        .enumerate()
        .filter(|(_, word)| INSIDE.contains(&word.as_str()))
    {
        drop(at);
        let before = at.checked_sub(1).filter(|before| {
            let has_number = words
                .get(*before)
                .is_some_and(|word| starts_with_digit(word));
            has_number && NUMBER_BEFORE.contains(&word.as_str())
        });
        let after = || {
            words
                .get(at + 1)
                .filter(|word| starts_with_digit(word))
                .map(|_| at + 1)
        };
        if let Some(number) = before.or_else(after) {
            drop(number);
        }
    }
    let mut kept = kept.into_iter();
    words
        .into_iter()
        .filter(|_| kept.next() == Some(true))
        .collect()
}

/// `5f`, `501ho`, `b1`: a room or a floor in one word.
fn is_room(word: &str) -> bool {
    let digits = word.strip_prefix('b').unwrap_or(word);
    let rest = digits.trim_start_matches(|c: char| c.is_ascii_digit());
    let n_digits = digits.len() - rest.len();
    n_digits > 0 && (INSIDE.contains(&rest) || rest.is_empty() && digits.len() < word.len())
}

/// Five or six digits by themselves are a postal code.
fn is_postal(word: &str) -> bool {
    matches!(word.len(), 5 | 6) && word.chars().all(|c| c.is_ascii_digit())
}

/// `12`, `123-4`.
fn is_plot(word: &str) -> bool {
    let is_number =
        |part: &str| matches!(part.len(), 1..=4) && part.chars().all(|c| c.is_ascii_digit());
    match word.split_once('-') {
        Some((main, sub)) => is_number(main) && is_number(sub),
        None => is_number(word),
    }
}

fn main_number(plot: &str) -> Option<u32> {
    plot.split('-').next()?.parse().ok()
}

fn starts_with_digit(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
}

fn is_hangul(c: char) -> bool {
    ('가'..='힣').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(text: &str) -> String {
        read(text).map(|place| place.key).unwrap_or_default()
    }

    #[test]
    fn korean_and_english_spellings_of_one_house_agree() {
        let spellings = [
            "서울특별시 강남구 테헤란로 12",
            "서울 강남구 테헤란로12, 5층 501호 (역삼동, 한빛빌딩)",
            "12 Teheran-ro, Gangnam-gu, Seoul",
            "12, Teheran-ro Gangnam-gu Seoul",
            "5F, 501-ho, 12, Teheran-ro, Gangnam-gu, Seoul 06234, Republic of Korea",
        ];
        let one = key("서울 강남구 테헤란로 12");
        assert!(
            one.ends_with("|12") && one.contains('|'),
            "a street was understood: {one}"
        );
        for spelling in spellings {
            assert_eq!(key(spelling), one, "{spelling}");
        }
        assert_eq!(
            key("서울 종로구 종로 33"),
            key("33, Jong-ro, Jongno-gu, Seoul")
        );
        assert_eq!(
            key("서울 강남구 선릉로 8"),
            key("8 Seolleung-ro, Gangnam-gu, Seoul")
        );
        assert_eq!(
            key("서울 강남구 테헤란로98길 8"),
            key("8 Teheran-ro 98-gil, Gangnam-gu, Seoul")
        );
    }

    #[test]
    fn another_number_street_or_district_is_another_house() {
        let one = key("서울 강남구 테헤란로 12");
        for other in [
            "서울 강남구 테헤란로 14",
            "서울 강남구 테헤란로98길 12",
            "서울 서초구 테헤란로 12",
            "수원시 영통구 삼성로 12",
        ] {
            assert_ne!(key(other), one, "{other}");
        }
    }

    #[test]
    fn rooms_and_short_words_of_an_english_address_do_not_matter() {
        let one = key("12 Old Mill Road, Leeds");
        assert!(
            one.starts_with("leeds|oldmil") && one.ends_with("|12"),
            "a street was understood: {one}"
        );
        for same in [
            "Suite 5, 12 Old Mill Rd, Leeds",
            "12 Old Mill Rd., 3rd Floor, Leeds",
            "Unit 7, 12 Old Mill Road, Leeds",
        ] {
            assert_eq!(key(same), one, "{same}");
        }
        assert_ne!(key("12 New Mill Road, Leeds"), one);
    }

    #[test]
    fn an_address_without_street_keeps_its_words() {
        assert_eq!(
            key("Haedong Industrial Park, Ulsan"),
            key("Ulsan, Haedong Industrial Park")
        );
        assert_eq!(read("Seoul"), None);
        assert_eq!(read(""), None);
        assert_eq!(read("(가나다)"), None);
    }

    #[test]
    fn numbers_of_one_street_are_told() {
        let plot = |text| read(text).and_then(|place| place.plot);
        let korean = plot("수원시 영통구 삼성로 129");
        assert_eq!(korean.as_ref().map(|(_, number)| *number), Some(129));
        assert_eq!(plot("129-3, Samseong-ro, Yeongtong-gu"), korean);
        assert_eq!(plot("Haedong Industrial Park, Ulsan"), None);
        assert_eq!(
            plot("深圳市南山区科技园路8号A座501室"),
            Some(("南山区|科技园路".into(), 8))
        );
    }
}
