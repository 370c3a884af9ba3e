//! The folder that is written to: empty, or holding an earlier simulation that is replaced.

use std::path::{Path, PathBuf};

use super::content::{CAPTURED, CAPTURES, DOCUMENTS};
use crate::SimError;
use crate::content;
use crate::records::Sheet;
use crate::rows::Log;

const FOLDERS: [&str; 9] = [
    "cert",
    "cert/LDAP",
    "hr",
    "holder",
    "registers",
    "lists",
    "answers",
    DOCUMENTS,
    CAPTURED,
];
const OTHERS: [&str; 5] = [
    "bongsu.toml",
    "registers/companies.json",
    "answers/leaks.csv",
    "answers/rows.csv",
    CAPTURES,
];

/// Makes the folder ready: refuses files that no simulation wrote, removes those of an earlier one.
pub(crate) fn prepare(out: &Path) -> Result<(), SimError> {
    let present = if fs_err::exists(out)? {
        files(out, "")?
    } else {
        Vec::new()
    };
    if let Some(foreign) = present.iter().find(|path| !is_ours(path)) {
        return Err(SimError::NotEmpty {
            folder: out.to_owned(),
            file: foreign.clone(),
        });
    }
    // A folder of settings alone is a new site, not a simulation.
    if !present.is_empty() && !present.iter().any(|path| path.starts_with("answers/")) {
        return Err(SimError::NotEmpty {
            folder: out.to_owned(),
            file: present.into_iter().next().unwrap_or_default(),
        });
    }
    for path in &present {
        fs_err::remove_file(out.join(path))?;
    }
    for folder in [DOCUMENTS, CAPTURED] {
        clear(&out.join(folder))?;
    }
    for folder in FOLDERS {
        fs_err::create_dir_all(out.join(folder))?;
    }
    // From now on the folder is known as a simulation, even if writing is interrupted.
    fs_err::write(out.join("answers/leaks.csv"), "")?;
    Ok(())
}

/// All files below a folder, as paths relative to `out` with forward slashes.
fn files(out: &Path, below: &str) -> std::io::Result<Vec<String>> {
    let mut found = Vec::new();
    let folder: PathBuf = if below.is_empty() {
        out.to_owned()
    } else {
        out.join(below)
    };
    for entry in fs_err::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = if below.is_empty() {
            name
        } else {
            format!("{below}/{name}")
        };
        if entry.file_type()?.is_dir() && (FOLDERS.contains(&path.as_str()) || is_content(&path)) {
            found.extend(files(out, &path)?);
        } else {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// Removes the empty folders below a folder.
fn clear(folder: &Path) -> std::io::Result<()> {
    if fs_err::exists(folder)? {
        for entry in fs_err::read_dir(folder)? {
            fs_err::remove_dir(entry?.path())?;
        }
    }
    Ok(())
}

/// Whether a folder is one of the documents of a technology, of the template, or of a captured file.
fn is_content(folder: &str) -> bool {
    match folder.split_once('/') {
        Some((DOCUMENTS, name)) => {
            name == "boilerplate" || (name.starts_with("tech_") && !name.contains('/'))
        }
        Some((CAPTURED, name)) => {
            name.len() >= 4 && name.bytes().all(|letter| letter.is_ascii_digit())
        }
        _ => false,
    }
}

fn is_ours(path: &str) -> bool {
    let is_content = path.rsplit_once('/').is_some_and(|(folder, name)| {
        is_content(folder)
            && name
                .rsplit_once('.')
                .is_some_and(|(_, extension)| content::is_extension(extension))
    });
    let snapshot = path
        .strip_prefix("cert/LDAP/")
        .and_then(|name| name.strip_suffix(".csv"));
    is_content
        || snapshot.is_some_and(|month| month.len() == 7)
        || OTHERS.contains(&path)
        || Sheet::ALL.iter().any(|sheet| sheet.path() == path)
        || Log::ALL.iter().any(|log| log.path() == path)
}
