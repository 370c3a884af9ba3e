//! Technical tokens of a text, in one spelling.

use unicode_normalization::char::decompose_compatible;

use crate::canonical::{is_invisible, pieces};

use super::quantity::{self, Quantity};
use super::stop::is_stop_word;

/// Characters of a line that are looked at together; a longer one is cut.
const LONGEST_LINE: usize = 4096;

/// Characters of a token; a longer run (a key, a picture in text) is none.
const LONGEST: usize = 40;

/// A character of a line and its number in the text.
pub(crate) type Placed = (char, u32);

/// Calls `each` with every token, the number of its first character and of the one after its last.
pub(crate) fn tokens(text: &str, each: &mut dyn FnMut(&str, u32, u32)) {
    let mut line: Vec<Placed> = Vec::new();
    let mut last_plain = None;
    pieces(text, &mut |piece, start| {
        let mut position = start;
        for letter in piece.chars() {
            if letter == '\n' || line.len() >= LONGEST_LINE {
                read_line(&line, &mut last_plain, each);
                line.clear();
            }
            if letter.is_ascii() || ('가'..='힣').contains(&letter) {
                line.push((letter, position));
            } else if !is_invisible(letter) {
                decompose_compatible(letter, |part| line.push((part, position)));
            }
            position = position.saturating_add(1);
        }
        line.push((' ', position));
    });
    read_line(&line, &mut last_plain, each);
}

fn read_line(line: &[Placed], last_plain: &mut Option<u64>, each: &mut dyn FnMut(&str, u32, u32)) {
    let mut token = String::new();
    let mut at = 0;
    let mut before = '\n';
    while let Some((letter, start)) = line.get(at).copied() {
        let rest = line.get(at..).unwrap_or(&[]);
        if letter.is_ascii_digit() && !before.is_ascii_alphanumeric() {
            if let Some(quantity) = quantity::read(rest, &mut token) {
                let Quantity {
                    length,
                    is_token,
                    plain,
                } = quantity;
                // Numbers that count up are those of a list or of lines.
                let counts_up = plain
                    .is_some_and(|now| last_plain.is_some_and(|last: u64| now.abs_diff(last) == 1));
                *last_plain = plain.or(*last_plain);
                if is_token && !counts_up {
                    emit(&token, rest, length, start, each);
                }
                (at, before) = (at + length, '0');
                continue;
            }
        }
        if letter.is_ascii_alphanumeric() || letter == '_' {
            let length = run(rest);
            let name = rest.get(..length).unwrap_or(&[]);
            spell(name, &mut token);
            if is_token(name, rest.get(length), before) && !is_stop_word(&token) {
                emit(&token, rest, length, start, each);
            }
            (at, before) = (at + length, 'a');
            continue;
        }
        before = letter;
        at += 1;
    }
}

fn emit(
    token: &str,
    rest: &[Placed],
    length: usize,
    start: u32,
    each: &mut dyn FnMut(&str, u32, u32),
) {
    let last = rest.get(length.saturating_sub(1));
    let end = last
        .map_or(start, |(_, position)| *position)
        .saturating_add(1);
    each(token, start, end);
}

/// Letters and digits, and the signs that join them to one name: `Al2O3`, `B-4`, `max_size`, `event.target`.
fn run(rest: &[Placed]) -> usize {
    let is_word = |at: usize| {
        rest.get(at)
            .is_some_and(|(letter, _)| letter.is_ascii_alphanumeric() || *letter == '_')
    };
    let mut end = 0;
    while is_word(end)
        || (matches!(rest.get(end), Some(('.' | '-' | '/' | '$' | '\'', _)))
            && end > 0
            && is_word(end + 1))
    {
        end += 1;
    }
    end
}

/// Whether a run of Latin letters is more than a plain word.
fn is_token(run: &[Placed], next: Option<&Placed>, before: char) -> bool {
    let letters = || run.iter().map(|(letter, _)| *letter);
    let n_letters = run.len();
    let has_digit = letters().any(|letter| letter.is_ascii_digit());
    let has_letter = letters().any(|letter| letter.is_ascii_alphabetic());
    let has_capital = letters().any(|letter| letter.is_ascii_uppercase());
    let is_joined = letters().any(|letter| matches!(letter, '_' | '.' | '$'));
    let is_called =
        matches!(next, Some(('(', _))) || before == '<' || before == '`' || before == '/';
    let is_quoted = letters().any(|letter| letter == '\'');
    n_letters <= LONGEST
        && n_letters > 1
        && (has_letter || has_digit && is_joined)
        && !is_quoted
        && (has_digit || has_capital || is_joined || is_called)
}

/// Lower case without hyphens, so that `B-4` is `B4`.
fn spell(run: &[Placed], token: &mut String) {
    token.clear();
    token.extend(
        run.iter()
            .map(|(letter, _)| letter.to_ascii_lowercase())
            .filter(|letter| *letter != '-'),
    );
}
