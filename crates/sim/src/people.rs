//! The staff: who works where, since when, with which habits.

use std::collections::BTreeSet;

use crate::calendar::Calendar;
use crate::holder::Holder;
use crate::roles::Role;
use crate::stream::{Purpose, Seeds, Stream};

mod habit;
mod hire;
mod naming;

pub(crate) use habit::Habit;
pub(crate) use naming::Naming;

/// Everybody who works at the holder on some day of the simulation.
#[derive(Clone, Debug, Default)]
pub(crate) struct Staff {
    pub(crate) people: Vec<Person>,
    pub(crate) teams: Vec<Team>,
}

/// A person. Days are counted from the first day of the simulation.
#[derive(Clone, Debug)]
pub(crate) struct Person {
    pub(crate) user: String,
    pub(crate) naming: Naming,
    pub(crate) email: String,
    /// An address of the person's own.
    pub(crate) own_address: String,
    pub(crate) role: Role,
    pub(crate) habit: Habit,
    /// Places held one after another; never empty.
    pub(crate) posts: Vec<Post>,
    /// First day with the holder; usually long before the simulation.
    pub(crate) joined: i32,
    /// Last working day, where the person leaves.
    pub(crate) last: Option<i32>,
    /// Computers with the day from which each is the usual one.
    pub(crate) pcs: Vec<(i32, String)>,
    /// A second computer, used now and then.
    pub(crate) second_pc: Option<String>,
    pub(crate) access: Vec<Access>,
    /// Stretches of days away, first and last.
    pub(crate) absences: Vec<(i32, i32)>,
    /// Stretches of days on a journey for the holder.
    pub(crate) journeys: Vec<(i32, i32)>,
    /// Evenings of planned night work.
    pub(crate) nights: Vec<i32>,
    /// Days on which the person looks for other work.
    pub(crate) restless: Option<(i32, i32)>,
    /// Whether something else than ordinary life has been planned for the person.
    pub(crate) is_cast: bool,
}

/// A place in a team.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Post {
    pub(crate) from: i32,
    pub(crate) team: usize,
    pub(crate) supervisor: usize,
}

/// A team.
#[derive(Clone, Debug)]
pub(crate) struct Team {
    pub(crate) name: String,
    pub(crate) unit: usize,
    pub(crate) lead: usize,
    /// Members at the start, in the order of the staff.
    pub(crate) members: Vec<usize>,
    /// Days on which a piece of work is due.
    pub(crate) deadlines: Vec<i32>,
    /// Computers on the line that shifts share.
    pub(crate) line_pcs: Vec<String>,
}

/// The right to use a technology.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Access {
    pub(crate) technology: usize,
    pub(crate) from: i32,
    pub(crate) to: Option<i32>,
}

impl Staff {
    /// Hires everybody, before anything happens to them.
    pub(crate) fn new(holder: &Holder, people: u32, calendar: &Calendar, seeds: &Seeds) -> Self {
        let mut staff = hire::place(holder, people as usize, seeds);
        let mut spelled = Spelled::default();
        for (index, person) in staff.people.iter_mut().enumerate() {
            let mut stream = seeds.stream(Purpose::Person, index, 0);
            spelled.spell(person, holder, &mut stream);
            habit::settle(person, calendar, &mut stream);
        }
        hire::grant(&mut staff, holder, seeds);
        hire::schedule(&mut staff, holder, calendar, seeds);
        staff
    }

    pub(crate) fn person(&self, index: usize) -> Option<&Person> {
        self.people.get(index)
    }

    pub(crate) fn team_of(&self, index: usize, day: i32) -> Option<&Team> {
        self.person(index)
            .and_then(|person| self.teams.get(person.post(day).team))
    }

    pub(crate) fn user(&self, index: usize) -> String {
        self.person(index)
            .map(|person| person.user.clone())
            .unwrap_or_default()
    }
}

impl Person {
    /// The place held on a day; the first one before it.
    pub(crate) fn post(&self, day: i32) -> Post {
        let first = self.posts.first().copied().unwrap_or(Post {
            from: self.joined,
            team: 0,
            supervisor: 0,
        });
        self.posts
            .iter()
            .rev()
            .find(|post| post.from <= day)
            .copied()
            .unwrap_or(first)
    }

    /// Whether the person is employed on a day.
    pub(crate) fn is_employed(&self, day: i32) -> bool {
        self.joined <= day && self.last.is_none_or(|last| day <= last)
    }

    /// Whether the person is away on a day.
    pub(crate) fn is_absent(&self, day: i32) -> bool {
        covers(&self.absences, day)
    }

    /// Whether the person travels for the holder on a day.
    pub(crate) fn is_travelling(&self, day: i32) -> bool {
        covers(&self.journeys, day)
    }

    /// The usual computer on a day.
    pub(crate) fn pc(&self, day: i32) -> &str {
        let current = self
            .pcs
            .iter()
            .rev()
            .find(|(from, _)| *from <= day)
            .or(self.pcs.first());
        current.map_or("PC-0000", |(_, pc)| pc.as_str())
    }

    /// Places of the technologies the person may use on a day.
    pub(crate) fn technologies(&self, day: i32) -> impl Iterator<Item = usize> + '_ {
        self.access
            .iter()
            .filter(move |access| access.from <= day && access.to.is_none_or(|to| day <= to))
            .map(|access| access.technology)
    }

    /// Whether the person may use a technology on a day.
    pub(crate) fn may_use(&self, technology: usize, day: i32) -> bool {
        self.technologies(day).any(|own| own == technology)
    }

    /// Takes the days of a stretch out of the absences, so that the person is there on them.
    pub(crate) fn stay(&mut self, from: i32, to: i32) {
        self.absences
            .retain(|&(first, last)| last < from || first > to);
        self.journeys
            .retain(|&(first, last)| last < from || first > to);
    }
}

fn covers(stretches: &[(i32, i32)], day: i32) -> bool {
    stretches.iter().any(|&(from, to)| from <= day && day <= to)
}

/// Codes already given: users, addresses and computers are unique.
#[derive(Debug, Default)]
struct Spelled {
    users: BTreeSet<String>,
    addresses: BTreeSet<String>,
    pcs: BTreeSet<String>,
}

impl Spelled {
    fn spell(&mut self, person: &mut Person, holder: &Holder, stream: &mut Stream) {
        person.naming = Naming::new(person.role, stream);
        let initials = person.naming.initials();
        person.user = unique(&mut self.users, || {
            format!("{initials}{}", stream.code("####"))
        });
        let (given, family) = (
            person.naming.given.replace('-', ""),
            person.naming.family.clone(),
        );
        let mut number = 0;
        person.email = unique(&mut self.addresses, || {
            number += 1;
            let tail = if number == 1 {
                String::new()
            } else {
                number.to_string()
            };
            format!("{given}.{family}{tail}@{}", holder.domain)
        });
        let (_, webmail) = stream.pick(&crate::vocabulary::sites::WEBMAIL);
        let local = format!("{}{}", given.to_lowercase(), stream.code("##"));
        person.own_address = unique(&mut self.addresses, || {
            format!("{local}{}@{webmail}", stream.code("?#"))
        });
        let form = if self.pcs.len() < 4000 {
            "PC-####"
        } else {
            "PC-#####"
        };
        person.pcs = vec![(i32::MIN, unique(&mut self.pcs, || stream.code(form)))];
        let second = if person.role.is_research() { 0.3 } else { 0.1 };
        if stream.chance(second) {
            person.second_pc = Some(unique(&mut self.pcs, || stream.code(form)));
        }
        let renewal = stream.range(20, 1400);
        let renewed = unique(&mut self.pcs, || stream.code(form));
        if renewal < 400 {
            person.pcs.push((renewal, renewed));
        }
    }
}

fn unique(taken: &mut BTreeSet<String>, mut spell: impl FnMut() -> String) -> String {
    loop {
        let text = spell();
        if taken.insert(text.clone()) {
            return text;
        }
    }
}
