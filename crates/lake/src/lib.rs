#![doc = include_str!("../README.md")]

pub mod activity;
pub mod detector;
pub mod import;
pub mod input;
pub mod records;

mod baseline;
mod cells;
mod copy;
mod edges;
mod frame;
mod person_day;
mod rows;
mod session;
mod stream;

pub use baseline::{
    BASELINE_COLUMNS, BaselineError, Baselines, FEATURES, baseline_schema, baselines,
};
pub use cells::Cells;
pub use copy::copy_plain;
pub use edges::{EdgeColumns, EdgesError, TakeEdges, read_edges};
pub use frame::{arrow_type, nullable};
pub use person_day::{COUNTS, PERSON_DAY_SQL, person_day_schema};
pub use rows::{FrameError, json_rows, json_values, kind_of, text_of};
pub use session::{LakeError, LakeSession, SessionSettings};
pub use stream::RowStream;
