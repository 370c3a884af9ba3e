//! Files that anybody sends or copies on a working day: minutes, quotations, schedules, private things.

use super::document::{Format, Line};
use super::grammar::Language;
use crate::stream::Stream;

/// An ordinary file.
#[derive(Clone, Debug)]
pub(super) struct Ordinary {
    /// Its name without extension.
    pub(super) name: String,
    pub(super) format: Format,
    pub(super) language: Language,
    pub(super) lines: Vec<Line>,
    /// Whether it is the person's own and not the house's.
    pub(super) is_private: bool,
}

/// What a file is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(super) enum Kind {
    #[default]
    Minutes,
    Quotation,
    Schedule,
    Visit,
    Private,
}

const TOPICS: [[&str; 2]; 14] = [
    ["quarterly order forecast", "분기 주문 예측"],
    [
        "customs papers for the next shipment",
        "다음 선적분 통관 서류",
    ],
    ["booth at the autumn fair", "가을 전시회 부스"],
    ["renewal of the service contract", "유지보수 계약 갱신"],
    ["audit calendar", "심사 일정"],
    ["training of new colleagues", "신입 교육"],
    ["parking during the road works", "도로 공사 중 주차"],
    ["travel budget", "출장 예산"],
    ["delayed invoices", "지연된 송장"],
    ["packaging of spare parts", "예비 부품 포장"],
    ["safety walk of the month", "이달의 안전 점검"],
    ["canteen survey", "구내식당 설문"],
    ["replacement of printers", "복합기 교체"],
    ["holiday cover", "휴가 대체 근무"],
];
const WHO: [[&str; 2]; 8] = [
    ["purchasing", "구매팀"],
    ["the account manager", "영업 담당"],
    ["logistics", "물류팀"],
    ["the works council", "노사협의회"],
    ["accounting", "회계팀"],
    ["the travel desk", "출장 담당"],
    ["facility services", "총무팀"],
    ["the partner's office", "협력사 사무실"],
];
const DEEDS: [[&str; 2]; 8] = [
    ["sends the list again", "목록을 다시 보내기로 했다"],
    ["asks for two further offers", "견적을 두 곳 더 받기로 했다"],
    ["books the room", "회의실을 예약하기로 했다"],
    ["confirms by telephone", "전화로 확인하기로 했다"],
    ["collects the signatures", "서명을 모으기로 했다"],
    ["moves it to next month", "다음 달로 미루기로 했다"],
    ["closes the point", "안건을 종결하기로 했다"],
    ["brings a summary", "요약본을 가져오기로 했다"],
];
const WARES: [[&str; 2]; 8] = [
    ["office chairs", "사무용 의자"],
    ["work gloves", "작업 장갑"],
    ["cardboard trays", "종이 트레이"],
    ["label rolls", "라벨 롤"],
    ["forklift tyres", "지게차 타이어"],
    ["cleaning cloths", "청소포"],
    ["network cables", "네트워크 케이블"],
    ["pallet wrap", "팔레트 랩"],
];
const LEISURE: [[&str; 2]; 12] = [
    ["Train to Gangneung, window seats", "강릉행 기차, 창가 자리"],
    ["Tent, stove and two blankets", "텐트, 버너, 담요 두 장"],
    ["Call the dentist about the crown", "치과에 전화하기"],
    [
        "Piano lesson moves to Thursday",
        "피아노 수업 목요일로 변경",
    ],
    [
        "Rice, seaweed, eggs and spring onions",
        "쌀, 김, 달걀, 쪽파",
    ],
    ["Football with the neighbours", "동네 축구 모임"],
    ["Pay the kindergarten", "유치원비 내기"],
    ["Birthday present for grandmother", "할머니 생신 선물"],
    ["Return the library books", "도서관 책 반납"],
    [
        "Insurance of the car ends this month",
        "자동차 보험 이달 만료",
    ],
    ["Watering plan for the balcony", "베란다 화분 물 주기"],
    ["Photographs of the wedding to print", "결혼식 사진 인화"],
];

/// An ordinary file; `sheet` asks for a table.
pub(super) fn ordinary(kind: Kind, sheet: bool, stream: &mut Stream) -> Ordinary {
    let language = if stream.chance(0.6) {
        Language::Korean
    } else {
        Language::English
    };
    let (name, lines) = match kind {
        Kind::Minutes => ("minutes", minutes(language, stream)),
        Kind::Quotation => ("quotation", quotation(language, stream)),
        Kind::Schedule => ("schedule", schedule(language, stream)),
        Kind::Visit => ("visit", visit(language, stream)),
        Kind::Private => ("private", private(language, stream)),
    };
    let formats: &[Format] = match (sheet || kind == Kind::Quotation, kind) {
        (true, _) => &[Format::Workbook, Format::Csv],
        (_, Kind::Private) => &[Format::Text, Format::Markdown],
        _ => &[Format::Text, Format::Markdown, Format::Html, Format::Mail],
    };
    Ordinary {
        name: format!("{name}-{}", stream.code("####")),
        format: stream.pick(formats),
        language,
        lines,
        is_private: kind == Kind::Private,
    }
}

fn say([english, korean]: [&'static str; 2], language: Language) -> &'static str {
    match language {
        Language::English => english,
        Language::Korean => korean,
    }
}

fn day(stream: &mut Stream) -> String {
    format!("{}/{}", stream.range(1, 12), stream.range(1, 28))
}

fn minutes(language: Language, stream: &mut Stream) -> Vec<Line> {
    let mut lines = vec![
        Line::Heading(format!(
            "{} {}",
            say(["Minutes", "회의록"], language),
            day(stream)
        )),
        Line::Break,
    ];
    for number in 1..=stream.range(4, 10) {
        let (topic, who, deed) = (stream.pick(&TOPICS), stream.pick(&WHO), stream.pick(&DEEDS));
        let (topic, who, deed) = (
            say(topic, language),
            say(who, language),
            say(deed, language),
        );
        let due = day(stream);
        lines.push(Line::Sentence(match language {
            Language::English => format!("Item {number}, {topic}: {who} {deed} by {due}."),
            Language::Korean => format!("안건 {number}, {topic}: {who}에서 {due}까지 {deed}."),
        }));
        lines.push(Line::Break);
    }
    lines
}

fn quotation(language: Language, stream: &mut Stream) -> Vec<Line> {
    let number = stream.code("Q####");
    let columns = [["item", "품목"], ["quantity", "수량"], ["price", "가격"]];
    let mut lines = vec![
        Line::Heading(format!(
            "{} {number}",
            say(["Quotation", "견적서"], language)
        )),
        Line::Break,
        Line::Columns(columns.map(|pair| say(pair, language).to_owned()).to_vec()),
    ];
    for _ in 0..stream.range(4, 12) {
        let ware = stream.pick(&WARES);
        lines.push(Line::Row(vec![
            say(ware, language).to_owned(),
            (10 * stream.range(1, 90)).to_string(),
            (500 * stream.range(2, 900)).to_string(),
        ]));
    }
    let valid = day(stream);
    lines.push(Line::Break);
    lines.push(Line::Sentence(match language {
        Language::English => format!("Prices hold until {valid}, carriage not included."),
        Language::Korean => format!("가격은 {valid}까지 유효하며 운임은 별도입니다."),
    }));
    lines.push(Line::Break);
    lines
}

fn schedule(language: Language, stream: &mut Stream) -> Vec<Line> {
    let columns = [["day", "날짜"], ["what", "내용"], ["who", "담당"]];
    let mut lines = vec![
        Line::Heading(format!(
            "{} {}",
            say(["Schedule", "일정표"], language),
            day(stream)
        )),
        Line::Break,
        Line::Columns(columns.map(|pair| say(pair, language).to_owned()).to_vec()),
    ];
    for _ in 0..stream.range(6, 15) {
        let (topic, who) = (stream.pick(&TOPICS), stream.pick(&WHO));
        lines.push(Line::Row(vec![
            day(stream),
            say(topic, language).to_owned(),
            say(who, language).to_owned(),
        ]));
    }
    lines.push(Line::Break);
    lines
}

fn visit(language: Language, stream: &mut Stream) -> Vec<Line> {
    let (when, topic) = (day(stream), stream.pick(&TOPICS));
    let (people, gate) = (stream.range(2, 9), stream.range(1, 6));
    let topic = say(topic, language);
    let mut lines = vec![
        Line::Heading(format!(
            "{} {when}",
            say(["Visit on", "방문 안내"], language)
        )),
        Line::Break,
    ];
    let sentences = match language {
        Language::English => vec![
            format!("We expect {people} guests at gate {gate} on {when}."),
            format!("The talk is about the {topic}."),
            "Please bring an identity card and leave cameras at the reception.".to_owned(),
            "Lunch is served in the guest room, and a taxi to the station is ordered for the afternoon.".to_owned(),
        ],
        Language::Korean => vec![
            format!("{when}에 {gate}번 출입구로 손님 {people}분이 오십니다."),
            format!("주제는 {topic}입니다."),
            "신분증을 지참하시고 카메라는 안내 데스크에 맡겨 주십시오.".to_owned(),
            "점심은 귀빈 식당에 준비되며 오후에는 역까지 택시를 불러 드립니다.".to_owned(),
        ],
    };
    lines.extend(sentences.into_iter().map(Line::Sentence));
    lines.push(Line::Break);
    lines
}

fn private(language: Language, stream: &mut Stream) -> Vec<Line> {
    let mut things = LEISURE;
    stream.shuffle(&mut things);
    let n = stream.range(4, 10) as usize;
    let mut lines = vec![
        Line::Heading(format!(
            "{} {}",
            say(["To do", "할 일"], language),
            day(stream)
        )),
        Line::Break,
    ];
    for thing in things.into_iter().take(n) {
        lines.push(Line::Step(format!(
            "{} ({})",
            say(thing, language),
            day(stream)
        )));
    }
    lines.push(Line::Break);
    lines
}

/// A public leaflet about a product that quotes one sentence.
pub(super) fn brochure(
    holder: &str,
    quoted: &str,
    language: Language,
    stream: &mut Stream,
) -> Ordinary {
    let year = stream.range(2019, 2025);
    let sentences = match language {
        Language::English => vec![
            format!("{holder} has stood for dependable products since its first day."),
            format!(
                "Our customers in {} countries know why.",
                stream.range(11, 48)
            ),
            quoted.to_owned(),
            "Ask for a sample at our booth or on our public pages.".to_owned(),
            format!("Leaflet for visitors, printed in {year}, free to pass on."),
        ],
        Language::Korean => vec![
            format!("{holder}의 제품은 처음부터 믿을 수 있는 품질로 알려져 왔습니다."),
            format!(
                "{}개국의 고객이 그 이유를 알고 있습니다.",
                stream.range(11, 48)
            ),
            quoted.to_owned(),
            "전시 부스나 공개 누리집에서 견본을 신청해 주십시오.".to_owned(),
            format!("방문객용 안내지, {year}년 인쇄, 자유롭게 배포할 수 있습니다."),
        ],
    };
    let mut lines: Vec<Line> = sentences
        .into_iter()
        .flat_map(|sentence| [Line::Sentence(sentence), Line::Break])
        .collect();
    lines.insert(
        0,
        Line::Heading(say(["Products at a glance", "제품 안내"], language).to_owned()),
    );
    lines.insert(1, Line::Break);
    Ordinary {
        name: format!("brochure-{}", stream.code("##")),
        format: stream.pick(&[Format::Html, Format::Text, Format::Markdown]),
        language,
        lines,
        is_private: false,
    }
}
