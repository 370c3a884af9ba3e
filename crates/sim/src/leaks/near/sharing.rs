//! Somebody shares files with a partner through cloud storage for a while, as agreed.

use super::{Approval, approve};
use crate::SimError;
use crate::answers::Answer;
use crate::leaks::actor::Actor;
use crate::leaks::{at_fraction, cast, open_for};
use crate::stream::Purpose;
use crate::vocabulary::sites::CLOUD;
use crate::world::World;

pub(in crate::leaks) fn plan(world: &mut World) -> Result<(), SimError> {
    let mut stream = world.stream(Purpose::Scenario, 28);
    let from = world
        .calendar
        .workday_from(at_fraction(world, stream.between(0.35, 0.55)));
    let to = (from + stream.range(35, 80)).min(world.calendar.days() - 2);
    let person = cast(
        world,
        "the person who shares with a partner",
        (0, 0),
        |_, _, person| {
            (person.role.is_research() || person.role.title() == "SalesManager")
                && person.role.title() != "VisitingResearcher"
        },
    )?;
    let mark = open_for(
        world,
        person,
        Answer {
            scenario: "sharing",
            of: "d",
            about: "shares files with a partner through cloud storage during a journey and after it, agreed in writing",
            ..Answer::default()
        },
    );
    let partner = world
        .outside
        .partners
        .get(stream.below(world.outside.partners.len()))
        .cloned()
        .unwrap_or_default();
    let site = world
        .person(person)
        .map_or(0, |person| person.habit.cloud_site);
    let about = "exchange of files with a partner through cloud storage";
    let approval = Approval {
        person,
        kind: "travel",
        from,
        to,
        technology: String::new(),
        about,
        mark,
    };
    approve(world, &approval, &mut stream);
    let mut actor = Actor::new(world, person, mark);
    for day in actor.working_days(from, to) {
        if !actor.stream.chance(0.4) {
            continue;
        }
        let Some(at) = actor.moment(day, 900) else {
            continue;
        };
        let uploads = actor.stream.range(2, 5) as usize;
        let at = actor.upload(at, CLOUD.get(site).copied().unwrap_or_default(), uploads);
        if let Some(address) = partner
            .addresses
            .first()
            .filter(|_| actor.stream.chance(0.5))
        {
            actor.send(at + 60, address, 0);
        }
    }
    Ok(())
}
