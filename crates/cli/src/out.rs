//! Where output goes: data on standard output, notes, progress and errors on standard error.

use std::io::{self, IsTerminal, Write};

use crate::args::{ColorChoice, ErrorFormat, OutputArgs};
use crate::clock;
use crate::render::Style;
use crate::usage;

/// The two streams and how much is said on them.
#[derive(Debug)]
pub(crate) struct Out {
    style: Style,
    quiet: u8,
    error_format: ErrorFormat,
    is_terminal: bool,
    has_progress: bool,
}

impl Out {
    pub(crate) fn new(args: &OutputArgs) -> Self {
        let color = match args.color {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto => io::stdout().is_terminal() && !clock::no_color(),
        };
        Self {
            style: Style { color },
            quiet: args.quiet,
            error_format: args.error_format,
            // Lines of the log would be written over by progress that replaces itself.
            is_terminal: io::stderr().is_terminal() && args.verbose == 0,
            has_progress: false,
        }
    }

    /// The style of human output.
    pub(crate) fn style(&self) -> Style {
        self.style
    }

    /// Writes data.
    pub(crate) fn data(&mut self, text: &str) -> anyhow::Result<()> {
        self.end_progress();
        let mut stdout = io::stdout().lock();
        stdout.write_all(text.as_bytes())?;
        Ok(stdout.flush()?)
    }

    /// Writes a JSON document, with a line feed.
    pub(crate) fn json(&mut self, value: &serde_json::Value) -> anyhow::Result<()> {
        self.data(&format!("{}\n", serde_json::to_string_pretty(value)?))
    }

    /// Says something beside the data.
    pub(crate) fn note(&mut self, text: &str) {
        if self.quiet == 0 {
            self.end_progress();
            Self::say(&format!("{text}\n"));
        }
    }

    /// Shows how far long work is; overwritten by the next one on a terminal.
    pub(crate) fn progress(&mut self, text: &str) {
        if self.quiet > 0 {
            return;
        }
        if self.is_terminal {
            self.has_progress = true;
            Self::say(&format!("\r\u{1b}[2K{text}"));
        } else {
            Self::say(&format!("{text}\n"));
        }
    }

    /// Whether progress lines replace one another, so that they may come often.
    pub(crate) fn is_live(&self) -> bool {
        self.is_terminal && self.quiet == 0
    }

    /// Says why the command failed.
    pub(crate) fn error(&mut self, error: &anyhow::Error) {
        if self.quiet > 1 {
            return;
        }
        self.end_progress();
        self.say_error(&causes(error));
    }

    /// Says what is wrong with the arguments; to people as the parser does, with the usage.
    pub(crate) fn usage(&mut self, error: &clap::Error, color: ColorChoice) {
        match (self.error_format, color) {
            _ if self.quiet > 1 => {}
            (ErrorFormat::Human, ColorChoice::Never) => Self::say(&error.render().to_string()),
            (ErrorFormat::Human, ColorChoice::Auto | ColorChoice::Always) => {
                // A closed standard error is no reason to stop.
                let _closed = error.print();
            }
            (ErrorFormat::Plain | ErrorFormat::Json, _) => self.say_error(&usage::text(error)),
        }
    }

    fn say_error(&self, text: &str) {
        Self::say(&match self.error_format {
            ErrorFormat::Human => format!("error: {text}\n"),
            ErrorFormat::Plain => format!("{}\n", text.replace('\n', " ")),
            ErrorFormat::Json => format!("{}\n", serde_json::json!({ "error": text })),
        });
    }

    fn end_progress(&mut self) {
        if self.has_progress {
            self.has_progress = false;
            Self::say("\r\u{1b}[2K");
        }
    }

    fn say(text: &str) {
        // A closed standard error is no reason to stop.
        let _closed = io::stderr().lock().write_all(text.as_bytes());
    }
}

/// The error and its causes, each said once.
fn causes(error: &anyhow::Error) -> String {
    let mut text = error.to_string();
    for cause in error.chain().skip(1) {
        let cause = cause.to_string();
        if !text.contains(&cause) {
            text = format!("{text}: {cause}");
        }
    }
    text
}
