//! Names in the places of pseudonyms: put into the data, before it is laid out, quoted or escaped.

use std::collections::BTreeMap;

use anyhow::Context;
use bongsu_model::{Case, PersonId};
use bongsu_web::words;
use serde_json::Value;

/// How much of a pseudonym a case shows where room is short.
const SHORT: usize = 13;

/// Names by pseudonym; empty where nothing was revealed.
#[derive(Debug, Default)]
pub(crate) struct Names {
    whole: BTreeMap<String, String>,
    /// By the first characters of the pseudonym; nothing where two people share them.
    short: BTreeMap<String, Option<String>>,
}

impl FromIterator<(String, String)> for Names {
    fn from_iter<T: IntoIterator<Item = (String, String)>>(people: T) -> Self {
        let mut names = Self::default();
        for (pseudonym, name) in people {
            if let Some(start) = pseudonym.get(..SHORT) {
                names
                    .short
                    .entry(start.to_owned())
                    .and_modify(|shared| *shared = None)
                    .or_insert_with(|| Some(name.clone()));
            }
            names.whole.insert(pseudonym, name);
        }
        names
    }
}

impl Names {
    /// Whether no name was revealed.
    pub(crate) fn is_empty(&self) -> bool {
        self.whole.is_empty()
    }

    /// A text with names in the places of pseudonyms, the shortened ones too. Names are not looked through again.
    pub(crate) fn text(&self, text: &str) -> String {
        if self.is_empty() {
            return text.to_owned();
        }
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(start) = rest.find(PersonId::PREFIX) {
            let (before, from) = rest.split_at(start);
            let tail = from.get(PersonId::PREFIX.len()..).unwrap_or("");
            let n = tail
                .find(|c: char| !c.is_ascii_alphanumeric())
                .unwrap_or(tail.len());
            let (pseudonym, after) = from.split_at(PersonId::PREFIX.len() + n);
            out.push_str(before);
            out.push_str(self.name(pseudonym).unwrap_or(pseudonym));
            rest = after;
        }
        out.push_str(rest);
        out
    }

    /// A JSON value with names in all of its texts.
    pub(crate) fn value(&self, value: Value) -> Value {
        if self.is_empty() {
            return value;
        }
        match value {
            Value::String(text) => Value::String(self.text(&text)),
            Value::Array(items) => items.into_iter().map(|item| self.value(item)).collect(),
            Value::Object(fields) => fields
                .into_iter()
                .map(|(name, field)| (name, self.value(field)))
                .collect(),
            Value::Null | Value::Bool(_) | Value::Number(_) => value,
        }
    }

    /// A case with names in all of its texts, ready to be laid out.
    ///
    /// Its people are ids and no texts: they become the line that would be made of them, and the list is left empty.
    pub(crate) fn case(&self, case: &Case) -> anyhow::Result<Case> {
        if self.is_empty() {
            return Ok(case.clone());
        }
        let case = Case {
            who: words::who(case),
            people: Vec::new(),
            ..case.clone()
        };
        let id = case.id.clone();
        let named = self.value(serde_json::to_value(case)?);
        serde_json::from_value(named).with_context(|| format!("no name can be put into `{id}`"))
    }

    fn name(&self, pseudonym: &str) -> Option<&str> {
        let short = || self.short.get(pseudonym).and_then(Option::as_ref);
        self.whole.get(pseudonym).or_else(short).map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn names(named: &[(&str, &str)]) -> Names {
        named
            .iter()
            .map(|(pseudonym, name)| ((*pseudonym).to_owned(), (*name).to_owned()))
            .collect()
    }

    #[test]
    fn whole_and_shortened_pseudonyms_become_names() {
        let names = names(&[
            ("pers_aaaaaaaaaaaaaaaa", "A1 (김하나)"),
            ("pers_bbbbbbbbbbbbbbbb", "B2 (pers_aaaaaaaaaaaaaaaa)"),
        ]);
        for (text, shown) in [
            ("pers_aaaaaaaaaaaaaaaa left", "A1 (김하나) left"),
            (
                "(pers_aaaaaaaa, pers_cccccccc)",
                "(A1 (김하나), pers_cccccccc)",
            ),
            ("pers_aaaaaaaa…", "A1 (김하나)…"),
            ("pers_aaaaaaaaX", "pers_aaaaaaaaX"),
            ("pers_", "pers_"),
            // A name that looks like a pseudonym stays a name.
            ("pers_bbbbbbbb", "B2 (pers_aaaaaaaaaaaaaaaa)"),
        ] {
            assert_eq!(names.text(text), shown);
        }
    }

    #[test]
    fn what_two_people_share_names_neither() {
        let names = names(&[("pers_aaaaaaaa1", "one"), ("pers_aaaaaaaa2", "two")]);
        assert_eq!(
            names.text("pers_aaaaaaaa pers_aaaaaaaa2"),
            "pers_aaaaaaaa two"
        );
    }

    #[test]
    fn a_value_keeps_its_shape_and_its_keys() {
        let names = names(&[("pers_a", "A \"quoted\" \\")]);
        let value = json!({ "pers_a": [1, null, { "who": "pers_a" }] });
        assert_eq!(
            names.value(value),
            json!({ "pers_a": [1, null, { "who": "A \"quoted\" \\" }] })
        );
    }
}
