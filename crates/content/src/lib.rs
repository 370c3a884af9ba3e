#![doc = include_str!("../README.md")]

mod canonical;
mod compare;
mod escaped;
mod fold;
mod index;
mod key;
mod labels;
mod marking;
mod path_rules;
mod pattern;
mod print;
mod prints;
mod shelf;
mod winnow;
mod wrapper;

pub use compare::{
    COMPARISON, Certainty, Match, Passage, Shared, compare, compare_text, hidden, percent, shared,
    subtracted,
};
pub use index::{Index, Merged, Snapshot, Statistics, Writer};
pub use key::Key;
pub use labels::{Label, LabelFinding, Tenants, label_findings, labels};
pub use marking::{
    Control, FoundMarking, Level, MarkedDocument, MarkedText, Marking, MarkingPlace, MarkingSpot,
    Protection, Standing, Strength, marking, markings,
};
pub use path_rules::PathRules;
pub use print::{Chosen, HASH_BITS, Print, Prints, Tier};
pub use prints::{Kind, Language};
pub use shelf::{Hit, MemoryShelf, Number, Registered, Shelf, ShelfError};
pub use wrapper::{WrapperCheck, wrapper_check};
