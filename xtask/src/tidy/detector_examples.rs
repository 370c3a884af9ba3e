//! Every detector has its examples beside it.

use super::complaint::Complaint;
use super::tree::Tree;

/// Detectors without examples, and examples without a detector.
pub(crate) fn check(tree: &Tree) -> Vec<Complaint> {
    let lonely = |end: &'static str, other: &'static str| {
        tree.ending(end)
            .filter(|file| file.path.starts_with("detectors/"))
            .filter_map(move |file| {
                let sibling = format!("{}{other}", file.path.strip_suffix(end)?);
                (!tree.holds(&sibling)).then(|| (file.path.clone(), sibling))
            })
    };
    let without_examples = lonely(".sql", ".slt").map(|(path, sibling)| {
        let fix = format!("write `{sibling}` with a match and two near misses");
        Complaint::error(&path, 0, "has no examples", fix)
    });
    let without_detector = lonely(".slt", ".sql").map(|(path, sibling)| {
        Complaint::error(
            &path,
            0,
            "has no detector",
            format!("write `{sibling}` or remove it"),
        )
    });
    without_examples.chain(without_detector).collect()
}

#[cfg(test)]
mod tests {
    use super::super::tree::grow;
    use super::*;

    #[test]
    fn a_detector_without_examples_fails_and_the_reverse() {
        let tree = grow(&[
            ("detectors/taking/a.sql", ""),
            ("detectors/taking/a.slt", ""),
            ("detectors/taking/b.sql", ""),
            ("detectors/taking/c.slt", ""),
            ("crates/store/queries/d.sql", ""),
        ]);
        let files: Vec<String> = check(&tree).into_iter().map(|one| one.file).collect();
        assert_eq!(files, ["detectors/taking/b.sql", "detectors/taking/c.slt"]);
    }
}
