//! The register of protected technologies: what was said of each, when and by whom; the last word counts.

use bongsu_model::{Micros, TechnologyId};

use crate::values::{not_blank, parsed, unreadable};
use crate::{Store, StoreError};

/// A protected technology as the register describes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Technology {
    /// Its id.
    pub technology: TechnologyId,
    /// Its name.
    pub name: String,
    /// `national-core`, `advanced-strategic`, `industrial` or `trade-secret`.
    pub class: Option<String>,
    /// Grade of protection; higher is more protected.
    pub grade: Option<u32>,
    /// Sector of the statutory list.
    pub sector: Option<String>,
    /// The unit that owns it.
    pub owner_unit: Option<String>,
    /// Item of the statutory list.
    pub list_item: Option<String>,
    /// Version of that list.
    pub list_version: Option<String>,
    /// Threshold as national core technology.
    pub threshold: Option<String>,
    /// Threshold as advanced strategic technology.
    pub strategic_threshold: Option<String>,
    /// The holder's own value against the thresholds.
    pub measured: Option<String>,
    /// The rights management that its documents are kept in.
    pub kept_in: Option<String>,
    /// Path rules: a file under a matching path touches the technology.
    pub paths: Vec<String>,
    /// Pseudonyms of the people with access.
    pub people: Vec<String>,
}

/// A technology as the register keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredTechnology {
    /// The number of the entry; facts that stand on it cite it as row of `register`.
    pub seq: i64,
    /// When it was said.
    pub at: Micros,
    /// Who said it.
    pub who: String,
    /// What was said.
    pub technology: Technology,
}

impl Store {
    /// Writes a technology into the register; what was said of it before stays behind it.
    pub async fn put_technology(
        &self,
        entry: &Technology,
        who: &str,
        at: Micros,
    ) -> Result<(), StoreError> {
        not_blank("who enters it", who)?;
        not_blank("the name of the technology", &entry.name)?;
        let mut transaction = self.begin_write().await?;
        sqlx::query(include_str!("../queries/technology_insert.sql"))
            .bind(at.0)
            .bind(who)
            .bind(entry.technology.as_str())
            .bind(&entry.name)
            .bind(&entry.class)
            .bind(entry.grade)
            .bind(&entry.sector)
            .bind(&entry.owner_unit)
            .bind(&entry.list_item)
            .bind(&entry.list_version)
            .bind(&entry.threshold)
            .bind(&entry.strategic_threshold)
            .bind(&entry.measured)
            .bind(&entry.kept_in)
            .bind(texts(&entry.paths)?)
            .bind(texts(&entry.people)?)
            .execute(&mut *transaction)
            .await?;
        Ok(transaction.commit().await?)
    }

    /// Every technology as it was last described, by id.
    pub async fn technologies(&self) -> Result<Vec<StoredTechnology>, StoreError> {
        let query = sqlx::query_as::<_, Row>(include_str!("../queries/technologies.sql"));
        let rows = query.fetch_all(self.reader()).await?;
        rows.into_iter().map(Row::technology).collect()
    }
}

#[derive(sqlx::FromRow)]
struct Row {
    seq: i64,
    at: i64,
    who: String,
    technology: String,
    name: String,
    class: Option<String>,
    grade: Option<i64>,
    sector: Option<String>,
    owner_unit: Option<String>,
    list_item: Option<String>,
    list_version: Option<String>,
    threshold: Option<String>,
    strategic_threshold: Option<String>,
    measured: Option<String>,
    kept_in: Option<String>,
    paths: String,
    people: String,
}

impl Row {
    fn technology(self) -> Result<StoredTechnology, StoreError> {
        Ok(StoredTechnology {
            seq: self.seq,
            at: Micros(self.at),
            who: self.who,
            technology: Technology {
                technology: parsed("technology", &self.technology)?,
                name: self.name,
                class: self.class,
                grade: grade(self.grade)?,
                sector: self.sector,
                owner_unit: self.owner_unit,
                list_item: self.list_item,
                list_version: self.list_version,
                threshold: self.threshold,
                strategic_threshold: self.strategic_threshold,
                measured: self.measured,
                kept_in: self.kept_in,
                paths: read_texts(&self.paths)?,
                people: read_texts(&self.people)?,
            },
        })
    }
}

pub(crate) fn grade(kept: Option<i64>) -> Result<Option<u32>, StoreError> {
    let grade = kept.map(u32::try_from).transpose();
    grade.map_err(|error| unreadable("grade", &error))
}

/// A list of texts as the database keeps it.
pub(crate) fn texts(list: &[String]) -> Result<String, StoreError> {
    serde_json::to_string(list).map_err(|error| StoreError::Unwritable {
        what: "a list of texts",
        reason: error.to_string(),
    })
}

pub(crate) fn read_texts(kept: &str) -> Result<Vec<String>, StoreError> {
    serde_json::from_str(kept).map_err(|error| unreadable("a list of texts", &error))
}
