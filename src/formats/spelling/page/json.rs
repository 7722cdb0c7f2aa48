//! JSON for the page's script, harmless inside a script element.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::{CharEscape, Formatter};

/// Writes a value as JSON. Returns the output.
pub(super) fn write<W: Write>(value: &impl Serialize, out: W) -> io::Result<W> {
    let mut serializer = Serializer::with_formatter(out, Harmless);
    value.serialize(&mut serializer)?;
    Ok(serializer.into_inner())
}

/// A sequence of values that are made as they are written.
pub(super) struct Sequence<F>(pub(super) F);

impl<I: Iterator<Item: Serialize>, F: Fn() -> I> Serialize for Sequence<F> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0())
    }
}

/// Compact JSON that escapes whatever could end its script element or begin another.
struct Harmless;

impl Formatter for Harmless {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, out: &mut W, fragment: &str) -> io::Result<()> {
        for piece in fragment.split_inclusive(['<', '>', '&', '\u{7f}']) {
            match piece.as_bytes() {
                [before @ .., byte @ (b'<' | b'>' | b'&' | 0x7f)] => {
                    out.write_all(before)?;
                    write!(out, "\\u{byte:04x}")?;
                }
                harmless => out.write_all(harmless)?,
            }
        }
        Ok(())
    }

    fn write_char_escape<W: ?Sized + Write>(&mut self, out: &mut W, escape: CharEscape) -> io::Result<()> {
        let control = match escape {
            CharEscape::Quote => return out.write_all(b"\\\""),
            CharEscape::ReverseSolidus => return out.write_all(b"\\\\"),
            CharEscape::Solidus => b'/',
            CharEscape::Backspace => 0x08,
            CharEscape::FormFeed => 0x0c,
            CharEscape::LineFeed => b'\n',
            CharEscape::CarriageReturn => b'\r',
            CharEscape::Tab => b'\t',
            CharEscape::AsciiControl(byte) => byte,
        };
        write!(out, "\\u{control:04x}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_can_leave_its_place() {
        let spelled = |value: &str| {
            let mut out = Vec::new();
            write(&value, &mut out).unwrap();
            String::from_utf8(out).unwrap()
        };
        assert_eq!(spelled("Ana \"A\" \\ Franks"), r#""Ana \"A\" \\ Franks""#);
        assert_eq!(spelled("</script><!-- & -->"), r#""\u003c/script\u003e\u003c!-- \u0026 --\u003e""#);
        assert_eq!(spelled("a\nb\u{7f}c\u{0}é日"), r#""a\u000ab\u007fc\u0000é日""#);
    }
}
