//! ZIP containers: members by name or number, every unpacked byte counted against the budget.
//!
//! A container whose directory is missing or broken is read from the headers that stand before each member. Names are
//! compared as Office compares them: without regard to case, and `\` is `/`.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use flate2::read::DeflateDecoder;
use zip::ZipArchive;
use zip::result::ZipError;

use crate::Problem;
use crate::budget::Budget;

pub(crate) mod directory;
mod local;

#[cfg(test)]
mod tests;

use directory::Directory;
use local::Local;

/// An open ZIP container.
pub(crate) struct Package<'b> {
    bytes: &'b [u8],
    archive: Option<ZipArchive<Cursor<&'b [u8]>>>,
    members: Vec<Member>,
    by_name: BTreeMap<String, usize>,
    defect: Option<Problem>,
    before: &'b [u8],
    after: &'b [u8],
}

/// A member of a container.
#[derive(Clone, Debug)]
pub(crate) struct Member {
    /// Its name; `/` parts folders.
    pub(crate) name: String,
    /// Whether it is a folder.
    pub(crate) is_folder: bool,
    /// Whether another member of the same name is the one the directory means.
    pub(crate) is_shadowed: bool,
    place: Place,
}

#[derive(Clone, Debug)]
enum Place {
    /// The number in the directory.
    Listed(usize),
    /// Found by its own header.
    Found(Local),
}

impl<'b> Package<'b> {
    /// Opens a container; where its directory cannot be read, [`Package::defect`] says so.
    pub(crate) fn open(bytes: &'b [u8]) -> Result<Self, Problem> {
        let mut package = Self {
            bytes,
            archive: None,
            members: Vec::new(),
            by_name: BTreeMap::new(),
            defect: None,
            before: &[],
            after: &[],
        };
        match ZipArchive::new(Cursor::new(bytes)) {
            Ok(archive) => package.list(archive),
            Err(error) => {
                let found = local::scan(bytes);
                if found.is_empty() {
                    return Err(problem(&error, "the container"));
                }
                for local in found {
                    package.add_found(local);
                }
                package.defect = Some(if local::has_end(bytes) {
                    problem(&error, "the container")
                } else {
                    Problem::CutOff("the end of the container is missing".to_owned())
                });
            }
        }
        Ok(package)
    }

    /// What is wrong with the container as a whole, where its members can be read all the same.
    pub(crate) fn defect(&self) -> Option<Problem> {
        self.defect.clone()
    }

    /// The bytes before and after the container.
    pub(crate) const fn around(&self) -> (&'b [u8], &'b [u8]) {
        (self.before, self.after)
    }

    /// Its members, in the order of its directory.
    pub(crate) fn members(&self) -> &[Member] {
        &self.members
    }

    /// The names of its members, in the order of its directory.
    #[cfg(test)]
    pub(crate) fn names(&self) -> Vec<String> {
        self.members
            .iter()
            .map(|member| member.name.clone())
            .collect()
    }

    /// Whether it has a member of this name.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.number(name).is_some()
    }

    /// The number of the member of this name.
    pub(crate) fn number(&self, name: &str) -> Option<usize> {
        self.by_name.get(&folded(name)).copied()
    }

    /// The bytes of the member of a number, as the container tells them; packed ones, where its directory is lost.
    pub(crate) fn size_of(&self, number: usize) -> u64 {
        let place = self.members.get(number).map(|member| &member.place);
        match (place, &self.archive) {
            (Some(Place::Listed(at)), Some(archive)) => {
                archive.by_index_data(*at).map_or(0, |entry| entry.size())
            }
            (Some(Place::Found(local)), _) => {
                let left = self.bytes.len().saturating_sub(local.data);
                local.packed.unwrap_or(left).min(left) as u64
            }
            _ => 0,
        }
    }

    /// A member as a stream; reading fails where the budget ends ([`Counted::problem`] says so).
    pub(crate) fn stream<'s>(
        &'s mut self,
        name: &str,
        budget: &'s mut Budget,
    ) -> Result<Counted<'s, Box<dyn Read + 's>>, Problem> {
        let number = self.number(name).ok_or_else(|| missing(name))?;
        self.stream_of(number, budget)
    }

    /// The member of a number as a stream.
    pub(crate) fn stream_of<'s>(
        &'s mut self,
        number: usize,
        budget: &'s mut Budget,
    ) -> Result<Counted<'s, Box<dyn Read + 's>>, Problem> {
        let Some(member) = self.members.get(number) else {
            return Err(missing(&number.to_string()));
        };
        let from: Box<dyn Read + 's> = match (&member.place, &mut self.archive) {
            (Place::Listed(at), Some(archive)) => {
                let name = member.name.clone();
                Box::new(
                    archive
                        .by_index(*at)
                        .map_err(|error| problem(&error, &name))?,
                )
            }
            (Place::Listed(_), None) => return Err(missing(&member.name)),
            (Place::Found(local), _) => found(self.bytes, local, &member.name)?,
        };
        Ok(Counted {
            from,
            budget,
            problem: None,
        })
    }

    /// A whole member.
    #[cfg(test)]
    pub(crate) fn bytes(&mut self, name: &str, budget: &mut Budget) -> Result<Vec<u8>, Problem> {
        let number = self.number(name).ok_or_else(|| missing(name))?;
        self.bytes_of(number, budget)
    }

    /// The whole member of a number.
    #[cfg(test)]
    pub(crate) fn bytes_of(
        &mut self,
        number: usize,
        budget: &mut Budget,
    ) -> Result<Vec<u8>, Problem> {
        let (all, problem) = self.most_of(number, budget);
        problem.map_or(Ok(all), Err)
    }

    /// As much of a member as can be read, and why that is not all.
    pub(crate) fn most_of(
        &mut self,
        number: usize,
        budget: &mut Budget,
    ) -> (Vec<u8>, Option<Problem>) {
        let name = self.members.get(number).map(|member| member.name.clone());
        let name = name.unwrap_or_default();
        let mut all = Vec::new();
        let mut stream = match self.stream_of(number, budget) {
            Ok(stream) => stream,
            Err(problem) => return (all, Some(problem)),
        };
        match stream.read_to_end(&mut all) {
            Ok(_) => (all, None),
            Err(error) => {
                let problem = stream
                    .problem
                    .unwrap_or_else(|| Problem::Damaged(format!("{name}: {error}")));
                (all, Some(problem))
            }
        }
    }

    fn list(&mut self, archive: ZipArchive<Cursor<&'b [u8]>>) {
        let raw: Vec<Vec<u8>> = archive.file_names_raw().map(<[u8]>::to_vec).collect();
        for (at, raw) in raw.iter().enumerate() {
            let by_zip = archive.name_for_index(at).and_then(Result::ok);
            let name = decoded(raw, by_zip.as_deref());
            self.add(&name, Place::Listed(at));
        }
        let directory = Directory::read(self.bytes, &archive);
        for local in directory.shadowed {
            self.add_found(local);
        }
        self.before = directory.before;
        self.after = directory.after;
        self.archive = Some(archive);
    }

    fn add_found(&mut self, local: Local) {
        let name = decoded(&local.name, None);
        self.add(&name, Place::Found(local));
    }

    fn add(&mut self, name: &str, place: Place) {
        let key = folded(name);
        let is_shadowed = self.by_name.contains_key(&key);
        if !is_shadowed {
            self.by_name.insert(key, self.members.len());
        }
        self.members.push(Member {
            is_folder: name.ends_with(['/', '\\']),
            name: name.replace('\\', "/"),
            is_shadowed,
            place,
        });
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
            self.problem = Some(problem.clone());
            return Err(std::io::Error::other(problem));
        }
        Ok(read)
    }
}

/// The problem in an error of a [`Counted`] stream, or what the error says about this member.
pub(crate) fn problem_in(error: &std::io::Error, name: &str) -> Problem {
    let inner = error.get_ref();
    let limit = inner.and_then(|inner| inner.downcast_ref::<Problem>());
    limit.cloned().unwrap_or_else(|| match error.kind() {
        std::io::ErrorKind::UnexpectedEof => Problem::CutOff(format!("{name} ends early")),
        _ => Problem::Damaged(format!("{name}: {error}")),
    })
}

/// A member that was found by its own header.
pub(crate) fn found<'s>(
    bytes: &'s [u8],
    local: &Local,
    name: &str,
) -> Result<Box<dyn Read + 's>, Problem> {
    if local.is_encrypted {
        return Err(Problem::Password);
    }
    let rest = bytes.get(local.data..).unwrap_or(&[]);
    let packed = local
        .packed
        .and_then(|packed| rest.get(..packed))
        .unwrap_or(rest);
    match local.method {
        0 => Ok(Box::new(packed)),
        8 => Ok(Box::new(DeflateDecoder::new(packed))),
        method => Err(Problem::NotRead(format!(
            "{name}, compressed by method {method}"
        ))),
    }
}

/// A name as Office compares it.
fn folded(name: &str) -> String {
    let name = name.replace('\\', "/").to_lowercase();
    name.trim_start_matches('/').to_owned()
}

/// A name as text: UTF-8, else the code page of Korean Windows, else what the container says it is.
fn decoded(raw: &[u8], by_zip: Option<&str>) -> String {
    if let Ok(name) = std::str::from_utf8(raw) {
        return name.to_owned();
    }
    let (korean, _, is_wrong) = encoding_rs::EUC_KR.decode(raw);
    if !is_wrong {
        return korean.into_owned();
    }
    by_zip.map_or_else(|| String::from_utf8_lossy(raw).into_owned(), str::to_owned)
}

fn missing(name: &str) -> Problem {
    Problem::Damaged(format!("{name} is missing"))
}

/// What went wrong with a container, in words for people.
fn problem(error: &ZipError, name: &str) -> Problem {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword => {
            Problem::Password
        }
        ZipError::CompressionMethodNotSupported(method) => {
            Problem::NotRead(format!("{name}, compressed by method {method}"))
        }
        ZipError::Io(error) => problem_in(error, name),
        other => Problem::Damaged(format!("{name}: {other}")),
    }
}
