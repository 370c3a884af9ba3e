//! Which word of one name stands for which of the other.

use crate::cyrillic::CyrillicWord;
use crate::prepare::{Role, Script, Word};

use super::word::Likeness;

/// Words paired, and what is left on each side.
#[derive(Debug, Default)]
pub(super) struct Alignment {
    pub(super) pairs: Vec<Aligned>,
    pub(super) left: Vec<usize>,
    pub(super) right: Vec<usize>,
}

/// Words that stand for each other: one to one, or several written apart to one written together.
#[derive(Debug)]
pub(super) struct Aligned {
    pub(super) left: Vec<usize>,
    pub(super) right: Vec<usize>,
    pub(super) likeness: Likeness,
}

/// Longer names are cut: comparing is quadratic.
const MAX_WORDS: usize = 24;

/// A word may be written apart in at most so many parts.
const MAX_PARTS: usize = 4;

/// Pairs words, the surest first; equal words before joined ones before similar ones.
///
/// `like` says how alike two words are, `together` whether a word is others written together, beyond their letters.
pub(super) fn align(
    a: &[Word],
    b: &[Word],
    like: impl Fn(&Word, &Word) -> Option<Likeness>,
    together: impl Fn(&Word, &[Word]) -> Option<Likeness>,
) -> Alignment {
    let a = a.get(..MAX_WORDS).unwrap_or(a);
    let b = b.get(..MAX_WORDS).unwrap_or(b);
    let mut candidates: Vec<(usize, usize, Likeness)> = Vec::new();
    for (i, left) in a.iter().enumerate() {
        for (j, right) in b.iter().enumerate() {
            candidates.extend(like(left, right).map(|likeness| (i, j, likeness)));
        }
    }
    candidates.sort_by(|x, y| {
        let apart = |(i, j, _): &(usize, usize, Likeness)| i.abs_diff(*j);
        y.2.value
            .total_cmp(&x.2.value)
            .then(apart(x).cmp(&apart(y)))
            .then((x.0, x.1).cmp(&(y.0, y.1)))
    });
    let mut free = Free {
        left: vec![true; a.len()],
        right: vec![true; b.len()],
        pairs: Vec::new(),
    };
    // An article may belong to the word that another name writes it together with: it waits.
    let joins = |at: usize| a.get(at).is_some_and(|word| word.role == Role::Filler);
    let (sure, similar): (Vec<_>, Vec<_>) = candidates
        .into_iter()
        .partition(|(i, _, likeness)| likeness.is_sure() && !joins(*i));
    for (i, j, likeness) in sure {
        free.take(&[i], &[j], likeness);
    }
    join(a, b, (&like, &together), &mut free, false);
    join(b, a, (&like, &together), &mut free, true);
    for (i, j, likeness) in similar {
        free.take(&[i], &[j], likeness);
    }
    let rest = |free: Vec<bool>| {
        free.into_iter()
            .enumerate()
            .filter(|(_, is)| *is)
            .map(|(at, _)| at)
            .collect()
    };
    Alignment {
        pairs: free.pairs,
        left: rest(free.left),
        right: rest(free.right),
    }
}

struct Free {
    left: Vec<bool>,
    right: Vec<bool>,
    pairs: Vec<Aligned>,
}

impl Free {
    fn take(&mut self, left: &[usize], right: &[usize], likeness: Likeness) {
        let all_free =
            |flags: &[bool], at: &[usize]| at.iter().all(|at| flags.get(*at).is_some_and(|is| *is));
        if !all_free(&self.left, left) || !all_free(&self.right, right) {
            return;
        }
        for (flags, at) in [(&mut self.left, left), (&mut self.right, right)] {
            for at in at {
                if let Some(flag) = flags.get_mut(*at) {
                    *flag = false;
                }
            }
        }
        self.pairs.push(Aligned {
            left: left.to_vec(),
            right: right.to_vec(),
            likeness,
        });
    }
}

/// Pairs one word of `whole` with neighbours of `parts` that are still free and spell it together.
fn join(
    whole: &[Word],
    parts: &[Word],
    (like, together): (
        &impl Fn(&Word, &Word) -> Option<Likeness>,
        &impl Fn(&Word, &[Word]) -> Option<Likeness>,
    ),
    free: &mut Free,
    swapped: bool,
) {
    for (i, word) in whole.iter().enumerate() {
        let is_free = |flags: &[bool], at: usize| flags.get(at).is_some_and(|is| *is);
        if !is_free(if swapped { &free.right } else { &free.left }, i) {
            continue;
        }
        let found = (0..parts.len()).find_map(|start| {
            (2..=MAX_PARTS).find_map(|n| {
                let range: Vec<usize> = (start..start + n).collect();
                let flags = if swapped { &free.left } else { &free.right };
                if !range.iter().all(|at| is_free(flags, *at)) {
                    return None;
                }
                let parts = parts.get(start..start + n)?;
                if let Some(likeness) = together(word, parts) {
                    return Some((range, likeness));
                }
                // In one script nothing but the same letters is sure.
                let is_read = |word: &Word| word.is_bare || word.is_kana || word.cyrillic.is_some();
                let is_read = is_read(word) || parts.iter().any(is_read);
                let script = parts.first()?.script;
                if script == word.script && !is_read && !spells(parts, &word.text) {
                    return None;
                }
                let likeness = like(word, &joined(parts)?).filter(|likeness| likeness.is_sure())?;
                Some((range, likeness))
            })
        });
        if let Some((range, likeness)) = found {
            if swapped {
                free.take(&range, &[i], likeness);
            } else {
                free.take(&[i], &range, likeness);
            }
        }
    }
}

/// Whether the parts one after another are the text.
fn spells(parts: &[Word], text: &str) -> bool {
    let rest = parts
        .iter()
        .try_fold(text, |rest, part| rest.strip_prefix(part.text.as_str()));
    rest == Some("")
}

fn joined(parts: &[Word]) -> Option<Word> {
    let script = parts.first()?.script;
    let same = parts
        .iter()
        .all(|part| part.script == script && !matches!(part.role, Role::Number(_)));
    let text: String = parts.iter().map(|part| part.text.as_str()).collect();
    (same && script != Script::Han).then(|| Word {
        is_bare: parts.iter().any(|part| part.is_bare),
        is_kana: parts.iter().any(|part| part.is_kana),
        cyrillic: CyrillicWord::joined(parts).map(Box::new),
        ..Word::new(&text, script, Role::Name, 1.0)
    })
}
