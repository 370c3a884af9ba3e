//! The weights as a waterfall of blocks.

use bongsu_model::Score;
use bongsu_web::words;

use super::line::Line;
use super::style::Meaning;
use super::text;

/// Where numbers end, where the picture begins and how wide it is.
const LABEL: usize = 46;
const LEFT: usize = LABEL + 9;
const PLOT: usize = 44;

/// The prior, the counted terms, the sum, and what is not counted.
pub(super) fn score_lines(score: &Score) -> Vec<Line> {
    let finite = |value: f64| if value.is_finite() { value } else { 0.0 };
    let mut sum = finite(score.prior.0);
    let mut steps = vec![(
        "prior of this site".to_owned(),
        score.prior.to_string(),
        0.0,
        sum,
    )];
    for term in score.terms.iter().filter(|term| term.counted) {
        let next = sum + finite(term.weight.0);
        steps.push((words::term_label(term), term.weight.to_string(), sum, next));
        sum = next;
    }
    let low = steps
        .iter()
        .flat_map(|step| [step.2, step.3])
        .fold(0.0, f64::min);
    let high = steps
        .iter()
        .flat_map(|step| [step.2, step.3])
        .fold(0.0, f64::max);
    let column =
        |value: f64| ((value - low) / (high - low).max(1.0) * PLOT as f64).round() as usize;
    let mut lines: Vec<Line> = Vec::new();
    for (label, weight, from, to) in &steps {
        let meaning = if to < from {
            Meaning::Against
        } else {
            Meaning::Beyond
        };
        let mut line = labelled(label, weight, meaning);
        let (left, right) = (column(from.min(*to)), column(from.max(*to)));
        let even = column(0.0);
        if even < left {
            line.pad_to(LEFT + even);
            line.push(Meaning::Dim, "│");
        }
        line.pad_to(LEFT + left);
        line.push(meaning, &"█".repeat((right - left).max(1)));
        if even >= left + (right - left).max(1) {
            line.pad_to(LEFT + even);
            line.push(Meaning::Dim, "│");
        }
        lines.push(line);
    }
    let mut total = labelled("sum", &score.total.to_string(), Meaning::Bold);
    total.push(Meaning::Bold, " dB");
    lines.push(total);
    for term in score.terms.iter().filter(|term| !term.counted) {
        let mut line = labelled(
            &words::term_label(term),
            &term.weight.to_string(),
            Meaning::Dim,
        );
        line.push(Meaning::Dim, "  not counted: weaker of the same family");
        lines.push(line);
    }
    lines
}

fn labelled(label: &str, weight: &str, meaning: Meaning) -> Line {
    let dim = if meaning == Meaning::Dim {
        Meaning::Dim
    } else {
        Meaning::Plain
    };
    let mut line = Line::new(dim, &format!("  {}", text::fit(label, LABEL - 2)));
    line.pad_to(LABEL + 6 - text::width(weight).min(6));
    line.push(meaning, weight);
    line
}
