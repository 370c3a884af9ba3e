//! Compound files (OLE2): storages and streams by path, read from files that are cut off or contradict themselves.
//!
//! What a file claims is never allocated or followed for longer than the file has sectors. A stream whose chain breaks
//! is given as far as it goes, so that a file without its end still gives what is there.

use std::collections::BTreeMap;

use crate::Problem;
use crate::budget::Budget;
use crate::bytes::{part, u16_at, u32_at, u64_at, utf16_to_zero};

/// The first bytes of every compound file.
pub(crate) const MAGIC: [u8; 8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// Numbers of sectors from here on have other meanings: free, end of chain, table.
const LAST_SECTOR: u32 = 0xFFFF_FFFA;
/// Storages inside each other, deeper than this, are left out.
const DEEPEST: usize = 32;
const NOBODY: u32 = u32::MAX;

/// An open compound file.
#[derive(Debug)]
pub(crate) struct Compound<'b> {
    bytes: &'b [u8],
    sector: usize,
    mini_sector: usize,
    mini_below: u64,
    fat: Vec<u32>,
    mini_fat: Vec<u32>,
    mini: Vec<u8>,
    /// By path in lower case, so that all of a storage is one range.
    nodes: BTreeMap<String, Node>,
}

/// A storage or a stream.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    /// Its path as it is written.
    pub(crate) path: String,
    /// Whether it holds others.
    pub(crate) storage: bool,
    start: u32,
    size: u64,
}

impl Node {
    /// The bytes of a stream, as the directory tells them.
    pub(crate) const fn size(&self) -> u64 {
        self.size
    }
}

/// The bytes of a stream.
#[derive(Debug)]
pub(crate) struct Stream {
    /// As many of its bytes as could be found.
    pub(crate) bytes: Vec<u8>,
    /// Whether these are all.
    pub(crate) whole: bool,
}

/// A storage of a compound file, the root or one below it.
#[derive(Clone, Debug)]
pub(crate) struct Storage<'c, 'b> {
    file: &'c Compound<'b>,
    /// Empty, or a path in lower case with a slash at its end.
    prefix: String,
}

/// One entry of the directory as it stands.
struct Entry {
    name: String,
    kind: u8,
    left: u32,
    right: u32,
    child: u32,
    start: u32,
    size: u64,
}

impl<'b> Compound<'b> {
    pub(crate) fn open(bytes: &'b [u8]) -> Result<Self, Problem> {
        if !bytes.starts_with(&MAGIC) {
            return Err(Problem::Damaged("no compound file".to_owned()));
        }
        let damaged = || Problem::Damaged("header of the compound file".to_owned());
        let shift = u16_at(bytes, 30).ok_or_else(damaged)?;
        let mini_shift = u16_at(bytes, 32).ok_or_else(damaged)?;
        if !matches!(shift, 9 | 12) || mini_shift != 6 {
            return Err(damaged());
        }
        let mut file = Self {
            bytes,
            sector: 1 << shift,
            mini_sector: 1 << mini_shift,
            mini_below: u64::from(u32_at(bytes, 56).ok_or_else(damaged)?),
            fat: Vec::new(),
            mini_fat: Vec::new(),
            mini: Vec::new(),
            nodes: BTreeMap::new(),
        };
        file.read_fat();
        let directory_start = u32_at(bytes, 48).ok_or_else(damaged)?;
        let directory = file.chain(directory_start, u64::MAX).bytes;
        let entries: Vec<Entry> = directory
            .chunks_exact(128)
            .map(|raw| entry(raw, shift))
            .collect();
        let mini_fat_start = u32_at(bytes, 60).ok_or_else(damaged)?;
        file.mini_fat = numbers(&file.chain(mini_fat_start, u64::MAX).bytes);
        let root = entries.first().ok_or_else(|| {
            Problem::CutOff("the directory of the compound file is missing".to_owned())
        })?;
        file.mini = file.chain(root.start, root.size).bytes;
        file.name(&entries);
        Ok(file)
    }

    /// The storage that everything is in.
    pub(crate) fn root(&self) -> Storage<'_, 'b> {
        Storage {
            file: self,
            prefix: String::new(),
        }
    }

    /// The table of which sector follows which, collected from where the header says its parts are.
    fn read_fat(&mut self) {
        let sectors = self.bytes.len() / self.sector;
        let mut parts: Vec<u32> = (0..109)
            .filter_map(|n| u32_at(self.bytes, 76 + 4 * n))
            .collect();
        let mut next = u32_at(self.bytes, 68).unwrap_or(NOBODY);
        let per_sector = self.sector / 4 - 1;
        // Where the chain of lists turns back on itself, the number of sectors ends it.
        for _ in 0..=sectors {
            let list = self.sector_bytes(next);
            if list.is_empty() || parts.len() > sectors {
                break;
            }
            parts.extend((0..per_sector).filter_map(|n| u32_at(list, 4 * n)));
            next = u32_at(list, 4 * per_sector).unwrap_or(NOBODY);
        }
        for part in parts {
            if part >= LAST_SECTOR {
                continue;
            }
            let table = self.sector_bytes(part);
            if self.fat.len() > sectors {
                break;
            }
            let numbers = numbers(table);
            self.fat.extend(numbers);
        }
        self.fat.truncate(sectors + 1);
    }

    fn sector_bytes(&self, number: u32) -> &'b [u8] {
        let at = usize::try_from(number)
            .ok()
            .and_then(|n| n.checked_add(1)?.checked_mul(self.sector));
        at.map_or(&[], |at| part(self.bytes, at, self.sector))
    }

    /// The bytes of a chain of sectors, as far as it goes.
    fn chain(&self, start: u32, size: u64) -> Stream {
        let most = usize::try_from(size)
            .unwrap_or(usize::MAX)
            .min(self.bytes.len());
        let mut bytes = Vec::new();
        let mut next = start;
        for _ in 0..=self.fat.len() {
            if bytes.len() >= most || next >= LAST_SECTOR {
                break;
            }
            let found = self.sector_bytes(next);
            bytes.extend_from_slice(part(found, 0, most - bytes.len()));
            if found.len() < self.sector {
                break;
            }
            let follower = usize::try_from(next).ok().and_then(|n| self.fat.get(n));
            next = follower.copied().unwrap_or(NOBODY);
        }
        let whole = bytes.len() as u64 >= size;
        Stream { bytes, whole }
    }

    /// The bytes of a chain of small sectors, as far as it goes.
    fn mini_chain(&self, start: u32, size: u64) -> Stream {
        let most = usize::try_from(size)
            .unwrap_or(usize::MAX)
            .min(self.mini.len());
        let mut bytes = Vec::new();
        let mut next = start;
        for _ in 0..=self.mini_fat.len() {
            if bytes.len() >= most || next >= LAST_SECTOR {
                break;
            }
            let Some(number) = usize::try_from(next).ok() else {
                break;
            };
            let at = number.saturating_mul(self.mini_sector);
            let found = part(&self.mini, at, self.mini_sector.min(most - bytes.len()));
            bytes.extend_from_slice(found);
            if found.is_empty() {
                break;
            }
            next = self.mini_fat.get(number).copied().unwrap_or(NOBODY);
        }
        let whole = bytes.len() as u64 >= size;
        Stream { bytes, whole }
    }

    /// Gives each entry of the directory its path; an entry that is met twice counts once.
    fn name(&mut self, entries: &[Entry]) {
        let mut seen = vec![false; entries.len()];
        let first = entries.first().map_or(NOBODY, |root| root.child);
        let mut waiting = vec![(first, String::new(), 0_usize)];
        while let Some((number, prefix, depth)) = waiting.pop() {
            let Some(at) = usize::try_from(number).ok() else {
                continue;
            };
            let (Some(entry), Some(seen)) = (entries.get(at), seen.get_mut(at)) else {
                continue;
            };
            if std::mem::replace(seen, true) || at == 0 {
                continue;
            }
            waiting.push((entry.left, prefix.clone(), depth));
            waiting.push((entry.right, prefix.clone(), depth));
            if !matches!(entry.kind, 1 | 2) {
                continue;
            }
            let path = format!("{prefix}{}", entry.name);
            if entry.kind == 1 && depth < DEEPEST {
                waiting.push((entry.child, format!("{path}/"), depth + 1));
            }
            let node = Node {
                path,
                storage: entry.kind == 1,
                start: entry.start,
                size: entry.size,
            };
            self.nodes.entry(node.path.to_lowercase()).or_insert(node);
        }
    }
}

impl<'c, 'b> Storage<'c, 'b> {
    /// A stream below this storage; nothing where there is none of this path.
    pub(crate) fn read(&self, path: &str, budget: &mut Budget) -> Result<Option<Stream>, Problem> {
        let key = format!("{}{}", self.prefix, path.to_lowercase());
        let Some(node) = self.file.nodes.get(&key).filter(|node| !node.storage) else {
            return Ok(None);
        };
        let stream = if node.size < self.file.mini_below {
            self.file.mini_chain(node.start, node.size)
        } else {
            self.file.chain(node.start, node.size)
        };
        budget.unpacked(stream.bytes.len() as u64)?;
        Ok(Some(stream))
    }

    /// The bytes of a stream, and nothing where there is none of this path.
    pub(crate) fn bytes(&self, path: &str, budget: &mut Budget) -> Result<Vec<u8>, Problem> {
        Ok(self
            .read(path, budget)?
            .map_or_else(Vec::new, |stream| stream.bytes))
    }

    /// Whether there is a stream or storage of this path.
    pub(crate) fn has(&self, path: &str) -> bool {
        let key = format!("{}{}", self.prefix, path.to_lowercase());
        self.file.nodes.contains_key(&key)
    }

    /// The storage of this path, where there is one.
    pub(crate) fn storage(&self, path: &str) -> Option<Self> {
        let key = format!("{}{}", self.prefix, path.to_lowercase());
        self.file.nodes.get(&key).filter(|node| node.storage)?;
        Some(Self {
            file: self.file,
            prefix: format!("{key}/"),
        })
    }

    /// Everything below this storage, with paths from here.
    pub(crate) fn below(&self) -> impl Iterator<Item = (&'c str, &'c Node)> + use<'c, 'b> {
        let prefix = self.prefix.clone();
        let length = self.prefix.chars().count();
        let range = self.file.nodes.range(self.prefix.clone()..);
        range
            .take_while(move |(key, _)| key.starts_with(&prefix))
            .map(move |(_, node)| {
                // Lower case may have another length in bytes than what is written, and so rarely in characters that the
                // whole path is good enough then.
                let from = node.path.char_indices().nth(length).map_or(0, |(at, _)| at);
                (node.path.get(from..).unwrap_or(""), node)
            })
    }

    /// What lies in this storage itself.
    pub(crate) fn children(&self) -> impl Iterator<Item = (&'c str, &'c Node)> + use<'c, 'b> {
        self.below().filter(|(path, _)| !path.contains('/'))
    }

    /// Names and bytes of everything in it, one after the other: what stands for the file that it is.
    pub(crate) fn all_bytes(&self, budget: &mut Budget) -> Result<Vec<u8>, Problem> {
        let mut all = Vec::new();
        for (path, _) in self.below() {
            all.extend_from_slice(path.as_bytes());
            all.extend(self.bytes(path, budget)?);
        }
        Ok(all)
    }
}

fn numbers(bytes: &[u8]) -> Vec<u32> {
    bytes
        .chunks_exact(4)
        .filter_map(|four| u32_at(four, 0))
        .collect()
}

/// An entry of the directory; in files of small sectors the high half of a size is not in use.
fn entry(raw: &[u8], shift: u16) -> Entry {
    let name_bytes = usize::from(u16_at(raw, 64).unwrap_or(0)).min(64);
    let size = u64_at(raw, 120).unwrap_or(0);
    Entry {
        name: utf16_to_zero(part(raw, 0, name_bytes)).replace('/', "_"),
        kind: raw.get(66).copied().unwrap_or(0),
        left: u32_at(raw, 68).unwrap_or(NOBODY),
        right: u32_at(raw, 72).unwrap_or(NOBODY),
        child: u32_at(raw, 76).unwrap_or(NOBODY),
        start: u32_at(raw, 116).unwrap_or(NOBODY),
        size: if shift == 9 { size & 0xFFFF_FFFF } else { size },
    }
}
