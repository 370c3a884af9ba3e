//! The same records read the same: compressed, in Korean encodings, in every release of the CERT layout.

use std::io::Write;

use serde_json::{Value, json};

use crate::support::{Site, shared, text};

/// Rows of `activity` without the digest of their file.
const ACTS: &str = "SELECT at, person, account, device, channel, action, object, object_kind, bytes, outward, \
                    counterpart, technology, row FROM activity ORDER BY at, person, row";

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn gzip_and_zstd_read_as_the_plain_file_does() {
    let log = fs_err::read(shared().sim.join("cert/logon.csv")).unwrap();
    let people = fs_err::read(shared().sim.join("hr/employment.csv")).unwrap();
    let read = |ending: &str, pack: &dyn Fn(&[u8]) -> Vec<u8>| {
        let site = Site::like_shared();
        let counts = [("cert", "logon", &log), ("hr", "employment", &people)].map(
            |(format, name, bytes)| {
                let file = site.import_one(
                    format,
                    &site.file(&format!("{name}.csv{ending}"), pack(bytes)),
                );
                ["rows_read", "rows_stored", "rows_rejected"]
                    .map(|name| file[name].as_u64().unwrap())
            },
        );
        (
            counts,
            site.sql(ACTS),
            site.sql("SELECT person, unit, team, role, from_on, row FROM employment ORDER BY row"),
        )
    };
    let plain = read("", &<[u8]>::to_vec);
    assert!(plain.1.len() > 1000 && plain.2.len() > 50);
    assert!(read(".gz", &gzip) == plain, "gzip reads otherwise");
    assert!(
        read(".zst", &|bytes| zstd::encode_all(bytes, 1).unwrap()) == plain,
        "zstd reads otherwise"
    );
    // Several members or frames in one file are one file.
    let halves = |bytes: &[u8]| {
        [
            gzip(&bytes[..bytes.len() / 2]),
            gzip(&bytes[bytes.len() / 2..]),
        ]
        .concat()
    };
    assert!(
        read(".gz", &halves) == plain,
        "two gzip members read otherwise"
    );
}

#[test]
fn a_compressed_file_that_is_cut_off_is_refused_whole() {
    let site = Site::new();
    site.add_source("cert");
    let packed = gzip(&fs_err::read(shared().sim.join("cert/logon.csv")).unwrap());
    let cut = site.file("logon.csv.gz", &packed[..packed.len() / 2]);
    site.bongsu(&["import", "cert", text(&cut)])
        .refused(&["cut off", "logon.csv.gz"]);
    assert_eq!(site.number("SELECT count(*) FROM activity"), 0);
    assert_eq!(site.number("SELECT count(*) FROM system.imports"), 0);
}

#[test]
fn korean_units_survive_every_encoding() {
    let table = "사번,성명,부서,팀,직무,입사일\n1001,홍길동,배터리연구소,양극재팀,연구원,2020-03-02\n\
                 1002,김하나,생산기술팀,,책임,2019-01-07\n";
    let utf16: Vec<u8> = [0xFEFF]
        .into_iter()
        .chain(table.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    let encoded = [
        ("utf-8", table.as_bytes().to_vec()),
        (
            "utf-8 with a mark",
            [b"\xef\xbb\xbf", table.as_bytes()].concat(),
        ),
        ("CP949", encoding_rs::EUC_KR.encode(table).0.into_owned()),
        ("utf-16", utf16),
        ("CP949 in gzip", gzip(&encoding_rs::EUC_KR.encode(table).0)),
        (
            "semicolons and CRLF",
            table.replace(',', ";").replace('\n', "\r\n").into_bytes(),
        ),
    ];
    for (name, bytes) in encoded {
        let site = Site::new();
        let file = site.import_one("hr", &site.file("employment.csv", bytes));
        assert_eq!(file["rows_stored"], 2, "{name}");
        let rows = site.sql("SELECT unit, team, role, from_on FROM employment ORDER BY row");
        let team = &rows[1]["team"];
        assert!(team.is_null() || team == "", "{name}");
        assert_eq!(
            rows[0],
            json!({ "unit": "배터리연구소", "team": "양극재팀", "role": "연구원", "from_on": "2020-03-02" }),
            "{name}"
        );
        assert_eq!(rows[1]["unit"], "생산기술팀", "{name}");
    }
}

/// What rows of a CERT log become: channel, action, object, bytes, outward.
fn acts(site: &Site, name: &str, log: &str) -> Vec<Value> {
    let file = site.import_one("cert", &site.file(name, log));
    assert_eq!(file["rows_rejected"], 0, "{file}");
    let digest = file["digest"].as_str().unwrap();
    let short = &digest[..12];
    let rows = site.sql(&format!(
        "SELECT channel, action, object, object_kind, bytes, outward, counterpart FROM activity WHERE source = '{short}' ORDER BY row"
    ));
    assert_eq!(
        rows.len() as u64,
        file["rows_stored"].as_u64().unwrap(),
        "{file}"
    );
    rows
}

fn told(rows: &[Value]) -> Vec<(String, String, bool)> {
    let word = |value: &Value| value.as_str().unwrap_or("").to_owned();
    rows.iter()
        .map(|row| {
            (
                word(&row["channel"]),
                word(&row["action"]),
                row["outward"].as_bool().unwrap(),
            )
        })
        .collect()
}

fn wanted(rows: &[(&str, &str, bool)]) -> Vec<(String, String, bool)> {
    rows.iter()
        .map(|(channel, action, outward)| ((*channel).to_owned(), (*action).to_owned(), *outward))
        .collect()
}

/// A site whose own domain is `dtaa.com`.
fn dtaa() -> Site {
    let site = Site::new();
    fs_err::write(
        site.dir().join("bongsu.toml"),
        "[holder]\ndomains = [\"dtaa.com\"]\n",
    )
    .unwrap();
    site
}

#[test]
fn the_columns_of_release_4_2_are_read() {
    let site = dtaa();
    let device = "id,date,user,pc,activity\n{D1},09/02/2025 08:00:00,DTAA/ABC0001,PC-1,Connect\n\
                  {D2},09/02/2025 09:00:00,ABC0001,PC-1,Disconnect\n";
    let rows = acts(&site, "device.csv", device);
    assert_eq!(
        told(&rows),
        wanted(&[
            ("removable", "connect", false),
            ("removable", "disconnect", false)
        ])
    );
    let file = "id,date,user,pc,filename,content\n{F1},09/02/2025 08:00:00,ABC0001,PC-1,R:\\a\\b.pdf,\"25-50 words\"\n";
    let rows = acts(&site, "file.csv", file);
    assert_eq!(told(&rows), wanted(&[("removable", "copy", true)]));
    assert_eq!(
        (&rows[0]["object"], &rows[0]["object_kind"]),
        (&json!("R:\\a\\b.pdf"), &json!("pdf"))
    );
    let mail = "id,date,user,pc,to,cc,bcc,from,size,attachments,content\n\
                {M1},09/02/2025 08:00:00,ABC0001,PC-1,A.B@dtaa.com;C.D@rival.example,,,E.F@dtaa.com,2500,1,\"words\"\n\
                {M2},09/02/2025 08:00:00,ABC0001,PC-1,A.B@dtaa.com,,,E.F@dtaa.com,100,0,\"words\"\n\
                {M3},09/02/2025 08:00:00,ABC0001,PC-1,A.B@dtaa.com,,,C.D@rival.example,100,0,\"words\"\n";
    let rows = acts(&site, "email.csv", mail);
    assert_eq!(
        told(&rows),
        wanted(&[
            ("mail", "send", true),
            ("mail", "send", false),
            ("mail", "receive", false)
        ])
    );
    assert_eq!(
        (&rows[0]["counterpart"], &rows[0]["bytes"]),
        (&json!("rival.example"), &json!(2500))
    );
    let web = "id,date,user,pc,url,content\n{H1},09/02/2025 08:00:00,ABC0001,PC-1,http://news.example/a?user=x,\"words\"\n";
    let rows = acts(&site, "http.csv", web);
    assert_eq!(told(&rows), wanted(&[("web", "visit", false)]));
    assert_eq!(rows[0]["object"], "http://news.example/a");
    // With and without the domain in front, it is one person.
    assert_eq!(
        site.number("SELECT count(DISTINCT person) FROM activity"),
        1
    );
}

#[test]
fn the_columns_of_releases_5_2_and_6_2_are_read() {
    let site = dtaa();
    let device = "id,date,user,pc,file_tree,activity\n{D1},09/02/2025 08:00:00,ABC0001,PC-1,R:\\;R:\\ABC0001,Connect\n\
                  {D2},09/02/2025 09:00:00,ABC0001,PC-1,,Disconnect\n";
    let rows = acts(&site, "device.csv", device);
    assert_eq!(
        told(&rows),
        wanted(&[
            ("removable", "connect", false),
            ("removable", "disconnect", false)
        ])
    );
    let file = "id,date,user,pc,filename,activity,to_removable_media,from_removable_media,content\n\
                {F1},09/02/2025 08:00:00,ABC0001,PC-1,C:\\a.doc,File Open,False,False,\"D0-CF\"\n\
                {F2},09/02/2025 08:01:00,ABC0001,PC-1,R:\\a.doc,File Copy,True,False,\"D0-CF\"\n\
                {F3},09/02/2025 08:02:00,ABC0001,PC-1,R:\\a.doc,File Write,True,False,\"D0-CF\"\n\
                {F4},09/02/2025 08:03:00,ABC0001,PC-1,C:\\a.doc,File Copy,False,True,\"D0-CF\"\n\
                {F5},09/02/2025 08:04:00,ABC0001,PC-1,C:\\a.doc,File Delete,False,False,\"D0-CF\"\n";
    let kinds = [
        ("file", "open", false),
        ("removable", "copy", true),
        ("removable", "write", true),
        ("removable", "copy", false),
        ("file", "delete", false),
    ];
    assert_eq!(told(&acts(&site, "file.csv", file)), wanted(&kinds));
    let mail = "id,date,user,pc,to,cc,bcc,from,activity,size,attachments,content\n\
                {M1},09/02/2025 08:00:00,ABC0001,PC-1,C.D@rival.example,,,E.F@dtaa.com,Send,900,a.doc(100);b.pdf(200),\"words\"\n\
                {M2},09/02/2025 08:00:00,ABC0001,PC-1,E.F@dtaa.com,,,C.D@rival.example,View,900,,\"words\"\n";
    let rows = acts(&site, "email.csv", mail);
    assert_eq!(
        told(&rows),
        wanted(&[("mail", "send", true), ("mail", "receive", false)])
    );
    assert_eq!(
        (&rows[0]["object_kind"], &rows[1]["object_kind"]),
        (&json!("attachment"), &json!("message"))
    );
    let web = "id,date,user,pc,url,activity,content\n\
               {H1},09/02/2025 08:00:00,ABC0001,PC-1,http://news.example/a,WWW Visit,\"words\"\n\
               {H2},09/02/2025 08:00:00,ABC0001,PC-1,http://drop.example/a,WWW Upload,\"words\"\n\
               {H3},09/02/2025 08:00:00,ABC0001,PC-1,http://files.example/a.zip,WWW Download,\"words\"\n";
    assert_eq!(
        told(&acts(&site, "http.csv", web)),
        wanted(&[
            ("web", "visit", false),
            ("web", "upload", true),
            ("web", "download", false)
        ])
    );
}

#[test]
fn snapshots_of_the_directory_become_stretches_of_employment() {
    let site = Site::new();
    let header = "employee_name,user_id,email,role,business_unit,functional_unit,department,team,supervisor\n";
    let row = |id: &str, unit: &str| {
        format!("Some One,{id},some.one@x.example,Engineer,B,F,{unit},T,Other One\n")
    };
    let months = [
        (
            "2025-01",
            vec![
                row("AAA0001", "Quality"),
                row("AAA0002", "Quality"),
                row("AAA0003", "Quality"),
            ],
        ),
        (
            "2025-02",
            vec![row("AAA0001", "Quality"), row("AAA0002", "Production")],
        ),
        (
            "2025-03",
            vec![
                row("AAA0001", "Quality"),
                row("AAA0002", "Production"),
                row("AAA0004", "Quality"),
            ],
        ),
    ];
    let mut folder = site.dir();
    for (month, rows) in months {
        let path = site.file(
            &format!("cert/LDAP/{month}.csv"),
            format!("{header}{}", rows.concat()),
        );
        folder = path.parent().unwrap().parent().unwrap().to_owned();
    }
    site.file(
        "cert/logon.csv",
        "id,date,user,pc,activity\n{L1},01/02/2025 08:00:00,AAA0001,PC-1,Logon\n",
    );
    let said = site.import("cert", &folder).json();
    assert_eq!(said["files"].as_array().unwrap().len(), 4);
    site.run();
    assert_eq!(site.number("SELECT count(*) FROM people"), 4);
    assert_eq!(
        site.number("SELECT count(*) FROM people WHERE left_on IS NOT NULL"),
        1
    );
    assert_eq!(
        site.number("SELECT count(*) FROM people WHERE unit = 'Production'"),
        1
    );
    assert_eq!(site.number("SELECT count(*) FROM departures"), 1);
}

#[test]
fn a_mapping_reads_any_table_as_activity() {
    let site = Site::new();
    let map = site.file(
        "proxy.toml",
        "table = \"activity\"\ntime_format = \"%Y.%m.%d %H:%M\"\ntime_zone = \"UTC\"\n[columns]\nat = \"when\"\n\
         person = \"who\"\nobject = \"what\"\ncounterpart = \"host\"\n[constants]\nchannel = \"web\"\naction = \"visit\"\n",
    );
    let log = site.file("proxy.csv", "when;who;what;host\n2025.09.02 08:15;AAA0001;/a;x.example\n2025.09.02;AAA0001;/b;x.example\n");
    site.add_source("csv");
    let said = site
        .bongsu(&[
            "import",
            "csv",
            text(&log),
            "--map",
            text(&map),
            "--format",
            "json",
        ])
        .json();
    let file = &said["files"][0];
    assert_eq!(
        (
            &file["rows_read"],
            &file["rows_stored"],
            &file["rows_rejected"]
        ),
        (&2.into(), &1.into(), &1.into())
    );
    let rows = site.sql("SELECT at, channel, action, object, counterpart, row FROM activity");
    let wanted = json!({
        "at": "2025-09-02T08:15:00Z", "channel": "web", "action": "visit", "object": "/a", "counterpart": "x.example", "row": 1,
    });
    assert_eq!(rows, [wanted]);
}

#[test]
fn mapped_acts_go_outward_where_their_address_says_so() {
    let site = Site::new();
    let settings = site.dir().join("bongsu.toml");
    fs_err::write(settings, "[holder]\ndomains = [\"cell.example\"]\n").unwrap();
    let map = site.file(
        "dlp.toml",
        "table = \"activity\"\n[columns]\nat = \"when\"\nperson = \"who\"\nchannel = \"channel\"\n\
         action = \"action\"\nobject = \"what\"\ncounterpart = \"to\"\noutward = \"left\"\n",
    );
    let log = site.file(
        "dlp.csv",
        "when,who,channel,action,what,to,left\n\
         2025-09-02 08:15,AAA0001,removable,copy,E:\\b4.XLSX,,\n\
         2025-09-02 08:16,AAA0001,web,upload,https://www.dropbox.com/up?token=k,,\n\
         2025-09-02 08:17,AAA0001,web,upload,https://plm.cell.example/in,,\n\
         2025-09-02 08:18,AAA0001,mail,send,b4.pdf,Kim <kim@rival.example>; lee@cell.example,\n\
         2025-09-02 08:19,AAA0001,mail,send,b4.pdf,,\n\
         2025-09-02 08:20,AAA0001,file,copy,b4.pdf,,yes\n",
    );
    site.add_source("csv");
    let args = ["import", "csv", text(&log), "--map", text(&map)];
    let said = site
        .bongsu(&[&args[..], &["--format", "json"]].concat())
        .json();
    let notes = said["files"][0]["notes"].to_string();
    assert!(
        notes.contains("1 rows send or upload something and name no other side"),
        "{notes}"
    );
    assert_eq!(said["files"][0]["tables"], json!(["activity"]));
    let rows = site.sql(
        "SELECT channel, object, object_kind, counterpart, outward FROM activity ORDER BY row",
    );
    let row = |channel: &str, object: &str, kind: Value, counterpart: Value, outward: bool| json!({ "channel": channel, "object": object, "object_kind": kind, "counterpart": counterpart, "outward": outward });
    let none = Value::Null;
    let wanted = [
        row(
            "removable",
            "E:\\b4.XLSX",
            "XLSX".into(),
            none.clone(),
            true,
        ),
        row(
            "cloud",
            "https://www.dropbox.com/up",
            none.clone(),
            "dropbox.com".into(),
            true,
        ),
        row(
            "web",
            "https://plm.cell.example/in",
            none.clone(),
            none.clone(),
            false,
        ),
        row("mail", "b4.pdf", none.clone(), "rival.example".into(), true),
        row("mail", "b4.pdf", none.clone(), none.clone(), false),
        row("file", "b4.pdf", "pdf".into(), none.clone(), true),
    ];
    assert_eq!(rows, wanted);
    site.bongsu(&["import", "activity", text(&log)])
        .refused(&["a mapping file says what each column is", "--map"]);
}
