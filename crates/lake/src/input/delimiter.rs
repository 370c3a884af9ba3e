//! What parts the fields of a line, where nobody says it.

/// What may part them.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// What stands most often in the first line that is not empty, outside of quotes; a comma where nothing does.
///
/// ```
/// use bongsu_lake::input::delimiter;
///
/// assert_eq!(delimiter(b"\n\"a, b\";c\n1;2\n"), b';');
/// assert_eq!(delimiter(b"name\n"), b',');
/// ```
pub fn delimiter(start: &[u8]) -> u8 {
    let mut n = [0_usize; DELIMITERS.len()];
    let mut is_quoted = false;
    let lead = start
        .iter()
        .take_while(|byte| byte.is_ascii_whitespace() && **byte != b'\t');
    for byte in start.iter().skip(lead.count()) {
        match byte {
            b'"' => is_quoted = !is_quoted,
            b'\n' | b'\r' if !is_quoted => break,
            _ if is_quoted => {}
            byte => {
                let place = DELIMITERS.iter().position(|delimiter| delimiter == byte);
                if let Some(slot) = place.and_then(|place| n.get_mut(place)) {
                    *slot += 1;
                }
            }
        }
    }
    // Of equally frequent ones the first.
    let mut best = (0, b',');
    for (n, delimiter) in n.into_iter().zip(DELIMITERS) {
        if n > best.0 {
            best = (n, delimiter);
        }
    }
    best.1
}
