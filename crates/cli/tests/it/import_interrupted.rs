//! An import that is killed leaves the site as it was, and can be run again.
#![cfg(unix)]

use std::path::Path;

use crate::support::{Site, killed_when, shared, text};

/// Starts an import and kills it as soon as `reached` holds; says whether it was killed in time.
fn killed_import(site: &Site, path: &Path, reached: impl Fn() -> bool) -> bool {
    let dir = site.dir();
    killed_when(
        &["import", "cert", text(path), "--site", text(&dir)],
        reached,
    )
}

fn files_below(folder: &Path) -> usize {
    let Ok(entries) = fs_err::read_dir(folder) else {
        return 0;
    };
    // Files come and go while the program works.
    entries
        .flatten()
        .map(|entry| {
            if entry.path().is_dir() {
                files_below(&entry.path())
            } else {
                1
            }
        })
        .sum()
}

#[track_caller]
fn assert_empty(site: &Site) {
    assert_eq!(site.number("SELECT count(*) FROM system.imports"), 0);
    assert_eq!(site.number("SELECT count(*) FROM activity"), 0);
    assert_eq!(site.number("SELECT count(*) FROM system.rejects"), 0);
}

#[track_caller]
fn assert_whole_after_again(site: &Site, path: &Path, rows: u64) {
    let file = site.import_one("cert", path);
    assert_eq!(
        (&file["status"], &file["rows_stored"]),
        (&"imported".into(), &rows.into())
    );
    assert_eq!(site.number("SELECT count(*) FROM activity"), rows);
    // Nothing of the killed one lies about.
    let left: Vec<_> = site
        .lake_files()
        .into_iter()
        .filter(|file| text(file).contains("staging"))
        .collect();
    assert_eq!(left, Vec::<std::path::PathBuf>::new());
    let named = site.number("SELECT count(DISTINCT source) FROM activity");
    assert_eq!(named, 1);
}

/// Lines of a log after its header.
fn rows(log: &Path) -> u64 {
    fs_err::read_to_string(log).unwrap().lines().count() as u64 - 1
}

/// How far an import has come, by what lies in the site.
type Reached = fn(&Path) -> bool;

#[test]
fn a_killed_import_leaves_the_site_as_it_was_and_can_be_run_again() {
    let log = shared().sim.join("cert/http.csv");
    let stages: [(&str, Reached); 2] = [
        ("it has the site", |dir| dir.join(".lock").exists()),
        ("it stages", |dir| dir.join("lake/staging").exists()),
    ];
    for (stage, reached) in stages {
        // On a busy machine it may end before it can be killed; once is enough.
        let killed = (0..5).any(|_| {
            let site = Site::like_shared();
            site.add_source("cert");
            let killed = killed_import(&site, &log, || reached(&site.dir()));
            if killed {
                assert_empty(&site);
                assert_whole_after_again(&site, &log, rows(&log));
            }
            killed
        });
        assert!(killed, "ended each time before it was killed when {stage}");
    }
}

#[test]
fn an_import_killed_while_it_becomes_part_of_the_lake_is_whole_or_not_there() {
    let log = shared().sim.join("cert/email.csv");
    let stages: [Reached; 4] = [
        |dir| files_below(&dir.join("lake/staging")) > 0,
        |dir| files_below(&dir.join("lake/activity")) >= 1,
        |dir| files_below(&dir.join("lake/activity")) >= 2,
        |dir| files_below(&dir.join("lake/activity")) >= 4,
    ];
    for reached in stages {
        let site = Site::like_shared();
        site.add_source("cert");
        killed_import(&site, &log, || reached(&site.dir()));
        let imports = site.number("SELECT count(*) FROM system.imports");
        let stored = site.number("SELECT count(*) FROM activity");
        let whole = (imports, stored) == (1, rows(&log));
        assert!(
            whole || (imports, stored) == (0, 0),
            "{imports} imports, {stored} rows"
        );
        if whole {
            assert_eq!(site.import_one("cert", &log)["status"], "already there");
        } else {
            assert_whole_after_again(&site, &log, rows(&log));
        }
    }
}

#[test]
fn a_killed_run_leaves_the_last_one_and_can_be_run_again() {
    let killed = (0..5).any(|_| {
        let site = Site::copy_of_shared();
        let cases = || site.output(&["case", "list", "--format", "json"]);
        let before = cases();
        let derived = site.dir().join("lake/derived");
        let folders = || fs_err::read_dir(&derived).map_or(0, Iterator::count);
        // Another day gives another run.
        let dir = site.dir();
        let args = ["run", "--until", "2025-12-01", "--site", text(&dir)];
        if !killed_when(&args, || folders() >= 2) {
            return false;
        }
        assert_eq!(site.number("SELECT count(*) FROM system.runs"), 1);
        assert_eq!(cases(), before);
        assert!(site.number("SELECT count(*) FROM person_day") > 0);
        let again = site.run();
        assert_eq!(again["new_findings"], 0);
        assert_eq!(again["findings"], shared().run["findings"]);
        assert_eq!(folders(), 1);
        true
    });
    assert!(killed, "ended each time before it was killed");
}
