//! Parties on lists: persons among them, the days on which they are, and firms of one name.

use serde_json::Value;

use crate::support::{Answer, Site, rows, text};

const ORGANISATIONS: &str = "\
org,names,jurisdiction
org_new,Garam Optics Ltd,GB
org_old,Old Mill Works Ltd,GB
org_twin1,Saem Trading Ltd,GB
org_twin2,Saem Trading Ltd,GB
";

const LISTED: &str = "\
entry,names,kind,list,from_on,to_on
L-1,Garam Optics Ltd,organisation,Sample list,2024-03-01,
L-2,Old Mill Works Ltd,organisation,Sample list,2015-01-01,2019-12-31
L-3,Ferelith Quillon;Quillon Ferelith Anne,person,Sample list,2020-01-01,
";

fn import(site: &Site, table: &str, content: &str) -> Answer {
    let path = site.file(&format!("{table}.csv"), content);
    site.bongsu(&["import", table, text(&path), "--source", "records"])
}

fn site() -> Site {
    let site = Site::new();
    site.add_source("records");
    import(&site, "organisations", ORGANISATIONS).ok();
    import(&site, "restricted", LISTED).ok();
    site
}

/// A party that a name of a file surely means.
struct Hit {
    name: String,
    kind: String,
    why: String,
    certainty: String,
}

/// Who of a file is a hit on a day.
fn hits(site: &Site, names: &str, as_of: &str) -> Vec<Hit> {
    let file = site.file("names.csv", format!("name\n{names}\n"));
    let args = [
        "screen",
        text(&file),
        "--column",
        "name",
        "--as-of",
        as_of,
        "--format",
        "jsonl",
    ];
    let found = site.bongsu(&args).ok().out;
    let objects = found
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap());
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    objects
        .filter(|hit| hit["verdict"] == "same")
        .map(|hit| Hit {
            name: text(&hit["name"]),
            kind: text(&hit["kind"]),
            why: text(&hit["reasons"][0]["why"]),
            certainty: text(&hit["reasons"][0]["certainty"]),
        })
        .collect()
}

/// How far a trace reaches.
fn reach(site: &Site, org: &str) -> String {
    let args = ["ties", "trace", org, "--as-of", "2025-01-01", "--format"];
    let said = site.bongsu(&[args.as_slice(), &["json"]].concat()).out;
    let said: Value = serde_json::from_str(&said).unwrap();
    said["reach"].as_str().unwrap().to_owned()
}

fn judge(site: &Site, name: &str, id: &str, verdict: &str) -> Answer {
    let args = ["judge", name, id, verdict, "--why", "seen the papers"];
    site.bongsu(&args).ok()
}

#[test]
fn a_screen_finds_listed_persons_too() {
    let site = site();
    let found = hits(&site, "Quillon Ferelith\nGaram Optics Ltd", "2025-01-01");
    let said: Vec<[&str; 3]> = found
        .iter()
        .map(|hit| [&hit.name, &hit.kind, &hit.certainty].map(String::as_str))
        .collect();
    // Equal names are not one person.
    let person = ["Quillon Ferelith", "person", "possible"];
    assert!(said.contains(&person), "{said:?}");
    let entry = ["Garam Optics Ltd", "organisation", "certain"];
    assert!(said.contains(&entry), "{said:?}");
    assert!(
        found
            .iter()
            .all(|hit| hit.why.starts_with("on Sample list"))
    );
}

#[test]
fn a_party_is_on_a_list_from_its_first_day_to_its_last() {
    let site = site();
    for (as_of, wanted) in [
        ("2018-06-01", vec!["Old Mill Works Ltd"]),
        ("2020-01-01", vec!["Ferelith Quillon"]),
        ("2025-01-01", vec!["Ferelith Quillon", "Garam Optics Ltd"]),
    ] {
        let names = "Old Mill Works Ltd\nGaram Optics Ltd\nFerelith Quillon";
        let mut found: Vec<String> = hits(&site, names, as_of)
            .into_iter()
            .map(|hit| hit.name)
            .collect();
        found.sort();
        found.dedup();
        assert_eq!(found, wanted, "{as_of}");
        // The second time the parties come from what is kept beside the registers.
        let who = ["who", "org_new", "--as-of", as_of, "--format", "json"];
        let lists = site.bongsu(&who).json()["names"][0]["parties"][0]["lists"].clone();
        let is_listed = wanted.contains(&"Garam Optics Ltd");
        assert_eq!(lists.as_array().unwrap().len(), usize::from(is_listed));
    }
}

#[test]
fn one_of_two_firms_of_a_name_is_not_picked() {
    let site = site();
    let trace = |name: &str| {
        let args = ["ties", "trace", name, "--as-of", "2025-01-01"];
        site.bongsu(&args)
    };
    let either = trace("Saem Trading Ltd");
    assert_eq!(either.code, Some(1));
    for id in ["org_twin1", "org_twin2"] {
        assert!(either.err.contains(id), "{}", either.err);
        let one = trace(id);
        assert!(!one.err.contains("surely means no party"), "{}", one.err);
    }
}

#[test]
fn who_looks_for_persons_where_no_organisation_has_the_name() {
    let site = site();
    let found = site
        .bongsu(&["who", "Quillon Ferelith", "--format", "json"])
        .ok()
        .json();
    let one = &rows(&found, "names")[0];
    let persons = rows(one, "persons");
    assert_eq!(persons.len(), 1, "{one}");
    assert_eq!(persons[0]["as"], "on Sample list");
    let said = site.output(&["who", "Quillon Ferelith"]);
    assert!(said.contains("on Sample list"), "{said}");
    // An organisation that may be meant hides nobody.
    import(
        &site,
        "organisations",
        &format!("{ORGANISATIONS}org_q,Quillon Ferelith Foundation,GB\n"),
    );
    let said = site.output(&["who", "Quillon Ferelith"]);
    assert!(said.contains("on Sample list"), "{said}");
}

#[test]
fn a_trace_goes_by_the_rule_that_is_asked_for() {
    let site = Site::new();
    site.add_source("records");
    import(
        &site,
        "organisations",
        "org,names\norg_rival,Bada Display\norg_firm,Garam Optics\n",
    )
    .ok();
    import(
        &site,
        "interests",
        "subject,holder,kind,directness,exact\norg_firm,org_rival,shareholding,direct,0.5\n",
    )
    .ok();
    import(&site, "rivals", "organisation\nBada Display\n").ok();
    let trace = |rule: &str| {
        let args = ["ties", "trace", "org_firm", "--rule", rule, "--format"];
        site.bongsu(&[args.as_slice(), &["json"]].concat())
    };
    // Exactly half is control under the decree and no majority.
    let statutory = trace("statutory").ok();
    assert!(
        statutory.err.contains("whether statutory is in force"),
        "{}",
        statutory.err
    );
    let statutory: Value = serde_json::from_str(&statutory.out).unwrap();
    assert_eq!(
        (&statutory["reach"], &statutory["rule"]),
        (&"certain".into(), &"statutory".into())
    );
    let majority: Value = serde_json::from_str(&trace("majority").out).unwrap();
    assert_eq!(majority["reach"], "unknown");
    trace("cascade").refused(&["is no rule of who controls whom"]);
}

#[test]
fn another_version_of_a_list_is_no_change_and_another_list_is() {
    let site = site();
    let versions = |version: &str, list: &str| {
        let listed = format!(
            "entry,names,kind,list,list_version\nL-1,Garam Optics Ltd,organisation,{list},{version}\n"
        );
        import(&site, "restricted", &listed).ok();
        let args = [
            "ties",
            "changes",
            "--as-of",
            "2025-01-01",
            "--format",
            "json",
        ];
        let answer = site.bongsu(&args);
        let changes = rows(&serde_json::from_str(&answer.out).unwrap(), "changes");
        // Without a change the exit code is 1.
        answer.code(i32::from(changes.is_empty()));
        changes
    };
    versions("2024-01", "Other list");
    // The register's own party is meant by its name alone, and no more is said of it either.
    assert_eq!(versions("2024-02", "Other list"), Vec::<Value>::new());
    let changes = versions("2024-02", "Third list");
    let said = Value::from(changes).to_string();
    assert!(said.contains("on Third list"), "{said}");
    assert!(said.contains("was on Other list"), "{said}");
}

#[test]
fn what_is_listed_by_its_name_alone_is_possible() {
    let site = Site::new();
    site.add_source("records");
    let organisations = "\
org,names,kind,jurisdiction
org_firm,Garam Optics Ltd,organisation,GB
org_below,Saem Trading Ltd,organisation,GB
org_mill,Old Mill Works Ltd,organisation,GB
org_q,Ferelith Quillon,person,
org_k,Ferelith Killon,person,
org_shop,Sorrel Lenses Ltd,organisation,GB
";
    import(&site, "organisations", organisations).ok();
    let interests = "\
subject,holder,kind,directness,exact
org_below,org_firm,shareholding,direct,0.6
org_mill,org_q,shareholding,direct,0.75
org_shop,org_k,shareholding,direct,0.75
";
    import(&site, "interests", interests).ok();
    let listed = "\
entry,names,kind,list,jurisdiction
L-1,Garam Optics Ltd,organisation,Sample list,
L-3,Ferelith Quillon;Quillon Ferelith Anne,person,Sample list,
";
    import(&site, "restricted", listed).ok();
    for org in ["org_firm", "org_below", "org_mill"] {
        assert_eq!(reach(&site, org), "possible", "{org}");
    }
    assert_eq!(reach(&site, "org_shop"), "unknown");
    let names = "Saem Trading Ltd\nOld Mill Works Ltd\nSorrel Lenses Ltd";
    let found = hits(&site, names, "2025-01-01");
    let said: Vec<[&str; 2]> = found
        .iter()
        .map(|hit| [&hit.name, &hit.certainty].map(String::as_str))
        .collect();
    assert_eq!(
        said,
        [
            ["Saem Trading Ltd", "possible"],
            ["Old Mill Works Ltd", "possible"]
        ]
    );
    assert!(
        found[0].why.contains("nothing but the name"),
        "{}",
        found[0].why
    );
    // Where the place agrees too, it is the listed party.
    let listed = listed.replace("Sample list,\nL-3", "Sample list,GB\nL-3");
    import(&site, "restricted", &listed).ok();
    assert_eq!(reach(&site, "org_below"), "certain");
    // Of two parties of one name and place at most one is.
    let twin = format!("{organisations}org_twin,Garam Optics Ltd,organisation,GB\n");
    import(&site, "organisations", &twin).ok();
    assert_eq!(reach(&site, "org_below"), "possible");
    judge(&site, "Garam Optics Ltd", "org_firm", "same");
    assert_eq!(reach(&site, "org_below"), "certain");
    assert_eq!(reach(&site, "org_twin"), "unknown");
}

#[test]
fn what_is_judged_of_a_namesake_counts() {
    let site = Site::new();
    site.add_source("records");
    let organisations = "\
org,names,kind
org_mill,Old Mill Works Ltd,organisation
org_q,Ferelith Quillon,person
org_other,Someone Else,person
org_shop,Sorrel Lenses Ltd,organisation
";
    import(&site, "organisations", organisations).ok();
    let interests = "\
subject,holder,kind,directness,exact
org_mill,org_q,shareholding,direct,0.75
org_shop,org_other,shareholding,direct,0.75
";
    import(&site, "interests", interests).ok();
    let listed =
        "entry,names,kind,list\nL-3,Ferelith Quillon;Quillon Ferelith Anne,person,Sample list\n";
    import(&site, "restricted", listed).ok();
    let told = || ["org_mill", "org_shop"].map(|org| reach(&site, org));
    assert_eq!(told(), ["possible", "unknown"]);
    // Looked at and open is not different.
    judge(&site, "Ferelith Quillon", "org_q", "unsure");
    assert_eq!(told(), ["possible", "unknown"]);
    judge(&site, "Ferelith Quillon", "org_q", "different");
    judge(&site, "Quillon Ferelith Anne", "org_q", "different");
    assert_eq!(told(), ["unknown", "unknown"]);
    // Whom it means is known then, and that it means no other.
    judge(&site, "Quillon Ferelith Anne", "org_other", "same");
    assert_eq!(told(), ["unknown", "certain"]);
}
