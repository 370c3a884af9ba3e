//! Letters whose plain transliteration is not how names are written: kana by Hepburn, Arabic with its article, Hebrew, ё.

/// Kana, Arabic and Hebrew letters and ё in Latin letters; every other character stays. `None` where there is none of them.
pub(crate) fn transliterate(text: &str) -> Option<String> {
    if !text
        .chars()
        .any(|c| is_kana(c) || is_arabic(c) || is_hebrew(c) || matches!(c, 'ё' | 'Ё'))
    {
        return None;
    }
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    let mut run: Vec<char> = Vec::new();
    while let Some(c) = chars.next() {
        if is_kana(c) || is_arabic(c) {
            run.push(c);
            let goes_on =
                |next: char| is_kana(next) == is_kana(c) && is_arabic(next) == is_arabic(c);
            if !chars.peek().copied().is_some_and(goes_on) {
                if is_kana(c) {
                    push_kana(&run, &mut out);
                } else {
                    push_arabic(&run, &mut out);
                }
                run.clear();
            }
        } else if c == 'כ' && chars.peek() == Some(&'ה') {
            // Two letters, not the one that `kh` is written for.
            out.push('q');
        } else if let Some((_, latin)) = HEBREW.iter().find(|(letter, _)| *letter == c) {
            out.push_str(latin);
        } else if matches!(c, 'ё' | 'Ё') {
            out.push('e');
        } else {
            out.push(c);
        }
    }
    Some(out)
}

/// Whether a text is in Arabic or Hebrew letters.
pub(crate) fn writes_no_short_vowels(text: &str) -> bool {
    text.chars().any(|c| is_arabic(c) || is_hebrew(c))
}

/// The runs of katakana in a text.
pub(crate) fn katakana(text: &str) -> impl Iterator<Item = &str> {
    let runs = text.split(|c| !matches!(c, 'ァ'..='ヺ' | 'ー' | 'ｦ'..='ﾟ'));
    runs.filter(|run| !run.is_empty())
}

fn is_hebrew(c: char) -> bool {
    matches!(c, '\u{5D0}'..='\u{5EA}')
}

/// As they are said most often; ו is a vowel more often than not, and at the end of a word פ and כ are soft.
const HEBREW: &[(char, &str)] = &[
    ('א', "a"),
    ('ב', "b"),
    ('ג', "g"),
    ('ד', "d"),
    ('ה', "h"),
    ('ו', "w"),
    ('ז', "z"),
    ('ח', "h"),
    ('ט', "t"),
    ('י', "y"),
    ('כ', "k"),
    ('ך', "kh"),
    ('ל', "l"),
    ('מ', "m"),
    ('ם', "m"),
    ('נ', "n"),
    ('ן', "n"),
    ('ס', "s"),
    ('ע', ""),
    ('פ', "p"),
    ('ף', "f"),
    ('צ', "tz"),
    ('ץ', "tz"),
    ('ק', "k"),
    ('ר', "r"),
    ('ש', "sh"),
    ('ת', "t"),
];

fn is_kana(c: char) -> bool {
    matches!(c, 'ぁ'..='ゖ' | 'ァ'..='ヺ' | 'ー')
}

fn is_arabic(c: char) -> bool {
    matches!(c, '\u{621}'..='\u{65F}' | '\u{670}'..='\u{6D3}')
}

/// Hepburn without macrons: しょう is `sho`, テック `tekku`, ジャパン `japan`.
fn push_kana(run: &[char], out: &mut String) {
    let hiragana = |c: char| {
        let shifted = ('ァ'..='ヶ')
            .contains(&c)
            .then(|| char::from_u32(c as u32 - 0x60));
        shifted.flatten().unwrap_or(c)
    };
    let run: Vec<char> = run.iter().map(|c| hiragana(*c)).collect();
    let mut doubled = false;
    let mut at = 0;
    while let Some(c) = run.get(at).copied() {
        let next = run.get(at + 1).copied().unwrap_or(' ');
        at += 1;
        if c == 'っ' {
            doubled = true;
            continue;
        }
        if c == 'ー' {
            continue;
        }
        let single = SINGLE.iter().find(|(kana, _)| *kana == c);
        let mut said = single.map_or("", |(_, latin)| *latin).to_owned();
        if let Some(small) = small(next) {
            said = with_small(&said, small);
            at += 1;
        } else if is_long(out, &said) {
            // さとう is Sato, おおさか Osaka.
            continue;
        }
        if doubled {
            // っち is `tchi`.
            let first = if said.starts_with("ch") {
                Some('t')
            } else {
                said.chars().next()
            };
            out.extend(first);
            doubled = false;
        }
        out.push_str(&said);
    }
}

/// Whether a vowel only lengthens the one before.
fn is_long(out: &str, said: &str) -> bool {
    matches!(said, "u") && out.ends_with(['o', 'u']) || said == "o" && out.ends_with('o')
}

fn small(c: char) -> Option<&'static str> {
    Some(match c {
        'ゃ' => "ya",
        'ゅ' => "yu",
        'ょ' => "yo",
        'ぁ' => "a",
        'ぃ' => "i",
        'ぅ' => "u",
        'ぇ' => "e",
        'ぉ' => "o",
        _ => return None,
    })
}

/// き and ゃ are `kya`, し and ゃ `sha`, フ and ァ `fa`, テ and ィ `ti`.
fn with_small(said: &str, small: &str) -> String {
    let stem = said.strip_suffix(['a', 'i', 'u', 'e', 'o']).unwrap_or(said);
    let is_palatal = stem.ends_with("sh") || stem.ends_with("ch") || stem == "j";
    match small.strip_prefix('y') {
        Some(vowel) if is_palatal => format!("{stem}{vowel}"),
        Some(vowel) => format!("{stem}y{vowel}"),
        // ウィ is `wi`.
        None if said == "u" => format!("w{small}"),
        None => format!("{stem}{small}"),
    }
}

const SINGLE: &[(char, &str)] = &[
    ('あ', "a"),
    ('い', "i"),
    ('う', "u"),
    ('え', "e"),
    ('お', "o"),
    ('か', "ka"),
    ('き', "ki"),
    ('く', "ku"),
    ('け', "ke"),
    ('こ', "ko"),
    ('が', "ga"),
    ('ぎ', "gi"),
    ('ぐ', "gu"),
    ('げ', "ge"),
    ('ご', "go"),
    ('さ', "sa"),
    ('し', "shi"),
    ('す', "su"),
    ('せ', "se"),
    ('そ', "so"),
    ('ざ', "za"),
    ('じ', "ji"),
    ('ず', "zu"),
    ('ぜ', "ze"),
    ('ぞ', "zo"),
    ('た', "ta"),
    ('ち', "chi"),
    ('つ', "tsu"),
    ('て', "te"),
    ('と', "to"),
    ('だ', "da"),
    ('ぢ', "ji"),
    ('づ', "zu"),
    ('で', "de"),
    ('ど', "do"),
    ('な', "na"),
    ('に', "ni"),
    ('ぬ', "nu"),
    ('ね', "ne"),
    ('の', "no"),
    ('は', "ha"),
    ('ひ', "hi"),
    ('ふ', "fu"),
    ('へ', "he"),
    ('ほ', "ho"),
    ('ば', "ba"),
    ('び', "bi"),
    ('ぶ', "bu"),
    ('べ', "be"),
    ('ぼ', "bo"),
    ('ぱ', "pa"),
    ('ぴ', "pi"),
    ('ぷ', "pu"),
    ('ぺ', "pe"),
    ('ぽ', "po"),
    ('ま', "ma"),
    ('み', "mi"),
    ('む', "mu"),
    ('め', "me"),
    ('も', "mo"),
    ('や', "ya"),
    ('ゆ', "yu"),
    ('よ', "yo"),
    ('ら', "ra"),
    ('り', "ri"),
    ('る', "ru"),
    ('れ', "re"),
    ('ろ', "ro"),
    ('わ', "wa"),
    ('ゐ', "i"),
    ('ゑ', "e"),
    ('を', "o"),
    ('ん', "n"),
    ('ゔ', "vu"),
];

/// Consonants and long vowels as written; the article is a word of its own, as Latin writes it.
fn push_arabic(run: &[char], out: &mut String) {
    let word: String = run.iter().collect();
    if let Some((_, said)) = ARABIC_WORDS.iter().find(|(written, _)| *written == word) {
        out.push_str(said);
        return;
    }
    let mut letters = run;
    if let ['ا', 'ل', rest @ ..] = letters
        && rest.len() > 1
    {
        out.push_str("al ");
        letters = rest;
    }
    for (at, c) in letters.iter().enumerate() {
        let found = ARABIC.iter().find(|(letter, _)| letter == c);
        let next = letters.get(at + 1);
        match (c, found) {
            ('ع', _) if at == 0 => out.push('a'),
            // Korean names: the ng of جونغ, and a vowel that opens a word and is carried by an alif: أون, إيل.
            ('غ', _) if next.is_none() && out.ends_with('n') => out.push('g'),
            ('ا' | 'أ' | 'إ', _) if at == 0 && is_carrier(letters) => {}
            ('و', _) if at == 1 && is_carrier(letters) => out.push('u'),
            ('ي', _) if at == 1 && is_carrier(letters) => out.push('i'),
            (_, Some((_, latin))) => out.push_str(latin),
            // Marks and letters of other languages that are written with these.
            _ => out.extend(
                deunicode::deunicode_char(*c)
                    .unwrap_or("")
                    .chars()
                    .filter(char::is_ascii_alphabetic),
            ),
        }
    }
}

/// Whether a word is an alif, the letter of the vowel that it carries, and one consonant.
const fn is_carrier(letters: &[char]) -> bool {
    matches!(letters, ['ا' | 'أ' | 'إ', 'و' | 'ي', 'ن' | 'ل' | 'م'])
}

/// Short words of names, with the vowels that are not written.
const ARABIC_WORDS: [(&str, &str); 6] = [
    ("بن", "bin"),
    ("ابن", "ibn"),
    ("بنت", "bint"),
    ("أبو", "abu"),
    ("ابو", "abu"),
    ("أم", "umm"),
];

const ARABIC: &[(char, &str)] = &[
    ('ا', "a"),
    ('آ', "a"),
    ('أ', "a"),
    ('إ', "i"),
    ('ء', ""),
    ('ؤ', "u"),
    ('ئ', "i"),
    ('ع', ""),
    ('ب', "b"),
    ('ت', "t"),
    ('ث', "th"),
    ('ج', "j"),
    ('ح', "h"),
    ('خ', "kh"),
    ('د', "d"),
    ('ذ', "dh"),
    ('ر', "r"),
    ('ز', "z"),
    ('س', "s"),
    ('ش', "sh"),
    ('ص', "s"),
    ('ض', "d"),
    ('ط', "t"),
    ('ظ', "z"),
    ('غ', "gh"),
    ('ف', "f"),
    ('ق', "q"),
    ('ك', "k"),
    ('ل', "l"),
    ('م', "m"),
    ('ن', "n"),
    ('ه', "h"),
    ('ة', "a"),
    ('و', "w"),
    ('ي', "y"),
    ('ى', "a"),
    ('پ', "p"),
    ('چ', "ch"),
    ('ژ', "zh"),
    ('گ', "g"),
    ('ک', "k"),
    ('ی', "y"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_are_written_as_names_are() {
        for (text, wanted) in [
            ("タナカ", "tanaka"),
            ("さとう しょうじ", "sato shoji"),
            ("ジャパン", "japan"),
            ("テック", "tekku"),
            ("マッチ", "matchi"),
            ("ファイン", "fain"),
            ("チャレンジ", "charenji"),
            ("キョウコ", "kyoko"),
            ("ウィング", "wingu"),
            ("محمد الخطيب", "mhmd al khtyb"),
            ("علي", "aly"),
            ("جونغ أون", "jwng un"),
            ("Пётр", "Пeтр"),
            ("יוסף כהן", "ywsf qhn"),
        ] {
            assert_eq!(transliterate(text).as_deref(), Some(wanted), "{text}");
        }
        assert_eq!(transliterate("Hanbit 한빛 海东"), None);
    }
}
