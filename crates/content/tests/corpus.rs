//! Replays what fuzzing kept (`fuzz/corpus/prints`).
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test, and what it shares with the fuzz target"
)]

#[path = "../../../fuzz/prints.rs"]
#[expect(
    clippy::pedantic,
    reason = "shared with the fuzz target, which has lints of its own"
)]
mod entry;

#[path = "../../../fuzz/kept.rs"]
mod kept;

#[test]
fn prints_of_anything_hold_what_they_promise() {
    for bytes in kept::kept("prints") {
        entry::prints(&bytes);
    }
}
