//! Shares in whole parts of a billion, so that sums are exact and do not depend on their order.

use bongsu_model::ShareRange;

/// Parts of a billion.
pub(crate) type Parts = u64;

/// The whole.
pub(crate) const WHOLE: Parts = 1_000_000_000;

/// What rounding of a register may leave of a whole: three thirds in percent with two decimals.
pub(crate) const ROUNDING: Parts = 500_000;

/// A number from 0 to 1 in parts.
pub(crate) fn parts(share: f64) -> Parts {
    (share.clamp(0.0, 1.0) * WHOLE as f64).round() as Parts
}

/// Parts as a range again; more than the whole is the whole.
pub(crate) fn range(min: Parts, max: Parts) -> ShareRange {
    let share = |parts: Parts| parts.min(WHOLE) as f64 / WHOLE as f64;
    ShareRange::new(share(min), share(max.max(min))).unwrap_or(ShareRange::UNKNOWN)
}
