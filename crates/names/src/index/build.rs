//! Building: names in blocks, each block sorted by itself, the blocks merged; memory stays bounded beside the result.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::thread;

use crate::prepare::{NameKind, PreparedName};
use crate::scan::{self, ScanName};

use super::packed::{Packed, Sections, put_varint, varint};
use super::terms::terms;

/// Names that are sorted at once by one thread.
const BLOCK: usize = 1 << 15;

/// More threads would only hold more memory.
const MAX_THREADS: usize = 4;

/// Indexes names under keys, in the order given.
pub(super) fn build<'a>(kind: NameKind, names: impl IntoIterator<Item = (u32, &'a str)>) -> Packed {
    let n_threads = thread::available_parallelism().map_or(1, |n| n.get().min(MAX_THREADS));
    let mut names = names.into_iter();
    let (mut keys, mut lengths, mut scans, mut runs) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    loop {
        let blocks: Vec<Vec<&str>> = (0..n_threads)
            .map(|_| {
                let block = names.by_ref().take(BLOCK);
                let block = block.map(|(key, name)| {
                    keys.push(key);
                    name
                });
                block.collect()
            })
            .filter(|block: &Vec<&str>| !block.is_empty())
            .collect();
        if blocks.is_empty() {
            break;
        }
        for block in sort_blocks(kind, &blocks) {
            runs.push((lengths.len() as u64, block.run));
            lengths.extend(block.lengths);
            scans.extend(block.scans);
        }
    }
    let (terms, ends, postings) = merge(&runs);
    Packed::write(Sections {
        kind,
        keys,
        lengths,
        scans,
        terms,
        ends,
        postings,
    })
}

/// A block of names after sorting.
struct Sorted {
    lengths: Vec<u8>,
    scans: Vec<u8>,
    /// Of each term, ascending: its number, how many names it has, the last one, and the distances between them.
    run: Vec<u8>,
}

fn sort_blocks(kind: NameKind, blocks: &[Vec<&str>]) -> Vec<Sorted> {
    if let [block] = blocks {
        return vec![sort_block(kind, block)];
    }
    thread::scope(|scope| {
        let threads: Vec<_> = blocks
            .iter()
            .map(|block| scope.spawn(|| sort_block(kind, block)))
            .collect();
        let joined = threads.into_iter().map(|thread| {
            thread
                .join()
                .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        });
        joined.collect()
    })
}

fn sort_block(kind: NameKind, names: &[&str]) -> Sorted {
    let mut lengths = Vec::with_capacity(names.len());
    let mut scans = Vec::with_capacity(names.len() * scan::BYTES);
    let mut pairs: Vec<(u64, u32)> = Vec::with_capacity(names.len() * 40);
    for (at, name) in names.iter().enumerate() {
        let name = PreparedName::new(kind, name);
        lengths.push(super::n_letters(&name));
        scans.extend(ScanName::new(&name).to_bytes());
        pairs.extend(terms(&name).iter().map(|term| (term.hash, at as u32)));
    }
    pairs.sort_unstable();
    let mut run = Vec::new();
    let mut group = Vec::new();
    for same in pairs.chunk_by(|a, b| a.0 == b.0) {
        let Some((term, _)) = same.first() else {
            continue;
        };
        group.clear();
        let mut before = 0;
        for (_, name) in same {
            put_varint(u64::from(name - before), &mut group);
            before = *name;
        }
        run.extend(term.to_le_bytes());
        put_varint(same.len() as u64, &mut run);
        put_varint(u64::from(before), &mut run);
        put_varint(group.len() as u64, &mut run);
        run.extend(&group);
    }
    Sorted {
        lengths,
        scans,
        run,
    }
}

/// What a run says of one term.
struct Group<'a> {
    term: u64,
    n_names: u64,
    /// The last name, counted from the start of the block.
    last: u64,
    /// The distances, the first from the start of the block.
    distances: &'a [u8],
}

fn next_group<'a>(run: &mut &'a [u8]) -> Option<Group<'a>> {
    let (term, rest) = run.split_first_chunk::<8>()?;
    *run = rest;
    let (n_names, last, n_bytes) = (varint(run)?, varint(run)?, varint(run)?);
    let (distances, rest) = run.split_at_checked(n_bytes as usize)?;
    *run = rest;
    Some(Group {
        term: u64::from_le_bytes(*term),
        n_names,
        last,
        distances,
    })
}

/// Merges runs, each with the number of its first name, into terms, ends and postings.
fn merge(runs: &[(u64, Vec<u8>)]) -> (Vec<u8>, Vec<u8>, Vec<u8>) {
    let mut rests: Vec<&[u8]> = runs.iter().map(|(_, run)| run.as_slice()).collect();
    let mut heads: Vec<Option<Group<'_>>> = rests.iter_mut().map(next_group).collect();
    let mut waiting: BinaryHeap<Reverse<(u64, usize)>> = heads
        .iter()
        .enumerate()
        .filter_map(|(at, head)| Some(Reverse((head.as_ref()?.term, at))))
        .collect();
    let (mut terms, mut ends, mut postings) = (Vec::new(), Vec::new(), Vec::new());
    let mut group = Vec::new();
    while let Some(Reverse((term, _))) = waiting.peek().copied() {
        group.clear();
        let (mut n_names, mut before) = (0, 0);
        while let Some(Reverse((_, at))) = waiting.peek().copied().filter(|next| next.0.0 == term) {
            waiting.pop();
            let (Some(head), Some(rest), Some((base, _))) =
                (heads.get_mut(at), rests.get_mut(at), runs.get(at))
            else {
                continue;
            };
            if let Some(found) = head.take() {
                let mut distances = found.distances;
                // Only the first distance of a run changes: it counts from the last name of the run before.
                let first = varint(&mut distances).unwrap_or(0);
                put_varint(base + first - before, &mut group);
                group.extend(distances);
                n_names += found.n_names;
                before = base + found.last;
            }
            *head = next_group(rest);
            waiting.extend(head.as_ref().map(|head| Reverse((head.term, at))));
        }
        terms.extend(term.to_le_bytes());
        put_varint(n_names, &mut postings);
        postings.extend(&group);
        ends.extend((postings.len() as u64).to_le_bytes().iter().take(5));
    }
    (terms, ends, postings)
}
