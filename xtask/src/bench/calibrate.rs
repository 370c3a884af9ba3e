//! What the findings of each detector weigh, counted on simulated sites that thresholds may be tuned on.
//!
//! Writes `data/calibration.csv`, from which the pages on detectors are made. Weights are set by hand, at or below the
//! lower end of what was measured.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::arguments::{Arguments, SEEDS};
use super::evaluate;
use super::figure::{Figure, Target};
use super::site;

/// Seeds on which detectors are tuned.
const TUNING: [u64; 10] = [11, 12, 13, 14, 15, 16, 17, 18, 19, 20];

const FILE: &str = "data/calibration.csv";

/// People with a finding of a detector, and all people: leaking ones first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Count {
    leaking: u64,
    others: u64,
}

/// Simulates, imports, runs and evaluates each tuning seed; sums the counts.
pub(super) fn measure(
    bongsu: &Path,
    (dir, root): (&Path, &Path),
    arguments: &Arguments,
) -> Result<Vec<Figure>> {
    let size = arguments.size_or(400, 365);
    let seeds = if arguments.seeds == SEEDS {
        TUNING.to_vec()
    } else {
        arguments.seeds.clone()
    };
    if let Some(kept) = seeds.iter().find(|seed| SEEDS.contains(seed)) {
        bail!("seed {kept} is kept for evaluation: nothing may be calibrated on it");
    }
    let mut found: BTreeMap<String, Count> = BTreeMap::new();
    let mut all = Count::default();
    for seed in &seeds {
        let folder = dir.join(format!("calibrate-{seed}"));
        for holder in site::simulate(bongsu, &folder, size, *seed)? {
            let said = evaluate::evaluated(bongsu, &holder)?;
            let people = add(&mut found, &said)?;
            all.leaking += people.leaking;
            all.others += people.others;
        }
        println!(
            "   seed {seed}: {} leaking, {} others so far",
            all.leaking, all.others
        );
        if arguments.dir.is_none() {
            fs_err::remove_dir_all(&folder)?;
        }
    }
    let named: Vec<String> = seeds.iter().map(ToString::to_string).collect();
    fs_err::write(root.join(FILE), table(&found, all, &named.join(" ")))?;
    println!("   {FILE} written");
    Ok(vec![
        Figure::new(
            "leaking people counted",
            all.leaking as f64,
            "",
            Target::None,
        ),
        Figure::new("other people counted", all.others as f64, "", Target::None),
    ])
}

/// Adds `{"detectors": [{"detector", "leaking_found", "leaking", "others_found", "others"}]}`; gives the people of the
/// site.
fn add(found: &mut BTreeMap<String, Count>, said: &Value) -> Result<Count> {
    let detectors = said
        .get("detectors")
        .and_then(Value::as_array)
        .context("`bongsu evaluate` names no `detectors`")?;
    let mut people = Count::default();
    for one in detectors {
        let number = |key: &str| {
            one.get(key)
                .and_then(Value::as_u64)
                .with_context(|| format!("`bongsu evaluate` names no `{key}`"))
        };
        let id = one
            .get("detector")
            .and_then(Value::as_str)
            .context("a detector without name")?;
        let count = found.entry(id.to_owned()).or_default();
        count.leaking += number("leaking_found")?;
        count.others += number("others_found")?;
        people = Count {
            leaking: number("leaking")?,
            others: number("others")?,
        };
    }
    Ok(people)
}

fn table(found: &BTreeMap<String, Count>, all: Count, seeds: &str) -> String {
    let mut text = "detector,leaking_found,leaking,others_found,others,seeds\n".to_owned();
    for (detector, count) in found {
        text.push_str(&format!(
            "{detector},{},{},{},{},{seeds}\n",
            count.leaking, all.leaking, count.others, all.others
        ));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_of_several_sites_are_added() {
        let one = |found: u64| {
            serde_json::json!({ "detectors": [
                { "detector": "a.b", "leaking_found": found, "leaking": 7, "others_found": 1, "others": 93 } ] })
        };
        let mut found = BTreeMap::new();
        let wanted = Count {
            leaking: 7,
            others: 93,
        };
        assert_eq!(add(&mut found, &one(2)).unwrap(), wanted);
        assert_eq!(add(&mut found, &one(3)).unwrap(), wanted);
        let all = Count {
            leaking: 14,
            others: 186,
        };
        assert_eq!(
            table(&found, all, "11 12"),
            "detector,leaking_found,leaking,others_found,others,seeds\na.b,5,14,2,186,11 12\n"
        );
        assert!(add(&mut found, &serde_json::json!({})).is_err());
    }
}
