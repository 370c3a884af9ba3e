//! (d) A slow drip to personal cloud over months, by somebody who stays.

use super::actor::Actor;
use super::{at_fraction, cast, open_for};
use crate::SimError;
use crate::answers::Answer;
use crate::stream::Purpose;
use crate::vocabulary::sites::CLOUD;
use crate::world::World;

pub(super) fn plan(world: &mut World) -> Result<(), SimError> {
    let mut stream = world.stream(Purpose::Scenario, 4);
    let from = at_fraction(world, stream.between(0.38, 0.5));
    let to = world.calendar.days() - stream.range(1, 8);
    let person = cast(
        world,
        "the person of the slow drip",
        (0, 0),
        |_, _, person| {
            person.role.is_research()
                && person.role.title() != "VisitingResearcher"
                && person.technologies(from).count() >= 1
        },
    )?;
    let mark = open_for(
        world,
        person,
        Answer {
            scenario: "d",
            is_leak: true,
            destination: "personal cloud".to_owned(),
            about: "protected documents go to personal cloud storage and webmail, a few at a time, for months",
            ..Answer::default()
        },
    );
    let usual = stream.between(0.006, 0.03);
    let site = stream.below(CLOUD.len());
    if let Some(person) = world.staff.people.get_mut(person) {
        person.habit.cloud = usual;
        person.habit.cloud_site = site;
    }
    drip(&mut Actor::new(world, person, mark), (from, to), site);
    Ok(())
}

/// A day in eight at first, later nearly every second day.
fn drip(actor: &mut Actor<'_>, (from, to): (i32, i32), site: usize) {
    let cloud = CLOUD.get(site).copied().unwrap_or_default();
    let own = actor
        .world
        .person(actor.person)
        .map(|person| person.own_address.clone())
        .unwrap_or_default();
    let technologies = actor.technologies(from);
    let (first, last) = (
        actor.stream.between(0.1, 0.18),
        actor.stream.between(0.42, 0.6),
    );
    for day in actor.working_days(from, to) {
        let share = f64::from(day - from) / f64::from((to - from).max(1));
        if !actor.stream.chance(first + (last - first) * share) {
            continue;
        }
        let Some(at) = actor.moment(day, 1200) else {
            continue;
        };
        let reads = actor.stream.range(2, 6) as usize;
        let technology = actor
            .stream
            .pick(technologies.get(..2).unwrap_or(&technologies));
        let at = actor.read(at, technology, reads);
        if actor.stream.chance(0.72) {
            let uploads = actor.stream.range(2, 5) as usize;
            actor.upload(at + 60, cloud, uploads);
        } else {
            let attachments = actor.stream.range(1, 3) as u32;
            actor.send(at + 60, &own, attachments);
        }
    }
}
