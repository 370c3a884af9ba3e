//! Bytes before and after an archive: no program that opens the archive shows them.

use super::charset;
use crate::sink::Sink;
use crate::{Problem, sniff};

/// Bytes that are no text and are not spoken of: padding, marks of programs that join archives.
const PADDING: usize = 64;

/// Reads what stands before (`where_to` is "before") or after an archive, or says that it is there.
pub(in crate::readers) fn read(bytes: &[u8], where_to: &str, sink: &mut Sink<'_, '_>) {
    if bytes.trim_ascii().iter().all(|&byte| byte == 0) {
        return;
    }
    let count = bytes.len();
    if sniff::is_program(bytes) || bytes.starts_with(b"\x7FELF") {
        let what = format!("a program of {count} bytes {where_to} the archive");
        sink.problem(Problem::NotRead(what));
    } else if charset::of_text(bytes).is_some() {
        sink.child(&format!("{where_to} the archive"), bytes);
    } else if bytes.iter().filter(|&&byte| byte != 0).count() > PADDING {
        let what = format!("{count} bytes {where_to} the archive");
        sink.problem(Problem::NotRead(what));
    }
}
