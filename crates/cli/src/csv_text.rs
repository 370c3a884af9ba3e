//! CSV that is written as it comes, some kilobytes at once.

use crate::out::Out;

/// What is gathered before it is written.
const CHUNK: u64 = 1 << 16;

/// Records on their way to standard output.
#[derive(Debug)]
pub(crate) struct CsvText {
    writer: csv::Writer<Vec<u8>>,
    n_bytes: u64,
}

impl CsvText {
    /// Nothing yet.
    pub(crate) fn new() -> Self {
        Self {
            writer: csv::Writer::from_writer(Vec::new()),
            n_bytes: 0,
        }
    }

    /// Adds a record.
    pub(crate) fn record<'a>(
        &mut self,
        fields: impl IntoIterator<Item = &'a str>,
        out: &mut Out,
    ) -> anyhow::Result<()> {
        for field in fields {
            self.n_bytes += field.len() as u64 + 1;
            self.writer.write_field(field)?;
        }
        self.writer.write_record(None::<&[u8]>)?;
        if self.n_bytes > CHUNK {
            self.end(out)?;
        }
        Ok(())
    }

    /// Writes what is gathered.
    pub(crate) fn end(&mut self, out: &mut Out) -> anyhow::Result<()> {
        let done = std::mem::replace(&mut self.writer, csv::Writer::from_writer(Vec::new()));
        self.n_bytes = 0;
        out.data(&String::from_utf8(done.into_inner()?)?)
    }
}
