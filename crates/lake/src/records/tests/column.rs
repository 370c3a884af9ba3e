//! One column of a file that is not imported.

use std::ops::ControlFlow;

use super::*;

fn cells(name: &str, content: &[u8], column: &str) -> Result<Vec<(u64, String)>, String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs_err::write(&path, content).unwrap();
    let mut found = Vec::new();
    read_column(&path, column, &mut |(line, text)| {
        found.push((
            line,
            text.map_or_else(|why| format!("! {why}"), str::to_owned),
        ));
        ControlFlow::Continue(())
    })
    .map_err(|error| error.to_string())?;
    Ok(found)
}

#[test]
fn the_column_is_found_whatever_parts_the_fields() {
    for text in [
        "no,Supplier name,memo\n1,Garam Tech,x\n2,\"가람, 테크\",y\n",
        "no;Supplier name;memo\n1; Garam Tech ;x\n2;가람, 테크;y\n",
        "\u{feff}no\tsupplier NAME\tmemo\n1\tGaram Tech\tx\n2\t가람, 테크\ty\n",
    ] {
        assert_eq!(
            cells("a.csv", text.as_bytes(), "Supplier name").unwrap(),
            [(2, "Garam Tech".to_owned()), (3, "가람, 테크".to_owned())]
        );
    }
}

#[test]
fn a_row_that_cannot_be_read_says_why_and_the_others_go_on() {
    let found = cells(
        "a.csv",
        b"name,memo\nGaram,x\nHanbit\nDae\xff,y\nMirae,z\n",
        "name",
    )
    .unwrap();
    assert_eq!(found.len(), 4);
    assert_eq!(found[1].1, "! 1 fields, but the header has 2");
    assert_eq!(found[3], (5, "Mirae".to_owned()));
}

#[test]
fn a_column_that_is_not_there_is_named_with_those_that_are() {
    let error = cells("a.csv", b"name,memo\nGaram,x\n", "supplier").unwrap_err();
    assert!(
        error.contains("it has no column `supplier`; it has `name`, `memo`"),
        "{error}"
    );
    let error = cells("a.csv", b"name,Name\nGaram,x\n", "name").unwrap_err();
    assert!(error.contains("two columns are called `name`"), "{error}");
}

#[test]
fn a_column_of_a_workbook_is_read_and_ends_where_it_is_broken_off() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (row, (no, name)) in [("no", "name"), ("1", "Garam"), ("2", ""), ("3", "Mirae")]
        .into_iter()
        .enumerate()
    {
        sheet.write(row as u32, 0, no).unwrap();
        sheet.write(row as u32, 1, name).unwrap();
    }
    let content = book.save_to_buffer().unwrap();
    assert_eq!(
        cells("a.xlsx", &content, "NAME").unwrap(),
        [
            (2, "Garam".to_owned()),
            (3, String::new()),
            (4, "Mirae".to_owned())
        ]
    );
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.xlsx");
    fs_err::write(&path, content).unwrap();
    let mut n = 0;
    read_column(&path, "name", &mut |_| {
        n += 1;
        ControlFlow::Break(())
    })
    .unwrap();
    assert_eq!(n, 1);
}
