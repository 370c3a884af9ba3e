//! Names, addresses and numbers of companies and of people of public record.

use crate::people::Naming;
use crate::stream::Stream;
use crate::vocabulary::companies::{
    CHINESE, CHINESE_CITIES, ENGLISH, ENGLISH_TRADES, KOREAN, KOREAN_STREETS, NEAR_TRADES,
    STREETS_ELSEWHERE, TRADES,
};
use crate::vocabulary::people::{CHINESE as CHINESE_PEOPLE, GIVEN_ELSEWHERE, SURNAMES_ELSEWHERE};

/// A company name of a jurisdiction: as registered, then in other scripts.
pub(super) fn company(jurisdiction: &str, stream: &mut Stream) -> Vec<String> {
    match jurisdiction {
        "KR" => korean(stream),
        "CN" => chinese(stream),
        other => elsewhere(other, stream),
    }
}

/// Whether a company works in a trade near the holder's.
pub(super) fn is_near(names: &[String]) -> bool {
    let near = [
        "Materials",
        "Energy",
        "Tech ",
        "Technology",
        "Precision",
        "Chemical",
        "Electronics",
    ];
    names
        .iter()
        .any(|name| near.iter().any(|trade| name.contains(trade)))
}

fn trade(stream: &mut Stream) -> (&'static str, &'static str, &'static str) {
    let near = stream.pick(&NEAR_TRADES);
    let place = if stream.chance(0.35) {
        near
    } else {
        stream.below(TRADES.len())
    };
    TRADES.get(place).copied().unwrap_or_default()
}

fn korean(stream: &mut Stream) -> Vec<String> {
    let (first, first_latin) = stream.pick(&KOREAN);
    let (second, second_latin) = if stream.chance(0.45) {
        stream.pick(&KOREAN)
    } else {
        ("", "")
    };
    let (trade, trade_english, _) = trade(stream);
    let root = format!("{first}{second}{trade}");
    let registered = match stream.below(4) {
        0 => format!("주식회사 {root}"),
        1 => format!("(주){root}"),
        2 => format!("{root} 주식회사"),
        _ => format!("{root}(주)"),
    };
    let latin = format!(
        "{first_latin}{} {trade_english} Co., Ltd.",
        second_latin.to_lowercase()
    );
    if stream.chance(0.8) {
        vec![registered, latin]
    } else {
        vec![registered]
    }
}

fn chinese(stream: &mut Stream) -> Vec<String> {
    let (city, city_latin) = stream.pick(&CHINESE_CITIES);
    let (first, first_latin) = stream.pick(&CHINESE);
    let (second, second_latin) = stream.pick(&CHINESE);
    let (_, trade_english, trade) = trade(stream);
    vec![
        format!("{city}{first}{second}{trade}有限公司"),
        format!(
            "{city_latin} {first_latin}{} {trade_english} Co., Ltd.",
            second_latin.to_lowercase()
        ),
    ]
}

fn elsewhere(jurisdiction: &str, stream: &mut Stream) -> Vec<String> {
    let first = stream.pick(&ENGLISH);
    let second = if stream.chance(0.7) {
        stream.pick(&ENGLISH).to_lowercase()
    } else {
        String::new()
    };
    let trade = stream.pick(&ENGLISH_TRADES);
    let form = match jurisdiction {
        "SG" => "Pte. Ltd.",
        "US" => "Inc.",
        "DE" => "GmbH",
        "JP" => "K.K.",
        _ => "Limited",
    };
    vec![format!("{first}{second} {trade} {form}")]
}

/// The name with one sound changed and another trade: near in spelling, another company.
pub(crate) fn resembling(names: &[String], stream: &mut Stream) -> Vec<String> {
    let latin = names
        .iter()
        .find(|name| name.is_ascii())
        .or(names.first())
        .cloned()
        .unwrap_or_default();
    let mut words: Vec<String> = latin.split(' ').map(str::to_owned).collect();
    let city = CHINESE_CITIES
        .iter()
        .any(|(_, city)| words.first().is_some_and(|word| word == city));
    if city {
        words.remove(0);
    }
    if let Some(word) = words.first_mut() {
        let vowels = ["a", "e", "i", "o", "u"];
        let from = vowels
            .iter()
            .rev()
            .find(|vowel| word.contains(**vowel))
            .copied()
            .unwrap_or("a");
        let to = vowels
            .iter()
            .copied()
            .filter(|vowel| *vowel != from)
            .nth(stream.below(4))
            .unwrap_or("o");
        if let Some(place) = word.rfind(from) {
            word.replace_range(place..=place, to);
        }
    }
    let (_, trade, _) = trade(stream);
    let root = words.first().cloned().unwrap_or_default();
    vec![format!("{root} {trade} Co., Ltd.")]
}

/// The name as a person may write it.
pub(super) fn as_spoken(name: &str, stream: &mut Stream) -> String {
    if stream.chance(0.4) {
        return name.to_owned();
    }
    let mut bare = name.to_owned();
    for form in [
        "주식회사",
        "(주)",
        "有限公司",
        " Co., Ltd.",
        " Limited",
        " Pte. Ltd.",
        " Inc.",
        " GmbH",
        " K.K.",
    ] {
        bare = bare.replace(form, "");
    }
    let bare = bare.trim().to_owned();
    if stream.chance(0.15) {
        bare.to_uppercase()
    } else {
        bare
    }
}

/// A domain that goes with a name.
pub(super) fn domain(names: &[String], stream: &mut Stream) -> String {
    let latin = names.iter().find(|name| name.is_ascii());
    let words: Vec<String> = latin.map_or_else(Vec::new, |name| {
        name.to_lowercase()
            .split(' ')
            .map(|word| word.chars().filter(char::is_ascii_alphanumeric).collect())
            .collect()
    });
    let joint = if stream.chance(0.4) { "-" } else { "" };
    match words.as_slice() {
        [first, second, third, ..]
            if CHINESE_CITIES
                .iter()
                .any(|(_, city)| city.to_lowercase() == *first) =>
        {
            format!("{second}{joint}{third}.example")
        }
        [first, second, ..] => format!("{first}{joint}{second}.example"),
        _ => format!("{}.example", stream.code("??????#")),
    }
}

/// An address in a jurisdiction.
pub(super) fn address(jurisdiction: &str, stream: &mut Stream) -> String {
    let number = stream.range(2, 480);
    let floor = stream.range(1, 24);
    if jurisdiction == "KR" {
        let (hangul, latin) = stream.pick(&KOREAN_STREETS);
        return if stream.chance(0.8) {
            format!("{hangul} {number}, {floor}층")
        } else {
            format!("{floor}F, {number} {latin}")
        };
    }
    let streets: Vec<&str> = STREETS_ELSEWHERE
        .iter()
        .filter(|(of, _)| *of == jurisdiction)
        .map(|(_, street)| *street)
        .collect();
    let street = stream.pick(&streets);
    format!("{floor}/F, {number} {street}")
}

/// A registration number of a jurisdiction.
pub(super) fn registration(jurisdiction: &str, stream: &mut Stream) -> String {
    match jurisdiction {
        "KR" => stream.code("110111-#######"),
        "CN" => format!("91{}MA{}", stream.code("######"), stream.code("^####^^#")),
        "SG" => format!("20{}{}", stream.code("#######"), stream.code("^")),
        "DE" => stream.code("HRB ######"),
        _ => stream.code("########"),
    }
}

/// The scheme of the numbers of a jurisdiction.
pub(super) fn scheme(jurisdiction: &str) -> &'static str {
    match jurisdiction {
        "KR" => "KR-CRN",
        "CN" => "CN-SAMR",
        "HK" => "HK-CR",
        "SG" => "SG-ACRA",
        "GB" => "GB-COH",
        "DE" => "DE-CR",
        "JP" => "JP-JCN",
        _ => "US-DE",
    }
}

/// The name of a jurisdiction.
pub(super) fn country(jurisdiction: &str) -> &'static str {
    match jurisdiction {
        "KR" => "Korea (the Republic of)",
        "CN" => "China",
        "HK" => "Hong Kong",
        "SG" => "Singapore",
        "GB" => "United Kingdom of Great Britain and Northern Ireland (the)",
        "DE" => "Germany",
        "JP" => "Japan",
        _ => "United States of America (the)",
    }
}

/// The name of a person of public record.
pub(super) fn person(jurisdiction: &str, stream: &mut Stream) -> Vec<String> {
    match jurisdiction {
        "KR" => {
            let naming = Naming::korean(stream);
            vec![naming.official.clone(), naming.latin()]
        }
        "CN" | "HK" => {
            let (chinese, latin) = stream.pick(&CHINESE_PEOPLE);
            vec![chinese.to_owned(), latin.to_owned()]
        }
        _ => vec![format!(
            "{} {}",
            stream.pick(&GIVEN_ELSEWHERE),
            stream.pick(&SURNAMES_ELSEWHERE)
        )],
    }
}
