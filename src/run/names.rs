//! Names of files that are made of values: safe on every system, and recognisable.

use crate::plain::steers;

/// Bytes that a value may take in a name, so that several of them, an ending and a mark have room in one.
const LONGEST: usize = 60;

/// What stands for no value.
const NONE: &str = "none";

/// Names that mean devices on some systems, whatever follows a point in them.
const RESERVED: [&str; 4] = ["con", "prn", "aux", "nul"];

/// Devices with a number behind their name.
const NUMBERED: [&str; 2] = ["com", "lpt"];

/// A value as a part of a file's name: what separates folders, is a control character or reserved on some system becomes
/// `_`; a long one is cut. Different values may have the same name.
pub(super) fn safe(value: Option<&str>) -> String {
    let Some(value) = value else { return NONE.to_owned() };
    let is_unsafe = |character: char| "/\\:*?\"<>|".contains(character) || steers(character);
    let mut name = String::new();
    for character in value.chars() {
        if name.len() + character.len_utf8() > LONGEST {
            break;
        }
        name.push(if is_unsafe(character) { '_' } else { character });
    }
    // Hidden, a folder above, or an option at the beginning; dropped by some systems at the end.
    for edge in [0, name.len().saturating_sub(1)] {
        if name.get(edge..=edge).is_some_and(|edge| edge == "." || edge == " ") {
            name.replace_range(edge..=edge, "_");
        }
    }
    if name.starts_with('-') {
        name.replace_range(0..1, "_");
    }
    let stem = name.split('.').next().unwrap_or_default().to_lowercase();
    let is_digit = |number: &str| matches!(number.as_bytes(), [b'0'..=b'9']);
    let is_numbered = NUMBERED.iter().any(|device| stem.strip_prefix(device).is_some_and(is_digit));
    if is_numbered || RESERVED.contains(&stem.as_str()) {
        name.insert(0, '_');
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_safe_everywhere() {
        for (value, expected) in [
            ("Billing", "Billing"),
            ("Zoë Müller, Jr.", "Zoë Müller, Jr_"),
            ("a/b\\c", "a_b_c"),
            ("../../etc/passwd", "_._.._etc_passwd"),
            ("..", "__"),
            (".hidden", "_hidden"),
            ("-rf", "_rf"),
            ("two\nlines\0\u{202e}", "two_lines__"),
            ("nul", "_nul"),
            ("COM1.txt", "_COM1.txt"),
            ("company", "company"),
            ("what?*", "what__"),
            (" ", "_"),
        ] {
            assert_eq!(safe(Some(value)), expected, "{value:?}");
        }
        assert_eq!(safe(None), "none");
        assert_eq!(safe(Some(&"é".repeat(99))), "é".repeat(30));
    }
}
