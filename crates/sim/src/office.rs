//! What offices keep on paper: personnel, agreements, technologies, projects, partners, exposure, lists.

pub(crate) mod exposure;
pub(crate) mod request;

mod agreements;
mod holder;
mod lists;
mod personnel;
mod turnover;

use crate::world::World;

/// Fills all tables with ordinary records; the scenarios have added theirs before.
pub(crate) fn fill(world: &mut World) {
    turnover::leave(world);
    personnel::record(world);
    agreements::record(world);
    holder::record(world);
    request::ordinary(world);
    exposure::ordinary(world);
    lists::record(world);
}
