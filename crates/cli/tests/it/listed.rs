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

/// Who of a file is a hit on a day: the name given, what was found, and why.
fn hits(site: &Site, names: &str, as_of: &str) -> Vec<(String, String, String)> {
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
        .map(|hit| {
            let why = text(&hit["reasons"][0]["why"]);
            (text(&hit["name"]), text(&hit["kind"]), why)
        })
        .collect()
}

#[test]
fn a_screen_finds_listed_persons_too() {
    let site = site();
    let found = hits(&site, "Quillon Ferelith\nGaram Optics Ltd", "2025-01-01");
    let kinds: Vec<(&str, &str)> = found
        .iter()
        .map(|(name, kind, _)| (name.as_str(), kind.as_str()))
        .collect();
    assert!(kinds.contains(&("Quillon Ferelith", "person")), "{found:?}");
    assert!(
        kinds.contains(&("Garam Optics Ltd", "organisation")),
        "{found:?}"
    );
    assert!(
        found
            .iter()
            .all(|(_, _, why)| why.starts_with("on Sample list"))
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
            .map(|(name, ..)| name)
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
        // Without a change the exit code is 1.
        rows(
            &serde_json::from_str(&site.bongsu(&args).out).unwrap(),
            "changes",
        )
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
    let reach = |org: &str| {
        let args = ["ties", "trace", org, "--as-of", "2025-01-01", "--format"];
        let said = site.bongsu(&[args.as_slice(), &["json"]].concat()).out;
        let said: Value = serde_json::from_str(&said).unwrap();
        said["reach"].as_str().unwrap().to_owned()
    };
    for org in ["org_firm", "org_below", "org_mill"] {
        assert_eq!(reach(org), "possible", "{org}");
    }
    assert_eq!(reach("org_shop"), "unknown");
    let names = "Saem Trading Ltd\nOld Mill Works Ltd\nSorrel Lenses Ltd";
    let found = hits(&site, names, "2025-01-01");
    let names: Vec<&str> = found.iter().map(|(name, ..)| name.as_str()).collect();
    assert_eq!(names, ["Saem Trading Ltd", "Old Mill Works Ltd"]);
    // Where the place agrees too, it is the listed party.
    let listed = listed.replace("Sample list,\nL-3", "Sample list,GB\nL-3");
    import(&site, "restricted", &listed).ok();
    assert_eq!(reach("org_below"), "certain");
    // A person who was judged to be another is not meant, under neither name.
    for (name, wanted) in [
        ("Ferelith Quillon", "possible"),
        ("Quillon Ferelith Anne", "unknown"),
    ] {
        let judged = ["judge", name, "org_q", "different", "--why", "born later"];
        site.bongsu(&judged).ok();
        assert_eq!(reach("org_mill"), wanted, "{name}");
    }
}
