//! How fast prints are made, on one core: `cargo run --release -p bongsu-content --example speed FILE…`.
//!
//! The files are plain text; each is repeated until it is 8 MB long.

use std::error::Error;
use std::hint::black_box;
use std::io::Write;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use bongsu_content::{Key, Kind, Prints, Tier};

fn main() -> Result<(), Box<dyn Error>> {
    let key = Key::new(&[7; 32]);
    for path in std::env::args().skip(1) {
        let text = fs_err::read_to_string(&path)?;
        let text = text.repeat(8_000_000 / text.len().max(1) + 1);
        let verbatim = rate(&text, || Prints::kept(&text, &key));
        let all = rate(&text, || Prints::new(&text, Kind::Prose, &key));
        let prints = Prints::new(&text, Kind::Prose, &key);
        let megabytes = text.len() as f64 / 1e6;
        let n_prints = |tier| prints.of(tier).len() as f64 / megabytes;
        writeln!(
            std::io::stdout(),
            "{path}: verbatim {verbatim:.0} MB/s, all tiers {all:.0} MB/s; prints a MB: verbatim {:.0}, reworked {:.0}, technical {:.0}",
            n_prints(Tier::Verbatim),
            n_prints(Tier::Reworked),
            n_prints(Tier::Technical),
        )?;
    }
    Ok(())
}

/// Megabytes a second, the best of five.
fn rate(text: &str, make: impl Fn() -> Prints) -> f64 {
    let best = (0..5)
        .map(|_| {
            let start = spent();
            black_box(make());
            spent().saturating_sub(start)
        })
        .min();
    text.len() as f64 / 1e6 / best.unwrap_or_default().as_secs_f64()
}

/// The time this thread has had on a processor where the system tells it, and else the time since the start.
fn spent() -> Duration {
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    let told = fs_err::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told
        .and_then(|text| text.split(' ').next().map(str::to_owned))
        .and_then(|first| first.parse().ok());
    nanoseconds.map_or_else(|| START.elapsed(), Duration::from_nanos)
}
