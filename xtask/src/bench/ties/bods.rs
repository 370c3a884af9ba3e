//! From a file of BODS statements to a graph that answers: import, index of names, graph, one question.

use std::fmt::Write as _;
use std::io::{BufWriter, Write as _};
use std::path::Path;

use anyhow::Result;

use super::super::figure::{Figure, Target};
use super::super::process::Measured;
use super::super::{site, text};
use super::synthetic::Chance;

/// Statements of the file.
const STATEMENTS: u32 = 1_000_000;

/// Imports a register of statements and asks it once, cold and warm.
pub(super) fn measure(bongsu: &Path, dir: &Path) -> Result<Vec<Figure>> {
    let (file, folder) = (dir.join("register.json"), dir.join("register"));
    fs_err::create_dir_all(dir)?;
    write(&file, STATEMENTS)?;
    let at = text(&folder);
    site::run(bongsu, &["init", &at])?;
    let terms = [
        "source",
        "add",
        "register",
        "--basis",
        "public register",
        "--purpose",
        "bench",
        "--notice",
        "2024-01-01",
        "--retention",
        "3650d",
        "--site",
        &at,
    ];
    site::run(bongsu, &terms)?;
    let import = [
        "import",
        "bods",
        &text(&file),
        "--source",
        "register",
        "--site",
        &at,
    ];
    let imported = site::run(bongsu, &import)?;
    let who = [
        "who",
        "Garam 77 Precision Works",
        "--as-of",
        "2025-01-01",
        "--site",
        &at,
    ];
    let cold = site::run(bongsu, &who)?;
    let warm = site::run(bongsu, &who)?;
    let named = |what: &str| format!("1 M BODS statements: {what}");
    let second =
        |what: &str, done: &Measured| Figure::new(named(what), done.seconds, "s", Target::None);
    let mut figures = vec![
        second("import", &imported),
        second("graph and index of names made, one question", &cold),
        second("the same with the index kept", &warm),
        Figure::new(
            named("to ready graph"),
            imported.seconds + cold.seconds,
            "s",
            Target::AtMost(15.0),
        ),
    ];
    let peak = imported.peak_mib.zip(cold.peak_mib);
    figures.push(match peak {
        Some((import, graph)) => Figure::new(
            named("peak memory"),
            import.max(graph),
            "MiB",
            Target::AtMost(2048.0),
        ),
        None => Figure::missing(
            named("peak memory"),
            "the system does not tell",
            Target::AtMost(2048.0),
        ),
    });
    Ok(figures)
}

/// Writes entities, persons and holdings in the shape of BODS 0.4, always the same.
fn write(path: &Path, n: u32) -> Result<()> {
    let (n_entities, n_persons) = (n / 5 * 2, n / 20 * 3);
    let mut chance = Chance::new(7);
    let mut out = BufWriter::new(fs_err::File::create(path)?);
    let mut line = String::new();
    let source = "\"source\":{\"type\":[\"officialRegister\"],\"description\":\"Sample register\"},\
        \"publicationDetails\":{\"publicationDate\":\"2025-03-01\",\"bodsVersion\":\"0.4\",\
        \"publisher\":{\"name\":\"Sample register\"}}";
    for at in 0..n {
        line.clear();
        line.push_str(if at == 0 { "[\n" } else { ",\n" });
        let (kind, record, details) = if at < n_entities {
            ("entity", format!("ent-{at}"), entity(at))
        } else if at < n_entities + n_persons {
            let person = at - n_entities;
            ("person", format!("per-{person}"), self::person(person))
        } else {
            let of = (n_entities, n_persons);
            (
                "relationship",
                format!("rel-{at}"),
                holding(at, of, &mut chance),
            )
        };
        write!(
            line,
            "{{\"statementId\":\"stm-{at:032x}\",\"declarationSubject\":\"ent-{}\",\"statementDate\":\"2023-01-1{}\",\
             \"recordId\":\"{record}\",\"recordType\":\"{kind}\",\"recordStatus\":\"new\",\"recordDetails\":{details},{source}}}",
            at % n_entities,
            at % 10
        )?;
        out.write_all(line.as_bytes())?;
    }
    out.write_all(b"\n]\n")?;
    Ok(out.flush()?)
}

fn entity(at: u32) -> String {
    format!(
        "{{\"isComponent\":false,\"entityType\":{{\"type\":\"registeredEntity\"}},\
         \"name\":\"Garam {at} Precision Works Ltd\",\"jurisdiction\":{{\"name\":\"Korea\",\"code\":\"KR\"}},\
         \"identifiers\":[{{\"id\":\"110111-{at:07}\",\"scheme\":\"KR-BRN\"}}],\"foundingDate\":\"2001-0{}-11\",\
         \"addresses\":[{{\"type\":\"registered\",\"address\":\"{} Saem-gil, Suwon\"}}]}}",
        at % 9 + 1,
        at / 3
    )
}

fn person(at: u32) -> String {
    format!(
        "{{\"isComponent\":false,\"personType\":\"knownPerson\",\"names\":[{{\"type\":\"legal\",\
         \"fullName\":\"Hana Sample {at}\"}}]}}"
    )
}

fn holding(at: u32, (n_entities, n_persons): (u32, u32), chance: &mut Chance) -> String {
    let mut below = |n: u32| chance.below(n as usize);
    let subject = below(n_entities);
    let holder = if at.is_multiple_of(2) {
        format!("per-{}", below(n_persons))
    } else {
        format!("ent-{}", below(n_entities))
    };
    let share = if at.is_multiple_of(3) {
        "\"minimum\":25,\"exclusiveMaximum\":50".to_owned()
    } else {
        format!("\"exact\":{}", below(100))
    };
    format!(
        "{{\"isComponent\":false,\"subject\":\"ent-{subject}\",\"interestedParty\":\"{holder}\",\"interests\":[\
         {{\"type\":\"shareholding\",\"directOrIndirect\":\"direct\",\"share\":{{{share}}},\
         \"startDate\":\"2019-0{}-01\"}}]}}",
        at % 9 + 1
    )
}
