//! A small SVG writer: shapes with a class, text escaped, numbers with one decimal.

use std::fmt::{Display, Write as _};

use super::WIDTH;

/// A picture under construction.
#[derive(Debug, Default)]
pub(super) struct Svg {
    body: String,
}

/// Where a text is anchored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// A rectangle by its corner and size.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rect {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) w: f64,
    pub(super) h: f64,
}

/// A point.
pub(super) type Point = (f64, f64);

impl Svg {
    pub(super) fn rect(&mut self, rect: Rect, class: &str) {
        let Rect { x, y, w, h } = rect;
        self.push(format_args!(
            r#"<rect class="{class}" x="{}" y="{}" width="{}" height="{}"/>"#,
            n(x),
            n(y),
            n(w.max(0.0)),
            n(h.max(0.0))
        ));
    }

    pub(super) fn line(&mut self, from: Point, to: Point, class: &str) {
        self.push(format_args!(
            r#"<line class="{class}" x1="{}" y1="{}" x2="{}" y2="{}"/>"#,
            n(from.0),
            n(from.1),
            n(to.0),
            n(to.1)
        ));
    }

    pub(super) fn path(&mut self, d: &str, class: &str) {
        self.push(format_args!(r#"<path class="{class}" d="{d}"/>"#));
    }

    /// A dot; its title is what a pointer shows.
    pub(super) fn dot(&mut self, at: Point, radius: f64, title: &str) {
        self.push(format_args!(
            r#"<circle class="dot" cx="{}" cy="{}" r="{}"><title>{}</title></circle>"#,
            n(at.0),
            n(at.1),
            n(radius),
            escaped(title)
        ));
    }

    pub(super) fn text(&mut self, at: Point, anchor: Anchor, class: &str, text: &str) {
        self.push(format_args!(
            r#"<text class="{class}{}" x="{}" y="{}">{}</text>"#,
            anchor.class(),
            n(at.0),
            n(at.1),
            escaped(text)
        ));
    }

    /// Opens a group whose title is what a pointer shows; [`Svg::end`] closes it.
    pub(super) fn group(&mut self, title: &str) {
        self.push(format_args!("<g><title>{}</title>", escaped(title)));
    }

    pub(super) fn end(&mut self) {
        self.body.push_str("</g>");
    }

    /// The whole picture; `id` must be its own on the page.
    pub(super) fn finish(self, height: f64, id: &str, title: &str, desc: &str) -> String {
        self.finish_sized((WIDTH, height), id, title, desc)
    }

    /// The same for a picture that may be wider than others.
    pub(super) fn finish_sized(
        self,
        (width, height): (f64, f64),
        id: &str,
        title: &str,
        desc: &str,
    ) -> String {
        format!(
            concat!(
                r#"<svg class="chart" viewBox="0 0 {w} {h}" role="img" "#,
                r#"aria-labelledby="{id}-t {id}-d"><title id="{id}-t">{title}</title>"#,
                r#"<desc id="{id}-d">{desc}</desc>{body}</svg>"#
            ),
            w = n(width),
            h = n(height),
            id = id,
            title = escaped(title),
            desc = escaped(desc),
            body = self.body
        )
    }

    fn push(&mut self, text: std::fmt::Arguments<'_>) {
        let _infallible = self.body.write_fmt(text);
    }
}

impl Anchor {
    const fn class(self) -> &'static str {
        match self {
            Self::Start => "",
            Self::Middle => " mid",
            Self::End => " end",
        }
    }
}

/// A number with at most one decimal.
pub(super) fn n(value: f64) -> impl Display {
    let tenths = if value.is_finite() {
        (value * 10.0).round() / 10.0
    } else {
        0.0
    };
    // Minus zero would be written with its sign.
    tenths + 0.0
}

/// Text for element content and quoted attributes.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(c),
        }
    }
    out
}
