//! `-v` and `-vv`: what the program does, on standard error, off by default.
//!
//! Messages read by themselves and repeat their values as fields. They hold ids, counts and durations, never a name,
//! an account, an address or a value of a record.

use std::fmt;
use std::io;

use tracing::level_filters::LevelFilter;
use tracing_subscriber::Layer;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::fmt::format::Writer;
use tracing_subscriber::fmt::time::FormatTime;
use tracing_subscriber::layer::SubscriberExt;

use crate::args::LogFormat;
use crate::clock;

/// Begins to log; only what this program's own crates say.
pub(crate) fn start(verbose: u8, format: LogFormat) {
    let level = match verbose {
        0 => return,
        1 => LevelFilter::INFO,
        _ => LevelFilter::DEBUG,
    };
    let lines = tracing_subscriber::fmt::layer()
        .with_writer(io::stderr)
        .with_ansi(false)
        .with_target(false)
        // A closed standard error is no reason to stop.
        .log_internal_errors(false);
    let ours = Targets::new().with_target("bongsu", level);
    let lines = match format {
        LogFormat::Text => lines.without_time().with_filter(ours).boxed(),
        LogFormat::Json => lines.json().with_timer(Edge).with_filter(ours).boxed(),
    };
    // Whoever began before goes on: a process logs once.
    let _earlier =
        tracing::subscriber::set_global_default(tracing_subscriber::registry().with(lines));
}

/// The clock of the edge, as RFC 3339 in UTC.
struct Edge;

impl FormatTime for Edge {
    fn format_time(&self, writer: &mut Writer<'_>) -> fmt::Result {
        writer.write_str(&bongsu_engine::query::utc(clock::now()))
    }
}
