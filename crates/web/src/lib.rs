#![doc = include_str!("../README.md")]

mod error;
mod pages;
mod pictures;
mod views;

pub mod words;

pub use error::PageError;
pub use pages::{TiesPage, case_index_page, case_page, ties_page};
pub use pictures::{Count, count_bars};
