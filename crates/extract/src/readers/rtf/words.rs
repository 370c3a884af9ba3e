//! What control words stand for.

use crate::Place;

/// Where the text of a group goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Goes {
    /// Into the document; elsewhere on the page where the writer was told so.
    Text,
    /// Nowhere.
    Nowhere,
    /// Into a property.
    Property(&'static str),
    /// The name and the value of a property that people added.
    CustomName,
    CustomValue,
    /// Into the codes of fields.
    Field,
    /// Fonts, whose character sets count.
    Fonts,
    /// The bytes of an embedded object, in hexadecimal.
    Object,
    /// The name and the value of something set for a shape.
    ShapeName,
    ShapeValue,
}

/// Where the text of a group goes that starts with this word, and the place where it stands if not in the running text.
pub(super) fn destination(word: &[u8]) -> Option<(Goes, Option<Place>)> {
    let text = |place| Some((Goes::Text, Some(place)));
    let nowhere = Some((Goes::Nowhere, None));
    let property = |name| Some((Goes::Property(name), None));
    match word {
        b"header" | b"headerl" | b"headerr" | b"headerf" => text(Place::Header),
        b"footer" | b"footerl" | b"footerr" | b"footerf" => text(Place::Footer),
        b"footnote" => text(Place::Notes),
        b"annotation" => text(Place::Comment),
        b"fldinst" => Some((Goes::Field, None)),
        b"shpinst" | b"shptxt" | b"fldrslt" | b"ud" | b"userprops" | b"shp" | b"background"
        | b"dptxbxtext" => Some((Goes::Text, None)),
        b"fonttbl" => Some((Goes::Fonts, None)),
        b"objdata" => Some((Goes::Object, None)),
        b"sn" => Some((Goes::ShapeName, None)),
        b"sv" => Some((Goes::ShapeValue, None)),
        b"propname" => Some((Goes::CustomName, None)),
        b"staticval" => Some((Goes::CustomValue, None)),
        b"title" => property("title"),
        b"subject" => property("subject"),
        b"author" => property("creator"),
        b"operator" => property("lastModifiedBy"),
        b"keywords" => property("keywords"),
        b"comment" | b"doccomm" => property("description"),
        b"category" => property("category"),
        b"manager" => property("Manager"),
        b"company" => property("Company"),
        b"info"
        | b"colortbl"
        | b"stylesheet"
        | b"pict"
        | b"nonshppict"
        | b"upr"
        | b"listtext"
        | b"pntext"
        | b"xe"
        | b"tc"
        | b"themedata"
        | b"colorschememapping"
        | b"datastore"
        | b"latentstyles"
        | b"listtable"
        | b"listoverridetable"
        | b"rsidtbl"
        | b"generator"
        | b"revtbl"
        | b"filetbl"
        | b"template"
        | b"atnid"
        | b"atnauthor"
        | b"bkmkstart"
        | b"bkmkend"
        | b"objclass"
        | b"objname"
        | b"falt"
        | b"panose"
        | b"pnseclvl"
        | b"fontemb"
        | b"fontfile"
        | b"private"
        | b"passwordhash"
        | b"txe"
        | b"rxe"
        | b"do"
        | b"sp"
        | b"shprslt" => nowhere,
        _ => None,
    }
}

/// The letter that a word stands for.
pub(super) const fn letter(word: &[u8]) -> Option<char> {
    Some(match word {
        b"par" | b"line" | b"row" | b"nestrow" | b"page" | b"sect" | b"softline" | b"column" => {
            '\n'
        }
        b"tab" | b"cell" | b"nestcell" => '\t',
        b"emdash" => '—',
        b"endash" => '–',
        b"lquote" => '‘',
        b"rquote" => '’',
        b"ldblquote" => '“',
        b"rdblquote" => '”',
        b"bullet" => '•',
        b"emspace" | b"enspace" | b"qmspace" => ' ',
        _ => return None,
    })
}

/// The code page of a character set; nothing for the set of the document.
pub(super) const fn page_of_charset(charset: i32) -> Option<u32> {
    Some(match charset {
        77 => 10000,
        128 => 932,
        129 | 130 => 949,
        134 => 936,
        136 => 950,
        161 => 1253,
        162 => 1254,
        163 => 1258,
        177 => 1255,
        178..=180 => 1256,
        186 => 1257,
        204 => 1251,
        222 => 874,
        238 => 1250,
        _ => return None,
    })
}
