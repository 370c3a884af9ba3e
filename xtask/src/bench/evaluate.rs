//! What is caught on seeds that no threshold was tuned on.

use std::path::Path;

use anyhow::{Context, Result};
use serde_json::Value;

use super::arguments::Arguments;
use super::figure::{Figure, Target};
use super::site::{self, Simulated, Size};
use super::text;

/// Cases that people look at.
const BUDGET: u64 = 20;

/// Simulates, imports, runs and evaluates each seed; reports the mean.
pub(super) fn measure(bongsu: &Path, dir: &Path, arguments: &Arguments) -> Result<Vec<Figure>> {
    let size = arguments.size_or(300, 365);
    let mut every: Vec<Finds> = Vec::new();
    for seed in &arguments.seeds {
        let folder = dir.join(format!("seed-{seed}"));
        let caught = measure_seed(bongsu, &folder, size, *seed)?;
        println!("   seed {seed}: {caught:?}");
        every.push(caught);
        if arguments.dir.is_none() {
            fs_err::remove_dir_all(&folder)?;
        }
    }
    let mean =
        |of: fn(&Finds) -> f64| every.iter().map(of).sum::<f64>() / every.len().max(1) as f64;
    let share = mean(|caught| caught.found / caught.leaks.max(1.0));
    Ok(vec![
        Figure::new(
            "leaks a site and seed",
            mean(|caught| caught.leaks),
            "",
            Target::None,
        ),
        Figure::new(
            "share of leaks caught in the first 20",
            share,
            "",
            Target::AtLeast(1.0),
        ),
        Figure::new(
            "hard negatives in the first 20",
            mean(|caught| caught.hard_negatives),
            "",
            Target::AtMost(5.0),
        ),
        Figure::new(
            "hard negatives above every leak of their kind",
            mean(|caught| caught.above_all),
            "",
            Target::AtMost(0.0),
        ),
        Figure::new(
            "user-day recall at 10 person-days a day",
            mean(|caught| caught.user_days),
            "",
            Target::None,
        ),
        Figure::new(
            "true rows that the cases cite",
            mean(|caught| caught.cited),
            "",
            Target::None,
        ),
    ])
}

/// What the first cases hold: for several holders, the leaks together and the most hard negatives.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Finds {
    leaks: f64,
    found: f64,
    hard_negatives: f64,
    /// Hard negatives above every leak of their kind.
    above_all: f64,
    /// The share of true person-days among the ten heaviest of each day, of the last holder.
    user_days: f64,
    /// The share of true rows that the catching cases cite, of the last holder.
    cited: f64,
}

fn measure_seed(bongsu: &Path, folder: &Path, size: Size, seed: u64) -> Result<Finds> {
    let holders = site::simulate(bongsu, folder, size, seed)?;
    holders.iter().try_fold(Finds::default(), |sum, holder| {
        let one = measure_holder(bongsu, holder)?;
        Ok(Finds {
            leaks: sum.leaks + one.leaks,
            found: sum.found + one.found,
            hard_negatives: sum.hard_negatives.max(one.hard_negatives),
            above_all: sum.above_all + one.above_all,
            ..one
        })
    })
}

fn measure_holder(bongsu: &Path, holder: &Simulated) -> Result<Finds> {
    caught_within(&evaluated(bongsu, holder)?, BUDGET)
}

/// Imports the records of a holder, runs, and gives what `bongsu evaluate` says of it.
pub(super) fn evaluated(bongsu: &Path, holder: &Simulated) -> Result<Value> {
    holder.open(bongsu)?;
    for import in &holder.imports {
        holder.import(bongsu, import)?;
    }
    let site = text(&holder.site);
    site::run(bongsu, &["run", "--site", &site])?;
    let answers = text(&holder.answers);
    let said = site::run(
        bongsu,
        &[
            "evaluate",
            "--answers",
            &answers,
            "--site",
            &site,
            "--format",
            "json",
        ],
    )?;
    said.json()
}

/// Reads `{"budgets": [{"k", "leaks", "leaks_caught", "hard_negatives"}]}`.
fn caught_within(said: &Value, k: u64) -> Result<Finds> {
    let budgets = said
        .get("budgets")
        .and_then(Value::as_array)
        .context("`bongsu evaluate` names no `budgets`")?;
    let budget = budgets
        .iter()
        .find(|budget| budget.get("k").and_then(Value::as_u64) == Some(k))
        .with_context(|| format!("`bongsu evaluate` names no budget of {k}"))?;
    let number = |key: &str| {
        budget
            .get(key)
            .and_then(Value::as_f64)
            .with_context(|| format!("`bongsu evaluate` names no `{key}`"))
    };
    let top = |key: &str| said.get(key).and_then(Value::as_f64).unwrap_or(0.0);
    Ok(Finds {
        leaks: number("leaks")?,
        found: number("leaks_caught")?,
        hard_negatives: number("hard_negatives")?,
        above_all: top("hard_negatives_above_all"),
        user_days: said
            .pointer("/user_day_recall/10")
            .and_then(Value::as_f64)
            .unwrap_or(0.0),
        cited: top("rows_cited") / top("rows_true").max(1.0),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_budget_of_twenty_is_read() {
        let said = serde_json::json!({
            "hard_negatives_above_all": 1, "user_day_recall": { "5": 0.25, "10": 0.5 }, "rows_true": 4, "rows_cited": 3,
            "budgets": [
            { "k": 5, "leaks": 7, "leaks_caught": 3, "hard_negatives": 0 },
            { "k": 20, "leaks": 7, "leaks_caught": 7, "hard_negatives": 2 },
        ] });
        let wanted = Finds {
            leaks: 7.0,
            found: 7.0,
            hard_negatives: 2.0,
            above_all: 1.0,
            user_days: 0.5,
            cited: 0.75,
        };
        assert_eq!(caught_within(&said, 20).unwrap(), wanted);
        assert!(
            caught_within(&said, 50)
                .unwrap_err()
                .to_string()
                .contains("50")
        );
    }
}
