//! Sensitivity labels: what the metadata of a document says about who labelled it, and whether the label was taken off.
//!
//! A label of Microsoft Purview stands in custom properties (`MSIP_Label_<id>_Name`), in the part `LabelInfo.xml` (here
//! as properties `labelinfo:id` and so on, label after label), in the XMP of a PDF (with a prefix before the name) and
//! in a header of mails (`msip_labels`, all in one value). The same label may be in several of them.

use std::collections::{BTreeMap, BTreeSet};

use crate::marking::{FoundMarking, MarkedDocument, MarkingPlace, Protection, Strength, markings};

const CUSTOM: &str = "msip_label_";
const PART: &str = "labelinfo:";
const MAIL: &str = "msip_labels";
/// What Office notes of the headers, footers and watermarks that a label put into the document.
const CONTENT: &str = "classificationcontentmarking";
/// Bits of `ContentBits`: header, footer, watermark.
const CONTENT_BITS: u32 = 0b111;

/// A sensitivity label of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Label {
    /// Its identifier, in small letters and without braces.
    pub id: String,
    /// Its name among the labels of its tenant.
    pub name: Option<String>,
    /// The tenant that gave it.
    pub tenant: Option<String>,
    /// How it was set: `Standard` by default or a rule, `Privileged` by a person.
    pub method: Option<String>,
    /// When it was set, as the document says.
    pub set_at: Option<String>,
    /// Whether it put a header, footer or watermark into the document.
    pub marks_content: bool,
    /// Whether it was taken off.
    pub removed: bool,
}

/// The tenants that a site knows as its own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tenants(BTreeSet<String>);

/// What is remarkable about the labels of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LabelFinding {
    /// It bears the label of a tenant that is not the site's.
    ForeignTenant {
        /// The label.
        label: Label,
    },
    /// Its label was taken off.
    Removed {
        /// The label, where the document still names it.
        label: Option<Label>,
        /// Headers, footers and watermarks that stayed.
        left: Vec<FoundMarking>,
    },
}

impl Tenants {
    /// The tenants of a site, by identifier.
    pub fn new<'t>(tenants: impl IntoIterator<Item = &'t str>) -> Self {
        Self(
            tenants
                .into_iter()
                .map(bare_id)
                .filter(|id| !id.is_empty())
                .collect(),
        )
    }

    /// Whether a label is of another tenant; unknown where the label names none, or the site none of its own.
    #[must_use]
    pub fn is_foreign(&self, label: &Label) -> Option<bool> {
        let tenant = label.tenant.as_ref().filter(|_| !self.0.is_empty())?;
        Some(!self.0.contains(tenant))
    }
}

/// The labels of a document, in the order in which its properties name them.
///
/// ```
/// use bongsu_content::labels;
///
/// let found = labels([
///     ("MSIP_Label_2096f6a2-d2f7-48be-b329-b73aaa526e5d_Enabled", "true"),
///     ("MSIP_Label_2096f6a2-d2f7-48be-b329-b73aaa526e5d_Name", "Confidential"),
/// ]);
/// assert_eq!(found[0].name.as_deref(), Some("Confidential"));
/// assert!(!found[0].removed);
/// ```
#[must_use]
pub fn labels<'p>(properties: impl IntoIterator<Item = (&'p str, &'p str)>) -> Vec<Label> {
    let mut found = Found::default();
    // Where `LabelInfo.xml` is being told, the label that its last `id` began.
    let mut part: Option<String> = None;
    for (name, value) in properties {
        let name = bare_name(name);
        if let Some(field) = name.strip_prefix(PART) {
            if field == "id" {
                part = Some(bare_id(value));
            }
            if let Some(id) = &part {
                found.set(id, field, value);
            }
        } else if name == MAIL {
            for (name, value) in value.split(';').filter_map(|one| one.split_once('=')) {
                found.custom(&bare_name(name), value);
            }
        } else {
            found.custom(&name, value);
        }
    }
    found.labels
}

/// What is remarkable about the labels of a document.
#[must_use]
pub fn label_findings(document: &MarkedDocument<'_>, tenants: &Tenants) -> Vec<LabelFinding> {
    let labels = labels(document.properties.iter().copied());
    let (removed, present): (Vec<Label>, Vec<Label>) =
        labels.into_iter().partition(|label| label.removed);
    let foreign = present
        .iter()
        .filter(|label| tenants.is_foreign(label) == Some(true))
        .map(|label| LabelFinding::ForeignTenant {
            label: label.clone(),
        });
    let mut findings: Vec<LabelFinding> = foreign.collect();
    if !present.is_empty() {
        return findings;
    }
    let left = || content_marks(document);
    if removed.is_empty() {
        if has_traces(document) {
            findings.push(LabelFinding::Removed {
                label: None,
                left: left(),
            });
        }
        return findings;
    }
    findings.extend(removed.into_iter().map(|label| LabelFinding::Removed {
        label: Some(label),
        left: left(),
    }));
    findings
}

/// Whether a property belongs to a label, and so is no marking of its own.
pub(crate) fn is_label_property(name: &str) -> bool {
    let name = bare_name(name);
    [CUSTOM, PART, MAIL, CONTENT]
        .iter()
        .any(|start| name.starts_with(start))
}

/// Strong markings at the top, at the foot and across pages.
fn content_marks(document: &MarkedDocument<'_>) -> Vec<FoundMarking> {
    let is_content = |found: &FoundMarking| {
        let place = matches!(
            found.place,
            MarkingPlace::Header | MarkingPlace::Footer | MarkingPlace::Watermark
        );
        place && found.strength() == Strength::Strong && matches!(found.says, Protection::Secret(_))
    };
    markings(document).into_iter().filter(is_content).collect()
}

/// Whether something of a label is there without the label: what Office noted of the headers it made, or the text that
/// it leaves with a shape it put on the page.
fn has_traces(document: &MarkedDocument<'_>) -> bool {
    let is_noted = |name: &str| bare_name(name).starts_with(CONTENT);
    let is_described = |text: &str| {
        text.contains("\"HashCode\":")
            && [
                "\"Placement\":\"Header\"",
                "\"Placement\":\"Footer\"",
                "\"Placement\":\"Watermark\"",
            ]
            .iter()
            .any(|placement| text.contains(placement))
    };
    document.properties.iter().any(|(name, _)| is_noted(name))
        || document
            .texts
            .iter()
            .filter(|text| text.place == MarkingPlace::Hidden)
            .any(|text| is_described(text.text))
}

/// Labels as they are put together.
#[derive(Default)]
struct Found {
    labels: Vec<Label>,
    places: BTreeMap<String, usize>,
}

impl Found {
    /// Takes `MSIP_Label_<id>_<field>`, in small letters.
    fn custom(&mut self, name: &str, value: &str) {
        let field = name
            .strip_prefix(CUSTOM)
            .and_then(|rest| rest.split_once('_'));
        if let Some((id, field)) = field {
            self.set(&bare_id(id), field, value);
        }
    }

    fn set(&mut self, id: &str, field: &str, value: &str) {
        if id.is_empty() {
            return;
        }
        let place = *self.places.entry(id.to_owned()).or_insert_with(|| {
            self.labels.push(Label {
                id: id.to_owned(),
                ..Label::default()
            });
            self.labels.len() - 1
        });
        let Some(label) = self.labels.get_mut(place) else {
            return;
        };
        let value = value.trim();
        let given = || {
            Some(value)
                .filter(|value| !value.is_empty())
                .map(str::to_owned)
        };
        match field {
            "name" => label.name = given(),
            "siteid" => label.tenant = given().map(|tenant| bare_id(&tenant)),
            "method" => label.method = given(),
            "setdate" => label.set_at = given(),
            "contentbits" => {
                let bits = value.parse::<u32>().unwrap_or(0);
                label.marks_content |= bits & CONTENT_BITS != 0;
            }
            "enabled" => label.removed |= is_no(value),
            "removed" => label.removed |= is_yes(value),
            _ => {}
        }
    }
}

/// The name of a property in small letters, without the prefix that XMP puts before it.
fn bare_name(name: &str) -> String {
    let name = name.trim().to_ascii_lowercase();
    match name.rsplit_once(':') {
        Some((_, bare)) if bare.starts_with(CUSTOM) || bare.starts_with(CONTENT) => bare.to_owned(),
        _ => name,
    }
}

fn bare_id(id: &str) -> String {
    let id = id.trim().trim_start_matches('{').trim_end_matches('}');
    id.to_ascii_lowercase()
}

fn is_yes(value: &str) -> bool {
    value == "1" || value.eq_ignore_ascii_case("true")
}

fn is_no(value: &str) -> bool {
    value == "0" || value.eq_ignore_ascii_case("false")
}

#[cfg(test)]
mod tests;
