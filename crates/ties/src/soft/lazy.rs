//! What parties have in common is indexed when it is first asked for: who controls whom is answered without it.

use std::fmt;
use std::ops::Deref;
use std::sync::LazyLock;

use crate::graph::{At, Span};
use crate::register::{Officer, Organisation};

use super::index::{SoftIndex, is_agent};

/// An index that is made at its first use.
pub(crate) struct LazySoft(LazyLock<SoftIndex, Make>);

type Make = Box<dyn FnOnce() -> SoftIndex + Send>;

/// What the index is made of, as the register gives it.
#[derive(Debug, Default)]
pub(crate) struct Facts {
    contacts: Vec<(u32, Contacts, At)>,
    officers: Vec<(u32, Runs, At)>,
}

/// Who runs a party: of an officer's row only what the index is made of.
#[derive(Debug)]
pub(crate) struct Runs {
    pub(crate) name: Box<str>,
    pub(crate) is_agent: bool,
    pub(crate) span: Span,
}

/// Where a party can be found.
#[derive(Debug)]
pub(crate) struct Contacts {
    pub(crate) jurisdiction: Option<String>,
    pub(crate) addresses: Vec<String>,
    pub(crate) phones: Vec<String>,
    pub(crate) domains: Vec<String>,
}

impl Facts {
    /// Takes addresses, telephone numbers and domains out of what a row says.
    pub(crate) fn take(&mut self, party: u32, organisation: &mut Organisation, at: At) {
        let contacts = Contacts {
            jurisdiction: organisation.jurisdiction.clone(),
            addresses: std::mem::take(&mut organisation.addresses),
            phones: std::mem::take(&mut organisation.phones),
            domains: std::mem::take(&mut organisation.domains),
        };
        let lists = [&contacts.addresses, &contacts.phones, &contacts.domains];
        if lists.iter().any(|list| !list.is_empty()) {
            self.contacts.push((party, contacts, at));
        }
    }

    pub(crate) fn add_officer(&mut self, party: u32, officer: Officer, at: At) {
        let runs = Runs {
            is_agent: is_agent(&officer.role),
            name: officer.person_name.into_boxed_str(),
            span: Span::new(officer.from, officer.to),
        };
        self.officers.push((party, runs, at));
    }

    /// The index, made when it is asked for.
    pub(crate) fn index(self) -> LazySoft {
        LazySoft(LazyLock::new(Box::new(move || {
            let mut builder = SoftIndex::builder();
            // What is in the index is not kept beside it.
            for (party, contacts, at) in self.contacts {
                builder.add_contacts(party, &contacts, at);
            }
            for (party, officer, at) in self.officers {
                builder.add_officer(party, &officer, at);
            }
            builder.finish()
        })))
    }
}

impl Default for LazySoft {
    fn default() -> Self {
        Facts::default().index()
    }
}

impl Deref for LazySoft {
    type Target = SoftIndex;

    fn deref(&self) -> &SoftIndex {
        &self.0
    }
}

impl fmt::Debug for LazySoft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A register has more officers than parties: until somebody asks, each costs little more than its name.
    #[test]
    fn an_officer_waits_without_its_organisation_and_source() {
        assert!(size_of::<(u32, Runs, At)>() <= 48);
        assert!(size_of::<Officer>() >= 96);
    }
}
