//! Romanisations of one Cyrillic name: Юрий is Yuri, Yury, Iouri and Jurij.

/// Whether two Latin words are customary romanisations of one Cyrillic word.
pub(super) fn are_romanisations(a: &str, b: &str) -> bool {
    key(a) == key(b)
}

/// One spelling for what the customs of several languages write of one Cyrillic letter.
fn key(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    let mut rest = word;
    while let Some(letter) = rest.chars().next() {
        let group = GROUPS
            .iter()
            .find_map(|(spelling, sound)| Some((rest.strip_prefix(spelling)?, *sound)));
        if let Some((after, sound)) = group {
            // `ii`, `iy` and `i` at the end are one.
            if !(sound == "i" && out.ends_with('i')) {
                out.push_str(sound);
            }
            rest = after;
        } else {
            out.push(letter);
            rest = rest.get(letter.len_utf8()..).unwrap_or("");
        }
    }
    // `Romanoff` is Romanov.
    match out.strip_suffix("ff") {
        Some(stem) => format!("{stem}v"),
        None => out,
    }
}

/// Longest first.
const GROUPS: &[(&str, &str)] = &[
    ("iou", "U"),
    ("shch", "S"),
    ("stch", "S"),
    ("tch", "C"),
    ("sch", "S"),
    ("ch", "C"),
    ("yu", "U"),
    ("iu", "U"),
    ("ju", "U"),
    ("ya", "A"),
    ("ia", "A"),
    ("ja", "A"),
    ("ye", "e"),
    ("ie", "e"),
    ("je", "e"),
    ("yo", "e"),
    ("ou", "u"),
    ("iy", "i"),
    ("ij", "i"),
    ("ii", "i"),
    ("yy", "i"),
    ("y", "i"),
    ("i", "i"),
    ("w", "v"),
    ("ks", "x"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn customs_of_several_languages_meet() {
        for (a, b) in [
            ("iurii", "yuri"),
            ("iouri", "yury"),
            ("jurij", "yuriy"),
            ("zhuravlyov", "zhuravlev"),
            ("iaroslav", "yaroslav"),
            ("chtcherbakov", "chtcherbakoff"),
            ("shcherbakov", "scherbakov"),
        ] {
            assert!(are_romanisations(a, b), "{a} {b}: {} {}", key(a), key(b));
        }
        for (a, b) in [("khan", "han"), ("ivanov", "ivanova"), ("yuri", "yura")] {
            assert!(!are_romanisations(a, b), "{a} {b}");
        }
    }
}
