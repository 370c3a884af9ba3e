//! One run of the program and what it gave.

use std::ffi::OsString;
use std::process::{Command, Stdio};

use serde_json::Value;

/// What a run of the program gave.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) command: String,
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// The program, with nothing of the environment but what is set here.
pub(crate) fn program() -> Command {
    // Cargo names the program; a harness of its own may name another one.
    let path = option_env!("CARGO_BIN_EXE_bongsu").map(OsString::from);
    let path = path
        .or_else(|| std::env::var_os("BONGSU_BIN"))
        .expect("BONGSU_BIN names the program");
    let mut command = Command::new(path);
    command
        .env_clear()
        .env("BONGSU_USER", "tester")
        .stdin(Stdio::null());
    command
}

/// Runs the program to its end.
pub(crate) fn bongsu(args: &[&str]) -> Answer {
    let output = program().args(args).output().expect("the program starts");
    let text = |bytes| String::from_utf8(bytes).expect("output is UTF-8");
    Answer {
        command: format!("bongsu {}", args.join(" ")),
        code: output.status.code(),
        out: text(output.stdout),
        err: text(output.stderr),
    }
}

/// Starts the program and kills it as soon as `reached` holds; says whether it was killed in time.
#[cfg(unix)]
pub(crate) fn killed_when(args: &[&str], reached: impl Fn() -> bool) -> bool {
    let mut child = program()
        .args(args)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts");
    while !reached() && child.try_wait().expect("a child is waited for").is_none() {
        std::thread::yield_now();
    }
    child.kill().expect("a child is killed");
    child
        .wait()
        .expect("a child is waited for")
        .code()
        .is_none()
}

/// A list in a JSON document.
#[track_caller]
pub(crate) fn rows(document: &Value, name: &str) -> Vec<Value> {
    let rows = document[name].as_array();
    rows.unwrap_or_else(|| panic!("no list `{name}` in {document}"))
        .clone()
}

impl Answer {
    /// Asserts the exit code.
    #[track_caller]
    pub(crate) fn code(self, wanted: i32) -> Self {
        let Self {
            command,
            code,
            out,
            err,
        } = &self;
        assert_eq!(
            *code,
            Some(wanted),
            "`{command}`\n-- out --\n{out}\n-- err --\n{err}"
        );
        self
    }

    /// Asserts success.
    #[track_caller]
    pub(crate) fn ok(self) -> Self {
        self.code(0)
    }

    /// Asserts that it failed, said so in every one of these words, and gave no data.
    #[track_caller]
    pub(crate) fn refused(self, words: &[&str]) -> Self {
        let answer = self.code(2);
        assert_eq!(answer.out, "", "`{}` failed and gave data", answer.command);
        for word in words {
            assert!(
                answer.err.contains(word),
                "`{}` does not say `{word}`:\n{}",
                answer.command,
                answer.err
            );
        }
        answer
    }

    /// The JSON document of a success, which must name the version of its schema.
    #[track_caller]
    pub(crate) fn json(self) -> Value {
        let answer = self.ok();
        let document: Value = serde_json::from_str(&answer.out).unwrap_or_else(|error| {
            panic!("`{}` gave no JSON: {error}\n{}", answer.command, answer.out)
        });
        assert_eq!(
            document["schema_version"], 1,
            "`{}` names no schema_version",
            answer.command
        );
        document
    }
}
