//! The edge: the clock, randomness and the user's name are read here and nowhere else.

use bongsu_model::Micros;

/// Now.
#[expect(
    clippy::disallowed_methods,
    reason = "the one place that reads the clock"
)]
pub(crate) fn now() -> Micros {
    Micros(jiff::Timestamp::now().as_microsecond())
}

/// 32 fresh random bytes.
pub(crate) fn secret() -> anyhow::Result<[u8; 32]> {
    let mut secret = [0; 32];
    getrandom::fill(&mut secret)
        .map_err(|error| anyhow::anyhow!("the system gives no randomness: {error}"))?;
    Ok(secret)
}

/// The variables of the environment that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Variable {
    /// `BONGSU_USER`
    BongsuUser,
    /// `USER`
    User,
    /// `LOGNAME`
    Logname,
    /// `NO_COLOR`
    NoColor,
}

impl Variable {
    /// Every variable, for the documentation.
    pub(crate) const ALL: [Self; 4] = [Self::BongsuUser, Self::User, Self::Logname, Self::NoColor];

    /// Its name.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::BongsuUser => "BONGSU_USER",
            Self::User => "USER",
            Self::Logname => "LOGNAME",
            Self::NoColor => "NO_COLOR",
        }
    }

    /// What it is for.
    pub(crate) const fn about(self) -> &'static str {
        match self {
            Self::BongsuUser => "who looks, for the audit log of revealed names",
            Self::User => "who looks, where BONGSU_USER is not set",
            Self::Logname => "who looks, where neither BONGSU_USER nor USER is set",
            Self::NoColor => "any text turns colour off where --color is auto",
        }
    }

    #[expect(
        clippy::disallowed_methods,
        reason = "the one place that reads the environment"
    )]
    fn value(self) -> Option<String> {
        std::env::var(self.name())
            .ok()
            .filter(|value| !value.is_empty())
    }
}

/// The name of the user who runs the command, for the audit log; none where nothing says it.
pub(crate) fn user() -> Option<String> {
    let variables = [Variable::BongsuUser, Variable::User, Variable::Logname];
    variables
        .into_iter()
        .filter_map(Variable::value)
        .find(|name| !name.trim().is_empty())
}

/// Whether colour is asked off by `NO_COLOR`.
pub(crate) fn no_color() -> bool {
    Variable::NoColor.value().is_some()
}
