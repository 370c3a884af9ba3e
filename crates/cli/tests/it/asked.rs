//! What the registers of a site are asked: who, trace, screen, judge.

use std::path::PathBuf;

use serde_json::Value;

use crate::support::{Site, program, rows, text};

const ORGANISATIONS: &str = "\
org,names,registration,jurisdiction,founded_on
org_rival,바다디스플레이;Bada Display Co. Ltd.,110111-0000001,KR,1999-01-01
org_hold,Haeseong Holdings,110111-0000002,KR,2001-01-01
org_ship,해성선박안전㈜,110111-0000003,KR,2020-01-01
org_ship2,Haeseong Ship Safety Co. Ltd.,,KR,
org_bakery,Garam Bakery,110111-0000004,KR,
org_listed,Orlova Trading,,RU,
";

const INTERESTS: &str = "\
subject,holder,kind,directness,exact,from_on
org_hold,org_rival,shareholding,direct,0.6,2015-01-01
org_ship,org_hold,shareholding,direct,0.55,2020-01-01
org_bakery,org_hold,shareholding,direct,0.3,2020-01-01
";

/// A site with a small register, a list, an agreement and somebody who leaves.
fn site() -> Site {
    let site = Site::new();
    site.add_source("records");
    let tables = [
        ("organisations", ORGANISATIONS),
        ("interests", INTERESTS),
        (
            "restricted",
            "entry,names,list,jurisdiction\nX-1,Orlova Trading,Sample list,RU\n",
        ),
        (
            "agreements",
            "agreement,kind,person,signed_on,start_on,duration_days,covers_named,covers_affiliates,restricted\n\
             A-1,job-change,E1,2024-01-01,2025-06-01,730,true,true,Bada Display\n",
        ),
        (
            "departures",
            "person,notice_on,last_day,declared_employer,hired_on\nE1,2025-05-01,2025-05-31,해성선박안전,2025-06-01\n\
             E2,2025-05-01,2025-05-31,Garam Bakery,2025-06-01\n",
        ),
    ];
    for (table, content) in tables {
        import(&site, table, table, content).ok();
    }
    site
}

fn import(site: &Site, table: &str, name: &str, content: &str) -> crate::support::Answer {
    let path = site.file(&format!("{name}.csv"), content);
    site.bongsu(&["import", table, text(&path), "--source", "records"])
}

#[test]
fn who_finds_a_party_in_any_script_and_says_who_stands_behind_it() {
    let site = site();
    let document = site
        .bongsu(&[
            "who",
            "Haeseong Seonbak Anjeon",
            "--as-of",
            "2025-06-01",
            "--format",
            "json",
        ])
        .json();
    let names = rows(&document, "names");
    let parties = rows(&names[0], "parties");
    let found: Vec<&Value> = parties
        .iter()
        .filter(|party| party["id"] == "org_ship")
        .collect();
    assert_eq!(found.len(), 1, "{document}");
    let behind: Vec<&str> = found[0]["controllers"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["id"].as_str().unwrap())
        .collect();
    assert_eq!(behind, ["org_hold", "org_rival"]);
    assert_eq!(found[0]["holders"][0]["share_min"], 0.55);

    let human = site.output(&["who", "해성선박안전", "--as-of", "2025-06-01"]);
    assert!(
        human.contains("controlled by  Haeseong Holdings, certain"),
        "{human}"
    );
    let before = site.output(&["who", "해성선박안전", "--as-of", "2014-06-01"]);
    assert!(
        before.contains("controlled by  nobody the register knows"),
        "{before}"
    );
    // A number settles what a name leaves open.
    let human = site.output(&["who", "Other Words", "--registration", "110111-0000004"]);
    assert!(human.contains("same, by number"), "{human}");
    let nobody = site.bongsu(&["who", "Nowhere Works"]).code(1);
    assert!(
        nobody.out.contains("that is no clearance"),
        "{}",
        nobody.out
    );
}

#[test]
fn trace_leads_to_the_parties_of_the_agreement_and_never_clears() {
    let site = site();
    let trace = [
        "ties",
        "trace",
        "해성선박안전",
        "--agreement",
        "A-1",
        "--as-of",
        "2025-06-01",
    ];
    let human = site.output(&trace);
    for said in [
        "Haeseong Holdings",
        "바다디스플레이",
        "55 % held",
        "(certain)",
        "coverage",
    ] {
        assert!(human.contains(said), "{said}\n--\n{human}");
    }
    let document = site
        .bongsu(&[&trace[..], &["--format", "json"]].concat())
        .json();
    assert_eq!(document["reach"], "certain");
    assert_eq!(document["paths"][0]["nodes"].as_array().unwrap().len(), 3);
    let page = site.output(&[&trace[..], &["--format", "html"]].concat());
    roxmltree::Document::parse(page.trim_start_matches("<!DOCTYPE html>").trim()).unwrap();
    assert!(page.contains("<svg") && page.contains("바다디스플레이"));

    let open = site
        .bongsu(&[
            "ties",
            "trace",
            "Garam Bakery",
            "--agreement",
            "A-1",
            "--as-of",
            "2025-06-01",
        ])
        .code(1);
    assert!(
        open.out.contains("no clearance") || open.out.contains("unknown"),
        "{}",
        open.out
    );
    assert!(open.out.contains("70 %"), "{}", open.out);
    site.bongsu(&["ties", "trace", "Garam Bakery", "--agreement", "A-9"])
        .refused(&["no agreement has the number `A-9`"]);
    let vague = site.bongsu(&["ties", "trace", "Nowhere Works"]).code(1);
    assert!(vague.err.contains("no clearance"), "{}", vague.err);
}

#[test]
fn a_judgement_joins_parties_and_is_taken_back() {
    let site = site();
    let trace = [
        "ties",
        "trace",
        "org_ship2",
        "--agreement",
        "A-1",
        "--as-of",
        "2025-06-01",
        "--format",
        "json",
    ];
    let before: Value = serde_json::from_str(&site.bongsu(&trace).code(1).out).unwrap();
    assert_eq!(before["reach"], "unknown");
    let why = ["--why", "one address, one director"];
    site.bongsu(&[&["judge", "org_ship", "org_ship2", "same"][..], &why].concat())
        .ok();
    assert_eq!(site.bongsu(&trace).json()["reach"], "certain");
    // A name leads where it was judged to lead, and judgements outlive a reload.
    site.bongsu(&[&["judge", "The Ship People", "org_ship2", "same"][..], &why].concat())
        .ok();
    import(
        &site,
        "organisations",
        "organisations",
        &format!("{ORGANISATIONS}org_new,Daeyang Steel,,KR,\n"),
    )
    .ok();
    let human = site.output(&["who", "The Ship People", "--as-of", "2025-06-01"]);
    assert!(
        human.contains("same, as judged") && human.contains("Haeseong Holdings"),
        "{human}"
    );
    // What the register says against it is shown.
    let told = site
        .bongsu(&[&["judge", "org_hold", "org_rival", "same"][..], &why].concat())
        .ok();
    assert!(
        told.err
            .contains("their registrations are 110111-0000002 and 110111-0000001"),
        "{}",
        told.err
    );
    for (a, b) in [("org_rival", "org_hold"), ("org_ship2", "org_ship")] {
        site.bongsu(&[&["judge", a, b, "undo"][..], &why].concat())
            .ok();
    }
    site.bongsu(&[&["judge", "org_ship", "org_ship2", "undo"][..], &why].concat())
        .refused(&["nothing is judged of `org_ship` and `org_ship2`"]);
    let after: Value = serde_json::from_str(&site.bongsu(&trace).code(1).out).unwrap();
    assert_eq!(after["reach"], "unknown");
    let list = rows(
        &site.bongsu(&["judge", "--list", "--format", "json"]).json(),
        "judgements",
    );
    assert_eq!(list.len(), 5);
    let counting = list.iter().filter(|one| one["counts"] == true).count();
    assert_eq!(counting, 1);
    let other = ["judge", "The Ship People", "org_ship2", "unsure"];
    let told = site.bongsu(&[&other[..], &why].concat()).ok().err;
    assert!(told.contains("judged same before"), "{told}");
    let unheard = ["judge", "Unheard Of Ltd", "org_ship", "same"];
    let told = site.bongsu(&[&unheard[..], &why].concat()).ok().err;
    assert!(told.contains("`Unheard Of Ltd` is no id"), "{told}");
    assert!(!told.contains("`org_ship` is no"), "{told}");
    site.bongsu(&["judge", "org_ship", "org_ship2", "same", "--why", " "])
        .refused(&["the reason"]);
}

#[test]
fn a_screen_says_why_and_goes_on_where_it_was() {
    let site = site();
    import(&site, "rivals", "rivals", "organisation\nBada Display\n").ok();
    let mut table = String::from("no,supplier\n");
    for n in 0..1_200 {
        let name = match n {
            3 => "ORLOVA TRADING LLC",
            700 => "Haeseong Holdings",
            _ => "Somebody Unrelated",
        };
        table.push_str(&format!("{n},{name}\n"));
    }
    let file = site.file("suppliers.csv", &table);
    let screen = [
        "screen",
        text(&file),
        "--column",
        "Supplier",
        "--as-of",
        "2025-06-01",
    ];
    let whole = site.bongsu(&screen).ok();
    let lines: Vec<&str> = whole.out.lines().collect();
    let hits = |line: &str| lines.iter().filter(|hit| hit.starts_with(line)).count();
    // The entry of the list, and the party of the register that it means; a party of the same family may be meant.
    assert_eq!(
        (hits("5,"), hits("702,"), lines.len()),
        (2, 2, 5),
        "{}",
        whole.out
    );
    assert!(
        lines[1].starts_with("5,ORLOVA TRADING LLC,") && lines[1].contains("on Sample list"),
        "{}",
        whole.out
    );
    assert!(
        lines[3].starts_with("702,Haeseong Holdings,same,")
            && lines[3].contains("controlled by 바다디스플레이"),
        "{}",
        whole.out
    );
    assert!(
        whole.err.contains("1,200 names: 4 hits in 2 names"),
        "{}",
        whole.err
    );

    // An output that was broken off after its first step, with half a line behind it.
    let output = site.file("hits.csv", "");
    fs_err::remove_file(&output).unwrap();
    let to_file = [&screen[..], &["--output", text(&output)]].concat();
    site.bongsu(&to_file).ok();
    assert_eq!(fs_err::read_to_string(&output).unwrap(), whole.out);
    site.bongsu(&to_file).refused(&["is there already"]);
    let beside = PathBuf::from(format!("{}.progress", text(&output)));
    assert!(!beside.exists());
    break_off(&site, &to_file, &output);
    let resumed = site.bongsu(&to_file).ok();
    assert!(
        resumed.err.contains("goes on behind the first"),
        "{}",
        resumed.err
    );
    assert_eq!(fs_err::read_to_string(&output).unwrap(), whole.out);

    break_off(&site, &to_file, &output);
    let other = [
        "screen",
        text(&file),
        "--column",
        "no",
        "--as-of",
        "2025-06-01",
        "--output",
        text(&output),
    ];
    site.bongsu(&other)
        .refused(&["was begun with another file, column"]);
    site.bongsu(&["screen", text(&file), "--column", "customer"])
        .refused(&["it has no column `customer`; it has `no`, `supplier`"]);
}

/// Leaves an output as an interrupted screen does: the process is killed once a step was written.
fn break_off(site: &Site, args: &[&str], output: &std::path::Path) {
    let _old = fs_err::remove_file(output);
    let beside = PathBuf::from(format!("{}.progress", text(output)));
    let mut child = program()
        .args(args)
        .args(["--site", text(&site.dir())])
        .stderr(std::process::Stdio::null())
        .spawn()
        .unwrap();
    while !beside.exists() && child.try_wait().unwrap().is_none() {
        std::thread::yield_now();
    }
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(
        beside.exists(),
        "the screen ended before it could be broken off"
    );
    let mut half = fs_err::OpenOptions::new()
        .append(true)
        .open(output)
        .unwrap();
    std::io::Write::write_all(&mut half, b"999,half a li").unwrap();
}

#[test]
fn a_firm_that_a_rival_buys_later_comes_back_by_itself() {
    let site = site();
    let ties = "SELECT person, target, as_of, path FROM ties WHERE kind = 'departure' AND basis = 'affiliate'";
    site.run();
    assert_eq!(site.sql(ties).len(), 1);
    import(
        &site,
        "interests",
        "interests",
        &format!("{INTERESTS}org_bakery,org_rival,shareholding,direct,0.65,2026-03-01\n"),
    )
    .ok();
    site.run();
    let found = site.sql(&format!("{ties} AND organisation = 'Garam Bakery'"));
    assert!(
        found.is_empty(),
        "E2 has no agreement and the site no rivals: {found:?}"
    );
    import(&site, "rivals", "rivals", "organisation\nBada Display\n").ok();
    site.run();
    let found = site.sql(&format!("{ties} AND organisation = 'Garam Bakery'"));
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0]["as_of"], "2026-03-01");
    let path = found[0]["path"].as_str().unwrap();
    assert!(
        path.ends_with("; as of 2026-03-01, not yet on 2025-06-01"),
        "{path}"
    );
}

#[test]
fn two_parties_are_explained_and_what_a_newer_register_changes_is_told() {
    let site = site();
    let explain = [
        "ties",
        "explain",
        "org_ship",
        "Garam Bakery",
        "--as-of",
        "2025-06-01",
    ];
    let human = site.output(&explain);
    assert!(
        human.contains("Haeseong Holdings") && human.contains("30 % held"),
        "{human}"
    );
    let document = site
        .bongsu(&[&explain[..], &["--format", "json"]].concat())
        .json();
    assert_eq!(document["parties"][1]["id"], "org_bakery");
    let page = site.output(&[&explain[..], &["--format", "html"]].concat());
    roxmltree::Document::parse(page.trim_start_matches("<!DOCTYPE html>").trim()).unwrap();
    let nothing = site
        .bongsu(&[
            "ties",
            "explain",
            "org_ship",
            "org_listed",
            "--as-of",
            "2025-06-01",
        ])
        .code(1);
    assert!(
        nothing.out.contains("that is no clearance"),
        "{}",
        nothing.out
    );

    let twice = ["ties", "explain", "org_ship", "org_ship"];
    site.bongsu(&twice).refused(&["are one party, `org_ship`"]);
    let to_come = ["ties", "changes", "--since", "2999-01-01"];
    site.bongsu(&to_come)
        .refused(&["2999-01-01 is a day to come"]);
    site.bongsu(&["ties", "trace", "org_ship", "--paths", "0"])
        .refused(&["one path at least"]);
    site.bongsu(&["who", "org_ship", " "])
        .refused(&["name 2 of 2 is empty"]);

    import(
        &site,
        "interests",
        "interests",
        &format!("{INTERESTS}org_hold,org_listed,shareholding,direct,0.4,2025-01-01\n"),
    )
    .ok();
    let changes = [
        "ties",
        "changes",
        "--as-of",
        "2025-06-01",
        "--format",
        "json",
    ];
    let document = site.bongsu(&changes).json();
    let told: Vec<(&str, &str)> = document["changes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["what"].as_str().unwrap(), one["id"].as_str().unwrap()))
        .collect();
    assert_eq!(told, [("new holder", "org_hold")]);
    assert!(document["departures"].as_array().unwrap().is_empty());

    import(
        &site,
        "interests",
        "interests",
        &format!("{INTERESTS}org_ship,org_listed,shareholding,direct,0.45,2025-01-01\norg_bakery,org_listed,shareholding,direct,0.7,2025-01-01\n"),
    )
    .ok();
    let document = site.bongsu(&changes).json();
    let departures = document["departures"].as_array().unwrap();
    assert_eq!(departures.len(), 1, "{document}");
    assert_eq!(departures[0]["employer"], "Garam Bakery");
    assert_eq!(
        (&departures[0]["was"], &departures[0]["is"]),
        (&"unknown".into(), &"certain".into())
    );
}

#[test]
fn persons_are_found_where_registers_and_lists_have_them() {
    let site = site();
    import(
        &site,
        "officers",
        "officers",
        "org,person_name,role\norg_ship,김민준,director\n",
    )
    .ok();
    let human = site.output(&["who", "Kim Min-jun", "--kind", "person"]);
    assert!(
        human.contains("director of org_ship") && human.contains("same"),
        "{human}"
    );
    site.bongsu(&["who", "Nobody Here", "--kind", "person"])
        .code(1);
}
