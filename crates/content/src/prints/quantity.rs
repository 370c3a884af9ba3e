//! Numbers and their units, in one spelling: `3.2 %` is `3.2%`, `25 degrees Celsius` and `섭씨 25도` are `25degc`.

use super::tokens::Placed;

/// A number that was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Quantity {
    /// Characters it takes, with its unit.
    pub(crate) length: usize,
    /// Whether it says something: a unit, or two digits and more.
    pub(crate) is_token: bool,
    /// Its value, where it is a whole number without a unit.
    pub(crate) plain: Option<u64>,
}

/// Units by what they are written as, a capital only where it has to be one; of several the longest counts.
const UNITS: &[(&str, &str)] = &[
    ("%", "%"),
    ("percent", "%"),
    ("per cent", "%"),
    ("퍼센트", "%"),
    ("프로", "%"),
    ("wt%", "wt%"),
    ("중량%", "wt%"),
    ("vol%", "vol%"),
    ("부피%", "vol%"),
    ("mol%", "mol%"),
    ("ppm", "ppm"),
    ("ppb", "ppb"),
    ("°c", "degc"),
    ("degc", "degc"),
    ("deg c", "degc"),
    ("degrees celsius", "degc"),
    ("degrees c", "degc"),
    ("도", "degc"),
    ("°f", "degf"),
    ("°", "deg"),
    ("degrees", "deg"),
    ("nm", "nm"),
    ("나노미터", "nm"),
    ("nanometers", "nm"),
    ("nanometres", "nm"),
    ("um", "um"),
    ("μm", "um"),
    ("마이크로미터", "um"),
    ("미크론", "um"),
    ("micrometers", "um"),
    ("micrometres", "um"),
    ("microns", "um"),
    ("mm", "mm"),
    ("밀리미터", "mm"),
    ("millimeters", "mm"),
    ("millimetres", "mm"),
    ("cm", "cm"),
    ("센티미터", "cm"),
    ("centimeters", "cm"),
    ("centimetres", "cm"),
    ("m", "m"),
    ("미터", "m"),
    ("meters", "m"),
    ("metres", "m"),
    ("km", "km"),
    ("킬로미터", "km"),
    ("kilometers", "km"),
    ("kilometres", "km"),
    ("μg", "ug"),
    ("ug", "ug"),
    ("mg", "mg"),
    ("밀리그램", "mg"),
    ("g", "g"),
    ("그램", "g"),
    ("grams", "g"),
    ("kg", "kg"),
    ("킬로그램", "kg"),
    ("kilograms", "kg"),
    ("톤", "t"),
    ("tons", "t"),
    ("tonnes", "t"),
    ("μl", "ul"),
    ("ul", "ul"),
    ("ml", "ml"),
    ("밀리리터", "ml"),
    ("milliliters", "ml"),
    ("l", "l"),
    ("리터", "l"),
    ("liters", "l"),
    ("litres", "l"),
    ("ns", "ns"),
    ("나노초", "ns"),
    ("nanoseconds", "ns"),
    ("μs", "us"),
    ("us", "us"),
    ("마이크로초", "us"),
    ("microseconds", "us"),
    ("ms", "ms"),
    ("밀리초", "ms"),
    ("milliseconds", "ms"),
    ("s", "s"),
    ("sec", "s"),
    ("초", "s"),
    ("second", "s"),
    ("seconds", "s"),
    ("min", "min"),
    ("분", "min"),
    ("minute", "min"),
    ("minutes", "min"),
    ("h", "h"),
    ("hr", "h"),
    ("시간", "h"),
    ("hour", "h"),
    ("hours", "h"),
    ("일", "day"),
    ("day", "day"),
    ("days", "day"),
    ("주", "week"),
    ("week", "week"),
    ("weeks", "week"),
    ("개월", "month"),
    ("month", "month"),
    ("months", "month"),
    ("년", "year"),
    ("year", "year"),
    ("years", "year"),
    ("rpm", "rpm"),
    ("hz", "hz"),
    ("헤르츠", "hz"),
    ("khz", "khz"),
    ("킬로헤르츠", "khz"),
    ("mhz", "mhz"),
    ("메가헤르츠", "mhz"),
    ("ghz", "ghz"),
    ("기가헤르츠", "ghz"),
    ("fps", "fps"),
    ("mv", "mv"),
    ("v", "v"),
    ("볼트", "v"),
    ("volts", "v"),
    ("kv", "kv"),
    ("ma", "ma"),
    ("A", "a"),
    ("암페어", "a"),
    ("mah", "mah"),
    ("ah", "ah"),
    ("mw", "mw"),
    ("w", "w"),
    ("와트", "w"),
    ("watts", "w"),
    ("kw", "kw"),
    ("킬로와트", "kw"),
    ("kwh", "kwh"),
    ("wh", "wh"),
    ("ω", "ohm"),
    ("ohm", "ohm"),
    ("ohms", "ohm"),
    ("옴", "ohm"),
    ("pa", "pa"),
    ("kpa", "kpa"),
    ("mpa", "mpa"),
    ("gpa", "gpa"),
    ("bar", "bar"),
    ("psi", "psi"),
    ("torr", "torr"),
    ("N", "n"),
    ("kn", "kn"),
    ("J", "j"),
    ("kj", "kj"),
    ("ev", "ev"),
    ("K", "k"),
    ("m/s", "m/s"),
    ("mol", "mol"),
    ("몰", "mol"),
    ("db", "db"),
    ("데시벨", "db"),
    ("bytes", "b"),
    ("바이트", "b"),
    ("kb", "kb"),
    ("킬로바이트", "kb"),
    ("mb", "mb"),
    ("메가바이트", "mb"),
    ("gb", "gb"),
    ("기가바이트", "gb"),
    ("tb", "tb"),
    ("px", "px"),
    ("픽셀", "px"),
    ("pixels", "px"),
    ("배", "x"),
    ("times", "x"),
];

/// Words that multiply the number before them, by how many noughts they stand for.
const MULTIPLES: &[(&str, usize)] = &[
    ("thousand", 3),
    ("million", 6),
    ("billion", 9),
    ("천만", 7),
    ("백만", 6),
    ("천", 3),
    ("만", 4),
    ("억", 8),
];

/// Digits of a number; a longer one is no quantity.
const MOST_DIGITS: usize = 24;

/// Reads a number at the start of a line and spells it into `token`; `None` where it goes on as a name (`3D`).
pub(crate) fn read(rest: &[Placed], token: &mut String) -> Option<Quantity> {
    token.clear();
    let mut at = number(rest, token);
    if is_version(rest, at) {
        return None;
    }
    let has_fraction = token.contains('.');
    if let Some((noughts, length)) = multiple(rest.get(at..).unwrap_or(&[])) {
        multiply(token, noughts);
        at += length;
    }
    if has_fraction {
        let plain = token.trim_end_matches('0').trim_end_matches('.').len();
        if token.contains('.') {
            token.truncate(plain);
        }
    }
    let after = rest.get(at..).unwrap_or(&[]);
    if let Some((unit, length)) = unit(after) {
        token.push_str(unit);
        return Some(Quantity {
            length: at + length,
            is_token: true,
            plain: None,
        });
    }
    let goes_on = matches!(after.first(), Some((letter, _)) if letter.is_ascii_alphanumeric() || *letter == '_');
    let is_token = token.len() > 1;
    (!goes_on).then_some(Quantity {
        length: at,
        is_token,
        plain: token.parse().ok(),
    })
}

/// Digits with thousands separators taken out and the fraction kept; gives how many characters they take.
fn number(rest: &[Placed], token: &mut String) -> usize {
    let digit = |at: usize| {
        rest.get(at)
            .map(|(letter, _)| *letter)
            .filter(char::is_ascii_digit)
    };
    let group = |at: usize| (at..at + 3).all(|at| digit(at).is_some()) && digit(at + 3).is_none();
    let mut at = 0;
    let mut has_fraction = false;
    while at < rest.len() {
        let sign = rest.get(at).map(|(letter, _)| *letter);
        match (digit(at), sign) {
            (Some(letter), _) if token.len() < MOST_DIGITS => token.push(letter),
            (None, Some(',')) if !has_fraction && token.len() <= MOST_DIGITS && group(at + 1) => {}
            (None, Some('.')) if !has_fraction && digit(at + 1).is_some() => {
                token.push('.');
                has_fraction = true;
            }
            _ => break,
        }
        at += 1;
    }
    let n_noughts = token.bytes().take_while(|byte| *byte == b'0').count();
    let whole = token.find('.').unwrap_or(token.len());
    token.drain(..n_noughts.min(whole.saturating_sub(1)));
    at
}

/// Whether a second point and digit follow, as in `1.2.3` and dates.
fn is_version(rest: &[Placed], at: usize) -> bool {
    let follows = (rest.get(at), rest.get(at + 1));
    matches!(follows, (Some(('.', _)), Some((digit, _))) if digit.is_ascii_digit())
}

/// Moves the decimal point to the right.
fn multiply(token: &mut String, noughts: usize) {
    let fraction = token.find('.').map_or(0, |point| token.len() - point - 1);
    token.retain(|letter| letter != '.');
    if fraction > noughts {
        token.insert(token.len() - (fraction - noughts), '.');
    } else {
        token.extend(std::iter::repeat_n('0', noughts - fraction));
    }
    let n_noughts = token.bytes().take_while(|byte| *byte == b'0').count();
    token.drain(..n_noughts.min(token.len().saturating_sub(1)));
}

fn multiple(rest: &[Placed]) -> Option<(usize, usize)> {
    let longest = MULTIPLES
        .iter()
        .filter(|(word, _)| begins_alike(rest, word))
        .filter_map(|(word, noughts)| Some((matched(rest, word)?, *noughts)))
        .max();
    longest.map(|(length, noughts)| (noughts, length))
}

fn unit(rest: &[Placed]) -> Option<(&'static str, usize)> {
    let longest = UNITS
        .iter()
        .filter(|(written, _)| begins_alike(rest, written))
        .filter_map(|(written, unit)| Some((matched(rest, written)?, *unit)))
        .max();
    longest.map(|(length, unit)| (unit, length))
}

/// Whether the first letter is the same, which it seldom is.
fn begins_alike(rest: &[Placed], written: &str) -> bool {
    let first = rest
        .iter()
        .map(|(letter, _)| *letter)
        .find(|letter| *letter != ' ');
    let expected = written.chars().next();
    first.is_some_and(|first| expected.is_some_and(|expected| is_letter(first, expected)))
}

fn is_letter(letter: char, expected: char) -> bool {
    letter == expected || letter.to_lowercase().eq([expected])
}

/// How many characters `written` takes at the start, after a space if there is one; Latin words must end there.
fn matched(rest: &[Placed], written: &str) -> Option<usize> {
    let mut at = usize::from(matches!(rest.first(), Some((' ', _))));
    for expected in written.chars() {
        let (letter, _) = rest.get(at)?;
        if !is_letter(*letter, expected) {
            return None;
        }
        at += 1;
    }
    let next = rest.get(at).map(|(letter, _)| *letter);
    let ends = |last: char| {
        !last.is_ascii_alphabetic() || !next.is_some_and(|next| next.is_ascii_alphanumeric())
    };
    written.chars().next_back().is_some_and(ends).then_some(at)
}
