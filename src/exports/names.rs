//! File names: stems and extensions, the order of parts, patterns.

use std::cmp::Ordering;

/// The stem of a file with the extension of an export.
pub(super) fn export_stem(name: &str) -> Option<String> {
    let (stem, extension) = split_extension(name);
    matches!(extension.as_str(), "csv" | "tsv").then_some(stem)
}

/// A file's stem, and its extension in lower case; that of a compression is dropped if there is another.
pub(super) fn split_extension(name: &str) -> (String, String) {
    let split = |name: &str| name.rsplit_once('.').map(|(stem, end)| (stem.to_owned(), end.to_lowercase()));
    match split(name) {
        Some((inner, end)) if matches!(end.as_str(), "gz" | "zst") => split(&inner).unwrap_or((inner, end)),
        Some(parts) => parts,
        None => (name.to_owned(), String::new()),
    }
}

/// The natural order of stems: by bytes, but runs of digits as numbers.
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

/// Whether a pattern, in which `*` stands for anything, matches a file name; case-insensitive.
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

/// Whether what follows a table's name in a stem only says which part of the table it is.
pub(super) fn is_part_mark(mut rest: &str) -> bool {
    let mut after_digit = false;
    while let Some(first) = rest.chars().next() {
        let digits = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        if digits.len() < rest.len() {
            (rest, after_digit) = (digits, true);
            continue;
        }
        // T stands between the digits of a time, Z after them.
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
    fn extensions_are_not_part_of_the_stem() {
        assert_eq!(export_stem("segments.2026.CSV.gz").as_deref(), Some("segments.2026"));
        assert_eq!(export_stem("segments.txt"), None);
        assert_eq!(split_extension("segments.txt"), ("segments".to_owned(), "txt".to_owned()));
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
