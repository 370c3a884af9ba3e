//! Leaks and what only looks like them, each planned before the first day.

mod actor;
mod cohort;
mod drip;
mod executive;
mod exposure;
mod fronts;
pub(crate) mod leaving;
mod lone;
pub(crate) mod near;
mod night;
mod research;

use crate::answers::Answer;
use crate::people::Person;
use crate::stream::Purpose;
use crate::world::World;
use crate::{HolderKind, SimError};

pub(crate) use leaving::{Departure, Offer, depart, offer};

/// Plans every scenario of the kind of holder. Teams are cast first, because they need the most people at once.
pub(crate) fn plan(world: &mut World) -> Result<(), SimError> {
    if world.holder.kind == HolderKind::Maker {
        cohort::plan(world)?;
        near::customer::plan(world)?;
        executive::plan(world)?;
        lone::plan(world)?;
        near::namesake::plan(world)?;
        near::founder::plan(world)?;
    }
    research::plan(world)?;
    near::in_scope::plan(world)?;
    night::plan(world)?;
    near::backup::plan(world)?;
    drip::plan(world)?;
    near::sharing::plan(world)?;
    near::handover::plan(world)?;
    exposure::plan(world);
    near::lookalike::plan(world);
    Ok(())
}

/// A part of the simulation as a fraction of its days.
fn at_fraction(world: &World, fraction: f64) -> i32 {
    (f64::from(world.calendar.days()) * fraction) as i32
}

/// Chooses somebody for a part who is employed all along and has no other part, and keeps the days free of absences.
fn cast(
    world: &mut World,
    part: &'static str,
    (from, to): (i32, i32),
    fits: impl Fn(&World, usize, &Person) -> bool,
) -> Result<usize, SimError> {
    let leads: Vec<usize> = world.staff.teams.iter().map(|team| team.lead).collect();
    let fitting: Vec<usize> = (0..world.staff.people.len())
        .filter(|index| !leads.contains(index))
        .filter(|&index| {
            world.person(index).is_some_and(|person| {
                !person.is_cast && person.joined < 0 && fits(world, index, person)
            })
        })
        .collect();
    let number = world.answers.list.len();
    let mut stream = world.stream(Purpose::Scenario, 1000 + number);
    if fitting.is_empty() {
        return Err(SimError::NoActor { part });
    }
    let chosen = stream.pick(&fitting);
    engage(world, chosen, (from, to));
    Ok(chosen)
}

/// Gives a person a part.
fn engage(world: &mut World, index: usize, (from, to): (i32, i32)) {
    if let Some(person) = world.staff.people.get_mut(index) {
        person.is_cast = true;
        person.stay(from, to);
    }
}

/// Opens the answer of a scenario about one person.
fn open_for(world: &mut World, person: usize, answer: Answer) -> u16 {
    let user = world.staff.user(person);
    world.answers.open(Answer {
        subject_kind: "person",
        subject: user.clone(),
        people: vec![user],
        ..answer
    })
}
