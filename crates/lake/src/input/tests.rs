//! What a file may be, how it is encoded, and what happens to lines that are too long.

use std::io::Write as _;

use proptest::prelude::*;

use super::*;

fn write(folder: &Path, name: &str, bytes: &[u8]) -> PathBuf {
    let path = folder.join(name);
    fs_err::write(&path, bytes).unwrap();
    path
}

fn read(path: &Path) -> Vec<u8> {
    let mut text = Vec::new();
    Input::open(path).unwrap().read_to_end(&mut text).unwrap();
    text
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn cp949(text: &str) -> Vec<u8> {
    encoding_rs::EUC_KR.encode(text).0.into_owned()
}

#[test]
fn what_is_not_a_file_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let message = |path: &Path| Input::open(path).unwrap_err().to_string();
    assert!(message(&at("none")).contains("does not exist"));
    assert!(message(folder.path()).contains("is a folder"));
    assert!(message(&write(folder.path(), "empty", b"")).contains("is empty"));
    assert!(message(&write(folder.path(), "mark", b"\xef\xbb\xbf")).contains("is empty"));
    assert!(message(&write(folder.path(), "empty.gz", &gzip(b""))).contains("is empty"));
    assert!(message(&write(folder.path(), "book", b"PK\x03\x04...")).contains("`xlsx`"));
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(at("b"), at("a")).unwrap();
        std::os::unix::fs::symlink(at("a"), at("b")).unwrap();
        assert!(
            message(&at("a")).contains("leads back to itself"),
            "{}",
            message(&at("a"))
        );
        assert!(message(Path::new("/dev/null")).contains("is a device"));
        assert!(digest_file(Path::new("/dev/zero")).is_err());
    }
}

#[test]
fn encodings_are_told_apart() {
    let folder = tempfile::tempdir().unwrap();
    let korean = "사번,성명\n1,홍길동\n2,뷁똠\n";
    let utf16: Vec<u8> = [0xfeff]
        .into_iter()
        .chain(korean.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    let cases: [(&[u8], TextEncoding); 4] = [
        (korean.as_bytes(), TextEncoding::Utf8),
        (
            &[b"\xef\xbb\xbf", korean.as_bytes()].concat(),
            TextEncoding::Utf8,
        ),
        (&utf16, TextEncoding::Utf16Le),
        (&cp949(korean), TextEncoding::Cp949),
    ];
    for (bytes, encoding) in cases {
        let path = write(folder.path(), "f", bytes);
        assert_eq!(
            String::from_utf8(read(&path)).unwrap(),
            korean,
            "{encoding}"
        );
        let mut input = Input::open(&path).unwrap();
        io::copy(&mut input, &mut io::sink()).unwrap();
        assert_eq!(
            (input.encoding(), input.position()),
            (encoding, bytes.len() as u64)
        );
    }
}

#[test]
fn korean_after_megabytes_of_ascii_is_still_decoded() {
    let folder = tempfile::tempdir().unwrap();
    let ascii = "1,plain\n".repeat(400_000);
    let path = write(
        folder.path(),
        "late",
        &[ascii.as_bytes(), &cp949("2,홍길동\n")].concat(),
    );
    assert_eq!(
        read(&path),
        [ascii.as_bytes(), "2,홍길동\n".as_bytes()].concat()
    );
}

#[test]
fn a_broken_byte_after_utf8_stays_broken() {
    let folder = tempfile::tempdir().unwrap();
    let text = "1,홍길동\n".repeat(200_000);
    let bytes = [text.as_bytes(), b"2,\xb1\xe8\n"].concat();
    assert_eq!(read(&write(folder.path(), "late", &bytes)), bytes);
    let mut broken = cp949(&text);
    broken.extend_from_slice(b"2,\xff\xff\n");
    let lines = read(&write(folder.path(), "cp949", &broken));
    let last = lines.split(|byte| *byte == b'\n').rev().nth(1).unwrap();
    assert!(std::str::from_utf8(last).is_err());
}

#[test]
fn compressed_files_are_read_member_by_member_and_a_cut_one_says_where() {
    let folder = tempfile::tempdir().unwrap();
    let text = (0..50_000)
        .map(|n| format!("{n},{}\n", n * 7919))
        .collect::<Vec<_>>()
        .concat();
    let (one, two) = text.split_at(text.len() / 3);
    let members = [gzip(one.as_bytes()), gzip(two.as_bytes())].concat();
    let zstd = |part: &str| zstd::encode_all(part.as_bytes(), 1).unwrap();
    let frames = [zstd(one), zstd(two)].concat();
    for bytes in [members, frames] {
        let path = write(folder.path(), "whole", &bytes);
        assert_eq!(read(&path), text.as_bytes());
        let half = write(folder.path(), "half", &bytes[..bytes.len() / 2]);
        let error = match Input::open(&half) {
            Ok(mut input) => io::copy(&mut input, &mut io::sink())
                .unwrap_err()
                .to_string(),
            Err(error) => error.to_string(),
        };
        assert!(error.contains("is cut off at byte"), "{error}");
    }
    let mut damaged = gzip(text.as_bytes());
    let middle = damaged.len() / 2;
    damaged[middle..middle + 64].fill(0xaa);
    let path = write(folder.path(), "damaged", &damaged);
    let result =
        Input::open(&path).map(|mut input| io::copy(&mut input, &mut io::sink()).map(|_| ()));
    assert!(matches!(result, Err(_) | Ok(Err(_))));
}

#[test]
fn a_digest_is_that_of_the_unpacked_bytes_and_the_size_that_on_disk() {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in [("f", b"abc".to_vec()), ("f.gz", gzip(b"abc"))] {
        let path = write(folder.path(), name, &bytes);
        let found = digest_file(&path).unwrap();
        assert_eq!(
            (found.digest, found.size),
            (Digest::of(b"abc"), bytes.len() as u64)
        );
    }
}

#[test]
fn a_line_without_its_line_feed_at_the_end_is_seen() {
    let folder = tempfile::tempdir().unwrap();
    for (bytes, open) in [
        (&b"a\nb"[..], Some(2)),
        (b"a\nb\n", None),
        (b"a", Some(1)),
        (b"\n", None),
    ] {
        let path = write(folder.path(), "f", bytes);
        assert_eq!(digest_file(&path).unwrap().open_line, open);
    }
}

/// Rows as text: `line: a|b`, or what was given up.
fn rows(text: &[u8]) -> Vec<String> {
    let mut csv = LimitedCsv::new(io::BufReader::with_capacity(7, text), b',');
    let mut rows = Vec::new();
    while let Some(row) = csv.next_row().unwrap() {
        rows.push(match row {
            CsvRow::Fields(record) => {
                let fields: Vec<_> = record.iter().map(String::from_utf8_lossy).collect();
                format!("{}: {}", record.line(), fields.join("|"))
            }
            CsvRow::TooLong { line } => format!("{line}: too long"),
            CsvRow::Unclosed { line } => format!("{line}: unclosed"),
        });
    }
    rows
}

#[test]
fn records_know_their_lines() {
    assert_eq!(
        rows(b"a,b\r\n\r\n1,\"x\ny\"\r\n2,z"),
        ["1: a|b", "3: 1|x\ny", "5: 2|z"]
    );
    assert_eq!(rows(b"\n\na\n"), ["3: a"]);
    assert_eq!(rows(b"a,b\n1,2\n\x1a"), ["1: a|b", "2: 1|2"]);
    assert_eq!(rows(b"a,b\n1,2\n\x1a\r\n"), ["1: a|b", "2: 1|2"]);
    assert_eq!(rows(b"\x1a\na\n"), ["1: \u{1a}", "2: a"]);
    assert_eq!(rows(b""), Vec::<String>::new());
}

#[test]
fn a_quote_that_is_never_closed_costs_its_line_only() {
    assert_eq!(
        rows(b"a,b\n1,\"x\n2,y\n3,z\n"),
        ["1: a|b", "2: unclosed", "3: 2|y", "4: 3|z"]
    );
    let many = format!("a,\"b\n{}", "1,2\n".repeat(600_000));
    let rows = rows(many.as_bytes());
    assert_eq!(
        (rows.len(), rows[0].as_str(), rows[600_000].as_str()),
        (600_001, "1: unclosed", "600001: 1|2")
    );
}

#[test]
fn a_line_that_is_too_long_is_passed_over() {
    let text = [
        b"a,b\n1,".as_slice(),
        &vec![b'x'; RECORD_LIMIT * 3],
        b"\n2,y\n",
    ]
    .concat();
    assert_eq!(rows(&text), ["1: a|b", "2: too long", "3: 2|y"]);
    let mut lines = LimitedLines::new(text.as_slice());
    assert!(matches!(
        lines.next_line().unwrap(),
        Some(Line::Text {
            number: 1,
            bytes: b"a,b",
            ..
        })
    ));
    assert!(matches!(
        lines.next_line().unwrap(),
        Some(Line::TooLong { number: 2 })
    ));
    assert!(matches!(
        lines.next_line().unwrap(),
        Some(Line::Text {
            number: 3,
            bytes: b"2,y",
            ..
        })
    ));
    assert!(lines.next_line().unwrap().is_none());
}

proptest! {
    #[test]
    fn any_bytes_are_read_to_the_end(bytes in proptest::collection::vec(any::<u8>(), 0..4000)) {
        let folder = tempfile::tempdir().unwrap();
        if let Ok(mut input) = Input::open(&write(folder.path(), "f", &bytes)) {
            let _ = io::copy(&mut input, &mut io::sink());
        }
        rows(&bytes);
    }

    #[test]
    fn what_a_writer_writes_comes_back(table in proptest::collection::vec(
        proptest::collection::vec("[a-c\",\n\r가 ]{0,6}", 3), 1..8,
    )) {
        let mut writer = csv::WriterBuilder::new().quote_style(csv::QuoteStyle::Always).from_writer(Vec::new());
        for record in &table {
            writer.write_record(record).unwrap();
        }
        let bytes = writer.into_inner().unwrap();
        let expected: Vec<String> = table.iter().map(|record| record.join("|")).collect();
        let found: Vec<String> = rows(&bytes).iter().map(|row| row.split_once(": ").unwrap().1.to_owned()).collect();
        prop_assert_eq!(found, expected);
    }
}
