//! The JSON that is stored, each with its version.
//!
//! A later version adds a variant and still reads the earlier ones: the tests keep an example of each. A document is
//! written only after it was read back, because JSON has no word for a number that is not finite.

use bongsu_model::{Case, Digest, Finding, PersonId};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::StoreError;
use crate::values::unreadable;

/// A JSON text and its digest.
#[derive(Clone, Debug)]
pub(crate) struct Document {
    pub(crate) text: String,
    pub(crate) digest: String,
}

/// A case as it is stored; its `state` is always open there, since people set the state beside it.
#[derive(Serialize, Deserialize)]
#[serde(tag = "version")]
pub(crate) enum VersionedCase {
    #[serde(rename = "1")]
    V1(Box<Case>),
}

/// A finding as it is stored.
#[derive(Serialize, Deserialize)]
#[serde(tag = "version")]
pub(crate) enum VersionedFinding {
    #[serde(rename = "1")]
    V1(Box<Finding>),
}

/// The settings of a run as they are stored.
#[derive(Serialize, Deserialize)]
#[serde(tag = "version")]
pub(crate) enum VersionedSettings {
    #[serde(rename = "1")]
    V1 { settings: serde_json::Value },
}

/// The people of an audit row as they are stored.
#[derive(Serialize, Deserialize)]
#[serde(tag = "version")]
pub(crate) enum VersionedPeople {
    #[serde(rename = "1")]
    V1 { people: Vec<PersonId> },
}

impl Document {
    /// Writes a document and checks that it reads back.
    pub(crate) fn new<T: Serialize + DeserializeOwned>(
        what: &'static str,
        value: &T,
    ) -> Result<Self, StoreError> {
        let refused = |error: serde_json::Error| StoreError::Unwritable {
            what,
            reason: error.to_string(),
        };
        let text = serde_json::to_string(value).map_err(refused)?;
        serde_json::from_str::<T>(&text).map_err(refused)?;
        let digest = Digest::of(text.as_bytes()).to_string();
        Ok(Self { text, digest })
    }
}

/// Reads a document back.
pub(crate) fn read<T: DeserializeOwned>(what: &'static str, text: &str) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(|error| unreadable(what, &error))
}

#[cfg(test)]
mod tests;
