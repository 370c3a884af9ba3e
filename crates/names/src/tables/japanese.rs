//! How Japanese names are read: surnames, characters of given names, and all characters of the everyday standard.
//!
//! Long vowels are short here, as Latin writes them: `ō`, `ou` and `oo` are `o`.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::fold::fold;

use super::han::simplified;

/// The surnames that a folded run of characters may begin with: how many characters, and the readings.
pub(crate) fn surnames(run: &str) -> impl Iterator<Item = (usize, &'static [String])> {
    let ends = run.char_indices().map(|(at, c)| at + c.len_utf8());
    let starts: Vec<(usize, &str)> = (1..)
        .zip(ends)
        .take(3)
        .filter_map(|(n, end)| Some((n, run.get(..end)?)))
        .collect();
    starts
        .into_iter()
        .filter_map(|(n, text)| Some((n, TABLE.surnames.get(text)?.as_slice())))
}

/// The readings of a folded character, those of names first.
pub(crate) fn readings(c: char) -> &'static [String] {
    TABLE.readings.get(&c).map_or(&[], Vec::as_slice)
}

/// Whether a character as written is one of Japan alone: a form of its own, or made there.
pub(crate) fn is_japanese_only(c: char) -> bool {
    JAPANESE_ONLY.contains(c)
}

/// A text in Latin letters with every long o and u short.
pub(crate) fn short(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    for (at, letter) in letters.iter().enumerate() {
        let before = out.chars().next_back().unwrap_or(' ');
        let next = letters.get(at + 1).copied().unwrap_or(' ');
        let is_long = match letter {
            'u' => matches!(before, 'o' | 'u'),
            'o' => before == 'o',
            // `Ohno`, `Satoh`.
            'h' => before == 'o' && !matches!(next, 'a' | 'e' | 'i' | 'o' | 'u' | 'y'),
            _ => false,
        };
        if !is_long {
            out.push(*letter);
        }
    }
    out
}

struct Table {
    surnames: HashMap<String, Vec<String>>,
    readings: HashMap<char, Vec<String>>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut surnames: HashMap<String, Vec<String>> = HashMap::new();
    for (text, said) in SURNAMES
        .split_whitespace()
        .filter_map(|entry| entry.split_once(':'))
    {
        let all = surnames.entry(fold(text)).or_default();
        all.extend(said.split(',').map(short));
    }
    let mut readings: HashMap<char, Vec<String>> = HashMap::new();
    let of_names = GIVEN
        .split_whitespace()
        .filter_map(|entry| entry.split_once(':'));
    let listed = include_str!("../../data/japanese.txt").lines();
    let listed = listed.filter_map(|line| line.split_once(' '));
    for (text, said) in of_names.chain(listed) {
        let Some(c) = text.chars().next() else {
            continue;
        };
        let all = readings.entry(simplified(c)).or_default();
        for reading in said.split(',').map(short) {
            if !all.contains(&reading) {
                all.push(reading);
            }
        }
    }
    Table { surnames, readings }
});

/// Forms that Japan simplified in its own way, characters made there (all of the first level of JIS X 0208 that the
/// everyday characters of GB 2312, Big5 and KS X 1001 lack), and the mark that repeats one.
const JAPANESE_ONLY: &str = "両乗亀亜仏仮伝価侭倶倹偲働児冨冴処凧凪剣剤剰労効勧勲匁匂単厳収呉咲唖喰営噂噛噺嚢団囲図圏圧埜塀塁塙塩増壊壌壱売壷変奨姫姶娯嬢嬬宍実寛対専尭岨\
     巌巣巻帯帰庁広廃廼弐弾従徳徴応恵悩悪惣懐戦戯戸戻払抜択拝拠拡挙挿捗捜掲掻揃揺摂撃撹斉斎暁暦曽杢枠柊栂栃栄栴桜桝桟梼椙椛検楳楽榊榎様槙樋権樫橿\
     櫨欝歓歩歯歳歴殻毎気沢浄涙涜渇済渉渋渓満溌滝潅瀦瀬焔焼犠狛猟獣瑳畠畳畷痩発県砕砿硲碕禰稲穂穏穐穣竃竜筈箆篭籾粁粂粋粍粛経絵継続総緑縁縄縦繊繋\
     繍聡聴脳臓舎舗舘苅荘葎蔀蔦蔵蕗薗薙薫薬蛍蝋蝿覗覚覧観訳詑説読諌謡譲讃賎賛贋転軽辺辻込辿逓遅郷酔醗醤醸釈鈎鉄鉱鉾銚銭鋭鋲鋳錆錬録鐙鑓関閲闘陥険\
     隠雑雫霊鞄韮頚頬頴頼顕駄駅駆駈騒験騨髄髪鮒鯵鰯鰹鱈鱒鴇鴎鴫鴬鵜鶏鹸麹麺麿黒黙齢々";

/// The commonest surnames of Japan and how they are read.
const SURNAMES: &str = "佐藤:sato 鈴木:suzuki 高橋:takahashi 田中:tanaka 伊藤:ito 渡辺:watanabe 渡邊:watanabe 渡部:watanabe,watabe \
     山本:yamamoto 中村:nakamura 小林:kobayashi 加藤:kato 吉田:yoshida 山田:yamada 佐々木:sasaki 山口:yamaguchi \
     松本:matsumoto 井上:inoue 木村:kimura 林:hayashi 斎藤:saito 斉藤:saito 齋藤:saito 清水:shimizu 山崎:yamazaki,yamasaki 阿部:abe \
     安倍:abe 安部:abe 森:mori 池田:ikeda 橋本:hashimoto 山下:yamashita 石川:ishikawa 中島:nakajima,nakashima 前田:maeda \
     藤田:fujita 後藤:goto 小川:ogawa 岡田:okada 村上:murakami 長谷川:hasegawa 近藤:kondo 石井:ishii 遠藤:endo \
     坂本:sakamoto 青木:aoki 藤井:fujii 西村:nishimura 福田:fukuda 太田:ota 三浦:miura 藤原:fujiwara 岡本:okamoto \
     松田:matsuda 中川:nakagawa 中野:nakano 原田:harada 小野:ono 田村:tamura 竹内:takeuchi 金子:kaneko 和田:wada \
     中山:nakayama 石田:ishida 上田:ueda 森田:morita 柴田:shibata 酒井:sakai 原:hara 工藤:kudo 横山:yokoyama \
     宮崎:miyazaki 宮本:miyamoto 内田:uchida 高木:takagi 安藤:ando 谷口:taniguchi 大野:ono 丸山:maruyama 今井:imai \
     高田:takada,takata 藤本:fujimoto 武田:takeda 村田:murata 上野:ueno 杉山:sugiyama 増田:masuda 平野:hirano 菅原:sugawara \
     大塚:otsuka 小島:kojima,ojima 千葉:chiba 久保:kubo 松井:matsui 岩崎:iwasaki 桜井:sakurai 野口:noguchi 松尾:matsuo 木下:kinoshita \
     野村:nomura 菊地:kikuchi 菊池:kikuchi 佐野:sano 大西:onishi 杉本:sugimoto 新井:arai 浜田:hamada 市川:ichikawa 古川:furukawa \
     水野:mizuno 小松:komatsu 島田:shimada 小山:koyama,oyama 高野:takano 五十嵐:igarashi 山内:yamauchi 西田:nishida \
     土屋:tsuchiya 安田:yasuda 西川:nishikawa 北村:kitamura 川口:kawaguchi 久保田:kubota 荒木:araki 東:higashi,azuma 吉川:yoshikawa,kikkawa \
     川崎:kawasaki 関:seki 中田:nakata,nakada 平田:hirata 川上:kawakami 飯田:iida 岩田:iwata 吉村:yoshimura 中西:nakanishi 本田:honda \
     服部:hattori 矢野:yano 川村:kawamura 辻:tsuji 大島:oshima 田口:taguchi 福島:fukushima 樋口:higuchi 永井:nagai 秋山:akiyama \
     山中:yamanaka 中井:nakai 石原:ishihara 小池:koike 尾崎:ozaki 早川:hayakawa 片山:katayama 河野:kono,kawano 星野:hoshino \
     松岡:matsuoka 三宅:miyake 大久保:okubo 浅野:asano 須藤:sudo,suto 内藤:naito 岡崎:okazaki 野田:noda 田辺:tanabe 西山:nishiyama \
     馬場:baba 小田:oda 松原:matsubara 岡:oka 大谷:otani 川島:kawashima 森本:morimoto 望月:mochizuki 田島:tajima 大山:oyama \
     南:minami 松下:matsushita 小西:konishi 内山:uchiyama 福井:fukui 萩原:hagiwara 野崎:nozaki 栗原:kurihara 伊東:ito 上原:uehara \
     大石:oishi 西:nishi 小沢:ozawa 武藤:muto 中尾:nakao 桑原:kuwabara 古賀:koga 荒井:arai 鎌田:kamata,kamada 三上:mikami \
     松村:matsumura 富田:tomita,tomida 河合:kawai 川合:kawai 黒田:kuroda 牧野:makino 福本:fukumoto 白井:shirai 熊谷:kumagai,kumagaya \
     土井:doi 大橋:ohashi 根本:nemoto 小泉:koizumi 菅:kan,suga 岸田:kishida 石破:ishiba 麻生:aso 福沢:fukuzawa 鳩山:hatoyama \
     豊田:toyota,toyoda 本間:honma 松浦:matsuura 榎本:enomoto 堀:hori 飯塚:iizuka 長尾:nagao 今村:imamura 平井:hirai 大川:okawa \
     堀内:horiuchi 八木:yagi 関口:sekiguchi 水谷:mizutani 稲垣:inagaki 浅井:asai 宮田:miyata 須田:suda 児玉:kodama 岩本:iwamoto \
     黒川:kurokawa 上村:uemura,kamimura 下田:shimoda 川田:kawada 北川:kitagawa 矢島:yajima 高山:takayama 本多:honda 村松:muramatsu 大竹:otake \
     堀江:horie 小森:komori 亀井:kamei 三好:miyoshi 飯島:iijima 広田:hirota 高井:takai 小野寺:onodera 神谷:kamiya 福山:fukuyama \
     岸本:kishimoto 吉本:yoshimoto 甲斐:kai 下村:shimomura 長沢:nagasawa 長島:nagashima 坂田:sakata 松崎:matsuzaki 大村:omura 畑:hata \
     西野:nishino 中原:nakahara 杉田:sugita 中谷:nakatani,nakaya 平松:hiramatsu 岸:kishi 岩井:iwai 竹中:takenaka 三谷:mitani 竹本:takemoto \
     前川:maekawa 新田:nitta 大内:ouchi 川本:kawamoto 谷川:tanigawa,tanikawa 若林:wakabayashi 森山:moriyama 田原:tahara 大場:oba 志村:shimura \
     関根:sekine 橋口:hashiguchi 浜口:hamaguchi 平川:hirakawa 安井:yasui 大沢:osawa 相沢:aizawa 丹羽:niwa 笠原:kasahara 荻野:ogino \
     菅野:kanno,sugano 落合:ochiai 石塚:ishizuka 飯野:iino 深沢:fukazawa 堤:tsutsumi 星:hoshi 窪田:kubota 西沢:nishizawa 奥田:okuda \
     長野:nagano 北野:kitano 北原:kitahara 岩瀬:iwase 宮川:miyagawa,miyakawa 鶴田:tsuruta 江口:eguchi 堀川:horikawa 向井:mukai 白川:shirakawa \
     佐久間:sakuma 安達:adachi 足立:adachi 黒木:kuroki 柏木:kashiwagi 長井:nagai 真田:sanada 沼田:numata 桐山:kiriyama 渋谷:shibuya 沖田:okita \
     角田:kakuta,tsunoda,sumida 青山:aoyama 大森:omori 梅田:umeda 杉浦:sugiura 永田:nagata 成田:narita 小原:ohara,obara \
     西岡:nishioka 吉岡:yoshioka 篠原:shinohara 柳:yanagi 柳田:yanagida 谷:tani 神田:kanda 坂口:sakaguchi 広瀬:hirose 大木:oki \
     横田:yokota 松永:matsunaga 吉野:yoshino 津田:tsuda 小倉:ogura,kokura 今野:konno 河村:kawamura 福岡:fukuoka 奥村:okumura \
     日高:hidaka 秋元:akimoto 高島:takashima 滝沢:takizawa 黒沢:kurosawa 宮沢:miyazawa 金沢:kanazawa 米田:yoneda 村山:murayama 平山:hirayama \
     塚本:tsukamoto 吉原:yoshihara 山根:yamane 植田:ueda 沢田:sawada 坂井:sakai 石橋:ishibashi 三木:miki 細川:hosokawa 徳永:tokunaga \
     河原:kawahara 相馬:soma 戸田:toda 天野:amano 出口:deguchi 森川:morikawa 白石:shiraishi 竹田:takeda 村井:murai 長田:nagata,osada";

/// How the characters of given names are read beside their usual readings.
const GIVEN: &str = "郎:ro 朗:ro,rou 一:ichi,kazu,hajime 二:ji 三:zo,mi,kazu 四:shi 五:go,itsu 六:roku 七:nana 八:hachi,ya 九:kyu 十:ju 太:ta 大:dai,hiro,tai,o \
     子:ko 美:mi,yoshi 恵:megumi,e,kei 和:kazu 幸:yuki,sachi,ko 弘:hiro,hiroshi 浩:hiro,hiroshi,ko 博:hiro,hiroshi 裕:hiro,yu,hiroshi,yutaka \
     正:masa,tadashi,sho 雅:masa,miyabi 昌:masa 真:ma,masa,shin,makoto 誠:makoto,sei 信:nobu,shin,makoto 伸:nobu,shin 義:yoshi 吉:kichi,yoshi \
     良:yoshi,ryo 芳:yoshi 嘉:yoshi 好:yoshi 佳:yoshi,kei,ka 由:yu,yoshi 紀:nori,ki 典:nori 則:nori 憲:nori,ken 徳:nori,toku 哲:tetsu,satoshi \
     敏:toshi 俊:toshi,shun 利:toshi 寿:toshi,kazu,hisa 年:toshi 智:tomo,satoshi 知:tomo 友:tomo,yu 朋:tomo 晃:akira,ko,teru 明:aki,akira,mei \
     昭:aki,akira 秋:aki 彰:aki,akira 章:aki,akira,sho 亮:ryo,akira,suke 晶:aki,akira 彦:hiko 介:suke 助:suke 輔:suke 祐:yu,suke,hiro 佑:yu,suke \
     之:yuki,no 行:yuki 雪:yuki 隆:taka,takashi,ryu 孝:taka,takashi 高:taka 貴:taka,ki 崇:taka,takashi 敬:taka,takashi,kei 尚:nao,hisa,takashi \
     直:nao 久:hisa 尋:hiro 広:hiro 宏:hiro,hiroshi,ko 洋:hiro,hiroshi,yo 寛:hiro,hiroshi,kan 健:ken,takeshi,take 賢:ken,masa,satoshi 謙:ken 研:ken \
     武:take,takeshi 剛:tsuyoshi,go,take 毅:takeshi,tsuyoshi 猛:takeshi 勇:isamu,yu 勝:katsu,masaru 克:katsu 優:yu,masaru,yutaka 豊:yutaka,toyo 進:susumu \
     治:ji,haru,osamu 司:ji,tsukasa,shi 次:ji,tsugu 春:haru 晴:haru 陽:haru,yo 遥:haruka 香:ka,kaori 花:ka,hana 華:ka,hana 夏:natsu,ka 奈:na 菜:na 那:na \
     里:ri,sato 理:ri,osamu 莉:ri 梨:ri 沙:sa 紗:sa 早:sa,haya 希:ki,nozomi 樹:ki,itsuki 輝:ki,teru 生:o,ki,ikuo 夫:o 男:o 雄:o,yu 央:o,hiro 緒:o 代:yo \
     世:yo 葉:yo,ha 江:e 枝:e 絵:e 衣:e,i 重:shige 茂:shige,shigeru 繁:shige,shigeru 滋:shige 光:mitsu,hikari 満:mitsu,mitsuru 充:mitsu,mitsuru 実:mi,minoru \
     稔:minoru 未:mi 海:mi,kai 翔:sho,kakeru 翼:tsubasa 蓮:ren 涼:ryo 龍:ryu,tatsu 竜:ryu,tatsu 辰:tatsu 達:tatsu 樹:ki,juki 斗:to 人:to,hito 仁:hito,jin 登:noboru,to \
     昇:noboru,sho 純:jun 淳:jun,atsushi 順:jun 潤:jun 準:jun 篤:atsu,atsushi 敦:atsu,atsushi 厚:atsu 温:atsu 英:hide,ei 秀:hide,shu 栄:ei,sakae 永:naga,ei 恒:tsune \
     常:tsune 康:yasu,ko 靖:yasu,yasushi 泰:yasu,tai 保:yasu,tamotsu,o 成:nari,shige,sei 偉:hide,isamu 駿:shun,hayao,suguru 平:hei,taira 吾:go 悦:etsu 節:setsu 貞:sada 定:sada 功:isao 勲:isao 馨:kaoru 徹:toru,tetsu 透:toru 亨:toru,kyo 陸:riku 空:sora 安:yasu,an 晋:shin 愛:ai,mana 彩:aya,sa 綾:aya 文:fumi,aya,bun 史:fumi,shi 郁:iku,fumi \
     千:chi 智:tomo 穂:ho 歩:ayumu,ayumi,ho 舞:mai 結:yu,yui 友:tomo 悠:yu,haruka 裕:yu 有:yu,ari 侑:yu 桜:sakura 桃:momo 凛:rin 凜:rin 鈴:rin,suzu 心:kokoro,mi \
     詩:shi,uta 音:ne,oto 咲:saki,sa 渚:nagisa 瞳:hitomi 忍:shinobu 薫:kaoru 学:manabu 修:osamu,shu 清:kiyoshi,kiyo 潔:kiyoshi 聡:satoshi,so 悟:satoru,go \
     守:mamoru 望:nozomi,nozomu 拓:taku 匠:takumi 巧:takumi 啓:kei,hiro 圭:kei 慶:kei,yoshi 恭:kyo,yasu 京:kyo 響:hibiki 奏:kana,so 颯:so,hayate 蒼:so,ao 湊:minato";
