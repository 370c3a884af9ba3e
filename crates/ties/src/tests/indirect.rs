//! Interests held through others beside the chains that a register gives for them.

use proptest::prelude::*;

use super::*;

fn indirect(interest: &mut Interest) {
    interest.directness = Directness::Indirect;
}

fn unknown(interest: &mut Interest) {
    interest.share = ShareRange::UNKNOWN;
}

fn of_kind(kind: InterestKind) -> impl Fn(&mut Interest) {
    move |interest| interest.kind = kind
}

/// Who controls a party by a rule, as `holder certainty`; asked upwards, downwards and of the whole register alike.
fn who(graph: &TieGraph, id: &str, rule: &ControlRule) -> Vec<String> {
    let target = node(graph, id);
    let mut up: Vec<String> = graph
        .controllers(target, rule)
        .iter()
        .map(|one| format!("{} {}", graph.id(one.node), one.certainty))
        .collect();
    up.sort();
    let mut whole = Vec::new();
    graph.visit_control(rule, |one| {
        if one.controlled == target {
            whole.push(format!("{} {}", graph.id(one.controller), one.certainty));
        }
    });
    whole.sort();
    assert_eq!(whole, up);
    let mut down = Vec::new();
    for holder in (0..graph.n_parties() as u32).map(Node) {
        let found = graph.controlled_by(holder, rule);
        let found = found.iter().filter(|one| one.controlled == target);
        down.extend(found.map(|one| format!("{} {}", graph.id(holder), one.certainty)));
    }
    down.sort();
    assert_eq!(down, up);
    up
}

fn by_majority(graph: &TieGraph, id: &str) -> Vec<String> {
    who(graph, id, &ControlRule::majority(today()))
}

fn by_decree(graph: &TieGraph, id: &str) -> Vec<String> {
    let book = RuleBook::built_in().unwrap();
    let rule = book.on("statutory", today()).unwrap().control(today());
    who(graph, id, &rule.unwrap())
}

#[test]
fn a_seat_on_the_board_explains_no_holding() {
    for kind in [
        InterestKind::Other,
        InterestKind::Appointment,
        InterestKind::Influence,
    ] {
        let graph = Sketch::default()
            .orgs(&["person", "front"])
            .interest(Some("person"), "front", (0.0, 1.0), of_kind(kind))
            .interest(Some("person"), "front", (0.75, 1.0), indirect)
            .graph();
        assert_eq!(by_majority(&graph, "front"), ["person certain"]);
    }
    // Nor does a seat on the board of a holder.
    let graph = Sketch::default()
        .orgs(&["person", "holding", "front"])
        .interest(
            Some("person"),
            "holding",
            (0.0, 1.0),
            of_kind(InterestKind::Other),
        )
        .holds("holding", "front", 0.3)
        .interest(Some("person"), "front", (0.6, 0.6), indirect)
        .graph();
    assert_eq!(by_majority(&graph, "front"), ["person certain"]);
}

#[test]
fn a_stated_sum_stands_beside_steps_of_unknown_share() {
    let graph = Sketch::default()
        .orgs(&["person", "one", "other", "front"])
        .holds("one", "front", 0.5)
        .holds("other", "front", 0.5)
        .interest(Some("person"), "one", (0.0, 1.0), unknown)
        .interest(Some("person"), "other", (0.0, 1.0), unknown)
        .interest(Some("person"), "front", (0.6, 0.6), indirect)
        .graph();
    assert_eq!(by_majority(&graph, "front"), ["person certain"]);
    let trace = graph.trace(&request(&graph, "front", "person"));
    assert_eq!(trace.reach, Certainty::Certain);
}

#[test]
fn a_stated_sum_is_not_added_to_the_chain_that_it_sums_up() {
    // 30 % through a holder of 30 %, of which the person has an unknown share, are 30 % and not 60 %.
    let through = |share| {
        Sketch::default()
            .orgs(&["person", "holding", "front"])
            .holds("holding", "front", 0.3)
            .interest(Some("person"), "holding", share, |_| ())
            .interest(Some("person"), "front", (0.3, 0.3), indirect)
            .graph()
    };
    for share in [(0.0, 1.0), (1.0, 1.0), (0.5, 0.75), (0.75, 1.0)] {
        assert_eq!(by_majority(&through(share), "front"), [""; 0]);
    }
    let bands = |holding: (f64, f64), sum: (f64, f64)| {
        Sketch::default()
            .orgs(&["person", "holding", "front"])
            .holds_between("holding", "front", holding.0, holding.1)
            .holds_between("person", "holding", 0.75, 1.0)
            .interest(Some("person"), "front", sum, indirect)
            .graph()
    };
    let none: [&str; 0] = [];
    // 40 % at most is 40 % at most, wherever within 10 to 40 % the holder is.
    let graph = bands((0.1, 0.4), (0.4, 0.4));
    assert_eq!(by_majority(&graph, "front"), none);
    // 60 % in any case is control in any case.
    let graph = bands((0.3, 0.7), (0.6, 0.6));
    assert_eq!(
        by_majority(&graph, "front"),
        ["holding possible", "person certain"]
    );
}

#[test]
fn what_a_chain_does_not_reach_comes_on_top() {
    let sketch = |share| {
        Sketch::default()
            .orgs(&["person", "holding", "front"])
            .holds("person", "holding", 0.8)
            .holds("holding", "front", 0.3)
            .interest(Some("person"), "front", (share, share), indirect)
            .graph()
    };
    assert_eq!(by_majority(&sketch(0.55), "front"), ["person certain"]);
    assert_eq!(by_majority(&sketch(0.5), "front"), [""; 0]);
    // The chain of the proof and the sum stand on the rows that say so.
    let graph = sketch(0.55);
    let trace = graph.trace(&request(&graph, "front", "person"));
    assert_eq!(trace.reach, Certainty::Certain);
    let owned = graph.integrated_in(
        node(&graph, "front"),
        &IntegratedRule::more_than_half(today()),
    );
    let own = owned
        .shares
        .iter()
        .find(|one| one.holder == node(&graph, "person"));
    let share = own.unwrap().share;
    assert!(share.max() <= 0.55 + 1e-9, "{share}");
}

#[test]
fn a_direct_interest_does_not_hide_a_larger_indirect_one() {
    let voting = |interest: &mut Interest| {
        interest.kind = InterestKind::Voting;
        interest.directness = Directness::Indirect;
    };
    let graph = Sketch::default()
        .orgs(&["person", "front"])
        .holds("person", "front", 0.05)
        .interest(Some("person"), "front", (0.6, 0.6), voting)
        .graph();
    assert_eq!(by_majority(&graph, "front"), ["person certain"]);
    let graph = Sketch::default()
        .orgs(&["person", "front"])
        .interest(
            Some("person"),
            "front",
            (0.05, 0.05),
            of_kind(InterestKind::Convertible),
        )
        .interest(Some("person"), "front", (0.6, 0.6), voting)
        .graph();
    assert_eq!(by_majority(&graph, "front"), ["person certain"]);
    assert_eq!(by_decree(&graph, "front"), ["person certain"]);
    // Together they are more than half at most: whether one is a part of the other is not said.
    let graph = Sketch::default()
        .orgs(&["person", "front"])
        .holds("person", "front", 0.4)
        .interest(Some("person"), "front", (0.3, 0.3), indirect)
        .graph();
    assert_eq!(by_majority(&graph, "front"), ["person possible"]);
    // Held through a holder that is in the register, the larger one is no news.
    let graph = Sketch::default()
        .orgs(&["person", "holding", "front"])
        .holds("person", "holding", 1.0)
        .holds("holding", "front", 0.3)
        .holds("person", "front", 0.1)
        .interest(Some("person"), "front", (0.3, 0.3), indirect)
        .graph();
    assert_eq!(by_majority(&graph, "front"), [""; 0]);
}

#[test]
fn half_direct_and_half_through_another_are_half_for_sure_and_all_at_most() {
    let graph = Sketch::default()
        .orgs(&["person", "holding", "front"])
        .holds("holding", "front", 0.5)
        .interest(Some("person"), "holding", (0.0, 1.0), unknown)
        .interest(Some("person"), "front", (0.5, 0.5), indirect)
        .holds("person", "front", 0.5)
        .graph();
    assert_eq!(by_majority(&graph, "front"), ["person possible"]);
    assert_eq!(
        by_decree(&graph, "front"),
        ["holding certain", "person certain"]
    );
    let held = graph.holders(node(&graph, "front"), today());
    let own = held
        .iter()
        .find(|one| one.node == Some(node(&graph, "person")));
    assert_eq!(own.unwrap().share, ShareRange::new(0.5, 1.0).unwrap());
}

#[test]
fn who_holds_the_rest_stays_unknown_beside_an_indirect_holder() {
    let graph = Sketch::default()
        .orgs(&["person", "holding", "front"])
        .holds("holding", "front", 0.3)
        .interest(Some("person"), "holding", (0.0, 1.0), unknown)
        .interest(Some("person"), "front", (0.3, 0.3), indirect)
        .holds("person", "front", 0.05)
        .graph();
    let trace = graph.trace(&request(&graph, "front", "person"));
    let of_front = trace
        .unknown
        .iter()
        .find(|one| one.node == node(&graph, "front"));
    assert!((of_front.unwrap().share.max() - 0.65).abs() < 1e-6);
    let mut open = Vec::new();
    graph.visit_open_control(&ControlRule::majority(today()), |one| {
        open.push((graph.id(one.node).to_owned(), one.unnamed.max()));
    });
    let front = open.iter().find(|one| one.0 == "front").unwrap();
    assert!((front.1 - 0.65).abs() < 1e-6, "{front:?}");
}

/// Of each holder between the person and the firm: whether the register knows how much of it the person has, and its
/// own part of the firm, in percent.
type Between = Vec<(bool, u32, u32)>;

proptest! {
    /// What a person has through others that it controls is the larger of what they have together and what is stated.
    #[test]
    fn a_sum_and_its_parts_are_the_larger_of_both(
        between in prop::collection::vec((any::<bool>(), 1..40_u32, 0..30_u32), 0..4),
        own in prop::option::of((0..30_u32, 0..10_u32)),
        stated in (1..90_u32, 0..30_u32),
    ) {
        let between: Between = between;
        let percent = |low: u32, more: u32| {
            (f64::from(low) / 100.0, f64::from((low + more).min(100)) / 100.0)
        };
        let mut sketch = Sketch::default().orgs(&["person", "front"]);
        for (n, (is_known, low, more)) in between.iter().enumerate() {
            let id = format!("between{n}");
            let share = if *is_known { (0.6, 1.0) } else { (0.0, 1.0) };
            sketch = sketch
                .interest(Some("person"), &id, share, |_| ())
                .interest(Some(&id), "front", percent(*low, *more), |_| ());
        }
        if let Some((low, more)) = own {
            sketch = sketch.interest(Some("person"), "front", percent(low, more), |_| ());
        }
        sketch = sketch.interest(Some("person"), "front", percent(stated.0, stated.1), indirect);
        let (graph, _) = TieGraph::build(sketch.register);

        let direct: Vec<(u32, u32)> = between.iter().map(|one| (one.1, one.2)).chain(own).collect();
        let surely: u32 = direct.iter().map(|one| one.0).sum();
        // Nobody has more than what the others leave.
        let most = |(low, more): (u32, u32)| {
            (low + more).min(100).min(100_u32.saturating_sub(surely - low)).max(low)
        };
        let known: u32 = between.iter().filter(|one| one.0).map(|one| one.1).sum();
        let chain: u32 = between.iter().map(|one| most((one.1, one.2))).sum();
        // Of what is held directly and what comes on top of the chain, one may be a part of the other.
        let lower = known + own.map_or(0, |own| own.0).max(stated.0.saturating_sub(known));
        let upper = own.map_or(0, most) + chain.max((stated.0 + stated.1).min(100));
        let wanted = if lower > 50 {
            Some("person certain")
        } else {
            (upper > 50).then_some("person possible")
        };
        let found = by_majority(&graph, "front");
        let person = found.iter().find(|one| one.starts_with("person"));
        prop_assert_eq!(person.map(String::as_str), wanted);
        let (front, person) = (node(&graph, "front"), node(&graph, "person"));
        let explained = graph.explain(front, person, today()).control;
        let explained = explained.iter().map(|chain| chain.certainty).max();
        let wanted = wanted.map(|said| match said {
            "person certain" => Certainty::Certain,
            _ => Certainty::Possible,
        });
        prop_assert_eq!(explained, wanted);
    }
}
