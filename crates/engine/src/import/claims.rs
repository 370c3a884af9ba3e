//! The same bytes from several sources or under several names: imported once, held by each.

use std::path::Path;

use bongsu_model::Digest;
use bongsu_store::{ImportRecord, Replaced};

use super::commit::claimed_name;
use super::{FileOutcome, ImportError, ImportRequest, Reading};
use crate::Site;

/// What the site has of the same bytes, read as the same thing in the same way; it is claimed for the source.
pub(super) async fn there_already(
    site: &Site,
    request: &ImportRequest<'_>,
    (path, digest): (&Path, &Digest),
    reading: &Reading,
) -> Result<Option<FileOutcome>, ImportError> {
    let known = site
        .store
        .find_import(digest, &reading.target, &reading.how)
        .await?;
    match known {
        Some(known) => Ok(Some(claim(site, request, path, &known).await?)),
        None => Ok(None),
    }
}

/// Records that a source gives what is there already.
pub(super) async fn claim(
    site: &Site,
    request: &ImportRequest<'_>,
    path: &Path,
    known: &ImportRecord,
) -> Result<FileOutcome, ImportError> {
    let name = claimed_name(path, &known.target);
    let replaced = site
        .store
        .claim(known, request.source, &name, request.at)
        .await?;
    let mut outcome = FileOutcome::already(path, known);
    outcome
        .notes
        .extend(holders(site, &known.import, (request.source, &name)).await?);
    outcome
        .notes
        .extend(places(&replaced.unwrap_or_default(), &name));
    outcome.log();
    Ok(outcome)
}

/// Who else gave the same bytes, and that each one's terms hold.
pub(super) async fn holders(
    site: &Site,
    import: &str,
    (source, name): (&str, &str),
) -> Result<Option<String>, ImportError> {
    let claims = site.store.claims(Some(import)).await?;
    let others: Vec<(String, String)> = claims
        .into_iter()
        .filter(|claim| claim.ended_by.is_none())
        .map(|claim| (claim.source, claim.file_name))
        .filter(|(by, file)| by != source || file != name)
        .collect();
    if others.is_empty() {
        return Ok(None);
    }
    let terms = if others.iter().any(|(by, _)| by != source) {
        ": each keeps them under its own terms"
    } else {
        ""
    };
    Ok(Some(format!(
        "the same rows were also given as {}{terms}",
        named(&others)
    )))
}

/// Says what a file took the place of, and what stays because others hold it.
pub(super) fn places(replaced: &Replaced, name: &str) -> Vec<String> {
    let mut notes = Vec::new();
    if replaced.reread_rows > 0 {
        notes.push(format!(
            "takes the place of an earlier reading of the same rows ({} of them)",
            replaced.reread_rows
        ));
    }
    if replaced.earlier_rows > 0 {
        notes.push(format!(
            "takes the place of the earlier `{name}` of this source ({} rows)",
            replaced.earlier_rows
        ));
    }
    if !replaced.held_by.is_empty() {
        notes.push(format!(
            "the rows of the earlier `{name}` of this source stay: they were also given as {}",
            named(&replaced.held_by)
        ));
    }
    notes
}

fn named(holders: &[(String, String)]) -> String {
    let named = holders
        .iter()
        .map(|(source, file)| format!("`{file}` by source `{source}`"));
    named.collect::<Vec<_>>().join(", ")
}
