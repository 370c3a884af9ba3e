//! `bongsu screen`: the names of a file against registers and lists; goes on where it was interrupted.

use std::io::{Seek, SeekFrom, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use bongsu_engine::atlas::{Atlas, People, Screen, ScreenHit, Screened};
use bongsu_lake::input::digest_file;
use bongsu_lake::records::read_column;
use bongsu_model::Day;
use bongsu_web::words;
use clap::{Args, ValueEnum};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{open_to_read, today};
use crate::args::SiteArgs;
use crate::exit::ExitStatus;
use crate::out::Out;
use crate::render::counted;

/// After so many names what was found is written, and how far it is.
const STEP: u64 = 500;

/// The same after so long.
const STEP_TIME: Duration = Duration::from_secs(2);

/// Arguments of `bongsu screen`.
#[derive(Args, Debug)]
#[command(
    after_help = "Each name is compared with the organisations of the registers and lists of the site, and with the persons on the \
lists. A hit is a party that is on a list or among the rivals, or that one of these controls or holds half of, and that \
the name is the same as or may be. A person of the registers who has the name of a listed one is possibly that one, and \
so is what the person holds; vessels and aircraft are not compared.
Read the reasons: a name alone settles nothing, and a name without a hit is not cleared.

With --output an interrupted screen goes on where it was: FILE.progress beside it says how far it is, and is removed \
at the end. The columns are line, name, verdict, score, party, kind, id, jurisdiction, certainty, why, compared. A name that a \
spreadsheet would run as a formula has ' before it."
)]
pub(crate) struct ScreenArgs {
    /// A CSV file or a workbook with a header
    file: PathBuf,
    /// The column of the names
    #[arg(long, value_name = "NAME")]
    column: String,
    /// The day on which holdings must be in force; today if not given
    #[arg(long, value_name = "DATE")]
    as_of: Option<Day>,
    /// File to write; without it, standard output
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Form of the output
    #[arg(long, value_enum, default_value_t = ScreenFormat::Csv)]
    format: ScreenFormat,
    #[command(flatten)]
    site: SiteArgs,
}

/// The form of hits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ScreenFormat {
    /// Comma-separated values with a header
    Csv,
    /// One JSON object a line
    Jsonl,
}

/// How far a screen is, kept beside its output.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Progress {
    /// What is screened against what: an output belongs to one question.
    question: String,
    /// The day on which holdings must be in force.
    #[serde(default)]
    as_of: Option<Day>,
    /// Names done.
    names: u64,
    /// Bytes of the output that they gave.
    bytes: u64,
    counts: Counts,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Counts {
    with_hits: u64,
    hits: u64,
    #[serde(default)]
    more: u64,
    unknown: u64,
    empty: u64,
    unread: u64,
}

pub(crate) async fn run(args: &ScreenArgs, out: &mut Out) -> anyhow::Result<ExitStatus> {
    let site = open_to_read(&args.site).await?;
    let atlas = Atlas::open(&site).await?;
    let people = People::listed(&site).await?;
    let begun = args.output.as_deref().map(Progress::beside).transpose()?;
    let begun = begun.flatten();
    // What was begun on another day goes on as of that day.
    let day = begun.as_ref().and_then(|begun| begun.as_of);
    let as_of = args.as_of.or(day).unwrap_or_else(|| today(&site));
    let screen = Screen::new(&atlas, &people, as_of);
    if screen.n_marked() == 0 {
        bail!(
            "nobody is looked for: no list and no rival was imported\nhint: bongsu import ofac FILE, or rivals"
        );
    }
    let progress = Progress {
        question: question(&site, args, as_of).await?,
        as_of: Some(as_of),
        ..Progress::default()
    };
    let mut sink = Sink::open(args, (progress, begun), out)?;
    let skipped = sink.progress.names;
    let mut seen = 0;
    let started = Instant::now();
    let mut told = started;
    let mut failed = None;
    read_column(&args.file, &args.column, &mut |(line, cell)| {
        seen += 1;
        if seen <= skipped {
            return ControlFlow::Continue(());
        }
        let result = sink.take(&screen, (line, cell), out);
        if told.elapsed() > Duration::from_secs(2) {
            told = Instant::now();
            let rate = (seen - skipped) as f64 / started.elapsed().as_secs_f64();
            out.progress(&format!(
                "{} screened, {} a second",
                counted(seen, "name"),
                words::number(rate)
            ));
        }
        match result {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                failed = Some(error);
                ControlFlow::Break(())
            }
        }
    })?;
    if let Some(error) = failed {
        return Err(error);
    }
    sink.end(out)
}

/// Bytes of the file, column, day, form, and everything that the site would compare with.
async fn question(
    site: &bongsu_engine::Site,
    args: &ScreenArgs,
    as_of: Day,
) -> anyhow::Result<String> {
    let mut parts = vec![
        digest_file(&args.file)?.digest.to_string(),
        args.column.clone(),
        as_of.to_string(),
        format!("{:?}", args.format),
    ];
    for file in site.store.current_files().await? {
        parts.push(file.digest.to_string());
    }
    for one in site.store.judgements().await? {
        parts.push(one.seq.to_string());
    }
    Ok(bongsu_model::Digest::of(parts.join("\n").as_bytes()).short())
}

impl Progress {
    /// How far the screen of an output is, where it is not at its end.
    fn beside(path: &Path) -> anyhow::Result<Option<Self>> {
        let beside = beside(path);
        if !beside.exists() {
            return Ok(None);
        }
        let text = fs_err::read_to_string(&beside)?;
        let progress = serde_json::from_str(&text)
            .with_context(|| format!("`{}` is damaged", beside.display()))?;
        Ok(Some(progress))
    }
}

/// Where hits go.
struct Sink {
    format: ScreenFormat,
    /// The file and the one beside it; none where standard output takes the hits.
    file: Option<(fs_err::File, PathBuf)>,
    text: Vec<u8>,
    progress: Progress,
    stepped: Instant,
}

const COLUMNS: [&str; 11] = [
    "line",
    "name",
    "verdict",
    "score",
    "party",
    "kind",
    "id",
    "jurisdiction",
    "certainty",
    "why",
    "compared",
];

impl Sink {
    fn open(
        args: &ScreenArgs,
        (fresh, begun): (Progress, Option<Progress>),
        out: &mut Out,
    ) -> anyhow::Result<Self> {
        let mut sink = Self {
            format: args.format,
            file: None,
            text: Vec::new(),
            progress: fresh,
            stepped: Instant::now(),
        };
        let Some(path) = &args.output else {
            sink.header()?;
            return Ok(sink);
        };
        let beside = beside(path);
        if let Some(before) = begun {
            if before.question != sink.progress.question {
                bail!(
                    "`{}` was begun with another file, column, day, form or state of the site\n\
                     hint: remove it and `{}`, or give another --output",
                    path.display(),
                    beside.display()
                );
            }
            let mut file = fs_err::OpenOptions::new().write(true).open(path)?;
            // What was written after the last step is written again.
            file.set_len(before.bytes)?;
            file.seek(SeekFrom::End(0))?;
            out.note(&format!(
                "note: goes on behind the first {}",
                counted(before.names, "name")
            ));
            sink.progress = before;
            sink.file = Some((file, beside));
            return Ok(sink);
        }
        if path.exists() {
            bail!(
                "`{}` is there already\nhint: remove it, or give another --output",
                path.display()
            );
        }
        sink.file = Some((fs_err::File::create_new(path)?, beside));
        sink.header()?;
        sink.step(out)?;
        Ok(sink)
    }

    fn header(&mut self) -> anyhow::Result<()> {
        if self.format == ScreenFormat::Csv {
            self.record(COLUMNS)?;
        }
        Ok(())
    }

    fn record<T: AsRef<[u8]>>(
        &mut self,
        fields: impl IntoIterator<Item = T>,
    ) -> anyhow::Result<()> {
        let mut writer = csv::Writer::from_writer(&mut self.text);
        writer.write_record(fields)?;
        writer.flush()?;
        Ok(())
    }

    fn take(
        &mut self,
        screen: &Screen<'_>,
        (line, cell): (u64, Result<&str, String>),
        out: &mut Out,
    ) -> anyhow::Result<()> {
        match cell {
            Err(why) => {
                self.progress.counts.unread += 1;
                out.note(&format!("note: line {line} is not read: {why}"));
            }
            Ok("") => self.progress.counts.empty += 1,
            Ok(name) => {
                let Screened {
                    hits,
                    n_more,
                    is_known,
                } = screen.name(name);
                let counts = &mut self.progress.counts;
                counts.unknown += u64::from(!is_known && hits.is_empty());
                counts.with_hits += u64::from(!hits.is_empty());
                counts.hits += hits.len() as u64;
                counts.more += n_more as u64;
                for hit in &hits {
                    self.hit((line, name), hit)?;
                }
            }
        }
        self.progress.names += 1;
        if self.progress.names.is_multiple_of(STEP) || self.stepped.elapsed() > STEP_TIME {
            self.step(out)?;
            self.stepped = Instant::now();
        }
        Ok(())
    }

    fn hit(&mut self, (line, name): (u64, &str), hit: &ScreenHit) -> anyhow::Result<()> {
        let Some(first) = hit.marks.first() else {
            return Ok(());
        };
        if self.format == ScreenFormat::Jsonl {
            let reasons: Vec<_> = hit
                .marks
                .iter()
                .map(|mark| json!({ "certainty": mark.certainty, "why": mark.why }))
                .collect();
            let object = json!({
                "line": line, "name": name, "verdict": hit.verdict.to_string(),
                "score": hit.comparison.score, "party": hit.name, "id": hit.id, "kind": kind(hit),
                "jurisdiction": hit.jurisdiction, "reasons": reasons, "features": hit.comparison.features,
            });
            self.text.extend(object.to_string().bytes());
            self.text.push(b'\n');
            return Ok(());
        }
        let why: Vec<&str> = hit.marks.iter().map(|mark| mark.why.as_str()).collect();
        let compared: Vec<String> = hit
            .comparison
            .features
            .iter()
            .map(|feature| {
                format!(
                    "{}: {} | {} ({:+.2})",
                    super::names::word(feature),
                    feature.left,
                    feature.right,
                    feature.effect
                )
            })
            .collect();
        self.record([
            line.to_string(),
            in_a_cell(name),
            hit.verdict.to_string(),
            format!("{:.3}", hit.comparison.score),
            in_a_cell(&hit.name),
            kind(hit).to_owned(),
            hit.id.clone(),
            hit.jurisdiction.clone().unwrap_or_default(),
            first.certainty.to_string(),
            why.join("; "),
            compared.join("; "),
        ])
    }

    /// Writes what was found, then how far it is: an interruption between the two is found by the length.
    fn step(&mut self, out: &mut Out) -> anyhow::Result<()> {
        let text = std::mem::take(&mut self.text);
        let Some((file, beside)) = &mut self.file else {
            return out.data(&String::from_utf8(text)?);
        };
        file.write_all(&text)?;
        file.sync_data()?;
        self.progress.bytes += text.len() as u64;
        let new = beside.with_extension("progress.new");
        fs_err::write(&new, serde_json::to_string(&self.progress)?)?;
        fs_err::rename(&new, &*beside)?;
        Ok(())
    }

    fn end(mut self, out: &mut Out) -> anyhow::Result<ExitStatus> {
        self.step(out)?;
        if let Some((_, beside)) = &self.file {
            fs_err::remove_file(beside)?;
        }
        let Progress { names, counts, .. } = self.progress;
        out.note(&format!(
            "{}: {} in {}; {} the name of no organisation of a register and of nobody on a list, which is no clearance",
            counted(names, "name"),
            counted(counts.hits, "hit"),
            counted(counts.with_hits, "name"),
            words::count(counts.unknown),
        ));
        if counts.more > 0 {
            out.note(&format!(
                "note: {} left out: of each name the likeliest are shown",
                counted(counts.more, "further hit")
            ));
        }
        if counts.empty + counts.unread > 0 {
            out.note(&format!(
                "{} without a name, {} not read",
                counted(counts.empty, "row"),
                words::count(counts.unread)
            ));
        }
        Ok(ExitStatus::Done)
    }
}

const fn kind(hit: &ScreenHit) -> &'static str {
    if hit.is_person {
        "person"
    } else {
        "organisation"
    }
}

/// A text of a stranger as a cell: a spreadsheet would run what begins like a formula.
fn in_a_cell(text: &str) -> String {
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let mark = if is_formula { "'" } else { "" };
    format!("{mark}{text}")
}

/// `hits.csv` has `hits.csv.progress` beside it.
fn beside(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".progress");
    PathBuf::from(name)
}
