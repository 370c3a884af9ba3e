//! Reading answers of both layouts.

use std::path::Path;

use bongsu_model::Zone;

use super::super::answers::{ActClass, Answers, GivenRow, Place};
use super::super::{BUDGETS, EvaluateError, EvaluateRequest, SubjectKind, Truth, answers, cert};
use super::{folder, keys};

const LEAKS: &str = "\u{feff}leak,scenario,truth,of,subject_kind,subject,people,start,end,last_day,destination,about\n\
    leak-01,b,leak,,cohort,Cell team,AAA0001;BBB0002,2025-12-16T10:07:01+09:00,2026-02-10T16:33:16+09:00,2026-02-12,X,\"two, leave\"\n\
    near-01,look-alike,hard-negative,g,organisation,asset_1,,2026-01-16T05:14:03+09:00,2026-01-16T05:14:03+09:00,,,\n";

const ROWS: &str = "leak,file,row,person,at\n\
    leak-01,cert/device.csv,5342,AAA0001,2025-12-17T00:25:46+09:00\n\
    near-01,holder/listings.jsonl,2,,2026-01-16T05:14:03+09:00\n";

fn read(folder: &Path, dataset: Option<&str>) -> Result<Answers<GivenRow>, EvaluateError> {
    let request = EvaluateRequest {
        answers: folder,
        dataset,
        budgets: &BUDGETS,
    };
    answers::read(&request, &keys(), &Zone::new("Asia/Seoul").unwrap())
}

#[test]
fn a_simulations_answers_are_read() {
    let folder = folder(&[("answers/leaks.csv", LEAKS), ("answers/rows.csv", ROWS)]);
    let answers = read(folder.path(), None).unwrap();
    let [leak, near] = answers.leaks.as_slice() else {
        panic!("two answers")
    };
    assert_eq!(
        (
            leak.kind,
            leak.people.len(),
            leak.start.to_string().as_str()
        ),
        (SubjectKind::Cohort, 2, "2025-12-16")
    );
    assert_eq!(leak.last_day.unwrap().to_string(), "2026-02-12");
    assert_eq!(leak.rows[0].person, Some(keys().person("AAA0001")));
    assert_eq!(
        leak.rows[0].place,
        Place::Row {
            file: "device.csv".to_owned(),
            row: 5342
        }
    );
    assert_eq!(
        (near.truth, near.of.as_deref(), near.asset.as_deref()),
        (Truth::HardNegative, Some("g"), Some("asset_1"))
    );
    assert_eq!(near.rows[0].person, None);
}

#[test]
fn what_is_wrong_in_answers_is_named_with_its_place() {
    let wrong = |leaks: &str, rows: &str| {
        let folder = folder(&[("leaks.csv", leaks), ("rows.csv", rows)]);
        let error = read(folder.path(), None).unwrap_err();
        error
            .to_string()
            .replace(&folder.path().display().to_string(), "")
    };
    assert_eq!(
        wrong(&LEAKS.replace("hard-negative", "maybe"), ROWS),
        "`/leaks.csv`, line 3, column `truth`: `maybe`: leak or hard-negative was expected"
    );
    assert_eq!(
        wrong(LEAKS, &ROWS.replace("near-01", "near-09")),
        "`/rows.csv`, line 3, column `leak`: `near-09`: a leak of leaks.csv was expected"
    );
    assert_eq!(
        wrong(LEAKS, &ROWS.replace(",2,", ",0,")),
        "`/rows.csv`, line 3, column `row`: `0`: a row counted from 1 was expected"
    );
    assert_eq!(
        wrong(
            LEAKS,
            &ROWS.replace("leak-01,cert/device.csv,5342", "leak-01,5342")
        ),
        "`/rows.csv`, line 2: 4 fields where the header has 5"
    );
    assert!(
        wrong(LEAKS, "leak,file,line\n").contains("line 1, column `row`: the column is missing")
    );
    assert!(wrong("", ROWS).contains("the file is empty"));
    let nothing = folder(&[("other.csv", "a\n")]);
    assert!(matches!(
        read(nothing.path(), None),
        Err(EvaluateError::NoAnswers(_))
    ));
}

const INSIDERS: &str = "dataset,scenario,details,user,start,end\n\
    4.2,1,r4.2-1-AAM0658.csv,AAM0658,10/23/2010 01:34:19,10/29/2010 05:23:28\n\
    4.2,1,r4.2-1-AJR0932.csv,AJR0932,9/10/2010 8:47:00,9/14/2010 17:00:00\n\
    5.2,2,r5.2-2-ZZZ0001.csv,ZZZ0001,1/4/2011 8:47,1/8/2011 17:00\n";

const INSIDER: &str = "logon,{A1},10/23/2010 01:34:19,DTAA/AAM0658,PC-9923,Logon\n\
    http,{A2},10/23/2010 01:40:00,AAM0658,PC-9923,http://leaks.example/a?b=c,\"words, words\"\n";

#[test]
fn answers_of_the_cert_dataset_are_read_without_showing_users() {
    let folder = folder(&[
        ("insiders.csv", INSIDERS),
        ("r4.2-1/r4.2-1-AAM0658.csv", INSIDER),
    ]);
    let all = read(folder.path(), None).unwrap();
    let names: Vec<&str> = all.leaks.iter().map(|leak| leak.name.as_str()).collect();
    assert_eq!(names, ["r4.2-1-001", "r4.2-1-002", "r5.2-2-001"]);
    assert_eq!(all.leaks[2].start.to_string(), "2011-01-04");
    let chosen = read(folder.path(), Some("r4.2")).unwrap();
    assert_eq!(chosen.leaks.len(), 2);
    assert_eq!(chosen.leaks[1].details, None);
    let path = chosen.leaks[0].details.as_deref().unwrap();
    let rows = cert::acts(path, &keys(), &Zone::utc()).unwrap();
    assert_eq!(rows[0].person, Some(keys().person("AAM0658")));
    assert_eq!(
        rows[0].place,
        Place::Act {
            class: ActClass::Logon,
            object: String::new()
        }
    );
    assert_eq!(
        rows[1].place,
        Place::Act {
            class: ActClass::Http,
            object: "http://leaks.example/a?b=c".to_owned()
        }
    );
    let error = read(folder.path(), Some("6.2")).unwrap_err();
    assert_eq!(
        error.to_string(),
        "no answer is of dataset `6.2`\nhint: the answers know 4.2, 5.2"
    );
}

#[test]
fn an_insiders_file_with_another_log_or_date_is_refused_with_its_place() {
    let wrong = |text: &str| {
        let folder = folder(&[("a.csv", text)]);
        let error = cert::acts(&folder.path().join("a.csv"), &keys(), &Zone::utc()).unwrap_err();
        (error.line, error.column.clone(), error.reason)
    };
    let (line, column, reason) = wrong(&INSIDER.replace("http,{A2}", "badge,{A2}"));
    assert_eq!((line, column.as_str()), (2, "log"));
    assert_eq!(
        reason,
        "`badge`: logon, device, file, email or http was expected"
    );
    let (_, column, _) = wrong(&INSIDER.replace("10/23/2010 01:34:19", "23/10/2010 01:34:19"));
    assert_eq!(column, "date");
    assert!(
        wrong("logon,{A1}\n")
            .2
            .starts_with("2 fields where at least 6")
    );
}
