//! Shares as texts: `25%`, `25-50`, `more than 50`, always in percent, as the format has it.

use bongsu_model::Share;

/// How far a bound that excludes its value lies from it, as for BODS.
const STEP: f64 = 1e-6;

/// What a text says of a share.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Said {
    /// From how much to how much, of one.
    Range {
        low: f64,
        high: f64,
        /// A number of at most one without a sign behind it.
        is_small: bool,
    },
    /// Words that no share can be read from.
    Words,
    /// A number that no share can be.
    Beyond,
}

/// Reads a share.
pub(super) fn read(text: &str) -> Said {
    let plain = text.trim().to_lowercase().replace(['–', '—', '−'], "-");
    let has_sign = plain.contains('%');
    let plain = plain
        .replace(['%', ' ', '\u{a0}'], "")
        .replace("percent", "");
    let range = if let Some(rest) = after(&plain, &[">=", "≥", "atleast", "from"]) {
        number(rest).map(|low| (low, 100.0, 0.0, 0.0))
    } else if let Some(rest) = after(&plain, &[">", "morethan", "over", "above"]) {
        number(rest).map(|low| (low, 100.0, STEP, 0.0))
    } else if let Some(rest) = after(&plain, &["<=", "≤", "upto", "atmost"]) {
        number(rest).map(|high| (0.0, high, 0.0, 0.0))
    } else if let Some(rest) = after(&plain, &["<", "lessthan", "under", "below"]) {
        number(rest).map(|high| (0.0, high, 0.0, -STEP))
    } else if let Some(rest) = plain.strip_suffix('+') {
        number(rest).map(|low| (low, 100.0, 0.0, 0.0))
    } else if let Some((low, high)) = plain.split_once('-').or_else(|| plain.split_once("to")) {
        number(low)
            .zip(number(high))
            .map(|(low, high)| (low, high, 0.0, 0.0))
    } else {
        number(&plain).map(|exact| (exact, exact, 0.0, 0.0))
    };
    let Some((low, high, above, below)) = range else {
        return Said::Words;
    };
    let shares = (Share::new(low / 100.0), Share::new(high / 100.0));
    match shares {
        (Ok(first), Ok(last)) if low <= high => Said::Range {
            low: (first.value() + above).clamp(0.0, 1.0),
            high: (last.value() + below).clamp(0.0, 1.0),
            is_small: !has_sign && low > 0.0 && high <= 1.0,
        },
        _ => Said::Beyond,
    }
}

fn after<'a>(text: &'a str, words: &[&str]) -> Option<&'a str> {
    words.iter().find_map(|word| text.strip_prefix(word))
}

/// A number with a point, or with a comma before its decimals.
fn number(text: &str) -> Option<f64> {
    let is_plain = !text.is_empty()
        && text
            .bytes()
            .all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','));
    if !is_plain {
        return None;
    }
    text.replace(',', ".").parse().ok()
}
