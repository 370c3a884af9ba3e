//! (e) A visiting researcher asks beyond the agreement, and holds a position elsewhere that was not declared.

use super::actor::Actor;
use super::{at_fraction, cast, fronts, open_for};
use crate::SimError;
use crate::answers::Answer;
use crate::calendar::DAY;
use crate::office::request;
use crate::records::{Record, Sheet};
use crate::register::Founding;
use crate::roles::Role;
use crate::stream::{Purpose, Stream};
use crate::world::World;

pub(super) fn plan(world: &mut World) -> Result<(), SimError> {
    let mut stream = world.stream(Purpose::Scenario, 5);
    let from = at_fraction(world, stream.between(0.45, 0.6));
    let to = world.calendar.days() - stream.range(2, 15);
    let narrow: Vec<usize> = world
        .projects
        .iter()
        .filter(|project| project.max_grade <= 3)
        .flat_map(|project| project.people.clone())
        .collect();
    let person = cast(
        world,
        "the visiting researcher",
        (from, from + 20),
        |_, index, person| person.role == Role::VisitingResearcher && narrow.contains(&index),
    )?;
    let mark = open_for(
        world,
        person,
        Answer {
            scenario: "e",
            is_leak: true,
            about: "asks for technology beyond the project agreement while holding an undeclared position with a listed party's institute",
            ..Answer::default()
        },
    );
    let institute = institute(world, mark, &mut stream);
    undeclared(world, (person, institute), from, mark, &mut stream);
    ask(world, person, (from, to), mark, &mut stream);
    Ok(())
}

/// A company or institute that a listed party holds.
fn institute(world: &mut World, mark: u16, stream: &mut Stream) -> usize {
    let founding = Founding {
        jurisdiction: "CN",
        founded: -stream.range(1500, 6000),
        mark: 0,
    };
    let parent = world.register.found(founding, stream);
    world.listed.push((parent, -stream.range(200, 900)));
    let founding = Founding {
        jurisdiction: "CN",
        founded: -stream.range(300, 1400),
        mark,
    };
    let institute = fronts::held(world, parent, founding, stream);
    if let Some(answer) = world.answers.get_mut(mark) {
        answer.destination = world.register.name(institute);
    }
    institute
}

fn undeclared(
    world: &mut World,
    (person, institute): (usize, usize),
    from: i32,
    mark: u16,
    stream: &mut Stream,
) {
    let user = world.staff.user(person);
    let known = from + stream.range(-10, 25);
    let cells = vec![
        user.clone(),
        world.register.spoken_name(institute, stream),
        stream
            .pick(&[
                "adjunct professor",
                "technical adviser",
                "research fellow",
                "director",
            ])
            .to_owned(),
        world.calendar.day(from - stream.range(60, 500)).to_string(),
        String::new(),
        "false".to_owned(),
        world.calendar.day(known).to_string(),
        stream
            .pick(&[
                "conference programme",
                "funding database",
                "staff page of the institute",
                "patent application",
            ])
            .to_owned(),
    ];
    let record = Record::new(known, cells).of(&user).marked(mark);
    world.records.add(Sheet::Declarations, record);
}

/// Requests outside the agreement, each followed by a look at what was asked for.
fn ask(world: &mut World, person: usize, (from, to): (i32, i32), mark: u16, stream: &mut Stream) {
    let Some(project) = world
        .projects
        .iter()
        .position(|project| project.people.contains(&person))
    else {
        return;
    };
    let covered = world
        .projects
        .get(project)
        .map(|project| (project.technologies.clone(), project.max_grade))
        .unwrap_or_default();
    let mut beyond: Vec<usize> = (0..world.holder.technologies.len())
        .filter(|place| !covered.0.contains(place))
        .filter(|&place| {
            world
                .holder
                .technologies
                .get(place)
                .is_some_and(|technology| technology.grade >= 3 && technology.grade >= covered.1)
        })
        .collect();
    stream.shuffle(&mut beyond);
    beyond.truncate(3);
    let n = stream.range(3, 6);
    for number in 0..n {
        let technology = stream.pick(&beyond);
        let day = world
            .calendar
            .workday_from(from + (to - from) * number / n + stream.range(0, 5));
        let at = i64::from(day) * DAY + i64::from(stream.range(34_000, 66_000));
        let channel = stream.pick(&["mail", "messenger", "in person", "mail", "portal"]);
        let asked = request::Asked {
            project,
            person,
            technology,
            channel,
            at,
            mark,
        };
        request::record(world, &asked, stream);
        let mut actor = Actor::new(world, person, mark);
        actor.stream = stream.clone();
        if actor.stream.chance(0.7)
            && let Some(at) = actor.moment(day + 1, 1800)
        {
            let reads = actor.stream.range(4, 14) as usize;
            let at = actor.read(at, technology, reads);
            if actor.stream.chance(0.35) {
                let copies = actor.stream.range(3, 9) as usize;
                actor.copy(at + 40, &[technology], copies);
            }
        }
        *stream = actor.stream;
    }
}
