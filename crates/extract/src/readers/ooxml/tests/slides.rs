//! Tests of `PowerPoint`.

use super::*;

fn slide(text: &str, attributes: &str) -> String {
    format!("<p:sld{attributes}><p:sp><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:sp></p:sld>")
}

fn presentation(members: &[(&str, &str)]) -> Item {
    let main = "<p:presentation><p:sldIdLst><p:sldId id='256' r:id='rId1'/><p:sldId id='257' r:id='rId0'/></p:sldIdLst></p:presentation>";
    let rels = relationships(&[
        ("slide", "slides/slide1.xml"),
        ("slide", "slides/slide2.xml"),
    ]);
    let mut all = vec![
        ("ppt/presentation.xml", main),
        ("ppt/_rels/presentation.xml.rels", rels.as_str()),
    ];
    all.extend(members);
    read(&container(&all)).remove(0)
}

#[test]
fn slides_come_in_the_order_of_the_presentation() {
    let item = presentation(&[
        ("ppt/slides/slide1.xml", &slide("shown second", "")),
        ("ppt/slides/slide2.xml", &slide("shown first", "")),
        ("ppt/slides/slide10.xml", &slide("in no list", "")),
    ]);
    assert_eq!(item.format, Format::Pptx);
    assert_eq!(
        text_in(&item, Place::Body),
        "shown first | shown second | in no list"
    );
    let labels: Vec<_> = item
        .sections
        .iter()
        .filter_map(|one| one.label.as_deref())
        .collect();
    assert_eq!(labels, ["slide 1", "slide 2", "slide 3"]);
}

#[test]
fn what_lies_around_a_slide_stands_in_its_place() {
    let rels = relationships(&[
        ("notesSlide", "../notesSlides/notesSlide1.xml"),
        ("comments", "../comments/comment1.xml"),
        ("comments", "../comments/modernComment1.xml"),
        ("chart", "../charts/chart1.xml"),
    ]);
    let item = presentation(&[
        ("ppt/slides/slide1.xml", &slide("hidden", " show='0'")),
        (
            "ppt/slides/slide2.xml",
            "<p:sld><p:cNvPr descr='a cell'/><a:tbl><a:tr><a:tc><a:p><a:r><a:t>c1</a:t></a:r><a:br/><a:r><a:t>c2</a:t></a:r></a:p></a:tc></a:tr></a:tbl></p:sld>",
        ),
        ("ppt/slides/_rels/slide2.xml.rels", &rels),
        ("ppt/notesSlides/notesSlide1.xml", &slide("said", "")),
        (
            "ppt/comments/comment1.xml",
            "<p:cmLst><p:cm><p:text>old comment</p:text></p:cm></p:cmLst>",
        ),
        (
            "ppt/comments/modernComment1.xml",
            "<c><a:p><a:r><a:t>new comment</a:t></a:r></a:p></c>",
        ),
        ("ppt/charts/chart1.xml", "<c:v>42</c:v>"),
        (
            "ppt/slideMasters/slideMaster1.xml",
            &slide("Company secret", ""),
        ),
    ]);
    let places = [
        (Place::Body, "c1 | c2"),
        (Place::Hidden, "hidden"),
        (Place::Notes, "said"),
        (Place::Comment, "old comment | new comment"),
        (Place::Alternative, "a cell | 42"),
        (Place::Master, "Company secret"),
    ];
    for (place, text) in places {
        assert_eq!(text_in(&item, place), text, "{place:?}");
    }
}

#[test]
fn slides_and_what_is_said_of_them_follow_each_other_and_the_rest_comes_after_all() {
    let rels = relationships(&[
        ("notesSlide", "../notesSlides/notesSlide1.xml"),
        ("chart", "../charts/chart1.xml"),
    ]);
    let notes = "<p:notes><p:sp><p:nvPr><p:ph type='sldNum'/></p:nvPr><a:p><a:fld><a:t>1</a:t></a:fld></a:p></p:sp>\
        <p:sp><p:nvPr><p:ph type='body'/></p:nvPr><a:p><a:r><a:t>said</a:t></a:r></a:p></p:sp></p:notes>";
    let item = presentation(&[
        ("ppt/slides/slide1.xml", &slide("shown second", "")),
        ("ppt/slides/slide2.xml", &slide("shown first", "")),
        ("ppt/slides/_rels/slide2.xml.rels", &rels),
        ("ppt/notesSlides/notesSlide1.xml", notes),
        ("ppt/charts/chart1.xml", "<c:v>42</c:v>"),
    ]);
    let lines: Vec<_> = item.text.lines().filter(|line| !line.is_empty()).collect();
    assert_eq!(lines, ["shown first", "said", "shown second", "1", "42"]);
    assert_eq!(text_in(&item, Place::Footer), "1");
}

#[test]
fn prompts_of_masters_are_left_out_and_what_somebody_wrote_there_is_kept() {
    let shape = |placeholder: &str, text: &str| {
        format!(
            "<p:sp><p:nvSpPr><p:nvPr>{placeholder}</p:nvPr></p:nvSpPr><p:txBody><a:p><a:r><a:t>{text}</a:t></a:r><a:br/></a:p></p:txBody></p:sp>"
        )
    };
    let shapes = [
        shape("<p:ph type='title'/>", "Click to edit Master title style"),
        shape("<p:ph idx='1'/>", "마스터 텍스트 스타일을 편집하려면 클릭"),
        shape("<p:ph type='ftr'/>", "Fab 2 only"),
        shape("", "Company secret"),
    ];
    let shapes = shapes.concat();
    let master = format!("<p:sldMaster>{shapes}</p:sldMaster>");
    let slide = format!("<p:sld>{}</p:sld>", shape("<p:ph type='title'/>", "Etch"));
    let item = presentation(&[
        ("ppt/slides/slide1.xml", &slide),
        ("ppt/slideMasters/slideMaster1.xml", &master),
        ("ppt/slideLayouts/slideLayout1.xml", &master),
        ("ppt/notesMasters/notesMaster1.xml", &master),
        ("ppt/handoutMasters/handoutMaster1.xml", &master),
    ]);
    let kept = ["Fab 2 only | Company secret"; 4].join(" | ");
    assert_eq!(text_in(&item, Place::Master), kept);
    assert_eq!(text_in(&item, Place::Body), "Etch");
}

#[test]
fn slides_of_pictures_are_counted() {
    let scan = "p".repeat(10_001);
    let item = presentation(&[
        ("ppt/slides/slide1.xml", &slide("1", "")),
        ("ppt/slides/slide2.xml", &slide("2", "")),
        ("ppt/media/image1.jpeg", &scan),
    ]);
    assert_eq!(item.problems, [Problem::ImageOnly { pages: 2 }]);
}
