//! How much of a text stretches cover.

use super::pairs::Stretch;

/// Characters that some stretch covers, and those of gaps up to `seam` between them.
pub(super) fn covered(stretches: impl Iterator<Item = Stretch>, seam: u32) -> u32 {
    let mut stretches: Vec<Stretch> = stretches.collect();
    stretches.sort_unstable();
    let mut end = 0_u32;
    let mut covered = 0;
    for stretch in stretches {
        let is_near = end > 0 && stretch.start <= end.saturating_add(seam);
        let start = if is_near { end } else { stretch.start };
        covered += stretch.end.saturating_sub(start);
        end = end.max(stretch.end);
    }
    covered
}

/// Characters of the longest run of stretches, gaps up to `seam` between them included.
pub(super) fn longest(stretches: impl Iterator<Item = Stretch>, seam: u32) -> u32 {
    let mut stretches: Vec<Stretch> = stretches.collect();
    stretches.sort_unstable();
    let mut run = Stretch { start: 0, end: 0 };
    let mut longest = 0;
    for stretch in stretches {
        if run.end > 0 && stretch.start <= run.end.saturating_add(seam) {
            run.end = run.end.max(stretch.end);
        } else {
            run = stretch;
        }
        longest = longest.max(run.end - run.start);
    }
    longest
}
