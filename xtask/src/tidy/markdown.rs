//! The parts of a document that name things: code spans, links, fenced blocks.

/// A code span or a link target outside fenced blocks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Mention<'a> {
    /// Text between backticks.
    Code(&'a str),
    /// The target of a link or picture.
    Link(&'a str),
}

/// Mentions with their line.
pub(crate) fn mentions(text: &str) -> Vec<(usize, Mention<'_>)> {
    let outside = lines(text).filter(|line| !line.is_fenced);
    outside
        .flat_map(|line| {
            mentions_in(line.text)
                .into_iter()
                .map(move |mention| (line.number, mention))
        })
        .collect()
}

/// Lines inside fenced blocks with their number.
pub(crate) fn fenced(text: &str) -> impl Iterator<Item = (usize, &str)> {
    lines(text)
        .filter(|line| line.is_fenced && !is_fence(line.text))
        .map(|line| (line.number, line.text))
}

struct Line<'a> {
    number: usize,
    text: &'a str,
    is_fenced: bool,
}

fn lines(text: &str) -> impl Iterator<Item = Line<'_>> {
    let mut inside = false;
    text.lines().enumerate().map(move |(place, text)| {
        let fence = is_fence(text);
        let is_fenced = inside || fence;
        inside ^= fence;
        Line {
            number: place + 1,
            text,
            is_fenced,
        }
    })
}

fn is_fence(line: &str) -> bool {
    line.trim_start().starts_with("```")
}

fn mentions_in(line: &str) -> Vec<Mention<'_>> {
    // Every second part between backticks is code; links are looked for in the others.
    let parts = line.split('`').enumerate();
    parts
        .flat_map(|(place, part)| {
            if place % 2 == 1 {
                vec![Mention::Code(part)]
            } else {
                links_in(part)
            }
        })
        .collect()
}

fn links_in(text: &str) -> Vec<Mention<'_>> {
    let after = text.split("](").skip(1);
    after
        .filter_map(|rest| rest.split_once(')'))
        .map(|(target, _)| Mention::Link(target))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str =
        "See `a/b.md` and [`code`](c.md), ![p](d.png).\n```sh\nbongsu run `x`\n```\n[e](f#g)\n";

    #[test]
    fn code_and_links_are_told_apart_and_fences_left_out() {
        let wanted = [
            (1, Mention::Code("a/b.md")),
            (1, Mention::Code("code")),
            (1, Mention::Link("c.md")),
            (1, Mention::Link("d.png")),
            (5, Mention::Link("f#g")),
        ];
        assert_eq!(mentions(TEXT), wanted);
        assert_eq!(fenced(TEXT).collect::<Vec<_>>(), [(3, "bongsu run `x`")]);
    }
}
