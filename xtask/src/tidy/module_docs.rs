//! Every Rust file begins by saying what it is.

use super::complaint::Complaint;
use super::tree::Tree;

/// A file that does not start with `//!` (or takes its README as documentation).
pub(crate) fn check(tree: &Tree) -> Vec<Complaint> {
    let says = |text: &str| text.starts_with("//!") || text.starts_with("#![doc = include_str!(");
    let silent = tree.ending(".rs").filter(|file| !says(&file.text));
    silent
        .map(|file| {
            Complaint::error(
                &file.path,
                1,
                "does not say what it is",
                "start it with a `//!` line",
            )
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::tree::grow;
    use super::*;

    #[test]
    fn a_file_without_module_documentation_fails() {
        let tree = grow(&[
            ("a.rs", "//! Says it.\n"),
            ("b.rs", "#![doc = include_str!(\"../README.md\")]\n"),
            ("c.rs", "use std::fmt;\n//! Too late.\n"),
            ("d.md", "text"),
        ]);
        let files: Vec<String> = check(&tree)
            .into_iter()
            .map(|complaint| complaint.file)
            .collect();
        assert_eq!(files, ["c.rs"]);
    }
}
