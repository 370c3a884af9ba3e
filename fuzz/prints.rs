//! Prints of any text, as prose and as source code: they lie inside it, and a text matches itself.

use bongsu_content::{Key, Kind, Language, MemoryShelf, Prints, Tier, compare, marking};

pub(crate) fn prints(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let key = Key::new(&[7; 32]);
    let _ = marking(&text);
    let languages = [
        Language::Braces,
        Language::Python,
        Language::Sql,
        Language::Hash,
    ];
    let kinds = languages.map(Kind::Code).into_iter().chain([Kind::Prose]);
    for kind in kinds {
        let kept = Prints::new(&text, kind, &key);
        let length = text.chars().count() as u32;
        for tier in [Tier::Verbatim, Tier::Reworked, Tier::Technical, Tier::Code] {
            for print in kept.of(tier) {
                assert!(
                    print.start < print.end && print.end <= length,
                    "{tier:?} {print:?}"
                );
            }
        }
        let mut shelf = MemoryShelf::new();
        shelf.add(&kept, false);
        let found = compare(&Prints::asked(&text, kind, &key), &shelf).expect("memory");
        let is_long = kept.of(Tier::Verbatim).len() > 20;
        assert!(
            kind != Kind::Prose || !is_long || !found.is_empty(),
            "a text matches itself"
        );
    }
}
