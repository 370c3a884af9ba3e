//! Telephone numbers and internet domains as one spelling; what everybody has says nothing.

use bongsu_names::fold;

/// Country codes of jurisdictions, and whether a zero stands before the national number.
const COUNTRIES: [(&str, &str); 26] = [
    ("KR", "82"),
    ("CN", "86"),
    ("JP", "81"),
    ("TW", "886"),
    ("HK", "852"),
    ("MO", "853"),
    ("SG", "65"),
    ("MY", "60"),
    ("VN", "84"),
    ("TH", "66"),
    ("ID", "62"),
    ("IN", "91"),
    ("PH", "63"),
    ("US", "1"),
    ("CA", "1"),
    ("GB", "44"),
    ("IE", "353"),
    ("DE", "49"),
    ("FR", "33"),
    ("NL", "31"),
    ("IT", "39"),
    ("ES", "34"),
    ("CH", "41"),
    ("RU", "7"),
    ("AE", "971"),
    ("AU", "61"),
];

/// Fewer digits are an extension, not a number.
const MIN_DIGITS: usize = 7;

/// Domains at which anybody gets an address or a page.
const FREE: [&str; 44] = [
    "gmail.com",
    "googlemail.com",
    "outlook.com",
    "hotmail.com",
    "live.com",
    "msn.com",
    "yahoo.com",
    "yahoo.co.kr",
    "yahoo.co.jp",
    "yahoo.com.cn",
    "icloud.com",
    "me.com",
    "aol.com",
    "proton.me",
    "protonmail.com",
    "gmx.com",
    "gmx.de",
    "web.de",
    "mail.com",
    "zoho.com",
    "naver.com",
    "hanmail.net",
    "daum.net",
    "kakao.com",
    "nate.com",
    "korea.com",
    "dreamwiz.com",
    "qq.com",
    "163.com",
    "126.com",
    "sina.com",
    "sina.cn",
    "sohu.com",
    "foxmail.com",
    "aliyun.com",
    "139.com",
    "189.cn",
    "yeah.net",
    "mail.ru",
    "yandex.ru",
    "rambler.ru",
    "facebook.com",
    "linkedin.com",
    "instagram.com",
];

/// A number in its international form; without country code as far as the jurisdiction tells it.
pub(super) fn phone_key(text: &str, jurisdiction: Option<&str>) -> Option<String> {
    // What follows a letter or a tilde is an extension or a range.
    let end = text
        .find(|c: char| c.is_alphabetic() || c == '~')
        .filter(|at| *at > 0);
    let number = text.get(..end.unwrap_or(text.len()))?;
    let number = if number.chars().any(|c| c.is_ascii_digit()) {
        number
    } else {
        text
    };
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    if digits.len() < MIN_DIGITS {
        return None;
    }
    let is_international = number
        .trim_start_matches(|c: char| c.is_whitespace() || c == '(')
        .starts_with('+');
    let after = if is_international {
        Some(digits.as_str())
    } else {
        digits.strip_prefix("00")
    };
    if let Some(after) = after {
        let code = code_of(after);
        let national = after
            .strip_prefix(code)
            .unwrap_or(after)
            .trim_start_matches('0');
        return Some(format!("+{code} {national}"));
    }
    let country =
        jurisdiction.map(|place| place.split(['-', '_']).next().unwrap_or("").to_uppercase());
    let code = country.and_then(|country| COUNTRIES.iter().find(|(of, _)| *of == country));
    let national = digits.trim_start_matches('0');
    Some(code.map_or_else(
        || format!("? {national}"),
        |(_, code)| format!("+{code} {national}"),
    ))
}

/// The country code that a number begins with; none where it is not in the table.
fn code_of(digits: &str) -> &'static str {
    let mut codes = COUNTRIES
        .iter()
        .map(|(_, code)| *code)
        .filter(|code| digits.starts_with(code));
    codes.next().unwrap_or("")
}

/// The part of a host, page or mail address that somebody registered; `None` where anybody gets one.
pub(super) fn domain_key(text: &str) -> Option<String> {
    let lower = text.trim().to_lowercase();
    let after = lower.split("://").last().unwrap_or("");
    let host = after.split(['/', '?', '#']).next().unwrap_or("");
    let host = host.rsplit('@').next().unwrap_or("");
    let host = host.split(':').next().unwrap_or("").trim_end_matches('.');
    let domain = psl::domain_str(host)?;
    let is_known = psl::suffix(domain.as_bytes()).is_some_and(|suffix| suffix.is_known());
    (is_known && !FREE.contains(&domain)).then(|| domain.to_owned())
}

/// An agent as a firm: its name without marks, spaces and legal form words in the way.
pub(super) fn agent_key(name: &str) -> Option<String> {
    let key = fold(name);
    (key.chars().count() > 2).then_some(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_number_is_one_key_however_it_is_written() {
        let korean = [
            "+82-2-555-1234",
            "+82 (0)2 555 1234",
            "0082 2 5551234",
            "02-555-1234",
            "(02) 555-1234 ext. 12",
            "02-555-1234~5",
            "02) 555-1234",
            "02-555-1234 내선 3",
        ];
        for text in korean {
            assert_eq!(
                phone_key(text, Some("KR")).as_deref(),
                Some("+82 25551234"),
                "{text}"
            );
        }
        assert_eq!(
            phone_key("Tel. 02-555-1234", Some("kr-11")).as_deref(),
            Some("+82 25551234")
        );
        assert_eq!(
            phone_key("+1 212 555 0100", None).as_deref(),
            Some("+1 2125550100")
        );
        assert_eq!(phone_key("555-12", Some("KR")), None);
    }

    #[test]
    fn numbers_of_two_countries_differ() {
        assert_ne!(
            phone_key("02-555-1234", Some("KR")),
            phone_key("02-555-1234", Some("CN"))
        );
        assert_eq!(
            phone_key("02-555-1234", None),
            phone_key("2 555 1234", None)
        );
    }

    #[test]
    fn the_registered_part_of_a_host_counts_and_free_mail_says_nothing() {
        for text in [
            "https://www.haedong.co.kr/about",
            "info@haedong.co.kr",
            "shop.haedong.co.kr.",
            "haedong.co.kr:8080",
        ] {
            assert_eq!(domain_key(text).as_deref(), Some("haedong.co.kr"), "{text}");
        }
        for text in [
            "ceo@naver.com",
            "hanbit@gmail.com",
            "co.kr",
            "localhost",
            "",
            "haedong.github.io@gmail.com",
        ] {
            assert_eq!(domain_key(text), None, "{text}");
        }
        assert_eq!(
            domain_key("haedong.github.io").as_deref(),
            Some("haedong.github.io")
        );
    }
}
