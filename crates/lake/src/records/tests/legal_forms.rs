//! The code list of legal forms, recognised by its header.

use super::*;

const HEADER: &str = "\u{feff}\"ELF Code\",\"Country of formation\",\"Country Code (ISO 3166-1)\",\"Jurisdiction of formation\",\
    \"Country sub-division code (ISO 3166-2)\",\"Entity Legal Form name Local name\",\"Language\",\"Language Code (ISO 639-1)\",\
    \"Entity Legal Form name Transliterated name (per ISO 01-140-10)\",\"Abbreviations Local language\",\"Abbreviations transliterated\",\
    \"Date created YYYY-MM-DD (ISO 8601)\",\"ELF Status ACTV/INAC\",\"Modification\",\"Modification date YYYY-MM-DD (ISO 8601)\",\"Reason\"\n";

#[test]
fn the_list_is_told_by_its_header_and_loses_nothing() {
    let text = format!(
        "{HEADER}\"8888\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"2017-11-30\",\"ACTV\",\"\",\"\",\"to be used, for now\"\n\
         \"5RCH\",\"Korea, the Republic of\",\"KR\",\"\",\"\",\"주식회사\",\"Korean\",\"kr\",\"JuSikHoeSa\",\"㈜\",\"(Ju)\",\"2020-06-10\",\"ACTV\",\"\",\"\",\"\"\n\
         \"X1\",\"Malaysia\",\"MY\",\"Labuan\",\"MY-15\",\"Partnership\",\"English\",\"en\",\"Partnership\",\"LP;L.P.\",\"\",\"2020-06-10\",\"INAC\",\"typo corrected\",\"2021-09-23\",\"why\"\n\
         \"X2\",\"\",\"\",\"\",\"\",\"Form\",\"\",\"\",\"\",\"\",\"\",\"2020-13-10\",\"ACTV\",\"\",\"\",\"\"\n"
    );
    let done = Bench::new(RecordFormat::Delimited, "elf.csv", text).done();
    assert_eq!(
        done.rows,
        [
            "legal_forms: code=8888 created_on=2017-11-30 status=ACTV remark=to be used, for now row=1",
            "legal_forms: code=5RCH jurisdiction=KR country_code=KR country=Korea, the Republic of local_name=주식회사 \
             name_language=Korean name_language_code=kr transliteration=JuSikHoeSa abbreviations=[㈜] \
             transliterated_abbreviations=[(Ju)] created_on=2020-06-10 status=ACTV row=2",
            "legal_forms: code=X1 jurisdiction=MY-15 country_code=MY country=Malaysia subdivision_code=MY-15 \
             subdivision=Labuan local_name=Partnership name_language=English name_language_code=en \
             transliteration=Partnership abbreviations=[LP, L.P.] created_on=2020-06-10 status=INAC \
             modification=typo corrected modified_on=2021-09-23 remark=why row=3",
        ]
    );
    assert_eq!((done.counts(), done.notes), ((4, 3, 1, 0), Vec::new()));
}

#[test]
fn a_language_of_people_stays_denied() {
    let text = "person,unit,Language,name_language\n1,Quality,Korean,ko\n";
    let done = Bench::new(RecordFormat::Delimited, "people.csv", text)
        .table("employment")
        .done();
    let denied =
        |note: &Note| matches!(note, Note::DeniedColumn { header } if header == "Language");
    assert!(done.notes.iter().any(denied), "{:?}", done.notes);
    assert!(!done.rows[0].contains("ko"), "{:?}", done.rows);
}

#[test]
fn a_header_of_every_table_is_told_apart_still() {
    for table in tables::all() {
        let all = table.columns.iter().map(|column| column.name.to_owned());
        match headers::table_of(&all.collect::<Vec<_>>()) {
            Ok(found) => assert_eq!(found.name, table.name),
            // Rivals and partners have the same columns.
            Err(misfit) => assert!(
                misfit.reason.contains("it could be") && misfit.reason.contains(table.name),
                "{}",
                misfit.reason
            ),
        }
    }
    // A list of restricted parties may have columns of its own that legal forms have too.
    let header = [
        "entry",
        "name",
        "country",
        "status",
        "code",
        "jurisdiction",
        "reason",
    ];
    let found = headers::table_of(&header.map(str::to_owned)).unwrap();
    assert_eq!(found.name, "listed");
}

#[test]
fn the_published_list_is_read_in_full_where_it_is_at_hand() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/data/registers/gleif/elf-codes-1.4.1.csv");
    if !path.is_file() {
        eprintln!("skipped: {} is absent", path.display());
        return;
    }
    let done = Bench::at(RecordFormat::Delimited, &path).done();
    assert_eq!(done.counts(), (3659, 3659, 0, 0), "{:?}", done.rejects());
    assert_eq!(done.notes, Vec::new());
    let with = |part: &str| done.rows.iter().filter(|row| row.contains(part)).count();
    assert_eq!((with(" local_name="), with(" jurisdiction=")), (3657, 3657));
    assert_eq!(with(" status=INAC "), 147);
}
