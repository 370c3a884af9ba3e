//! Chinese and Korean names as Russian writes them, and ordinary Russian names, which are none.

use super::script_tests::check;
use super::*;

#[test]
fn a_chinese_person_in_cyrillic_letters_is_the_same() {
    check(
        NameKind::Person,
        Verdict::Same,
        &[
            ("Си Цзиньпин", "Xi Jinping"),
            ("Си Цзиньпин", "XI, Jin Ping"),
            ("Си Цзиньпин", "习近平"),
            ("Си Цзиньпин", "習近平"),
            ("Си Цзиньпин", "시진핑"),
            ("Сі Цзіньпін", "Xi Jinping"),
            ("Мао Цзэ-дун", "Mao Zedong"),
            ("Мао Цзэдун", "Mao Tse-tung"),
            ("Люй Вэй", "Lü Wei"),
            ("Люй Вэй", "吕伟"),
            ("Сыма Цянь", "Sima Qian"),
            ("Чжан Сяомин", "Zhang Xiaoming"),
            ("Цзян Сяомин", "Jiang Xiaoming"),
            ("Чэнь Юаньюань", "Chen Yuanyuan"),
        ],
    );
}

#[test]
fn a_korean_person_in_cyrillic_letters_is_the_same() {
    check(
        NameKind::Person,
        Verdict::Same,
        &[
            ("Ким Чен Ын", "김정은"),
            ("Ким Чон Ын", "김정은"),
            ("Ким Чонын", "김정은"),
            ("Ким Чен Ын", "Kim Jong Un"),
            ("Ким Чон Ын", "Kim Jong-un"),
            ("Ким Чен Ын", "KIM, Jong Un"),
            ("Пак Чон Хи", "박정희"),
            ("Пак Чон Хи", "Park Chung-hee"),
            ("Ли Сун Син", "이순신"),
            ("Ли Сун Син", "Lee Sun-shin"),
            ("Цой Сону", "최성우"),
            ("Чхве Сону", "Choi Sung-woo"),
            ("Чой Сон У", "Choi Sung Woo"),
            ("Пак Ён Хи", "Park Young-hee"),
            ("Пак Ён Хи", "朴英姬"),
        ],
    );
}

#[test]
fn another_person_in_cyrillic_letters_is_different() {
    check(
        NameKind::Person,
        Verdict::Different,
        &[
            ("Си Цзиньпин", "Xi Jintao"),
            ("Чжан Сяомин", "Jiang Xiaoming"),
            ("Чжан Сяомин", "Zhang Daming"),
            ("Ким Чен Ын", "Kim Jong-il"),
            ("Ким Чен Ын", "김정일"),
            ("Пак Ён Хи", "Park Young-soo"),
            ("Пак Ён Хи", "박영수"),
            ("Иван Петров", "Yiwang Li"),
            ("Иванов Сергей", "이반석"),
        ],
    );
}

#[test]
fn an_ordinary_russian_name_is_itself_and_at_most_unsure_as_another() {
    check(
        NameKind::Person,
        Verdict::Same,
        &[
            ("Анна Ли", "Anna Li"),
            ("Иван Ли", "Ivan Li"),
            ("Виктор Цой", "Viktor Tsoi"),
            ("Роман Ким", "Roman Kim"),
        ],
    );
    check(
        NameKind::Person,
        Verdict::Unsure,
        &[("Иван Ли", "Yiwang Li"), ("Ли Юлия", "李有利亚")],
    );
}

#[test]
fn a_firm_in_cyrillic_letters_is_the_same() {
    check(
        NameKind::Organisation,
        Verdict::Same,
        &[
            ("Хуаминь", "Huamin"),
            ("ООО Хуавэй Технолоджи", "Huawei Technology LLC"),
            ("Хуавей", "华为"),
            ("Чжунминь", "Zhong Min Co., Ltd."),
            ("Чжун Минь", "Zhongmin"),
            ("Самсон Электроникс", "삼성전자"),
            ("Самсунг Электроникс", "Samsung Electronics"),
            (
                "Шэньчжэньская компания Минъюань",
                "Shenzhen Mingyuan Company",
            ),
            ("Банк Миньшэн, Пекин", "Minsheng Bank Beijing"),
        ],
    );
    check(
        NameKind::Organisation,
        Verdict::Different,
        &[
            ("Иванов и сыновья", "Yiwang"),
            ("Банк Миньшэн, Пекин", "Minsheng Bank Nanjing"),
        ],
    );
}
