//! Stories over the whole program: each runs `bongsu` as a user would and looks at what it says and leaves behind.
//!
//! A simulation is written, imported and run once a process; a story that changes a site changes a copy of it.

#[cfg(test)]
mod asked;
#[cfg(test)]
mod command_line;
#[cfg(test)]
mod config;
#[cfg(test)]
mod detectors;
#[cfg(test)]
mod documents;
#[cfg(test)]
mod documents_doubt;
#[cfg(test)]
mod documents_gate;
#[cfg(test)]
mod documents_interrupted;
#[cfg(test)]
mod import_again;
#[cfg(test)]
mod import_counts;
#[cfg(test)]
mod import_formats;
#[cfg(test)]
mod import_interrupted;
#[cfg(test)]
mod listed;
#[cfg(test)]
mod logging;
#[cfg(test)]
mod permutation;
#[cfg(test)]
mod privacy;
#[cfg(test)]
mod registers;
#[cfg(test)]
mod repeat;
#[cfg(test)]
mod reveal;
#[cfg(test)]
mod settings;
#[cfg(test)]
mod sql;
#[cfg(test)]
mod support;
#[cfg(test)]
mod whole_way;
mod without_site;
