//! What groups, files and titles a split report has.

use super::*;

fn split(pattern: &str, keys: &[SplitKey]) -> Split {
    Split { keys: keys.to_vec(), pattern: pieces(pattern) }
}

fn group(parts: &[Option<(&str, &str)>]) -> Vec<u8> {
    let mut group = Vec::new();
    parts.iter().for_each(|part| pack(*part, &mut group));
    group
}

fn names(split: &Split, groups: &[Vec<u8>]) -> Vec<String> {
    let groups: BTreeSet<Vec<u8>> = groups.iter().cloned().collect();
    split.files(&groups).into_iter().map(|path| path.to_str().unwrap().to_owned()).collect()
}

#[test]
fn groups_come_back() {
    let one = group(&[Some(("a\0b", "")), None, Some(("é", "x"))]);
    let owned = |id: &str, name: &str| Some((id.to_owned(), name.to_owned()));
    assert_eq!(parts(&one), [owned("a\0b", ""), None, owned("é", "x")]);
}

#[test]
fn values_stand_where_the_pattern_says() {
    let by = split("{out}/{date}/{queue}-{day}.csv", &[SplitKey::Queue, SplitKey::Day]);
    let day = Some(("2026-11-20", "2026-11-20"));
    let groups = [group(&[Some(("q1", "a/b")), day]), group(&[None, day])];
    assert_eq!(names(&by, &groups), ["{out}/2026-11-20/none-2026-11-20.csv", "{out}/2026-11-20/a_b-2026-11-20.csv"]);
    assert_eq!(by.title(&groups[1]), "no queue, day 2026-11-20");
}

#[test]
fn different_keys_have_different_files() {
    let by = split("{queue}.csv.gz", &[SplitKey::Queue]);
    let groups: Vec<Vec<u8>> = [("1", "Billing"), ("2", "billing"), ("3", "a/b"), ("4", "a_b"), ("5", "Other")]
        .map(|part| group(&[Some(part)]))
        .into();
    let names = names(&by, &groups);
    let plain: Vec<&str> = names.iter().map(|name| name.split(['~', '.']).next().unwrap()).collect();
    assert_eq!(plain, ["Billing", "billing", "a_b", "a_b", "Other"]);
    assert_eq!(names[4], "Other.csv.gz");
    let different: BTreeSet<String> = names.iter().map(|name| name.to_lowercase()).collect();
    assert_eq!(different.len(), 5, "{names:?}");
    assert!(names[..4].iter().all(|name| name.contains('~') && name.ends_with(".csv.gz")), "{names:?}");
}

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
