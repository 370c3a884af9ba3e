//! Small facts about the site, and how many rows each table has.

use std::collections::BTreeMap;

use crate::values::{count, not_blank};
use crate::{Store, StoreError};

impl Store {
    /// A small fact, such as where the derived tables of the last run lie.
    pub async fn meta(&self, key: &str) -> Result<Option<String>, StoreError> {
        let query = sqlx::query_scalar(include_str!("../queries/meta_get.sql")).bind(key);
        Ok(query.fetch_optional(self.reader()).await?)
    }

    /// Sets a small fact.
    pub async fn set_meta(&self, key: &str, value: &str) -> Result<(), StoreError> {
        not_blank("the key", key)?;
        let mut transaction = self.begin_write().await?;
        sqlx::query(include_str!("../queries/meta_set.sql"))
            .bind(key)
            .bind(value)
            .execute(&mut *transaction)
            .await?;
        Ok(transaction.commit().await?)
    }

    /// How many rows each table has, by the table's name.
    pub async fn table_counts(&self) -> Result<BTreeMap<String, u64>, StoreError> {
        let query = sqlx::query_as::<_, (String, i64)>(include_str!("../queries/table_counts.sql"));
        let rows = query.fetch_all(self.reader()).await?;
        rows.into_iter()
            .map(|(table, rows)| Ok((table, count("number of rows", rows)?)))
            .collect()
    }
}
