//! Names of people.

use crate::roles::Role;
use crate::stream::Stream;
use crate::vocabulary::people::{FIRST, GIVEN_ELSEWHERE, SECOND, SURNAMES, SURNAMES_ELSEWHERE};

/// A name in Latin spelling, and as the personnel office writes it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Naming {
    pub(crate) given: String,
    pub(crate) family: String,
    /// As the personnel office writes it: in Hangul where it has one.
    pub(crate) official: String,
}

impl Naming {
    pub(crate) fn new(role: Role, stream: &mut Stream) -> Self {
        let elsewhere = match role {
            Role::VisitingResearcher => 0.7,
            Role::GraduateResearcher => 0.15,
            _ => 0.02,
        };
        if stream.chance(elsewhere) {
            Self::elsewhere(stream)
        } else {
            Self::korean(stream)
        }
    }

    pub(crate) fn korean(stream: &mut Stream) -> Self {
        let (hangul, family) = stream.pick(&SURNAMES);
        let (first, first_latin) = stream.pick(&FIRST);
        let (second, second_latin) = stream.pick(&SECOND);
        let joint = if stream.chance(0.3) { "-" } else { "" };
        Self {
            given: format!("{first_latin}{joint}{second_latin}"),
            family: family.to_owned(),
            official: format!("{hangul}{first}{second}"),
        }
    }

    fn elsewhere(stream: &mut Stream) -> Self {
        let (given, family) = (
            stream.pick(&GIVEN_ELSEWHERE),
            stream.pick(&SURNAMES_ELSEWHERE),
        );
        Self {
            given: given.to_owned(),
            family: family.to_owned(),
            official: format!("{given} {family}"),
        }
    }

    /// Given name first, as directories have it.
    pub(crate) fn latin(&self) -> String {
        format!("{} {}", self.given, self.family)
    }

    /// Three capital letters for a user id.
    pub(crate) fn initials(&self) -> String {
        let mut letters: String = [self.given.chars().next(), self.family.chars().next()]
            .iter()
            .flatten()
            .collect();
        let middle = self
            .given
            .chars()
            .filter(char::is_ascii_alphabetic)
            .nth(2)
            .unwrap_or('X');
        letters.insert(1, middle);
        letters.to_uppercase()
    }
}
