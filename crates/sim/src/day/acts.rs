//! Rows of the acts that scenarios added to a day; they look like all other rows.

use super::{Logs, mail, media};
use crate::rows::{Head, Log, push_quoted};
use crate::script::Deed;
use crate::stream::Purpose;
use crate::world::World;

/// Adds the rows of a day's acts.
pub(super) fn perform(world: &World, day: i32, logs: &mut Logs) {
    for (number, act) in world.script.day(day).iter().enumerate() {
        let Some(person) = world.person(act.person) else {
            continue;
        };
        let mut stream = world.seeds.stream(Purpose::Rows, number, day);
        let head = Head {
            at: act.at,
            person: act.person,
            user: &person.user,
            pc: &act.pc,
            mark: act.mark,
        };
        let (log, activity) = match &act.deed {
            Deed::Logon => (Log::Logon, "Logon"),
            Deed::Logoff => (Log::Logon, "Logoff"),
            Deed::Connect => (Log::Device, "Connect"),
            Deed::Disconnect => (Log::Device, "Disconnect"),
            Deed::Copy { path, field } => {
                let file = (path.clone(), media::magic_of(path), *field);
                media::write(world, head, &file, &mut stream, logs);
                continue;
            }
            Deed::Visit { url, field } => {
                let text = world.phrases.text(*field, &mut stream);
                logs.of(Log::Web)
                    .add(head, &world.calendar, &mut stream, |out| {
                        out.extend_from_slice(url.as_bytes());
                        out.push(b',');
                        push_quoted(out, text);
                    });
                continue;
            }
            Deed::Mail(letter) => {
                mail::write(world, head, letter, &mut stream, logs);
                continue;
            }
        };
        logs.of(log).add(head, &world.calendar, &mut stream, |out| {
            out.extend_from_slice(activity.as_bytes());
        });
    }
}
