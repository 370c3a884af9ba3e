//! Plain text in any encoding.

use crate::Problem;
use crate::sink::Sink;

/// The text as it stands, line ends included, so that places in it are places in the file.
pub(crate) fn read(bytes: &[u8], sink: &mut Sink<'_, '_>) -> Result<(), Problem> {
    sink.text(&String::from_utf8_lossy(bytes))
}
