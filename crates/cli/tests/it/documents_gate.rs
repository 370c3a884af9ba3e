//! The take-out gate: an answer beside each file, and none beside what nobody looked at.

use std::path::Path;
use std::process::{Child, Stdio};
use std::time::{Duration, SystemTime};

use serde_json::Value;

use crate::documents::{PASTED, site};
use crate::support::{Site, program, text};

#[test]
fn a_gate_answers_beside_the_file() {
    let site = site();
    let mail = site.file("gate/mail.txt", PASTED);
    let folder = mail.parent().unwrap();
    let answer = site.bongsu(&["inspect", "--watch", text(folder), "--once"]);
    assert_eq!(answer.code, Some(1));
    let beside = fs_err::read(folder.join("mail.txt.bongsu.json")).unwrap();
    let beside: Value = serde_json::from_slice(&beside).unwrap();
    assert_eq!(beside["file"]["verdict"], "match");
    assert_eq!(
        fs_err::read_dir(folder).unwrap().count(),
        2,
        "nothing else is left there"
    );
}

/// A gate that runs until the story ends.
struct Gate(Child);

impl Gate {
    fn over(site: &Site, folder: &Path) -> Self {
        let args = ["inspect", "--watch", text(folder), "--site"];
        let child = program()
            .args(args)
            .arg(site.dir())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        Self(child.unwrap())
    }
}

impl Drop for Gate {
    fn drop(&mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

/// Waits until something holds, which a broken gate never lets it.
#[track_caller]
fn wait_until(what: &str, holds: impl Fn() -> bool) {
    for _ in 0..1200 {
        if holds() {
            return;
        }
        std::thread::park_timeout(Duration::from_millis(50));
    }
    panic!("waited a minute in vain: {what}");
}

fn verdict(answer: &Path) -> Option<String> {
    let answer: Value = serde_json::from_slice(&fs_err::read(answer).ok()?).ok()?;
    answer["file"]["verdict"].as_str().map(str::to_owned)
}

#[test]
fn a_gate_that_runs_takes_its_answer_back_with_the_file() {
    let site = site();
    let folder = site.file("gate/first.txt", "nothing to see in here, good bye");
    let folder = folder.parent().unwrap();
    let gate = Gate::over(&site, folder);
    let answer = folder.join("mail.txt.bongsu.json");
    let is = |wanted: &'static str| {
        let answer = answer.clone();
        move || verdict(&answer).as_deref() == Some(wanted)
    };
    site.file("gate/mail.txt", PASTED);
    wait_until("an answer to what was put there", is("match"));

    // Whoever changes the answer, or takes it away, gets it again.
    fs_err::write(&answer, "{\"file\":{\"verdict\":\"none-seen\"}}").unwrap();
    wait_until("the answer again after it was changed", is("match"));
    fs_err::remove_file(&answer).unwrap();
    wait_until("the answer again after it was taken away", is("match"));

    // Another file of the same size and time takes its place.
    let mail = folder.join("mail.txt");
    let then = fs_err::metadata(&mail).unwrap().modified().unwrap();
    let other = site.file("elsewhere.txt", "x".repeat(PASTED.len()));
    fs_err::File::options()
        .write(true)
        .open(&other)
        .unwrap()
        .into_file()
        .set_modified(then)
        .unwrap();
    fs_err::rename(&other, &mail).unwrap();
    wait_until("an answer to what took its place", is("none-seen"));

    fs_err::remove_file(&mail).unwrap();
    wait_until("no answer to nothing", || !answer.exists());
    assert!(folder.join("first.txt.bongsu.json").exists());
    drop(gate);
}

#[test]
fn an_answer_of_before_is_taken_away_at_once() {
    let site = site();
    let mail = site.file("gate/mail.txt", PASTED);
    let old = site.file(
        "gate/mail.txt.bongsu.json",
        "{\"file\":{\"verdict\":\"none seen\"}}",
    );
    // It changes at every look, so that it is never answered.
    let _gate = Gate::over(&site, mail.parent().unwrap());
    let mut n = 0;
    while old.exists() && n < 6000 {
        n += 1;
        let time = SystemTime::UNIX_EPOCH + Duration::from_secs(n);
        let file = fs_err::File::options().append(true).open(&mail).unwrap();
        file.into_file().set_modified(time).unwrap();
        std::thread::park_timeout(Duration::from_millis(10));
    }
    assert!(!old.exists());
}

#[test]
fn a_file_that_is_called_like_an_answer_is_answered_itself() {
    let site = site();
    let named = site.file("gate/0123456789ab.bongsu.json", PASTED);
    let folder = named.parent().unwrap();
    let long = site.file(&format!("gate/{}", "n".repeat(250)), PASTED);
    site.bongsu(&["inspect", "--watch", text(folder), "--once"])
        .code(1);
    #[cfg(target_os = "linux")]
    {
        use std::os::unix::ffi::OsStrExt;
        // A name in another encoding than UTF-8.
        let other = std::ffi::OsStr::from_bytes(b"\xb0\xa1.txt");
        fs_err::write(folder.join(other), PASTED).unwrap();
    }
    // As many answers as files, and none to an answer.
    let n = fs_err::read_dir(folder).unwrap().count() - 2;
    site.bongsu(&["inspect", "--watch", text(folder), "--once"])
        .code(1);
    assert_eq!(fs_err::read_dir(folder).unwrap().count(), 2 * n);
    assert!(long.exists());
    let answer = folder.join("0123456789ab.bongsu.json.bongsu.json");
    assert_eq!(verdict(&answer).as_deref(), Some("match"));
}
