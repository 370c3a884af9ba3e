//! Small files of each format.

use std::io::{Cursor, Write};

use bongsu_extract::{Item, Limits, Place, extract};

/// The items of a file in the order in which they were met.
pub(crate) fn items(name: &str, bytes: &[u8]) -> Vec<Item> {
    let mut items = Vec::new();
    extract(name, bytes, &Limits::default(), &mut |item| {
        items.push(item);
    });
    items.sort_by_key(|item| item.number);
    items
}

/// The file's own item.
pub(crate) fn item(name: &str, bytes: &[u8]) -> Item {
    items(name, bytes).remove(0)
}

/// All text of an item that stands in one place, without the line end after it.
pub(crate) fn text(item: &Item, place: Place) -> String {
    let sections = item
        .sections
        .iter()
        .filter(|section| section.place == place);
    let text: String = sections.map(|section| item.text_of(section)).collect();
    text.trim_end().to_owned()
}

/// The values of a property.
pub(crate) fn property<'i>(item: &'i Item, name: &str) -> Vec<&'i str> {
    let found = item
        .properties
        .iter()
        .filter(|property| property.name == name);
    found.map(|property| property.value.as_str()).collect()
}

/// A compound file with streams by path.
pub(crate) fn compound(streams: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    for (path, bytes) in streams {
        let path = format!("/{path}");
        if let Some((folder, _)) = path.rsplit_once('/')
            && !folder.is_empty()
        {
            file.create_storage_all(folder).unwrap();
        }
        file.create_stream(&path).unwrap().write_all(bytes).unwrap();
    }
    file.flush().unwrap();
    file.into_inner().into_inner()
}

pub(crate) fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// Deflated without a header.
pub(crate) fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut out = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::default());
    out.write_all(bytes).unwrap();
    out.finish().unwrap()
}

/// One record of Hangul 5.
pub(crate) fn record(tag: u32, level: u32, data: &[u8]) -> Vec<u8> {
    let size = data.len() as u32;
    let mut out = (tag | level << 10 | size.min(0xFFF) << 20)
        .to_le_bytes()
        .to_vec();
    if size >= 0xFFF {
        out.extend(size.to_le_bytes());
    }
    out.extend(data);
    out
}

/// A control in the text of a paragraph: eight units.
pub(crate) fn control(unit: u16) -> Vec<u8> {
    let mut units = [0_u16; 8];
    units[0] = unit;
    units[7] = unit;
    units.into_iter().flat_map(u16::to_le_bytes).collect()
}

/// A paragraph of Hangul 5: its header and its text; what stands in it follows.
pub(crate) fn paragraph(level: u32, text: &[u8]) -> Vec<u8> {
    let mut out = record(66, level, &[0; 24]);
    let text = [text, &13_u16.to_le_bytes()].concat();
    out.extend(record(67, level + 1, &text));
    out
}

/// The header of a control.
pub(crate) fn control_header(level: u32, id: [u8; 4], data: &[u8]) -> Vec<u8> {
    let reversed: Vec<u8> = id.iter().rev().copied().collect();
    record(71, level, &[&reversed, data].concat())
}

/// The file header of Hangul 5.
pub(crate) fn file_header(flags: u32) -> Vec<u8> {
    let mut header = vec![0; 256];
    header[..17].copy_from_slice(b"HWP Document File");
    header[32..36].copy_from_slice(&[0, 0, 1, 5]);
    header[36..40].copy_from_slice(&flags.to_le_bytes());
    header
}

/// A document of Hangul 5 with one section.
pub(crate) fn hwp(section: &[u8]) -> Vec<u8> {
    compound(&[
        ("FileHeader", file_header(1)),
        ("DocInfo", deflated(&[])),
        ("BodyText/Section0", deflated(section)),
    ])
}

/// A set of properties that people added, with one text.
pub(crate) fn custom_property(name: &str, value: &str) -> Vec<u8> {
    let mut dictionary = [1_u32.to_le_bytes(), 2_u32.to_le_bytes()].concat();
    dictionary.extend((name.len() as u32 + 1).to_le_bytes());
    dictionary.extend(name.as_bytes());
    dictionary.push(0);
    while dictionary.len() % 4 != 0 {
        dictionary.push(0);
    }
    let mut text = 0x1E_u32.to_le_bytes().to_vec();
    text.extend((value.len() as u32 + 1).to_le_bytes());
    text.extend(value.as_bytes());
    text.push(0);
    let page = [0x02_u32.to_le_bytes(), 65001_u32.to_le_bytes()].concat();
    let first = 8 + 3 * 8;
    let mut section = Vec::new();
    let places = [
        (0_u32, first),
        (1, first + dictionary.len()),
        (2, first + dictionary.len() + page.len()),
    ];
    for (id, at) in places {
        section.extend(id.to_le_bytes());
        section.extend((at as u32).to_le_bytes());
    }
    section.extend(dictionary);
    section.extend(page);
    section.extend(text);
    let mut out = vec![0xFE, 0xFF, 0, 0];
    out.resize(24, 0);
    out.extend(1_u32.to_le_bytes());
    out.extend([
        0x05, 0xD5, 0xCD, 0xD5, 0x9C, 0x2E, 0x1B, 0x10, 0x93, 0x97, 0x08, 0, 0x2B, 0x2C, 0xF9, 0xAE,
    ]);
    out.extend(48_u32.to_le_bytes());
    out.extend((section.len() as u32 + 8).to_le_bytes());
    out.extend(3_u32.to_le_bytes());
    out.extend(section);
    out
}

/// What the packager of Windows makes of a file.
pub(crate) fn packaged(name: &[u8], file: &[u8]) -> Vec<u8> {
    let mut out = vec![2, 0];
    out.extend(name);
    out.push(0);
    out.extend(b"C:\\folder\\");
    out.extend(name);
    out.push(0);
    out.extend([0, 0, 3, 0]);
    out.extend(1_u32.to_le_bytes());
    out.push(0);
    out.extend((file.len() as u32).to_le_bytes());
    out.extend(file);
    [(out.len() as u32).to_le_bytes().to_vec(), out].concat()
}
