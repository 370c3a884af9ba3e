//! Members of RAR that are compressed: they are unpacked in their order, as one may need those before it.

use std::cell::RefCell;
use std::io::Write;
use std::rc::Rc;

use rars::{
    ArchiveReadOptions, ArchiveReader, ExtractionDecision, ExtractionErrorAction, ExtractionOutcome,
};

use super::super::MEMBER_BYTES;
use super::Member;
use crate::Problem;
use crate::budget::Budget;
use crate::sink::Sink;

/// What an archive may ask to be remembered while it is unpacked, and what all of unpacking may take.
const DICTIONARY: u64 = 256 << 20;
const WORKSPACE: u64 = 768 << 20;
/// Bytes of all heads.
const HEADS: u64 = 64 << 20;

/// Reads all members of an archive that has compressed ones.
pub(super) fn read(
    bytes: &[u8],
    members: &[Member<'_>],
    sink: &mut Sink<'_, '_>,
) -> Result<(), Problem> {
    let options = ArchiveReadOptions::new()
        .with_max_header_bytes(HEADS)
        .with_rar50_dictionary_size_limit(DICTIONARY)
        .with_rar50_buffered_decode_limit(MEMBER_BYTES)
        .with_max_reader_workspace_bytes(WORKSPACE);
    let mut walk = Walk {
        members,
        next: 0,
        open: None,
        limit: None,
        sink,
    };
    let outcome = ArchiveReader::read_with_options(bytes, options).and_then(|archive| {
        let walk = RefCell::new(&mut walk);
        archive.extract_with_control_and_errors(
            options,
            |member| {
                let (is_folder, is_link) = (member.meta.is_directory, member.meta.is_redirection);
                Ok(walk.borrow_mut().begin(is_folder, is_link))
            },
            |_, error| {
                walk.borrow_mut().fail(error.to_string());
                Ok(ExtractionErrorAction::Continue)
            },
        )
    });
    let failure = match outcome {
        Ok(ExtractionOutcome::Complete) => None,
        Ok(_) => Some("the archive goes on otherwise than it says".to_owned()),
        Err(error) => Some(error.to_string()),
    };
    walk.end(failure)
}

struct Walk<'m, 's, 'x, 'e> {
    members: &'m [Member<'m>],
    /// Members that were begun.
    next: usize,
    open: Option<Rc<RefCell<Unpacked>>>,
    /// The limit that was reached.
    limit: Option<Problem>,
    sink: &'s mut Sink<'x, 'e>,
}

/// What came of a member so far.
#[derive(Default)]
struct Unpacked {
    bytes: Vec<u8>,
    is_too_large: bool,
    failure: Option<String>,
    limit: Option<Problem>,
}

impl Walk<'_, '_, '_, '_> {
    /// A member begins, and the one before it has ended. What a link leads to is a member itself.
    fn begin(&mut self, is_folder: bool, is_link: bool) -> ExtractionDecision {
        self.finish();
        if is_folder {
            return ExtractionDecision::Skip;
        }
        let Some(member) = self.members.get(self.next) else {
            return ExtractionDecision::Stop;
        };
        if self.limit.is_none() {
            self.limit = self.sink.check_child().err();
        }
        if self.limit.is_some() {
            return ExtractionDecision::Stop;
        }
        self.next += 1;
        if is_link {
            return ExtractionDecision::Skip;
        }
        if member.is_locked || member.is_split {
            member.say_unread(self.sink);
            return ExtractionDecision::Skip;
        }
        let unpacked = Rc::new(RefCell::new(Unpacked::default()));
        self.open = Some(Rc::clone(&unpacked));
        ExtractionDecision::Extract(Box::new(Into {
            unpacked,
            budget: self.sink.budget().clone(),
        }))
    }

    fn fail(&mut self, error: String) {
        if let Some(open) = &self.open {
            open.borrow_mut().failure = Some(error);
        }
    }

    /// Reads the member that was unpacked last.
    fn finish(&mut self) {
        let Some(open) = self.open.take() else {
            return;
        };
        let unpacked = open.take();
        let Some(member) = self.next.checked_sub(1).and_then(|at| self.members.get(at)) else {
            return;
        };
        if unpacked.limit.is_some() {
            self.limit = unpacked.limit;
            return;
        }
        let name = member.path();
        if unpacked.is_too_large {
            let limit = MEMBER_BYTES;
            let problem = Problem::UnpacksTooFar { limit };
            return self.sink.unread_child(&name, member.size, problem);
        }
        if let Some(error) = unpacked.failure {
            self.sink
                .problem(Problem::Damaged(format!("{name}: {error}")));
            if unpacked.bytes.is_empty() {
                let problem = Problem::Damaged(error);
                return self.sink.unread_child(&name, member.size, problem);
            }
        }
        self.sink.child(&name, &unpacked.bytes);
    }

    /// Says of all that was not unpacked why not.
    fn end(mut self, failure: Option<String>) -> Result<(), Problem> {
        if let Some(failure) = &failure {
            self.fail(failure.clone());
        }
        self.finish();
        if let Some(limit) = self.limit {
            return Err(limit);
        }
        let Some(failure) = failure else {
            return Ok(());
        };
        for member in self.members.get(self.next..).unwrap_or(&[]) {
            self.sink.check_child()?;
            if member.is_stored || member.is_locked || member.is_split {
                member.read(self.sink)?;
            } else {
                let problem = Problem::Damaged(failure.clone());
                self.sink.unread_child(&member.path(), member.size, problem);
            }
        }
        Ok(())
    }
}

/// Where a member is unpacked to, every byte counted.
struct Into {
    unpacked: Rc<RefCell<Unpacked>>,
    budget: Budget,
}

impl Write for Into {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let mut unpacked = self.unpacked.borrow_mut();
        if let Err(limit) = self.budget.unpacked(bytes.len() as u64) {
            unpacked.limit = Some(limit);
            return Err(std::io::Error::other("more than may be unpacked"));
        }
        // A member that is too large is unpacked to its end all the same, where those after it need it.
        unpacked.is_too_large |= (unpacked.bytes.len() + bytes.len()) as u64 > MEMBER_BYTES;
        if unpacked.is_too_large {
            unpacked.bytes = Vec::new();
        } else {
            unpacked.bytes.extend_from_slice(bytes);
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
