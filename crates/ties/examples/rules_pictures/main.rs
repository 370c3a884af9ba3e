//! Writes the pictures of `docs/rules.md`: `cargo run -p bongsu-ties --example rules_pictures`; a test keeps them and
//! the numbers of the page equal to what the code computes.

mod draw;
mod sketch;
mod worked;

use std::error::Error;
use std::io::Write;
use std::path::Path;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/pictures/rules");
    fs_err::create_dir_all(&folder)?;
    for worked in worked::all()? {
        fs_err::write(folder.join(format!("{}.svg", worked.name)), &worked.picture)?;
        writeln!(std::io::stdout(), "{}", worked.name)?;
        for line in &worked.lines {
            writeln!(std::io::stdout(), "- {line}")?;
        }
    }
    Ok(())
}
