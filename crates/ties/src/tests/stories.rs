//! Who really receives: front companies, joint ventures, unknown holders, soft ties.

use super::*;

#[test]
fn a_front_company_behind_two_layers_leads_to_the_rival() {
    let graph = Sketch::default()
        .orgs(&["rival", "holding", "front", "bystander"])
        .holds("rival", "holding", 0.62)
        .holds("holding", "front", 0.51)
        .holds("bystander", "front", 0.49)
        .graph();
    let trace = graph.trace(&request(&graph, "front", "rival"));
    assert_eq!(
        (trace.reach, trace.coverage),
        (Certainty::Certain, Coverage::Missing)
    );
    let path = &trace.paths[0];
    assert_eq!(path.basis, Basis::Affiliate);
    assert_eq!(ids(&graph, &path.nodes), ["front", "holding", "rival"]);
    let shares: Vec<String> = path
        .edges
        .iter()
        .map(|edge| edge.share.unwrap().to_string())
        .collect();
    assert_eq!(shares, ["51 %", "62 %"]);
    assert_eq!(path.edges[0].refs[0].row, 6);
    // 38 % of the holding are not in the register, and nobody of the rival.
    let unknown: Vec<(String, String)> = trace
        .unknown
        .iter()
        .map(|one| (graph.id(one.node).to_owned(), one.share.to_string()))
        .collect();
    assert_eq!(
        unknown,
        [
            ("rival".into(), "100 %".into()),
            ("holding".into(), "38 %".into())
        ]
    );
}

#[test]
fn the_order_of_layers_ends_where_every_holder_is_known() {
    let graph = Sketch::default()
        .orgs(&["rival", "front"])
        .with("owner", |org| org.kind = PartyKind::Person)
        .holds("owner", "rival", 1.0)
        .holds("rival", "front", 0.7)
        .holds("owner", "front", 0.3)
        .graph();
    let trace = graph.trace(&request(&graph, "front", "rival"));
    assert_eq!(
        (trace.coverage, trace.unknown.len()),
        (Coverage::Complete, 0)
    );
}

#[test]
fn pieces_held_through_controlled_parties_add_up() {
    let graph = Sketch::default()
        .orgs(&["rival", "a", "b", "front"])
        .holds("rival", "a", 0.6)
        .holds("rival", "b", 0.6)
        .holds("a", "front", 0.3)
        .holds("b", "front", 0.3)
        .graph();
    let trace = graph.trace(&request(&graph, "front", "rival"));
    assert_eq!(trace.reach, Certainty::Certain);
    assert_eq!(
        trace.paths[0].edges.len(),
        4,
        "both arms are shown, because neither is enough"
    );
}

#[test]
fn equal_halves_are_joint_and_nobody_controls() {
    let graph = Sketch::default()
        .orgs(&["rival", "partner", "venture"])
        .holds("rival", "venture", 0.5)
        .holds("partner", "venture", 0.5)
        .graph();
    assert_eq!(controllers(&graph, "venture", today()), []);
    let joint = graph
        .joint_control(node(&graph, "venture"), &ControlRule::majority(today()))
        .unwrap();
    assert_eq!(joint.holders.len(), 2);
    let trace = graph.trace(&request(&graph, "venture", "rival"));
    assert_eq!(
        (trace.reach, trace.paths[0].basis),
        (Certainty::Possible, Basis::Joint)
    );
}

#[test]
fn one_party_behind_both_halves_controls_alone() {
    let graph = Sketch::default()
        .orgs(&["rival", "a", "b", "venture"])
        .holds("rival", "a", 1.0)
        .holds("rival", "b", 1.0)
        .holds("a", "venture", 0.5)
        .holds("b", "venture", 0.5)
        .graph();
    assert_eq!(
        controllers(&graph, "venture", today()),
        [("rival".to_owned(), Certainty::Certain)]
    );
    assert_eq!(
        graph.joint_control(node(&graph, "venture"), &ControlRule::majority(today())),
        None
    );
}

#[test]
fn an_arrangement_is_held_jointly_by_its_members() {
    let graph = Sketch::default()
        .orgs(&["rival", "partner", "front"])
        .with("concert", |org| org.kind = PartyKind::Arrangement)
        .holds("rival", "concert", 0.9)
        .holds("partner", "concert", 0.1)
        .holds("concert", "front", 0.8)
        .graph();
    let found = controllers(&graph, "front", today());
    assert_eq!(
        found,
        [("concert".to_owned(), Certainty::Certain)],
        "not the rival alone"
    );
    let joint = graph
        .joint_control(node(&graph, "front"), &ControlRule::majority(today()))
        .unwrap();
    assert_eq!(joint.arrangement, Some(node(&graph, "concert")));
    assert_eq!(
        graph.trace(&request(&graph, "front", "rival")).paths[0].basis,
        Basis::Joint
    );
}

#[test]
fn a_circle_above_the_front_does_not_hide_or_prove_anything() {
    let sketch = Sketch::default()
        .orgs(&["a", "b", "front", "rival"])
        .holds("a", "b", 0.6)
        .holds("b", "a", 0.4)
        .holds("b", "front", 0.7)
        .holds("rival", "a", 0.55);
    let (graph, issues) = TieGraph::build(sketch.register);
    assert_eq!(
        issues,
        [Issue::Circular {
            n_members: 2,
            members: vec!["a".into(), "b".into()]
        }]
    );
    let found: Vec<String> = controllers(&graph, "front", today())
        .into_iter()
        .map(|(id, _)| id)
        .collect();
    assert_eq!(found, ["a", "b", "rival"]);
    let top = graph.ultimate_controllers(node(&graph, "front"), today());
    assert_eq!(ids(&graph, &[top[0].node]), ["rival"]);
}

#[test]
fn parties_that_control_each_other_stand_for_each_other() {
    let sketch = Sketch::default()
        .orgs(&["a", "b", "front"])
        .holds("a", "b", 0.6)
        .holds("b", "a", 0.6)
        .holds("b", "front", 0.7);
    let (graph, _) = TieGraph::build(sketch.register);
    let top = graph.ultimate_controllers(node(&graph, "front"), today());
    assert_eq!(
        top,
        [Controller {
            node: node(&graph, "a"),
            certainty: Certainty::Certain
        }]
    );
    let own = Sketch::default().orgs(&["alone"]).graph();
    assert_eq!(
        own.ultimate_controllers(own.node("alone").unwrap(), today())[0].node,
        own.node("alone").unwrap()
    );
}

#[test]
fn an_unknown_holder_is_reported_with_its_reason_and_never_as_clear() {
    let graph = Sketch::default()
        .orgs(&["rival", "front"])
        .holds("rival", "front", 0.4)
        .interest(None, "front", (0.38, 0.38), |interest| {
            interest.unknown_reason = Some("nominee not disclosed".into());
        })
        .graph();
    let trace = graph.trace(&request(&graph, "front", "rival"));
    assert_eq!(
        (trace.reach, trace.coverage),
        (Certainty::Unknown, Coverage::Missing)
    );
    assert_eq!(trace.unknown[0].share.to_string(), "60 %");
    assert_eq!(trace.unknown[0].reason, "nominee not disclosed");
}

#[test]
fn ranges_give_certain_and_possible() {
    let graph = Sketch::default()
        .orgs(&["rival", "front", "other"])
        .holds_between("rival", "front", 0.25, 0.75)
        .holds_between("rival", "other", 0.5001, 0.75)
        .graph();
    assert_eq!(
        controllers(&graph, "front", today()),
        [("rival".to_owned(), Certainty::Possible)]
    );
    assert_eq!(
        controllers(&graph, "other", today()),
        [("rival".to_owned(), Certainty::Certain)]
    );
    let trace = graph.trace(&request(&graph, "front", "rival"));
    assert_eq!(
        (
            trace.reach,
            trace.paths[0].edges[0].share.unwrap().to_string()
        ),
        (Certainty::Possible, "25 to 75 %".into())
    );
}

#[test]
fn what_others_hold_limits_a_range() {
    let graph = Sketch::default()
        .orgs(&["rival", "founder", "front"])
        .holds_between("rival", "front", 0.25, 0.75)
        .holds("founder", "front", 0.5)
        .graph();
    assert_eq!(
        controllers(&graph, "front", today()),
        [],
        "half is held by another: at most half is left"
    );
}

#[test]
fn a_holding_counts_while_it_is_in_force() {
    let graph = Sketch::default()
        .orgs(&["rival", "founder", "front"])
        .interest(Some("founder"), "front", (1.0, 1.0), |interest| {
            interest.to = Some(day("2026-11-30"));
        })
        .interest(Some("rival"), "front", (0.8, 0.8), |interest| {
            interest.from = Some(day("2026-12-01"));
        })
        .graph();
    let early = graph.trace(&request(&graph, "front", "rival"));
    assert_eq!(early.reach, Certainty::Unknown);
    let late = graph.trace(&TraceRequest {
        as_of: day("2026-12-01"),
        ..request(&graph, "front", "rival")
    });
    assert_eq!(
        (late.reach, late.paths[0].edges[0].since),
        (Certainty::Certain, Some(day("2026-12-01")))
    );
}

#[test]
fn a_direct_and_an_indirect_interest_of_one_chain_count_once() {
    let indirect = |interest: &mut Interest| interest.directness = Directness::Indirect;
    let graph = Sketch::default()
        .orgs(&["person", "holding", "front"])
        .holds("person", "holding", 0.4)
        .holds("holding", "front", 1.0)
        .interest(Some("person"), "front", (0.75, 1.0), indirect)
        .graph();
    let found: Vec<String> = controllers(&graph, "front", today())
        .into_iter()
        .map(|(id, _)| id)
        .collect();
    assert_eq!(
        found,
        ["holding"],
        "the chain says 40 % of the holding, which controls nothing"
    );
    let bare = Sketch::default()
        .orgs(&["person", "front"])
        .interest(Some("person"), "front", (0.75, 1.0), indirect)
        .graph();
    assert_eq!(
        controllers(&bare, "front", today()),
        [("person".to_owned(), Certainty::Certain)]
    );
}

#[test]
fn votes_go_before_shares_of_the_same_holder() {
    let voting = |interest: &mut Interest| interest.kind = InterestKind::Voting;
    let graph = Sketch::default()
        .orgs(&["rival", "front"])
        .holds("rival", "front", 0.3)
        .interest(Some("rival"), "front", (0.6, 0.6), voting)
        .graph();
    assert_eq!(
        controllers(&graph, "front", today()),
        [("rival".to_owned(), Certainty::Certain)]
    );
}

/// A display engineer joins a "ship-safety" firm that supplies a rival and shares its largest shareholder.
#[test]
fn a_supplier_with_the_rivals_shareholder_is_found_by_supply_and_soft_ties() {
    let graph = Sketch::default()
        .org("rival", "Hanbit Display")
        .org("front", "㈜해동선박안전")
        .org("fund", "Northlake Capital")
        .holds("fund", "rival", 0.31)
        .holds("fund", "front", 0.35)
        .supplies("front", "rival")
        .officer("front", "Kang Do-hyun")
        .officer("rival", "Kang Do-Hyun")
        .graph();
    let found = graph.resolve(
        &Declared {
            name: "Haedong Seonbak Anjeon".into(),
            ..Default::default()
        },
        3,
    );
    assert_eq!(ids(&graph, &[found[0].node]), ["front"]);
    let trace = graph.trace(&request(&graph, "front", "rival"));
    assert_eq!(
        (trace.reach, trace.paths[0].basis),
        (Certainty::Certain, Basis::Supplier)
    );
    let soft: Vec<&str> = trace
        .paths
        .iter()
        .skip(1)
        .map(|path| path.edges[0].kind.word())
        .collect();
    assert_eq!(soft, ["director", "holder in common"]);
    let rules: Vec<&str> = trace.paths.iter().map(|path| path.rule.as_str()).collect();
    assert_eq!(rules[0], "supply");
    assert!(rules[1].starts_with("none: a soft tie"), "{rules:?}");
    let covers = Covers {
        suppliers: false,
        ..Covers::default()
    };
    let without = graph.trace(&TraceRequest {
        covers,
        ..request(&graph, "front", "rival")
    });
    assert_eq!(
        without.reach,
        Certainty::Unknown,
        "without the clause only soft ties are left, which decide nothing"
    );
    assert_eq!(without.paths.len(), 3);
}

#[test]
fn a_party_that_appoints_the_board_is_possibly_behind_it() {
    let appoints = |interest: &mut Interest| interest.kind = InterestKind::Appointment;
    let graph = Sketch::default()
        .orgs(&["rival", "unit", "front"])
        .holds("rival", "unit", 0.8)
        .interest(Some("unit"), "front", (0.0, 1.0), appoints)
        .graph();
    let trace = graph.trace(&request(&graph, "front", "rival"));
    assert_eq!(
        (trace.reach, trace.paths[0].basis),
        (Certainty::Possible, Basis::Influence)
    );
    assert_eq!(
        ids(&graph, &trace.paths[0].nodes),
        ["front", "unit", "rival"]
    );
}

#[test]
fn a_minority_stake_is_told_and_decides_nothing() {
    let graph = Sketch::default()
        .orgs(&["rival", "front"])
        .holds("rival", "front", 0.2)
        .graph();
    let trace = graph.trace(&request(&graph, "front", "rival"));
    assert_eq!(trace.reach, Certainty::Unknown);
    assert_eq!(trace.paths[0].edges[0].kind.word(), "holds a part");
}

#[test]
fn common_control_and_being_the_party_itself_are_told_apart() {
    let graph = Sketch::default()
        .orgs(&["top", "rival", "front"])
        .holds("top", "rival", 0.9)
        .holds("top", "front", 0.9)
        .graph();
    let trace = graph.trace(&request(&graph, "front", "rival"));
    assert_eq!(trace.paths[0].basis, Basis::CommonControl);
    assert_eq!(
        ids(&graph, &trace.paths[0].nodes),
        ["front", "top", "rival"]
    );
    assert_eq!(
        graph.trace(&request(&graph, "rival", "rival")).paths[0].basis,
        Basis::Named
    );
    assert_eq!(
        graph.trace(&request(&graph, "top", "rival")).paths[0].basis,
        Basis::Affiliate
    );
    let covers = Covers {
        common_control: false,
        ..Covers::default()
    };
    let narrow = graph.trace(&TraceRequest {
        covers,
        ..request(&graph, "front", "rival")
    });
    assert!(
        narrow.paths.iter().all(|path| path.basis == Basis::Soft),
        "{:?}",
        narrow.paths
    );
}

#[test]
fn listed_parties_count_in_aggregate() {
    let graph = Sketch::default()
        .orgs(&["x", "y", "front"])
        .holds("x", "front", 0.25)
        .holds("y", "front", 0.25)
        .graph();
    let listed = vec![party(&graph, "x"), party(&graph, "y")];
    let request = TraceRequest {
        restricted: Vec::new(),
        listed,
        ..request(&graph, "front", "x")
    };
    let trace = graph.trace(&request);
    assert_eq!(
        (trace.reach, trace.paths[0].basis),
        (Certainty::Certain, Basis::Listed)
    );
    assert_eq!(trace.paths[0].edges.len(), 2);
}

/// Four shells with one director at one address that 4,000 firms share.
#[test]
fn a_service_address_says_nothing_and_the_director_much() {
    let at = |org: &mut Organisation| {
        org.addresses
            .push("12 Teheran-ro, Gangnam-gu, Seoul".into());
    };
    let mut sketch = Sketch::default();
    for shell in ["shell-1", "shell-2", "shell-3", "shell-4"] {
        sketch = sketch
            .org(shell, &format!("{shell} Trading"))
            .with(shell, at)
            .officer(shell, "Oh Se-jin");
    }
    for n in 0..4_000 {
        let id = format!("tenant-{n}");
        sketch.register.organisations.push(Organisation {
            names: vec![format!("Tenant {n}")],
            id,
            addresses: vec!["12, Teheran-ro Gangnam-gu Seoul".into()],
            ..Default::default()
        });
    }
    let graph = sketch.graph();
    let ask = SoftRequest {
        as_of: today(),
        founded_before: None,
    };
    let found = graph.soft_ties(node(&graph, "shell-1"), node(&graph, "shell-2"), &ask);
    let director = found
        .ties
        .iter()
        .find(|tie| tie.kind == SoftKind::Director)
        .unwrap();
    assert_eq!((director.n_sharing, director.refs.len()), (4, 2));
    assert!(director.rarity > 0.7);
    assert!(found.ties.iter().all(|tie| tie.kind != SoftKind::Address));
    assert!(
        found.notes.iter().any(|note| note.contains("4004 parties")),
        "{:?}",
        found.notes
    );
}

#[test]
fn a_firm_founded_shortly_before_the_departure_is_noted() {
    let graph = Sketch::default()
        .org("front", "Front")
        .with("front", |org| org.founded_on = Some(day("2026-09-01")))
        .graph();
    let found = graph.founded_before(node(&graph, "front"), today(), 180);
    assert_eq!(found.unwrap().value, "2026-09-01");
    assert_eq!(
        graph.founded_before(node(&graph, "front"), today(), 30),
        None
    );
}

#[test]
fn a_name_that_resembles_a_rival_is_not_the_rival() {
    let graph = Sketch::default()
        .org("rival", "Hansung Display Group")
        .with("rival", |org| {
            org.registration = Some("110-81-12345".into());
            org.jurisdiction = Some("CN".into());
        })
        .org("honest", "Hanseong Display")
        .with("honest", |org| {
            org.registration = Some("220-81-54321".into());
            org.jurisdiction = Some("KR".into());
        })
        .graph();
    let declared = |registration: Option<&str>| Declared {
        name: "Hanseong Display".into(),
        registration: registration.map(str::to_owned),
        jurisdiction: Some("KR".into()),
    };
    let found = graph.resolve(&declared(Some("2208154321")), 5);
    assert_eq!(ids(&graph, &[found[0].node]), ["honest"]);
    assert!(found[0].by_registration);
    let rival = found.iter().find(|one| one.node == node(&graph, "rival"));
    assert!(rival.is_none_or(|rival| rival.verdict == bongsu_names::Verdict::Unsure));
    let alone = graph.resolve(
        &Declared {
            name: "Hansung Display".into(),
            jurisdiction: Some("KR".into()),
            registration: None,
        },
        5,
    );
    assert!(
        alone
            .iter()
            .all(|one| one.verdict == bongsu_names::Verdict::Unsure),
        "{alone:?}"
    );
}
