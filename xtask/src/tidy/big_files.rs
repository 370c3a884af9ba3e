//! The repository stays quick to clone.

use super::complaint::Complaint;
use super::tree::Tree;

/// The largest file, in bytes.
const LIMIT: u64 = 1024 * 1024;

/// Files over 1 MiB.
pub(crate) fn check(tree: &Tree) -> Vec<Complaint> {
    let big = tree.files().iter().filter(|file| file.n_bytes > LIMIT);
    let complain = |path: &str, n_bytes: u64| {
        let what = format!(
            "has {} KiB, at most 1024 are allowed",
            n_bytes.div_ceil(1024)
        );
        Complaint::error(
            path,
            0,
            what,
            "generate it, cut it down or keep it outside the repository",
        )
    };
    big.map(|file| complain(&file.path, file.n_bytes)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::tree::grow;
    use super::*;

    #[test]
    fn a_file_over_one_mebibyte_fails() {
        let tree = grow(&[
            ("a.csv", &"x".repeat(1024 * 1024)),
            ("b.csv", &"x".repeat(1024 * 1024 + 1)),
        ]);
        let found = check(&tree);
        assert_eq!(found.len(), 1);
        assert!(
            found[0]
                .to_string()
                .starts_with("error: b.csv: has 1025 KiB"),
            "{}",
            found[0]
        );
    }
}
