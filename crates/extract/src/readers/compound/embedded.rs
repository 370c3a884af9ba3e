//! Files embedded in compound files by OLE.

use crate::Problem;
use crate::bytes::{len_at, part, utf16_to_zero};
use crate::cfb::Storage;
use crate::codepage;
use crate::sink::Sink;

use super::{kind, read_storage};
use crate::Format;

/// Streams that hold a whole file, and the name it gets where it has none.
const WHOLE: [(&str, &str); 4] = [
    ("Package", "package"),
    ("CONTENTS", "contents"),
    ("EmbeddedOdf", "document"),
    ("OOXMLChartContents", "chart.xml"),
];

/// The files that a storage has in streams of their own; whether there were any.
pub(super) fn objects(storage: &Storage<'_, '_>, sink: &mut Sink<'_, '_>) -> Result<bool, Problem> {
    let mut found = false;
    if let Some(stream) = storage.read("\u{1}Ole10Native", sink.budget())? {
        let data = part(&stream.bytes, 4, usize::MAX);
        match native(data) {
            Some((name, file)) => sink.child(&name, file),
            None => sink.child("object", data),
        }
        found = true;
    }
    for (stream, name) in WHOLE {
        if let Some(stream) = storage.read(stream, sink.budget())?
            && !stream.bytes.is_empty()
        {
            sink.child(name, &stream.bytes);
            found = true;
        }
    }
    Ok(found)
}

/// The documents and files that lie in storages below this one; whether there were any.
pub(in crate::readers) fn storages(
    storage: &Storage<'_, '_>,
    sink: &mut Sink<'_, '_>,
) -> Result<bool, Problem> {
    let mut found = false;
    let mut inside: Option<String> = None;
    for (path, node) in storage.below() {
        // What lies in a document that was read already belongs to that.
        let within = inside.as_deref().and_then(|outer| path.strip_prefix(outer));
        if !node.storage || within.is_some_and(|rest| rest.starts_with('/')) {
            continue;
        }
        let Some(object) = storage.storage(path) else {
            continue;
        };
        let format = kind(&object);
        if format != Format::Compound || holds_file(&object) {
            let bytes = object.all_bytes(sink.budget())?;
            sink.child_as(path, format, &bytes, |sink| read_storage(&object, sink));
            inside = Some(path.to_owned());
            found = true;
        }
    }
    Ok(found)
}

fn holds_file(storage: &Storage<'_, '_>) -> bool {
    storage.has("\u{1}Ole10Native") || WHOLE.iter().any(|(stream, _)| storage.has(stream))
}

/// Name and bytes of a file that the packager of Windows embedded (MS-OLEDS 2.3.6 and what programs write in it).
pub(in crate::readers) fn native(data: &[u8]) -> Option<(String, &[u8])> {
    let mut at = 2;
    let label = zero_ended(data, &mut at)?;
    let path = zero_ended(data, &mut at)?;
    at += 4;
    let skipped = len_at(data, at)?;
    at = at.checked_add(4)?.checked_add(skipped)?;
    let length = len_at(data, at)?;
    at += 4;
    let file = data.get(at..)?;
    let file = part(file, 0, length);
    if file.is_empty() {
        return None;
    }
    // Newer packagers repeat the names in Unicode after the file: where it lay, its label, its first path.
    let mut after = at.saturating_add(length);
    let mut wide = Vec::new();
    for _ in 0..3 {
        let Some(length) = len_at(data, after) else {
            break;
        };
        wide.push(utf16_to_zero(part(
            data,
            after + 4,
            length.saturating_mul(2),
        )));
        after = after
            .saturating_add(4)
            .saturating_add(length.saturating_mul(2));
    }
    let names = [
        wide.get(1).cloned(),
        Some(codepage::guess(label)),
        Some(codepage::guess(path)),
    ];
    let name = names
        .into_iter()
        .flatten()
        .find_map(|name| file_name(&name));
    Some((name.unwrap_or_else(|| "object".to_owned()), file))
}

fn zero_ended<'d>(data: &'d [u8], at: &mut usize) -> Option<&'d [u8]> {
    let rest = data.get(*at..)?;
    let end = rest.iter().take(1024).position(|&byte| byte == 0)?;
    *at += end + 1;
    rest.get(..end)
}

/// The last part of a path of Windows.
fn file_name(path: &str) -> Option<String> {
    let name = path.rsplit(['\\', '/']).next()?.trim();
    (!name.is_empty()).then(|| name.to_owned())
}
