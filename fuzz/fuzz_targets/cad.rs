//! What fuzzing gives to the entry of cad.
#![no_main]

#[path = "../entry.rs"]
#[allow(dead_code)] // each target calls one of them
mod entry;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| entry::cad(bytes));
