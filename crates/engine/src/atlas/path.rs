//! A traced path as a sentence, a picture and row references.

use bongsu_model::{Certainty, Day, EdgeKind, Path, PathEdge, PathNode, RowRange};
use bongsu_ties::{
    Basis, Between, Chain, Node, SoftKind, TieEdge, TieGraph, TieKind, TiePath, Trace,
};
use serde_json::{Map, Value, json};

/// Fills the columns of a row that a path decides.
pub(crate) fn describe(
    row: &mut Map<String, Value>,
    graph: &TieGraph,
    way: &TiePath,
    as_of: Day,
    trace: &Trace,
) {
    let target = way.nodes.last().map_or("", |node| graph.name(*node));
    row.insert("target".into(), target.into());
    row.insert("basis".into(), way.basis.word().into());
    row.insert("certainty".into(), way.certainty.to_string().into());
    row.insert("rule".into(), way.rule.as_str().into());
    row.insert("layers".into(), way.nodes.len().saturating_sub(1).into());
    row.insert("path".into(), sentence(graph, way).into());
    if way.basis == Basis::Soft {
        row.insert("certainty".into(), "unknown".into());
    }
    coverage(row, graph, trace);
    let picture = picture(graph, way, as_of, trace);
    row.insert(
        "picture".into(),
        serde_json::to_string(&picture).unwrap_or_default().into(),
    );
    for edge in &way.edges {
        for at in &edge.refs {
            add_ref(row, &format!("{}#{}", at.source, at.row));
        }
    }
}

/// How far the register knows, what it does not, and what is soft about the employer by itself.
pub(crate) fn coverage(row: &mut Map<String, Value>, graph: &TieGraph, trace: &Trace) {
    row.insert("coverage".into(), trace.coverage.word().into());
    let unknown = trace.unknown.iter().map(|holding| {
        format!(
            "{} of {}: {}",
            holding.share,
            graph.name(holding.node),
            holding.reason
        )
    });
    row.insert("unknown".into(), json!(unknown.collect::<Vec<_>>()));
    let facts = trace.facts.iter().map(|fact| fact.sentence.as_str());
    row.insert("facts".into(), json!(facts.collect::<Vec<_>>()));
    for at in trace.facts.iter().flat_map(|fact| &fact.refs) {
        add_ref(row, &format!("{}#{}", at.source, at.row));
    }
}

/// Adds a row reference once.
pub(crate) fn add_ref(row: &mut Map<String, Value>, at: &str) {
    if let Some(Value::Array(refs)) = row.get_mut("refs")
        && !refs.iter().any(|known| known == at)
    {
        refs.push(at.into());
    }
}

/// "A ← 62 % held by B ← 55 % held by C", read from the declared employer to the party.
fn sentence(graph: &TieGraph, way: &TiePath) -> String {
    let mut text = way
        .nodes
        .first()
        .map_or("", |node| graph.name(*node))
        .to_owned();
    for pair in way.nodes.windows(2) {
        let [a, b] = pair else { continue };
        let between = |edge: &&TieEdge| {
            (edge.from == *a && edge.to == *b) || (edge.from == *b && edge.to == *a)
        };
        let labels: Vec<String> = way
            .edges
            .iter()
            .filter(between)
            .map(|edge| label(edge, edge.from == *b))
            .collect();
        text.push_str(&format!(" {} {}", labels.join(", "), graph.name(*b)));
    }
    text
}

/// What joins a party to the next; `upwards` where the next one holds it.
fn label(edge: &TieEdge, upwards: bool) -> String {
    let share = edge
        .share
        .map_or_else(String::new, |share| format!("{share} "));
    match (&edge.kind, upwards) {
        (TieKind::Control(_) | TieKind::Aggregate(_), true) => format!("← {share}held by"),
        (TieKind::Control(_) | TieKind::Aggregate(_), false) => format!("→ holds {share}of"),
        (TieKind::Influence(_), true) => "← influenced by".to_owned(),
        (TieKind::Influence(_), false) => "→ has influence on".to_owned(),
        (TieKind::Joint, true) => format!("← {share}held, jointly with others, by"),
        (TieKind::Joint, false) => format!("→ holds, jointly with others, {share}of"),
        (TieKind::Supply, true) => "is supplied by".to_owned(),
        (TieKind::Supply, false) => "supplies".to_owned(),
        (TieKind::Soft { kind, value, .. }, _) => format!("· {} ({value}) ·", kind.word()),
    }
}

/// A traced path as cases show it.
pub(super) fn picture(graph: &TieGraph, way: &TiePath, as_of: Day, trace: &Trace) -> Path {
    let last = way.nodes.len().saturating_sub(1);
    let nodes = way.nodes.iter().enumerate().map(|(at, node)| PathNode {
        name: graph.name(*node).to_owned(),
        role: match at {
            0 => "declared".to_owned(),
            at if at == last => way.target.why.clone(),
            _ => graph.jurisdiction(*node).unwrap_or("").to_owned(),
        },
    });
    Path {
        certainty: if way.basis == Basis::Soft {
            Certainty::Unknown
        } else {
            way.certainty
        },
        rule: way.rule.clone(),
        as_of: Some(as_of),
        coverage: trace.coverage.word().to_owned(),
        nodes: nodes.collect(),
        edges: edges(&way.nodes, &way.edges),
    }
}

/// A chain of holdings between two parties, as cases show paths.
pub(super) fn chain(graph: &TieGraph, chain: &Chain, rule: &str, between: &Between) -> Path {
    let nodes = chain.nodes.iter().map(|node| PathNode {
        name: graph.name(*node).to_owned(),
        role: graph.jurisdiction(*node).unwrap_or("").to_owned(),
    });
    Path {
        certainty: chain.certainty,
        rule: rule.to_owned(),
        as_of: Some(between.as_of),
        coverage: between.coverage.word().to_owned(),
        nodes: nodes.collect(),
        edges: edges(&chain.nodes, &chain.edges),
    }
}

fn edges(nodes: &[Node], edges: &[TieEdge]) -> Vec<PathEdge> {
    let place = |wanted| nodes.iter().position(|node| *node == wanted);
    edges
        .iter()
        .filter_map(|edge| {
            let (a, b) = (place(edge.from)?, place(edge.to)?);
            Some(PathEdge {
                from: a.min(b),
                to: a.max(b),
                kind: kind(&edge.kind),
                label: short(edge),
                since: since(edge),
                refs: RowRange::fold(edge.refs.clone()),
            })
        })
        .collect()
}

/// How hard an edge is.
pub(super) const fn kind(kind: &TieKind) -> EdgeKind {
    match kind {
        TieKind::Control(Certainty::Certain) | TieKind::Aggregate(Certainty::Certain) => {
            EdgeKind::Certain
        }
        TieKind::Control(_) | TieKind::Aggregate(_) | TieKind::Influence(_) | TieKind::Joint => {
            EdgeKind::Possible
        }
        TieKind::Supply => EdgeKind::Supply,
        // A holding that gives no control is a holding all the same.
        TieKind::Soft {
            kind: SoftKind::Stake,
            ..
        } => EdgeKind::Joined,
        TieKind::Soft { .. } => EdgeKind::Soft,
    }
}

/// Since when an edge holds, in words.
pub(super) fn since(edge: &TieEdge) -> String {
    edge.since
        .map_or_else(String::new, |day| format!("since {day}"))
}

/// What an edge is, in short.
pub(super) fn short(edge: &TieEdge) -> String {
    match &edge.kind {
        TieKind::Control(_) | TieKind::Aggregate(_) => edge
            .share
            .map_or_else(|| "controls".to_owned(), |share| format!("{share} held")),
        TieKind::Influence(_) => "influence".to_owned(),
        TieKind::Joint => edge.share.map_or_else(
            || "jointly held".to_owned(),
            |share| format!("{share} jointly"),
        ),
        TieKind::Supply => "supplies".to_owned(),
        TieKind::Soft { kind, .. } => match (kind, edge.share) {
            (SoftKind::Stake, Some(share)) => format!("{share} held"),
            (kind, _) => kind.word().to_owned(),
        },
    }
}
