//! What to do next. Duties of law come from dated rules in a later version; here they are named, never advice.

use bongsu_model::{CaseKind, Family, NextStep};

use super::person::View;
use crate::correlate::Group;

/// Steps in the order in which they are due.
pub(super) fn next_steps(group: &Group<'_>, view: &View<'_>) -> Vec<NextStep> {
    let mut steps = Vec::new();
    let mut add = |step: &str, owner: &str, due: &str| {
        steps.push(NextStep {
            step: step.to_owned(),
            owner: owner.to_owned(),
            due: due.to_owned(),
        });
    };
    let has = |family: Family| {
        group
            .findings
            .iter()
            .any(|finding| finding.family == family)
    };
    if group.kind == CaseKind::Organisation {
        add("Close the access; keep its logs", "holder, IT", "today");
        add(
            "Look for use of the access since it was seen",
            "holder, IT",
            "2 days",
        );
        add(
            "Tell the national bureau; ask for technical support",
            "holder",
            "2 days",
        );
        add(
            "Follow the open advice on the asset, or write down why not",
            "holder",
            "7 days",
        );
        return steps;
    }
    let left = view.departure.is_some() && view.has_left;
    if has(Family::Taking) || has(Family::Leaving) || has(Family::Access) {
        let devices = if left {
            "Keep the returned devices; image them; record custody"
        } else {
            "Keep the logs of the days named; do not warn yet"
        };
        add(devices, "holder, security", "today");
    }
    if view
        .class
        .as_deref()
        .is_some_and(|class| class.contains("national") || class.contains("strategic"))
    {
        add(
            "Decide on a report of a suspected leak (Act on Industrial Technology, art. 15)",
            "holder → ministry, agency",
            "at once",
        );
    }
    if has(Family::Research) {
        add(
            "Hold open requests of the project; ask the requester and the partner for reasons",
            "research security",
            "3 days",
        );
        add(
            "Compare the declaration of positions with the person",
            "research security",
            "7 days",
        );
    }
    if has(Family::Destination) && view.departure.is_some() {
        add(
            "Read the agreement against the path; ask counsel",
            "holder, counsel",
            "7 days",
        );
    }
    if has(Family::Approach) && !left {
        add(
            "Talk with the person about the offer; offer help",
            "supervisor, security",
            "7 days",
        );
    }
    add(
        "Ask the questions marked as not answered by the records",
        "case owner",
        "7 days",
    );
    add(
        "Write down the outcome and close or go on",
        "case owner",
        "14 days",
    );
    steps
}
