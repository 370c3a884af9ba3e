//! Where in a document a range of characters stands.

use bongsu_extract::Item;

/// Where the sections of an item begin, in characters.
pub(crate) struct Places(Vec<(u32, String)>);

impl Places {
    pub(crate) fn of(item: &Item) -> Self {
        let mut begins = 0;
        let mut places = Vec::with_capacity(item.sections.len());
        for section in &item.sections {
            let name = match &section.label {
                None => section.place.to_string(),
                Some(label) => format!("{}, {label}", section.place),
            };
            places.push((begins, name));
            begins += item.text_of(section).chars().count() as u32;
        }
        Self(places)
    }

    /// The section that holds the middle of a range: `body, page 3`.
    pub(crate) fn at(&self, [start, end]: [u32; 2]) -> &str {
        let middle = start.midpoint(end);
        let next = self.0.partition_point(|(begins, _)| *begins <= middle);
        let section = next.checked_sub(1).and_then(|n| self.0.get(n));
        section.map_or("body", |(_, name)| name)
    }
}
