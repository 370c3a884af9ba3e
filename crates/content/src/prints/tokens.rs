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
        let begins_number = letter.is_ascii_digit() && !before.is_ascii_alphanumeric();
        if begins_number && let Some(quantity) = quantity::read(rest, &mut token) {
            let Quantity {
                length,
                is_token,
                plain,
            } = quantity;
            // Numbers that count up are those of a list or of lines.
            let counts_up =
                plain.is_some_and(|now| last_plain.is_some_and(|last| now.abs_diff(last) == 1));
            *last_plain = plain.or(*last_plain);
            if is_token && !counts_up {
                emit(&token, rest, length, start, each);
            }
            (at, before) = (at + length, '0');
            continue;
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

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(text: &str) -> Vec<String> {
        let mut found = Vec::new();
        tokens(text, &mut |token, _, _| found.push(token.to_owned()));
        found
    }

    #[test]
    fn numbers_and_units_have_one_spelling() {
        for (text, token) in [
            ("3.2 %", "3.2%"),
            ("3.20%", "3.2%"),
            ("3.2 퍼센트", "3.2%"),
            ("25 ℃", "25degc"),
            ("25°C", "25degc"),
            ("25 degC", "25degc"),
            ("25 degrees Celsius", "25degc"),
            ("섭씨 25도", "25degc"),
            ("1,000", "1000"),
            ("1,000,000.50", "1000000.5"),
            ("5 µm", "5um"),
            ("5㎛", "5um"),
            ("5um", "5um"),
            ("5 마이크로미터", "5um"),
            ("3만", "30000"),
            ("5 A", "5a"),
            ("1.5 million", "1500000"),
            ("30분", "30min"),
            ("30 minutes", "30min"),
            ("0.05 mol", "0.05mol"),
        ] {
            assert_eq!(seen(text), [token], "{text}");
        }
    }

    #[test]
    fn names_are_tokens_and_words_are_not() {
        let text =
            "the slurry B-4 of Al2O3 or Al₂O₃ uses max_size and fooBar(), not bar; version 1.2.3";
        let names = ["b4", "al2o3", "al2o3", "max_size", "foobar", "1.2.3"];
        assert_eq!(seen(text), names);
        assert_eq!(
            seen("슬러리 B-4는 SiO₂와 CeO2를 쓴다"),
            ["b4", "sio2", "ceo2"]
        );
    }

    #[test]
    fn numbers_of_a_list_are_no_tokens() {
        assert_eq!(seen("10 a\n11 b\n12 c\n13 d"), ["10"]);
        assert_eq!(seen("10 a\n35 b\n72 c"), ["10", "35", "72"]);
    }

    #[test]
    fn positions_are_characters_of_the_text() {
        let mut found = Vec::new();
        tokens("가나 25 ℃에서 B-4를", &mut |_, start, end| {
            found.push((start, end));
        });
        assert_eq!(found, [(3, 7), (10, 13)]);
    }
}
