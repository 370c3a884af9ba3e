//! A register as plain rows: organisations, who holds them, who runs them, whom they supply.

use bongsu_model::{Day, RowRef, ShareRange};

/// Everything a tie graph is built from.
#[derive(Clone, Debug, Default)]
pub struct Register {
    /// Organisations, and persons and arrangements that hold them.
    pub organisations: Vec<Organisation>,
    /// Who holds whom.
    pub interests: Vec<Interest>,
    /// Who runs whom.
    pub officers: Vec<Officer>,
    /// Who supplies whom.
    pub supplies: Vec<Supply>,
}

/// A party of the register.
#[derive(Clone, Debug)]
pub struct Organisation {
    /// Its id in the register.
    pub id: String,
    /// Its names, the registered one first.
    pub names: Vec<String>,
    /// What it is.
    pub kind: PartyKind,
    /// Legal form as registered.
    pub legal_form: Option<String>,
    /// Registration number.
    pub registration: Option<String>,
    /// Jurisdiction, ISO 3166.
    pub jurisdiction: Option<String>,
    /// Day of foundation.
    pub founded_on: Option<Day>,
    /// Day of dissolution.
    pub dissolved_on: Option<Day>,
    /// Registered and business addresses.
    pub addresses: Vec<String>,
    /// Telephone numbers.
    pub phones: Vec<String>,
    /// Internet domains.
    pub domains: Vec<String>,
    /// Why the party is not known, where it is not.
    pub unknown_reason: Option<String>,
    /// The row it stands on.
    pub at: RowRef,
}

/// What a party is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PartyKind {
    /// A company, university, institute.
    #[default]
    Organisation,
    /// A person of public record.
    Person,
    /// A trust, a concert of shareholders: held together, controlled by none alone.
    Arrangement,
    /// Known to the register, not named.
    Anonymous,
    /// Not known to the register.
    Unknown,
}

/// An interest that a holder has in a subject.
#[derive(Clone, Debug)]
pub struct Interest {
    /// Organisation held.
    pub subject: String,
    /// Who holds; `None`: not known, see `unknown_reason`.
    pub holder: Option<String>,
    /// What kind of interest.
    pub kind: InterestKind,
    /// Held directly, or through others.
    pub directness: Directness,
    /// How much.
    pub share: ShareRange,
    /// First day.
    pub from: Option<Day>,
    /// Last day; `None` while it lasts.
    pub to: Option<Day>,
    /// Why the holder or the share is not known.
    pub unknown_reason: Option<String>,
    /// The row it stands on.
    pub at: RowRef,
}

/// What kind of interest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum InterestKind {
    /// Shares.
    #[default]
    Shareholding,
    /// Votes; where a holder has both, the votes count.
    Voting,
    /// A right to shares: convertible bonds, options. It carries no votes yet.
    Convertible,
    /// The right to appoint the board.
    Appointment,
    /// Influence in another way.
    Influence,
    /// Anything else the register says; it carries no votes.
    Other,
}

/// Held directly, or through others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Directness {
    /// Directly.
    #[default]
    Direct,
    /// Through others: not counted beside the chain it sums up.
    Indirect,
    /// The register does not say; counted as direct.
    Unknown,
}

/// A person who runs an organisation.
#[derive(Clone, Debug)]
pub struct Officer {
    /// Organisation.
    pub org: String,
    /// The officer's name as registered.
    pub person_name: String,
    /// `director`, `representative`, …
    pub role: String,
    /// First day.
    pub from: Option<Day>,
    /// Last day; `None` while it lasts.
    pub to: Option<Day>,
    /// The row it stands on.
    pub at: RowRef,
}

/// One organisation supplies another.
#[derive(Clone, Debug)]
pub struct Supply {
    /// Who supplies.
    pub supplier: String,
    /// Who is supplied.
    pub customer: String,
    /// First day.
    pub from: Option<Day>,
    /// Last day; `None` while it lasts.
    pub to: Option<Day>,
    /// The row it stands on.
    pub at: RowRef,
}

impl PartyKind {
    /// Reads the word of the table `organisations`; anything else is an organisation.
    pub fn from_word(word: &str) -> Self {
        match normal(word).as_str() {
            "person" | "individual" | "natural person" => Self::Person,
            "arrangement" | "trust" => Self::Arrangement,
            "anonymous" | "anonymous person" | "anonymous entity" => Self::Anonymous,
            "unknown" | "unknown person" | "unknown entity" => Self::Unknown,
            _ => Self::Organisation,
        }
    }
}

impl InterestKind {
    /// Reads the word of the table `interests`; an empty one is a shareholding.
    pub fn from_word(word: &str) -> Self {
        match normal(word).as_str() {
            "" | "shareholding" | "shares" | "ownership" => Self::Shareholding,
            "voting" | "voting rights" | "votes" => Self::Voting,
            "convertible" | "convertibles" | "convertible bond" | "convertible bonds"
            | "option" | "options" | "warrant" | "warrants" => Self::Convertible,
            "appointment" | "appointment of board" | "right to appoint and remove directors" => {
                Self::Appointment
            }
            "influence" | "other influence or control" | "significant influence or control" => {
                Self::Influence
            }
            _ => Self::Other,
        }
    }

    /// Whether the interest carries votes.
    pub const fn has_votes(self) -> bool {
        matches!(self, Self::Shareholding | Self::Voting)
    }
}

impl Directness {
    /// Reads the word of the table `interests`.
    pub fn from_word(word: &str) -> Self {
        match normal(word).as_str() {
            "direct" => Self::Direct,
            "indirect" => Self::Indirect,
            _ => Self::Unknown,
        }
    }
}

impl Default for Organisation {
    fn default() -> Self {
        Self {
            id: String::new(),
            names: Vec::new(),
            kind: PartyKind::default(),
            legal_form: None,
            registration: None,
            jurisdiction: None,
            founded_on: None,
            dissolved_on: None,
            addresses: Vec::new(),
            phones: Vec::new(),
            domains: Vec::new(),
            unknown_reason: None,
            at: RowRef {
                source: String::new(),
                row: 0,
            },
        }
    }
}

/// Lower case, with spaces for hyphens, underscores and capitals inside (`appointmentOfBoard`).
fn normal(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    let mut before_lower = false;
    for c in word.trim().chars() {
        if matches!(c, '-' | '_') {
            out.push(' ');
            before_lower = false;
        } else {
            if c.is_uppercase() && before_lower {
                out.push(' ');
            }
            before_lower = c.is_lowercase();
            out.extend(c.to_lowercase());
        }
    }
    out
}
