//! Something that is not as it should be.

use std::fmt;

/// What is wrong where, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Complaint {
    /// Whether it fails the check.
    pub(crate) gravity: Gravity,
    /// The file, relative to the root.
    pub(crate) file: String,
    /// The line, counted from 1; 0 for the whole file.
    pub(crate) line: usize,
    /// What is wrong.
    pub(crate) what: String,
    /// What to do.
    pub(crate) fix: String,
}

/// Whether a complaint fails the check.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Gravity {
    /// Only said.
    Warning,
    /// Fails.
    Error,
}

impl Complaint {
    /// A complaint that fails the check.
    pub(crate) fn error(
        file: &str,
        line: usize,
        what: impl Into<String>,
        fix: impl Into<String>,
    ) -> Self {
        Self {
            gravity: Gravity::Error,
            file: file.to_owned(),
            line,
            what: what.into(),
            fix: fix.into(),
        }
    }

    /// A complaint that is only said.
    pub(crate) fn warning(
        file: &str,
        line: usize,
        what: impl Into<String>,
        fix: impl Into<String>,
    ) -> Self {
        Self {
            gravity: Gravity::Warning,
            ..Self::error(file, line, what, fix)
        }
    }
}

impl fmt::Display for Complaint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let gravity = match self.gravity {
            Gravity::Warning => "warning",
            Gravity::Error => "error",
        };
        let line = if self.line == 0 {
            String::new()
        } else {
            format!(":{}", self.line)
        };
        write!(
            f,
            "{gravity}: {}{line}: {}, {}",
            self.file, self.what, self.fix
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_complaint_says_where_what_and_what_to_do() {
        let whole = Complaint::error("a.rs", 0, "is too long", "split it");
        assert_eq!(whole.to_string(), "error: a.rs: is too long, split it");
        assert_eq!(
            Complaint::warning("a.rs", 3, "x", "y").to_string(),
            "warning: a.rs:3: x, y"
        );
    }
}
