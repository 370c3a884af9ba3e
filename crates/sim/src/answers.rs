//! The truth about a simulation; written to `answers/` only.

/// A leak, or something that looks like one.
#[derive(Clone, Debug, Default)]
pub(crate) struct Answer {
    pub(crate) id: String,
    /// The letter of a leak, or the kind of a hard negative.
    pub(crate) scenario: &'static str,
    pub(crate) is_leak: bool,
    /// For a hard negative, the letter it resembles.
    pub(crate) of: &'static str,
    pub(crate) subject_kind: &'static str,
    pub(crate) subject: String,
    pub(crate) people: Vec<String>,
    /// Last working day, where somebody leaves.
    pub(crate) last_day: Option<i32>,
    pub(crate) destination: String,
    pub(crate) about: &'static str,
}

/// A row of a file that belongs to an answer.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct AnswerRow {
    pub(crate) mark: u16,
    pub(crate) file: &'static str,
    /// Number of the row, counted from 1 after the header.
    pub(crate) row: u64,
    pub(crate) person: String,
    pub(crate) at: i64,
}

/// All answers; a mark is the place of an answer, counted from 1.
#[derive(Clone, Debug, Default)]
pub(crate) struct Answers {
    pub(crate) list: Vec<Answer>,
    pub(crate) rows: Vec<AnswerRow>,
}

impl Answers {
    /// Opens an answer and returns its mark.
    pub(crate) fn open(&mut self, mut answer: Answer) -> u16 {
        let number = self
            .list
            .iter()
            .filter(|other| other.is_leak == answer.is_leak)
            .count()
            + 1;
        answer.id = format!(
            "{}-{number:02}",
            if answer.is_leak { "leak" } else { "near" }
        );
        self.list.push(answer);
        self.list.len() as u16
    }

    pub(crate) fn get_mut(&mut self, mark: u16) -> Option<&mut Answer> {
        usize::from(mark)
            .checked_sub(1)
            .and_then(|place| self.list.get_mut(place))
    }

    pub(crate) fn get(&self, mark: u16) -> Option<&Answer> {
        usize::from(mark)
            .checked_sub(1)
            .and_then(|place| self.list.get(place))
    }
}
