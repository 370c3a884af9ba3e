//! What each person did on each day: one grouping over `activity`, in SQL that other engines run as it is.
//!
//! `counterparts` says what an outside host or set of mail domains is: its kind, and the rival or partner behind it.

use std::sync::Arc;

use arrow::datatypes::{DataType, Field, Schema, SchemaRef};

/// The query behind `person_day`; the sources are `activity` and `counterparts`.
///
/// The rarest condition comes first in each filter, so that the others are looked at for few rows; of the hosts, only
/// those that mean something are joined.
pub const PERSON_DAY_SQL: &str = "\
SELECT a.person, a.day,
  count(*) AS acts,
  bit_or(1 << CAST(a.hour AS BIGINT)) AS hours,
  count(*) FILTER (WHERE a.action = 'logon') AS logons,
  count(*) FILTER (WHERE a.action = 'connect') AS connects,
  count(*) FILTER (WHERE a.outward AND a.channel = 'removable') AS copied,
  count(*) FILTER (WHERE a.channel IN ('file', 'print')) AS files,
  count(*) FILTER (WHERE a.technology IS NOT NULL) AS protected,
  count(*) FILTER (WHERE a.outward AND a.technology IS NOT NULL) AS protected_out,
  count(*) FILTER (WHERE a.outward AND a.channel = 'mail' AND a.object_kind = 'attachment') AS attached_out,
  coalesce(sum(a.bytes) FILTER (WHERE a.outward AND a.channel = 'mail'), 0) AS mail_out_bytes,
  count(*) FILTER (WHERE a.outward AND c.kind = 'webmail' AND a.object_kind = 'attachment') AS private_mail,
  count(*) FILTER (WHERE c.kind = 'cloud') AS cloud,
  count(*) FILTER (WHERE a.outward AND a.action = 'upload') AS uploads,
  count(*) FILTER (WHERE c.kind IN ('disclosure', 'paste')) AS disclosure,
  count(*) FILTER (WHERE c.kind = 'surveillance') AS surveillance,
  count(*) FILTER (WHERE c.kind = 'jobs') AS jobs,
  count(*) FILTER (WHERE c.rival IS NOT NULL) AS rival,
  count(*) FILTER (WHERE a.outward) AS outward,
  coalesce(sum(a.bytes) FILTER (WHERE a.outward), 0) AS outward_bytes
FROM activity a
LEFT JOIN (SELECT counterpart, kind, rival FROM counterparts WHERE kind IS NOT NULL OR rival IS NOT NULL) c
  ON a.counterpart = c.counterpart
GROUP BY a.person, a.day";

/// The counted columns of `person_day`, with what they count.
pub const COUNTS: [(&str, &str); 19] = [
    ("acts", "all acts"),
    ("hours", "hours of the day with an act, bit n for hour n"),
    ("logons", "log-ons"),
    ("connects", "removable devices connected"),
    ("copied", "files copied to removable media"),
    ("files", "file and print acts"),
    ("protected", "acts that touch a protected technology"),
    ("protected_out", "of these, outward"),
    ("attached_out", "mails with attachment to outside"),
    ("mail_out_bytes", "bytes of mail to outside"),
    ("private_mail", "mails with attachment to webmail"),
    ("cloud", "acts at personal cloud services"),
    ("uploads", "uploads to outside"),
    ("disclosure", "acts at disclosure and paste sites"),
    ("surveillance", "acts at vendors of monitoring software"),
    ("jobs", "acts at job boards"),
    ("rival", "acts with a rival as counterpart"),
    ("outward", "all outward acts"),
    ("outward_bytes", "bytes of outward acts, where known"),
];

/// The Arrow schema of `person_day`.
pub fn person_day_schema() -> SchemaRef {
    let mut fields = vec![
        Field::new("person", DataType::Utf8, true),
        Field::new("day", DataType::Date32, true),
    ];
    fields.extend(
        COUNTS
            .iter()
            .map(|(name, _)| Field::new(*name, DataType::Int64, true)),
    );
    Arc::new(Schema::new(fields))
}
