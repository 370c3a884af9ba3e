//! The relation `exposure`: listings of access for sale that mean one of the holder's own assets.

use bongsu_lake::{LakeSession, json_rows, text_of};
use bongsu_model::tables::Kind;
use bongsu_model::{Micros, RowRef};
use bongsu_watch::{Asset, AssetKind, Listing, match_listings};
use serde_json::{Map, Value, json};

use crate::Site;
use crate::tables::TablesError;

/// The columns of `exposure`.
pub(crate) const EXPOSURE: [(&str, Kind); 6] = [
    ("listing", Kind::Text),
    ("asset", Kind::Text),
    ("certainty", Kind::Text),
    ("how", Kind::Text),
    ("note", Kind::Text),
    ("refs", Kind::Texts),
];

/// Fills `exposure`.
pub(crate) async fn add_exposure(site: &Site, session: &LakeSession) -> Result<(), TablesError> {
    let listings = listings(session).await?;
    let assets = assets(session).await?;
    let holder = &site.settings.holder;
    let found = match_listings(
        &listings,
        &assets,
        std::slice::from_ref(&holder.name),
        &holder.domains,
    );
    let rows: Vec<Map<String, Value>> = found
        .iter()
        .map(|exposure| {
            let refs: Vec<String> = exposure
                .refs
                .iter()
                .map(|at| format!("{}#{}", at.source, at.row))
                .collect();
            let row = json!({
                "listing": exposure.listing,
                "asset": exposure.asset.as_deref().unwrap_or(&holder.name),
                "certainty": exposure.certainty.to_string(),
                "how": exposure.how.to_string(),
                "note": exposure.note,
                "refs": refs,
            });
            row.as_object().cloned().unwrap_or_default()
        })
        .collect();
    Ok(session.add_rows("exposure", &EXPOSURE, &rows)?)
}

async fn listings(session: &LakeSession) -> Result<Vec<Listing>, TablesError> {
    let rows = json_rows(
        &session
            .query("listings", "SELECT * FROM listings ORDER BY source, row")
            .await?,
    )?;
    let listings = rows.iter().map(|row| {
        let text = |name: &str| row.get(name).map(text_of).unwrap_or_default();
        let seen: Option<jiff::Timestamp> = text("seen_at").parse().ok();
        Listing {
            listing: text("listing"),
            seen_at: Micros(seen.map_or(0, jiff::Timestamp::as_microsecond)),
            market: text("market"),
            title: text("title"),
            victim: text("victim"),
            indicators: row
                .get("indicators")
                .and_then(Value::as_array)
                .map_or_else(Vec::new, |items| items.iter().map(text_of).collect()),
            access: text("access"),
            price: row.get("price").and_then(Value::as_f64),
            currency: text("currency"),
            at: RowRef {
                source: text("source"),
                row: row.get("row").and_then(Value::as_u64).unwrap_or(0),
            },
        }
    });
    Ok(listings.collect())
}

async fn assets(session: &LakeSession) -> Result<Vec<Asset>, TablesError> {
    let rows = json_rows(
        &session
            .query("assets", "SELECT * FROM assets ORDER BY source, row")
            .await?,
    )?;
    let text =
        |row: &Map<String, Value>, name: &str| row.get(name).map(text_of).unwrap_or_default();
    // An asset of a kind that is not known is taken as a name: the weakest reading.
    let kind = |row: &Map<String, Value>| {
        AssetKind::from_word(&text(row, "kind")).unwrap_or(AssetKind::Name)
    };
    Ok(rows
        .iter()
        .map(|row| Asset {
            asset: text(row, "asset"),
            kind: kind(row),
            value: text(row, "value"),
        })
        .collect())
}
