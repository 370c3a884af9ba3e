//! ZIP containers: members by name, every unpacked byte counted against the budget.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use crate::Problem;
use crate::budget::Budget;

/// An open ZIP container.
pub(crate) struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
}

impl<'b> Package<'b> {
    pub(crate) fn open(bytes: &'b [u8]) -> Result<Self, Problem> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(problem)?;
        Ok(Self { archive })
    }

    /// The names of its members, in the order of its directory.
    pub(crate) fn names(&self) -> Vec<String> {
        let names = self.archive.file_names().flatten();
        names.map(std::borrow::Cow::into_owned).collect()
    }

    /// Whether it has a member of exactly this name.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.archive.index_for_name(name).is_some()
    }

    /// A member as a stream; reading fails where the budget ends ([`Counted::problem`] says so).
    pub(crate) fn stream<'s>(
        &'s mut self,
        name: &str,
        budget: &'s mut Budget,
    ) -> Result<Counted<'s, impl Read + use<'s, 'b>>, Problem> {
        let member = self.archive.by_name(name).map_err(problem)?;
        Ok(Counted {
            from: member,
            budget,
            problem: None,
        })
    }

    /// A whole member.
    pub(crate) fn bytes(&mut self, name: &str, budget: &mut Budget) -> Result<Vec<u8>, Problem> {
        let mut stream = self.stream(name, budget)?;
        let mut all = Vec::new();
        match stream.read_to_end(&mut all) {
            Ok(_) => Ok(all),
            Err(error) => Err(stream
                .problem
                .unwrap_or_else(|| Problem::Damaged(format!("{name}: {error}")))),
        }
    }
}

/// A stream whose bytes count against the budget.
pub(crate) struct Counted<'s, R> {
    from: R,
    budget: &'s mut Budget,
    /// Why it stopped, where the budget did it.
    pub(crate) problem: Option<Problem>,
}

impl<R: Read> Read for Counted<'_, R> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let read = self.from.read(into)?;
        if let Err(problem) = self.budget.unpacked(read as u64) {
            let error = std::io::Error::other(problem.to_string());
            self.problem = Some(problem);
            return Err(error);
        }
        Ok(read)
    }
}

/// What went wrong with a container, in words for people.
fn problem(error: ZipError) -> Problem {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword => {
            Problem::Password
        }
        other => Problem::Damaged(other.to_string()),
    }
}
