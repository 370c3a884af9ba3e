//! Pages: a view model, a template, and text out.

use askama::Template;
use bongsu_model::Case;

use crate::PageError;
use crate::views::{CaseView, IndexView};

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
