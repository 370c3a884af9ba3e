//! A registration that is killed leaves a register that adds up, and can be run again.
#![cfg(unix)]

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::Value;

use crate::documents::{register, site};
use crate::support::{Site, killed_when, rows, text};

/// Documents of a folder, each with a sentence of its own.
const DOCUMENTS: usize = 300;

fn sentence(n: usize) -> String {
    let words = [
        "anneal", "polish", "rinse", "bake", "expose", "etch", "cool",
    ];
    let word = |by: usize| words[(n / by) % words.len()];
    format!(
        "Recipe {n}: {} the wafer for {} seconds, {} it at {} degrees, then {} it and {} it {} times before lot {}.",
        word(1),
        n * 7 + 11,
        word(7),
        n * 3 + 150,
        word(49),
        word(3),
        n + 2,
        n * n + 5
    )
}

fn names_registered(site: &Site) -> BTreeSet<String> {
    let listed = site
        .bongsu(&["document", "list", "--format", "json"])
        .json();
    let names = rows(&listed, "documents");
    let names = names.iter().filter_map(|row| row["name"].as_str());
    names.map(str::to_owned).collect()
}

/// How many documents of a folder a check finds again.
fn found(site: &Site, folder: &Path) -> usize {
    let args = ["inspect", text(folder), "--format", "json", "--fail-on"];
    let answer = site.bongsu(&[args.as_slice(), &["never"]].concat());
    let files = rows(&answer.json(), "files");
    let is_match = |file: &&Value| file["verdict"] == "match";
    files.iter().filter(is_match).count()
}

fn n_files(folder: &Path) -> usize {
    fs_err::read_dir(folder).map_or(0, Iterator::count)
}

#[test]
fn a_killed_registration_adds_up_and_can_be_run_again() {
    let shelf = |site: &Site| site.dir().join("content");
    let mut n_killed = 0;
    for stage in 0..4 {
        let site = site();
        let one = site.file("many/0.txt", sentence(0));
        for n in 1..DOCUMENTS {
            site.file(&format!("many/{n}.txt"), sentence(n));
        }
        let folder = one.parent().unwrap();
        let (before, files) = (names_registered(&site).len(), n_files(&shelf(&site)));
        let start = std::time::Instant::now();
        // Stages of its work: as it starts, as it reads, as it writes, and once the shelf is written.
        let reached = || match stage {
            0 => true,
            1 => start.elapsed().as_millis() > 60,
            2 => n_files(&shelf(&site)) > files,
            _ => n_files(&shelf(&site)) > files + 1,
        };
        let dir = site.dir();
        let args = [
            "document",
            "register",
            text(folder),
            "--technology",
            "tech_slurry",
            "--site",
            text(&dir),
        ];
        n_killed += usize::from(killed_when(&args, reached));

        // What is listed is found; the sentences are alike, so that one of them may be found in another.
        let listed = names_registered(&site).len() - before;
        let seen = found(&site, folder);
        assert!(seen >= listed, "stage {stage}: {seen} of {listed}");
        assert!(listed > 0 || seen == 0, "stage {stage}: {seen}");

        let again = register(&site, folder, "tech_slurry").ok();
        let new = DOCUMENTS - listed;
        let said = format!("{new} document");
        assert!(again.err.contains(&said), "stage {stage}: {}", again.err);
        assert_eq!(names_registered(&site).len() - before, DOCUMENTS);
        assert_eq!(found(&site, folder), DOCUMENTS, "stage {stage}");
    }
    assert!(n_killed > 0, "ended each time before it was killed");
}
