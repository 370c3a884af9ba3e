//! Relationships and reporting exceptions as rows of `interests`.

use bongsu_model::Share;

use super::entity::lei;
use super::{Outcome, Record};
use crate::import::Reject;
use crate::records::days::{Edge, day_value};
use crate::records::parties::{lei_id, org_id};
use crate::records::value::{MappedRow, Value, excerpt};

/// What a type of relationship says.
struct Meaning {
    kind: &'static str,
    directness: &'static str,
    /// Whether the start holds the end; mostly the end holds the start.
    starts_with_holder: bool,
    /// The share where the type itself gives one.
    share: Option<f64>,
}

/// The row of a relationship.
pub(super) fn row(record: Record<'_>, mut row: MappedRow<'static>) -> Result<Outcome, Reject> {
    const TYPE: &str = "Relationship.RelationshipType";
    match record.text("Registration.RegistrationStatus")? {
        Some("ANNULLED") => {
            return Err(record.reject(
                "Registration.RegistrationStatus",
                "the relationship was annulled: it was filed in error",
            ));
        }
        // The other record of the pair stays.
        Some("DUPLICATE") => return Ok(Outcome::Folded),
        _ => {}
    }
    let named = record.required(TYPE)?;
    let Some(meaning) = meaning(named) else {
        let reason = format!("`{}` is no type of relationship", excerpt(named));
        return Err(record.reject(TYPE, reason));
    };
    let start = node(record, "Relationship.StartNode")?;
    let end = node(record, "Relationship.EndNode")?;
    let (holder, subject) = if meaning.starts_with_holder {
        (start, end)
    } else {
        (end, start)
    };
    row.set("subject", Value::of_text(subject));
    row.set("holder", Value::of_text(holder));
    row.set("kind", Value::of_text(meaning.kind));
    row.set("directness", Value::of_text(meaning.directness));
    if let Some(share) = meaning
        .share
        .map_or_else(|| share(record), |share| Ok(Some(share)))?
    {
        for column in ["share_min", "share_max", "exact"] {
            row.set(column, Value::Number(share));
        }
    }
    period(record, &mut row)?;
    Ok(Outcome::Row(row))
}

fn meaning(named: &str) -> Option<Meaning> {
    let held = |kind, directness| Meaning {
        kind,
        directness,
        starts_with_holder: false,
        share: None,
    };
    Some(match named {
        "IS_DIRECTLY_CONSOLIDATED_BY" | "IS_FUND-MANAGED_BY" | "IS_SUBFUND_OF" => {
            held("influence", "direct")
        }
        "IS_ULTIMATELY_CONSOLIDATED_BY" => held("influence", "indirect"),
        // A branch abroad is the same legal person as its head office.
        "IS_INTERNATIONAL_BRANCH_OF" => Meaning {
            share: Some(1.0),
            ..held("shareholding", "direct")
        },
        // The feeder's money lies in the master fund; what part of the master it has is not said.
        "IS_FEEDER_TO" => Meaning {
            starts_with_holder: true,
            ..held("shareholding", "direct")
        },
        _ => return None,
    })
}

/// The party at one end: an LEI, or an entity under a number of another kind.
fn node(record: Record<'_>, place: &str) -> Result<String, Reject> {
    let path = format!("{place}.NodeID");
    match record.text(&format!("{place}.NodeIDType"))? {
        None | Some("LEI") => Ok(lei_id(lei(record, &path)?)),
        Some(kind) => {
            let id = record.required(&path)?;
            Ok(org_id(&format!("{}-{id}", kind.to_lowercase())))
        }
    }
}

/// The share of the only quantifier in percent; a part of one is a share as it is.
fn share(record: Record<'_>) -> Result<Option<f64>, Reject> {
    let (amount, units, path) = match record {
        Record::Node(node) => {
            const PATH: &str = "Relationship.RelationshipQuantifiers.RelationshipQuantifier";
            let all = node.all(PATH);
            let [one] = all.as_slice() else {
                return Ok(None);
            };
            (
                one.text("QuantifierAmount")?,
                one.text("QuantifierUnits")?,
                PATH,
            )
        }
        Record::Fields(fields) => {
            const AMOUNT: &str = "Relationship.Quantifiers.1.QuantifierAmount";
            if fields
                .text("Relationship.Quantifiers.2.QuantifierAmount")?
                .is_some()
            {
                return Ok(None);
            }
            let units = fields.text("Relationship.Quantifiers.1.QuantifierUnits")?;
            (fields.text(AMOUNT)?, units, AMOUNT)
        }
    };
    let Some(amount) = amount.filter(|_| matches!(units, None | Some("PERCENTAGE"))) else {
        return Ok(None);
    };
    let wrong = || {
        let reason = format!(
            "`{}` is not a percentage: 0 to 100 is wanted",
            excerpt(amount)
        );
        record.reject(path, reason)
    };
    let amount: f64 = amount.parse().map_err(|_no_number| wrong())?;
    // Files write 1.00 for the whole as well as 100.00; nothing is consolidated at one percent.
    let share = if amount > 1.0 { amount / 100.0 } else { amount };
    match Share::new(share) {
        Ok(share) if share.value() > 0.0 => Ok(Some(share.value())),
        Ok(_) => Ok(None),
        Err(_) => Err(wrong()),
    }
}

/// When the relationship began and ended. Periods of accounts and of filing say nothing about that.
fn period(record: Record<'_>, row: &mut MappedRow<'static>) -> Result<(), Reject> {
    let (mut from, mut to) = (None, None);
    match record {
        Record::Node(node) => {
            for period in node.all("Relationship.RelationshipPeriods.RelationshipPeriod") {
                if period.text("PeriodType")? == Some("RELATIONSHIP_PERIOD") {
                    (from, to) = (period.text("StartDate")?, period.text("EndDate")?);
                }
            }
        }
        Record::Fields(fields) => {
            for number in 1..=5 {
                let part = |part| fields.text(&format!("Relationship.Period.{number}.{part}"));
                if part("periodType")? == Some("RELATIONSHIP_PERIOD") {
                    (from, to) = (part("startDate")?, part("endDate")?);
                }
            }
        }
    }
    let status = record.text("Relationship.RelationshipStatus")?;
    let from = day_value(from, (record.line(), "StartDate"), Edge::First)?;
    let mut to = day_value(to, (record.line(), "EndDate"), Edge::Last)?;
    if to == Value::Empty && status.is_some_and(|status| status != "ACTIVE") {
        // It has ended and the record does not say when: it had by the day of its last change.
        let changed = "Registration.LastUpdateDate";
        to = day_value(record.text(changed)?, (record.line(), changed), Edge::First)?;
        if to == Value::Empty {
            let reason = "the relationship has ended, and no day says when".to_owned();
            return Err(record.reject("Relationship.RelationshipStatus", reason));
        }
    }
    row.set("from_on", from);
    row.set("to_on", to);
    Ok(())
}

/// The row of a reporting exception: an interest whose holder is not known, with the reason.
pub(super) fn exception(
    record: Record<'_>,
    mut row: MappedRow<'static>,
) -> Result<Outcome, Reject> {
    let (category_path, reason_path) = match record {
        Record::Node(_) => ("ExceptionCategory", "ExceptionReason"),
        Record::Fields(_) => ("Exception.Category", "Exception.Reason"),
    };
    let lei = lei(record, "LEI")?;
    let category = record.required(category_path)?;
    let (directness, parent) = match category {
        "DIRECT_ACCOUNTING_CONSOLIDATION_PARENT" => ("direct", "direct"),
        "ULTIMATE_ACCOUNTING_CONSOLIDATION_PARENT" => ("indirect", "ultimate"),
        other => {
            let reason = format!("`{}` is no category of exception", excerpt(other));
            return Err(record.reject(category_path, reason));
        }
    };
    let mut reasons = record.texts(reason_path)?;
    if let (Record::Fields(fields), true) = (record, reasons.is_empty()) {
        reasons.extend(fields.text(reason_path)?);
    }
    if reasons.is_empty() {
        let reason = "no reason is given for the exception".to_owned();
        return Err(record.reject(reason_path, reason));
    }
    let reasons: Vec<String> = reasons.into_iter().map(explained).collect();
    row.set("subject", Value::of_text(lei_id(lei)));
    row.set("directness", Value::of_text(directness));
    let reason = format!("{parent} parent not reported: {}", reasons.join("; "));
    row.set("unknown_reason", Value::of_text(reason));
    Ok(Outcome::Row(row))
}

/// A reason with its meaning behind it.
fn explained(reason: &str) -> String {
    let meaning = match reason {
        "NO_KNOWN_PERSON" => "no known person controls it",
        "NATURAL_PERSONS" => "natural persons control it, no entity between them",
        "NON_CONSOLIDATING" => "no parent has to consolidate it",
        "NO_LEI" => "the parent has no LEI and does not consent to one",
        "NON_PUBLIC" => "the relationship is not public",
        "BINDING_LEGAL_OBSTACLES" | "BINDING_LEGAL_COMMITMENTS" => "law or contract forbids it",
        "LEGAL_OBSTACLES" => "law forbids it",
        "CONSENT_NOT_OBTAINED" => "the parent did not consent",
        "DETRIMENT_NOT_EXCLUDED" | "DISCLOSURE_DETRIMENTAL" => "it could do harm",
        _ => return excerpt(reason),
    };
    format!("{reason} ({meaning})")
}
