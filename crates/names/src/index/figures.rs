//! Candidate recall on the alternate names of a public list that lies beside a checkout.

use std::path::{Path, PathBuf};

use crate::{NameIndex, NameKind, PreparedName, Verdict, compare};

struct Entry {
    id: String,
    name: String,
    is_person: bool,
}

#[test]
fn alternate_names_find_their_entry() {
    let Some((entries, alternates)) = read() else {
        return;
    };
    for (what, kind, is_person, least) in [
        ("people", NameKind::Person, true, 0.84),
        ("others", NameKind::Organisation, false, 0.74),
    ] {
        let names = entries
            .iter()
            .zip(0..)
            .filter(|(entry, _)| entry.is_person == is_person)
            .map(|(entry, at)| (at, entry.name.as_str()));
        let index = NameIndex::build(kind, names);
        for half in 0..2 {
            // The terms were chosen and weighed on the first half.
            let of_half = alternates.iter().skip(half).step_by(2);
            let (mut n_all, mut n_found, mut n_alike, mut n_alike_found) =
                (0_u32, 0_u32, 0_u32, 0_u32);
            for (id, name) in of_half {
                let Some(at) = entries
                    .iter()
                    .position(|entry| entry.id == *id && entry.is_person == is_person)
                else {
                    continue;
                };
                let name = PreparedName::new(kind, name);
                let is_found = index.candidates(&name, 50).contains(&(at as u32));
                let entry = PreparedName::new(kind, &entries[at].name);
                let is_alike = compare(&name, &entry).verdict != Verdict::Different;
                n_all += 1;
                n_found += u32::from(is_found);
                n_alike += u32::from(is_alike);
                n_alike_found += u32::from(is_alike && is_found);
            }
            let recall = f64::from(n_found) / f64::from(n_all);
            let alike = f64::from(n_alike_found) / f64::from(n_alike);
            println!(
                "{what}, half {half}: recall at 50 {recall:.3} of {n_all}, {alike:.4} of {n_alike} that compare as alike"
            );
            // Many alternate names share nothing with the name of their entry.
            assert!(recall >= least && alike >= 0.99, "{what} {recall} {alike}");
        }
    }
}

/// The entries, and the alternate names, each with the id of its entry.
#[expect(clippy::type_complexity, reason = "read once, here")]
fn read() -> Option<(Vec<Entry>, Vec<(String, String)>)> {
    let (primary, alternate) = (
        shared("data/lists/ofac/sdn.csv")?,
        shared("data/lists/ofac/alt.csv")?,
    );
    let rows = |path: &Path| -> Vec<csv::StringRecord> {
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .from_path(path)
            .unwrap();
        reader
            .records()
            .map(|row| row.unwrap())
            .filter(|row| row.len() > 3)
            .collect()
    };
    let entries = rows(&primary)
        .iter()
        .map(|row| Entry {
            id: row[0].to_owned(),
            name: row[1].to_owned(),
            is_person: row[2].trim() == "individual",
        })
        .collect();
    let alternates = rows(&alternate)
        .iter()
        .map(|row| (row[0].to_owned(), row[3].to_owned()))
        .collect();
    Some((entries, alternates))
}

fn shared(path: &str) -> Option<PathBuf> {
    let start = Path::new(env!("CARGO_MANIFEST_DIR"));
    let found = start
        .ancestors()
        .map(|folder| folder.join("shared").join(path))
        .find(|path| path.is_file());
    if found.is_none() {
        println!("skipped: no folder `shared` with {path} beside the checkout");
    }
    found
}
