//! Places in names of organisations: they tell branches of one family apart, and name no firm by themselves.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::fold::fold;

/// Whether a folded word is a place.
pub(crate) fn is_place(word: &str) -> bool {
    WORDS.contains(word) || is_country(word)
}

/// Whether two folded words together are a place: Hong Kong.
pub(crate) fn is_place_of_two(first: &str, second: &str) -> bool {
    TWO.iter().any(|(a, b)| a == first && b == second)
}

/// Whether a folded word is a country: firms of one group are registered country by country.
pub(crate) fn is_country(word: &str) -> bool {
    COUNTRY_WORDS.contains(word)
}

/// The place that a folded Han run begins with, without its suffix 市, 省 or 区, and the rest: 深圳市海东 is (深圳, 海东).
pub(crate) fn han_prefix(run: &str) -> Option<(&'static str, &str)> {
    HAN_FOLDED.iter().find_map(|place| {
        let rest = run.strip_prefix(place.as_str())?;
        let rest = SUFFIXES
            .iter()
            .find_map(|suffix| rest.strip_prefix(suffix))
            .unwrap_or(rest);
        (!rest.is_empty()).then_some((place.as_str(), rest))
    })
}

/// The place that a whole folded Han run is, without its suffix: 上海, 深圳市.
pub(crate) fn han_place(run: &str) -> Option<&'static str> {
    HAN_FOLDED.iter().find_map(|place| {
        let rest = run.strip_prefix(place.as_str())?;
        (rest.is_empty() || SUFFIXES.contains(&rest)).then_some(place.as_str())
    })
}

/// Longest first.
const SUFFIXES: [&str; 11] = [
    "壮族自治区",
    "维吾尔自治区",
    "回族自治区",
    "自治区",
    "自治州",
    "市",
    "省",
    "区",
    "县",
    "道",
    "都",
];

static HAN_FOLDED: LazyLock<Vec<String>> = LazyLock::new(|| {
    let mut places: Vec<String> = HAN.split('|').map(fold).collect();
    places.sort_by_key(|place| std::cmp::Reverse(place.len()));
    places.dedup();
    places
});

static TWO: LazyLock<Vec<(String, String)>> = LazyLock::new(|| {
    let pairs = WORDS.iter().chain(COUNTRY_WORDS.iter());
    let pairs = pairs.filter_map(|place| place.split_once(' '));
    pairs
        .map(|(first, second)| (first.to_owned(), second.to_owned()))
        .collect()
});

static WORDS: LazyLock<HashSet<String>> = LazyLock::new(|| all(LATIN));

static COUNTRY_WORDS: LazyLock<HashSet<String>> = LazyLock::new(|| all(COUNTRIES));

fn all(words: &str) -> HashSet<String> {
    let folded = words.split('|').map(fold);
    // As two words, and as the one that they are read as.
    folded
        .flat_map(|word| [word.replace(' ', ""), word])
        .collect()
}

const HAN: &str = "北京|上海|深圳|广州|廣州|天津|重庆|重慶|苏州|蘇州|杭州|南京|武汉|武漢|成都|西安|合肥|无锡|無錫|宁波|寧波|\
     青岛|青島|大连|大連|厦门|廈門|东莞|東莞|佛山|珠海|惠州|长沙|長沙|郑州|鄭州|济南|濟南|沈阳|瀋陽|长春|长沙|福州|昆山|\
     常州|南通|嘉兴|绍兴|温州|中山|江苏|江蘇|浙江|广东|廣東|福建|山东|山東|安徽|四川|湖北|湖南|河南|河北|陕西|辽宁|吉林|\
     江西|云南|贵州|海南|香港|台湾|臺灣|台北|新竹|東京|大阪|日本|黑龙江|甘肃|青海|内蒙古|广西|西藏|宁夏|新疆|山西|哈尔滨|石家庄|太原|\
     南昌|南宁|海口|贵阳|昆明|兰州|西宁|银川|乌鲁木齐|呼和浩特|烟台|潍坊|芜湖|洛阳|襄阳|宜昌|株洲|绵阳|桂林|柳州|泉州|漳州|台州|金华|湖州|\
     扬州|镇江|泰州|徐州|盐城|张家港|江阴|义乌|唐山|保定|廊坊|浦东|澳门|高雄|台中|台南|桃园|横浜|京都|名古屋|神戸|福岡|札幌|韩国|首尔|釜山|仁川";

const LATIN: &str = "beijing|shanghai|shenzhen|guangzhou|tianjin|chongqing|suzhou|hangzhou|nanjing|wuhan|chengdu|xian|hefei|\
     wuxi|ningbo|qingdao|dalian|xiamen|dongguan|foshan|zhuhai|huizhou|changsha|zhengzhou|jinan|shenyang|\
     changchun|fuzhou|kunshan|changzhou|nantong|wenzhou|jiangsu|zhejiang|guangdong|fujian|shandong|anhui|\
     sichuan|hubei|hunan|henan|hebei|shaanxi|liaoning|jilin|jiangxi|yunnan|guizhou|hainan|hongkong|hong kong|\
     taipei|hsinchu|seoul|busan|incheon|daegu|daejeon|gwangju|ulsan|suwon|asan|cheonan|pyeongtaek|tokyo|osaka|\
     kyoto|england|scotland|london|britain|europe|america|americas|africa|dubai|arabia|arabian|boston|atlanta|\
     york|chicago|houston|dallas|california|texas|delaware|ohio|paris|berlin|munich|frankfurt|hamburg|vienna|\
     zurich|geneva|rome|milan|madrid|barcelona|amsterdam|moscow|bermuda|cayman|서울|부산|인천|대구|대전|광주|울산|수원|아산|천안|\
     평택|홍콩|상하이|베이징|선전";

const COUNTRIES: &str = "japan|singapore|malaysia|thailand|vietnam|indonesia|philippines|india|pakistan|bangladesh|iran|iraq|\
     israel|turkey|turkiye|russia|ukraine|belarus|kazakhstan|germany|deutschland|france|italy|italia|spain|\
     espana|portugal|netherlands|nederland|belgium|switzerland|schweiz|suisse|austria|osterreich|poland|\
     polska|czech|slovakia|hungary|romania|bulgaria|serbia|croatia|greece|sweden|norway|denmark|finland|\
     iceland|ireland|uk|usa|us|canada|mexico|brazil|brasil|argentina|chile|peru|colombia|venezuela|australia|\
     zealand|egypt|nigeria|kenya|morocco|tunisia|algeria|chad|ghana|ethiopia|emirates|uae|qatar|kuwait|saudi|\
     oman|jordan|lebanon|syria|cyprus|malta|luxembourg|panama|taiwan|일본|미국|독일|베트남";
