//! How sure the hits of one chain are.
//!
//! Chance finds more in a long text and in a large register, so what is needed grows with the logarithm of both.

use super::Certainty;
use super::chain::Chain;
use super::cover::covered;
use super::pairs::{Pair, Stretch};
use super::reach::{Reaches, Shared};
use super::survey::Survey;
use crate::print::{Prints, Tier};
use crate::prints::RUN;

/// Symbols of a verbatim passage that make a match, and that make it possible. An excerpt of 75 symbols has two hits,
/// which take at least 27.
const VERBATIM: [f64; 2] = [40.0, 26.5];

/// The same between source texts, which are full of set phrases.
const VERBATIM_CODE: [f64; 2] = [120.0, 80.0];

/// Symbols of a verbatim passage that make a match although many registered texts have it.
const VERBATIM_COMMON: f64 = 96.0;

/// Symbols there must be room for around hits that take fewer, at the least and at the most: shorter ones are phrases.
const SENTENCE: [f64; 2] = [58.0, 75.0];

/// The same by words, of which the first and the last may be cut and one between may be written otherwise.
const SENTENCE_BY_WORDS: [f64; 2] = [50.0, 68.0];

/// Symbols under hits that are too many for a phrase, whatever there is room for: at the least and at the most.
const PHRASE: [f64; 2] = [40.0, 75.0];

/// Places of triples that make a match, and that make it possible.
const REWORKED: [u32; 2] = [12, 6];
const TECHNICAL: [u32; 2] = [10, 5];

/// Runs of code that make a match, and that make it possible, and the share of the passage they have to cover.
const CODE: [u32; 2] = [16, 12];
const CODE_COVERAGE: f64 = 0.6;

/// Characters for each of them: hits that lie farther apart are chance.
const SPREAD: u32 = 90;

/// Says how sure chains are, of one text in one register.
pub(super) struct Certain<'a> {
    reaches: Reaches<'a>,
    verbatim: [f64; 2],
    /// Symbols there must be room for, and room by words.
    sentence: f64,
    sentence_by_words: f64,
    /// Whether words that are only probably read alike count: in a small register short hits are worth a look.
    is_strict: bool,
    /// Symbols that need no such room.
    phrase: f64,
    reworked: [u32; 2],
    technical: [u32; 2],
}

impl<'a> Certain<'a> {
    /// The prints are those of a text of so many characters, or of a window of it.
    pub(super) fn new(prints: &'a Prints, survey: &'a Survey, length: u32) -> Self {
        let chance = Chance::new(survey.n_registered, length);
        let is_code = !prints.of(Tier::Code).is_empty();
        let [sure, possible] = if is_code { VERBATIM_CODE } else { VERBATIM };
        let grown =
            |[least, most]: [f64; 2], step, from| f64::min(least + chance.more(step, from), most);
        let more = |places: u32, more: f64| places + more.round() as u32;
        let [reworked, reworked_possible] = REWORKED;
        let [technical, technical_possible] = TECHNICAL;
        // Documents about one thing share a phrase more, as soon as there are several.
        let one_more = chance.more(4.0, 0.7).min(1.0);
        Self {
            reaches: Reaches::new(prints, survey),
            sentence: grown(SENTENCE, 10.0, 1.0),
            sentence_by_words: grown(SENTENCE_BY_WORDS, 18.0, 2.3),
            is_strict: chance.more(1.0, 2.3) > 0.0,
            phrase: grown(PHRASE, 18.0, 2.3),
            verbatim: [sure + chance.more(4.0, 2.3), possible],
            reworked: [
                more(reworked, chance.more(9.0, 2.6)),
                more(reworked_possible, one_more + chance.more(9.0, 2.3)),
            ],
            technical: [
                more(technical, chance.more(3.0, 3.0)),
                more(technical_possible, chance.more(3.0, 2.3)),
            ],
        }
    }

    /// How sure a chain is by itself.
    pub(super) fn of(&self, tier: Tier, chain: &Chain, shared: &Shared) -> Option<Certainty> {
        match tier {
            Tier::Exact => Some(Certainty::Match),
            Tier::Verbatim => self.verbatim(chain, shared),
            Tier::Reworked => triples(chain, chain.n_fewest, self.reworked),
            Tier::Technical => triples(chain, chain.n_places, self.technical),
            Tier::Code => {
                let coverage =
                    coverage(chain, |pair| pair.here).min(coverage(chain, |pair| pair.there));
                let is_dense = coverage >= CODE_COVERAGE;
                at_least(chain.n_rare, CODE).filter(|_| is_dense)
            }
        }
    }

    fn verbatim(&self, chain: &Chain, shared: &Shared) -> Option<Certainty> {
        let [sure, possible] = self.verbatim;
        let n_symbols = n_symbols(chain);
        if chain.n_hashes < 2 || n_symbols < possible {
            return None;
        }
        let is_rare = chain.n_rare > 0;
        if n_symbols >= VERBATIM_COMMON {
            return Some(Certainty::Match);
        }
        if !self.reaches.are_known() {
            let is_sure = is_rare && n_symbols >= sure;
            return Some(if is_sure {
                Certainty::Match
            } else {
                Certainty::Possible
            });
        }
        let sentence = self.reaches.of(chain, shared).filter(|reach| {
            let by_words = if self.is_strict {
                reach.most_by_words.min(reach.most_by_likely_words)
            } else {
                reach.most_by_words
            };
            f64::from(reach.most) >= self.sentence && f64::from(by_words) >= self.sentence_by_words
        });
        let n_alike = sentence.map_or(n_symbols, |reach| {
            n_symbols.max(f64::from(reach.least_by_words))
        });
        let is_long = is_rare && n_symbols >= self.phrase;
        if sentence.is_none() && !is_long {
            None
        } else if is_rare && n_alike >= sure {
            Some(Certainty::Match)
        } else {
            Some(Certainty::Possible)
        }
    }
}

/// What chance has to work with: the tenth logarithm of registered texts for every ten thousand characters asked.
#[derive(Clone, Copy, Debug)]
struct Chance(f64);

impl Chance {
    fn new(n_registered: u64, n_characters: u32) -> Self {
        const PAGES: f64 = 10_000.0;
        let n_pages = (f64::from(n_characters) / PAGES).max(0.1);
        Self((n_registered.max(1) as f64 * n_pages).log10())
    }

    /// How much more is needed, `step` for every power of ten above `from`.
    fn more(self, step: f64, from: f64) -> f64 {
        step * (self.0 - from).max(0.0)
    }
}

/// A match or possible, where there is enough for it.
fn at_least(n: u32, [sure, possible]: [u32; 2]) -> Option<Certainty> {
    if n >= sure {
        Some(Certainty::Match)
    } else if n >= possible {
        Some(Certainty::Possible)
    } else {
        None
    }
}

/// What triples at so many places say, if they lie close together.
fn triples(chain: &Chain, n_places: u32, [sure, possible]: [u32; 2]) -> Option<Certainty> {
    let n_places = n_places.min(chain.n_hashes);
    let span = (chain.here.end - chain.here.start).min(chain.there.end - chain.there.start);
    let is_dense = span <= SPREAD * n_places;
    let certainty = at_least(n_places, [sure, possible]).filter(|_| is_dense);
    // What says one thing again and again says it once.
    let is_sure = chain.n_fewest >= sure;
    certainty.map(|certainty| match certainty {
        Certainty::Match if !is_sure => Certainty::Possible,
        certainty => certainty,
    })
}

/// The share of a chain's characters that lie under its hits.
fn coverage(chain: &Chain, side: fn(&Pair) -> Stretch) -> f64 {
    let all = chain.pairs.iter().map(side);
    let start = all.clone().map(|stretch| stretch.start).min().unwrap_or(0);
    let end = all.clone().map(|stretch| stretch.end).max().unwrap_or(0);
    f64::from(covered(all)) / f64::from((end - start).max(1))
}

/// Symbols under the hits of a verbatim chain, from the characters they take; each hash counts at one place only.
fn n_symbols(chain: &Chain) -> f64 {
    let mut pairs = chain.pairs.clone();
    pairs.sort_unstable_by_key(|pair| (pair.hash, pair.here, pair.there));
    pairs.dedup_by_key(|pair| pair.hash);
    let side = |side: fn(&Pair) -> Stretch| {
        let n_characters: u32 = pairs.iter().map(side).map(Stretch::length).sum();
        let each = f64::from(n_characters) / pairs.len().max(1) as f64;
        f64::from(covered(pairs.iter().map(side))) / each.max(1.0) * RUN as f64
    };
    side(|pair| pair.here).min(side(|pair| pair.there))
}
