//! The catalogue of tables: the contract between import, detectors, SQL and the documentation.
//!
//! A column says what it holds and what import does with it. Values in a [`Role::Vault`] column never reach the lake.

mod people;
mod records;
mod registers;

/// A table of the lake.
#[derive(Clone, Copy, Debug)]
pub struct Table {
    /// Its name in SQL and as an import format.
    pub name: &'static str,
    /// What one row is.
    pub about: &'static str,
    /// Its columns; `source` and `row` follow in every table.
    pub columns: &'static [Column],
}

/// A column of a table.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Its name in SQL and in the header of a file.
    pub name: &'static str,
    /// Other headers it is known by.
    pub aliases: &'static [&'static str],
    /// Its type.
    pub kind: Kind,
    /// What import does with its values.
    pub role: Role,
    /// Whether a row without it is rejected.
    pub required: bool,
    /// What it means, with unit.
    pub about: &'static str,
}

/// The type of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    Text,
    /// Several texts; in a file separated by `;`.
    Texts,
    /// A civil day, `YYYY-MM-DD` in a file.
    Day,
    /// An instant; in a file `YYYY-MM-DD HH:MM:SS` in the source's zone, or RFC 3339.
    Time,
    /// A whole number.
    Whole,
    /// A number.
    Number,
    /// `true` or `false`; in a file also yes, no, 1, 0, Y, N.
    Flag,
}

impl Kind {
    /// The word for it in documents and results.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Texts => "texts",
            Self::Day => "day",
            Self::Time => "time",
            Self::Whole => "whole number",
            Self::Number => "number",
            Self::Flag => "flag",
        }
    }
}

/// What import does with the values of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Kept as it is.
    Plain,
    /// The source's key of a person: replaced by the pseudonym, kept in the vault.
    Person,
    /// Several keys of persons, each replaced.
    Persons,
    /// A name, account or address of a person: to the vault only.
    Vault(Secret),
}

/// What a vault value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Secret {
    /// A person's name.
    Name,
    /// An account of a person.
    Account,
    /// A mail address of a person.
    Address,
}

/// Words that no column about a person may carry, in any table, ever (invariant 2).
pub const DENIED_WORDS: [&str; 30] = [
    "nationality",
    "citizenship",
    "ethnicity",
    "ethnic",
    "race",
    "birthplace",
    "birth",
    "birthday",
    "religion",
    "gender",
    "sex",
    "age",
    "health",
    "disability",
    "union",
    "family",
    "marital",
    "spouse",
    "children",
    "visa",
    "language",
    "political",
    "pregnancy",
    "veteran",
    "body",
    "sentiment",
    "mood",
    "productivity",
    "propensity",
    "guilt",
];

/// Columns whose name holds a denied word and which are not about a person, with the reason.
pub const DENIED_EXCEPTIONS: [(&str, &str); 3] = [
    (
        "family_benefits",
        "a term of an offer that an outside party made, not an attribute of the person",
    ),
    (
        "name_language",
        "the language that the name of a legal form is written in; the table holds no people",
    ),
    (
        "name_language_code",
        "the language that the name of a legal form is written in; the table holds no people",
    ),
];

/// Every table that import can fill, apart from `activity`.
pub fn all() -> impl Iterator<Item = &'static Table> {
    people::TABLES
        .iter()
        .chain(records::TABLES)
        .chain(registers::TABLES)
}

/// The table of a name.
pub fn by_name(name: &str) -> Option<&'static Table> {
    all().find(|table| table.name == name)
}

/// Whether a column of this name is denied: one of its words is a denied word, and it is not excepted.
///
/// ```
/// use bongsu_model::tables::is_denied;
///
/// assert!(is_denied("person_nationality"));
/// assert!(!is_denied("message"));
/// assert!(!is_denied("family_benefits"));
/// ```
pub fn is_denied(column: &str) -> bool {
    let lower = column.to_lowercase();
    let excepted = DENIED_EXCEPTIONS.iter().any(|(name, _)| *name == lower);
    !excepted
        && lower
            .split(|c: char| !c.is_alphanumeric())
            .any(|word| DENIED_WORDS.contains(&word))
}

impl Table {
    /// The column of a header: by name or alias; case and spaces around do not count.
    ///
    /// What an alias names is known to be this column, so a denied word in it does not matter; a test sees to it that
    /// only tables without people have such aliases.
    pub fn column(&self, header: &str) -> Option<&'static Column> {
        let wanted = header.trim().to_lowercase().replace(' ', "_");
        self.columns
            .iter()
            .find(|column| column.name == wanted || column.aliases.contains(&wanted.as_str()))
    }
}

const fn plain(name: &'static str, kind: Kind, about: &'static str) -> Column {
    Column {
        name,
        aliases: &[],
        kind,
        role: Role::Plain,
        required: false,
        about,
    }
}

const fn text(name: &'static str, about: &'static str) -> Column {
    plain(name, Kind::Text, about)
}

const fn texts(name: &'static str, about: &'static str) -> Column {
    plain(name, Kind::Texts, about)
}

const fn day(name: &'static str, about: &'static str) -> Column {
    plain(name, Kind::Day, about)
}

const fn flag(name: &'static str, about: &'static str) -> Column {
    plain(name, Kind::Flag, about)
}

const fn number(name: &'static str, about: &'static str) -> Column {
    plain(name, Kind::Number, about)
}

const fn whole(name: &'static str, about: &'static str) -> Column {
    plain(name, Kind::Whole, about)
}

const fn person(name: &'static str, about: &'static str) -> Column {
    Column {
        name,
        aliases: &[],
        kind: Kind::Text,
        role: Role::Person,
        required: false,
        about,
    }
}

const fn vault(name: &'static str, secret: Secret, about: &'static str) -> Column {
    Column {
        name,
        aliases: &[],
        kind: Kind::Text,
        role: Role::Vault(secret),
        required: false,
        about,
    }
}

impl Column {
    const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    const fn or(mut self, aliases: &'static [&'static str]) -> Self {
        self.aliases = aliases;
        self
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_table_holds_a_denied_column() {
        for table in all() {
            for column in table.columns {
                assert!(!is_denied(column.name), "{}.{}", table.name, column.name);
            }
        }
        assert!(is_denied("nationality") && is_denied("Birth-Date") && is_denied("message.body"));
        assert!(is_denied("language") && is_denied("person_language"));
    }

    #[test]
    fn a_denied_header_is_known_only_where_the_table_holds_no_people() {
        for table in all() {
            let holds_people = table
                .columns
                .iter()
                .any(|column| column.role != Role::Plain);
            for column in table.columns {
                for alias in column.aliases {
                    assert!(!is_denied(alias) || !holds_people, "{}.{alias}", table.name);
                }
            }
        }
    }

    #[test]
    fn names_are_unique_and_each_table_can_be_told_by_its_header() {
        let mut tables = BTreeSet::new();
        for table in all() {
            assert!(tables.insert(table.name), "{}", table.name);
            let mut columns = BTreeSet::new();
            for column in table.columns {
                for name in [column.name].iter().chain(column.aliases) {
                    assert!(columns.insert(*name), "{}.{name}", table.name);
                }
            }
            assert!(
                table.columns.iter().any(|column| column.required),
                "{}",
                table.name
            );
        }
    }
}
