//! CAB: folders of members that are compressed together, in blocks of 32 KiB.

use std::collections::HashMap;
use std::io::Read;

use flate2::read::DeflateDecoder;

use super::{MEMBER_BYTES, name_of};
use crate::Problem;
use crate::bytes::{part, u16_at, u32_at};
use crate::sink::Sink;

/// Bytes that a block may unpack to, and that the next one refers to.
const WINDOW: usize = 32 << 10;

struct Folder {
    at: usize,
    blocks: u16,
    method: u16,
}

struct Member {
    name: String,
    size: usize,
    start: usize,
    folder: usize,
}

/// Reads each member.
pub(super) fn read(bytes: &[u8], sink: &mut Sink<'_, '_>) -> Result<(), Problem> {
    let about = About::read(bytes)
        .ok_or_else(|| Problem::CutOff("the directory at the start is not whole".to_owned()))?;
    let folders = about.folders(bytes);
    let members = about.members(bytes);
    if members.len() < about.members {
        sink.problem(Problem::CutOff("the directory is not whole".to_owned()));
    }
    let mut by_folder: HashMap<usize, Vec<&Member>> = HashMap::new();
    for member in &members {
        by_folder.entry(member.folder).or_default().push(member);
    }
    for (number, folder) in folders.iter().enumerate() {
        let Some(inside) = by_folder.remove(&number) else {
            continue;
        };
        let unpacked = folder.unpack(bytes, about.reserved, sink)?;
        for member in inside {
            sink.check_child()?;
            match &unpacked {
                Ok((all, problem)) => {
                    let content = part(all, member.start, member.size);
                    if content.len() == member.size {
                        sink.child(&member.name, content);
                        continue;
                    }
                    let problem = problem.clone().unwrap_or_else(|| {
                        Problem::CutOff("what it lies in ends before it".to_owned())
                    });
                    if content.is_empty() {
                        sink.unread_child(&member.name, member.size as u64, problem);
                    } else {
                        sink.problem(problem);
                        sink.child(&member.name, content);
                    }
                }
                Err(problem) => {
                    sink.unread_child(&member.name, member.size as u64, problem.clone());
                }
            }
        }
    }
    // Members that begin or end in another file of the set.
    for member in members.iter().filter(|one| one.folder >= folders.len()) {
        let problem = Problem::CutOff("the rest is in another file of the set".to_owned());
        sink.unread_child(&member.name, member.size as u64, problem);
    }
    Ok(())
}

/// What the header says.
struct About {
    folders: usize,
    members: usize,
    members_at: usize,
    folders_at: usize,
    /// Bytes kept for others in each folder and each block.
    reserved: (usize, usize),
}

impl About {
    fn read(bytes: &[u8]) -> Option<Self> {
        let flags = u16_at(bytes, 30)?;
        let mut at = 36;
        let mut reserved = (0, 0);
        if flags & 4 != 0 {
            let (folder, block) = (*bytes.get(38)?, *bytes.get(39)?);
            reserved = (usize::from(folder), usize::from(block));
            at = 40 + usize::from(u16_at(bytes, 36)?);
        }
        // Names of the files before and after it in the set.
        for _ in 0..2 * (usize::from(flags & 1 != 0) + usize::from(flags & 2 != 0)) {
            let rest = bytes.get(at..)?;
            at += rest.iter().take(256).position(|byte| *byte == 0)? + 1;
        }
        Some(Self {
            folders: usize::from(u16_at(bytes, 26)?),
            members: usize::from(u16_at(bytes, 28)?),
            members_at: u32_at(bytes, 16)? as usize,
            folders_at: at,
            reserved,
        })
    }

    fn folders(&self, bytes: &[u8]) -> Vec<Folder> {
        let folder = |number: usize| {
            let at = self.folders_at + number * (8 + self.reserved.0);
            Some(Folder {
                at: u32_at(bytes, at)? as usize,
                blocks: u16_at(bytes, at + 4)?,
                method: u16_at(bytes, at + 6)?,
            })
        };
        (0..self.folders).map_while(folder).collect()
    }

    fn members(&self, bytes: &[u8]) -> Vec<Member> {
        let mut at = self.members_at;
        let mut members = Vec::new();
        for _ in 0..self.members {
            let Some((size, start)) = u32_at(bytes, at).zip(u32_at(bytes, at + 4)) else {
                break;
            };
            let folder = u16_at(bytes, at + 8).map_or(usize::MAX, usize::from);
            let name = bytes.get(at + 16..).unwrap_or(&[]);
            let Some(end) = name.iter().take(1024).position(|byte| *byte == 0) else {
                break;
            };
            members.push(Member {
                name: name_of(part(name, 0, end)).replace('\\', "/"),
                size: size as usize,
                start: start as usize,
                folder,
            });
            at += 16 + end + 1;
        }
        members
    }
}

/// What a folder unpacks to, and why it is not all; or why none of it can be had.
type Unpacked = Result<(Vec<u8>, Option<Problem>), Problem>;

impl Folder {
    fn unpack(
        &self,
        bytes: &[u8],
        reserved: (usize, usize),
        sink: &mut Sink<'_, '_>,
    ) -> Result<Unpacked, Problem> {
        let method = match self.method & 15 {
            0 | 1 => self.method & 15,
            2 => return Ok(Err(not_read("Quantum"))),
            3 => return Ok(Err(not_read("LZX"))),
            _ => return Ok(Err(not_read("a method that is not known"))),
        };
        let mut all: Vec<u8> = Vec::new();
        let mut at = self.at;
        for _ in 0..self.blocks {
            let (Some(packed), Some(size)) = (u16_at(bytes, at + 4), u16_at(bytes, at + 6)) else {
                return Ok(Ok((
                    all,
                    Some(Problem::CutOff("its end is missing".to_owned())),
                )));
            };
            let start = at + 8 + reserved.1;
            let data = part(bytes, start, usize::from(packed));
            at = start + usize::from(packed);
            let before = all.len();
            let is_whole = if method == 0 {
                all.extend_from_slice(data);
                data.len() == usize::from(packed)
            } else {
                inflate(data, &mut all, usize::from(size))
            };
            sink.budget().unpacked((all.len() - before) as u64)?;
            if all.len() as u64 > MEMBER_BYTES {
                let limit = MEMBER_BYTES;
                return Ok(Ok((all, Some(Problem::UnpacksTooFar { limit }))));
            }
            if !is_whole {
                let problem = Problem::Damaged("a compressed block breaks off".to_owned());
                return Ok(Ok((all, Some(problem))));
            }
        }
        Ok(Ok((all, None)))
    }
}

fn not_read(method: &str) -> Problem {
    Problem::NotRead(format!("member compressed by {method}, CAB archive"))
}

/// Unpacks a block after those before it; whether it came to its end. What came before is given to the unpacker as a
/// block that is not compressed, so that this one can refer to it.
fn inflate(data: &[u8], all: &mut Vec<u8>, size: usize) -> bool {
    let Some(data) = data.strip_prefix(b"CK") else {
        return false;
    };
    let known = all
        .get(all.len().saturating_sub(WINDOW)..)
        .unwrap_or(&[])
        .to_vec();
    let length = known.len() as u16;
    let head = [
        &[0][..],
        &length.to_le_bytes(),
        &(!length).to_le_bytes(),
        &known,
    ]
    .concat();
    let mut from = DeflateDecoder::new(head.chain(data));
    let mut new = Vec::new();
    let outcome = from
        .by_ref()
        .take((known.len() + size) as u64)
        .read_to_end(&mut new);
    all.extend_from_slice(new.get(known.len()..).unwrap_or(&[]));
    outcome.is_ok() && new.len() == known.len() + size
}
