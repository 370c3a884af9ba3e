#![doc = include_str!("../README.md")]

mod canonical;
mod compare;
mod fold;
mod key;
mod marking;
mod path_rules;
mod pattern;
mod print;
mod prints;
mod shelf;
mod winnow;

pub use compare::{Certainty, Match, Passage, Shared, compare, percent, shared};
pub use key::Key;
pub use marking::{Level, Marking, marking};
pub use path_rules::PathRules;
pub use print::{HASH_BITS, Print, Prints, Tier};
pub use prints::{Kind, Language};
pub use shelf::{Hit, MemoryShelf, Number, Registered, Shelf, ShelfError};
