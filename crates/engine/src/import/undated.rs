//! Names of files without the day on which they were published.

/// What stands in a name for a day.
const DAY: &str = "DAY";

/// The name with a mark for each day in it and the time behind it, and without the number of all parts.
///
/// `20260102-0800-lei.csv.zip` and `20260103-1600-lei.csv.zip` are one name, and so are `psc-2026-01-02_3of31.zip` and
/// `psc-2026-02-01_3of32.zip`; the parts 3 and 4 are two.
pub(super) fn undated(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let mut rest = name;
    while let Some(first) = rest.chars().next() {
        let is_in_number = out.ends_with(|before: char| before.is_ascii_digit());
        let length = if let Some(length) = day_length(rest).filter(|_| !is_in_number) {
            out.push_str(DAY);
            length + time_length(rest.get(length..).unwrap_or_default())
        } else if let Some(length) = parts_length(rest).filter(|_| is_in_number) {
            length
        } else {
            out.push(first);
            first.len_utf8()
        };
        rest = rest.get(length..).unwrap_or_default();
    }
    out
}

/// How long the number of all parts is that stands behind the number of one: `of31`.
fn parts_length(text: &str) -> Option<usize> {
    let n_digits = digits(text.strip_prefix("of")?);
    (n_digits > 0).then_some(2 + n_digits)
}

/// How long a day is that stands first: `20260102`, `2026-01-02` with any of `-`, `_` and `.`.
fn day_length(text: &str) -> Option<usize> {
    let n_digits = digits(text);
    if n_digits == 8 {
        let number: u32 = text.get(..8)?.parse().ok()?;
        return is_day(number / 10_000, number / 100 % 100, number % 100).then_some(8);
    }
    let part = |from: usize, to: usize| text.get(from..to)?.parse::<u32>().ok();
    let mark = |at: usize| text.get(at..=at);
    let is_mark = matches!(mark(4), Some("-" | "_" | ".")) && mark(4) == mark(7);
    if n_digits != 4 || !is_mark || digits(text.get(8..)?) != 2 {
        return None;
    }
    is_day(part(0, 4)?, part(5, 7)?, part(8, 10)?).then_some(10)
}

fn is_day(year: u32, month: u32, day: u32) -> bool {
    (1990..2100).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day)
}

/// How long a time is that stands behind a day: `-0800`, `T080000Z`.
fn time_length(text: &str) -> usize {
    let has_mark = text.starts_with(['-', '_', 'T']);
    let n_digits = text.get(1..).map_or(0, digits);
    let behind = text.get(1 + n_digits..).unwrap_or_default();
    let end = usize::from(text.starts_with('T') && behind.starts_with('Z'));
    if has_mark && matches!(n_digits, 4 | 6) {
        1 + n_digits + end
    } else {
        0
    }
}

fn digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_of_publication_is_left_out_of_a_name() {
        for (name, left) in [
            ("20260102-0800-gleif-lei2.csv.zip", "DAY-gleif-lei2.csv.zip"),
            (
                "persons-snapshot-2026-01-02.zip",
                "persons-snapshot-DAY.zip",
            ),
            ("psc-2026-01-02_3of31.zip", "psc-DAY_3.zip"),
            ("list_2026_01_02T080000Z.xml", "list_DAY.xml"),
            ("20260102.json", "DAY.json"),
            ("register.2026.01.02.json", "register.DAY.json"),
            ("sdn.csv", "sdn.csv"),
            (
                "v1.2.3-99999999-2026-13-01.json",
                "v1.2.3-99999999-2026-13-01.json",
            ),
            ("120260102.json", "120260102.json"),
            ("등기 2026-01-02 가람.json", "등기 DAY 가람.json"),
            ("one-of-3.json", "one-of-3.json"),
        ] {
            assert_eq!(undated(name), left, "{name}");
        }
    }
}
