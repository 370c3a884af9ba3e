//! Marks that stand at a number and are no words: `No. 7`, `№ 7`, 제7, 第七 and 7호 are all 7.

use std::borrow::Cow;

use crate::hangul::is_syllable;
use crate::tables::numbers;
use crate::tables::words::is_han;

/// Whether the first of these words only says that the second is a number.
pub(super) fn is_ordinal_mark(words: &[&str]) -> bool {
    let [mark, number, ..] = words else {
        return false;
    };
    let is_mark = matches!(
        *mark,
        "no" | "nr" | "num" | "numero" | "제" | "第" | "nomor"
    );
    is_mark && (begins_with_digit(number) || numbers::value(number).is_some())
}

fn begins_with_digit(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit())
}

/// The runs of a word without the marks of its numbers: 제7공장 is 7 and 공장, 第七工厂 is 7 and 工厂, `no7` is 7.
pub(super) fn plain<'a>(runs: &[&'a str]) -> Vec<Cow<'a, str>> {
    let mut out: Vec<Cow<'a, str>> = Vec::with_capacity(runs.len());
    for (at, run) in runs.iter().copied().enumerate() {
        let first = run.chars().next().unwrap_or(' ');
        if !is_han(first) && !is_syllable(first) {
            let digits = ["no", "nr"].iter().find_map(|mark| run.strip_prefix(mark));
            let is_number = |digits: &&str| {
                !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
            };
            out.push(Cow::Borrowed(digits.filter(is_number).unwrap_or(run)));
            continue;
        }
        let mut run = run;
        if at > 0 && out.last().is_some_and(|before| begins_with_digit(before)) {
            let rest = ["호", "号", "號"]
                .iter()
                .find_map(|mark| run.strip_prefix(mark));
            run = rest.unwrap_or(run);
        }
        if runs.get(at + 1).is_some_and(|next| begins_with_digit(next)) {
            run = run.strip_suffix(['제', '第']).unwrap_or(run);
        }
        match written_number(run) {
            Some((before, value, behind)) => {
                let parts = [
                    Cow::Borrowed(before),
                    Cow::Owned(value),
                    Cow::Borrowed(behind),
                ];
                out.extend(parts.into_iter().filter(|part| !part.is_empty()));
            }
            None if run.is_empty() => {}
            None => out.push(Cow::Borrowed(run)),
        }
    }
    out
}

/// What stands before 第 and a number in characters, its value, and what stands behind.
fn written_number(run: &str) -> Option<(&str, String, &str)> {
    let (before, rest) = run.split_once('第')?;
    let n_digits = rest.chars().take_while(|c| digit(*c).is_some()).count();
    let behind_at = rest
        .char_indices()
        .nth(n_digits)
        .map_or(rest.len(), |(at, _)| at);
    let (digits, behind) = rest.split_at_checked(behind_at)?;
    let mut value = 0_u32;
    let mut unit = None;
    for digit in digits.chars().filter_map(digit) {
        if digit == 10 {
            value += unit.take().unwrap_or(1) * 10;
        } else {
            unit = Some(unit.unwrap_or(0) * 10 + digit);
        }
        if value > 1000 {
            return None;
        }
    }
    let behind = behind.strip_prefix(['号', '號']).unwrap_or(behind);
    (n_digits > 0 && n_digits < 5)
        .then(|| (before, (value + unit.unwrap_or(0)).to_string(), behind))
}

fn digit(c: char) -> Option<u32> {
    let at = "零一二三四五六七八九十"
        .chars()
        .position(|other| other == c)?;
    u32::try_from(at).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fold::runs;

    #[test]
    fn marks_fall_away_at_numbers_only() {
        for (word, wanted) in [
            ("제7공장", &["7", "공장"][..]),
            ("한빛제7공장", &["한빛", "7", "공장"]),
            ("第七工厂", &["7", "工厂"]),
            ("海东第二十三工厂", &["海东", "23", "工厂"]),
            ("第10号", &["10"]),
            ("제3호", &["3"]),
            ("no7", &["7"]),
            ("nova", &["nova"]),
            ("제일", &["제일"]),
            ("第一", &["1"]),
            ("호남", &["호남"]),
        ] {
            assert_eq!(plain(&runs(word)), wanted, "{word}");
        }
        assert!(is_ordinal_mark(&["no", "7"]) && is_ordinal_mark(&["no", "seven"]));
        assert!(!is_ordinal_mark(&["no", "limits"]) && !is_ordinal_mark(&["no"]));
    }
}
