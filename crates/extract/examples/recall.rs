//! How much of the text that another extractor finds is found here.
//!
//! `recall DOCUMENTS REFERENCES` takes a folder of documents and a folder with the text of each as `NAME.txt`. The
//! measure is the share of the reference's runs of eight characters (white space removed, NFKC, lower case) that occur
//! as often in what was extracted. `--below 0.99` shows only files under it, and `--missing` what they lack;
//! `--print FILE` prints what is extracted from one file.

use std::collections::{BTreeMap, HashMap};
use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result, bail};
use bongsu_extract::{Format, Item, Limits, extract};
use unicode_normalization::UnicodeNormalization;

const GRAM: usize = 8;

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let mut out = std::io::stdout().lock();
    let (mut folders, mut below, mut shows_missing) = (Vec::new(), f64::INFINITY, false);
    let mut arguments = arguments.iter();
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--below" => {
                let number = arguments.next().context("--below needs a number")?;
                below = number.parse()?;
            }
            "--missing" => shows_missing = true,
            "--print" => {
                let path = arguments.next().context("--print needs a file")?;
                return print(&mut out, path.as_ref());
            }
            folder => folders.push(folder),
        }
    }
    let [documents, references] = folders.as_slice() else {
        bail!("give a folder of documents and a folder of references");
    };
    let mut formats: BTreeMap<Format, Tally> = BTreeMap::new();
    let mut names: Vec<_> = fs_err::read_dir(documents)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<std::io::Result<_>>()?;
    names.sort();
    for path in names {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let Ok(reference) = fs_err::read(Path::new(references).join(format!("{name}.txt"))) else {
            continue;
        };
        let items = items_of(&path)?;
        let reference = grams(&String::from_utf8_lossy(&reference));
        let found: String = items.iter().map(everything).collect();
        let (tally, missing) = compare(&reference, &grams(&found));
        let format = items.iter().find(|item| item.number == 0);
        let format = format.map_or(Format::Unknown, |item| item.format);
        let total = formats.entry(format).or_default();
        total.found += tally.found;
        total.all += tally.all;
        total.files += 1;
        if tally.share() < below {
            writeln!(out, "{:.4} {:>7} {name}", tally.share(), tally.all)?;
            if shows_missing {
                writeln!(out, "    {}", missing.join(" | "))?;
            }
        }
    }
    for (format, tally) in formats {
        let (share, files) = (tally.share(), tally.files);
        writeln!(
            out,
            "{format}: {share:.4} of {} runs, {files} files",
            tally.all
        )?;
    }
    Ok(())
}

#[derive(Default)]
struct Tally {
    found: usize,
    all: usize,
    files: usize,
}

impl Tally {
    fn share(&self) -> f64 {
        if self.all == 0 {
            return 1.0;
        }
        self.found as f64 / self.all as f64
    }
}

fn items_of(path: &Path) -> Result<Vec<Item>> {
    let bytes = fs_err::read(path)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let mut items = Vec::new();
    extract(&name, &bytes, &Limits::default(), &mut |item| {
        items.push(item);
    });
    items.sort_by_key(|item| item.number);
    Ok(items)
}

/// The text of an item, and its properties, as some extractors give them among the text.
fn everything(item: &Item) -> String {
    let mut all = item.text.clone();
    for property in &item.properties {
        all.push_str(&property.value);
        all.push('\n');
    }
    all
}

/// How often each run of characters occurs, in the order of its first occurrence.
fn grams(text: &str) -> HashMap<String, (usize, usize)> {
    let folded: Vec<char> = text
        .nfkc()
        .flat_map(char::to_lowercase)
        .filter(|letter| {
            !letter.is_whitespace() && !matches!(letter, '\u{fffd}' | '\u{ad}' | '\u{feff}')
        })
        .collect();
    let mut grams = HashMap::new();
    for (place, gram) in folded.windows(GRAM).enumerate() {
        let entry = grams.entry(gram.iter().collect()).or_insert((0, place));
        entry.0 += 1;
    }
    grams
}

type Grams = HashMap<String, (usize, usize)>;

fn compare(reference: &Grams, found: &Grams) -> (Tally, Vec<String>) {
    let mut tally = Tally::default();
    let mut missing = Vec::new();
    for (gram, (count, place)) in reference {
        let here = found.get(gram).map_or(0, |(count, _)| *count);
        tally.all += count;
        tally.found += here.min(*count);
        if here < *count {
            missing.push((*place, gram.clone()));
        }
    }
    missing.sort();
    let missing = missing.into_iter().take(30).map(|(_, gram)| gram).collect();
    (tally, missing)
}

fn print(out: &mut impl Write, path: &Path) -> Result<()> {
    for item in items_of(path)? {
        writeln!(
            out,
            "=== {} {} {:?} {:?}",
            item.path,
            item.format,
            item.state(),
            item.problems
        )?;
        for property in &item.properties {
            writeln!(out, "  {} = {}", property.name, property.value)?;
        }
        for section in &item.sections {
            writeln!(out, "--- {:?} {:?}", section.place, section.label)?;
            writeln!(out, "{}", item.text_of(section))?;
        }
    }
    Ok(())
}
