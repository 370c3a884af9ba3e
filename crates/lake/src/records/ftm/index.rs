//! Who holds, runs or is listed in a file, found in its first reading.

use std::collections::{HashMap, HashSet};

use super::entity::{Class, Entity};
use super::rows;
use crate::records::parties::record_key;

/// What the first reading found out. Entities are kept by their keys.
#[derive(Default)]
pub(super) struct Index {
    pub(super) persons: HashSet<u128>,
    pub(super) holders: HashSet<u128>,
    pub(super) directors: HashSet<u128>,
    pub(super) listed: HashSet<u128>,
    /// Addresses that parties refer to.
    pub(super) addresses: HashMap<u128, Box<str>>,
    /// Entities whose statements do not stand together.
    pub(super) split: HashSet<u128>,
    /// Whether entities stand inside others, so that one may stand at several places.
    pub(super) has_nested: bool,
    /// Entities with a line of their own, which counts more than what stands of them inside others.
    pub(super) own: HashSet<u128>,
    /// Of the others how much the place says that says most, and which it is.
    pub(super) fullest: HashMap<u128, (usize, (u64, usize))>,
}

/// Collects what the first reading sees.
#[derive(Default)]
pub(super) struct Builder {
    index: Index,
    seen: HashSet<u128>,
    n_own: usize,
}

/// Entities after which a file is taken to have none inside others; should one come, its first place counts.
const FLAT: usize = 1 << 16;

impl Builder {
    pub(super) fn add(&mut self, entity: &Entity) {
        let key = record_key(&entity.id);
        let index = &mut self.index;
        index.has_nested |= entity.is_nested();
        if entity.is_nested() {
            let this = (entity.n_values(), entity.place());
            let fullest = index.fullest.entry(key).or_insert(this);
            if this.0 > fullest.0 {
                *fullest = this;
            }
        } else if !entity.is_of_statements {
            self.n_own += 1;
            if index.has_nested || self.n_own <= FLAT {
                index.own.insert(key);
            } else {
                index.own = HashSet::new();
            }
        }
        if entity.is_of_statements && !self.seen.insert(key) {
            index.split.insert(key);
        }
        match entity.class() {
            Class::Person => {
                index.persons.insert(key);
            }
            Class::Ownership => index.holders.extend(entity.all("owner").map(record_key)),
            Class::Directorship => index
                .directors
                .extend(entity.all("director").map(record_key)),
            Class::UnknownLink => {
                let ends = entity.all("subject").chain(entity.all("object"));
                index.holders.extend(ends.map(record_key));
            }
            Class::Sanction => index.listed.extend(entity.all("entity").map(record_key)),
            Class::Address => {
                let text = rows::address(entity);
                index
                    .addresses
                    .extend(text.map(|text| (key, text.into_boxed_str())));
            }
            Class::Organisation | Class::Craft(_) | Class::Other => {}
        }
    }

    pub(super) fn finish(self) -> Index {
        self.index
    }
}
