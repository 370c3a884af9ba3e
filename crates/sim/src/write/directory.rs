//! Monthly snapshots of the directory: who is employed on the first of a month.

use std::path::Path;

use super::csv;
use crate::calendar::Calendar;
use crate::world::World;

const HEADER: [&str; 9] = [
    "employee_name",
    "user_id",
    "email",
    "role",
    "business_unit",
    "functional_unit",
    "department",
    "team",
    "supervisor",
];

/// Writes one file a month; returns path and rows of each.
pub(super) fn write(world: &World, out: &Path) -> std::io::Result<Vec<(String, u64)>> {
    let calendar: &Calendar = &world.calendar;
    let mut counts = Vec::new();
    for day in calendar.snapshots() {
        let rows = snapshot(world, day);
        let path = format!("cert/LDAP/{}.csv", calendar.month(day));
        csv::write(&out.join(&path), &HEADER, rows.iter().map(Vec::as_slice))?;
        counts.push((path, rows.len() as u64));
    }
    Ok(counts)
}

fn snapshot(world: &World, day: i32) -> Vec<Vec<String>> {
    let staff = &world.staff;
    let mut rows: Vec<Vec<String>> = staff
        .people
        .iter()
        .filter(|person| person.is_employed(day))
        .filter_map(|person| {
            let post = person.post(day);
            let team = staff.teams.get(post.team)?;
            let unit = world.holder.units.get(team.unit)?;
            let supervisor = staff
                .person(post.supervisor)
                .filter(|lead| lead.is_employed(day));
            Some(vec![
                person.naming.latin(),
                person.user.clone(),
                person.email.clone(),
                person.role.title().to_owned(),
                unit.business.to_owned(),
                unit.functional.to_owned(),
                unit.name.to_owned(),
                team.name.clone(),
                supervisor
                    .map(|lead| lead.naming.latin())
                    .unwrap_or_default(),
            ])
        })
        .collect();
    rows.sort();
    rows
}
