//! What must hold always: the same bytes from the same rows, however they are ordered, split and worked on.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use proptest::prelude::*;
use tempfile::TempDir;

use crate::check::{printed, segrep};

/// A row of the segments table that ties with no other: its start and its id are its own.
fn segment(number: usize, seed: u32) -> String {
    const STATUSES: [&str; 8] = ["Creating", "Open", "Pending", "Connected", "Hold", "Wrap-Up", "Bot", "completed"];
    const EVENTS: [&str; 6] = ["", "Accepted", "ignored", "Rejected", "clear", "noted"];
    const REASONS: [&str; 5] = ["", "Ring", "Transfer", "Queued", "alert"];
    let pick = |of: &[&str], shift: u32| of[(seed >> shift) as usize % of.len()].to_owned();
    let interaction = seed % 7;
    let user = match (seed >> 3) % 5 {
        0 => String::new(),
        user => format!("u{user}"),
    };
    let notes = match (seed >> 20) % 6 {
        0 => "\"two\nlines\"".to_owned(),
        1 => "\"a, \"\"quoted\"\" word\"".to_owned(),
        _ => "plain".to_owned(),
    };
    let duration = match seed % 12 {
        0 | 3 | 6 => format!("{}.5", seed % 90),
        // As broken clocks have it.
        9 => "-2".to_owned(),
        _ => String::new(),
    };
    format!(
        "s{number},i{interaction},q{},{user},{},{},{},2026-11-{:02}T10:{:02}:{:02}.{number:03}Z,{duration},{notes}\n",
        (seed >> 6) % 3,
        pick(&REASONS, 8),
        pick(&EVENTS, 11),
        pick(&STATUSES, 14),
        20 + seed % 2,
        (seed >> 17) % 60,
        (seed >> 23) % 60,
    )
}

const SEGMENTS: &str = "Segment Id,Interaction Id,Queue Id,User Id,Reason,Event,Status,Started At,Duration,Notes\n";
const INTERACTIONS: &str = "Interaction Id,Account Id,Created At,Completed At\n";

/// Columns of findings that say nothing of files, whose rows lie elsewhere in another order.
const FOUND: &str = "severity,rule,table,interaction_id,subject,found,expected";

fn write(folder: &Path, name: &str, header: &str, rows: &[String]) {
    fs::write(folder.join(name), format!("{header}{}", rows.concat())).unwrap();
}

/// Writes all rows, as `parts` files each.
fn exports(segments: &[String], interactions: &[String], parts: usize) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (stem, header, rows) in [("segments", SEGMENTS, segments), ("interactions", INTERACTIONS, interactions)] {
        let size = rows.len().div_ceil(parts).max(1);
        for (part, rows) in rows.chunks(size).enumerate() {
            write(folder.path(), &format!("{stem} ({part}).csv"), header, rows);
        }
        if rows.is_empty() {
            write(folder.path(), &format!("{stem}.csv"), header, &[]);
        }
    }
    write(folder.path(), "users.csv", "Id,First Name\n", &["u1,Ana\n".into(), "u2,Bo\n".into()]);
    folder
}

fn report(folder: &TempDir, threads: &str, arguments: &[&str]) -> String {
    ask(folder, threads, "report", arguments)
}

fn ask(folder: &TempDir, threads: &str, report: &str, arguments: &[&str]) -> String {
    let mut all = vec![report, "-q", "--threads", threads];
    all.extend(arguments);
    printed(folder.path(), &all)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn rows_in_any_order_in_any_parts_on_any_threads_give_the_same_bytes(
        seeds in prop::collection::vec(any::<u32>(), 1..60),
        order in any::<u64>(),
        parts in 1usize..5,
    ) {
        let segments: Vec<String> = seeds.iter().enumerate().map(|(number, seed)| segment(number, *seed)).collect();
        let interactions: Vec<String> = (0..6)
            .map(|id| format!("i{id},o1,2026-11-20T09:5{id}:00Z,{}\n", if id % 2 == 0 { "2026-11-21T12:00:00Z" } else { "" }))
            .collect();
        let shuffled = |rows: &[String]| {
            let mut keyed: Vec<(u64, &String)> = rows
                .iter()
                .enumerate()
                .map(|(at, row)| ((at as u64 + 1).wrapping_mul(order | 1).rotate_left(17), row))
                .collect();
            keyed.sort();
            keyed.into_iter().map(|(_, row)| row.clone()).collect::<Vec<_>>()
        };
        let plain = exports(&segments, &interactions, 1);
        let other = exports(&shuffled(&segments), &shuffled(&interactions), parts);
        for arguments in [
            &["-f", "csv"][..],
            &["-f", "html"],
            &["-f", "table"],
            &["-f", "json"],
            &["-f", "json", "--sort", "status", "--limit", "7"],
            &["-f", "markdown", "--limit", "3"],
            &["-f", "csv", "--date", "2026-11-20", "--response", "accepted"],
            &["-f", "csv", &format!("i{}", seeds[0] % 7)],
        ] {
            let expected = report(&plain, "1", arguments);
            prop_assert_eq!(&report(&plain, "3", arguments), &expected);
            prop_assert_eq!(&report(&other, "2", arguments), &expected);
        }
        for (name, arguments) in [
            ("rings", &["-f", "csv", "--sort", "-ring_seconds", "--limit", "9"][..]),
            ("statuses", &["-f", "csv", "--summary"]),
            ("interactions", &["-f", "table", "--where", "rings>0"]),
            ("summary", &["-f", "csv", "--by", "queue,hour"]),
            ("summary", &["-f", "csv", "--by", "user"]),
            ("paths", &["-f", "csv", "--of", "ring"]),
            ("check", &["-f", "table", "--fail-on", "never", "-c", FOUND, "--sort", "interaction_id,rule,subject"]),
        ] {
            let expected = ask(&plain, "1", name, arguments);
            prop_assert_eq!(&ask(&other, "2", name, arguments), &expected);
        }
    }

    /// Records with a sequence, even a blank one, are read a second time; most others, and most ids, are packed at first.
    #[test]
    fn records_read_once_or_again_give_the_same_bytes(
        seeds in prop::collection::vec(any::<u32>(), 1..60),
        id in prop::sample::select(&["i", "0f0e0d0c-0b0a-4988-8706-05040302010", "an interaction's id of any length "][..]),
    ) {
        let rows = |header: &str, of: &dyn Fn(usize, u32) -> String| -> Vec<String> {
            let rows = seeds.iter().enumerate().map(|(number, seed)| of(number, *seed).replace(",i", &format!(",{id}")));
            [header.to_owned()].into_iter().chain(rows).collect()
        };
        let interactions: Vec<String> =
            (0..5).map(|number| format!("{id}{number},o1,2026-11-20T09:50:00Z,2026-11-20T1{number}:00:00Z\n")).collect();
        let [once, again] = [exports(&[], &interactions, 1), exports(&[], &interactions, 1)];
        let with_sequence = |number, seed| format!(",{}", segment(number, seed));
        write(once.path(), "segments.csv", "", &rows(SEGMENTS, &segment));
        write(again.path(), "segments.csv", "", &rows(&format!("Sequence,{SEGMENTS}"), &with_sequence));
        for (name, arguments) in [
            ("report", &["-f", "csv"][..]),
            ("report", &["-f", "jsonl", "-c", "status,user_name,previous_status,segment_id,interaction_id"]),
            ("report", &["-f", "table"]),
            ("rings", &["-f", "csv"]),
            ("statuses", &["-f", "csv", "--summary"]),
            ("interactions", &["-f", "csv"]),
            ("summary", &["-f", "csv", "--by", "user"]),
            ("summary", &["-f", "csv", "--by", "queue,user,day"]),
            ("summary", &["-f", "csv", "--by", "organization,direction"]),
            ("paths", &["-f", "csv"]),
            ("paths", &["-f", "csv", "--of", "reason"]),
            ("check", &["-f", "csv", "--fail-on", "never", "-c", FOUND]),
        ] {
            prop_assert_eq!(ask(&once, "2", name, arguments), ask(&again, "2", name, arguments));
        }
    }

    #[test]
    fn a_lookup_is_a_part_of_everything(seeds in prop::collection::vec(any::<u32>(), 1..60)) {
        let segments: Vec<String> = seeds.iter().enumerate().map(|(number, seed)| segment(number, *seed)).collect();
        let folder = exports(&segments, &[], 2);
        let everything = report(&folder, "2", &["-f", "csv"]);
        let id = format!("i{}", seeds[0] % 7);
        let mut expected = String::new();
        for line in everything.lines().filter(|line| line.starts_with(&format!("{id},")) || line.starts_with("inter")) {
            writeln!(expected, "{line}").unwrap();
        }
        prop_assert_eq!(report(&folder, "2", &["-f", "csv", &id]), expected);
    }
}

/// Files that are cut into many pieces, for several threads.
#[test]
fn large_files_give_the_same_bytes_on_any_threads() {
    let segments: Vec<String> =
        (0..30_000u32).map(|number| segment(number as usize, number.wrapping_mul(2_654_435_761))).collect();
    let folder = exports(&segments, &[], 1);
    let size = fs::metadata(folder.path().join("segments (0).csv")).unwrap().len();
    assert!(size > 2_000_000, "large enough for several pieces: {size}");
    let expected = report(&folder, "1", &["-f", "csv"]);
    assert_eq!(report(&folder, "2", &["-f", "csv"]), expected);
    assert_eq!(report(&folder, "7", &["-f", "csv"]), expected);
    let arguments = ["-f", "csv", "--fail-on", "never"];
    let expected_findings = ask(&folder, "1", "check", &arguments);
    assert!(expected_findings.lines().count() > 10_000);
    assert_eq!(ask(&folder, "2", "check", &arguments), expected_findings);
    assert_eq!(ask(&folder, "7", "check", &arguments), expected_findings);
    assert_eq!(report(&folder, "7", &["-f", "json"]), report(&folder, "1", &["-f", "json"]));
    let reversed: Vec<String> = segments.into_iter().rev().collect();
    assert_eq!(report(&exports(&reversed, &[], 9), "2", &["-f", "csv"]), expected);
}

/// A record that can't be read, in one of several ways.
fn broken(number: usize, seed: u32) -> String {
    match seed % 5 {
        0 => format!("x{number},i1,too few\n"),
        1 => format!("x{number},i1,q1,u1,Ring,,Pending,no time,,plain\n"),
        2 => format!("x{number},,q1,u1,Ring,,Pending,2026-11-20T10:00:00Z,,blank key\n"),
        3 => format!("x{number},i1,q1,u1,Ring,,Pending,2026-11-20T10:00:00Z,,5\" disk\n"),
        _ => format!("x{number},i1,q1,u1,Ring,,Pending,2026-11-20T10:00:00Z,,\"text\" after\n"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn rows_that_can_be_read_say_the_same_whatever_is_left_out_among_them(
        seeds in prop::collection::vec(any::<u32>(), 1..40),
        bad in prop::collection::vec(any::<u32>(), 1..20),
        order in any::<u64>(),
        parts in 1usize..5,
    ) {
        let good: Vec<String> = seeds.iter().enumerate().map(|(number, seed)| segment(number, *seed)).collect();
        let bad: Vec<String> = bad.iter().enumerate().map(|(number, seed)| broken(number, *seed)).collect();
        let mut mixed: Vec<(u64, String)> = good
            .iter()
            .chain(&bad)
            .enumerate()
            .map(|(at, row)| ((at as u64 + 1).wrapping_mul(order | 1).rotate_left(17), row.clone()))
            .collect();
        mixed.sort();
        let mixed: Vec<String> = mixed.into_iter().map(|(_, row)| row).collect();
        let (clean, mixed) = (exports(&good, &[], 1), exports(&mixed, &[], parts));
        let expected = report(&clean, "1", &["-f", "csv"]);
        for threads in ["1", "3"] {
            let arguments =
                ["report", "-f", "csv", "--threads", threads, "--on-error", "skip", "--rejects", "rejects.csv"];
            let output = segrep(mixed.path(), &arguments);
            prop_assert_eq!(String::from_utf8(output.stdout).unwrap(), expected.clone());
            let stderr = String::from_utf8(output.stderr).unwrap();
            let (used, rejected) = (good.len(), bad.len());
            let counts = format!(
                "segments: {} rows read = {used} used + 0 duplicates + {rejected} rejected\n", used + rejected
            );
            prop_assert!(stderr.contains(&counts), "{}{}", counts, stderr);
            // Each broken record, as it came.
            let rejects = fs::read(mixed.path().join("rejects.csv")).unwrap();
            let mut reader = csv::Reader::from_reader(&rejects[..]);
            let mut kept: Vec<String> =
                reader.records().map(|record| format!("{}\n", &record.unwrap()[4])).collect();
            kept.sort();
            let mut left_out = bad.clone();
            left_out.sort();
            prop_assert_eq!(kept, left_out);
        }
    }
}
