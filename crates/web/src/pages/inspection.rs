//! The page of a take-out check: which protected technology is in a file, with both sides of each passage.

use std::fmt::Write as _;

use askama::Template;

use crate::PageError;

/// What a page about inspected files shows.
#[derive(Clone, Debug, Default)]
pub struct InspectionPage {
    /// What was compared with what, in one line.
    pub asked: String,
    /// The files, in the order they were given.
    pub files: Vec<InspectedFile>,
}

/// One file.
#[derive(Clone, Debug, Default)]
pub struct InspectedFile {
    /// Its name.
    pub name: String,
    /// Format, size and digest, in one line.
    pub about: String,
    /// `match`, `possible`, `none seen` or `unreadable`.
    pub verdict: String,
    /// Technologies that were found, the surest first.
    pub technologies: Vec<InspectedTechnology>,
    /// What the file says about its own protection.
    pub markings: Vec<String>,
    /// What could not be read.
    pub unread: Vec<String>,
}

/// A technology that was found in a file.
#[derive(Clone, Debug, Default)]
pub struct InspectedTechnology {
    /// Its name and id.
    pub name: String,
    /// Grade and share, in one line.
    pub about: String,
    /// Its documents, the surest first.
    pub documents: Vec<InspectedDocument>,
}

/// A registered document that was found in a file.
#[derive(Clone, Debug, Default)]
pub struct InspectedDocument {
    /// Its name.
    pub name: String,
    /// How much of it was found and how, in one line.
    pub about: String,
    /// Where its passages lie: shares of the file's text and of the document's, 0 to 1.
    pub strips: Vec<[[f64; 2]; 2]>,
    /// The passages that are shown, the longest first.
    pub passages: Vec<InspectedPassage>,
    /// How many more there are.
    pub further: usize,
}

/// A passage with both sides.
#[derive(Clone, Debug, Default)]
pub struct InspectedPassage {
    /// How it was recognised, and how sure that is.
    pub how: String,
    /// Where it stands in the file.
    pub here_at: String,
    /// The passage in the file.
    pub here: Excerpt,
    /// Where it stands in the document.
    pub there_at: String,
    /// The passage in the document; none where the document was not given.
    pub there: Option<Excerpt>,
}

/// A passage with some words around it.
#[derive(Clone, Debug, Default)]
pub struct Excerpt {
    /// What stands before.
    pub before: String,
    /// The passage.
    pub inside: String,
    /// What follows.
    pub after: String,
}

/// One self-contained, printable page of a take-out check.
pub fn inspection_page(page: &InspectionPage) -> Result<String, PageError> {
    let template = InspectionTemplate { page };
    template.render().map_err(|source| PageError::Template {
        page: "inspection".to_owned(),
        source,
    })
}

#[derive(Template)]
#[template(path = "inspection.html")]
struct InspectionTemplate<'a> {
    page: &'a InspectionPage,
}

const WIDTH: f64 = 1000.0;
/// The least that is seen of a short passage in a long text.
const LEAST: f64 = 3.0;

impl InspectedDocument {
    /// Two bars, the file above and the document below, with a band from each passage to its origin.
    fn picture(&self) -> String {
        let mut picture = String::from(
            "<svg class=\"chart\" viewBox=\"0 0 1120 96\" role=\"img\" aria-label=\"where the passages lie\">\
             <text class=\"ax\" x=\"0\" y=\"22\">this file</text><text class=\"ax\" x=\"0\" y=\"84\">document</text>\
             <rect class=\"band\" x=\"100\" y=\"10\" width=\"1000\" height=\"16\"/>\
             <rect class=\"band\" x=\"100\" y=\"72\" width=\"1000\" height=\"16\"/>",
        );
        for [here, there] in &self.strips {
            let (a, b) = (ends(*here), ends(*there));
            // Writing into a text does not fail.
            let _ = write!(
                picture,
                "<polygon class=\"within\" opacity=\"0.35\" points=\"{:.1},26 {:.1},26 {:.1},72 {:.1},72\"/>\
                 <rect class=\"beyond\" x=\"{:.1}\" y=\"10\" width=\"{:.1}\" height=\"16\"/>\
                 <rect class=\"beyond\" x=\"{:.1}\" y=\"72\" width=\"{:.1}\" height=\"16\"/>",
                a[0],
                a[1],
                b[1],
                b[0],
                a[0],
                a[1] - a[0],
                b[0],
                b[1] - b[0]
            );
        }
        picture.push_str("</svg>");
        picture
    }
}

fn ends([start, end]: [f64; 2]) -> [f64; 2] {
    let from = 100.0 + start.clamp(0.0, 1.0) * WIDTH;
    let to = 100.0 + end.clamp(0.0, 1.0) * WIDTH;
    [from, to.max(from + LEAST)]
}
