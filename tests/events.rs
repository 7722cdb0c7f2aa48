//! The event log as PM4Py reads it, where that is installed: its variants are the paths.

use std::fs;

use tempfile::TempDir;

use crate::check::{bash, copy_sample, printed};

/// Prints each variant, without repeats in a row, and how many cases it has, as `paths` does.
const VARIANTS: &str = r#"
import collections, itertools, pandas, pm4py
log = pandas.read_csv("events.csv", dtype={"case:concept:name": str})
log["time:timestamp"] = pandas.to_datetime(log["time:timestamp"], utc=True)
log = pm4py.format_dataframe(log, case_id="case:concept:name", activity_key="concept:name", timestamp_key="time:timestamp")
paths = collections.Counter()
for variant, number in pm4py.get_variants(log).items():
    paths[" > ".join(step for step, _ in itertools.groupby(variant))] += number
print("\n".join(sorted(f"{path},{number}" for path, number in paths.items())))
"#;

#[test]
#[allow(clippy::print_stderr, reason = "a test that isn't run says so")]
fn variants_are_paths() {
    let folder = TempDir::new().unwrap();
    if !bash(folder.path(), "python3 -c 'import pm4py'").status.success() {
        return eprintln!("PM4Py is not installed: the event log was not read with it");
    }
    copy_sample(folder.path());
    fs::write(folder.path().join("variants.py"), VARIANTS).unwrap();
    printed(folder.path(), &["report", "--events", "-q", "-o", "events.csv"]);
    let output = bash(folder.path(), "python3 variants.py");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let paths = printed(folder.path(), &["paths", "-q", "-f", "csv", "-c", "path,interactions"]);
    let mut paths: Vec<&str> = paths.lines().skip(1).filter(|line| !line.starts_with(',')).collect();
    paths.sort_unstable();
    assert!(paths.len() > 1);
    assert_eq!(String::from_utf8(output.stdout).unwrap().lines().collect::<Vec<_>>(), paths);
}
