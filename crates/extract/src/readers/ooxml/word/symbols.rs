//! Characters that Word writes as places in a font.

/// The letters of the font Symbol from `A` and from `a`: Greek ones, as technical texts have them.
const CAPITALS: &str = "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ";
const SMALL: &str = "αβχδεφγηιϕκλμνοπθρστυϖωξψζ";
/// Its signs, with their places.
const SIGNS: [(u32, char); 30] = [
    (0xa2, '′'),
    (0xa3, '≤'),
    (0xa5, '∞'),
    (0xab, '↔'),
    (0xac, '←'),
    (0xad, '↑'),
    (0xae, '→'),
    (0xaf, '↓'),
    (0xb0, '°'),
    (0xb1, '±'),
    (0xb2, '″'),
    (0xb3, '≥'),
    (0xb4, '×'),
    (0xb5, '∝'),
    (0xb6, '∂'),
    (0xb7, '•'),
    (0xb8, '÷'),
    (0xb9, '≠'),
    (0xba, '≡'),
    (0xbb, '≈'),
    (0xc5, '⊕'),
    (0xc6, '∅'),
    (0xc7, '∩'),
    (0xc8, '∪'),
    (0xce, '∈'),
    (0xd1, '∇'),
    (0xd5, '∏'),
    (0xd6, '√'),
    (0xe5, '∑'),
    (0xf2, '∫'),
];

/// The character at a place (in hexadecimal) of a font, where it is known what that is.
pub(super) fn character(font: &str, place: &str) -> Option<char> {
    let code = u32::from_str_radix(place, 16).ok()?;
    if !(0xf000..=0xf0ff).contains(&code) {
        return char::from_u32(code);
    }
    if !font.eq_ignore_ascii_case("symbol") {
        return None;
    }
    let code = code & 0xff;
    match code {
        0x41..=0x5a => CAPITALS.chars().nth(code.saturating_sub(0x41) as usize),
        0x61..=0x7a => SMALL.chars().nth(code.saturating_sub(0x61) as usize),
        0x20..=0x7e => char::from_u32(code),
        _ => SIGNS
            .iter()
            .find(|(sign, _)| *sign == code)
            .map(|(_, character)| *character),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_the_symbol_font_are_greek() {
        assert_eq!(character("Symbol", "F06D"), Some('μ'));
        assert_eq!(character("Symbol", "F057"), Some('Ω'));
        assert_eq!(character("Symbol", "F0B0"), Some('°'));
    }

    #[test]
    fn places_of_other_fonts_are_pictures() {
        assert_eq!(character("Wingdings", "F0E0"), None);
        assert_eq!(character("Arial", "2192"), Some('→'));
    }
}
