//! The program, sites of its own for each story, and the simulated site that stories share.

mod program;
mod shared;
mod site;

#[cfg(unix)]
pub(crate) use program::killed_when;
pub(crate) use program::{Answer, bongsu, program, rows};
pub(crate) use shared::{Shared, read, shared};
pub(crate) use site::{Site, assert_adds_up, text};
