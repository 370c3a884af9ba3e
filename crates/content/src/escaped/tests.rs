//! What is read of escaped text, and where it stands.

use super::*;

/// Every view.
fn all(text: &str) -> Vec<View> {
    let mut all = Vec::new();
    views(text, &mut |view| {
        let mut copy = View::default();
        for (number, letter) in view.text.chars().enumerate() {
            let mark = view.marks.get(number).unwrap();
            let is_read = view.marks.get(number + 1).unwrap().n_read > mark.n_read;
            copy.push(letter, mark.start, mark.end, is_read);
        }
        all.push(copy);
    });
    all
}

/// The text of every view.
fn read(text: &str) -> Vec<String> {
    all(text).into_iter().map(|view| view.text).collect()
}

fn slice(text: &str, (start, end): (u32, u32)) -> String {
    let letters = text.chars().skip(start as usize);
    letters.take((end - start) as usize).collect()
}

/// Base64 in lines of so many signs.
fn base64(bytes: &[u8], line: usize) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut signs = String::new();
    for group in bytes.chunks(3) {
        let at = |n: usize| u32::from(group.get(n).copied().unwrap_or(0));
        let bits = at(0) << 16 | at(1) << 8 | at(2);
        for n in 0..4 {
            let sign = SIGNS[(bits >> (18 - 6 * n)) as usize & 63];
            signs.push(if n > group.len() {
                '='
            } else {
                char::from(sign)
            });
        }
    }
    let lines: Vec<&str> = (0..signs.len())
        .step_by(line)
        .map(|from| &signs[from..signs.len().min(from + line)])
        .collect();
    lines.join("\n")
}

#[test]
fn escapes_of_every_kind_are_read() {
    for (written, meant) in [
        (
            r#"{"a": "\uc591\uadf9\uc7ac\n25\u2103 \"x\""}"#,
            "{\"a\": \"양극재\n25℃ \"x\"\"}",
        ),
        (
            r"\xec\x96\x91\xea\xb7\xb9 \354\226\221 \u{c591}\U0000c591",
            "양극 양 양양",
        ),
        ("%EC%96%91%EA%B7%B9%20x%20y", "양극 x y"),
        ("%BE%E7%B1%D8%C0%E7", "양극재"),
        ("%uC591%uADF9", "양극"),
        ("&#50577;&#xadf9; &lt;b&gt; caf&eacute;", "양극 <b> cafe"),
        ("=EC=96=\n=91=EA=B7=B9 a=3D1", "양극 a=1"),
        (r"\ud83d\ude00\u0041", "\u{1f600}A"),
    ] {
        let read = read(written);
        assert_eq!(read.first().map(String::as_str), Some(meant), "{written}");
    }
}

#[test]
fn what_is_written_as_it_is_has_no_view() {
    for text in [
        "a plain text, 50 % of it, R&D; a=10, b=20",
        r"C:\data and \alpha",
        "x = y & z % 5",
        "",
    ] {
        assert!(read(text).is_empty(), "{text}: {:?}", read(text));
    }
}

#[test]
fn places_are_those_of_the_text() {
    let text = r"가나 \uc591\uadf9 x \n 끝";
    let views = all(text);
    let [view] = views.as_slice() else {
        panic!("{views:?}")
    };
    assert_eq!(view.text, "가나 양극 x \n 끝");
    let written = |start, end| view.place(start, end).map(|place| slice(text, place));
    assert_eq!(written(3, 5).as_deref(), Some(r"\uc591\uadf9"));
    assert_eq!(written(1, 4).as_deref(), Some(r"나 \uc591"));
    assert_eq!(written(0, 3), None);
    assert_eq!(written(9, 11), None);
}

#[test]
fn what_is_escaped_twice_is_read_twice_and_no_further() {
    let text = r#"{\"a\": \"\\uc591\\uadf9\"}"#;
    let views = all(text);
    let last = views.last().unwrap();
    assert_eq!(last.text, "{\"a\": \"양극\"}");
    let at = last.text.chars().position(|letter| letter == '양').unwrap() as u32;
    let place = last.place(at, at + 2);
    assert_eq!(
        place.map(|place| slice(text, place)).as_deref(),
        Some(r"\\uc591\\uadf9")
    );
    let deep = "%2525252525".repeat(1000);
    let n_letters: usize = all(&deep).iter().map(|view| view.text.len()).sum();
    assert!(n_letters <= 2 * deep.len());
}

#[test]
fn base64_of_text_in_any_encoding_is_read() {
    let text = "The slurry B-4 holds 3.2 % ceria. 양극재 슬러리를 섞는다. ".repeat(6);
    let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let (korean, ..) = encoding_rs::EUC_KR.encode(&text);
    for bytes in [text.as_bytes(), &little, &big, &korean] {
        for line in [76, 64, 100_000] {
            let written = format!("Hello 김:\n\n{}\n\nbye", base64(bytes, line));
            let views = all(&written);
            let [view] = views.as_slice() else {
                panic!("{views:?}")
            };
            assert!(text.starts_with(&view.text), "{}", view.text);
            assert!(view.text.len() + 8 > text.len(), "{}", view.text);
            let (start, end) = view.place(0, 3).unwrap();
            assert_eq!(start, 10);
            assert!(end <= 18);
        }
    }
    // A piece of it, and bytes that are no text.
    let whole = base64(text.as_bytes(), 100_000);
    assert!(read(&whole[5..]).iter().any(|view| view.contains("slurry")));
    let noise = (0..600_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8);
    let noise: Vec<u8> = noise.collect();
    assert_eq!(read(&base64(&noise, 76)), [""; 0]);
}

#[test]
fn each_letter_of_long_base64_stands_where_it_is_written() {
    let text = "The slurry B-4 holds 3.2 % ceria. 양극재 슬러리를 섞는다.\n".repeat(60);
    for line in [76, 64, 100_000] {
        let written = base64(text.as_bytes(), line);
        let views = all(&format!("김 {written}"));
        let [view] = views.as_slice() else {
            panic!("{views:?}")
        };
        // The place of every sixth bit, counted by hand.
        let sign = |sign: usize| (2 + sign + sign / line) as u32;
        let mut byte = 0;
        for (number, letter) in view.text.chars().enumerate() {
            let last = byte + letter.len_utf8() - 1;
            let of = |byte: usize| byte / 3 * 4 + byte % 3;
            let expected = (sign(of(byte)), sign(of(last) + 1) + 1);
            let number = number as u32;
            assert_eq!(view.place(number, number + 1), Some(expected), "{number}");
            byte = last + 1;
        }
        assert!(byte + 3 > text.len());
    }
}

#[test]
fn a_long_row_of_bytes_is_read_to_its_end() {
    let text = "양극재 슬러리를 섞는다. ".repeat(6000);
    let escape = |byte: u8| format!("%{byte:02X}");
    let written: String = text.bytes().map(escape).collect();
    let views = all(&written);
    let [view] = views.as_slice() else {
        panic!("{} views", views.len())
    };
    assert!(view.text == text, "other letters were read");
    let n_letters = text.chars().count() as u32;
    let length = written.len() as u32;
    assert_eq!(
        view.place(n_letters - 1, n_letters),
        Some((length - 3, length))
    );
}
