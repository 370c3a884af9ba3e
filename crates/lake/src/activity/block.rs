//! Rows of activity as columns in memory: numbers as they are, repeated texts once, objects in one arena.

use std::collections::HashMap;

use bongsu_model::Keyring;

use super::clock::Moment;
use crate::import::Reject;

/// Texts that repeat, each stored once; number 0 is "no text".
#[derive(Clone, Debug)]
pub struct Texts {
    numbers: HashMap<Box<str>, u32>,
    texts: Vec<Box<str>>,
}

/// One act as a reader sees it; texts that repeat are interned by [`Block::push`].
#[derive(Clone, Copy, Debug)]
pub struct Act<'a> {
    /// When and on which day.
    pub moment: Moment,
    /// The source's key of the person.
    pub person: &'a str,
    /// The account, where it is not the person's key.
    pub account: Option<&'a str>,
    /// The computer.
    pub device: &'a str,
    /// The channel.
    pub channel: &'a str,
    /// The action.
    pub action: &'a str,
    /// The file path or address.
    pub object: &'a str,
    /// The ending or kind of object.
    pub object_kind: &'a str,
    /// The size.
    pub bytes: Option<i64>,
    /// Whether it left the holder's control.
    pub outward: bool,
    /// The outside host or domains.
    pub counterpart: &'a str,
    /// The technology touched.
    pub technology: &'a str,
    /// Row in the file.
    pub row: u64,
}

/// Rows of activity as columns.
#[derive(Debug, Default)]
pub struct Block {
    pub(super) at: Vec<i64>,
    pub(super) day: Vec<i32>,
    pub(super) hour: Vec<i8>,
    /// Numbers of `people`: the source's key of the person, with the account.
    pub(super) person: Vec<u32>,
    /// Six interned texts a row: device, channel, action, object kind, counterpart, technology.
    pub(super) texts_of: Vec<[u32; 6]>,
    pub(super) object_end: Vec<usize>,
    pub(super) objects: String,
    pub(super) bytes: Vec<Option<i64>>,
    pub(super) outward: Vec<bool>,
    pub(super) row: Vec<u64>,
    /// Person key and account, joined by a line feed.
    pub(super) people: Texts,
    pub(super) texts: Texts,
    /// The first rows refused within the block; how many there are is what was read without what is held.
    pub rejects: Vec<Reject>,
    /// Records met, refused ones included.
    pub read: u64,
    /// Records refused because day and month look swapped.
    pub swapped: u64,
}

impl Texts {
    /// The number of a text, new or known.
    pub fn number(&mut self, text: &str) -> u32 {
        if text.is_empty() {
            return 0;
        }
        if let Some(&number) = self.numbers.get(text) {
            return number;
        }
        let number = self.texts.len() as u32;
        self.texts.push(text.into());
        self.numbers.insert(text.into(), number);
        number
    }

    /// The text of a number.
    pub fn text(&self, number: u32) -> &str {
        self.texts.get(number as usize).map_or("", |text| text)
    }

    /// How many texts there are, "no text" included.
    pub fn len(&self) -> usize {
        self.texts.len()
    }

    /// Whether only "no text" is there.
    pub fn is_empty(&self) -> bool {
        self.texts.len() <= 1
    }

    /// The texts in order of their numbers.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.texts.iter().map(AsRef::as_ref)
    }
}

impl Default for Texts {
    fn default() -> Self {
        Self {
            numbers: HashMap::new(),
            texts: vec!["".into()],
        }
    }
}

impl Block {
    /// How many rows are stored.
    pub fn len(&self) -> usize {
        self.at.len()
    }

    /// Whether no row is stored.
    pub fn is_empty(&self) -> bool {
        self.at.is_empty()
    }

    /// Adds a row.
    pub fn push(&mut self, act: &Act<'_>, scratch: &mut String) {
        scratch.clear();
        scratch.push_str(act.person);
        if let Some(account) = act.account {
            scratch.push('\n');
            scratch.push_str(account);
        }
        let person = self.people.number(scratch);
        self.at.push(act.moment.at.0);
        self.day.push(act.moment.day.epoch_days());
        self.hour.push(act.moment.hour);
        self.person.push(person);
        let texts = [
            act.device,
            act.channel,
            act.action,
            act.object_kind,
            act.counterpart,
            act.technology,
        ];
        self.texts_of
            .push(texts.map(|text| self.texts.number(text)));
        self.objects.push_str(act.object);
        self.object_end.push(self.objects.len());
        self.bytes.push(act.bytes);
        self.outward.push(act.outward);
        self.row.push(act.row);
    }

    /// The object of a row.
    pub(super) fn object(&self, at: usize) -> &str {
        let start = at
            .checked_sub(1)
            .and_then(|before| self.object_end.get(before))
            .copied()
            .unwrap_or(0);
        let end = self.object_end.get(at).copied().unwrap_or(start);
        self.objects.get(start..end).unwrap_or("")
    }
}

/// A person key and account as the pseudonyms of both.
pub(super) fn pseudonyms(entry: &str, keys: &Keyring) -> (String, String) {
    let (person, account) = entry.split_once('\n').unwrap_or((entry, entry));
    (String::from(keys.person(person)), keys.account(account))
}
