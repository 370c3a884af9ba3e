#![doc = include_str!("../README.md")]

mod bulk;
mod case_log;
mod cases;
mod claims;
mod document;
mod error;
mod findings;
mod imports;
mod inspections;
mod judgements;
mod lake_files;
mod meta;
mod migrate;
mod registered;
mod run_commit;
mod runs;
mod sources;
mod sqlite;
mod technologies;
mod values;
mod vault;

pub use case_log::{Annotation, CaseEvent, CaseEventKind};
pub use cases::{CaseFilter, StoredCase};
pub use claims::{Claim, Replaced};
pub use error::StoreError;
pub use findings::{FindingFilter, RunScope};
pub use imports::{ImportRecord, RejectRow, StoredImport};
pub use judgements::{JudgedAs, JudgedSide, Judgement, StoredJudgement};
pub use lake_files::{CurrentFile, LakeFile};
pub use registered::{Certificate, Document, DocumentPart, StoredDocument};
pub use run_commit::RunCommit;
pub use runs::{Blindness, DetectorRun, RunRecord};
pub use sqlite::Store;
pub use technologies::{StoredTechnology, Technology};
pub use vault::{AuditEntry, Identity, RevealRequest, VaultKind, VaultRow};
