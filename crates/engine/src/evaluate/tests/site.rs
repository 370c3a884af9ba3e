//! Answers against a real site: rows are found again in what was imported.

use std::path::PathBuf;

use bongsu_model::{Micros, RowRef, SourceTerms, Zone};

use super::super::answers::{self, Answers, GivenRow, TrueRow};
use super::super::{EvaluateError, EvaluateRequest, evaluate, resolve};
use super::{BUDGETS, folder};
use crate::Site;
use crate::import::{ImportRequest, import};
use crate::tables::add_records;

const LOGON: &str = "id,date,user,pc,activity\n\
    {1},01/04/2010 08:00:00,AAM0658,PC-1,Logon\n\
    {2},01/04/2010 08:00:00,BBB0001,PC-2,Logon\n\
    {3},01/05/2010 23:10:00,AAM0658,PC-1,Logon\n";

const HTTP: &str = "id,date,user,pc,url,content\n\
    {1},01/05/2010 23:11:00,AAM0658,PC-1,http://news.example/,x\n\
    {2},01/05/2010 23:11:00,AAM0658,PC-1,http://leaks.example/up?file=1,x\n\
    {3},01/05/2010 23:11:00,AAM0658,PC-1,http://leaks.example/upper,x\n";

const DEVICE: &str = "id,date,user,pc,activity\n\
    {1},01/05/2010 23:10:00,AAM0658,PC-1,Connect\n";

async fn site(dir: &tempfile::TempDir) -> Site {
    let site = Site::init(dir.path(), [3; 32], Micros(0)).await.unwrap();
    let terms = SourceTerms {
        name: "cert".to_owned(),
        basis: "test".to_owned(),
        purpose: "test".to_owned(),
        notice: "2009-01-01".parse().unwrap(),
        retention_days: 365,
        owner: "test".to_owned(),
    };
    site.store.add_source(&terms, Micros(0)).await.unwrap();
    let logs = folder(&[
        ("logon.csv", LOGON),
        ("http.csv", HTTP),
        ("device.csv", DEVICE),
    ]);
    let paths: Vec<PathBuf> = vec![logs.path().to_owned()];
    let request = ImportRequest {
        format: "cert",
        paths: &paths,
        source: "cert",
        mapping: None,
        at: Micros(1_770_000_000_000_000),
    };
    import(&site, &request, &mut |_, _| {}, &mut Vec::new())
        .await
        .unwrap();
    site
}

async fn resolved(
    site: &Site,
    folder: &tempfile::TempDir,
) -> Result<Answers<TrueRow>, EvaluateError> {
    let request = EvaluateRequest {
        answers: folder.path(),
        dataset: None,
        budgets: &BUDGETS,
    };
    let given: Answers<GivenRow> = answers::read(&request, &site.keys, &site.zone).unwrap();
    let session = site.session()?;
    add_records(site, &session, None).await?;
    resolve::resolve(site, &session, given, &request).await
}

/// The rows of the first answer as `name#row`, and who acted on which day.
async fn shown(site: &Site, answers: &Answers<TrueRow>) -> Vec<(Vec<String>, Option<String>)> {
    let imports = site.store.imports().await.unwrap();
    let name = |at: &RowRef| {
        let import = imports
            .iter()
            .find(|import| import.record.digest.short() == at.source);
        format!("{}#{}", import.unwrap().record.file_name, at.row)
    };
    let rows = answers.leaks[0].rows.iter();
    rows.map(|row| {
        let day = row.person_day.as_ref().map(|(_, day)| day.to_string());
        (row.refs.iter().map(name).collect(), day)
    })
    .collect()
}

#[tokio::test]
async fn acts_of_cert_insiders_are_found_by_person_second_log_and_object() {
    let dir = tempfile::tempdir().unwrap();
    let site = site(&dir).await;
    let insiders = "dataset,scenario,details,user,start,end\n\
        2,1,r2.csv,XYZ0001,01/05/2010 23:10:00,01/05/2010 23:11:00\n\
        4.2,1,a.csv,AAM0658,01/05/2010 23:10:00,01/05/2010 23:11:00\n";
    let acts = "logon,{3},01/05/2010 23:10:00,AAM0658,PC-1,Logon\n\
        device,{1},01/05/2010 23:10:00,AAM0658,PC-1,Connect\n\
        http,{2},01/05/2010 23:11:00,AAM0658,PC-1,http://leaks.example/up?file=1,x\n\
        email,{9},01/05/2010 23:11:00,AAM0658,PC-1,a@b.example,,,c@d.example,1,0,x\n";
    // The file of another release is not read: it is laid out differently.
    let answers = folder(&[
        ("insiders.csv", insiders),
        ("r4.2-1/a.csv", acts),
        ("r2.csv", "1,2\n"),
    ]);
    let found = resolved(&site, &answers).await.unwrap();
    let day = Some("2010-01-05".to_owned());
    assert_eq!(
        shown(&site, &found).await,
        [
            (vec!["logon.csv#3".to_owned()], day.clone()),
            (vec!["device.csv#1".to_owned()], day.clone()),
            (vec!["http.csv#2".to_owned()], day.clone()),
            (Vec::new(), day),
        ]
    );
    assert_eq!(
        found.notes,
        [
            "1 of 2 insiders are not in this site and are left out",
            "1 of 4 rows in the answers are not in this site",
        ]
    );
}

#[tokio::test]
async fn rows_of_a_simulation_are_found_by_file_name() {
    let dir = tempfile::tempdir().unwrap();
    let site = site(&dir).await;
    let leaks = "leak,scenario,truth,of,subject_kind,subject,people,start,end,last_day,destination,about\n\
        leak-01,a,leak,,person,AAM0658,AAM0658,2010-01-05T23:10:00+09:00,2010-01-05T23:11:00+09:00,,,\n";
    let rows = "leak,file,row,person,at\n\
        leak-01,cert/logon.csv,3,AAM0658,2010-01-05T23:10:00+09:00\n\
        leak-01,hr/departures.csv,1,AAM0658,2010-01-06T00:00:00+09:00\n";
    let answers = folder(&[("leaks.csv", leaks), ("rows.csv", rows)]);
    let found = resolved(&site, &answers).await.unwrap();
    assert_eq!(
        shown(&site, &found).await,
        [
            (
                vec!["logon.csv#3".to_owned()],
                Some("2010-01-05".to_owned())
            ),
            (Vec::new(), None)
        ]
    );
    assert_eq!(
        found.notes[0],
        "`departures.csv` was not imported: no case can cite its rows"
    );
    let other = folder(&[
        ("leaks.csv", &leaks.replace("AAM0658", "ZZZ0001")),
        ("rows.csv", "leak,file,row,person,at\n"),
    ]);
    assert!(matches!(
        resolved(&site, &other).await,
        Err(EvaluateError::OtherSite(_))
    ));
    let error = evaluate(&site, answers.path(), &BUDGETS).await.unwrap_err();
    assert!(matches!(error, EvaluateError::NoRun));
    assert_eq!(site.zone, Zone::new("Asia/Seoul").unwrap());
}
