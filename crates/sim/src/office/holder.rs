//! The holder's own registers: technologies, projects, rivals, partners, declarations.

use std::collections::BTreeSet;

use crate::records::{Record, Sheet};
use crate::roles::Role;
use crate::stream::Purpose;
use crate::world::World;

pub(super) fn record(world: &mut World) {
    technologies(world);
    projects(world);
    neighbours(world);
    declarations(world);
}

fn technologies(world: &mut World) {
    let host = world.holder.vault_host();
    for technology in world.holder.technologies.clone() {
        let unit = world
            .holder
            .units
            .get(technology.unit)
            .map(|unit| unit.name.to_owned())
            .unwrap_or_default();
        let version = if technology.list_item.is_empty() {
            ""
        } else {
            "2025-01"
        };
        let cells = vec![
            technology.id.clone(),
            technology.name.to_owned(),
            technology.class.to_owned(),
            technology.grade.to_string(),
            world.holder.sector().to_owned(),
            unit,
            technology.list_item.to_owned(),
            version.to_owned(),
            technology.threshold.to_owned(),
            String::new(),
            technology.paths(&host),
        ];
        world
            .records
            .add(Sheet::Technologies, Record::new(0, cells));
    }
}

fn projects(world: &mut World) {
    for project in world.projects.clone() {
        let partner = world
            .outside
            .partners
            .get(project.partner)
            .map_or(0, |partner| partner.organisation);
        let ids: Vec<String> = project
            .technologies
            .iter()
            .filter_map(|&place| world.holder.technologies.get(place))
            .map(|technology| technology.id.clone())
            .collect();
        let people: Vec<String> = project
            .people
            .iter()
            .map(|&person| world.staff.user(person))
            .collect();
        let cells = vec![
            project.id,
            world.register.name(partner),
            project.agreement,
            ids.join(";"),
            project.max_grade.to_string(),
            people.join(";"),
            world.calendar.day(project.from).to_string(),
            world.calendar.day(project.to).to_string(),
        ];
        world
            .records
            .add(Sheet::Projects, Record::new(project.from, cells));
    }
}

fn neighbours(world: &mut World) {
    for rival in world.outside.rivals.clone() {
        let cells = vec![
            world.register.name(rival.organisation),
            rival.domains.join(";"),
        ];
        world.records.add(Sheet::Rivals, Record::new(0, cells));
    }
    for partner in world.outside.partners.clone() {
        let organisation = world.register.organisation(partner.organisation);
        let cells = vec![
            world.register.name(partner.organisation),
            partner.kind.to_owned(),
            organisation.domain,
            world.calendar.day(partner.from).to_string(),
            String::new(),
        ];
        world
            .records
            .add(Sheet::Partners, Record::new(partner.from, cells));
    }
}

/// Positions elsewhere: mostly declared; a few harmless ones were only found in a public record.
fn declarations(world: &mut World) {
    let known = world.records.ordered(Sheet::Declarations);
    let declared: BTreeSet<String> = known.into_iter().map(|record| record.person).collect();
    for index in 0..world.staff.people.len() {
        let mut stream = world.stream(Purpose::Office, 600_000 + index);
        let Some((user, role)) = world
            .person(index)
            .map(|person| (person.user.clone(), person.role))
        else {
            continue;
        };
        let share = match role {
            Role::Professor => 0.5,
            Role::VisitingResearcher => 0.35,
            Role::Executive => 0.2,
            _ => 0.012,
        };
        let already = declared.contains(&user);
        if already || !stream.chance(share) {
            continue;
        }
        let mut place = stream.below(world.register.organisations.len());
        while world.outside.is_near_rival(place) || world.is_planted(place) {
            place = stream.below(world.register.organisations.len());
        }
        let is_declared = stream.chance(0.9);
        let known = stream.range(-300, world.calendar.days() - 1);
        let record = if is_declared {
            "yearly declaration"
        } else {
            stream.pick(&[
                "conference programme",
                "staff page of the institute",
                "patent application",
            ])
        };
        let cells = vec![
            user.clone(),
            world.register.spoken_name(place, &mut stream),
            stream
                .pick(&[
                    "adviser",
                    "lecturer",
                    "outside director",
                    "research fellow",
                    "adjunct professor",
                    "reviewer",
                ])
                .to_owned(),
            world
                .calendar
                .day(known - stream.range(20, 900))
                .to_string(),
            String::new(),
            is_declared.to_string(),
            world.calendar.day(known).to_string(),
            record.to_owned(),
        ];
        world
            .records
            .add(Sheet::Declarations, Record::new(known, cells).of(&user));
    }
}
