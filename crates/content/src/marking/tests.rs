//! Markings, and the ordinary words that look like them.

use proptest::prelude::*;

use super::*;

fn level(name: &str) -> Option<Level> {
    marking(name).map(|found| found.level)
}

#[test]
fn markings_of_four_languages_are_found() {
    let internal = [
        "설계도(대외비).dwg",
        "사내한_교육자료.pptx",
        "internal use only - roadmap.pdf",
        "社外秘_設計書.xlsx",
        "社外秘設計書.xlsx",
        "内部资料 产能.docx",
        "ForInternalUse.pdf",
        "공정조건[반출금지].xlsx",
    ];
    let confidential = [
        "Roadmap CONFIDENTIAL.pptx",
        "cellDesignConfidential.pdf",
        "restricted-specs_v2.doc",
        "SECRET.txt",
        "영업비밀_목록.xlsx",
        "기밀문서 3.hwp",
        "公司机密.docx",
        "機密_見積.xlsx",
        "【秘】図面.pdf",
        "㊙図面.pdf",
        "trade_secret_list.csv",
        "2급비밀.hwp",
        "company-confidential.zip",
        "商业秘密 清单.xlsx",
    ];
    let top = [
        "극비_양산계획.pptx",
        "TOP-SECRET plan.pdf",
        "绝密资料.zip",
        "極秘計画.docx",
        "Strictly Confidential.pdf",
    ];
    for (names, wanted) in [
        (&internal[..], Level::Internal),
        (&confidential[..], Level::Confidential),
        (&top[..], Level::TopSecret),
    ] {
        for name in names {
            assert_eq!(level(name), Some(wanted), "{name}");
        }
    }
}

#[test]
fn ordinary_words_that_hold_a_marking_are_left_alone() {
    for name in [
        "양극비율 계산.xlsx",
        "대외비용 정산.xlsx",
        "대외비교.pptx",
        "비밀번호 변경 안내.docx",
        "水泵机密封件.pdf",
        "精密加工.docx",
        "密度.xlsx",
        "confidentiality-training.pdf",
        "secretary.docx",
        "client_secret.json",
        "secret-key.pem",
        "Secret Santa.xlsx",
        "unrestricted.pdf",
        "restricted_boltzmann_machine.py",
        "international.pdf",
        "internal combustion.pdf",
        "secrets.toml",
        "神秘.jpg",
        "秘书名单.docx",
        "秘书.docx",
        "密级：公开.docx",
        "태극비행.png",
        "",
        "\\",
        ".",
    ] {
        assert_eq!(marking(name), None, "{name}");
    }
}

#[test]
fn the_strongest_marking_counts_and_folders_do_not() {
    assert_eq!(
        marking("대외비 - top secret.pdf"),
        Some(Marking {
            level: Level::TopSecret,
            word: "top secret"
        })
    );
    assert_eq!(marking(r"C:\기밀\menu.pdf"), None);
    assert_eq!(
        marking("/rd/\u{1103}\u{1162}외비.pdf").map(|found| found.word),
        Some("대외비")
    );
}

#[test]
fn every_word_of_the_lists_marks_a_name_that_is_just_it() {
    let latin = LATIN
        .iter()
        .map(|phrase| (phrase.words.join("_"), phrase.level));
    let cjk = CJK.iter().map(|mark| (mark.word.to_owned(), mark.level));
    let signs = SIGNS
        .iter()
        .map(|(sign, level)| ((*sign).to_owned(), *level));
    for (name, wanted) in latin.chain(cjk).chain(signs) {
        assert_eq!(level(&name), Some(wanted), "{name}");
    }
}

mod documents;

proptest! {
    #[test]
    fn never_panics(name in any::<String>()) {
        let _ = marking(&name);
    }

    #[test]
    fn the_first_pass_hides_nothing(name in "[ 대외비극용a-cSECRETsecret_.秘密]{0,14}") {
        let folded = fold(&name);
        let words = latin_words(&folded);
        let slow = latin(&words).chain(cjk(&folded)).chain(signs(&folded)).map(|found| found.level).max();
        prop_assert_eq!(level(&name), slow);
    }
}
