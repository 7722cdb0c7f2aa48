//! File names taken apart: the stem, the endings, the order of parts, patterns.

use std::cmp::Ordering;

/// Endings of export files, without the compressions that may follow them.
const EXPORT_ENDINGS: &[&str] = &["csv", "tsv"];

/// Endings of compressed files.
const COMPRESSED_ENDINGS: &[&str] = &["gz", "zst"];

/// The stem of a file that ends like an export.
pub(super) fn export_stem(name: &str) -> Option<String> {
    let (stem, ending) = split_endings(name);
    EXPORT_ENDINGS.contains(&ending.as_str()).then_some(stem)
}

/// A file's name without the endings that say its format.
pub(super) fn stem(name: &str) -> String {
    split_endings(name).0
}

/// A file's name without its endings, and the ending that says what it holds.
pub(super) fn split_endings(name: &str) -> (String, String) {
    let split = |name: &str| name.rsplit_once('.').map(|(stem, end)| (stem.to_owned(), end.to_lowercase()));
    match split(name) {
        Some((inner, end)) if COMPRESSED_ENDINGS.contains(&end.as_str()) => split(&inner).unwrap_or((inner, end)),
        Some(parts) => parts,
        None => (name.to_owned(), String::new()),
    }
}

/// The natural order of stems: by bytes, but runs of digits as numbers; one that begins another comes first.
pub(super) fn natural(a: &str, b: &str) -> Ordering {
    let (mut a, mut b) = (a.as_bytes(), b.as_bytes());
    loop {
        let (left, right) = (digits(a), digits(b));
        if left > 0 && right > 0 {
            let number = |bytes: &[u8], len: usize| {
                let zeros = bytes[..len].iter().take_while(|digit| **digit == b'0').count();
                (len - zeros, bytes[zeros..len].to_vec())
            };
            match number(a, left).cmp(&number(b, right)) {
                Ordering::Equal => (a, b) = (&a[left..], &b[right..]),
                unequal => return unequal,
            }
            continue;
        }
        match (a.first(), b.first()) {
            (Some(x), Some(y)) if x == y => (a, b) = (&a[1..], &b[1..]),
            (x, y) => return x.cmp(&y),
        }
    }
}

fn digits(bytes: &[u8]) -> usize {
    bytes.iter().take_while(|byte| byte.is_ascii_digit()).count()
}

/// Whether a file's name, in any case, fits a pattern in which `*` stands for anything.
pub(super) fn matches(pattern: &str, name: &str) -> bool {
    let (pattern, name) = (pattern.to_lowercase(), name.to_lowercase());
    let mut parts = pattern.split('*');
    let Some(mut rest) = name.strip_prefix(parts.next().unwrap_or_default()) else { return false };
    let parts: Vec<&str> = parts.collect();
    let Some((last, middle)) = parts.split_last() else { return rest.is_empty() };
    for part in middle {
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    rest.ends_with(last)
}

/// Whether what follows a table's name in a stem tells only which part of the table the file is.
pub(super) fn is_part_mark(rest: &str) -> bool {
    let mut rest = rest;
    let mut after_digit = false;
    while let Some(first) = rest.chars().next() {
        let digits = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        if digits.len() < rest.len() {
            (rest, after_digit) = (digits, true);
            continue;
        }
        // The T of a time stands between its digits, the Z after them.
        let time_mark = match first {
            't' => after_digit && rest[1..].starts_with(|c: char| c.is_ascii_digit()),
            'z' => after_digit,
            _ => false,
        };
        rest = match ["export", "part"].iter().find_map(|word| rest.strip_prefix(word)) {
            Some(left) => left,
            None if time_mark => &rest[1..],
            None => return false,
        };
        after_digit = false;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_in_natural_order() {
        let mut stems = ["segments (10)", "segments", "segments (2)", "Segments", "segments (2) b", "segments (02) a"];
        stems.sort_by(|a, b| natural(a, b));
        assert_eq!(
            stems,
            ["Segments", "segments", "segments (2)", "segments (02) a", "segments (2) b", "segments (10)"]
        );
    }

    #[test]
    fn endings_are_no_part_of_the_stem() {
        assert_eq!(export_stem("segments.2026.CSV.gz").as_deref(), Some("segments.2026"));
        assert_eq!(export_stem("segments.txt"), None);
        assert_eq!(stem("segments.txt"), "segments");
    }

    #[test]
    fn patterns_match_whole_names() {
        for (pattern, name, fits) in [
            ("calls.csv", "Calls.CSV", true),
            ("calls*.csv", "calls-2026.csv", true),
            ("*queue*log*", "my_queue_log.txt", true),
            ("calls*.csv", "calls.csv.gz", false),
            ("a*a", "a", false),
            ("*", "", true),
        ] {
            assert_eq!(matches(pattern, name), fits, "{pattern} {name}");
        }
    }
}
