//! One party in several scripts: characters, their readings in Korean, Mandarin and Cantonese, and Latin letters.

use super::*;

pub(super) fn check(kind: NameKind, wanted: Verdict, pairs: &[(&str, &str)]) {
    let name = |text| PreparedName::new(kind, text);
    let wrong: Vec<String> = pairs
        .iter()
        .flat_map(|(left, right)| [(left, right), (right, left)])
        .map(|(left, right)| (left, right, compare(&name(left), &name(right))))
        .filter(|(_, _, found)| found.verdict != wanted)
        .map(|(left, right, found)| {
            format!("{left} | {right} {} {:?}", found.score, found.features)
        })
        .collect();
    assert!(wrong.is_empty(), "not {wanted}:\n{}", wrong.join("\n"));
}

#[test]
fn a_person_in_characters_is_the_same_in_each_reading() {
    check(
        NameKind::Person,
        Verdict::Same,
        &[
            ("金民俊", "김민준"),
            ("金 民俊", "김 민준"),
            ("李英姬", "이영희"),
            ("金民俊", "Kim Min-jun"),
            ("李英姬", "Lee Young-hee"),
            ("習近平", "시진핑"),
            ("习近平", "習近平"),
            ("習近平", "Xi Jinping"),
            ("習近平", "XI, Jin Ping"),
            ("시진핑", "Xi Jinping"),
            ("毛泽东", "Mao Tse-tung"),
            ("毛澤東", "Máo Zédōng"),
            ("Mao Tse-tung", "Mao Zedong"),
            ("Hsi Chin-p'ing", "Xi Jinping"),
            ("王小明", "Wang Xiaoming"),
            ("吕伟", "Lü Wei"),
            ("吕伟", "Lyu Wei"),
            ("陳大文", "Chan Tai Man"),
            ("黃小明", "Wong Siu-ming"),
            ("渡辺広", "渡邊廣"),
        ],
    );
}

#[test]
fn a_person_whose_reading_is_shared_is_unsure() {
    check(
        NameKind::Person,
        Verdict::Unsure,
        &[
            ("陈伟明", "Tan Wei Ming"),
            ("습근평", "Xi Jinping"),
            ("왕소명", "Wang Xiaoming"),
            ("Chang Wei", "Zhang Wei"),
        ],
    );
}

#[test]
fn another_person_in_characters_is_different() {
    check(
        NameKind::Person,
        Verdict::Different,
        &[
            ("金民俊", "김민수"),
            ("習近平", "Xi Jintao"),
            ("王小明", "Wang Daming"),
            ("왕샤오밍", "Wang Daming"),
            ("陳大文", "Wong Tai Man"),
        ],
    );
}

#[test]
fn a_korean_name_is_the_same_in_each_romanisation() {
    check(
        NameKind::Person,
        Verdict::Same,
        &[
            ("김정은", "Kim Chŏng-ŭn"),
            ("김정은", "Kim Chong-un"),
            ("김정은", "Kim Ceng-un"),
            ("최성우", "Ch'oe Sŏng-u"),
            ("최성우", "Choe Songu"),
            ("박영희", "Pak Yŏng-hŭi"),
            ("Park Min-ju", "Pak Minjoo"),
        ],
    );
}

#[test]
fn a_firm_in_characters_is_the_same_in_each_reading() {
    check(
        NameKind::Organisation,
        Verdict::Same,
        &[
            ("三星电子", "삼성전자"),
            ("三星電子", "三星电子"),
            ("比亚迪", "비야디"),
            ("京东方", "경동방"),
            ("京东方", "징둥팡"),
            ("京东方", "Jing Dong Fang"),
            ("海东科技有限公司", "하이둥 테크놀로지"),
            ("海东科技有限公司", "해동과기"),
            ("海東電子株式會社", "海东电子株式会社"),
        ],
    );
}

#[test]
fn a_firm_whose_reading_is_shared_is_unsure() {
    check(
        NameKind::Organisation,
        Verdict::Unsure,
        &[("경동방", "징둥팡")],
    );
}

#[test]
fn mixed_letters_are_read() {
    check(
        NameKind::Organisation,
        Verdict::Same,
        &[
            ("SK하이닉스", "SK hynix"),
            ("에스케이하이닉스", "SK hynix Inc."),
            ("LG에너지솔루션", "LG Energy Solution, Ltd."),
            ("엘지에너지솔루션", "LG Energy Solution"),
            ("현대모비스", "Hyundai Mobis"),
            ("씨제이대한통운", "CJ대한통운"),
            ("한국지엠", "GM Korea Company"),
        ],
    );
}

#[test]
fn legal_forms_of_different_countries_are_different_parties() {
    check(
        NameKind::Organisation,
        Verdict::Different,
        &[
            ("Hanbit S.A.", "Hanbit S.p.A."),
            ("Hanbit S.A.", "Hanbit Chile S.A."),
            ("Hanbit Sdn Bhd", "Hanbit GmbH"),
            ("Hanbit S.p.A.", "Hanbit Pte. Ltd."),
            ("ООО Ромашка", "Romashka GmbH"),
            ("海东有限公司", "海东株式会社"),
        ],
    );
    check(
        NameKind::Organisation,
        Verdict::Same,
        &[
            ("Hanbit S.A.", "Hanbit AG"),
            ("Hanbit SpA", "Hanbit S.p.A."),
            ("ООО Ромашка", "Romashka Ltd"),
            ("Hanbit Oy", "Hanbit AB"),
        ],
    );
}

#[test]
fn chinese_branches_and_groups_are_another_level() {
    check(
        NameKind::Organisation,
        Verdict::Unsure,
        &[
            ("海东科技有限公司", "海东科技有限公司上海分公司"),
            ("海东科技有限公司", "海东科技集团有限公司"),
            ("海东科技有限公司", "海东科技控股有限公司"),
            ("海东科技股份有限公司", "海东科技有限责任公司"),
        ],
    );
    check(
        NameKind::Organisation,
        Verdict::Same,
        &[
            (
                "广东省深圳市海东科技有限公司",
                "Shenzhen Haidong Technology",
            ),
            ("海东科技集团", "Haidong Technology Group"),
            ("海东新能源汽车有限公司", "해동 신에너지 자동차"),
            ("中国海东石油", "China Haidong Petroleum"),
            ("海东（上海）科技", "上海海东科技"),
            ("海东光电技术", "Haidong Optical Technology"),
            (
                "海东半导体（苏州）有限公司",
                "Haidong Semiconductor (Suzhou) Co., Ltd.",
            ),
            ("海东微电子", "해동 마이크로일렉트로닉스"),
            ("海东激光智能", "Haidong Laser Intelligent"),
        ],
    );
}

#[test]
fn former_and_trading_names_count() {
    check(
        NameKind::Organisation,
        Verdict::Same,
        &[
            (
                "Hanbit Ltd (formerly Daeyang Marine Ltd)",
                "Daeyang Marine Ltd",
            ),
            ("Hanbit Ltd f/k/a Daeyang Marine", "Daeyang Marine Ltd"),
            ("한빛전자(구 대양전자)", "대양전자"),
            (
                "한빛전자(Hanbit Electronics)",
                "Hanbit Electronics Co., Ltd.",
            ),
            ("海东科技（旧海北科技）", "海北科技"),
        ],
    );
    let name = |text| PreparedName::new(NameKind::Organisation, text);
    for whole in [
        "㈜ (formerly Daeyang)",
        "Hanbit Display (深圳)",
        "Hanbit (France)",
    ] {
        assert!(name(whole).other_names().is_empty(), "{whole}");
    }
    let found = compare(&name("Hanbit Ltd d/b/a Norvik"), &name("Norvik"));
    let other = found
        .features
        .iter()
        .find(|feature| feature.kind == FeatureKind::OtherName);
    assert_eq!(
        other.map(|feature| feature.left.as_str()),
        Some("Norvik"),
        "{found:?}"
    );
}

#[test]
fn abbreviations_are_read_both_ways() {
    check(
        NameKind::Organisation,
        Verdict::Same,
        &[
            (
                "Hanbit Mfg & Engr Srvces",
                "Hanbit Manufacturing and Engineering Services",
            ),
            (
                "HANBIT COMM GRP INTL",
                "Hanbit Communications Group International",
            ),
            ("Hanbit Cnstr Co", "Hanbit Construction Company"),
            ("Hanbit Elec Tech", "Hanbit Electronics Technology"),
            ("Hanbit Pharm Lab", "Hanbit Pharmaceutical Laboratories"),
        ],
    );
    check(
        NameKind::Organisation,
        Verdict::Unsure,
        &[
            ("DHI", "Daeyang Heavy Industries"),
            ("DYPC", "Daeyang Yeongdong Petroleum Corporation"),
        ],
    );
}

#[test]
fn people_of_other_scripts_are_read() {
    check(
        NameKind::Person,
        Verdict::Same,
        &[
            ("Юрий Журавлёв", "Yuri Zhuravlev"),
            ("Юрий Журавлёв", "Iouri Zhuravlev"),
            ("Yury Zhuravlev", "Iouri Zhuravlev"),
            ("محمد بن حسن", "Muhammad bin Hasan"),
            ("محمد الخطيب", "Mohammed al-Khatib"),
            ("Jürgen Müller", "Juergen Mueller"),
            ("Søren Ødegård", "Soren Odegard"),
            ("Łukasz Groß", "Lukasz Gross"),
            ("たなか はなこ", "Tanaka Hanako"),
            ("サトウ ショウジ", "Sato Shoji"),
        ],
    );
}

#[test]
fn children_are_not_their_parents() {
    check(
        NameKind::Person,
        Verdict::Different,
        &[
            ("Omar bin Khalid", "Khalid ibn Omar"),
            ("Ivan Petrovich", "Petr Ivanovich"),
            ("Ravi s/o Kumar", "Kumar s/o Ravi"),
            ("Aisyah binti Hasan", "Hasan bin Aisyah"),
        ],
    );
    check(
        NameKind::Person,
        Verdict::Same,
        &[
            ("Omar bin Khalid", "Omar ibn Khalid"),
            ("Omar al-Khatib", "Omar el Khatib"),
            ("Ravi s/o Kumar", "Ravi bin Kumar"),
        ],
    );
}
