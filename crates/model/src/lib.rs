#![doc = include_str!("../README.md")]

mod case;
mod digest;
mod finding;
mod ids;
mod keys;
mod score;
mod share;
mod site;
mod time;

pub mod tables;

pub use case::{
    Bar, Case, CaseKind, CaseState, Checked, EdgeKind, Fact, Lane, Marker, NextStep, Pair, Path,
    PathEdge, PathNode, Section, Timeline, Unknown,
};
pub use digest::{Digest, ParseDigestError};
pub use finding::{Family, Finding, ParseRefError, RowRange, RowRef, Strength, Subject};
pub use ids::{
    AgreementId, CaseId, DetectorId, FindingId, OrgId, ParseIdError, PersonId, TechnologyId,
};
pub use keys::{Keyring, PseudonymKey};
pub use score::{Deciban, Score, Term};
pub use share::{Certainty, Share, ShareError, ShareRange};
pub use site::{
    Allowed, CheckedSettings, EngineSettings, HolderSettings, RunSettings, SettingKey,
    SettingsError, SiteSettings, SourceTerms,
};
pub use time::{Day, Micros, TimeError, Zone};
