//! Places people in teams, gives them access, and schedules moves, nights and deadlines.

use super::{Access, Habit, Naming, Person, Post, Staff, Team};
use crate::HolderKind;
use crate::calendar::Calendar;
use crate::holder::Holder;
use crate::roles::Role;
use crate::stream::{Purpose, Seeds, Stream};

/// Everybody in their first team, with nothing but a role.
pub(super) fn place(holder: &Holder, people: usize, seeds: &Seeds) -> Staff {
    let mut stream = seeds.stream(Purpose::Staff, 0, 0);
    let visitors = match holder.kind {
        HolderKind::Maker => (people / 40).max(3),
        HolderKind::Lab => (people / 9).max(6),
    };
    let mut staff = Staff::default();
    for (unit, count) in head_counts(holder, people.saturating_sub(visitors))
        .into_iter()
        .enumerate()
    {
        place_unit(&mut staff, holder, unit, count, &mut stream);
    }
    let hosts: Vec<usize> = (0..staff.teams.len())
        .filter(|&team| staff.teams.get(team).is_some_and(|team| team.unit <= 2))
        .collect();
    for _ in 0..visitors {
        let team = stream.pick(&hosts);
        seat(&mut staff, Role::VisitingResearcher, team, &mut stream);
    }
    for (index, person) in staff.people.iter_mut().enumerate() {
        if let Some(post) = person.posts.first_mut() {
            let lead = staff.teams.get(post.team).map_or(0, |team| team.lead);
            post.supervisor = if lead == index {
                head_of(&staff.teams, post.team, index)
            } else {
                lead
            };
            post.from = person.joined;
        }
    }
    staff
}

/// Shares of the units in whole people, at least enough for a team.
fn head_counts(holder: &Holder, people: usize) -> Vec<usize> {
    let total: f64 = holder.units.iter().map(|unit| unit.weight).sum();
    let mut counts: Vec<usize> = holder
        .units
        .iter()
        .map(|unit| {
            ((people as f64 * unit.weight / total) as usize).max(if unit.weight < 0.05 {
                3
            } else {
                4
            })
        })
        .collect();
    let mut unit = 0;
    while counts.iter().sum::<usize>() != people {
        let places = counts.len().max(1);
        let short = counts.iter().sum::<usize>() < people;
        if let Some(count) = counts.get_mut(unit % places) {
            if short {
                *count += 1;
            } else if *count > 5 {
                *count -= 1;
            }
        }
        unit += 1;
        if unit > 10_000 {
            break;
        }
    }
    counts
}

fn place_unit(staff: &mut Staff, holder: &Holder, unit: usize, count: usize, stream: &mut Stream) {
    let Some(shape) = holder.units.get(unit) else {
        return;
    };
    let n_teams = (count / 9).clamp(1, shape.teams.len().max(1));
    let first = staff.teams.len();
    for number in 0..n_teams {
        let name = shape.teams.get(number).copied().unwrap_or(shape.name);
        staff.teams.push(Team {
            name: name.to_owned(),
            unit,
            lead: 0,
            members: Vec::new(),
            deadlines: Vec::new(),
            line_pcs: Vec::new(),
        });
    }
    let weights: Vec<f64> = shape.roles.iter().map(|(_, share)| *share).collect();
    for number in 0..count {
        let drawn = stream.weighted(&weights);
        let lead_role =
            if number < n_teams && holder.kind == HolderKind::Lab && shape.roles.len() > 2 {
                1
            } else {
                drawn
            };
        let role = shape
            .roles
            .get(lead_role)
            .map_or(Role::Clerk, |(role, _)| *role);
        seat(staff, role, first + number % n_teams, stream);
    }
}

/// Adds a person to a team; the first one leads it.
fn seat(staff: &mut Staff, role: Role, team: usize, stream: &mut Stream) {
    let index = staff.people.len();
    let tenure = match role {
        Role::VisitingResearcher => stream.range(60, 700),
        Role::GraduateResearcher => stream.range(60, 1800),
        _ => stream.range(60, 5400),
    };
    staff.people.push(Person {
        user: String::new(),
        naming: Naming::default(),
        email: String::new(),
        own_address: String::new(),
        role,
        habit: Habit::default(),
        posts: vec![Post {
            from: -tenure,
            team,
            supervisor: 0,
        }],
        joined: -tenure,
        last: None,
        pcs: Vec::new(),
        second_pc: None,
        access: Vec::new(),
        absences: Vec::new(),
        journeys: Vec::new(),
        nights: Vec::new(),
        restless: None,
        is_cast: false,
    });
    if let Some(team) = staff.teams.get_mut(team) {
        if team.members.is_empty() {
            team.lead = index;
        }
        team.members.push(index);
    }
}

/// Who leads the lead of a team: the first lead of the unit, or the first of the last unit.
fn head_of(teams: &[Team], team: usize, index: usize) -> usize {
    let unit = teams.get(team).map_or(0, |team| team.unit);
    let head = teams
        .iter()
        .find(|team| team.unit == unit)
        .map_or(index, |team| team.lead);
    if head == index {
        teams.last().map_or(index, |team| team.lead)
    } else {
        head
    }
}

/// Gives access: most of the own unit's technologies, a few of others.
pub(super) fn grant(staff: &mut Staff, holder: &Holder, seeds: &Seeds) {
    for index in 0..staff.people.len() {
        let mut stream = seeds.stream(Purpose::Staff, index, 1);
        let Some(person) = staff.people.get_mut(index) else {
            continue;
        };
        let team = person.post(0).team;
        let Some(unit) = staff.teams.get(team).map(|team| team.unit) else {
            continue;
        };
        person.access = access_in(holder, person.role, unit, person.joined, &mut stream);
    }
}

/// What somebody in a role gets on joining a unit.
pub(super) fn access_in(
    holder: &Holder,
    role: Role,
    unit: usize,
    from: i32,
    stream: &mut Stream,
) -> Vec<Access> {
    let mut access = Vec::new();
    for (place, technology) in holder.technologies.iter().enumerate() {
        let own = technology.unit == unit;
        let chance = match role {
            Role::VisitingResearcher => {
                if own && technology.grade <= 3 {
                    0.5
                } else {
                    0.0
                }
            }
            Role::Operator | Role::Technician => {
                if technology.grade <= 2 && (own || technology.unit == 3) {
                    0.4
                } else {
                    0.0
                }
            }
            Role::Executive => {
                if own {
                    1.0
                } else {
                    0.35
                }
            }
            Role::Accountant | Role::PersonnelOfficer | Role::Clerk | Role::SystemAdministrator => {
                0.01
            }
            _ if own => 0.75,
            _ => 0.12,
        };
        if stream.chance(chance) {
            access.push(Access {
                technology: place,
                from,
                to: None,
            });
        }
    }
    if access.is_empty() && role.is_research() {
        let first = holder
            .technologies
            .iter()
            .position(|technology| technology.unit == unit && technology.grade <= 3);
        access.extend(first.map(|technology| Access {
            technology,
            from,
            to: None,
        }));
    }
    access
}

/// Deadlines of teams, night work, joiners and people who move.
pub(super) fn schedule(staff: &mut Staff, holder: &Holder, calendar: &Calendar, seeds: &Seeds) {
    for (number, team) in staff.teams.iter_mut().enumerate() {
        let mut stream = seeds.stream(Purpose::Staff, number, 2);
        let mut due = stream.range(10, 90);
        while due < calendar.days() + 20 {
            team.deadlines.push(due);
            due += stream.range(50, 120);
        }
        let machines = team.members.len() / 4 + 1;
        team.line_pcs = (0..machines).map(|_| stream.code("PC-#####")).collect();
    }
    let leads: Vec<usize> = staff.teams.iter().map(|team| team.lead).collect();
    for index in 0..staff.people.len() {
        let mut stream = seeds.stream(Purpose::Staff, index, 3);
        schedule_nights(staff, index, calendar, seeds);
        let Some(person) = staff.people.get_mut(index) else {
            continue;
        };
        // Roles with few people stay as they are, so that each is filled all along.
        let is_lead = leads.contains(&index)
            || matches!(
                person.role,
                Role::Executive | Role::SystemAdministrator | Role::VisitingResearcher
            );
        if !is_lead && stream.chance(0.09 * f64::from(calendar.days()) / 365.0) {
            let joined = calendar.workday_from(stream.range(5, calendar.days() - 10));
            if joined < calendar.days() {
                join_late(person, joined);
            }
        } else if !is_lead
            && person.role.is_research()
            && stream.chance(0.06 * f64::from(calendar.days()) / 365.0)
        {
            move_on(staff, index, holder, calendar, &mut stream);
        }
    }
}

fn join_late(person: &mut Person, joined: i32) {
    person.joined = joined;
    person.is_cast = true;
    person.absences.retain(|&(from, _)| from > joined + 40);
    for post in &mut person.posts {
        post.from = joined;
    }
    for access in &mut person.access {
        access.from = joined + 1;
    }
}

fn move_on(
    staff: &mut Staff,
    index: usize,
    holder: &Holder,
    calendar: &Calendar,
    stream: &mut Stream,
) {
    let day = calendar.workday_from(stream.range(20, calendar.days() - 15));
    let open: Vec<usize> = (0..staff.teams.len())
        .filter(|&team| staff.teams.get(team).is_some_and(|team| team.unit <= 2))
        .collect();
    let team = stream.pick(&open);
    let Some((lead, unit)) = staff.teams.get(team).map(|team| (team.lead, team.unit)) else {
        return;
    };
    let Some(person) = staff.people.get_mut(index) else {
        return;
    };
    if person.post(day).team == team || day >= calendar.days() {
        return;
    }
    person.is_cast = true;
    person.posts.push(Post {
        from: day,
        team,
        supervisor: lead,
    });
    for access in &mut person.access {
        access.to = Some(day + stream.range(7, 30));
    }
    let role = person.role;
    for access in access_in(holder, role, unit, day, stream) {
        if let Some(known) = person
            .access
            .iter_mut()
            .find(|known| known.technology == access.technology)
        {
            known.to = None;
        } else {
            person.access.push(access);
        }
    }
}

/// Some Saturdays are maintenance nights of a team; about half of it takes part.
fn schedule_nights(staff: &mut Staff, index: usize, calendar: &Calendar, seeds: &Seeds) {
    let Some(person) = staff.people.get_mut(index) else {
        return;
    };
    if !matches!(
        person.role,
        Role::SystemAdministrator | Role::EquipmentEngineer
    ) {
        return;
    }
    let team = person.post(0).team;
    for day in (0..calendar.days()).filter(|&day| calendar.is_saturday(day)) {
        let planned = seeds
            .stream(Purpose::Staff, team, 10_000 + day)
            .chance(0.28);
        if planned
            && seeds
                .stream(Purpose::Staff, index, 20_000 + day)
                .chance(0.5)
        {
            person.nights.push(day);
        }
    }
}
