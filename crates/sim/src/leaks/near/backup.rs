//! An operator of backups copies in bulk at night, as agreed.

use super::{Approval, approve};
use crate::SimError;
use crate::answers::Answer;
use crate::calendar::DAY;
use crate::leaks::actor::Actor;
use crate::leaks::{at_fraction, cast, open_for};
use crate::roles::Role;
use crate::script::Deed;
use crate::stream::Purpose;
use crate::world::World;

pub(in crate::leaks) fn plan(world: &mut World) -> Result<(), SimError> {
    let mut stream = world.stream(Purpose::Scenario, 27);
    let person = cast(world, "the operator of backups", (0, 0), |_, _, person| {
        person.role == Role::SystemAdministrator
    })?;
    let mark = open_for(
        world,
        person,
        Answer {
            scenario: "backup",
            of: "f",
            about: "copies in bulk at night to backup media, agreed in writing",
            ..Answer::default()
        },
    );
    let technologies: Vec<usize> = (0..world.holder.technologies.len()).collect();
    let mut day = at_fraction(world, stream.between(0.3, 0.45));
    while day < world.calendar.days() - 4 {
        let night = world.calendar.workday_from(day);
        if let Some(person) = world.staff.people.get_mut(person) {
            person.stay(night, night + 1);
        }
        let about = "copy of file servers to backup media";
        let approval = Approval {
            person,
            kind: "backup",
            from: night,
            to: night + 1,
            technology: String::new(),
            about,
            mark,
        };
        approve(world, &approval, &mut stream);
        let mut actor = Actor::new(world, person, mark);
        actor.stream = stream.clone();
        let at =
            i64::from(night) * DAY + i64::from(actor.stream.range(21 * 3600 + 1800, 24 * 3600));
        actor.act(at, Deed::Logon);
        let copies = actor.stream.range(90, 260) as usize;
        let end = actor.copy(at + 120, &technologies, copies);
        actor.act(end + 60, Deed::Logoff);
        stream = actor.stream;
        day = night + stream.range(24, 40);
    }
    Ok(())
}
