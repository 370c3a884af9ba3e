//! What is kept of a text: keyed hashes and where they stood. The text cannot be had back from them.

use std::fmt;

/// Bits of a hash that are kept; more would not make a false match less likely than a copied disk block.
pub const HASH_BITS: u32 = 48;

/// A way of recognising a text; each survives other changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Tier {
    /// The same bytes: a file, or a file inside one.
    Exact = 0,
    /// The same run of letters and digits, whatever the spacing, case and punctuation.
    Verbatim = 1,
    /// The same content words close together, in any order and inflection.
    Reworked = 2,
    /// The same numbers with units, part numbers, formulae and identifiers close together, in any language.
    Technical = 3,
    /// The same code, whatever its names and values.
    Code = 4,
}

impl Tier {
    /// Every tier, in order.
    pub const ALL: [Self; 5] = [
        Self::Exact,
        Self::Verbatim,
        Self::Reworked,
        Self::Technical,
        Self::Code,
    ];
}

impl fmt::Display for Tier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Exact => "exact",
            Self::Verbatim => "verbatim",
            Self::Reworked => "reworked",
            Self::Technical => "technical",
            Self::Code => "source code",
        })
    }
}

/// One keyed hash of a stretch of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Print {
    /// The hash, in its lower [`HASH_BITS`].
    pub hash: u64,
    /// The first character of the stretch.
    pub start: u32,
    /// The character after its last.
    pub end: u32,
}

/// A run of letters that winnowing would keep of a text, and the windows in which it is the smallest.
///
/// Whatever copies all of such a window copies the run: a run that a registered text does not have says where a copy of
/// it ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chosen {
    /// The run, by its number among the verbatim prints of the text.
    pub number: u32,
    /// The first window, by the number of its first run.
    pub first: u32,
    /// The last one.
    pub last: u32,
}

/// Everything that is kept of one text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Prints {
    /// Characters of the text.
    pub length: u32,
    /// One list a tier, in the order of [`Tier::ALL`], each in the order of the text.
    pub tiers: [Vec<Print>; 5],
    /// Of a text that is asked about: the verbatim prints that would be kept of it. They are not registered.
    pub chosen: Vec<Chosen>,
    /// How many verbatim prints are of the text as it stands; those after them are of what is escaped in it.
    pub n_plain: u32,
}

impl Prints {
    /// The prints of one tier.
    #[must_use]
    pub fn of(&self, tier: Tier) -> &[Print] {
        self.tiers.get(tier as usize).map_or(&[], Vec::as_slice)
    }
}
