//! The lists and fixtures in `data/` hold what their READMEs say.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Result, ensure};

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../data");

/// Rows without the header, cut at commas: no cell of these files holds one.
fn rows(path: &str, header: &str) -> Result<Vec<Vec<String>>> {
    let text = fs_err::read_to_string(format!("{ROOT}/{path}"))?;
    let mut lines = text.lines();
    ensure!(lines.next() == Some(header), "another header");
    Ok(lines
        .map(|line| line.split(',').map(str::to_owned).collect())
        .collect())
}

fn counts(rows: &[Vec<String>], column: usize) -> BTreeMap<&str, usize> {
    let mut counts = BTreeMap::new();
    for value in rows.iter().filter_map(|row| row.get(column)) {
        *counts.entry(value.as_str()).or_default() += 1;
    }
    counts
}

#[test]
fn the_fixture_has_the_published_counts() {
    let header = "record,series,agency,year,sector,victim,scheme,channel,national_core";
    let rows = rows("fixtures/nis-2017-2022.csv", header).unwrap();
    assert_eq!(
        rows.iter()
            .map(|row| &row[0])
            .collect::<BTreeSet<_>>()
            .len(),
        99
    );
    let sectors = [
        ("automotive", 9),
        ("display", 19),
        ("electrical_electronic", 17),
        ("ict", 8),
        ("machinery", 8),
        ("other", 13),
        ("semiconductor", 17),
        ("shipbuilding", 8),
    ];
    assert_eq!(counts(&rows, 4), BTreeMap::from(sectors));
    assert_eq!(
        counts(&rows, 5),
        BTreeMap::from([("large", 32), ("sme", 59), ("university_research", 8)])
    );
    assert_eq!(
        counts(&rows, 8),
        BTreeMap::from([("false", 65), ("true", 34)])
    );
    assert_eq!(
        counts(&rows, 1),
        BTreeMap::from([("NIS-2017-01..2022-02", 99)])
    );
    assert!(
        rows.iter()
            .all(|row| [3, 6, 7].iter().all(|column| row[*column].is_empty()))
    );
}

#[test]
fn domains_are_unique_sorted_and_of_a_known_kind() {
    let kinds = [
        "cloud",
        "webmail",
        "jobs",
        "disclosure",
        "paste",
        "messenger",
        "surveillance",
    ];
    let rows = rows("domain-kinds.csv", "domain,kind").unwrap();
    let mut domains = BTreeMap::new();
    for row in &rows {
        let [domain, kind] = row.as_slice() else {
            panic!("{row:?}")
        };
        assert!(kinds.contains(&kind.as_str()), "{domain}: {kind}");
        assert!(
            domain.contains('.') && domain.to_lowercase() == *domain && domain.trim() == domain,
            "{domain}"
        );
        assert!(
            domains.insert(domain.as_str(), kind.as_str()).is_none(),
            "{domain} twice"
        );
    }
    let place = |kind: &str| kinds.iter().position(|known| *known == kind);
    assert!(rows.is_sorted_by_key(|row| (place(&row[1]), row[0].clone())));
    for (domain, kind) in &domains {
        let above = domain
            .match_indices('.')
            .filter_map(|(dot, _)| domains.get(&domain[dot + 1..]));
        assert!(
            above.clone().next() != Some(kind),
            "{domain} follows from a listed domain above it"
        );
    }
}
