//! Cantonese syllables as Hong Kong writes them, and surnames as they are written overseas.

/// Every rest of a Latin text after a spelling of a syllable in Jyutping.
pub(crate) fn after<'a>(jyutping: &str, latin: &'a str) -> Vec<&'a str> {
    let mut rests = Vec::new();
    let mut parts = INITIALS.iter().filter_map(|(initial, spellings)| {
        let last = jyutping.strip_prefix(initial)?;
        let (_, finals) = FINALS.iter().find(|(text, _)| *text == last)?;
        Some((*spellings, *finals))
    });
    let Some((initials, finals)) = parts.next() else {
        return rests;
    };
    for first in initials.split(' ') {
        let first = if first == "-" { "" } else { first };
        let Some(rest) = latin.strip_prefix(first) else {
            continue;
        };
        for end in finals.split(' ') {
            // `y` is not written twice: `yu`, not `yyu`.
            let end = if first == "y" {
                end.strip_prefix('y').unwrap_or(end)
            } else {
                end
            };
            if let Some(rest) = rest.strip_prefix(end)
                && !rests.contains(&rest)
            {
                rests.push(rest);
            }
        }
    }
    rests
}

/// Spellings of a surname (a folded character) in Hokkien, Teochew and older customs.
pub(crate) fn overseas(surname: char) -> impl Iterator<Item = &'static str> {
    let found = OVERSEAS.iter().find(|(character, _)| *character == surname);
    found
        .into_iter()
        .flat_map(|(_, spellings)| spellings.split(' '))
}

/// Longest first; what has no initial comes last.
const INITIALS: &[(&str, &str)] = &[
    ("gw", "kw gw"),
    ("kw", "kw"),
    ("ng", "ng"),
    ("b", "p b"),
    ("p", "p"),
    ("m", "m"),
    ("f", "f"),
    ("d", "t d"),
    ("t", "t"),
    ("n", "n l"),
    ("l", "l"),
    ("g", "k g"),
    ("k", "k"),
    ("h", "h"),
    ("w", "w"),
    ("z", "ts ch j tz c"),
    ("c", "ch ts tz"),
    ("s", "s sh"),
    ("j", "y -"),
    ("", "-"),
];

const FINALS: &[(&str, &str)] = &[
    ("aa", "a ah ar"),
    ("aai", "ai"),
    ("aau", "au"),
    ("aam", "am"),
    ("aan", "an"),
    ("aang", "ang"),
    ("aap", "ap"),
    ("aat", "at"),
    ("aak", "ak"),
    ("ai", "ai"),
    ("au", "au ow"),
    ("am", "am um"),
    ("an", "an un"),
    ("ang", "ang ung"),
    ("ap", "ap up"),
    ("at", "at ut"),
    ("ak", "ak uk"),
    ("e", "e eh"),
    ("ei", "ei ee ay i"),
    ("eng", "eng ing"),
    ("ek", "ek ik"),
    ("i", "i ee e ze z"),
    ("iu", "iu"),
    ("im", "im"),
    ("in", "in"),
    ("ing", "ing eng"),
    ("ip", "ip"),
    ("it", "it"),
    ("ik", "ik"),
    ("o", "o or aw"),
    ("oi", "oi oy"),
    ("ou", "o ou"),
    ("on", "on"),
    ("ong", "ong"),
    ("ot", "ot"),
    ("ok", "ok"),
    ("u", "u oo"),
    ("ui", "ui"),
    ("un", "un oon"),
    ("ung", "ung"),
    ("ut", "ut"),
    ("uk", "uk"),
    ("eoi", "ui oy"),
    ("eon", "un"),
    ("eot", "ut"),
    ("oe", "oe"),
    ("oeng", "eung"),
    ("oek", "euk eok"),
    ("yu", "yu u ue ee"),
    ("yun", "yuen uen un"),
    ("yut", "yuet uet ut"),
    ("m", "m"),
    ("ng", "ng"),
];

const OVERSEAS: &[(char, &str)] = &[
    ('陈', "tan chin"),
    ('林', "lim lam"),
    ('黄', "ng ooi oei wee wong hwang"),
    ('吴', "goh go ngo gouw"),
    ('王', "ong heng"),
    ('张', "teo teoh tio chong chang"),
    ('李', "lee lie"),
    ('蔡', "chua tjoa choa chai tsai"),
    ('许', "koh khoh khaw kho"),
    ('郑', "tay teh tee chang"),
    ('谢', "chia cheah sia"),
    ('洪', "ang"),
    ('叶', "yap yeap ip"),
    ('郭', "kwek quek kuok kueh kwee"),
    ('杨', "yeo yeoh njoo yong"),
    ('周', "chew chiu chow"),
    ('刘', "lau low lauw liew"),
    ('沈', "sim"),
    ('曾', "chan tjan"),
    ('颜', "gan ngan"),
    ('苏', "soh saw"),
    ('何', "hoe"),
    ('赖', "lye"),
    ('梁', "neo nio leong"),
    ('邱', "khoo khu"),
    ('江', "kang"),
    ('潘', "phua"),
    ('余', "ee yee"),
    ('罗', "loh lor"),
    ('方', "png"),
    ('徐', "chee swee tsui"),
    ('朱', "choo tjoe"),
    ('胡', "foo ow"),
    ('傅', "poh foo"),
    ('白', "peh"),
    ('萧', "siow seow siew"),
    ('简', "kan"),
    ('庄', "chng ch'ng chuang"),
    ('翁', "eng"),
    ('汤', "thng"),
    ('丁', "teng"),
    ('吕', "lu loo"),
    ('孙', "sng soon"),
    ('钟', "cheong chung"),
    ('邓', "theng"),
    ('冯', "fong pang"),
    ('关', "kwan"),
    ('欧', "au ow"),
    ('唐', "tong"),
    ('廖', "liew liao leow"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syllables_are_spelled_as_hong_kong_does() {
        for (jyutping, latin) in [
            ("wong", "wong"),
            ("zoeng", "cheung"),
            ("can", "chan"),
            ("ng", "ng"),
            ("jyun", "yuen"),
            ("loeng", "leung"),
            ("heoi", "hui"),
            ("zau", "chow"),
            ("gwok", "kwok"),
            ("ceoi", "tsui"),
        ] {
            assert!(after(jyutping, latin).contains(&""), "{jyutping} {latin}");
        }
        assert!(!after("wong", "wang").contains(&""));
    }
}
