//! stub
use crate::world::World;
pub(crate) fn fill(_world: &mut World) {}
