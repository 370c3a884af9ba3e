//! Persons of public record: who holds parties of the registers, who runs them, who is on a list.

use bongsu_model::RowRef;
use bongsu_names::{Comparison, NameBook, NameKind, PreparedName};

use super::register::{Row, each};
use crate::Site;
use crate::tables::{TablesError, add_tables};

/// Persons by name.
#[derive(Debug)]
pub struct People {
    places: Vec<PersonPlace>,
    book: NameBook,
}

/// Where a person stands in a register or list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonPlace {
    /// The names given there, the first one first.
    pub names: Vec<String>,
    /// As what: `director of org_1`, `holder org_2`, `on …`.
    pub what: String,
    /// The row.
    pub at: RowRef,
}

/// A place whose person may be the one asked about.
#[derive(Clone, Debug)]
pub struct PersonHit<'a> {
    /// The place.
    pub place: &'a PersonPlace,
    /// The name that comes nearest.
    pub name: String,
    /// How the names compare.
    pub comparison: Comparison,
}

impl People {
    /// Reads every person of the registers and lists of a site.
    pub async fn open(site: &Site) -> Result<Self, TablesError> {
        let session = site.session()?;
        add_tables(site, &session, &["organisations", "officers", "listed"]).await?;
        let mut places = Vec::new();
        let mut add = |names: Vec<String>, what: String, row: &Row<'_>, at: usize| {
            places.push(PersonPlace {
                names,
                what,
                at: row.at(at),
            });
        };
        each(&session, "organisations", "org, names, kind", |row| {
            if row.text(2) == Some("person") {
                add(row.texts(1), format!("holder {}", row.string(0)), row, 3);
            }
        })
        .await?;
        each(&session, "officers", "org, person_name, role", |row| {
            let role = row.text(2).unwrap_or("officer");
            add(
                row.text(1).map(str::to_owned).into_iter().collect(),
                format!("{role} of {}", row.string(0)),
                row,
                3,
            );
        })
        .await?;
        let columns = "names, kind, list, list_version";
        each(&session, "listed", columns, |row| {
            if row.text(1) == Some("person") {
                let version = row
                    .text(3)
                    .map_or_else(String::new, |text| format!(" {text}"));
                let what = format!("on {}{version}", row.text(2).unwrap_or("a list"));
                add(row.texts(0), what, row, 4);
            }
        })
        .await?;
        let names = places.iter().enumerate().flat_map(|(at, place)| {
            place
                .names
                .iter()
                .map(move |name| (at as u32, NameKind::Person, name.as_str()))
        });
        let book = NameBook::build(names);
        Ok(Self { places, book })
    }

    /// The places whose person may have a name, the likeliest first.
    pub fn search(&self, name: &str, limit: usize) -> Vec<PersonHit<'_>> {
        let found = self
            .book
            .search(&PreparedName::new(NameKind::Person, name), limit);
        found
            .into_iter()
            .filter_map(|hit| {
                Some(PersonHit {
                    place: self.places.get(hit.key as usize)?,
                    name: hit.name,
                    comparison: hit.comparison,
                })
            })
            .collect()
    }
}
