#![doc = include_str!("../README.md")]

mod indicator;
mod listing;
mod look_alike;
mod matching;

pub use indicator::{Indicator, Network, read_indicator, registrable_domain};
pub use listing::{Asset, AssetKind, Exposure, How, Listing};
pub use matching::match_listings;
