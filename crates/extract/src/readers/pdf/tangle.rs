//! PDFs that would keep a reader busy for hours: objects and pictures that begin and do not end, each of which is looked
//! for to the end of the file.

use memchr::memmem;

use crate::Problem;

/// Bytes that may be passed while the ends of all objects are looked for; beside it, so many times the file.
const WORK: usize = 512 << 20;
const TIMES: usize = 8;

/// Bytes that may be passed while the ends of all pictures in one drawing are looked for.
const PICTURE_WORK: usize = 2 << 30;

/// Refuses a file whose objects reach over each other.
pub(super) fn refuse(bytes: &[u8]) -> Result<(), Problem> {
    let most = WORK.saturating_add(bytes.len().saturating_mul(TIMES));
    let mut work = 0_usize;
    for at in memmem::find_iter(bytes, b"obj") {
        let before = at.checked_sub(1).and_then(|before| bytes.get(before));
        let is_start =
            before.is_some_and(|byte| byte.is_ascii_whitespace() || byte.is_ascii_digit());
        if !is_start {
            continue;
        }
        work = work.saturating_add(length(bytes.get(at + 3..).unwrap_or(&[])));
        if work > most {
            return Err(Problem::Damaged(
                "objects that begin and do not end".to_owned(),
            ));
        }
    }
    Ok(())
}

/// How much of a drawing can be read: up to where pictures begin that do not end, or end that did not begin.
pub(super) fn sound(drawing: &[u8]) -> (&[u8], bool) {
    let last_end = memmem::rfind(drawing, b"EI").map_or(0, |at| at + 2);
    let last_start = memmem::rfind(drawing, b"BI").map_or(0, |at| at + 2);
    let tail = |from: usize| drawing.get(from..).unwrap_or(&[]);
    let is_long = |from: usize, mark: &[u8]| {
        let most = PICTURE_WORK / tail(from).len().max(1);
        memmem::find_iter(tail(from), mark).nth(most).is_some()
    };
    if last_end > last_start && is_long(last_start, b"EI") {
        return (drawing.get(..last_start).unwrap_or(drawing), false);
    }
    if last_start > last_end && is_long(last_end, b"BI") {
        return (drawing.get(..last_end).unwrap_or(drawing), false);
    }
    (drawing, true)
}

/// How far an object reaches, with the stream behind it.
fn length(bytes: &[u8]) -> usize {
    let (mut at, mut depth) = (0, 0_usize);
    let mut is_dictionary = false;
    while let Some(&byte) = bytes.get(at) {
        let rest = bytes.get(at..).unwrap_or(&[]);
        at += match byte {
            b'(' => string(rest),
            b'%' => memchr::memchr2(b'\r', b'\n', rest).unwrap_or(rest.len()),
            b'<' if rest.starts_with(b"<<") => {
                is_dictionary |= depth == 0;
                depth += 1;
                2
            }
            b'<' => memchr::memchr(b'>', rest).map_or(rest.len(), |end| end + 1),
            b'[' => {
                depth += 1;
                1
            }
            b'>' | b']' => {
                depth = depth.saturating_sub(1);
                if rest.starts_with(b">>") { 2 } else { 1 }
            }
            byte if byte.is_ascii_whitespace() => {
                at += 1;
                continue;
            }
            b'/' => 1 + atom(rest.get(1..).unwrap_or(&[])),
            _ => atom(rest).max(1),
        };
        if depth == 0 {
            break;
        }
    }
    let after = bytes.get(at..).unwrap_or(&[]);
    if is_dictionary && after.trim_ascii_start().starts_with(b"stream") {
        at += memmem::find(after, b"endstream").unwrap_or(after.len());
    }
    at
}

/// How far a string in parentheses reaches.
fn string(bytes: &[u8]) -> usize {
    let (mut at, mut depth) = (0, 0_usize);
    while let Some(found) = memchr::memchr3(b'(', b')', b'\\', bytes.get(at..).unwrap_or(&[])) {
        at += found + 1;
        match bytes.get(at - 1) {
            Some(b'(') => depth += 1,
            Some(b')') => depth = depth.saturating_sub(1),
            _ => at += 1,
        }
        if depth == 0 {
            return at;
        }
    }
    bytes.len()
}

/// How far a number, a word or a name reaches.
fn atom(bytes: &[u8]) -> usize {
    let end = bytes
        .iter()
        .position(|byte| byte.is_ascii_whitespace() || b"()<>[]/%".contains(byte));
    end.unwrap_or(bytes.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_object_reaches_to_its_end() {
        let reach = |object: &str| length(object.as_bytes());
        assert_eq!(reach("<< /A [1 (a\\)(b)) <00>] >> 2"), 26);
        assert_eq!(reach(" 12 "), 3);
        assert_eq!(reach("<</Length 1>>\nstream\nx\nendstream endobj"), 23);
        assert_eq!(reach("(open <<"), 8);
    }

    #[test]
    fn objects_that_do_not_end_are_refused() {
        for open in ["1 0 obj\n<<", "1 0 obj (\nendobj\n", "1 0 obj <<>>stream\n"] {
            let tangled = open.repeat(60_000);
            assert!(refuse(tangled.as_bytes()).is_err(), "{open}");
        }
        let sound = "1 0 obj\n<< /A (b) >>\nstream\nx\nendstream\nendobj\n".repeat(60_000);
        assert_eq!(refuse(sound.as_bytes()), Ok(()));
    }

    #[test]
    fn a_drawing_is_read_up_to_pictures_that_do_not_end() {
        let drawing = "(a) Tj BI ID x EI (b) Tj ".to_owned() + &"BI ID ".repeat(50_000);
        let (read, is_whole) = sound(drawing.as_bytes());
        assert!(!is_whole && read.ends_with(b"x EI"));
        let pictures = "BI /W 1 ID x EI (a) Tj ".repeat(50_000);
        assert_eq!(sound(pictures.as_bytes()), (pictures.as_bytes(), true));
    }
}
