//! Habits of a person, and the days away.

use super::Person;
use crate::calendar::Calendar;
use crate::roles::Role;
use crate::stream::Stream;
use crate::vocabulary::sites::{CLOUD, WEBMAIL};

/// How a person differs from others in the same role.
#[derive(Clone, Debug, Default)]
pub(crate) struct Habit {
    /// Usual start in minutes after midnight.
    pub(crate) start: f64,
    /// Usual length of the day in minutes.
    pub(crate) length: f64,
    pub(crate) overtime: f64,
    /// Share of evenings with a session from home.
    pub(crate) evening: f64,
    pub(crate) weekend: f64,
    pub(crate) web: f64,
    pub(crate) mail: f64,
    pub(crate) vault: f64,
    /// Share of days on which removable media are connected.
    pub(crate) removable: f64,
    /// Files copied at each connection.
    pub(crate) copies: f64,
    /// Share of days with an upload to cloud storage of the person's own, and which one.
    pub(crate) cloud: f64,
    pub(crate) cloud_site: usize,
    /// Share of days with a visit to webmail of the person's own, and which one.
    pub(crate) webmail: f64,
    pub(crate) webmail_site: usize,
    /// Share of days with a visit to a job board.
    pub(crate) jobs: f64,
    /// Share of days with a visit to a page of a rival.
    pub(crate) rivals: f64,
    /// Crew of a rotating shift, 0 to 3.
    pub(crate) crew: i32,
    /// A number that decides on favourite sites and contacts.
    pub(crate) taste: u64,
}

/// Gives a person habits and days away.
pub(super) fn settle(person: &mut Person, calendar: &Calendar, stream: &mut Stream) {
    person.habit = habit(person.role, stream);
    person.absences = absences(calendar.days(), stream);
    person.journeys = journeys(person.role, calendar, stream);
}

fn habit(role: Role, stream: &mut Stream) -> Habit {
    let profile = role.profile();
    let uses_media = stream.chance(profile.removable);
    let removable = if uses_media {
        stream.between(0.12, 0.75)
    } else {
        0.0
    };
    let heavy = stream.chance(0.03);
    let copies = stream.between(2.0, 6.0)
        * stream.factor(0.3)
        * if heavy {
            stream.between(6.0, 12.0)
        } else {
            1.0
        };
    let uses_cloud = stream.chance(0.12);
    let uses_webmail = stream.chance(0.3);
    let sales = role == Role::SalesManager;
    Habit {
        start: profile.start + profile.spread * stream.normal(),
        length: profile.length + 15.0 * stream.normal(),
        overtime: (profile.overtime * stream.factor(0.5)).min(0.7),
        evening: if stream.chance(0.15) {
            stream.between(0.03, 0.22)
        } else {
            0.004
        },
        weekend: profile.weekend * stream.factor(0.7),
        web: profile.web * stream.factor(0.35),
        mail: profile.mail * stream.factor(0.3),
        vault: profile.vault * stream.factor(0.45) * if heavy { 3.0 } else { 1.0 },
        removable: if heavy && removable > 0.0 {
            removable.max(0.5)
        } else {
            removable
        },
        copies,
        cloud: if uses_cloud {
            stream.between(0.03, 0.3)
        } else {
            0.002
        },
        cloud_site: stream.below(CLOUD.len()),
        webmail: if uses_webmail {
            stream.between(0.2, 0.9)
        } else {
            0.02
        },
        webmail_site: stream.below(WEBMAIL.len()),
        jobs: 0.012 * stream.factor(0.9),
        rivals: if sales {
            stream.between(0.05, 0.25)
        } else {
            0.012 * stream.factor(0.8)
        },
        crew: stream.range(0, 3),
        taste: stream.bits(),
    }
}

/// About fifteen days a year: one long stretch and several short ones.
fn absences(days: i32, stream: &mut Stream) -> Vec<(i32, i32)> {
    let mut absences = Vec::new();
    let mut day = stream.range(-60, 40);
    while day < days {
        let length = if stream.chance(0.2) {
            stream.range(5, 11)
        } else {
            stream.range(1, 2)
        };
        if day + length > 0 {
            absences.push((day, day + length - 1));
        }
        day += length + stream.range(15, 75);
    }
    absences
}

fn journeys(role: Role, calendar: &Calendar, stream: &mut Stream) -> Vec<(i32, i32)> {
    let pause = match role {
        Role::SalesManager | Role::Executive | Role::Professor => 60,
        Role::Operator
        | Role::Accountant
        | Role::PersonnelOfficer
        | Role::Clerk
        | Role::Technician => 1200,
        _ => 300,
    };
    let mut journeys = Vec::new();
    let mut day = stream.range(0, pause);
    while day < calendar.days() {
        let from = calendar.workday_from(day);
        journeys.push((from, from + stream.range(1, 4)));
        day = from + stream.range(pause / 2, pause * 3 / 2).max(7);
    }
    journeys
}
