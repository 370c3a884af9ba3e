//! The snapshot of persons with significant control of UK companies: JSON lines of Companies House.
//!
//! The file names companies by number only. Of persons nothing is taken but the name without its title and the address
//! for letters; days of birth, nationality and residence are not among the fields, so that they are never held. The
//! same person in two companies is two parties here: nothing that may be kept says that they are one.

mod line;
mod nature;
#[cfg(test)]
mod tests;

use std::collections::HashSet;

use self::line::{Data, Line};
use super::days::{Edge, day_value};
use super::delimited::{PROGRESS_ROWS, broken};
use super::intake::{Intake, Tables, text_value, texts_value};
use super::parties::{org_id, record_key};
use super::value::{MappedRow, Value, excerpt};
use super::{Note, ReadError, RecordsRequest};
use crate::import::{Imported, Reject};
use crate::input::{Input, LimitedLines, Line as TextLine, TextEncoding};

/// Stands before the number of a company: the code of Companies House in the list of registers.
const COMPANY: &str = "GB-COH-";

/// Reads a snapshot, or a part of one, into `organisations` and `interests`.
pub(super) fn read(
    request: &RecordsRequest<'_>,
    progress: &mut dyn FnMut(u64),
) -> Result<(Imported, Vec<Note>), ReadError> {
    let mut reading = Reading {
        tables: Tables::find(request)?,
        intake: Intake::new(request),
        described: HashSet::new(),
        n_parties: 0,
        n_statements: 0,
        n_exemptions: 0,
    };
    let mut lines = LimitedLines::new(Input::open(request.path)?);
    while let Some(line) = lines
        .next_line()
        .map_err(|source| broken(request.path, source))?
    {
        match line {
            TextLine::Text { bytes, .. } if bytes.trim_ascii().is_empty() => {}
            TextLine::TooLong { number } => {
                let reason = "longer than 1 MiB: no record is that long";
                reading.intake.rejected(Reject::new(number, "", reason));
            }
            TextLine::Text {
                number,
                bytes,
                ended,
            } => match serde_json::from_slice::<Line>(bytes) {
                Ok(line) => reading.take(line, number)?,
                Err(error) => reading
                    .intake
                    .rejected(super::line_reject(number, &error, ended)),
            },
        }
        if reading.intake.n_read().is_multiple_of(PROGRESS_ROWS) {
            progress(lines.input().position());
        }
    }
    progress(lines.input().position());
    match lines.input().encoding() {
        TextEncoding::Utf8 => {}
        encoding => reading.intake.tally.notes.push(Note::Decoded { encoding }),
    }
    Ok(reading.intake.finish()?)
}

struct Reading<'a> {
    tables: Tables,
    intake: Intake<'a>,
    /// Parties that have a row: half of the key of each id, of ids with a name too.
    described: HashSet<u64>,
    n_parties: u64,
    n_statements: u64,
    n_exemptions: u64,
}

/// What a line says, before its rows are written.
type Rows = Vec<MappedRow<'static>>;

impl Reading<'_> {
    fn take(&mut self, line: Line, number: u64) -> Result<(), ReadError> {
        let Some(data) = line.data else {
            let reason = "there is no `data` in it: not a record of the snapshot";
            self.intake.rejected(Reject::new(number, "data", reason));
            return Ok(());
        };
        self.never_taken(&data);
        let kind = data.kind.clone().unwrap_or_default();
        if kind.starts_with("totals#") {
            self.totals(&data);
            return Ok(());
        }
        let rows = match line.company_number.as_deref().map(str::trim) {
            None | Some("") => Err(Reject::new(
                number,
                "company_number",
                "no company is named: every record is about one",
            )),
            Some(company) => self.rows(&company_id(company), company, (&data, number)),
        };
        let rows = match rows {
            Ok(rows) => rows,
            Err(reject) => {
                self.intake.rejected(reject);
                return Ok(());
            }
        };
        match kind.as_str() {
            "exemptions" => self.n_exemptions += 1,
            "persons-with-significant-control-statement" => self.n_statements += 1,
            _ => self.n_parties += 1,
        }
        self.intake.take(Ok(rows))?;
        Ok(())
    }

    fn never_taken(&mut self, data: &Data) {
        for (field, is_met) in [
            ("date_of_birth", data.date_of_birth.is_some()),
            ("nationality", data.nationality.is_some()),
            ("country_of_residence", data.country_of_residence.is_some()),
        ] {
            if is_met {
                self.intake.denied(field);
            }
        }
    }

    /// The last line of the last part counts what all parts hold.
    fn totals(&mut self, data: &Data) {
        self.intake.folded();
        let declared = [
            data.persons_of_significant_control_count,
            data.statements_count,
            data.exemptions_count,
        ];
        let declared: u64 = declared.into_iter().flatten().sum();
        let found = self.n_parties + self.n_statements + self.n_exemptions;
        if declared != found {
            let note = Note::Declared { declared, found };
            self.intake.tally.notes.push(note);
        }
    }

    fn rows(
        &mut self,
        subject: &str,
        company: &str,
        (data, line): (&Data, u64),
    ) -> Result<Rows, Reject> {
        let number = self.intake.n_read() + 1;
        let blank = |table| MappedRow::new(table, line, number);
        let mut interest = blank(self.tables.interests);
        interest.set("subject", Value::of_text(subject.to_owned()));
        interest.set("directness", Value::of_text("unknown"));
        let kind = data.kind.as_deref().unwrap_or_default();
        let party = PartyKind::of(kind);
        let mut rows = Rows::new();
        match party {
            None if kind == "exemptions" => exempt(&mut rows, &interest, (data, line))?,
            None if kind == "persons-with-significant-control-statement" => {
                let statement = data.statement.as_deref().unwrap_or("not stated");
                // The register misspells one of its own statements.
                let reason = statement.replace("signficant", "significant");
                interest.set("unknown_reason", Value::of_text(reason));
                span(&mut interest, (data, line))?;
                rows.push(interest);
            }
            None => {
                let reason = format!("`{}` is no kind of record of the snapshot", excerpt(kind));
                return Err(Reject::new(line, "kind", reason));
            }
            Some(party) => {
                span(&mut interest, (data, line))?;
                let holder = party_row(party, (company, data), blank(self.tables.organisations));
                match holder {
                    Some(row) => {
                        let id = row.text("org").unwrap_or_default().to_owned();
                        interest.set("holder", Value::of_text(id.clone()));
                        let name = data.name.clone().unwrap_or_default();
                        self.described.insert(half_key(&id));
                        if self.described.insert(half_key(&format!("{id}\n{name}"))) {
                            rows.push(row);
                        }
                    }
                    None => interest.set(
                        "unknown_reason",
                        Value::of_text(
                            "super-secure: the register knows who it is and the law protects it",
                        ),
                    ),
                }
                nature::interests(&mut rows, &interest, data);
            }
        }
        if self.described.insert(half_key(subject)) {
            let mut row = blank(self.tables.organisations);
            row.set("org", Value::of_text(subject.to_owned()));
            row.set("kind", Value::of_text("organisation"));
            row.set("registration", Value::of_text(company.to_owned()));
            row.set("jurisdiction", Value::of_text("GB"));
            rows.insert(0, row);
        }
        Ok(rows)
    }
}

/// What a person with significant control is.
#[derive(Clone, Copy, PartialEq)]
enum PartyKind {
    Person,
    Organisation,
    SuperSecure,
}

impl PartyKind {
    fn of(kind: &str) -> Option<Self> {
        Some(match kind {
            "individual-person-with-significant-control" | "individual-beneficial-owner" => {
                Self::Person
            }
            "corporate-entity-person-with-significant-control"
            | "corporate-entity-beneficial-owner"
            | "legal-person-person-with-significant-control"
            | "legal-person-beneficial-owner" => Self::Organisation,
            "super-secure-person-with-significant-control" | "super-secure-beneficial-owner" => {
                Self::SuperSecure
            }
            _ => return None,
        })
    }
}

/// The row of a holder; none where the register may not name it.
fn party_row(
    party: PartyKind,
    (company, data): (&str, &Data),
    mut row: MappedRow<'static>,
) -> Option<MappedRow<'static>> {
    let name = match party {
        PartyKind::SuperSecure => return None,
        PartyKind::Person => data.person_name(),
        PartyKind::Organisation => data.name.clone(),
    };
    let identification = data
        .identification
        .as_ref()
        .filter(|_| party == PartyKind::Organisation);
    let british = identification.and_then(line::Identification::british_number);
    let id = match &british {
        Some(number) => company_id(number),
        None => org_id(&data.record_id(company)),
    };
    row.set("org", Value::of_text(id));
    row.set("names", texts_value(name.into_iter().collect()));
    row.set(
        "kind",
        Value::of_text(match party {
            PartyKind::Person => "person",
            PartyKind::Organisation | PartyKind::SuperSecure => "organisation",
        }),
    );
    if let Some(identification) = identification {
        let given = identification.registration_number.as_deref();
        let registration = british.as_deref().or(given);
        row.set("registration", text_value(registration));
        row.set(
            "legal_form",
            text_value(identification.legal_form.as_deref()),
        );
        let place = identification.place();
        let place = if british.is_some() { Some("GB") } else { place };
        row.set("jurisdiction", text_value(place));
    }
    let offices = [&data.principal_office_address, &data.address];
    let addresses = offices
        .into_iter()
        .flatten()
        .filter_map(line::Address::text);
    row.set("addresses", texts_value(addresses.collect()));
    Some(row)
}

/// An interest for each time in which the company need not say who controls it.
fn exempt(
    rows: &mut Rows,
    blank: &MappedRow<'static>,
    (data, line): (&Data, u64),
) -> Result<(), Reject> {
    for (name, exemption) in data.exemptions.iter().flatten() {
        let kind = exemption.exemption_type.as_deref().unwrap_or(name);
        for time in exemption.items.iter().flatten() {
            let mut row = blank.clone();
            let reason = format!("exempt: {}", kind.replace('_', "-"));
            row.set("unknown_reason", Value::of_text(reason));
            let from = time.exempt_from.as_deref();
            row.set(
                "from_on",
                day_value(from, (line, "exempt_from"), Edge::First)?,
            );
            let to = time.exempt_to.as_deref();
            row.set("to_on", day_value(to, (line, "exempt_to"), Edge::Last)?);
            rows.push(row);
        }
    }
    if rows.is_empty() {
        let reason = "no exemption is named in it";
        return Err(Reject::new(line, "exemptions", reason));
    }
    Ok(())
}

/// From when to when a record holds.
fn span(row: &mut MappedRow<'static>, (data, line): (&Data, u64)) -> Result<(), Reject> {
    let from = data.notified_on.as_deref();
    let from = day_value(from, (line, "notified_on"), Edge::First)?;
    let to = data.ceased_on.as_deref();
    let to = day_value(to, (line, "ceased_on"), Edge::Last)?;
    if to == Value::Empty && data.ceased == Some(true) {
        let reason = "it has ended, and no day says when";
        return Err(Reject::new(line, "ceased", reason));
    }
    row.set("from_on", from);
    row.set("to_on", to);
    Ok(())
}

fn company_id(number: &str) -> String {
    org_id(&format!("{COMPANY}{}", number.to_uppercase()))
}

fn half_key(text: &str) -> u64 {
    record_key(text) as u64
}
