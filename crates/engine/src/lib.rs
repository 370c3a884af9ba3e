#![doc = include_str!("../README.md")]

mod blindness;
mod correlate;
mod derive;
mod destinations;
mod exposure;
mod site;
mod tables;

pub mod atlas;
pub mod content;
pub mod evaluate;
pub mod explain;
pub mod import;
pub mod query;
pub mod run;
pub mod stats;

pub use site::{Site, SiteError, SiteLock};
pub use tables::{TablesError, add_empty};
