//! Replays what fuzzing kept (`fuzz/corpus/names`).
#![expect(clippy::unwrap_used, reason = "a test")]

#[path = "../../../fuzz/names.rs"]
mod entry;

#[path = "../../../fuzz/kept.rs"]
mod kept;

#[test]
fn names_of_anything_hold_what_they_promise() {
    for bytes in kept::kept("names") {
        entry::names(&bytes);
    }
}
