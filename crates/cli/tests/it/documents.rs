//! Documents: registered without their text, found again in what leaves, and in the main job.

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::support::{Answer, Site, bongsu, rows, text};

/// A recipe, of which the stories take a part.
pub(crate) const RECIPE: &str = "Slurry B-4 for the second polishing step.\n\
    Mix 3.2 % of ceria with 0.45 % of poly acrylic acid in deionised water and stir at 350 rpm for forty minutes.\n\
    Bring the mixture to pH 10.5 with ammonia, then filter it through a membrane of 0.8 µm before it is filled.\n\
    Store the drums between 5 and 25 °C and use them within ninety days; shake each drum before it is connected.\n\
    소성 온도는 1,180도에서 두 시간 유지하며 승온 속도는 분당 3도를 넘지 않도록 한다.\n\
    The removal rate of the oxide is 310 nm a minute at 3 psi and 93 rpm, with less than forty defects on a wafer.\n";

/// What the stories paste elsewhere: two lines of the recipe, enough for a match whatever the key of the site.
pub(crate) const PASTED: &str = "Bring the mixture to pH 10.5 with ammonia, then filter it through a membrane of 0.8 µm before it is filled.\n\
    Store the drums between 5 and 25 °C and use them within ninety days; shake each drum before it is connected.";

/// A site with one technology and the recipe registered for it.
pub(crate) fn site() -> Site {
    let site = Site::new();
    add_technology(&site, "tech_slurry", "Slurry recipe B-4");
    let recipe = site.file("docs/recipe.txt", RECIPE);
    register(&site, &recipe, "tech_slurry").ok();
    site
}

pub(crate) fn add_technology(site: &Site, id: &str, name: &str) {
    let args = ["technology", "add", id, "--name", name, "--grade", "3"];
    site.bongsu(&args).ok();
}

pub(crate) fn register(site: &Site, path: &Path, technology: &str) -> Answer {
    site.bongsu(&[
        "document",
        "register",
        text(path),
        "--technology",
        technology,
    ])
}

pub(crate) fn inspect(site: &Site, path: &Path) -> Value {
    let answer = site.bongsu(&[
        "inspect",
        text(path),
        "--format",
        "json",
        "--fail-on",
        "never",
    ]);
    rows(&answer.json(), "files")[0].clone()
}

#[test]
fn a_paragraph_that_is_pasted_into_a_mail_names_technology_and_place() {
    let site = site();
    let mail = format!(
        "Dear all,\nsee below.\n\n{}\n\nBest regards\n",
        PASTED.to_uppercase()
    );
    let mail = site.file("mail.txt", &mail);
    let answer = site.bongsu(&["inspect", text(&mail)]);
    assert_eq!(answer.code, Some(1), "{}", answer.out);
    assert!(answer.out.contains("mail.txt: match"), "{}", answer.out);
    assert!(answer.out.contains("Slurry recipe B-4"), "{}", answer.out);

    let seen = inspect(&site, &mail);
    assert_eq!(seen["verdict"], "match");
    let technology = &rows(&seen, "technologies")[0];
    assert_eq!(technology["technology"], "tech_slurry");
    let document = &rows(technology, "documents")[0];
    let share = document["share_of_document"].as_f64().unwrap();
    assert!((0.2..0.5).contains(&share), "{document}");
    let passage = &rows(document, "passages")[0];
    let start = passage["here"][0].as_u64().unwrap() as usize;
    let end = passage["here"][1].as_u64().unwrap() as usize;
    let letters: Vec<char> = fs_err::read_to_string(&mail).unwrap().chars().collect();
    let words: String = letters[start..end].iter().collect();
    assert!(
        words.contains("THEN FILTER IT THROUGH A MEMBRANE"),
        "{words}"
    );
}

/// Bytes of no format.
fn noise() -> Vec<u8> {
    let mut state = 12_345_u32;
    let byte = || {
        state = state.wrapping_mul(1_103_515_245).wrapping_add(12_345) & 0x7fff_ffff;
        (state >> 16) as u8
    };
    std::iter::repeat_with(byte).take(4096).collect()
}

#[test]
fn what_has_nothing_registered_is_not_called_clean() {
    let site = site();
    let other = site.file(
        "minutes.txt",
        "The meeting about the canteen begins at noon on Tuesday.",
    );
    let answer = site.bongsu(&["inspect", text(&other)]).ok();
    assert!(answer.out.contains("none seen"), "{}", answer.out);
    // Nothing is in an empty file, so nothing of it is unread.
    let empty = site.file("empty.txt", "");
    let answer = site.bongsu(&["inspect", text(&empty), "--fail-on", "unreadable"]);
    let answer = answer.ok();
    assert!(
        answer.out.contains("not read: empty file"),
        "{}",
        answer.out
    );
    assert!(!answer.err.contains("could not be read"), "{}", answer.err);
    let broken = site.file("locked.bin", noise());
    let seen = inspect(&site, &broken);
    assert_eq!(seen["verdict"], "unreadable");
    assert_eq!(rows(&seen, "unread").len(), 1);
}

#[test]
fn the_text_of_a_document_is_nowhere_in_the_site() {
    let site = site();
    let words = [b"polishing".as_slice(), b"membrane", "소성".as_bytes()];
    let mut folders = vec![site.dir()];
    let mut n_files = 0;
    while let Some(folder) = folders.pop() {
        for entry in fs_err::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            n_files += 1;
            let bytes = fs_err::read(&path).unwrap();
            for word in words {
                let found = bytes.windows(word.len()).any(|window| window == word);
                assert!(
                    !found,
                    "{} holds {}",
                    path.display(),
                    String::from_utf8_lossy(word)
                );
            }
        }
    }
    assert!(n_files > 4);
}

#[test]
fn registering_again_takes_only_what_changed() {
    let site = site();
    let folder = site.file(
        "docs/second.txt",
        "A second document, of the annealing of thin films in argon at 640 °C.",
    );
    let folder = folder.parent().unwrap();
    let answer = register(&site, folder, "tech_slurry").ok();
    assert!(
        answer
            .err
            .contains("1 document registered, 1 registered before"),
        "{}",
        answer.err
    );
    let answer = register(&site, folder, "tech_slurry").ok();
    assert!(
        answer
            .err
            .contains("0 documents registered, 2 registered before"),
        "{}",
        answer.err
    );
    site.file(
        "docs/second.txt",
        "A second document, of the annealing of thick films in argon at 655 °C.",
    );
    let answer = register(&site, folder, "tech_slurry").ok();
    assert!(
        answer
            .err
            .contains("1 document registered, 1 registered before"),
        "{}",
        answer.err
    );
    // The same bytes under two names are one document.
    let twin = "Two copies of one page, of the cleaning of chambers with argon at 90 °C.";
    site.file("docs/copy1.txt", twin);
    site.file("docs/copy2.txt", twin);
    let answer = register(&site, folder, "tech_slurry").ok();
    assert!(
        answer
            .err
            .contains("1 document registered, 3 registered before"),
        "{}",
        answer.err
    );
    // What was protected yesterday is protected today.
    let listed = site
        .bongsu(&["document", "list", "--format", "json"])
        .json();
    assert_eq!(rows(&listed, "documents").len(), 4);
}

#[test]
fn a_forgotten_document_is_not_found_and_leaves_no_prints() {
    let site = site();
    let copy = site.file("copy.txt", RECIPE);
    let seen = inspect(&site, &copy);
    let document = &rows(&rows(&seen, "technologies")[0], "documents")[0];
    assert_eq!(
        (&document["kind"], &document["share_of_document"]),
        (&"exact".into(), &1.0.into())
    );
    let id = document["document"].as_str().unwrap();
    let answer = site.bongsu(&["document", "forget", id]);
    assert_eq!(answer.code, Some(2), "a reason is wanted");
    site.bongsu(&["document", "forget", id, "--why", "registered by mistake"])
        .ok();
    assert_eq!(inspect(&site, &copy)["verdict"], "none-seen");
    let segments: Vec<PathBuf> = fs_err::read_dir(site.dir().join("content"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "segment"))
        .collect();
    assert_eq!(segments, Vec::<PathBuf>::new());
    let listed = site
        .bongsu(&["document", "list", "--format", "json"])
        .json();
    assert_eq!(rows(&listed, "documents"), Vec::<Value>::new());
}

#[test]
fn boilerplate_is_subtracted() {
    let site = Site::new();
    add_technology(&site, "tech_slurry", "Slurry recipe B-4");
    let foot = "This document is the property of the company and may not be given to third parties without written consent.";
    let template = site.file("template.txt", foot);
    site.bongsu(&["document", "register", text(&template), "--boilerplate"])
        .ok();
    let recipe = site.file("recipe.txt", format!("{RECIPE}\n{foot}\n"));
    register(&site, &recipe, "tech_slurry").ok();
    let letter = site.file(
        "letter.txt",
        format!("The canteen is closed on Friday.\n{foot}\n"),
    );
    assert_eq!(inspect(&site, &letter)["verdict"], "none-seen");
}

#[test]
fn names_of_files_are_kept_only_where_they_may_be() {
    let site = Site::new();
    add_technology(&site, "tech_slurry", "Slurry recipe B-4");
    let recipe = site.file("secret-name.txt", RECIPE);
    let args = [
        "document",
        "register",
        text(&recipe),
        "--technology",
        "tech_slurry",
        "--no-names",
    ];
    site.bongsu(&args).ok();
    let listed = site.bongsu(&["document", "list", "--format", "json"]).ok();
    assert!(!listed.out.contains("secret-name"), "{}", listed.out);
}

#[test]
fn a_document_needs_a_technology_that_is_known() {
    let site = Site::new();
    let recipe = site.file("recipe.txt", RECIPE);
    let answer = register(&site, &recipe, "tech_slurry");
    assert_eq!(answer.code, Some(2));
    assert!(
        answer.err.contains("no technology `tech_slurry` is known"),
        "{}",
        answer.err
    );
    let missing = site.dir().join("nothing");
    add_technology(&site, "tech_slurry", "Slurry recipe B-4");
    let answer = register(&site, &missing, "tech_slurry");
    assert!(
        answer.err.contains("no such file or folder"),
        "{}",
        answer.err
    );
}

#[test]
fn what_the_register_says_of_a_technology_adds_up() {
    let site = site();
    let args = [
        "technology",
        "add",
        "tech_slurry",
        "--class",
        "national-core",
        "--threshold",
        "30 nm",
    ];
    site.bongsu(&args).ok();
    let args = [
        "technology",
        "add",
        "tech_slurry",
        "--strategic-threshold",
        "16 nm",
        "--person",
        "E1",
    ];
    site.bongsu(&args).ok();
    let shown = site
        .bongsu(&["technology", "show", "tech_slurry", "--format", "json"])
        .json();
    let of = &shown["technology"];
    assert_eq!(
        [
            &of["name"],
            &of["class"],
            &of["threshold"],
            &of["strategic_threshold"]
        ],
        ["Slurry recipe B-4", "national-core", "30 nm", "16 nm"]
    );
    assert_eq!(of["n_documents"], 1);
    let access = site.sql("SELECT person, technology, source FROM technology_access");
    assert_eq!(access.len(), 1);
    assert!(
        access[0]["person"].as_str().unwrap().starts_with("pers_"),
        "{access:?}"
    );
    let documents = site.sql("SELECT technology, grade, source FROM documents");
    assert_eq!(documents[0]["source"], "register");
}

#[cfg(unix)]
#[test]
fn what_is_no_file_is_said_and_never_waited_for() {
    let site = site();
    let folder = site.file("out/letter.txt", "Nothing in it.");
    let folder = folder.parent().unwrap();
    let pipe = std::process::Command::new("mkfifo")
        .arg(folder.join("pipe"))
        .status()
        .unwrap();
    assert!(pipe.success());
    std::os::unix::fs::symlink("/etc/passwd", folder.join("link")).unwrap();
    let answer = site.bongsu(&[
        "inspect",
        text(folder),
        "--format",
        "json",
        "--fail-on",
        "never",
    ]);
    let files = rows(&answer.json(), "files");
    let why: Vec<&str> = files
        .iter()
        .flat_map(|file| file["unread"].as_array().unwrap())
        .map(|unread| unread["why"].as_str().unwrap())
        .collect();
    assert_eq!(why, ["a link, not read", "a named pipe, not read"]);
}

#[test]
fn the_page_shows_both_sides_from_the_files_at_hand() {
    let site = site();
    let recipe = site.file("docs/recipe.txt", RECIPE);
    let mail = site.file("mail.txt", format!("Hello\n{PASTED}\n"));
    let args = [
        "inspect",
        text(&mail),
        "--format",
        "html",
        "--fail-on",
        "never",
    ];
    let alone = site.bongsu(&args).ok().out;
    assert!(alone.contains("its text is not stored"));
    let both = site
        .bongsu(&[args.as_slice(), &["--beside", text(&recipe)]].concat())
        .ok()
        .out;
    assert!(!both.contains("its text is not stored"));
    assert!(
        roxmltree::Document::parse_with_options(
            &both.replace("<!DOCTYPE html>\n", ""),
            roxmltree::ParsingOptions::default()
        )
        .is_ok()
    );
}

#[test]
fn certificates_are_checked_kept_and_written_again() {
    let site = site();
    let recipe = site.file("docs/recipe.txt", RECIPE);
    let wrong = format!(
        "file,hash,number,issued_on,issuer\n{},{},TS-1,2026-03-02,office\n",
        text(&recipe),
        "0".repeat(64)
    );
    let wrong = site.file("wrong.csv", wrong);
    let answer = site.bongsu(&["document", "certificate", "import", text(&wrong)]);
    assert_eq!(answer.code, Some(2));
    assert!(
        answer.err.contains("line 2") && answer.err.contains("its SHA-256 is"),
        "{}",
        answer.err
    );
    let own = answer
        .err
        .split("its SHA-256 is ")
        .nth(1)
        .unwrap()
        .get(..64)
        .unwrap();
    let right = format!(
        "file,hash,number,issued_on,issuer\n{},{own},TS-1,2026-03-02,office\n",
        text(&recipe)
    );
    let right = site.file("right.csv", right);
    site.bongsu(&["document", "certificate", "import", text(&right)])
        .ok();
    let written = site.output(&["document", "certificate", "export"]);
    assert!(
        written.contains(&format!("sha-256,{own},TS-1,2026-03-02,office")),
        "{written}"
    );
}

#[test]
fn reading_alone_says_what_it_reads_and_what_it_cannot() {
    let site = Site::new();
    let note = site.file("note.txt", "one line\nand another");
    let answer = bongsu(&["extract", text(&note)]).ok();
    assert!(
        answer.out.contains("one line\nand another"),
        "{}",
        answer.out
    );
    let locked = site.file("locked.bin", noise());
    let answer = bongsu(&["extract", text(&locked)]);
    assert_eq!(answer.code, Some(1));
    assert!(
        answer.out.contains("unreadable: unknown format"),
        "{}",
        answer.out
    );
}

#[test]
fn a_captured_attachment_names_its_technology_in_the_run() {
    let site = site();
    site.add_source("records");
    let settings = site.dir().join("bongsu.toml");
    let store = site.file("captured/0001/offer.txt", format!("Hello\n{RECIPE}\n"));
    let store = store.parent().unwrap().parent().unwrap();
    fs_err::write(
        &settings,
        format!(
            "[holder]\ndomains = [\"cell.example\"]\n[content]\nstores = [\"{}\"]\n",
            store.display()
        ),
    )
    .unwrap();
    let log = site.file(
        "email.csv",
        "id,date,user,pc,to,cc,bcc,from,size,attachments,content\n\
         {A},03/02/2026 09:00:00,E1,PC-1,someone@mail.example,,,e1@cell.example,90000,1,\"\"\n\
         {B},03/02/2026 10:00:00,E1,PC-1,other@mail.example,,,e1@cell.example,90000,1,\"\"\n",
    );
    let captures = site.file(
        "captures.csv",
        "person,at,channel,file\nE1,2026-03-02 09:00:00,mail,0001/offer.txt\n",
    );
    site.bongsu(&[
        "import",
        "cert",
        text(log.parent().unwrap()),
        "--source",
        "records",
    ]);
    site.bongsu(&["import", "captures", text(&captures), "--source", "records"])
        .ok();
    site.run();
    let found = site.sql("SELECT file, technology, certainty, outward, row FROM content_match");
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0]["technology"], "tech_slurry");
    let acts = site.sql("SELECT row, technology FROM activity WHERE channel = 'mail' ORDER BY at");
    assert_eq!(acts.len(), 2, "{acts:?}");
    assert_eq!(
        (&acts[0]["technology"], &acts[1]["technology"]),
        (&"tech_slurry".into(), &Value::Null)
    );
    let findings =
        site.sql("SELECT detector FROM system.findings WHERE detector = 'taking.content-left'");
    assert_eq!(findings.len(), 1);
    let case = site.sql("SELECT \"case\" FROM system.cases")[0]["case"].clone();
    let shown = site.output(&["case", "show", case.as_str().unwrap()]);
    assert!(shown.contains("of which no copy was captured"), "{shown}");
    // The same again gives the same run, whether it is read anew or remembered.
    assert_eq!(site.run()["run"], site.run()["run"]);
}
