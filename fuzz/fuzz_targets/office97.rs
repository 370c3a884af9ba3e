#![no_main]
//! Runs `entry::office97` on whatever the fuzzer makes up.

#[path = "../entry.rs"]
#[allow(dead_code)] // each target calls one of them
mod entry;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| entry::office97(bytes));
