//! Words around a marking, and what they make of it.

use std::collections::BTreeSet;
use std::sync::LazyLock;

/// A list of words.
pub(super) type Words = LazyLock<BTreeSet<&'static str>>;

/// Words beside a marking that add nothing to it.
pub(super) static BESIDE: Words = LazyLock::new(|| {
    words("
    classification classified class level security document file page pages of and company strictly highly status
    category sensitivity label grade marking material information use only do not copy distribute all rights reserved
    등급 보안 보안등급 문서 분류 문서등급 비밀등급 보안분류 구분 쪽 면 페이지 총 자료 취급 주의 금지 복사금지 무단 배포
    배포금지 복사 열람 해당 기술 포함
    密级 密級 保密等级 等级 年 月 日 文件 资料 区分 分類 取扱 取扱注意 机密等级 本 注意 长期 保密期限 页 頁 第 号
    ")
});

/// Words that make a line a sentence.
pub(super) static VERBS: Words = LazyLock::new(|| {
    words("
    is are was were be been being has have had will shall must may should can keep kept contains contain treat treated
    means include includes that which if because how what why when who we you our your it he she they
    ")
});

/// Endings of Korean and Japanese words with which a sentence ends.
pub(super) static CLAUSE_ENDS: Words =
    LazyLock::new(|| words("니다 한다 된다 이다 있다 없다 시오 세요 です ます ません である"));

/// Words before a marking that deny it.
pub(super) static DENIALS: Words = LazyLock::new(|| {
    words("not non no never un nor isn aren without formerly declassified unclassified")
});

/// Words that may stand between a denial and what it denies.
pub(super) static BETWEEN: Words = LazyLock::new(|| {
    words("a an the be been in any longer t considered classified marked strictly company subject")
});

/// Words after a marking that deny it.
pub(super) static DENIED_BY: Words = LazyLock::new(|| words("no none false"));

/// Beginnings of words after a marking that deny it.
pub(super) static DENIED_BY_START: Words = LazyLock::new(|| {
    words("아님 아닙 아니 아닌 해제 없음 제외 미해당 비해당 ではな でない 解除 以外")
});

fn words(text: &'static str) -> BTreeSet<&'static str> {
    text.split_whitespace().collect()
}
