//! Embedded objects in RTF: hexadecimal digits of what OLE 1 wrote (MS-OLEDS 2.2).

use crate::bytes::{len_at, part, u32_at};
use crate::codepage;
use crate::readers::compound::native;
use crate::sink::Sink;

/// Digits as they come.
#[derive(Debug, Default)]
pub(super) struct Hex {
    bytes: Vec<u8>,
    half: Option<u8>,
}

impl Hex {
    pub(super) fn push(&mut self, digit: u8) {
        let value = match digit {
            b'0'..=b'9' => digit - b'0',
            b'a'..=b'f' => digit - b'a' + 10,
            b'A'..=b'F' => digit - b'A' + 10,
            _ => return,
        };
        match self.half.take() {
            Some(high) => self.bytes.push(high << 4 | value),
            None => self.half = Some(value),
        }
    }

    /// Hands the object on as a file; links have none.
    pub(super) fn child(self, sink: &mut Sink<'_, '_>) {
        let Some((class, data)) = embedded(&self.bytes) else {
            return;
        };
        match native(data).filter(|_| class.eq_ignore_ascii_case("package")) {
            Some((name, file)) => sink.child(&name, file),
            None => sink.child(&class, data),
        }
    }
}

/// The class of an embedded object and its bytes.
fn embedded(bytes: &[u8]) -> Option<(String, &[u8])> {
    if u32_at(bytes, 4)? != 2 {
        return None;
    }
    let mut at = 8;
    let mut class = String::new();
    for text in 0..3 {
        let length = len_at(bytes, at)?;
        if text == 0 {
            let raw = part(bytes, at + 4, length.min(256));
            codepage::guess(raw)
                .trim_end_matches('\0')
                .clone_into(&mut class);
        }
        at = at.checked_add(4)?.checked_add(length)?;
    }
    let length = len_at(bytes, at)?;
    let data = part(bytes, at + 4, length);
    (!data.is_empty()).then_some((class, data))
}
