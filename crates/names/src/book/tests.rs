//! A book of names: what is found, and in which order.

use proptest::prelude::*;

use super::*;
use crate::IndexError;
use crate::index::figures::{Listed, listed};

fn book() -> NameBook {
    NameBook::build([
        (1, NameKind::Organisation, "Haedong Electronics Co., Ltd."),
        (1, NameKind::Organisation, "해동전자 주식회사"),
        (2, NameKind::Organisation, "Daeyang Chemical"),
        (3, NameKind::Organisation, "Haedong Electronics Co., Ltd."),
        (4, NameKind::Person, "LEE, Sun-shin"),
        (5, NameKind::Person, "Haedong Electronics"),
    ])
}

#[test]
fn loan_words_are_found_between_scripts() {
    let latin = ["Solmax", "Xenogen", "Hwanwhi Solutions"];
    let hangul = ["솔맥스", "제노젠", "환휘솔루션"];
    let book = |names: [&'static str; 3]| {
        NameBook::build(
            (0..)
                .zip(names)
                .map(|(key, name)| (key, NameKind::Organisation, name)),
        )
    };
    for (names, asked) in [(latin, hangul), (hangul, latin)] {
        let book = book(names);
        for (key, name) in (0..).zip(asked) {
            let name = PreparedName::new(NameKind::Organisation, name);
            for hits in [book.search(&name, 3), book.search_all(&name, 3)] {
                assert_eq!(hits.first().map(|hit| hit.key), Some(key), "{name:?}");
            }
        }
    }
}

#[test]
fn each_key_comes_once_with_its_nearest_name_and_equal_ones_by_key() {
    let name = PreparedName::new(NameKind::Organisation, "해동전자 주식회사");
    let hits = book().search(&name, 10);
    let found: Vec<(u32, &str)> = hits
        .iter()
        .map(|hit| (hit.key, hit.name.as_str()))
        .collect();
    assert_eq!(
        found,
        [
            (1, "해동전자 주식회사"),
            (3, "Haedong Electronics Co., Ltd.")
        ]
    );
    assert_eq!(hits[0].comparison.verdict, Verdict::Same);
    assert_eq!(book().search(&name, 1).len(), 1);
    assert_eq!(book().search_all(&name, 10), hits);
    assert_eq!(book().n_names(), 6);
}

#[test]
fn kinds_are_apart_and_nothing_is_found_in_an_empty_book() {
    let name = PreparedName::new(NameKind::Person, "이순신");
    assert_eq!(book().search(&name, 10)[0].key, 4);
    assert!(NameBook::build([]).search(&name, 10).is_empty());
    let nothing = PreparedName::new(NameKind::Organisation, "");
    assert!(book().search(&nothing, 10).is_empty() && book().search_all(&nothing, 10).is_empty());
}

#[test]
fn slots_taken_by_another_name_prepare_again() {
    let prepared = Prepared::new(2);
    for (at, text) in [
        (0, "Haedong"),
        (2, "Daeyang"),
        (0, "Haedong"),
        (0, "Haedong"),
    ] {
        let name = prepared.of(at, NameKind::Organisation, text);
        assert_eq!(name.original(), text);
    }
}

#[test]
fn ranking_and_bits_miss_little_of_what_comparing_all_finds() {
    let Some(listed) = listed() else {
        return;
    };
    let book = NameBook::build(
        (0..)
            .zip(&listed)
            .map(|(key, entry)| (key, entry.kind, entry.name.as_str())),
    );
    let asked = |entry: &&Listed| !entry.alternates.is_empty();
    let (mut n_all, mut n_missed) = (0_u32, 0_u32);
    for entry in listed.iter().filter(asked).step_by(40) {
        for name in &entry.alternates {
            let name = PreparedName::new(entry.kind, name);
            let near = book.search(&name, 50);
            for hit in book.search_all(&name, 50) {
                if hit.comparison.verdict == Verdict::Same {
                    n_all += 1;
                    n_missed += u32::from(near.iter().all(|other| other.key != hit.key));
                }
            }
        }
    }
    println!("{n_missed} of {n_all} same names missed");
    assert!(n_missed * 100 <= n_all, "{n_missed} of {n_all}");
}

#[test]
fn bytes_read_back_and_others_are_refused() {
    let bytes = book().to_bytes();
    assert_eq!(bytes, book().to_bytes());
    let again = NameBook::from_bytes(&bytes).unwrap();
    for (kind, name) in [
        (NameKind::Organisation, "Haedong Electronics"),
        (NameKind::Person, "이순신"),
    ] {
        let name = PreparedName::new(kind, name);
        let hits = again.search(&name, 9);
        assert!(!hits.is_empty());
        assert_eq!(hits, book().search(&name, 9));
    }
    let read = |bytes: &[u8]| NameBook::from_bytes(bytes).map(|_| ());
    assert_eq!(read(b"bongsu"), Err(IndexError::NotAnIndex));
    let index = book().index(NameKind::Person).as_bytes().to_vec();
    assert_eq!(read(&index), Err(IndexError::NotAnIndex));
    let mut other = bytes.clone();
    other[8] = 7;
    let found = IndexError::OtherVersion {
        found: 7,
        wanted: 1,
    };
    assert_eq!(read(&other), Err(found));
    // Longer than it says, under a true digest.
    let mut long = bytes.clone();
    long.push(0);
    bytes::seal(&mut long);
    assert_eq!(read(&long), Err(IndexError::Damaged));
}

proptest! {
    #[test]
    fn cut_and_changed_bytes_are_refused_and_nonsense_does_no_harm(at in any::<usize>(), bit in 0_u8..8) {
        let bytes = book().to_bytes();
        let at = at % bytes.len();
        prop_assert!(NameBook::from_bytes(&bytes[..at]).is_err());
        let mut changed = bytes.clone();
        changed[at] ^= 1 << bit;
        prop_assert!(NameBook::from_bytes(&changed).is_err());
        bytes::seal(&mut changed);
        if let Ok(book) = NameBook::from_bytes(&changed) {
            let name = PreparedName::new(NameKind::Organisation, "Haedong Electronics");
            prop_assert!(book.search(&name, 5).len() <= 5);
        }
    }
}
