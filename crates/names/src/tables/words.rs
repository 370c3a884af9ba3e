//! Company words: what many organisations call themselves, one idea across languages.
//!
//! Such a word counts little when it agrees, because it says what a firm does and not which firm it is.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::LazyLock;

use crate::fold::fold;
use crate::han;
use crate::hangul::{is_syllable, romanise};

/// One idea and what it tells apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Concept {
    /// Index into the table.
    pub(crate) id: u16,
    /// Whether it names a level of a group (`Group`, `Holdings`): another entity, though of the same family.
    pub(crate) structure: bool,
}

/// The concept of a folded word.
pub(crate) fn concept(word: &str) -> Option<Concept> {
    TABLE.by_word.get(word).copied()
}

/// Whether a concept is a country or a continent, which has a word of its own in each language.
pub(crate) fn is_country(concept: Concept) -> bool {
    COUNTRIES.contains(&concept.id)
}

static COUNTRIES: LazyLock<Vec<u16>> = LazyLock::new(|| {
    let words = ["korea", "china", "asia"].into_iter();
    words.filter_map(|word| Some(concept(word)?.id)).collect()
});

/// The concept of two words in a row.
pub(crate) fn concept_of_two(first: &str, second: &str) -> Option<Concept> {
    TABLE
        .first_of_two
        .contains(first)
        .then(|| concept(&format!("{first} {second}")))
        .flatten()
}

/// The company word that a Hangul or Han run ends with: (rest, word, concept).
pub(crate) fn suffix(run: &str) -> Option<(&str, &'static str, Concept)> {
    TABLE.glued.iter().find_map(|(text, concept)| {
        Some((run.strip_suffix(text.as_str())?, text.as_str(), *concept))
    })
}

/// The country that a Hangul or Han run begins with, where more than one syllable follows: (word, concept, rest).
pub(crate) fn country_prefix(run: &str) -> Option<(&'static str, Concept, &str)> {
    TABLE.glued.iter().find_map(|(text, concept)| {
        let rest = run.strip_prefix(text.as_str())?;
        (is_country(*concept) && rest.chars().count() > 1).then_some((
            text.as_str(),
            *concept,
            rest,
        ))
    })
}

struct Table {
    by_word: HashMap<String, Concept>,
    /// The first words of company words of two.
    first_of_two: HashSet<String>,
    glued: Vec<(String, Concept)>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut by_word = HashMap::new();
    let mut romanised = Vec::new();
    let mut glued = BTreeMap::new();
    let mut said = Vec::new();
    for (id, (structure, forms)) in CONCEPTS.iter().enumerate() {
        let concept = Concept {
            id: id as u16,
            structure: *structure,
        };
        for form in forms.split('|').map(fold) {
            by_word.insert(form.clone(), concept);
            let first = form.chars().next().unwrap_or(' ');
            if is_han(first) {
                said.extend(han::korean(&form).map(|said| (said, concept)));
                romanised.push((han::pinyin(&form), concept));
            }
            if is_syllable(first) {
                romanised.push((romanise(&form), concept));
            }
            if is_han(first) || is_syllable(first) {
                glued.insert(form, concept);
            }
        }
    }
    // The Korean reading of a Chinese word, 과기 for 科技, where it is no word of its own.
    for (reading, concept) in said {
        if reading.chars().count() > 1 {
            by_word.entry(reading.clone()).or_insert(concept);
            glued.entry(reading).or_insert(concept);
        }
    }
    // A word in Latin letters stands for itself only where it is long enough not to be half of a name.
    for (reading, concept) in romanised {
        if reading.len() >= 6 {
            by_word.entry(reading).or_insert(concept);
        }
    }
    let first_of_two = by_word
        .keys()
        .filter_map(|word: &String| word.split_once(' '))
        .map(|(first, _)| first.to_owned())
        .collect();
    let mut glued: Vec<(String, Concept)> = glued.into_iter().collect();
    glued.sort_by_key(|(form, _)| std::cmp::Reverse(form.len()));
    Table {
        by_word,
        first_of_two,
        glued,
    }
});

pub(crate) fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{2FA1F}')
}

/// (level of a group, the spellings; the English one first).
const CONCEPTS: &[(bool, &str)] = &[
    (
        true,
        "group|grp|groupe|gruppe|grupo|gruppo|groep|그룹|集团|集團|グループ|مجموعة|گروه|групп|группа",
    ),
    (
        true,
        "holdings|holding|холдинг|холдингс|hldgs|hldg|holdco|홀딩스|지주|控股|ホールディングス|القابضة|قابضة",
    ),
    (true, "branch|지점|지사|分公司|支店|فرع|شعبة|شعبه"),
    (true, "subsidiary|자회사|子公司"),
    (
        false,
        "electronics|electronic|elec|elektronik|электроникс|전자|일렉트로닉스|电子|電子|エレクトロニクス|الکترونیک|للإلكترونيات",
    ),
    (
        false,
        "electric|electrical|elektrik|전기|일렉트릭|电气|電氣|電気|电器|電機",
    ),
    (
        false,
        "chemical|chemicals|кемикал|chemie|chem|화학|케미칼|케미컬|化学|化學|化工|ケミカル|شیمی|شیمیایی|للكيماويات",
    ),
    (false, "heavy industries|중공업|重工业|重工|重工業"),
    (
        false,
        "industries|industry|индастриз|индастрис|industrial|ind|inds|공업|산업|인더스트리|工业|工業|实业|實業|产业|産業|インダストリーズ|الصناعات|للصناعات|الصناعية|صناعات|صنایع|صنعتی",
    ),
    (
        false,
        "semiconductor|semiconductors|семикондактор|semicon|반도체|세미콘|半导体|半導體|半導体|セミコンダクター",
    ),
    (
        false,
        "display|displays|디스플레이|显示|顯示|显示器|ディスプレイ",
    ),
    (
        false,
        "technology|technologies|tech|techs|technic|technik|tec|기술|테크|테크놀로지|테크놀러지|테크놀로지스|텍|科技|技术|技術|テクノロジー|technical|technological|التكنولوجيا|للتكنولوجيا|فناوری|технолоджи|технолоджис|технолоджиз",
    ),
    (false, "battery|batteries|배터리|전지|电池|電池"),
    (
        false,
        "material|materials|소재|머티리얼즈|머티리얼|재료|신소재|材料|新材料",
    ),
    (
        false,
        "energy|energie|energia|에너지|신에너지|能源|新能源|للطاقة|الطاقة|انرژی",
    ),
    (false, "solution|solutions|솔루션|솔루션즈|解决方案"),
    (
        false,
        "system|systems|sys|시스템|시스템즈|시스템스|系统|系統",
    ),
    (
        false,
        "engineering|engineers|eng|engg|엔지니어링|공학|工程|الهندسية|للهندسة|مهندسی",
    ),
    (
        false,
        "construction|constructions|건설|建设|建設|建筑|للإنشاءات|للمقاولات|ساختمانی",
    ),
    (
        false,
        "trading|trade|трейдинг|trdg|무역|상사|트레이딩|贸易|貿易|商事|商贸|للتجارة|التجارية|تجارة|بازرگانی|تجارت",
    ),
    (
        false,
        "international|intl|интернэшнл|интернешнл|интернейшнл|int l|인터내셔널|인터내셔날|국제|国际|國際|internationale|internacional|الدولية|العالمية|بین المللی",
    ),
    (false, "global|글로벌|全球|环球|worldwide"),
    (
        false,
        "service|services|svcs|svc|srvces|srvcs|서비스|服务|服務|للخدمات|الخدمات|خدمات",
    ),
    (
        false,
        "manufacturing|mfg|manufacturer|manufacturers|제조|制造|製造|제작소|製作所",
    ),
    (false, "machinery|machine|machines|기계|머시너리|机械|機械"),
    (
        false,
        "motor|motors|моторс|자동차|모터스|모터|汽车|汽車|自動車|モーター|オートモーティブ|automotive|automobile|오토모티브|auto",
    ),
    (false, "shipbuilding|shipyard|조선|조선소|造船"),
    (false, "ship|ships|vessel|선박|船舶"),
    (false, "marine|maritime|해양|마린|海洋|ocean|offshore"),
    (false, "safety|안전|安全|세이프티"),
    (false, "security|보안|시큐리티|安防"),
    (
        false,
        "steel|철강|제철|스틸|钢铁|鋼鐵|製鉄|製鋼|제강|スチール|للصلب|فولاد|حديد وصلب",
    ),
    (false, "metal|metals|금속|메탈|金属|金屬"),
    (false, "precision|정밀|프리시전|精密|精機|精工"),
    (
        false,
        "optical|optics|optic|광학|옵틱스|光学|光電|光电|optoelectronics|optoelectronic|optronics",
    ),
    (
        false,
        "communication|communications|comm|comms|통신|커뮤니케이션|커뮤니케이션즈|通信|通讯|通訊",
    ),
    (false, "telecom|telecommunications|텔레콤|电信|電信"),
    (false, "network|networks|네트웍스|네트워크|네트웍|网络|網路"),
    (false, "software|소프트웨어|소프트|软件|軟件"),
    (false, "information|정보|信息|資訊|info"),
    (false, "data|데이터|数据|數據"),
    (false, "digital|디지털|数码|數碼"),
    (
        false,
        "bio|바이오|生物|biotech|바이오텍|biotechnology|바이오테크",
    ),
    (
        false,
        "pharmaceutical|pharmaceuticals|pharma|pharm|제약|파마|制药|製藥|製薬|薬品|医药|약품|製藥",
    ),
    (false, "medical|메디칼|메디컬|의료|医疗|醫療"),
    (
        false,
        "investment|investments|invest|inv|투자|인베스트먼트|投资|投資|للاستثمار|الاستثمارية|سرمایه گذاری",
    ),
    (false, "capital|캐피탈|资本|資本"),
    (
        false,
        "consulting|consultants|consultancy|consult|컨설팅|咨询|諮詢",
    ),
    (false, "partner|partners|파트너스"),
    (false, "management|mgmt|매니지먼트|관리|管理"),
    (
        false,
        "development|dev|개발|디벨롭먼트|开发|開發|发展|發展|للتنمية|التنمية|توسعه",
    ),
    (false, "research|연구|리서치|研究"),
    (
        false,
        "institute|연구소|연구원|研究所|研究院|inst|institut|институт",
    ),
    (
        false,
        "laboratory|laboratories|lab|labs|랩|랩스|实验室|實驗室",
    ),
    (
        false,
        "university|univ|университет|대학교|대학|大学|大學|universitat|universite|universidad|جامعة|دانشگاه",
    ),
    (
        false,
        "bank|은행|뱅크|银行|銀行|banque|banco|banca|بنك|البنك|مصرف|المصرف|بانک|банк",
    ),
    (
        false,
        "insurance|보험|손해보험|保险|保險|للتأمين|التأمين|بیمه",
    ),
    (false, "finance|financial|금융|파이낸스|파이낸셜|金融|财务"),
    (false, "logistics|물류|로지스틱스|物流"),
    (
        false,
        "transport|transportation|운수|운송|运输|運輸|للنقل|النقل|حمل و نقل",
    ),
    (false, "shipping|해운|航运|航運|للملاحة|الملاحة|کشتیرانی"),
    (
        false,
        "airlines|airline|air lines|air|항공|航空|aviation|airways",
    ),
    (false, "aerospace|항공우주|에어로스페이스|航天"),
    (false, "equipment|장비|설비|设备|設備"),
    (false, "components|component|parts|부품|零部件|部件"),
    (false, "device|devices|디바이스|器件|デバイス"),
    (false, "product|products|제품|프로덕츠|产品"),
    (false, "enterprise|enterprises|엔터프라이즈|기업|企业|企業"),
    (false, "food|foods|식품|푸드|食品|フーズ"),
    (false, "power|electric power|전력|파워|电力|電力|발전"),
    (false, "gas|가스|燃气"),
    (false, "oil|petroleum|석유|오일|石油|النفط|نفط|للبترول|نفت"),
    (false, "petrochemical|petrochemicals|석유화학|石化|石油化工"),
    (false, "plastic|plastics|플라스틱|塑料"),
    (false, "glass|유리|글라스|玻璃|硝子"),
    (false, "film|films|필름|薄膜"),
    (false, "robot|robotics|robots|로봇|로보틱스|机器人|機器人"),
    (false, "instrument|instruments|계기|仪器|儀器"),
    (false, "design|디자인|设计|設計"),
    (false, "distribution|distributors|유통|分销"),
    (false, "media|미디어|传媒|媒体"),
    (false, "entertainment|엔터테인먼트|娱乐"),
    (false, "real estate|부동산|房地产|地产"),
    (false, "fund|펀드|基金"),
    (false, "trust|신탁|信托"),
    (
        false,
        "association|협회|协会|協會|assoc|جمعية|الجمعية|انجمن",
    ),
    (false, "foundation|재단|基金会|مؤسسة|المؤسسة|بنیاد"),
    (false, "organization|organisation|org|기구|组织"),
    (false, "center|centre|센터|中心"),
    (false, "advanced|첨단|어드밴스드|先进|先進"),
    (false, "new|신규|뉴"),
    (false, "science|sciences|과학|사이언스|科学|科學"),
    (false, "sensor|sensors|센서|传感器"),
    (false, "circuit|circuits|회로|서킷|电路|電路"),
    (false, "cell|cells|셀"),
    (false, "works|웍스"),
    (false, "korea|korean|chosun|choson|한국|코리아|韩国|韓國"),
    (false, "china|chinese|중국|차이나|中国|中國"),
    (false, "asia|asian|아시아|亚洲"),
    (
        false,
        "national|nacional|nationale|국립|国家|國家|الوطنية|الوطني|ملی",
    ),
    (false, "united|유나이티드"),
    (false, "general|제너럴|종합|总|العامة"),
    (false, "state|federal|국가"),
    (false, "public|공공"),
    (false, "business|비즈니스|biz"),
    (false, "commercial|commerce|상업|商业"),
    (false, "private|사립"),
    (false, "union|연합|联合|聯合"),
    (false, "central|중앙|中央"),
    (false, "microelectronics|마이크로일렉트로닉스|微电子"),
    (
        false,
        "integrated circuit|integrated circuits|집적회로|集成电路",
    ),
    (false, "chip|chips|칩|芯片"),
    (
        false,
        "photovoltaic|photovoltaics|태양광|光伏|太阳能|솔라|쏠라|solar",
    ),
    (false, "laser|lasers|레이저|激光"),
    (false, "intelligent|smart|스마트|지능|智能"),
    (false, "lithium|리튬|锂电"),
    (false, "hydrogen|수소|氢能"),
    (false, "nano|나노|纳米"),
    (false, "quantum|퀀텀|양자|量子"),
    (false, "mold|mould|molds|금형|模具"),
    (false, "ceramic|ceramics|세라믹|세라믹스|陶瓷"),
    (false, "rubber|고무|橡胶"),
    (false, "textile|textiles|섬유|纺织"),
    (false, "paper|제지|造纸"),
    (false, "mining|광업|矿业"),
    (false, "agriculture|agricultural|농업|农业"),
    (false, "education|교육|教育"),
    (false, "school|학교|学校"),
    (false, "hospital|병원|医院"),
    (false, "hotel|hotels|호텔|酒店"),
    (false, "broadcasting|방송|广播"),
    (false, "cosmetics|화장품|코스메틱|化妆品"),
    (false, "lighting|조명|照明"),
    (false, "nuclear|원자력|核电"),
    (false, "defense|defence|방산|国防"),
    (
        false,
        "factory|공장|工厂|plant|zavod|завод|мануфактура|مصنع|کارخانه",
    ),
    (false, "marketing|마케팅|营销"),
    (false, "import export|export import|수출입|进出口"),
    (
        false,
        "electromechanical|electro mechanics|electro mechanical|electromechanics|기전|机电",
    ),
    (false, "storage|스토리지|存储"),
    (false, "automation|자동화|오토메이션|自动化"),
    (false, "environment|environmental|환경|环境|环保"),
    (false, "company"),
    (false, "securities|증권|证券|証券"),
    (false, "life insurance|생명보험|생명|人寿保险|人寿|生命保険"),
    (false, "beverage|beverages|음료|饮料|飲料"),
    (false, "tire|tires|tyre|tyres|타이어|轮胎|タイヤ"),
    (false, "zinc|아연|锌业|亜鉛"),
    (
        false,
        "aluminium|aluminum|알루미늄|알미늄|铝业|アルミニウム",
    ),
    (
        false,
        "department store|department stores|백화점|百货|百貨店",
    ),
    (false, "cable|cables|케이블|전선|电缆|電線|ケーブル"),
    (false, "valve|valves|밸브|阀门|バルブ"),
    (false, "pump|pumps|펌프|水泵|ポンプ"),
    (false, "bearing|bearings|베어링|轴承|ベアリング|軸受"),
    (false, "engine|engines|엔진|发动机|エンジン"),
    (false, "connector|connectors|커넥터|连接器|コネクタ"),
    (false, "packaging|패키징|封装|パッケージング"),
    (false, "wafer|wafers|웨이퍼|晶圆|ウエハ"),
    (false, "memory|메모리|存储器|メモリ"),
    (false, "module|modules|모듈|模块|模组|モジュール"),
    (false, "panel|panels|패널|面板|パネル"),
    (false, "backlight|백라이트|背光"),
    (false, "electrode|전극|电极"),
    (false, "cathode materials|양극재|正极材料"),
    (false, "anode materials|음극재|负极材料"),
    (false, "electrolyte|전해액|전해질|电解液"),
    (false, "separator|separators|분리막|隔膜|セパレータ"),
    (false, "coating|coatings|코팅|涂层|塗装|コーティング"),
    (false, "paint|paints|페인트|도료|涂料|塗料|ペイント"),
    (false, "adhesive|adhesives|접착제|胶粘剂|接着剤"),
    (false, "resin|resins|수지|树脂|樹脂"),
    (false, "polymer|polymers|폴리머|고분자|高分子|ポリマー"),
    (
        false,
        "fiber|fibers|fibre|fibres|화이바|파이버|纤维|繊維|ファイバー",
    ),
    (false, "carbon|카본|탄소|碳素|炭素|カーボン"),
    (false, "graphite|흑연|石墨|黒鉛"),
    (false, "fertilizer|fertilizers|비료|化肥|肥料"),
    (false, "cement|시멘트|水泥|セメント"),
    (false, "concrete|콘크리트|레미콘|混凝土|コンクリート"),
    (false, "furniture|가구|家具"),
    (false, "apparel|garment|garments|의류|服装|アパレル"),
    (false, "printing|인쇄|印刷"),
    (false, "publishing|출판|出版"),
    (false, "wireless|무선|无线|無線"),
    (false, "satellite|위성|卫星|衛星"),
    (false, "radar|레이더|雷达|レーダー"),
    (false, "drone|drones|드론|无人机|ドローン"),
    (false, "mobility|모빌리티|出行|モビリティ"),
    (false, "brake|brakes|브레이크|制动|ブレーキ"),
    (false, "transmission|변속기|变速器|変速機"),
    (false, "casting|castings|주조|주물|캐스팅|铸造|鋳造"),
    (false, "forging|단조|锻造|鍛造"),
    (false, "welding|용접|焊接|溶接"),
    (false, "plating|도금|电镀|鍍金"),
    (false, "inspection|검사|检测|検査"),
    (false, "measurement|계측|测量|計測"),
    (false, "vacuum|진공|真空"),
    (false, "cleaning|세정|清洗|洗浄"),
    (false, "deposition|증착|沉积"),
    (false, "etching|식각|刻蚀"),
    (false, "lithography|노광|光刻"),
    (false, "crane|cranes|크레인|起重机|クレーン"),
    (
        false,
        "elevator|elevators|엘리베이터|승강기|电梯|エレベーター",
    ),
    (false, "boiler|boilers|보일러|锅炉|ボイラー"),
    (false, "turbine|turbines|터빈|涡轮|タービン"),
    (false, "pipe|pipes|파이프|강관|钢管|鋼管"),
    (false, "railway|railways|철도|铁路|鉄道"),
    (false, "expressway|expressways|도로공사|高速公路"),
    (false, "airport|airports|공항|机场|空港"),
    (false, "refinery|refining|정유|炼油|製油"),
    (false, "leasing|lease|리스|租赁|リース"),
    (false, "credit information|신용정보|信用情報"),
    (
        false,
        "asset management|자산운용|资产管理|アセットマネジメント",
    ),
    (false, "savings bank|저축은행|储蓄银行|貯蓄銀行"),
    (false, "venture investment|벤처투자|创业投资"),
    (false, "travel|여행사|여행|旅行|旅游"),
    (false, "housing|주택|住宅"),
    (false, "fishery|fisheries|수산|水产|水産"),
    (false, "dairy|유업|乳业|乳業"),
    (false, "sugar|제당|制糖|製糖"),
    (false, "flour|flour mills|제분|面粉|製粉"),
    (false, "feed|feeds|사료|饲料|飼料"),
    (false, "brewery|breweries|맥주|啤酒|ビール|酒造"),
    (false, "tobacco|담배|烟草"),
    (false, "camera|cameras|카메라|相机|カメラ"),
    (false, "lens|lenses|렌즈|透镜|レンズ"),
    (false, "diagnostics|진단|诊断|診断"),
    (false, "vaccine|vaccines|백신|疫苗|ワクチン"),
    (false, "dental|치과|덴탈|牙科|歯科"),
    (
        false,
        "healthcare|health care|헬스케어|건강|健康|ヘルスケア",
    ),
    (
        false,
        "life sciences|life science|생명과학|生命科学|ライフサイエンス",
    ),
    (false, "warehouse|warehousing|창고|仓储|倉庫"),
    (
        true,
        "concern|konzern|концерн|consortium|consorcio|консорциум",
    ),
    (false, "public corporation|공단"),
    (false, "trading house|торговый дом|torgovy dom|torgovyy dom"),
    (
        false,
        "brothers|bros|hermanos|hnos|freres|fratelli|gebruder|gebr|irmaos|kardesler|형제|兄弟",
    ),
    (false, "charity|charitable|자선|慈善|الخيرية|خيرية|خیریه"),
];
