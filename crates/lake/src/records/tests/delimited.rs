//! CSV: headers, values, what is refused and how it is said.

use std::io::Write as _;

use super::*;

const DEPARTURES: &str =
    "사번,통보일,퇴사일,이직처\n1001,2026-10-01,2026-11-30,한빛 전지\n1002,,2026-12-31,\n";

fn csv(text: impl AsRef<[u8]>) -> Bench {
    Bench::new(RecordFormat::Delimited, "file.csv", text)
}

#[test]
fn people_become_pseudonyms_and_keys_go_to_the_vault() {
    let done = csv(DEPARTURES).done();
    let (a, b) = (pseudonym("1001"), pseudonym("1002"));
    assert_eq!(
        done.rows,
        [
            format!(
                "departures: person={a} notice_on=2026-10-01 last_day=2026-11-30 declared_employer=한빛 전지 row=1"
            ),
            format!("departures: person={b} last_day=2026-12-31 row=2"),
        ]
    );
    assert_eq!(done.counts(), (2, 2, 0, 0));
    let vault: BTreeSet<_> = done
        .imported
        .vault
        .iter()
        .map(|entry| (entry.pseudonym.as_str(), entry.kind, entry.value.as_str()))
        .collect();
    assert_eq!(
        vault,
        BTreeSet::from([
            (a.as_str(), "person", "1001"),
            (b.as_str(), "person", "1002")
        ])
    );
}

#[test]
fn names_accounts_and_addresses_reach_the_vault_only() {
    let done =
        csv("person,name,account,email,unit,supervisor\n7,Kim Hana,hkim,h.kim@x.kr,R&D,9\n").done();
    let (person, supervisor) = (pseudonym("7"), pseudonym("9"));
    assert_eq!(
        done.rows,
        [format!(
            "employment: person={person} unit=R&D supervisor={supervisor} row=1"
        )]
    );
    let vault: BTreeSet<_> = done
        .imported
        .vault
        .iter()
        .map(|entry| (entry.pseudonym.clone(), entry.kind, entry.value.as_str()))
        .collect();
    let of = |kind, value| (person.clone(), kind, value);
    assert_eq!(
        vault,
        BTreeSet::from([
            of("person", "7"),
            of("name", "Kim Hana"),
            of("account", "hkim"),
            of("address", "h.kim@x.kr"),
            (supervisor, "person", "9"),
        ])
    );
}

#[test]
fn several_persons_are_each_replaced() {
    let done = csv("project,people,technologies\nP1,a; b,T1;T2;\n").done();
    let (a, b) = (pseudonym("a"), pseudonym("b"));
    assert_eq!(
        done.rows,
        [format!(
            "projects: project=P1 technologies=[T1, T2] people=[{a}, {b}] row=1"
        )]
    );
}

#[test]
fn any_usual_delimiter_and_encoding_is_found() {
    let expected = csv(DEPARTURES).done().rows;
    for delimiter in [";", "\t", "|"] {
        assert_eq!(
            csv(DEPARTURES.replace(',', delimiter)).done().rows,
            expected
        );
    }
    let done = csv(encoding_rs::EUC_KR.encode(DEPARTURES).0).done();
    assert_eq!(
        (done.rows, done.notes),
        (
            expected,
            vec![Note::Decoded {
                encoding: TextEncoding::Cp949
            }]
        )
    );
}

#[test]
fn a_bad_row_says_line_column_and_what_was_wanted() {
    let done = csv("person,last_day,hired_on\na,31/02/2026,\n,2026-11-30,\nb,2026-11-30\nc,2026-11-30,soon\nd,2026-11-30,2026-12-01\n").done();
    assert_eq!(
        done.rejects(),
        [
            "2 last_day: `31/02/2026` is not a day: YYYY-MM-DD is wanted, or `day_format` in a mapping file",
            "3 person: `person` is empty: every row of `departures` needs it",
            "4 : 2 fields, but the header has 3",
            "5 hired_on: `soon` is not a day: YYYY-MM-DD is wanted, or `day_format` in a mapping file",
        ]
    );
    assert_eq!((done.counts(), done.rows.len()), ((5, 1, 4, 0), 1));
    assert!(done.rows[0].ends_with("row=5"), "{}", done.rows[0]);
}

#[test]
fn every_kind_of_value_is_checked() {
    let header = "request,project,requester,grade,at\n";
    let rows = "R1,P,x,3,2026-11-23 09:30:00\nR2,P,x,three,2026-11-23 09:30:00\nR3,P,x,3,2026-11-23\n\
                R4,P,x,,2026-11-23T09:30:00+01:00\nR5,P,x,2.5,2026-11-23 09:30\n";
    let done = csv(format!("{header}{rows}")).done();
    assert_eq!(
        done.rejects(),
        [
            "3 grade: `three` is not a whole number: digits alone are wanted",
            "4 at: `2026-11-23` is not a time: YYYY-MM-DD HH:MM:SS or RFC 3339 is wanted",
            "6 grade: `2.5` is not a whole number: digits alone are wanted",
        ]
    );
    let x = pseudonym("x");
    assert_eq!(
        done.rows,
        [
            format!(
                "requests: request=R1 project=P requester={x} grade=3 at=2026-11-23T00:30:00Z row=1"
            ),
            format!("requests: request=R4 project=P requester={x} at=2026-11-23T08:30:00Z row=4"),
        ]
    );
    let done = csv("person,offered_on,pay_multiple,start_abroad\na,2026-01-01,3.5,Y\nb,2026-01-01,x,0\nc,2026-01-01,,maybe\nd,2026-01-01,NaN,no\n").done();
    assert_eq!(
        done.rejects(),
        [
            "3 pay_multiple: `x` is not a number: one like 12.5 is wanted",
            "4 start_abroad: `maybe` is neither yes nor no: true, false, yes, no, 1, 0, Y or N is wanted",
            "5 pay_multiple: `NaN` is not a number: one like 12.5 is wanted",
        ]
    );
    assert!(
        done.rows[0].contains("pay_multiple=3.5 start_abroad=true"),
        "{}",
        done.rows[0]
    );
}

#[test]
fn columns_without_a_place_are_left_out_and_named() {
    let done = csv("person,last_day,국적,본인 생년월일\na,2026-11-30,XX,1990-01-01\n").done();
    assert!(
        done.notes
            .iter()
            .all(|note| matches!(note, Note::DeniedColumn { .. }))
    );
    let done =
        csv("person,last_day,Nationality,birthDate,shoe size\na,2026-11-30,XX,1990-01-01,43\n")
            .done();
    let denied = |header: &str| Note::DeniedColumn {
        header: header.to_owned(),
    };
    assert_eq!(
        done.notes,
        [
            denied("Nationality"),
            denied("birthDate"),
            Note::UnknownColumn {
                header: "shoe size".to_owned()
            }
        ]
    );
    assert_eq!(
        done.rows,
        [format!(
            "departures: person={} last_day=2026-11-30 row=1",
            pseudonym("a")
        )]
    );
}

#[test]
fn a_header_that_fits_nothing_says_what_was_expected() {
    let error = csv("colour,size\nred,1\n").error();
    assert!(error.contains("`colour`, `size` fit no table"), "{error}");
    let error = csv("person,notice\na,2026-01-01\n").error();
    assert!(
        error.contains(
            "the nearest is `departures` with `person` (required), `last_day` (required)"
        ),
        "{error}"
    );
    let error = csv("person,notice\na,2026-01-01\n")
        .table("departures")
        .error();
    assert!(
        error.contains("`last_day` of the table `departures` is missing"),
        "{error}"
    );
    let error = csv("person,employee,last_day\na,b,2026-01-01\n")
        .table("departures")
        .error();
    assert!(
        error.contains("`person` and `employee` both mean `person`"),
        "{error}"
    );
}

#[test]
fn a_file_of_another_kind_that_only_shares_the_key_is_refused() {
    let error = csv("person,last_day\na,2026-11-30\n")
        .table("employment")
        .error();
    assert!(
        error.contains("the table `employment` knows only `person`: name another table"),
        "{error}"
    );
    // A bare list of people is a table of people.
    assert_eq!(
        csv("person\na\n").table("employment").done().counts(),
        (1, 1, 0, 0)
    );
    assert_eq!(
        csv("person,unit,shoe size\na,b,43\n")
            .table("employment")
            .done()
            .counts(),
        (1, 1, 0, 0)
    );
}

#[test]
fn a_file_cut_in_its_last_line_keeps_the_rows_before() {
    let done = csv("person,last_day\na,2026-11-30\nb,2026-11-30\nc,2026-").done();
    assert_eq!(
        (done.counts(), done.rejects()),
        (
            (3, 2, 1, 0),
            vec!["4 last_day: `2026-` is not a day: YYYY-MM-DD is wanted, or `day_format` in a mapping file".to_owned()]
        )
    );
    let done = csv("person,last_day\na,2026-11-30\n\"b,2026-11-30\nc,2026-11-30\n").done();
    assert_eq!(
        (done.counts(), done.rejects()[0].as_str()),
        (
            (3, 2, 1, 0),
            "3 : a quote is opened and never closed: close it or double it"
        )
    );
}

#[test]
fn a_cut_gzip_leaves_nothing() {
    let text = (0..30_000)
        .map(|n| format!("{},2026-11-30\n", n * 7919))
        .collect::<Vec<_>>()
        .concat();
    let whole = format!("person,last_day\n{text}");
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(whole.as_bytes()).unwrap();
    let bytes = encoder.finish().unwrap();
    assert_eq!(csv(&bytes).done().counts(), (30_000, 30_000, 0, 0));
    let error = csv(&bytes[..bytes.len() * 9 / 10]).error();
    assert!(error.contains("is cut off at byte"), "{error}");
}

#[test]
fn bytes_that_are_not_text_reject_their_row() {
    let many = "가,2026-11-30\n".repeat(100);
    let bytes = [
        b"person,last_day\n".as_slice(),
        many.as_bytes(),
        b"\xb1\xe8,2026-11-30\n",
        b"b,2026-11-30\n",
    ]
    .concat();
    let done = csv(bytes).done();
    assert_eq!((done.counts(), done.rejects()), ((102, 101, 1, 0), vec![
        "102 person: byte 1 of the field is not text in the file's encoding: save the file as UTF-8".to_owned()
    ]));
}

#[test]
fn a_mapping_fits_another_shape() {
    let text = "Exported 2026;;\nEmployee No;Last day;What\n1;30.11.2026;a,b\n2;30.13.2026;c\n";
    let mapping = "table = 'departures'\nheader_row = 2\ndelimiter = ';'\nday_format = '%d.%m.%Y'\n\
                   [columns]\nperson = 'Employee No'\nlast_day = 'Last day'\n\
                   [constants]\nstated_reason = 'not given'\nnotice_on = 2026-10-01\n";
    // A title above the header has as many fields as its program writes.
    let done = csv(text).mapping(mapping).done();
    assert_eq!(
        done.rows,
        [format!(
            "departures: person={} notice_on=2026-10-01 last_day=2026-11-30 stated_reason=not given row=1",
            pseudonym("1")
        )]
    );
    assert_eq!(
        done.rejects(),
        ["4 Last day: `30.13.2026` is not a day: %d.%m.%Y is wanted"]
    );
    assert_eq!(
        done.notes,
        [Note::UnknownColumn {
            header: "What".to_owned()
        }]
    );
    let error = csv("a;b\n1;2\n").mapping(mapping).error();
    assert!(
        error.contains("no header in row 2") || error.contains("the mapping fills"),
        "{error}"
    );
}

#[test]
fn a_mapping_reads_times_in_its_own_zone_and_format() {
    let mapping = "table = 'incidents'\ntime_format = '%d.%m.%Y %H:%M'\ntime_zone = 'Europe/Berlin'\n[columns]\nat = 'When'\n";
    let done = csv("incident,When\nI1,23.11.2026 09:30\n")
        .mapping(mapping)
        .done();
    assert_eq!(
        done.rows,
        ["incidents: incident=I1 at=2026-11-23T08:30:00Z row=1"]
    );
}

#[test]
fn shares_are_fractions_unless_a_mapping_scales_them() {
    let text = "subject,holder,exact\na,b,0.5\na,c,51\n";
    let done = csv(text).done();
    assert_eq!(
        done.rejects(),
        [
            "3 exact: `51` is not a share from 0 to 1: for percent write `scale = { exact = 0.01 }` in a mapping file"
        ]
    );
    let done = csv(text)
        .mapping("table = 'interests'\nscale = { exact = 0.01 }")
        .done();
    assert_eq!(
        done.rows[1],
        "interests: subject=a holder=c exact=0.51 row=2"
    );
}

#[test]
fn errors_in_a_mapping_have_a_place() {
    let place = |text: &str| {
        let error = Mapping::parse(text).unwrap_err();
        (error.line, error.column, error.reason)
    };
    let starts = |text: &str, line, column, reason: &str| {
        let found = place(text);
        assert!(
            (found.0, found.1) == (line, column) && found.2.contains(reason),
            "{found:?}"
        );
    };
    starts("table = 'nothing'", 1, 9, "no table `nothing`");
    starts(
        "table = 'departures'\ncolour = 1\n",
        2,
        1,
        "unknown field `colour`",
    );
    starts(
        "table = 'departures'\n[columns]\nwho = 'x'\n",
        3,
        1,
        "no column `who`",
    );
    starts(
        "table = 'departures'\n[columns]\nstated_reason = 'Nationality'\n",
        3,
        17,
        "never imported",
    );
    starts(
        "table = 'departures'\nday_format = 'DD.MM'\n",
        2,
        14,
        "directives",
    );
    starts(
        "table = 'departures'\ntime_zone = 'Asia/Nowhere'\n",
        2,
        13,
        "not a time zone",
    );
    starts(
        "table = 'departures'\ndelimiter = ', '\n",
        2,
        13,
        "one ASCII character",
    );
    starts(
        "table = 'departures'\nheader_row = 0\n",
        2,
        14,
        "counted from 1",
    );
    starts(
        "table = 'departures'\nscale = { person = 0.01 }\n",
        2,
        11,
        "not a column of numbers",
    );
    starts("table = 'departures", 1, 20, "invalid literal string");
}

proptest! {
    #[test]
    fn any_bytes_are_counted_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        let text = [b"person,last_day,stated_reason\n".as_slice(), &bytes].concat();
        for format in [RecordFormat::Delimited, RecordFormat::JsonLines, RecordFormat::Bods, RecordFormat::Xlsx] {
            let _ = Bench::new(format, "file", &bytes).table("departures").read();
        }
        let _ = csv(text).table("departures").read();
    }

    #[test]
    fn what_is_written_as_csv_comes_back(rows in proptest::collection::vec(("[a-z가-힣\"',;\n ]{1,12}", 0_i32..30_000), 1..20)) {
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(["advice", "issued_on"]).unwrap();
        let mut expected = Vec::new();
        for (text, day) in &rows {
            let day = bongsu_model::Day::from_epoch_days(*day).to_string();
            writer.write_record([text, &day]).unwrap();
            if !text.trim().is_empty() {
                expected.push(format!("advice={} issued_on={day}", text.trim()));
            }
        }
        let done = csv(writer.into_inner().unwrap()).table("advice").done();
        let found: Vec<String> = done.rows.iter().map(|row| {
            row.trim_start_matches("advice: ").rsplit_once(" row=").unwrap().0.to_owned()
        }).collect();
        prop_assert_eq!(found, expected);
    }
}
