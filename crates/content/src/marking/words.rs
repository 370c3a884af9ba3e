//! The words that mark a file, and what must not stand beside them.

use super::Level;

/// A phrase of Latin words.
pub(super) struct Phrase<L = Level> {
    pub(super) name: &'static str,
    pub(super) words: &'static [&'static str],
    pub(super) level: L,
    /// With one of these before it, the phrase means something else.
    pub(super) not_after: &'static [&'static str],
    /// With one of these after it, the phrase means something else.
    pub(super) not_before: &'static [&'static str],
}

/// A word in Hangul or Han letters.
pub(super) struct Mark<L = Level> {
    pub(super) word: &'static str,
    pub(super) level: L,
    place: Place,
}

/// Where in a run of letters a word is a marking.
enum Place {
    /// Anywhere: no ordinary word holds it.
    Anywhere,
    /// Alone, or with one of the words around it that go with a marking.
    Apart,
}

impl<L> Phrase<L> {
    /// Whether the phrase stands at a place among lower-case words, and nothing beside it makes it another.
    pub(super) fn is_at(&self, words: &[impl AsRef<str>], start: usize) -> bool {
        let word = |place: usize| words.get(place).map(AsRef::as_ref);
        let mut wanted = (start..).zip(self.words);
        let before = start.checked_sub(1).and_then(word);
        let after = word(start + self.words.len());
        let is_one_of =
            |list: &[&str], word: Option<&str>| word.is_some_and(|word| list.contains(&word));
        wanted.all(|(place, wanted)| word(place) == Some(wanted))
            && !is_one_of(self.not_after, before)
            && !is_one_of(self.not_before, after)
    }
}

impl<L> Mark<L> {
    /// Whether a run of Hangul, Han and kana holds this marking.
    pub(super) fn is_in(&self, run: &str) -> bool {
        match self.place {
            Place::Anywhere => run.contains(self.word),
            Place::Apart => run.match_indices(self.word).any(|(start, word)| {
                let before = run.get(..start).unwrap_or_default();
                let after = run.get(start + word.len()..).unwrap_or_default();
                (before.is_empty() || BEFORE.contains(&before))
                    && (after.is_empty() || AFTER.contains(&after))
                    && !OTHER_WORDS.contains(&run)
            }),
        }
    }

    /// Whether a run speaks of this marking in a sentence: with a particle after it, or after a word that leads to it.
    pub(super) fn is_mentioned_in(&self, run: &str) -> bool {
        // One letter alone is part of too many words.
        let is_word = self.word.chars().nth(1).is_some();
        is_word
            && run.match_indices(self.word).any(|(start, word)| {
                let before = run.get(..start).unwrap_or_default();
                let after = run.get(start + word.len()..).unwrap_or_default();
                let start = BEFORE.iter().filter_map(|noun| before.strip_suffix(noun));
                let leads = start.chain([before]).any(|before| {
                    before.is_empty() || LEADING.iter().any(|ending| before.ends_with(ending))
                });
                let noun = AFTER
                    .iter()
                    .filter_map(|noun| after.strip_prefix(noun))
                    .chain([after]);
                leads
                    && noun.into_iter().any(|after| {
                        after.is_empty() || PARTICLES.contains(&after) || starts_clause(after)
                    })
            })
    }
}

/// Whether what follows in Chinese or Japanese, which write no spaces, begins with a particle.
fn starts_clause(after: &str) -> bool {
    CLAUSE.iter().any(|start| after.starts_with(start))
}

/// A secretary, and the name of a field for whatever level.
const OTHER_WORDS: [&str; 4] = ["秘书", "秘書", "密级", "密級"];

/// What leads to a marking inside a sentence written without spaces.
const LEADING: &[&str] = &[
    "为", "是", "属", "于", "及", "含", "の", "は", "が", "を", "に", "も", "爲", "為", "屬",
];

/// Korean particles and endings; not 도, which makes 기밀도 (tightness), nor 성 of 기밀성.
const PARTICLES: &[&str] = &[
    "입니다",
    "이다",
    "임",
    "로",
    "으로",
    "를",
    "을",
    "은",
    "는",
    "이",
    "가",
    "의",
    "에",
    "와",
    "과",
    "이며",
    "이므로",
    "로서",
    "로써",
    "에서",
    "에게",
    "이나",
    "이라",
    "이라고",
    "인",
    "이었다",
    "였다",
    "만",
];

/// Particles with which a clause goes on in Chinese and Japanese.
const CLAUSE: &[&str] = &[
    "的", "を", "は", "が", "の", "に", "で", "と", "请", "請", "不得", "未经",
];

/// What may stand before a marking and leave it one.
const BEFORE: &[&str] = &[
    "영업",
    "기업",
    "회사",
    "군사",
    "국가",
    "급",
    "연구소",
    "商业",
    "商業",
    "企业",
    "公司",
    "军事",
    "国家",
    "企業",
    "営業",
    "会社",
    "核心",
    "部门",
    "核心商业",
];

/// What may stand after a marking and leave it one.
const AFTER: &[&str] = &[
    "문서",
    "자료",
    "문건",
    "파일",
    "정보",
    "사항",
    "본",
    "급",
    "보고",
    "보고서",
    "文件",
    "资料",
    "資料",
    "信息",
    "文档",
    "文書",
    "情報",
    "级",
    "級",
    "书",
    "件",
    "扱い",
    "事項",
    "事项",
];

/// Phrases of Latin words, longest first where one holds another.
pub(super) const LATIN: &[Phrase] = &[
    phrase("top secret", &["top", "secret"], Level::TopSecret),
    phrase(
        "strictly confidential",
        &["strictly", "confidential"],
        Level::TopSecret,
    ),
    phrase(
        "highly confidential",
        &["highly", "confidential"],
        Level::TopSecret,
    ),
    phrase("eyes only", &["eyes", "only"], Level::TopSecret),
    phrase("trade secret", &["trade", "secret"], Level::Confidential),
    phrase("confidential", &["confidential"], Level::Confidential),
    Phrase {
        name: "secret",
        words: &["secret"],
        level: Level::Confidential,
        not_after: &[
            "client", "app", "api", "shared", "k", "s", "victoria", "trade", "top",
        ],
        not_before: &[
            "key", "keys", "santa", "sharing", "sauce", "token", "manager", "service", "garden",
            "recipe",
        ],
    },
    Phrase {
        name: "restricted",
        words: &["restricted"],
        level: Level::Confidential,
        not_after: &["un", "non", "not"],
        not_before: &[
            "boltzmann",
            "stock",
            "stocks",
            "shares",
            "cubic",
            "party",
            "parties",
            "isometry",
            "fund",
        ],
    },
    phrase(
        "company confidential",
        &["company", "confidential"],
        Level::Confidential,
    ),
    phrase("proprietary", &["proprietary"], Level::Confidential),
    phrase("internal only", &["internal", "only"], Level::Internal),
    phrase("internal use", &["internal", "use"], Level::Internal),
    phrase("for internal", &["for", "internal"], Level::Internal),
    phrase("company only", &["company", "only"], Level::Internal),
    phrase(
        "commercial in confidence",
        &["commercial", "in", "confidence"],
        Level::Confidential,
    ),
    phrase(
        "official use only",
        &["official", "use", "only"],
        Level::Internal,
    ),
    phrase(
        "not for distribution",
        &["not", "for", "distribution"],
        Level::Internal,
    ),
    phrase(
        "do not distribute",
        &["do", "not", "distribute"],
        Level::Internal,
    ),
];

/// Words in Hangul and Han letters.
pub(super) const CJK: &[Mark] = &[
    apart("극비", Level::TopSecret),
    apart("절대비밀", Level::TopSecret),
    anywhere("绝密", Level::TopSecret),
    anywhere("絕密", Level::TopSecret),
    anywhere("極秘", Level::TopSecret),
    anywhere("極祕", Level::TopSecret),
    anywhere("厳秘", Level::TopSecret),
    apart("영업비밀", Level::Confidential),
    apart("대외비밀", Level::Confidential),
    apart("비밀", Level::Confidential),
    apart("기밀", Level::Confidential),
    apart("취급주의", Level::Confidential),
    apart("机密", Level::Confidential),
    apart("機密", Level::Confidential),
    apart("秘密", Level::Confidential),
    apart("商密", Level::Confidential),
    apart("秘", Level::Confidential),
    apart("密", Level::Confidential),
    anywhere("関係者外秘", Level::Confidential),
    apart("대외비", Level::Internal),
    apart("사내한", Level::Internal),
    apart("사외비", Level::Internal),
    apart("사내용", Level::Internal),
    anywhere("외부유출금지", Level::Internal),
    anywhere("반출금지", Level::Internal),
    anywhere("社外秘", Level::Internal),
    anywhere("部外秘", Level::Internal),
    anywhere("持出禁止", Level::Internal),
    anywhere("関係者限り", Level::Internal),
    anywhere("内部资料", Level::Internal),
    anywhere("內部資料", Level::Internal),
    anywhere("严禁外传", Level::Internal),
    anywhere("禁止外传", Level::Internal),
    anywhere("嚴禁外傳", Level::Internal),
];

/// Signs that mark a file wherever they stand.
pub(super) const SIGNS: [(&str, Level); 1] = [("㊙", Level::Confidential)];

pub(super) const fn phrase<L: Copy>(
    name: &'static str,
    words: &'static [&'static str],
    level: L,
) -> Phrase<L> {
    Phrase {
        name,
        words,
        level,
        not_after: &[],
        not_before: &[],
    }
}

pub(super) const fn apart<L: Copy>(word: &'static str, level: L) -> Mark<L> {
    Mark {
        word,
        level,
        place: Place::Apart,
    }
}

pub(super) const fn anywhere<L: Copy>(word: &'static str, level: L) -> Mark<L> {
    Mark {
        word,
        level,
        place: Place::Anywhere,
    }
}
