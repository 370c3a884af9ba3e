//! What a font file inside a PDF says about its glyphs, for fonts whose dictionary does not say it.

use std::collections::HashMap;

use ttf_parser::{Face, GlyphId, cff, cmap};

use super::encoding::{Base, letters_of_name};

/// The letters of glyphs by their number, from the table of letters of the font.
pub(super) fn letters_of_glyphs(font: &[u8]) -> HashMap<u16, char> {
    let mut letters = HashMap::new();
    let Ok(face) = Face::parse(font, 0) else {
        return letters;
    };
    let Some(table) = face.tables().cmap else {
        return letters;
    };
    // Letters are asked for one by one: a table may claim ranges of any length.
    let asked = (0x20..0xD800).chain(0xF900..0xFFFE).chain(0x20000..0x2A6E0);
    let asked: Vec<u32> = asked.collect();
    for subtable in unicode_subtables(&table) {
        for &code in &asked {
            if let Some(GlyphId(glyph)) = subtable.glyph_index(code)
                && glyph != 0
                && let Some(letter) = char::from_u32(code)
            {
                letters.entry(glyph).or_insert(letter);
            }
        }
    }
    letters
}

/// At most four tables, as each is asked for many letters.
fn unicode_subtables<'t>(table: &cmap::Table<'t>) -> impl Iterator<Item = cmap::Subtable<'t>> {
    let all = table.subtables.into_iter().take(16);
    all.filter(cmap::Subtable::is_unicode).take(4)
}

/// The letters of codes in the encoding that the font itself brings.
pub(super) fn built_in(font: &[u8]) -> HashMap<u8, String> {
    if font.starts_with(b"%!") || font.starts_with(&[0x80, 1]) {
        return of_type1(font);
    }
    if let Some(table) = cff::Table::parse(font) {
        return of_cff(&table);
    }
    match Face::parse(font, 0) {
        Ok(face) => match face.tables().cff {
            Some(table) => of_cff(&table),
            None => of_truetype(&face, font),
        },
        Err(_) => HashMap::new(),
    }
}

/// Reads `dup 65 /A put` lines of the part of a Type 1 font that is plain text.
fn of_type1(font: &[u8]) -> HashMap<u8, String> {
    let end = font.windows(5).position(|window| window == b"eexec");
    let plain = String::from_utf8_lossy(font.get(..end.unwrap_or(font.len())).unwrap_or(&[]));
    let mut letters = HashMap::new();
    let Some((_, encoding)) = plain.split_once("/Encoding") else {
        return letters;
    };
    let encoding = encoding.split("readonly def").next().unwrap_or("");
    if encoding.trim_start().starts_with("StandardEncoding") {
        let codes =
            (0..=255).filter_map(|code| Some((code, Base::Standard.letter(code)?.to_string())));
        return codes.collect();
    }
    let spaced = encoding.replace('/', " /");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    for four in words.windows(4) {
        if let ["dup", code, name, "put"] = four
            && let Ok(code) = code.parse()
            && let Some(text) = name.strip_prefix('/').and_then(letters_of_name)
        {
            letters.insert(code, text);
        }
    }
    letters
}

fn of_cff(table: &cff::Table<'_>) -> HashMap<u8, String> {
    let each = (0..=255_u8).filter_map(|code| {
        let name = table.glyph_name(table.glyph_index(code)?)?;
        Some((code, letters_of_name(name)?))
    });
    each.collect()
}

/// Codes of a symbolic TrueType font, by the glyph they choose and the letter or name of that glyph.
fn of_truetype(face: &Face<'_>, font: &[u8]) -> HashMap<u8, String> {
    let Some(table) = face.tables().cmap else {
        return HashMap::new();
    };
    let by_glyph = letters_of_glyphs(font);
    let mut letters = HashMap::new();
    for subtable in table.subtables.into_iter().take(16) {
        for code in 0..=255_u8 {
            let places = [0, 0xF000, 0xF100, 0xF200].map(|offset| offset + u32::from(code));
            let glyph = places
                .into_iter()
                .find_map(|place| subtable.glyph_index(place));
            let Some(glyph) = glyph.filter(|glyph| glyph.0 != 0) else {
                continue;
            };
            let by_letter = by_glyph.get(&glyph.0).map(char::to_string);
            let named = || face.glyph_name(glyph).and_then(letters_of_name);
            if let Some(text) = by_letter.or_else(named) {
                letters.entry(code).or_insert(text);
            }
        }
    }
    letters
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_type1_font_says_its_own_encoding() {
        let font = b"%!PS-AdobeFont-1.0: X\n/Encoding 256 array\n0 1 255 {1 index exch /.notdef put} for\ndup 1/alpha put\ndup 65 /B put\nreadonly def\ncurrentfile eexec....";
        let letters = built_in(font);
        assert_eq!(letters.get(&1).map(String::as_str), Some("α"));
        assert_eq!(letters.get(&65).map(String::as_str), Some("B"));
        assert_eq!(letters.len(), 2);
    }
}
