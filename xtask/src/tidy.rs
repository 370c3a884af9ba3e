//! What the compiler cannot check: layers, sizes, documents, detectors.
//!
//! Each check is a function from the [`Tree`] (or cargo's description) to [`Complaint`]s, in a file of its own.

use anyhow::Result;

use crate::workspace::Workspace;

mod big_files;
mod complaint;
mod detector_examples;
mod doc_commands;
mod doc_paths;
mod drivers;
mod file_length;
mod floors;
mod markdown;
mod module_docs;
mod packages;
mod tree;
mod unfinished;

use complaint::{Complaint, Gravity};
use packages::Packages;
use tree::Tree;

/// Runs every check and prints what it found.
pub(crate) fn run() -> Result<bool> {
    let workspace = Workspace::read()?;
    let tree = Tree::load(&workspace.root, workspace.files()?)?;
    let packages = Packages::parse(&workspace.metadata);
    let mut complaints = check_all(&tree, &packages);
    complaints.sort();
    for complaint in &complaints {
        println!("{complaint}");
    }
    let n_errors = complaints
        .iter()
        .filter(|complaint| complaint.gravity == Gravity::Error)
        .count();
    let n_warnings = complaints.len() - n_errors;
    println!(
        "tidy: {} files, {n_errors} errors, {n_warnings} warnings",
        tree.files().len()
    );
    Ok(n_errors == 0)
}

fn check_all(tree: &Tree, packages: &Packages) -> Vec<Complaint> {
    [
        module_docs::check(tree),
        file_length::check(tree),
        big_files::check(tree),
        unfinished::check(tree),
        detector_examples::check(tree),
        doc_paths::check(tree),
        doc_commands::check(tree),
        floors::check(packages),
        drivers::check(packages),
    ]
    .concat()
}
