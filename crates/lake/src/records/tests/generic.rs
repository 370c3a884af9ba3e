//! Workbooks and JSON lines, and rows for a sink of the caller's own.

use rust_xlsxwriter::{Format, Workbook};

use super::*;

fn jsonl(text: &str) -> Bench {
    Bench::new(RecordFormat::JsonLines, "file.jsonl", text)
}

fn workbook(fill: impl FnOnce(&mut Workbook)) -> Bench {
    let mut workbook = Workbook::new();
    fill(&mut workbook);
    Bench::new(
        RecordFormat::Xlsx,
        "file.xlsx",
        workbook.save_to_buffer().unwrap(),
    )
}

#[test]
fn json_lines_fill_a_table() {
    let done = jsonl(
        "{\"listing\":\"L1\",\"seen_at\":\"2026-11-23T01:00:00Z\",\"indicators\":[\"vpn.x.kr\",\"10.0.0.1\"],\"price\":500,\"colour\":1}\n\
         \n{\"listing\":\"L2\",\"seen_at\":\"2026-11-23T02:00:00Z\",\"price\":null,\"indicators\":\"a;b\"}\n",
    )
    .done();
    assert_eq!(
        done.rows,
        [
            "listings: listing=L1 seen_at=2026-11-23T01:00:00Z indicators=[vpn.x.kr, 10.0.0.1] price=500.0 row=1",
            "listings: listing=L2 seen_at=2026-11-23T02:00:00Z indicators=[a, b] row=2",
        ]
    );
    assert_eq!(
        done.notes,
        [Note::UnknownColumn {
            header: "colour".to_owned()
        }]
    );
}

#[test]
fn a_bad_line_is_refused_with_its_place() {
    let done = jsonl(
        "{\"asset\":\"A1\",\"kind\":\"vpn\",\"value\":\"vpn.x.kr\"}\nnot json\n{\"asset\":\"A2\"}\n\
         {\"asset\":{},\"kind\":\"vpn\",\"value\":\"x\"}\n{\"asset\":\"A3\",\"ki",
    )
    .table("assets")
    .done();
    assert_eq!(
        done.rejects(),
        [
            "2 : not a JSON object, at character 2",
            "3 kind: `kind` is empty: every row of `assets` needs it",
            "4 asset: an object stands here: one value or a list is wanted",
            "5 : cut off after 17 characters: the file is not complete",
        ]
    );
    assert_eq!(done.counts(), (5, 1, 4, 0));
    let error = jsonl("{\"colour\":1}\n").table("assets").error();
    assert!(error.contains("no key of the table `assets`"), "{error}");
}

#[test]
fn a_workbook_fills_a_table() {
    let bench = workbook(|workbook| {
        let day = Format::new().set_num_format("yyyy-mm-dd");
        let sheet = workbook.add_worksheet().set_name("협약").unwrap();
        for (column, header) in [
            "agreement",
            "kind",
            "person",
            "signed_on",
            "duration_days",
            "covers_named",
            "restricted",
            "note",
        ]
        .iter()
        .enumerate()
        {
            sheet.write(0, column as u16, *header).unwrap();
        }
        sheet
            .write(1, 0, "A1")
            .unwrap()
            .write(1, 1, "job-change")
            .unwrap();
        sheet.write(1, 2, 1001).unwrap();
        sheet
            .write_with_format(
                1,
                3,
                rust_xlsxwriter::ExcelDateTime::from_ymd(2026, 3, 2).unwrap(),
                &day,
            )
            .unwrap();
        sheet
            .write(1, 4, 730)
            .unwrap()
            .write(1, 5, true)
            .unwrap()
            .write(1, 6, "가람 전자; 한빛")
            .unwrap();
        sheet
            .write(3, 0, "A2")
            .unwrap()
            .write(3, 1, "job-change")
            .unwrap()
            .write(3, 3, "2026-13-01")
            .unwrap();
        sheet
            .write(4, 0, "A3")
            .unwrap()
            .write(4, 1, "job-change")
            .unwrap()
            .write(4, 3, 46083)
            .unwrap()
            .write(4, 9, "x")
            .unwrap();
        workbook.add_worksheet().set_name("Other").unwrap();
    });
    let done = bench.done();
    assert_eq!(
        done.rows,
        [
            format!(
                "agreements: agreement=A1 kind=job-change person={} signed_on=2026-03-02 duration_days=730 covers_named=true \
             restricted=[가람 전자, 한빛] row=1",
                pseudonym("1001")
            ),
            "agreements: agreement=A3 kind=job-change signed_on=2026-03-02 row=4".to_owned(),
        ]
    );
    assert_eq!(
        done.rejects(),
        [
            "4 signed_on: `2026-13-01` is not a day: YYYY-MM-DD is wanted; are day and month swapped?"
        ]
    );
    let unknown = |header: &str| Note::UnknownColumn {
        header: header.to_owned(),
    };
    let sheets = Note::OtherSheets {
        read: "협약".to_owned(),
        others: vec!["Other".to_owned()],
    };
    assert_eq!(done.notes, [unknown("note"), sheets, unknown("column J")]);
}

#[test]
fn a_mapping_names_sheet_and_header_row() {
    let bench = workbook(|workbook| {
        workbook
            .add_worksheet()
            .set_name("Cover")
            .unwrap()
            .write(0, 0, "Register")
            .unwrap();
        let sheet = workbook.add_worksheet().set_name("Data").unwrap();
        sheet.write(0, 0, "Title").unwrap();
        sheet
            .write(2, 1, "Nr")
            .unwrap()
            .write(2, 2, "Title")
            .unwrap();
        sheet
            .write(3, 1, "T-1")
            .unwrap()
            .write(3, 2, "Anode")
            .unwrap();
    });
    let mapping = "table = 'technologies'\nsheet = 'Data'\nheader_row = 3\n[columns]\ntechnology = 'Nr'\nname = 'Title'\n";
    assert_eq!(
        bench.mapping(mapping).done().rows,
        ["technologies: technology=T-1 name=Anode row=1"]
    );
}

#[test]
fn a_workbook_cut_in_half_is_refused() {
    let whole = workbook(|workbook| {
        let sheet = workbook.add_worksheet();
        sheet.write(0, 0, "organisation").unwrap();
        for row in 1..500 {
            sheet.write(row, 0, format!("rival {row}")).unwrap();
        }
    });
    assert!(
        whole
            .error()
            .contains("it could be `rivals` or `partners`: name the table")
    );
    let whole = whole.table("rivals");
    assert_eq!(whole.done().counts(), (499, 499, 0, 0));
    let bytes = fs_err::read(&whole.path).unwrap();
    let error = Bench::new(RecordFormat::Xlsx, "half.xlsx", &bytes[..bytes.len() / 2])
        .table("rivals")
        .error();
    assert!(error.contains("is not an Excel workbook"), "{error}");
}

#[test]
fn formats_are_told_from_the_file() {
    let of = |name: &str, bytes: &[u8]| {
        let bench = Bench::new(RecordFormat::Bods, name, bytes);
        RecordFormat::of_file(&bench.path).unwrap()
    };
    assert_eq!(of("a.csv", b"a,b\n"), RecordFormat::Delimited);
    assert_eq!(of("a.json", b" [{}]"), RecordFormat::Bods);
    assert_eq!(
        of("a.json", b"{\"statementId\":\"1\"}\n"),
        RecordFormat::Bods
    );
    assert_eq!(
        of("a.json", b"{\"listing\":\"1\"}\n"),
        RecordFormat::JsonLines
    );
    assert_eq!(of("a.xlsx", b"PK\x03\x04"), RecordFormat::Xlsx);
    assert_eq!(of("sdn.csv", b"1,a\n"), RecordFormat::Ofac);
}

#[test]
fn activity_goes_to_the_callers_sink() {
    struct Sink(Vec<String>);
    impl RowSink for Sink {
        fn row(&mut self, row: &MappedRow<'_>) -> Result<(), SinkError> {
            if row.text("action") == Some("dance") {
                let column = "action".to_owned();
                return Err(Reject::new(row.line(), column, "no such action").into());
            }
            let at = row.time("at").map(|at| at.0).unwrap_or_default();
            self.0.push(format!(
                "{} {at} {:?} {:?}",
                row.number(),
                row.text("person"),
                row.flag("outward")
            ));
            Ok(())
        }
    }
    let bench = Bench::new(
        RecordFormat::Delimited,
        "vpn.csv",
        "user;when;what;away\nkim;23/11/2026 09:00:00;connect;Y\nlee;23/11/2026 09:00:00;dance;N\n",
    );
    let mapping = Mapping::parse(
        "table = 'activity'\ntime_format = '%d/%m/%Y %H:%M:%S'\ntime_zone = 'UTC'\n\
         [columns]\nperson = 'user'\nat = 'when'\naction = 'what'\noutward = 'away'\n[constants]\nchannel = 'remote'\n",
    )
    .unwrap();
    let request = RowsRequest {
        path: &bench.path,
        format: RecordFormat::Delimited,
        table: mapping.table(),
        mapping: Some(&mapping),
        zone: &Zone::utc(),
    };
    let mut sink = Sink(Vec::new());
    let tally = read_rows(&request, &mut sink, &mut |_| {}).unwrap();
    assert_eq!(sink.0, ["1 1795424400000000 Some(\"kim\") Some(true)"]);
    assert_eq!(
        (tally.counts.read, tally.rejects.into_first().len()),
        (2, 1)
    );
    assert!(matches!(
        bench.mapping("table = 'activity'\n").read(),
        Err(ReadError::Activity)
    ));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn a_damaged_workbook_is_read_or_refused(at in 0.0..1.0_f64, byte in any::<u8>(), n in 1..4_usize) {
        static WHOLE: std::sync::LazyLock<Vec<u8>> = std::sync::LazyLock::new(|| {
            let bench = workbook(|workbook| {
                let sheet = workbook.add_worksheet();
                for row in 0..40 {
                    sheet.write(row, 0, if row == 0 { "organisation".to_owned() } else { format!("rival {row}") }).unwrap();
                }
            });
            fs_err::read(&bench.path).unwrap()
        });
        let mut bytes = WHOLE.clone();
        let start = (at * bytes.len() as f64) as usize;
        let end = (start + n).min(bytes.len());
        bytes[start..end].fill(byte);
        let _ = Bench::new(RecordFormat::Xlsx, "file.xlsx", bytes).table("rivals").read();
    }
}
