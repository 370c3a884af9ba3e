//! RTF as tokens: braces, control words with their numbers, bytes.

/// One token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'r> {
    Open,
    Close,
    /// A control word with its number, where it has one.
    Word(&'r [u8], Option<i32>),
    /// A control symbol.
    Symbol(u8),
    /// A byte of text, as it stands or as two hexadecimal digits.
    Byte(u8),
}

/// The tokens of a file.
#[derive(Debug)]
pub(super) struct Tokens<'r> {
    bytes: &'r [u8],
    at: usize,
}

impl<'r> Tokens<'r> {
    pub(super) const fn new(bytes: &'r [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// Passes bytes that are no text.
    pub(super) fn pass(&mut self, count: usize) {
        self.at = self.at.saturating_add(count).min(self.bytes.len());
    }

    fn take(&mut self) -> Option<u8> {
        let byte = self.bytes.get(self.at).copied()?;
        self.at += 1;
        Some(byte)
    }

    fn after_backslash(&mut self) -> Option<Token<'r>> {
        let byte = self.take()?;
        if byte == b'\'' {
            let pair = self.bytes.get(self.at..self.at + 2).unwrap_or(&[]);
            let digits = std::str::from_utf8(pair).ok();
            let Some(value) = digits.and_then(|pair| u8::from_str_radix(pair, 16).ok()) else {
                return Some(Token::Symbol(b'\''));
            };
            self.at += 2;
            return Some(Token::Byte(value));
        }
        if !byte.is_ascii_alphabetic() {
            return Some(Token::Symbol(byte));
        }
        let start = self.at - 1;
        let rest = self.bytes.get(self.at..).unwrap_or(&[]);
        self.at += rest
            .iter()
            .take(64)
            .take_while(|byte| byte.is_ascii_alphabetic())
            .count();
        let word = self.bytes.get(start..self.at).unwrap_or(&[]);
        let number = self.number();
        if self.bytes.get(self.at) == Some(&b' ') {
            self.at += 1;
        }
        Some(Token::Word(word, number))
    }

    fn number(&mut self) -> Option<i32> {
        let rest = self.bytes.get(self.at..).unwrap_or(&[]);
        let sign = usize::from(rest.first() == Some(&b'-'));
        let digits = rest.get(sign..).unwrap_or(&[]);
        let count = digits
            .iter()
            .take(12)
            .take_while(|byte| byte.is_ascii_digit())
            .count();
        if count == 0 {
            return None;
        }
        let length = sign + count;
        let text = std::str::from_utf8(rest.get(..length)?).ok()?;
        self.at += length;
        let number = text.parse::<i64>().unwrap_or(0);
        Some(i32::try_from(number).unwrap_or(0))
    }
}

impl<'r> Iterator for Tokens<'r> {
    type Item = Token<'r>;

    fn next(&mut self) -> Option<Token<'r>> {
        loop {
            return Some(match self.take()? {
                b'{' => Token::Open,
                b'}' => Token::Close,
                b'\\' => self.after_backslash()?,
                b'\r' | b'\n' | 0 => continue,
                byte => Token::Byte(byte),
            });
        }
    }
}
