//! File names made of values: safe on every system, and recognisable.

use crate::plain::steers;

/// The most bytes of a value in a name, so that several values, an extension and a mark fit.
const LONGEST: usize = 60;

/// Stands for a missing value.
const NONE: &str = "none";

/// Device names on some systems, whatever their extension.
const RESERVED: [&str; 4] = ["con", "prn", "aux", "nul"];

/// Device names followed by a digit.
const NUMBERED: [&str; 2] = ["com", "lpt"];

/// A value as part of a file name: path separators, control characters and characters reserved on some system become `_`;
/// long values are cut. Different values may end up with the same name.
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
    // A leading dot hides a file or names a parent folder; some systems drop a trailing dot or space.
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
