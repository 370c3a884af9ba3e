//! stub
use crate::{SimError, world::World};
pub(crate) fn plan(_world: &mut World) -> Result<(), SimError> { Ok(()) }
