//! Company names made of invented roots and everyday company words, as registers of several countries have them.

/// Makes names, the same for the same seed.
#[derive(Debug)]
pub(super) struct Maker {
    state: u64,
}

const KOREAN: [(&str, &str); 40] = [
    ("한", "han"),
    ("성", "seong"),
    ("대", "dae"),
    ("양", "yang"),
    ("동", "dong"),
    ("해", "hae"),
    ("신", "sin"),
    ("우", "woo"),
    ("진", "jin"),
    ("광", "gwang"),
    ("명", "myeong"),
    ("보", "bo"),
    ("세", "se"),
    ("림", "lim"),
    ("태", "tae"),
    ("화", "hwa"),
    ("영", "young"),
    ("원", "won"),
    ("기", "ki"),
    ("남", "nam"),
    ("덕", "deok"),
    ("산", "san"),
    ("일", "il"),
    ("정", "jung"),
    ("창", "chang"),
    ("평", "pyeong"),
    ("호", "ho"),
    ("삼", "sam"),
    ("미", "mi"),
    ("래", "rae"),
    ("나", "na"),
    ("노", "no"),
    ("다", "da"),
    ("솔", "sol"),
    ("피", "pi"),
    ("온", "on"),
    ("도", "do"),
    ("루", "ru"),
    ("유", "yu"),
    ("경", "kyung"),
];

const CHINESE: [&str; 40] = [
    "ming", "yuan", "hua", "xin", "tai", "long", "jia", "feng", "hai", "rui", "guang", "cheng",
    "zhong", "bo", "wei", "kang", "tian", "lian", "heng", "shun", "qing", "yun", "zhi", "da", "fu",
    "sheng", "jin", "hong", "le", "peng", "run", "ze", "chuang", "neng", "ou", "yi", "bai", "dong",
    "lan", "shan",
];

const LATIN: [&str; 60] = [
    "al", "ban", "cor", "del", "er", "fal", "gan", "hol", "in", "jor", "kel", "lor", "mar", "nov",
    "or", "pal", "quin", "ros", "sol", "tor", "ur", "ver", "wal", "xan", "yor", "zel", "bri",
    "cla", "dro", "fre", "gri", "kra", "ple", "sta", "tri", "vla", "a", "e", "i", "o", "us", "ia",
    "on", "ent", "ar", "ek", "ix", "um", "ett", "off", "inger", "mann", "berg", "ski", "ova",
    "elli", "ez", "eau", "ton", "field",
];

/// Words that many firms share.
const COMMON: [&str; 24] = [
    "Golden",
    "Pacific",
    "Star",
    "United",
    "Green",
    "Blue",
    "First",
    "New",
    "Royal",
    "Sun",
    "Eastern",
    "Northern",
    "Universal",
    "Modern",
    "Smart",
    "Alpha",
    "Delta",
    "Prime",
    "Silver",
    "Ocean",
    "Sky",
    "Bright",
    "Grand",
    "Central",
];

/// A company word in English and in Korean.
const BUSINESS: [(&str, &str); 20] = [
    ("Electronics", "전자"),
    ("Chemical", "화학"),
    ("Trading", "무역"),
    ("Logistics", "물류"),
    ("Semiconductor", "반도체"),
    ("Engineering", "엔지니어링"),
    ("Shipping", "해운"),
    ("Construction", "건설"),
    ("Pharmaceutical", "제약"),
    ("Display", "디스플레이"),
    ("Solutions", "솔루션"),
    ("Investment", "투자"),
    ("Energy", "에너지"),
    ("Steel", "철강"),
    ("Motors", "자동차"),
    ("Foods", "식품"),
    ("Textile", "섬유"),
    ("Systems", "시스템"),
    ("Materials", "소재"),
    ("Precision", "정밀"),
];

const FORMS: [&str; 12] = [
    "Co., Ltd.",
    "Ltd.",
    "Inc.",
    "LLC",
    "GmbH",
    "S.A.",
    "Corp.",
    "PLC",
    "B.V.",
    "S.r.l.",
    "Pte. Ltd.",
    "",
];

impl Maker {
    pub(super) const fn new(seed: u64) -> Self {
        Self { state: seed }
    }

    /// A name; no two kinds of register share its style.
    pub(super) fn name(&mut self) -> String {
        let (english, korean) = self.pick(&BUSINESS);
        match self.below(8) {
            0 | 1 => {
                let root: String = (0..2 + self.below(2))
                    .map(|_| self.pick(&KOREAN).0)
                    .collect();
                match self.below(3) {
                    0 => format!("㈜{root}{korean}"),
                    1 => format!("{root}{korean} 주식회사"),
                    _ => format!("주식회사 {root}{korean}"),
                }
            }
            2 => {
                let root: String = (0..2 + self.below(2))
                    .map(|_| self.pick(&KOREAN).1)
                    .collect();
                format!("{} {english} {}", capital(&root), self.pick(&FORMS))
            }
            3 | 4 => {
                let root: String = (0..2 + self.below(2))
                    .map(|_| self.pick(&CHINESE))
                    .collect();
                format!("{} {english} Co., Ltd.", capital(&root))
            }
            5 | 6 => {
                let root: String = (0..2 + self.below(3)).map(|_| self.pick(&LATIN)).collect();
                format!("{} {english} {}", capital(&root), self.pick(&FORMS))
            }
            _ => {
                let root: String = (0..2 + self.below(2)).map(|_| self.pick(&LATIN)).collect();
                let common = self.pick(&COMMON);
                format!(
                    "{common} {} {english} {}",
                    capital(&root),
                    self.pick(&FORMS)
                )
            }
        }
        .trim_end()
        .to_owned()
    }

    /// A number below `n`.
    pub(super) const fn below(&mut self, n: usize) -> usize {
        // SplitMix64.
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % n as u64) as usize
    }

    fn pick<T: Copy + Default>(&mut self, from: &[T]) -> T {
        let at = self.below(from.len());
        from.get(at).copied().unwrap_or_default()
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|c| c.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_seed_makes_the_same_names_and_few_twice() {
        let made = |seed| {
            let mut maker = Maker::new(seed);
            (0..2_000).map(|_| maker.name()).collect::<Vec<_>>()
        };
        assert_eq!(made(1), made(1));
        let mut names = made(2);
        assert!(names.iter().all(|name| name.chars().count() >= 4));
        names.sort();
        names.dedup();
        assert!(names.len() > 1_950, "{}", names.len());
    }
}
