//! What judgements make of a register, and what speaks against them.

use bongsu_model::{Micros, RowRef, ShareRange};
use bongsu_store::Judgement;
use bongsu_ties::{Directness, Interest, InterestKind};

use super::*;

fn party(id: &str) -> JudgedSide {
    JudgedSide::Party(id.to_owned())
}

/// A log of judgements in the order given, as the store keeps them: the lesser side first.
fn log(judgements: &[(JudgedSide, JudgedSide, JudgedAs)]) -> Judged {
    let stored: Vec<StoredJudgement> = (1..)
        .zip(judgements)
        .map(|(seq, (a, b, verdict))| StoredJudgement {
            seq,
            judgement: Judgement {
                a: a.min(b).clone(),
                b: a.max(b).clone(),
                verdict: *verdict,
                who: "analyst".to_owned(),
                why: "looked at".to_owned(),
                at: Micros(seq),
            },
        })
        .collect();
    Judged::of(&stored)
}

fn organisation(id: &str, name: &str, registration: Option<&str>) -> Organisation {
    Organisation {
        id: id.to_owned(),
        names: vec![name.to_owned()],
        registration: registration.map(str::to_owned),
        jurisdiction: Some("KR".to_owned()),
        ..Organisation::default()
    }
}

fn holds(holder: &str, subject: &str) -> Interest {
    Interest {
        subject: subject.to_owned(),
        holder: Some(holder.to_owned()),
        kind: InterestKind::Shareholding,
        directness: Directness::Direct,
        share: ShareRange::exact(0.6).unwrap(),
        from: None,
        to: None,
        unknown_reason: None,
        at: RowRef {
            source: "r".to_owned(),
            row: 1,
        },
    }
}

#[test]
fn what_is_judged_the_same_is_one_party_under_the_id_judged_first() {
    let judged = log(&[
        (party("org_c"), party("org_b"), JudgedAs::Same),
        (party("org_a"), party("org_b"), JudgedAs::Same),
    ]);
    let mut register = Register {
        organisations: vec![
            organisation("org_a", "Hanbit", None),
            organisation("org_b", "한빛", Some("110111-1")),
            organisation("org_d", "Daeyang", None),
        ],
        interests: vec![holds("org_a", "org_d"), holds("org_d", "org_c")],
        ..Register::default()
    };
    assert_eq!(judged.apply(&mut register), Vec::<String>::new());
    let ids: Vec<&str> = register
        .organisations
        .iter()
        .map(|one| one.id.as_str())
        .collect();
    assert_eq!(ids, ["org_d", "org_b"]);
    assert_eq!(register.organisations[1].names, ["Hanbit", "한빛"]);
    assert_eq!(
        register.organisations[1].registration.as_deref(),
        Some("110111-1")
    );
    assert_eq!(register.interests[0].holder.as_deref(), Some("org_b"));
    assert_eq!(register.interests[1].subject, "org_b");
}

#[test]
fn a_judgement_taken_back_joins_nothing() {
    let judged = log(&[
        (party("org_a"), party("org_b"), JudgedAs::Same),
        (party("org_b"), party("org_a"), JudgedAs::Undone),
    ]);
    let mut register = Register {
        organisations: vec![
            organisation("org_a", "Hanbit", None),
            organisation("org_b", "Hanbit", None),
        ],
        ..Register::default()
    };
    assert_eq!(judged.apply(&mut register), Vec::<String>::new());
    assert_eq!(register.organisations.len(), 2);
}

#[test]
fn a_name_leads_to_the_party_it_was_judged_to_mean() {
    let name = name_side("㈜한빛 정공");
    let judged = log(&[
        (name.clone(), party("org_a"), JudgedAs::Same),
        (party("org_b"), party("org_a"), JudgedAs::Same),
        (name.clone(), party("org_c"), JudgedAs::Different),
    ]);
    assert_eq!(judged.meant_by(&name), Some("org_a"));
    assert_eq!(judged.id_of("org_b"), "org_a");
    assert_eq!(judged.verdict(&name, "org_b"), Some(JudgedAs::Same));
    assert_eq!(judged.verdict(&name, "org_c"), Some(JudgedAs::Different));
    assert_eq!(judged.verdict(&name, "org_d"), None);
}

#[test]
fn what_the_register_says_against_a_judgement_is_told() {
    let judged = log(&[
        (party("org_a"), party("org_b"), JudgedAs::Same),
        (party("org_a"), party("org_c"), JudgedAs::Different),
        (party("org_d"), party("org_e"), JudgedAs::Same),
        (party("org_e"), party("org_f"), JudgedAs::Same),
        (party("org_d"), party("org_f"), JudgedAs::Different),
    ]);
    let mut register = Register {
        organisations: vec![
            organisation("org_a", "Hanbit", Some("110111-1")),
            organisation("org_b", "Hanbit", Some("110111-2")),
            organisation("org_c", "Hanbit", Some("110 111 1")),
            organisation("org_d", "Daeyang", None),
        ],
        interests: vec![holds("org_d", "org_f")],
        ..Register::default()
    };
    let notes = judged.apply(&mut register).join("\n");
    for told in [
        "`org_a` and `org_b` are judged same, and the register says that their registrations are 110111-1 and 110111-2",
        "`org_a` and `org_c` are judged different, and the register says that both have the registration 110111-1",
        "`org_d` and `org_f` are judged same, and the register says that the first holds the second",
        "`org_d` and `org_f` are judged different, and other judgements make them one",
    ] {
        assert!(notes.contains(told), "{told}\n--\n{notes}");
    }
    assert_eq!(register.interests.len(), 0);
}
