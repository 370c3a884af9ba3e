//! Words and names of other languages in Hangul, katakana, characters and Arabic letters.

use super::{Verdict, compare};
use crate::prepare::{NameKind, PreparedName};

fn check(kind: NameKind, wanted: Verdict, pairs: &[(&str, &str)]) {
    for (a, b) in pairs {
        let (a, b) = (PreparedName::new(kind, a), PreparedName::new(kind, b));
        for (x, y) in [(&a, &b), (&b, &a)] {
            let found = compare(x, y);
            let names = (x.original(), y.original());
            assert_eq!(found.verdict, wanted, "{names:?} {found:?}");
        }
    }
}

#[test]
fn firms_of_words_heard_in_hangul_and_kana_are_the_same() {
    check(
        NameKind::Organisation,
        Verdict::Same,
        &[
            ("한빛바이오로직스", "Hanbit Biologics"),
            ("해올바이오파마", "HaeOl Biopharma"),
            ("에스케이이노필드", "SK Innofield"),
            ("호텔신라", "Hotel Silla"),
            ("대양글로비스 주식회사", "Daeyang Glovis Co., Ltd."),
            ("넥스로드리서치", "Nexroad Research"),
            ("해우화인켐", "Haewoo Fine-Chem"),
            ("오사카일렉트론코리아", "Osaka Electron Korea"),
            ("한화디스플레이", "Hanwha Display"),
            ("한국전력공사", "Korea Electric Power Corporation"),
            ("ジャパンディスプレイ", "Japan Display Inc."),
            ("シャープ株式会社", "Sharp Corporation"),
            (
                "ソフトウェア・テクノロジー株式会社",
                "Software Technology Corp",
            ),
            ("豊田自動車", "トヨタ自動車"),
            ("東芝", "Toshiba"),
        ],
    );
    check(
        NameKind::Organisation,
        Verdict::Different,
        &[
            ("한빛바이오로직스", "Hanbit Robotics"),
            ("대양글로비스", "Daehan Glovis"),
            ("넥스로드리서치", "Lexmark Research"),
            ("シャープ株式会社", "Shimano Corporation"),
            ("ジャパンディスプレイ", "Japan Steel"),
            ("東芝", "Toyota"),
        ],
    );
}

#[test]
fn people_in_japanese_and_in_letters_of_others() {
    check(
        NameKind::Person,
        Verdict::Same,
        &[
            ("山田太郎", "Yamada Taro"),
            ("安倍晋三", "Shinzo Abe"),
            ("田中一郎", "Tanaka Ichiro"),
            ("佐々木希", "Nozomi Sasaki"),
            ("キム・ジョンウン", "Kim Jong Un"),
            ("マイケル・ジョーダン", "Michael Jordan"),
            ("كيم جونغ أون", "Kim Jong Un"),
        ],
    );
    // No table has every given name.
    check(
        NameKind::Person,
        Verdict::Unsure,
        &[("田中陽愛", "Tanaka Hina")],
    );
    check(
        NameKind::Person,
        Verdict::Different,
        &[
            ("山田太郎", "Suzuki Taro"),
            ("山田太郎", "Kim Jong Un"),
            ("田中一郎", "John Tanaka Smith"),
            ("王小明", "Yamada Taro"),
            ("マイケル・ジョーダン", "Michael Johnson"),
        ],
    );
}
