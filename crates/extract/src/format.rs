//! Formats by name.

use std::fmt;

use serde::{Deserialize, Serialize};

/// What the bytes of a file are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// Word, Office Open XML (also macro-enabled and templates).
    Docx,
    /// `PowerPoint`, Office Open XML.
    Pptx,
    /// Excel, Office Open XML.
    Xlsx,
    /// Excel, binary workbook in a package.
    Xlsb,
    /// `OpenDocument` text, sheet, presentation, drawing.
    Odf,
    /// Hangul word processor 5, in a compound file.
    Hwp,
    /// Hangul word processor 3.
    Hwp3,
    /// Hangul word processor in a package, OWPML.
    Hwpx,
    /// Portable Document Format.
    Pdf,
    /// Rich Text Format.
    Rtf,
    /// HTML and XHTML.
    Html,
    /// XML of no known kind.
    Xml,
    /// A mail: RFC 5322 and MIME, also MHTML.
    Eml,
    /// A mail of Outlook, in a compound file.
    Msg,
    /// Word, Excel or `PowerPoint` of before 2007, in a compound file.
    Office97,
    /// A file in a signature (CMS, PKCS #7).
    Signed,
    /// Another compound file.
    Compound,
    /// Archives.
    Zip,
    /// 7-Zip.
    SevenZip,
    /// tar.
    Tar,
    /// One file compressed with gzip, bzip2, xz or zstd.
    Compressed,
    /// An archive of another kind: RAR; ALZ, EGG and CAB, opened where a member is stored or compressed in a common
    /// way; ACE and LHA, which are not opened.
    Archive,
    /// Drawing exchange, text form.
    Dxf,
    /// STEP, ISO 10303-21.
    Step,
    /// Drawing of AutoCAD, binary form.
    Dwg,
    /// Source code.
    Source,
    /// Other text.
    Text,
    /// Pictures.
    Image,
    /// Sound and moving pictures.
    Media,
    /// Programs.
    Program,
    /// A file inside a wrapper for rights management.
    Wrapped,
    /// Bytes of no known format.
    Unknown,
}

impl Format {
    /// Every format.
    pub const ALL: [Self; 32] = [
        Self::Docx,
        Self::Pptx,
        Self::Xlsx,
        Self::Xlsb,
        Self::Odf,
        Self::Hwp,
        Self::Hwp3,
        Self::Hwpx,
        Self::Pdf,
        Self::Rtf,
        Self::Html,
        Self::Xml,
        Self::Eml,
        Self::Msg,
        Self::Office97,
        Self::Signed,
        Self::Compound,
        Self::Zip,
        Self::SevenZip,
        Self::Tar,
        Self::Compressed,
        Self::Archive,
        Self::Dxf,
        Self::Step,
        Self::Dwg,
        Self::Source,
        Self::Text,
        Self::Image,
        Self::Media,
        Self::Program,
        Self::Wrapped,
        Self::Unknown,
    ];
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Docx => "DOCX",
            Self::Pptx => "PPTX",
            Self::Xlsx => "XLSX",
            Self::Xlsb => "XLSB",
            Self::Odf => "OpenDocument",
            Self::Hwp => "HWP",
            Self::Hwp3 => "HWP 3",
            Self::Hwpx => "HWPX",
            Self::Pdf => "PDF",
            Self::Rtf => "RTF",
            Self::Html => "HTML",
            Self::Xml => "XML",
            Self::Eml => "mail",
            Self::Msg => "Outlook mail",
            Self::Office97 => "Office 97",
            Self::Signed => "signed file",
            Self::Compound => "compound file",
            Self::Zip => "ZIP",
            Self::SevenZip => "7z",
            Self::Tar => "tar",
            Self::Compressed => "compressed file",
            Self::Archive => "archive",
            Self::Dxf => "DXF",
            Self::Step => "STEP",
            Self::Dwg => "DWG drawing",
            Self::Source => "source code",
            Self::Text => "text",
            Self::Image => "picture",
            Self::Media => "sound or film",
            Self::Program => "program",
            Self::Wrapped => "wrapped file",
            Self::Unknown => "unknown",
        })
    }
}
