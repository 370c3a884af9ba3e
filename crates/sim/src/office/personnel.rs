//! Personnel: employment, access to technologies, approvals of moves, nights, journeys and devices.

use crate::leaks::near::{Approval, approve};
use crate::people::Person;
use crate::records::{Record, Sheet};
use crate::stream::Purpose;
use crate::world::World;

pub(super) fn record(world: &mut World) {
    for index in 0..world.staff.people.len() {
        employment(world, index);
        access(world, index);
        approvals(world, index);
    }
}

/// One row for each place the person held within the simulation.
fn employment(world: &mut World, index: usize) {
    let Some(person) = world.person(index).cloned() else {
        return;
    };
    let days = world.calendar.days();
    let last = person.last.filter(|last| *last < days);
    for (number, post) in person.posts.iter().enumerate() {
        let next = person
            .posts
            .get(number + 1)
            .map(|next| next.from - 1)
            .filter(|end| last.is_none_or(|last| *end < last));
        if last.is_some_and(|last| post.from > last) {
            continue;
        }
        let end = next.or(last);
        let team = world.staff.teams.get(post.team);
        let unit = team.and_then(|team| world.holder.units.get(team.unit));
        let cells = vec![
            person.user.clone(),
            person.naming.official.clone(),
            person.email.clone(),
            unit.map(|unit| unit.name.to_owned()).unwrap_or_default(),
            team.map(|team| team.name.clone()).unwrap_or_default(),
            person.role.title().to_owned(),
            world.staff.user(post.supervisor),
            world.calendar.day(post.from).to_string(),
            end.map(|end| world.calendar.day(end).to_string())
                .unwrap_or_default(),
            (next.is_none() && last.is_some()).to_string(),
        ];
        world.records.add(
            Sheet::Employment,
            Record::new(post.from, cells).of(&person.user),
        );
    }
}

fn access(world: &mut World, index: usize) {
    let Some(person) = world.person(index).cloned() else {
        return;
    };
    for access in &person.access {
        let Some(technology) = world
            .holder
            .technologies
            .get(access.technology)
            .map(|technology| technology.id.clone())
        else {
            continue;
        };
        let to = access
            .to
            .into_iter()
            .chain(person.last)
            .min()
            .filter(|to| *to < world.calendar.days());
        if to.is_some_and(|to| to < access.from) {
            continue;
        }
        let cells = vec![
            person.user.clone(),
            technology,
            world.calendar.day(access.from).to_string(),
            to.map(|to| world.calendar.day(to).to_string())
                .unwrap_or_default(),
        ];
        world.records.add(
            Sheet::TechnologyAccess,
            Record::new(access.from, cells).of(&person.user),
        );
    }
}

/// What is agreed in the ordinary course; not everything is written down.
fn approvals(world: &mut World, index: usize) {
    let mut stream = world.stream(Purpose::Office, 200_000 + index);
    let Some(person) = world.person(index).cloned() else {
        return;
    };
    let mut agreed = occasions(&person);
    let left = person.last.filter(|last| !person.is_cast && *last > 0);
    if let Some(last) = left {
        agreed.push(Occasion(
            "handover",
            last - 10,
            last,
            "handover to the successor",
            0.2,
        ));
    }
    for Occasion(kind, from, to, about, share) in agreed {
        if stream.chance(share) && from < world.calendar.days() {
            let technology = String::new();
            let approval = Approval {
                person: index,
                kind,
                from,
                to,
                technology,
                about,
                mark: 0,
            };
            approve(world, &approval, &mut stream);
        }
    }
}

/// Kind, first and last day, text, and how often it is written down.
struct Occasion(&'static str, i32, i32, &'static str, f64);

/// Nights, journeys, moves and new computers of a person.
fn occasions(person: &Person) -> Vec<Occasion> {
    let mut agreed = Vec::new();
    for &night in person
        .nights
        .iter()
        .filter(|night| person.is_employed(**night))
    {
        agreed.push(Occasion(
            "night",
            night,
            night + 1,
            "planned maintenance at night",
            0.85,
        ));
    }
    for &(from, to) in person
        .journeys
        .iter()
        .filter(|(from, _)| person.is_employed(*from))
    {
        agreed.push(Occasion(
            "travel",
            from,
            to,
            "journey to a conference or partner",
            0.7,
        ));
    }
    for post in person.posts.iter().skip(1) {
        agreed.push(Occasion(
            "transfer",
            post.from - 7,
            post.from + 30,
            "move to another team",
            0.9,
        ));
    }
    for &(from, _) in person
        .pcs
        .iter()
        .filter(|(from, _)| *from > 0 && person.is_employed(*from))
    {
        agreed.push(Occasion(
            "device",
            from,
            from + 7,
            "new computer, files are carried over",
            0.8,
        ));
    }
    agreed
}
