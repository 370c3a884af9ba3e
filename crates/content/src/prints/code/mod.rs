//! The tier of equal code, whatever its names and values.
//!
//! The code is read as tokens without comments; names and values stand for any name and value. Runs of [`RUN`] tokens
//! are hashed and winnowed, as MOSS and Dolos do.

use crate::key::Key;
use crate::print::{Print, Tier};
use crate::winnow::Winnow;

mod language;
mod lexer;

pub use language::Language;

use lexer::Token;

/// Tokens under one hash.
const RUN: usize = 10;

/// Hashes of which one is kept.
const WINDOW: usize = 5;

/// Tokens that are held: a run and the windows before it.
const N_HELD: usize = 32;

/// The prints of a source text.
pub(crate) fn code(text: &str, language: Language, key: &Key) -> Vec<Print> {
    let secret = key.secret(Tier::Code);
    let mut held = [Token::default(); N_HELD];
    let mut n_seen = 0_usize;
    let mut winnow = Winnow::<WINDOW>::new();
    let mut prints = Vec::new();
    let place = |held: &[Token; N_HELD], number: usize| {
        held.get(number % N_HELD).copied().unwrap_or_default()
    };
    let print = |held: &[Token; N_HELD], number: usize, hash: u64| Print {
        hash,
        start: place(held, number).start,
        end: place(held, number + RUN - 1).end,
    };
    lexer::tokens(text, language, &mut |token| {
        if let Some(slot) = held.get_mut(n_seen % N_HELD) {
            *slot = token;
        }
        n_seen += 1;
        if n_seen < RUN {
            return;
        }
        let run: [u64; RUN] =
            std::array::from_fn(|at| u64::from(place(&held, n_seen - RUN + at).kind));
        if let Some((number, hash)) = winnow.push(secret.kept(&run)) {
            prints.push(print(&held, number, hash));
        }
    });
    if let Some((number, hash)) = winnow.finish() {
        prints.push(print(&held, number, hash));
    }
    prints
}
