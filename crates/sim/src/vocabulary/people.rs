//! Names of people: Korean ones in Hangul with a customary Latin spelling, and others.

/// Surnames with their spelling; the frequent ones come more than once.
pub(crate) const SURNAMES: [(&str, &str); 40] = [
    ("김", "Kim"), ("김", "Kim"), ("김", "Kim"), ("김", "Kim"), ("김", "Kim"), ("이", "Lee"), ("이", "Lee"),
    ("이", "Lee"), ("이", "Lee"), ("박", "Park"), ("박", "Park"), ("박", "Park"), ("최", "Choi"), ("최", "Choi"),
    ("정", "Jung"), ("정", "Jeong"), ("강", "Kang"), ("조", "Cho"), ("조", "Jo"), ("윤", "Yoon"), ("장", "Jang"),
    ("임", "Lim"), ("한", "Han"), ("오", "Oh"), ("서", "Seo"), ("신", "Shin"), ("권", "Kwon"), ("황", "Hwang"),
    ("안", "Ahn"), ("송", "Song"), ("류", "Ryu"), ("전", "Jeon"), ("홍", "Hong"), ("고", "Ko"), ("문", "Moon"),
    ("양", "Yang"), ("손", "Son"), ("배", "Bae"), ("백", "Baek"), ("허", "Heo"),
];

/// First syllables of given names.
pub(crate) const FIRST: [(&str, &str); 34] = [
    ("민", "Min"), ("서", "Seo"), ("지", "Ji"), ("현", "Hyun"), ("준", "Jun"), ("도", "Do"), ("하", "Ha"),
    ("예", "Ye"), ("수", "Su"), ("영", "Young"), ("성", "Sung"), ("재", "Jae"), ("태", "Tae"), ("동", "Dong"),
    ("상", "Sang"), ("승", "Seung"), ("은", "Eun"), ("혜", "Hye"), ("미", "Mi"), ("경", "Kyung"), ("정", "Jung"),
    ("유", "Yu"), ("채", "Chae"), ("나", "Na"), ("다", "Da"), ("소", "So"), ("윤", "Yoon"), ("우", "Woo"),
    ("시", "Si"), ("건", "Geon"), ("기", "Ki"), ("광", "Kwang"), ("병", "Byung"), ("철", "Chul"),
];

/// Second syllables of given names.
pub(crate) const SECOND: [(&str, &str); 32] = [
    ("준", "jun"), ("우", "woo"), ("현", "hyun"), ("호", "ho"), ("진", "jin"), ("연", "yeon"), ("은", "eun"),
    ("영", "young"), ("희", "hee"), ("아", "ah"), ("원", "won"), ("석", "seok"), ("훈", "hoon"), ("수", "soo"),
    ("민", "min"), ("경", "kyung"), ("빈", "bin"), ("율", "yul"), ("성", "sung"), ("환", "hwan"), ("철", "cheol"),
    ("규", "kyu"), ("미", "mi"), ("정", "jung"), ("나", "na"), ("리", "ri"), ("선", "sun"), ("주", "ju"),
    ("태", "tae"), ("혁", "hyuk"), ("림", "rim"), ("인", "in"),
];

/// Given names of people from elsewhere.
pub(crate) const GIVEN_ELSEWHERE: [&str; 30] = [
    "Anna", "Daniel", "Maria", "Thomas", "Lucia", "Peter", "Yuki", "Haruto", "Wei", "Jing", "Hao", "Lan", "Minh",
    "Linh", "Arjun", "Priya", "Omar", "Leila", "Jonas", "Elena", "Marco", "Sofia", "David", "Ruth", "Ivan", "Olga",
    "Chen", "Xin", "Tariq", "Nadia",
];

/// Surnames of people from elsewhere.
pub(crate) const SURNAMES_ELSEWHERE: [&str; 34] = [
    "Miller", "Schmidt", "Rossi", "Garcia", "Tanaka", "Sato", "Wang", "Li", "Zhang", "Liu", "Chen", "Zhao", "Nguyen",
    "Tran", "Sharma", "Patel", "Hassan", "Rahimi", "Andersson", "Novak", "Fischer", "Moreau", "Brown", "Wilson",
    "Ivanov", "Kowalski", "Huang", "Wu", "Khan", "Yamada", "Costa", "Peeters", "Jensen", "Horvath",
];

/// Chinese names of people of public record, with spelling.
pub(crate) const CHINESE: [(&str, &str); 24] = [
    ("王建国", "Wang Jianguo"), ("李伟", "Li Wei"), ("张敏", "Zhang Min"), ("刘洋", "Liu Yang"), ("陈静", "Chen Jing"),
    ("杨帆", "Yang Fan"), ("赵磊", "Zhao Lei"), ("黄晓东", "Huang Xiaodong"), ("周涛", "Zhou Tao"), ("吴强", "Wu Qiang"),
    ("徐丽", "Xu Li"), ("孙浩", "Sun Hao"), ("马超", "Ma Chao"), ("朱琳", "Zhu Lin"), ("胡斌", "Hu Bin"),
    ("郭峰", "Guo Feng"), ("何俊", "He Jun"), ("林海", "Lin Hai"), ("高翔", "Gao Xiang"), ("罗娜", "Luo Na"),
    ("郑凯", "Zheng Kai"), ("梁波", "Liang Bo"), ("谢婷", "Xie Ting"), ("宋佳", "Song Jia"),
];
