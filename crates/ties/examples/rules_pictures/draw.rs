//! Parties as boxes, holdings as arrows: readable in print, and in black and white by stroke and word alone.

/// A box by its place in a grid, from the top left.
pub(crate) struct Box {
    pub(crate) id: &'static str,
    pub(crate) name: &'static str,
    /// What was computed, under the name.
    pub(crate) said: String,
    pub(crate) border: Border,
    pub(crate) place: (f64, f64),
}

/// How sure what was computed is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Border {
    /// The party that is asked about.
    Asked,
    Certain,
    Possible,
    None,
}

/// An arrow from a holder to what it holds.
pub(crate) struct Arrow {
    pub(crate) from: &'static str,
    pub(crate) to: &'static str,
    pub(crate) label: String,
    /// Ties that are no holdings are dotted.
    pub(crate) is_dotted: bool,
    /// Moves the arrow sideways, where two join the same boxes.
    pub(crate) aside: f64,
}

const WIDTH: f64 = 190.0;
const HEIGHT: f64 = 56.0;
const COLUMN: f64 = 240.0;
const ROW: f64 = 136.0;
const MARGIN: f64 = 16.0;

/// The whole picture.
pub(crate) fn picture(title: &str, boxes: &[Box], arrows: &[Arrow]) -> String {
    let most = |of: fn(&Box) -> f64| boxes.iter().map(of).fold(0.0, f64::max);
    let width = most(|one| one.place.0) * COLUMN + WIDTH + 2.0 * MARGIN;
    let height = most(|one| one.place.1) * ROW + HEIGHT + 2.0 * MARGIN;
    let mut out = start(title, width, height);
    for arrow in arrows {
        let find = |id: &str| boxes.iter().find(|one| one.id == id);
        if let (Some(from), Some(to)) = (find(arrow.from), find(arrow.to)) {
            out.push_str(&line(corner(from), corner(to), arrow));
        }
    }
    for one in boxes {
        out.push_str(&rectangle(one));
    }
    out.push_str("</svg>\n");
    out
}

/// Times on one line: what is said, from and to as parts of the width.
pub(crate) fn times(title: &str, spans: &[(String, f64, f64, Border)]) -> String {
    let (width, height) = (760.0, 108.0);
    let mut out = start(title, width, height);
    for (said, from, to, border) in spans {
        let (x, w) = (
            MARGIN + from * (width - 2.0 * MARGIN),
            (to - from) * (width - 2.0 * MARGIN),
        );
        out.push_str(&format!(
            "<rect x=\"{x:.1}\" y=\"{MARGIN}\" width=\"{w:.1}\" height=\"{HEIGHT}\" fill=\"#fff\" {}/>\n",
            border.stroke()
        ));
        for (at, part) in said.split('\n').enumerate() {
            out.push_str(&text(
                (x + 8.0, MARGIN + 22.0 + 18.0 * at as f64),
                part,
                at == 0,
                "start",
            ));
        }
    }
    out.push_str("</svg>\n");
    out
}

fn start(title: &str, width: f64, height: f64) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" role=\"img\" font-family=\"sans-serif\">\n<title>{}</title>\n<rect width=\"{width}\" height=\"{height}\" fill=\"#fff\"/>\n<defs><marker id=\"tip\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"8\" markerHeight=\"8\" orient=\"auto\"><path d=\"M0,0 L8,4 L0,8z\" fill=\"#16181d\"/></marker></defs>\n",
        escaped(title)
    )
}

fn corner(one: &Box) -> (f64, f64) {
    (MARGIN + one.place.0 * COLUMN, MARGIN + one.place.1 * ROW)
}

fn rectangle(one: &Box) -> String {
    let (x, y) = corner(one);
    let mut out = format!(
        "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{WIDTH}\" height=\"{HEIGHT}\" rx=\"3\" fill=\"#fff\" {}/>\n",
        one.border.stroke()
    );
    out.push_str(&text((x + 12.0, y + 23.0), one.name, true, "start"));
    out.push_str(&text((x + 12.0, y + 43.0), &one.said, false, "start"));
    out
}

/// From the lower edge to the upper one; between boxes of one row from side to side.
fn line(from: (f64, f64), to: (f64, f64), arrow: &Arrow) -> String {
    let is_beside = (from.1 - to.1).abs() < 1.0;
    let (a, b) = if is_beside {
        let (left, right) = if from.0 < to.0 {
            (WIDTH, 0.0)
        } else {
            (0.0, WIDTH)
        };
        let y = HEIGHT / 2.0 + arrow.aside;
        ((from.0 + left, from.1 + y), (to.0 + right, to.1 + y))
    } else {
        let x = WIDTH / 2.0 + arrow.aside;
        ((from.0 + x, from.1 + HEIGHT), (to.0 + x, to.1))
    };
    let dots = if arrow.is_dotted {
        " stroke-dasharray=\"2 4\""
    } else {
        ""
    };
    let mut out = format!(
        "<path d=\"M{:.1},{:.1} L{:.1},{:.1}\" stroke=\"#16181d\" stroke-width=\"1.4\" fill=\"none\" marker-end=\"url(#tip)\"{dots}/>\n",
        a.0, a.1, b.0, b.1
    );
    // Nearer to what is held: labels of arrows that start together do not meet.
    let at = (a.0 + (b.0 - a.0) * 0.6, a.1 + (b.1 - a.1) * 0.6 + 4.0);
    let at = if is_beside {
        (f64::midpoint(a.0, b.0), a.1 - 6.0)
    } else {
        at
    };
    out.push_str(&format!(
        "<text x=\"{:.1}\" y=\"{:.1}\" font-size=\"13\" text-anchor=\"middle\" fill=\"#16181d\" stroke=\"#fff\" stroke-width=\"8\" paint-order=\"stroke\">{}</text>\n",
        at.0, at.1, escaped(&arrow.label)
    ));
    out
}

impl Border {
    const fn stroke(self) -> &'static str {
        match self {
            Self::Asked => "stroke=\"#16181d\" stroke-width=\"3\"",
            Self::Certain => "stroke=\"#b5361c\" stroke-width=\"2.4\"",
            Self::Possible => "stroke=\"#b5361c\" stroke-width=\"2\" stroke-dasharray=\"7 4\"",
            Self::None => "stroke=\"#5b6270\" stroke-width=\"1\"",
        }
    }
}

fn text(at: (f64, f64), text: &str, is_bold: bool, anchor: &str) -> String {
    let weight = if is_bold { " font-weight=\"600\"" } else { "" };
    format!(
        "<text x=\"{:.1}\" y=\"{:.1}\" font-size=\"13\" text-anchor=\"{anchor}\" fill=\"#16181d\"{weight}>{}</text>\n",
        at.0,
        at.1,
        escaped(text)
    )
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
