//! A person who plays a part: acts at moments that fit the person's day.

use crate::calendar::DAY;
use crate::day::document_path;
use crate::script::{Act, Deed, Letter};
use crate::stream::{Purpose, Stream};
use crate::vocabulary::subjects::Field;
use crate::world::World;

/// A person in a part; a mark of 0 adds acts that belong to no answer.
#[derive(Debug)]
pub(super) struct Actor<'w> {
    pub(super) world: &'w mut World,
    pub(super) person: usize,
    pub(super) mark: u16,
    pub(super) stream: Stream,
}

impl<'w> Actor<'w> {
    pub(super) fn new(world: &'w mut World, person: usize, mark: u16) -> Self {
        let stream = world
            .seeds
            .stream(Purpose::Scenario, person, i32::from(mark) + 1);
        Self {
            world,
            person,
            mark,
            stream,
        }
    }

    /// Adds an act; acts before the first or after the last day are dropped.
    pub(super) fn act(&mut self, at: i64, deed: Deed) {
        let days = i64::from(self.world.calendar.days());
        let Some(person) = self
            .world
            .person(self.person)
            .filter(|_| at >= 0 && at < days * DAY)
        else {
            return;
        };
        let pc = person.pc((at / DAY) as i32).to_owned();
        self.world.script.add(Act {
            person: self.person,
            at,
            pc,
            deed,
            mark: self.mark,
        });
    }

    /// A moment of the day's work with at least `room` seconds left; `None` on a day off.
    pub(super) fn moment(&mut self, day: i32, room: i64) -> Option<i64> {
        let duty = self.world.duty(self.person, day)?;
        let second = duty
            .moment(&mut self.stream)
            .min(duty.end - room)
            .max(duty.start + 60);
        Some(i64::from(day) * DAY + second)
    }

    /// Working days of the person from `from` to `to`.
    pub(super) fn working_days(&self, from: i32, to: i32) -> Vec<i32> {
        (from..=to)
            .filter(|&day| {
                !self.world.calendar.is_free(day) && self.world.duty(self.person, day).is_some()
            })
            .collect()
    }

    /// Opens documents of a technology one after another; returns when the last one was opened.
    pub(super) fn read(&mut self, mut at: i64, technology: usize, n: usize) -> i64 {
        let documents = self
            .world
            .holder
            .technologies
            .get(technology)
            .map_or(1, |technology| technology.documents);
        let mut document = self.stream.below(documents);
        for _ in 0..n {
            let url = self
                .world
                .holder
                .document_url(technology, document % documents);
            self.act(
                at,
                Deed::Visit {
                    url,
                    field: Field::Science,
                },
            );
            document += self.stream.range(1, 3) as usize;
            at += i64::from(self.stream.range(8, 110));
        }
        at
    }

    /// Connects removable media, copies documents of technologies, disconnects; returns when.
    pub(super) fn copy(&mut self, mut at: i64, technologies: &[usize], n: usize) -> i64 {
        self.act(at, Deed::Connect);
        at += i64::from(self.stream.range(12, 80));
        for _ in 0..n {
            let technology = self.stream.pick(technologies);
            let (path, _) = document_path(self.world, technology, None, &mut self.stream);
            self.act(
                at,
                Deed::Copy {
                    path,
                    field: Field::Science,
                },
            );
            at += i64::from(self.stream.range(1, 24));
        }
        at += i64::from(self.stream.range(20, 500));
        self.act(at, Deed::Disconnect);
        at
    }

    /// Connects removable media and copies the person's own things.
    pub(super) fn copy_private(&mut self, mut at: i64, n: usize) {
        self.act(at, Deed::Connect);
        for _ in 0..n {
            at += i64::from(self.stream.range(2, 60));
            let extension = self.stream.pick(&["jpg", "jpg", "pdf", "zip"]);
            let path = format!("R:\\private\\{}.{extension}", self.stream.code("######_##"));
            self.act(
                at,
                Deed::Copy {
                    path,
                    field: Field::Everyday,
                },
            );
        }
        at += i64::from(self.stream.range(20, 500));
        self.act(at, Deed::Disconnect);
    }

    /// A logon after the day's work; returns the second at which it starts.
    pub(super) fn evening(&mut self, day: i32, seconds: i64) -> i64 {
        let end = self
            .world
            .duty(self.person, day)
            .map_or(18 * 3600, |duty| duty.last_end());
        let from = (end + i64::from(self.stream.range(900, 4200)))
            .max(19 * 3600 + i64::from(self.stream.range(0, 7200)));
        let at = i64::from(day) * DAY + from;
        self.act(at, Deed::Logon);
        self.act(at + seconds, Deed::Logoff);
        at + i64::from(self.stream.range(60, 240))
    }

    /// Uploads to a site of the person's own.
    pub(super) fn upload(&mut self, mut at: i64, (site, path): (&str, &str), n: usize) -> i64 {
        for _ in 0..n {
            let url = format!(
                "https://{site}/{path}?id={}",
                self.stream.code("?#?#?#?###")
            );
            self.act(
                at,
                Deed::Visit {
                    url,
                    field: Field::Everyday,
                },
            );
            at += i64::from(self.stream.range(10, 160));
        }
        at
    }

    /// A mail to an address; with attachments it is large.
    pub(super) fn send(&mut self, at: i64, to: &str, attachments: u32) {
        let letter = self.letter(to.to_owned(), None, attachments);
        self.act(at, Deed::Mail(letter));
    }

    /// A mail from an address.
    pub(super) fn receive(&mut self, at: i64, from: &str) {
        let own = self
            .world
            .person(self.person)
            .map(|person| person.email.clone())
            .unwrap_or_default();
        let letter = self.letter(own, Some(from.to_owned()), 0);
        self.act(at, Deed::Mail(letter));
    }

    fn letter(&mut self, to: String, from: Option<String>, attachments: u32) -> Letter {
        let each = (420_000.0 * self.stream.factor(0.8)) as u32;
        let size = (20_000.0 * self.stream.factor(0.5)) as u32 + attachments * each;
        Letter {
            to: vec![to],
            from,
            size,
            attachments,
            field: Field::Business,
        }
    }

    /// Technologies the person may use on a day, the strongest protected first.
    pub(super) fn technologies(&self, day: i32) -> Vec<usize> {
        let holder = &self.world.holder;
        let mut own: Vec<usize> = self
            .world
            .person(self.person)
            .map(|person| person.technologies(day).collect())
            .unwrap_or_default();
        own.sort_by_key(|&place| {
            (
                std::cmp::Reverse(
                    holder
                        .technologies
                        .get(place)
                        .map_or(0, |technology| technology.grade),
                ),
                place,
            )
        });
        own
    }
}
