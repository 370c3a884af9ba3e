//! Documents in doubt: what cannot be read, what is the same and says nothing, and shares that must not be too high.

use serde_json::Value;

use crate::documents::{PASTED, RECIPE, add_technology, inspect, register, site};
use crate::support::{Site, rows, text};

/// A ZIP of one stored member, encrypted if `flag` is 1.
fn zip_of(name: &str, content: &[u8], flag: u8) -> Vec<u8> {
    // Twelve bytes stand before what is encrypted.
    let body = [vec![0; 12 * usize::from(flag)], content.to_vec()].concat();
    let size = |bytes: &[u8]| u32::try_from(bytes.len()).unwrap().to_le_bytes();
    let facts = [
        [20, 0, flag, 0, 0, 0, 0, 0, 0x21, 0].as_slice(),
        &crc(content).to_le_bytes(),
        &size(&body),
        &size(content),
        &[u8::try_from(name.len()).unwrap(), 0, 0, 0],
    ]
    .concat();
    let local = [b"PK\x03\x04".as_slice(), &facts, name.as_bytes(), &body].concat();
    let entry = [
        b"PK\x01\x02\x14\0".as_slice(),
        &facts,
        &[0; 14],
        name.as_bytes(),
    ]
    .concat();
    let end = [
        b"PK\x05\x06\0\0\0\0\x01\0\x01\0".as_slice(),
        &size(&entry),
        &size(&local),
        &[0, 0],
    ]
    .concat();
    [local, entry, end].concat()
}

fn crc(bytes: &[u8]) -> u32 {
    let mut crc = u32::MAX;
    for byte in bytes {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = (crc >> 1) ^ (0xedb8_8320 & 0_u32.wrapping_sub(crc & 1));
        }
    }
    !crc
}

#[test]
fn an_encrypted_member_is_an_answer_and_ends_nothing() {
    let site = site();
    site.file("out/a.zip", zip_of("a.txt", b"some words in here", 1));
    let last = site.file("out/b.txt", PASTED);
    let folder = last.parent().unwrap();
    let args = [
        "inspect",
        text(folder),
        "--format",
        "json",
        "--fail-on",
        "never",
    ];
    let files = rows(&site.bongsu(&args).json(), "files");
    let verdicts: Vec<&Value> = files.iter().map(|file| &file["verdict"]).collect();
    assert_eq!(verdicts, ["unreadable", "match"]);
    assert!(
        files[0]["unread"].to_string().contains("password"),
        "{}",
        files[0]
    );
    let answer = register(&site, folder, "tech_slurry");
    assert!(answer.err.contains("password"), "{}", answer.err);
    assert!(
        answer.err.contains("2 documents registered"),
        "{}",
        answer.err
    );
}

/// A mail with a picture attached.
fn mail(words: &str, picture: &str) -> String {
    format!(
        "From: a@cell.example\nTo: b@mail.example\nSubject: lunch\nDate: Mon, 2 Mar 2026 09:00:00 +0900\n\
         MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/plain\n\n{words}\n\
         --x\nContent-Type: image/png; name=logo.png\nContent-Transfer-Encoding: base64\n\n{picture}\n--x--\n"
    )
}

#[test]
fn the_same_logo_makes_no_match() {
    let site = Site::new();
    add_technology(&site, "tech_slurry", "Slurry recipe B-4");
    let logo = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
    let one = site.file("one.eml", mail(RECIPE, logo));
    register(&site, &one, "tech_slurry").ok();
    let other = site.file("other.eml", mail("The canteen is closed on Friday.", logo));
    let seen = inspect(&site, &other);
    assert_eq!(
        (&seen["verdict"], rows(&seen, "technologies").len()),
        (&"none-seen".into(), 0)
    );
}

#[test]
fn a_picture_in_an_archive_is_unknown_and_not_clean() {
    let site = site();
    let picture = [b"\x89PNG\r\n\x1a\n".as_slice(), &[0; 400]].concat();
    let archive = site.file("scan.zip", zip_of("scan.png", &picture, 0));
    assert_eq!(inspect(&site, &archive)["verdict"], "unreadable");
}

#[test]
fn a_share_does_not_count_what_stands_between_two_passages() {
    let site = site();
    let lines: Vec<&str> = RECIPE.lines().collect();
    let between =
        "The canteen has moved to the second floor, and lunch is served from half past eleven. "
            .repeat(4);
    let letter = format!("{}\n{between}\n{}\n", lines[1], lines[5]);
    let letter = site.file("letter.txt", letter);
    let seen = inspect(&site, &letter);
    let document = &rows(&rows(&seen, "technologies")[0], "documents")[0];
    let (of_document, of_file) = (&document["share_of_document"], &document["share_of_file"]);
    assert!(
        (0.12..0.55).contains(&of_document.as_f64().unwrap()),
        "{document}"
    );
    assert!(
        (0.12..0.5).contains(&of_file.as_f64().unwrap()),
        "{document}"
    );
    assert!(document["longest"].as_u64().unwrap() < 140, "{document}");
}

#[test]
fn an_entry_begins_with_what_was_imported() {
    let site = Site::new();
    site.add_source("records");
    let table = site.file(
        "technologies.csv",
        "technology,name,class,grade,paths\ntech_b4,Slurry B-4,national-core,4,*\\b4\\*\n",
    );
    site.bongsu(&[
        "import",
        "technologies",
        text(&table),
        "--source",
        "records",
    ])
    .ok();
    let known = site.sql("SELECT technology FROM technologies");
    let id = known[0]["technology"].as_str().unwrap();
    let added = site
        .bongsu(&["technology", "add", id, "--kept-in", "Faso"])
        .ok();
    assert!(
        added.err.contains("no wrapper called `Faso` is recognised"),
        "{}",
        added.err
    );
    let added = site
        .bongsu(&["technology", "add", id, "--kept-in", "Fasoo"])
        .ok();
    assert!(!added.err.contains("no wrapper"), "{}", added.err);
    let shown = site
        .bongsu(&["technology", "show", id, "--format", "json"])
        .json();
    let of = &shown["technology"];
    assert_eq!(
        (&of["name"], &of["class"], &of["grade"]),
        (&"Slurry B-4".into(), &"national-core".into(), &4.into())
    );
    assert_eq!(of["source"], "register");
}

#[test]
fn a_file_that_is_pasted_as_digits_is_read() {
    let site = site();
    let archive = zip_of("recipe.txt", RECIPE.as_bytes(), 0);
    let digits = data_encoding::BASE64.encode(&archive);
    let lines: Vec<&str> = digits
        .as_bytes()
        .chunks(76)
        .map(|line| std::str::from_utf8(line).unwrap())
        .collect();
    let pasted = site.file(
        "note.txt",
        format!("As promised:\n\n{}\n", lines.join("\n")),
    );
    let seen = inspect(&site, &pasted);
    assert_eq!(seen["verdict"], "match", "{seen}");
}

#[test]
fn a_line_that_says_so_is_enough_to_ask_somebody() {
    let site = site();
    let words = "The canteen is closed on Monday. Whoever is hungry goes to the bakery in the next street.\n";
    let marked = site.file("marked.txt", format!("[대외비] 식당 안내\n\n{words}"));
    assert_eq!(inspect(&site, &marked)["verdict"], "possible");
    let spoken = site.file(
        "spoken.txt",
        format!("{words}They said that the menu was confidential until noon, and nobody minded.\n"),
    );
    assert_eq!(inspect(&site, &spoken)["verdict"], "none-seen");
}

#[test]
fn an_archive_deeper_than_it_is_opened_is_registered_once() {
    let site = site();
    let mut archive = zip_of("deepest.txt", RECIPE.as_bytes(), 0);
    for depth in 0..5 {
        archive = zip_of(&format!("depth{depth}.zip"), &archive, 0);
    }
    let archive = site.file("nested.zip", archive);
    let first = register(&site, &archive, "tech_slurry").ok();
    assert!(first.err.contains("opened 3 deep"), "{}", first.err);
    let again = register(&site, &archive, "tech_slurry").ok();
    assert!(
        again.err.contains("0 documents registered"),
        "{}",
        again.err
    );
}
