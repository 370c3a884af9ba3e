//! Agreements: whom they restrict somebody from, and how far that reaches.

use bongsu_lake::{LakeSession, json_rows, text_of};
use bongsu_model::Day;
use bongsu_ties::Covers;
use serde_json::Value;

use crate::tables::TablesError;

/// An agreement with a person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Agreement {
    /// Its number.
    pub number: String,
    /// The person, as a pseudonym; empty where it is with nobody.
    pub person: String,
    /// `confidentiality`, `job-change`, `joint research`.
    pub kind: String,
    /// The parties it names.
    pub restricted: Vec<String>,
    /// How far it reaches beyond them.
    pub covers: Covers,
    /// When it begins to bind; not always known.
    pub starts_on: Option<Day>,
    /// For how many days it binds, as agreed; not always known.
    pub duration_days: Option<i64>,
    /// The row it stands in.
    pub at: String,
}

impl Agreement {
    /// The last day it binds somebody who went on a day; `None` where no end was agreed.
    pub(crate) fn ends_on(&self, went_on: Day) -> Option<Day> {
        let days = i32::try_from(self.duration_days?).ok()?;
        Some(self.starts_on.unwrap_or(went_on).plus(days))
    }
}

pub(super) async fn read(session: &LakeSession) -> Result<Vec<Agreement>, TablesError> {
    let sql = "SELECT agreement, person, kind, restricted, covers_named, covers_affiliates, covers_suppliers, \
        covers_common_control, CAST(start_on AS VARCHAR) AS start_on, duration_days, \
        source || '#' || CAST(row AS VARCHAR) AS at FROM agreements ORDER BY person, signed_on, source, row";
    let rows = json_rows(&session.query("agreements", sql).await?)?;
    let agreements = rows.iter().map(|row| {
        let text = |name: &str| row.get(name).map(text_of).unwrap_or_default();
        let flag =
            |name: &str, silent: bool| row.get(name).and_then(Value::as_bool).unwrap_or(silent);
        let names = row
            .get("restricted")
            .and_then(Value::as_array)
            .map_or(&[][..], Vec::as_slice);
        Agreement {
            number: text("agreement"),
            person: text("person"),
            kind: text("kind"),
            restricted: names.iter().map(text_of).collect(),
            covers: Covers {
                named: flag("covers_named", true),
                affiliates: flag("covers_affiliates", false),
                suppliers: flag("covers_suppliers", false),
                common_control: flag("covers_common_control", false),
            },
            starts_on: text("start_on").parse().ok(),
            duration_days: row.get("duration_days").and_then(Value::as_i64),
            at: text("at"),
        }
    });
    Ok(agreements.collect())
}
