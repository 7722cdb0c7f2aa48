//! Manifests: where a report came from.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::check::{failed, printed, shell};

const SEGMENTS: &str = "Segment Id,Interaction Id,Started At,User Id,Queue Id,Event,Reason\n\
                        s1,a,2026-11-20T10:00:00Z,u1,q1,accepted,ring\n\
                        s2,a,2026-11-20T10:01:00Z,u9,q9,ignored,ring\n\
                        s2,a,2026-11-20T10:01:00Z,u9,q9,rejected,ring\n\
                        s3,b,2026-11-21T10:00:00Z,u1,q1,accepted,ring\n";

fn exports() -> TempDir {
    let folder = TempDir::new().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    write("segments.csv", SEGMENTS);
    write("interactions.csv", "Id,Account Id\na,acme\nc,\n");
    write("organizations.csv", "Id,Name\nother,Other\n");
    write("users.csv", "Id,Name\nu1,Ana Franks\n");
    write("queues.csv", "Id,Name\nq1,Billing\n");
    folder
}

fn manifest(folder: &Path) -> Value {
    serde_json::from_str(&fs::read_to_string(folder.join("out.json")).unwrap()).unwrap()
}

/// The SHA-256 of a file, as another program computes it.
fn digest(path: &Path) -> String {
    let output = Command::new("sha256sum").arg(path).output().unwrap();
    String::from_utf8_lossy(&output.stdout).split(' ').next().unwrap().to_owned()
}

#[test]
fn a_manifest_says_where_the_report_came_from() {
    let folder = exports();
    let command = ["rings", "-q", "--date", "2026-11-20", "--where", "ring_order>=1", "--tz", "Europe/Berlin"];
    for output in ["out.csv", "out.csv.gz", "out.csv.zst"] {
        let arguments = [&command[..], &["-o", output, "--manifest", "out.json"]].concat();
        printed(folder.path(), &arguments);
        let manifest = manifest(folder.path());
        let path = folder.path().join(output);
        let input = |table: &str| {
            let path = folder.path().join(format!("{table}.csv"));
            let bytes = fs::metadata(&path).unwrap().len();
            let found = manifest["inputs"].as_array().unwrap().iter().find(|input| input["table"] == table).unwrap();
            assert_eq!(found["file"], format!("{table}.csv"));
            assert_eq!((&found["bytes"], &found["sha256"]), (&json!(bytes), &json!(digest(&path))));
            let modified: chrono::DateTime<chrono::Utc> = found["modified"].as_str().unwrap().parse().unwrap();
            assert_eq!(
                modified,
                chrono::DateTime::<chrono::Utc>::from(fs::metadata(&path).unwrap().modified().unwrap())
            );
        };
        ["segments", "interactions", "queues", "users", "organizations"].iter().for_each(|table| input(table));
        let expected = [
            ("segrep", json!(env!("CARGO_PKG_VERSION"))),
            ("command", json!(arguments)),
            ("saved_report", json!(null)),
            ("config", json!([])),
            ("zone", json!("Europe/Berlin")),
            ("input_zone", json!("UTC")),
            ("now", json!("2026-11-21T09:00:00+01:00")),
            ("interval", json!({"start": "2026-11-20T00:00:00+01:00", "end": "2026-11-21T00:00:00+01:00"})),
            ("filters", json!({"date": ["2026-11-20"], "where": ["ring_order>=1"]})),
            (
                "tables",
                json!({
                    "segments": {"read": 4, "used": 2, "duplicate": 1, "rejected": 0, "not_reported": 1},
                    "interactions": {"read": 2, "used": 2, "duplicate": 0, "rejected": 0, "not_reported": 0},
                    "queues": {"read": 1, "used": 1, "duplicate": 0, "rejected": 0, "not_reported": 0},
                    "users": {"read": 1, "used": 1, "duplicate": 0, "rejected": 0, "not_reported": 0},
                    "organizations": {"read": 1, "used": 1, "duplicate": 0, "rejected": 0, "not_reported": 0},
                }),
            ),
            ("interactions", json!({"reported": 1, "without_segments": 1})),
            ("unresolved", json!({"interactions": 0, "organizations": 1, "queues": 1, "users": 1})),
            ("rows", json!(2)),
            (
                "outputs",
                json!([{"file": output, "bytes": fs::metadata(&path).unwrap().len(), "sha256": digest(&path)}]),
            ),
        ];
        for (member, expected) in expected {
            assert_eq!(manifest[member], expected, "{output}: {member}");
        }
        assert!(manifest["run"]["started_at"].is_string() && manifest["run"]["seconds"].is_number());
    }
}

#[test]
fn a_manifest_tells_of_standard_output_and_of_saved_reports() {
    let folder = exports();
    let config = "[reports.night]\nreport = \"summary\"\nby = \"user\"\ndate = \"yesterday\"\nformat = \"csv\"\n\
                  manifest = \"out.json\"\nquiet = true\n";
    fs::write(folder.path().join("segrep.toml"), config).unwrap();
    let printed = shell(folder.path(), "segrep run night | tee printed.csv");
    let manifest = manifest(folder.path());
    assert_eq!(manifest["saved_report"], "night");
    assert_eq!(manifest["command"][0], "summary");
    assert_eq!(manifest["filters"], json!({"by": ["user"], "date": ["yesterday"]}));
    assert_eq!(manifest["config"][0]["file"], "segrep.toml");
    assert_eq!(manifest["config"][0]["sha256"], digest(&folder.path().join("segrep.toml")));
    let written = &manifest["outputs"][0];
    assert_eq!((&written["file"], &written["bytes"]), (&json!(null), &json!(printed.len())));
    assert_eq!(written["sha256"], digest(&folder.path().join("printed.csv")));
    assert_eq!(manifest["rows"], 2);
}

#[test]
fn two_runs_differ_in_nothing_but_the_run_itself() {
    let folder = exports();
    let mut seen = Vec::new();
    for threads in ["1", "2"] {
        let out = ["-o", "out.csv", "--manifest", "out.json"];
        // How many threads there are is no option that the manifest could leave out.
        let line = format!("SEGREP_DATA=. segrep report -q --threads {threads} {}", out.join(" "));
        shell(folder.path(), &line);
        let mut manifest = manifest(folder.path());
        let run = manifest.as_object_mut().unwrap().remove("run");
        assert!(run.is_some());
        manifest["command"].as_array_mut().unwrap().retain(|word| word != threads);
        seen.push(serde_json::to_string(&manifest).unwrap());
    }
    assert_eq!(seen[0], seen[1]);
    // Members come in one order, whatever happens.
    let text = fs::read_to_string(folder.path().join("out.json")).unwrap();
    let places = ["\"segrep\"", "\"command\"", "\"zone\"", "\"inputs\"", "\"unresolved\"", "\"outputs\"", "\"run\""];
    assert!(places.map(|member| text.find(member).unwrap()).is_sorted());
}

#[test]
fn a_report_that_fails_leaves_the_old_manifest() {
    let folder = exports();
    fs::write(folder.path().join("out.json"), "old").unwrap();
    fs::write(folder.path().join("segments.csv"), format!("{SEGMENTS}s4,c,not a time,,,,\n")).unwrap();
    failed(folder.path(), &["report", "-q", "-o", "out.csv", "--manifest", "out.json"]);
    assert_eq!(fs::read_to_string(folder.path().join("out.json")).unwrap(), "old");
}

#[test]
fn a_compressed_input_is_digested_as_it_is_stored() {
    let folder = exports();
    let line = "gzip -n users.csv && segrep report -q --config /dev/null -o out.csv --manifest out.json";
    shell(folder.path(), line);
    let manifest = manifest(folder.path());
    let users = manifest["inputs"].as_array().unwrap().iter().find(|input| input["table"] == "users").unwrap();
    let path = folder.path().join("users.csv.gz");
    assert_eq!((&users["file"], &users["sha256"]), (&json!("users.csv.gz"), &json!(digest(&path))));
    assert_eq!(users["bytes"], fs::metadata(&path).unwrap().len());
}
