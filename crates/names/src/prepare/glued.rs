//! Hangul and Han runs of an organisation's name, which are written without spaces: forms, places and company words are
//! taken off both ends.

use crate::tables::forms::{self, Form};
use crate::tables::{places, words as company};

use super::organisation::{NAME, PLACE, SHORT_NAME, company_word};
use super::{Role, Script, Word};

pub(super) fn push_glued(
    run: &str,
    script: Script,
    out: &mut Vec<Word>,
    found: &mut Vec<&'static Form>,
) {
    // The branch of a firm, `海东有限公司上海分公司`: the firm's own form stands inside.
    if let Some((firm, form, branch)) = forms::inside(run) {
        found.push(form);
        push_glued(firm, script, out, found);
        push_glued(branch, script, out, found);
        return;
    }
    let mut rest = run;
    while let Some((form, shorter)) = forms::glued(rest).filter(|(_, shorter)| !shorter.is_empty())
    {
        found.push(form);
        rest = shorter;
    }
    if let Some((form, _)) = forms::glued(rest).filter(|(_, nothing)| nothing.is_empty()) {
        found.push(form);
        return;
    }
    loop {
        if script == Script::Han
            && let Some((place, shorter)) = places::han_prefix(rest)
        {
            out.push(Word::new(place, Script::Han, Role::Place, PLACE));
            rest = shorter;
        } else if let Some((text, concept, shorter)) =
            company::country_prefix(rest).filter(|(.., shorter)| is_name(shorter, script))
        {
            out.push(company_word(text, script, concept));
            rest = shorter;
        } else {
            break;
        }
    }
    let mut tail = Vec::new();
    while let Some((shorter, text, concept)) = company::suffix(rest) {
        // What is left must still be a name: a single Hangul syllable is the first half of a longer word.
        if script == Script::Hangul && shorter.chars().count() == 1 {
            break;
        }
        tail.push(company_word(text, script, concept));
        rest = shorter;
    }
    if !rest.is_empty() {
        push_core(rest, script, out);
    }
    out.extend(tail.into_iter().rev());
}

/// Whether a run is more than one Hangul syllable and a company word: 아시아나항공 is no `나` of Asia.
fn is_name(run: &str, script: Script) -> bool {
    let core = company::suffix(run).map_or(run, |(core, ..)| core);
    script != Script::Hangul || core.chars().count() != 1
}

fn push_core(rest: &str, script: Script, out: &mut Vec<Word>) {
    let han = places::han_place(rest).filter(|_| script == Script::Han);
    if let Some(place) = han.or_else(|| places::is_place(rest).then_some(rest)) {
        out.push(Word::new(place, script, Role::Place, PLACE));
        return;
    }
    match letter_names(rest).filter(|_| script == Script::Hangul) {
        Some((letters, rest)) => {
            let groups = letters.split('&');
            out.extend(groups.map(|group| Word::new(group, Script::Latin, Role::Name, SHORT_NAME)));
            if !rest.is_empty() {
                out.push(Word::new(rest, script, Role::Name, NAME));
            }
        }
        None => out.push(Word::new(rest, script, Role::Name, NAME)),
    }
}

/// `엘지` is LG, `에스케이하이닉스` is SK and 하이닉스, `에스앤에스` S&S: Latin letters written by their names.
fn letter_names(run: &str) -> Option<(String, &str)> {
    let mut letters = String::new();
    let mut rest = run;
    let mut before = (0, run);
    let next = |rest: &'_ str| {
        let mut letters = LETTERS.iter();
        letters.find_map(|(name, letter)| Some((*letter, rest.strip_prefix(name)?.len())))
    };
    loop {
        // `앤` is `and` where another letter follows.
        let behind = rest.strip_prefix('앤').filter(|_| !letters.is_empty());
        let behind = behind.filter(|behind| next(behind).is_some());
        let Some((letter, n_left)) = next(behind.unwrap_or(rest)) else {
            break;
        };
        if behind.is_some() {
            letters.push('&');
        }
        before = (letters.len(), rest);
        letters.push(letter);
        rest = rest.get(rest.len() - n_left..).unwrap_or("");
    }
    // 이 and 유 are letters, or open the word that follows: 에스케이이노베이션.
    let (n_before, with_last) = before;
    let may_open =
        with_last.starts_with(['이', '유']) && rest.len() + '이'.len_utf8() == with_last.len();
    if n_before > 1 && rest.chars().count() > 1 && may_open {
        letters.truncate(n_before);
        rest = with_last;
    }
    // Syllables that could be a word of their own are none (`유지`); one rest syllable belongs to a word.
    let said = run.get(..run.len() - rest.len()).unwrap_or("");
    let sure = said.contains([
        '에', '엘', '엠', '엔', '더', '와', '제', '케', '씨', '티', '브', '엑', '큐',
    ]);
    (letters.len() >= 2 && sure && rest.chars().count() != 1).then_some((letters, rest))
}

const LETTERS: [(&str, char); 26] = [
    ("에이치", 'h'),
    ("더블유", 'w'),
    ("에이", 'a'),
    ("에프", 'f'),
    ("아이", 'i'),
    ("제이", 'j'),
    ("케이", 'k'),
    ("에스", 's'),
    ("브이", 'v'),
    ("엑스", 'x'),
    ("와이", 'y'),
    ("제트", 'z'),
    ("비", 'b'),
    ("씨", 'c'),
    ("시", 'c'),
    ("디", 'd'),
    ("이", 'e'),
    ("지", 'g'),
    ("엘", 'l'),
    ("엠", 'm'),
    ("엔", 'n'),
    ("피", 'p'),
    ("큐", 'q'),
    ("알", 'r'),
    ("티", 't'),
    ("유", 'u'),
];
