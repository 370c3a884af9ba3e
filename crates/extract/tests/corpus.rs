//! Replays what fuzzing kept (`fuzz/corpus`), each file as it is and changed in many places: whatever the bytes, the
//! answer comes soon and no reader fails.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test, and what it shares with the fuzz targets"
)]

#[path = "../../../fuzz/entry.rs"]
#[expect(
    clippy::pedantic,
    reason = "shared with the fuzz targets, which have lints of their own"
)]
mod entry;

#[path = "../../../fuzz/kept.rs"]
mod kept;

use std::path::Path;

/// Changed copies of each file.
const COPIES: u64 = 200;

fn replay(target: &str, read: fn(&[u8])) {
    for (bytes, number) in kept::kept(target).into_iter().zip(1..) {
        let mut random = Random(number);
        for copy in 0..COPIES {
            let bytes = if copy == 0 {
                bytes.clone()
            } else {
                changed(&bytes, &mut random)
            };
            read(&bytes);
        }
    }
}

/// A copy with a few bytes changed, left out, doubled or cut off.
fn changed(bytes: &[u8], random: &mut Random) -> Vec<u8> {
    let mut copy = bytes.to_vec();
    for _ in 0..=random.below(6) {
        let at = random.below(copy.len());
        let end = (at + random.below(40) + 1).min(copy.len());
        match random.below(6) {
            0 => copy.truncate(at),
            1 => drop(copy.drain(at..end)),
            2 => {
                let again = copy.get(at..end).unwrap_or(&[]).to_vec();
                copy.splice(at..at, again);
            }
            3 => {
                if let Some(byte) = copy.get_mut(at) {
                    *byte = [0, 1, 0x7F, 0x80, 0xFF][random.below(5)];
                }
            }
            4 => {
                for byte in copy.get_mut(at..(at + 4).min(end)).unwrap_or_default() {
                    *byte = 0xFF;
                }
            }
            _ => {
                if let Some(byte) = copy.get_mut(at) {
                    *byte ^= 1 << random.below(8);
                }
            }
        }
    }
    copy
}

/// Numbers that are the same in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005);
        self.0 = self.0.wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % most.max(1)
    }
}

/// The text that is read from a kept file, as the entry packs it.
fn text(name: &str, pack: fn(&[u8]) -> Vec<u8>) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let bytes = fs_err::read(root.join("../../fuzz/corpus").join(name)).unwrap();
    let mut text = String::new();
    let limits = bongsu_extract::Limits::default();
    bongsu_extract::extract("a", &pack(&bytes), &limits, &mut |item| {
        text.push_str(&item.text);
    });
    text
}

#[test]
fn the_forms_that_are_packed_reach_their_readers() {
    let packed = [
        ("package/docx", "슬러리"),
        ("package/xlsx", "A2*$B$2"),
        ("package/pptx", "Etch"),
        ("package/odt", "head"),
        ("package/hwpx", "머리말"),
    ];
    for (name, expected) in packed {
        let text = text(name, entry::zip);
        assert!(text.contains(expected), "{name}: {text}");
    }
    let text = text("hwp/controls", entry::hwp_file);
    assert!(text.contains("머리") && text.contains("셀"), "{text}");
    let text = self::text("office97/xls", entry::office97_file);
    assert!(text.contains("one") && text.contains("3.0%"), "{text}");
}

#[test]
fn packages_end_in_an_answer() {
    replay("package", entry::package);
}

#[test]
fn hangul_ends_in_an_answer() {
    replay("hwp", entry::hwp);
}

#[test]
fn pdf_ends_in_an_answer() {
    replay("pdf", entry::pdf);
}

#[test]
fn office_97_ends_in_an_answer() {
    replay("office97", entry::office97);
}

#[test]
fn rich_text_ends_in_an_answer() {
    replay("rtf", entry::rtf);
}

#[test]
fn pages_end_in_an_answer() {
    replay("html", entry::html);
}

#[test]
fn mails_end_in_an_answer() {
    replay("mail", entry::mail);
}

#[test]
fn archives_end_in_an_answer() {
    replay("archive", entry::archive);
}

#[test]
fn drawings_end_in_an_answer() {
    replay("cad", entry::cad);
}

#[test]
fn texts_end_in_an_answer() {
    replay("text", entry::text);
}
