//! Legal forms: how an organisation is registered, in its many spellings, and what kind of form it is.

use std::collections::{BTreeSet, HashMap, HashSet};
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

/// One spelling of a legal form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Form {
    pub(crate) kind: FormKind,
    /// As folded.
    pub(crate) spelling: String,
    /// Countries (ISO 3166) that have the form under this spelling, sorted; empty where nothing is known.
    pub(crate) countries: Vec<&'static str>,
    /// Whether other countries' forms are translated by it, as `Ltd` and `LLC` are: then the countries say little.
    pub(crate) translates: bool,
}

/// The legal form that the words begin with, and how many words it takes; the longest wins.
pub(crate) fn at_start(words: &[&str]) -> Option<(&'static Form, usize)> {
    let first = *words.first()?;
    if !TABLE.first.contains(first) {
        return None;
    }
    let longest = words.len().min(TABLE.longest);
    (1..=longest).rev().find_map(|n| {
        let key = words.get(..n)?.join(" ");
        TABLE.forms.get(key.as_str()).map(|form| (form, n))
    })
}

/// A legal form glued to the end of a Hangul or Han run, or to its start: (form, rest).
pub(crate) fn glued(run: &str) -> Option<(&'static Form, &str)> {
    // 分公司 and 子公司 are a branch and a subsidiary: levels of a group, told by their own word.
    if ["分公司", "子公司"]
        .iter()
        .any(|level| run.ends_with(level))
    {
        return None;
    }
    TABLE.glued.iter().find_map(|form| {
        let text = form.spelling.as_str();
        let rest = run.strip_suffix(text).or_else(|| run.strip_prefix(text))?;
        Some((form, rest))
    })
}

/// A legal form inside a Han run that ends in another level of the firm: (firm, form, rest).
pub(crate) fn inside(run: &str) -> Option<(&str, &'static Form, &str)> {
    if !["分公司", "子公司", "支店", "办事处"]
        .iter()
        .any(|level| run.ends_with(level))
    {
        return None;
    }
    TABLE.glued.iter().find_map(|form| {
        let (firm, rest) = run.split_once(form.spelling.as_str())?;
        (form.spelling.chars().count() > 2 && !firm.is_empty() && !rest.is_empty())
            .then_some((firm, form, rest))
    })
}

/// The form of Italy that full stops tell from the `SpA` of other countries.
pub(crate) fn with_stops(form: &'static Form, name: &str) -> &'static Form {
    let is_dotted = form.spelling == "spa" && name.to_lowercase().contains("s.p.a");
    if is_dotted { &ITALIAN } else { form }
}

static ITALIAN: LazyLock<Form> = LazyLock::new(|| Form {
    kind: FormKind::Shares,
    spelling: "spa".to_owned(),
    countries: vec!["IT"],
    translates: false,
});

struct Table {
    forms: HashMap<String, Form>,
    /// The words that forms begin with.
    first: HashSet<String>,
    longest: usize,
    glued: Vec<Form>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut countries: HashMap<String, BTreeSet<&'static str>> = HashMap::new();
    let listed = include_str!("../../data/forms.txt").lines();
    let more = MORE_COUNTRIES.iter().copied();
    for (spellings, codes) in listed.filter_map(|line| line.split_once('\t')).chain(more) {
        for spelling in spellings.split('|') {
            let known = countries.entry(fold(spelling)).or_default();
            known.extend(codes.split(','));
        }
    }
    let translations: HashSet<String> = TRANSLATIONS.split('|').map(fold).collect();
    let form = |spelling: &str, kind: FormKind| -> Form {
        let spelling = fold(spelling);
        Form {
            kind,
            countries: countries
                .get(&spelling)
                .map(|codes| codes.iter().copied().collect())
                .unwrap_or_default(),
            translates: translations.contains(&spelling),
            spelling,
        }
    };
    let mut forms = HashMap::new();
    for (kind, texts) in FORMS {
        for text in texts.split('|') {
            let form = form(text, *kind);
            forms.insert(form.spelling.clone(), form);
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
    let glued = GLUED.iter().map(|(text, kind)| form(text, *kind)).collect();
    Table {
        forms,
        first,
        longest,
        glued,
    }
});

/// Forms that serve as translations of other countries' forms.
const TRANSLATIONS: &str = "ltd|limited|co ltd|co limited|company limited|company ltd|co|company|coltd|corp ltd|corporation limited|inc|\
     incorporated|corp|corporation|incorporation|co inc|company inc|corporation inc|plc|public limited company|llc|\
     limited liability company|limited liability co|jsc|ojsc|cjsc|pjsc|joint stock company|open joint stock company|\
     closed joint stock company|public joint stock company|joint stock co|jsco|lp|llp|limited partnership|\
     limited liability partnership|general partnership|se|societas europaea";

/// What the list of ISO 20275 lacks: abbreviations, and countries that it does not cover yet.
const MORE_COUNTRIES: &[(&str, &str)] = &[
    ("有限公司", "CN,HK,MO,TW"),
    ("股份有限公司", "CN,TW"),
    ("有限责任公司|股份有限责任公司", "CN"),
    ("公司", "CN,HK,MO,TW"),
    (
        "(주)|(유)|jusik hoesa|jusikhoesa|chusik hoesa|yuhan hoesa",
        "KR",
    ),
    (
        "(株)|(有)|kk|k k|kabushiki kaisha|kabushiki gaisha|godo kaisha",
        "JP",
    ),
    ("youxian gongsi|youxian zeren gongsi", "CN"),
    (
        "obshchestvo s ogranichennoy otvetstvennostyu|obshchestvo s ogranichennoi otvetstvennostyu|\
         obshchestvo s ogranichennoi otvetstvennostiu",
        "BY,RU",
    ),
    ("ooo|общество с ограниченной ответственностью", "BY,RU"),
    (
        "oao|zao|ao|открытое акционерное общество|закрытое акционерное общество|акционерное общество",
        "BY,KZ,RU",
    ),
    ("pao|публичное акционерное общество", "RU,UA"),
    ("tov|tovarystvo z obmezhenoyu vidpovidalnistyu", "UA"),
    (
        "sa|societe anonyme|sociedad anonima|sociedade anonima",
        "AO,CH,DO,DZ,GQ,HN,HT,MA,MC,MX,MZ,NI,PT,SN,SV,UY",
    ),
    (
        "sarl|s a r l|societe a responsabilite limitee",
        "CH,DZ,FR,LB,LU,MA,MC,SN,TN",
    ),
    ("spa", "DZ"),
    ("societa per azioni", "CH,IT,SM"),
    ("srl", "AR,DO,IT,MD,MX,RO,UY,VE"),
    ("sl|sociedad limitada", "ES,GQ"),
    ("sa de cv|sab de cv", "MX,SV"),
    ("ltda|limitada", "AO,BO,BR,CL,CO,CR,EC,GT,MZ,PT,PY,SV"),
    ("lda", "AO,MZ,PT,TL"),
    ("nv|naamloze vennootschap", "AW,BE,CW,NL,SR,SX"),
    ("bv|besloten vennootschap", "AW,BE,CW,NL,SR,SX"),
    (
        "gmbh|mbh|gesellschaft mit beschrankter haftung|gmbh co kg",
        "AT,CH,DE,LI",
    ),
    ("ag|aktiengesellschaft", "AT,CH,DE,LI"),
    ("pte ltd|pte limited|pte", "SG"),
    ("pty ltd|pty limited|pty", "AU,BW,LS,NA,SZ,ZA"),
    (
        "pvt ltd|pvt limited|private limited",
        "BD,IN,LK,MM,MV,NP,PK,SG,ZW",
    ),
    ("sdn bhd|bhd|berhad", "BN,MY"),
    ("tbk", "ID"),
    ("as|a s", "CZ,DK,EE,LV,NO,SK,TR"),
    ("asa", "NO"),
    ("ab|aktiebolag|aktiebolaget", "AX,FI,SE"),
    ("oy|oyj|osakeyhtio", "AX,FI"),
    ("aps|anpartsselskab|aktieselskab", "DK,GL"),
    ("kft", "HU"),
    ("sro|s r o", "CZ,SK"),
    ("sp z oo|spolka z ograniczona odpowiedzialnoscia", "PL"),
    ("doo|d o o", "BA,HR,ME,MK,RS,SI"),
    ("dd", "BA,HR,SI"),
    ("ad", "BA,BG,ME,MK,RS"),
    ("ood|eood", "BG"),
    ("uab", "LT"),
    ("sia", "LV"),
    ("ou", "EE"),
    ("anonim sirketi|limited sirketi|ltd sti", "TR"),
    ("sas", "CO,FR,IT,UY"),
    ("sapi de cv", "MX"),
    ("eirl", "CL,PE"),
    ("zrt|nyrt", "HU"),
    ("pjs", "AE,IR"),
];

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
    // Korean readings of Chinese forms, and the state's own firms: 한국가스공사 is Korea Gas Corporation.
    ("고분유한공사", FormKind::Shares),
    ("유한책임공사", FormKind::Limited),
    ("유한공사", FormKind::Any),
    ("공사", FormKind::Any),
];

const FORMS: &[(FormKind, &str)] = &[
    (
        FormKind::Any,
        "ltd|limited|co ltd|co limited|company limited|company ltd|co|company|coltd|ltda|limitada|limitee|ltee|\
         pty ltd|pty limited|pty|private limited|pvt ltd|pvt limited|pte ltd|pte limited|pte|sdn bhd|bhd|tbk|\
         corp ltd|corporation limited|有限公司|公司|(유)|(有)|\
         societe|sociedad|societa|compagnie|compania|companhia|cie|cia|شركة|شرکت|شركة محدودة|المحدودة|компания|корпорация",
    ),
    (
        FormKind::Shares,
        "inc|incorporated|corp|corporation|incorporation|plc|public limited company|ag|aktiengesellschaft|se|\
         societas europaea|sa|societe anonyme|sociedad anonima|sociedade anonima|societa per azioni|spa|nv|\
         naamloze vennootschap|ab|aktiebolag|aktiebolaget|asa|as|a s|aktieselskab|oyj|oy|osakeyhtio|jsc|ojsc|cjsc|pjsc|oao|\
         zao|pao|ao|joint stock company|open joint stock company|closed joint stock company|\
         public joint stock company|joint stock co|jsco|dd|ad|sa de cv|sab de cv|kk|k k|kabushiki kaisha|\
         kabushiki gaisha|jusik hoesa|jusikhoesa|chusik hoesa|co inc|company inc|corporation inc|sas|sapi de cv|zrt|nyrt|\
         aktsionernoe obshchestvo|aktsionernoye obshchestvo|otkrytoe aktsionernoe obshchestvo|\
         otkrytoye aktsionernoye obshchestvo|zakrytoe aktsionernoe obshchestvo|zakrytoye aktsionernoye obshchestvo|\
         publichnoe aktsionernoe obshchestvo|publichnoye aktsionernoye obshchestvo|شركة مساهمة|سهامي خاص|\
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
         obshchestvo s ogranichennoy otvetstvennostyu|obshchestvo s ogranichennoi otvetstvennostyu|\
         obshchestvo s ogranichennoi otvetstvennostiu|tovarystvo z obmezhenoyu vidpovidalnistyu|\
         общество с ограниченной ответственностью|ооо|тов|limited sirketi|ltd sti|limited liability partnership co|\
         godo kaisha|eirl|youxian gongsi|youxian zeren gongsi",
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
