//! What the documents of a technology speak of, in both languages, read from the lists beside this file.

/// The lists: a technology in brackets, then its things, values, acts and faults.
const LISTS: [&str; 2] = [include_str!("lore/maker.txt"), include_str!("lore/lab.txt")];

/// A word or a few in English and in Korean.
pub(super) type Pair = [&'static str; 2];

/// The words of one technology; no other technology of the holder has them.
#[derive(Clone, Debug, Default)]
pub(super) struct Lore {
    pub(super) things: Vec<Pair>,
    pub(super) values: Vec<Value>,
    /// What is done; English as a command, Korean as a statement that ends in `한다` or the like.
    pub(super) acts: Vec<Pair>,
    pub(super) faults: Vec<Pair>,
}

/// Something that is measured, with its unit and the range of what is seen.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Value {
    pub(super) name: Pair,
    pub(super) unit: &'static str,
    low: f64,
    high: f64,
    decimals: usize,
}

impl Lore {
    /// The words of the technology whose folder starts with the name in brackets.
    pub(super) fn of(slug: &str) -> Self {
        let name = slug.rsplit_once('-').map_or(slug, |(name, _)| name);
        let mut lore = Self::default();
        let lines = LISTS.iter().flat_map(|list| list.lines());
        let own = lines
            .skip_while(|line| !is_head(line, name))
            .skip(1)
            .take_while(|line| !line.starts_with('['));
        for line in own {
            let (kind, items) = line.split_once(": ").unwrap_or_default();
            let items = items.split("; ");
            match kind {
                "things" => lore.things = items.map(pair).collect(),
                "values" => lore.values = items.map(value).collect(),
                "acts" => lore.acts = items.map(pair).collect(),
                _ => lore.faults = items.map(pair).collect(),
            }
        }
        lore
    }
}

impl Value {
    /// The number at a share of the range, with its unit.
    pub(super) fn at(&self, share: f64) -> String {
        format!("{} {}", self.number(share), self.unit)
    }

    /// The number at a share of the range.
    pub(super) fn number(&self, share: f64) -> String {
        let number = self.low + (self.high - self.low) * share;
        format!("{number:.*}", self.decimals)
    }

    /// A step that is small beside the range, with its unit.
    pub(super) fn step(&self, share: f64) -> String {
        let step = (self.high - self.low) * (0.02 + 0.1 * share);
        format!("{step:.*} {}", self.decimals + 1, self.unit)
    }
}

fn is_head(line: &str, name: &str) -> bool {
    line.strip_prefix('[')
        .and_then(|line| line.strip_suffix(']'))
        == Some(name)
}

fn pair(text: &'static str) -> Pair {
    let (english, korean) = text.split_once('=').unwrap_or((text, text));
    [english, korean]
}

fn value(text: &'static str) -> Value {
    let mut cells = text.split('=');
    let mut cell = || cells.next().unwrap_or_default();
    let (name, unit, low, high) = ([cell(), cell()], cell(), cell(), cell());
    Value {
        name,
        unit,
        low: low.parse().unwrap_or_default(),
        high: high.parse().unwrap_or_default(),
        decimals: high
            .split_once('.')
            .map_or(0, |(_, decimals)| decimals.len()),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::HolderKind;
    use crate::holder::Holder;
    use crate::stream::Seeds;

    #[test]
    fn every_technology_has_words_that_no_other_has() {
        for kind in [HolderKind::Maker, HolderKind::Lab] {
            let mut words = BTreeSet::new();
            for technology in Holder::new(kind, &Seeds::new(3, 1)).technologies {
                let lore = Lore::of(&technology.slug);
                assert!(
                    lore.things.len() >= 8 && lore.values.len() >= 5,
                    "{}",
                    technology.slug
                );
                assert!(
                    lore.acts.len() >= 5 && lore.faults.len() >= 3,
                    "{}",
                    technology.slug
                );
                for value in &lore.values {
                    assert!(
                        value.low < value.high && !value.unit.is_empty(),
                        "{value:?}"
                    );
                }
                let named = lore.values.iter().map(|value| value.name);
                for pair in lore
                    .things
                    .iter()
                    .chain(&lore.acts)
                    .chain(&lore.faults)
                    .copied()
                    .chain(named)
                {
                    assert!(pair[0] != pair[1] && words.insert(pair), "{pair:?}");
                }
            }
        }
    }
}
