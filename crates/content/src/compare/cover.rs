//! How much of a text stretches cover.

use super::pairs::Stretch;

/// The stretches that some stretch covers, those with gaps up to `seam` between them as one.
pub(super) fn joined(mut stretches: Vec<Stretch>, seam: u32) -> Vec<Stretch> {
    stretches.sort_unstable();
    let mut joined: Vec<Stretch> = Vec::new();
    for stretch in stretches {
        match joined.last_mut() {
            Some(last) if stretch.start <= last.end.saturating_add(seam) => {
                last.end = last.end.max(stretch.end);
            }
            _ => joined.push(stretch),
        }
    }
    joined
}

/// Characters that some stretch covers.
pub(super) fn covered(stretches: impl Iterator<Item = Stretch>) -> u32 {
    let joined = joined(stretches.collect(), 0);
    joined.into_iter().map(Stretch::length).sum()
}
