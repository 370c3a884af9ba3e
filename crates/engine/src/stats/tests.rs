//! Counting cases.

use serde_json::json;

use super::*;

fn row(value: Value) -> Map<String, Value> {
    let Value::Object(row) = value else {
        panic!("an object")
    };
    row
}

fn shown(stats: &[Stat]) -> Vec<String> {
    let show = |stat: &Stat| {
        format!(
            "{} | {} | {} | {}",
            stat.series, stat.dimension, stat.value, stat.count
        )
    };
    stats.iter().map(show).collect()
}

#[test]
fn series_stay_apart_and_what_is_not_published_is_counted_only_beside_what_is() {
    let rows = [
        json!({"source": "a", "series": "police", "record": "1", "sector": "display", "year": "2024"}),
        json!({"source": "a", "series": "police", "record": "2", "sector": "semiconductor", "year": null}),
        json!({"source": "a", "series": "police", "record": "3", "sector": "display", "year": ""}),
        json!({"source": "b", "series": "agency", "record": "1", "sector": "display", "national core": "yes"}),
    ]
    .map(row);
    let stats = counts(&latest(&rows, &BTreeMap::new()));
    assert_eq!(
        shown(&stats),
        [
            "agency | sector | display | 1",
            "agency | national core | yes | 1",
            "police | sector | display | 2",
            "police | sector | semiconductor | 1",
            "police | year | not published | 2",
            "police | year | 2024 | 1",
        ]
    );
}

#[test]
fn a_record_imported_twice_counts_once_as_the_last_import_has_it() {
    let rows = [
        json!({"source": "late", "series": "s", "record": "1", "scheme": "leaver", "channel": "mail"}),
        json!({"source": "soon", "series": "s", "record": "1", "scheme": "cohort"}),
    ]
    .map(row);
    let order = BTreeMap::from([("soon".to_owned(), 0), ("late".to_owned(), 1)]);
    let stats = counts(&latest(&rows, &order));
    assert_eq!(
        shown(&stats),
        ["s | scheme | leaver | 1", "s | channel | mail | 1"]
    );
}

#[test]
fn a_series_that_publishes_nothing_else_still_says_how_many() {
    let rows = [json!({"source": "a", "series": "this site", "record": "1"})].map(row);
    let stats = counts(&latest(&rows, &BTreeMap::new()));
    assert_eq!(shown(&stats), ["this site (imported) | cases | all | 1"]);
}

#[tokio::test]
async fn the_published_series_is_counted_as_it_was_published() {
    use bongsu_model::{Micros, SourceTerms};

    let dir = tempfile::tempdir().unwrap();
    let site = Site::init(dir.path(), [3; 32], Micros(0)).await.unwrap();
    assert_eq!(stats(&site).await.unwrap(), []);
    let terms = SourceTerms {
        name: "nis".to_owned(),
        basis: "published".to_owned(),
        purpose: "statistics".to_owned(),
        notice: "2022-03-01".parse().unwrap(),
        retention_days: 3650,
        owner: "test".to_owned(),
    };
    site.store.add_source(&terms, Micros(0)).await.unwrap();
    let fixture = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../data/fixtures/nis-2017-2022.csv"
    );
    let request = crate::import::ImportRequest {
        format: "case_records",
        paths: &[fixture.into()],
        source: "nis",
        mapping: None,
        at: Micros(1_770_000_000_000_000),
    };
    crate::import::import(&site, &request, &mut |_, _| {}, &mut Vec::new())
        .await
        .unwrap();
    let stats = stats(&site).await.unwrap();
    let sectors: Vec<u64> = stats
        .iter()
        .filter(|stat| stat.dimension == "sector")
        .map(|stat| stat.count)
        .collect();
    assert_eq!(sectors, [19, 17, 17, 13, 9, 8, 8, 8]);
    for dimension in ["victim", "national core"] {
        let counts = stats
            .iter()
            .filter(|stat| stat.dimension == dimension)
            .map(|stat| stat.count);
        assert_eq!(counts.sum::<u64>(), 99, "{dimension}");
    }
    assert!(
        stats
            .iter()
            .all(|stat| !["scheme", "channel", "year"].contains(&stat.dimension))
    );
}
