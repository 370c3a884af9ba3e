#![doc = include_str!("../README.md")]

mod fold;
mod index;
mod labels;
mod marking;
mod path_rules;
mod pattern;
mod print;
mod shelf;
mod wrapper;

pub use index::{Index, Merged, Snapshot, Statistics, Writer};
pub use labels::{Label, LabelFinding, Tenants, label_findings, labels};
pub use marking::{
    Control, FoundMarking, Level, MarkedDocument, MarkedText, Marking, MarkingPlace, MarkingSpot,
    Protection, Standing, Strength, marking, markings,
};
pub use path_rules::PathRules;
pub use print::{HASH_BITS, Print, Prints, Tier};
pub use shelf::{Hit, Number, Registered, Shelf, ShelfError};
pub use wrapper::{WrapperCheck, wrapper_check};
