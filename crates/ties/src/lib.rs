#![doc = include_str!("../README.md")]

mod build;
mod cascade;
mod changes;
mod circles;
mod control;
mod describe;
mod graph;
mod ids;
mod integrated;
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

pub use build::PlainEdges;
pub use cascade::Blocked;
pub use changes::{
    Answer, Change, ChangeKind, Changes, Reopened, Standing, Version, changes, reopened,
};
pub use control::{Control, Controller, JointControl, OpenControl};
pub use describe::Holder;
pub use graph::{Node, TieGraph};
pub use ids::Ids;
pub use integrated::{Integrated, IntegratedShare};
pub use issue::Issue;
pub use register::{
    Directness, Interest, InterestKind, Officer, Organisation, PartyKind, Register, Supply,
};
pub use resolve::{Declared, Resolved};
pub use rule::{
    Aggregates, CascadeRule, ControlRule, Counted, First, Force, InForce, IntegratedRule, Rule,
    RuleBook, RuleError, RuleKind, RuleSource,
};
pub use soft::{Circumstances, Colleague, Payer, SoftKind, SoftRequest, SoftTie, SoftTies};
pub use trace::{
    Basis, Between, Chain, Collapsed, Coverage, Covers, Effect, Neighbour, Neighbourhood, Party,
    Question, TieEdge, TieKind, TiePath, Trace, TraceRequest, UnknownHolding,
};
