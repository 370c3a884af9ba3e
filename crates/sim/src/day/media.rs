//! Removable media: connections and the files copied to them.

use super::{Logs, Scene};
use crate::rows::{Head, Log};
use crate::stream::Stream;
use crate::vocabulary::subjects::{DOCUMENTS, EXTENSIONS, Field, PRIVATE_EXTENSIONS};
use crate::world::World;

impl Scene<'_> {
    /// The connections of the day, for those who use removable media.
    pub(super) fn media(&mut self, logs: &mut Logs) {
        let habit = &self.person.habit;
        let rush = if self.duty.is_rushed { 1.35 } else { 1.0 };
        let (share, copies) = (
            habit.removable * rush * self.duty.energy.min(1.2),
            habit.copies,
        );
        // A new computer: files are carried over on removable media.
        let is_renewal =
            self.person.pcs.iter().any(|(from, _)| *from == self.day) && self.stream.chance(0.6);
        if !is_renewal && !self.stream.chance(share) {
            return;
        }
        let start = self.duty.moment(&mut self.stream);
        self.activity(logs, start, "Connect");
        let n = self
            .stream
            .count(if is_renewal { copies + 25.0 } else { copies });
        let mut second = start + i64::from(self.stream.range(15, 90));
        for _ in 0..n {
            let (path, magic, field) = self.ordinary_file();
            let head = self.head(second);
            write(
                self.world,
                head,
                &(path, magic, field),
                &mut self.stream,
                logs,
            );
            second += i64::from(self.stream.range(2, 70));
        }
        let end = second + i64::from(self.stream.range(30, 2400));
        self.activity(logs, end, "Disconnect");
    }

    fn activity(&mut self, logs: &mut Logs, second: i64, activity: &str) {
        let head = self.head(second);
        logs.of(Log::Device)
            .add(head, &self.world.calendar, &mut self.stream, |out| {
                out.extend_from_slice(activity.as_bytes());
            });
    }

    /// Work of the team, something private, or a protected document that is needed elsewhere.
    fn ordinary_file(&mut self) -> (String, &'static str, Field) {
        let own: Vec<usize> = self.person.technologies(self.day).collect();
        let field = self.person.role.profile().field;
        let kind = self.stream.below(100);
        if kind < 14 && !own.is_empty() {
            let technology = self.own_technology(&own);
            let (path, magic) = document_path(self.world, technology, None, &mut self.stream);
            return (path, magic, field);
        }
        if kind < 30 {
            let (extension, magic) = self.stream.pick(&PRIVATE_EXTENSIONS);
            let name = self.stream.code("######_##");
            return (
                format!("R:\\private\\{name}.{extension}"),
                magic,
                Field::Everyday,
            );
        }
        let (extension, magic) = self.stream.pick(&EXTENSIONS);
        let team = self
            .world
            .staff
            .team_of(self.index, self.day)
            .map_or("team", |team| team.name.as_str());
        let folder = team.to_lowercase().replace(' ', "-");
        let (word, document) = (
            self.stream.pick(field.words()),
            self.stream.pick(&DOCUMENTS),
        );
        let name = format!("{word}-{document}-{}.{extension}", self.stream.below(900));
        let path = if self.stream.chance(0.3) {
            format!(
                "C:\\Users\\{}\\Documents\\{name}",
                self.person.user.to_lowercase()
            )
        } else {
            format!("R:\\{folder}\\{name}")
        };
        (path, magic, field)
    }
}

/// The path of a copy of a protected document, and the first bytes of such a file.
pub(crate) fn document_path(
    world: &World,
    technology: usize,
    number: Option<usize>,
    stream: &mut Stream,
) -> (String, &'static str) {
    let Some(technology) = world.holder.technologies.get(technology) else {
        return (String::new(), "");
    };
    let number = number.unwrap_or_else(|| stream.below(technology.documents));
    let name = technology.document(number % technology.documents.max(1));
    let magic = magic_of(&name);
    (format!("R:\\{}\\{name}", technology.slug), magic)
}

/// The first bytes of a file of that name.
pub(super) fn magic_of(name: &str) -> &'static str {
    let extension = name.rsplit('.').next().unwrap_or_default();
    EXTENSIONS
        .iter()
        .chain(&PRIVATE_EXTENSIONS)
        .find(|(known, _)| *known == extension)
        .map_or("41-43-31-30", |(_, magic)| magic)
}

/// Adds the row of a copy.
pub(super) fn write(
    world: &World,
    head: Head<'_>,
    (path, magic, field): &(String, &'static str, Field),
    stream: &mut Stream,
    logs: &mut Logs,
) {
    let first = world.phrases.text(*field, stream);
    let second = world.phrases.text(*field, stream);
    logs.of(Log::File)
        .add(head, &world.calendar, stream, |out| {
            out.extend_from_slice(path.as_bytes());
            out.extend_from_slice(b",\"");
            for (place, part) in [*magic, first, second].into_iter().enumerate() {
                if place > 0 {
                    out.push(b' ');
                }
                out.extend_from_slice(part.as_bytes());
            }
            out.push(b'"');
        });
}
