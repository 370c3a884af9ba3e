//! Numbers and Russian names in every custom.

use super::{Verdict, compare};
use crate::prepare::{NameKind, PreparedName};

fn verdict(kind: NameKind, a: &str, b: &str) -> Verdict {
    compare(&PreparedName::new(kind, a), &PreparedName::new(kind, b)).verdict
}

#[test]
fn an_ordinal_mark_is_no_word_and_the_numbers_must_agree() {
    for (a, b, wanted) in [
        ("Factory No. 7", "Factory 7", Verdict::Unsure),
        ("Factory No. 7", "제7공장", Verdict::Unsure),
        ("Завод № 7", "第七工厂", Verdict::Unsure),
        ("Hanbit Fund Nr. 3", "한빛펀드 제3호", Verdict::Same),
        ("Hanbit Factory #7", "Hanbit Factory No. 7", Verdict::Same),
        ("Factory No. 7", "Factory No. 8", Verdict::Different),
        ("제7공장", "Factory 8", Verdict::Different),
        ("Hanbit Fund No. 3", "Hanbit Fund IV", Verdict::Different),
    ] {
        let found = verdict(NameKind::Organisation, a, b);
        let agrees = if wanted == Verdict::Unsure {
            found != Verdict::Different
        } else {
            found == wanted
        };
        assert!(agrees, "{a} | {b}: {found}");
    }
}

#[test]
fn russian_names_of_women_meet_every_custom() {
    for (a, b) in [
        ("Мария Иванова", "Maria Ivanova"),
        ("Мария Иванова", "Mariya Ivanova"),
        ("София Петрова", "Sofia Petrova"),
        ("Юлия Соколова", "Yulia Sokolova"),
        ("Ксения Волкова", "Xenia Volkova"),
    ] {
        assert_eq!(verdict(NameKind::Person, a, b), Verdict::Same, "{a} | {b}");
    }
    assert_ne!(
        verdict(NameKind::Person, "Мария Иванова", "Marina Ivanova"),
        Verdict::Same
    );
}
