//! The company register: organisations, people of public record, who holds whom, who runs what.

mod bods;
mod build;
mod naming;

pub(crate) use bods::statements;
pub(crate) use naming::resembling;

use std::collections::BTreeSet;

use crate::stream::Stream;

/// The register. Places in `organisations` and `persons` are the ids used inside the simulation.
#[derive(Clone, Debug, Default)]
pub(crate) struct Register {
    pub(crate) organisations: Vec<Organisation>,
    pub(crate) persons: Vec<PublicPerson>,
    pub(crate) interests: Vec<Interest>,
    /// Supplier, customer, first day.
    pub(crate) supplies: Vec<(usize, usize, i32)>,
    /// Companies at the top of their group, with honest owners.
    pub(crate) tops: Vec<usize>,
    /// Addresses and people that many companies share.
    pub(crate) shared_addresses: Vec<(String, String)>,
    pub(crate) nominees: Vec<usize>,
    /// Registered names and domains in use.
    taken: BTreeSet<String>,
}

/// An organisation. Days count from the first day of the simulation.
#[derive(Clone, Debug, Default)]
pub(crate) struct Organisation {
    pub(crate) record: String,
    /// The registered name first, then spellings in other scripts.
    pub(crate) names: Vec<String>,
    pub(crate) jurisdiction: String,
    pub(crate) registration: String,
    pub(crate) founded: i32,
    pub(crate) dissolved: Option<i32>,
    pub(crate) address: String,
    pub(crate) domain: String,
}

/// A person of public record.
#[derive(Clone, Debug, Default)]
pub(crate) struct PublicPerson {
    pub(crate) record: String,
    pub(crate) names: Vec<String>,
}

/// Who holds.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Holder {
    Organisation(usize),
    Person(usize),
    /// Not known: reason and description.
    Unknown(&'static str, &'static str),
}

/// How much is held, in per cent.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Holding {
    Exact(f64),
    Between(f64, f64),
    /// A seat on the board.
    Seat,
}

/// An interest in an organisation.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Interest {
    pub(crate) subject: usize,
    pub(crate) holder: Holder,
    pub(crate) holding: Holding,
    pub(crate) from: i32,
    /// The leak it belongs to, 0 for none.
    pub(crate) mark: u16,
}

/// What a new company looks like.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Founding<'a> {
    pub(crate) jurisdiction: &'a str,
    pub(crate) founded: i32,
    pub(crate) mark: u16,
}

impl Register {
    pub(crate) fn organisation(&self, place: usize) -> Organisation {
        self.organisations.get(place).cloned().unwrap_or_default()
    }

    /// The registered name.
    pub(crate) fn name(&self, place: usize) -> String {
        self.organisations
            .get(place)
            .and_then(|org| org.names.first().cloned())
            .unwrap_or_default()
    }

    /// A company that is not in the register.
    pub(crate) fn stranger(stream: &mut Stream) -> Organisation {
        let jurisdiction = stream.pick(&["CN", "HK", "SG", "CN", "US", "GB"]);
        Organisation {
            names: naming::company(jurisdiction, stream),
            jurisdiction: jurisdiction.to_owned(),
            address: naming::address(jurisdiction, stream),
            ..Organisation::default()
        }
    }

    /// A spelling of the name as a person may write it: any script, legal form sometimes left out.
    pub(crate) fn spoken_name(&self, place: usize, stream: &mut Stream) -> String {
        let names = self
            .organisations
            .get(place)
            .map(|org| org.names.as_slice())
            .unwrap_or_default();
        let name = names
            .get(stream.below(names.len()))
            .cloned()
            .unwrap_or_default();
        naming::as_spoken(&name, stream)
    }

    /// Adds a company with a board of its own; returns its place.
    pub(crate) fn found(&mut self, founding: Founding<'_>, stream: &mut Stream) -> usize {
        let mut names = naming::company(founding.jurisdiction, stream);
        while self.is_taken(&names) {
            names = naming::company(founding.jurisdiction, stream);
        }
        self.found_as(names, founding, stream)
    }

    /// Adds a company in a trade near the holder's; returns its place.
    pub(crate) fn found_near(&mut self, founding: Founding<'_>, stream: &mut Stream) -> usize {
        let mut names = naming::company(founding.jurisdiction, stream);
        while !naming::is_near(&names) || self.is_taken(&names) {
            names = naming::company(founding.jurisdiction, stream);
        }
        self.found_as(names, founding, stream)
    }

    /// Adds a company of the given names; returns its place.
    pub(crate) fn found_as(
        &mut self,
        names: Vec<String>,
        founding: Founding<'_>,
        stream: &mut Stream,
    ) -> usize {
        let place = self.organisations.len();
        let shared = !self.shared_addresses.is_empty() && stream.chance(0.12);
        let shared_here: Vec<&(String, String)> = self
            .shared_addresses
            .iter()
            .filter(|(of, _)| of == founding.jurisdiction)
            .collect();
        let address = match shared_here.get(stream.below(shared_here.len())) {
            Some((_, address)) if shared => address.clone(),
            _ => naming::address(founding.jurisdiction, stream),
        };
        let mut domain = naming::domain(&names, stream);
        while self.taken.contains(&domain) {
            domain = format!("{}.{domain}", stream.code("???#")).replacen('.', "-", 1);
        }
        self.taken.extend(names.first().cloned());
        self.taken.insert(domain.clone());
        self.organisations.push(Organisation {
            record: stream.code("************"),
            domain,
            names,
            jurisdiction: founding.jurisdiction.to_owned(),
            registration: naming::registration(founding.jurisdiction, stream),
            founded: founding.founded,
            dissolved: None,
            address,
        });
        for _ in 0..stream.range(1, 3) {
            let director = if !self.nominees.is_empty() && stream.chance(0.09) {
                stream.pick(&self.nominees)
            } else {
                self.add_person(founding.jurisdiction, stream)
            };
            self.seat(
                place,
                director,
                founding.founded + stream.range(0, 30),
                founding.mark,
            );
        }
        place
    }

    fn is_taken(&self, names: &[String]) -> bool {
        names.first().is_some_and(|name| self.taken.contains(name))
    }

    pub(crate) fn add_person(&mut self, jurisdiction: &str, stream: &mut Stream) -> usize {
        let names = naming::person(jurisdiction, stream);
        self.persons.push(PublicPerson {
            record: stream.code("************"),
            names,
        });
        self.persons.len() - 1
    }

    /// Records a holding.
    pub(crate) fn hold(&mut self, subject: usize, holder: Holder, holding: Holding, mark: u16) {
        let founded = |place: usize| self.organisations.get(place).map_or(0, |org| org.founded);
        let from = match holder {
            Holder::Organisation(owner) => founded(subject).max(founded(owner)),
            Holder::Person(_) | Holder::Unknown(..) => founded(subject),
        };
        self.interests.push(Interest {
            subject,
            holder,
            holding,
            from,
            mark,
        });
    }

    /// Sees that a share of a company is free, by taking it from the largest exact holding; `false` where none is
    /// large enough.
    pub(crate) fn make_room(&mut self, subject: usize, share: f64) -> bool {
        let of_subject = |interest: &&mut Interest| interest.subject == subject;
        let mut held = 0.0;
        let mut largest: Option<&mut f64> = None;
        for interest in self.interests.iter_mut().filter(of_subject) {
            match &mut interest.holding {
                Holding::Exact(exact) => {
                    held += *exact;
                    if largest.as_ref().is_none_or(|largest| *exact > **largest) {
                        largest = Some(exact);
                    }
                }
                // As much as the band allows may be held.
                Holding::Between(_, most) => held += *most,
                Holding::Seat => {}
            }
        }
        if held + share <= 100.0 {
            return true;
        }
        match largest {
            Some(exact) if *exact > share + 1.0 => {
                *exact -= share;
                true
            }
            _ => false,
        }
    }

    fn seat(&mut self, subject: usize, person: usize, from: i32, mark: u16) {
        self.interests.push(Interest {
            subject,
            holder: Holder::Person(person),
            holding: Holding::Seat,
            from,
            mark,
        });
    }

    /// Companies with at least half of the shares in one company's hands, that company included.
    pub(crate) fn group_of(&self, top: usize) -> Vec<usize> {
        let mut group = vec![top];
        let mut next = 0;
        while let Some(&parent) = group.get(next) {
            for interest in &self.interests {
                let over = matches!(interest.holding, Holding::Exact(share) if share >= 50.0)
                    || matches!(interest.holding, Holding::Between(least, _) if least >= 50.0);
                if over
                    && interest.holder == Holder::Organisation(parent)
                    && !group.contains(&interest.subject)
                {
                    group.push(interest.subject);
                }
            }
            next += 1;
        }
        group
    }
}

pub(crate) use build::ordinary;
