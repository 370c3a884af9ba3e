//! Texts to measure with: the shared samples, and a folder of others.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::{Path, PathBuf};

/// A text and the path it has below its folder.
pub(crate) struct Text {
    pub(crate) path: String,
    pub(crate) text: String,
}

impl Text {
    /// Whether it is a Java program.
    pub(crate) fn is_java(&self) -> bool {
        Path::new(&self.path)
            .extension()
            .is_some_and(|ending| ending == "java")
    }
}

/// A way of writing a text otherwise, and what it is called.
pub(crate) type Change = (&'static str, fn(&str) -> String);

/// The folder of samples, where it is there.
pub(crate) fn samples() -> Option<PathBuf> {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/documents");
    samples.is_dir().then_some(samples)
}

/// Every text of a folder, by path.
pub(crate) fn texts(folder: &Path) -> Result<Vec<Text>, Box<dyn Error>> {
    let mut found = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(inner) = open.pop() {
        for entry in fs_err::read_dir(&inner)? {
            let path = entry?.path();
            if path.is_dir() {
                open.push(path);
            } else if let Ok(text) = fs_err::read_to_string(&path) {
                let below = path.strip_prefix(folder)?.to_string_lossy().into_owned();
                found.insert(below, text);
            }
        }
    }
    let text = |(path, text)| Text { path, text };
    Ok(found.into_iter().map(text).collect())
}

/// Numbers that look random and are the same each time (`SplitMix64`).
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below `limit`.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit.max(1) as u64) as usize
    }

    /// One of several words.
    pub(crate) fn word<'a>(&mut self, words: &[&'a str]) -> &'a str {
        let at = self.below(words.len());
        words.get(at).copied().unwrap_or("")
    }

    /// Yes in so many of a hundred throws.
    pub(crate) fn percent(&mut self, share: usize) -> bool {
        self.below(100) < share
    }
}
