//! Markings in whole documents: by place, by how they stand, and what must not be one.

use proptest::prelude::*;

use super::super::place::{EDGE_POINTS, POINTS};
use super::*;
use MarkingPlace::{
    Body, Classification, Comment, FileName, Footer, Header, Hidden, Property, Watermark,
};
use Strength::{Likely, Mention, Strong};

fn found(place: MarkingPlace, text: &str) -> Vec<FoundMarking> {
    let texts = [MarkedText { place, text }];
    let properties = match place {
        Classification => [("보안등급", text)],
        _ => [("title", text)],
    };
    markings(&match place {
        FileName => MarkedDocument {
            file_name: text,
            ..MarkedDocument::default()
        },
        Classification | Property => MarkedDocument {
            properties: &properties,
            ..MarkedDocument::default()
        },
        _ => MarkedDocument {
            texts: &texts,
            ..MarkedDocument::default()
        },
    })
}

/// The strongest thing found: its word, level and strength.
fn best(place: MarkingPlace, text: &str) -> Option<(&'static str, Protection, Strength)> {
    let found = found(place, text);
    let first = found.first()?;
    Some((first.word, first.says, first.strength()))
}

/// A line among many others, neither first nor last.
fn amid(line: &str) -> String {
    let around = "Ordinary words of a report that go on for a while.\n".repeat(5);
    format!("{around}{line}\n{around}")
}

#[test]
fn the_place_and_the_line_decide_what_a_marking_is_worth() {
    let rows = [
        (Header, "대외비", "대외비", Strong),
        (Header, "- 대 외 비 -", "대외비", Strong),
        (Header, "C O N F I D E N T I A L", "confidential", Strong),
        (Header, "T O P   S E C R E T", "top secret", Strong),
        (Header, "ＣＯＮＦＩＤＥＮＴＩＡＬ", "confidential", Strong),
        (
            Header,
            "Acme Corp. Confidential 2024",
            "confidential",
            Strong,
        ),
        (
            Header,
            "This document contains confidential information.",
            "confidential",
            Likely,
        ),
        (
            Footer,
            "Page 3 of 12 - Strictly Confidential",
            "strictly confidential",
            Strong,
        ),
        (Footer, "보안등급 : 비밀 (3/12)", "비밀", Strong),
        (
            Footer,
            "This page is not confidential.",
            "confidential",
            Mention,
        ),
        (
            Footer,
            "Classification: Confidential - No",
            "confidential",
            Mention,
        ),
        (Watermark, "대외비 대외비 대외비 대외비", "대외비", Strong),
        (Watermark, "대외비대외비대외비", "대외비", Strong),
        (Watermark, "대\n외\n비", "대외비", Strong),
        (Watermark, "社 外 秘", "社外秘", Strong),
        (Watermark, "绝密★启用前", "绝密", Strong),
        (Watermark, "机密★10年", "机密", Strong),
        (FileName, "설계도 (대외비).dwg", "대외비", Strong),
        (
            FileName,
            "CellDesign_CONFIDENTIAL_v2.pdf",
            "confidential",
            Strong,
        ),
        (FileName, "극 비.hwp", "극비", Strong),
        (Classification, "대외비", "대외비", Strong),
        (
            Classification,
            "Level 3, trade secret",
            "trade secret",
            Strong,
        ),
        (Property, "영업비밀", "영업비밀", Strong),
        (Property, "Confidential roadmap", "confidential", Likely),
        (
            Property,
            "How we keep confidential things",
            "confidential",
            Mention,
        ),
        (Body, "TRADE SECRET", "trade secret", Strong),
        (Body, "1급 비밀\n본문", "1급 비밀", Strong),
        (Body, "Ⅱ급비밀", "2급 비밀", Strong),
        (Body, "문서등급: 사내한", "사내한", Strong),
        (Body, "㊙図面", "秘", Likely),
        (Body, "이 문서는 대외비입니다.", "대외비", Mention),
        (Body, "本文件为机密文件请勿外传", "机密", Mention),
        (Body, "この資料は社外秘です。", "社外秘", Mention),
        (Body, "这些是商业秘密的例子", "秘密", Mention),
        (Comment, "대외비", "대외비", Likely),
        (
            Hidden,
            "keep this confidential please",
            "confidential",
            Mention,
        ),
    ];
    for (place, text, word, strength) in rows {
        let found = best(place, text).map(|(word, _, strength)| (word, strength));
        assert_eq!(found, Some((word, strength)), "{place}: {text}");
    }
    for (line, strength) in [
        ("CONFIDENTIAL", Likely),
        ("Acme confidential draft", Mention),
        (
            "The parties treat it as a trade secret of the holder.",
            Mention,
        ),
    ] {
        let found = best(Body, &amid(line)).map(|(_, _, strength)| strength);
        assert_eq!(found, Some(strength), "{line}");
    }
}

#[test]
fn levels_and_controls_are_two_axes() {
    let secret = Protection::Secret;
    let controlled = Protection::Controlled;
    for (text, says) in [
        ("대외비", secret(Level::Internal)),
        ("영업비밀", secret(Level::Confidential)),
        ("2급비밀", secret(Level::Confidential)),
        ("I급 비밀", secret(Level::TopSecret)),
        ("極秘", secret(Level::TopSecret)),
        ("部外秘", secret(Level::Internal)),
        ("PROPRIETARY", secret(Level::Confidential)),
        ("국가핵심기술", controlled(Control::NationalCore)),
        ("국 가 핵 심 기 술", controlled(Control::NationalCore)),
        ("산업기술", controlled(Control::Industrial)),
        ("전략물자", controlled(Control::StrategicGoods)),
        ("방산기술 자료", controlled(Control::Defence)),
        ("EXPORT CONTROLLED", controlled(Control::Export)),
        ("Subject to the EAR", controlled(Control::Export)),
        ("ITAR", controlled(Control::Export)),
        ("Distribution Statement D", controlled(Control::Defence)),
    ] {
        let found = best(Header, text).map(|(_, says, strength)| (says, strength));
        assert_eq!(found, Some((says, Strong)), "{text}");
    }
    let both = found(Header, "국가핵심기술 / 대외비");
    let says: Vec<Protection> = both.iter().map(|one| one.says).collect();
    assert_eq!(
        says,
        [controlled(Control::NationalCore), secret(Level::Internal)]
    );
}

#[test]
fn ordinary_words_are_no_markings_anywhere() {
    for text in [
        "양극비율 계산",
        "대외비용 정산",
        "대외비교 자료",
        "비밀번호 변경 안내",
        "기밀성, 무결성, 가용성",
        "기밀도 시험",
        "태극비행",
        "산업기술평가관리원",
        "한국산업기술진흥원 공고",
        "confidentiality agreement",
        "Non-disclosure and confidentiality",
        "the secret key of the server",
        "client secret rotation",
        "with great confidence",
        "secretary of the board",
        "unrestricted use",
        "restricted Boltzmann machine",
        "EAR99",
        "the ear and the eye",
        "guitar",
        "秘密鍵の生成",
        "秘书",
        "密级：公开",
        "神秘的东西",
        "水泵机密封件",
        "精密加工",
        "密度",
        "A B C D E F",
        "가 나 다 라",
        "x y z = 1 2 3",
        "그 극 비 율",
        "",
    ] {
        for place in [
            Header,
            Watermark,
            FileName,
            Classification,
            Property,
            Body,
            Comment,
        ] {
            assert_eq!(found(place, text), [], "{place}: {text}");
        }
    }
}

#[test]
fn what_a_line_denies_is_a_mention_even_in_a_header() {
    for text in [
        "this is not confidential",
        "Not classified secret",
        "NON-CONFIDENTIAL",
        "no longer confidential",
        "This isn't proprietary",
        "대외비 아님",
        "비밀 해제",
        "□ 대외비  □ 비밀",
        "☐ Confidential",
        "ITAR: no",
        "not subject to the EAR",
        "機密ではない",
    ] {
        for place in [Header, Footer, Watermark, Body] {
            let strongest = found(place, text).iter().map(FoundMarking::strength).max();
            let is_weak = strongest <= Some(Mention);
            assert!(
                is_weak || text == "機密ではない",
                "{place}: {text}: {strongest:?}"
            );
        }
        let in_body = found(Body, text).iter().map(FoundMarking::strength).max();
        assert!(in_body <= Some(Mention), "{text}");
    }
    // A box that is ticked counts.
    assert_eq!(
        best(Header, "■ 대외비 □ 비밀").map(|(word, ..)| word),
        Some("대외비")
    );
}

#[test]
fn a_request_before_a_marking_does_not_deny_it() {
    for text in [
        "Do not copy - CONFIDENTIAL",
        "DO NOT DISTRIBUTE - CONFIDENTIAL",
    ] {
        let found = found(Footer, text);
        let confidential = found.iter().find(|one| one.word == "confidential").unwrap();
        assert_eq!(confidential.standing, Standing::Alone, "{text}");
    }
}

#[test]
fn a_short_line_on_many_pages_is_a_header() {
    let page = "Acme Corp. Proprietary\nText of the page that says this and that.\nMore.\nAnd more.\nAnd yet more.\nLast.\n";
    let pages = |n: usize| {
        let texts = vec![
            MarkedText {
                place: Body,
                text: page
            };
            n
        ];
        let found = markings(&MarkedDocument {
            texts: &texts,
            ..MarkedDocument::default()
        });
        (found[0].strength(), found[0].times, found.len())
    };
    assert_eq!(pages(2), (Likely, 2, 1));
    assert_eq!(pages(3), (Strong, 3, 1));
}

#[test]
fn the_edge_of_a_section_is_its_first_and_last_lines() {
    let text = |line: usize| {
        let lines = (0..9).map(|place| if place == line { "대외비" } else { "글" });
        lines.collect::<Vec<_>>().join("\n\n")
    };
    let points: Vec<u8> = (0..9)
        .map(|line| found(Body, &text(line))[0].points)
        .collect();
    assert_eq!(points, [8, 8, 8, 5, 5, 5, 8, 8, 8]);
}

#[test]
fn a_marking_is_told_once_with_how_often_and_where() {
    let text = "머리말\n대외비\n본문 대외비 내용\n대외비\n";
    let all = found(Comment, text);
    let told: Vec<_> = all
        .iter()
        .map(|one| (one.word, one.standing, one.times))
        .collect();
    assert_eq!(
        told,
        [
            ("대외비", Standing::Alone, 2),
            ("대외비", Standing::Short, 1)
        ]
    );
    let MarkingSpot::Text {
        text: 0,
        start,
        end,
    } = all[1].first
    else {
        panic!("{:?}", all[1].first);
    };
    assert_eq!(&text[start..end], "본문 대외비 내용");
}

#[test]
fn the_readme_shows_the_points() {
    let readme = include_str!("../../../README.md");
    let edge = ("first and last lines of a page".to_owned(), EDGE_POINTS);
    let rows = POINTS
        .iter()
        .map(|(place, points)| (place.to_string(), *points));
    for (place, [alone, short, sentence]) in rows.chain([edge]) {
        let row = format!("| {place} | {alone} | {short} | {sentence} |");
        assert!(readme.contains(&row), "{row}");
    }
}

#[test]
fn a_line_without_end_is_read_in_pieces() {
    let long = format!(
        "{}confidential {}",
        "words ".repeat(50_000),
        "대외비 ".repeat(50_000)
    );
    let found = found(Header, &long);
    let told: Vec<_> = found.iter().map(|one| (one.word, one.standing)).collect();
    assert_eq!(
        told,
        [
            ("confidential", Standing::Sentence),
            ("대외비", Standing::Sentence)
        ]
    );
}

#[test]
fn ordinary_korean_documents_are_not_marked() {
    let manifest = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = manifest.join("../../../shared/data/documents/korean-revisions");
    if !folder.is_dir() {
        println!("the sample documents are absent: nothing was read");
        return;
    }
    let (mut folders, mut n_read) = (vec![folder], 0);
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if let Ok(text) = fs_text(&path) {
                let marked = found(Body, &text);
                let marked = marked.iter().filter(|one| one.strength() > Mention);
                assert_eq!(marked.count(), 0, "{}", path.display());
                n_read += 1;
            }
        }
    }
    assert!(n_read > 100, "{n_read}");
}

fn fs_text(path: &std::path::Path) -> std::io::Result<String> {
    let file = std::fs::OpenOptions::new().read(true).open(path)?;
    std::io::read_to_string(file)
}

proptest! {
    #[test]
    fn any_text_is_read_without_a_panic(text in any::<String>(), line in "[ 대외비급1ISECRETsecret_.秘密㊙□★\n]{0,60}") {
        for place in [FileName, Header, Watermark, Property, Body] {
            let _ = (found(place, &text), found(place, &line));
        }
    }
}
