//! The rows that a statement becomes.

use bongsu_model::{Day, Share};

use super::Tables;
use super::statement::{Exclusive, Interest, Party, RecordKind, SharePercent, Statement};
use crate::import::Reject;
use crate::records::days::{Edge, day_in, day_value};
use crate::records::parties::{org_id, record_key};
use crate::records::value::{MappedRow, Value};

/// How far a bound that excludes its value lies from it: one ten-thousandth of a percent. More than half stays more
/// than half, and nobody reads the difference.
const EXCLUSIVE_STEP: f64 = 1e-6;

/// The rows of one statement.
#[derive(Default)]
pub(super) struct StatementRows {
    pub(super) organisation: Option<MappedRow<'static>>,
    pub(super) interests: Vec<MappedRow<'static>>,
    pub(super) offices: Vec<Office>,
}

/// An office that a party holds; it becomes a row of `officers` when the party proves to be a person with a name.
pub(super) struct Office {
    pub(super) line: u64,
    pub(super) number: u64,
    pub(super) org: String,
    pub(super) person: u128,
    pub(super) role: String,
    pub(super) from: Option<Day>,
    pub(super) to: Option<Day>,
}

/// Makes the rows of a statement; `root` leads from a record that was replaced to the one that stands for it.
pub(super) fn of_statement(
    Tables([organisations, interests, _]): Tables,
    statement: &Statement,
    (line, number): (u64, u64),
    root: &dyn Fn(&str) -> String,
) -> Result<StatementRows, Reject> {
    let context = Context { line, number, root };
    match statement.kind {
        RecordKind::Entity | RecordKind::Person => {
            let row = MappedRow::new(organisations, line, number);
            let organisation = Some(context.organisation(row, statement)?);
            Ok(StatementRows {
                organisation,
                ..StatementRows::default()
            })
        }
        RecordKind::Relationship => {
            context.relationship(&MappedRow::new(interests, line, number), statement)
        }
    }
}

struct Context<'a> {
    line: u64,
    number: u64,
    root: &'a dyn Fn(&str) -> String,
}

impl Context<'_> {
    fn organisation(
        &self,
        mut row: MappedRow<'static>,
        statement: &Statement,
    ) -> Result<MappedRow<'static>, Reject> {
        let details = &statement.details;
        let names = match statement.kind {
            RecordKind::Person => statement.person_names(),
            RecordKind::Entity | RecordKind::Relationship => details
                .name
                .iter()
                .chain(details.alternate_names.iter().flatten())
                .cloned()
                .collect(),
        };
        row.set(
            "org",
            Value::of_text(org_id(&(self.root)(&statement.record))),
        );
        row.set("names", owned_texts(names));
        row.set("kind", Value::of_text(details.party_kind(statement.kind)));
        row.set("addresses", owned_texts(details.addresses(statement.kind)));
        row.set("unknown_reason", owned_text(details.unknown_reason()));
        if statement.kind == RecordKind::Entity {
            row.set(
                "legal_form",
                owned_text(details.legal_form().map(str::to_owned)),
            );
            row.set(
                "registration",
                owned_text(details.registration().map(str::to_owned)),
            );
            let jurisdiction = details
                .jurisdiction
                .as_ref()
                .and_then(|place| place.code_or_name());
            row.set("jurisdiction", owned_text(jurisdiction.map(str::to_owned)));
            row.set(
                "founded_on",
                self.day(
                    details.founding_date.as_deref(),
                    "foundingDate",
                    Edge::First,
                )?,
            );
            row.set(
                "dissolved_on",
                self.day(
                    details.dissolution_date.as_deref(),
                    "dissolutionDate",
                    Edge::Last,
                )?,
            );
        }
        Ok(row)
    }

    fn relationship(
        &self,
        blank: &MappedRow<'static>,
        statement: &Statement,
    ) -> Result<StatementRows, Reject> {
        let details = &statement.details;
        if statement.is_closed && details.subject.is_none() {
            // It says that its record has ended and nothing else: the record has no row, and no older statement counts.
            return Ok(StatementRows::default());
        }
        let subject = details
            .subject
            .as_ref()
            .and_then(Party::record)
            .ok_or_else(|| {
                let reason = details
                    .subject
                    .as_ref()
                    .map_or_else(|| "not stated".to_owned(), Party::reason);
                self.reject(
                    "subject",
                    format!(
                        "no organisation is named as the subject ({reason}): an interest needs one"
                    ),
                )
            })?;
        let mut blank = blank.clone();
        let subject = org_id(&(self.root)(subject));
        blank.set("subject", Value::of_text(subject.clone()));
        let holder = details
            .interested_party
            .as_ref()
            .and_then(Party::record)
            .map(self.root);
        if let Some(holder) = &holder {
            blank.set("holder", Value::of_text(org_id(holder)));
        } else {
            let party = details.interested_party.as_ref();
            let reason = party.map_or_else(|| "not stated".to_owned(), Party::reason);
            blank.set("unknown_reason", Value::of_text(reason));
        }
        let stated = details.interests.as_deref().unwrap_or_default();
        if stated.is_empty() {
            // Who holds it may be known while nobody says what is held.
            blank.set("directness", Value::of_text("unknown"));
            if holder.is_some() {
                blank.set("unknown_reason", Value::of_text("no interest stated"));
            }
            if statement.is_closed {
                blank.set("to_on", self.end(statement)?);
            }
            return Ok(StatementRows {
                interests: vec![blank],
                ..StatementRows::default()
            });
        }
        let mut rows = StatementRows::default();
        for interest in stated {
            let mut row = blank.clone();
            let (from, to) = self.interest(&mut row, interest, statement)?;
            rows.interests.push(row);
            let role = interest
                .r#type
                .as_deref()
                .map(camel_case)
                .unwrap_or_default();
            if let (Some(holder), true) = (&holder, is_office(&role)) {
                rows.offices.push(Office {
                    line: self.line,
                    number: self.number,
                    org: subject.clone(),
                    person: record_key(holder),
                    role,
                    from,
                    to,
                });
            }
        }
        Ok(rows)
    }

    /// Fills a row with one interest; hands back its first and last day.
    fn interest(
        &self,
        row: &mut MappedRow<'static>,
        interest: &Interest,
        statement: &Statement,
    ) -> Result<(Option<Day>, Option<Day>), Reject> {
        if let Some(kind) = &interest.r#type {
            let (kind, unknown) = kind_of_interest(&camel_case(kind));
            row.set("kind", Value::of_text(kind));
            if let (Some(reason), Value::Empty) = (unknown, row.get("unknown_reason")) {
                row.set("unknown_reason", Value::of_text(reason));
            }
        }
        let directness = match interest.direct_or_indirect.as_deref() {
            Some("direct") => "direct",
            Some("indirect") => "indirect",
            _ => "unknown",
        };
        row.set("directness", Value::of_text(directness));
        let from = self.day(interest.start_date.as_deref(), "startDate", Edge::First)?;
        let mut to = self.day(interest.end_date.as_deref(), "endDate", Edge::Last)?;
        if to == Value::Empty && statement.is_closed {
            to = self.end(statement)?;
        }
        if let Some(share) = &interest.share {
            self.share(row, share)?;
        }
        let days = (day_in(&from), day_in(&to));
        row.set("from_on", from);
        row.set("to_on", to);
        Ok(days)
    }

    /// The last day of a record that is closed without saying when: it had ended by the day of the statement.
    fn end(&self, statement: &Statement) -> Result<Value<'static>, Reject> {
        let day = self.day(statement.date.as_deref(), "statementDate", Edge::First)?;
        if day == Value::Empty {
            return Err(self.reject(
                "recordStatus",
                "the record is closed, and neither endDate nor statementDate says since when: add one of them".to_owned(),
            ));
        }
        Ok(day)
    }

    fn share(&self, row: &mut MappedRow<'static>, percent: &SharePercent) -> Result<(), Reject> {
        let share = |percent: f64, step: f64| {
            Share::new(percent / 100.0)
                .map(|share| (share.value() + step).clamp(0.0, 1.0))
                .map_err(|_out| {
                    self.reject(
                        "share",
                        format!("`{percent}` is not a share in percent: 0 to 100 is wanted"),
                    )
                })
        };
        if let Some(exact) = percent.exact {
            let exact = share(exact, 0.0)?;
            row.set("exact", Value::Number(exact));
            row.set("share_min", Value::Number(exact));
            row.set("share_max", Value::Number(exact));
            return Ok(());
        }
        let low = bound(percent.minimum, percent.exclusive_minimum);
        let high = bound(percent.maximum, percent.exclusive_maximum);
        let low = low
            .map(|(value, excludes)| share(value, if excludes { EXCLUSIVE_STEP } else { 0.0 }))
            .transpose()?;
        let high = high
            .map(|(value, excludes)| share(value, if excludes { -EXCLUSIVE_STEP } else { 0.0 }))
            .transpose()?;
        if let (Some(low), Some(high)) = (low, high)
            && low > high
        {
            return Err(self.reject(
                "share",
                format!("the share ends at {high} before it starts at {low}"),
            ));
        }
        row.set("share_min", low.map_or(Value::Empty, Value::Number));
        row.set("share_max", high.map_or(Value::Empty, Value::Number));
        Ok(())
    }

    fn day(&self, text: Option<&str>, field: &str, edge: Edge) -> Result<Value<'static>, Reject> {
        day_value(text, (self.line, field), edge)
    }

    fn reject(&self, column: &str, reason: String) -> Reject {
        Reject::new(self.line, column, reason)
    }
}

/// A bound of a share and whether it excludes its own value.
fn bound(inclusive: Option<f64>, exclusive: Option<Exclusive>) -> Option<(f64, bool)> {
    match (inclusive, exclusive) {
        (_, Some(Exclusive::Bound(value))) => Some((value, true)),
        (Some(value), Some(Exclusive::Mark(excludes))) => Some((value, excludes)),
        (Some(value), None) => Some((value, false)),
        (None, Some(Exclusive::Mark(_)) | None) => None,
    }
}

/// Version 0.1 writes `voting-rights` where later ones write `votingRights`.
fn camel_case(text: &str) -> String {
    let mut words = text.split('-');
    let mut joined = words.next().unwrap_or_default().to_owned();
    for word in words {
        let mut letters = word.chars();
        joined.extend(letters.next().map(|first| first.to_ascii_uppercase()));
        joined.push_str(letters.as_str());
    }
    joined
}

/// The word of the table, and why it is not known what is held. Whoever has an interest of a kind that nobody says may
/// have any of them: it is a holding of unknown size.
fn kind_of_interest(kind: &str) -> (String, Option<&'static str>) {
    let word = match kind {
        "votingRights" => "voting",
        "appointmentOfBoard" => "appointment",
        "otherInfluenceOrControl"
        | "influenceOrControl"
        | "controlViaCompanyRulesOrArticles"
        | "controlByLegalFramework" => "influence",
        "unknownInterest" => return (SHARES.to_owned(), Some("the kind of interest is not known")),
        "unpublishedInterest" => {
            return (
                SHARES.to_owned(),
                Some("the kind of interest is not published"),
            );
        }
        other => other,
    };
    (word.to_owned(), None)
}

/// The word for shares, of which the size may be unknown.
const SHARES: &str = "shareholding";

/// Offices of those who run an organisation. The right to appoint a board is an interest, not an office.
fn is_office(kind: &str) -> bool {
    matches!(
        kind,
        "boardMember" | "boardChair" | "seniorManagingOfficial"
    )
}

fn owned_text(text: Option<String>) -> Value<'static> {
    text.map_or(Value::Empty, Value::of_text)
}

fn owned_texts(texts: Vec<String>) -> Value<'static> {
    Value::of_texts(texts.into_iter().map(std::borrow::Cow::Owned))
}
