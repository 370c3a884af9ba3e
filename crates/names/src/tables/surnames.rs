//! Korean surnames and their customary Latin spellings, the standard one first.

use std::collections::HashSet;
use std::sync::LazyLock;

/// The spellings of a surname, `None` where the text is not a surname of the table.
pub(crate) fn spellings(hangul: &str) -> Option<&'static [&'static str]> {
    SURNAMES
        .iter()
        .find(|(surname, _)| *surname == hangul)
        .map(|(_, spellings)| *spellings)
}

/// All surnames, in Hangul.
pub(crate) fn all() -> impl Iterator<Item = &'static str> {
    SURNAMES.iter().map(|(surname, _)| *surname)
}

/// The Mandarin readings of the characters that a surname is written with: a Chinese name in Korean letters.
pub(crate) fn chinese(hangul: &str) -> &'static [&'static str] {
    CHINESE
        .iter()
        .find(|(surname, _)| *surname == hangul)
        .map_or(&[], |(_, readings)| *readings)
}

/// What follows a surname in two Latin texts that spell it each in its way.
pub(crate) fn shared<'a>(a: &'a str, b: &'a str) -> Vec<(&'a str, &'a str)> {
    let mut rests = Vec::new();
    for (_, spellings) in SURNAMES {
        for rest_a in spellings.iter().filter_map(|text| a.strip_prefix(text)) {
            for rest_b in spellings.iter().filter_map(|text| b.strip_prefix(text)) {
                if !rests.contains(&(rest_a, rest_b)) {
                    rests.push((rest_a, rest_b));
                }
            }
        }
    }
    rests
}

/// Whether a Latin word (lower case) is the customary spelling of a Korean surname.
pub(crate) fn is_latin(word: &str) -> bool {
    static WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
        let all = SURNAMES.iter().flat_map(|(_, spellings)| *spellings);
        all.copied().collect()
    });
    WORDS.contains(word)
}

const SURNAMES: &[(&str, &[&str])] = &[
    ("가", &["ga", "ka"]),
    ("간", &["gan", "kan"]),
    ("갈", &["gal", "kal"]),
    ("감", &["gam", "kam"]),
    ("강", &["gang", "kang"]),
    ("고", &["go", "ko", "koh"]),
    ("공", &["gong", "kong"]),
    ("곽", &["gwak", "kwak", "kwag"]),
    ("구", &["gu", "ku", "koo", "goo"]),
    ("국", &["guk", "kuk", "kook", "gook"]),
    ("권", &["gwon", "kwon", "kwun"]),
    ("금", &["geum", "keum", "kum"]),
    ("기", &["gi", "ki", "kee"]),
    ("길", &["gil", "kil", "gill"]),
    ("김", &["gim", "kim", "ghim"]),
    ("나", &["na", "ra", "rha"]),
    ("남", &["nam"]),
    ("남궁", &["namgung", "namkung", "namgoong", "namkoong"]),
    ("노", &["no", "noh", "ro", "roh", "rho"]),
    ("도", &["do", "doh", "to"]),
    ("독고", &["dokgo", "dokko", "tokko"]),
    ("동", &["dong", "tong"]),
    ("라", &["ra", "na", "la"]),
    ("류", &["ryu", "yu", "yoo", "lyu", "ryoo", "you"]),
    ("마", &["ma", "mah"]),
    ("맹", &["maeng", "maing"]),
    ("명", &["myeong", "myung", "myong"]),
    ("모", &["mo", "moh"]),
    ("목", &["mok"]),
    ("문", &["mun", "moon"]),
    ("민", &["min", "minn"]),
    ("박", &["bak", "park", "pak", "bark", "pack"]),
    ("반", &["ban", "bahn", "pan"]),
    ("방", &["bang", "pang"]),
    ("배", &["bae", "pae", "bai", "pai"]),
    ("백", &["baek", "paek", "paik", "baik", "back", "beck"]),
    ("변", &["byeon", "byun", "pyun", "byon", "pyon"]),
    ("봉", &["bong", "pong"]),
    ("사공", &["sagong", "sakong"]),
    ("서", &["seo", "suh", "su", "so", "sur"]),
    ("서문", &["seomun", "suhmoon", "seomoon"]),
    ("석", &["seok", "suk", "sok"]),
    ("선", &["seon", "sun", "son"]),
    ("선우", &["seonu", "sunwoo", "seonwoo"]),
    ("설", &["seol", "sul", "sol"]),
    ("성", &["seong", "sung", "song"]),
    ("소", &["so", "soh"]),
    ("손", &["son", "sohn", "shon"]),
    ("송", &["song", "soung"]),
    ("신", &["sin", "shin", "shinn"]),
    ("심", &["sim", "shim"]),
    ("안", &["an", "ahn", "aan"]),
    ("양", &["yang", "ryang", "lyang"]),
    ("어", &["eo", "uh", "auh"]),
    ("엄", &["eom", "um", "uhm", "ohm"]),
    ("여", &["yeo", "yuh", "yo", "lyuh"]),
    ("연", &["yeon", "youn", "yun", "yon"]),
    ("염", &["yeom", "yum", "youm", "yom"]),
    ("예", &["ye", "yea"]),
    ("오", &["o", "oh"]),
    ("옥", &["ok", "ock", "oak"]),
    ("왕", &["wang"]),
    ("용", &["yong", "ryong"]),
    ("우", &["u", "woo", "wu"]),
    ("원", &["won", "weon", "one"]),
    ("위", &["wi", "wee"]),
    ("유", &["yu", "yoo", "you", "ryu", "yoe"]),
    ("육", &["yuk", "yook", "yug"]),
    ("윤", &["yun", "yoon", "youn", "yune"]),
    ("은", &["eun", "un"]),
    (
        "이",
        &[
            "i", "lee", "yi", "rhee", "li", "ri", "yee", "rie", "ree", "leigh", "e",
        ],
    ),
    ("인", &["in", "ihn"]),
    ("임", &["im", "lim", "rim", "yim", "leem", "rhim", "eam"]),
    ("장", &["jang", "chang", "zhang"]),
    ("전", &["jeon", "jun", "chun", "chon", "cheon"]),
    (
        "정",
        &["jeong", "jung", "chung", "cheong", "chong", "jong", "joung"],
    ),
    ("제", &["je", "jae", "che"]),
    ("제갈", &["jegal", "jaegal", "chegal"]),
    ("조", &["jo", "cho", "joe", "joh", "choh"]),
    ("주", &["ju", "joo", "chu", "choo"]),
    ("지", &["ji", "chi", "jee", "gee"]),
    ("진", &["jin", "chin", "jean"]),
    ("차", &["cha", "char"]),
    ("채", &["chae", "chai", "che"]),
    ("천", &["cheon", "chun", "chon"]),
    ("최", &["choe", "choi", "chey", "choy", "che"]),
    ("추", &["chu", "choo"]),
    ("탁", &["tak", "tark"]),
    ("태", &["tae", "tai"]),
    ("편", &["pyeon", "pyun", "pyon"]),
    ("표", &["pyo"]),
    ("피", &["pi", "pee"]),
    ("하", &["ha", "hah"]),
    ("한", &["han", "hahn"]),
    ("함", &["ham", "hahm"]),
    ("허", &["heo", "hur", "huh", "hu", "ho"]),
    ("현", &["hyeon", "hyun", "hyon"]),
    ("형", &["hyeong", "hyung", "hyong"]),
    ("호", &["ho"]),
    ("홍", &["hong", "hung"]),
    ("황", &["hwang", "whang"]),
    ("황보", &["hwangbo", "whangbo", "hwangpo"]),
];

const CHINESE: &[(&str, &[&str])] = &[
    ("강", &["jiang"]),
    ("고", &["gao", "gu"]),
    ("공", &["kong", "gong"]),
    ("곽", &["guo"]),
    ("구", &["qiu", "ou"]),
    ("권", &["quan"]),
    ("나", &["luo"]),
    ("노", &["lu"]),
    ("도", &["tao", "du"]),
    ("두", &["du"]),
    ("등", &["deng"]),
    ("마", &["ma"]),
    ("맹", &["meng"]),
    ("문", &["wen"]),
    ("반", &["pan"]),
    ("방", &["fang", "pang"]),
    ("배", &["pei"]),
    ("백", &["bai"]),
    ("범", &["fan"]),
    ("변", &["bian"]),
    ("부", &["fu"]),
    ("사", &["xie", "shi"]),
    ("서", &["xu"]),
    ("석", &["shi"]),
    ("설", &["xue"]),
    ("섭", &["ye", "nie"]),
    ("성", &["cheng"]),
    ("소", &["su", "xiao", "shao"]),
    ("손", &["sun"]),
    ("송", &["song"]),
    ("신", &["shen", "xin"]),
    ("심", &["shen"]),
    ("안", &["an", "yan"]),
    ("양", &["yang", "liang"]),
    ("엄", &["yan"]),
    ("여", &["lu", "yu"]),
    ("염", &["lian"]),
    ("예", &["ni", "rui"]),
    ("오", &["wu"]),
    ("왕", &["wang"]),
    ("요", &["yao"]),
    ("용", &["long"]),
    ("우", &["yu"]),
    ("원", &["yuan"]),
    ("위", &["wei"]),
    ("유", &["liu", "yu"]),
    ("육", &["lu"]),
    ("윤", &["yin"]),
    ("은", &["yin"]),
    ("이", &["li"]),
    ("임", &["lin", "ren"]),
    ("장", &["zhang", "jiang"]),
    ("전", &["tian", "qian", "quan"]),
    ("정", &["zheng", "ding", "cheng"]),
    ("조", &["zhao", "cao"]),
    ("종", &["zhong"]),
    ("좌", &["zuo"]),
    ("주", &["zhu", "zhou"]),
    ("증", &["zeng"]),
    ("진", &["chen", "qin", "jin"]),
    ("채", &["cai"]),
    ("천", &["qian"]),
    ("초", &["chu"]),
    ("최", &["cui"]),
    ("추", &["qiu", "zou"]),
    ("탁", &["zhuo"]),
    ("탕", &["tang"]),
    ("팽", &["peng"]),
    ("포", &["bao"]),
    ("하", &["he", "xia"]),
    ("한", &["han"]),
    ("허", &["xu"]),
    ("호", &["hu"]),
    ("홍", &["hong"]),
    ("황", &["huang"]),
];
