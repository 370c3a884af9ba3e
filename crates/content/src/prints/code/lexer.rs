//! Tokens of a source text: what kind each is, and where it stands.

use super::language::{Keyword, Language};

/// A token by its kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: u32,
    pub(super) start: u32,
    pub(super) end: u32,
}

/// Kinds that stand for anything of their sort; characters stand for themselves, keywords follow after all of those.
const NAME: u32 = 1;
const NUMBER: u32 = 2;
const TEXT: u32 = 3;
const FIRST_KEYWORD: u32 = 0x11_0000;

/// Calls `each` with every token that counts.
pub(super) fn tokens(text: &str, language: Language, each: &mut dyn FnMut(Token)) {
    let mut reader = Reader {
        rest: text,
        position: 0,
        language,
    };
    while let Some(first) = reader.rest.chars().next() {
        let start = reader.position;
        let kind = reader.token(first);
        let end = reader.position;
        if let Some(kind) = kind {
            each(Token { kind, start, end });
        }
    }
}

struct Reader<'a> {
    rest: &'a str,
    position: u32,
    language: Language,
}

impl Reader<'_> {
    /// Takes the next token, or what lies between tokens.
    fn token(&mut self, first: char) -> Option<u32> {
        if first.is_whitespace() {
            self.take_while(char::is_whitespace);
            return None;
        }
        if self.comment() {
            return None;
        }
        if self.quoted() {
            return Some(TEXT);
        }
        if first.is_ascii_digit() {
            self.take_while(|letter| letter.is_alphanumeric() || letter == '.' || letter == '_');
            return Some(NUMBER);
        }
        if first.is_alphanumeric() || first == '_' {
            let before = self.rest;
            self.take_while(|letter| letter.is_alphanumeric() || letter == '_');
            let word = before.get(..before.len() - self.rest.len()).unwrap_or("");
            if self.language.is_import(word) {
                self.take(self.rest.find(['\n', ';']).unwrap_or(self.rest.len()));
                return None;
            }
            return match self.language.keyword(word) {
                Some(Keyword::Kept(number)) => Some(FIRST_KEYWORD + number),
                Some(Keyword::Dropped) => None,
                None => Some(NAME),
            };
        }
        self.take(first.len_utf8());
        let counts = !matches!(first, ';' | '{' | '}' | ',' | '(' | '@' | '$' | '\\');
        counts.then_some(u32::from(first))
    }

    fn comment(&mut self) -> bool {
        if let Some((open, close)) = self.language.block_comment()
            && self.rest.starts_with(open)
        {
            let after = self.rest.get(open.len()..).unwrap_or("");
            let length = after.find(close).map_or(after.len(), |at| at + close.len());
            self.take(open.len() + length);
            return true;
        }
        let begins = |open: &&str| self.rest.starts_with(open);
        if self.language.line_comments().iter().any(begins) {
            self.take(self.rest.find('\n').unwrap_or(self.rest.len()));
            return true;
        }
        false
    }

    /// A text in quotes; one that does not end on its line ends with it, unless its quotes may span lines.
    fn quoted(&mut self) -> bool {
        let begins = |quote: &&&str| self.rest.starts_with(**quote);
        let Some(quote) = self.language.quotes().iter().find(begins) else {
            return false;
        };
        let spans_lines = quote.len() == 3 || *quote == "`";
        let after = self.rest.get(quote.len()..).unwrap_or("");
        let mut is_escaped = false;
        let mut length = after.len();
        for (at, letter) in after.char_indices() {
            if letter == '\n' && !spans_lines {
                length = at;
                break;
            }
            if !is_escaped && after.get(at..).is_some_and(|rest| rest.starts_with(quote)) {
                length = at + quote.len();
                break;
            }
            is_escaped = letter == '\\' && !is_escaped;
        }
        self.take(quote.len() + length);
        true
    }

    fn take_while(&mut self, fits: impl Fn(char) -> bool) {
        let end = self.rest.find(|letter| !fits(letter));
        self.take(end.unwrap_or(self.rest.len()));
    }

    fn take(&mut self, bytes: usize) {
        let (taken, rest) = self.rest.split_at_checked(bytes).unwrap_or((self.rest, ""));
        self.position = self.position.saturating_add(crate::canonical::count(taken));
        self.rest = rest;
    }
}
