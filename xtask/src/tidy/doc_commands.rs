//! Commands in documents exist.
//!
//! The commands are those with a heading in the generated `docs/cli.md`: `## bongsu case list`.

use std::collections::BTreeSet;

use super::complaint::Complaint;
use super::markdown::fenced;
use super::tree::Tree;

/// The generated page that lists every command.
const CLI_PAGE: &str = "docs/cli.md";

/// Lines of fenced blocks that call a command which does not exist.
pub(crate) fn check(tree: &Tree) -> Vec<Complaint> {
    let Some(page) = tree.file(CLI_PAGE) else {
        return Vec::new();
    };
    let commands = Commands::read(&page.text);
    let calls = tree.documents().flat_map(|document| {
        fenced(&document.text).flat_map(move |(number, line)| {
            calls_in(line).map(move |call| (document.path.as_str(), number, call))
        })
    });
    calls
        .flat_map(|(path, number, call)| {
            let unknown = commands.unknown(&call).into_iter();
            unknown.map(move |name| {
                let what = format!("calls `bongsu {name}`, which does not exist");
                Complaint::error(path, number, what, format!("use a command of `{CLI_PAGE}`"))
            })
        })
        .collect()
}

/// The commands, each as its words: `["case", "list"]`.
struct Commands(BTreeSet<Vec<String>>);

impl Commands {
    fn read(page: &str) -> Self {
        let headings = page
            .lines()
            .filter_map(|line| line.trim_start_matches('#').trim().strip_prefix("bongsu "));
        Self(
            headings
                .map(|heading| {
                    command_words(heading)
                        .into_iter()
                        .map(str::to_owned)
                        .collect()
                })
                .collect(),
        )
    }

    /// What of a call is no command; `list|show` stands for both.
    fn unknown(&self, call: &str) -> Vec<String> {
        let mut words = call.split_whitespace();
        let first = words.next().unwrap_or_default();
        let second = words.next().unwrap_or_default();
        first
            .split('|')
            .flat_map(|name| self.unknown_below(name, second))
            .collect()
    }

    fn unknown_below(&self, name: &str, second: &str) -> Vec<String> {
        if !is_command_word(name) {
            return Vec::new();
        }
        if !self
            .0
            .iter()
            .any(|command| command.first().is_some_and(|word| word == name))
        {
            return vec![name.to_owned()];
        }
        let is_below = |command: &&Vec<String>| {
            command.len() > 1 && command.first().is_some_and(|word| word == name)
        };
        let below: Vec<&str> = self
            .0
            .iter()
            .filter(is_below)
            .filter_map(|command| command.get(1))
            .map(String::as_str)
            .collect();
        let wrong = second
            .split('|')
            .filter(|word| is_command_word(word) && !below.contains(word));
        if below.is_empty() {
            Vec::new()
        } else {
            wrong.map(|word| format!("{name} {word}")).collect()
        }
    }
}

/// What follows `bongsu ` in a line of shell, once for each call.
fn calls_in(line: &str) -> impl Iterator<Item = String> {
    let parts = line.split([';', '&']).flat_map(|part| part.split(" | "));
    parts.filter_map(|part| {
        let part = part
            .trim_start()
            .trim_start_matches(['$', '(', '>'])
            .trim_start();
        let rest = part
            .strip_prefix("bongsu ")
            .or_else(|| part.split_once("/bongsu ").map(|(_, rest)| rest))?;
        Some(rest.split('#').next().unwrap_or_default().to_owned())
    })
}

/// The leading words of a heading that are commands.
fn command_words(heading: &str) -> Vec<&str> {
    heading
        .trim_matches('`')
        .split_whitespace()
        .take_while(|word| is_command_word(word))
        .collect()
}

fn is_command_word(word: &str) -> bool {
    !word.is_empty()
        && word
            .chars()
            .all(|letter| letter.is_ascii_lowercase() || letter == '-')
        && !word.starts_with('-')
}

#[cfg(test)]
mod tests {
    use super::super::tree::grow;
    use super::*;

    const PAGE: &str = "# Commands\n## bongsu run\n## bongsu import FORMAT PATH…\n## bongsu case\n## bongsu case list\n## bongsu case show\n";

    fn unknown(line: &str) -> Vec<String> {
        let readme = format!("text bongsu nothing\n```sh\n{line}\n```\n");
        let tree = grow(&[("docs/cli.md", PAGE), ("README.md", &readme)]);
        check(&tree).into_iter().map(|one| one.what).collect()
    }

    #[test]
    fn commands_that_exist_pass() {
        for line in [
            "bongsu run --site demo",
            "$ bongsu case list | head",
            "bongsu case list|show ID",
            "bongsu import cert logs/ # bongsu nothing",
            "target/release/bongsu run; bongsu case show case_1 && bongsu run",
            "cargo install bongsu",
            "bongsu --help",
        ] {
            assert_eq!(unknown(line), Vec::<String>::new(), "{line}");
        }
    }

    #[test]
    fn commands_that_do_not_exist_fail() {
        assert_eq!(
            unknown("bongsu serve"),
            ["calls `bongsu serve`, which does not exist"]
        );
        assert_eq!(
            unknown("bongsu run && bongsu case close X"),
            ["calls `bongsu case close`, which does not exist"]
        );
        assert_eq!(
            unknown("bongsu case list|drop"),
            ["calls `bongsu case drop`, which does not exist"]
        );
    }

    #[test]
    fn without_the_page_nothing_is_checked() {
        assert!(check(&grow(&[("README.md", "```\nbongsu nothing\n```\n")])).is_empty());
    }
}
