//! Pictures as SVG, drawn on the server: each with a title, a description and classes that the page's style colours.
//!
//! Pictures carry no script, no style attribute and no external reference. They are pure: numbers in, text out.

mod bars;
mod fit;
mod surroundings;
mod svg;
mod ties;
mod time;
mod weights;

pub use bars::{Count, count_bars};
pub(crate) use surroundings::surroundings;
pub use surroundings::{LeftOut, Neighbour, Surroundings, Tie};
pub(crate) use ties::ties;
pub(crate) use time::{peak, time};
pub(crate) use weights::weights;

/// The width of every picture in user units; pages scale it.
const WIDTH: f64 = 1040.0;
