//! Candidate recall on the alternate names of a public list that lies beside a checkout.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::{NameIndex, NameKind, PreparedName, Verdict, compare};

/// An entry of the list: its primary name and its alternate ones.
#[derive(Debug)]
pub(crate) struct Listed {
    pub(crate) kind: NameKind,
    pub(crate) name: String,
    pub(crate) alternates: Vec<String>,
}

#[test]
fn alternate_names_find_their_entry() {
    let Some(listed) = listed() else {
        return;
    };
    // Many alternate names share nothing with the name of their entry.
    for (kind, least) in [(NameKind::Person, 0.84), (NameKind::Organisation, 0.74)] {
        let of_kind: Vec<&Listed> = listed.iter().filter(|entry| entry.kind == kind).collect();
        let names = of_kind.iter().map(|entry| entry.name.as_str());
        let index = NameIndex::build(kind, (0..).zip(names));
        let questions = of_kind.iter().zip(0_u32..).flat_map(|(entry, key)| {
            let alternates = entry.alternates.iter();
            alternates.map(move |name| (PreparedName::new(kind, name), entry, key))
        });
        let mut halves = [Count::default(), Count::default()];
        // The terms were chosen and weighed on one half.
        for (at, (name, entry, key)) in questions.enumerate() {
            let is_found = index.candidates(&name, 50).contains(&key);
            let entry = PreparedName::new(kind, &entry.name);
            let is_alike = compare(&name, &entry).verdict != Verdict::Different;
            let half = &mut halves[at % 2];
            half.all += 1;
            half.found += u32::from(is_found);
            half.alike += u32::from(is_alike);
            half.alike_found += u32::from(is_alike && is_found);
        }
        for half in halves {
            let recall = f64::from(half.found) / f64::from(half.all);
            let alike = f64::from(half.alike_found) / f64::from(half.alike);
            println!(
                "{kind:?}: recall at 50 {recall:.3} of {}, {alike:.4} of {} that compare as alike",
                half.all, half.alike
            );
            assert!(recall >= least && alike >= 0.99, "{recall} {alike}");
        }
    }
}

#[derive(Default)]
struct Count {
    all: u32,
    found: u32,
    alike: u32,
    alike_found: u32,
}

/// The list, where it lies beside the checkout.
pub(crate) fn listed() -> Option<Vec<Listed>> {
    let (primary, alternate) = (
        shared("data/lists/ofac/sdn.csv")?,
        shared("data/lists/ofac/alt.csv")?,
    );
    let mut alternates: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for row in rows(&alternate) {
        let of_entry = alternates.entry(row[0].to_owned()).or_default();
        of_entry.push(row[3].to_owned());
    }
    let listed = rows(&primary).into_iter().map(|row| Listed {
        kind: if row[2].trim() == "individual" {
            NameKind::Person
        } else {
            NameKind::Organisation
        },
        name: row[1].to_owned(),
        alternates: alternates.remove(&row[0]).unwrap_or_default(),
    });
    Some(listed.collect())
}

fn rows(path: &Path) -> Vec<csv::StringRecord> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(fs_err::File::open(path).unwrap());
    let rows = reader.records().map(|row| row.unwrap());
    rows.filter(|row| row.len() > 3).collect()
}

/// A file of the folder `shared` beside the checkout.
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
