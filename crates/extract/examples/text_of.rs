//! Prints what extraction gives for files: `cargo run -p bongsu-extract --example text_of -- FILE…`.
#![expect(clippy::print_stdout, reason = "an example prints")]

use bongsu_extract::{Limits, extract};

fn main() {
    for path in std::env::args().skip(1) {
        #[expect(
            clippy::disallowed_methods,
            reason = "an example reads what it is given"
        )]
        let bytes = match std::fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) => {
                println!("{path}: {error}");
                continue;
            }
        };
        let mut items = Vec::new();
        extract(&path, &bytes, &Limits::default(), &mut |item| {
            items.push(item);
        });
        items.sort_by_key(|item| item.number);
        for item in items {
            println!(
                "== {} [{}] {:?} {}",
                item.path,
                item.format,
                item.state(),
                item.reader
            );
            for problem in &item.problems {
                println!("!! {problem}");
            }
            for property in &item.properties {
                println!("-- {}: {}", property.name, property.value);
            }
            for section in &item.sections {
                println!(
                    "[{:?} {}]",
                    section.place,
                    section.label.as_deref().unwrap_or("")
                );
                println!("{}", item.text_of(section));
            }
        }
    }
}
