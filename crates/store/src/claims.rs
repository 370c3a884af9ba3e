//! Claims: which sources and file names gave the bytes of an import.
//!
//! The rows of an import belong to the lake while one claim on it stands. A claim ends when its source gives other
//! bytes under the same name, or when the same bytes are read in another way.

use bongsu_model::Micros;

use crate::imports::ImportRecord;
use crate::lake_files;
use crate::sqlite::Connect;
use crate::{Store, StoreError};

/// That a source gave the bytes of an import under a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// The import.
    pub import: String,
    /// The source; its terms hold for the rows while the claim stands.
    pub source: String,
    /// The file name it gave.
    pub file_name: String,
    /// When.
    pub at: Micros,
    /// The import that ended the claim.
    pub ended_by: Option<String>,
}

/// What an import or a claim took the place of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Replaced {
    /// Rows of another reading of the same bytes that left the lake.
    pub reread_rows: u64,
    /// Rows of other bytes that left the lake: earlier files of the same source and name.
    pub earlier_rows: u64,
    /// Where earlier rows of this source and name stay: who else gave them, as source and file name.
    pub held_by: Vec<(String, String)>,
}

impl Store {
    /// Records that a source gave the bytes of an import too; `None` where it is known already.
    ///
    /// Earlier files of the same source and name lose their place, as with an import of its own.
    pub async fn claim(
        &self,
        known: &ImportRecord,
        source: &str,
        file_name: &str,
        now: Micros,
    ) -> Result<Option<Replaced>, StoreError> {
        let mut transaction = self.begin_write().await?;
        let given = ImportRecord {
            source: source.to_owned(),
            file_name: file_name.to_owned(),
            at: now,
            ..known.clone()
        };
        if !insert(&mut transaction, &given).await? {
            return Ok(None);
        }
        end_replaced(&mut transaction, &given).await?;
        let replaced = settle(&mut transaction, &given).await?;
        transaction.commit().await?;
        Ok(Some(replaced))
    }

    /// The claims on one import or on all, ended ones too; of each import the first one first.
    pub async fn claims(&self, import: Option<&str>) -> Result<Vec<Claim>, StoreError> {
        let query = sqlx::query_as::<_, (String, String, String, i64, Option<String>)>(
            include_str!("../queries/claims.sql"),
        );
        let rows = query.bind(import).fetch_all(self.reader()).await?;
        let claims = rows
            .into_iter()
            .map(|(import, source, file_name, at, ended_by)| Claim {
                import,
                source,
                file_name,
                at: Micros(at),
                ended_by,
            });
        Ok(claims.collect())
    }
}

/// Claims a new import for its source and for whoever held the reading it supersedes, and ends what it replaces.
pub(crate) async fn of_import(
    connection: &mut Connect,
    record: &ImportRecord,
) -> Result<Replaced, StoreError> {
    insert(connection, record).await?;
    for sql in [
        include_str!("../queries/claims_inherit.sql"),
        include_str!("../queries/claims_end_reread.sql"),
    ] {
        sqlx::query(sql)
            .bind(&record.import)
            .execute(&mut *connection)
            .await?;
    }
    end_replaced(connection, record).await?;
    settle(connection, record).await
}

/// Claims an import; `false` where the claim stands already.
async fn insert(connection: &mut Connect, record: &ImportRecord) -> Result<bool, StoreError> {
    let done = sqlx::query(include_str!("../queries/claim_insert.sql"))
        .bind(&record.import)
        .bind(&record.source)
        .bind(&record.file_name)
        .bind(record.at.0)
        .execute(connection)
        .await?;
    Ok(done.rows_affected() > 0)
}

async fn end_replaced(connection: &mut Connect, record: &ImportRecord) -> Result<(), StoreError> {
    if record.replaces {
        sqlx::query(include_str!("../queries/claims_end_replaced.sql"))
            .bind(&record.import)
            .bind(&record.source)
            .bind(&record.file_name)
            .bind(&record.target)
            .execute(connection)
            .await?;
    }
    Ok(())
}

/// Imports that nobody holds any more are superseded, and their files leave the lake.
async fn settle(connection: &mut Connect, record: &ImportRecord) -> Result<Replaced, StoreError> {
    sqlx::query(include_str!("../queries/imports_unclaimed.sql"))
        .bind(&record.import)
        .execute(&mut *connection)
        .await?;
    let held_by = sqlx::query_as(include_str!("../queries/claims_beside_ended.sql"))
        .bind(&record.import)
        .bind(&record.source)
        .bind(&record.file_name)
        .fetch_all(&mut *connection)
        .await?;
    let (reread_rows, earlier_rows) = lake_files::drop_superseded(connection, record).await?;
    Ok(Replaced {
        reread_rows,
        earlier_rows,
        held_by,
    })
}
