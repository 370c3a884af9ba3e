//! Prefixed text ids: one newtype each, so that ids of two kinds never mix.
//!
//! ```compile_fail
//! let person: bongsu_model::PersonId = "pers_a".parse::<bongsu_model::CaseId>().unwrap();
//! ```

use std::borrow::Borrow;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// Why a text is not an id of the wanted kind.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is not {kind}: {reason}")]
pub struct ParseIdError {
    /// The text as given.
    pub text: String,
    /// What was wanted, with its article.
    pub kind: &'static str,
    /// What is wrong with the text.
    pub reason: &'static str,
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident, $kind:literal, $prefix:literal) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// What the text form starts with.
            pub const PREFIX: &'static str = $prefix;

            /// The whole text form.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = ParseIdError;

            fn from_str(text: &str) -> Result<Self, ParseIdError> {
                check_id(text, $kind, $prefix).map(|()| Self(text.to_owned()))
            }
        }

        impl TryFrom<String> for $name {
            type Error = ParseIdError;

            fn try_from(text: String) -> Result<Self, ParseIdError> {
                check_id(&text, $kind, $prefix).map(|()| Self(text))
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }
    };
}

id!(
    /// A person as analytics see one: a keyed pseudonym.
    PersonId, "a person id", "pers_"
);
id!(
    /// An organisation of a register or list.
    OrgId, "an organisation id", "org_"
);
id!(
    /// A protected technology of the holder's register.
    TechnologyId, "a technology id", "tech_"
);
id!(
    /// An agreement between the holder and a person.
    AgreementId, "an agreement id", "agr_"
);
id!(
    /// A case.
    CaseId, "a case id", "case_"
);
id!(
    /// A finding of one detector.
    FindingId, "a finding id", "find_"
);
id!(
    /// A detector: lower-case words joined by `.` and `-`, without prefix.
    DetectorId, "a detector id", ""
);

/// Ids are printable ASCII without spaces, at most 80 characters.
fn check_id(text: &str, kind: &'static str, prefix: &str) -> Result<(), ParseIdError> {
    let fail = |reason| ParseIdError {
        text: text.to_owned(),
        kind,
        reason,
    };
    let Some(rest) = text.strip_prefix(prefix) else {
        return Err(fail("the prefix is missing"));
    };
    if rest.is_empty() {
        return Err(fail("nothing follows the prefix"));
    }
    if text.len() > 80 {
        return Err(fail("longer than 80 characters"));
    }
    let allowed = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.' | b':');
    if !rest.bytes().all(allowed) {
        return Err(fail(
            "only letters, digits, `_`, `-`, `.` and `:` are allowed",
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_keeps_its_text_and_refuses_another_prefix() {
        let id: CaseId = "case_7q4k".parse().unwrap();
        assert_eq!(id.to_string(), "case_7q4k");
        assert_eq!(serde_json::to_string(&id).unwrap(), "\"case_7q4k\"");
        assert!("pers_7q4k".parse::<CaseId>().is_err());
        assert!("case_".parse::<CaseId>().is_err());
        assert!("case_a b".parse::<CaseId>().is_err());
        assert!(serde_json::from_str::<CaseId>("\"find_1\"").is_err());
    }
}
