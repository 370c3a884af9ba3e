//! What looks like a leak and is not: agreed, declared, in scope, or somebody else's.

pub(super) mod backup;
pub(super) mod customer;
pub(super) mod founder;
pub(super) mod handover;
pub(super) mod in_scope;
pub(super) mod lookalike;
pub(super) mod namesake;
pub(super) mod sharing;

use crate::records::{Record, Sheet};
use crate::stream::Stream;
use crate::world::World;

/// Something agreed in writing.
#[derive(Clone, Debug, Default)]
pub(crate) struct Approval<'a> {
    pub(crate) person: usize,
    pub(crate) kind: &'a str,
    pub(crate) from: i32,
    pub(crate) to: i32,
    pub(crate) technology: String,
    pub(crate) about: &'a str,
    pub(crate) mark: u16,
}

/// Records an approval some days before it starts.
pub(crate) fn approve(world: &mut World, approval: &Approval<'_>, stream: &mut Stream) {
    let Some(person) = world.person(approval.person) else {
        return;
    };
    let (user, supervisor) = (person.user.clone(), person.post(approval.from).supervisor);
    let known = approval.from - stream.range(0, 6);
    if known >= world.calendar.days() {
        return;
    }
    let cells = vec![
        user.clone(),
        approval.kind.to_owned(),
        world.calendar.day(approval.from).to_string(),
        world.calendar.day(approval.to).to_string(),
        approval.technology.clone(),
        approval.about.to_owned(),
        world.staff.user(supervisor),
    ];
    world.records.add(
        Sheet::Approvals,
        Record::new(known, cells).of(&user).marked(approval.mark),
    );
}
