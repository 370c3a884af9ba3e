//! Names as the customs of several languages write them: together, apart, by initials, in scripts without vowels.

use super::script_tests::check;
use super::*;

#[test]
fn a_person_written_by_another_custom_is_the_same() {
    check(
        NameKind::Person,
        Verdict::Same,
        &[
            ("عبد الرحمن السيد", "Abdulrahman El Sayed"),
            ("Abd al-Rahman al-Sayyid", "Abdurrahman Elsayed"),
            ("Abdelaziz Haddad", "Abd al-Aziz Haddad"),
            ("Abu Bakr Haddad", "Aboubakar Haddad"),
            ("Nur al-Din Mansour", "Noureddine Mansour"),
            ("Salahuddin Mansour", "Salah ad-Din Mansour"),
            ("Md. Haddad", "Mohammed Haddad"),
            ("יוסף כהן", "Yosef Cohen"),
            ("דוד כהן", "David Cohen"),
            ("GARCÍA LÓPEZ, José", "Jose Garcia Lopez"),
        ],
    );
}

#[test]
fn initials_and_turned_surnames_are_unsure() {
    check(
        NameKind::Person,
        Verdict::Unsure,
        &[
            ("Park J.H.", "박지훈"),
            ("Lee S.", "이순신"),
            ("JP Dupont", "Jean-Pierre Dupont"),
            ("J.-P. Dupont", "Jean-Pierre Dupont"),
            ("NG Wai Man", "Ng, W."),
            ("José García López", "José López García"),
        ],
    );
}

#[test]
fn other_compounds_and_initials_are_other_people() {
    check(
        NameKind::Person,
        Verdict::Different,
        &[
            ("Abd al-Karim Haddad", "Abdulhakim Haddad"),
            ("Nur al-Din Mansour", "Saif al-Din Mansour"),
            ("Kim J.", "박지훈"),
            ("Park K.H.", "박지훈"),
            ("דוד כהן", "Dalia Levin"),
        ],
    );
}

#[test]
fn a_firm_in_a_script_without_vowels_is_found_by_its_words() {
    check(
        NameKind::Organisation,
        Verdict::Same,
        &[
            ("مجموعة السلام القابضة", "Al Salam Holding Group"),
            ("شركة السلام للتجارة", "Al Salam Trading Company"),
            ("شرکت فولاد سلام", "Salam Steel Co."),
            (
                "Obshchestvo s ogranichennoy otvetstvennostyu Vektor",
                "Vektor OOO",
            ),
            ("Publichnoe Aktsionernoe Obshchestvo Vektor", "Vektor PAO"),
            ("에스앤에스테크", "S&S Tech"),
            (
                "深圳市明远光电有限公司",
                "Shenzhen Mingyuan Optoelectronics Co., Ltd.",
            ),
            (
                "Norvik University of Technology",
                "Norvik Technical University",
            ),
            ("Al Lantern Shipping", "Lantern Shipping"),
        ],
    );
    check(
        NameKind::Organisation,
        Verdict::Unsure,
        &[("شركة النور للتجارة", "Al Noor Trading Company")],
    );
    check(
        NameKind::Organisation,
        Verdict::Different,
        &[
            ("شركة السلام للتجارة", "Al Salam Steel Company"),
            ("شركة السلام للتجارة", "Al Karim Trading Company"),
            ("에스앤에스테크", "S&T Tech"),
        ],
    );
}

#[test]
fn titles_and_parents_are_read() {
    check(
        NameKind::Person,
        Verdict::Same,
        &[
            ("김철수 부장", "김철수"),
            ("王小明 总经理", "Wang Xiaoming"),
        ],
    );
    check(
        NameKind::Person,
        Verdict::Different,
        &[("Mohan Kumar s/o Rajiv", "Rajiv Kumar s/o Mohan")],
    );
}

#[test]
fn company_words_of_other_languages_are_company_words() {
    check(
        NameKind::Organisation,
        Verdict::Same,
        &[
            (
                "Norvik Sanayi ve Ticaret A.Ş.",
                "Norvik Industry and Trade JSC",
            ),
            (
                "Comercializadora Norvik S.A. de C.V.",
                "Norvik Trading S.A. de C.V.",
            ),
            (
                "北京明远科技有限公司",
                "Beijing Mingyuan Keji Youxian Gongsi",
            ),
            ("ЗАО \"Торговый дом Альфа\"", "Trading House Alfa"),
            ("АО Концерн Радуга", "Raduga Concern JSC"),
            ("Société Norvik SARL", "Norvik SARL"),
            ("Norvik und Söhne GmbH", "Norvik & Soehne GmbH"),
            ("Norvik Bros.", "Norvik Brothers"),
        ],
    );
    check(
        NameKind::Organisation,
        Verdict::Different,
        &[
            ("Samhan Electro-Mechanics", "Samhan Electronics"),
            ("Constructora Norvik S.A.", "Norvik Trading S.A."),
        ],
    );
}

#[test]
fn a_letter_at_the_end_tells_firms_apart() {
    check(
        NameKind::Organisation,
        Verdict::Same,
        &[("Company A", "Company A Ltd"), ("Company E", "COMPANY E")],
    );
    check(
        NameKind::Organisation,
        Verdict::Different,
        &[("Company A", "Company B"), ("Company A", "Company E")],
    );
}

#[test]
fn the_order_is_part_of_a_name_of_common_words() {
    check(
        NameKind::Organisation,
        Verdict::Unsure,
        &[
            ("Bank of China", "China Bank"),
            ("Korea University", "University of Korea"),
            (
                "University of Science and Technology of China",
                "China University of Science and Technology",
            ),
            ("Institute of Technology", "Technology Institute"),
        ],
    );
    check(
        NameKind::Organisation,
        Verdict::Same,
        &[
            ("Institute of Physics", "Physics Institute"),
            ("Bank of China", "Bank China"),
            ("Bank of Korea", "한국은행"),
            ("Central Bank of Chile", "Banco Central de Chile"),
            (
                "University of Science and Technology of Norvik",
                "Norvik University of Science and Technology",
            ),
        ],
    );
}

#[test]
fn a_place_that_only_one_name_has_is_a_branch_or_left_out() {
    check(
        NameKind::Organisation,
        Verdict::Different,
        &[
            ("Hanbit Bank AG", "Hanbit Bank (Schweiz) AG"),
            ("Hanbit Bank AG", "Hanbit Bank Schweiz AG"),
            ("Hanbit Bank Ltd", "Hanbit Bank (Switzerland) Ltd"),
            ("Hanbit S.A.", "Hanbit Chile S.A."),
            ("Hanbitbank", "Hanbitbank (Switzerland) Ltd"),
            ("Hanbit Bank", "Hanbit Bank (Schweiz) AG"),
            ("Chile Air", "Hanbit Air Ltd"),
        ],
    );
    check(
        NameKind::Organisation,
        Verdict::Unsure,
        &[
            ("Hanbit Bank AG", "Hanbit Bank Switzerland"),
            ("Hanbit Bank PJSC", "PJSC Hanbit Bank of Russia"),
            (
                "Korea Haedong Trading Corporation",
                "Haedong Trading Corporation",
            ),
            ("海东科技有限公司", "深圳市海东科技有限公司"),
            ("海东科技有限公司", "海东（上海）科技有限公司"),
            (
                "Haidong Technology Co., Ltd.",
                "Shenzhen Haidong Technology Co., Ltd.",
            ),
        ],
    );
    let name = |text| PreparedName::new(NameKind::Organisation, text);
    let score = |a, b| compare(&name(a), &name(b)).score;
    // The city that a Chinese firm begins with is left out more often than a branch is meant.
    assert!(
        score("海东科技有限公司", "深圳市海东科技有限公司")
            > score("海东科技有限公司", "海东（上海）科技有限公司")
    );
}

#[test]
fn what_very_many_share_is_unsure_or_different() {
    check(
        NameKind::Person,
        Verdict::Unsure,
        &[
            ("Ali Hassan", "Hasan Ali"),
            ("Muhammad Ali", "Muhammad Ali Norvik"),
            ("Abdul Hadi", "Abdul Hadi Norvik"),
            ("Omar Daweid", "Umar Daweed Norvik"),
        ],
    );
    check(
        NameKind::Person,
        Verdict::Different,
        &[
            ("Muhammad Norvak", "Ahmad Muhammad Nordak"),
            ("Norvak Basir", "Foad Narek Bashar"),
            ("Sergei N. Haddad", "Sergei Norvik"),
        ],
    );
    check(
        NameKind::Person,
        Verdict::Same,
        &[
            ("Hasan Norvik", "Hassan Norvik"),
            ("Omar Lantern", "Omar Karim Lantern"),
            ("HASSAN, Ali", "Ali Hassan"),
            ("Kim Chol", "Chol Kim"),
        ],
    );
}

#[test]
fn a_short_word_and_the_first_letter_of_a_firm_are_no_slips() {
    check(
        NameKind::Organisation,
        Verdict::Different,
        &[
            ("NVRK", "NVSK"),
            ("Lara Ltd", "Mara GmbH"),
            ("Norvik", "Harvik"),
            ("Norvik", "Norvak Lantern"),
            ("NLS Trading", "Norvik Lantern Shipping"),
            ("شركة النور", "Al Nar Company"),
        ],
    );
    check(
        NameKind::Organisation,
        Verdict::Unsure,
        &[
            ("Norvik", "Norvek"),
            ("Al Amal", "Al Amel"),
            ("Al Noor", "Noor Al"),
            ("NLS", "Norvik Lantern Shipping"),
            ("NLS Shipping", "Norvik Lantern Shipping"),
            ("United Company", "Unidas S.A."),
        ],
    );
}
