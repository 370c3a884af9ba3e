//! How much each part of a name says in a question, beside its rarity.
//!
//! Tuned by steps of one weight at a time on the entries of one half of a public list, so that alternate names find
//! their entry; the other half tells what came of it.

/// What a term is of its name; several parts may be in one space.
#[derive(Clone, Copy, Debug)]
pub(super) enum Part {
    /// A word by its sound.
    Sound,
    /// A word by its skeleton.
    Skeleton,
    /// A word by its consonants.
    Consonants,
    /// A word by the consonants that every custom of writing keeps apart.
    Bare,
    /// A word without the article or the `abd`, `abu`, `bin` that was written with it.
    Stripped,
    /// All words joined.
    Joined,
    /// All words joined, by their consonants.
    JoinedConsonants,
    /// Two neighbours joined.
    Neighbours,
    /// Two neighbours joined, by their consonants.
    NeighbourConsonants,
    /// Three letters of all words joined.
    Letters,
    /// Three letters that a word begins or ends with.
    Edges,
    /// Three consonants.
    ConsonantLetters,
    /// A single letter.
    Initial,
    /// What a company word says.
    Company,
    /// What a common word of other languages says.
    Meaning,
    /// A number.
    Number,
    /// First letters of all words.
    Acronym,
    /// The same, the first few of them.
    AcronymStart,
    /// The first letters of a word that may be short for several.
    Shortened,
    /// The first letters of two or three words, as they are cut together.
    Syllables,
}

impl Part {
    /// What the part says.
    pub(super) const fn weight(self) -> f32 {
        match self {
            Self::Consonants | Self::ConsonantLetters => 0.12,
            Self::Initial => 0.2,
            Self::Letters => 0.25,
            Self::Sound | Self::JoinedConsonants | Self::NeighbourConsonants => 0.3,
            Self::Bare => 0.4,
            Self::Skeleton | Self::Stripped | Self::Neighbours | Self::Shortened => 0.5,
            Self::Edges => 0.65,
            Self::Syllables => 0.8,
            Self::Joined | Self::Number => 1.0,
            Self::AcronymStart => 1.3,
            Self::Company | Self::Meaning | Self::Acronym => 1.6,
        }
    }
}
