//! What the terminal shows: text in 100 columns, in the same order as the page.
//!
//! Layout is done on lines of spans that know their width; colour is put on last. Every text that enters a line has
//! passed [`words::visible`](bongsu_web::words::visible), so that a name from a record cannot steer the terminal.

mod case;
mod line;
mod list;
mod paths;
mod score;
mod stats;
mod style;
mod table;
mod text;
mod timeline;

pub(crate) use case::case_text;
pub(crate) use line::paragraphs;
pub(crate) use list::case_list;
pub(crate) use paths::path_text;
pub(crate) use stats::{StatRow, stat_tables};
pub(crate) use style::{Meaning, Style};
pub(crate) use table::{Cell, Column, Table};

/// A count and its noun: `1 row`, `88,102 rows`.
pub(crate) use bongsu_web::words::plural as counted;

/// The columns that output fits.
pub(crate) const WIDTH: usize = 100;

#[cfg(test)]
mod tests;
