//! Pages: a view model, a template, and text out.

mod inspection;

pub use inspection::{
    Excerpt, InspectedDocument, InspectedFile, InspectedPassage, InspectedTechnology,
    InspectionPage, inspection_page,
};

use askama::Template;
use bongsu_model::{Case, Path};

use crate::PageError;
use crate::pictures::{Surroundings, surroundings};
use crate::views::{CaseView, IndexView, TiesView};

/// One self-contained, printable page of a case: no script, no style attribute, nothing loaded from elsewhere.
pub fn case_page(case: &Case) -> Result<String, PageError> {
    let page = CasePage {
        case: CaseView::new(case),
    };
    page.render().map_err(|source| PageError::Template {
        page: case.id.to_string(),
        source,
    })
}

/// A page that lists cases in the order given and links to the page of each, named by
/// [`words::page_file_name`](crate::words::page_file_name), in the same folder.
pub fn case_index_page(cases: &[Case]) -> Result<String, PageError> {
    let page = IndexPage {
        index: IndexView::new(cases),
    };
    page.render().map_err(|source| PageError::Template {
        page: "index".into(),
        source,
    })
}

/// What a page of ties shows.
#[derive(Clone, Copy, Debug)]
pub struct TiesPage<'a> {
    /// The party asked about.
    pub title: &'a str,
    /// What was looked for, in one line.
    pub asked: &'a str,
    /// The paths found, the best first.
    pub paths: &'a [Path],
    /// How far the register knows who stands above.
    pub coverage: &'a str,
    /// What it does not know, in words.
    pub unknown: &'a [String],
}

/// One self-contained, printable page of the ties behind an employer.
pub fn ties_page(page: &TiesPage<'_>) -> Result<String, PageError> {
    let template = TiesTemplate {
        page,
        ties: TiesView::of_paths("Paths to restricted or listed parties", page.paths),
    };
    template.render().map_err(|source| PageError::Template {
        page: page.title.to_owned(),
        source,
    })
}

#[derive(Template)]
#[template(path = "ties.html")]
struct TiesTemplate<'a> {
    page: &'a TiesPage<'a>,
    ties: TiesView,
}

/// What a page about two parties shows.
#[derive(Clone, Copy, Debug)]
pub struct BetweenPage<'a> {
    /// The two parties.
    pub title: &'a str,
    /// The day, in one line.
    pub asked: &'a str,
    /// What stands around them.
    pub around: &'a Surroundings,
    /// Chains of holdings between them, the hardest first.
    pub paths: &'a [Path],
    /// What else they share, in words.
    pub shared: &'a [String],
    /// How far the register knows who stands above them.
    pub coverage: &'a str,
    /// What it does not know, in words.
    pub unknown: &'a [String],
}

/// One self-contained, printable page of what is known between two parties.
pub fn between_page(page: &BetweenPage<'_>) -> Result<String, PageError> {
    let template = BetweenTemplate {
        page,
        picture: surroundings(page.around, "around"),
        ties: TiesView::of_paths("Chains between them", page.paths),
    };
    template.render().map_err(|source| PageError::Template {
        page: page.title.to_owned(),
        source,
    })
}

#[derive(Template)]
#[template(path = "between.html")]
struct BetweenTemplate<'a> {
    page: &'a BetweenPage<'a>,
    picture: String,
    ties: TiesView,
}

#[derive(Template)]
#[template(path = "case.html")]
struct CasePage {
    case: CaseView,
}

#[derive(Template)]
#[template(path = "index.html")]
struct IndexPage {
    index: IndexView,
}

#[cfg(test)]
mod tests;
