//! The tier of equal code, whatever its names and values.
//!
//! The code is read as tokens without comments; names and values stand for any name and value. Runs of [`RUN`] tokens
//! are hashed and winnowed, as MOSS and Dolos do.

use std::collections::HashSet;

use crate::key::{Key, Secret};
use crate::print::{Print, Tier};
use crate::winnow::Winnow;

mod idioms;
mod language;
mod lexer;

pub use language::Language;

use lexer::Token;

/// Tokens under one hash.
const RUN: usize = 8;

/// Hashes of which one is kept.
const WINDOW: usize = 4;

/// The prints of a source text, without those that every program of the language has.
pub(crate) fn code(text: &str, language: Language, key: &Key) -> Vec<Print> {
    let mut prints = runs(text, language, key);
    let mut idioms = HashSet::new();
    for idiom in idioms::of(language) {
        every_run(
            idiom,
            language,
            key.secret(Tier::Code),
            &mut |hash, _, _| {
                idioms.insert(hash);
            },
        );
    }
    prints.retain(|print| !idioms.contains(&print.hash));
    prints
}

/// Of every window of runs the one with the smallest hash.
fn runs(text: &str, language: Language, key: &Key) -> Vec<Print> {
    let mut winnow = Winnow::<WINDOW>::new();
    let mut places = [(0, 0); WINDOW];
    let mut n_seen = 0_usize;
    let mut prints = Vec::new();
    let print = |places: &[(u32, u32); WINDOW], number: usize, hash: u64| {
        let (start, end) = places.get(number % WINDOW).copied().unwrap_or_default();
        Print { hash, start, end }
    };
    every_run(
        text,
        language,
        key.secret(Tier::Code),
        &mut |hash, start, end| {
            if let Some(slot) = places.get_mut(n_seen % WINDOW) {
                *slot = (start, end);
            }
            n_seen += 1;
            if let Some((number, hash)) = winnow.push(hash) {
                prints.push(print(&places, number, hash));
            }
        },
    );
    if let Some((number, hash)) = winnow.finish() {
        prints.push(print(&places, number, hash));
    }
    prints
}

/// Calls `each` with the hash of every run of tokens and the characters it takes.
fn every_run(text: &str, language: Language, secret: &Secret, each: &mut dyn FnMut(u64, u32, u32)) {
    let mut held = [Token::default(); RUN];
    let mut n_seen = 0_usize;
    lexer::tokens(text, language, &mut |token| {
        if let Some(slot) = held.get_mut(n_seen % RUN) {
            *slot = token;
        }
        n_seen += 1;
        if n_seen >= RUN {
            let place = |at: usize| held.get((n_seen + at) % RUN).copied().unwrap_or_default();
            let kinds: [u64; RUN] = std::array::from_fn(|at| u64::from(place(at).kind));
            each(secret.kept(&kinds), place(0).start, token.end);
        }
    });
}
