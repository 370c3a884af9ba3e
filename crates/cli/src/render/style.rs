//! Colour with three meanings, and none at all where it is not wanted.

/// Whether to colour; decided once, by flag, environment and terminal, outside of this module.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Style {
    /// Whether escape sequences are written.
    pub(crate) color: bool,
}

/// What a colour or weight says.
///
/// Colours are the terminal's own sixteen, so that they keep their contrast on light and dark grounds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// Nothing particular.
    #[default]
    Plain,
    /// Beyond own usual, or certain control.
    Beyond,
    /// Speaks against the case.
    Against,
    /// A clock or a marking.
    Marking,
    /// Of less weight: references, notes.
    Dim,
    /// Of more weight: titles, the line to remember.
    Bold,
}

impl Style {
    /// The text with its meaning.
    pub(crate) fn paint(self, meaning: Meaning, text: &str) -> String {
        match meaning.code() {
            Some(code) if self.color && !text.trim().is_empty() => {
                format!("\u{1b}[{code}m{text}\u{1b}[0m")
            }
            _ => text.to_owned(),
        }
    }
}

impl Meaning {
    const fn code(self) -> Option<&'static str> {
        match self {
            Self::Plain => None,
            Self::Beyond => Some("31"),
            Self::Against => Some("36"),
            Self::Marking => Some("33"),
            Self::Dim => Some("2"),
            Self::Bold => Some("1"),
        }
    }
}
