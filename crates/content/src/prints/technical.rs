//! The tier of equal technical tokens close together: what a translator leaves as it is.
//!
//! Numbers with their units, part numbers, formulae, identifiers, abbreviations and names in Latin letters, in sorted
//! triples. Plain words are no tokens, whatever their language.

use crate::key::Key;
use crate::print::{Print, Tier};

use super::tokens::tokens;
use super::triples::Triples;

/// Characters a triple may span: tokens of different pages say nothing together.
const REACH: u32 = 600;

/// The prints of a text.
pub(crate) fn technical(text: &str, key: &Key) -> Vec<Print> {
    let mut triples = Triples::new(key.secret(Tier::Technical), REACH);
    tokens(text, &mut |token, start, end| {
        triples.push(token.as_bytes(), start, end);
    });
    triples.finish()
}
