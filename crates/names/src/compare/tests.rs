//! Comparisons that must come out as people would judge them.

use proptest::prelude::*;

use super::*;

fn organisations(left: &str, right: &str) -> Comparison {
    let name = |text| PreparedName::new(NameKind::Organisation, text);
    compare(&name(left), &name(right))
}

fn people(left: &str, right: &str) -> Comparison {
    let name = |text| PreparedName::new(NameKind::Person, text);
    compare(&name(left), &name(right))
}

#[test]
fn one_firm_in_another_script_or_form_is_the_same() {
    for (left, right) in [
        ("㈜해동전자", "Haedong Electronics Co., Ltd."),
        ("해동선박안전", "Haedong Seonbak Anjeon"),
        ("해동선박안전 주식회사", "Haedong Ship Safety Inc."),
        ("엘지화학", "LG Chem"),
        ("에스케이하이텍", "SK하이텍"),
        ("한빛테크(주)", "주식회사 한빛테크"),
        ("(유)대양상사", "대양상사 유한회사"),
        (
            "深圳市海东电子有限公司",
            "Shenzhen Haidong Electronics Co., Ltd.",
        ),
        ("海东科技股份有限公司", "Haidong Technology Co Ltd"),
        (
            "Norvik Systems GmbH",
            "NORVIK SYSTEMS Gesellschaft mit beschränkter Haftung",
        ),
        ("ООО Ромашка", "Romashka LLC"),
        ("Van Der Meer Holding", "Vandermeer Holdings"),
        (
            "Hanbit Comm. Intl. Mfg",
            "Hanbit Communication International Manufacturing",
        ),
    ] {
        assert_eq!(
            organisations(left, right).verdict,
            Verdict::Same,
            "{left} | {right}"
        );
    }
}

#[test]
fn a_name_that_resembles_is_unsure() {
    for (left, right) in [
        ("Hanseong Display", "Hansung Display Group"),
        ("Hanseong Display", "Hansung Display"),
        ("한성디스플레이", "Hansung Display Group"),
        ("Hanbit Battery", "Hanbit Battery Holdings"),
        ("Hanbit Battery", "Hanbit Battery Europe"),
        ("Hanbit Battery AG", "Hanbit Battery GmbH"),
        ("海东电子", "海冬电子"),
        ("DYC", "Daeyang Yeongdong Chemical"),
    ] {
        assert_eq!(
            organisations(left, right).verdict,
            Verdict::Unsure,
            "{left} | {right}"
        );
    }
}

#[test]
fn what_contradicts_is_different() {
    for (left, right) in [
        ("Hanbit Display", "Daeyang Display"),
        ("한성전자", "한성화학"),
        ("한성전자", "한승전자"),
        ("Fund Partners II", "Fund Partners III"),
        ("Hanbit (France)", "Hanbit (Germany)"),
        ("Electronics Corporation", "Hanbit Electronics Corporation"),
        ("CORP", "Hanbit Corp"),
        ("", "Hanbit"),
        ("3rd Hanbit Institute", "4th Hanbit Institute"),
    ] {
        assert_eq!(
            organisations(left, right).verdict,
            Verdict::Different,
            "{left} | {right}"
        );
    }
}

#[test]
fn people_are_compared_by_every_word() {
    for (left, right, wanted) in [
        ("박영희", "Park Young-hee", Verdict::Same),
        ("박영희", "Yeong-Hui PARK", Verdict::Same),
        ("이순신", "Lee, Sun Shin", Verdict::Same),
        ("김 민준", "김민준", Verdict::Same),
        ("Kim Min Jun", "Kim Minjun", Verdict::Same),
        ("Schmidt, Anna", "Anna Schmidt", Verdict::Same),
        ("Dr. Bill Carter", "William Carter", Verdict::Same),
        ("A. Schmidt", "Anna Schmidt", Verdict::Unsure),
        ("Anna B. Schmidt", "Anna Bettina Schmidt", Verdict::Unsure),
        ("김민준", "김민수", Verdict::Different),
        ("박영희", "Park Young-soo", Verdict::Different),
        ("Omar bin Khalid", "Khalid bin Omar", Verdict::Different),
        ("Anna Schmidt", "Anna Weber", Verdict::Different),
    ] {
        let comparison = people(left, right);
        assert_eq!(
            comparison.verdict, wanted,
            "{left} | {right} {comparison:?}"
        );
    }
}

#[test]
fn features_say_what_made_the_score() {
    let comparison = organisations("㈜한성디스플레이", "Hansung Display Group");
    let kinds: Vec<FeatureKind> = comparison
        .features
        .iter()
        .map(|feature| feature.kind)
        .collect();
    assert!(
        kinds.contains(&FeatureKind::Reading) && kinds.contains(&FeatureKind::Level),
        "{comparison:?}"
    );
    let numbers = organisations("Hanbit 2", "Hanbit 3");
    assert_eq!(
        numbers
            .features
            .iter()
            .find(|feature| feature.kind == FeatureKind::Number)
            .unwrap()
            .right,
        "3"
    );
}

proptest! {
    #[test]
    fn a_comparison_is_symmetric_and_bounded(left in name(), right in name()) {
        for compared in [organisations as fn(&str, &str) -> Comparison, people] {
            let (there, back) = (compared(&left, &right), compared(&right, &left));
            prop_assert!((0.0..=1.0).contains(&there.score));
            prop_assert!((there.score - back.score).abs() < 1e-9, "{left} | {right}: {} {}", there.score, back.score);
        }
    }

    #[test]
    fn a_name_is_the_same_as_itself(text in name()) {
        let prepared = PreparedName::new(NameKind::Organisation, &text);
        let wanted = if prepared.words.is_empty() { Verdict::Different } else { Verdict::Same };
        prop_assert_eq!(compare(&prepared, &prepared).verdict, wanted);
    }

    #[test]
    fn no_text_breaks_it(left in ".{0,40}", right in ".{0,40}") {
        organisations(&left, &right);
        people(&left, &right);
    }
}

/// Names of a few words, of several scripts, that often share words.
fn name() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "Hanbit",
        "Hanbitt",
        "한빛",
        "Daeyang",
        "대양",
        "Electronics",
        "전자",
        "Group",
        "Co., Ltd.",
        "㈜",
        "2",
        "III",
        "Seoul",
        "海东",
        "Haidong",
        "van",
        "der",
        "J.",
        "Kim",
        "김민준",
        "bin",
        "Omar",
        "AG",
        "GmbH",
        "Vandermeer",
        "金民俊",
        "Kim Min-jun",
        "시샤오밍",
        "小明",
        "Xiaoming",
        "Hsiao-ming",
        "محمد",
        "Muhammad",
        "(formerly Daeyang)",
        "有限公司",
        "S.p.A.",
        "Chile",
        "深圳市",
        "タナカ",
        "Mfrg",
    ]);
    prop::collection::vec(word, 0..5).prop_map(|words| words.join(" "))
}
