//! Small PDF files.

use std::io::Write;

const FONT: &str =
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>";

/// A file of one page. Its content is object 4, its font object 5; `more` are the objects from 6 on.
#[derive(Default)]
pub(super) struct Parts<'p> {
    pub(super) content: &'p str,
    /// More fonts.
    pub(super) fonts: &'p str,
    /// More resources.
    pub(super) resources: &'p str,
    pub(super) on_page: &'p str,
    pub(super) catalogue: &'p str,
    pub(super) trailer: &'p str,
    pub(super) more: &'p [String],
}

/// One page with this content and these resources beside the fonts.
pub(super) fn page(content: &str, resources: &str, more: &[String]) -> Vec<u8> {
    page_of(&Parts {
        content,
        resources,
        more,
        ..Parts::default()
    })
}

pub(super) fn page_of(parts: &Parts<'_>) -> Vec<u8> {
    let Parts {
        content,
        fonts,
        resources,
        on_page,
        catalogue,
        trailer,
        more,
    } = parts;
    let mut objects = vec![
        format!("<< /Type /Catalog /Pages 2 0 R {catalogue} >>"),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R {on_page} /Resources << /Font << /F 5 0 R {fonts} >> {resources} >> >>"
        ),
        stream("", content),
        FONT.to_owned(),
    ];
    objects.extend_from_slice(more);
    file(&objects, trailer)
}

pub(super) fn stream(dict: &str, data: &str) -> String {
    format!(
        "<< {dict} /Length {} >>\nstream\n{data}\nendstream",
        data.len()
    )
}

/// A file of these objects; the first is the catalogue.
fn file(objects: &[String], trailer: &str) -> Vec<u8> {
    let mut bytes = b"%PDF-1.7\n".to_vec();
    let mut places = Vec::new();
    for (number, object) in objects.iter().enumerate() {
        places.push(bytes.len());
        writeln!(bytes, "{} 0 obj\n{object}\nendobj", number + 1).unwrap();
    }
    let start = bytes.len();
    let size = places.len() + 1;
    writeln!(bytes, "xref\n0 {size}\n0000000000 65535 f ").unwrap();
    for place in &places {
        writeln!(bytes, "{place:010} 00000 n ").unwrap();
    }
    writeln!(
        bytes,
        "trailer << /Size {size} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF"
    )
    .unwrap();
    bytes
}
