//! Detectors are data: those of the program pass their check, and a faulty one of a site is told by file and line.

use crate::support::{Answer, Site, bongsu, rows};

const GOOD: &str = "\
-- id: site.first-offer
-- title: Was offered work
-- version: 1
-- status: stable
-- family: approach
-- subject: person
-- inputs: [offers]
-- weight: 3
-- explain: \"offered work by {offeror}\"
SELECT person AS subject, CAST(offered_on AS TIMESTAMP) AS from_at, CAST(offered_on AS TIMESTAMP) AS to_at,
  1.0 AS strength, offeror, array[source || '#' || CAST(row AS VARCHAR)] AS refs
FROM offers
ORDER BY subject, from_at
";

/// A site with one detector of its own, `GOOD` with some of its text replaced.
fn site_with(changes: &[(&str, &str)]) -> Site {
    let site = Site::new();
    write(&site, changes);
    site
}

fn write(site: &Site, changes: &[(&str, &str)]) {
    let text = changes.iter().fold(GOOD.to_owned(), |text, (from, to)| {
        assert!(text.contains(from), "{from}");
        text.replace(from, to)
    });
    fs_err::write(site.dir().join("detectors/first-offer.sql"), text).unwrap();
}

/// What `detector check` says of the site's own detector.
fn checked(site: &Site) -> Answer {
    site.bongsu(&["detector", "check"])
}

/// Asserts that the check fails and names the line and these words.
#[track_caller]
fn assert_faulty(changes: &[(&str, &str)], line: u64, words: &[&str]) {
    let answer = checked(&site_with(changes));
    assert!(matches!(answer.code, Some(1 | 2)), "{answer:?}");
    let said = format!("{}{}", answer.out, answer.err);
    let place = format!("first-offer.sql:{line}:");
    let complaint = said
        .lines()
        .find(|said| said.contains(&place) && words.iter().all(|word| said.contains(word)));
    assert!(
        complaint.is_some(),
        "no complaint at `{place}` with {words:?}:\n{said}"
    );
}

#[test]
fn the_detectors_of_the_program_pass_their_check() {
    let answer = bongsu(&["detector", "check", "--site", "nowhere"]).ok();
    assert_eq!(answer.out, "");
    assert!(answer.err.contains("0 issues"), "{}", answer.err);
    let examples: u64 = answer
        .err
        .split(", ")
        .nth(1)
        .unwrap()
        .split(' ')
        .next()
        .unwrap()
        .parse()
        .unwrap();
    let listed = bongsu(&["detector", "list", "--format", "json", "--site", "nowhere"]).json();
    let n = listed["detectors"].as_array().unwrap().len() as u64;
    assert!(n >= 12, "{n} detectors");
    // Each has a match and two near misses at least.
    assert!(examples >= 3 * n, "{examples} examples for {n} detectors");
    for detector in listed["detectors"].as_array().unwrap() {
        let id = detector["id"].as_str().unwrap();
        let shown = bongsu(&["detector", "show", id, "--site", "nowhere"])
            .ok()
            .out;
        assert!(
            shown.contains(&format!("-- id: {id}")) && shown.contains("SELECT"),
            "{shown}"
        );
    }
}

#[test]
fn an_unknown_detector_is_a_negative_answer() {
    bongsu(&["detector", "show", "taking.nothing"]).code(1);
    bongsu(&["detector", "check", "taking.nothing"]).code(1);
    bongsu(&["detector", "show", "No Such"]).code(2);
}

#[test]
fn one_detector_can_be_checked_alone() {
    let answer = bongsu(&[
        "detector",
        "check",
        "approach.unconventional-offer",
        "--site",
        "nowhere",
    ])
    .ok();
    assert!(answer.err.contains("1 detector,"), "{}", answer.err);
}

#[test]
fn a_detector_of_the_site_is_listed_and_wants_examples() {
    let site = site_with(&[]);
    assert!(
        site.output(&["detector", "list"])
            .contains("site.first-offer")
    );
    let answer = checked(&site).code(1);
    assert_eq!(answer.out.lines().count(), 1, "{}", answer.out);
    assert!(
        answer.out.contains("first-offer.sql:1: no examples"),
        "{}",
        answer.out
    );
}

#[test]
fn a_detector_of_the_site_finds_in_the_next_run() {
    let site = Site::copy_of_shared();
    write(&site, &[]);
    let offers = site.number("SELECT count(*) FROM offers");
    let run = site.run();
    assert_eq!(run["new_findings"], offers);
    let found =
        site.number("SELECT count(*) FROM system.findings WHERE detector = 'site.first-offer'");
    assert_eq!(found, offers);
    // Without it the last run has none of its findings; they stay in history.
    fs_err::remove_file(site.dir().join("detectors/first-offer.sql")).unwrap();
    site.run();
    let listed = site
        .bongsu(&[
            "finding",
            "list",
            "--detector",
            "site.first-offer",
            "--format",
            "json",
        ])
        .json();
    assert_eq!(listed["findings"].as_array().unwrap().len(), 0);
}

#[test]
fn a_detector_of_the_site_takes_the_place_of_the_programs() {
    let site = site_with(&[("site.first-offer", "approach.unconventional-offer")]);
    let answer = site.bongsu(&["detector", "list"]).ok();
    assert!(answer.err.contains("takes the place"), "{}", answer.err);
    let shown = site.output(&["detector", "show", "approach.unconventional-offer"]);
    assert!(shown.contains("Was offered work"), "{shown}");
}

#[test]
fn a_syntax_error_is_told_with_file_and_line() {
    assert_faulty(&[("FROM offers\n", "FORM offers\n")], 12, &[]);
    assert_faulty(
        &[("CAST(row AS VARCHAR)]", "CAST(row AS VARCHAR)")],
        11,
        &[],
    );
}

#[test]
fn a_faulty_header_is_told_with_file_and_line() {
    assert_faulty(&[("-- version: 1", "-- version: one")], 3, &[]);
    assert_faulty(&[("-- weight: 3", "-- wait: 3")], 8, &["wait"]);
    assert_faulty(&[("-- family: approach", "-- family: luck")], 5, &["luck"]);
}

#[test]
fn an_undeclared_input_is_told() {
    assert_faulty(
        &[("inputs: [offers]", "inputs: [departures]")],
        1,
        &["offers", "does not declare"],
    );
    assert_faulty(
        &[("inputs: [offers]", "inputs: [offers, departures]")],
        1,
        &["departures", "does not read"],
    );
}

#[test]
fn a_denied_column_is_told() {
    assert_faulty(
        &[("offeror, array", "offeror AS nationality, array")],
        11,
        &["nationality", "denied"],
    );
    assert_faulty(
        &[("FROM offers", "FROM offers WHERE religion = 'x'")],
        12,
        &["religion"],
    );
}

#[test]
fn a_query_whose_result_depends_on_the_clock_is_told() {
    assert_faulty(
        &[("FROM offers", "FROM offers WHERE offered_on < now()")],
        12,
        &["now"],
    );
    assert_faulty(
        &[("FROM offers", "FROM offers WHERE offered_on < current_date")],
        12,
        &["current_date"],
    );
    assert_faulty(
        &[("1.0 AS strength", "random() AS strength")],
        11,
        &["random"],
    );
}

#[test]
fn the_contract_of_the_result_is_told() {
    assert_faulty(&[("1.0 AS strength, ", "")], 1, &["strength"]);
    assert_faulty(&[("{offeror}", "{pay_multiple}")], 1, &["pay_multiple"]);
    assert_faulty(&[("ORDER BY subject, from_at\n", "")], 1, &["ORDER BY"]);
    assert_faulty(
        &[("offeror, array", "unknown_column, array")],
        10,
        &["unknown_column"],
    );
}

#[test]
fn a_faulty_detector_does_not_stop_the_others_of_a_run() {
    let site = Site::copy_of_shared();
    // It plans and fails as it runs.
    write(
        &site,
        &[(
            "1.0 AS strength",
            "CAST('much' || offeror AS DOUBLE) AS strength",
        )],
    );
    let run = site.run();
    assert_eq!(run["new_findings"], 0);
    assert_eq!(run["findings"], crate::support::shared().run["findings"]);
    let blind = run["blind"].to_string();
    assert!(
        blind.contains("site.first-offer"),
        "the failure is not told: {blind}"
    );
}

#[test]
fn a_detector_without_end_is_stopped_and_the_others_go_on() {
    let site = Site::copy_of_shared();
    // Every act beside every act: billions of texts to look through.
    let endless = "\
-- id: site.endless
-- title: Forgets its condition
-- version: 1
-- status: stable
-- family: approach
-- subject: person
-- inputs: [activity]
-- params: { window_days: { type: int, default: 30, min: 1, max: 365 } }
-- weight: 3
-- explain: \"{n} of everything\"
SELECT a.person AS subject, min(b.at) AS from_at, max(b.at) AS to_at, 1.0 AS strength,
  count(*) AS n, array[min(a.source) || '#' || CAST(min(a.row) AS VARCHAR)] AS refs
FROM activity a CROSS JOIN activity b
WHERE concat(a.object, b.object) LIKE '%nothing%such%' AND CAST(a.day AS INT) > CAST(b.day AS INT) - $window_days
GROUP BY a.person
ORDER BY subject, from_at
";
    fs_err::write(site.dir().join("detectors/endless.sql"), endless).unwrap();
    let settings = site.dir().join("bongsu.toml");
    let before = fs_err::read_to_string(&settings).unwrap();
    fs_err::write(
        &settings,
        format!("{before}\n[run]\ndetector_seconds = 6\n"),
    )
    .unwrap();
    let run = site.run();
    let blind = rows(&run, "blind");
    let failed: Vec<_> = blind
        .iter()
        .filter(|blind| blind["kind"] == "failed")
        .collect();
    assert_eq!(failed.len(), 1, "{run}");
    assert_eq!(failed[0]["what"], "site.endless");
    let detail = failed[0]["detail"].as_str().unwrap();
    for word in ["stopped after 6 s", "run.detector_seconds", "hint:"] {
        assert!(detail.contains(word), "{detail}");
    }
    // People read it whole.
    let said = site.output(&["run"]);
    let said = said.split("site.endless failed: ").nth(1).unwrap();
    assert!(
        said.starts_with("stopped after 6 s without an end\nhint: "),
        "{said}"
    );
    assert!(
        said.replace("\n  ", " ")
            .contains("`run.detector_seconds` in bongsu.toml"),
        "{said}"
    );
    // The limit and the failure change nothing that the others find.
    assert_eq!(run["new_findings"], 0);
    assert_eq!(run["findings"], crate::support::shared().run["findings"]);
}

#[test]
fn a_file_that_is_no_detector_is_reported_and_the_others_run() {
    let site = Site::copy_of_shared();
    let own = site.dir().join("detectors");
    fs_err::write(own.join("a.sql"), "SELECT 1\n").unwrap();
    write(&site, &[("-- family: approach", "-- family: luck")]);
    let run = site.run();
    assert_eq!(run["findings"], crate::support::shared().run["findings"]);
    let failed: Vec<String> = rows(&run, "blind")
        .iter()
        .filter(|blind| blind["kind"] == "failed")
        .map(|blind| format!("{} {}", blind["what"], blind["detail"]))
        .collect();
    assert_eq!(failed.len(), 2, "{run}");
    assert!(failed[0].contains("a.sql") && failed[0].contains("there is no header"));
    assert!(failed[1].contains("first-offer.sql") && failed[1].contains("line 5"));
    let listed = site.bongsu(&["detector", "list"]).ok();
    assert!(listed.err.contains("not used") && listed.out.contains("access.unusual-hours"));
    let checked = checked(&site).code(1);
    assert_eq!(checked.out.lines().count(), 2, "{}", checked.out);
}

#[test]
fn a_detector_that_is_shown_is_a_file_to_start_from() {
    let site = Site::new();
    let text = site.output(&["detector", "show", "approach.unconventional-offer"]);
    fs_err::write(site.dir().join("detectors/mine.sql"), text).unwrap();
    let answer = checked(&site).code(1);
    assert_eq!(answer.out.lines().count(), 1, "{}", answer.out);
    assert!(answer.out.contains("no examples"), "{}", answer.out);
}

#[test]
fn a_draft_is_not_run_and_the_run_says_so() {
    let site = Site::copy_of_shared();
    write(&site, &[("-- status: stable", "-- status: draft")]);
    let run = site.run();
    assert_eq!(run["new_findings"], 0);
    let drafts: Vec<_> = rows(&run, "blind")
        .into_iter()
        .filter(|blind| blind["kind"] == "draft")
        .collect();
    assert_eq!(drafts.len(), 1, "{run}");
    assert_eq!(drafts[0]["what"], "site.first-offer");
}
