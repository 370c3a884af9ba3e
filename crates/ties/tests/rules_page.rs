//! `docs/rules.md` and its pictures say what the code computes.

#[path = "../examples/rules_pictures/draw.rs"]
mod draw;
#[path = "../examples/rules_pictures/sketch.rs"]
mod sketch;
#[path = "../examples/rules_pictures/worked.rs"]
mod worked;

use std::path::{Path, PathBuf};

use bongsu_ties::RuleBook;

fn docs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs")
}

#[test]
fn every_picture_is_the_one_that_the_code_draws() {
    for worked in worked::all().unwrap() {
        let file = docs().join(format!("pictures/rules/{}.svg", worked.name));
        let kept = fs_err::read_to_string(file).unwrap();
        assert!(
            kept == worked.picture,
            "`{}.svg` is old: run `cargo run -p bongsu-ties --example rules_pictures`",
            worked.name
        );
    }
}

#[test]
fn the_page_shows_every_picture_and_says_every_result() {
    let page = fs_err::read_to_string(docs().join("rules.md")).unwrap();
    for worked in worked::all().unwrap() {
        assert!(
            page.contains(&format!("(pictures/rules/{}.svg)", worked.name)),
            "{}",
            worked.name
        );
        assert!(!worked.lines.is_empty());
        for line in &worked.lines {
            assert!(
                page.contains(&format!("- {line}\n")),
                "the page does not say: {line}"
            );
        }
    }
}

#[test]
fn the_page_describes_every_rule_with_its_source() {
    let page = fs_err::read_to_string(docs().join("rules.md")).unwrap();
    for rule in RuleBook::built_in().unwrap().rules() {
        assert!(page.contains(&format!("## {}", rule.name)), "{}", rule.name);
        assert!(
            page.contains(&rule.source.reference),
            "{}",
            rule.source.reference
        );
    }
}
