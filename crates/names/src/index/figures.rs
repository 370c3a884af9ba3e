//! Candidate recall on the alternate names of a public list that lies beside a checkout.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::{InCommon, NameIndex, NameKind, PreparedName, Verdict, compare, in_common};

/// An entry of the list: its primary name and its alternate ones.
#[derive(Debug)]
pub(crate) struct Listed {
    pub(crate) id: u64,
    pub(crate) kind: NameKind,
    pub(crate) name: String,
    pub(crate) alternates: Vec<String>,
}

#[test]
fn alternate_names_find_their_entry() {
    let Some(listed) = listed() else {
        return;
    };
    // One name in six has nothing in common with the name of its entry: no index finds it.
    for (kind, least, least_of_common) in [
        (NameKind::Person, 0.85, 0.97),
        (NameKind::Organisation, 0.76, 0.96),
    ] {
        let of_kind: Vec<&Listed> = listed.iter().filter(|entry| entry.kind == kind).collect();
        let names = of_kind.iter().map(|entry| entry.name.as_str());
        let index = NameIndex::build(kind, (0..).zip(names));
        let mut halves = [Count::default(), Count::default()];
        for (entry, key) in of_kind.iter().zip(0_u32..) {
            let primary = PreparedName::new(kind, &entry.name);
            // The terms were chosen and weighed on the entries of one half.
            let half = usize::from(is_of_second_half(entry.id));
            for name in &entry.alternates {
                let name = PreparedName::new(kind, name);
                let is_found = index.candidates(&name, 50).contains(&key);
                halves[half].add(&name, &primary, is_found);
            }
        }
        for half in halves {
            let (recall, common) = (half.all.share(), half.common.share());
            let alike = half.alike.share();
            println!(
                "{kind:?}: recall at 50 {recall:.3} of {}, {common:.3} of {} with something in common, {alike:.4} of {} \
                 that compare as alike",
                half.all.n, half.common.n, half.alike.n
            );
            assert!(recall >= least && alike >= 0.99, "{recall} {alike}");
            assert!(common >= least_of_common, "{common}");
        }
    }
}

/// Entries are halved by a hash of their number in the list.
pub(crate) const fn is_of_second_half(id: u64) -> bool {
    id.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 63 == 1
}

#[derive(Default)]
struct Count {
    all: Share,
    common: Share,
    alike: Share,
}

impl Count {
    fn add(&mut self, name: &PreparedName, primary: &PreparedName, is_found: bool) {
        self.all.add(is_found);
        if in_common(name, primary) != InCommon::Nothing {
            self.common.add(is_found);
        }
        if compare(name, primary).verdict != Verdict::Different {
            self.alike.add(is_found);
        }
    }
}

#[derive(Default)]
struct Share {
    n: u32,
    found: u32,
}

impl Share {
    fn add(&mut self, is_found: bool) {
        self.n += 1;
        self.found += u32::from(is_found);
    }

    fn share(&self) -> f64 {
        f64::from(self.found) / f64::from(self.n)
    }
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
        id: row[0].trim().parse().unwrap(),
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
