//! Rows of the five activity logs, collected for a day and written in the order of time.

use crate::calendar::Calendar;
use crate::stream::Stream;

/// One of the five logs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Log {
    Logon,
    Device,
    File,
    Mail,
    Web,
}

/// Rows of one log that are not written yet.
#[derive(Clone, Debug, Default)]
pub(crate) struct Rows {
    text: Vec<u8>,
    keys: Vec<Key>,
}

/// Where the text of a row lies, and what orders it.
#[derive(Clone, Copy, Debug)]
struct Key {
    /// Second and person; equal keys stay in the order in which they came.
    order: u64,
    start: usize,
    length: u32,
    mark: u16,
}

/// A row that is due.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row<'a> {
    pub(crate) text: &'a [u8],
    pub(crate) at: i64,
    pub(crate) person: usize,
    pub(crate) mark: u16,
}

/// What starts every row.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Head<'a> {
    pub(crate) at: i64,
    pub(crate) person: usize,
    pub(crate) user: &'a str,
    pub(crate) pc: &'a str,
    pub(crate) mark: u16,
}

impl Log {
    pub(crate) const ALL: [Self; 5] =
        [Self::Logon, Self::Device, Self::File, Self::Mail, Self::Web];

    pub(crate) fn path(self) -> &'static str {
        match self {
            Self::Logon => "cert/logon.csv",
            Self::Device => "cert/device.csv",
            Self::File => "cert/file.csv",
            Self::Mail => "cert/email.csv",
            Self::Web => "cert/http.csv",
        }
    }

    pub(crate) fn header(self) -> &'static str {
        match self {
            Self::Logon | Self::Device => "id,date,user,pc,activity",
            Self::File => "id,date,user,pc,filename,content",
            Self::Mail => "id,date,user,pc,to,cc,bcc,from,size,attachments,content",
            Self::Web => "id,date,user,pc,url,content",
        }
    }
}

impl Rows {
    /// Adds a row: id, date, user, computer, then what `rest` writes.
    pub(crate) fn add(
        &mut self,
        head: Head<'_>,
        calendar: &Calendar,
        stream: &mut Stream,
        rest: impl FnOnce(&mut Vec<u8>),
    ) {
        let start = self.text.len();
        push_id(&mut self.text, stream);
        self.text.push(b',');
        calendar.push_stamp(&mut self.text, head.at);
        self.text.push(b',');
        self.text.extend_from_slice(head.user.as_bytes());
        self.text.push(b',');
        self.text.extend_from_slice(head.pc.as_bytes());
        self.text.push(b',');
        rest(&mut self.text);
        self.text.push(b'\n');
        self.keys.push(Key {
            order: (head.at.max(0) as u64) << 32 | head.person as u64 & 0xFFFF_FFFF,
            start,
            length: (self.text.len() - start) as u32,
            mark: head.mark,
        });
    }

    /// Hands out all rows before a second in the order of time, and keeps the others.
    pub(crate) fn drain_before<E>(
        &mut self,
        end: i64,
        mut out: impl FnMut(Row<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        self.keys.sort_unstable_by_key(|key| (key.order, key.start));
        let end = (end.max(0) as u64) << 32;
        let due = self.keys.partition_point(|key| key.order < end);
        for key in self.keys.iter().take(due) {
            let text = self
                .text
                .get(key.start..key.start + key.length as usize)
                .unwrap_or_default();
            let at = (key.order >> 32) as i64;
            out(Row {
                text,
                at,
                person: (key.order & 0xFFFF_FFFF) as usize,
                mark: key.mark,
            })?;
        }
        let mut kept = Self::default();
        for key in self.keys.iter().skip(due) {
            let start = kept.text.len();
            kept.text.extend_from_slice(
                self.text
                    .get(key.start..key.start + key.length as usize)
                    .unwrap_or_default(),
            );
            kept.keys.push(Key { start, ..*key });
        }
        self.text.clear();
        self.keys.clear();
        self.text.extend_from_slice(&kept.text);
        self.keys.extend_from_slice(&kept.keys);
        Ok(())
    }
}

/// An id such as `{S7A7-Y8QZ65MW-8738SAZP}`.
fn push_id(out: &mut Vec<u8>, stream: &mut Stream) {
    const FORM: &[u8; 22] = b"A9A9-A9AA99AA-9999AAAA";
    let (mut letters, mut digits) = (stream.bits(), stream.bits());
    out.push(b'{');
    for place in FORM {
        out.push(match place {
            b'A' => {
                let letter = (letters % 26) as u8;
                letters /= 26;
                b'A' + letter
            }
            b'9' => {
                let digit = (digits % 10) as u8;
                digits /= 10;
                b'0' + digit
            }
            other => *other,
        });
    }
    out.push(b'}');
}

/// Appends a number.
pub(crate) fn push_number(out: &mut Vec<u8>, mut value: u32) {
    let mut digits = [0_u8; 10];
    let mut used = 0;
    for digit in digits.iter_mut().rev() {
        *digit = b'0' + (value % 10) as u8;
        value /= 10;
        used += 1;
        if value == 0 {
            break;
        }
    }
    out.extend_from_slice(digits.get(10 - used..).unwrap_or_default());
}

/// Appends a text in double quotes; simulated texts hold none themselves.
pub(crate) fn push_quoted(out: &mut Vec<u8>, text: &str) {
    out.push(b'"');
    out.extend_from_slice(text.as_bytes());
    out.push(b'"');
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stream::{Purpose, Seeds};

    #[test]
    fn rows_come_out_in_time_and_late_ones_wait() {
        let calendar = Calendar::new("2025-09-01".parse().unwrap(), 3);
        let mut stream = Seeds::new(1, 1).stream(Purpose::Life, 0, 0);
        let mut rows = Rows::default();
        for at in [50_i64, 90_000, 20] {
            let head = Head {
                at,
                person: 4,
                user: "AAA0001",
                pc: "PC-1",
                mark: 0,
            };
            rows.add(head, &calendar, &mut stream, |out| push_number(out, 1200));
        }
        let mut seen = Vec::new();
        let mut take = |row: Row<'_>| {
            seen.push((
                row.at,
                row.person,
                String::from_utf8(row.text.to_vec()).unwrap(),
            ));
            Ok::<(), ()>(())
        };
        rows.drain_before(86_400, &mut take).unwrap();
        rows.drain_before(200_000, &mut take).unwrap();
        assert_eq!(
            seen.iter().map(|(at, _, _)| *at).collect::<Vec<_>>(),
            [20, 50, 90_000]
        );
        assert!(
            seen[2]
                .2
                .ends_with(",09/02/2025 01:00:00,AAA0001,PC-1,1200\n"),
            "{}",
            seen[2].2
        );
        assert_eq!(seen[0].2.find(','), Some(24));
    }
}
