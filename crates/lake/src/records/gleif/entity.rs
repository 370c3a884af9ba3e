//! Holders of an LEI as rows of `organisations`.

use super::{Outcome, Record};
use crate::import::Reject;
use crate::records::days::{Edge, day_value};
use crate::records::intake::{text_value, texts_value};
use crate::records::parties::{distinct, is_lei, lei_id};
use crate::records::value::{MappedRow, Value, excerpt};

/// Codes that stand for no legal form of the list: one outside of it, and none known.
const NO_FORM: [&str; 2] = ["8888", "9999"];

/// The row of a holder.
pub(super) fn row(record: Record<'_>, mut row: MappedRow<'static>) -> Result<Outcome, Reject> {
    let lei = lei(record, "LEI")?;
    if record.text("Registration.RegistrationStatus")? == Some("ANNULLED") {
        return Err(record.reject(
            "Registration.RegistrationStatus",
            "the LEI was annulled: it was given in error",
        ));
    }
    let legal = record.required("Entity.LegalName")?;
    let others = record.texts("Entity.OtherEntityNames.OtherEntityName")?;
    let spelled = "Entity.TransliteratedOtherEntityNames.TransliteratedOtherEntityName";
    let spelled = record.texts(spelled)?;
    let names = distinct([legal].into_iter().chain(others).chain(spelled));
    row.set("org", Value::of_text(lei_id(lei)));
    row.set("names", texts_value(names));
    row.set("kind", Value::of_text("organisation"));
    row.set("legal_form", text_value(legal_form(record)?));
    let registered = "Entity.RegistrationAuthority.RegistrationAuthorityEntityID";
    row.set("registration", text_value(record.text(registered)?));
    let place = record.text("Entity.LegalJurisdiction")?;
    row.set("jurisdiction", text_value(place));
    for (column, path, edge) in [
        ("founded_on", "Entity.EntityCreationDate", Edge::First),
        ("dissolved_on", "Entity.EntityExpirationDate", Edge::Last),
    ] {
        let day = day_value(record.text(path)?, (record.line(), path), edge)?;
        row.set(column, day);
    }
    row.set("addresses", texts_value(addresses(record)?));
    Ok(Outcome::Row(row))
}

/// An LEI, or the refusal of the record.
pub(super) fn lei<'a>(record: Record<'a>, path: &str) -> Result<&'a str, Reject> {
    let lei = record.required(path)?;
    if is_lei(lei) {
        return Ok(lei);
    }
    let reason = format!(
        "`{}` is not an LEI: twenty capitals and digits",
        excerpt(lei)
    );
    Err(record.reject(path, reason))
}

/// The code of the legal form, or the form in words where the list has none for it.
fn legal_form(record: Record<'_>) -> Result<Option<&str>, Reject> {
    let code = record.text("Entity.LegalForm.EntityLegalFormCode")?;
    let other = record.text("Entity.LegalForm.OtherLegalForm")?;
    Ok(code.filter(|code| !NO_FORM.contains(code)).or(other))
}

/// The registered address, the head office, and others where the file gives them.
fn addresses(record: Record<'_>) -> Result<Vec<String>, Reject> {
    let mut found = Vec::new();
    for place in ["Entity.LegalAddress", "Entity.HeadquartersAddress"] {
        found.push(address(record, place)?);
    }
    if let Record::Node(node) = record {
        for other in node.all("Entity.OtherAddresses.OtherAddress") {
            found.push(address_text(
                |name| other.text(name),
                other.texts("AdditionalAddressLine"),
            )?);
        }
    }
    Ok(distinct(found.iter().map(String::as_str)))
}

fn address(record: Record<'_>, place: &str) -> Result<String, Reject> {
    let more = record.texts(&format!("{place}.AdditionalAddressLine"))?;
    address_text(|name| record.text(&format!("{place}.{name}")), more)
}

fn address_text<'a>(
    part: impl Fn(&str) -> Result<Option<&'a str>, Reject>,
    more: Vec<&'a str>,
) -> Result<String, Reject> {
    let mut parts: Vec<&str> = part("FirstAddressLine")?.into_iter().chain(more).collect();
    for name in ["City", "PostalCode", "Country"] {
        parts.extend(part(name)?);
    }
    Ok(parts.join(", "))
}
