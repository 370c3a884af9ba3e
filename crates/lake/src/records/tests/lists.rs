//! Lists of restricted parties.

use super::*;

const ENTRIES: &str = "36,\"AEROCARIBBEAN AIRLINES\",-0- ,\"CUBA\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,\"Linked To: X.\"\r\n\
    40,\"DOE, John\",\"individual\",\"SDGT\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,\"DOB 1970; POB Nowhere.\"\r\n\
    41,\"SEA STAR\",\"vessel\",\"IRAN\",-0- ,\"ABC\",\"Tanker\",-0- ,-0- ,\"Panama\",-0- ,-0- \r\n\
    42,\"SHORT\"\r\n\x1a";

fn ofac() -> Bench {
    Bench::new(RecordFormat::Ofac, "sdn.csv", ENTRIES)
        .beside(
            "alt.csv",
            "36,12,\"aka\",\"AERO-CARIBBEAN\",-0- \n99,1,\"aka\",\"NOBODY\",-0- \n",
        )
        .beside(
            "add.csv",
            "36,25,-0- ,\"Havana\",\"Cuba\",-0- \n36,26,-0- ,-0- ,-0- ,-0- \n",
        )
}

#[test]
fn an_entry_gathers_its_names_and_addresses() {
    let done = ofac().done();
    assert_eq!(
        done.rows,
        [
            "listed: entry=36 names=[AEROCARIBBEAN AIRLINES, AERO-CARIBBEAN] kind=organisation list=OFAC SDN programme=CUBA \
         reason=Linked To: X. addresses=[Havana, Cuba] row=1",
            "listed: entry=40 names=[DOE, John] kind=person list=OFAC SDN programme=SDGT row=2",
            "listed: entry=41 names=[SEA STAR] kind=vessel list=OFAC SDN programme=IRAN jurisdiction=Panama row=3",
        ]
    );
    assert_eq!(done.counts(), (8, 3, 2, 3));
    assert_eq!(
        done.rejects(),
        [
            "sdn.csv:4 : 2 fields: 12 are wanted",
            "alt.csv:2 entry: `99` is no entry of `sdn.csv`"
        ]
    );
}

#[test]
fn a_list_without_its_companions_says_so() {
    let done = Bench::new(RecordFormat::Ofac, "sdn.csv", ENTRIES).done();
    assert_eq!((done.notes.len(), done.counts()), (2, (4, 3, 1, 0)));
    let error = Bench::new(RecordFormat::Ofac, "alt.csv", "x").error();
    assert!(error.contains("name `sdn.csv`"), "{error}");
    assert!(
        ofac()
            .table("listed")
            .error()
            .contains("fills its own tables")
    );
}

#[test]
fn remarks_that_were_cut_go_on_and_those_on_persons_are_never_stored() {
    let comments = "36,\"Y; Phone\"\n36,\" 12.\"\n40,\"; Passport 1.\"\n41,\"IMO 1.\"\n77,\"nobody\"\n36\n\x1a";
    let done = ofac().beside("sdn_comments.csv", comments).done();
    let reasons: Vec<&str> = done
        .rows
        .iter()
        .map(|row| row.split_once(" reason=").map_or("", |(_, rest)| rest))
        .collect();
    assert_eq!(
        reasons,
        [
            "Linked To: X.Y; Phone 12. addresses=[Havana, Cuba] row=1",
            "",
            "IMO 1. jurisdiction=Panama row=3"
        ]
    );
    assert!(!done.rows.concat().contains("Passport"));
    // Four rows continue something; one belongs to nobody, and one is no row.
    assert_eq!(done.counts(), (14, 3, 4, 7));
    let rejects = done.rejects().join("\n");
    assert!(
        rejects.contains("sdn_comments.csv:5 entry: `77` is no entry of `sdn.csv`")
            && rejects.contains("sdn_comments.csv:6 : 1 fields: 2 are wanted"),
        "{rejects}"
    );
    assert_eq!(
        ofac().beside("sdn_comments.csv", "").done().counts(),
        (8, 3, 2, 3)
    );
}

#[test]
fn the_digest_of_a_list_covers_its_files() {
    let digest = |bench: &Bench| digest_source(&bench.path, RecordFormat::Ofac).unwrap();
    let (one, other) = (
        ofac(),
        ofac().beside("add.csv", "36,25,-0- ,\"Havana\",\"Cuba\",-0- \n"),
    );
    assert_eq!(digest(&one), digest(&ofac()));
    assert_ne!(digest(&one).digest, digest(&other).digest);
    assert_eq!(
        source_files(&one.path, RecordFormat::Ofac).unwrap().len(),
        3
    );
}

#[test]
fn a_list_of_ones_own_is_a_plain_file() {
    let text = "entry,name,kind,list,from_on\n1,가람 전자;Garam Electronics,organisation,Site list,2025-01-01\n";
    let done = Bench::new(RecordFormat::Delimited, "restricted.csv", text).done();
    assert_eq!(
        done.rows,
        [
            "listed: entry=1 names=[가람 전자, Garam Electronics] kind=organisation list=Site list from_on=2025-01-01 row=1"
        ]
    );
}

#[test]
fn the_published_lists_are_read_in_full_where_they_are_at_hand() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/lists/ofac");
    if !folder.is_dir() {
        eprintln!("skipped: {} is absent", folder.display());
        return;
    }
    let lists: Vec<Done> = lists_in(&folder)
        .unwrap()
        .iter()
        .map(|list| Bench::at(RecordFormat::Ofac, list).done())
        .collect();
    let counts: Vec<_> = lists.iter().map(Done::counts).collect();
    let sum = counts.iter().fold((0, 0, 0, 0), |sum, one| {
        (sum.0 + one.0, sum.1 + one.1, sum.2 + one.2, sum.3 + one.3)
    });
    assert_eq!(sum, (30_859, 7_821, 10, 23_028), "{counts:?}");
    for done in lists {
        let mut rows = done.rows.iter();
        assert!(!rows.any(|row| row.contains("DOB ") && row.contains("kind=person")));
    }
}
