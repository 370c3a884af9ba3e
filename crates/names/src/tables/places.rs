//! Places in names of organisations: they tell branches of one family apart, and name no firm by themselves.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::fold::fold;

/// Whether a folded word is a place.
pub(crate) fn is_place(word: &str) -> bool {
    WORDS.contains(word)
}

/// The place that a Han run begins with, without its suffix 市, 省 or 区, and the rest: 深圳市海东 is (深圳, 海东).
pub(crate) fn han_prefix(run: &str) -> Option<(&'static str, &str)> {
    HAN.split('|').find_map(|place| {
        let rest = run.strip_prefix(place)?;
        let rest = ["市", "省", "区", "區", "县"]
            .iter()
            .find_map(|suffix| rest.strip_prefix(suffix))
            .unwrap_or(rest);
        (!rest.is_empty()).then_some((place, rest))
    })
}

static WORDS: LazyLock<HashSet<String>> = LazyLock::new(|| {
    LATIN
        .split('|')
        .map(|word| fold(word).trim().to_owned())
        .collect()
});

const HAN: &str = "北京|上海|深圳|广州|廣州|天津|重庆|重慶|苏州|蘇州|杭州|南京|武汉|武漢|成都|西安|合肥|无锡|無錫|宁波|寧波|\
     青岛|青島|大连|大連|厦门|廈門|东莞|東莞|佛山|珠海|惠州|长沙|長沙|郑州|鄭州|济南|濟南|沈阳|瀋陽|长春|长沙|福州|昆山|\
     常州|南通|嘉兴|绍兴|温州|中山|江苏|江蘇|浙江|广东|廣東|福建|山东|山東|安徽|四川|湖北|湖南|河南|河北|陕西|辽宁|吉林|\
     江西|云南|贵州|海南|香港|台湾|臺灣|台北|新竹|東京|大阪|日本";

const LATIN: &str = "beijing|shanghai|shenzhen|guangzhou|tianjin|chongqing|suzhou|hangzhou|nanjing|wuhan|chengdu|xian|hefei|\
     wuxi|ningbo|qingdao|dalian|xiamen|dongguan|foshan|zhuhai|huizhou|changsha|zhengzhou|jinan|shenyang|changchun|fuzhou|\
     kunshan|changzhou|nantong|wenzhou|jiangsu|zhejiang|guangdong|fujian|shandong|anhui|sichuan|hubei|hunan|henan|hebei|\
     shaanxi|liaoning|jilin|jiangxi|yunnan|guizhou|hainan|hongkong|hong kong|taiwan|taipei|hsinchu|seoul|busan|incheon|daegu|\
     daejeon|gwangju|ulsan|suwon|asan|cheonan|pyeongtaek|tokyo|osaka|kyoto|japan|singapore|malaysia|thailand|vietnam|\
     indonesia|philippines|india|pakistan|bangladesh|iran|iraq|israel|turkey|turkiye|russia|ukraine|belarus|kazakhstan|\
     germany|deutschland|france|italy|italia|spain|espana|portugal|netherlands|nederland|belgium|switzerland|schweiz|suisse|\
     austria|osterreich|poland|polska|czech|slovakia|hungary|romania|bulgaria|serbia|croatia|greece|sweden|norway|denmark|\
     finland|iceland|ireland|england|scotland|london|uk|britain|europe|usa|us|america|americas|canada|mexico|brazil|brasil|\
     argentina|chile|peru|colombia|venezuela|australia|zealand|africa|egypt|nigeria|kenya|morocco|tunisia|algeria|chad|\
     ghana|ethiopia|dubai|emirates|uae|qatar|kuwait|saudi|arabia|arabian|oman|jordan|lebanon|syria|boston|atlanta|york|\
     chicago|houston|dallas|california|texas|delaware|ohio|paris|berlin|munich|frankfurt|hamburg|vienna|zurich|geneva|rome|\
     milan|madrid|barcelona|amsterdam|moscow|cyprus|malta|luxembourg|panama|bermuda|cayman|서울|부산|인천|대구|대전|광주|\
     울산|수원|아산|천안|평택|일본|미국|독일|베트남|홍콩|상하이|베이징|선전";
