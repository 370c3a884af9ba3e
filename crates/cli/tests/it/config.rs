//! Settings: what holds and where it comes from, everything that is wrong, and a page that says every key.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::support::{Site, bongsu, rows};

fn write(site: &Site, settings: &str) {
    fs_err::write(site.dir().join("bongsu.toml"), settings).unwrap();
}

#[test]
fn a_new_site_holds_the_defaults_and_names_every_key() {
    let site = Site::new();
    let shown = site.bongsu(&["config", "show", "--format", "json"]).json();
    let settings = rows(&shown, "settings");
    assert!(
        settings
            .iter()
            .all(|key| key["origin"] == "default" && key["line"].is_null())
    );
    let find =
        |name: &str| settings.iter().find(|key| key["key"] == name).unwrap()["value"].clone();
    assert_eq!(find("run.detector_seconds"), 300);
    assert_eq!(find("holder.time_zone"), "Asia/Seoul");
    let starter = fs_err::read_to_string(site.dir().join("bongsu.toml")).unwrap();
    for key in &settings {
        let (_, name) = key["key"].as_str().unwrap().split_once('.').unwrap();
        assert!(
            starter.contains(&format!("# {name} = ")),
            "{name}:\n{starter}"
        );
    }
    let checked = site.bongsu(&["config", "check", "--format", "json"]).json();
    assert_eq!(checked["issues"], json!([]));
}

#[test]
fn each_setting_says_where_it_comes_from() {
    let site = Site::new();
    write(
        &site,
        "[run]\n\nprior = -10\n[holder]\ndomains = [\"한빛.kr\"]\n",
    );
    let shown = site.bongsu(&["config", "show", "--format", "json"]).json();
    let prior = rows(&shown, "settings")
        .into_iter()
        .find(|key| key["key"] == "run.prior");
    let wanted =
        json!({ "key": "run.prior", "value": -10.0, "unit": "dB", "origin": "file", "line": 3 });
    assert_eq!(prior, Some(wanted));
    let shown = site.output(&["config", "show"]);
    let line = |key: &str| shown.lines().find(|line| line.starts_with(key)).unwrap();
    assert!(line("holder.domains").contains("[\"한빛.kr\"]"), "{shown}");
    assert!(line("run.case_floor").ends_with("default"), "{shown}");
}

#[test]
fn everything_wrong_in_the_settings_is_told_at_once() {
    let site = Site::new();
    write(
        &site,
        "[holder]\ncolour = \"red\"\nsector = \"bakery\"\n[run]\nprior = nan\n",
    );
    let answer = site.bongsu(&["config", "check"]).code(1);
    let places: Vec<&str> = answer
        .out
        .lines()
        .filter_map(|line| line.split("bongsu.toml").nth(1))
        .collect();
    assert!(
        places[0].starts_with(":2:1: unknown key `holder.colour`"),
        "{}",
        answer.out
    );
    assert!(answer.err.contains("issue"), "{}", answer.err);
    // Values are looked at once every key is known.
    write(&site, "[holder]\nsector = \"bakery\"\n[run]\nprior = nan\n");
    let answer = site
        .bongsu(&["config", "check", "--format", "json"])
        .code(1);
    let document: Value = serde_json::from_str(&answer.out).unwrap();
    let places: Vec<(u64, u64)> = rows(&document, "issues")
        .iter()
        .map(|issue| {
            (
                issue["line"].as_u64().unwrap(),
                issue["column"].as_u64().unwrap(),
            )
        })
        .collect();
    assert_eq!(places, [(2, 10), (4, 9)]);
    site.bongsu(&["config", "show"])
        .refused(&["bongsu.toml", "line 2, column 10", "bakery"]);
    bongsu(&["config", "check", "--site", "nowhere"]).refused(&["not a site"]);
}

#[test]
fn a_value_that_cannot_be_is_an_error_with_its_place() {
    let site = Site::new();
    for (settings, place, word) in [
        ("[engine]\nmemory_mib = -1\n", "line 2, column 14", "-1"),
        (
            "[engine]\nmemory_mib = 1\n",
            "line 2, column 14",
            "engine.memory_mib",
        ),
        (
            "[holder]\nsector = \"bakery\"\n",
            "line 2, column 10",
            "semiconductor",
        ),
        (
            "[holder]\nvictim = \"all\"\n",
            "line 2, column 10",
            "university_research",
        ),
        (
            "[holder]\ntime_zone = \"Mars/Olympus\"\n",
            "line 2, column 13",
            "Mars/Olympus",
        ),
        (
            "[holder]\ndomains = [\"a.com\", \"https://b.com\"]\n",
            "line 2, column 21",
            "https://b.com",
        ),
        ("[run]\nprior = nan\n", "line 2, column 9", "run.prior"),
        (
            "[run]\ndetector_seconds = 0\n",
            "line 2, column 20",
            "run.detector_seconds",
        ),
    ] {
        write(&site, settings);
        for args in [&["case", "list"][..], &["run"]] {
            site.bongsu(args).refused(&["bongsu.toml", place, word]);
        }
    }
}

#[test]
fn the_page_of_settings_says_every_key_and_variable() {
    let site = Site::new();
    let docs = site.dir().join("docs");
    bongsu(&["generate", "docs", "--dir", docs.to_str().unwrap()]).ok();
    let page = fs_err::read_to_string(docs.join("config.md")).unwrap();
    let shown = site.bongsu(&["config", "show", "--format", "json"]).json();
    for key in rows(&shown, "settings") {
        let (_, name) = key["key"].as_str().unwrap().split_once('.').unwrap();
        assert!(page.contains(&format!("| `{name}` |")), "{name}:\n{page}");
    }
    for variable in ["BONGSU_USER", "USER", "LOGNAME", "NO_COLOR"] {
        assert!(
            page.contains(&format!("| `{variable}` |")),
            "{variable}:\n{page}"
        );
    }
}

#[test]
fn every_command_has_a_manual_page() {
    let site = Site::new();
    let dir = site.dir().join("man");
    bongsu(&["generate", "man", "--dir", dir.to_str().unwrap()]).ok();
    let names: BTreeSet<String> = fs_err::read_dir(&dir)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    for name in [
        "bongsu.1",
        "bongsu-run.1",
        "bongsu-case-show.1",
        "bongsu-config-check.1",
    ] {
        assert!(names.contains(name), "{names:?}");
    }
    assert!(
        !names
            .iter()
            .any(|name| name.contains("bench") || name.contains("help")),
        "{names:?}"
    );
    let page = fs_err::read_to_string(dir.join("bongsu-case-show.1")).unwrap();
    assert!(page.contains(".TH") && page.contains("reveal"), "{page}");
}
