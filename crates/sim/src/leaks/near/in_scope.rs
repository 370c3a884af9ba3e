//! A visiting researcher with a declared position asks for highly protected data that the agreement covers.

use crate::SimError;
use crate::answers::Answer;
use crate::calendar::DAY;
use crate::leaks::actor::Actor;
use crate::leaks::{at_fraction, cast, open_for};
use crate::office::request;
use crate::people::Access;
use crate::records::{Record, Sheet};
use crate::roles::Role;
use crate::stream::{Purpose, Stream};
use crate::world::World;

pub(in crate::leaks) fn plan(world: &mut World) -> Result<(), SimError> {
    let mut stream = world.stream(Purpose::Scenario, 25);
    let from = at_fraction(world, stream.between(0.4, 0.6));
    let wide: Vec<usize> = world
        .projects
        .iter()
        .filter(|project| project.max_grade == 4)
        .flat_map(|project| project.people.clone())
        .collect();
    let person = cast(
        world,
        "the researcher within the agreement",
        (from, from + 15),
        |_, index, person| person.role == Role::VisitingResearcher && wide.contains(&index),
    )?;
    let mark = open_for(
        world,
        person,
        Answer {
            scenario: "in-scope",
            of: "e",
            about: "asks for highly protected data that the agreement covers, with a declared position elsewhere",
            ..Answer::default()
        },
    );
    declare(world, person, mark, &mut stream);
    let Some(project) = world
        .projects
        .iter()
        .position(|project| project.people.contains(&person))
    else {
        return Ok(());
    };
    let covered = world
        .projects
        .get(project)
        .map(|project| project.technologies.clone())
        .unwrap_or_default();
    let technology = covered
        .into_iter()
        .max_by_key(|&place| {
            world
                .holder
                .technologies
                .get(place)
                .map_or(0, |technology| technology.grade)
        })
        .unwrap_or_default();
    if let Some(person) = world.staff.people.get_mut(person)
        && !person.may_use(technology, from)
    {
        person.access.push(Access {
            technology,
            from: from - 5,
            to: None,
        });
    }
    let asked = request::Asked {
        project,
        person,
        technology,
        channel: "portal",
        at: 0,
        mark,
    };
    ask(world, asked, from, &mut stream);
    Ok(())
}

/// A few requests, each followed by a look at what was asked for.
fn ask(world: &mut World, asked: request::Asked, from: i32, stream: &mut Stream) {
    for number in 0..stream.range(2, 4) {
        let day = world
            .calendar
            .workday_from(from + number * stream.range(5, 15));
        let at = i64::from(day) * DAY + i64::from(stream.range(34_000, 62_000));
        request::record(world, &request::Asked { at, ..asked }, stream);
        let mut actor = Actor::new(world, asked.person, asked.mark);
        actor.stream = stream.clone();
        if let Some(at) = actor.moment(day + 1, 1800) {
            let reads = actor.stream.range(4, 12) as usize;
            actor.read(at, asked.technology, reads);
        }
        *stream = actor.stream;
    }
}

/// The position at the partner, declared on arrival.
fn declare(world: &mut World, person: usize, mark: u16, stream: &mut Stream) {
    let user = world.staff.user(person);
    let partner = world
        .projects
        .iter()
        .find(|project| project.people.contains(&person))
        .map_or(0, |project| project.partner);
    let organisation = world
        .outside
        .partners
        .get(partner)
        .map_or(0, |partner| partner.organisation);
    let day = -stream.range(10, 60);
    let cells = vec![
        user.clone(),
        world.register.spoken_name(organisation, stream),
        "senior researcher".to_owned(),
        world
            .calendar
            .day(day - stream.range(200, 1500))
            .to_string(),
        String::new(),
        "true".to_owned(),
        world.calendar.day(day).to_string(),
        "declaration on arrival".to_owned(),
    ];
    world.records.add(
        Sheet::Declarations,
        Record::new(day, cells).of(&user).marked(mark),
    );
}
