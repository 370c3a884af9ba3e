//! Mails: to colleagues, to and from people outside.

use super::{Logs, Scene};
use crate::roles::Role;
use crate::rows::{Head, Log, push_number, push_quoted};
use crate::script::Letter;
use crate::stream::Stream;
use crate::world::World;

impl Scene<'_> {
    /// All mails of the day.
    pub(super) fn mail(&mut self, logs: &mut Logs) {
        let role = self.person.role;
        let outside = role.profile().outside;
        let n = self.stream.count(self.person.habit.mail * self.duty.energy);
        for _ in 0..n {
            let letter = if self.stream.chance(outside) {
                self.outside_letter()
            } else {
                self.inside_letter()
            };
            let second = self.moment();
            let head = self.head(second);
            write(self.world, head, &letter, &mut self.stream, logs);
        }
        if self.stream.chance(0.02 * self.person.habit.webmail) {
            self.send_home(logs);
        }
        if self
            .stream
            .chance(if role.is_research() { 0.015 } else { 0.006 })
        {
            self.hear_from_agent(logs);
        }
    }

    /// To members of the team, sometimes the unit or anybody.
    fn inside_letter(&mut self) -> Letter {
        let staff = &self.world.staff;
        let mut to = Vec::new();
        for _ in 0..=(self.stream.unit().powi(2) * 3.5) as usize {
            let team = staff
                .team_of(self.index, self.day)
                .map(|team| team.members.as_slice())
                .unwrap_or_default();
            let other = if self.stream.chance(0.72) {
                self.stream.pick(team)
            } else {
                self.stream.below(staff.people.len())
            };
            if let Some(person) = staff.person(other)
                && other != self.index
                && person.is_employed(self.day)
                && !to.contains(&person.email)
            {
                to.push(person.email.clone());
            }
        }
        if to.is_empty() {
            to.extend(
                staff
                    .person(self.person.post(self.day).supervisor)
                    .map(|person| person.email.clone()),
            );
        }
        self.letter(to, None)
    }

    /// To or from somebody at a partner, a rival or elsewhere.
    fn outside_letter(&mut self) -> Letter {
        let address = self.outside_address();
        if self.stream.chance(0.5) {
            let own = self.person.email.clone();
            self.letter(vec![own], Some(address))
        } else {
            self.letter(vec![address], None)
        }
    }

    fn outside_address(&mut self) -> String {
        let outside = &self.world.outside;
        let rival = if self.person.role == Role::SalesManager {
            0.06
        } else {
            0.002
        };
        let addresses = if self.stream.chance(rival) {
            outside
                .rivals
                .get(self.stream.below(outside.rivals.len()))
                .map(|rival| rival.addresses.as_slice())
        } else if self.stream.chance(0.6) {
            // Each person deals with a few partners only.
            let slot = self.stream.below(4) as u32;
            let place = self.person.habit.taste.rotate_left(slot * 13)
                % outside.partners.len().max(1) as u64;
            outside
                .partners
                .get(place as usize)
                .map(|partner| partner.addresses.as_slice())
        } else {
            outside
                .others
                .get(self.stream.below(outside.others.len()))
                .map(|other| other.addresses.as_slice())
        };
        let addresses = addresses.unwrap_or_default();
        addresses
            .get(self.stream.below(addresses.len()))
            .cloned()
            .unwrap_or_default()
    }

    fn letter(&mut self, to: Vec<String>, from: Option<String>) -> Letter {
        let attachments = if self.stream.chance(0.22) {
            1 + self.stream.below(3) as u32
        } else {
            0
        };
        let size = (22_000.0 * self.stream.factor(0.5)) as u32
            + attachments * (240_000.0 * self.stream.factor(0.9)) as u32;
        Letter {
            to,
            from,
            size,
            attachments,
            field: self.person.role.profile().field,
        }
    }

    /// A mail to the person's own address elsewhere: tickets, photographs, a payslip.
    fn send_home(&mut self, logs: &mut Logs) {
        let letter = self.letter(vec![self.person.own_address.clone()], None);
        let second = self.moment();
        write(
            self.world,
            self.head(second),
            &letter,
            &mut self.stream,
            logs,
        );
    }

    /// A recruiter writes; few answer.
    fn hear_from_agent(&mut self, logs: &mut Logs) {
        let agents = &self.world.outside.agents;
        let Some(agent) = agents.get(self.stream.below(agents.len())) else {
            return;
        };
        let address = agent
            .addresses
            .get(self.stream.below(agent.addresses.len()))
            .cloned()
            .unwrap_or_default();
        let letter = self.letter(vec![self.person.email.clone()], Some(address.clone()));
        let second = self.moment();
        write(
            self.world,
            self.head(second),
            &letter,
            &mut self.stream,
            logs,
        );
        if self.stream.chance(0.15) {
            let answer = self.letter(vec![address], None);
            let second = self.moment();
            write(
                self.world,
                self.head(second),
                &answer,
                &mut self.stream,
                logs,
            );
        }
    }
}

/// Adds the row of a mail.
pub(super) fn write(
    world: &World,
    head: Head<'_>,
    letter: &Letter,
    stream: &mut Stream,
    logs: &mut Logs,
) {
    let own = world
        .person(head.person)
        .map(|person| person.email.as_str())
        .unwrap_or_default();
    let text = world.phrases.text(letter.field, stream);
    logs.of(Log::Mail)
        .add(head, &world.calendar, stream, |out| {
            for (place, to) in letter.to.iter().enumerate() {
                if place > 0 {
                    out.push(b';');
                }
                out.extend_from_slice(to.as_bytes());
            }
            out.extend_from_slice(b",,,");
            out.extend_from_slice(letter.from.as_deref().unwrap_or(own).as_bytes());
            out.push(b',');
            push_number(out, letter.size);
            out.push(b',');
            push_number(out, letter.attachments);
            out.push(b',');
            push_quoted(out, text);
        });
}
