//! ZIP: members in the order of the directory, or of the file where the directory is lost.

use std::io::Cursor;

use zip::read::read_zipfile_from_stream;
use zip::{CompressionMethod, ZipArchive};

use super::{member, name_of};
use crate::Problem;
use crate::sink::Sink;

/// Reads each member.
pub(crate) fn read(bytes: &[u8], sink: &mut Sink<'_, '_>) -> Result<(), Problem> {
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else {
        return without_directory(bytes, sink);
    };
    if !archive.comment().is_empty() {
        sink.property("comment", &name_of(archive.comment()))?;
    }
    for number in 0..archive.len() {
        sink.check_child()?;
        let (name, size, problem) = match archive.by_index_raw(number) {
            Ok(file) if file.is_dir() => continue,
            Ok(file) => {
                let problem = file.encrypted().then_some(Problem::Password);
                (
                    name_of(file.name_raw()),
                    file.size(),
                    problem.or_else(|| unknown_method(file.compression())),
                )
            }
            Err(error) => {
                sink.problem(Problem::Damaged(format!("member {number}: {error}")));
                continue;
            }
        };
        if let Some(problem) = problem {
            sink.unread_child(&name, size, problem);
        } else {
            match archive.by_index(number) {
                Ok(file) => member(&name, size, file, sink)?,
                Err(error) => sink.unread_child(&name, size, Problem::Damaged(error.to_string())),
            }
        }
    }
    Ok(())
}

fn unknown_method(method: CompressionMethod) -> Option<Problem> {
    match method {
        CompressionMethod::Stored | CompressionMethod::Deflated => None,
        other => Some(Problem::NotRead(format!("member compressed by {other}"))),
    }
}

/// Reads members from their own headers, as far as they go.
fn without_directory(bytes: &[u8], sink: &mut Sink<'_, '_>) -> Result<(), Problem> {
    sink.problem(Problem::CutOff(
        "the directory at the end is missing".into(),
    ));
    let start = memchr::memmem::find(bytes, b"PK\x03\x04").unwrap_or(0);
    let mut from = Cursor::new(bytes.get(start..).unwrap_or(&[]));
    while let Ok(Some(file)) = read_zipfile_from_stream(&mut from) {
        if !file.is_dir() {
            sink.check_child()?;
            let name = name_of(file.name_raw());
            let size = file.size();
            member(&name, size, file, sink)?;
        }
    }
    Ok(())
}
