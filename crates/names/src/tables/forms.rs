//! Legal forms: how an organisation is registered, in its many spellings, and what kind of form it is.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use crate::fold::fold;

/// What kind of legal form: the same kind in two countries speaks of the same way to be registered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum FormKind {
    /// Shares: AG, Inc., 주식회사, 股份有限公司, S.A., PJSC.
    Shares,
    /// Limited liability: `GmbH`, LLC, 유한회사, 有限责任公司, S.r.l.
    Limited,
    /// `Ltd`, `Co., Ltd.`, 有限公司: used for both in practice, so that it contradicts neither.
    Any,
    /// A partnership.
    Partnership,
    /// A foundation, association or cooperative.
    Common,
}

/// The legal form that the words begin with, and how many words it takes; the longest wins.
pub(crate) fn at_start(words: &[&str]) -> Option<(FormKind, usize)> {
    let first = *words.first()?;
    if !TABLE.first.contains(first) {
        return None;
    }
    let longest = words.len().min(TABLE.longest);
    (1..=longest).rev().find_map(|n| {
        let key = words.get(..n)?.join(" ");
        TABLE.forms.get(key.as_str()).map(|kind| (*kind, n))
    })
}

/// A legal form glued to the end of a Hangul or Han run, or to its start: (form, rest).
pub(crate) fn glued(run: &str) -> Option<(FormKind, &str)> {
    GLUED.iter().find_map(|(text, kind)| {
        let rest = run.strip_suffix(text).or_else(|| run.strip_prefix(text))?;
        Some((*kind, rest))
    })
}

struct Table {
    forms: HashMap<String, FormKind>,
    /// The words that forms begin with.
    first: HashSet<String>,
    longest: usize,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut forms = HashMap::new();
    for (kind, texts) in FORMS {
        for text in texts.split('|') {
            forms.insert(fold(text).trim().to_owned(), *kind);
        }
    }
    let longest = forms
        .keys()
        .map(|key| key.split(' ').count())
        .max()
        .unwrap_or(1);
    let first = forms
        .keys()
        .filter_map(|key| key.split(' ').next())
        .map(str::to_owned)
        .collect();
    Table {
        forms,
        first,
        longest,
    }
});

/// Longest first, because one ends in another.
const GLUED: &[(&str, FormKind)] = &[
    ("股份有限责任公司", FormKind::Shares),
    ("有限责任公司", FormKind::Limited),
    ("有限責任公司", FormKind::Limited),
    ("股份有限公司", FormKind::Shares),
    ("유한책임회사", FormKind::Limited),
    ("주식회사", FormKind::Shares),
    ("유한회사", FormKind::Limited),
    ("합자회사", FormKind::Partnership),
    ("합명회사", FormKind::Partnership),
    ("株式会社", FormKind::Shares),
    ("株式會社", FormKind::Shares),
    ("有限会社", FormKind::Limited),
    ("合同会社", FormKind::Limited),
    ("有限公司", FormKind::Any),
    ("재단법인", FormKind::Common),
    ("사단법인", FormKind::Common),
    ("협동조합", FormKind::Common),
    ("公司", FormKind::Any),
];

const FORMS: &[(FormKind, &str)] = &[
    (
        FormKind::Any,
        "ltd|limited|co ltd|co limited|company limited|company ltd|co|company|coltd|ltda|limitada|limitee|ltee|\
         pty ltd|pty limited|pty|private limited|pvt ltd|pvt limited|pte ltd|pte limited|pte|sdn bhd|bhd|tbk|\
         corp ltd|corporation limited|有限公司|公司|(유)|(有)",
    ),
    (
        FormKind::Shares,
        "inc|incorporated|corp|corporation|incorporation|plc|public limited company|ag|aktiengesellschaft|se|\
         societas europaea|sa|societe anonyme|sociedad anonima|sociedade anonima|societa per azioni|spa|nv|\
         naamloze vennootschap|ab|aktiebolag|aktiebolaget|asa|as|a s|aktieselskab|oyj|oy|osakeyhtio|jsc|ojsc|cjsc|pjsc|oao|\
         zao|pao|ao|joint stock company|open joint stock company|closed joint stock company|\
         public joint stock company|joint stock co|jsco|dd|ad|sa de cv|sab de cv|kk|k k|kabushiki kaisha|\
         kabushiki gaisha|jusik hoesa|jusikhoesa|chusik hoesa|co inc|company inc|corporation inc|\
         주식회사|(주)|株式会社|(株)|股份有限公司|акционерное общество|открытое акционерное общество|\
         закрытое акционерное общество|публичное акционерное общество|оао|зао|пао|ао|berhad|anonim sirketi",
    ),
    (
        FormKind::Limited,
        "llc|limited liability company|limited liability co|ooo|gmbh|gesellschaft mit beschrankter haftung|mbh|\
         gmbh & co kg|gmbh co kg|sarl|s a r l|societe a responsabilite limitee|srl|societa a responsabilita limitata|\
         societatea cu raspundere limitata|sl|sociedad limitada|sociedad de responsabilidad limitada|bv|\
         besloten vennootschap|sp z oo|spolka z ograniczona odpowiedzialnoscia|sro|s r o|doo|d o o|eood|ood|oob|kft|tov|\
         uab|sia|ou|aps|anpartsselskab|lda|yuhan hoesa|유한회사|유한책임회사|有限责任公司|有限責任公司|有限会社|合同会社|\
         общество с ограниченной ответственностью|ооо|тов|limited sirketi|ltd sti|limited liability partnership co|\
         godo kaisha",
    ),
    (
        FormKind::Partnership,
        "lp|llp|lllp|limited partnership|limited liability partnership|general partnership|kg|ohg|kgaa|gbr|snc|scs|sca|\
         cv|vof|합자회사|합명회사",
    ),
    (
        FormKind::Common,
        "ev|eingetragener verein|stiftung|e v|eg|재단법인|사단법인|협동조합|(재)|(사)",
    ),
];
