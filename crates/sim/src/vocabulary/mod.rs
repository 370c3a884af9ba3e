//! Words that records are written with: names of people, companies, sites and subjects.

pub(crate) mod companies;
pub(crate) mod people;
pub(crate) mod sites;
pub(crate) mod subjects;
