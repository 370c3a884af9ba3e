//! The activity table: one row per observed act, Parquet by month, sorted by person and time.
//!
//! Data flow of an import: `split` cuts a log into blocks of whole records, workers turn each into a [`Block`] of
//! columns, [`ActivityWriter`] gathers blocks by month and writes sorted files. Blocks are taken in file order, so
//! the same log gives the same files. Memory is bounded by the writer's budget and a few blocks in flight.

use std::sync::Arc;

use arrow::datatypes::{DataType, Field, Schema, SchemaRef, TimeUnit};

mod block;
mod cert;
mod clock;
mod pipeline;
mod place;
mod split;
pub(crate) mod target;
mod writer;

pub use block::{Act, Block, Texts};
pub use cert::{CertKind, CertLog, LayoutError, R4_2_HEADERS};
pub use clock::{LocalClock, Moment};
pub use pipeline::{CertImport, ImportError, import_cert};
pub use place::{Given, Place, place};
pub use target::{Surroundings, without_key};
pub use writer::{ActivityWriter, WriteError};

/// The columns of `activity`, in order, with what they mean.
pub const COLUMNS: [(&str, DataType, &str); 16] = [
    (
        "at",
        DataType::Timestamp(TimeUnit::Microsecond, None),
        "when, UTC",
    ),
    ("day", DataType::Date32, "the day in the site's time zone"),
    ("hour", DataType::Int8, "the hour of that day, 0 to 23"),
    ("person", DataType::Utf8, "who: a pseudonym"),
    ("account", DataType::Utf8, "the account used: a pseudonym"),
    (
        "device",
        DataType::Utf8,
        "the computer, as the source names it",
    ),
    (
        "channel",
        DataType::Utf8,
        "logon, removable, file, mail, web, cloud, print, remote or badge",
    ),
    (
        "action",
        DataType::Utf8,
        "logon, logoff, connect, disconnect, open, copy, write, delete, send, receive, visit, upload, download, \
         print, enter or exit",
    ),
    (
        "object",
        DataType::Utf8,
        "file path or address without its query",
    ),
    (
        "object_kind",
        DataType::Utf8,
        "file extension; for mail `message` or `attachment`",
    ),
    ("bytes", DataType::Int64, "size where the source gives one"),
    (
        "outward",
        DataType::Boolean,
        "whether it left the holder's control",
    ),
    (
        "counterpart",
        DataType::Utf8,
        "outside host or domains, several joined by `;`",
    ),
    ("technology", DataType::Utf8, "protected technology touched"),
    (
        "source",
        DataType::Utf8,
        "short digest of the file it stands in",
    ),
    (
        "row",
        DataType::Int64,
        "row in that file, counted from 1 after the header",
    ),
];

/// The Arrow schema of `activity`.
pub fn schema() -> SchemaRef {
    let required = [
        "at", "day", "hour", "person", "channel", "action", "outward", "source", "row",
    ];
    let fields = COLUMNS
        .iter()
        .map(|(name, kind, _)| Field::new(*name, kind.clone(), !required.contains(name)));
    Arc::new(Schema::new(fields.collect::<Vec<_>>()))
}
