//! Which technology an object touches, by path rules.
//!
//! One pass of an Aho-Corasick automaton over the object finds the rules that can cover it; only those are matched. A
//! rule without any literal part is always matched.

use std::fmt;

use aho_corasick::automaton::{Automaton, StateID};
use aho_corasick::dfa::DFA;
use aho_corasick::{Anchored, MatchKind};

use crate::fold::fold;
use crate::pattern::Pattern;

/// Path rules of all technologies.
#[derive(Clone, Default)]
pub struct PathRules {
    /// The most specific first, so the smallest matching place wins.
    rules: Vec<Rule>,
    finder: Option<Finder>,
    /// By needle number modulo [`N_GROUPS`]: rules whose needle was found are matched by group, so that a needle
    /// that recurs is looked at once.
    groups: Vec<Vec<usize>>,
    /// Rules that no needle stands for.
    always: Vec<usize>,
}

#[derive(Clone)]
struct Rule {
    technology: String,
    pattern: Pattern,
}

impl PathRules {
    /// Compiles rules of (technology id, pattern); a technology may have several, and empty patterns are left out.
    ///
    /// ```
    /// let rules = bongsu_content::PathRules::new([("tech_1", "*/cell/*"), ("tech_2", "*/cell/coating/*")]);
    /// assert_eq!(rules.touches("/rd/cell/coating/line1.csv"), Some("tech_2"));
    /// ```
    pub fn new<T, P>(rules: impl IntoIterator<Item = (T, P)>) -> Self
    where
        T: Into<String>,
        P: AsRef<str>,
    {
        let compile = |(technology, pattern): (T, P)| {
            let pattern = Pattern::new(pattern.as_ref())?;
            Some(Rule {
                technology: technology.into(),
                pattern,
            })
        };
        let mut rules: Vec<Rule> = rules.into_iter().filter_map(compile).collect();
        rules.sort_by(|a, b| {
            let by_length = b.pattern.literal_len().cmp(&a.pattern.literal_len());
            by_length.then_with(|| a.technology.cmp(&b.technology))
        });
        Self::index(rules)
    }

    /// The technology that an object touches: that of the most specific rule that covers it.
    pub fn touches(&self, object: &str) -> Option<&str> {
        let folded = fold(object);
        let text = folded.as_bytes();
        let covers = |place: usize| {
            self.rules
                .get(place)
                .is_some_and(|rule| rule.pattern.covers(text))
        };
        let first = |places: &[usize], best: usize| {
            places
                .iter()
                .copied()
                .take_while(|place| *place < best)
                .find(|place| covers(*place))
                .unwrap_or(best)
        };
        let mut best = first(&self.always, usize::MAX);
        let mut looked_at = [false; N_GROUPS];
        let look = |needle: usize| {
            let group = needle % N_GROUPS;
            if let Some(looked) = looked_at.get_mut(group)
                && !std::mem::replace(looked, true)
            {
                best = first(self.groups.get(group).map_or(&[], Vec::as_slice), best);
            }
        };
        if let Some(finder) = &self.finder {
            finder.each_needle(text, look);
        }
        self.rules.get(best).map(|rule| rule.technology.as_str())
    }

    /// How many rules there are.
    pub fn len(&self) -> usize {
        self.rules.len()
    }

    /// Whether there is no rule.
    pub fn is_empty(&self) -> bool {
        self.rules.is_empty()
    }

    fn index(rules: Vec<Rule>) -> Self {
        let mut needles: Vec<Vec<u8>> = rules
            .iter()
            .filter_map(|rule| rule.pattern.needle())
            .collect();
        needles.sort_unstable();
        needles.dedup();
        let finder = Finder::new(&needles);
        let mut groups = vec![Vec::new(); needles.len().min(N_GROUPS)];
        let mut always = Vec::new();
        for (place, rule) in rules.iter().enumerate() {
            let needle = rule
                .pattern
                .needle()
                .and_then(|needle| needles.binary_search(&needle).ok());
            match needle
                .filter(|_| finder.is_some())
                .and_then(|needle| groups.get_mut(needle % N_GROUPS))
            {
                Some(group) => group.push(place),
                None => always.push(place),
            }
        }
        Self {
            rules,
            finder,
            groups,
            always,
        }
    }
}

/// Finds every needle in a text, in one pass and in either case.
///
/// Walks the automaton itself: on short texts the library's own iterator takes a third longer.
#[derive(Clone)]
struct Finder {
    automaton: DFA,
    start: StateID,
}

impl Finder {
    fn new(needles: &[Vec<u8>]) -> Option<Self> {
        let mut builder = DFA::builder();
        builder
            .match_kind(MatchKind::Standard)
            .ascii_case_insensitive(true)
            .prefilter(false);
        let automaton = builder.build(needles).ok()?;
        let start = automaton.start_state(Anchored::No).ok()?;
        Some(Self { automaton, start })
    }

    /// Calls `look` with the number of every needle in the text, as often as it occurs.
    fn each_needle(&self, text: &[u8], mut look: impl FnMut(usize)) {
        let mut state = self.start;
        for byte in text {
            state = self.automaton.next_state(Anchored::No, state, *byte);
            if self.automaton.is_special(state) && self.automaton.is_match(state) {
                for n in 0..self.automaton.match_len(state) {
                    look(self.automaton.match_pattern(state, n).as_usize());
                }
            }
        }
    }
}

impl fmt::Debug for PathRules {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rules = self
            .rules
            .iter()
            .map(|rule| (&rule.technology, &rule.pattern));
        f.debug_map().entries(rules).finish()
    }
}

/// How many groups of rules are told apart while an object is looked at; more needles than this share groups.
const N_GROUPS: usize = 256;

#[cfg(test)]
mod tests;
