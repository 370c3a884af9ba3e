//! Detectors: SQL files with a typed header, linted, tested by examples, run over the tables of a site.

mod examples;
mod header;
mod lint;
mod pack;
mod run;

pub use examples::{ExampleReport, run_examples};
pub use header::{Detector, DetectorError, DetectorHeader, Param, ParamType, Status, SubjectKind};
pub use lint::{LintIssue, lint};
pub use pack::{BUILT_IN, Pack, PackError, built_in};
pub(crate) use run::grouped;
pub use run::{Hit, RunError, run};
