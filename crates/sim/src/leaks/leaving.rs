//! Departures and offers, as offices record them.

use crate::people::Person;
use crate::records::{Record, Sheet};
use crate::stream::Stream;
use crate::world::World;

/// Reasons that leavers give, whoever they are.
pub(crate) const REASONS: [&str; 9] = [
    "personal reasons",
    "career change",
    "family circumstances",
    "relocation",
    "further study",
    "rest",
    "new position",
    "family business",
    "end of contract",
];

/// Reasons of people who found a company.
pub(crate) const OWN_BUSINESS: [&str; 3] = ["founding a company", "own business", "career change"];

/// Through whom offers come when it is not an agency.
pub(crate) const SOMEBODY: [&str; 4] = [
    "former colleague",
    "headhunter",
    "acquaintance from university",
    "former colleague",
];

/// Somebody leaves.
#[derive(Clone, Debug, Default)]
pub(crate) struct Departure {
    pub(crate) person: usize,
    pub(crate) notice: i32,
    pub(crate) last: i32,
    pub(crate) reason: String,
    /// The next employer as declared, and its place in the register where it has one.
    pub(crate) employer: String,
    pub(crate) organisation: Option<usize>,
    pub(crate) mark: u16,
}

/// An offer of work.
#[derive(Clone, Debug, Default)]
pub(crate) struct Offer {
    pub(crate) person: usize,
    pub(crate) day: i32,
    pub(crate) offeror: String,
    pub(crate) via: String,
    /// Whether the terms are far from the ordinary.
    pub(crate) is_unusual: bool,
    /// The least multiple of pay of an unusual offer.
    pub(crate) multiple: f64,
    pub(crate) mark: u16,
}

/// Ends the employment and records what was declared.
pub(crate) fn depart(world: &mut World, departure: &Departure, stream: &mut Stream) {
    let days = world.calendar.days();
    let Some(person) = world.staff.people.get_mut(departure.person) else {
        return;
    };
    person.is_cast = true;
    person.last = Some(departure.last);
    let user = person.user.clone();
    if departure.notice >= days {
        return;
    }
    let known = departure
        .organisation
        .map(|place| world.register.organisation(place));
    let registration = known
        .as_ref()
        .filter(|_| stream.chance(0.35))
        .map(|org| org.registration.clone());
    let jurisdiction = known
        .as_ref()
        .filter(|_| stream.chance(0.6))
        .map(|org| org.jurisdiction.clone());
    let hired = (!departure.employer.is_empty() && stream.chance(0.6))
        .then(|| departure.last + stream.range(1, 28));
    let day = |day: i32| world.calendar.day(day).to_string();
    let cells = vec![
        user.clone(),
        day(departure.notice),
        day(departure.last),
        departure.reason.clone(),
        departure.employer.clone(),
        registration.unwrap_or_default(),
        jurisdiction.unwrap_or_default(),
        String::new(),
        hired.map(day).unwrap_or_default(),
    ];
    let record = Record::new(departure.notice, cells)
        .of(&user)
        .marked(departure.mark);
    world.records.add(Sheet::Departures, record);
    if let Some(answer) = world.answers.get_mut(departure.mark) {
        answer.last_day = answer.last_day.max(Some(departure.last));
    }
}

/// Records an offer.
pub(crate) fn offer(world: &mut World, offer: &Offer, stream: &mut Stream) {
    if offer.day < 0 || offer.day >= world.calendar.days() {
        return;
    }
    let user = world.staff.user(offer.person);
    let terms = if offer.is_unusual {
        unusual(offer.multiple, stream)
    } else {
        ordinary(stream)
    };
    let mut cells = vec![
        user.clone(),
        world.calendar.day(offer.day).to_string(),
        offer.offeror.clone(),
        offer.via.clone(),
    ];
    cells.extend(terms);
    let record = Record::new(offer.day, cells).of(&user).marked(offer.mark);
    world.records.add(Sheet::Offers, record);
}

/// Pay multiple, guaranteed years, signing money, then the four flags.
fn ordinary(stream: &mut Stream) -> [String; 7] {
    [
        format!("{:.2}", stream.between(0.98, 1.45)),
        if stream.chance(0.2) {
            "1".to_owned()
        } else {
            String::new()
        },
        if stream.chance(0.25) {
            format!("{:.2}", stream.between(0.03, 0.2))
        } else {
            String::new()
        },
        stream.chance(0.06).to_string(),
        stream.chance(0.01).to_string(),
        stream.chance(0.12).to_string(),
        stream.chance(0.06).to_string(),
    ]
}

fn unusual(multiple: f64, stream: &mut Stream) -> [String; 7] {
    [
        format!("{:.2}", multiple * stream.between(1.0, 1.6)),
        stream.range(2, 5).to_string(),
        format!("{:.2}", stream.between(0.5, 1.6)),
        stream.chance(0.7).to_string(),
        stream.chance(0.5).to_string(),
        stream.chance(0.65).to_string(),
        stream.chance(0.5).to_string(),
    ]
}

/// A reason that anybody may give.
pub(crate) fn reason(stream: &mut Stream) -> String {
    stream.pick(&REASONS).to_owned()
}

/// The person looks at job boards more often for some time before leaving.
pub(crate) fn unsettle(person: &mut Person, from: i32, to: i32) {
    person.restless = Some((from, to));
}
