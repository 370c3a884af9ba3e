//! What fuzzing gives to the entry of prints.
#![no_main]
#[path = "../prints.rs"]
mod entry;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| entry::prints(bytes));
