//! Judgements: what people decided about which names and parties are one, with who, when and why.

use std::fmt;
use std::str::FromStr;

use bongsu_model::Micros;

use crate::values::{not_blank, parsed, unreadable};
use crate::{Store, StoreError};

/// One side of a judgement.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum JudgedSide {
    /// A name as somebody declared it, folded.
    Name(String),
    /// A party of the register, by its id.
    Party(String),
}

/// What was decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum JudgedAs {
    /// The two are one.
    Same,
    /// The two are not one.
    Different,
    /// It was looked at and stays open.
    Unsure,
    /// An earlier judgement is taken back.
    Undone,
}

/// A judgement as it is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judgement {
    /// One side; the order of the two says nothing.
    pub a: JudgedSide,
    /// The other.
    pub b: JudgedSide,
    /// What was decided.
    pub verdict: JudgedAs,
    /// Who decided.
    pub who: String,
    /// Why.
    pub why: String,
    /// When.
    pub at: Micros,
}

/// A judgement as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredJudgement {
    /// Its number; numbers only grow.
    pub seq: i64,
    /// What was decided; the lesser side is `a`.
    pub judgement: Judgement,
}

impl Store {
    /// Keeps a judgement; an earlier one about the same two stays in the log and no longer counts.
    pub async fn judge(&self, judgement: &Judgement) -> Result<(), StoreError> {
        not_blank("who decides", &judgement.who)?;
        not_blank("the reason", &judgement.why)?;
        for side in [&judgement.a, &judgement.b] {
            not_blank("what is judged", side.text())?;
        }
        if judgement.a == judgement.b {
            return Err(StoreError::OneSide {
                what: judgement.a.text().to_owned(),
            });
        }
        let (a, b) = if judgement.a < judgement.b {
            (&judgement.a, &judgement.b)
        } else {
            (&judgement.b, &judgement.a)
        };
        let mut transaction = self.begin_write().await?;
        sqlx::query(include_str!("../queries/judgement_insert.sql"))
            .bind(judgement.at.0)
            .bind(a.kind())
            .bind(a.text())
            .bind(b.kind())
            .bind(b.text())
            .bind(judgement.verdict.word())
            .bind(&judgement.who)
            .bind(&judgement.why)
            .execute(&mut *transaction)
            .await?;
        Ok(transaction.commit().await?)
    }

    /// Every judgement ever made, oldest first; of each pair the last one counts.
    pub async fn judgements(&self) -> Result<Vec<StoredJudgement>, StoreError> {
        let query = sqlx::query_as::<_, JudgementRow>(include_str!("../queries/judgements.sql"));
        query
            .fetch_all(self.reader())
            .await?
            .into_iter()
            .map(JudgementRow::judgement)
            .collect()
    }
}

impl JudgedSide {
    /// The id or the name.
    pub fn text(&self) -> &str {
        match self {
            Self::Name(text) | Self::Party(text) => text,
        }
    }

    /// The word in the database.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Name(_) => "name",
            Self::Party(_) => "party",
        }
    }

    fn read(kind: &str, text: String) -> Result<Self, StoreError> {
        match kind {
            "name" => Ok(Self::Name(text)),
            "party" => Ok(Self::Party(text)),
            other => Err(unreadable("side of a judgement", &other)),
        }
    }
}

impl JudgedAs {
    const ALL: [Self; 4] = [Self::Same, Self::Different, Self::Unsure, Self::Undone];

    /// The word in the database and in lists.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Different => "different",
            Self::Unsure => "unsure",
            Self::Undone => "undone",
        }
    }
}

impl fmt::Display for JudgedAs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.word())
    }
}

impl FromStr for JudgedAs {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|verdict| verdict.word() == text)
            .ok_or("not a judgement")
    }
}

#[derive(sqlx::FromRow)]
struct JudgementRow {
    seq: i64,
    at: i64,
    a_kind: String,
    a: String,
    b_kind: String,
    b: String,
    verdict: String,
    who: String,
    why: String,
}

impl JudgementRow {
    fn judgement(self) -> Result<StoredJudgement, StoreError> {
        Ok(StoredJudgement {
            seq: self.seq,
            judgement: Judgement {
                a: JudgedSide::read(&self.a_kind, self.a)?,
                b: JudgedSide::read(&self.b_kind, self.b)?,
                verdict: parsed("judgement", &self.verdict)?,
                who: self.who,
                why: self.why,
                at: Micros(self.at),
            },
        })
    }
}
