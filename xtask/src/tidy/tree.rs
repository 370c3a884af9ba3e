//! The files of the repository, read once.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::Result;

/// The files that git knows or would add.
#[derive(Debug)]
pub(crate) struct Tree {
    files: Vec<File>,
    names: BTreeSet<String>,
}

/// A file.
#[derive(Debug)]
pub(crate) struct File {
    /// Relative to the root, with `/`.
    pub(crate) path: String,
    /// Size in bytes.
    pub(crate) n_bytes: u64,
    /// The text; empty for a file that is not UTF-8.
    pub(crate) text: String,
}

impl Tree {
    /// Reads the listed files below a root; a listed file that was deleted is left out.
    pub(crate) fn load(root: &Path, paths: Vec<String>) -> Result<Self> {
        let mut files = Vec::new();
        for path in paths {
            let place = root.join(&path);
            let Ok(found) = fs_err::metadata(&place) else {
                continue;
            };
            if found.is_file() {
                let text = String::from_utf8(fs_err::read(&place)?).unwrap_or_default();
                files.push(File {
                    path,
                    n_bytes: found.len(),
                    text,
                });
            }
        }
        let names = files
            .iter()
            .flat_map(|file| ancestors(&file.path))
            .collect();
        Ok(Self { files, names })
    }

    /// Every file, by path.
    pub(crate) fn files(&self) -> &[File] {
        &self.files
    }

    /// The file of a path.
    pub(crate) fn file(&self, path: &str) -> Option<&File> {
        self.files.iter().find(|file| file.path == path)
    }

    /// Files whose name ends so (with the dot).
    pub(crate) fn ending(&self, end: &str) -> impl Iterator<Item = &File> {
        self.files
            .iter()
            .filter(move |file| file.path.ends_with(end))
    }

    /// Whether there is a file or folder of this path.
    pub(crate) fn holds(&self, path: &str) -> bool {
        let path = path.trim_end_matches('/');
        path.is_empty() || self.names.contains(path)
    }

    /// The documents people read: README, ARCHITECTURE, CONTRIBUTING, SECURITY and `docs/`.
    pub(crate) fn documents(&self) -> impl Iterator<Item = &File> {
        const AT_THE_ROOT: [&str; 4] = [
            "README.md",
            "ARCHITECTURE.md",
            "CONTRIBUTING.md",
            "SECURITY.md",
        ];
        self.ending(".md").filter(|file| {
            AT_THE_ROOT.contains(&file.path.as_str()) || file.path.starts_with("docs/")
        })
    }
}

impl File {
    /// Lines with their number, counted from 1.
    pub(crate) fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text
            .lines()
            .enumerate()
            .map(|(place, line)| (place + 1, line))
    }
}

/// A path and the folders above it.
fn ancestors(path: &str) -> Vec<String> {
    let cuts = path
        .match_indices('/')
        .map(|(place, _)| place)
        .chain([path.len()]);
    cuts.filter_map(|place| path.get(..place))
        .map(str::to_owned)
        .collect()
}

/// A tree in a temporary folder, for the tests of the checks.
#[cfg(test)]
pub(crate) fn grow(files: &[(&str, &str)]) -> Tree {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let place = folder.path().join(path);
        fs_err::create_dir_all(place.parent().unwrap()).unwrap();
        fs_err::write(&place, text).unwrap();
    }
    let mut paths: Vec<String> = files.iter().map(|(path, _)| (*path).to_owned()).collect();
    paths.sort();
    Tree::load(folder.path(), paths).unwrap()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_of_files_are_held_and_deleted_files_are_not() {
        let tree = grow(&[("docs/adr/0001.md", "x"), ("README.md", "y")]);
        assert!(tree.holds("docs/adr/") && tree.holds("docs/adr/0001.md") && !tree.holds("docs/a"));
        assert_eq!(tree.documents().count(), 2);
        let gone = Tree::load(Path::new("/nowhere"), vec!["a".to_owned()]).unwrap();
        assert!(gone.files().is_empty());
    }
}
