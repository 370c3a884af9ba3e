//! Plain text in any encoding.

use encoding_rs::UTF_8;

use super::charset::{self, Charset};
use crate::Problem;
use crate::sink::Sink;

/// Bytes that are decoded at a time.
const PIECE: usize = 64 << 10;

/// The text as it stands, line ends included, so that places in it are places in the file; only the mark that says
/// the order of bytes is left out.
pub(crate) fn read(bytes: &[u8], sink: &mut Sink<'_, '_>) -> Result<(), Problem> {
    match charset::of_text(bytes) {
        None => Err(Problem::Unknown),
        Some(Charset::Known(encoding, mark)) => {
            let bytes = bytes.get(mark..).unwrap_or(&[]);
            if encoding == UTF_8
                && let Ok(text) = std::str::from_utf8(bytes)
            {
                return sink.text(text);
            }
            in_pieces(bytes, encoding, sink)
        }
        Some(other) => sink.text(&charset::decode_as(bytes, other)),
    }
}

fn in_pieces(
    bytes: &[u8],
    encoding: &'static encoding_rs::Encoding,
    sink: &mut Sink<'_, '_>,
) -> Result<(), Problem> {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut pieces = bytes.chunks(PIECE).peekable();
    let mut text = String::new();
    while let Some(piece) = pieces.next() {
        let mut rest = piece;
        loop {
            text.clear();
            text.reserve(PIECE);
            let (state, read, _) =
                decoder.decode_to_string(rest, &mut text, pieces.peek().is_none());
            sink.text(&text)?;
            rest = rest.get(read..).unwrap_or(&[]);
            if state == encoding_rs::CoderResult::InputEmpty {
                break;
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::{Format, Item, Limits, extract};

    fn read(bytes: &[u8]) -> Item {
        let mut items = Vec::new();
        extract("note.txt", bytes, &Limits::default(), &mut |item| {
            items.push(item);
        });
        items.pop().unwrap()
    }

    fn encoded(label: &str, text: &str) -> Vec<u8> {
        let encoding = encoding_rs::Encoding::for_label(label.as_bytes()).unwrap();
        encoding.encode(text).0.into_owned()
    }

    fn utf16(text: &str, big: bool) -> Vec<u8> {
        let units = text.encode_utf16();
        units
            .flat_map(|unit| {
                if big {
                    unit.to_be_bytes()
                } else {
                    unit.to_le_bytes()
                }
            })
            .collect()
    }

    const KOREAN: &str = "대외비\r\n슬러리 배합비 B-4: 세리아 3.2 %\r\n";

    #[test]
    fn korean_text_reads_in_each_encoding_it_is_kept_in() {
        assert_eq!(read(KOREAN.as_bytes()).text, KOREAN);
        assert_eq!(read(&encoded("euc-kr", KOREAN)).text, KOREAN);
        assert_eq!(read(&utf16(KOREAN, false)).text, KOREAN);
        assert_eq!(read(&utf16(KOREAN, true)).text, KOREAN);
        let utf32: Vec<u8> = KOREAN
            .chars()
            .flat_map(|letter| u32::from(letter).to_le_bytes())
            .collect();
        assert_eq!(read(&utf32).text, KOREAN);
    }

    #[test]
    fn the_mark_of_byte_order_is_not_text() {
        assert_eq!(
            read(&[b"\xEF\xBB\xBF", KOREAN.as_bytes()].concat()).text,
            KOREAN
        );
        assert_eq!(
            read(&[b"\xFF\xFE", utf16(KOREAN, false).as_slice()].concat()).text,
            KOREAN
        );
    }

    #[test]
    fn short_korean_texts_are_not_taken_for_chinese_or_western() {
        for text in [
            "대외비",
            "회의록",
            "공정 조건",
            "온도 350도",
            "김",
            "기술유출 방지 대책 보고",
        ] {
            assert_eq!(read(&encoded("euc-kr", text)).text, text);
        }
    }

    #[test]
    fn japanese_chinese_and_european_texts_read() {
        let japanese = "社外秘。スラリーの配合比は次のとおりです。";
        assert_eq!(read(&encoded("shift_jis", japanese)).text, japanese);
        assert_eq!(read(&encoded("euc-jp", japanese)).text, japanese);
        assert_eq!(read(&encoded("iso-2022-jp", japanese)).text, japanese);
        let chinese = "机密文件,未经许可不得外传。配方比例如下表所示。";
        assert_eq!(read(&encoded("gb18030", chinese)).text, chinese);
        let taiwan = "機密文件,未經許可不得外傳。配方比例如下表所示。";
        assert_eq!(read(&encoded("big5", taiwan)).text, taiwan);
        let russian = "Совершенно секретно: состав суспензии и температура обжига.";
        assert_eq!(read(&encoded("windows-1251", russian)).text, russian);
        assert_eq!(read(&encoded("koi8-r", russian)).text, russian);
        let german = "Vertraulich: Mischungsverhältnis für die Prüfkörper, Größe 5 µm";
        assert_eq!(read(&encoded("windows-1252", german)).text, german);
    }

    #[test]
    fn bytes_that_are_no_text_are_not_called_text() {
        let junk: Vec<u8> = (0..4000_u32)
            .map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8)
            .collect();
        let item = read(&junk);
        assert_eq!(item.format, Format::Unknown);
        assert_eq!(item.text, "");
    }

    #[test]
    fn a_large_text_stops_at_the_limit_and_says_so() {
        let limits = Limits {
            text_bytes: 1000,
            ..Limits::default()
        };
        let mut items = Vec::new();
        extract(
            "big.txt",
            "가나다라 ".repeat(1000).as_bytes(),
            &limits,
            &mut |item| items.push(item),
        );
        assert!(items[0].text.len() <= 1000 && items[0].text.len() > 990);
        assert!(items[0].problems[0].is_limit());
    }
}
