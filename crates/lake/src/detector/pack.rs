//! The detectors that come with the program, and a site's own, which add to them or replace them by id.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use bongsu_model::DetectorId;

use super::header::{Detector, DetectorError};

/// File, text and examples of each detector that comes with the program.
pub const BUILT_IN: &[(&str, &str, &str)] = &[
    (
        "detectors/access/another-computer.sql",
        include_str!("../../../../detectors/access/another-computer.sql"),
        include_str!("../../../../detectors/access/another-computer.slt"),
    ),
    (
        "detectors/access/monitoring-software.sql",
        include_str!("../../../../detectors/access/monitoring-software.sql"),
        include_str!("../../../../detectors/access/monitoring-software.slt"),
    ),
    (
        "detectors/access/unusual-hours.sql",
        include_str!("../../../../detectors/access/unusual-hours.sql"),
        include_str!("../../../../detectors/access/unusual-hours.slt"),
    ),
    (
        "detectors/access/without-right.sql",
        include_str!("../../../../detectors/access/without-right.sql"),
        include_str!("../../../../detectors/access/without-right.slt"),
    ),
    (
        "detectors/approach/contact-with-rival.sql",
        include_str!("../../../../detectors/approach/contact-with-rival.sql"),
        include_str!("../../../../detectors/approach/contact-with-rival.slt"),
    ),
    (
        "detectors/approach/unconventional-offer.sql",
        include_str!("../../../../detectors/approach/unconventional-offer.sql"),
        include_str!("../../../../detectors/approach/unconventional-offer.slt"),
    ),
    (
        "detectors/cohort/converging.sql",
        include_str!("../../../../detectors/cohort/converging.sql"),
        include_str!("../../../../detectors/cohort/converging.slt"),
    ),
    (
        "detectors/destination/tied-to-restricted.sql",
        include_str!("../../../../detectors/destination/tied-to-restricted.sql"),
        include_str!("../../../../detectors/destination/tied-to-restricted.slt"),
    ),
    (
        "detectors/exposure/remote-access-offered.sql",
        include_str!("../../../../detectors/exposure/remote-access-offered.sql"),
        include_str!("../../../../detectors/exposure/remote-access-offered.slt"),
    ),
    (
        "detectors/leaver/bulk-collection.sql",
        include_str!("../../../../detectors/leaver/bulk-collection.sql"),
        include_str!("../../../../detectors/leaver/bulk-collection.slt"),
    ),
    (
        "detectors/leaver/job-search.sql",
        include_str!("../../../../detectors/leaver/job-search.sql"),
        include_str!("../../../../detectors/leaver/job-search.slt"),
    ),
    (
        "detectors/leaver/outward-before-exit.sql",
        include_str!("../../../../detectors/leaver/outward-before-exit.sql"),
        include_str!("../../../../detectors/leaver/outward-before-exit.slt"),
    ),
    (
        "detectors/research/out-of-scope-request.sql",
        include_str!("../../../../detectors/research/out-of-scope-request.sql"),
        include_str!("../../../../detectors/research/out-of-scope-request.slt"),
    ),
    (
        "detectors/research/undeclared-position.sql",
        include_str!("../../../../detectors/research/undeclared-position.sql"),
        include_str!("../../../../detectors/research/undeclared-position.slt"),
    ),
    (
        "detectors/taking/content-left.sql",
        include_str!("../../../../detectors/taking/content-left.sql"),
        include_str!("../../../../detectors/taking/content-left.slt"),
    ),
    (
        "detectors/taking/disclosure-site.sql",
        include_str!("../../../../detectors/taking/disclosure-site.sql"),
        include_str!("../../../../detectors/taking/disclosure-site.slt"),
    ),
    (
        "detectors/taking/new-removable-device.sql",
        include_str!("../../../../detectors/taking/new-removable-device.sql"),
        include_str!("../../../../detectors/taking/new-removable-device.slt"),
    ),
    (
        "detectors/taking/read-then-carried.sql",
        include_str!("../../../../detectors/taking/read-then-carried.sql"),
        include_str!("../../../../detectors/taking/read-then-carried.slt"),
    ),
    (
        "detectors/taking/slow-drip.sql",
        include_str!("../../../../detectors/taking/slow-drip.sql"),
        include_str!("../../../../detectors/taking/slow-drip.slt"),
    ),
];

/// Detectors by id.
#[derive(Clone, Debug, Default)]
pub struct Pack {
    /// The detectors.
    pub detectors: BTreeMap<DetectorId, Detector>,
    /// The examples of each, where it has some: file and text.
    pub examples: BTreeMap<DetectorId, (String, String)>,
    /// Detectors of the site that replace one of the program.
    pub replaced: Vec<DetectorId>,
    /// Files of the site that cannot be used, and why; the others are.
    pub broken: Vec<DetectorError>,
}

/// A pack that cannot be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PackError {
    /// A detector is wrong.
    #[error(transparent)]
    Detector(#[from] DetectorError),
    /// Two files have one id.
    #[error("{second}: the id `{id}` is taken by {first}")]
    Twice {
        /// The id.
        id: DetectorId,
        /// The file that has it.
        first: String,
        /// The file that wants it.
        second: String,
    },
    /// A file cannot be read.
    #[error("{0}")]
    Io(#[from] std::io::Error),
}

/// The detectors that come with the program.
pub fn built_in() -> Result<Pack, PackError> {
    let mut pack = Pack::default();
    for (file, text, examples) in BUILT_IN {
        let slt = file.replace(".sql", ".slt");
        pack.add(
            Detector::parse(file, text)?,
            Some((slt, (*examples).to_owned())),
        )?;
    }
    Ok(pack)
}

impl Pack {
    /// Adds a site's detectors: every `.sql` below `folder`, in order of path; none where the folder is missing.
    ///
    /// A file that cannot be used stands in `broken`; the detector of the program that it would replace stays.
    pub fn with_folder(mut self, folder: &Path) -> Result<Self, PackError> {
        let mut files = Vec::new();
        collect(folder, &mut files)?;
        files.sort();
        let mut own = Self::default();
        for path in files {
            let slt = path.with_extension("slt");
            let examples = fs_err::read_to_string(&slt)
                .ok()
                .map(|text| (slt.display().to_string(), text));
            let file = path.display().to_string();
            let bytes = fs_err::read(&path)?;
            let added = match String::from_utf8(bytes) {
                Ok(text) => Detector::parse(&file, &text)
                    .map_err(PackError::from)
                    .and_then(|detector| own.add(detector, examples)),
                Err(error) => Err(DetectorError::whole(
                    &file,
                    format!("not UTF-8 at byte {}", error.utf8_error().valid_up_to()),
                )
                .into()),
            };
            match added {
                Ok(()) => {}
                Err(PackError::Detector(error)) => self.broken.push(error),
                Err(PackError::Twice { id, first, .. }) => self.broken.push(DetectorError::whole(
                    &file,
                    format!("the id `{id}` is taken by {first}"),
                )),
                Err(error) => return Err(error),
            }
        }
        for (id, detector) in own.detectors {
            if self.detectors.insert(id.clone(), detector).is_some() {
                self.replaced.push(id.clone());
            }
            self.examples.remove(&id);
            if let Some(examples) = own.examples.remove(&id) {
                self.examples.insert(id, examples);
            }
        }
        Ok(self)
    }

    fn add(
        &mut self,
        detector: Detector,
        examples: Option<(String, String)>,
    ) -> Result<(), PackError> {
        let id = detector.header.id.clone();
        if let Some(first) = self.detectors.get(&id) {
            return Err(PackError::Twice {
                id,
                first: first.file.clone(),
                second: detector.file,
            });
        }
        if let Some(examples) = examples {
            self.examples.insert(id.clone(), examples);
        }
        self.detectors.insert(id, detector);
        Ok(())
    }
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    if !folder.is_dir() {
        return Ok(());
    }
    for entry in fs_err::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|ending| ending == "sql") {
            files.push(path);
        }
    }
    Ok(())
}
