//! The words that mark a file, and what must not stand beside them.

use super::Level;

/// A phrase of Latin words.
pub(super) struct Phrase {
    pub(super) name: &'static str,
    pub(super) words: &'static [&'static str],
    pub(super) level: Level,
    /// With one of these before it, the phrase means something else.
    pub(super) not_after: &'static [&'static str],
    /// With one of these after it, the phrase means something else.
    pub(super) not_before: &'static [&'static str],
}

/// A word in Hangul or Han letters.
pub(super) struct Mark {
    pub(super) word: &'static str,
    pub(super) level: Level,
    place: Place,
}

/// Where in a run of letters a word is a marking.
enum Place {
    /// Anywhere: no ordinary word holds it.
    Anywhere,
    /// Alone, or with one of the words around it that go with a marking.
    Apart,
}

impl Mark {
    /// Whether a run of Hangul, Han and kana holds this marking.
    pub(super) fn is_in(&self, run: &str) -> bool {
        match self.place {
            Place::Anywhere => run.contains(self.word),
            Place::Apart => run.match_indices(self.word).any(|(start, word)| {
                let before = run.get(..start).unwrap_or_default();
                let after = run.get(start + word.len()..).unwrap_or_default();
                (before.is_empty() || BEFORE.contains(&before))
                    && (after.is_empty() || AFTER.contains(&after))
            }),
        }
    }
}

/// What may stand before a marking and leave it one.
const BEFORE: [&str; 19] = [
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
const AFTER: [&str; 24] = [
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
pub(super) const LATIN: [Phrase; 16] = [
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
pub(super) const CJK: [Mark; 28] = [
    apart("극비", Level::TopSecret),
    apart("절대비밀", Level::TopSecret),
    anywhere("绝密", Level::TopSecret),
    anywhere("絕密", Level::TopSecret),
    anywhere("極秘", Level::TopSecret),
    anywhere("極祕", Level::TopSecret),
    anywhere("厳秘", Level::TopSecret),
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
    anywhere("内部资料", Level::Internal),
    anywhere("內部資料", Level::Internal),
    anywhere("严禁外传", Level::Internal),
];

/// Signs that mark a file wherever they stand.
pub(super) const SIGNS: [(&str, Level); 1] = [("㊙", Level::Confidential)];

const fn phrase(name: &'static str, words: &'static [&'static str], level: Level) -> Phrase {
    Phrase {
        name,
        words,
        level,
        not_after: &[],
        not_before: &[],
    }
}

const fn apart(word: &'static str, level: Level) -> Mark {
    Mark {
        word,
        level,
        place: Place::Apart,
    }
}

const fn anywhere(word: &'static str, level: Level) -> Mark {
    Mark {
        word,
        level,
        place: Place::Anywhere,
    }
}
