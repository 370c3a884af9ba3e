//! A document that is kept in a wrapper for rights management: does it leave in it?

use std::fmt;

/// How a document leaves, against how it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WrapperCheck {
    /// It is not kept in a wrapper, so nothing is amiss.
    NotKept,
    /// It leaves in the wrapper it is kept in.
    Wrapped,
    /// It leaves in another wrapper.
    Other {
        /// The wrapper it is kept in.
        registered: String,
        /// The one it leaves in.
        present: String,
    },
    /// It leaves without any.
    Without {
        /// The wrapper it is kept in.
        registered: String,
    },
}

impl WrapperCheck {
    /// Whether something is amiss.
    #[must_use]
    pub const fn is_amiss(&self) -> bool {
        matches!(self, Self::Other { .. } | Self::Without { .. })
    }
}

/// Compares the wrapper a document is registered with and the one it was seen in, by name: case and gaps do not count, and
/// a maker's name stands for its product.
///
/// ```
/// use bongsu_content::wrapper_check;
///
/// let check = wrapper_check(Some("SoftCamp"), None);
/// assert_eq!(check.to_string(), "kept in a SoftCamp wrapper, leaves without");
/// ```
#[must_use]
pub fn wrapper_check(registered: Option<&str>, present: Option<&str>) -> WrapperCheck {
    let named = |name: Option<&str>| {
        name.map(str::trim)
            .filter(|name| !name.is_empty())
            .map(str::to_owned)
    };
    match (named(registered), named(present)) {
        (None, _) => WrapperCheck::NotKept,
        (Some(registered), None) => WrapperCheck::Without { registered },
        (Some(registered), Some(present)) if is_same(&registered, &present) => {
            WrapperCheck::Wrapped
        }
        (Some(registered), Some(present)) => WrapperCheck::Other {
            registered,
            present,
        },
    }
}

/// Whether two names are of one wrapper: `Soft Camp`, `SoftCamp` and `SoftCamp Document Security` are.
fn is_same(one: &str, other: &str) -> bool {
    let begins = |short: &str, long: &str| {
        let first = bare(short);
        let mut so_far = String::new();
        long.split_whitespace().any(|word| {
            so_far.push_str(&bare(word));
            so_far == first
        })
    };
    begins(one, other) || begins(other, one)
}

fn bare(name: &str) -> String {
    let letters = name.chars().filter(|letter| letter.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

impl fmt::Display for WrapperCheck {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotKept => f.write_str("not kept in a wrapper"),
            Self::Wrapped => f.write_str("leaves in the wrapper it is kept in"),
            Self::Other {
                registered,
                present,
            } => write!(
                f,
                "kept in a {registered} wrapper, leaves in a {present} wrapper"
            ),
            Self::Without { registered } => {
                write!(f, "kept in a {registered} wrapper, leaves without")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_kept_in_a_wrapper_can_leave_without() {
        let check = |registered: &str, present: &str| {
            let given = |name| Some(name).filter(|name: &&str| !name.is_empty());
            wrapper_check(given(registered), given(present))
        };
        assert_eq!(check("", ""), WrapperCheck::NotKept);
        assert_eq!(check("", "Fasoo"), WrapperCheck::NotKept);
        assert_eq!(check("Soft Camp", "SOFTCAMP"), WrapperCheck::Wrapped);
        assert!(!check("Fasoo", "fasoo ").is_amiss());
        assert!(!check("SoftCamp", "SoftCamp Document Security").is_amiss());
        assert!(!check("MarkAny Document SAFER", "Mark Any").is_amiss());
        assert!(check("Soft", "SoftCamp Document Security").is_amiss());
        assert!(check("Microsoft RMS", "Microsoft Office").is_amiss());
        assert!(check("Fasoo", "").is_amiss());
        assert_eq!(
            check("Fasoo", "SoftCamp").to_string(),
            "kept in a Fasoo wrapper, leaves in a SoftCamp wrapper"
        );
    }
}
