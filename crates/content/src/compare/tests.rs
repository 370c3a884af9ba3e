//! What is found in texts made up here, and what is not.

use std::fmt::Write as _;

use super::*;
use crate::key::Key;
use crate::prints::{Kind, Language};
use crate::shelf::MemoryShelf;

fn key() -> Key {
    Key::new(&[5; 32])
}

/// A text of made-up words, others for each seed.
fn made_up(seed: u64, n_words: usize) -> String {
    const PARTS: [&str; 16] = [
        "ba", "ce", "di", "fo", "gu", "ha", "ke", "li", "mo", "nu", "pa", "re", "si", "to", "vu",
        "za",
    ];
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) + 1;
    let mut text = String::new();
    for number in 0..n_words {
        for _ in 0..3 {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            text.push_str(PARTS[(state >> 60) as usize]);
        }
        text.push_str(if number % 9 == 8 { ". " } else { " " });
    }
    text
}

fn shelf(texts: &[&str]) -> MemoryShelf {
    let mut shelf = MemoryShelf::new();
    for text in texts {
        shelf.add(&Prints::new(text, Kind::Prose, &key()), false);
    }
    shelf
}

fn ask(text: &str, shelf: &MemoryShelf) -> Vec<Match> {
    compare(&Prints::asked(text, Kind::Prose, &key()), shelf).unwrap()
}

fn slice(text: &str, range: &Range<u32>) -> String {
    let characters = text.chars().skip(range.start as usize);
    characters.take(range.len()).collect()
}

#[test]
fn one_sentence_in_a_mail_is_found_whatever_its_spelling() {
    let (report, other) = (made_up(1, 2000), made_up(2, 2000));
    let shelf = shelf(&[&other, &report]);
    for start in (0..10_000).step_by(331) {
        let mut n_letters = 0;
        let end = report[start..].find(|letter: char| {
            n_letters += usize::from(letter.is_alphanumeric());
            n_letters > 75
        });
        let excerpt = &report[start..start + end.unwrap()];
        for excerpt in [
            excerpt.to_uppercase(),
            excerpt.replace(' ', ""),
            excerpt.replace(' ', " -\n"),
        ] {
            let found = ask(&format!("Dear all,\n{excerpt}\nregards"), &shelf);
            assert_eq!(found.len(), 1, "{excerpt}");
            assert_eq!(
                (found[0].text, found[0].tier),
                (1, Tier::Verbatim),
                "{excerpt}"
            );
        }
    }
}

/// So many letters of a text, from the letter with this number.
fn letters(text: &str, from: usize, n_letters: usize) -> String {
    let letters = text.split_whitespace().flat_map(str::chars);
    letters.skip(from).take(n_letters).collect()
}

#[test]
fn a_phrase_is_not_a_sentence_where_much_is_registered() {
    let report = made_up(1, 2000);
    let mut shelf = shelf(&[&report]);
    for seed in 0..1500 {
        shelf.add(
            &Prints::new(&made_up(9 + seed, 30), Kind::Prose, &key()),
            false,
        );
    }
    let (before, after) = (made_up(2, 800), made_up(3, 800));
    let found = |n_letters| {
        let starts = (0..10_000).step_by(97);
        let excerpts = starts.map(|from| letters(&report, from, n_letters));
        let texts = excerpts.map(|excerpt| format!("{before} {excerpt} {after}"));
        texts.filter(|text| !ask(text, &shelf).is_empty()).count()
    };
    let n_asked = (0..10_000).step_by(97).count();
    assert_eq!(found(75), n_asked);
    // One in ten has two prints in common.
    assert!(found(34) <= n_asked / 20, "{}", found(34));
}

#[test]
fn a_korean_sentence_is_found_in_parts_and_without_spaces() {
    use unicode_normalization::UnicodeNormalization;
    let sentence = "양극재 슬러리 비포는 산화세륨 연마 입자와 분산제를 섭씨 이십오 도에서 두 시간 동안 섞어 만든다.";
    let report = format!("{} {sentence} {}", made_up(1, 300), made_up(2, 300));
    let shelf = shelf(&[&report]);
    for text in [
        sentence.to_owned(),
        sentence.nfd().collect(),
        sentence.replace(' ', ""),
    ] {
        let found = ask(&format!("참고하세요: {text} 감사합니다"), &shelf);
        assert_eq!(
            found.first().map(|found| found.certainty),
            Some(Certainty::Match),
            "{text}"
        );
    }
}

#[test]
fn an_escaped_sentence_is_found_where_it_is_written() {
    let sentence = "양극재 슬러리는 산화세륨 연마 입자와 분산제를 섭씨 이십오 도에서 두 시간 동안 섞어서 만들고 거른다.";
    let report = format!("{} {sentence} {}", made_up(1, 300), made_up(2, 300));
    let shelf = shelf(&[&report]);
    let of_bytes = |mark: &str| {
        sentence.bytes().fold(String::new(), |mut all, byte| {
            let _ = write!(all, "{mark}{byte:02X}");
            all
        })
    };
    let json = sentence
        .encode_utf16()
        .fold(String::new(), |mut all, unit| {
            let _ = write!(all, "\\u{unit:04x}");
            all
        });
    let html = sentence.chars().fold(String::new(), |mut all, letter| {
        let _ = write!(all, "&#{};", u32::from(letter));
        all
    });
    let twice = json.replace('\\', r"\\");
    for written in [of_bytes("%"), of_bytes("="), json, html, twice] {
        let mail = format!("{}\n{written}\n{}", made_up(3, 50), made_up(4, 50));
        let found = ask(&mail, &shelf);
        let [found] = found.as_slice() else {
            panic!("{written}: {found:?}")
        };
        assert_eq!(
            (found.tier, found.certainty),
            (Tier::Verbatim, Certainty::Match)
        );
        let passage = slice(&mail, &found.passages[0].here);
        assert!(written.contains(&passage), "{passage}");
        assert!(passage.len() * 10 > written.len() * 9, "{passage}");
    }
}

#[test]
fn what_is_registered_both_ways_is_told() {
    let (report, terms) = (made_up(1, 600), made_up(2, 200));
    let (other, signed) = (made_up(3, 600), format!("{report}\n{terms}"));
    let (new, boilerplate) = (
        |text: &str| Prints::new(text, Kind::Prose, &key()),
        |text: &str| Prints::asked(text, Kind::Prose, &key()),
    );
    let mut shelf = shelf(&[&signed, &other]);
    assert_eq!(percent(subtracted(&new(&signed), &shelf).unwrap()), "0 %");
    let hides = hidden(&boilerplate(&terms), &shelf).unwrap();
    let [(0, share)] = hides.as_slice() else {
        panic!("{hides:?}")
    };
    assert!((0.2..0.3).contains(share), "{share}");
    let all = hidden(&boilerplate(&signed), &shelf).unwrap();
    assert_eq!(all, [(0, 1.0)]);
    shelf.add(&boilerplate(&terms), true);
    let share = subtracted(&new(&signed), &shelf).unwrap();
    assert!((0.2..0.3).contains(&share), "{share}");
    assert_eq!(percent(subtracted(&new(&other), &shelf).unwrap()), "0 %");
    // The file itself, though there is no text in it.
    let file = Prints::default().with_file(&[7; 32], &key());
    shelf.add(&file, true);
    assert_eq!(percent(subtracted(&file, &shelf).unwrap()), "100 %");
}

#[test]
fn texts_of_other_words_and_other_keys_share_nothing() {
    let report = made_up(1, 3000);
    let shelf = shelf(&[&report]);
    assert_eq!(ask(&made_up(2, 3000), &shelf), []);
    let other_key = Prints::asked(&report, Kind::Prose, &Key::new(&[6; 32]));
    assert_eq!(compare(&other_key, &shelf).unwrap(), []);
}

#[test]
fn a_passage_is_named_on_both_sides() {
    let report = made_up(1, 2000);
    let passage = &report[4000..5500];
    let mail = format!("{} {passage} {}", made_up(2, 100), made_up(3, 100));
    let found = ask(&mail, &shelf(&[&report]));
    let [found] = found.as_slice() else {
        panic!("{found:?}")
    };
    let [only] = found.passages.as_slice() else {
        panic!("{found:?}")
    };
    assert_eq!(
        (only.tier, only.certainty),
        (Tier::Verbatim, Certainty::Match)
    );
    assert!(only.here.len() > 1400 && only.here.len() < 1600, "{only:?}");
    assert!(passage.contains(slice(&mail, &only.here).trim()));
    assert!(
        only.there.start >= 3990 && only.there.end <= 5510,
        "{only:?}"
    );
    assert!(
        (found.share_of_registered - 0.107).abs() < 0.01,
        "{found:?}"
    );
    assert!((found.share_of_this - 0.5).abs() < 0.05, "{found:?}");
    assert_eq!(found.percent(), "10 %");
}

#[test]
fn a_share_counts_what_is_shared_and_not_what_stands_between() {
    // A form: every second line is the template's.
    let filled = |seed: u64| {
        let own = (0..20).map(|line| made_up(seed * 100 + line, 16));
        let lines = own
            .zip(0..20)
            .map(|(own, line)| format!("{}\n{own}\n", made_up(9000 + line, 16)));
        lines.collect::<String>()
    };
    let (one, other) = (filled(1), filled(2));
    let found = ask(&other, &shelf(&[&one]));
    let [found] = found.as_slice() else {
        panic!("{found:?}")
    };
    assert!(
        (0.35..0.6).contains(&found.share_of_registered),
        "{found:?}"
    );
    assert!((0.35..0.6).contains(&found.share_of_this), "{found:?}");
}

#[test]
fn a_passage_edited_in_the_middle_is_one_passage() {
    let report = made_up(1, 2000);
    let passage = format!(
        "{} {} {}",
        &report[4000..4700],
        made_up(9, 12),
        &report[4750..5500]
    );
    let mail = format!("{} {passage} {}", made_up(2, 100), made_up(3, 100));
    let found = ask(&mail, &shelf(&[&report]));
    assert_eq!(found[0].passages.len(), 1, "{found:?}");
}

#[test]
fn the_whole_text_is_all_of_it() {
    let report = made_up(1, 500);
    let found = ask(&report.to_uppercase(), &shelf(&[&made_up(2, 500), &report]));
    assert_eq!((found.len(), found[0].text), (1, 1));
    assert!(found[0].share_of_registered > 0.99 && found[0].share_of_this > 0.99);
}

#[test]
fn words_in_another_order_are_found() {
    let report = made_up(1, 2000);
    let words: Vec<&str> = report.split(' ').skip(500).take(120).collect();
    let shuffled: Vec<&str> = words
        .chunks(4)
        .flat_map(|four| four.iter().rev())
        .copied()
        .collect();
    let mail = format!(
        "{} {} {}",
        made_up(2, 100),
        shuffled.join(" "),
        made_up(3, 100)
    );
    let found = ask(&mail, &shelf(&[&report]));
    assert_eq!(
        (found[0].tier, found[0].certainty),
        (Tier::Reworked, Certainty::Match),
        "{found:?}"
    );
}

#[test]
fn korean_with_other_particles_and_endings_is_found() {
    let report = "전해질막은 불소계 고분자를 용매에 녹인 용액을 유리판에 도포한 다음 진공에서 건조하여 제조한다. \
        건조된 전해질막은 황산 수용액에 담가 불순물을 제거하고 증류수로 세척한다.";
    let retyped = "전해질막이 불소계 고분자가 용매로 녹인 용액이며 유리판으로 도포하고 진공이나 건조되며 제조했다. \
        건조해 전해질막도 황산의 수용액과 담그며 불순물은 제거되고 증류수가 세척했다.";
    let found = ask(retyped, &shelf(&[&made_up(1, 500), report]));
    assert_eq!(
        found.first().map(|found| (found.text, found.tier)),
        Some((1, Tier::Reworked))
    );
}

#[test]
fn a_translation_is_found_by_its_numbers_and_names() {
    let english = "Slurry B-4 holds 3.2 % CeO2 with 0.05 wt% dispersant PAA-2000 at pH 10.5. \
        Stir at 350 rpm and 25 degrees Celsius for 120 minutes, filter through 5 µm, \
        and keep below 40 °C. The removal rate on SiO2 is 2,450 nm, on Si3N4 it is 48 nm.";
    let korean = "슬러리 B-4는 CeO₂ 3.2퍼센트와 분산제 PAA-2000 0.05중량%를 pH 10.5에서 포함한다. \
        섭씨 25도에서 350rpm으로 120분 동안 교반하고 5마이크로미터 필터로 거른 뒤 40도 아래에 보관한다. \
        SiO₂ 제거율은 2450나노미터이고 Si₃N₄는 48 nm이다.";
    let found = ask(korean, &shelf(&[&made_up(1, 500), english]));
    assert_eq!(
        found.first().map(|found| (found.text, found.tier)),
        Some((1, Tier::Technical)),
        "{found:?}"
    );
}

#[test]
fn boilerplate_is_subtracted_and_what_stands_beside_it_is_found() {
    let licence = made_up(9, 200);
    let report = format!("{licence} {}", made_up(1, 400));
    let mut shelf = shelf(&[&report]);
    let letter = format!("{licence} {}", made_up(2, 400));
    assert_eq!(ask(&letter, &shelf).len(), 1);
    shelf.add(&Prints::asked(&licence, Kind::Prose, &key()), true);
    assert_eq!(ask(&letter, &shelf), []);
    let found = ask(&report, &shelf);
    assert_eq!((found.len(), found[0].text), (1, 0));
    assert!(
        found[0]
            .passages
            .iter()
            .all(|passage| passage.here.start > 1100),
        "{found:?}"
    );
}

#[test]
fn the_text_with_the_rarer_hashes_comes_first() {
    let (shared, own) = (made_up(1, 300), made_up(2, 60));
    let mut texts: Vec<String> = (10..20)
        .map(|seed| format!("{shared} {}", made_up(seed, 50)))
        .collect();
    texts.insert(4, format!("{} {own}", made_up(30, 300)));
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let found = ask(&format!("{} {own}", &shared[..400]), &shelf(&texts));
    assert_eq!((found.len(), found[0].text), (11, 4));
}

#[test]
fn a_phrase_of_many_texts_is_only_possible() {
    let phrase = made_up(1, 10);
    let texts: Vec<String> = (10..30)
        .map(|seed| format!("{phrase} {}", made_up(seed, 200)))
        .collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let letter = format!("{} {phrase} {}", made_up(3, 100), made_up(4, 100));
    assert!(
        ask(&letter, &shelf(&texts[..3]))
            .iter()
            .all(|found| found.certainty == Certainty::Match)
    );
    assert!(
        ask(&letter, &shelf(&texts))
            .iter()
            .all(|found| found.certainty == Certainty::Possible)
    );
}

#[test]
fn code_with_other_names_and_values_is_found() {
    let mut code = String::from("class Mixer {\n");
    for number in 0..6 {
        writeln!(
            code,
            "  double step{number}(double rate, int[] parts) {{ // mixing\n    double sum = {number}.5;\n    for (int i = 0; i < parts.length; i++) {{\n      if (parts[i] > limit && sum < {number}) {{ sum += parts[i] * rate - offset.get(i); }} else {{ sum = sum / 2; }}\n    }}\n    while (sum > 9) {{ sum -= check(sum, rate); }}\n    return sum;\n  }}"
        )
        .unwrap();
    }
    code.push('}');
    let renamed = code
        .replace("sum", "gesamt")
        .replace("parts", "teile")
        .replace("rate", "tempo")
        .replace("mixing", "nothing to see")
        .replace('9', "10");
    let kind = Kind::Code(Language::Braces);
    let mut shelf = MemoryShelf::new();
    shelf.add(&Prints::new(&code, kind, &key()), false);
    let found = compare(&Prints::asked(&renamed, kind, &key()), &shelf).unwrap();
    assert_eq!(
        found.first().map(|found| (found.tier, found.certainty)),
        Some((Tier::Code, Certainty::Match))
    );
    assert!(found[0].share_of_registered > 0.9);
}

#[test]
fn the_same_file_is_the_same_whatever_its_text() {
    let mut shelf = MemoryShelf::new();
    let digest = blake3::hash(b"a picture").into();
    shelf.add(
        &Prints::new("", Kind::Prose, &key()).with_file(&digest, &key()),
        false,
    );
    let found = compare(
        &Prints::asked("", Kind::Prose, &key()).with_file(&digest, &key()),
        &shelf,
    )
    .unwrap();
    assert_eq!(
        (found[0].tier, found[0].certainty),
        (Tier::Exact, Certainty::Match)
    );
}

#[test]
fn a_sentence_written_very_often_is_one_sentence() {
    let sentence = made_up(1, 12);
    let report = format!("{} {sentence} {}", made_up(2, 300), made_up(3, 300));
    let found = ask(
        &sentence.repeat(20_000),
        &shelf(&[&report, &sentence.repeat(500)]),
    );
    assert_eq!(found.len(), 2);
    assert!(
        found.iter().all(|found| found.passages.len() < 20),
        "{}",
        found[0].passages.len()
    );
}

#[test]
fn shares_are_said_as_whole_percent() {
    let said = [0.0, 0.001, 0.17, 0.999, 1.0].map(percent);
    assert_eq!(
        said,
        ["0 %", "less than 1 %", "17 %", "more than 99 %", "100 %"]
    );
}

#[test]
fn in_a_large_register_a_set_phrase_is_no_match_and_a_sentence_is() -> Result<(), ShelfError> {
    const PHRASES: [&str; 8] = [
        "the International Organization for Standardization",
        "interpreted relative to the current working directory",
        "can consist of alphanumeric characters and underscores",
        "returns an integer less than, equal to, or greater than",
        "standard input, standard output and standard error",
        "available for backwards compatibility with versions",
        "further information can be found in the documentation",
        "according to the provisions of the present agreement",
    ];
    let key = Key::new(&[7; 32]);
    let words = |seed: u32, n_words: u32| -> String {
        let word = |n: u32| {
            let n = n.wrapping_mul(2_654_435_761);
            let letter = |at: u32| char::from(b'a' + (n >> (5 * at) & 15) as u8);
            (1..6).map(letter).chain([' ']).collect::<String>()
        };
        (seed..seed + n_words).map(word).collect()
    };
    let mut shelf = MemoryShelf::new();
    for (n, phrase) in (0..).zip(PHRASES) {
        let text = format!(
            "{} {phrase} {}",
            words(1000 * n, 60),
            words(1000 * n + 500, 60)
        );
        shelf.add(&Prints::new(&text, Kind::Prose, &key), false);
    }
    for n in 10..1000 {
        shelf.add(&Prints::new(&words(1000 * n, 12), Kind::Prose, &key), false);
    }
    let (mut n_phrases, mut n_sentences) = (0, 0);
    for (n, phrase) in (0..).zip(PHRASES) {
        let ask = |passage: &str| {
            let around = (words(5_000_000 + n, 900), words(6_000_000 + n, 900));
            let text = format!("{} {passage} {}", around.0, around.1);
            compare(&Prints::asked(&text, Kind::Prose, &key), &shelf)
        };
        let is_match = |found: &Match| found.certainty == Certainty::Match;
        n_phrases += usize::from(ask(phrase)?.iter().any(is_match));
        let sentence = format!("{} {phrase}", words(1000 * n + 52, 8));
        n_sentences += usize::from(!ask(&sentence)?.is_empty());
    }
    assert_eq!((n_phrases, n_sentences), (0, PHRASES.len()));
    Ok(())
}
