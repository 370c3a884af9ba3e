//! Whether two texts share a copied sentence, looked for in the texts themselves and not by their prints.

use std::collections::HashSet;

use unicode_normalization::UnicodeNormalization;

/// Letters and digits of a sentence, as in the figure of excerpts.
pub(crate) const SENTENCE: usize = 75;

/// Letters and digits of a run that is promised to be seen.
pub(crate) const SEEN: usize = 49;

/// Whether one run of so many letters and digits stands in both texts, whatever their case, spacing and punctuation.
pub(crate) fn share_a_run(left: &str, right: &str, length: usize) -> bool {
    let (left, right) = (letters(left), letters(right));
    let runs: HashSet<&[char]> = right.windows(length).collect();
    left.windows(length).any(|run| runs.contains(run))
}

fn letters(text: &str) -> Vec<char> {
    let lower = text.nfkd().flat_map(char::to_lowercase);
    lower.filter(|letter| letter.is_alphanumeric()).collect()
}
