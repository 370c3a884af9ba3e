//! Settings that are wrong, and two who want to change one site.

use std::process::Stdio;

use crate::support::{Site, bongsu, program, shared, text};

#[test]
fn an_unknown_key_of_the_settings_is_an_error_with_its_place() {
    let site = Site::new();
    let path = site.dir().join("bongsu.toml");
    for (settings, place, word) in [
        (
            "[holder]\nname = \"x\"\ncolour = \"red\"\n",
            "line 3, column 1",
            "colour",
        ),
        ("[run]\npriors = -20.0\n", "line 2, column 1", "priors"),
        ("[engines]\n", "line 1, column 2", "engines"),
        ("[holder\n", "line 1, column 8", "bongsu.toml"),
        (
            "[engine]\nmemory_mib = \"much\"\n",
            "line 2, column 14",
            "bongsu.toml",
        ),
    ] {
        fs_err::write(&path, settings).unwrap();
        for args in [&["case", "list"][..], &["run"], &["sql", "SELECT 1"]] {
            site.bongsu(args).refused(&["bongsu.toml", place, word]);
        }
    }
    fs_err::write(&path, "[holder]\ntime_zone = \"Mars/Olympus\"\n").unwrap();
    site.bongsu(&["case", "list"])
        .refused(&["holder.time_zone", "Mars/Olympus"]);
    // Every key is optional.
    fs_err::write(&path, "").unwrap();
    site.bongsu(&["case", "list"]).ok();
}

#[test]
fn a_damaged_key_is_an_error_and_not_another_key() {
    let site = Site::new();
    let key = site.dir().join("secret.key");
    let whole = fs_err::read_to_string(&key).unwrap();
    for damaged in ["", "00", &whole[1..], &whole.replacen(&whole[..1], "x", 1)] {
        fs_err::write(&key, damaged).unwrap();
        site.bongsu(&["case", "list"])
            .refused(&["secret.key", "hint:"]);
    }
    fs_err::remove_file(&key).unwrap();
    site.bongsu(&["case", "list"]).refused(&["secret.key"]);
}

#[cfg(unix)]
#[test]
fn only_the_owner_can_read_the_key() {
    use std::os::unix::fs::PermissionsExt;
    let site = Site::new();
    let mode = fs_err::metadata(site.dir().join("secret.key"))
        .unwrap()
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[test]
fn while_one_changes_a_site_another_cannot_and_readers_can() {
    let site = Site::copy_of_shared();
    let people = site.file("employment.csv", "person,unit\nAAA0001,Quality\n");
    let imports = || site.number("SELECT count(*) FROM system.imports");
    let before = imports();
    let lock = fs_err::OpenOptions::new()
        .write(true)
        .create(true)
        .open(site.dir().join(".lock"))
        .unwrap();
    let lock = lock.into_parts().0;
    lock.lock().unwrap();
    for args in [&["import", "hr", text(&people)][..], &["run"]] {
        site.bongsu(args)
            .refused(&["another bongsu is changing", "hint:"]);
    }
    assert_eq!(imports(), before);
    site.bongsu(&["case", "list"]).ok();
    drop(lock);
    site.bongsu(&["import", "hr", text(&people)]).ok();
    assert_eq!(imports(), before + 1);
}

#[test]
fn of_two_imports_at_once_each_is_done_whole_or_refused() {
    let site = Site::like_shared();
    site.add_source("cert");
    let start = |name: &str| {
        let path = shared().sim.join(name);
        program()
            .args(["import", "cert", text(&path), "--site", text(&site.dir())])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap()
    };
    // The larger one has the site while the smaller one asks for it.
    let mut large = start("cert/http.csv");
    while !site.dir().join("lake/staging").exists() && large.try_wait().unwrap().is_none() {
        std::thread::yield_now();
    }
    let small = start("cert/device.csv").wait_with_output().unwrap();
    let large = large.wait_with_output().unwrap();
    assert_eq!(
        large.status.code(),
        Some(0),
        "{}",
        String::from_utf8_lossy(&large.stderr)
    );
    let said = String::from_utf8_lossy(&small.stderr);
    match small.status.code() {
        Some(2) => assert!(said.contains("another bongsu is changing"), "{said}"),
        code => assert_eq!(code, Some(0), "{said}"),
    }
    let stored = site.number("SELECT sum(rows_stored) FROM system.imports");
    assert_eq!(site.number("SELECT count(*) FROM activity"), stored);
}

#[test]
fn a_folder_that_is_no_site_says_how_to_make_one() {
    let site = Site::new();
    let folder = site.file("x", "").parent().unwrap().to_owned();
    for args in [
        &["run"][..],
        &["case", "list"],
        &["sql", "SELECT 1"],
        &["stats"],
    ] {
        bongsu(&[args, &["--site", text(&folder)]].concat())
            .refused(&["is not a site", "bongsu init"]);
    }
    // It left nothing there.
    assert_eq!(fs_err::read_dir(folder).unwrap().count(), 1);
}
