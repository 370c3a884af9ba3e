//! The figures of what is found and what is not: `cargo run --release -p bongsu-content --example figures [NAME]`.
//!
//! It reads the shared samples; a folder of other texts can be given after the name (`pairs` needs one of pairs).

use std::error::Error;
use std::io::Write;
use std::path::Path;

use bongsu_content::Key;

mod copied;
mod data;
mod excerpts;
mod obfuscate;
mod pairs;
mod plagdet;
mod planted;
mod register;
mod revisions;
mod source;
mod unrelated;

fn main() -> Result<(), Box<dyn Error>> {
    let name = std::env::args().nth(1).unwrap_or_default();
    let others = std::env::args().nth(2);
    let Some(samples) = data::samples() else {
        return say("../shared/data/documents is absent: nothing to measure");
    };
    let key = Key::new(&[7; 32]);
    let others = others.as_deref().map(Path::new);
    for (section, measure) in SECTIONS {
        if name.is_empty() || name == "all" || name == section {
            say(&format!("# {section}"))?;
            measure(&samples, others, &key)?;
        }
    }
    Ok(())
}

type Measure = fn(&Path, Option<&Path>, &Key) -> Result<(), Box<dyn Error>>;

const SECTIONS: [(&str, Measure); 8] = [
    ("excerpts", excerpts::excerpts),
    ("unrelated", unrelated::unrelated),
    ("planted", unrelated::planted),
    ("pairs", pairs::pairs),
    ("register", register::register),
    ("revisions", revisions::revisions),
    ("translations", revisions::translations),
    ("source", source::source),
];

/// One line of the answer.
pub(crate) fn say(line: &str) -> Result<(), Box<dyn Error>> {
    Ok(writeln!(std::io::stdout(), "{line}")?)
}

/// A share in percent.
pub(crate) fn share(part: usize, whole: usize) -> String {
    format!("{:.2} %", 100.0 * part as f64 / whole.max(1) as f64)
}
