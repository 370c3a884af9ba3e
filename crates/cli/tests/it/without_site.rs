//! Commands that need no site: two names, and who controls whom in a file of edges.

use serde_json::json;

use crate::support::{Site, bongsu, text};

#[test]
fn two_names_are_compared_and_explained() {
    let same = [
        "names",
        "compare",
        "㈜한성디스플레이",
        "Hanseong Display Co., Ltd.",
    ];
    let answer = bongsu(&same).ok();
    assert!(answer.out.ends_with("  same\n"), "{}", answer.out);
    let explained = bongsu(&[&same[..], &["--explain"]].concat()).ok().out;
    assert!(
        explained.contains("reading") && explained.contains("hanseong"),
        "{explained}"
    );
    let document = bongsu(&[&same[..], &["--explain", "--format", "json"]].concat()).json();
    assert_eq!(document["verdict"], "same");
    assert!(!document["features"].as_array().unwrap().is_empty());
    bongsu(&["names", "compare", "Hanbit Display", "Daeyang Steel"]).code(1);
    bongsu(&[
        "names",
        "compare",
        "김민준",
        "Kim Min-jun",
        "--kind",
        "person",
    ])
    .ok();
    bongsu(&["names", "compare", "Hanbit", " "]).refused(&["the second name is empty"]);
    bongsu(&["names", "compare", "Hanbit"]).refused(&["required"]);
}

#[test]
fn a_file_of_pairs_comes_back_with_scores() {
    let site = Site::new();
    let pairs = site.file(
        "pairs.csv",
        "\u{feff}id,schema,name1,name2\n1,Person,\"Park, Young-hee\",박영희\n2,Company,Hanbit Display,Daeyang Steel\n",
    );
    let out = bongsu(&["names", "compare", "--pairs", text(&pairs)])
        .ok()
        .out;
    let lines: Vec<&str> = out.lines().collect();
    assert_eq!(lines.len(), 3, "{out}");
    assert!(
        lines[0].ends_with("id,schema,name1,name2,score,verdict"),
        "{out}"
    );
    assert!(
        lines[1].starts_with("1,Person,\"Park, Young-hee\",박영희,0.")
            && lines[1].ends_with(",same"),
        "{out}"
    );
    assert!(lines[2].ends_with(",different"), "{out}");
    let document = bongsu(&[
        "names",
        "compare",
        "--pairs",
        text(&pairs),
        "--format",
        "json",
    ])
    .json();
    assert_eq!(document["pairs"].as_array().unwrap().len(), 2);
    // As Korean offices write it, with a row that is cut.
    let text_of = "Name1;Name2\n박영희;Park Young-hee\n홀로\n한빛;Hanbit\n";
    let (cp949, ..) = encoding_rs::EUC_KR.encode(text_of);
    let korean = site.file("korean.csv", &cp949);
    let args = [
        "names",
        "compare",
        "--kind",
        "person",
        "--pairs",
        text(&korean),
    ];
    let answer = bongsu(&args).ok();
    let lines: Vec<&str> = answer.out.lines().collect();
    assert_eq!(lines.len(), 3, "{}", answer.out);
    assert!(
        lines[1].starts_with("박영희,Park Young-hee,0."),
        "{}",
        answer.out
    );
    assert!(answer.err.contains("line 3 of"), "{}", answer.err);
    let other = site.file("other.csv", "a,b\n1,2\n");
    bongsu(&["names", "compare", "--pairs", text(&other)])
        .refused(&["no columns name1 and name2, but a, b"]);
    bongsu(&["names", "compare", "--pairs", "/no/such/file"]).refused(&["/no/such/file"]);
}

#[test]
fn control_is_certain_possible_and_solves_circles() {
    let site = Site::new();
    let edges = site.file(
        "edges.csv",
        "holder,subject,share\na,b,0.6\nb,c,0.4\na,c,0.2\nd,e,0.5\ne,d,0.51\nf,g,\n",
    );
    let control = ["ties", "control", "--edges", text(&edges)];
    let document = bongsu(&[&control[..], &["--format", "json"]].concat()).json();
    let pair = |controller: &str, controlled: &str, certainty: &str| json!({ "controller": controller, "controlled": controlled, "certainty": certainty });
    assert_eq!(
        document["control"],
        json!([
            pair("a", "b", "certain"),
            pair("a", "c", "certain"),
            pair("e", "d", "certain"),
            pair("f", "g", "possible"),
        ])
    );
    let csv = bongsu(&[&control[..], &["--format", "csv"]].concat()).ok();
    assert_eq!(csv.out.lines().nth(1), Some("a,b,certain"));
    assert!(csv.err.contains("in a circle"), "{}", csv.err);
    // Half is enough for the cascade, and not for a majority.
    let listed = site.file("listed.txt", "d\nnobody\n");
    let cascade = [
        "--rule",
        "cascade",
        "--listed",
        text(&listed),
        "--format",
        "csv",
    ];
    let answer = bongsu(&[&control[..], &cascade].concat()).ok();
    assert_eq!(answer.out.lines().nth(1), Some("listed parties,e,certain"));
    assert!(
        answer.err.contains("in no edge: 1 id of the list"),
        "{}",
        answer.err
    );
    bongsu(&[&control[..], &["--rule", "cascade"]].concat()).refused(&["--listed FILE"]);
    let wrong = site.file("wrong.csv", "holder,subject,share\na,b,62\n");
    bongsu(&["ties", "control", "--edges", text(&wrong)])
        .refused(&["wrong.csv`:2: `62` is not a share"]);
    let cut = site.file("cut.parquet", b"PAR1 and nothing more");
    bongsu(&["ties", "control", "--edges", text(&cut)]).refused(&["cannot be read as Parquet"]);
    // What others call the columns, and what Korean offices write.
    let (cp949, ..) = encoding_rs::EUC_KR.encode("주주;회사;지분\n가람;한빛;0.6\n");
    let korean = site.file("korean.csv", &cp949);
    let korean = ["ties", "control", "--edges", text(&korean)];
    bongsu(&korean).refused(&["has no column `share`, but 주주, 회사, 지분", "--columns"]);
    let named = ["--columns", "주주,회사,지분", "--format", "csv"];
    let answer = bongsu(&[&korean[..], &named].concat()).ok();
    assert_eq!(answer.out.lines().nth(1), Some("가람,한빛,certain"));
    bongsu(&[&korean[..], &["--columns", "주주,회사"]].concat()).refused(&["names 2 columns"]);
    let none = site.file("none.csv", "holder,subject,share\n");
    bongsu(&["ties", "control", "--edges", text(&none)]).refused(&["no edge"]);
}
