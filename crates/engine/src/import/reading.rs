//! What the bytes of a file are read as, and how: decides whether they are there already.
//!
//! The same bytes read as the same thing count once, whatever source or file name they come with, packed or not.
//! Read in the same way again they add nothing; read in another way (a corrected mapping, the holder's domains set
//! since) they take the place of the first reading.

use bongsu_lake::activity::Surroundings;
use bongsu_lake::records::{ACTIVITY, Mapping, ReadError, RecordFormat, detect_table};
use bongsu_model::Digest;

use super::RecordsImport;
use crate::Site;

/// Stands between a table and the part of it that a file is.
const PART: &str = " @ ";

/// What the bytes of a file are read as, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Reading {
    /// A table, or a format with tables of its own.
    pub(crate) target: String,
    /// The digest of everything beside the bytes that decides what becomes of a row.
    pub(crate) how: Digest,
}

impl Reading {
    /// Of a file of records. Where neither table nor mapping is given, the header of the file decides.
    pub(crate) fn of_records(
        site: &Site,
        records: &RecordsImport<'_>,
        format: RecordFormat,
    ) -> Result<Self, ReadError> {
        let named = records.mapping.map(Mapping::table).or(records.table);
        let mut target = match named {
            _ if format.has_own_tables() => format.to_string(),
            Some(table) => table.name.to_owned(),
            None => detect_table(records.path, format)?.name.to_owned(),
        };
        if !records.part.is_empty() {
            target = format!("{target}{PART}{}", records.part);
        }
        let parts = [
            site.settings.holder.time_zone.clone(),
            digest_of(records.mapping),
        ];
        Ok(Self {
            target,
            how: Digest::of(parts.join("\n").as_bytes()),
        })
    }

    /// The table that the bytes are read as, or the format.
    pub(crate) fn table(&self) -> &str {
        self.target
            .split_once(PART)
            .map_or(&self.target, |(table, _)| table)
    }

    /// Of a log. Path rules are left out: they are applied anew to what is stored.
    pub(crate) fn of_log(site: &Site, around: &Surroundings, mapping: Option<&Mapping>) -> Self {
        let cloud: Vec<&str> = around.cloud.iter().map(String::as_str).collect();
        let parts = [
            site.settings.holder.time_zone.clone(),
            digest_of(mapping),
            around.own_domains.join(" "),
            cloud.join(" "),
        ];
        Self {
            target: ACTIVITY.name.to_owned(),
            how: Digest::of(parts.join("\n").as_bytes()),
        }
    }
}

fn digest_of(mapping: Option<&Mapping>) -> String {
    mapping.map_or_else(String::new, |mapping| mapping.digest().to_string())
}
