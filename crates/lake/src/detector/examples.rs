//! Examples beside each detector (`.slt`): rows in, findings out, run by `sqllogictest` on the same engine.
//!
//! An example file fills tables with `INSERT INTO` and reads the view `finding`, which is the detector's query. Each
//! scenario is introduced by a comment `# match: …` or `# near miss: …`; one match and two near misses are wanted.

use datafusion::arrow::util::display::{ArrayFormatter, FormatOptions};
use datafusion::error::DataFusionError;
use sqllogictest::{AsyncDB, DBOutput, DefaultColumnType, Runner};

use super::header::Detector;
use crate::session::{LakeError, LakeSession, SessionSettings};

/// What a run of examples said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExampleReport {
    /// The example file.
    pub file: String,
    /// Scenarios that must match.
    pub matches: usize,
    /// Scenarios that must not.
    pub near_misses: usize,
    /// What failed, in order; empty when all is well.
    pub failures: Vec<String>,
}

/// A session of a single example file.
struct ExampleDb {
    session: LakeSession,
}

/// Runs the examples of a detector; `empty` fills a fresh session with every table, empty.
pub async fn run_examples(
    detector: &Detector,
    (file, script): (&str, &str),
    settings: &SessionSettings,
    empty: impl AsyncFn(&LakeSession) -> Result<(), LakeError>,
) -> ExampleReport {
    let count = |mark: &str| script.lines().filter(|line| line.starts_with(mark)).count();
    let mut report = ExampleReport {
        file: file.to_owned(),
        matches: count("# match:"),
        near_misses: count("# near miss:"),
        failures: Vec::new(),
    };
    if report.matches < 1 || report.near_misses < 2 {
        report
            .failures
            .push("at least one `# match:` and two `# near miss:` scenarios are wanted".to_owned());
    }
    let session = match prepare(detector, settings, empty).await {
        Ok(session) => session,
        Err(error) => {
            report.failures.push(error.to_string());
            return report;
        }
    };
    let mut runner = Runner::new(async || {
        Ok(ExampleDb {
            session: session.clone(),
        })
    });
    if let Err(error) = runner.run_script_async(script).await {
        report.failures.push(error.display(false).to_string());
    }
    report
}

async fn prepare(
    detector: &Detector,
    settings: &SessionSettings,
    empty: impl AsyncFn(&LakeSession) -> Result<(), LakeError>,
) -> Result<LakeSession, LakeError> {
    let session = LakeSession::open(settings)?;
    empty(&session).await?;
    session.add_view("finding", &detector.query()).await?;
    Ok(session)
}

#[async_trait::async_trait]
impl AsyncDB for ExampleDb {
    type Error = DataFusionError;
    type ColumnType = DefaultColumnType;

    async fn run(&mut self, sql: &str) -> Result<DBOutput<DefaultColumnType>, DataFusionError> {
        let batches = self.session.context().sql(sql).await?.collect().await?;
        let Some(first) = batches.first() else {
            return Ok(DBOutput::StatementComplete(0));
        };
        let is_count = first.num_columns() == 1 && first.schema().field(0).name() == "count";
        if is_count && sql.trim_start().to_lowercase().starts_with("insert") {
            return Ok(DBOutput::StatementComplete(0));
        }
        let options = FormatOptions::default().with_null("NULL");
        let mut rows = Vec::new();
        for batch in &batches {
            let columns: Vec<ArrayFormatter<'_>> = batch
                .columns()
                .iter()
                .map(|column| ArrayFormatter::try_new(column.as_ref(), &options))
                .collect::<Result<_, _>>()?;
            rows.extend(
                (0..batch.num_rows())
                    .map(|row| columns.iter().map(|column| cell(column, row)).collect()),
            );
        }
        let types = vec![DefaultColumnType::Any; first.num_columns()];
        Ok(DBOutput::Rows { types, rows })
    }

    async fn shutdown(&mut self) {}

    fn engine_name(&self) -> &'static str {
        "datafusion"
    }
}

fn cell(column: &ArrayFormatter<'_>, row: usize) -> String {
    let text = column.value(row).to_string();
    if text.is_empty() {
        "(empty)".to_owned()
    } else {
        text
    }
}
