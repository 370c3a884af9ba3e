//! What a file says about its own protection: markings in its text and names, labels in its properties.

use std::fmt;

use bongsu_content::{
    LabelFinding, MarkedDocument, MarkedText, MarkingPlace, Strength, Tenants, label_findings,
    labels, markings,
};
use bongsu_extract::{Item, Place};
use serde::{Deserialize, Serialize};

/// Markings of one item that are told; a strong one never is left out for a mention.
const TOLD: usize = 12;

/// Something that a file says about its own protection.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// The file, or the file inside it, that says it.
    pub item: String,
    /// `marking`, `label`, or what is remarkable about a label.
    pub kind: String,
    /// What it says: the word, the name of the label.
    pub word: String,
    /// What that means: internal, confidential, national core technology.
    pub means: String,
    /// Where it says so: header, property, text.
    pub place: String,
    /// `strong`, `likely` or `mention`.
    pub strength: String,
    /// Whether it is enough to ask somebody: a mention in a sentence is not.
    pub counts: bool,
}

impl fmt::Display for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({}): {}", self.kind, self.strength, self.word)?;
        if !self.means.is_empty() && self.means != self.word {
            write!(f, ", {}", self.means)?;
        }
        write!(f, ", {} of {}", self.place, self.item)
    }
}

/// What the items of a file say, the strongest of each item first.
pub(crate) fn of(items: &[Item], tenants: &Tenants) -> Vec<Mark> {
    items
        .iter()
        .flat_map(|item| of_item(item, tenants))
        .collect()
}

fn of_item(item: &Item, tenants: &Tenants) -> Vec<Mark> {
    let properties = properties(item);
    let texts: Vec<MarkedText<'_>> = item
        .sections
        .iter()
        .map(|section| MarkedText {
            place: place(section.place),
            text: item.text_of(section),
        })
        .collect();
    let document = MarkedDocument {
        file_name: &item.path,
        properties: &properties,
        texts: &texts,
    };
    let mark = |kind: &str, word: String, strong: bool| Mark {
        item: item.path.clone(),
        kind: kind.to_owned(),
        word,
        means: String::new(),
        place: "properties".to_owned(),
        strength: if strong { "strong" } else { "likely" }.to_owned(),
        counts: strong,
    };
    let mut marks: Vec<Mark> = label_findings(&document, tenants)
        .into_iter()
        .map(|finding| match finding {
            LabelFinding::ForeignTenant { label } => {
                let tenant = label.tenant.clone().unwrap_or_default();
                let name = label.name.unwrap_or(label.id);
                mark("foreign label", format!("{name} of tenant {tenant}"), true)
            }
            LabelFinding::Removed { label, .. } => {
                let name = label.map(|label| label.name.unwrap_or(label.id));
                mark(
                    "label removed",
                    name.unwrap_or_else(|| "its name is gone too".to_owned()),
                    true,
                )
            }
        })
        .collect();
    let standing = labels(properties.iter().copied());
    marks.extend(
        standing
            .into_iter()
            .filter(|label| !label.removed)
            .map(|label| mark("label", label.name.unwrap_or(label.id), false)),
    );
    marks.extend(markings(&document).into_iter().take(TOLD).map(|found| {
        Mark {
            item: item.path.clone(),
            kind: "marking".to_owned(),
            word: found.word.to_owned(),
            means: found.says.to_string(),
            place: found.place.to_string(),
            strength: match found.strength() {
                Strength::Strong => "strong",
                Strength::Likely => "likely",
                Strength::Mention => "mention",
            }
            .to_owned(),
            counts: found.strength() >= Strength::Likely,
        }
    }));
    marks
}

/// The name of the sensitivity label that an item bears.
pub(crate) fn label_name(item: &Item) -> Option<String> {
    let found = labels(properties(item));
    let label = found.into_iter().find(|label| !label.removed)?;
    Some(label.name.unwrap_or(label.id))
}

fn properties(item: &Item) -> Vec<(&str, &str)> {
    let pairs = item.properties.iter();
    pairs
        .map(|property| (property.name.as_str(), property.value.as_str()))
        .collect()
}

const fn place(place: Place) -> MarkingPlace {
    match place {
        Place::Body => MarkingPlace::Body,
        Place::Header | Place::Master => MarkingPlace::Header,
        Place::Footer => MarkingPlace::Footer,
        Place::Watermark => MarkingPlace::Watermark,
        Place::Notes | Place::Comment => MarkingPlace::Comment,
        Place::Hidden | Place::Deleted | Place::Alternative | Place::Raw => MarkingPlace::Hidden,
    }
}
