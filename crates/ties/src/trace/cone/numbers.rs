//! Numbers of parties inside a cone: a small open table, because looking numbers up is most of what reading does.

/// Local numbers by the numbers of the graph.
#[derive(Debug, Default)]
pub(super) struct Numbers {
    /// Pairs of a number and its local one; [`FREE`] where there is none. A power of two of them, at most half full.
    slots: Vec<(u32, u32)>,
    n: usize,
}

/// No party has this number: it stands for holders that are not known.
const FREE: u32 = u32::MAX;

impl Numbers {
    /// The local number of a party; this one where it has none yet.
    pub(super) fn place(&mut self, node: u32, next: u32) -> u32 {
        if self.n * 2 >= self.slots.len() {
            self.grow();
        }
        let at = self.slot_of(node);
        match self.slots.get_mut(at) {
            Some(slot) if slot.0 == FREE => {
                *slot = (node, next);
                self.n += 1;
                next
            }
            Some(slot) => slot.1,
            None => next,
        }
    }

    pub(super) fn find(&self, node: u32) -> Option<u32> {
        if node == FREE || self.slots.is_empty() {
            return None;
        }
        let slot = self.slots.get(self.slot_of(node))?;
        (slot.0 == node).then_some(slot.1)
    }

    /// The slot of a number, or the free one where it would stand.
    fn slot_of(&self, node: u32) -> usize {
        let mask = self.slots.len().saturating_sub(1);
        // Neighbours in the register do not become neighbours in the table.
        let mut at = (u64::from(node).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40) as usize & mask;
        while self
            .slots
            .get(at)
            .is_some_and(|slot| slot.0 != FREE && slot.0 != node)
        {
            at = (at + 1) & mask;
        }
        at
    }

    fn grow(&mut self) {
        let n_slots = (self.slots.len() * 2).max(64);
        let before = std::mem::replace(&mut self.slots, vec![(FREE, 0); n_slots]);
        for (node, local) in before.into_iter().filter(|slot| slot.0 != FREE) {
            let at = self.slot_of(node);
            if let Some(slot) = self.slots.get_mut(at) {
                *slot = (node, local);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_found_again_and_the_first_stays() {
        let mut numbers = Numbers::default();
        assert_eq!(numbers.find(5), None);
        for (local, node) in (0..10_000_u32).map(|n| (n, n.wrapping_mul(77_777))) {
            assert_eq!(numbers.place(node, local), local);
        }
        for (local, node) in (0..10_000_u32).map(|n| (n, n.wrapping_mul(77_777))) {
            assert_eq!(numbers.find(node), Some(local));
            assert_eq!(numbers.place(node, 1), local);
        }
        assert_eq!((numbers.find(1), numbers.find(FREE)), (None, None));
    }
}
