//! Chinese addresses: district, street and number; everything behind the number is inside the plot.

use super::{MIN_KEY, Place};

/// What ends the name of a street.
const STREETS: [char; 6] = ['路', '街', '道', '巷', '弄', '里'];

/// What ends the name of a place; the smallest last named is the district.
const PLACES: [char; 6] = ['省', '市', '区', '县', '镇', '乡'];

/// What stands behind the number of a floor or room.
const INSIDE: [char; 6] = ['楼', '层', '室', '座', '栋', '单'];

/// Reads a Chinese address; `None` where it holds no kind of place in Han.
pub(super) fn read(text: &str) -> Option<Place> {
    let chars: Vec<char> = text.chars().filter_map(plain).collect();
    if !chars
        .iter()
        .any(|c| PLACES.contains(c) || STREETS.contains(c))
    {
        return None;
    }
    let number = chars.iter().position(|c| *c == '号').and_then(|end| {
        let digits = chars.get(..end)?;
        let n_digits = digits
            .iter()
            .rev()
            .take_while(|c| c.is_ascii_digit())
            .count();
        let main: String = digits.get(end - n_digits..)?.iter().collect();
        Some((end - n_digits, main.parse::<u32>().ok()?))
    });
    let Some((end, main)) = number else {
        return whole(&chars);
    };
    let before = chars.get(..end)?;
    let is_place = |c: &char| PLACES.contains(c);
    let street_start = before.iter().rposition(is_place).map_or(0, |at| at + 1);
    let street: String = before.get(street_start..)?.iter().collect();
    let above = before.get(..street_start.saturating_sub(1))?;
    let place_start = above.iter().rposition(is_place).map_or(0, |at| at + 1);
    let place: String = before.get(place_start..street_start)?.iter().collect();
    if street.is_empty() {
        return whole(&chars);
    }
    Some(Place {
        key: format!("{place}|{street}|{main}"),
        plot: Some((format!("{place}|{street}"), main)),
    })
}

/// Without a number of a plot: everything, but floors and rooms.
fn whole(chars: &[char]) -> Option<Place> {
    let mut kept: Vec<char> = Vec::new();
    for c in chars {
        if INSIDE.contains(c) && kept.last().is_some_and(char::is_ascii_alphanumeric) {
            while kept.last().is_some_and(char::is_ascii_alphanumeric) {
                kept.pop();
            }
        } else {
            kept.push(*c);
        }
    }
    (kept.len() >= MIN_KEY).then(|| Place {
        key: kept.into_iter().collect(),
        plot: None,
    })
}

/// Han, letters and digits in one form; the rest falls away.
fn plain(c: char) -> Option<char> {
    let c = match c {
        '號' => '号',
        '區' => '区',
        '縣' => '县',
        '樓' => '楼',
        '層' => '层',
        '鎮' => '镇',
        '鄉' => '乡',
        '０'..='９' => char::from_u32(u32::from(c) - u32::from('０') + u32::from('0'))?,
        c => c,
    };
    c.is_alphanumeric().then(|| c.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn what_is_inside_the_plot_does_not_matter() {
        let key = |text| read(text).map(|place| place.key);
        let one = key("广东省深圳市南山区科技园路8号");
        assert_eq!(one.as_deref(), Some("南山区|科技园路|8"));
        assert_eq!(key("深圳市南山區科技园路８號 A座 5楼 501室"), one);
        assert_ne!(key("深圳市南山区科技园路10号"), one);
        assert_eq!(
            key("上海市浦东新区张江大厦5楼"),
            key("上海市浦东新区张江大厦")
        );
        assert_eq!(read("12 Teheran-ro"), None);
    }
}
