//! Circles of a graph (strongly connected components), found with an own stack: long chains cannot exhaust the thread's.

/// Tarjan's search; the same memory serves many graphs.
#[derive(Debug, Default)]
pub(crate) struct Circles {
    order: Vec<u32>,
    low: Vec<u32>,
    on_stack: Vec<bool>,
    stack: Vec<u32>,
    path: Vec<(u32, u32)>,
    next: u32,
}

const UNSEEN: u32 = u32::MAX;

impl Circles {
    /// Visits every component of a graph of `n` nodes, parties by themselves among them; whatever a component leads
    /// to is visited before it. `next` gives the nodes that a node leads to, by number from 0.
    pub(crate) fn visit(
        &mut self,
        n: u32,
        next: impl Fn(u32, u32) -> Option<u32>,
        mut each: impl FnMut(&mut [u32]),
    ) {
        self.order.clear();
        self.order.resize(n as usize, UNSEEN);
        self.low.clear();
        self.low.resize(n as usize, 0);
        self.on_stack.clear();
        self.on_stack.resize(n as usize, false);
        self.next = 0;
        for root in 0..n {
            if get(&self.order, root) == UNSEEN {
                self.from(root, &next, &mut each);
            }
        }
    }

    fn from(
        &mut self,
        root: u32,
        next: &impl Fn(u32, u32) -> Option<u32>,
        each: &mut impl FnMut(&mut [u32]),
    ) {
        self.enter(root);
        self.path.push((root, 0));
        while let Some((node, done)) = self.path.last().copied() {
            let Some(to) = next(node, done) else {
                self.path.pop();
                if let Some((parent, _)) = self.path.last().copied() {
                    self.lower(parent, get(&self.low, node));
                }
                self.leave(node, each);
                continue;
            };
            if let Some(top) = self.path.last_mut() {
                top.1 += 1;
            }
            if get(&self.order, to) == UNSEEN {
                self.enter(to);
                self.path.push((to, 0));
            } else if self.on_stack.get(to as usize) == Some(&true) {
                self.lower(node, get(&self.order, to));
            }
        }
    }

    fn enter(&mut self, node: u32) {
        for list in [&mut self.order, &mut self.low] {
            if let Some(slot) = list.get_mut(node as usize) {
                *slot = self.next;
            }
        }
        if let Some(slot) = self.on_stack.get_mut(node as usize) {
            *slot = true;
        }
        self.stack.push(node);
        self.next += 1;
    }

    fn lower(&mut self, node: u32, to: u32) {
        if let Some(slot) = self.low.get_mut(node as usize) {
            *slot = (*slot).min(to);
        }
    }

    /// Hands over the component of which a node was seen first.
    fn leave(&mut self, node: u32, each: &mut impl FnMut(&mut [u32])) {
        if get(&self.low, node) != get(&self.order, node) {
            return;
        }
        let before = self.stack.iter().rposition(|member| *member == node);
        let Some(members) = before.and_then(|at| self.stack.get_mut(at..)) else {
            return;
        };
        for member in members.iter() {
            if let Some(slot) = self.on_stack.get_mut(*member as usize) {
                *slot = false;
            }
        }
        let n = members.len();
        each(members);
        self.stack.truncate(self.stack.len() - n);
    }
}

fn get(list: &[u32], at: u32) -> u32 {
    list.get(at as usize).copied().unwrap_or(UNSEEN)
}
