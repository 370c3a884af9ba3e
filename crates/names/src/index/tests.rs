//! The index finds other spellings, reads back its bytes, and refuses others.

use proptest::prelude::*;

use super::*;
use crate::ScanName;

const NAMES: [&str; 8] = [
    "해동선박안전㈜",
    "Daeyang Chemical Co., Ltd.",
    "Hanseong Display",
    "Hanseong Electronics",
    "한성전자 주식회사",
    "Great Lantern Business Company",
    "深圳市明远光电有限公司",
    "Global Trading Holdings",
];

fn eight() -> NameIndex {
    NameIndex::build(NameKind::Organisation, (10..).zip(NAMES))
}

fn organisation(name: &str) -> PreparedName {
    PreparedName::new(NameKind::Organisation, name)
}

#[test]
fn a_name_is_found_by_itself_and_by_its_other_spelling() {
    let index = eight();
    for (key, name) in (10..).zip(NAMES) {
        assert_eq!(index.candidates(&organisation(name), 1), [key], "{name}");
    }
    for (name, key) in [
        ("Haedong Seonbak Anjeon", 10),
        ("DAE YANG CHEMICALS", 11),
        ("GLBC", 15),
        ("Mingyuan Guangdian", 16),
    ] {
        assert_eq!(index.candidates(&organisation(name), 1), [key], "{name}");
    }
    assert_eq!(index.candidates(&organisation(""), 5), Vec::<u32>::new());
    assert_eq!(
        index.candidates(&organisation("Hanseong"), 0),
        Vec::<u32>::new()
    );
}

#[test]
fn a_name_in_cyrillic_letters_is_found_by_its_readings() {
    let names = [
        "Zhang Xiaoming",
        "王建国",
        "박영희",
        "Choi Sung-woo",
        "Jiang Xiaomin",
    ];
    let index = NameIndex::build(NameKind::Person, (0..).zip(names));
    for (name, key) in [
        ("Чжан Сяомин", 0),
        ("Ван Цзяньго", 1),
        ("Пак Ён Хи", 2),
        ("Цой Сону", 3),
        ("Цзян Сяоминь", 4),
    ] {
        let name = PreparedName::new(NameKind::Person, name);
        assert_eq!(index.candidates(&name, 1), [key], "{name:?}");
        let listed = PreparedName::new(NameKind::Person, names[key as usize]);
        assert!(
            ScanName::new(&name).may_be(&ScanName::new(&listed)),
            "{name:?}"
        );
    }
    let firms = ["Huaming Display", "Chongqing Zhongmin Motors", "한성전자"];
    let index = NameIndex::build(NameKind::Organisation, (0..).zip(firms));
    for (name, key) in [
        ("Хуамин", 0),
        ("Чжунминь, Чунцин", 1),
        ("Хансон Электроникс", 2),
    ] {
        assert_eq!(index.candidates(&organisation(name), 1), [key], "{name}");
    }
}

#[test]
fn a_short_or_a_translated_name_is_found() {
    let names = [
        "Obras y Navegacion del Pacifico S.A.",
        "Lantern Ship Computing Services Company",
        "Bonyad-e Imdad",
        "Foolad Sanat Vostok",
        "Tanzim al-Tahrir",
    ];
    let index = NameIndex::build(NameKind::Organisation, (0..).zip(names));
    for (name, key) in [
        ("OBNAPA", 0),
        ("LSCSCO", 1),
        ("Relief Foundation", 2),
        ("Eastern Steel Industries", 3),
        ("Liberation Organization", 4),
    ] {
        let found = index.candidates(&organisation(name), 5);
        assert_eq!(found.first(), Some(&key), "{name}");
    }
}

#[test]
fn what_is_written_apart_or_together_is_found() {
    let names = [
        "NUR AL-DIN, Salim",
        "AL QATIR, Bashar",
        "BIN HAMMUD, Karim",
        "Cherif Hacene",
    ];
    let index = NameIndex::build(NameKind::Person, (0..).zip(names));
    for (name, key) in [
        ("Noureddine", 0),
        ("ALQTIR", 1),
        ("Benhamoud", 2),
        ("Sharif Hasan", 3),
    ] {
        let found = index.candidates(&PreparedName::new(NameKind::Person, name), 5);
        assert_eq!(found.first(), Some(&key), "{name}");
    }
}

#[test]
fn a_key_with_several_names_comes_once() {
    let index = NameIndex::build(
        NameKind::Organisation,
        [
            (5, "Hanseong Display"),
            (5, "Hansung Display"),
            (6, "Hanseong Chemical"),
        ],
    );
    assert_eq!(
        index.candidates(&organisation("Hanseong Display"), 10),
        [5, 6]
    );
    assert_eq!(index.n_sharing_word(&organisation("Hanseong")), 2);
    assert_eq!((index.n_names(), index.kind()), (3, NameKind::Organisation));
}

#[test]
fn a_hangul_name_is_found_by_customary_spellings() {
    let names = ["Lee Sun-shin", "YI, Sunsin", "Kim Sunshin", "이순신"];
    let index = NameIndex::build(NameKind::Person, (0..).zip(names));
    let found = index.candidates(&PreparedName::new(NameKind::Person, "이순신"), 3);
    assert_eq!(found.first(), Some(&3));
    assert!(found.contains(&0) && found.contains(&1), "{found:?}");
}

#[test]
fn blocks_merge_to_the_same_postings_as_one() {
    let names: Vec<String> = (0..70_000)
        .map(|at| format!("Firm {} Number {}", at % 700, at * 7919 % 70_000))
        .collect();
    let index = NameIndex::build(
        NameKind::Organisation,
        (0..).zip(names.iter().map(String::as_str)),
    );
    let terms = terms::terms(&organisation("Firm"));
    let all: Vec<u32> = index
        .packed
        .postings(terms::of_sound(&organisation("Firm").words[0]))
        .unwrap()
        .collect();
    assert!(all.iter().copied().eq(0..70_000) && !terms.is_empty());
    for at in [0_u32, 32_767, 32_768, 65_536, 69_999] {
        let found = index.candidates(&organisation(&names[at as usize]), 1);
        assert_eq!(found, [at]);
    }
}

#[test]
fn the_same_names_make_the_same_bytes_which_read_back() {
    let index = eight();
    assert_eq!(index.as_bytes(), eight().as_bytes());
    let again = NameIndex::from_bytes(index.as_bytes().to_vec()).unwrap();
    let name = organisation("Hansung Display");
    assert_eq!(again.candidates(&name, 9), index.candidates(&name, 9));
    assert_eq!((again.n_names(), again.kind()), (8, NameKind::Organisation));
    let empty = NameIndex::build(NameKind::Person, []);
    let empty = NameIndex::from_bytes(empty.as_bytes().to_vec()).unwrap();
    assert_eq!(empty.candidates(&name, 9), Vec::<u32>::new());
}

#[test]
fn bytes_of_something_else_are_refused_with_the_reason() {
    let bytes = eight().as_bytes().to_vec();
    let read = |bytes: &[u8]| NameIndex::from_bytes(bytes.to_vec()).map(|_| ());
    assert_eq!(read(b""), Err(IndexError::NotAnIndex));
    assert_eq!(read(&[0; 200]), Err(IndexError::NotAnIndex));
    let mut other = bytes.clone();
    other[8] = 9;
    assert_eq!(
        read(&other),
        Err(IndexError::OtherVersion {
            found: 9,
            wanted: 1
        })
    );
    let mut rules = bytes.clone();
    rules[40] ^= 1;
    packed::seal(&mut rules);
    assert_eq!(read(&rules), Err(IndexError::OtherRules));
    // Sizes beyond all memory are compared with what is there, not allocated.
    let mut vast = bytes.clone();
    vast[16..24].copy_from_slice(&u64::MAX.to_le_bytes());
    assert!(matches!(
        read(&vast),
        Err(IndexError::Length {
            wanted: u64::MAX,
            ..
        })
    ));
}

proptest! {
    #[test]
    fn cut_or_changed_bytes_are_refused(cut in 0_usize..4_000, at in 0_usize..4_000, bit in 0_u8..8) {
        let bytes = eight().as_bytes().to_vec();
        let cut = cut % bytes.len();
        prop_assert!(NameIndex::from_bytes(bytes[..cut].to_vec()).is_err());
        let mut flipped = bytes.clone();
        let at = at % bytes.len();
        flipped[at] ^= 1 << bit;
        prop_assert!(NameIndex::from_bytes(flipped).is_err());
    }

    #[test]
    fn nonsense_under_a_true_digest_is_searched_without_harm(
        from in 80_usize..3_000,
        nonsense in proptest::collection::vec(any::<u8>(), 1..400),
        name in "(Hanseong|Daeyang|Global|해동|[a-z]{3}) (Display|Trading|Chemical)",
    ) {
        let mut bytes = eight().as_bytes().to_vec();
        let from = 80 + from % (bytes.len() - 80);
        for (slot, byte) in bytes[from..].iter_mut().zip(nonsense) {
            *slot = byte;
        }
        packed::seal(&mut bytes);
        let index = NameIndex::from_bytes(bytes).unwrap();
        let name = organisation(&name);
        prop_assert!(index.candidates(&name, 5).len() <= 5);
        prop_assert!(index.n_sharing_word(&name) <= index.n_names());
    }

    #[test]
    fn no_text_breaks_it(names in proptest::collection::vec("\\PC{0,30}", 0..20), question in "\\PC{0,30}") {
        for kind in [NameKind::Person, NameKind::Organisation] {
            let index = NameIndex::build(kind, (0..).zip(names.iter().map(String::as_str)));
            let found = index.candidates(&PreparedName::new(kind, &question), 30);
            prop_assert!(found.iter().all(|key| (*key as usize) < names.len()));
        }
    }
}

#[test]
fn firms_that_a_letter_tells_apart_are_found() {
    let names = ["Company A", "Company B", "Company E Ltd", "Company Y"];
    let index = NameIndex::build(NameKind::Organisation, (0..).zip(names));
    for (place, name) in (0..).zip(names) {
        let name = PreparedName::new(NameKind::Organisation, name);
        assert_eq!(index.candidates(&name, 5).first(), Some(&place), "{name:?}");
    }
}
