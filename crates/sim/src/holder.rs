//! The holder: its name, units and teams, and the technologies it protects.

use crate::HolderKind;
use crate::roles::Role;
use crate::stream::{Purpose, Seeds, Stream};

mod templates;

use templates::{
    LAB_NAMES, LAB_TECHNOLOGIES, LAB_UNITS, MAKER_NAMES, MAKER_TECHNOLOGIES, MAKER_UNITS,
};

/// The holder.
#[derive(Clone, Debug)]
pub(crate) struct Holder {
    pub(crate) kind: HolderKind,
    pub(crate) name: String,
    pub(crate) domain: String,
    pub(crate) units: Vec<Unit>,
    pub(crate) technologies: Vec<Technology>,
}

/// A department.
#[derive(Clone, Debug)]
pub(crate) struct Unit {
    pub(crate) name: &'static str,
    pub(crate) business: &'static str,
    pub(crate) functional: &'static str,
    /// Share of the people.
    pub(crate) weight: f64,
    /// Roles with their share.
    pub(crate) roles: &'static [(Role, f64)],
    /// Names of teams; large units have several.
    pub(crate) teams: &'static [&'static str],
}

/// A protected technology.
#[derive(Clone, Debug)]
pub(crate) struct Technology {
    pub(crate) id: String,
    /// The name of its folder.
    pub(crate) slug: String,
    pub(crate) name: &'static str,
    pub(crate) class: &'static str,
    pub(crate) grade: u8,
    /// The unit that owns it, as a place in the units.
    pub(crate) unit: usize,
    pub(crate) list_item: &'static str,
    pub(crate) threshold: &'static str,
    /// Words its documents are named with.
    pub(crate) words: &'static [&'static str],
    /// How many documents it has.
    pub(crate) documents: usize,
}

/// A technology as a template has it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Template {
    slug: &'static str,
    name: &'static str,
    class: &'static str,
    grade: u8,
    unit: usize,
    list_item: &'static str,
    threshold: &'static str,
    words: &'static [&'static str],
}

impl Holder {
    pub(crate) fn new(kind: HolderKind, seeds: &Seeds) -> Self {
        let mut stream = seeds.stream(Purpose::Holder, 0, 0);
        let (names, units, templates): (&[(&str, &str)], &[Unit], &[Template]) = match kind {
            HolderKind::Maker => (&MAKER_NAMES, &MAKER_UNITS, &MAKER_TECHNOLOGIES),
            HolderKind::Lab => (&LAB_NAMES, &LAB_UNITS, &LAB_TECHNOLOGIES),
        };
        let (name, domain) = stream.pick(names);
        Self {
            kind,
            name: name.to_owned(),
            domain: format!("{domain}.example"),
            units: units.to_vec(),
            technologies: templates
                .iter()
                .map(|template| technology(template, &mut stream))
                .collect(),
        }
    }

    /// The host of the document server.
    pub(crate) fn vault_host(&self) -> String {
        format!("plm.{}", self.domain)
    }

    /// The address of a document on the document server.
    pub(crate) fn document_url(&self, technology: usize, document: usize) -> String {
        self.technologies
            .get(technology)
            .map_or_else(String::new, |technology| {
                format!(
                    "http://{}/vault/{}/{}",
                    self.vault_host(),
                    technology.slug,
                    technology.document(document)
                )
            })
    }

    /// The sector statistics count the holder under.
    pub(crate) fn sector(&self) -> &'static str {
        match self.kind {
            HolderKind::Maker => "electrical_electronic",
            HolderKind::Lab => "display",
        }
    }

    /// The kind of victim statistics count the holder under.
    pub(crate) fn victim(&self) -> &'static str {
        match self.kind {
            HolderKind::Maker => "large",
            HolderKind::Lab => "university_research",
        }
    }
}

impl Technology {
    /// The file name of a document, always the same for the same number.
    pub(crate) fn document(&self, number: usize) -> String {
        let mixed = number.wrapping_mul(2_654_435_761) >> 3;
        let word = self
            .words
            .get(number % self.words.len().max(1))
            .copied()
            .unwrap_or("note");
        let kinds = &crate::vocabulary::subjects::DOCUMENTS;
        let kind = kinds.get(mixed % kinds.len()).copied().unwrap_or("report");
        let extension = ["xlsx", "pptx", "pdf", "docx", "dwg"]
            .get((mixed >> 7) % 5)
            .copied()
            .unwrap_or("pdf");
        format!("{word}-{kind}-{:03}.{extension}", number + 1)
    }

    /// The wildcard rules under which its documents lie.
    pub(crate) fn paths(&self, vault_host: &str) -> String {
        format!(
            "*{vault_host}/vault/{slug}/*;*\\{slug}\\*",
            slug = self.slug
        )
    }
}

fn technology(template: &Template, stream: &mut Stream) -> Technology {
    Technology {
        id: stream.code("tech_****************"),
        slug: format!("{}-{}", template.slug, stream.code("?#")),
        name: template.name,
        class: template.class,
        grade: template.grade,
        unit: template.unit,
        list_item: template.list_item,
        threshold: template.threshold,
        words: template.words,
        documents: stream.range(260, 620) as usize,
    }
}
