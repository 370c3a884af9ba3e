//! The markings of one line, and how each stands in it.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use super::around::{BESIDE, BETWEEN, CLAUSE_ENDS, DENIALS, DENIED_BY, DENIED_BY_START, VERBS};
use super::controls::{CONTROLLED_CJK, CONTROLLED_LATIN};
use super::place::Standing;
use super::words::{CJK, LATIN, Mark, Phrase};
use super::{Level, Protection, is_cjk};

/// Letters that a run with a marking has at most, if it is not a sentence.
const LONGEST_MARKING: usize = 12;

/// A marking in a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct InLine {
    pub(super) says: Protection,
    pub(super) word: &'static str,
    pub(super) standing: Standing,
}

/// A piece of a line that matters here; other signs are left out.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Token {
    /// ASCII letters, in lower case; cut where a small letter meets a capital.
    Latin(String),
    /// Hangul, Han and kana written together.
    Cjk(String),
    /// Letters of other scripts.
    Other,
    Number(String),
    /// A box that nobody ticked.
    Box,
}

/// A marking that covers some tokens.
#[derive(Clone, Copy, Debug)]
struct Match {
    says: Protection,
    word: &'static str,
    start: usize,
    end: usize,
    is_mention: bool,
}

/// Every marking of a line in plain letters; of those that share letters the longest.
pub(super) fn markings_in(line: &str) -> Vec<InLine> {
    let tokens = tokens(line);
    let mut matches = Vec::new();
    latin(&tokens, &mut matches);
    cjk(&tokens, &mut matches);
    spelled_out(&tokens, &mut matches);
    grades(&tokens, &mut matches);
    let is_kept = |one: &Match| !matches.iter().any(|other| other.hides(one));
    let kept: Vec<Match> = matches.iter().copied().filter(is_kept).collect();
    let is_covered = |place: usize| kept.iter().any(|one| (one.start..one.end).contains(&place));
    let rest = tokens
        .iter()
        .enumerate()
        .filter(|(place, _)| !is_covered(*place));
    let rest: Vec<&Token> = rest.map(|(_, token)| token).collect();
    let line_standing = standing(line, &tokens, &rest);
    let in_line = kept.iter().map(|one| InLine {
        says: one.says,
        word: one.word,
        standing: if is_denied(&tokens, one) {
            Standing::Denied
        } else if one.is_mention {
            Standing::Sentence
        } else {
            line_standing
        },
    });
    in_line.collect()
}

impl Match {
    /// Whether another marking says no more than this one does with the same letters and some more.
    fn hides(&self, other: &Self) -> bool {
        let covers = self.start <= other.start && other.end <= self.end;
        let is_longer =
            (self.end - self.start, self.word.len()) > (other.end - other.start, other.word.len());
        covers && is_longer && self.is_mention <= other.is_mention
    }
}

fn tokens(line: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut is_open = false;
    let mut after_small = false;
    for letter in line.chars() {
        let is_capital_after_small = after_small && letter.is_ascii_uppercase();
        after_small = letter.is_ascii_lowercase();
        match (tokens.last_mut(), letter) {
            (Some(Token::Latin(word)), 'a'..='z' | 'A'..='Z')
                if is_open && !is_capital_after_small =>
            {
                word.push(letter.to_ascii_lowercase());
            }
            (Some(Token::Number(number)), '0'..='9') if is_open => number.push(letter),
            (Some(Token::Cjk(run)), _) if is_open && is_cjk(letter) => run.push(letter),
            (Some(Token::Other), _) if is_open && is_other(letter) => {}
            _ => {
                let new = start(letter);
                is_open = new.is_some();
                tokens.extend(new);
            }
        }
    }
    tokens
}

/// The token that a letter starts.
fn start(letter: char) -> Option<Token> {
    match letter {
        'a'..='z' | 'A'..='Z' => Some(Token::Latin(letter.to_ascii_lowercase().into())),
        '0'..='9' => Some(Token::Number(letter.into())),
        '□' | '☐' | '❏' | '❑' | '◻' => Some(Token::Box),
        _ if is_cjk(letter) => Some(Token::Cjk(letter.into())),
        _ if is_other(letter) => Some(Token::Other),
        _ => None,
    }
}

fn is_other(letter: char) -> bool {
    letter.is_alphabetic() && !letter.is_ascii() && !is_cjk(letter)
}

fn latin(tokens: &[Token], matches: &mut Vec<Match>) {
    // Anything between two Latin words parts them: an empty word equals none of a phrase.
    let words = tokens.iter().map(|token| match token {
        Token::Latin(word) => word.as_str(),
        _ => "",
    });
    let words: Vec<&str> = words.collect();
    for start in 0..words.len() {
        let secret = LATIN.iter().filter(|phrase| phrase.is_at(&words, start));
        let secret = secret.map(|phrase| covering(phrase, Protection::Secret(phrase.level), start));
        matches.extend(secret);
        let controlled = CONTROLLED_LATIN
            .iter()
            .filter(|phrase| phrase.is_at(&words, start));
        let controlled =
            controlled.map(|phrase| covering(phrase, Protection::Controlled(phrase.level), start));
        matches.extend(controlled);
    }
}

const fn covering<L>(phrase: &Phrase<L>, says: Protection, start: usize) -> Match {
    Match {
        says,
        word: phrase.name,
        start,
        end: start + phrase.words.len(),
        is_mention: false,
    }
}

fn cjk(tokens: &[Token], matches: &mut Vec<Match>) {
    for (start, token) in tokens.iter().enumerate() {
        if let Token::Cjk(run) = token
            && CJK_FINDER
                .as_ref()
                .is_none_or(|finder| finder.is_match(run.as_str()))
        {
            for mark in CJK {
                matches.extend(in_run(mark, Protection::Secret(mark.level), run, start));
            }
            for mark in CONTROLLED_CJK {
                matches.extend(in_run(mark, Protection::Controlled(mark.level), run, start));
            }
        }
    }
}

/// Every word in Hangul and Han letters.
pub(super) fn cjk_words() -> impl Iterator<Item = &'static str> {
    let controlled = CONTROLLED_CJK.iter().map(|mark| mark.word);
    CJK.iter().map(|mark| mark.word).chain(controlled)
}

/// Most runs hold none of the words, and are done after one pass.
static CJK_FINDER: LazyLock<Option<AhoCorasick>> =
    LazyLock::new(|| AhoCorasick::new(cjk_words()).ok());

fn in_run<L>(mark: &Mark<L>, says: Protection, run: &str, start: usize) -> Option<Match> {
    // Chinese and Japanese write a sentence in one run.
    let is_sentence = run.chars().nth(LONGEST_MARKING).is_some();
    let is_marked = (mark.is_in(run) && !is_sentence) || is_repeated(mark.word, run);
    (is_marked || mark.is_in(run) || mark.is_mentioned_in(run)).then_some(Match {
        says,
        word: mark.word,
        start,
        end: start + 1,
        is_mention: !is_marked,
    })
}

/// Whether a run is a word several times over, as watermarks come.
fn is_repeated(word: &str, run: &str) -> bool {
    run.len() > word.len()
        && run.len().is_multiple_of(word.len())
        && run.split(word).all(str::is_empty)
}

/// Words with a gap after each letter: `대 외 비`, `C O N F I D E N T I A L`.
fn spelled_out(tokens: &[Token], matches: &mut Vec<Match>) {
    let mut start = 0;
    for run in tokens.chunk_by(|one, next| one.is_letter() && next.is_letter()) {
        let end = start + run.len();
        let letters = run.iter().filter_map(Token::text).collect::<String>();
        if run.len() > 1 {
            let found = |says, word| Match {
                says,
                word,
                start,
                end,
                is_mention: false,
            };
            let spells = |words: &[&str]| run.len() > 5 && letters.contains(&words.concat());
            let latin = LATIN.iter().filter(|phrase| spells(phrase.words));
            matches
                .extend(latin.map(|phrase| found(Protection::Secret(phrase.level), phrase.name)));
            let latin = CONTROLLED_LATIN
                .iter()
                .filter(|phrase| spells(phrase.words));
            matches.extend(
                latin.map(|phrase| found(Protection::Controlled(phrase.level), phrase.name)),
            );
            let is_word = |word: &str| letters == word || is_repeated(word, &letters);
            let cjk = CJK.iter().filter(|mark| is_word(mark.word));
            matches.extend(cjk.map(|mark| found(Protection::Secret(mark.level), mark.word)));
            let cjk = CONTROLLED_CJK.iter().filter(|mark| is_word(mark.word));
            matches.extend(cjk.map(|mark| found(Protection::Controlled(mark.level), mark.word)));
        }
        start = end;
    }
}

/// Military grades: `1급 비밀`, `Ⅱ급비밀`; the first is the highest there is.
fn grades(tokens: &[Token], matches: &mut Vec<Match>) {
    for start in 0..tokens.len() {
        let text = |place: usize| tokens.get(start + place).and_then(Token::text);
        let (Some(grade), Some(unit)) = (text(0), text(1)) else {
            continue;
        };
        let length = match (unit, text(2)) {
            ("급비밀", _) => 2,
            ("급", Some("비밀")) => 3,
            _ => continue,
        };
        let (level, word) = match grade {
            "1" | "i" => (Level::TopSecret, "1급 비밀"),
            "2" | "ii" => (Level::Confidential, "2급 비밀"),
            "3" | "iii" => (Level::Confidential, "3급 비밀"),
            _ => continue,
        };
        matches.push(Match {
            says: Protection::Secret(level),
            word,
            start,
            end: start + length,
            is_mention: false,
        });
    }
}

impl Token {
    fn text(&self) -> Option<&str> {
        match self {
            Self::Latin(text) | Self::Cjk(text) | Self::Number(text) => Some(text),
            Self::Other | Self::Box => None,
        }
    }

    /// Whether it is one letter, so that it may belong to a word with gaps.
    fn is_letter(&self) -> bool {
        match self {
            Self::Latin(text) => text.len() == 1,
            Self::Cjk(text) => text.chars().nth(1).is_none(),
            Self::Other | Self::Number(_) | Self::Box => false,
        }
    }

    /// How much it says: a Latin word, or three to four letters where words are written together.
    fn weight(&self) -> usize {
        match self {
            Self::Latin(_) | Self::Other => 1,
            Self::Cjk(run) => run.chars().count().div_ceil(4),
            Self::Number(_) | Self::Box => 0,
        }
    }
}

/// How a marking stands in a line, by what else the line says.
fn standing(line: &str, tokens: &[Token], rest: &[&Token]) -> Standing {
    let is_silent = |token: &Token| match token {
        Token::Number(_) | Token::Box => true,
        Token::Other => false,
        Token::Latin(word) => word.len() == 1 || BESIDE.contains(word.as_str()),
        Token::Cjk(run) => BESIDE.contains(run.as_str()),
    };
    let weight: usize = tokens.iter().map(Token::weight).sum();
    let has_verb = rest
        .iter()
        .any(|token| token.text().is_some_and(|word| VERBS.contains(word)));
    let line = line.trim_end();
    let ends = line.ends_with(['.', '!', '?', '！', '？']);
    let ends_clause = |token: &Token| matches!(token, Token::Cjk(run) if CLAUSE_ENDS.iter().any(|end| run.ends_with(end)));
    let is_clause = line.ends_with('。') || tokens.iter().any(ends_clause);
    if is_clause {
        Standing::Sentence
    } else if rest.iter().all(|token| is_silent(token)) {
        Standing::Alone
    } else if weight > 10 || has_verb || (ends && weight > 5) {
        Standing::Sentence
    } else {
        Standing::Short
    }
}

/// Whether the line says that the marking does not hold.
fn is_denied(tokens: &[Token], found: &Match) -> bool {
    let before = |distance: usize| {
        let place = found.start.checked_sub(distance)?;
        tokens.get(place)?.text()
    };
    let denies = |word: Option<&str>| word.is_some_and(|word| DENIALS.contains(word));
    let leads_on = before(1).is_some_and(|word| BETWEEN.contains(word));
    if denies(before(1)) || (leads_on && denies(before(2))) {
        return true;
    }
    let last_before = found
        .start
        .checked_sub(1)
        .and_then(|place| tokens.get(place));
    if last_before == Some(&Token::Box) {
        return true;
    }
    let after = tokens.get(found.end).and_then(Token::text);
    after.is_some_and(|word| {
        DENIED_BY.contains(word) || DENIED_BY_START.iter().any(|start| word.starts_with(start))
    })
}
