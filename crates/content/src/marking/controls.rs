//! Words that say a technology is controlled by law: an axis of its own, beside how secret a document is.

use std::fmt;

use super::words::{Mark, Phrase, anywhere, apart, phrase};

/// Which control a marking speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Control {
    /// Industrial technology under the Korean act against its leakage: 산업기술.
    Industrial,
    /// Under export control: ITAR, EAR, 수출통제, 輸出規制.
    Export,
    /// Strategic or dual-use goods: 전략물자, 两用物项.
    StrategicGoods,
    /// Defence industry technology: 방산기술.
    Defence,
    /// National advanced strategic technology: 국가첨단전략기술.
    AdvancedStrategic,
    /// National core technology: 국가핵심기술.
    NationalCore,
}

impl fmt::Display for Control {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Industrial => "industrial technology",
            Self::Export => "export controlled",
            Self::StrategicGoods => "strategic goods",
            Self::Defence => "defence technology",
            Self::AdvancedStrategic => "national advanced strategic technology",
            Self::NationalCore => "national core technology",
        })
    }
}

/// Phrases of Latin words. EAR99 is not one: it says that goods are on no list.
pub(super) const CONTROLLED_LATIN: &[Phrase<Control>] = &[
    phrase(
        "national core technology",
        &["national", "core", "technology"],
        Control::NationalCore,
    ),
    phrase(
        "export controlled",
        &["export", "controlled"],
        Control::Export,
    ),
    phrase(
        "export restricted",
        &["export", "restricted"],
        Control::Export,
    ),
    phrase(
        "subject to the EAR",
        &["subject", "to", "the", "ear"],
        Control::Export,
    ),
    phrase("EAR controlled", &["ear", "controlled"], Control::Export),
    phrase("ITAR", &["itar"], Control::Export),
    phrase(
        "distribution statement B",
        &["distribution", "statement", "b"],
        Control::Defence,
    ),
    phrase(
        "distribution statement C",
        &["distribution", "statement", "c"],
        Control::Defence,
    ),
    phrase(
        "distribution statement D",
        &["distribution", "statement", "d"],
        Control::Defence,
    ),
    phrase(
        "distribution statement E",
        &["distribution", "statement", "e"],
        Control::Defence,
    ),
    phrase(
        "distribution statement F",
        &["distribution", "statement", "f"],
        Control::Defence,
    ),
];

/// Words in Hangul and Han letters.
pub(super) const CONTROLLED_CJK: &[Mark<Control>] = &[
    apart("국가핵심기술", Control::NationalCore),
    apart("국가첨단전략기술", Control::AdvancedStrategic),
    apart("방산기술", Control::Defence),
    apart("방위산업기술", Control::Defence),
    apart("전략물자", Control::StrategicGoods),
    apart("전략기술", Control::StrategicGoods),
    apart("两用物项", Control::StrategicGoods),
    apart("수출통제", Control::Export),
    anywhere("輸出規制品", Control::Export),
    anywhere("輸出管理対象", Control::Export),
    apart("禁止出口", Control::Export),
    apart("限制出口", Control::Export),
    apart("산업기술", Control::Industrial),
];
