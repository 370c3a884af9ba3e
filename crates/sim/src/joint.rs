//! Joint-research projects: partner, agreement, what it covers, who takes part.

use crate::holder::Holder;
use crate::outside::Outside;
use crate::people::{Person, Staff};
use crate::roles::Role;
use crate::stream::{Purpose, Seeds, Stream};

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

/// Projects for all visiting researchers, about three in each, with two hosts.
pub(crate) fn projects(
    holder: &Holder,
    staff: &Staff,
    outside: &Outside,
    days: i32,
    seeds: &Seeds,
) -> Vec<Project> {
    let mut stream = seeds.stream(Purpose::Outside, 1, 0);
    let visitors = who(staff, |person| person.role == Role::VisitingResearcher);
    let hosts = who(staff, |person| {
        person.role.is_research() && person.role != Role::VisitingResearcher
    });
    let partners: Vec<usize> = (0..outside.partners.len())
        .filter(|&place| {
            outside
                .partners
                .get(place)
                .is_some_and(|partner| partner.kind == "research")
        })
        .collect();
    let n = visitors.len().div_ceil(3).max(2);
    let mut projects = Vec::new();
    for number in 0..n {
        // The first project reaches the highest grade, so that asking for it can be in order.
        let max_grade = if number == 0 {
            4
        } else {
            stream.range(2, 3) as u8
        };
        let mut people: Vec<usize> = visitors.iter().copied().skip(number).step_by(n).collect();
        for _ in 0..2 {
            let host = stream.pick(&hosts);
            if !people.contains(&host) {
                people.push(host);
            }
        }
        projects.push(Project {
            id: format!("JR-{}-{}", stream.range(2023, 2025), stream.code("####")),
            partner: stream.pick(&partners),
            agreement: stream.code("agr_****************"),
            technologies: covered(holder, max_grade, &mut stream),
            max_grade,
            people,
            from: -stream.range(30, 500),
            to: days + stream.range(30, 500),
        });
    }
    projects
}

fn who(staff: &Staff, fits: impl Fn(&Person) -> bool) -> Vec<usize> {
    (0..staff.people.len())
        .filter(|&index| staff.person(index).is_some_and(&fits))
        .collect()
}

/// A few technologies of the research units up to a grade, one of that grade among them.
fn covered(holder: &Holder, max_grade: u8, stream: &mut Stream) -> Vec<usize> {
    let grade = |place: &usize| {
        holder
            .technologies
            .get(*place)
            .map_or(0, |technology| technology.grade)
    };
    let mut covered: Vec<usize> = (0..holder.technologies.len())
        .filter(|place| {
            let unit = holder
                .technologies
                .get(*place)
                .map_or(0, |technology| technology.unit);
            unit <= 2 && grade(place) <= max_grade
        })
        .collect();
    stream.shuffle(&mut covered);
    let highest = covered
        .iter()
        .copied()
        .find(|place| grade(place) == max_grade);
    covered.truncate(stream.range(2, 4) as usize);
    covered.extend(highest);
    covered.sort_unstable();
    covered.dedup();
    covered
}
