//! Numbers in names: digits, words, ordinals and Roman numerals, read to one value so that they can be made to agree.

/// The value of a folded word that is a number; Roman numerals only from two letters on, or V and X.
pub(crate) fn value(word: &str) -> Option<String> {
    if word.bytes().all(|b| b.is_ascii_digit()) && !word.is_empty() {
        let digits = word.trim_start_matches('0');
        return Some(if digits.is_empty() {
            "0".to_owned()
        } else {
            digits.to_owned()
        });
    }
    let ordinal = ["st", "nd", "rd", "th"]
        .iter()
        .find_map(|suffix| word.strip_suffix(suffix));
    if let Some(digits) =
        ordinal.filter(|digits| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()))
    {
        return Some(digits.to_owned());
    }
    let named = WORDS
        .iter()
        .find(|(name, _)| *name == word)
        .map(|(_, value)| *value);
    named.or_else(|| roman(word)).map(|value| value.to_string())
}

/// The value of a run of number words, `forty four`: tens and then a unit.
pub(crate) fn tens_and_unit(tens: &str, unit: &str) -> Option<String> {
    let (tens, unit): (u32, u32) = (tens.parse().ok()?, unit.parse().ok()?);
    ((20..100).contains(&tens) && tens.is_multiple_of(10) && (1..10).contains(&unit))
        .then(|| (tens + unit).to_string())
}

fn roman(word: &str) -> Option<u32> {
    if word.len() < 2 && !matches!(word, "v" | "x") {
        return None;
    }
    let mut total = 0_u32;
    let mut before = 0_u32;
    for letter in word.bytes().rev() {
        let value = match letter {
            b'i' => 1,
            b'v' => 5,
            b'x' => 10,
            _ => return None,
        };
        if value < before {
            total = total.checked_sub(value)?;
        } else {
            total += value;
        }
        before = before.max(value);
    }
    (1..40).contains(&total).then_some(total)
}

const WORDS: &[(&str, u32)] = &[
    ("one", 1),
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("eleven", 11),
    ("twelve", 12),
    ("twenty", 20),
    ("thirty", 30),
    ("forty", 40),
    ("fifty", 50),
    ("sixty", 60),
    ("seventy", 70),
    ("eighty", 80),
    ("ninety", 90),
    ("hundred", 100),
    ("first", 1),
    ("second", 2),
    ("third", 3),
    ("fourth", 4),
    ("fifth", 5),
    ("sixth", 6),
    ("seventh", 7),
    ("eighth", 8),
    ("ninth", 9),
    ("tenth", 10),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_words_ordinals_and_roman_numerals_agree() {
        for (word, wanted) in [
            ("007", "7"),
            ("three", "3"),
            ("3rd", "3"),
            ("iii", "3"),
            ("xiv", "14"),
            ("v", "5"),
        ] {
            assert_eq!(value(word).as_deref(), Some(wanted), "{word}");
        }
        for word in ["", "i", "ixxl", "mix", "st"] {
            assert_eq!(value(word), None, "{word}");
        }
        assert_eq!(tens_and_unit("40", "4").as_deref(), Some("44"));
    }
}
