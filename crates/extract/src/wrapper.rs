//! Wrappers of rights management, known by the first bytes of a file.
//!
//! Only what was seen in public reports or is documented by its maker is in the table. Wrappers inside containers (ZIP,
//! compound files, PDF) are recognised by the readers of those.

/// First bytes, and the product that writes them.
///
/// - `SCDSA`, with `002` or `004` after it: `SoftCamp` Document Security. Reported for files from public offices and firms
///   by several independent readers of Korean documents.
/// - `\x9B DRMONE` and `<!-- FasooSecureContainer`: Fasoo. The first goes on `This Document is encrypted and protected by
///   Fasoo DRM`; the second is what its text-like container starts with.
/// - `<DOCUMENT SAFER`: the product of this name of `MarkAny`.
/// - `<## NASCA DRM FILE`: NASCA of Samsung, goes on with a version.
/// - `.pfile`: protected file of Microsoft's rights management, `IPCF_PROTECTED_FILE_HEADER` in its documentation.
/// - `76 E8 04 60 C4 11 E3 86`: a protected message, `message.rpmsg` (MS-OXORMMS).
const WRAPPERS: [(&[u8], &str); 7] = [
    (b"SCDSA00", "SoftCamp Document Security"),
    (b"\x9B DRMONE", "Fasoo"),
    (b"<!-- FasooSecureContainer", "Fasoo"),
    (b"<DOCUMENT SAFER", "MarkAny Document SAFER"),
    (b"<## NASCA DRM FILE", "Samsung NASCA"),
    (b".pfile", MICROSOFT),
    (b"\x76\xE8\x04\x60\xC4\x11\xE3\x86", MICROSOFT),
];

// Wrappers that readers tell by what stands in a document.
pub(crate) const HANCOM: &str = "Hancom DRM";
pub(crate) const HANCOM_CERTIFICATE: &str = "Hancom certificate encryption";
pub(crate) const MICROSOFT: &str = "Microsoft RMS";
pub(crate) const PGP: &str = "PGP";
pub(crate) const SMIME: &str = "S/MIME";

/// The names of all wrappers that are recognised; a PDF may name others by itself.
pub fn wrapper_names() -> Vec<&'static str> {
    let by_first_bytes = WRAPPERS.iter().map(|(_, name)| *name);
    let mut names: Vec<&str> = by_first_bytes
        .chain([HANCOM, HANCOM_CERTIFICATE, PGP, SMIME])
        .collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// The product whose wrapper a file is in.
pub(crate) fn name(bytes: &[u8]) -> Option<&'static str> {
    let known = WRAPPERS.iter().find(|(start, _)| bytes.starts_with(start));
    known.map(|(_, name)| *name)
}
