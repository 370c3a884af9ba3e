//! What the captured files of a case hold, and what stays unknown.

use bongsu_content::percent;
use bongsu_model::Section;

use super::material::{Held, Material};
use super::person::View;
use super::sections::{channel_word, counted, technology};

/// Documents that are named.
const CONTENTS: usize = 3;

/// What captured files hold; the rest stays unknown.
pub(super) fn captured(section: &mut Section, view: &View<'_>, material: &Material) {
    let lead = view.lead.unwrap_or("");
    let within = |held: &&Held| (view.period.0..=view.period.1).contains(&held.day);
    let all = material.contents.get(lead).map_or(&[][..], Vec::as_slice);
    let held: Vec<&Held> = all.iter().filter(within).collect();
    for one in held.iter().take(CONTENTS) {
        section.pair("Content", held_line(one, material));
    }
    let further = held.len().saturating_sub(CONTENTS);
    if further > 0 {
        section.pair(
            "And",
            format!("{further} more with text of registered documents"),
        );
    }
    match material.captured.get(lead) {
        Some(n) if held.is_empty() => section.pair(
            "Content",
            format!(
                "{} captured, nothing registered seen in them; what was not captured is unknown",
                counted(*n, "file")
            ),
        ),
        None if held.is_empty() => {
            section.pair("Content", "not captured: what is in the files is unknown");
        }
        _ => section.pair("Others", "not captured: what is in them is unknown"),
    }
}

/// `17 % of recipe-b4.docx (Slurry recipe B-4) in 0007/offer.eml, mail of 2025-03-04`
fn held_line(held: &Held, material: &Material) -> String {
    let share = if held.is_whole { 1.0 } else { held.share };
    let sure = if held.certainty == "match" {
        ""
    } else {
        "perhaps "
    };
    format!(
        "{sure}{} of {} ({}) in {}, {} of {}",
        percent(share),
        last_part(&held.document),
        technology(&held.technology, material),
        last_part(&held.file),
        channel_word(&held.channel).to_lowercase(),
        held.day
    )
}

/// The name of a file without its folders.
fn last_part(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}
