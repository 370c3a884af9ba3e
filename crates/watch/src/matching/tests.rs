//! Listings that mean the holder, and those that only look so.

use bongsu_model::{Micros, RowRef};

use super::*;

fn listing(victim: &str, indicators: &[&str]) -> Listing {
    Listing {
        listing: "lst-1".into(),
        seen_at: Micros(0),
        market: "market".into(),
        title: "Access for sale, domain admin".into(),
        victim: victim.into(),
        indicators: indicators.iter().map(|text| (*text).to_owned()).collect(),
        access: "vpn".into(),
        price: Some(900.0),
        currency: "USD".into(),
        at: RowRef {
            source: "3f9a12c45d01".into(),
            row: 4,
        },
    }
}

fn assets() -> Vec<Asset> {
    let asset = |id: &str, kind, value: &str| Asset {
        asset: id.into(),
        kind,
        value: value.into(),
    };
    vec![
        asset("gate", AssetKind::Vpn, "vpn.hanbit-cell.co.kr"),
        asset("zone", AssetKind::Domain, "hanbit-cell.co.kr"),
        asset("net", AssetKind::Address, "203.0.113.0/24"),
    ]
}

/// The asset (empty: the holder itself), how, and how sure.
fn found(listing: Listing) -> Vec<(String, How, Certainty)> {
    let names = ["㈜한빛셀".to_owned(), "Hanbit Cell Co., Ltd.".to_owned()];
    let matched = match_listings(&[listing], &assets(), &names, &["hanbit-cell.co.kr".into()]);
    matched
        .into_iter()
        .map(|one| (one.asset.unwrap_or_default(), one.how, one.certainty))
        .collect()
}

#[test]
fn a_defanged_gateway_is_found_with_its_domain() {
    assert_eq!(
        found(listing("", &["hxxps://vpn[.]hanbit-cell[.]co[.]kr/portal"])),
        [
            ("gate".into(), How::Host, Certainty::Certain),
            ("zone".into(), How::Subdomain, Certainty::Certain)
        ]
    );
    assert_eq!(
        found(listing("", &["203[.]0[.]113[.]80"])),
        [("net".into(), How::Address, Certainty::Certain)]
    );
}

#[test]
fn a_look_alike_domain_is_no_exposure() {
    for text in [
        "hanbit-ce1l.co.kr",
        "hanbit-cell.com",
        "hanbit-cel.co.kr",
        "vpn.hаnbit-cell.co.kr",
    ] {
        let matched = found(listing("Hanbit Cell", &[text]));
        assert!(
            matched.iter().any(|(_, how, _)| *how == How::LookAlike),
            "{text} {matched:?}"
        );
        assert!(
            matched
                .iter()
                .all(|(_, _, certainty)| *certainty == Certainty::Unknown),
            "{text} {matched:?}"
        );
    }
}

#[test]
fn a_name_alone_is_possible_and_a_similar_one_is_unknown() {
    assert_eq!(
        found(listing("Hanbit Cell", &[])),
        [(String::new(), How::Name, Certainty::Possible)]
    );
    assert_eq!(
        found(listing("(주)한빛셀", &[])),
        [(String::new(), How::Name, Certainty::Possible)]
    );
    assert_eq!(
        found(listing("Hanbit Cell Holdings", &[])),
        [(String::new(), How::Name, Certainty::Unknown)]
    );
    assert_eq!(
        found(listing("Daeyang Chemical", &["vpn.daeyang.example"])),
        []
    );
    let in_title = Listing {
        title: "RDP, Hanbit Cell Co Ltd, Korea, 2B revenue".into(),
        ..listing("", &[])
    };
    assert_eq!(
        found(in_title),
        [(String::new(), How::Name, Certainty::Possible)]
    );
}

#[test]
fn a_host_registered_together_with_an_asset_is_possible() {
    let only_host = [Asset {
        asset: "gate".into(),
        kind: AssetKind::Host,
        value: "vpn.hanbit.co.kr".into(),
    }];
    let matched = match_listings(&[listing("", &["mail.hanbit.co.kr"])], &only_host, &[], &[]);
    assert_eq!(
        (matched[0].how, matched[0].certainty),
        (How::Subdomain, Certainty::Possible)
    );
    let apart = match_listings(&[listing("", &["mail.other.co.kr"])], &only_host, &[], &[]);
    assert_eq!(apart, [], "a shared suffix joins nobody");
}
