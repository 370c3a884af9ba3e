//! What of the employer, and of every layer above it, is held by whom the register does not know.

use std::collections::BTreeSet;

use bongsu_model::{Certainty, Day};

use crate::control::Controller;
use crate::graph::{NOBODY, Node, TieGraph};
use crate::register::PartyKind;
use crate::shares::{Parts, WHOLE, range};
use crate::snapshot::{Holding, holdings};

use super::UnknownHolding;

/// Less than this of a party need not be asked for.
const WORTH_ASKING: Parts = 5_000_000;

/// A holder of this part belongs to the next layer where nobody controls.
const LAYER: Parts = 250_000_000;

/// Layers reported on.
const MAX_LAYERS: usize = 64;

/// The unknown holdings, the employer first, and whether they leave open who controls a layer.
pub(super) fn unknown(
    graph: &TieGraph,
    employer: Node,
    controllers: &[Controller],
    day: Day,
) -> (Vec<UnknownHolding>, bool) {
    let mut layers: Vec<u32> = vec![employer.0];
    layers.extend(controllers.iter().map(|one| one.node.0));
    let is_settled = controllers
        .iter()
        .any(|one| one.certainty == Certainty::Certain);
    if !is_settled {
        let large = holdings(graph, employer.0, day)
            .into_iter()
            .filter(|holding| holding.max >= LAYER);
        layers.extend(
            large
                .map(|holding| holding.holder)
                .filter(|holder| *holder != NOBODY),
        );
    }
    let mut seen = BTreeSet::new();
    let mut out = Vec::new();
    let mut is_missing = false;
    for layer in layers
        .into_iter()
        .filter(|layer| seen.insert(*layer))
        .take(MAX_LAYERS)
    {
        match graph.kind_at(layer) {
            PartyKind::Organisation | PartyKind::Arrangement => {}
            PartyKind::Person => continue,
            PartyKind::Anonymous | PartyKind::Unknown => {
                is_missing = true;
                continue;
            }
        }
        let held = holdings(graph, layer, day);
        let direct: Vec<&Holding> = held.iter().filter(|holding| holding.is_direct).collect();
        let is_known = |holding: &Holding| {
            holding.holder != NOBODY
                && !matches!(
                    graph.kind_at(holding.holder),
                    PartyKind::Anonymous | PartyKind::Unknown
                )
        };
        let sum = |end: fn(&Holding) -> Parts| -> Parts {
            direct
                .iter()
                .filter(|holding| is_known(holding))
                .map(|holding| end(holding))
                .sum()
        };
        let (low, high) = (sum(|holding| holding.min), sum(|holding| holding.max));
        is_missing |= low <= WHOLE / 2;
        let (min, max) = (WHOLE.saturating_sub(high), WHOLE.saturating_sub(low));
        if max >= WORTH_ASKING {
            let reason = reason(graph, &held, &is_known);
            out.push(UnknownHolding {
                node: Node(layer),
                share: range(min, max),
                reason,
            });
        }
    }
    (out, is_missing)
}

/// What the register says of its unknown holders, each reason once.
fn reason(graph: &TieGraph, held: &[Holding], is_known: &impl Fn(&Holding) -> bool) -> String {
    let mut reasons: BTreeSet<&str> = BTreeSet::new();
    for holding in held.iter().filter(|holding| !is_known(holding)) {
        reasons.extend(
            holding
                .edges
                .iter()
                .filter_map(|at| graph.reasons.get(at))
                .map(String::as_str),
        );
        reasons.extend(
            graph
                .party(holding.holder)
                .and_then(|party| party.unknown_reason.as_deref()),
        );
    }
    if held.is_empty() {
        return "no holder is in the register".to_owned();
    }
    if reasons.is_empty() {
        return "holders not in the register".to_owned();
    }
    reasons.into_iter().collect::<Vec<_>>().join("; ")
}
