//! The arguments of `cargo xtask bench`.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use super::site::Size;

pub(super) const HELP: &str = "\
Measure bongsu and compare with the figures to reach.

cargo xtask bench [import|run|demo|evaluate|calibrate|names|ties|content]… [options]     import, run, demo and evaluate by default

calibrate counts how often each detector speaks of leaking people and of others, and writes data/calibration.csv.
names measures on files of a folder `shared` beside the checkout, and installs its peer with pip; --dir keeps that.
content measures fingerprints and extraction on files of a folder `shared` beside the checkout, the shelf on made
postings, and fuzzy hashes of PyPI beside them; --dir keeps what it installs.
ties measures control on shared/data/control/kgroar beside DuckDB, and traces on a synthetic register.

  --people N      people of the simulated site     [import, run: 1000; evaluate: 300; calibrate: 400]
  --days D        days of the simulated site       [365]
  --seeds A,B,…   seeds; import and run use the first  [901 to 905; calibrate: 11 to 20]
  --edges N       interests of the synthetic register of ties  [10000000: it takes 8 GiB to build]
  --bongsu FILE   measure this binary, instead of building one
  --dir DIR       make the sites in this new folder and keep them, instead of in a temporary one
";

/// Seeds that no threshold was ever tuned on.
pub(super) const SEEDS: [u64; 5] = [901, 902, 903, 904, 905];

/// What to measure, on what.
#[derive(Debug, PartialEq)]
pub(super) struct Arguments {
    pub(super) parts: Vec<Part>,
    pub(super) people: Option<u32>,
    pub(super) days: Option<u32>,
    pub(super) seeds: Vec<u64>,
    pub(super) edges: Option<usize>,
    pub(super) bongsu: Option<PathBuf>,
    pub(super) dir: Option<PathBuf>,
}

/// A part of the benchmark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Import,
    Run,
    Demo,
    Evaluate,
    Calibrate,
    Names,
    Ties,
    Content,
}

impl Arguments {
    /// Reads the arguments; `None` when help is asked for.
    pub(super) fn parse(arguments: &[String]) -> Result<Option<Self>> {
        let mut parsed = Self {
            parts: Vec::new(),
            people: None,
            days: None,
            seeds: SEEDS.to_vec(),
            edges: None,
            bongsu: None,
            dir: None,
        };
        let mut rest = arguments.iter();
        while let Some(argument) = rest.next() {
            let mut value = || {
                rest.next()
                    .with_context(|| format!("`{argument}` needs a value"))
            };
            match argument.as_str() {
                "--help" | "-h" => return Ok(None),
                "import" => parsed.parts.push(Part::Import),
                "run" => parsed.parts.push(Part::Run),
                "demo" => parsed.parts.push(Part::Demo),
                "evaluate" => parsed.parts.push(Part::Evaluate),
                "calibrate" => parsed.parts.push(Part::Calibrate),
                "names" => parsed.parts.push(Part::Names),
                "ties" => parsed.parts.push(Part::Ties),
                "content" => parsed.parts.push(Part::Content),
                "--people" => parsed.people = Some(number(value()?)?),
                "--days" => parsed.days = Some(number(value()?)?),
                "--seeds" => {
                    parsed.seeds = value()?.split(',').map(number).collect::<Result<_>>()?;
                }
                "--edges" => parsed.edges = Some(number(value()?)?),
                "--bongsu" => parsed.bongsu = Some(PathBuf::from(value()?)),
                "--dir" => parsed.dir = Some(PathBuf::from(value()?)),
                other => bail!("`{other}` is unknown; see `cargo xtask bench --help`"),
            }
        }
        if parsed.parts.is_empty() {
            parsed.parts = vec![Part::Import, Part::Run, Part::Demo, Part::Evaluate];
        }
        Ok(Some(parsed))
    }

    /// The size asked for, or this one.
    pub(super) fn size_or(&self, people: u32, days: u32) -> Size {
        Size {
            people: self.people.unwrap_or(people),
            days: self.days.unwrap_or(days),
        }
    }
}

fn number<T>(text: impl AsRef<str>) -> Result<T>
where
    T: std::str::FromStr,
    T::Err: std::error::Error + Send + Sync + 'static,
{
    let text = text.as_ref();
    text.trim()
        .parse()
        .with_context(|| format!("`{text}` is not a whole number"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Result<Option<Arguments>> {
        let words: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
        Arguments::parse(&words)
    }

    #[test]
    fn all_parts_on_five_seeds_by_default() {
        let parsed = parse("").unwrap().unwrap();
        assert_eq!(
            (
                parsed.parts.len(),
                parsed.seeds.len(),
                parsed.size_or(3, 4).days
            ),
            (4, 5, 4)
        );
    }

    #[test]
    fn options_are_read_and_errors_name_the_argument() {
        let parsed = parse("run evaluate names --people 50 --days 90 --seeds 1,2 --dir x")
            .unwrap()
            .unwrap();
        assert_eq!(parsed.parts, [Part::Run, Part::Evaluate, Part::Names]);
        assert_eq!(
            (parsed.people, parsed.days, parsed.seeds),
            (Some(50), Some(90), vec![1, 2])
        );
        assert!(parse("--help").unwrap().is_none());
        for (line, named) in [
            ("fly", "`fly`"),
            ("--people", "`--people`"),
            ("--seeds 1,x", "`x`"),
        ] {
            assert!(
                parse(line).unwrap_err().to_string().contains(named),
                "{line}"
            );
        }
    }
}
