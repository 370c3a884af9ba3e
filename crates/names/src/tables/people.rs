//! Words around names of people: titles, particles, short forms of given names.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// Titles say nothing about who it is.
pub(crate) fn is_title(word: &str) -> bool {
    static WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| TITLES.split('|').collect());
    WORDS.contains(word)
}

/// Particles join names and are often left out.
pub(crate) fn is_particle(word: &str) -> bool {
    static WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| PARTICLES.split('|').collect());
    WORDS.contains(word)
}

/// Whether a word is half a name: the servant of `Abdul Karim`.
pub(crate) fn is_half(word: &str) -> bool {
    matches!(
        word,
        "abd" | "abdul" | "abdel" | "abdal" | "abdol" | "abdur" | "abu" | "umm"
    )
}

/// Whether a name is one that very many have, so that it hardly tells people apart.
pub(crate) fn is_common(word: &str) -> bool {
    static WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| COMMON.split('|').collect());
    is_common_given(word) || WORDS.contains(word)
}

/// Whether a name is one that very many are given, and have as their father's.
pub(crate) fn is_common_given(word: &str) -> bool {
    static WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| COMMON_GIVEN.split('|').collect());
    WORDS.contains(word)
}

/// Particles that say whose child somebody is: their order carries meaning.
pub(crate) fn is_parent_particle(word: &str) -> bool {
    matches!(word, "bin" | "ben" | "ibn" | "bint" | "binti")
}

/// Whether two particles are one in different customs: `bin` and `ibn`, `al` and `el`.
pub(crate) fn are_one_particle(a: &str, b: &str) -> bool {
    [
        &["bin", "ben", "ibn"][..],
        &["bint", "binti"],
        &["al", "el", "ul", "ur", "as", "ad", "ar", "az", "ash"],
    ]
    .iter()
    .any(|group| group.contains(&a) && group.contains(&b))
}

/// The father's name in a Russian, Ukrainian or Bulgarian patronymic (`Petrovich`, `Petrovna`), as far as it is sure.
pub(crate) fn father(word: &str) -> Option<&str> {
    [
        "ovich", "evich", "ovych", "ovna", "evna", "ivna", "ovic", "evic",
    ]
    .iter()
    .find_map(|ending| word.strip_suffix(ending))
    .map(|stem| stem.trim_end_matches(['y', 'i']))
    .filter(|stem| stem.len() >= 3)
}

/// Whether two given names are customary forms of each other.
pub(crate) fn are_variants(a: &str, b: &str) -> bool {
    let lines = |word: &str| BY_FORM.get(word).map_or(&[][..], Vec::as_slice);
    let of_b = lines(b);
    lines(a).iter().any(|line| of_b.contains(line))
}

/// The lines of `VARIANTS` in which a form stands.
static BY_FORM: LazyLock<HashMap<&'static str, Vec<usize>>> = LazyLock::new(|| {
    let mut by_form: HashMap<&'static str, Vec<usize>> = HashMap::new();
    for (at, line) in VARIANTS.iter().enumerate() {
        for form in line.split('|') {
            by_form.entry(form).or_default().push(at);
        }
    }
    by_form
});

const TITLES: &str = "mr|mrs|ms|miss|mx|dr|prof|professor|sir|dame|lord|lady|rev|hon|shaikh|sheikh|shaykh|sheik|hajji|haji|\
     eng|engr|ing|herr|frau|monsieur|madame|mme|senor|senora|don|dona|jr|sr|phd|esq|general|colonel|captain|major|씨|님|부장|과장|차장|대리|사원|팀장|실장|본부장|대표|대표이사|사장|부사장|회장|이사|상무|전무|교수|박사|선생님|\
     변호사|연구원|先生|女士|氏|教授|博士|经理|总经理|董事长|様|さん";

const PARTICLES: &str = "al|el|ul|bin|ben|ibn|bint|binti|abu|um|umm|de|del|della|di|da|dos|das|du|la|le|les|van|von|der|den|ter|zu|\
     zur|af|av|y|e|i|st|san|o|mac|mc|ap|bani|as|ad|ar|az|ash|ur";

const COMMON: &str =
    "khan|kim|lee|park|choi|jong|chol|yong|song|wang|li|zhang|chen|liu|nguyen|singh|kumar";

const COMMON_GIVEN: &str = "mohammed|muhammad|mohamed|mohammad|mohamad|muhammed|mohamud|muhamad|ahmed|ahmad|ahmet|ali|aly|\
     hassan|hasan|hassane|hussein|husayn|hussain|husain|hossein|husein|ibrahim|abdullah|abdallah|abdulla|omar|umar|\
     yusuf|yousef|youssef|mustafa|mostafa|mustapha|mahmoud|mahmud|mahmood|khalid|khaled|said|saeed|sayed|sayyid|syed|\
     salih|saleh|salah|hamid|hameed|amin|ismail|ismael|jamal|karim|rahman|aziz";

/// The forms of one given name.
const VARIANTS: &[&str] = &[
    "alexander|alex|sasha|sascha|alexandr|aleksandr|aleksander|oleksandr|alejandro|alessandro|sandy|xander",
    "andrew|andy|drew|andrei|andrej|andreas|andre|andres",
    "anthony|tony|antonio|antoine|anton",
    "benjamin|ben|benny|benji|binyamin",
    "catherine|katherine|kate|katie|cathy|kathy|katya|ekaterina|katarina",
    "charles|charlie|chuck|carlos|karl|carl|carlo",
    "christopher|chris|kristof|christoph",
    "daniel|dan|danny|daniil",
    "david|dave|davy|dawid",
    "deborah|debbie|deb",
    "dmitry|dmitri|dima|dmitrij|dmytro",
    "donald|don|donny",
    "edward|ed|eddie|ted|teddy|ned|eduard|eduardo",
    "elizabeth|liz|lizzie|beth|betty|elisabeth|eliza",
    "eugene|gene|evgeny|yevgeny|evgenii",
    "francis|frank|francisco|francesco|francois|franz",
    "frederick|fred|freddy|friedrich|frederic|federico",
    "george|georg|georges|jorge|giorgio|georgi|georgy|yuri|yury",
    "gerald|gerry|jerry|gerard",
    "gregory|greg|grigory|grigori",
    "henry|harry|hank|heinrich|henri|enrique",
    "james|jim|jimmy|jamie",
    "jennifer|jen|jenny",
    "john|jon|johnny|jack|johann|johannes|hans|juan|jean|giovanni|ivan|jan",
    "jonathan|jon|nathan",
    "joseph|joe|joey|josef|jose|giuseppe|iosif",
    "joshua|josh",
    "kenneth|ken|kenny",
    "lawrence|larry|laurence|lorenzo",
    "leonard|leo|len|lenny",
    "louis|lewis|luis|luigi|ludwig",
    "margaret|maggie|meg|peggy|margarita",
    "mary|maria|marie|molly|polly|masha",
    "matthew|matt|matthias|mateo|matteo|matvei",
    "michael|mike|mick|mickey|mikhail|michel|miguel|michele|mikail",
    "mohammed|muhammad|mohamed|mohammad|mohamad|muhammed|mohd|md|mhd|mochammad|mochamad|mehmet|mahomed",
    "natalie|natalia|natalya|natasha",
    "nicholas|nick|nicolas|nikolai|nikolay|nicola|nico|klaus",
    "patricia|pat|patty|trish",
    "patrick|pat|paddy|patricio",
    "paul|pablo|paolo|pavel|pol",
    "peter|pete|pedro|pietro|pierre|piotr|pyotr|petr",
    "philip|phil|phillip|felipe|philippe",
    "richard|rick|ricky|dick|rich|ricardo",
    "robert|rob|robbie|bob|bobby|roberto",
    "ronald|ron|ronnie",
    "samuel|sam|sammy",
    "sergei|sergey|serhii|serge|sergio",
    "stephen|steven|steve|stefan|stepan|esteban|etienne",
    "susan|sue|suzanne|susanna",
    "theodore|ted|teddy|theo|fyodor",
    "thomas|tom|tommy|tomas",
    "timothy|tim|timmy",
    "vladimir|volodymyr|uladzimir|vova|wladimir",
    "victor|viktor|vic",
    "walter|walt|wally",
    "william|bill|billy|will|willy|wilhelm|guillermo|guillaume|liam",
    "yousef|yusuf|youssef|joseph|yosef|usuf",
    "hussein|husayn|hussain|husain|hossein",
    "ahmed|ahmad|ahmet",
    "hassan|hasan",
    "ibrahim|abraham|avraham",
    "osama|usama|ousama",
    "abdullah|abdallah|abdulla",
    "omar|umar|omer",
];
