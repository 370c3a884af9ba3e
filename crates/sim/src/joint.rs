//! Joint-research projects: partner, agreement, what it covers, who takes part.

use crate::holder::Holder;
use crate::outside::Outside;
use crate::people::Staff;
use crate::roles::Role;
use crate::stream::{Purpose, Seeds};

/// A joint-research project.
#[derive(Clone, Debug, Default)]
pub(crate) struct Project {
    pub(crate) id: String,
    /// Place of the partner among the partners.
    pub(crate) partner: usize,
    pub(crate) agreement: String,
    pub(crate) technologies: Vec<usize>,
    pub(crate) max_grade: u8,
    pub(crate) people: Vec<usize>,
    pub(crate) from: i32,
    pub(crate) to: i32,
}

/// Projects for all visiting researchers, about three in each.
pub(crate) fn projects(
    holder: &Holder,
    staff: &Staff,
    outside: &Outside,
    days: i32,
    seeds: &Seeds,
) -> Vec<Project> {
    let mut stream = seeds.stream(Purpose::Outside, 1, 0);
    let visitors: Vec<usize> = (0..staff.people.len())
        .filter(|&index| {
            staff
                .person(index)
                .is_some_and(|person| person.role == Role::VisitingResearcher)
        })
        .collect();
    let partners: Vec<usize> = (0..outside.partners.len())
        .filter(|&place| {
            outside
                .partners
                .get(place)
                .is_some_and(|partner| partner.kind == "research")
        })
        .collect();
    let n = visitors.len().div_ceil(3).max(2);
    let mut projects: Vec<Project> = (0..n)
        .map(|number| {
            let mut covered: Vec<usize> = (0..holder.technologies.len())
                .filter(|&place| {
                    holder
                        .technologies
                        .get(place)
                        .is_some_and(|technology| technology.unit <= 2)
                })
                .collect();
            stream.shuffle(&mut covered);
            covered.truncate(stream.range(2, 4) as usize);
            // The first project reaches the highest grade, so that asking for it can be in order.
            let max_grade = if number == 0 {
                4
            } else {
                stream.range(2, 3) as u8
            };
            if number == 0 {
                covered.extend(
                    holder
                        .technologies
                        .iter()
                        .position(|technology| technology.grade == 4),
                );
            } else {
                covered.retain(|&place| {
                    holder
                        .technologies
                        .get(place)
                        .is_some_and(|technology| technology.grade <= max_grade)
                });
            }
            if covered.is_empty() {
                covered.extend(
                    holder
                        .technologies
                        .iter()
                        .position(|technology| technology.grade == max_grade),
                );
            }
            covered.sort_unstable();
            covered.dedup();
            Project {
                id: format!("JR-{}-{}", stream.range(2023, 2025), stream.code("####")),
                partner: stream.pick(&partners),
                agreement: stream.code("agr_****************"),
                technologies: covered,
                max_grade,
                people: Vec::new(),
                from: -stream.range(30, 500),
                to: days + stream.range(30, 500),
            }
        })
        .collect();
    for (number, visitor) in visitors.into_iter().enumerate() {
        if let Some(project) = projects.get_mut(number % n) {
            project.people.push(visitor);
        }
    }
    for project in &mut projects {
        let hosts: Vec<usize> = (0..staff.people.len())
            .filter(|&index| {
                staff.person(index).is_some_and(|person| {
                    person.role.is_research() && person.role != Role::VisitingResearcher
                })
            })
            .collect();
        for _ in 0..2 {
            let host = stream.pick(&hosts);
            if !project.people.contains(&host) {
                project.people.push(host);
            }
        }
    }
    projects
}
