//! Read-only queries: their rows batch after batch, and what the log says of them.

use std::time::Instant;

use arrow::array::RecordBatch;
use arrow::datatypes::SchemaRef;
use datafusion::execution::SendableRecordBatchStream;
use datafusion::sql::sqlparser::dialect::GenericDialect;
use datafusion::sql::sqlparser::tokenizer::{Token, Tokenizer};
use futures::StreamExt;

use crate::session::{LakeError, LakeSession};

/// The result of a query, one batch at a time, so that no more of it is in memory.
pub struct RowStream {
    what: String,
    batches: SendableRecordBatchStream,
    ran: Ran,
}

/// What the log says of a query when it has ended.
pub(crate) struct Ran {
    sql: Option<String>,
    started: Instant,
    n_rows: usize,
}

impl LakeSession {
    /// Runs a read-only query whose rows are asked for one batch after another.
    pub async fn stream(&self, what: &str, sql: &str) -> Result<RowStream, LakeError> {
        let ran = Ran::start(sql);
        let failed = |source| LakeError::new(what, source);
        let frame = self.read_only(sql).await.map_err(failed)?;
        Ok(RowStream {
            what: what.to_owned(),
            batches: frame.execute_stream().await.map_err(failed)?,
            ran,
        })
    }
}

impl RowStream {
    /// The columns.
    pub fn schema(&self) -> SchemaRef {
        self.batches.schema()
    }

    /// The next rows; none when all were given.
    pub async fn next(&mut self) -> Result<Option<RecordBatch>, LakeError> {
        match self.batches.next().await {
            Some(Ok(batch)) => {
                self.ran.n_rows += batch.num_rows();
                Ok(Some(batch))
            }
            Some(Err(error)) => Err(LakeError::new(&self.what, error)),
            None => {
                self.ran.end(&self.what);
                Ok(None)
            }
        }
    }
}

impl std::fmt::Debug for RowStream {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RowStream").finish_non_exhaustive()
    }
}

impl Ran {
    pub(crate) fn start(sql: &str) -> Self {
        let wanted = tracing::enabled!(tracing::Level::DEBUG);
        Self {
            sql: wanted.then(|| without_values(sql)),
            started: Instant::now(),
            n_rows: 0,
        }
    }

    /// Counts the rows of a result that came as a whole.
    pub(crate) const fn with(mut self, n_rows: usize) -> Self {
        self.n_rows = n_rows;
        self
    }

    pub(crate) fn end(&mut self, what: &str) {
        let Some(sql) = self.sql.take() else { return };
        let duration_ms = self.started.elapsed().as_millis() as u64;
        let n_rows = self.n_rows;
        tracing::debug!(
            duration_ms,
            n_rows,
            sql,
            "query `{what}` gave {n_rows} rows in {duration_ms} ms"
        );
    }
}

/// A query in one line, without comments and without the texts and numbers it compares with: they may mean people.
///
/// Only a query that ran is logged, so a bare word in it is a keyword or the name of something in the lake or in the
/// query. What stands in double quotes may be a heading in any words, and is kept only where it looks like a name.
fn without_values(sql: &str) -> String {
    let Ok(tokens) = Tokenizer::new(&GenericDialect {}, sql).tokenize() else {
        return "a text that is no query".to_owned();
    };
    let mut line = String::new();
    for token in tokens {
        match token {
            Token::Whitespace(_) if line.ends_with(' ') => {}
            Token::Whitespace(_) => line.push(' '),
            Token::Word(ref word) if word.quote_style.is_none() || is_plain(&word.value) => {
                line.push_str(&token.to_string());
            }
            Token::Number(..) => line.push('…'),
            Token::Word(_) => line.push_str("\"…\""),
            // Marks are short; anything longer is a text in some kind of quotes.
            other => {
                let text = other.to_string();
                line.push_str(if text.len() <= 3 && !text.contains('\'') {
                    &text
                } else {
                    "'…'"
                });
            }
        }
    }
    line.trim().to_owned()
}

/// Whether a quoted name is spelt as those of tables and columns are.
fn is_plain(name: &str) -> bool {
    name.bytes()
        .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_logged_query_holds_no_text_and_no_comment() {
        for (sql, logged) in [
            (
                "SELECT a AS \"Kim Hana\",\n  \"b_1\" -- Kim Hana's\nFROM t WHERE name = 'Kim ''Hana''' AND n >= 8801",
                "SELECT a AS \"…\", \"b_1\" FROM t WHERE name = '…' AND n >= …",
            ),
            (
                "SELECT E'Kim', N'Kim', X'4B', $$Kim$$",
                "SELECT '…', '…', '…', '…'",
            ),
            ("SELECT /* Kim */ 1", "SELECT …"),
            ("SELECT 'Kim", "a text that is no query"),
        ] {
            assert_eq!(without_values(sql), logged);
        }
    }
}
