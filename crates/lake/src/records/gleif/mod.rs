//! The files of GLEIF: holders of an LEI, who consolidates them, and why a parent is not known; XML or CSV each.
//!
//! What is consolidated in a parent's accounts is controlled by it, and the files do not say with what share. Such a
//! relationship is stored as influence, so that no rule counts votes it does not know of. The direct and the ultimate
//! parent are two sides of one chain: the ultimate one is an indirect interest.

mod entity;
mod relationship;
#[cfg(test)]
mod tests;

use super::fields::{Fields, HeaderCsv};
use super::intake::{Intake, Tables};
use super::nodes::{Found, Node, Shape, XmlRecords, wrong};
use super::value::MappedRow;
use super::{Note, ReadError, RecordFormat, RecordsRequest};
use crate::import::{Imported, Reject};

/// The roots of the three documents.
pub(super) const ROOTS: [&str; 4] = [
    "LEIData",
    "RelationshipData",
    "ReportingExceptionData",
    "ReportingExceptions",
];

/// Columns that tell the three tables, one of each.
pub(super) const COLUMNS: [&str; 3] = [
    "Entity.LegalName",
    "Relationship.StartNode.NodeID",
    "Exception.Category",
];

/// After so many records progress is told.
const PROGRESS_RECORDS: u64 = 4096;

static SHAPE: Shape = Shape {
    roots: &ROOTS,
    containers: &["LEIRecords", "RelationshipRecords", "ReportingExceptions"],
    records: &["LEIRecord", "RelationshipRecord", "Exception"],
    heads: &["LEIHeader", "Header"],
    head_texts: &["ContentDate", "FileContent"],
    kept: &[
        // Of all three.
        "LEI",
        "Registration",
        "RegistrationStatus",
        "LastUpdateDate",
        // Of a holder of an LEI.
        "Entity",
        "LegalName",
        "OtherEntityNames",
        "OtherEntityName",
        "TransliteratedOtherEntityNames",
        "TransliteratedOtherEntityName",
        "LegalAddress",
        "HeadquartersAddress",
        "OtherAddresses",
        "OtherAddress",
        "FirstAddressLine",
        "AdditionalAddressLine",
        "City",
        "Region",
        "Country",
        "PostalCode",
        "RegistrationAuthority",
        "RegistrationAuthorityEntityID",
        "LegalJurisdiction",
        "LegalForm",
        "EntityLegalFormCode",
        "OtherLegalForm",
        "EntityCreationDate",
        "EntityExpirationDate",
        // Of a relationship.
        "Relationship",
        "StartNode",
        "EndNode",
        "NodeID",
        "NodeIDType",
        "RelationshipType",
        "RelationshipStatus",
        "RelationshipPeriods",
        "RelationshipPeriod",
        "StartDate",
        "EndDate",
        "PeriodType",
        "RelationshipQuantifiers",
        "RelationshipQuantifier",
        "QuantifierAmount",
        "QuantifierUnits",
        // Of an exception.
        "ExceptionCategory",
        "ExceptionReason",
    ],
    attributes: &[],
};

/// A record in either form.
#[derive(Clone, Copy)]
pub(super) enum Record<'a> {
    Node(&'a Node),
    Fields(Fields<'a>),
}

/// Which of the three a record is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Entity,
    Relationship,
    Exception,
}

/// What becomes of a record that is not refused.
pub(super) enum Outcome {
    Row(MappedRow<'static>),
    /// Another record stands for it.
    Folded,
}

/// Reads a file into `organisations` or `interests`.
pub(super) fn read(
    request: &RecordsRequest<'_>,
    progress: &mut dyn FnMut(u64),
) -> Result<(Imported, Vec<Note>), ReadError> {
    if super::format::starts_with(request.path, b'<')? {
        read_xml(request, progress)
    } else {
        read_csv(request, progress)
    }
}

fn read_xml(
    request: &RecordsRequest<'_>,
    progress: &mut dyn FnMut(u64),
) -> Result<(Imported, Vec<Note>), ReadError> {
    let tables = Tables::find(request)?;
    let mut intake = Intake::new(request);
    let mut records = XmlRecords::open(request.path, RecordFormat::Gleif, &SHAPE)?;
    while let Some(found) = records.next_record()? {
        match found {
            Found::Wrong(reject) => intake.rejected(reject),
            Found::Record(node) => {
                let kind = match node.name() {
                    "LEIRecord" => Kind::Entity,
                    "RelationshipRecord" => Kind::Relationship,
                    _ => Kind::Exception,
                };
                take(&mut intake, tables, (Record::Node(&node), kind))?;
            }
        }
        if intake.n_read().is_multiple_of(PROGRESS_RECORDS) {
            progress(records.position());
        }
    }
    if intake.n_read() == 0 {
        let reason = "no record is in it".to_owned();
        return Err(wrong(request.path, RecordFormat::Gleif, reason));
    }
    progress(records.position());
    intake.tally.notes.extend(records.note());
    Ok(intake.finish()?)
}

fn read_csv(
    request: &RecordsRequest<'_>,
    progress: &mut dyn FnMut(u64),
) -> Result<(Imported, Vec<Note>), ReadError> {
    let tables = Tables::find(request)?;
    let mut intake = Intake::new(request);
    let mut records = HeaderCsv::open(request.path, RecordFormat::Gleif, (b',', &[]))?;
    let kinds = [Kind::Entity, Kind::Relationship, Kind::Exception];
    let kind = COLUMNS
        .iter()
        .zip(kinds)
        .find(|(column, _)| records.has(column));
    let Some((_, kind)) = kind else {
        let reason = format!("its header has none of `{}`", COLUMNS.join("`, `"));
        return Err(wrong(request.path, RecordFormat::Gleif, reason));
    };
    while let Some(fields) = records.next_record()? {
        match fields {
            Err(reject) => intake.rejected(reject),
            Ok(fields) => take(&mut intake, tables, (Record::Fields(fields), kind))?,
        }
        if intake.n_read().is_multiple_of(PROGRESS_RECORDS) {
            progress(records.position());
        }
    }
    progress(records.position());
    intake.tally.notes.extend(records.note());
    Ok(intake.finish()?)
}

fn take(
    intake: &mut Intake<'_>,
    tables: Tables,
    (record, kind): (Record<'_>, Kind),
) -> Result<(), ReadError> {
    let number = intake.n_read() + 1;
    let (organisations, interests) = (
        || MappedRow::new(tables.organisations, record.line(), number),
        || MappedRow::new(tables.interests, record.line(), number),
    );
    let outcome = match kind {
        Kind::Entity => entity::row(record, organisations()),
        Kind::Relationship => relationship::row(record, interests()),
        Kind::Exception => relationship::exception(record, interests()),
    };
    match outcome {
        Ok(Outcome::Folded) => intake.folded(),
        Ok(Outcome::Row(row)) => intake.take(Ok([row]))?,
        Err(reject) => intake.rejected(reject),
    }
    Ok(())
}

impl<'a> Record<'a> {
    pub(super) fn line(&self) -> u64 {
        match self {
            Self::Node(node) => node.line(),
            Self::Fields(fields) => fields.line(),
        }
    }

    /// The text at a path, which the header of the table writes with the same points.
    pub(super) fn text(&self, path: &str) -> Result<Option<&'a str>, Reject> {
        match self {
            Self::Node(node) => node.text(path),
            Self::Fields(fields) => fields.text(path),
        }
    }

    /// The texts at a path, which the header of the table numbers.
    pub(super) fn texts(&self, path: &str) -> Result<Vec<&'a str>, Reject> {
        match self {
            Self::Node(node) => Ok(node.texts(path)),
            Self::Fields(fields) => fields.texts(path),
        }
    }

    pub(super) fn required(&self, path: &str) -> Result<&'a str, Reject> {
        self.text(path)?
            .ok_or_else(|| self.reject(path, format!("`{path}` is empty: every record needs it")))
    }

    pub(super) fn reject(&self, path: &str, reason: impl Into<String>) -> Reject {
        Reject::new(self.line(), path, reason)
    }
}

/// Whether a document is one of GLEIF's, by its root.
pub(super) fn is_root(name: &str) -> bool {
    ROOTS.contains(&name)
}

/// Whether a table is one of GLEIF's, by its header.
pub(super) fn is_header(header: &str) -> bool {
    header
        .split(',')
        .any(|column| COLUMNS.contains(&column.trim_matches(['"', ' ', '\u{feff}'])))
}
