#![doc = include_str!("../README.md")]

mod build;
mod cascade;
mod changes;
mod control;
mod graph;
mod issue;
mod register;
mod resolve;
mod rule;
mod shares;
mod snapshot;
mod soft;
mod trace;

#[cfg(test)]
mod tests;

pub use cascade::Blocked;
pub use changes::{
    Answer, Change, ChangeKind, Changes, Reopened, Standing, Version, changes, reopened,
};
pub use control::{Control, Controller, JointControl};
pub use graph::{Node, TieGraph};
pub use issue::Issue;
pub use register::{
    Directness, Interest, InterestKind, Officer, Organisation, PartyKind, Register, Supply,
};
pub use resolve::{Declared, Resolved};
pub use rule::{CascadeRule, ControlRule};
pub use soft::{Circumstances, Colleague, Payer, SoftKind, SoftRequest, SoftTie, SoftTies};
pub use trace::{
    Basis, Between, Chain, Collapsed, Coverage, Covers, Effect, Neighbour, Neighbourhood, Party,
    Question, TieEdge, TieKind, TiePath, Trace, TraceRequest, UnknownHolding,
};
