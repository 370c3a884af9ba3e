//! Arguments that are not understood, and calls for help: said before any argument is known for certain.

use std::ffi::OsString;

use clap::ValueEnum;
use clap::error::ErrorKind;

use crate::args::{ColorChoice, ErrorFormat, LogFormat, OutputArgs};
use crate::exit::ExitStatus;
use crate::out::Out;

/// Prints help or version and succeeds, or says what is wrong with the arguments in the form that they ask for.
pub(crate) fn answer(error: &clap::Error) -> ExitStatus {
    if !error.use_stderr() {
        // A reader that goes away has read enough of the help.
        let _gone = error.print();
        return ExitStatus::Done;
    }
    let args = asked(std::env::args_os().skip(1));
    Out::new(&args).usage(error, args.color);
    ExitStatus::Failed
}

/// What the error says, without the form that a terminal gives it.
pub(crate) fn text(error: &clap::Error) -> String {
    // The parser answers these with the help or with a list of everything, hidden commands too.
    if matches!(
        error.kind(),
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand | ErrorKind::MissingSubcommand
    ) {
        return "a command is wanted\nhint: --help lists them".to_owned();
    }
    let text = error.render().to_string();
    let lines: Vec<&str> = text
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    let text = lines.join("\n");
    text.strip_prefix("error: ").unwrap_or(&text).to_owned()
}

/// The output flags among arguments that cannot be parsed as a whole.
fn asked(args: impl Iterator<Item = OsString>) -> OutputArgs {
    let mut found = OutputArgs {
        quiet: 0,
        verbose: 0,
        log_format: LogFormat::Text,
        color: ColorChoice::Auto,
        error_format: ErrorFormat::Human,
    };
    let mut args = args
        .map(|arg| arg.to_string_lossy().into_owned())
        .take_while(|arg| arg != "--");
    while let Some(arg) = args.next() {
        let (flag, value) = match arg.split_once('=') {
            Some((flag, value)) => (flag, Some(value.to_owned())),
            None => (arg.as_str(), None),
        };
        match flag {
            "--error-format" => {
                let value = value.or_else(|| args.next()).unwrap_or_default();
                found.error_format =
                    ErrorFormat::from_str(&value, false).unwrap_or(found.error_format);
            }
            "--color" => {
                let value = value.or_else(|| args.next()).unwrap_or_default();
                found.color = ColorChoice::from_str(&value, false).unwrap_or(found.color);
            }
            "--quiet" => found.quiet = found.quiet.saturating_add(1),
            // What follows is a text that may look like a flag.
            "--reason" if value.is_none() => _ = args.next(),
            _ => {
                let letters = flag.strip_prefix('-').unwrap_or("");
                if letters.bytes().all(|letter| matches!(letter, b'q' | b'v')) {
                    let asked = letters.bytes().filter(|letter| *letter == b'q').count();
                    let asked = u8::try_from(asked).unwrap_or(u8::MAX);
                    found.quiet = found.quiet.saturating_add(asked);
                }
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(args: &[&str]) -> OutputArgs {
        asked(args.iter().map(OsString::from))
    }

    #[test]
    fn output_flags_are_found_wherever_they_stand() {
        for args in [
            &["conquer", "--error-format", "json"][..],
            &["--error-format=json", "import"],
            &[
                "--nonsense",
                "--error-format",
                "plain",
                "--error-format=json",
            ],
        ] {
            assert!(
                matches!(of(args).error_format, ErrorFormat::Json),
                "{args:?}"
            );
        }
        for args in [
            &["conquer"][..],
            &["--error-format"],
            &["--error-format", "yaml"],
            &["sql", "--", "--error-format", "json"],
        ] {
            assert!(
                matches!(of(args).error_format, ErrorFormat::Human),
                "{args:?}"
            );
        }
        assert_eq!(of(&["-qq", "x"]).quiet, 2);
        assert_eq!(of(&["-q", "-vq", "--quiet", "-", "--query"]).quiet, 3);
        assert!(matches!(
            of(&["--color", "never"]).color,
            ColorChoice::Never
        ));
    }
}
