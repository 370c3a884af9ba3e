//! What a file says about its own protection: markings in its text and names, labels in its properties.

use std::fmt;

use bongsu_content::marking;
use bongsu_extract::Item;
use serde::{Deserialize, Serialize};

/// Something that a file says about its own protection.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// The file, or the file inside it, that says it.
    pub item: String,
    /// What it says.
    pub word: String,
    /// Where it says so.
    pub place: String,
    /// Whether it is a marking and no mere mention.
    pub strong: bool,
}

impl fmt::Display for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = if self.strong { "marking" } else { "mention" };
        write!(
            f,
            "{word}: {} in {} of {}",
            self.word, self.place, self.item
        )
    }
}

/// What the items of a file say.
pub(crate) fn of(items: &[Item]) -> Vec<Mark> {
    let names = items.iter().filter_map(|item| {
        Some(Mark {
            item: item.path.clone(),
            word: marking(&item.path)?.word.to_owned(),
            place: "file name".to_owned(),
            strong: true,
        })
    });
    names.collect()
}

/// The name of the sensitivity label of an item.
pub(crate) fn label_name(item: &Item) -> Option<String> {
    let named = item.properties.iter().find(|property| {
        property.name.starts_with("MSIP_Label_") && property.name.ends_with("_Name")
    });
    named.map(|property| property.value.clone())
}
