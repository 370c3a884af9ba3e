#![doc = include_str!("../README.md")]

mod book;
mod compare;
mod compound;
mod cyrillic;
#[cfg(test)]
mod figures;
mod fold;
mod han;
mod hangul;
mod in_common;
mod index;
mod japanese;
mod loan;
mod prepare;
mod romanisation;
mod scan;
mod scripts;
mod tables;

pub use book::{Hit, NameBook};
pub use compare::{Comparison, Feature, FeatureKind, Verdict, compare};
pub use fold::fold;
pub use hangul::romanise;
pub use in_common::{InCommon, in_common};
pub use index::{IndexError, NameIndex};
pub use prepare::{LegalForm, NameKind, PreparedName};
pub use scan::ScanName;
