//! Texts in tones, measured as if they had none until a line is printed in colours.
//!
//! A mark stands before a text in a tone, and another after it. Marks have no width, so a text with them is measured, cut
//! and padded as it will look. No other text has these characters: they would change the direction of writing, so
//! [`printable`](crate::plain::printable) replaces them.

use std::borrow::Cow;

use crate::plain::cut;
use crate::reports::Tone;

/// Ends a text in a tone.
const END: char = '\u{2069}';

/// The mark that begins a text in a tone, and the code that tells a terminal.
const TONES: [(Tone, char, &str); 7] = [
    (Tone::Strong, '\u{202a}', "\x1b[1m"),
    (Tone::Faint, '\u{202b}', "\x1b[2m"),
    (Tone::Good, '\u{202c}', "\x1b[32m"),
    (Tone::Bad, '\u{202d}', "\x1b[1;31m"),
    (Tone::Doubtful, '\u{202e}', "\x1b[33m"),
    (Tone::Waiting, '\u{2066}', "\x1b[36m"),
    (Tone::Machine, '\u{2067}', "\x1b[35m"),
];

/// Tells a terminal that a tone ends.
const RESET: &str = "\x1b[0m";

fn code(mark: char) -> Option<&'static str> {
    match mark {
        END => Some(RESET),
        // Nearly all text is below the marks.
        ..'\u{2000}' => None,
        _ => TONES.iter().find(|(_, known, _)| *known == mark).map(|(.., code)| *code),
    }
}

/// A printable text in a tone, without the blanks around it.
pub(super) fn toned(text: &str, tone: Tone) -> String {
    match (TONES.iter().find(|(known, ..)| *known == tone), text.trim()) {
        (None, _) | (_, "") => text.to_owned(),
        (Some((_, mark, _)), shown) => text.replacen(shown, &format!("{mark}{shown}{END}"), 1),
    }
}

/// Appends a line of at most `room` columns, without blanks at its end; a `…` stands for what was cut.
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
    // The mark that ends it may have been cut off.
    if has_tone {
        out.extend_from_slice(RESET.as_bytes());
    }
    out.push(b'\n');
}

#[cfg(test)]
mod tests {
    use crate::plain::{printable, width};

    use super::*;

    #[test]
    fn marks_take_no_room_and_are_in_no_text() {
        for mark in TONES.into_iter().map(|(_, mark, _)| mark).chain([END]) {
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
