//! Three invented cases: a person with everything, a cohort with three paths, an organisation without acts.

use bongsu_model::{
    Bar, Case, CaseKind, Certainty, Day, Deciban, EdgeKind, Fact, Family, Lane, ParseIdError, Path,
    PathEdge, PathNode, Score, Section, Term, Timeline,
};

mod parts;

use parts::{blank, checked, edge, fact, marker, node, section, step, terms, unknown};

/// The last working day of the invented leaver: 2026-03-27.
const LAST_DAY: Day = Day::from_epoch_days(20_539);

/// Every sample.
pub(crate) fn all() -> Result<Vec<Case>, ParseIdError> {
    Ok(vec![person()?, cohort()?, organisation()?])
}

/// An engineer with acts, offers, a path of two layers and soft ties.
pub(crate) fn person() -> Result<Case, ParseIdError> {
    let facts = person_facts()?;
    let [who, what, whom] = person_sections();
    let families = [
        Family::Taking,
        Family::Leaving,
        Family::Taking,
        Family::Destination,
        Family::Approach,
    ];
    let mut terms = terms(&facts, &families);
    terms.push(Term {
        label: "handover agreed in writing (checked, partly)".into(),
        family: None,
        weight: Deciban(-4.0),
        finding: None,
        counted: true,
    });
    Ok(Case {
        people: vec!["pers_7q4k".parse()?],
        timeline: Some(timeline()),
        paths: vec![front_company()],
        innocent: vec![
            checked(
                "handover agreed in writing",
                "yes, for 38 of 412 drawings",
                true,
            ),
            checked("new device issued by IT", "no record", false),
            checked("role change", "none", false),
            checked(
                "same project peak for the team",
                "no, peers at most 2.3 ×",
                false,
            ),
        ],
        unknown: vec![
            unknown(
                "38 % of Haedong Ship Safety.",
                "Ask for the shareholder list.",
            ),
            unknown("Private mail and messengers.", "Not looked at, by design."),
            unknown("Badge log of building 2: silent since −18 d.", ""),
        ],
        next_steps: vec![
            step(
                "Keep the returned laptop; image it; record custody",
                "holder",
                "today",
            ),
            step(
                "Report the suspected leak (Act 15)",
                "holder → ministry, agency",
                "at once",
            ),
            step(
                "Prepare injunction: agreement, path, copying",
                "counsel",
                "14 days",
            ),
        ],
        score: Score::weigh(Deciban(-20.0), terms),
        facts,
        who,
        what,
        whom,
        ..blank(
            "case_01h9",
            CaseKind::Person,
            "An engineer collected the slurry recipes and joined a firm that a named rival controls",
        )?
    })
}

fn person_facts() -> Result<Vec<Fact>, ParseIdError> {
    Ok(vec![
        fact(
            "leaver.bulk-collection",
            "412 protected drawings opened in 3 nights; own usual 45 in a month",
            (-41, -39),
            14.0,
        )?,
        fact(
            "leaver.outward-before-exit",
            "3.2 GB written to a device first seen on that day",
            (-40, -5),
            8.0,
        )?,
        fact(
            "taking.new-removable-device",
            "a device never seen before",
            (-40, -40),
            6.0,
        )?,
        fact(
            "destination.tied-to-restricted",
            "declared employer is controlled by a party named in the agreement",
            (3, 3),
            15.0,
        )?,
        fact(
            "approach.unconventional-offer",
            "offer of 4.2 × pay, 3 years guaranteed, family schooling, through an agent",
            (-61, -61),
            6.0,
        )?,
    ])
}

fn person_sections() -> [Section; 3] {
    [
        section(
            "p-7Q4K, process engineer, CMP unit",
            &[
                ("Joined", "2017-04"),
                ("Notice", "2026-03-02, “childcare”"),
                ("Last day", "2026-03-27"),
                (
                    "Agreement",
                    "job change, 2 years; covers named, affiliates, suppliers",
                ),
            ],
        ),
        section(
            "Slurry recipe B-4 and 412 drawings, 9.1 × own usual",
            &[
                ("Class", "national core technology, 2019 list, item 3-2"),
                ("Outward", "3.2 GB to one new removable device"),
                ("Content", "17 % of Slurry recipe B-4 in attachment 3"),
                ("Peers", "at most 2.3 × in the same weeks"),
            ],
        ),
        section(
            "Rival Display Group, through two layers: certain",
            &[
                ("Declared", "Haedong Ship Safety (해동선박안전)"),
                ("Rule", "majority control, as of 2026-03-30"),
                ("Also", "supplies the rival; one director in common"),
                ("Unknown", "38 % of Haedong: holders not in the register"),
            ],
        ),
    ]
}

/// Three people of one unit who leave for three firms with one controlling party.
pub(crate) fn cohort() -> Result<Case, ParseIdError> {
    let facts = vec![
        fact(
            "cohort.converging",
            "3 people of unit Cathode Process left within 64 days for firms that one party controls",
            (-64, 0),
            16.0,
        )?,
        fact(
            "approach.unconventional-offer",
            "3 offers with a guaranteed term and legal-cost indemnity",
            (-120, -70),
            7.0,
        )?,
    ];
    let terms = terms(&facts, &[Family::Destination, Family::Approach]);
    Ok(Case {
        people: vec![
            "pers_2aa1".parse()?,
            "pers_9cd4".parse()?,
            "pers_b07e".parse()?,
        ],
        paths: vec![
            converging("pers_2aa1", "Baekdu Logistics", Certainty::Certain),
            converging("pers_9cd4", "한결환경컨설팅 주식회사", Certainty::Certain),
            converging(
                "pers_b07e",
                "Orchid <Marine> & Sons \"Trading\" Co. of the Eastern Provinces",
                Certainty::Possible,
            ),
        ],
        score: Score::weigh(Deciban(-20.0), terms),
        facts,
        who: section(
            "3 people of unit Cathode Process",
            &[("Left", "2026-01-22 to 2026-03-27")],
        ),
        what: section(
            "Cathode mixing line, pilot recipes",
            &[("Outward", "no outward act beyond own usual")],
        ),
        whom: section(
            "Tianhe Cell Holding, behind three declared employers",
            &[("Layers", "two")],
        ),
        ..blank(
            "case_02c7",
            CaseKind::Cohort,
            "Three people of one unit left for firms that one party controls",
        )?
    })
}

/// Remote access of the holder on offer; nothing about people.
pub(crate) fn organisation() -> Result<Case, ParseIdError> {
    let facts = vec![fact(
        "exposure.remote-access-offered",
        "listing names vpn2.hanbit.example with an administrator account",
        (-9, -9),
        9.0,
    )?];
    let terms = terms(&facts, &[Family::Exposure]);
    Ok(Case {
        last_day: None,
        score: Score::weigh(Deciban(-20.0), terms),
        facts,
        unknown: vec![unknown(
            "Whether the account still works.",
            "Try it, with leave of its owner.",
        )],
        what: section("Remote access to vpn2.hanbit.example", &[]),
        ..blank(
            "case_03x1",
            CaseKind::Organisation,
            "Remote access of the holder was offered for sale",
        )?
    })
}

/// Texts that try to break a page: markup, quotes, direction marks, zero-width characters.
pub(crate) fn hostile() -> Result<Case, ParseIdError> {
    let evil = "<script>alert('x')</script>&\"\u{202e}txt\u{200b}.exe\u{1b}[2J";
    let mut case = person()?;
    case.title = evil.into();
    case.holder = evil.into();
    case.subject = evil.into();
    case.scheme = evil.into();
    for section in [&mut case.who, &mut case.what, &mut case.whom] {
        *section = parts::section(evil, &[(evil, evil)]);
    }
    for path in &mut case.paths {
        path.rule = evil.into();
        path.coverage = evil.into();
        path.nodes.iter_mut().for_each(|node| {
            *node = PathNode {
                name: format!("{evil}{}", node.name),
                role: evil.into(),
            }
        });
        path.edges
            .iter_mut()
            .for_each(|edge| (edge.label, edge.since) = (evil.into(), evil.into()));
    }
    if let Some(timeline) = &mut case.timeline {
        timeline.zero_label = evil.into();
        timeline.lanes.iter_mut().for_each(|lane| {
            (lane.name, lane.counts, lane.unit) = (evil.into(), evil.into(), evil.into());
        });
        timeline
            .lines
            .iter_mut()
            .chain(&mut timeline.events)
            .for_each(|marker| marker.label = evil.into());
    }
    case.facts
        .iter_mut()
        .for_each(|fact| (fact.text, fact.detector) = (evil.into(), evil.into()));
    case.score
        .terms
        .iter_mut()
        .for_each(|term| term.label = evil.into());
    case.innocent = vec![checked(evil, evil, true)];
    case.unknown = vec![unknown(evil, evil)];
    case.next_steps = vec![step(evil, evil, evil)];
    Ok(case)
}

/// A path of so many nodes, each held by the next, with a soft tie from the first to the last.
pub(crate) fn chain(n_nodes: usize) -> Path {
    let names = [
        "Haedong Ship Safety",
        "Lotus Marine Holding Limited",
        "청해홀딩스",
        "Nine Rivers Investment Partnership",
    ];
    let nodes = names.iter().cycle().take(n_nodes).enumerate();
    let nodes: Vec<PathNode> = nodes
        .map(|(at, name)| node(&format!("{name} {at}"), "HK · 2 directors"))
        .collect();
    let last = n_nodes.saturating_sub(1);
    let mut edges: Vec<PathEdge> = (0..last)
        .map(|at| {
            edge(
                (at, at + 1),
                EdgeKind::Certain,
                "62 % held",
                "since 2025-12-21",
            )
        })
        .collect();
    edges.push(edge(
        (0, last),
        EdgeKind::Soft,
        "supplies (two of three invoices)",
        "",
    ));
    Path {
        nodes,
        edges,
        ..front_company()
    }
}

fn timeline() -> Timeline {
    let lane = |name: &str, counts: &str, unit: &str, usual: f64, bars: Vec<Bar>| Lane {
        name: name.into(),
        counts: counts.into(),
        unit: unit.into(),
        usual,
        bars,
    };
    Timeline {
        from: LAST_DAY.plus(-120),
        to: LAST_DAY.plus(14),
        zero: LAST_DAY,
        zero_label: "last working day".into(),
        lanes: vec![
            lane(
                "Logon",
                "outside own hours",
                "acts",
                3.0,
                bars(
                    3.0,
                    7,
                    &[
                        (-41, 9.0),
                        (-40, 12.0),
                        (-39, 17.0),
                        (-26, 9.0),
                        (-12, 8.0),
                        (-5, 12.0),
                    ],
                ),
            ),
            lane(
                "Files",
                "opened, protected",
                "files",
                9.0,
                bars(
                    9.0,
                    1,
                    &[
                        (-41, 120.0),
                        (-40, 150.0),
                        (-39, 142.0),
                        (-33, 60.0),
                        (-26, 52.0),
                        (-20, 71.0),
                        (-12, 70.0),
                        (-5, 48.0),
                        (-4, 55.0),
                    ],
                ),
            ),
            lane(
                "Removable",
                "copied out",
                "MB",
                0.0,
                bars(
                    0.0,
                    9,
                    &[
                        (-40, 900.0),
                        (-39, 620.0),
                        (-26, 800.0),
                        (-12, 330.0),
                        (-5, 550.0),
                    ],
                ),
            ),
            lane(
                "Mail",
                "to outside",
                "MB",
                6.0,
                bars(6.0, 2, &[(-33, 31.0), (-20, 30.0)]),
            ),
            lane("Web", "upload", "MB", 2.0, bars(2.0, 11, &[(-20, 18.0)])),
        ],
        lines: vec![marker(-25, "notice"), marker(0, "last day")],
        events: vec![
            marker(-74, "offer 1"),
            marker(-61, "offer 2, 4.2 × pay"),
            marker(-60, "asked for the pilot-line drawings"),
            marker(-23, "visit to agent’s site"),
            marker(3, "joined Haedong Ship Safety"),
        ],
    }
}

/// Quiet days within own usual, every so many working days, and the days given beyond it.
fn bars(usual: f64, every: i32, beyond: &[(i32, f64)]) -> Vec<Bar> {
    let mut bars: Vec<Bar> = (-120..0)
        .filter(|offset| offset % every == 0 && !LAST_DAY.plus(*offset).is_weekend() && usual > 0.0)
        .map(|offset| Bar {
            day: LAST_DAY.plus(offset),
            value: usual * f64::from((offset * 7).rem_euclid(10)) / 10.0,
            beyond: false,
        })
        .filter(|bar| {
            beyond
                .iter()
                .all(|(offset, _)| LAST_DAY.plus(*offset) != bar.day)
        })
        .collect();
    bars.extend(beyond.iter().map(|(offset, value)| Bar {
        day: LAST_DAY.plus(*offset),
        value: *value,
        beyond: true,
    }));
    bars.sort_by_key(|bar| bar.day);
    bars
}

fn front_company() -> Path {
    Path {
        certainty: Certainty::Certain,
        rule: "majority control".into(),
        as_of: Some(LAST_DAY.plus(3)),
        coverage: "truncated".into(),
        nodes: vec![
            node("p-7Q4K", "process engineer"),
            node("Haedong Ship Safety", "declared; founded on day −96"),
            node("Lotus Marine Holding", "HK · 2 directors"),
            node("Rival Display Group", "named in agreement"),
        ],
        edges: vec![
            edge((0, 1), EdgeKind::Joined, "joined", "day +3"),
            edge((1, 2), EdgeKind::Certain, "62 % held", "since 2025-12-21"),
            edge((2, 3), EdgeKind::Certain, "55 % · controls", "since 2019"),
            edge(
                (1, 3),
                EdgeKind::Soft,
                "supplies (two of three invoices)",
                "",
            ),
            edge(
                (1, 2),
                EdgeKind::Soft,
                "one director in common (rare: 2 firms)",
                "",
            ),
        ],
    }
}

fn converging(person: &str, employer: &str, certainty: Certainty) -> Path {
    let kind = if certainty == Certainty::Certain {
        EdgeKind::Certain
    } else {
        EdgeKind::Possible
    };
    let share = if certainty == Certainty::Certain {
        "71 % held"
    } else {
        "45 to 62 % held"
    };
    Path {
        certainty,
        rule: "majority control".into(),
        as_of: Some(LAST_DAY),
        coverage: if certainty == Certainty::Certain {
            "complete".into()
        } else {
            "missing".into()
        },
        nodes: vec![
            node(person, "cathode process"),
            node(employer, "declared"),
            node("Jade Harbour Investment", "VG"),
            node("Tianhe Cell Holding", "named in agreement"),
        ],
        edges: vec![
            edge((0, 1), EdgeKind::Joined, "joined", "2026-01-26"),
            edge((1, 2), kind, share, "since 2025-06-02"),
            edge((2, 3), EdgeKind::Certain, "100 %", "since 2021"),
            edge((1, 3), EdgeKind::Soft, "same address (rare: 4 firms)", ""),
        ],
    }
}
