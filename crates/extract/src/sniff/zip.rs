//! Which format a ZIP container is, by what its directory names.

use std::io::Read;

use crate::Format;
use crate::Limits;
use crate::budget::Budget;
use crate::package::Package;

/// Bytes of a member that are looked at.
const HEAD: u64 = 1 << 20;
/// Bytes of an XML file in which its root element begins.
const FLAT_HEAD: usize = 4 << 10;

/// The format of bytes that begin as a container does.
pub(super) fn format(bytes: &[u8]) -> Option<Format> {
    bytes.starts_with(b"PK\x03\x04").then(|| kind(bytes))
}

/// What kind of document a container is.
pub(super) fn kind(bytes: &[u8]) -> Format {
    let Ok(mut package) = Package::open(bytes) else {
        return Format::Zip;
    };
    let by_type = by_mimetype(&head(&mut package, "mimetype"))
        .or_else(|| by_content_types(&head(&mut package, "[Content_Types].xml")));
    by_type
        .or_else(|| by_names(&package))
        .unwrap_or(Format::Zip)
}

/// The format of a package or `OpenDocument` that is written as one XML file.
pub(super) fn flat(bytes: &[u8]) -> Option<Format> {
    let head = bytes.get(..FLAT_HEAD.min(bytes.len())).unwrap_or(&[]);
    let head = std::str::from_utf8(head)
        .or_else(|error| std::str::from_utf8(head.get(..error.valid_up_to()).unwrap_or(&[])))
        .ok()?;
    if !head
        .trim_start_matches(['\u{feff}', ' ', '\n', '\r'])
        .starts_with('<')
    {
        return None;
    }
    let has = |needle: &str| head.contains(needle);
    if has("<w:wordDocument") || has("<pkg:package") && has("/word/document.xml") {
        return Some(Format::Docx);
    }
    let is_odf = has("<office:document ") || has("<office:document\n");
    is_odf.then_some(Format::Odf)
}

/// `OpenDocument` and HWPX say what they are in a member of this name.
fn by_mimetype(mimetype: &str) -> Option<Format> {
    let mimetype = mimetype.trim();
    if mimetype.starts_with("application/vnd.oasis.opendocument")
        || mimetype.starts_with("application/vnd.sun.xml")
    {
        return Some(Format::Odf);
    }
    (mimetype == "application/hwp+zip").then_some(Format::Hwpx)
}

/// Office says it by the type of its main part.
fn by_content_types(types: &str) -> Option<Format> {
    let types = types.to_ascii_lowercase();
    let main = |needles: &[&str]| needles.iter().any(|needle| types.contains(needle));
    if main(&["ms-excel.sheet.binary.macroenabled.main"]) {
        return Some(Format::Xlsb);
    }
    let kinds = [
        (
            Format::Docx,
            [
                "wordprocessingml.document.main+xml",
                "wordprocessingml.template.main+xml",
                "ms-word.document.macroenabled.main+xml",
                "ms-word.template.macroenabledtemplate.main+xml",
            ],
        ),
        (
            Format::Pptx,
            [
                "presentationml.presentation.main+xml",
                "presentationml.slideshow.main+xml",
                "presentationml.template.main+xml",
                "application/vnd.ms-powerpoint.",
            ],
        ),
        (
            Format::Xlsx,
            [
                "spreadsheetml.sheet.main+xml",
                "spreadsheetml.template.main+xml",
                "ms-excel.sheet.macroenabled.main+xml",
                "ms-excel.template.macroenabled.main+xml",
            ],
        ),
    ];
    let found = kinds.iter().find(|(_, needles)| main(needles));
    found.map(|(format, _)| *format)
}

/// Containers that lost what says it are told by the names in them.
fn by_names(package: &Package<'_>) -> Option<Format> {
    let has = |name: &str| package.has(name);
    let has_folder = |folder: &str| {
        let mut members = package.members().iter();
        members.any(|member| member.name.starts_with(folder))
    };
    let kinds = [
        (Format::Docx, has("word/document.xml")),
        (Format::Xlsb, has("xl/workbook.bin")),
        (Format::Xlsx, has("xl/workbook.xml")),
        (Format::Pptx, has("ppt/presentation.xml")),
        (
            Format::Hwpx,
            has("Contents/section0.xml") || has("Contents/content.hpf"),
        ),
        (
            Format::Odf,
            has("content.xml") && (has("META-INF/manifest.xml") || has("styles.xml")),
        ),
        (Format::Docx, has_folder("word/")),
        (Format::Pptx, has_folder("ppt/slides/")),
        (Format::Xlsx, has_folder("xl/worksheets/")),
    ];
    let found = kinds.iter().find(|(_, is_it)| *is_it);
    found.map(|(format, _)| *format)
}

/// The beginning of a member as text.
fn head(package: &mut Package<'_>, name: &str) -> String {
    let mut budget = Budget::new(&Limits {
        unpacked_bytes: HEAD,
        ..Limits::default()
    });
    let mut head = Vec::new();
    if let Ok(stream) = package.stream(name, &mut budget) {
        // What could not be read is not looked at; the reader of the format says what is wrong with it.
        let _ = stream.take(HEAD).read_to_end(&mut head);
    }
    String::from_utf8_lossy(&head).into_owned()
}
