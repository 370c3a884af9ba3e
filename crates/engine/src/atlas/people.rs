//! Persons of public record: who holds parties of the registers, who runs them, who is on a list.

use bongsu_lake::LakeSession;
use bongsu_model::RowRef;
use bongsu_names::{Comparison, Hit, NameBook, NameKind, PreparedName};

use super::Days;
use super::listing::on_list;
use super::register::{A_LIST, Row, each, entry_id};
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
    /// The id of the party, or of the entry of the list.
    pub id: String,
    /// The names given there, the first one first.
    pub names: Vec<String>,
    /// As what: `director of org_1`, `holder org_2`, `on …`.
    pub what: String,
    /// Where the person is said to belong, of an entry of a list.
    pub jurisdiction: Option<String>,
    /// The days on which it is so, as far as the register or list says.
    pub days: Days,
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
        let mut add = |names: Vec<String>, (id, what): (String, String), row: &Row<'_>, at| {
            places.push(PersonPlace {
                id,
                names,
                what,
                jurisdiction: None,
                days: Days::default(),
                at: row.at(at),
            });
        };
        each(&session, "organisations", "org, names, kind", |row| {
            if row.text(2) == Some("person") {
                let id = row.string(0);
                let what = format!("holder {id}");
                add(row.texts(1), (id, what), row, 3);
            }
        })
        .await?;
        each(&session, "officers", "org, person_name, role", |row| {
            let role = row.text(2).unwrap_or("officer");
            let id = row.string(0);
            let what = format!("{role} of {id}");
            let names = row.text(1).map(str::to_owned).into_iter().collect();
            add(names, (id, what), row, 3);
        })
        .await?;
        places.extend(listed(&session).await?);
        Ok(Self::of(places))
    }

    /// Reads every person who is on a list of a site.
    pub async fn listed(site: &Site) -> Result<Self, TablesError> {
        let session = site.session()?;
        add_tables(site, &session, &["listed"]).await?;
        Ok(Self::of(listed(&session).await?))
    }

    fn of(places: Vec<PersonPlace>) -> Self {
        let names = places.iter().enumerate().flat_map(|(at, place)| {
            place
                .names
                .iter()
                .map(move |name| (at as u32, NameKind::Person, name.as_str()))
        });
        let book = NameBook::build(names);
        Self { places, book }
    }

    /// How many places.
    pub fn n_places(&self) -> usize {
        self.places.len()
    }

    /// The places whose person may have a name, the likeliest first.
    pub fn search(&self, name: &str, limit: usize) -> Vec<PersonHit<'_>> {
        let name = PreparedName::new(NameKind::Person, name);
        self.places_of(self.book.search(&name, limit))
    }

    /// All of them, for a list that is screened once.
    pub(super) fn search_all(&self, name: &str) -> Vec<PersonHit<'_>> {
        let name = PreparedName::new(NameKind::Person, name);
        self.places_of(self.book.search_all(&name, self.places.len()))
    }

    fn places_of(&self, found: Vec<Hit>) -> Vec<PersonHit<'_>> {
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

/// The persons on lists.
async fn listed(session: &LakeSession) -> Result<Vec<PersonPlace>, TablesError> {
    let mut places = Vec::new();
    let columns = "names, kind, list, list_version, entry, jurisdiction, from_on, to_on";
    each(session, "listed", columns, |row| {
        if row.text(1) == Some("person") {
            let list = row.text(2).unwrap_or(A_LIST);
            places.push(PersonPlace {
                id: entry_id(list, row.text(4)),
                names: row.texts(0),
                what: on_list(list, row.text(3)),
                jurisdiction: row.text(5).map(str::to_owned),
                days: row.days([6, 7]),
                at: row.at(8),
            });
        }
    })
    .await?;
    Ok(places)
}
