//! The register as tables: what `technologies`, `documents` and `technology_access` hold beside imported rows.

use std::collections::BTreeMap;

use bongsu_lake::records::arrow_schema;
use bongsu_lake::{LakeSession, json_rows, text_of};
use bongsu_model::tables::{self, Kind};
use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::Site;
use crate::tables::{TablesError, add_tables};

/// What the rows of the register cite as their source.
pub(crate) const SOURCE: &str = "register";

/// The tables that the register adds rows to.
const TABLES: [&str; 3] = ["technologies", "documents", "technology_access"];

/// A technology that the main job knows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TechnologyRow {
    /// Its id.
    pub technology: String,
    /// Its name.
    pub name: String,
    /// What the law calls it.
    pub class: Option<String>,
    /// Its grade of protection.
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
    /// The holder's own value.
    pub measured: Option<String>,
    /// Path rules.
    pub paths: Vec<String>,
    /// Registered documents.
    pub n_documents: u64,
    /// `register`, or the file it was imported from.
    pub source: String,
}

impl TechnologyRow {
    /// What is known of it, name by name; what is not known is left out.
    pub fn fields(&self) -> Vec<(&'static str, String)> {
        let some = |name, value: &Option<String>| value.clone().map(|value| (name, value));
        let mut fields = vec![
            ("technology", self.technology.clone()),
            ("name", self.name.clone()),
        ];
        fields.extend(some("class", &self.class));
        fields.extend(self.grade.map(|grade| ("grade", grade.to_string())));
        fields.extend(some("sector", &self.sector));
        fields.extend(some("owner unit", &self.owner_unit));
        fields.extend(some("list item", &self.list_item));
        fields.extend(some("list version", &self.list_version));
        fields.extend(some("threshold, national core", &self.threshold));
        fields.extend(some(
            "threshold, advanced strategic",
            &self.strategic_threshold,
        ));
        fields.extend(some("measured", &self.measured));
        fields.extend(self.paths.iter().map(|path| ("path rule", path.clone())));
        fields.push(("from", self.source.clone()));
        fields
    }
}

/// Every technology that the main job knows, by id.
pub async fn technologies(site: &Site) -> Result<Vec<TechnologyRow>, TablesError> {
    let session = site.session()?;
    add_tables(site, &session, &TABLES).await?;
    let mut counts: BTreeMap<String, u64> = BTreeMap::new();
    for one in site.store.documents().await? {
        *counts
            .entry(one.document.technology.unwrap_or_default())
            .or_default() += 1;
    }
    let sql = "SELECT * FROM technologies ORDER BY technology, source, row";
    let rows = json_rows(&session.query("technologies", sql).await?)?;
    let text = |row: &Map<String, Value>, name: &str| {
        row.get(name).filter(|value| !value.is_null()).map(text_of)
    };
    Ok(rows
        .iter()
        .map(|row| {
            let technology = text(row, "technology").unwrap_or_default();
            let paths = row.get("paths").and_then(Value::as_array);
            TechnologyRow {
                name: text(row, "name").unwrap_or_default(),
                class: text(row, "class"),
                grade: row
                    .get("grade")
                    .and_then(Value::as_u64)
                    .and_then(|grade| grade.try_into().ok()),
                sector: text(row, "sector"),
                owner_unit: text(row, "owner_unit"),
                list_item: text(row, "list_item"),
                list_version: text(row, "list_version"),
                threshold: text(row, "threshold"),
                strategic_threshold: text(row, "strategic_threshold"),
                measured: text(row, "measured"),
                paths: paths
                    .map(|paths| paths.iter().map(text_of).collect())
                    .unwrap_or_default(),
                n_documents: counts.get(&technology).copied().unwrap_or(0),
                source: text(row, "source").unwrap_or_default(),
                technology,
            }
        })
        .collect())
}

/// Puts the rows of the register beside the imported ones, which are registered under the same names.
///
/// What the register says of a technology stands in the place of what was imported of it.
pub(crate) async fn add_register(
    site: &Site,
    session: &LakeSession,
    names: &[&str],
) -> Result<(), TablesError> {
    // Most questions are not about these tables, and the register may be long.
    if !TABLES.iter().any(|table| names.contains(table)) {
        return Ok(());
    }
    let technologies = site.store.technologies().await?;
    let documents = site.store.documents().await?;
    if technologies.is_empty() && documents.is_empty() {
        return Ok(());
    }
    let rows = [
        ("technologies", technology_rows(&technologies)),
        ("documents", document_rows(&documents)),
        ("technology_access", access_rows(&technologies)),
    ];
    for (name, rows) in rows {
        let Some(table) = tables::all().find(|table| table.name == name) else {
            continue;
        };
        if !names.contains(&name) || rows.is_empty() {
            continue;
        }
        let (given, own) = (format!("given_{name}"), format!("register_{name}"));
        let own_columns = table
            .columns
            .iter()
            .map(|column| (column.name, column.kind));
        let own_columns: Vec<(&str, Kind)> = own_columns
            .chain([("source", Kind::Text), ("row", Kind::Whole)])
            .collect();
        session.add_rows(&own, &own_columns, &rows)?;
        session.rename(name, &given)?;
        let columns: Vec<String> = arrow_schema(table)
            .fields()
            .iter()
            .map(|field| format!("\"{}\"", field.name()))
            .collect();
        let columns = columns.join(", ");
        let instead = match name {
            "technologies" => {
                " WHERE technology NOT IN (SELECT technology FROM register_technologies)"
            }
            _ => "",
        };
        let sql =
            format!("SELECT {columns} FROM {given}{instead} UNION ALL SELECT {columns} FROM {own}");
        session.add_view(name, &sql).await?;
    }
    Ok(())
}

type Rows = Vec<Map<String, Value>>;

fn row(value: Value) -> Option<Map<String, Value>> {
    match value {
        Value::Object(row) => Some(row),
        _ => None,
    }
}

fn technology_rows(technologies: &[bongsu_store::StoredTechnology]) -> Rows {
    let rows = technologies.iter().map(|entry| {
        let one = &entry.technology;
        json!({
            "technology": one.technology.as_str(), "name": one.name, "class": one.class, "grade": one.grade,
            "sector": one.sector, "owner_unit": one.owner_unit, "list_item": one.list_item,
            "list_version": one.list_version, "threshold": one.threshold,
            "strategic_threshold": one.strategic_threshold, "measured": one.measured, "paths": one.paths,
            "source": SOURCE, "row": entry.seq,
        })
    });
    rows.filter_map(row).collect()
}

fn document_rows(documents: &[bongsu_store::StoredDocument]) -> Rows {
    let rows = documents.iter().filter(|one| one.document.technology.is_some()).map(|one| {
        let shelf = one.document.parts.first().map(|part| part.shelf.to_string());
        json!({
            "document": one.document.document, "technology": one.document.technology,
            "grade": one.document.grade, "digest": one.document.digest.to_string(), "fingerprint": shelf,
            "name": one.document.name, "source": SOURCE, "row": one.seq,
        })
    });
    rows.filter_map(row).collect()
}

fn access_rows(technologies: &[bongsu_store::StoredTechnology]) -> Rows {
    let rows = technologies.iter().flat_map(|entry| {
        entry.technology.people.iter().map(move |person| {
            json!({
                "person": person, "technology": entry.technology.technology.as_str(),
                "source": SOURCE, "row": entry.seq,
            })
        })
    });
    rows.filter_map(row).collect()
}
