//! Names of any letters: folded, prepared as each kind, compared with themselves and with their other half.

use bongsu_names::{NameKind, PreparedName, compare, fold};

pub(crate) fn names(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let folded = fold(&text);
    assert_eq!(fold(&folded), folded, "folding again changes nothing");
    let (first, second) = text.split_at(text.floor_char_boundary(text.len() / 2));
    for kind in [NameKind::Person, NameKind::Organisation] {
        let whole = PreparedName::new(kind, &text);
        let _ = whole.readings();
        let _ = whole.legal_forms();
        let score = compare(&whole, &whole).score;
        assert!((0.0..=1.0).contains(&score));
        let (first, second) = (
            PreparedName::new(kind, first),
            PreparedName::new(kind, second),
        );
        let (one, other) = (compare(&first, &second), compare(&second, &first));
        assert!(
            (one.score - other.score).abs() < 1e-9,
            "the order of two names does not matter"
        );
    }
}
