//! Files that belong to no register and no list.

use super::*;

/// What is said of a file whose format is to be found out, read into a table where one is named.
fn said(name: &str, bytes: &[u8], table: Option<&str>) -> String {
    let bench = Bench::new(RecordFormat::Delimited, name, bytes);
    let format = match RecordFormat::of_file(&bench.path) {
        Ok(format) => format,
        Err(error) => return error.to_string(),
    };
    let bench = Bench { format, ..bench };
    match table {
        Some(table) => bench.table(table).error(),
        None => bench.error(),
    }
}

const LICENSE: &[u8] = b"Attribution 4.0 International\n\n=====\n\nCreative Commons, Inc. is not a law firm, and does not\n";

#[test]
fn what_is_no_register_is_refused_with_what_was_wanted() {
    let files: [(&str, &[u8], &str); 10] = [
        ("LICENSE", LICENSE, "wanted are `entry` (required)"),
        (
            "a.pdf",
            b"%PDF-1.7\n1 0 obj",
            "export the table as CSV or XLSX",
        ),
        (
            "a.png",
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
            "a picture: name the file of records",
        ),
        (
            "a.jpg",
            b"\xff\xd8\xff\xe0\0\x10JFIF\0",
            "a picture: name the file of records",
        ),
        ("empty", b"", "is empty"),
        ("blank", b"\n\n  \n", "is missing"),
        (
            "page.html",
            b"<!DOCTYPE html><html></html>",
            "export the table as CSV",
        ),
        (
            "other.xml",
            b"<?xml version='1.0'?>\n<otherList/>",
            "none of a list or register that is known",
        ),
        ("program", b"\x7fELF\x02\x01\x01\0\0\0", "save it as UTF-8"),
        ("utf16", b"e\0n\0t\0r\0y\0\n\0", "UTF-16 without its mark"),
    ];
    for (name, bytes, wanted) in files {
        let error = said(name, bytes, Some("listed"));
        assert!(
            error.contains(wanted) && error.contains(name),
            "{name}: {error}"
        );
    }
    let error = said("LICENSE", LICENSE, None);
    assert!(error.contains("fit no table"), "{error}");
}

#[test]
fn a_named_format_says_what_it_wants() {
    let error = |format, name: &str| Bench::new(format, name, LICENSE).error();
    for (format, name, wanted) in [
        (RecordFormat::Bods, "LICENSE", "BODS JSON"),
        (
            RecordFormat::Ofac,
            "LICENSE",
            "name `sdn.csv`, `cons_prim.csv`",
        ),
        (RecordFormat::Un, "LICENSE", "wanted is the list as XML"),
        (RecordFormat::Xlsx, "LICENSE", "save it again as XLSX"),
        (RecordFormat::JsonLines, "LICENSE", "is a JSON object"),
    ] {
        let error = error(format, name);
        assert!(error.contains(wanted), "{error}");
    }
}

#[test]
fn a_folder_without_a_list_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let error = RecordFormat::of_file(folder.path())
        .unwrap_err()
        .to_string();
    assert!(error.contains("a folder, and a file is wanted"), "{error}");
    let error = Bench::at(RecordFormat::Ofac, folder.path()).error();
    assert!(error.contains("name `sdn.csv`"), "{error}");
    assert!(lists_in(folder.path()).is_err());
    let list = folder.path().join("sdn.csv");
    fs_err::write(&list, "x").unwrap();
    assert_eq!(lists_in(folder.path()).unwrap(), [list]);
}

#[test]
fn refused_rows_are_counted_beyond_those_that_are_kept() {
    let mut text = "entry,name,from_on\n".to_owned();
    for n in 0..20_000 {
        text.push_str(&format!("{n},Name,day {n}\n"));
    }
    let bench = Bench::new(RecordFormat::Delimited, "restricted.csv", text);
    let (imported, _) = bench.imported().unwrap();
    assert_eq!(
        (imported.counts.read, imported.counts.rejected),
        (20_000, 20_000)
    );
    assert_eq!(imported.rejects.len(), crate::import::REJECTS_KEPT);
    assert_eq!(
        (imported.rejects[0].line, imported.rejects[9999].line),
        (2, 10_001)
    );
}
