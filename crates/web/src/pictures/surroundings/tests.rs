//! A picture of a hundred parties stays legible, and says what it is.

use super::*;

/// A hundred parties: two asked about, five layers, everyone held by somebody of the layer above.
fn hundred() -> Surroundings {
    let layer = |at: usize| match at {
        0 | 1 => 0,
        at => (at % 5) as i32 - 2,
    };
    let parties: Vec<Neighbour> = (0..100)
        .map(|at| Neighbour {
            name: format!("Garam {at} Precision Works <& Sons>"),
            note: "KR".to_owned(),
            layer: layer(at),
            is_asked: at < 2,
            is_on_path: at % 10 == 0,
        })
        .collect();
    let ties = (2..100)
        .filter_map(|at| {
            let above = (0..100).find(|other| layer(*other) == layer(at) + 1)?;
            Some(Tie {
                from: above,
                to: at,
                kind: EdgeKind::Certain,
                label: "62 %".to_owned(),
                since: "since 2020-01-01".to_owned(),
            })
        })
        .collect();
    Surroundings {
        parties,
        ties,
        left_out: vec![LeftOut {
            beside: 0,
            is_above: false,
            label: "+ 214 subsidiaries".to_owned(),
        }],
    }
}

/// The boxes of a picture: left, top, right, bottom.
fn boxes(svg: &str) -> (Vec<[f64; 4]>, [f64; 2]) {
    let document = roxmltree::Document::parse(svg).unwrap();
    let number = |node: roxmltree::Node<'_, '_>, name: &str| -> f64 {
        node.attribute(name).unwrap().parse().unwrap()
    };
    let found = document
        .descendants()
        .filter(|node| {
            node.has_tag_name("rect") && node.attribute("class").unwrap_or("").starts_with("box")
        })
        .map(|node| {
            let (x, y) = (number(node, "x"), number(node, "y"));
            [x, y, x + number(node, "width"), y + number(node, "height")]
        });
    let size: Vec<f64> = document
        .root_element()
        .attribute("viewBox")
        .unwrap()
        .split(' ')
        .map(|part| part.parse().unwrap())
        .collect();
    (found.collect(), [size[2], size[3]])
}

#[test]
fn a_hundred_parties_stand_apart_inside_the_picture() {
    let svg = surroundings(&hundred(), "around");
    let (boxes, [width, height]) = boxes(&svg);
    assert_eq!(boxes.len(), 100);
    for (at, one) in boxes.iter().enumerate() {
        assert!(
            one[0] >= 0.0 && one[1] >= 0.0 && one[2] <= width + 0.1 && one[3] <= height,
            "{one:?}"
        );
        for other in boxes.iter().skip(at + 1) {
            let apart = one[2] <= other[0]
                || other[2] <= one[0]
                || one[3] <= other[1]
                || other[3] <= one[1];
            assert!(apart, "{one:?} {other:?}");
        }
    }
    assert!(svg.contains("+ 214 subsidiaries"));
    assert!(svg.contains("&lt;&amp; Sons&gt;"));
}

#[test]
fn every_layer_has_its_column_the_highest_first() {
    let party = |name: &str, layer| Neighbour {
        name: name.to_owned(),
        note: String::new(),
        layer,
        is_asked: layer == 0,
        is_on_path: true,
    };
    let around = Surroundings {
        parties: vec![party("asked", 0), party("holder", 1), party("held", -1)],
        ties: vec![Tie {
            from: 1,
            to: 0,
            kind: EdgeKind::Possible,
            label: "25 to 75 %".to_owned(),
            since: String::new(),
        }],
        left_out: Vec::new(),
    };
    let svg = surroundings(&around, "around");
    let (boxes, _) = boxes(&svg);
    assert!(
        boxes[1][0] < boxes[0][0] && boxes[0][0] < boxes[2][0],
        "{boxes:?}"
    );
    assert!(svg.contains("25 to 75 %") && svg.contains("edge possible"));
}

#[test]
fn nothing_at_all_is_an_empty_picture() {
    let svg = surroundings(&Surroundings::default(), "around");
    roxmltree::Document::parse(&svg).unwrap();
}

#[test]
fn who_is_left_out_on_both_sides_stands_on_two_lines() {
    let mut around = hundred();
    around.left_out.push(LeftOut {
        beside: 0,
        is_above: true,
        label: "+ 2 holders".to_owned(),
    });
    let svg = surroundings(&around, "around");
    let document = roxmltree::Document::parse(&svg).unwrap();
    let lines = document.descendants().filter_map(|node| {
        let is_count = node.text().is_some_and(|text| text.contains("+ 2"));
        let is_text = node.has_tag_name("text") && is_count;
        is_text.then(|| node.attribute("y").unwrap().to_owned())
    });
    let lines: Vec<String> = lines.collect();
    assert_eq!(lines.len(), 2, "{svg}");
    assert_ne!(lines[0], lines[1]);
}
