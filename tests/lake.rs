//! The scripts of `docs/lake.md`: a day is a task, and the days are what one run over everything gives.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use tempfile::TempDir;

use crate::check::bash;

const DAYS: [&str; 7] =
    ["2026-11-16", "2026-11-17", "2026-11-18", "2026-11-19", "2026-11-20", "2026-11-21", "2026-11-22"];

/// Writes the files that the page names.
fn write_scripts(folder: &Path) {
    let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/lake.md")).unwrap();
    for block in page.split("```").skip(1).step_by(2) {
        let (_, text) = block.split_once('\n').unwrap();
        let first = text.lines().next().unwrap();
        if let Some(name) = first.strip_prefix("# ").or_else(|| first.strip_prefix("-- ")) {
            fs::write(folder.join(name), text).unwrap();
        }
    }
}

/// Writes a week of exports, a folder a day: an interaction every 37 minutes that takes an hour, so that some go on after
/// midnight.
fn write_week(folder: &Path) {
    let (mut interactions, mut segments) = ([const { String::new() }; 7], [const { String::new() }; 7]);
    let time = |minute: usize| format!("{}T{:02}:{:02}:00Z", DAYS[minute / 1440], minute / 60 % 24, minute % 60);
    for (number, minute) in (0..7 * 1440 - 60).step_by(37).enumerate() {
        let (day, user) = (minute / 1440, ["ana", "bo", "cem"][number % 3]);
        writeln!(interactions[day], "i{number},{},{}", time(minute), time(minute + 60)).unwrap();
        for (status, after) in [("Open", 0), ("Pending", 5 + number % 9), ("Connected", 20), ("Completed", 60)] {
            let at = minute + after;
            let user = if ["Pending", "Connected"].contains(&status) { user } else { "" };
            let queue = ["q1", "q2"][number % 2];
            writeln!(segments[at / 1440], "i{number},{queue},{user},{status},{}", time(at)).unwrap();
        }
    }
    fs::create_dir_all(folder.join("exports/shared")).unwrap();
    fs::write(folder.join("exports/shared/users.csv"), "user_id,name\nana,Ana Franks\nbo,Bo Li\n").unwrap();
    for (day, (interactions, segments)) in DAYS.iter().zip(interactions.iter().zip(&segments)) {
        let of_day = folder.join("exports").join(day);
        fs::create_dir(&of_day).unwrap();
        let interactions = format!("interaction_id,created_at,completed_at\n{interactions}");
        fs::write(of_day.join("interactions.csv"), interactions).unwrap();
        let segments = format!("interaction_id,queue_id,user_id,status,started_at\n{segments}");
        fs::write(of_day.join("segments.csv"), segments).unwrap();
    }
}

/// A week, and a folder `all` with its files side by side.
fn week() -> TempDir {
    let folder = TempDir::new().unwrap();
    write_scripts(folder.path());
    write_week(folder.path());
    let link = "mkdir all; for file in exports/2*/*.csv; do day=$(dirname $file); \
                ln -s ../$file all/$(basename $file .csv)-$(basename $day).csv; done; ln -s ../exports/shared/users.csv all";
    assert!(bash(folder.path(), link).status.success());
    folder
}

/// What a script prints.
fn printed(folder: &TempDir, script: &str) -> String {
    let output = bash(folder.path(), script);
    assert!(output.status.success(), "{script}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn the_days_of_a_week_are_the_week() {
    let folder = week();
    printed(&folder, &format!("set -eu; for day in {}; do bash day.sh $day; done", DAYS.join(" ")));
    for report in ["interactions", "rings"] {
        let days =
            printed(&folder, &format!("head -qn 1 out/day={}/{report}.csv; tail -qn +2 out/*/{report}.csv", DAYS[0]));
        let week = printed(&folder, &format!("segrep {report} -d all -f csv --tz UTC --quiet"));
        assert!(days == week && week.lines().count() > 200, "{report}");
        // A day's exports alone don't know how its last interactions went on.
        let alone = "for day in exports/2*; do segrep REPORT -d $day --table users=exports/shared/users.csv --tz UTC -q \
                     -f csv --date ${day#exports/}; done | grep -v ^interaction_id";
        let alone = printed(&folder, &alone.replace("REPORT", report));
        assert_ne!(alone, week.split_once('\n').unwrap().1, "{report}");
    }
    // One machine that holds all of it gives the same files.
    printed(&folder, "segrep interactions -d all --tz UTC --split-by day -o 'split/day={date}/interactions.csv' -q");
    printed(&folder, "rm out/*/rings.csv; diff -r out split");
}

#[test]
fn a_day_without_its_neighbours_is_noted() {
    let folder = week();
    let note = |date: &str| {
        let output = bash(folder.path(), &format!("segrep interactions -d all --tz UTC --date {date} --limit 1"));
        let stderr = String::from_utf8(output.stderr).unwrap();
        stderr.lines().filter(|line| line.contains("the exports")).collect::<Vec<_>>().join("\n")
    };
    assert_eq!(note("2026-11-18"), "");
    let edge = "in the chosen interval or within an hour of it: interactions there may be cut off";
    assert_eq!(note("2026-11-16"), format!("segrep: note: the exports begin 2026-11-16 00:00:00 +00:00, {edge}"));
    assert_eq!(note("2026-11-22"), format!("segrep: note: the exports end 2026-11-22 23:30:00 +00:00, {edge}"));
}

#[test]
#[allow(clippy::print_stderr, reason = "a test that isn't run says so")]
fn what_days_stored_gives_the_summaries() {
    let folder = week();
    if !bash(folder.path(), "python3 -c 'import duckdb'").status.success() {
        return eprintln!("Python has no DuckDB: the SQL over stored days was not run");
    }
    printed(&folder, &format!("set -eu; for day in {}; do bash day.sh $day; done", DAYS.join(" ")));
    let rows = |name: &str| {
        let python = "import duckdb, sys; print(*(','.join('' if value is None else f'{value:g}' if isinstance(value, float) else \
                      str(value) for value in row) for row in duckdb.execute(open(sys.argv[1]).read()).fetchall()), sep='\\n')";
        printed(&folder, &format!("python3 -c \"{python}\" {name}"))
    };
    let columns = "queue_id,answered,wait_seconds_avg,wait_seconds_p50,wait_seconds_p90,answered_in_sla";
    let summary = format!("segrep summary --by queue -d all -q -f csv -c {columns} | tail -n +2");
    assert_eq!(rows("waits.sql"), printed(&folder, &summary));
    let columns = "user_id,user_name,rings,accepted,accepted_ring_seconds_p90";
    let summary = format!("segrep summary --by user -d all -q -f csv -c {columns} | tail -n +2");
    assert_eq!(rows("users.sql"), printed(&folder, &summary));
}
