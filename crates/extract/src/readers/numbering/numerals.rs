//! Ways in which numbers of paragraphs are written.

/// A way to write a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::readers) enum Numeral {
    Decimal,
    /// With a zero before numbers of one digit.
    DecimalZero,
    FullWidth,
    Circled,
    InParentheses,
    WithStop,
    Ordinal,
    UpperRoman,
    LowerRoman,
    UpperLetter,
    LowerLetter,
    CircledUpper,
    CircledLower,
    /// 가, 나, 다.
    Ganada,
    CircledGanada,
    /// ㄱ, ㄴ, ㄷ.
    Jamo,
    CircledJamo,
    /// 일, 이, …, 일영.
    KoreanDigits,
    /// 일, 이, …, 십.
    KoreanCounting,
    /// 하나, 둘, 셋.
    KoreanWords,
    /// 一, 二, …, 一〇.
    ChineseDigits,
    /// 一, 二, …, 十.
    ChineseCounting,
    /// 壹, 贰, 叁.
    ChineseLegal,
    CircledIdeograph,
    /// 갑, 을, 병.
    KoreanStems,
    /// 甲, 乙, 丙.
    Stems,
    /// 子, 丑, 寅.
    Branches,
    Aiueo,
    Iroha,
}

const GANADA: &str = "가나다라마바사아자차카타파하";
const JAMO: &str = "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ";
const KOREAN: &str = "영일이삼사오육칠팔구";
const CHINESE: &str = "〇一二三四五六七八九";
const LEGAL: &str = "零壹贰叁肆伍陆柒捌玖";
const AIUEO: &str =
    "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン";
const IROHA: &str = "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセスン";
const KOREAN_ONES: [&str; 10] = [
    "", "하나", "둘", "셋", "넷", "다섯", "여섯", "일곱", "여덟", "아홉",
];
const KOREAN_TENS: [&str; 10] = [
    "", "열", "스물", "서른", "마흔", "쉰", "예순", "일흔", "여든", "아흔",
];
const ROMAN: [(u32, &str); 13] = [
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
];

impl Numeral {
    /// A number; in digits, where this way does not reach so far.
    pub(in crate::readers) fn write(self, number: u32) -> String {
        self.written(number).unwrap_or_else(|| number.to_string())
    }

    fn written(self, number: u32) -> Option<String> {
        match self {
            Self::Decimal => None,
            Self::DecimalZero => Some(format!("{number:02}")),
            Self::FullWidth => Some(
                number
                    .to_string()
                    .bytes()
                    .filter_map(|digit| nth('０', u32::from(digit - b'0') + 1, 10))
                    .collect(),
            ),
            Self::Circled => nth('①', number, 20).map(String::from),
            Self::InParentheses => nth('⑴', number, 20).map(String::from),
            Self::WithStop => nth('⒈', number, 20).map(String::from),
            Self::Ordinal => Some(format!("{number}{}", ordinal_ending(number))),
            Self::UpperRoman => roman(number),
            Self::LowerRoman => roman(number).map(|roman| roman.to_lowercase()),
            Self::UpperLetter => letters('A', number),
            Self::LowerLetter => letters('a', number),
            Self::CircledUpper => nth('Ⓐ', number, 26).map(String::from),
            Self::CircledLower => nth('ⓐ', number, 26).map(String::from),
            Self::Ganada => one_of(GANADA, number),
            Self::CircledGanada => nth('㉮', number, 14).map(String::from),
            Self::Jamo => one_of(JAMO, number),
            Self::CircledJamo => nth('㉠', number, 14).map(String::from),
            Self::KoreanDigits => Some(digits(KOREAN, number)),
            Self::KoreanCounting => counting(KOREAN, ["십", "백", "천"], number),
            Self::KoreanWords => korean_words(number),
            Self::ChineseDigits => Some(digits(CHINESE, number)),
            Self::ChineseCounting => counting(CHINESE, ["十", "百", "千"], number),
            Self::ChineseLegal => counting(LEGAL, ["拾", "佰", "仟"], number),
            Self::CircledIdeograph => nth('㊀', number, 10).map(String::from),
            Self::KoreanStems => one_of("갑을병정무기경신임계", number),
            Self::Stems => one_of("甲乙丙丁戊己庚辛壬癸", number),
            Self::Branches => one_of("子丑寅卯辰巳午未申酉戌亥", number),
            Self::Aiueo => one_of(AIUEO, number),
            Self::Iroha => one_of(IROHA, number),
        }
    }
}

/// The character of a number where so many follow each other.
fn nth(first: char, number: u32, most: u32) -> Option<char> {
    let step = number.checked_sub(1).filter(|step| *step < most)?;
    char::from_u32(u32::from(first).checked_add(step)?)
}

fn one_of(row: &str, number: u32) -> Option<String> {
    let step = number.checked_sub(1)? as usize;
    row.chars().nth(step).map(String::from)
}

/// Letters: after the last one each is doubled, then written three times.
fn letters(first: char, number: u32) -> Option<String> {
    let step = number.checked_sub(1)?;
    let letter = nth(first, step % 26 + 1, 26)?;
    let times = (step / 26 + 1) as usize;
    (times <= 8).then(|| std::iter::repeat_n(letter, times).collect())
}

fn roman(number: u32) -> Option<String> {
    if !(1..4000).contains(&number) {
        return None;
    }
    let (mut left, mut roman) = (number, String::new());
    for (value, letters) in ROMAN {
        while left >= value {
            left -= value;
            roman.push_str(letters);
        }
    }
    Some(roman)
}

/// A number digit by digit.
fn digits(row: &str, number: u32) -> String {
    let digits = number.to_string();
    let digits = digits.bytes().map(|digit| usize::from(digit - b'0'));
    digits.filter_map(|digit| row.chars().nth(digit)).collect()
}

/// A number as it is counted, up to 9999.
fn counting(row: &str, units: [&str; 3], number: u32) -> Option<String> {
    if !(1..10_000).contains(&number) {
        return None;
    }
    let mut counted = String::new();
    for (value, unit) in [(1000, units[2]), (100, units[1]), (10, units[0]), (1, "")] {
        let digit = number / value % 10;
        if digit == 0 {
            continue;
        }
        let is_said = digit > 1 || value == 1;
        if is_said {
            counted.extend(row.chars().nth(digit as usize));
        }
        counted.push_str(unit);
    }
    Some(counted)
}

fn korean_words(number: u32) -> Option<String> {
    let tens = KOREAN_TENS.get((number / 10) as usize)?;
    let ones = KOREAN_ONES.get((number % 10) as usize)?;
    (number > 0).then(|| format!("{tens}{ones}"))
}

const fn ordinal_ending(number: u32) -> &'static str {
    match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(numeral: Numeral, numbers: &[u32]) -> String {
        let written = numbers.iter().map(|number| numeral.write(*number));
        written.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn numbers_are_written_in_letters() {
        assert_eq!(row(Numeral::LowerLetter, &[1, 26, 27, 53]), "a z aa aaa");
        assert_eq!(row(Numeral::UpperRoman, &[4, 9, 1999]), "IV IX MCMXCIX");
        assert_eq!(row(Numeral::Ordinal, &[1, 2, 11, 23]), "1st 2nd 11th 23rd");
        assert_eq!(row(Numeral::DecimalZero, &[7, 12]), "07 12");
        assert_eq!(row(Numeral::FullWidth, &[10]), "１０");
    }

    #[test]
    fn numbers_are_written_as_in_korea_china_and_japan() {
        assert_eq!(row(Numeral::Ganada, &[1, 14]), "가 하");
        assert_eq!(row(Numeral::Circled, &[1, 20]), "① ⑳");
        assert_eq!(row(Numeral::CircledGanada, &[1, 14]), "㉮ ㉻");
        assert_eq!(row(Numeral::CircledJamo, &[1, 14]), "㉠ ㉭");
        assert_eq!(row(Numeral::KoreanDigits, &[1, 10]), "일 일영");
        assert_eq!(
            row(Numeral::KoreanCounting, &[10, 11, 25]),
            "십 십일 이십오"
        );
        assert_eq!(row(Numeral::KoreanWords, &[1, 12, 20]), "하나 열둘 스물");
        assert_eq!(row(Numeral::ChineseCounting, &[3, 10, 42]), "三 十 四十二");
        assert_eq!(row(Numeral::Stems, &[1, 10]), "甲 癸");
        assert_eq!(row(Numeral::Aiueo, &[1, 46]), "ア ン");
    }

    #[test]
    fn what_a_row_does_not_reach_is_in_digits() {
        assert_eq!(row(Numeral::Ganada, &[0, 15]), "0 15");
        assert_eq!(row(Numeral::LowerRoman, &[0, 4000]), "0 4000");
        assert_eq!(row(Numeral::LowerLetter, &[1000]), "1000");
    }
}
