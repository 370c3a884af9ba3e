//! Writes the tables of `data/` from their sources, which `data/README.md` names:
//! `cargo run --release -p bongsu-names --example tables DIR`.
//!
//! The folder holds the Unihan text files, the `OpenCC` lists `JPVariants.txt` and `TSCharacters.txt`, and GLEIF's list of legal
//! forms as `elf-codes.csv`. Same sources, same bytes.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fmt::Write;
use std::path::{Path, PathBuf};

use unicode_normalization::UnicodeNormalization;

type Failure = Box<dyn Error>;

fn main() -> Result<(), Failure> {
    let folder = std::env::args()
        .nth(1)
        .ok_or("no folder given\nhint: data/README.md says what it holds")?;
    let folder = PathBuf::from(folder);
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    fs_err::write(data.join("han.txt"), han(&folder)?)?;
    fs_err::write(data.join("forms.txt"), legal_forms(&folder)?)?;
    fs_err::write(data.join("japanese.txt"), japanese(&folder)?)?;
    Ok(())
}

/// What Unihan says of a character, by property.
type Properties = BTreeMap<String, String>;

/// One line for each character: itself simplified and every other form of it; Korean, Mandarin, Cantonese readings.
fn han(folder: &Path) -> Result<String, Failure> {
    let mut unihan: BTreeMap<char, Properties> = BTreeMap::new();
    for name in ["Readings", "Variants", "OtherMappings", "IRGSources"] {
        let text = fs_err::read_to_string(folder.join(format!("Unihan_{name}.txt")))?;
        for line in text.lines().filter(|line| line.starts_with("U+")) {
            let mut fields = line.split('\t');
            if let (Some(code), Some(property), Some(value)) =
                (fields.next(), fields.next(), fields.next())
                && let Some(character) = character(code)
            {
                let properties = unihan.entry(character).or_default();
                properties.insert(property.to_owned(), value.to_owned());
            }
        }
    }
    let simpler = simpler_forms(folder, &unihan)?;
    let mut groups: BTreeMap<char, BTreeSet<char>> = BTreeMap::new();
    for character in unihan.keys() {
        let mut simplest = *character;
        for _ in 0..4 {
            simplest = simpler.get(&simplest).copied().unwrap_or(simplest);
        }
        groups.entry(simplest).or_default().insert(*character);
    }
    let mut out = String::new();
    for (simplest, members) in groups {
        let known = |character: &char| unihan.get(character).is_some_and(is_common);
        if !members.iter().any(known) {
            continue;
        }
        // The simplest form's own reading first.
        let forms: Vec<char> = std::iter::once(simplest)
            .chain(members.iter().copied().filter(|form| *form != simplest))
            .collect();
        let of = |read: fn(&Properties) -> Vec<String>| -> String {
            let mut found: Vec<String> = Vec::new();
            for reading in forms
                .iter()
                .filter_map(|form| unihan.get(form))
                .flat_map(read)
            {
                if !found.contains(&reading) {
                    found.push(reading);
                }
            }
            if found.is_empty() {
                "-".to_owned()
            } else {
                found.join(",")
            }
        };
        let text: String = forms.iter().collect();
        writeln!(
            out,
            "{text} {} {} {}",
            of(korean),
            of(mandarin),
            of(cantonese)
        )?;
    }
    Ok(out)
}

/// One line for each character of the first level of JIS X 0208: its Japanese readings, those from Chinese first.
fn japanese(folder: &Path) -> Result<String, Failure> {
    let mappings = fs_err::read_to_string(folder.join("Unihan_OtherMappings.txt"))?;
    let rows = mappings.lines().filter_map(|line| {
        let (code, row) = line.split_once("\tkJis0\t")?;
        let row: u32 = row.get(..2)?.parse().ok()?;
        Some((code, row))
    });
    let common: BTreeSet<&str> = rows
        .filter(|(_, row)| *row < 48)
        .map(|(code, _)| code)
        .collect();
    let text = fs_err::read_to_string(folder.join("Unihan_Readings.txt"))?;
    let mut found: BTreeMap<&str, [Vec<String>; 2]> = BTreeMap::new();
    for line in text.lines().filter(|line| line.starts_with("U+")) {
        let mut fields = line.split('\t');
        let (Some(code), Some(property), Some(value)) =
            (fields.next(), fields.next(), fields.next())
        else {
            continue;
        };
        let at = match property {
            "kJapaneseOn" => 0,
            "kJapaneseKun" => 1,
            _ => continue,
        };
        if common.contains(code)
            && let Some(list) = found.entry(code).or_default().get_mut(at)
        {
            let readings = value.split(' ').map(str::to_lowercase);
            let is_short = |reading: &String| {
                reading.len() < 9 && reading.bytes().all(|byte| byte.is_ascii_lowercase())
            };
            list.extend(readings.filter(is_short));
        }
    }
    let mut out = String::new();
    for (code, [on, kun]) in found {
        let mut readings = [on, kun].concat();
        let mut seen = BTreeSet::new();
        readings.retain(|reading| seen.insert(reading.clone()));
        if let Some(character) = character(code).filter(|_| !readings.is_empty()) {
            writeln!(out, "{character} {}", readings.join(","))?;
        }
    }
    Ok(out)
}

fn character(code: &str) -> Option<char> {
    char::from_u32(u32::from_str_radix(code.strip_prefix("U+")?, 16).ok()?)
}

/// In a national standard of everyday characters: China, Korea, Japan, or Taiwan.
fn is_common(properties: &Properties) -> bool {
    let big_five = properties.get("kBigFive");
    ["kGB0", "kKSC0", "kJis0"]
        .iter()
        .any(|standard| properties.contains_key(*standard))
        || big_five.is_some_and(|code| code.as_str() < "C67F")
}

/// For a character the form that it is folded to: Japanese to traditional, traditional to simplified.
fn simpler_forms(
    folder: &Path,
    unihan: &BTreeMap<char, Properties>,
) -> Result<BTreeMap<char, char>, Failure> {
    let mut simpler = BTreeMap::new();
    let pairs = |name: &str| -> Result<Vec<(char, Vec<char>)>, Failure> {
        let text = fs_err::read_to_string(folder.join(name))?;
        let pairs = text.lines().filter_map(|line| {
            let (from, to) = line.split_once('\t')?;
            let mut from = from.chars();
            let one = from.next().filter(|_| from.next().is_none())?;
            Some((
                one,
                to.split(' ')
                    .filter_map(|form| form.chars().next())
                    .collect(),
            ))
        });
        Ok(pairs.collect())
    };
    for (character, properties) in unihan {
        for property in ["kZVariant", "kSimplifiedVariant"] {
            let forms: Vec<char> = properties.get(property).map_or_else(Vec::new, |forms| {
                forms.split(' ').filter_map(character_of).collect()
            });
            if let [form] = forms.as_slice()
                && form != character
                && (property == "kSimplifiedVariant" || !properties.contains_key("kGB0"))
            {
                simpler.insert(*character, *form);
            }
        }
    }
    for (traditional, forms) in pairs("TSCharacters.txt")? {
        if let Some(form) = forms.first().filter(|form| **form != traditional) {
            simpler.insert(traditional, *form);
        }
    }
    for (traditional, forms) in pairs("JPVariants.txt")? {
        for form in forms {
            let is_chinese = unihan
                .get(&form)
                .is_some_and(|found| found.contains_key("kGB0"));
            if form != traditional && !is_chinese {
                simpler.insert(form, traditional);
            }
        }
    }
    // What leads back to itself is left alone.
    let steps = simpler.clone();
    simpler.retain(|from, to| steps.get(to) != Some(from));
    Ok(simpler)
}

fn character_of(form: &str) -> Option<char> {
    character(form.split('<').next()?)
}

/// Hangul readings: those of the standards and of education before those of names.
fn korean(properties: &Properties) -> Vec<String> {
    let Some(readings) = properties.get("kHangul") else {
        return Vec::new();
    };
    let mut found: Vec<(bool, &str)> = readings
        .split(' ')
        .filter_map(|reading| reading.split_once(':'))
        .filter(|(_, sources)| sources.contains(['0', '1', 'E', 'N']))
        .map(|(hangul, sources)| (!sources.contains(['0', 'E']), hangul))
        .collect();
    found.sort_by_key(|(is_rare, _)| *is_rare);
    found
        .into_iter()
        .map(|(_, hangul)| hangul.nfc().collect())
        .collect()
}

/// Pinyin without tones, `ü` as `v`: the usual reading, then those of the dictionary of modern Chinese.
fn mandarin(properties: &Properties) -> Vec<String> {
    let plain = |reading: &str| -> String {
        let marked = reading.nfc().collect::<String>();
        let letters = marked
            .replace(['ü', 'ǖ', 'ǘ', 'ǚ', 'ǜ'], "v")
            .nfd()
            .collect::<String>();
        letters.chars().filter(char::is_ascii_lowercase).collect()
    };
    let usual = properties.get("kMandarin").into_iter();
    let others = properties.get("kXHC1983").into_iter();
    let readings = usual
        .flat_map(|readings| readings.split(' ').take(1))
        .chain(others.flat_map(|readings| {
            readings
                .split(' ')
                .filter_map(|reading| reading.rsplit(':').next())
        }));
    readings
        .map(plain)
        .filter(|reading| !reading.is_empty())
        .collect()
}

/// Jyutping without tones.
fn cantonese(properties: &Properties) -> Vec<String> {
    let readings = properties.get("kCantonese").into_iter();
    let each = readings.flat_map(|readings| readings.split(' '));
    each.map(|reading| {
        reading
            .trim_end_matches(|c: char| c.is_ascii_digit())
            .to_owned()
    })
    .collect()
}

/// One line for each spelling of a legal form: where it exists.
fn legal_forms(folder: &Path) -> Result<String, Failure> {
    let mut reader = csv::Reader::from_reader(fs_err::File::open(folder.join("elf-codes.csv"))?);
    let mut places: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for row in reader.records() {
        let row = row?;
        let field = |at: usize| row.get(at).unwrap_or("").trim();
        if field(12) != "ACTV" || field(2).len() != 2 {
            continue;
        }
        // Local name, transliterated name, abbreviations of both.
        for at in [5, 8, 9, 10] {
            for spelling in field(at)
                .split([';', '/'])
                .map(bongsu_names::fold)
                .filter(|spelling| (2..41).contains(&spelling.chars().count()))
            {
                places
                    .entry(spelling)
                    .or_default()
                    .insert(field(2).to_owned());
            }
        }
    }
    let mut out = String::new();
    for (spelling, countries) in places {
        let countries: Vec<String> = countries.into_iter().collect();
        writeln!(out, "{spelling}\t{}", countries.join(","))?;
    }
    Ok(out)
}
