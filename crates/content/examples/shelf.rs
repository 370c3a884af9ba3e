//! How fast and how large the shelf on disk is: `cargo run --release -p bongsu-content --example shelf -- N [FOLDER]`.
//!
//! N million verbatim postings, made by a fixed generator as winnowing makes them of Latin text: texts of a thousand
//! characters on average, a posting every 16 characters, each over about 30. In the folder given (emptied by nobody,
//! so give a new one), or else in a temporary one that is removed.

use std::error::Error;
use std::io::{Read, Write};
use std::path::Path;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use bongsu_content::{Index, Print, Prints, Registered, Shelf, Tier};

/// Postings in a megabyte of Latin text.
const POSTINGS_A_MB: f64 = 62_000.0;
/// Texts that are added at once.
const BATCH: u64 = 10_000;
/// Hashes that one lookup asks for.
const ASKED: usize = 10_000;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let millions: u64 = match arguments.next() {
        Some(number) => number.parse()?,
        None => 4,
    };
    let wanted = millions * 1_000_000;
    if let Some(folder) = arguments.next() {
        return measure(Path::new(&folder), wanted);
    }
    let folder = tempfile::tempdir()?;
    measure(folder.path(), wanted)
}

fn measure(folder: &Path, wanted: u64) -> Result<(), Box<dyn Error>> {
    let mut output = std::io::stdout().lock();
    let memory = Memory::watch();
    let index = Index::create(folder)?;
    let writer = index.writer()?;
    let mut made = 0;
    let (mut adding, mut merging) = (Duration::ZERO, Duration::ZERO);
    let mut number = 0;
    while made < wanted {
        let texts: Vec<(Registered, Prints)> = (number..number + BATCH).map(text).collect();
        number += BATCH;
        let postings = texts.iter().map(|(_, prints)| prints.of(Tier::Verbatim));
        made += postings.map(<[Print]>::len).sum::<usize>() as u64;
        let start = Instant::now();
        writer.add(texts)?;
        adding += start.elapsed();
        let start = Instant::now();
        writer.merge()?;
        merging += start.elapsed();
    }
    let megabytes = made as f64 / POSTINGS_A_MB;
    let built = (adding + merging).as_secs_f64();
    writeln!(
        output,
        "{made} postings of {number} texts, {megabytes:.0} MB of text"
    )?;
    writeln!(
        output,
        "build      {:.0} MB of text a second ({:.1} s adding, {:.1} s merging)",
        megabytes / built,
        adding.as_secs_f64(),
        merging.as_secs_f64()
    )?;
    let start = Instant::now();
    let index = Index::open(folder)?;
    let snapshot = index.snapshot()?;
    let opened = start.elapsed();
    let statistics = snapshot.statistics();
    writeln!(
        output,
        "size       {:.2} bytes a posting, {:.2} MB a MB of text, {} segments",
        statistics.bytes as f64 / made as f64,
        statistics.bytes as f64 / 1e6 / megabytes,
        statistics.segments
    )?;
    writeln!(output, "open       {:.1} ms", opened.as_secs_f64() * 1e3)?;
    for (name, is_known) in [("known", true), ("unknown", false)] {
        let asked: Vec<Vec<u64>> = (0..20)
            .map(|round| asked(round, number, is_known))
            .collect();
        let mut times = Vec::new();
        let mut hits = 0_u64;
        for hashes in asked.iter().chain(&asked) {
            let start = Instant::now();
            snapshot.find(Tier::Verbatim, hashes, &mut |_| hits += 1)?;
            times.push(start.elapsed().as_secs_f64() * 1e3);
        }
        let (first, warm) = times.split_at(asked.len());
        writeln!(
            output,
            "look up    {ASKED} {name} hashes in {:.1} ms warm, {:.1} ms at first; {:.0} k a second; {hits} hits",
            fastest(warm),
            fastest(first),
            ASKED as f64 / fastest(warm)
        )?;
    }
    let start = Instant::now();
    snapshot.verify()?;
    writeln!(output, "verify     {:.1} s", start.elapsed().as_secs_f64())?;
    drop(snapshot);
    let start = Instant::now();
    let forgotten = writer.forget([u32::try_from(number / 2)?])?;
    writeln!(
        output,
        "forget     {forgotten} text in {:.1} s",
        start.elapsed().as_secs_f64()
    )?;
    writeln!(
        output,
        "memory     {} MB at most, without mapped files",
        memory.most() / 1_000
    )?;
    Ok(())
}

/// The shortest time: what the machine does else only makes it longer.
fn fastest(times: &[f64]) -> f64 {
    times.iter().copied().fold(f64::INFINITY, f64::min)
}

/// A text of 20 to 100 postings; now and then one that is a hundred times as long.
fn text(number: u64) -> (Registered, Prints) {
    let mut random = Random(number);
    let mut postings = 20 + random.below(81);
    if random.below(1_000) == 0 {
        postings *= 100;
    }
    let mut prints = Prints::default();
    let mut start = 0;
    if let Some(verbatim) = prints.tiers.get_mut(Tier::Verbatim as usize) {
        for place in 0..postings {
            start += 4 + random.below(25) as u32;
            let mut span = 26 + random.below(8) as u32;
            if random.below(50) == 0 {
                span += random.below(120) as u32;
            }
            verbatim.push(Print {
                hash: hash(number, place),
                start,
                end: start + span,
            });
        }
    }
    prints.length = start + 200;
    let facts = Registered {
        length: prints.length,
        hashes: [0, postings as u32, 0, 0, 0],
        boilerplate: false,
    };
    (facts, prints)
}

/// The hash at a place of a text; one in a hundred is of a phrase that many texts have.
fn hash(number: u64, place: u64) -> u64 {
    let mut random = Random(number << 20 ^ place ^ 0x5151);
    if random.below(100) == 0 {
        random = Random(random.below(100_000) ^ 0x0C0F_FEE0);
    }
    random.next() >> 16
}

/// Sorted hashes, which stand in some text or in none.
fn asked(round: u64, texts: u64, is_known: bool) -> Vec<u64> {
    let mut random = Random(round ^ 0xA5A5_0000);
    let mut hashes: Vec<u64> = (0..ASKED)
        .map(|_| {
            if is_known {
                hash(random.below(texts), random.below(20))
            } else {
                random.next() >> 16
            }
        })
        .collect();
    hashes.sort_unstable();
    hashes.dedup();
    hashes
}

/// Looks every few milliseconds how much memory the program has that is not mapped files.
struct Memory {
    stop: Sender<()>,
    watcher: JoinHandle<u64>,
}

impl Memory {
    fn watch() -> Self {
        let (stop, stopped) = channel();
        let watcher = std::thread::spawn(move || {
            let mut most = 0;
            loop {
                most = most.max(own_memory().unwrap_or(0));
                let waited = stopped.recv_timeout(Duration::from_millis(5));
                if waited != Err(RecvTimeoutError::Timeout) {
                    return most;
                }
            }
        });
        Self { stop, watcher }
    }

    /// The most there was, in kilobytes; 0 where the system does not tell.
    fn most(self) -> u64 {
        drop(self.stop);
        self.watcher.join().unwrap_or(0)
    }
}

fn own_memory() -> Option<u64> {
    let mut text = String::new();
    let mut options = std::fs::OpenOptions::new();
    let mut file = options.read(true).open("/proc/self/status").ok()?;
    file.read_to_string(&mut text).ok()?;
    let line = text
        .lines()
        .find_map(|line| line.strip_prefix("RssAnon:"))?;
    line.split_whitespace().next()?.parse().ok()
}

/// Numbers that look random and are the same each time (`SplitMix64`).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: u64) -> u64 {
        self.next() % end.max(1)
    }
}
