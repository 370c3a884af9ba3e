//! Sources and their terms: nothing is imported from a source without basis, purpose, notice and retention.

use bongsu_model::{Micros, SourceTerms};

use crate::values::{not_blank, parsed, unreadable};
use crate::{Store, StoreError};

impl Store {
    /// Adds a source; `false` where it exists with the same terms, an error where it exists with others.
    pub async fn add_source(&self, terms: &SourceTerms, now: Micros) -> Result<bool, StoreError> {
        not_blank("the name of the source", &terms.name)?;
        not_blank("the lawful basis of the source", &terms.basis)?;
        not_blank("the purpose of the source", &terms.purpose)?;
        if terms.retention_days == 0 {
            return Err(StoreError::Blank {
                what: "the retention of the source",
            });
        }
        let mut transaction = self.begin_write().await?;
        let existing: Option<SourceRow> = sqlx::query_as(SOURCES)
            .bind(&terms.name)
            .fetch_optional(&mut *transaction)
            .await?;
        if let Some(existing) = existing {
            if existing.terms()? == *terms {
                return Ok(false);
            }
            return Err(StoreError::SourceExists {
                name: terms.name.clone(),
            });
        }
        sqlx::query(include_str!("../queries/source_insert.sql"))
            .bind(&terms.name)
            .bind(&terms.basis)
            .bind(&terms.purpose)
            .bind(terms.notice.to_string())
            .bind(i64::from(terms.retention_days))
            .bind(&terms.owner)
            .bind(now.0)
            .execute(&mut *transaction)
            .await?;
        transaction.commit().await?;
        Ok(true)
    }

    /// The terms of one source.
    pub async fn source(&self, name: &str) -> Result<Option<SourceTerms>, StoreError> {
        let row: Option<SourceRow> = sqlx::query_as(SOURCES)
            .bind(name)
            .fetch_optional(self.reader())
            .await?;
        row.map(SourceRow::terms).transpose()
    }

    /// The terms of every source, by name.
    pub async fn sources(&self) -> Result<Vec<SourceTerms>, StoreError> {
        let rows: Vec<SourceRow> = sqlx::query_as(SOURCES)
            .bind(None::<&str>)
            .fetch_all(self.reader())
            .await?;
        rows.into_iter().map(SourceRow::terms).collect()
    }
}

const SOURCES: &str = include_str!("../queries/sources.sql");

#[derive(sqlx::FromRow)]
struct SourceRow {
    source: String,
    basis: String,
    purpose: String,
    notice: String,
    retention_days: i64,
    owner: String,
}

impl SourceRow {
    fn terms(self) -> Result<SourceTerms, StoreError> {
        Ok(SourceTerms {
            notice: parsed("notice day", &self.notice)?,
            retention_days: u32::try_from(self.retention_days)
                .map_err(|error| unreadable("retention", &error))?,
            name: self.source,
            basis: self.basis,
            purpose: self.purpose,
            owner: self.owner,
        })
    }
}
