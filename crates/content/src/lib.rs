#![doc = include_str!("../README.md")]

mod fold;
mod marking;
mod path_rules;
mod pattern;

pub use marking::{Level, Marking, marking};
pub use path_rules::PathRules;
