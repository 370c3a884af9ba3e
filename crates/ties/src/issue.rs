//! What is broken in a register: reported, and worked around without guessing.

use bongsu_model::RowRef;

/// One thing that is wrong with a register.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Issue {
    /// A row names a party that the register does not describe; it is kept under its id.
    #[error("`{id}` is named as {role} and not described in the register; it is kept under its id")]
    NotDescribed {
        /// The id.
        id: String,
        /// `holder`, `subject`, `supplier`, …
        role: &'static str,
        /// The row that names it.
        at: RowRef,
    },
    /// Two rows describe one id; their names and details are put together.
    #[error("`{id}` is described twice; names and details were put together")]
    DescribedTwice {
        /// The id.
        id: String,
        /// The second row.
        at: RowRef,
    },
    /// A party holds itself; own shares carry no votes.
    #[error(
        "`{id}` holds {share} of itself; own shares carry no votes; they stay in the total and nobody is counted for them"
    )]
    HoldsItself {
        /// The id.
        id: String,
        /// How much, as text.
        share: String,
        /// The row.
        at: RowRef,
    },
    /// An edge between numbers names one that has no id.
    #[error("an edge names party number {number}, which has no id; the edge is left out")]
    NoSuchNumber {
        /// The number.
        number: u32,
        /// The edge, counted from 1.
        at: RowRef,
    },
    /// The shares of one party sum to more than the whole.
    #[error(
        "the holders of `{id}` have at least {percent} % together; check the register for holdings counted twice"
    )]
    MoreThanWhole {
        /// The id.
        id: String,
        /// The sum of the lower ends, in percent, rounded.
        percent: u64,
        /// The rows, at most ten.
        at: Vec<RowRef>,
    },
    /// Parties hold each other in a circle; control is computed all the same.
    #[error("{n_members} parties hold each other in a circle: {}", .members.join(", "))]
    Circular {
        /// How many.
        n_members: usize,
        /// Their ids, at most ten.
        members: Vec<String>,
    },
    /// An interest ends before it begins; it is never in force.
    #[error("an interest in `{id}` ends before it begins; it is left out")]
    EndsBeforeStart {
        /// The organisation held.
        id: String,
        /// The row.
        at: RowRef,
    },
    /// The same interest is given twice; it is counted once.
    #[error("an interest in `{id}` is given twice; it is counted once")]
    GivenTwice {
        /// The organisation held.
        id: String,
        /// The second row.
        at: RowRef,
    },
}
