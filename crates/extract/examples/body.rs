//! Prints the text of a file as it is extracted, for comparison with other readers: `body FILE [--all]`.

use std::io::Write;

use bongsu_extract::{Limits, Place, extract};

fn main() -> Result<(), std::io::Error> {
    let mut arguments = std::env::args().skip(1);
    let name = arguments.next().unwrap_or_default();
    let all = arguments.next().is_some_and(|argument| argument == "--all");
    let bytes = fs_err::read(&name)?;
    let mut out = std::io::stdout().lock();
    let mut items = Vec::new();
    extract(&name, &bytes, &Limits::default(), &mut |item| {
        items.push(item);
    });
    items.sort_by_key(|item| item.number);
    for item in items {
        if !all {
            let hidden = [Place::Raw, Place::Alternative, Place::Hidden];
            let sections = item
                .sections
                .iter()
                .filter(|section| !hidden.contains(&section.place));
            let text: String = sections.map(|section| item.text_of(section)).collect();
            out.write_all(text.as_bytes())?;
            return Ok(());
        }
        writeln!(
            out,
            "== {} {} {:?} {:?} {:?}",
            item.path,
            item.format,
            item.state(),
            item.problems,
            item.properties
        )?;
        for section in &item.sections {
            writeln!(
                out,
                "-- {:?} {:?}\n{}",
                section.place,
                section.label,
                item.text_of(section)
            )?;
        }
    }
    Ok(())
}
