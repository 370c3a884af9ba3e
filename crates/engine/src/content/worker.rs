//! Documents are read in a process of their own: what a stranger's file does to its reader ends there.
//!
//! The parent sends a header line and the bytes of a file; the child answers with one line an item and a last line.
//! A child that ends, or takes too long, is replaced: what it had answered is kept, the rest is said to be unread.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use bongsu_extract::{Format, Item, Limits, Problem, extract};
use serde::{Deserialize, Serialize};

/// Bounds of reading one file.
#[derive(Clone, Copy, Debug)]
pub struct ReaderLimits {
    /// Seconds for the file and all in it.
    pub seconds: u64,
    /// Memory of the process, in MiB.
    pub memory_mib: u64,
    /// Bytes of the file.
    pub file_bytes: u64,
    /// Bounds within the process.
    pub extract: Limits,
}

impl Default for ReaderLimits {
    fn default() -> Self {
        Self {
            seconds: 60,
            memory_mib: 2048,
            file_bytes: 512 << 20,
            extract: Limits::default(),
        }
    }
}

/// Reads documents, one after another, in a child process.
#[derive(Debug)]
pub struct Reader {
    program: PathBuf,
    limits: ReaderLimits,
    running: Option<Running>,
}

#[derive(Debug)]
struct Running {
    child: Child,
    input: ChildStdin,
    lines: Receiver<String>,
}

/// What stands before the bytes of a file.
#[derive(Debug, Serialize, Deserialize)]
struct Header {
    name: String,
    bytes: u64,
    limits: Limits,
}

/// A line of the answer.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Answer {
    Item(Box<Item>),
    Done,
}

impl Reader {
    /// A reader over `program extract --worker`; the process begins with the first file.
    pub const fn new(program: PathBuf, limits: ReaderLimits) -> Self {
        Self {
            program,
            limits,
            running: None,
        }
    }

    /// The bounds it keeps.
    pub const fn limits(&self) -> &ReaderLimits {
        &self.limits
    }

    /// The items of a file, the file itself first; there is always at least that one.
    ///
    /// # Errors
    /// Where the process cannot be started at all.
    pub fn read(&mut self, name: &str, bytes: &[u8]) -> io::Result<Vec<Item>> {
        let deadline = Instant::now() + Duration::from_secs(self.limits.seconds);
        let mut running = match self.running.take() {
            Some(running) => running,
            None => self.start()?,
        };
        let mut items = Vec::new();
        match ask(
            &mut running,
            (name, bytes),
            &self.limits,
            deadline,
            &mut items,
        ) {
            Ok(()) => self.running = Some(running),
            Err(problem) => {
                let problem = match (problem, running.end()) {
                    (Problem::Crashed(_), Some(how)) => Problem::Crashed(how),
                    (problem, _) => problem,
                };
                complete(&mut items, (name, bytes), problem);
            }
        }
        items.sort_by_key(|item| item.number);
        Ok(items)
    }

    fn start(&self) -> io::Result<Running> {
        let mut child = Command::new(&self.program)
            .args(["extract", "--worker", "--memory-mib"])
            .arg(self.limits.memory_mib.to_string())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            // What a reader says when it fails may hold what it read.
            .stderr(Stdio::null())
            .spawn()?;
        let (Some(input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(io::Error::other("the process has no pipes"));
        };
        let (send, lines) = channel();
        std::thread::spawn(move || {
            for line in BufReader::new(output).lines() {
                // The reader of this channel is gone, or the process is: either way there is nothing more to say.
                let Ok(line) = line else { return };
                if send.send(line).is_err() {
                    return;
                }
            }
        });
        Ok(Running {
            child,
            input,
            lines,
        })
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        if let Some(mut running) = self.running.take() {
            let _how = running.end();
        }
    }
}

impl Running {
    /// Ends the process and tells how it ended; one that was ending by itself keeps its own reason.
    fn end(&mut self) -> Option<String> {
        // A process that is gone already cannot be killed: that is no failure.
        let _gone = self.child.kill();
        self.child.wait().ok().map(|status| status.to_string())
    }
}

fn ask(
    running: &mut Running,
    (name, bytes): (&str, &[u8]),
    limits: &ReaderLimits,
    deadline: Instant,
    items: &mut Vec<Item>,
) -> Result<(), Problem> {
    let header = Header {
        name: name.to_owned(),
        bytes: bytes.len() as u64,
        limits: limits.extract,
    };
    let header =
        serde_json::to_string(&header).map_err(|error| Problem::Crashed(error.to_string()))?;
    let Running {
        child,
        input,
        lines,
    } = running;
    // A process that does not take its input would hold whoever writes it, so somebody else does.
    std::thread::scope(|scope| {
        let (tell, sent) = channel();
        scope.spawn(move || {
            let sending = writeln!(input, "{header}")
                .and_then(|()| input.write_all(bytes))
                .and_then(|()| input.flush());
            // Nobody listens any more where the file was given up.
            let _given_up = tell.send(sending);
        });
        let heard = hear(lines, limits.seconds, deadline, items).and_then(|()| {
            let left = deadline.saturating_duration_since(Instant::now());
            match sent.recv_timeout(left) {
                Ok(sending) => sending.map_err(|error| Problem::Crashed(error.to_string())),
                Err(_late) => Err(Problem::TooSlow {
                    seconds: limits.seconds,
                }),
            }
        });
        if heard.is_err() {
            // Whoever still writes is let go. A process that is gone already cannot be killed: that is no failure.
            let _gone = child.kill();
        }
        heard
    })
}

fn hear(
    lines: &Receiver<String>,
    seconds: u64,
    deadline: Instant,
    items: &mut Vec<Item>,
) -> Result<(), Problem> {
    loop {
        let left = deadline.saturating_duration_since(Instant::now());
        let line = lines.recv_timeout(left).map_err(|why| match why {
            RecvTimeoutError::Timeout => Problem::TooSlow { seconds },
            RecvTimeoutError::Disconnected => Problem::Crashed("without an answer".to_owned()),
        })?;
        match serde_json::from_str(&line) {
            Ok(Answer::Item(item)) => items.push(*item),
            Ok(Answer::Done) => return Ok(()),
            Err(error) => return Err(Problem::Crashed(format!("its answer is none: {error}"))),
        }
    }
}

/// What was answered before the end, with the file itself, and the reason why the rest is missing.
fn complete(items: &mut Vec<Item>, (name, bytes): (&str, &[u8]), problem: Problem) {
    if let Some(root) = items.iter_mut().find(|item| item.number == 0) {
        root.problems.push(problem);
        return;
    }
    let digest = blake3::hash(bytes).to_hex().to_string();
    items.push(unread(name, (digest, bytes.len() as u64), problem));
}

/// A file of which nothing was read.
pub(super) fn unread(name: &str, (digest, bytes): (String, u64), problem: Problem) -> Item {
    Item {
        number: 0,
        within: None,
        path: name.to_owned(),
        format: Format::Unknown,
        reader: "none".to_owned(),
        digest,
        bytes,
        text: String::new(),
        sections: Vec::new(),
        properties: Vec::new(),
        problems: vec![problem],
    }
}

/// The child's side: answers files until the input ends.
///
/// # Errors
/// Where the pipes break: the parent is gone.
pub fn serve(input: &mut impl BufRead, output: &mut impl Write) -> io::Result<()> {
    let mut line = String::new();
    let mut bytes = Vec::new();
    loop {
        line.clear();
        if input.read_line(&mut line)? == 0 {
            return Ok(());
        }
        let header: Header = serde_json::from_str(&line)?;
        bytes.clear();
        input.take(header.bytes).read_to_end(&mut bytes)?;
        let mut failed = None;
        extract(&header.name, &bytes, &header.limits, &mut |item| {
            if failed.is_none() {
                failed = answer(output, &Answer::Item(Box::new(item))).err();
            }
        });
        if let Some(error) = failed {
            return Err(error);
        }
        answer(output, &Answer::Done)?;
        output.flush()?;
    }
}

fn answer(output: &mut impl Write, answer: &Answer) -> io::Result<()> {
    serde_json::to_writer(&mut *output, answer)?;
    output.write_all(b"\n")
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    /// A process that takes nothing and says nothing, or only that it is done.
    #[test]
    fn a_process_that_does_not_take_the_file_is_given_up() {
        for says in ["", "echo '\"done\"'; "] {
            is_given_up(says);
        }
    }

    fn is_given_up(says: &str) {
        let folder = tempfile::tempdir().unwrap();
        let program = folder.path().join("deaf");
        fs_err::write(&program, format!("#!/bin/sh\n{says}exec sleep 600\n")).unwrap();
        fs_err::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
        let limits = ReaderLimits {
            seconds: 1,
            ..ReaderLimits::default()
        };
        let mut reader = Reader::new(program, limits);

        let items = reader.read("long.txt", &vec![b'a'; 1 << 20]).unwrap();

        assert_eq!(items.len(), 1);
        assert_eq!(items[0].problems, [Problem::TooSlow { seconds: 1 }]);
    }
}
