//! Cases from life, with invented names, and what a trace says beside its first path.

use super::*;

fn at(row: u64) -> RowRef {
    RowRef {
        source: "9d2e55aa0c17".to_owned(),
        row,
    }
}

/// A display engineer joins a "ship-safety" firm that supplies a rival, shares its largest shareholder and stands
/// next to its plant; the order covers the rival and its suppliers.
#[test]
fn a_ship_safety_firm_next_to_the_plant_is_a_supplier_of_the_rival() {
    let graph = Sketch::default()
        .org("rival", "Hanbit Display")
        .with("rival", |org| {
            org.addresses
                .push("129 Samseong-ro, Yeongtong-gu, Suwon".into());
        })
        .org("front", "㈜해동선박안전")
        .with("front", |org| {
            org.addresses.push("수원시 영통구 삼성로 131, 3층".into());
        })
        .org("fund", "Northlake Capital")
        .holds("fund", "rival", 0.31)
        .holds("fund", "front", 0.35)
        .supplies("front", "rival")
        .graph();
    let trace = graph.trace(&request(&graph, "front", "rival"));
    assert_eq!(
        (trace.reach, trace.paths[0].basis),
        (Certainty::Certain, Basis::Supplier)
    );
    let soft: Vec<&str> = trace.paths[1..]
        .iter()
        .map(|path| path.edges[0].kind.word())
        .collect();
    assert_eq!(soft, ["holder in common", "next door"]);
    assert!(
        trace.paths[1..]
            .iter()
            .all(|path| path.certainty == Certainty::Unknown)
    );
    let found = graph.explain(node(&graph, "front"), node(&graph, "rival"), today());
    assert_eq!(
        (
            found.supplies.len(),
            found.control.len(),
            found.common.len()
        ),
        (1, 0, 0)
    );
    let next_door = found
        .soft
        .iter()
        .find(|tie| tie.kind == SoftKind::Neighbour)
        .unwrap();
    assert!(
        next_door
            .sentence
            .contains("next to each other (131 and 129"),
        "{}",
        next_door.sentence
    );
    assert_eq!(
        ids(&graph, &found.holdings[0].nodes),
        ["front", "fund", "rival"]
    );
}

/// Salaries paid by a firm other than the declared employer.
#[test]
fn who_pays_leads_to_the_rival_where_the_declared_employer_does_not() {
    let graph = Sketch::default()
        .orgs(&["rival", "payer", "front", "founder"])
        .holds("founder", "front", 1.0)
        .holds("rival", "payer", 0.9)
        .graph();
    let paid = Circumstances {
        payer: Some(Payer {
            node: Some(node(&graph, "payer")),
            name: "Payer Co., Ltd.".into(),
            at: at(4),
        }),
        ..Circumstances::default()
    };
    let trace = graph.trace_with(&request(&graph, "front", "rival"), &paid);
    assert_eq!(
        trace.reach,
        Certainty::Unknown,
        "a payer decides nothing by itself"
    );
    assert_eq!(
        ids(&graph, &trace.paths[0].nodes),
        ["front", "payer", "rival"]
    );
    assert_eq!(trace.paths[0].basis, Basis::Soft);
    assert!(
        trace.paths[0].rule.contains("majority control on the way"),
        "{}",
        trace.paths[0].rule
    );
    assert_eq!(trace.paths[0].edges[0].refs, [at(4)]);
    assert_eq!(
        (trace.facts[0].kind, &trace.facts[0].refs[..]),
        (SoftKind::Payer, &[at(4)][..])
    );
    assert!(
        graph
            .trace(&request(&graph, "front", "rival"))
            .paths
            .is_empty()
    );
    let own = Circumstances {
        payer: Some(Payer {
            node: Some(node(&graph, "front")),
            name: "front".into(),
            at: at(4),
        }),
        ..Circumstances::default()
    };
    assert_eq!(
        graph
            .trace_with(&request(&graph, "front", "rival"), &own)
            .facts,
        []
    );
}

/// A recruiter founded by a former executive that supplies one buyer.
#[test]
fn a_recruiter_founded_lately_that_supplies_one_buyer_is_tied_to_it() {
    let graph = Sketch::default()
        .org("rival", "Hanbit Display")
        .org("recruiter", "Blue Anchor Search")
        .with("recruiter", |org| org.founded_on = Some(day("2026-08-01")))
        .officer("recruiter", "Yoon Tae-sik")
        .supplies("recruiter", "rival")
        .graph();
    let without_suppliers = TraceRequest {
        covers: Covers::default(),
        ..request(&graph, "recruiter", "rival")
    };
    let known = Circumstances {
        left_on: Some(day("2026-11-01")),
        ..Circumstances::default()
    };
    let trace = graph.trace_with(&without_suppliers, &known);
    assert_eq!(trace.reach, Certainty::Unknown);
    assert_eq!(trace.paths[0].edges[0].kind.word(), "supplies");
    let TieKind::Soft { rarity, .. } = trace.paths[0].edges[0].kind else {
        panic!()
    };
    assert!(rarity > 0.99, "the rival is its only customer");
    assert_eq!(trace.facts[0].kind, SoftKind::FoundedBefore);
    assert!(
        trace.facts[0].sentence.contains("92 days before"),
        "{}",
        trace.facts[0].sentence
    );
    let covered = graph.trace(&request(&graph, "recruiter", "rival"));
    assert_eq!(
        (covered.reach, covered.paths[0].basis),
        (Certainty::Certain, Basis::Supplier)
    );
}

/// A research institute inside a university foundation with a foreign sponsor.
#[test]
fn an_institute_whose_board_a_foundation_appoints_leads_to_the_sponsor() {
    let appoints = |interest: &mut Interest| interest.kind = InterestKind::Appointment;
    let influences = |interest: &mut Interest| interest.kind = InterestKind::Influence;
    let graph = Sketch::default()
        .org("institute", "Haneul Materials Institute")
        .org("foundation", "Haneul University Foundation")
        .org("sponsor", "Wuyi New Materials Group")
        .with("sponsor", |org| org.jurisdiction = Some("CN".into()))
        .interest(Some("foundation"), "institute", (0.0, 1.0), appoints)
        .interest(Some("sponsor"), "institute", (0.0, 1.0), influences)
        .interest(Some("sponsor"), "foundation", (0.0, 0.4), |_| ())
        .graph();
    let trace = graph.trace(&request(&graph, "institute", "sponsor"));
    assert_eq!(
        (trace.reach, trace.paths[0].basis),
        (Certainty::Possible, Basis::Influence)
    );
    assert_eq!(
        trace.coverage,
        Coverage::Missing,
        "nobody holds an institute: who decides it is open"
    );
    let foundation = graph.trace(&request(&graph, "institute", "foundation"));
    assert_eq!(
        foundation.paths[0].edges[0].kind.word(),
        "appoints the board"
    );
}

/// Four shells with one director and one agent at one address that 4,000 firms share.
#[test]
fn shells_are_joined_by_their_director_not_by_the_address_of_an_agent() {
    let address = "12 Teheran-ro, Gangnam-gu, Seoul";
    let mut sketch = Sketch::default();
    for shell in ["shell-1", "shell-2", "shell-3", "shell-4"] {
        sketch = sketch
            .org(shell, &format!("{shell} Trading"))
            .with(shell, |org| org.addresses.push(address.into()))
            .officer(shell, "Oh Se-jin")
            .officer(shell, "Gangnam Incorporation Services");
        sketch.register.officers.last_mut().unwrap().role = "registered agent".to_owned();
    }
    for n in 0..4_000 {
        let id = format!("tenant-{n}");
        sketch.register.officers.push(Officer {
            org: id.clone(),
            person_name: "Gangnam Incorporation Services".into(),
            role: "registered agent".into(),
            from: None,
            to: None,
            at: at(n),
        });
        sketch.register.organisations.push(Organisation {
            names: vec![format!("{n} Tenant")],
            id,
            addresses: vec!["서울 강남구 테헤란로 12, 7층 (역삼동)".into()],
            ..Default::default()
        });
    }
    let graph = sketch.graph();
    let trace = graph.trace(&request(&graph, "shell-1", "shell-4"));
    let kinds: Vec<&str> = trace
        .paths
        .iter()
        .map(|path| path.edges[0].kind.word())
        .collect();
    assert_eq!(kinds[0], "director");
    assert!(
        !kinds.contains(&"address") && !kinds.contains(&"registered agent"),
        "{kinds:?}"
    );
    assert!(
        trace
            .notes
            .iter()
            .any(|note| note.starts_with("address") && note.contains("4004 parties")),
        "{:?}",
        trace.notes
    );
    assert!(
        trace
            .notes
            .iter()
            .any(|note| note.starts_with("registered agent")),
        "{:?}",
        trace.notes
    );
    let sharing = graph.sharing(node(&graph, "shell-1"), today());
    let others = ["shell-2", "shell-3", "shell-4"].map(|id| (node(&graph, id), SoftKind::Director));
    assert_eq!(sharing, others);
}

#[test]
fn former_colleagues_who_go_to_firms_of_one_controller_converge() {
    let graph = Sketch::default()
        .orgs(&["owner", "front", "sister", "elsewhere"])
        .holds("owner", "front", 0.8)
        .holds("owner", "sister", 0.7)
        .graph();
    let went = |person: &str, employer: &str, left_on: &str, row| Colleague {
        person: person.to_owned(),
        employer: node(&graph, employer),
        left_on: day(left_on),
        at: at(row),
    };
    let known = Circumstances {
        left_on: Some(day("2026-11-01")),
        colleagues: vec![
            went("p1", "front", "2026-06-30", 1),
            went("p2", "sister", "2026-08-31", 2),
            went("p3", "elsewhere", "2026-08-31", 3),
            went("p4", "front", "2019-01-31", 4),
        ],
        ..Circumstances::default()
    };
    let request = TraceRequest {
        restricted: Vec::new(),
        ..request(&graph, "front", "owner")
    };
    let trace = graph.trace_with(&request, &known);
    let fact = &trace.facts[0];
    assert_eq!(
        (fact.kind, fact.n_sharing, fact.since),
        (SoftKind::Converging, 3, Some(day("2026-06-30")))
    );
    assert_eq!(fact.refs, [at(1), at(2)]);
    assert_eq!(
        fact.sentence,
        "2 others who left went to front Co., Ltd. as well, 1 of them to firms that owner Co., Ltd. stands behind as well"
    );
}

#[test]
fn two_chains_of_holdings_to_one_rival_are_two_paths() {
    let graph = Sketch::default()
        .orgs(&["rival", "a", "b", "front"])
        .holds("rival", "a", 0.7)
        .holds("a", "front", 0.6)
        .holds("rival", "b", 0.4)
        .holds("b", "front", 0.3)
        .graph();
    let trace = graph.trace(&request(&graph, "front", "rival"));
    let paths: Vec<(Vec<String>, Certainty)> = trace
        .paths
        .iter()
        .map(|path| (ids(&graph, &path.nodes), path.certainty))
        .collect();
    let way = |middle: &str| ["front", middle, "rival"].map(str::to_owned).to_vec();
    assert_eq!(
        paths,
        [
            (way("a"), Certainty::Certain),
            (way("b"), Certainty::Unknown)
        ]
    );
    let second = &trace.paths[1];
    assert!(second.rule.contains("without control"), "{}", second.rule);
    assert_eq!(second.edges[0].share.unwrap().to_string(), "30 %");
    assert_eq!(second.edges[0].refs.len(), 1);
    let one = TraceRequest {
        k: 1,
        ..request(&graph, "front", "rival")
    };
    assert_eq!(graph.trace(&one).paths.len(), 1);
}

#[test]
fn further_ways_of_control_lean_on_other_holdings() {
    let graph = Sketch::default()
        .orgs(&["rival", "a", "b", "c", "front"])
        .holds("rival", "a", 0.6)
        .holds("rival", "b", 0.6)
        .holds("rival", "c", 0.6)
        .holds("a", "front", 0.3)
        .holds("b", "front", 0.3)
        .holds("c", "front", 0.3)
        .graph();
    let trace = graph.trace(&request(&graph, "front", "rival"));
    let hard: Vec<&TiePath> = trace
        .paths
        .iter()
        .filter(|path| path.basis == Basis::Affiliate)
        .collect();
    assert_eq!(hard.len(), 3, "any two of the three are enough");
    let middles: std::collections::BTreeSet<Vec<String>> = hard
        .iter()
        .map(|path| {
            let mut middles = ids(&graph, &path.nodes);
            middles.retain(|id| id.len() == 1);
            middles.sort();
            middles
        })
        .collect();
    assert_eq!(middles.len(), 3, "{middles:?}");
}

#[test]
fn circles_give_no_path_twice_and_no_path_through_a_party_twice() {
    let sketch = Sketch::default()
        .orgs(&["a", "b", "c", "front", "rival"])
        .holds("a", "b", 0.4)
        .holds("b", "c", 0.4)
        .holds("c", "a", 0.4)
        .holds("a", "front", 0.4)
        .holds("rival", "b", 0.5);
    let (graph, _) = TieGraph::build(sketch.register);
    let trace = graph.trace(&request(&graph, "front", "rival"));
    let ways: Vec<Vec<String>> = trace
        .paths
        .iter()
        .map(|path| ids(&graph, &path.nodes))
        .collect();
    assert_eq!(ways, [["front", "a", "c", "b", "rival"]]);
}

#[test]
fn each_party_is_told_before_second_ways_to_one() {
    let graph = Sketch::default()
        .orgs(&["rival", "other", "a", "b", "c", "front"])
        .holds("rival", "a", 0.6)
        .holds("rival", "b", 0.6)
        .holds("rival", "c", 0.6)
        .holds("a", "front", 0.3)
        .holds("b", "front", 0.3)
        .holds("c", "front", 0.3)
        .holds("other", "rival", 0.8)
        .graph();
    let both = TraceRequest {
        restricted: vec![party(&graph, "rival"), party(&graph, "other")],
        ..request(&graph, "front", "rival")
    };
    let trace = graph.trace(&both);
    let first: Vec<&str> = trace.paths[..2]
        .iter()
        .map(|path| graph.id(path.target.node))
        .collect();
    assert_eq!(first, ["rival", "other"]);
}

fn questions(trace: &Trace) -> Vec<(Effect, &str)> {
    trace
        .questions
        .iter()
        .map(|question| (question.effect, question.sentence.as_str()))
        .collect()
}

#[test]
fn what_would_settle_an_unknown_is_asked_the_weightiest_first() {
    let graph = Sketch::default()
        .orgs(&["rival", "front", "friend"])
        .holds_between("rival", "front", 0.25, 0.6)
        .holds("friend", "front", 0.1)
        .graph();
    let trace = graph.trace(&request(&graph, "front", "rival"));
    assert_eq!(trace.reach, Certainty::Possible);
    assert_eq!(
        questions(&trace)[0],
        (
            Effect::Decides,
            "the range 25 to 60 % that rival Co., Ltd. holds of front Co., Ltd. leaves control open: ask for the exact share"
        )
    );
    let gap = Sketch::default()
        .orgs(&["rival", "front", "friend"])
        .holds("rival", "front", 0.3)
        .holds("friend", "front", 0.4)
        .graph();
    let trace = gap.trace(&request(&gap, "front", "rival"));
    assert_eq!(
        questions(&trace),
        [
            (
                Effect::Contributes,
                "30 % of front Co., Ltd. is held by nobody the register names (holders not in the register): ask for the shareholder list"
            ),
            (
                Effect::Contributes,
                "no holder of friend Co., Ltd. is in the register: ask for the shareholder list"
            ),
            (
                Effect::Informs,
                "no holder of rival Co., Ltd. is in the register: ask for the shareholder list"
            ),
        ]
    );
}

#[test]
fn a_holder_that_is_named_and_not_described_is_to_be_identified() {
    let sketch = Sketch::default()
        .orgs(&["rival", "front"])
        .holds("rival", "front", 0.2)
        .holds("ghost", "front", 0.7);
    let (graph, _) = TieGraph::build(sketch.register);
    let trace = graph.trace(&request(&graph, "front", "rival"));
    assert!(
        questions(&trace).contains(&(
            Effect::Decides,
            "ghost holds 70 % of front Co., Ltd. and the register does not describe it: identify it"
        )),
        "{:?}",
        questions(&trace)
    );
    let settled = graph.trace(&request(&graph, "front", "ghost"));
    assert_eq!(settled.reach, Certainty::Certain);
    assert!(
        settled
            .questions
            .iter()
            .all(|question| question.effect == Effect::Informs),
        "an answer that stands is not changed by more knowledge"
    );
}
