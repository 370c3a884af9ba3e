//! The vault of names behind pseudonyms, and the log of who looked.

use std::fmt;
use std::str::FromStr;

use bongsu_model::tables::Secret;
use bongsu_model::{Micros, PersonId};

use crate::document::{self, Document, VersionedPeople};
use crate::sqlite::Connect;
use crate::values::{not_blank, parsed};
use crate::{Store, StoreError, bulk};

/// A value that stands behind a pseudonym.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct VaultRow {
    /// The pseudonym.
    pub pseudonym: String,
    /// What the value is.
    pub kind: VaultKind,
    /// The value as the source has it.
    pub value: String,
    /// The source.
    pub source: String,
}

/// What a value in the vault is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum VaultKind {
    /// The source's own key of the person.
    Key,
    /// A name.
    Name,
    /// An account.
    Account,
    /// A mail address.
    Address,
}

/// What the vault knows of one person; every list sorted, without repeats.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// The pseudonym.
    pub person: PersonId,
    /// The sources' own keys.
    pub keys: Vec<String>,
    /// Names.
    pub names: Vec<String>,
    /// Accounts.
    pub accounts: Vec<String>,
    /// Mail addresses.
    pub addresses: Vec<String>,
}

/// A wish to see names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RevealRequest {
    /// Who looks.
    pub who: String,
    /// What is looked at: the command and the case or list.
    pub what: String,
    /// Why.
    pub why: String,
    /// Whose names.
    pub people: Vec<PersonId>,
    /// When.
    pub at: Micros,
}

/// A row of the audit log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditEntry {
    /// Its number; numbers only grow.
    pub seq: i64,
    /// What was asked.
    pub request: RevealRequest,
}

impl Store {
    /// Every mail address in the vault, for finding the holder's own domain; nothing of it is shown.
    pub async fn vault_addresses(&self) -> Result<Vec<String>, StoreError> {
        let query = sqlx::query_scalar(include_str!("../queries/vault_addresses.sql"));
        Ok(query.fetch_all(self.reader()).await?)
    }

    /// What the vault knows of people, in the order given; lists are empty for a person it does not know.
    ///
    /// For joins inside the program only: whoever shows names calls [`Store::reveal`].
    pub async fn identities(&self, people: &[PersonId]) -> Result<Vec<Identity>, StoreError> {
        let mut transaction = self.begin_read().await?;
        load(&mut transaction, people).await
    }

    /// Shows names: writes who, what and why into the audit log first, and gives nothing if that fails.
    pub async fn reveal(&self, request: &RevealRequest) -> Result<Vec<Identity>, StoreError> {
        not_blank("who looks", &request.who)?;
        not_blank("what is looked at", &request.what)?;
        not_blank("the reason", &request.why)?;
        let people = VersionedPeople::V1 {
            people: request.people.clone(),
        };
        let mut transaction = self.begin_write().await?;
        sqlx::query(include_str!("../queries/audit_insert.sql"))
            .bind(request.at.0)
            .bind(&request.who)
            .bind(&request.what)
            .bind(&request.why)
            .bind(Document::new("list of people", &people)?.text)
            .execute(&mut *transaction)
            .await?;
        let identities = load(&mut transaction, &request.people).await?;
        transaction.commit().await?;
        Ok(identities)
    }

    /// The audit log, oldest first.
    pub async fn audit(&self) -> Result<Vec<AuditEntry>, StoreError> {
        let query = sqlx::query_as::<_, AuditRow>(include_str!("../queries/audit.sql"));
        query
            .fetch_all(self.reader())
            .await?
            .into_iter()
            .map(AuditRow::entry)
            .collect()
    }
}

impl VaultKind {
    /// The word in the database.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Key => "key",
            Self::Name => "name",
            Self::Account => "account",
            Self::Address => "address",
        }
    }
}

impl fmt::Display for VaultKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.word())
    }
}

impl From<Secret> for VaultKind {
    fn from(secret: Secret) -> Self {
        match secret {
            Secret::Name => Self::Name,
            Secret::Account => Self::Account,
            Secret::Address => Self::Address,
        }
    }
}

impl FromStr for VaultKind {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        [Self::Key, Self::Name, Self::Account, Self::Address]
            .into_iter()
            .find(|kind| kind.word() == text)
            .ok_or("not a kind of vault value")
    }
}

/// Adds vault rows; rows that are there stay as they are.
pub(crate) async fn insert(connection: &mut Connect, rows: &[VaultRow]) -> Result<(), StoreError> {
    bulk::insert(
        connection,
        include_str!("../queries/vault_insert.sql"),
        rows,
        |statement, row| {
            statement
                .bind(&row.pseudonym)
                .bind(row.kind.word())
                .bind(&row.value)
                .bind(&row.source)
        },
    )
    .await?;
    Ok(())
}

async fn load(connection: &mut Connect, people: &[PersonId]) -> Result<Vec<Identity>, StoreError> {
    let mut identities = Vec::with_capacity(people.len());
    for person in people {
        let query = sqlx::query_as::<_, (String, String)>(include_str!("../queries/vault_of.sql"));
        let values = query
            .bind(person.as_str())
            .fetch_all(&mut *connection)
            .await?;
        let mut identity = Identity {
            person: person.clone(),
            keys: Vec::new(),
            names: Vec::new(),
            accounts: Vec::new(),
            addresses: Vec::new(),
        };
        for (kind, value) in values {
            match parsed("kind of a vault value", &kind)? {
                VaultKind::Key => identity.keys.push(value),
                VaultKind::Name => identity.names.push(value),
                VaultKind::Account => identity.accounts.push(value),
                VaultKind::Address => identity.addresses.push(value),
            }
        }
        identities.push(identity);
    }
    Ok(identities)
}

#[derive(sqlx::FromRow)]
struct AuditRow {
    seq: i64,
    at: i64,
    who: String,
    what: String,
    why: String,
    people: String,
}

impl AuditRow {
    fn entry(self) -> Result<AuditEntry, StoreError> {
        let VersionedPeople::V1 { people } = document::read("list of people", &self.people)?;
        let request = RevealRequest {
            who: self.who,
            what: self.what,
            why: self.why,
            people,
            at: Micros(self.at),
        };
        Ok(AuditEntry {
            seq: self.seq,
            request,
        })
    }
}
