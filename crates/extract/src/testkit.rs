//! What tests of readers share: containers made in the test, and what was read from them.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::{Item, Limits, Place, extract};

/// A ZIP container with these members.
pub(crate) fn container(members: &[(&str, &str)]) -> Vec<u8> {
    let members = members.iter().map(|(name, text)| (*name, text.as_bytes()));
    container_of(&members.collect::<Vec<_>>())
}

/// A ZIP container with these members, of any bytes.
pub(crate) fn container_of(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in members {
        writer
            .start_file(*name, SimpleFileOptions::default())
            .unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// What is read from a file: its own item first.
pub(crate) fn read(bytes: &[u8]) -> Vec<Item> {
    read_within(&Limits::default(), bytes)
}

/// What is read from a file within limits.
pub(crate) fn read_within(limits: &Limits, bytes: &[u8]) -> Vec<Item> {
    let mut items = Vec::new();
    extract("file", bytes, limits, &mut |item| items.push(item));
    items.sort_by_key(|item| item.number);
    items
}

/// The text that stands in one place, with single spaces and `|` between lines.
pub(crate) fn text_in(item: &Item, place: Place) -> String {
    let sections = item.sections.iter().filter(|one| one.place == place);
    let text: String = sections.map(|section| item.text_of(section)).collect();
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    let lines: Vec<String> = lines
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect();
    lines.join(" | ")
}

/// The value of a property.
pub(crate) fn property<'i>(item: &'i Item, name: &str) -> Option<&'i str> {
    let mut properties = item.properties.iter();
    let found = properties.find(|property| property.name == name);
    found.map(|property| property.value.as_str())
}

/// A file among the shared samples; `None`, with a line that says so, where they are not there.
pub(crate) fn sample(name: &str) -> Option<Vec<u8>> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let path = root.join("../../../shared/data/documents").join(name);
    let bytes = fs_err::read(path).ok();
    if bytes.is_none() {
        println!("shared sample {name} is absent, nothing was tested");
    }
    bytes
}
