//! What is known about words in names: legal forms, company words, places, numbers, surnames, titles.

pub(crate) mod cantonese;
pub(crate) mod forms;
pub(crate) mod han;
pub(crate) mod japanese;
pub(crate) mod mandarin;
pub(crate) mod meanings;
pub(crate) mod numbers;
pub(crate) mod palladius;
pub(crate) mod people;
pub(crate) mod places;
pub(crate) mod surnames;
pub(crate) mod words;
