//! The one door to queries: DataFusion on this machine, with a memory limit and a place to spill.

use std::path::PathBuf;
use std::sync::Arc;

use arrow::array::RecordBatch;
use arrow::datatypes::{DataType, Schema, SchemaRef};
use datafusion::config::TableParquetOptions;
use datafusion::dataframe::DataFrameWriteOptions;
use datafusion::datasource::MemTable;
use datafusion::datasource::file_format::parquet::ParquetFormat;
use datafusion::datasource::listing::{
    ListingOptions, ListingTable, ListingTableConfig, ListingTableUrl,
};
use datafusion::error::DataFusionError;
use datafusion::execution::memory_pool::{FairSpillPool, TrackConsumersPool};
use datafusion::execution::runtime_env::RuntimeEnvBuilder;
use datafusion::prelude::{DataFrame, SQLOptions, SessionConfig, SessionContext};

use crate::rows::json_rows;
use crate::stream::Ran;

/// Rows that operators hand on at once: grouping over many columns pays its cost per batch less often.
const BATCH: usize = 1 << 14;

/// Limits of a session.
#[derive(Clone, Debug)]
pub struct SessionSettings {
    /// Memory for queries, in bytes; more is spilled.
    pub memory: usize,
    /// Where queries spill.
    pub spill: PathBuf,
}

/// A session over the tables of one site.
#[derive(Clone)]
pub struct LakeSession {
    ctx: SessionContext,
}

/// Why a query or a table failed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LakeError {
    /// A statement could not be planned or run.
    #[error("{what}: {}", plain(.reason))]
    Query {
        /// What was asked.
        what: String,
        /// What DataFusion said.
        // Not a source of this error: its text, made plain, is in the message, and would be said twice.
        reason: Box<DataFusionError>,
    },
    /// A file of the lake is damaged or gone.
    #[error(
        "`{path}` cannot be read as Parquet: {reason}\nhint: the file is damaged; restore it from a backup of the site"
    )]
    Damaged {
        /// The file.
        path: PathBuf,
        /// Why.
        reason: String,
    },
}

impl LakeSession {
    /// Opens a session.
    pub fn open(settings: &SessionSettings) -> Result<Self, LakeError> {
        let failed = |source| LakeError::new("could not open a session", source);
        let pool = FairSpillPool::new(settings.memory);
        let top = std::num::NonZeroUsize::MIN.saturating_add(2);
        let runtime = RuntimeEnvBuilder::new()
            .with_memory_pool(Arc::new(TrackConsumersPool::new(pool, top)))
            .with_temp_file_path(&settings.spill)
            .build_arc()
            .map_err(failed)?;
        let config = SessionConfig::new()
            .with_information_schema(true)
            .with_batch_size(BATCH)
            .with_default_catalog_and_schema("bongsu", "site")
            .set_bool("datafusion.execution.parquet.pushdown_filters", true)
            .set_bool("datafusion.execution.parquet.reorder_filters", true)
            .set_bool("datafusion.sql_parser.enable_ident_normalization", true);
        Ok(Self {
            ctx: SessionContext::new_with_config_rt(config, runtime),
        })
    }

    /// Registers Parquet files as a table; no file gives an empty table.
    #[expect(
        clippy::unused_async,
        reason = "a cluster session asks its nodes for the files"
    )]
    pub async fn add_files(
        &self,
        name: &str,
        schema: SchemaRef,
        files: &[PathBuf],
    ) -> Result<(), LakeError> {
        if files.is_empty() {
            return self.add_batches(name, schema, Vec::new());
        }
        let failed = |source| LakeError::new(&format!("could not open table `{name}`"), source);
        let mut urls = Vec::with_capacity(files.len());
        for file in files {
            check_parquet(file)?;
            urls.push(ListingTableUrl::parse(file.to_string_lossy()).map_err(failed)?);
        }
        let format = ParquetFormat::default().with_options(TableParquetOptions::default());
        let options = ListingOptions::new(Arc::new(format)).with_file_extension(".parquet");
        let config = ListingTableConfig::new_with_multi_paths(urls)
            .with_listing_options(options)
            .with_schema(with_views(&schema));
        let table = ListingTable::try_new(config).map_err(failed)?;
        self.register(name, Arc::new(table))
    }

    /// Registers one Parquet file under the columns it has.
    pub async fn add_file_as_is(
        &self,
        name: &str,
        path: &std::path::Path,
    ) -> Result<(), LakeError> {
        check_parquet(path)?;
        let failed = |source| LakeError::new(&format!("could not open table `{name}`"), source);
        let url = ListingTableUrl::parse(path.to_string_lossy()).map_err(failed)?;
        let options =
            ListingOptions::new(Arc::new(ParquetFormat::default())).with_file_extension(".parquet");
        let config = ListingTableConfig::new(url).with_listing_options(options);
        let config = config
            .infer_schema(&self.ctx.state())
            .await
            .map_err(failed)?;
        let table = ListingTable::try_new(config).map_err(failed)?;
        self.register(name, Arc::new(table))
    }

    /// Registers rows in memory as a table.
    pub fn add_batches(
        &self,
        name: &str,
        schema: SchemaRef,
        batches: Vec<RecordBatch>,
    ) -> Result<(), LakeError> {
        let failed = |source| LakeError::new(&format!("could not open table `{name}`"), source);
        let table = MemTable::try_new(schema, vec![batches]).map_err(failed)?;
        self.register(name, Arc::new(table))
    }

    /// Names a query, so that others can read it as a table.
    pub async fn add_view(&self, name: &str, sql: &str) -> Result<(), LakeError> {
        let failed = |source| LakeError::new(&format!("could not define `{name}`"), source);
        let view = self.ctx.sql(sql).await.map_err(failed)?.into_view();
        self.register(name, view)
    }

    /// Gives a table another name.
    pub fn rename(&self, from: &str, to: &str) -> Result<(), LakeError> {
        let failed = |source| LakeError::new(&format!("could not rename `{from}`"), source);
        match self.ctx.deregister_table(from).map_err(failed)? {
            Some(table) => self.register(to, table),
            None => Ok(()),
        }
    }

    /// Runs a read-only query and keeps its result in memory.
    pub async fn query(&self, what: &str, sql: &str) -> Result<Vec<RecordBatch>, LakeError> {
        let ran = Ran::start(sql);
        let failed = |source| LakeError::new(what, source);
        let frame = self.read_only(sql).await.map_err(failed)?;
        let batches = frame.collect().await.map_err(failed)?;
        let n_rows = batches.iter().map(RecordBatch::num_rows).sum();
        ran.with(n_rows).end(what);
        Ok(batches)
    }

    /// The columns a query would give, without running it.
    pub async fn plan(&self, what: &str, sql: &str) -> Result<SchemaRef, LakeError> {
        let failed = |source| LakeError::new(what, source);
        let frame = self.read_only(sql).await.map_err(failed)?;
        let schema = Arc::new(frame.schema().as_arrow().clone());
        frame.create_physical_plan().await.map_err(failed)?;
        Ok(schema)
    }

    /// Runs a query and writes its result as one Parquet file with zstd.
    pub async fn write(
        &self,
        what: &str,
        sql: &str,
        path: &std::path::Path,
    ) -> Result<(), LakeError> {
        let ran = Ran::start(sql);
        let failed = |source| LakeError::new(what, source);
        let frame = self.read_only(sql).await.map_err(failed)?;
        let mut parquet = TableParquetOptions::default();
        parquet.global.compression = Some("zstd(1)".to_owned());
        let options = DataFrameWriteOptions::new().with_single_file_output(true);
        let written = frame
            .write_parquet(&path.to_string_lossy(), options, Some(parquet))
            .await
            .map_err(failed)?;
        let count = json_rows(&written).ok().and_then(|rows| {
            let count = rows.first()?.get("count")?.as_u64()?;
            usize::try_from(count).ok()
        });
        ran.with(count.unwrap_or(0)).end(what);
        Ok(())
    }

    /// Registers a function of one text that gives a text or nothing.
    pub fn add_text_function(
        &self,
        name: &str,
        function: impl Fn(&str) -> Option<String> + Send + Sync + 'static,
    ) {
        crate::rows::register_text_function(&self.ctx, name, function);
    }

    /// The tables of the session with their columns, sorted.
    pub fn tables(&self) -> Vec<(String, SchemaRef)> {
        let mut tables = Vec::new();
        for schema in ["site", "system"] {
            let Some(provider) = self
                .ctx
                .catalog("bongsu")
                .and_then(|catalog| catalog.schema(schema))
            else {
                continue;
            };
            for name in provider.table_names() {
                let full = if schema == "site" {
                    name.clone()
                } else {
                    format!("{schema}.{name}")
                };
                let found = futures::executor::block_on(provider.table(&name));
                if let Ok(Some(table)) = found {
                    tables.push((full, table.schema()));
                }
            }
        }
        tables.sort_by(|a, b| a.0.cmp(&b.0));
        tables
    }

    /// Plans a statement that reads; any other is refused.
    pub(crate) async fn read_only(&self, sql: &str) -> Result<DataFrame, DataFusionError> {
        let options = SQLOptions::new()
            .with_allow_ddl(false)
            .with_allow_dml(false)
            .with_allow_statements(false);
        self.ctx.sql_with_options(sql, options).await
    }

    /// The underlying context, for the detector test runner.
    pub(crate) fn context(&self) -> &SessionContext {
        &self.ctx
    }

    fn register(
        &self,
        name: &str,
        table: Arc<dyn datafusion::catalog::TableProvider>,
    ) -> Result<(), LakeError> {
        let failed = |source| LakeError::new(&format!("could not open table `{name}`"), source);
        let (schema, bare) = name.split_once('.').unwrap_or(("site", name));
        let catalog = self.ctx.catalog("bongsu");
        if let Some(catalog) = &catalog
            && catalog.schema(schema).is_none()
        {
            let provider = Arc::new(datafusion::catalog::MemorySchemaProvider::new());
            catalog.register_schema(schema, provider).map_err(failed)?;
        }
        let reference = datafusion::common::TableReference::partial(schema, bare);
        self.ctx
            .deregister_table(reference.clone())
            .map_err(failed)?;
        self.ctx.register_table(reference, table).map_err(failed)?;
        Ok(())
    }
}

impl std::fmt::Debug for LakeSession {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("LakeSession").finish_non_exhaustive()
    }
}

impl LakeError {
    pub(crate) fn new(what: &str, source: DataFusionError) -> Self {
        Self::Query {
            what: what.to_owned(),
            reason: Box::new(source),
        }
    }
}

/// A schema whose texts are read as views: comparing and grouping them takes a third less time than as plain texts.
fn with_views(schema: &Schema) -> SchemaRef {
    let fields = schema.fields().iter().map(|field| match field.data_type() {
        DataType::Utf8 => Arc::new(field.as_ref().clone().with_data_type(DataType::Utf8View)),
        _ => Arc::clone(field),
    });
    Arc::new(Schema::new(fields.collect::<Vec<_>>()))
}

/// A Parquet file begins and ends with its magic; a cut or foreign file is named before a query meets it.
fn check_parquet(path: &std::path::Path) -> Result<(), LakeError> {
    use std::io::{Read, Seek, SeekFrom};
    let damaged = |reason: &str| LakeError::Damaged {
        path: path.to_owned(),
        reason: reason.to_owned(),
    };
    let mut ends = [[0_u8; 4]; 2];
    let read = || -> std::io::Result<[[u8; 4]; 2]> {
        let mut file = fs_err::File::open(path)?;
        file.read_exact(&mut ends[0])?;
        file.seek(SeekFrom::End(-4))?;
        file.read_exact(&mut ends[1])?;
        Ok(ends)
    };
    let mut read = read;
    match read() {
        Ok([start, end]) if &start == b"PAR1" && &end == b"PAR1" => Ok(()),
        Ok(_) => Err(damaged("the marks at its ends are missing")),
        Err(error) => Err(damaged(&error.to_string())),
    }
}

/// DataFusion's text without its error prefixes; of memory that does not suffice, what to do instead of its ledger.
fn plain(error: &DataFusionError) -> String {
    if let DataFusionError::ResourcesExhausted(text) = error.find_root()
        && text.contains("allocat")
    {
        return "the query needs more memory than it may have\n\
            hint: narrow it, look for a join without condition, or raise engine.memory_mib in bongsu.toml"
            .to_owned();
    }
    let text = error.strip_backtrace();
    [
        "Error during planning: ",
        "SQL error: ",
        "Schema error: ",
        "External error: ",
        "Execution error: ",
    ]
    .iter()
    .fold(text, |text, prefix| text.replace(prefix, ""))
}
