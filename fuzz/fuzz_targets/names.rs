//! What fuzzing gives to the entry of names.
#![no_main]
#[path = "../names.rs"]
mod entry;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| entry::names(bytes));
