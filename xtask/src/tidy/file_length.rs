//! A file of Rust fits in a head.

use super::complaint::Complaint;
use super::tree::Tree;

/// Lines from which a file is worth splitting.
const WARN_OVER: usize = 400;
/// Lines that no file may exceed.
const FAIL_OVER: usize = 600;

/// Files of more than 600 lines; a warning over 400.
pub(crate) fn check(tree: &Tree) -> Vec<Complaint> {
    let files = tree.ending(".rs");
    files
        .filter_map(|file| judge(&file.path, file.text.lines().count()))
        .collect()
}

fn judge(path: &str, n_lines: usize) -> Option<Complaint> {
    if n_lines > FAIL_OVER {
        let what = format!("has {n_lines} lines, at most {FAIL_OVER} are allowed");
        Some(Complaint::error(
            path,
            0,
            what,
            "split it by what its parts are about",
        ))
    } else if n_lines > WARN_OVER {
        Some(Complaint::warning(
            path,
            0,
            format!("has {n_lines} lines"),
            "think of splitting it",
        ))
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::super::complaint::Gravity;
    use super::super::tree::grow;
    use super::*;

    #[test]
    fn long_files_warn_then_fail() {
        let lines = |n: usize| "x\n".repeat(n);
        let tree = grow(&[
            ("a.rs", &lines(400)),
            ("b.rs", &lines(401)),
            ("c.rs", &lines(600)),
            ("d.rs", &lines(601)),
            ("e.md", &lines(5_000)),
        ]);
        let found: Vec<(String, Gravity)> = check(&tree)
            .into_iter()
            .map(|one| (one.file, one.gravity))
            .collect();
        let named = |file: &str, gravity| (file.to_owned(), gravity);
        let wanted = [
            named("b.rs", Gravity::Warning),
            named("c.rs", Gravity::Warning),
            named("d.rs", Gravity::Error),
        ];
        assert_eq!(found, wanted);
    }
}
