//! Parts of company names in three scripts, with places and legal forms.

/// Korean name parts: Hangul and spelling; a name joins two, or one and a trade.
pub(crate) const KOREAN: [(&str, &str); 56] = [
    ("한빛", "Hanbit"), ("새봄", "Saebom"), ("다온", "Daon"), ("가람", "Garam"), ("누리", "Nuri"), ("미래", "Mirae"),
    ("세종", "Sejong"), ("동아", "Donga"), ("대성", "Daesung"), ("우림", "Woorim"), ("청암", "Cheongam"),
    ("정우", "Jungwoo"), ("태광", "Taekwang"), ("성일", "Sungil"), ("한솔", "Hansol"), ("이룸", "Irum"),
    ("나래", "Narae"), ("해오름", "Haeoreum"), ("푸른", "Pureun"), ("온누리", "Onnuri"), ("서진", "Seojin"),
    ("유진", "Yujin"), ("영광", "Youngkwang"), ("삼호", "Samho"), ("진성", "Jinsung"), ("동림", "Donglim"),
    ("신화", "Shinhwa"), ("경원", "Kyungwon"), ("대한", "Daehan"), ("명진", "Myungjin"), ("보람", "Boram"),
    ("상록", "Sangrok"), ("아람", "Aram"), ("예담", "Yedam"), ("지산", "Jisan"), ("창성", "Changsung"),
    ("하늘", "Haneul"), ("효성원", "Hyosungwon"), ("금강", "Geumgang"), ("남도", "Namdo"), ("도담", "Dodam"),
    ("라온", "Raon"), ("마루", "Maru"), ("바른", "Bareun"), ("소담", "Sodam"), ("여울", "Yeoul"), ("은하", "Eunha"),
    ("자람", "Jaram"), ("차오름", "Chaoreum"), ("큰솔", "Keunsol"), ("터전", "Teojeon"), ("파란", "Paran"),
    ("한결", "Hangyeol"), ("혜성", "Hyesung"), ("화인", "Hwain"), ("희망", "Huimang"),
];

/// Trades: Hangul, English, Chinese.
pub(crate) const TRADES: [(&str, &str, &str); 24] = [
    ("소재", "Materials", "材料"), ("에너지", "Energy", "能源"), ("테크", "Tech", "科技"), ("정밀", "Precision", "精密"),
    ("시스템", "Systems", "系统"), ("이엔지", "Engineering", "工程"), ("케미칼", "Chemical", "化工"),
    ("전자", "Electronics", "电子"), ("산업", "Industries", "实业"), ("솔루션", "Solutions", "方案"),
    ("컨설팅", "Consulting", "咨询"), ("물류", "Logistics", "物流"), ("상사", "Trading", "贸易"),
    ("기계", "Machinery", "机械"), ("디자인", "Design", "设计"), ("바이오", "Bio", "生物"), ("로보틱스", "Robotics", "智能"),
    ("메탈", "Metal", "金属"), ("환경", "Environment", "环保"), ("연구소", "Research", "研究院"), ("건설", "Construction", "建设"),
    ("푸드", "Foods", "食品"), ("소프트", "Soft", "软件"), ("오토", "Auto", "汽车"),
];

/// Trades in which rivals and suppliers of a maker of cells work, as places in [`TRADES`].
pub(crate) const NEAR_TRADES: [usize; 7] = [0, 1, 2, 3, 6, 7, 12];

/// Chinese name parts with spelling; a name joins two.
pub(crate) const CHINESE: [(&str, &str); 36] = [
    ("瑞", "Rui"), ("诚", "Cheng"), ("华", "Hua"), ("泰", "Tai"), ("恒", "Heng"), ("盛", "Sheng"), ("远", "Yuan"),
    ("信", "Xin"), ("宏", "Hong"), ("达", "Da"), ("嘉", "Jia"), ("隆", "Long"), ("金", "Jin"), ("源", "Yuan"),
    ("康", "Kang"), ("博", "Bo"), ("力", "Li"), ("天", "Tian"), ("成", "Cheng"), ("通", "Tong"), ("安", "An"),
    ("明", "Ming"), ("德", "De"), ("海", "Hai"), ("鑫", "Xin"), ("元", "Yuan"), ("润", "Run"), ("凯", "Kai"),
    ("方", "Fang"), ("正", "Zheng"), ("联", "Lian"), ("科", "Ke"), ("新", "Xin"), ("凌", "Ling"), ("卓", "Zhuo"),
    ("辰", "Chen"),
];

/// Chinese cities with spelling.
pub(crate) const CHINESE_CITIES: [(&str, &str); 10] = [
    ("深圳", "Shenzhen"), ("宁德", "Ningde"), ("苏州", "Suzhou"), ("上海", "Shanghai"), ("杭州", "Hangzhou"),
    ("合肥", "Hefei"), ("无锡", "Wuxi"), ("惠州", "Huizhou"), ("常州", "Changzhou"), ("天津", "Tianjin"),
];

/// English name parts; a name joins one or two.
pub(crate) const ENGLISH: [&str; 40] = [
    "Bright", "Path", "North", "Field", "Silver", "Oak", "Stone", "Bridge", "Blue", "Harbor", "Summit", "Green",
    "River", "Crown", "Eagle", "Star", "Golden", "Gate", "Pacific", "Ridge", "Clear", "Water", "Red", "Cedar",
    "Iron", "Lake", "Grand", "View", "West", "Wind", "Lotus", "Pearl", "Orient", "Union", "Vertex", "Delta",
    "Apex", "Terra", "Nova", "Lumen",
];

/// English trades of holdings and services.
pub(crate) const ENGLISH_TRADES: [&str; 14] = [
    "Holdings", "Capital", "Partners", "Ventures", "Investment", "Trading", "Technology", "Resources", "Energy",
    "Advisory", "Materials", "International", "Industries", "Systems",
];

/// Streets of Korean cities.
pub(crate) const KOREAN_STREETS: [(&str, &str); 16] = [
    ("서울특별시 강남구 테헤란로", "Teheran-ro, Gangnam-gu, Seoul"), ("서울특별시 금천구 가산디지털1로", "Gasan digital 1-ro, Geumcheon-gu, Seoul"),
    ("서울특별시 구로구 디지털로", "Digital-ro, Guro-gu, Seoul"), ("경기도 성남시 분당구 판교로", "Pangyo-ro, Bundang-gu, Seongnam"),
    ("경기도 화성시 동탄대로", "Dongtan-daero, Hwaseong"), ("경기도 수원시 영통구 광교로", "Gwanggyo-ro, Yeongtong-gu, Suwon"),
    ("대전광역시 유성구 테크노로", "Techno-ro, Yuseong-gu, Daejeon"), ("충청북도 청주시 흥덕구 옥산로", "Oksan-ro, Heungdeok-gu, Cheongju"),
    ("충청남도 천안시 서북구 직산로", "Jiksan-ro, Seobuk-gu, Cheonan"), ("울산광역시 남구 산업로", "Saneop-ro, Nam-gu, Ulsan"),
    ("경상남도 창원시 성산구 공단로", "Gongdan-ro, Seongsan-gu, Changwon"), ("인천광역시 연수구 송도과학로", "Songdogwahak-ro, Yeonsu-gu, Incheon"),
    ("경상북도 구미시 수출대로", "Suchul-daero, Gumi"), ("부산광역시 해운대구 센텀중앙로", "Centum jungang-ro, Haeundae-gu, Busan"),
    ("광주광역시 북구 첨단과기로", "Cheomdangwagi-ro, Buk-gu, Gwangju"), ("경기도 안산시 단원구 원시로", "Wonsi-ro, Danwon-gu, Ansan"),
];

/// Streets elsewhere: jurisdiction and street.
pub(crate) const STREETS_ELSEWHERE: [(&str, &str); 14] = [
    ("CN", "Keji South Road, Nanshan District, Shenzhen"), ("CN", "Xinghu Street, Industrial Park, Suzhou"),
    ("CN", "Zhangjiang Road, Pudong, Shanghai"), ("CN", "Gaoxin Avenue, Hefei"), ("CN", "Lianqiu West Road, Ningde"),
    ("HK", "Queen's Road Central, Hong Kong"), ("HK", "Nathan Road, Kowloon, Hong Kong"), ("SG", "Robinson Road, Singapore"),
    ("SG", "Cecil Street, Singapore"), ("GB", "Finchley Road, London"), ("GB", "Cornwall Avenue, London"),
    ("US", "Innovation Drive, San Jose, CA"), ("DE", "Industriestraße, Stuttgart"), ("JP", "Marunouchi, Chiyoda-ku, Tokyo"),
];
