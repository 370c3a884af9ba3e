//! Predictors: rows stored as differences to their neighbours, as PNG and TIFF do.

use hayro_syntax::object::Dict;

/// Undoes the predictor that the parameters of a filter name.
pub(super) fn undo(bytes: Vec<u8>, parameters: &Dict<'_>) -> Vec<u8> {
    let predictor = parameters.get::<i32>("Predictor").unwrap_or(1);
    if predictor < 2 {
        return bytes;
    }
    let number = |key: &str, otherwise: usize| {
        let value = parameters.get::<i32>(key);
        value
            .and_then(|value| usize::try_from(value).ok())
            .unwrap_or(otherwise)
    };
    let colours = number("Colors", 1).clamp(1, 32);
    let bits = number("BitsPerComponent", 8).clamp(1, 16);
    let columns = number("Columns", 1).clamp(1, 1 << 20);
    let pixel = (colours * bits).div_ceil(8).max(1);
    let row = (colours * bits * columns).div_ceil(8).max(1);
    if predictor >= 10 {
        png(&bytes, row, pixel)
    } else if bits == 8 {
        tiff(bytes, row, colours)
    } else {
        bytes
    }
}

fn png(bytes: &[u8], row: usize, pixel: usize) -> Vec<u8> {
    let mut out: Vec<u8> = Vec::with_capacity(bytes.len());
    for (number, stored) in bytes.chunks(row + 1).enumerate() {
        let Some((&kind, stored)) = stored.split_first() else {
            break;
        };
        let start = number * row;
        for (column, &byte) in stored.iter().enumerate() {
            let here = start + column;
            let known = |back: usize, inside: bool| match here.checked_sub(back) {
                Some(at) if inside => out.get(at).copied().unwrap_or(0),
                _ => 0,
            };
            let left = known(pixel, column >= pixel);
            let up = known(row, number > 0);
            let corner = known(row + pixel, number > 0 && column >= pixel);
            let guess = match kind {
                1 => left,
                2 => up,
                3 => u16::midpoint(u16::from(left), u16::from(up)) as u8,
                4 => paeth(left, up, corner),
                _ => 0,
            };
            out.push(byte.wrapping_add(guess));
        }
    }
    out
}

fn paeth(left: u8, up: u8, corner: u8) -> u8 {
    let guess = i16::from(left) + i16::from(up) - i16::from(corner);
    let far = |value: u8| (guess - i16::from(value)).abs();
    if far(left) <= far(up) && far(left) <= far(corner) {
        left
    } else if far(up) <= far(corner) {
        up
    } else {
        corner
    }
}

fn tiff(mut bytes: Vec<u8>, row: usize, colours: usize) -> Vec<u8> {
    for line in bytes.chunks_mut(row) {
        for at in colours..line.len() {
            let before = line.get(at - colours).copied().unwrap_or(0);
            if let Some(byte) = line.get_mut(at) {
                *byte = byte.wrapping_add(before);
            }
        }
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_stored_as_differences_come_back() {
        // Two rows of three bytes: as they are, then as differences to the row above.
        assert_eq!(
            png(&[0, 10, 20, 30, 2, 1, 1, 1], 3, 1),
            [10, 20, 30, 11, 21, 31]
        );
        assert_eq!(png(&[1, 10, 1, 1], 3, 1), [10, 11, 12]);
        assert_eq!(tiff(vec![5, 1, 1], 3, 1), [5, 6, 7]);
    }
}
