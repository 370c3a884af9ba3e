//! A listing names a domain that only resembles the holder's.

use crate::answers::Answer;
use crate::leaks::at_fraction;
use crate::office::exposure::{Listing, list};
use crate::stream::{Purpose, Stream};
use crate::world::World;

pub(in crate::leaks) fn plan(world: &mut World) {
    let mut stream = world.stream(Purpose::Scenario, 26);
    let domain = resembling(&world.holder.domain, &mut stream);
    let mark = world.answers.open(Answer {
        scenario: "look-alike",
        of: "g",
        subject_kind: "organisation",
        subject: domain.clone(),
        about: "access to somebody else is offered, whose domain resembles the holder's",
        ..Answer::default()
    });
    let day = at_fraction(world, stream.between(0.3, 0.9));
    let indicators = if stream.chance(0.5) {
        format!("{domain};vpn.{domain}")
    } else {
        domain
    };
    let access = stream.pick(&["vpn", "rdp", "webshell"]);
    list(
        world,
        &Listing {
            day,
            victim: String::new(),
            indicators,
            access,
            mark,
        },
        &mut stream,
    );
}

/// The domain with letters doubled, swapped, added or left out.
fn resembling(domain: &str, stream: &mut Stream) -> String {
    let name = domain.trim_end_matches(".example");
    let letters: Vec<char> = name.chars().collect();
    let place = stream.range(1, letters.len() as i32 - 2) as usize;
    let changed: String = match stream.below(4) {
        0 => format!("{name}-{}", stream.pick(&["group", "kr", "shop", "tour"])),
        1 => letters
            .iter()
            .enumerate()
            .filter(|(at, _)| *at != place)
            .map(|(_, letter)| *letter)
            .collect(),
        2 => {
            let mut swapped = letters;
            swapped.swap(place, place + 1);
            swapped.into_iter().collect()
        }
        _ => format!("{}{name}", stream.pick(&["my", "new", "the"])),
    };
    if changed == name {
        format!("{name}s.example")
    } else {
        format!("{changed}.example")
    }
}
