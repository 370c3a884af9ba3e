//! One day of the holder: what everybody does, channel by channel.

use crate::calendar::DAY;
use crate::duty::Duty;
use crate::people::Person;
use crate::rows::{Head, Log, Rows};
use crate::stream::{Purpose, Stream};
use crate::world::World;

pub(crate) use media::document_path;

mod acts;
mod mail;
mod media;
mod session;
mod web;

/// The five logs of the rows that are not written yet.
#[derive(Clone, Debug, Default)]
pub(crate) struct Logs {
    logon: Rows,
    device: Rows,
    file: Rows,
    mail: Rows,
    web: Rows,
}

/// One person on one day.
#[derive(Debug)]
pub(crate) struct Scene<'w> {
    world: &'w World,
    person: &'w Person,
    index: usize,
    day: i32,
    duty: Duty,
    /// The computer used on the day.
    pc: &'w str,
    stream: Stream,
}

impl Logs {
    pub(crate) fn of(&mut self, log: Log) -> &mut Rows {
        match log {
            Log::Logon => &mut self.logon,
            Log::Device => &mut self.device,
            Log::File => &mut self.file,
            Log::Mail => &mut self.mail,
            Log::Web => &mut self.web,
        }
    }

    /// Adds everything that happens on a day.
    pub(crate) fn live(&mut self, world: &World, day: i32) {
        for index in 0..world.staff.people.len() {
            if let Some(mut scene) = Scene::new(world, index, day) {
                scene.sessions(self);
                scene.web(self);
                scene.mail(self);
                scene.media(self);
            }
        }
        acts::perform(world, day, self);
    }
}

impl<'w> Scene<'w> {
    fn new(world: &'w World, index: usize, day: i32) -> Option<Self> {
        let person = world.person(index)?;
        let duty = world.duty(index, day)?;
        let mut stream = world.seeds.stream(Purpose::Life, index, day);
        let line = world
            .staff
            .team_of(index, day)
            .map(|team| team.line_pcs.as_slice())
            .unwrap_or_default();
        let pc = match &person.second_pc {
            _ if person.role.is_shift() => line
                .get(stream.below(line.len()))
                .map_or_else(|| person.pc(day), String::as_str),
            Some(second) if stream.chance(0.12) || duty.is_travelling => second.as_str(),
            _ => person.pc(day),
        };
        Some(Self {
            world,
            person,
            index,
            day,
            duty,
            pc,
            stream,
        })
    }

    /// The start of a row at a second of the day.
    fn head(&self, second: i64) -> Head<'w> {
        let at = i64::from(self.day) * DAY + second;
        Head {
            at,
            person: self.index,
            user: &self.person.user,
            pc: self.pc,
            mark: 0,
        }
    }

    /// A second at which the person does something.
    fn moment(&mut self) -> i64 {
        if let Some((from, to)) = self.duty.evening
            && self.stream.chance(0.06)
        {
            return from + self.stream.below((to - from).max(1) as usize) as i64;
        }
        self.duty.moment(&mut self.stream)
    }

    /// How much is read in the first weeks compared with later.
    fn novelty(&self) -> f64 {
        let since = self.day - self.person.post(self.day).from;
        if since < 25 { 2.2 } else { 1.0 }
    }
}
