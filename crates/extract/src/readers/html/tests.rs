//! What a page shows and what it hides.

use crate::{Format, Item, Limits, Place, extract};

fn read(html: &str) -> Item {
    let mut items = Vec::new();
    extract(
        "page.html",
        html.as_bytes(),
        &Limits::default(),
        &mut |item| items.push(item),
    );
    items.pop().unwrap()
}

fn of(item: &Item, place: Place) -> String {
    let sections = item
        .sections
        .iter()
        .filter(|section| section.place == place);
    sections.map(|section| item.text_of(section)).collect()
}

#[test]
fn what_is_seen_is_body_and_scripts_are_not() {
    let item = read(
        "<!doctype html><html><head><title>Slurry &amp; pads</title><meta name=author content='Lab 3'><style>p{color:red}</style></head><body><script>var x = '<p>no</p>';</script><p>one<p>two &lt;3 &#44032; &hearts;<br>three</body></html>",
    );
    assert_eq!(item.format, Format::Html);
    assert_eq!(
        of(&item, Place::Body),
        "Slurry & pads\none\ntwo <3 가 ♥\nthree"
    );
    let properties: Vec<_> = item
        .properties
        .iter()
        .map(|p| (p.name.as_str(), p.value.as_str()))
        .collect();
    assert_eq!(
        properties,
        [("title", "Slurry & pads"), ("author", "Lab 3")]
    );
}

#[test]
fn hidden_parts_comments_and_alternatives_have_their_places() {
    let item = read(
        "<html><div style='display: none'>secret <div>inner</div> more</div><p>seen</p><span hidden>gone</span><!-- note to self --><img src=x alt='a pump'><input type=hidden value=token></html>",
    );
    assert_eq!(of(&item, Place::Body).trim(), "seen");
    let hidden = of(&item, Place::Hidden);
    for part in ["secret", "inner", "more", "gone", "note to self", "token"] {
        assert!(hidden.contains(part), "{part} in {hidden}");
    }
    assert_eq!(of(&item, Place::Alternative), "a pump");
}

#[test]
fn cells_are_apart_and_rows_are_lines() {
    let item = read(
        "<html><table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table></html>",
    );
    assert_eq!(item.text.trim(), "a\tb\n1\t2");
}

#[test]
fn the_page_may_name_its_encoding() {
    let html = "<html><head><meta charset=euc-kr></head><body>대외비</body></html>";
    let bytes = encoding_rs::EUC_KR.encode(html).0;
    let mut items = Vec::new();
    extract("x", &bytes, &Limits::default(), &mut |item| {
        items.push(item);
    });
    assert_eq!(items[0].text.trim(), "대외비");
}

#[test]
fn depth_and_broken_tags_cost_nothing() {
    let deep = format!(
        "<html>{}heart{}",
        "<div>".repeat(200_000),
        "</div>".repeat(100)
    );
    assert_eq!(read(&deep).text.trim(), "heart");
    let unclosed = format!("<html><p>text {}", "<a ".repeat(200_000));
    assert_eq!(read(&unclosed).text.trim(), "text");
    let commented = format!("<html>x{}", "<!--".repeat(100_000));
    assert!(read(&commented).text.contains('x'));
    let scripts = format!("<html>y{}", "<script></".repeat(50_000));
    assert!(read(&scripts).text.contains('y'));
}
