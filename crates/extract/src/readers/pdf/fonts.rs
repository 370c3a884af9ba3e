//! Fonts: from the codes in a page to letters and widths.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use hayro_cmap::{BfString, CMap, CMapName, CidFamily, load_embedded};
use hayro_syntax::object::{Array, Dict, Name, Object, Stream};

use super::encoding::{Base, letters_of_name};
use super::widths::{Composite, Simple};
use super::{program, stream};
use crate::budget::Budget;

/// One code of a shown string.
pub(super) struct Code {
    /// How many bytes it took.
    pub(super) bytes: usize,
    /// The letters it stands for, where that is known.
    pub(super) letters: Option<Rc<str>>,
    /// How far it moves the pen, in parts of the size; downwards in vertical fonts.
    pub(super) advance: f64,
    /// Whether word spacing is added.
    pub(super) is_space: bool,
}

/// Letters of codes of a length that were looked up.
type Known = HashMap<(u32, usize), Option<Rc<str>>>;

/// Font files of one document whose glyphs are looked at.
const MAX_PROGRAMS: u32 = 500;

/// A font of a page.
pub(super) struct Font {
    kind: Kind,
    to_unicode: Option<CMap>,
    known: RefCell<Known>,
}

enum Kind {
    Simple {
        letters: Vec<Option<Rc<str>>>,
        widths: Simple,
        unit: f64,
    },
    Composite(Box<Characters>),
}

/// A font of several bytes a letter.
struct Characters {
    encoding: Rc<CMap>,
    widths: Composite,
    /// From numbers of a character collection to letters.
    collection: Option<Rc<CMap>>,
    /// Codes that are UTF-16 themselves.
    is_unicode: bool,
    vertical: bool,
    glyph_of: Option<Vec<u8>>,
    by_glyph: HashMap<u16, char>,
}

/// Fonts that were read once already.
#[derive(Default)]
pub(super) struct Fonts {
    by_place: HashMap<(usize, usize), Rc<Font>>,
    tables: HashMap<Vec<u8>, Option<Rc<CMap>>>,
    programs: u32,
    missing: Option<Rc<Font>>,
}

impl Fonts {
    /// The font that a dictionary describes.
    pub(super) fn font(&mut self, dict: &Dict<'_>, budget: &mut Budget) -> Rc<Font> {
        // Dictionaries are slices of the file or of an unpacked stream that lives as long, so their place names them.
        let key = (dict.data().as_ptr() as usize, dict.data().len());
        if let Some(font) = self.by_place.get(&key) {
            return Rc::clone(font);
        }
        let font = Rc::new(self.read(dict, budget));
        self.by_place.insert(key, Rc::clone(&font));
        font
    }

    fn read(&mut self, dict: &Dict<'_>, budget: &mut Budget) -> Font {
        let to_unicode = match dict.get::<Object<'_>>("ToUnicode") {
            Some(Object::Stream(map)) => {
                let bytes = stream::decoded(&map, budget).ok();
                bytes.and_then(|bytes| CMap::parse(&bytes, load_embedded))
            }
            _ => None,
        };
        let subtype = dict.get::<Name<'_>>("Subtype");
        let kind = if subtype.as_deref() == Some(b"Type0") {
            Kind::Composite(Box::new(self.characters(
                dict,
                to_unicode.is_some(),
                budget,
            )))
        } else {
            self.simple(dict, to_unicode.as_ref(), budget)
        };
        Font {
            kind,
            to_unicode,
            known: RefCell::default(),
        }
    }

    fn characters(&mut self, dict: &Dict<'_>, named: bool, budget: &mut Budget) -> Characters {
        let below = dict.get::<Array<'_>>("DescendantFonts");
        let below = below
            .and_then(|fonts| fonts.iter::<Dict<'_>>().next())
            .unwrap_or_default();
        let (encoding, name) = match dict.get::<Object<'_>>("Encoding") {
            Some(Object::Name(name)) => (self.table(&name), name.as_str().to_owned()),
            Some(Object::Stream(map)) => {
                let bytes = stream::decoded(&map, budget).ok();
                (
                    bytes.and_then(|bytes| CMap::parse(&bytes, load_embedded).map(Rc::new)),
                    String::new(),
                )
            }
            _ => (None, String::new()),
        };
        let encoding = encoding.unwrap_or_else(|| Rc::new(CMap::identity_h()));
        let family = family(&encoding, &below);
        let collection = family.and_then(|family| self.table(family.ucs2_cmap()?.to_bytes()));
        let mut by_glyph = HashMap::new();
        let mut glyph_of = None;
        if !named && collection.is_none() {
            by_glyph = program::letters_of_glyphs(&self.font_file(&below, budget));
            let map = below.get::<Stream<'_>>("CIDToGIDMap");
            glyph_of = map.and_then(|map| stream::decoded(&map, budget).ok());
        }
        Characters {
            vertical: name.ends_with("-V") || name == "V",
            is_unicode: name.contains("UCS2") || name.contains("UTF16"),
            widths: Composite::new(&below),
            encoding,
            collection,
            glyph_of,
            by_glyph,
        }
    }

    /// A table that comes with every reader, by its name.
    fn table(&mut self, name: &[u8]) -> Option<Rc<CMap>> {
        let read = || match CMapName::from_bytes(name) {
            CMapName::IdentityH => Some(CMap::identity_h()),
            CMapName::IdentityV => Some(CMap::identity_v()),
            other => CMap::parse(load_embedded(other)?, load_embedded),
        };
        if let Some(known) = self.tables.get(name) {
            return known.clone();
        }
        let table = read().map(Rc::new);
        self.tables.insert(name.to_vec(), table.clone());
        table
    }

    /// The bytes of the font file, where the font brings one.
    fn font_file(&mut self, font: &Dict<'_>, budget: &mut Budget) -> Vec<u8> {
        let descriptor = font.get::<Dict<'_>>("FontDescriptor");
        let files = ["FontFile2", "FontFile3", "FontFile"];
        let file = descriptor.and_then(|descriptor| {
            files
                .into_iter()
                .find_map(|key| descriptor.get::<Stream<'_>>(key))
        });
        let Some(file) = file.filter(|_| self.programs < MAX_PROGRAMS) else {
            return Vec::new();
        };
        self.programs += 1;
        stream::decoded(&file, budget).unwrap_or_default()
    }

    /// What stands for a font that the page names and does not have.
    pub(super) fn missing(&mut self) -> Rc<Font> {
        let font = self.missing.get_or_insert_with(|| Rc::new(Font::missing()));
        Rc::clone(font)
    }

    fn simple(&mut self, dict: &Dict<'_>, to_unicode: Option<&CMap>, budget: &mut Budget) -> Kind {
        let descriptor = dict.get::<Dict<'_>>("FontDescriptor").unwrap_or_default();
        let name = dict.get::<Name<'_>>("BaseFont");
        let name = name.as_ref().map_or("", Name::as_str);
        let mut differences: HashMap<u8, String> = HashMap::new();
        let mut base = None;
        match dict.get::<Object<'_>>("Encoding") {
            Some(Object::Name(name)) => base = base_of(&name),
            Some(Object::Dict(encoding)) => {
                base = encoding
                    .get::<Name<'_>>("BaseEncoding")
                    .and_then(|name| base_of(&name));
                read_differences(&encoding, &mut differences);
            }
            _ => {}
        }
        let is_type3 = dict.get::<Name<'_>>("Subtype").as_deref() == Some(b"Type3");
        let built_in = if base.is_none() && !is_type3 {
            program::built_in(&self.font_file(dict, budget))
        } else {
            HashMap::new()
        };
        let otherwise = if name.contains("Symbol") && built_in.is_empty() {
            Base::Symbol
        } else if dict.get::<Name<'_>>("Subtype").as_deref() == Some(b"TrueType") {
            Base::WinAnsi
        } else {
            Base::Standard
        };
        let letters = (0..=255_u8).map(|code| {
            let given = to_unicode.and_then(|map| letters_in(map, u32::from(code)));
            let given = given.or_else(|| letters_of_name(differences.get(&code)?));
            let given = given.or_else(|| built_in.get(&code).cloned());
            if let Some(letters) = given {
                return Some(Rc::from(letters));
            }
            // A name that means nothing leaves the glyph unknown; it does not make it another letter.
            if differences.contains_key(&code) || (is_type3 && base.is_none()) {
                return None;
            }
            base.unwrap_or(otherwise).letter(code).map(as_text)
        });
        let matrix = dict.get::<Array<'_>>("FontMatrix");
        let matrix = matrix.and_then(|matrix| matrix.iter::<f32>().next());
        Kind::Simple {
            letters: letters.collect(),
            widths: Simple::new(dict, &descriptor, name),
            unit: matrix
                .filter(|_| is_type3)
                .map_or(0.001, |unit| f64::from(unit.abs())),
        }
    }
}

impl Font {
    /// A font that the page names and does not have: codes are taken as letters of Windows.
    fn missing() -> Self {
        let letters = (0..=255_u8).map(|code| Base::WinAnsi.letter(code).map(as_text));
        let kind = Kind::Simple {
            letters: letters.collect(),
            widths: Simple::new(&Dict::empty(), &Dict::empty(), ""),
            unit: 0.001,
        };
        Self {
            kind,
            to_unicode: None,
            known: RefCell::default(),
        }
    }

    /// Whether lines run downwards.
    pub(super) fn is_vertical(&self) -> bool {
        matches!(&self.kind, Kind::Composite(characters) if characters.vertical)
    }

    /// The first code of a string.
    pub(super) fn code(&self, string: &[u8]) -> Option<Code> {
        let first = *string.first()?;
        match &self.kind {
            Kind::Simple {
                letters,
                widths,
                unit,
            } => Some(Code {
                bytes: 1,
                letters: letters.get(usize::from(first)).cloned().flatten(),
                advance: f64::from(widths.of(first)) * unit,
                is_space: first == b' ',
            }),
            Kind::Composite(characters) => Some(self.composite(characters, string)),
        }
    }

    fn composite(&self, characters: &Characters, string: &[u8]) -> Code {
        let mut code = 0_u32;
        let mut found = None;
        for (length, &byte) in (1_u8..=4).zip(string) {
            code = code << 8 | u32::from(byte);
            if let Some(character) = characters.encoding.lookup_cid_code(code, length) {
                found = Some((character, usize::from(length)));
                break;
            }
        }
        // What no range knows is skipped as one letter of two bytes, the length nearly all fonts use.
        let Some((character, bytes)) = found else {
            return Code {
                bytes: string.len().min(2),
                letters: None,
                advance: 1.0,
                is_space: false,
            };
        };
        let mut known = self.known.borrow_mut();
        let letters = known.entry((code, bytes)).or_insert_with(|| {
            let given = self
                .to_unicode
                .as_ref()
                .and_then(|map| letters_in(map, code));
            given
                .or_else(|| characters.letters(code, character))
                .map(Rc::from)
        });
        let width = f64::from(characters.widths.of(character)) / 1000.0;
        Code {
            bytes,
            letters: letters.clone(),
            advance: if characters.vertical { 1.0 } else { width },
            is_space: bytes == 1 && code == 32,
        }
    }
}

impl Characters {
    fn letters(&self, code: u32, character: u32) -> Option<String> {
        if let Some(collection) = &self.collection
            && let Some(letters) = letters_in(collection, character)
        {
            return Some(letters);
        }
        if self.is_unicode {
            let units = [(code >> 16) as u16, code as u16];
            let units = units.into_iter().filter(|&unit| unit != 0);
            return char::decode_utf16(units).next()?.ok().map(String::from);
        }
        let glyph = match &self.glyph_of {
            Some(map) => {
                let at = usize::try_from(character).ok()?.checked_mul(2)?;
                let pair = map.get(at..at.checked_add(2)?)?;
                u16::from_be_bytes(pair.try_into().ok()?)
            }
            None => u16::try_from(character).ok()?,
        };
        self.by_glyph.get(&glyph).map(char::to_string)
    }
}

fn read_differences(encoding: &Dict<'_>, into: &mut HashMap<u8, String>) {
    let Some(all) = encoding.get::<Array<'_>>("Differences") else {
        return;
    };
    let mut code = 0_i64;
    for value in all.iter::<Object<'_>>() {
        match value {
            Object::Number(number) => code = number.as_i64(),
            Object::Name(name) => {
                if let Ok(code) = u8::try_from(code) {
                    into.insert(code, name.as_str().to_owned());
                }
                code = code.saturating_add(1);
            }
            _ => {}
        }
    }
}

fn base_of(name: &Name<'_>) -> Option<Base> {
    match name.as_str() {
        "WinAnsiEncoding" => Some(Base::WinAnsi),
        "MacRomanEncoding" => Some(Base::MacRoman),
        "StandardEncoding" => Some(Base::Standard),
        _ => None,
    }
}

fn family(encoding: &CMap, below: &Dict<'_>) -> Option<CidFamily> {
    let own = encoding.metadata().character_collection.clone();
    let own = own.map(|collection| collection.family);
    let own = own.filter(|family| family.ucs2_cmap().is_some());
    own.or_else(|| {
        let info = below.get::<Dict<'_>>("CIDSystemInfo")?;
        let text = |key: &str| info.get::<hayro_syntax::object::String<'_>>(key);
        let (registry, ordering) = (text("Registry")?, text("Ordering")?);
        Some(CidFamily::from_registry_ordering(&registry, &ordering))
    })
}

fn letters_in(map: &CMap, code: u32) -> Option<String> {
    let letters = match map.lookup_bf_string(code)? {
        BfString::Char(letter) => String::from(letter),
        BfString::String(letters) => letters,
    };
    let means_something = |letter: char| letter != '\0' && letter != char::REPLACEMENT_CHARACTER;
    letters.chars().any(means_something).then_some(letters)
}

fn as_text(letter: char) -> Rc<str> {
    Rc::from(letter.encode_utf8(&mut [0; 4]) as &str)
}
