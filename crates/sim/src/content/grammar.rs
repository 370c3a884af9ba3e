//! Sentences about a technology, made of its own words and numbers.
//!
//! The words that all sentences share are few and far apart, so that texts of two technologies have nothing in common
//! beyond ordinary grammar.

use super::lore::{Lore, Pair, Value};
use crate::stream::Stream;

/// The language of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(super) enum Language {
    #[default]
    English,
    Korean,
}

/// Makes sentences about one technology in one language.
#[derive(Clone, Debug)]
pub(super) struct Speaker<'a> {
    pub(super) lore: &'a Lore,
    /// Part numbers of the technology.
    pub(super) parts: &'a [String],
    pub(super) language: Language,
    pub(super) stream: Stream,
}

impl Speaker<'_> {
    /// A sentence.
    pub(super) fn sentence(&mut self) -> String {
        match self.language {
            Language::English => self.english(),
            Language::Korean => self.korean(),
        }
    }

    /// A step of a procedure.
    pub(super) fn step(&mut self) -> String {
        let (act, value) = (self.act(), self.value());
        let (name, at, step) = (self.say(value.name), self.at(&value), self.by(&value));
        let minutes = self.stream.range(3, 95);
        match self.language {
            Language::English => {
                let act = capital(act);
                match self.stream.below(3) {
                    0 => format!("{act}; {name} {at}, ± {step}, for {minutes} min."),
                    1 => format!("{act} until {name} is {at}."),
                    _ => format!("{act} with the {}, {name} no more than {at}.", self.thing()),
                }
            }
            Language::Korean => match self.stream.below(3) {
                0 => format!("{act}. {name} {at}, 허용 폭 ±{step}, {minutes}분."),
                1 => format!("{name} {at}까지 {}.", act.trim_end_matches('.')),
                _ => {
                    let thing = self.thing();
                    format!("{thing} 앞에서 {act}. {name} 상한 {at}.")
                }
            },
        }
    }

    /// A heading.
    pub(super) fn heading(&mut self) -> String {
        let thing = self.thing();
        let number = self.stream.code("##");
        match self.language {
            Language::English => {
                let fault = self.fault();
                format!("{} and {fault}, part {number}", capital(thing))
            }
            Language::Korean => {
                let value = self.value();
                format!("{thing} {} 제{number}부", self.say(value.name))
            }
        }
    }

    /// The values of a table, four of them.
    pub(super) fn columns(&mut self) -> Vec<Value> {
        let mut values = self.lore.values.clone();
        self.stream.shuffle(&mut values);
        values.truncate(4);
        values
    }

    pub(super) fn say(&self, pair: Pair) -> &'static str {
        let [english, korean] = pair;
        match self.language {
            Language::English => english,
            Language::Korean => korean,
        }
    }

    pub(super) fn thing(&mut self) -> &'static str {
        let pair = self.stream.pick(&self.lore.things);
        self.say(pair)
    }

    pub(super) fn fault(&mut self) -> &'static str {
        let pair = self.stream.pick(&self.lore.faults);
        self.say(pair)
    }

    pub(super) fn part(&mut self) -> &str {
        self.parts
            .get(self.stream.below(self.parts.len()))
            .map_or("", String::as_str)
    }

    pub(super) fn lot(&mut self) -> String {
        self.stream.code("^^##-####")
    }

    fn act(&mut self) -> &'static str {
        let pair = self.stream.pick(&self.lore.acts);
        self.say(pair)
    }

    fn value(&mut self) -> Value {
        self.stream.pick(&self.lore.values)
    }

    fn at(&mut self, value: &Value) -> String {
        value.at(self.stream.unit())
    }

    fn by(&mut self, value: &Value) -> String {
        value.step(self.stream.unit())
    }

    fn english(&mut self) -> String {
        let (one, two) = (self.value(), self.value());
        let (name, other) = (self.say(one.name), self.say(two.name));
        let (at, then, at_other) = (self.at(&one), self.at(&one), self.at(&two));
        let (thing, second, fault) = (self.thing(), self.thing(), self.fault());
        let (act, step, lot) = (self.act(), self.by(&one), self.lot());
        let part = self.part().to_owned();
        let n = self.stream.range(3, 48);
        match self.stream.below(14) {
            0 => format!("With the {thing} {part}, {name} went from {at} to {then} over {n} lots."),
            1 => format!(
                "{} came with {lot} once {name} fell below {at}; the {thing} is {part} since.",
                capital(fault)
            ),
            2 => format!("The {thing} keeps {name} at {at} ± {step} while the {second} runs."),
            3 => format!("Lot {lot}: {name} {at}, {other} {at_other}, no {fault}."),
            4 => format!("Where {fault} stays, {act} again and take {step} off the {name}."),
            5 => format!(
                "{} and {second} hold {name} to {at}, which {part} could not.",
                capital(thing)
            ),
            6 => format!(
                "Of {n} settings of the {thing}, {lot} gave {name} {at} at {other} {at_other}."
            ),
            7 => format!("At {name} {at} the {other} loses some, yet {fault} leaves the {thing}."),
            8 => format!("Before the {thing}, {act}, then note {name} (aim {at})."),
            9 => format!("From {name} {at} upward the {thing} shows {fault} within {n} min."),
            10 => format!(
                "{part} took the place of the {thing}, as {other} stayed under {at_other} in {n} runs."
            ),
            11 => format!(
                "To {act} is not enough for the {second}: {name} ends at {at} instead of {then}."
            ),
            12 => format!(
                "{}, {lot}, {part}: {name} {at}, later {then}.",
                capital(second)
            ),
            _ => format!(
                "Neither {fault} nor the {thing} moves {name} by over {step} once {other} is {at_other}."
            ),
        }
    }

    fn korean(&mut self) -> String {
        let (one, two) = (self.value(), self.value());
        let (name, other) = (self.say(one.name), self.say(two.name));
        let (at, then, at_other) = (self.at(&one), self.at(&one), self.at(&two));
        let (thing, second, fault) = (self.thing(), self.thing(), self.fault());
        let (act, step, lot) = (self.act(), self.by(&one), self.lot());
        let part = self.part().to_owned();
        let n = self.stream.range(3, 48);
        match self.stream.below(12) {
            0 => format!("{thing}: {name} {at}에서 {then}까지 {n}회."),
            1 => format!(
                "{lot}, {fault} 탓에 {} {part} 사양으로.",
                with(thing, "을", "를")
            ),
            2 => format!("{act}. 이때 {name} {at}, 폭 ±{step}."),
            3 => format!(
                "{} {second}의 {name} 차이 {step} 이하.",
                with(thing, "과", "와")
            ),
            4 => format!(
                "{name} {at}부터 {fault}, {} {at_other}.",
                with(other, "은", "는")
            ),
            5 => format!("{part} 적용 {n}개 로트: {name} {at}, {other} {at_other}."),
            6 => format!(
                "{fault} 재발: {thing} {} {step} 낮추고 {act}.",
                with(name, "을", "를")
            ),
            7 => format!(
                "{} {n}시간마다, {name} {at} 밑에서는 {act}.",
                with(thing, "은", "는")
            ),
            8 => format!("{lot}, {part}: {second} {name} {at}, 이후 {then}."),
            9 => format!("{fault} 없이 {name} {at}: {act}."),
            10 => format!("{thing} 대신 {second}, {other} {at_other}."),
            _ => format!(
                "{} {second}보다 {n}분 앞서며 {name} {at} 기준.",
                with(thing, "은", "는")
            ),
        }
    }
}

/// The text with a capital letter first.
pub(super) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// The word with the particle that fits its last sound.
pub(super) fn with(word: &str, closed: &str, open: &str) -> String {
    let last = word.chars().next_back().map_or(0, u32::from);
    let is_closed = (0xAC00..=0xD7A3).contains(&last) && !(last - 0xAC00).is_multiple_of(28);
    format!("{word}{}", if is_closed { closed } else { open })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn particles_follow_the_last_sound() {
        assert_eq!(with("고형분", "을", "를"), "고형분을");
        assert_eq!(with("점도", "을", "를"), "점도를");
        assert_eq!(capital("gel lumps"), "Gel lumps");
    }
}
