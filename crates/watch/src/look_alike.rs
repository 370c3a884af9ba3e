//! Domains that look like another: letters of other alphabets, digits for letters, slips, another suffix, a word more.

use bongsu_names::fold;
use rapidfuzz::distance::osa;

use crate::indicator::registrable_domain;

/// Why a domain looks like another one without being it; `None` where it does not. Both are ASCII host names.
pub(crate) fn resemblance(host: &str, own: &str) -> Option<&'static str> {
    let (registered, own) = (registrable_domain(host)?, registrable_domain(own)?);
    if registered == own {
        return None;
    }
    let (label, own_label) = (label(registered), label(own));
    if own_label.chars().count() < 3 {
        return None;
    }
    if label == own_label {
        return Some("the same word under another suffix");
    }
    if seen(&label) == seen(&own_label) {
        return Some("letters that look alike");
    }
    let joined_by_hyphen = label.split('-').any(|part| part == own_label);
    if joined_by_hyphen {
        return Some("the same word with another beside it");
    }
    let allowed = match own_label.chars().count() {
        0..=4 => 0,
        5..=9 => 1,
        _ => 2,
    };
    (osa::distance(label.chars(), own_label.chars()) <= allowed).then_some("spelled almost alike")
}

/// The word before the suffix, in its own letters.
fn label(registered: &str) -> String {
    let first = registered.split('.').next().unwrap_or("");
    idna::domain_to_unicode(first).0
}

/// What a hasty reader sees.
fn seen(label: &str) -> String {
    let mut plain: String = label.chars().map(plain).collect();
    for (from, to) in [("rn", "m"), ("vv", "w"), ("cl", "d"), ("-", "")] {
        plain = plain.replace(from, to);
    }
    fold(&plain)
}

/// The Latin letter that a sign is taken for.
fn plain(c: char) -> char {
    match c {
        'а' | 'α' | 'ɑ' => 'a',
        'ь' => 'b',
        'с' | 'ϲ' => 'c',
        'ԁ' => 'd',
        'е' | 'ё' | 'ε' | '3' => 'e',
        'һ' => 'h',
        'і' | 'ı' | 'ι' | 'l' | '1' | 'ӏ' | '|' => 'i',
        'ј' => 'j',
        'к' | 'κ' => 'k',
        'м' => 'm',
        'п' | 'η' => 'n',
        'о' | 'ο' | '0' | 'օ' => 'o',
        'р' | 'ρ' => 'p',
        'ѕ' | '5' => 's',
        'т' | 'τ' => 't',
        'υ' | 'ս' => 'u',
        'ѵ' | 'ν' => 'v',
        'ԝ' | 'ω' => 'w',
        'х' | 'χ' => 'x',
        'у' | 'γ' => 'y',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::indicator::{Indicator, read_indicator};

    #[test]
    fn look_alikes_are_told_with_their_reason() {
        let own = "hanbit.co.kr";
        for (text, wanted) in [
            ("hanbit.co.kr", None),
            ("vpn.hanbit.co.kr", None),
            ("hanbit.com", Some("the same word under another suffix")),
            ("hаnbit.co.kr", Some("letters that look alike")),
            ("hanb1t.co.kr", Some("letters that look alike")),
            (
                "hanbit-login.example",
                Some("the same word with another beside it"),
            ),
            ("hambit.co.kr", Some("spelled almost alike")),
            ("daeyang.co.kr", None),
        ] {
            let Some(Indicator::Host(host)) = read_indicator(text) else {
                panic!("{text} is a host")
            };
            assert_eq!(resemblance(&host, own), wanted, "{text}");
        }
    }
}
