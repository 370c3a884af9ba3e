//! Sensitivity labels of files that rights management encrypted; they stay readable (MS-OFFCRYPTO 2.6).

use quick_xml::Reader;
use quick_xml::events::Event;

use crate::Problem;
use crate::cfb::Storage;
use crate::sink::Sink;

const STREAM: &str = "\u{6}DataSpaces/TransformInfo/LabelInfo";

/// What is read of each label, under the names that labels in packages have.
const ATTRIBUTES: [&str; 6] = [
    "id",
    "siteId",
    "enabled",
    "method",
    "contentBits",
    "removed",
];

/// The labels as properties.
pub(super) fn read(storage: &Storage<'_, '_>, sink: &mut Sink<'_, '_>) -> Result<(), Problem> {
    let bytes = storage.bytes(STREAM, sink.budget())?;
    let text = String::from_utf8_lossy(&bytes);
    let mut reader = Reader::from_str(&text);
    // What breaks off gives the labels before that; the file is said to be shut in any case.
    while let Ok(event) = reader.read_event() {
        let (Event::Start(tag) | Event::Empty(tag)) = event else {
            if matches!(event, Event::Eof) {
                break;
            }
            continue;
        };
        if tag.local_name().as_ref() != "label" {
            continue;
        }
        for name in ATTRIBUTES {
            let Ok(Some(attribute)) = tag.try_get_attribute(name) else {
                continue;
            };
            let value = attribute.value;
            sink.property(&format!("labelinfo:{name}"), &value)?;
        }
    }
    Ok(())
}
