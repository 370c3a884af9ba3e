//! How long it takes to prepare and to compare names: `cargo run --release -p bongsu-names --example pace FILE.csv`.
//!
//! The file has no header; the second column is the name and the third says `individual` of people, as in the OFAC list.

use std::error::Error;
use std::hint::black_box;
use std::io::Write;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use bongsu_names::{NameKind, PreparedName, compare};

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args()
        .nth(1)
        .ok_or("no file given\nhint: name a CSV file")?;
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(fs_err::File::open(path)?);
    let (mut people, mut organisations) = (Vec::new(), Vec::new());
    for row in reader.records() {
        let row = row?;
        let Some(name) = row.get(1) else { continue };
        let is_person = row.get(2).is_some_and(|kind| kind.contains("individual"));
        let list = if is_person {
            &mut people
        } else {
            &mut organisations
        };
        list.push(name.to_owned());
    }
    for (kind, names) in [
        (NameKind::Person, people),
        (NameKind::Organisation, organisations),
    ] {
        measure(kind, &names)?;
    }
    Ok(())
}

/// The time this thread has had on a processor where the system tells it, and else the time since the start: other
/// work on the machine does not count.
fn spent() -> Duration {
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    let told = fs_err::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told
        .and_then(|text| text.split(' ').next().map(str::to_owned))
        .and_then(|first| first.parse().ok());
    nanoseconds.map_or_else(|| START.elapsed(), Duration::from_nanos)
}

fn measure(kind: NameKind, names: &[String]) -> Result<(), Box<dyn Error>> {
    // The first one builds the tables.
    let _ = PreparedName::new(kind, "習近平 한빛 Hanbit");
    let start = spent();
    let prepared: Vec<PreparedName> = names
        .iter()
        .map(|name| PreparedName::new(kind, name))
        .collect();
    let preparing = spent().saturating_sub(start);
    let start = spent();
    let mut n_compared = 0_u32;
    for step in [1, 2, 17] {
        for (left, right) in prepared.iter().zip(prepared.iter().skip(step)) {
            black_box(compare(left, right).score);
            n_compared += 1;
        }
    }
    let comparing = spent().saturating_sub(start);
    let each = |all: Duration, n: f64| all.as_secs_f64() * 1e9 / n;
    writeln!(
        std::io::stdout(),
        "{kind:?}: {} names, {:.0} ns to prepare, {:.0} ns to compare",
        names.len(),
        each(preparing, names.len() as f64),
        each(comparing, f64::from(n_compared)),
    )?;
    Ok(())
}
