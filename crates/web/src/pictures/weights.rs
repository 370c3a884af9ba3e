//! The weights: a waterfall from the site's prior over the counted terms to the sum, and below it, in grey, the terms
//! that are not counted.

use bongsu_model::{Score, Term};

use super::WIDTH;
use super::fit::{LABEL, SMALL};
use super::svg::{Anchor, Rect, Svg};
use crate::words;

/// Where bars begin; labels stand left of it.
const LEFT: f64 = 400.0;
/// Where bars end; the number of the last one stands right of it.
const RIGHT: f64 = WIDTH - 64.0;
/// The height of one step with its gap.
const ROW: f64 = 27.0;

/// Draws the waterfall.
pub(crate) fn weights(score: &Score, id: &str) -> String {
    let steps = steps(score);
    let scale = Scale::new(&steps);
    let mut svg = Svg::default();
    let bottom = 8.0 + ROW * steps.len() as f64 + 22.0;
    svg.line((scale.x(0.0), 4.0), (scale.x(0.0), bottom), "axis");
    for (at, step) in steps.iter().enumerate() {
        draw_step(&mut svg, &scale, step, 8.0 + ROW * at as f64);
    }
    let x = scale.x(score.total.0);
    let y = 8.0 + ROW * steps.len() as f64;
    svg.line((x, y - 9.0), (x, y + 16.0), "sum");
    let total = words::decibans(score.total);
    let (at, anchor) = if x > WIDTH - 110.0 {
        (x - 8.0, Anchor::End)
    } else {
        (x + 8.0, Anchor::Start)
    };
    svg.text((at, y + 13.0), anchor, "bt halo", &total);
    svg.text((scale.x(0.0), bottom + 15.0), Anchor::Middle, "ax", "even");
    let rest: Vec<&Term> = score.terms.iter().filter(|term| !term.counted).collect();
    let height = draw_rest(&mut svg, &rest, bottom + 26.0);
    svg.finish(
        height,
        id,
        "Weight of evidence in decibans, term by term",
        &description(score),
    )
}

/// One counted step, from the sum before it to the sum after it.
#[derive(Debug)]
struct Step {
    label: String,
    weight: String,
    from: f64,
    to: f64,
}

fn steps(score: &Score) -> Vec<Step> {
    let finite = |value: f64| if value.is_finite() { value } else { 0.0 };
    let mut sum = finite(score.prior.0);
    let mut steps = vec![Step {
        label: "prior of this site".into(),
        weight: score.prior.to_string(),
        from: 0.0,
        to: sum,
    }];
    for term in score.terms.iter().filter(|term| term.counted) {
        let next = sum + finite(term.weight.0);
        steps.push(Step {
            label: words::term_label(term),
            weight: term.weight.to_string(),
            from: sum,
            to: next,
        });
        sum = next;
    }
    steps
}

/// Decibans as places on the picture.
#[derive(Debug)]
struct Scale {
    low: f64,
    high: f64,
}

impl Scale {
    fn new(steps: &[Step]) -> Self {
        let ends = || steps.iter().flat_map(|step| [step.from, step.to]);
        let (low, high) = (ends().fold(0.0, f64::min), ends().fold(0.0, f64::max));
        Self {
            low,
            high: if high - low < 1.0 { low + 1.0 } else { high },
        }
    }

    fn x(&self, weight: f64) -> f64 {
        LEFT + (weight.clamp(self.low, self.high) - self.low) / (self.high - self.low)
            * (RIGHT - LEFT)
    }
}

fn draw_step(svg: &mut Svg, scale: &Scale, step: &Step, y: f64) {
    let (from, to) = (scale.x(step.from), scale.x(step.to));
    let (left, right) = (from.min(to), from.max(to));
    svg.group(&format!("{}: {}", step.label, step.weight));
    svg.text(
        (LEFT - 40.0, y + 14.0),
        Anchor::End,
        "wl",
        &LABEL.shorten(&step.label, LEFT - 44.0),
    );
    let class = if step.to < step.from {
        "against"
    } else {
        "beyond"
    };
    svg.rect(
        Rect {
            x: left,
            y,
            w: (right - left).max(1.5),
            h: 18.0,
        },
        class,
    );
    svg.text(
        (right + 7.0, y + 14.0),
        Anchor::Start,
        "ev halo",
        &step.weight,
    );
    svg.end();
    svg.line((to, y + 18.0), (to, y + ROW), "link");
}

/// Lists what is not counted, and returns the height of the picture.
fn draw_rest(svg: &mut Svg, rest: &[&Term], top: f64) -> f64 {
    if rest.is_empty() {
        return top;
    }
    svg.text(
        (LEFT - 40.0, top + 14.0),
        Anchor::End,
        "ax",
        "not counted: weaker of the same family",
    );
    for (at, term) in rest.iter().enumerate() {
        let y = top + 14.0 + 20.0 * at as f64;
        let weight = term.weight.to_string();
        svg.group(&format!(
            "{}: {weight}, not counted",
            words::term_label(term)
        ));
        svg.text((LEFT + 26.0, y), Anchor::End, "ax", &weight);
        let label = SMALL.shorten(&words::term_label(term), WIDTH - LEFT - 40.0);
        svg.text((LEFT + 38.0, y), Anchor::Start, "ax", &label);
        svg.end();
    }
    top + 22.0 + 20.0 * rest.len() as f64
}

fn description(score: &Score) -> String {
    let mut parts = vec![format!("Prior of this site {}", score.prior)];
    for term in &score.terms {
        let label = words::term_label(term);
        let note = if term.counted {
            ""
        } else {
            " (not counted: weaker of the same family)"
        };
        parts.push(format!("{label} {}{note}", term.weight));
    }
    format!(
        "{}. Sum {}.",
        parts.join("; "),
        words::decibans(score.total)
    )
}
