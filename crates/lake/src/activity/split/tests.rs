//! Blocks and records against files made by another writer, and against broken ones.

use std::io::BufReader;

use proptest::prelude::*;

use super::*;

fn all(text: &[u8], buffer: usize) -> (Vec<Vec<String>>, Vec<Reject>) {
    let mut splitter = Splitter::new(BufReader::with_capacity(buffer, text));
    let (mut records, mut rejects) = (Vec::new(), Vec::new());
    while let Some(block) = splitter.next_block().unwrap() {
        let mut rest = &block.bytes[..];
        while !rest.is_empty() {
            let (fields, used, _) = record(rest);
            records.push(
                (0..fields.n)
                    .map(|n| String::from_utf8_lossy(fields.at(n)).into_owned())
                    .collect(),
            );
            rest = &rest[used..];
        }
        rejects.extend(block.rejects);
    }
    (records, rejects)
}

#[test]
fn quotes_hide_commas_and_line_feeds() {
    let (records, rejects) = all(b"a,\"b,\nc\",d\r\ne\"f,g\n\"h\"\"i\",j", 3);
    assert_eq!(
        records,
        [
            vec!["a", "b,\nc", "d"],
            vec!["e\"f", "g"],
            vec!["h\"\"i", "j"]
        ]
    );
    assert!(rejects.is_empty());
}

#[test]
fn an_open_quote_costs_one_line() {
    let mut text = b"a,b\n\"open,c\n".to_vec();
    for _ in 0..400_000 {
        text.extend_from_slice(b"d,e\n");
    }
    let (records, rejects) = all(&text, 1 << 16);
    assert_eq!((records.len(), rejects.len()), (400_001, 1));
    assert_eq!(rejects[0].line, 2);
}

#[test]
fn a_file_that_ends_inside_quotes_loses_one_line_and_says_so() {
    // A later quote would close it: that reading is as good as any.
    let (records, rejects) = all(b"a,b\n\"open,c\nd,e\nf,g", 4);
    assert_eq!(records, [vec!["a", "b"], vec!["d", "e"], vec!["f", "g"]]);
    assert_eq!(
        rejects.iter().map(|reject| reject.line).collect::<Vec<_>>(),
        [2]
    );
}

#[test]
fn a_huge_line_is_dropped_without_holding_it() {
    let mut text = b"a,b\n".to_vec();
    text.resize(text.len() + 3 * MAX_RECORD, b'x');
    text.extend_from_slice(b"\nc,d\n");
    let (records, rejects) = all(&text, 1 << 16);
    assert_eq!(records, [vec!["a", "b"], vec!["c", "d"]]);
    assert_eq!(
        rejects.iter().map(|reject| reject.line).collect::<Vec<_>>(),
        [2]
    );
}

proptest! {
    #[test]
    fn whatever_csv_writes_is_read_back(
        rows in prop::collection::vec(prop::collection::vec("[a-z,\" \n]{0,6}", 2..5), 0..20),
        buffer in 1_usize..40,
    ) {
        let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
        for row in &rows {
            writer.write_record(row).unwrap();
        }
        let text = writer.into_inner().unwrap();
        let (records, rejects) = all(&text, buffer);
        let records: Vec<Vec<String>> =
            records.into_iter().map(|row| row.into_iter().map(|field| field.replace("\"\"", "\"")).collect()).collect();
        prop_assert!(rejects.is_empty());
        prop_assert_eq!(records, rows);
    }
}
