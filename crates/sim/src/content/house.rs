//! What stands in every file of the house: head and foot of documents, and the end of mails.

use super::document::{Document, Line};
use super::grammar::Language;
use crate::holder::Holder;

/// The template of the house, in both languages.
#[derive(Clone, Debug)]
pub(super) struct House {
    name: String,
    pub(super) domain: String,
}

impl House {
    pub(super) fn new(holder: &Holder) -> Self {
        Self {
            name: holder.name.clone(),
            domain: holder.domain.clone(),
        }
    }

    /// The template as files: name and text.
    pub(super) fn files(&self) -> [(&'static str, String); 6] {
        let (english, korean) = (Language::English, Language::Korean);
        [
            ("head-en.txt", self.head(english)),
            ("head-ko.txt", self.head(korean)),
            ("foot-en.txt", self.foot(english)),
            ("foot-ko.txt", self.foot(korean)),
            ("mail-en.txt", self.signature(english)),
            ("mail-ko.txt", self.signature(korean)),
        ]
        .map(|(name, lines)| (name, lines.join("\n") + "\n"))
    }

    /// A document with the head and foot of the house.
    pub(super) fn framed(&self, document: &Document) -> Vec<Line> {
        let mut lines = paragraph(self.head(document.language));
        lines.extend(document.lines.iter().cloned());
        lines.extend(paragraph(self.foot(document.language)));
        lines
    }

    /// A text with the end of a mail below it.
    pub(super) fn signed(&self, mut lines: Vec<Line>, language: Language) -> Vec<Line> {
        lines.extend(paragraph(self.signature(language)));
        lines
    }

    fn head(&self, language: Language) -> Vec<String> {
        let name = &self.name;
        match language {
            Language::English => vec![
                format!("{name}. House template for written work, edition 7."),
                "Printed copies are not kept up to date; the current edition lies on the document server of the house."
                    .to_owned(),
            ],
            Language::Korean => vec![
                format!("{name} 사내 표준 서식 제7판."),
                "출력본은 갱신되지 않으며 최신본은 사내 문서 서버에 보관한다.".to_owned(),
            ],
        }
    }

    fn foot(&self, language: Language) -> Vec<String> {
        let name = &self.name;
        match language {
            Language::English => vec![
                format!("Confidential. This paper belongs to {name} and is meant for the reader it was given to."),
                "Passing it on, copying it or keeping it after the work is done needs the consent of the office that issued it."
                    .to_owned(),
                "Nothing in it is an offer, a promise or a statement of properties.".to_owned(),
            ],
            Language::Korean => vec![
                format!("대외비. 이 문서는 {name}의 자산이며 전달받은 사람만 열람할 수 있다."),
                "발행 부서의 동의 없이 복사하거나 제삼자에게 전달하거나 업무가 끝난 뒤 보관할 수 없다.".to_owned(),
                "이 문서의 내용은 계약의 청약이나 보증으로 해석되지 아니한다.".to_owned(),
            ],
        }
    }

    fn signature(&self, language: Language) -> Vec<String> {
        let (name, domain) = (&self.name, &self.domain);
        match language {
            Language::English => vec![
                format!("{name}, www.{domain}"),
                "This message and what is attached to it are meant only for those it is addressed to. If it reached you by mistake, please tell the sender and delete every copy."
                    .to_owned(),
                "The house does not answer for changes that happen to a message on its way.".to_owned(),
            ],
            Language::Korean => vec![
                format!("{name}, www.{domain}"),
                "본 메일과 첨부 파일은 지정된 수신인만을 위한 것입니다. 잘못 받으신 경우 발신인에게 알리고 모든 사본을 삭제해 주시기 바랍니다."
                    .to_owned(),
                "전송 중에 생긴 변경에 대하여 당사는 책임을 지지 않습니다.".to_owned(),
            ],
        }
    }
}

fn paragraph(sentences: Vec<String>) -> Vec<Line> {
    let mut lines: Vec<Line> = sentences.into_iter().map(Line::Sentence).collect();
    lines.push(Line::Break);
    lines
}
