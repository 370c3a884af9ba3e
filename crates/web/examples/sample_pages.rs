//! Writes the sample cases, and a list of them, as pages: `sample_pages DIR`.

use std::error::Error;
use std::path::PathBuf;

use bongsu_web::{case_index_page, case_page, words};

mod samples;

fn main() -> Result<(), Box<dyn Error>> {
    let dir = PathBuf::from(
        std::env::args()
            .nth(1)
            .ok_or("give the folder to write to")?,
    );
    fs_err::create_dir_all(&dir)?;
    let mut cases = samples::all()?;
    let mut long = samples::person()?;
    (long.id, long.paths) = (
        "case_04ch".parse()?,
        vec![samples::chain(8), samples::chain(2)],
    );
    cases.push(long);
    let mut hostile = samples::hostile()?;
    hostile.id = "case_05ev".parse()?;
    cases.push(hostile);
    for case in &cases {
        fs_err::write(dir.join(words::page_file_name(&case.id)), case_page(case)?)?;
    }
    fs_err::write(dir.join("index.html"), case_index_page(&cases)?)?;
    Ok(())
}
