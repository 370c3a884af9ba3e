//! A measured figure beside the figure to reach.

/// A figure.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Figure {
    name: String,
    /// The value, or why there is none.
    value: Result<f64, String>,
    unit: &'static str,
    target: Target,
}

/// The figure to reach.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Target {
    /// Nothing is asked; the figure informs.
    None,
    /// This or more.
    AtLeast(f64),
    /// This or less.
    AtMost(f64),
}

impl Figure {
    /// A measured figure.
    pub(super) fn new(
        name: impl Into<String>,
        value: f64,
        unit: &'static str,
        target: Target,
    ) -> Self {
        Self {
            name: name.into(),
            value: Ok(value),
            unit,
            target,
        }
    }

    /// A figure that could not be measured, with the reason.
    pub(super) fn missing(
        name: impl Into<String>,
        reason: impl Into<String>,
        target: Target,
    ) -> Self {
        Self {
            name: name.into(),
            value: Err(reason.into()),
            unit: "",
            target,
        }
    }

    /// Whether the target is reached; `None` where there is no target or no value.
    pub(super) fn is_reached(&self) -> Option<bool> {
        let value = *self.value.as_ref().ok()?;
        match self.target {
            Target::None => None,
            Target::AtLeast(least) => Some(value >= least),
            Target::AtMost(most) => Some(value <= most),
        }
    }

    fn row(&self) -> [String; 4] {
        let value = match &self.value {
            Ok(value) => format!("{} {}", spell(*value), self.unit)
                .trim_end()
                .to_owned(),
            Err(reason) => format!("not measured: {reason}"),
        };
        let target = match self.target {
            Target::None => String::new(),
            Target::AtLeast(least) => format!("≥ {}", spell(least)),
            Target::AtMost(most) => format!("≤ {}", spell(most)),
        };
        let verdict = match self.is_reached() {
            Some(true) => "reached",
            Some(false) => "MISSED",
            None => "",
        };
        [self.name.clone(), value, target, verdict.to_owned()]
    }
}

/// Prints figures as a table.
pub(super) fn print(figures: &[Figure]) {
    let heading = ["figure", "measured", "to reach", ""].map(str::to_owned);
    let rows: Vec<[String; 4]> = std::iter::once(heading)
        .chain(figures.iter().map(Figure::row))
        .collect();
    let width = |column: usize| {
        rows.iter()
            .filter_map(|row| row.get(column))
            .map(|cell| cell.chars().count())
            .max()
            .unwrap_or(0)
    };
    let (first, second, third) = (width(0), width(1), width(2));
    for [name, value, target, verdict] in &rows {
        println!(
            "{}",
            format!("{name:first$}  {value:second$}  {target:third$}  {verdict}").trim_end()
        );
    }
}

/// A number as people read it: thousands apart, few decimals.
fn spell(value: f64) -> String {
    if value.abs() < 100.0 {
        let text = format!("{value:.2}");
        return text.trim_end_matches('0').trim_end_matches('.').to_owned();
    }
    let digits = format!("{value:.0}");
    let (sign, digits) = digits
        .strip_prefix('-')
        .map_or(("", digits.as_str()), |rest| ("-", rest));
    let n_digits = digits.len();
    let grouped = digits.chars().enumerate().flat_map(|(place, digit)| {
        let gap = place > 0 && (n_digits - place) % 3 == 0;
        gap.then_some(',').into_iter().chain([digit])
    });
    sign.chars().chain(grouped).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_spelled_for_people() {
        let spelled = [0.0, 0.704, 12.5, 99.999, 600_000.0, -1_234.0, 999.4].map(spell);
        assert_eq!(
            spelled,
            ["0", "0.7", "12.5", "100", "600,000", "-1,234", "999"]
        );
    }

    #[test]
    fn a_figure_says_whether_it_reaches_its_target() {
        let reached = |value, target| Figure::new("x", value, "s", target).is_reached();
        assert_eq!(reached(0.69, Target::AtLeast(0.7)), Some(false));
        assert_eq!(reached(90.0, Target::AtMost(90.0)), Some(true));
        assert_eq!(reached(1.0, Target::None), None);
        let missing = Figure::missing("x", "no duckdb", Target::AtLeast(1.0));
        assert_eq!(missing.is_reached(), None);
        assert_eq!(missing.row()[1], "not measured: no duckdb");
    }
}
