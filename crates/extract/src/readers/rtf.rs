//! Rich Text Format: any code page, text of every destination that a reader of the document sees, embedded objects.

use std::collections::BTreeMap;

use crate::codepage;
use crate::sink::Sink;
use crate::{Place, Problem};

use super::written::Written;

mod object;
mod tokens;
mod words;

use tokens::{Token, Tokens};
use words::Goes;

/// Groups inside each other, deeper than this, share one state.
const DEEPEST: usize = 512;
/// Fonts that are told apart.
const MOST_FONTS: usize = 4096;
/// Longest property.
const PROPERTY_BYTES: usize = 64 << 10;

/// Reads a document.
pub(super) fn read(bytes: &[u8], sink: &mut Sink<'_, '_>) -> Result<(), Problem> {
    let mut reader = Reader::default();
    let mut tokens = Tokens::new(bytes);
    let mut closed = false;
    while let Some(token) = tokens.next() {
        if let Token::Word(b"bin", Some(count)) = token {
            tokens.pass(usize::try_from(count).unwrap_or(0));
            continue;
        }
        reader.token(token, sink)?;
        closed = reader.groups.is_empty() && token == Token::Close;
        if closed {
            break;
        }
    }
    reader.end(sink)?;
    if closed {
        Ok(())
    } else {
        Err(Problem::CutOff(
            "the last group of the document is open".to_owned(),
        ))
    }
}

/// What holds in a group.
#[derive(Clone, Copy, Debug)]
struct State {
    goes: Goes,
    /// Whether the group began a place of its own.
    entered: bool,
    /// How many letters stand for those who cannot read `\u`.
    fallback: usize,
    page: Option<u32>,
    hidden: bool,
    deleted: bool,
}

struct Reader {
    state: State,
    groups: Vec<State>,
    /// Groups that are open beyond the deepest.
    beyond: usize,
    /// Letters that are to be passed after a `\u`.
    passing: usize,
    page: u32,
    fonts: BTreeMap<i32, u32>,
    font: i32,
    /// Bytes of text in the code page of the state.
    bytes: Vec<u8>,
    high: Option<u16>,
    starred: bool,
    /// Text of what is no document text: a property, a name.
    apart: String,
    custom: String,
    shape: String,
    object: object::Hex,
    written: Written,
}

impl Default for Reader {
    fn default() -> Self {
        Self {
            state: State {
                goes: Goes::Text,
                entered: false,
                fallback: 1,
                page: None,
                hidden: false,
                deleted: false,
            },
            groups: Vec::new(),
            beyond: 0,
            passing: 0,
            page: 1252,
            fonts: BTreeMap::new(),
            font: 0,
            bytes: Vec::new(),
            high: None,
            starred: false,
            apart: String::new(),
            custom: String::new(),
            shape: String::new(),
            object: object::Hex::default(),
            written: Written::default(),
        }
    }
}

impl Reader {
    fn token(&mut self, token: Token<'_>, sink: &mut Sink<'_, '_>) -> Result<(), Problem> {
        match token {
            Token::Open => {
                self.passing = 0;
                self.decode();
                self.open();
            }
            Token::Close => {
                self.passing = 0;
                self.decode();
                self.close(sink)?;
            }
            Token::Byte(byte) => self.byte(byte),
            Token::Symbol(b'*') => self.starred = true,
            Token::Symbol(symbol) => self.symbol(symbol),
            Token::Word(word, number) => {
                let starred = std::mem::take(&mut self.starred);
                self.word(word, number, starred, sink)?;
            }
        }
        Ok(())
    }

    fn open(&mut self) {
        if self.groups.len() >= DEEPEST {
            self.beyond += 1;
            return;
        }
        self.groups.push(self.state);
        self.state.entered = false;
    }

    fn close(&mut self, sink: &mut Sink<'_, '_>) -> Result<(), Problem> {
        if self.beyond > 0 {
            self.beyond -= 1;
            return Ok(());
        }
        let Some(outer) = self.groups.pop() else {
            return Ok(());
        };
        let ended = std::mem::replace(&mut self.state, outer);
        if ended.entered {
            self.written.leave();
        }
        if ended.goes != outer.goes {
            self.ended(ended.goes, sink)?;
        }
        Ok(())
    }

    /// A group that held no document text has ended.
    fn ended(&mut self, goes: Goes, sink: &mut Sink<'_, '_>) -> Result<(), Problem> {
        let apart = match goes {
            Goes::Text | Goes::Nowhere | Goes::Fonts => String::new(),
            _ => std::mem::take(&mut self.apart),
        };
        match goes {
            Goes::Property(name) => sink.property(name, &apart)?,
            Goes::Field => self.written.later(Place::Raw, &apart),
            Goes::CustomName => self.custom = apart,
            Goes::CustomValue => sink.property(&self.custom, &apart)?,
            Goes::ShapeName => self.shape = apart,
            Goes::ShapeValue if self.shape == "gtextUNICODE" => {
                self.written.aside(Place::Watermark, &apart);
            }
            Goes::ShapeValue if self.shape == "wzDescription" => {
                self.written.later(Place::Alternative, &apart);
            }
            Goes::Object => std::mem::take(&mut self.object).child(sink),
            _ => {}
        }
        Ok(())
    }

    fn symbol(&mut self, symbol: u8) {
        if self.passing > 0 {
            self.passing -= 1;
            return;
        }
        match symbol {
            b'\\' | b'{' | b'}' => self.byte(symbol),
            b'~' => self.letter('\u{A0}'),
            b'_' => self.letter('-'),
            b'\r' | b'\n' => self.letter('\n'),
            b'\t' => self.letter('\t'),
            _ => {}
        }
    }

    fn byte(&mut self, byte: u8) {
        if self.passing > 0 {
            self.passing -= 1;
            return;
        }
        self.high = None;
        match self.state.goes {
            Goes::Object => self.object.push(byte),
            Goes::Nowhere | Goes::Fonts => {}
            _ => self.bytes.push(byte),
        }
    }

    fn word(
        &mut self,
        word: &[u8],
        number: Option<i32>,
        starred: bool,
        sink: &mut Sink<'_, '_>,
    ) -> Result<(), Problem> {
        if word == b"u" {
            self.unicode(number.unwrap_or(0));
            return Ok(());
        }
        if self.passing > 0 {
            self.passing -= 1;
            return Ok(());
        }
        self.decode();
        let on = number != Some(0);
        match word {
            b"uc" => {
                self.state.fallback = usize::try_from(number.unwrap_or(1)).unwrap_or(1).min(16);
            }
            b"ansicpg" => {
                self.page = number
                    .and_then(|page| u32::try_from(page).ok())
                    .unwrap_or(1252);
            }
            b"mac" => self.page = 10000,
            b"pc" => self.page = 437,
            b"pca" => self.page = 850,
            b"f" => self.font(number.unwrap_or(0)),
            b"fcharset" => self.charset(words::page_of_charset(number.unwrap_or(0))),
            b"cpg" => self.charset(number.and_then(|page| u32::try_from(page).ok())),
            b"plain" => {
                self.state.hidden = false;
                self.state.deleted = false;
            }
            b"v" => self.state.hidden = on,
            b"deleted" => self.state.deleted = on,
            _ => {
                if let Some(letter) = words::letter(word) {
                    self.letter(letter);
                    if letter == '\n' && self.written.is_outside() {
                        self.written.flush(sink)?;
                    }
                } else {
                    self.destination(word, starred);
                }
            }
        }
        Ok(())
    }

    fn destination(&mut self, word: &[u8], starred: bool) {
        let Some((goes, place)) = words::destination(word) else {
            if starred {
                self.state.goes = Goes::Nowhere;
            }
            return;
        };
        // A property of the document lies in a group that goes nowhere, and so does the text of a shape.
        self.state.goes = goes;
        if let (Some(place), false) = (place, self.state.entered) {
            self.written.enter(place);
            self.state.entered = true;
        }
    }

    fn font(&mut self, number: i32) {
        if self.state.goes == Goes::Fonts {
            self.font = number;
        } else {
            self.state.page = self.fonts.get(&number).copied();
        }
    }

    fn charset(&mut self, page: Option<u32>) {
        if let (Goes::Fonts, Some(page)) = (self.state.goes, page)
            && self.fonts.len() < MOST_FONTS
        {
            self.fonts.insert(self.font, page);
        }
    }

    fn unicode(&mut self, number: i32) {
        self.decode();
        // Numbers over 32767 are written as negative ones.
        let unit = (number & 0xFFFF) as u16;
        let before = self.high.take();
        match (before, unit) {
            (_, 0xD800..=0xDBFF) => self.high = Some(unit),
            (Some(before), 0xDC00..=0xDFFF) => {
                char::decode_utf16([before, unit])
                    .flatten()
                    .for_each(|letter| self.letter(letter));
            }
            _ => char::from_u32(u32::from(unit))
                .into_iter()
                .for_each(|letter| self.letter(letter)),
        }
        self.passing = self.state.fallback;
    }

    fn letter(&mut self, letter: char) {
        let mut room = [0; 4];
        self.put(letter.encode_utf8(&mut room));
    }

    /// Turns the bytes that came so far into text.
    fn decode(&mut self) {
        if self.bytes.is_empty() {
            return;
        }
        let bytes = std::mem::take(&mut self.bytes);
        let text = match self.state.page {
            Some(page) => codepage::decode(page, &bytes),
            // Fonts of Western letters in a document of an East Asian page are written in either.
            None => match codepage::encoding(self.page) {
                Some(encoding) => encoding
                    .decode_without_bom_handling_and_without_replacement(&bytes)
                    .map_or_else(
                        || codepage::decode(1252, &bytes),
                        std::borrow::Cow::into_owned,
                    ),
                None => codepage::decode(1252, &bytes),
            },
        };
        self.put(&text);
    }

    fn put(&mut self, text: &str) {
        match self.state.goes {
            Goes::Nowhere | Goes::Fonts | Goes::Object => {}
            Goes::Text if self.state.deleted => self.written.piece(Place::Deleted, text),
            Goes::Text if self.state.hidden => self.written.piece(Place::Hidden, text),
            Goes::Text => self.written.text(text),
            _ if self.apart.len() < PROPERTY_BYTES => self.apart.push_str(text),
            _ => {}
        }
    }

    fn end(&mut self, sink: &mut Sink<'_, '_>) -> Result<(), Problem> {
        self.decode();
        self.written.end(sink)
    }
}
