//! What the documents and the captured files promise.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;

use calamine::{Reader, Xlsx};

use super::site::{LAB, MAKER, Row, Site};
use crate::{HolderKind, Plan, SimError, simulate};

/// Letters below which a line of text is a word or two and may stand anywhere.
const SENTENCE: usize = 24;

/// The text of a file of any format, a sentence or a row of a table a line, without what all files of the house share.
fn sentences(site: &Site, name: &str) -> Vec<String> {
    let bytes = &site.files[name];
    let text = if name.ends_with("xlsx") {
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes.as_slice())).unwrap();
        let range = book.worksheet_range_at(0).unwrap().unwrap();
        let rows = range.rows().map(|row| {
            let cells = row.iter().map(ToString::to_string);
            cells.collect::<Vec<_>>().join(" ").trim().to_owned()
        });
        rows.collect::<Vec<_>>().join("\n")
    } else {
        String::from_utf8(bytes.clone()).unwrap()
    };
    let template: String = site
        .files
        .iter()
        .filter(|(name, _)| name.starts_with("documents/boilerplate/"))
        .map(|(_, bytes)| String::from_utf8(bytes.clone()).unwrap())
        .collect();
    text.replace(". ", ".\n")
        .lines()
        .flat_map(|line| line.split("</"))
        .map(|line| {
            let line = line.rsplit('>').next().unwrap_or_default();
            line.trim_matches(|c: char| !c.is_alphanumeric()).to_owned()
        })
        .filter(|line| line.chars().count() >= SENTENCE && !template.contains(line.as_str()))
        .filter(|line| !line.starts_with("Content-") && !line.starts_with("MIME-"))
        .filter(|line| !line.starts_with("Date: ") && !line.starts_with("DOCTYPE"))
        .collect()
}

/// The documents of each technology.
fn documents(site: &Site) -> BTreeMap<String, Vec<String>> {
    let mut documents: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for name in site.files.keys() {
        if let Some((technology, _)) = name
            .strip_prefix("documents/tech_")
            .and_then(|rest| rest.split_once('/'))
        {
            documents
                .entry(format!("tech_{technology}"))
                .or_default()
                .push(name.clone());
        }
    }
    documents
}

/// Sentences of all protected documents.
fn protected(site: &Site) -> BTreeSet<String> {
    let names = documents(site).into_values().flatten();
    names.flat_map(|name| sentences(site, &name)).collect()
}

/// The captured files with what the answers call their acts: a leak, something like one, or nothing.
fn captured(site: &Site) -> Vec<(Row, Option<Row>)> {
    let leaks = site.rows("answers/leaks.csv");
    let mut acts: BTreeMap<(String, String), String> = BTreeMap::new();
    for row in site.rows("answers/rows.csv") {
        if row["file"].starts_with("cert/") {
            let at = row["at"].replace('T', " ").replace("+09:00", "");
            acts.insert((row["person"].clone(), at), row["leak"].clone());
        }
    }
    site.rows("holder/captures.csv")
        .into_iter()
        .map(|row| {
            let leak = acts.get(&(row["person"].clone(), row["at"].clone()));
            let leak = leak.and_then(|leak| leaks.iter().find(|row| row["leak"] == *leak));
            (row, leak.cloned())
        })
        .collect()
}

#[test]
fn every_technology_has_documents_in_several_formats_and_both_languages() {
    for site in [&*MAKER, &*LAB] {
        let technologies = site.rows("holder/technologies.xlsx");
        let documents = documents(site);
        assert_eq!(documents.len(), technologies.len());
        let mut languages = BTreeSet::new();
        for technology in &technologies {
            let names = &documents[&technology["technology"]];
            assert!((4..=8).contains(&names.len()), "{names:?}");
            let formats: BTreeSet<&str> = names
                .iter()
                .filter_map(|name| name.rsplit('.').next())
                .collect();
            assert!(formats.len() >= 4, "{names:?}");
            for name in names {
                let text = sentences(site, name).join(" ");
                languages.insert(text.chars().filter(|c| ('가'..='힣').contains(c)).count() > 500);
            }
        }
        assert_eq!(languages.len(), 2);
    }
}

#[test]
fn documents_of_two_technologies_share_no_sentence() {
    for site in [&*MAKER, &*LAB] {
        let mut owners: BTreeMap<String, String> = BTreeMap::new();
        for (technology, names) in documents(site) {
            for sentence in names.iter().flat_map(|name| sentences(site, name)) {
                let owner = owners
                    .entry(sentence.clone())
                    .or_insert_with(|| technology.clone());
                assert_eq!(*owner, technology, "{sentence}");
            }
        }
        assert!(owners.len() > 1_000);
    }
}

#[test]
fn every_captured_file_is_there_once_and_belongs_to_an_act_in_its_log() {
    for site in [&*MAKER, &*LAB] {
        let mut acts: BTreeSet<(String, String, String)> = BTreeSet::new();
        for (file, channels) in [
            ("cert/email.csv", ["mail", ""]),
            ("cert/file.csv", ["removable", ""]),
            ("cert/http.csv", ["cloud", "web"]),
        ] {
            for row in site.rows(file) {
                let date = &row["date"];
                let at = format!(
                    "{}-{}-{} {}",
                    &date[6..10],
                    &date[0..2],
                    &date[3..5],
                    &date[11..]
                );
                for channel in channels {
                    acts.insert((row["user"].clone(), at.clone(), channel.to_owned()));
                }
            }
        }
        let rows = site.rows("holder/captures.csv");
        let mut files = BTreeSet::new();
        for row in &rows {
            let act = (
                row["person"].clone(),
                row["at"].clone(),
                row["channel"].clone(),
            );
            assert!(acts.contains(&act), "{row:?}");
            assert!(!site.files[&format!("captured/{}", row["file"])].is_empty());
            assert!(files.insert(row["file"].clone()), "{row:?}");
        }
        let stored = site
            .files
            .keys()
            .filter(|name| name.starts_with("captured/"));
        assert_eq!(stored.count(), files.len());
        assert!((40..=100).contains(&files.len()), "{}", files.len());
        assert_eq!(site.summary.files["holder/captures.csv"], rows.len() as u64);
    }
}

#[test]
fn honest_people_carry_nothing_protected_but_one_sentence_of_a_leaflet() {
    for site in [&*MAKER, &*LAB] {
        let protected = protected(site);
        let mut leaflets = 0;
        for (row, leak) in captured(site) {
            let is_leak = leak.as_ref().is_some_and(|leak| leak["truth"] == "leak");
            // A report for a partner was agreed in writing.
            if is_leak || row["file"].contains("/joint-report-") {
                continue;
            }
            let held = sentences(site, &format!("captured/{}", row["file"]));
            let n = held
                .iter()
                .filter(|sentence| protected.contains(*sentence))
                .count();
            let is_leaflet = row["file"].contains("/brochure-");
            assert_eq!(n, usize::from(is_leaflet), "{row:?}");
            leaflets += n;
        }
        assert!((1..=3).contains(&leaflets), "{leaflets}");
    }
}

#[test]
fn few_of_the_acts_of_each_leak_are_captured_and_most_hold_what_was_taken() {
    for (site, letters) in [(&*MAKER, "abcdf"), (&*LAB, "df")] {
        let protected = protected(site);
        let mut of: BTreeMap<String, (usize, usize)> = BTreeMap::new();
        let mut leaks = BTreeMap::new();
        for (row, leak) in captured(site) {
            let Some(leak) = leak.filter(|leak| leak["truth"] == "leak") else {
                continue;
            };
            let held = sentences(site, &format!("captured/{}", row["file"]));
            let seen = of.entry(leak["scenario"].clone()).or_default();
            seen.0 += 1;
            seen.1 += usize::from(held.iter().any(|sentence| protected.contains(sentence)));
            leaks.insert(leak["leak"].clone(), seen.0);
        }
        for letter in letters.chars() {
            let (files, literal) = of[&letter.to_string()];
            assert!((1..=6).contains(&files), "{letter}: {files}");
            assert!(literal * 2 >= files, "{letter}: {literal} of {files}");
        }
        for (leak, files) in leaks {
            let acts = site.rows("answers/rows.csv");
            let acts = acts
                .iter()
                .filter(|row| row["leak"] == leak && row["file"].starts_with("cert/"));
            assert!(files * 4 <= acts.count(), "{leak}: {files}");
        }
    }
}

#[test]
fn documents_and_captured_files_of_an_earlier_simulation_are_replaced() {
    let dir = tempfile::tempdir().unwrap();
    for seed in [3, 5] {
        simulate(
            &Plan::new(HolderKind::Lab, 60, 120, seed),
            dir.path(),
            &mut |_| {},
        )
        .unwrap();
    }
    let folders = |name: &str| fs_err::read_dir(dir.path().join(name)).unwrap().count();
    assert_eq!(folders("documents"), documents(&LAB).len() + 1);
    assert_eq!(folders("captured"), LAB.rows("holder/captures.csv").len());
    fs_err::write(dir.path().join("captured/mine.txt"), "mine").unwrap();
    let refused = simulate(
        &Plan::new(HolderKind::Lab, 60, 120, 3),
        dir.path(),
        &mut |_| {},
    );
    assert!(matches!(refused, Err(SimError::NotEmpty { file, .. }) if file == "captured/mine.txt"));
}
