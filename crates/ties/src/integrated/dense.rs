//! Small linear systems, by elimination with the largest pivot.

/// Solves a square system given by rows; `None` where it has no one solution.
pub(super) fn solve(mut matrix: Vec<f64>, mut given: Vec<f64>) -> Option<Vec<f64>> {
    let n = given.len();
    for step in 0..n {
        let size = |row: &usize| matrix.get(row * n + step).map_or(0.0, |value| value.abs());
        let pivot = (step..n).max_by(|a, b| size(a).total_cmp(&size(b)))?;
        if size(&pivot) < SMALLEST {
            return None;
        }
        if pivot != step {
            for column in 0..n {
                matrix.swap(step * n + column, pivot * n + column);
            }
            given.swap(step, pivot);
        }
        let (above, rest) = matrix.split_at_mut((step + 1) * n);
        let top = above.get(step * n..)?;
        let first = *given.get(step)?;
        for (row, value) in rest.chunks_mut(n).zip(given.iter_mut().skip(step + 1)) {
            let factor = row.get(step)? / top.get(step)?;
            if factor == 0.0 {
                continue;
            }
            for (cell, above) in row.iter_mut().zip(top).skip(step) {
                *cell -= factor * above;
            }
            *value -= factor * first;
        }
    }
    for step in (0..n).rev() {
        let row = matrix.get(step * n..(step + 1) * n)?;
        let known: f64 = row
            .iter()
            .zip(&given)
            .skip(step + 1)
            .map(|(weight, value)| weight * value)
            .sum();
        let value = (given.get(step)? - known) / row.get(step)?;
        *given.get_mut(step)? = value;
    }
    Some(given)
}

/// A pivot below this is none.
const SMALLEST: f64 = 1e-14;
