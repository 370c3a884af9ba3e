//! Files inside a PDF: attachments, portfolios, files hung on annotations.

use std::collections::HashSet;

use hayro_syntax::object::{Array, Dict, Name, Object, ObjectIdentifier, Stream};

use super::{stream, strings};
use crate::Problem;
use crate::sink::Sink;

/// Nodes of the tree of names that are looked at.
const MAX_NODES: u32 = 100_000;

/// Files that were handed on.
#[derive(Debug, Default)]
pub(super) struct Inside {
    seen: HashSet<ObjectIdentifier>,
}

impl Inside {
    /// The files that the catalogue names.
    pub(super) fn catalogue(
        &mut self,
        root: &Dict<'_>,
        sink: &mut Sink<'_, '_>,
    ) -> Result<(), Problem> {
        let tree = root.get::<Dict<'_>>("Names");
        let tree = tree.and_then(|names| names.get::<Dict<'_>>("EmbeddedFiles"));
        let mut seen: HashSet<ObjectIdentifier> = HashSet::new();
        let mut waiting: Vec<Dict<'_>> = tree.into_iter().collect();
        let mut left = MAX_NODES;
        while let Some(node) = waiting.pop() {
            if left == 0 || !node.obj_id().is_none_or(|id| seen.insert(id)) {
                continue;
            }
            left -= 1;
            if let Some(names) = node.get::<Array<'_>>("Names") {
                for file in names.iter::<Object<'_>>() {
                    if let Object::Dict(file) = file {
                        self.file(&file, sink)?;
                    }
                }
            }
            if let Some(kids) = node.get::<Array<'_>>("Kids") {
                waiting.extend(kids.iter::<Dict<'_>>());
            }
        }
        self.associated(root, sink)
    }

    /// The files that belong to a page or to the whole.
    pub(super) fn associated(
        &mut self,
        owner: &Dict<'_>,
        sink: &mut Sink<'_, '_>,
    ) -> Result<(), Problem> {
        if let Some(files) = owner.get::<Array<'_>>("AF") {
            for file in files.iter::<Dict<'_>>() {
                self.file(&file, sink)?;
            }
        }
        Ok(())
    }

    /// One file, by its specification; each stream of bytes is read once.
    pub(super) fn file(&mut self, file: &Dict<'_>, sink: &mut Sink<'_, '_>) -> Result<(), Problem> {
        if let Some(payload) = file.get::<Dict<'_>>("EP") {
            let by = payload.get::<Name<'_>>("Subtype");
            let by = by.map_or_else(
                || "of another product".to_owned(),
                |by| by.as_str().to_owned(),
            );
            sink.problem(Problem::Wrapped(by));
        }
        let Some(all) = file.get::<Dict<'_>>("EF") else {
            return Ok(());
        };
        let keys = ["UF", "F", "DOS", "Mac", "Unix"];
        let text = |key| file.get::<hayro_syntax::object::String<'_>>(key);
        let name = keys
            .into_iter()
            .find_map(text)
            .map(|name| strings::text(&name));
        let name = name.filter(|name| !name.trim().is_empty());
        for key in keys {
            let Some(bytes) = all.get::<Stream<'_>>(key) else {
                continue;
            };
            if !self.seen.insert(bytes.obj_id()) || !sink.opens_children() && self.seen.len() > 1 {
                continue;
            }
            let name = name.as_deref().unwrap_or("attachment");
            match stream::decoded(&bytes, sink.budget()) {
                Ok(bytes) => sink.child(name, &bytes),
                Err(problem) if problem.is_limit() => return Err(problem),
                Err(_) => {
                    let raw = bytes.raw_data();
                    sink.budget().unpacked(raw.len() as u64)?;
                    sink.child(name, &raw);
                }
            }
        }
        Ok(())
    }
}
