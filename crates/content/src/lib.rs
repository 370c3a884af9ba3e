#![doc = include_str!("../README.md")]

mod fold;
mod index;
mod marking;
mod path_rules;
mod pattern;
mod print;
mod shelf;

pub use index::{Index, Merged, Snapshot, Statistics, Writer};
pub use marking::{Level, Marking, marking};
pub use path_rules::PathRules;
pub use print::{HASH_BITS, Print, Prints, Tier};
pub use shelf::{Hit, Number, Registered, Shelf, ShelfError};
