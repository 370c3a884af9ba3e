//! The prints are those of the definition, and shared runs share them.

use proptest::prelude::*;

use super::*;
use crate::winnow::Winnow;

fn prints(text: &str, density: Density) -> Vec<Print> {
    verbatim(text, density, &key()).0
}

fn key() -> Key {
    Key::new(&[3; 32])
}

/// The prints as their definition has them, one symbol after the other.
fn by_definition(text: &str, key: &Key) -> Vec<Print> {
    #[derive(Default)]
    struct Seen(Vec<(Symbol, u32)>);
    impl Sink for Seen {
        fn run(&mut self, run: &[u8], position: u32) {
            let symbols = run.iter().map(|byte| ascii(*byte)).zip(position..);
            self.0.extend(symbols.filter(|(symbol, _)| *symbol != 0));
        }
        fn syllables(&mut self, bytes: &[u8], position: u32) -> (usize, u32) {
            let parts = jamo(syllable(bytes).unwrap())
                .into_iter()
                .zip(JAMO)
                .enumerate();
            for (place, (number, first)) in parts {
                if place < 2 || number > 0 {
                    self.0.push((first + number, position));
                }
            }
            (3, 1)
        }
        fn symbol(&mut self, symbol: Symbol, position: u32) {
            self.0.push((symbol, position));
        }
    }
    let mut seen = Seen::default();
    pieces(text, &mut |piece, start| symbols(piece, start, &mut seen));
    let mut winnow = Winnow::<WINDOW>::new();
    let mut chosen = Vec::new();
    for run in seen.0.windows(RUN) {
        let hash = run.iter().fold(0_u64, |hash, (symbol, _)| {
            hash.rotate_left(1) ^ key.letters().of(*symbol)
        });
        chosen.extend(winnow.push(hash));
    }
    chosen.extend(winnow.finish());
    let print = |(number, hash): (usize, u64)| Print {
        hash: key.secret(Tier::Verbatim).kept(&[hash]),
        start: seen.0[number].1,
        end: seen.0[number + RUN - 1].1 + 1,
    };
    chosen.into_iter().map(print).collect()
}

fn letters(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|letter| letter.is_alphanumeric())
}

#[test]
fn blocks_change_nothing() {
    let mut text = String::new();
    for number in 0..3000_u64 {
        let word = number.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 20;
        text.push_str(&format!("{word:x} 슬러리{number}를 Ⅳ é "));
    }
    for length in [10, 60, 1000, 5000, text.chars().count()] {
        let text: String = text.chars().take(length).collect();
        let prints = prints(&text, Density::Winnowed);
        assert_eq!(prints, by_definition(&text, &key()), "{length}");
    }
    let same = "a".repeat(10_000);
    assert_eq!(
        prints(&same, Density::Winnowed),
        by_definition(&same, &key())
    );
}

#[test]
fn every_run_holds_what_is_kept() {
    let text = "Slurry B-4 holds 3.2 % ceria, 0.05 % dispersant, and is stirred for two hours at 25 degrees.";
    let every = prints(text, Density::Every);
    assert_eq!(every.len(), letters(text).count() + 1 - RUN);
    for print in prints(text, Density::Winnowed) {
        assert!(every.contains(&print));
    }
}

proptest! {
    #[test]
    fn a_shared_run_of_73_letters_has_two_prints_at_least(
        before in "[a-z ]{0,90}",
        shared in "[a-z0-9]{73}",
        after in "[a-z ]{0,90}",
        other in "[가-힣 ]{0,60}",
    ) {
        let kept = prints(&format!("{before}{shared}{after}"), Density::Winnowed);
        let asked = prints(&format!("{other}{}{other}", shared.to_uppercase()), Density::Every);
        let hashes: std::collections::HashSet<u64> = asked.iter().map(|print| print.hash).collect();
        let n_shared = kept.iter().filter(|print| hashes.contains(&print.hash)).count();
        prop_assert!(n_shared >= 2, "{}", n_shared);
    }

    #[test]
    fn a_shared_run_of_48_letters_is_seen(
        before in "[a-z ]{0,90}",
        shared in "[a-z0-9]{48}",
        after in "[a-z ]{0,90}",
        other in "[a-z ]{0,60}",
    ) {
        let one = prints(&format!("{before}{shared}{after}"), Density::Winnowed);
        let two = prints(&format!("{other}{shared}{other}"), Density::Winnowed);
        prop_assert!(one.iter().any(|print| two.iter().any(|other| other.hash == print.hash)));
    }

    #[test]
    fn what_would_be_kept_is_known_where_every_run_is_asked(text in "([a-c]{0,40}|[a-z ]{0,900}){1,4}") {
        let kept = prints(&text, Density::Winnowed);
        let (every, chosen) = verbatim(&text, Density::Every, &key());
        let would_be: Vec<Print> = chosen.iter().map(|chosen| every[chosen.number as usize]).collect();
        prop_assert!(chosen.is_empty() || would_be == kept);
        let mut next = 0;
        for chosen in &chosen {
            prop_assert_eq!(chosen.first, next);
            let windows = chosen.first..=chosen.last.min((every.len() - WINDOW) as u32);
            for window in windows {
                prop_assert!((window..window + WINDOW as u32).contains(&chosen.number));
            }
            next = chosen.last.wrapping_add(1);
        }
    }

    #[test]
    fn a_print_takes_24_letters(text in "[a-zA-Z .,]{0,200}") {
        for print in prints(&text, Density::Winnowed) {
            let taken: String = text.chars().skip(print.start as usize).take((print.end - print.start) as usize).collect();
            prop_assert_eq!(letters(&taken).count(), RUN);
        }
    }
}
