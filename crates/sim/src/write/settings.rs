//! `bongsu.toml`: what is known of the holder.

use std::path::Path;

use crate::world::World;

pub(super) fn write(world: &World, out: &Path) -> std::io::Result<()> {
    let holder = &world.holder;
    let text = format!(
        "[holder]\nname = \"{}\"\ndomains = [\"{}\"]\ntime_zone = \"Asia/Seoul\"\nsector = \"{}\"\nvictim = \"{}\"\n",
        holder.name,
        holder.domain,
        holder.sector(),
        holder.victim()
    );
    fs_err::write(out.join("bongsu.toml"), text)
}
