//! The simulated site that stories share: written, imported and run once a process.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use serde_json::Value;

use super::site::{TERMS, copy_folder};
use super::{Answer, bongsu, text};

/// A simulation and the site that was made of it.
#[derive(Debug)]
pub(crate) struct Shared {
    /// The folder of the simulation.
    pub(crate) sim: PathBuf,
    /// The site, which stories read side by side.
    pub(crate) site: PathBuf,
    /// The site as it was when the run ended. No story opens it: a database that is open cannot be copied as files.
    pub(crate) pristine: PathBuf,
    /// What the simulation lists: format and path, in order.
    pub(crate) imports: Vec<(String, String)>,
    /// What each import said of each file.
    pub(crate) imported: Vec<Value>,
    /// What the run said.
    pub(crate) run: Value,
    /// Keeps other processes away from the folder.
    _lock: std::fs::File,
}

/// The shared site.
pub(crate) fn shared() -> &'static Shared {
    static SHARED: OnceLock<Shared> = OnceLock::new();
    SHARED.get_or_init(make)
}

/// Runs a command that only reads on the shared site.
pub(crate) fn read(args: &[&str]) -> Answer {
    bongsu(&[args, &["--site", text(&shared().site)]].concat())
}

fn make() -> Shared {
    let (folder, lock) = own_folder();
    let (sim, site) = (folder.join("sim"), folder.join("site"));
    let listed = bongsu(&[
        "simulate",
        text(&sim),
        "--people",
        "60",
        "--days",
        "120",
        "--seed",
        "7",
        "--format",
        "json",
    ])
    .json();
    let word = |value: &Value| value.as_str().unwrap().to_owned();
    let imports: Vec<(String, String)> = listed["holders"][0]["imports"]
        .as_array()
        .unwrap()
        .iter()
        .map(|import| (word(&import["format"]), word(&import["path"])))
        .collect();

    bongsu(&["init", text(&site)]).ok();
    fs_err::copy(sim.join("bongsu.toml"), site.join("bongsu.toml")).unwrap();
    let at = ["--site", text(&site)];
    let mut imported = Vec::new();
    for (format, path) in &imports {
        bongsu(&[["source", "add", format].as_slice(), &TERMS, &at].concat()).ok();
        let path = sim.join(path);
        let said = bongsu(
            &[
                ["import", format, text(&path), "--format", "json"].as_slice(),
                &at,
            ]
            .concat(),
        )
        .json();
        imported.extend(said["files"].as_array().unwrap().iter().cloned());
    }
    let run = bongsu(&[["run", "--format", "json"].as_slice(), &at].concat()).json();
    let pristine = folder.join("pristine");
    copy_folder(&site, &pristine);
    Shared {
        sim,
        site,
        pristine,
        imports,
        imported,
        run,
        _lock: lock,
    }
}

/// A folder below the build folder that no other process uses. It is kept, and taken over by the next process:
/// nothing runs when the last story has ended that could remove it.
fn own_folder() -> (PathBuf, std::fs::File) {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bongsu-stories");
    fs_err::create_dir_all(&root).unwrap();
    for n in 0_u32.. {
        let lock = root.join(format!("{n}.lock"));
        let lock = fs_err::OpenOptions::new()
            .create(true)
            .append(true)
            .open(lock)
            .unwrap()
            .into_parts()
            .0;
        if lock.try_lock().is_ok() {
            let folder = root.join(n.to_string());
            if folder.exists() {
                fs_err::remove_dir_all(&folder).unwrap();
            }
            fs_err::create_dir_all(&folder).unwrap();
            return (folder, lock);
        }
    }
    unreachable!("some folder is free")
}
