#![doc = include_str!("../README.md")]

mod compare;
#[cfg(test)]
mod figures;
mod fold;
mod han;
mod hangul;
mod index;
mod loan;
mod prepare;
mod romanisation;
mod scripts;
mod tables;

pub use compare::{Comparison, Feature, FeatureKind, Verdict, compare};
pub use fold::fold;
pub use hangul::romanise;
pub use index::NameIndex;
pub use prepare::{LegalForm, NameKind, PreparedName};
