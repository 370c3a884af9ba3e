//! What pages show, as plain structs of text: templates only place it.
//!
//! Every text has passed [`words::visible`](crate::words::visible); the template engine escapes it.

mod case;
mod index;
mod ties;
mod timeline;
mod weights;

pub(crate) use case::CaseView;
pub(crate) use index::IndexView;
pub(crate) use ties::TiesView;
