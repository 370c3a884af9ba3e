//! Shares of a company as ranges, and how sure an answer about them is.

use std::fmt;

use serde::{Deserialize, Serialize};

/// How sure an answer is. Unknown stays unknown: it is never rounded to yes or no.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Certainty {
    /// Nothing in the records decides it.
    Unknown,
    /// True at the upper end of the ranges, not at the lower.
    Possible,
    /// True at the lower end of every range.
    Certain,
}

/// A share between 0 and 1.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(try_from = "f64", into = "f64")]
pub struct Share(f64);

/// A share known only between two ends, both between 0 and 1; equal ends mean an exact share.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ShareRange {
    min: Share,
    max: Share,
}

/// Why numbers are not a share.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ShareError {
    /// Below 0, above 1 or not a number.
    #[error("`{0}` is not a share: a number from 0 to 1 is wanted")]
    OutOfRange(f64),
    /// The ends are swapped.
    #[error("the share range {min} to {max} ends before it starts")]
    Swapped {
        /// The lower end as given.
        min: f64,
        /// The upper end as given.
        max: f64,
    },
}

impl Share {
    /// Nothing.
    pub const NONE: Self = Self(0.0);
    /// The whole.
    pub const WHOLE: Self = Self(1.0);

    /// Takes a number from 0 to 1; a rounding error of 1e-9 at either end is forgiven.
    pub fn new(value: f64) -> Result<Self, ShareError> {
        if (-1e-9..=1.0 + 1e-9).contains(&value) {
            Ok(Self(value.clamp(0.0, 1.0)))
        } else {
            Err(ShareError::OutOfRange(value))
        }
    }

    /// The number, from 0 to 1.
    pub const fn value(self) -> f64 {
        self.0
    }
}

impl TryFrom<f64> for Share {
    type Error = ShareError;

    fn try_from(value: f64) -> Result<Self, ShareError> {
        Self::new(value)
    }
}

impl From<Share> for f64 {
    fn from(share: Share) -> Self {
        share.0
    }
}

impl ShareRange {
    /// Nothing is known of the share.
    pub const UNKNOWN: Self = Self {
        min: Share::NONE,
        max: Share::WHOLE,
    };

    /// A range from its ends.
    pub fn new(min: f64, max: f64) -> Result<Self, ShareError> {
        let (low, high) = (Share::new(min)?, Share::new(max)?);
        if low.0 > high.0 {
            Err(ShareError::Swapped { min, max })
        } else {
            Ok(Self {
                min: low,
                max: high,
            })
        }
    }

    /// An exact share.
    pub fn exact(value: f64) -> Result<Self, ShareError> {
        Share::new(value).map(|share| Self {
            min: share,
            max: share,
        })
    }

    /// The lower end.
    pub const fn min(self) -> f64 {
        self.min.0
    }

    /// The upper end.
    pub const fn max(self) -> f64 {
        self.max.0
    }

    /// Whether both ends meet.
    pub fn is_exact(self) -> bool {
        self.max.0 - self.min.0 < 1e-12
    }

    /// Whether the share is more than a threshold: certain, possible, or (`None` of it) unknown meaning no.
    pub fn exceeds(self, threshold: f64) -> Certainty {
        if self.min.0 > threshold {
            Certainty::Certain
        } else if self.max.0 > threshold {
            Certainty::Possible
        } else {
            Certainty::Unknown
        }
    }
}

impl fmt::Display for ShareRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let percent = |share: Share| {
            let text = format!("{:.1}", share.0 * 100.0);
            text.strip_suffix(".0").map(str::to_owned).unwrap_or(text)
        };
        if self.is_exact() {
            write!(f, "{} %", percent(self.min))
        } else if *self == Self::UNKNOWN {
            f.write_str("unknown share")
        } else {
            write!(f, "{} to {} %", percent(self.min), percent(self.max))
        }
    }
}

impl fmt::Display for Certainty {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Unknown => "unknown",
            Self::Possible => "possible",
            Self::Certain => "certain",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_stay_ranges() {
        let range = ShareRange::new(0.45, 0.62).unwrap();
        assert_eq!(range.exceeds(0.5), Certainty::Possible);
        assert_eq!(range.exceeds(0.4), Certainty::Certain);
        assert_eq!(range.exceeds(0.7), Certainty::Unknown);
        assert_eq!(range.to_string(), "45 to 62 %");
        assert_eq!(ShareRange::exact(0.625).unwrap().to_string(), "62.5 %");
        assert!(ShareRange::new(0.6, 0.5).is_err());
        assert!(Share::new(f64::NAN).is_err());
        assert!(serde_json::from_str::<Share>("1.5").is_err());
    }
}
