#![doc = include_str!("../README.md")]

mod error;
mod pages;
mod pictures;
mod views;

pub mod words;

pub use error::PageError;
pub use pages::{
    BetweenPage, Excerpt, InspectedDocument, InspectedFile, InspectedPassage, InspectedTechnology,
    InspectionPage, TiesPage, between_page, case_index_page, case_page, inspection_page, ties_page,
};
pub use pictures::{Count, LeftOut, Neighbour, Surroundings, Tie, count_bars};
