//! Texts in tones, as wide as they look until a line is printed in colours.
//!
//! A mark stands before a text in a tone, and another after it. Marks take no column of a terminal, so that a text with
//! them is measured, cut and padded as it will look. No other text has such characters: they would change the direction of
//! writing, and [`printable`](crate::plain::printable) lets none through.

use std::borrow::Cow;

use crate::plain::cut;
use crate::reports::Tone;

/// What ends a text in a tone.
const END: char = '\u{2069}';

/// What begins a text in a tone.
fn mark(tone: Tone) -> Option<char> {
    match tone {
        Tone::Plain => None,
        Tone::Strong => Some('\u{202a}'),
        Tone::Faint => Some('\u{202b}'),
        Tone::Good => Some('\u{202c}'),
        Tone::Bad => Some('\u{202d}'),
        Tone::Doubtful => Some('\u{202e}'),
        Tone::Waiting => Some('\u{2066}'),
        Tone::Machine => Some('\u{2067}'),
    }
}

/// What a terminal is told by a mark.
fn code(mark: char) -> Option<&'static str> {
    match mark {
        '\u{202a}' => Some("\x1b[1m"),
        '\u{202b}' => Some("\x1b[2m"),
        '\u{202c}' => Some("\x1b[32m"),
        '\u{202d}' => Some("\x1b[1;31m"),
        '\u{202e}' => Some("\x1b[33m"),
        '\u{2066}' => Some("\x1b[36m"),
        '\u{2067}' => Some("\x1b[35m"),
        END => Some("\x1b[0m"),
        _ => None,
    }
}

/// A printable text in a tone. Blanks around it have none.
pub(super) fn toned(text: &str, tone: Tone) -> String {
    match (mark(tone), text.trim()) {
        (None, _) | (_, "") => text.to_owned(),
        (Some(mark), shown) => text.replacen(shown, &format!("{mark}{shown}{END}"), 1),
    }
}

/// Appends a line that takes at most `room` columns, without blanks at its end; a mark stands where something was cut.
pub(super) fn line(line: &str, room: Option<usize>, out: &mut Vec<u8>) {
    let line = line.trim_end();
    let line = room.map_or(Cow::Borrowed(line), |room| cut(line, room));
    let mut has_tone = false;
    for character in line.chars() {
        match code(character) {
            Some(code) => {
                has_tone = character != END;
                out.extend_from_slice(code.as_bytes());
            }
            None => out.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes()),
        }
    }
    // What was cut off may have ended it.
    if has_tone {
        out.extend_from_slice(b"\x1b[0m");
    }
    out.push(b'\n');
}

#[cfg(test)]
mod tests {
    use crate::plain::{printable, width};

    use super::*;

    #[test]
    fn marks_take_no_room_and_are_in_no_text() {
        let tones = [Tone::Strong, Tone::Faint, Tone::Good, Tone::Bad, Tone::Doubtful, Tone::Waiting, Tone::Machine];
        let marks: Vec<char> = tones.into_iter().filter_map(mark).chain([END]).collect();
        assert_eq!(marks.len(), 8);
        for mark in marks {
            assert!(code(mark).is_some());
            assert_eq!(width(&format!("a{mark}b")), 2);
            assert_eq!(printable(&mark.to_string()), "�");
        }
    }

    #[test]
    fn a_tone_ends_with_its_text_or_where_that_is_cut() {
        let check = |room: usize, expected: &str| {
            let mut out = Vec::new();
            line(&format!("{} 日本{}  ", toned(" ab ", Tone::Good), toned("cd", Tone::Bad)), Some(room), &mut out);
            assert_eq!(String::from_utf8(out).unwrap(), format!("{expected}\n"));
        };
        check(11, " \x1b[32mab\x1b[0m  日本\x1b[1;31mcd\x1b[0m");
        check(10, " \x1b[32mab\x1b[0m  日本\x1b[1;31m…\x1b[0m");
        check(8, " \x1b[32mab\x1b[0m  日…");
        check(2, " \x1b[32m…\x1b[0m");
    }
}
