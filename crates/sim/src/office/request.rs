//! Requests for technology within joint research.

use crate::calendar::DAY;
use crate::records::{Record, Sheet};
use crate::roles::Role;
use crate::stream::{Purpose, Stream};
use crate::world::World;

/// A request.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Asked {
    pub(crate) project: usize,
    pub(crate) person: usize,
    pub(crate) technology: usize,
    pub(crate) channel: &'static str,
    pub(crate) at: i64,
    pub(crate) mark: u16,
}

const PURPOSES: [&str; 8] = [
    "comparison with our samples",
    "model calibration",
    "joint paper",
    "yearly report",
    "reproduction of results",
    "preparation of the next work package",
    "choice of materials",
    "discussion with the partner",
];

/// Records a request.
pub(crate) fn record(world: &mut World, asked: &Asked, stream: &mut Stream) {
    let (Some(project), Some(technology)) = (
        world.projects.get(asked.project),
        world.holder.technologies.get(asked.technology),
    ) else {
        return;
    };
    if asked.at >= i64::from(world.calendar.days()) * DAY {
        return;
    }
    let user = world.staff.user(asked.person);
    let cells = vec![
        stream.code("REQ-######"),
        project.id.clone(),
        user.clone(),
        technology.id.clone(),
        technology.grade.to_string(),
        asked.channel.to_owned(),
        world.calendar.plain(asked.at),
        stream.pick(&PURPOSES).to_owned(),
    ];
    let mut record = Record::new((asked.at / DAY) as i32, cells)
        .of(&user)
        .marked(asked.mark);
    record.at = asked.at;
    world.records.add(Sheet::Requests, record);
}

/// What visiting researchers ask for in the ordinary course: within the agreement, nearly always through the portal.
pub(super) fn ordinary(world: &mut World) {
    for project in 0..world.projects.len() {
        let people = world
            .projects
            .get(project)
            .map(|project| project.people.clone())
            .unwrap_or_default();
        let covered = world
            .projects
            .get(project)
            .map(|project| project.technologies.clone())
            .unwrap_or_default();
        for person in people {
            let mut stream = world.stream(Purpose::Office, 800_000 + project * 1000 + person);
            let visiting = world
                .person(person)
                .is_some_and(|person| person.role == Role::VisitingResearcher);
            let n = stream
                .count(if visiting { 6.0 } else { 1.0 } * f64::from(world.calendar.days()) / 365.0);
            for _ in 0..n {
                let day = world
                    .calendar
                    .workday_from(stream.range(0, world.calendar.days() - 1));
                if !world
                    .person(person)
                    .is_some_and(|person| person.is_employed(day))
                {
                    continue;
                }
                let at = i64::from(day) * DAY + i64::from(stream.range(33_000, 66_000));
                let channel = if stream.chance(0.88) {
                    "portal"
                } else {
                    "mail"
                };
                let technology = stream.pick(&covered);
                record(
                    world,
                    &Asked {
                        project,
                        person,
                        technology,
                        channel,
                        at,
                        mark: 0,
                    },
                    &mut stream,
                );
            }
        }
    }
}
