//! What was seen in captured files, kept while nothing changes that it was compared with.

use std::collections::BTreeMap;

use bongsu_model::Digest;

use crate::values::parsed;
use crate::{Store, StoreError};

impl Store {
    /// What was seen in files, by their digest, under this state of register, shelf and readers.
    pub async fn inspections(
        &self,
        state: &Digest,
    ) -> Result<BTreeMap<Digest, String>, StoreError> {
        let rows: Vec<(String, String)> =
            sqlx::query_as(include_str!("../queries/inspections.sql"))
                .bind(state.to_string())
                .fetch_all(self.reader())
                .await?;
        rows.into_iter()
            .map(|(digest, seen)| Ok((parsed("digest", &digest)?, seen)))
            .collect()
    }

    /// Keeps what was seen, each as JSON; what was kept under another state is dropped.
    pub async fn put_inspections(
        &self,
        state: &Digest,
        seen: &BTreeMap<Digest, String>,
    ) -> Result<(), StoreError> {
        let mut transaction = self.begin_write().await?;
        sqlx::query(include_str!("../queries/inspections_drop.sql"))
            .bind(state.to_string())
            .execute(&mut *transaction)
            .await?;
        for (digest, seen) in seen {
            sqlx::query(include_str!("../queries/inspection_put.sql"))
                .bind(digest.to_string())
                .bind(state.to_string())
                .bind(seen)
                .execute(&mut *transaction)
                .await?;
        }
        Ok(transaction.commit().await?)
    }
}
