//! Nothing unfinished is kept.

use super::complaint::Complaint;
use super::tree::Tree;

/// Endings of files in which a mark means unfinished work.
const ENDINGS: [&str; 10] = [
    ".rs", ".sql", ".slt", ".toml", ".html", ".css", ".js", ".py", ".sh", ".txt",
];

/// Lines with a mark of unfinished work.
pub(crate) fn check(tree: &Tree) -> Vec<Complaint> {
    // Written in two parts, so that this file holds none itself.
    let words = [["TO", "DO"], ["FIX", "ME"], ["XX", "X"]].map(|parts| parts.concat());
    let calls = [["todo", "!("], ["unimplemented", "!("]].map(|parts| parts.concat());
    let mark_in = |line: &str| {
        let word = words.iter().find(|word| {
            line.split(|c: char| !c.is_alphanumeric())
                .any(|part| part == *word)
        });
        word.or_else(|| calls.iter().find(|call| line.contains(call.as_str())))
            .cloned()
    };
    let files = tree
        .files()
        .iter()
        .filter(|file| ENDINGS.iter().any(|end| file.path.ends_with(end)));
    let complain = |path: &str, line: usize, mark: &str| {
        Complaint::error(
            path,
            line,
            format!("has the mark `{mark}`"),
            "finish it, or describe it in an issue",
        )
    };
    files
        .flat_map(|file| {
            file.lines()
                .filter_map(move |(number, line)| Some((&file.path, number, mark_in(line)?)))
        })
        .map(|(path, number, mark)| complain(path, number, &mark))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::tree::grow;
    use super::*;

    #[test]
    fn marks_in_code_fail_and_words_that_hold_one_do_not() {
        let mark = ["FIX", "ME"].concat();
        let call = ["fn a() { to", "do!() }"].concat();
        let tree = grow(&[
            ("a.rs", &format!("//! x\n// {mark}: later\n{call}\n")),
            ("b.rs", "//! mastodon, methodology, XXXL\n"),
            ("c.md", &mark),
        ]);
        let lines: Vec<(String, usize)> = check(&tree)
            .into_iter()
            .map(|one| (one.file, one.line))
            .collect();
        assert_eq!(lines, [("a.rs".to_owned(), 2), ("a.rs".to_owned(), 3)]);
    }
}
