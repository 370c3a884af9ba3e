//! The cheap form lets through what compares as the same, and little else.

use proptest::prelude::*;

use super::*;
use crate::index::figures::listed;
use crate::{Verdict, compare};

fn scan(kind: NameKind, text: &str) -> ScanName {
    ScanName::new(&PreparedName::new(kind, text))
}

#[test]
fn other_spellings_pass_and_other_names_do_not() {
    use NameKind::{Organisation, Person};
    for (kind, a, b) in [
        (
            Organisation,
            "N P C International Ltd",
            "NPC International Limited",
        ),
        (Organisation, "Great Lantern Harbour Union", "GLHU"),
        (
            Organisation,
            "DYPC",
            "Daeyang Yeongdong Petroleum Corporation",
        ),
        (Organisation, "㈜한성디스플레이", "Hansung Display"),
        (Person, "이순신", "LEE, Sun Shin"),
        (Person, "Muhammad al-Qasim", "Mohamed Qassem"),
        (Organisation, "the", "The"),
    ] {
        let (a, b) = (scan(kind, a), scan(kind, b));
        assert!(a.may_be(&b) && b.may_be(&a), "{a:?} {b:?}");
    }
    for (kind, a, b) in [
        (Organisation, "Hanseong Display", "Mingyuan Optoelectronics"),
        (
            Organisation,
            "Great Lantern Business Company",
            "Daeyang Chemical",
        ),
        (Person, "이순신", "Park Minho"),
    ] {
        assert!(!scan(kind, a).may_be(&scan(kind, b)), "{a} {b}");
    }
}

#[test]
fn alternate_names_that_compare_as_the_same_pass() {
    let Some(listed) = listed() else {
        return;
    };
    for kind in [NameKind::Person, NameKind::Organisation] {
        let (mut n_same, mut n_refused, mut n_others, mut n_passed) = (0_u32, 0_u32, 0_u32, 0_u32);
        let of_kind: Vec<_> = listed.iter().filter(|entry| entry.kind == kind).collect();
        for (at, entry) in of_kind.iter().enumerate() {
            let name = PreparedName::new(kind, &entry.name);
            let bits = ScanName::new(&name);
            for other in &entry.alternates {
                let other = PreparedName::new(kind, other);
                if compare(&name, &other).verdict == Verdict::Same {
                    n_same += 1;
                    n_refused += u32::from(!bits.may_be(&ScanName::new(&other)));
                }
            }
            for other in of_kind.iter().skip(at % 50 + at).step_by(50) {
                n_others += 1;
                n_passed += u32::from(bits.may_be(&scan(kind, &other.name)));
            }
        }
        let refused = f64::from(n_refused) / f64::from(n_same);
        let passed = f64::from(n_passed) / f64::from(n_others);
        println!(
            "{kind:?}: {refused:.4} of {n_same} same names refused, {passed:.4} of {n_others} others passed"
        );
        assert!(refused < 0.005 && passed < 0.1, "{refused} {passed}");
    }
}

#[test]
fn names_in_characters_and_other_names_pass_and_are_found() {
    use NameKind::{Organisation, Person};
    for (kind, a, b) in [
        (Person, "李英姬", "이영희"),
        (Person, "李英姬", "Lee Young-hee"),
        (Organisation, "三星电子", "삼성전자"),
        (Organisation, "海东科技（旧海北科技）", "海北科技"),
        (Organisation, "한빛전자(구 대양전자)", "대양전자"),
        (
            Organisation,
            "Hanbit Ltd f/k/a Daeyang Marine",
            "Daeyang Marine Ltd",
        ),
    ] {
        for (a, b) in [(a, b), (b, a)] {
            assert!(scan(kind, a).may_be(&scan(kind, b)), "{a} {b}");
            let index = crate::NameIndex::build(kind, [(0, a)]);
            let found = index.candidates(&PreparedName::new(kind, b), 1);
            assert_eq!(found, [0], "{a} {b}");
        }
    }
}

#[test]
fn bits_are_kept_whole() {
    for (kind, name) in [
        (NameKind::Organisation, "Great Lantern Harbour Union Ltd"),
        (NameKind::Organisation, "GLHU"),
        (NameKind::Person, "이순신"),
    ] {
        let bits = scan(kind, name);
        assert_eq!(ScanName::from_bytes(kind, &bits.to_bytes()), bits);
    }
}

proptest! {
    #[test]
    fn a_name_passes_itself_in_other_case_and_spacing(
        words in proptest::collection::vec("[A-Za-z]{1,9}|[가-힣]{1,5}|[0-9]{1,3}", 1..5),
        space in " {1,3}|-|, ",
    ) {
        for kind in [NameKind::Person, NameKind::Organisation] {
            let plain = words.join(" ");
            let other = format!("  {} ", words.join("  ").to_uppercase());
            let spaced = words.join(&space);
            let plain = scan(kind, &plain);
            prop_assert!(plain.may_be(&plain));
            prop_assert!(plain.may_be(&scan(kind, &other)));
            if kind == NameKind::Organisation {
                prop_assert!(plain.may_be(&scan(kind, &spaced)));
            }
        }
    }

    #[test]
    fn the_answer_is_the_same_from_both_sides(a in "\\PC{0,30}", b in "\\PC{0,30}") {
        for kind in [NameKind::Person, NameKind::Organisation] {
            let (a, b) = (scan(kind, &a), scan(kind, &b));
            prop_assert_eq!(a.may_be(&b), b.may_be(&a));
        }
    }
}
