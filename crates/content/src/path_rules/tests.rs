//! The index agrees with a matcher that is too simple to be wrong.

use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

use super::*;

#[test]
fn the_longest_literal_wins_then_the_smaller_id() {
    let rules = PathRules::new([
        ("tech_b", "*/cell/*"),
        ("tech_a", "*/cell/*"),
        ("tech_c", "*/cell/coating*"),
        ("tech_d", "*"),
    ]);
    assert_eq!(rules.touches("/rd/cell/x"), Some("tech_a"));
    assert_eq!(rules.touches("/rd/cell/coating-2/x"), Some("tech_c"));
    assert_eq!(rules.touches("anything"), Some("tech_d"));
}

#[test]
fn several_rules_of_one_technology_and_empty_ones() {
    let rules = PathRules::new([
        ("tech_a", "/a"),
        ("tech_a", "/b/"),
        ("tech_b", ""),
        ("tech_c", "   "),
    ]);
    assert_eq!(rules.len(), 2);
    assert_eq!(
        [rules.touches("/b/1"), rules.touches("/c")],
        [Some("tech_a"), None]
    );
    assert_eq!(PathRules::default().touches("/a"), None);
}

#[test]
fn case_separators_and_composed_letters_do_not_matter() {
    let rules = PathRules::new([("tech_a", r"\\NAS\양극재\Étude")]);
    for object in [
        "//nas/양극재/étude/1.pdf",
        "//nas/\u{110b}\u{1163}\u{11bc}극재/ETUDE/1.pdf"
            .replace("ETUDE", "E\u{301}TUDE")
            .as_str(),
    ] {
        assert_eq!(rules.touches(object), Some("tech_a"), "{object}");
    }
}

#[test]
fn more_needles_than_groups_still_find_their_rule() {
    let ids: Vec<(String, String)> = (0..1_000)
        .map(|n| (format!("tech_{n}"), format!("*/folder{n:04}/*")))
        .collect();
    let rules = PathRules::new(ids);
    for n in [0, 255, 256, 511, 999] {
        assert_eq!(
            rules.touches(&format!("/x/Folder{n:04}/y")),
            Some(format!("tech_{n}").as_str())
        );
    }
    assert_eq!(rules.touches("/x/folder1000/y"), None);
}

/// Tries every split; folds by the letter of the documentation.
fn covers_naively(pattern: &[char], text: &[char]) -> bool {
    match (pattern.split_first(), text.split_first()) {
        (None, None | Some(('/', _))) => true,
        (Some(('*', rest)), _) => (0..=text.len()).any(|n| covers_naively(rest, &text[n..])),
        (Some(('?', rest)), Some((_, tail))) => covers_naively(rest, tail),
        (Some((wanted, rest)), Some((letter, tail))) => {
            wanted == letter && covers_naively(rest, tail)
        }
        (None | Some(_), _) => false,
    }
}

fn touches_naively<'a>(rules: &'a [(String, String)], object: &str) -> Option<&'a str> {
    let text = spell(object);
    let specific = |pattern: &[char]| {
        pattern
            .iter()
            .filter(|letter| !"*?".contains(**letter))
            .count()
    };
    let covering = rules
        .iter()
        .filter(|(_, pattern)| !pattern.trim().is_empty())
        .filter_map(|(technology, pattern)| {
            let pattern = spell(pattern.trim().trim_end_matches(['/', '\\']));
            covers_naively(&pattern, &text)
                .then(|| (std::cmp::Reverse(specific(&pattern)), technology.as_str()))
        });
    covering.min().map(|(_, technology)| technology)
}

fn spell(text: &str) -> Vec<char> {
    text.nfc()
        .collect::<String>()
        .to_lowercase()
        .nfc()
        .map(|letter| if letter == '\\' { '/' } else { letter })
        .collect()
}

proptest! {
    #[test]
    fn agrees_with_the_simple_matcher(
        patterns in prop::collection::vec("[abA/\\\\*?셀É]{0,6}", 0..6),
        objects in prop::collection::vec("[abAB/\\\\셀éÉ]{0,9}", 1..6),
    ) {
        let rules: Vec<(String, String)> =
            patterns.into_iter().enumerate().map(|(n, pattern)| (format!("tech_{}", n % 3), pattern)).collect();
        let compiled = PathRules::new(rules.iter().cloned());
        for object in &objects {
            prop_assert_eq!(compiled.touches(object), touches_naively(&rules, object), "{} {:?}", object, rules);
        }
    }

    #[test]
    fn never_panics(patterns in prop::collection::vec(any::<String>(), 0..4), object in any::<String>()) {
        let compiled = PathRules::new(patterns.iter().map(|pattern| ("tech_x", pattern)));
        let _ = compiled.touches(&object);
    }
}
