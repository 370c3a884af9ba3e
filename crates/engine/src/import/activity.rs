//! Activity from files of no fixed format, through a mapping onto the table `activity`.

use std::path::Path;

use bongsu_lake::activity::{
    Act, ActivityWriter, Block, Given, LocalClock, Surroundings, place, without_key,
};
use bongsu_lake::import::{Imported, Reject, StagedFile};
use bongsu_lake::records::{
    ACTIVITY, MappedRow, Mapping, RecordFormat, RowSink, RowsRequest, SinkError, read_rows,
};

use super::cert::surroundings;
use super::claims::there_already;
use super::records::digest_records;
use super::{FileOutcome, ImportError, ImportRequest, Progress, Reading, commit};
use crate::Site;

/// Rows gathered before they are handed to the writer.
const BLOCK: usize = 1 << 14;

pub(super) async fn import(
    site: &Site,
    request: &ImportRequest<'_>,
    mapping: &Mapping,
    progress: Progress<'_>,
    outcomes: &mut Vec<FileOutcome>,
) -> Result<(), ImportError> {
    let (around, mark, mut note) = surroundings(site).await?;
    for path in request.paths {
        let mut outcome = file(site, request, (path, mapping, &around, &mark), progress).await?;
        // Once is enough.
        outcome.notes.extend(note.take());
        outcomes.push(outcome);
    }
    Ok(())
}

async fn file(
    site: &Site,
    request: &ImportRequest<'_>,
    (path, mapping, around, mark): (&Path, &Mapping, &Surroundings, &str),
    progress: Progress<'_>,
) -> Result<FileOutcome, ImportError> {
    if path.is_dir() {
        return Err(ImportError::Folder(path.to_owned()));
    }
    let format = RecordFormat::of_file(path)?;
    let file = digest_records(path, format)?;
    let reading = Reading::of_log(site, around, Some(mapping));
    if let Some(known) = there_already(site, request, (path, &file.digest), &reading).await? {
        return Ok(known);
    }
    let staging = commit::Staging::new(site, &file.digest)?;
    let writer = ActivityWriter::new(
        staging.path(),
        "activity",
        file.digest.short(),
        site.keys.clone(),
    );
    let zone = mapping.time_zone().unwrap_or(&site.zone).clone();
    let mut sink = Sink {
        writer,
        around,
        clock: LocalClock::new(zone.clone(), site.zone.clone()),
        block: Block::default(),
        scratch: String::new(),
        files: Vec::new(),
        unplaced: 0,
    };
    let rows = RowsRequest {
        path,
        format,
        table: &ACTIVITY,
        mapping: Some(mapping),
        zone: &zone,
    };
    let tally = read_rows(&rows, &mut sink, &mut |bytes| progress(path, bytes))?;
    let last = std::mem::take(&mut sink.block);
    let failed = |source| ImportError::Write {
        file: path.to_owned(),
        source,
    };
    let files = sink.writer.write_all([last]).map_err(failed)?;
    sink.files.extend(files);
    let imported = Imported {
        counts: tally.counts,
        rejects: tally.rejects.into_first(),
        vault: sink.writer.vault(),
        files: sink.files,
    };
    let done = commit::Done {
        path,
        file,
        format: request.format,
        reading,
        imported,
        notes: tally
            .notes
            .iter()
            .map(ToString::to_string)
            .chain(unplaced(sink.unplaced))
            .collect(),
        replaces: false,
        mark,
    };
    commit::commit(site, request, staging, done).await
}

/// What is said of acts that sent something to nobody known.
fn unplaced(rows: u64) -> Option<String> {
    (rows > 0).then(|| {
        format!(
            "{rows} rows send or upload something and name no other side: they do not count as outward (map \
             `counterpart` or `outward`)"
        )
    })
}

struct Sink<'a> {
    writer: ActivityWriter,
    around: &'a Surroundings,
    clock: LocalClock,
    block: Block,
    scratch: String,
    files: Vec<StagedFile>,
    /// Rows that sent something, nobody says to whom.
    unplaced: u64,
}

const CHANNELS: [&str; 9] = [
    "logon",
    "removable",
    "file",
    "mail",
    "web",
    "cloud",
    "print",
    "remote",
    "badge",
];

const ACTIONS: [&str; 16] = [
    "logon",
    "logoff",
    "connect",
    "disconnect",
    "open",
    "copy",
    "write",
    "delete",
    "send",
    "receive",
    "visit",
    "upload",
    "download",
    "print",
    "enter",
    "exit",
];

impl RowSink for Sink<'_> {
    fn row(&mut self, row: &MappedRow<'_>) -> Result<(), SinkError> {
        let reject = |column: &str, reason: String| {
            SinkError::Reject(Reject::new(row.line(), column, reason))
        };
        let text = |column: &str| row.text(column).unwrap_or("");
        let Some(at) = row.time("at") else {
            return Err(reject("at", "no time".to_owned()));
        };
        let person = match (text("person").trim(), text("account").trim()) {
            ("", "") => return Err(reject("person", "neither person nor account".to_owned())),
            ("", account) => account,
            (person, _) => person,
        };
        let (channel, action) = (
            text("channel").to_lowercase(),
            text("action").to_lowercase(),
        );
        if !CHANNELS.contains(&channel.as_str()) {
            return Err(reject(
                "channel",
                format!(
                    "`{channel}` is not a channel: {} are known",
                    CHANNELS.join(", ")
                ),
            ));
        }
        if !ACTIONS.contains(&action.as_str()) {
            return Err(reject(
                "action",
                format!(
                    "`{action}` is not an action: {} are known",
                    ACTIONS.join(", ")
                ),
            ));
        }
        let place = place(
            &Given {
                channel: &channel,
                action: &action,
                object: text("object"),
                object_kind: text("object_kind"),
                counterpart: text("counterpart"),
            },
            self.around,
        );
        let outward = row.flag("outward").or(place.outward);
        self.unplaced += u64::from(outward.is_none());
        let mut hidden = String::new();
        let act = Act {
            moment: self.clock.moment(at),
            person,
            account: Some(text("account")).filter(|account| !account.trim().is_empty()),
            device: text("device"),
            channel: place.channel,
            action: &action,
            object: without_key(place.object, person, &mut hidden),
            object_kind: place.object_kind,
            bytes: row.whole("bytes"),
            outward: outward.unwrap_or(false),
            counterpart: &place.counterpart,
            technology: self.around.rules.touches(place.object).unwrap_or(""),
            row: row.number(),
        };
        self.block.push(&act, &mut self.scratch);
        if self.block.len() >= BLOCK {
            let block = std::mem::take(&mut self.block);
            let files = self
                .writer
                .write_block(block)
                .map_err(|error| SinkError::Fault(Box::new(error)))?;
            self.files.extend(files);
        }
        Ok(())
    }
}
