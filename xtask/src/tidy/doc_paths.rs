//! Paths and links in documents lead somewhere.

use super::complaint::Complaint;
use super::markdown::{Mention, mentions};
use super::tree::Tree;

/// A code span that begins so is a path of the repository.
const ROOTS: [&str; 7] = [
    "docs/",
    "crates/",
    "detectors/",
    "xtask/",
    "data/",
    "fuzz/",
    ".ci/",
];

/// Mentioned paths and relative links that do not exist.
pub(crate) fn check(tree: &Tree) -> Vec<Complaint> {
    let documents = tree.documents();
    documents
        .flat_map(|document| {
            let wrong = mentions(&document.text)
                .into_iter()
                .filter_map(|(line, mention)| {
                    let path = match mention {
                        Mention::Code(text) => path_in_code(text)?,
                        Mention::Link(target) => path_of_link(&document.path, target)?,
                    };
                    (!tree.holds(&path)).then_some((line, path))
                });
            let complain = |(line, path): (usize, String)| {
                let what = format!("names `{path}`, which does not exist");
                Complaint::error(
                    &document.path,
                    line,
                    what,
                    "name where it is now, or remove it",
                )
            };
            wrong.map(complain).collect::<Vec<_>>()
        })
        .collect()
}

/// The path that a code span names: one word below a known folder, without a place holder.
fn path_in_code(text: &str) -> Option<String> {
    let is_general = text.contains(['<', '>', '{', '}', '*', '…', ' ', '$']);
    let is_path = ROOTS.iter().any(|root| text.starts_with(root));
    (is_path && !is_general).then(|| without_place(text).to_owned())
}

/// The path of a link, from the root.
fn path_of_link(document: &str, target: &str) -> Option<String> {
    let target = target.split([' ', '#']).next().unwrap_or_default();
    if target.is_empty() || target.contains(':') {
        return None;
    }
    let from_root = target.strip_prefix('/');
    let folder = document.rsplit_once('/').map_or("", |(folder, _)| folder);
    let start = if from_root.is_some() { "" } else { folder };
    Some(join(start, from_root.unwrap_or(target)))
}

/// A path below a folder with `.` and `..` resolved; above the root it stays there.
fn join(folder: &str, path: &str) -> String {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            name => parts.push(name),
        }
    }
    parts.join("/")
}

/// A path without `:line` or `#anchor`.
fn without_place(text: &str) -> &str {
    let text = text.split('#').next().unwrap_or(text);
    text.split_once(':').map_or(text, |(path, _)| path)
}

#[cfg(test)]
mod tests {
    use super::super::tree::grow;
    use super::*;

    #[test]
    fn paths_and_links_that_lead_nowhere_fail() {
        let tree = grow(&[
            (
                "README.md",
                "[start](docs/start.md) [gone](docs/gone.md#a) `docs/gone.md` [web](https://example.org)\n",
            ),
            (
                "docs/start.md",
                "[up](../README.md) [here](#here) [none](none.md)\n`crates/model/src/lib.rs:12`\n",
            ),
            (
                "docs/adr/0001-x.md",
                "`crates/<name>/src` `crates/model` `detectors/…` `data/none.csv`\n",
            ),
            ("crates/model/src/lib.rs", ""),
            ("crates/model/README.md", "`docs/gone.md`"),
        ]);
        let found: Vec<String> = check(&tree).iter().map(ToString::to_string).collect();
        let fix = "which does not exist, name where it is now, or remove it";
        let wanted = [
            format!("error: README.md:1: names `docs/gone.md`, {fix}"),
            format!("error: README.md:1: names `docs/gone.md`, {fix}"),
            format!("error: docs/adr/0001-x.md:1: names `data/none.csv`, {fix}"),
            format!("error: docs/start.md:1: names `docs/none.md`, {fix}"),
        ];
        assert_eq!(found, wanted);
    }
}
