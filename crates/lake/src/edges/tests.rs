//! Edges from CSV and Parquet, whole and wrong.

use arrow::array::{ArrayRef, RecordBatch, StringArray};

use super::*;

type Edge = (String, String, f64, f64);

#[derive(Default)]
struct Taken {
    edges: Vec<Edge>,
    n_numbered: usize,
}

impl TakeEdges for Taken {
    fn expect(&mut self, _n: usize) {}

    fn edge(&mut self, holder: &str, subject: &str, share: ShareRange) {
        self.edges.push((
            holder.to_owned(),
            subject.to_owned(),
            share.min(),
            share.max(),
        ));
    }

    fn numbered(&mut self, holder: u64, subject: u64, share: ShareRange) {
        self.n_numbered += 1;
        self.edge(&holder.to_string(), &subject.to_string(), share);
    }
}

fn read(text: &str) -> Result<Vec<Edge>, String> {
    read_as(text.as_bytes(), &EdgeColumns::default())
}

fn read_as(bytes: &[u8], columns: &EdgeColumns) -> Result<Vec<Edge>, String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("edges.csv");
    fs_err::write(&path, bytes).unwrap();
    let mut taken = Taken::default();
    read_edges(&path, columns, &mut taken).map_err(|error| error.to_string())?;
    Ok(taken.edges)
}

fn read_parquet(holders: ArrayRef, subjects: ArrayRef) -> Result<Taken, String> {
    let share = arrow::array::Float64Array::from(vec![0.6, 0.5]);
    read_shares(holders, subjects, std::sync::Arc::new(share))
}

fn read_shares(holders: ArrayRef, subjects: ArrayRef, share: ArrayRef) -> Result<Taken, String> {
    let columns = [("holder", holders), ("subject", subjects), ("share", share)];
    let batch = RecordBatch::try_from_iter_with_nullable(
        columns.map(|(name, column)| (name, column, true)),
    )
    .unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("edges.parquet");
    let file = fs_err::File::create(&path).unwrap().into_file();
    let mut writer = parquet::arrow::ArrowWriter::try_new(file, batch.schema(), None).unwrap();
    writer.write(&batch).unwrap();
    writer.close().unwrap();
    let mut taken = Taken::default();
    read_edges(&path, &EdgeColumns::default(), &mut taken).map_err(|error| error.to_string())?;
    Ok(taken)
}

#[test]
fn ids_that_are_numbers_are_given_as_numbers_and_never_guessed() {
    use arrow::array::Int32Array;
    let ints =
        |values: Vec<Option<i32>>| -> ArrayRef { std::sync::Arc::new(Int32Array::from(values)) };
    let texts: ArrayRef = std::sync::Arc::new(StringArray::from(vec![" a ", "b"]));

    let both = read_parquet(ints(vec![Some(1), Some(2)]), ints(vec![Some(2), Some(3)])).unwrap();
    assert_eq!(both.n_numbered, 2);
    assert_eq!(both.edges[1], ("2".to_owned(), "3".to_owned(), 0.5, 0.5));

    let one = read_parquet(texts, ints(vec![Some(2), Some(3)])).unwrap();
    assert_eq!(one.n_numbered, 0);
    assert_eq!(one.edges[0], ("a".to_owned(), "2".to_owned(), 0.6, 0.6));

    let written = "holder,subject,share\n1,2,0.6\n01,2,0.6\n+1,2,0.6\n18446744073709551616,0,0.6\n";
    let as_written = ["1", "01", "+1", "18446744073709551616"];
    let edges = read(written).unwrap();
    assert_eq!(
        edges.iter().map(|edge| edge.0.as_str()).collect::<Vec<_>>(),
        as_written
    );

    let negative = read_parquet(ints(vec![Some(-1), Some(2)]), ints(vec![Some(2), Some(3)]));
    assert_eq!(negative.unwrap().edges[0].0, "-1");

    let empty = read_parquet(ints(vec![Some(1), Some(2)]), ints(vec![Some(2), None]));
    let said = empty.err().unwrap();
    assert!(said.ends_with(":2: holder or subject is empty"), "{said}");
}

#[test]
fn shares_that_are_texts_are_numbers_or_refused() {
    let ids = || -> ArrayRef { std::sync::Arc::new(StringArray::from(vec!["a", "b"])) };
    let texts =
        |one, other| -> ArrayRef { std::sync::Arc::new(StringArray::from(vec![Some(one), other])) };
    let read = read_shares(ids(), ids(), texts("0.6", None)).unwrap();
    assert_eq!((read.edges[0].2, read.edges[1].3), (0.6, 1.0));
    let said = read_shares(ids(), ids(), texts("60%", None)).err().unwrap();
    assert!(
        said.contains("column `share`") && said.contains("60%"),
        "{said}"
    );
}

#[test]
fn shares_are_exact_ranges_or_unknown() {
    let edge = |holder: &str, subject: &str, min: f64, max: f64| {
        (holder.to_owned(), subject.to_owned(), min, max)
    };
    assert_eq!(
        read("subject,holder,share\nb,a,0.6\nc,b,\n").unwrap(),
        [edge("a", "b", 0.6, 0.6), edge("b", "c", 0.0, 1.0)]
    );
    assert_eq!(
        read("holder,subject,share_min,share_max\na,b,0.25,0.5\na,c,,0.1\n").unwrap(),
        [edge("a", "b", 0.25, 0.5), edge("a", "c", 0.0, 0.1)]
    );
    assert_eq!(
        read("holder,subject,share,share_min,share_max\na,b,0.6,,\n").unwrap(),
        [edge("a", "b", 0.6, 0.6)]
    );
}

#[test]
fn what_is_wrong_names_its_line() {
    for (text, words) in [
        (
            "holder,subject,share\na,b,0.6\na,b,62\n",
            "edges.csv`:3: `62` is not a share",
        ),
        (
            "holder,subject,share\na,b,half\n",
            ":2: `half` is not a number",
        ),
        (
            "holder,subject,share\n,b,0.5\n",
            ":2: holder or subject is empty",
        ),
        (
            "holder,subject,share_min,share_max\na,b,0.6,0.5\n",
            ":2: the share range",
        ),
        ("X,Y,Q\n1,2,0.5\n", "has no column `share`, but X, Y, Q"),
        ("holder,share\na,0.5\n", "has no column `subject`"),
        (
            "holder,subject,share_min\na,b,0.5\n",
            "has no column `share_max`",
        ),
    ] {
        let said = read(text).unwrap_err();
        assert!(said.contains(words), "{text}: {said}");
    }
}

#[test]
fn columns_of_other_names_and_signs_are_read() {
    let columns = |names: &[&str]| {
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        EdgeColumns::of(&names).unwrap()
    };
    let wanted = [("a".to_owned(), "b".to_owned(), 0.6, 0.6)];
    let named = columns(&["X", "Y", "Q"]);
    assert_eq!(read_as(b"X,Y,Q\na,b,0.6\n", &named).unwrap(), wanted);
    // What is named goes before what is usual.
    let both = b"holder,subject,Q,share_min,share_max\na,b,0.6,0.1,0.2\n";
    assert_eq!(
        read_as(both, &columns(&["holder", "subject", "q"])).unwrap(),
        wanted
    );
    let range = columns(&["holder", "subject", "least", "most"]);
    let text = b"holder;subject;least;most\na;b;0.6;0.6\n";
    assert_eq!(read_as(text, &range).unwrap(), wanted);
    for delimiter in [";", "\t", "|"] {
        let text = "holder,subject,share\na,b,0.6\n".replace(',', delimiter);
        assert_eq!(read(&text).unwrap(), wanted, "{delimiter}");
    }
    let said = read_as(b"X,Y,Z\na,b,0.6\n", &named).unwrap_err();
    assert!(
        said.contains("has no column `Q`") && said.contains("--columns"),
        "{said}"
    );
}

#[test]
fn korean_ids_are_read_in_the_encodings_of_korea() {
    let text = "holder,subject,share\n가람,한빛,0.6\n";
    let wanted = [("가람".to_owned(), "한빛".to_owned(), 0.6, 0.6)];
    let (cp949, ..) = encoding_rs::EUC_KR.encode(text);
    let utf16: Vec<u8> = [0xfeff]
        .into_iter()
        .chain(text.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    for bytes in [text.as_bytes(), &cp949, &utf16] {
        let edges = read_as(bytes, &EdgeColumns::default()).unwrap();
        assert_eq!(edges, wanted);
    }
}
