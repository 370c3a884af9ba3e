//! Whether two texts share a copied sentence, looked for in the texts themselves and not by their prints.

use std::collections::HashSet;

use unicode_normalization::UnicodeNormalization;

/// Letters and digits of a sentence, as in the figure of excerpts.
const SENTENCE: usize = 75;

/// Whether one run of 75 letters and digits stands in both texts, whatever their case, spacing and punctuation.
pub(crate) fn share_a_sentence(left: &str, right: &str) -> bool {
    let (left, right) = (letters(left), letters(right));
    let runs: HashSet<&[char]> = right.windows(SENTENCE).collect();
    left.windows(SENTENCE).any(|run| runs.contains(run))
}

fn letters(text: &str) -> Vec<char> {
    let lower = text.nfkd().flat_map(char::to_lowercase);
    lower.filter(|letter| letter.is_alphanumeric()).collect()
}
