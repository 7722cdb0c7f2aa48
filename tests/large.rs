//! Exports that are large in an unusual direction: many parts, many columns, a field or an interaction
//! that doesn't end.

use std::fs;

use serde_json::Value;
use tempfile::TempDir;

use crate::check::{failed, printed, shell};

const HEADER: &str = "Interaction Id,Started At\n";

#[test]
fn more_parts_than_files_that_may_be_open_are_read() {
    let folder = TempDir::new().unwrap();
    for part in 0..2000 {
        let row = format!("{HEADER}i{part},2026-11-20T10:00:00Z\n");
        fs::write(folder.path().join(format!("segments ({part}).csv")), row).unwrap();
    }
    assert_eq!(shell(folder.path(), "ulimit -n 256; segrep report -q -f csv | wc -l").trim(), "2001");
}

#[test]
fn places_of_rows_are_lines_in_every_piece_of_a_file() {
    let folder = TempDir::new().unwrap();
    // Several pieces, in the order of time.
    let rows = 60_000;
    let row = |at: usize| format!("2026-11-20T{:02}:{:02}:{:02}Z,Open\n", at / 3600, at / 60 % 60, at % 60);
    let text = format!("started_at,status\n{}", (0..rows).map(row).collect::<String>());
    fs::write(folder.path().join("segments.csv"), text).unwrap();
    fs::write(folder.path().join("segrep.toml"), "[columns.segments]\ninteraction_id = { row = true }\n").unwrap();
    let ids: String = (0..rows).map(|at| format!("segments.csv:{}\n", at + 2)).collect();
    for threads in ["1", "2", "8"] {
        let asked = ["report", "-q", "-f", "csv", "-c", "interaction_id", "--threads", threads];
        let seen = printed(folder.path(), &asked);
        assert!(seen == format!("interaction_id\n{ids}"), "{threads} threads");
    }
}

#[test]
fn a_column_to_count_by_may_have_any_number_of_values() {
    let folder = TempDir::new().unwrap();
    // Some in quotes with quotes in them, some blank, some in rows out of the ordinary; a second file has no such column.
    let row = |at: usize| {
        let value = match at % 10 {
            0 => "\"a \"\"b\"\", c\"".to_owned(),
            1 => " NULL ".to_owned(),
            _ => format!(" v{} ", at % 700),
        };
        let start = if at.is_multiple_of(13) { "20.11.2026 10:00:00" } else { "2026-11-20T10:00:00Z" };
        format!("i{},{start},{value}\n", at / 2)
    };
    let text = format!("{}{}", "Interaction Id,Started At,Team\n", (0..4000).map(row).collect::<String>());
    fs::write(folder.path().join("segments.csv"), text).unwrap();
    fs::write(folder.path().join("segments (2).csv"), format!("{HEADER}i0,2026-11-20T10:00:00Z\n")).unwrap();
    fs::write(folder.path().join("ids"), (0..2000).map(|at| format!("i{at}\n")).collect::<String>()).unwrap();
    for keys in ["segment.Team", "segment.Team,segment.interaction_id", "completion-display,segment.Team"] {
        let summary = format!("segrep summary --by {keys} -f csv");
        let looked_up = shell(folder.path(), &format!("{summary} @ids 2>&1"));
        assert_eq!(shell(folder.path(), &format!("{summary} 2>&1")), looked_up);
        assert!(looked_up.lines().count() > 270, "{looked_up}");
    }
}

#[test]
fn parts_that_say_the_same_are_one_row() {
    let folder = TempDir::new().unwrap();
    for part in 0..2000 {
        // Two rows that differ, and each of them a thousand times, all at one moment of one interaction.
        let row = format!("Interaction Id,Started At,Note\ni,2026-11-20T10:00:00Z,{}\n", part % 2);
        fs::write(folder.path().join(format!("segments ({part}).csv")), row).unwrap();
    }
    let seen = printed(folder.path(), &["report", "-q", "-f", "csv", "-c", "seq,segment.Note,source_file"]);
    let expected = "seq,segment.Note,source_file\n1,0,segments (0).csv\n2,1,segments (1).csv\n";
    assert_eq!(seen, expected);
}

#[test]
fn thousands_of_columns_are_recognised() {
    let folder = TempDir::new().unwrap();
    let names: Vec<String> = (0..5_000).map(|column| format!("Users - Created At {column}")).collect();
    let header = names.join(",");
    let values = vec!["x"; names.len()].join(",");
    // A title as wide as the table.
    let text = format!("{header}\nInteraction Id,Started At,{header}\ni,2026-11-20T10:00:00Z,{values}\n");
    let path = folder.path().join("segments.csv");
    fs::write(&path, text).unwrap();
    let asked = ["report", "-q", "-f", "csv", "-c", "interaction_id,segment.Users - Created At 4999"];
    let seen = printed(folder.path(), &asked);
    assert_eq!(seen, "interaction_id,segment.Users - Created At 4999\ni,x\n");

    fs::write(&path, format!("{header}\n").repeat(30)).unwrap();
    let stderr = failed(folder.path(), &["report", "-q"]);
    assert!(stderr.contains("\"Users - Created At 49\" and 4950 more\n"), "{stderr}");
}

#[test]
fn an_interaction_may_have_thousands_of_overlapping_rings() {
    const RINGS: usize = 10_000;
    let folder = TempDir::new().unwrap();
    let mut text = "Interaction Id,Segment Id,User Id,Started At,Ended At,Reason,Status\n".to_owned();
    for ring in 0..RINGS {
        let at = ring.saturating_sub(RINGS / 2);
        let at = format!("2026-11-20T{:02}:{:02}:{:02}Z", at / 3600, at / 60 % 60, at % 60);
        text += &format!("i,r{ring},u{ring},{at},2026-11-21T10:00:00Z,ring,\n");
    }
    for user in 0..RINGS {
        text += &format!("i,c{user},v{user},2026-11-21T10:00:00Z,,,Connected\n");
    }
    fs::write(folder.path().join("segments.csv"), text).unwrap();
    let asked = |arguments: &str| printed(folder.path(), &arguments.split(' ').collect::<Vec<_>>());
    assert_eq!(
        asked("interactions -q -f csv -c rings,withdrawn,unknown"),
        "rings,withdrawn,unknown\n10000,10000,10000\n"
    );
    let handled = asked("summary --by user -q -f csv -c rings,interactions_handled --where interactions_handled>0");
    assert_eq!(handled.lines().count(), 1 + RINGS);
    assert_eq!(asked("report -q i").matches(" R10000 ").count(), 1, "in a table for people");
}

#[test]
fn memory_that_is_not_there_is_told_before_anything_is_read() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("segments.csv");
    let rows: String = (0..200).map(|row| format!("i{row:09},2026-11-20T10:00:00Z\n")).collect();
    fs::write(&path, format!("{HEADER}{rows}")).unwrap();
    // What follows is never read.
    fs::OpenOptions::new().write(true).open(&path).unwrap().set_len(330_000_000).unwrap();
    let seen = shell(folder.path(), "ulimit -v 1000000; segrep report -f csv 2>&1; echo $?");
    let expected = "\
segrep: error: segments.csv: its rows need about 1.0 GB of memory, which isn't there
  hint  allow more memory, export a shorter period, or ask for single interactions by their ids
1";
    assert_eq!(seen.trim(), expected);
}

#[test]
fn an_interaction_of_megabytes_is_whole_in_every_format() {
    const SEGMENTS: usize = 30_000;
    let folder = TempDir::new().unwrap();
    let id = |at: usize| format!("{at:0>200}");
    let row = |at: usize| format!("i,{},2026-11-20T10:00:00Z,{}\n", id(at), at % 1000);
    let rows: String = (0..SEGMENTS).map(row).collect();
    fs::write(folder.path().join("segments.csv"), format!("Interaction Id,Segment Id,Started At,Sequence\n{rows}"))
        .unwrap();
    let order = |at: usize| (at % 1000) * (SEGMENTS / 1000) + at / 1000;
    let mut ids = vec![String::new(); SEGMENTS];
    (0..SEGMENTS).for_each(|at| ids[order(at)] = id(at));

    let asked = |arguments: &str| printed(folder.path(), &arguments.split(' ').collect::<Vec<_>>());
    let csv = format!("segment_id\n{}\n", ids.join("\n"));
    assert!(asked("report -q -f csv -c segment_id") == csv);
    assert!(asked("report -q -f csv -c segment_id --sort seq") == csv);
    let json: Vec<Value> = serde_json::from_str(&asked("report -q -f json -c segment_id")).unwrap();
    assert!(json.iter().map(|row| &row["segment_id"]).eq(&ids));
    let page = asked("report -q -f html");
    let section: Value = serde_json::from_str(page.lines().find(|line| line.starts_with("[[")).unwrap()).unwrap();
    let shown = section[4].as_array().unwrap().iter().map(|row| row.as_array().unwrap().last().unwrap());
    assert!(shown.eq(&ids));
    let last = |line: &str| line.split(' ').next_back().unwrap_or_default().to_owned();
    for table in ["report -q", "report -q -c seq,segment_id"] {
        let shown = asked(table);
        assert!(shown.lines().map(last).filter(|word| word.len() == 200).eq(ids.iter().cloned()), "{table}");
    }
}

#[test]
fn a_field_of_megabytes_is_whole_and_one_that_never_ends_is_an_error() {
    let folder = TempDir::new().unwrap();
    let note = "a line, with \"\"quotes\"\"\n".repeat(200_000);
    let path = folder.path().join("segments.csv");
    let rows = |note: &str| {
        format!("Interaction Id,Started At,Note\na,2026-11-20T10:00:00Z,\"{note}b,2026-11-20T10:00:00Z,\n")
    };
    fs::write(&path, rows(&format!("{note}\"\n"))).unwrap();
    let seen = printed(folder.path(), &["report", "-q", "-f", "csv", "-c", "interaction_id,segment.Note"]);
    assert_eq!(seen, format!("interaction_id,segment.Note\na,\"{}\"\nb,\n", note.trim_end()));

    fs::write(&path, rows(&note)).unwrap();
    let stderr = failed(folder.path(), &["report", "-q"]);
    assert!(
        stderr.starts_with("segrep: error: segments.csv:2: a quoted field starts here and never ends\n"),
        "{stderr}"
    );
}
