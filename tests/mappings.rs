//! The worked examples of `docs/mappings/`: each export, read with its `segrep.toml`, gives the report beside it; and what
//! `schema --init` drafts for it will do as well.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use crate::check::{printed, segrep};

fn check(example: &str, columns: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/mappings").join(example);
    let expected = fs::read_to_string(folder.join("expected.txt")).unwrap();
    let asked = ["interactions", "-q", "-f", "csv", "-c", columns];
    assert_eq!(printed(&folder, &asked), expected, "{example}: the mapping");
    let page = fs::read_to_string(folder.join("README.md")).unwrap();
    assert!(page.contains(&expected), "{example}: its page shows the report");
    assert!(page.contains(columns), "{example}: its page says how the report is asked for");
    let mapping = fs::read_to_string(folder.join("segrep.toml")).unwrap();
    let is_mapping = |line: &&str| line.contains(" = ");
    assert!(mapping.lines().filter(is_mapping).count() <= 13, "{example}: a mapping is short");
}

/// What `schema --init` drafts, without correction, gives the same report.
fn check_draft(example: &str, columns: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/mappings").join(example);
    let expected = fs::read_to_string(folder.join("expected.txt")).unwrap();
    let beside = TempDir::new().unwrap();
    let draft = beside.path().join("draft.toml");
    let draft = draft.to_str().unwrap();
    let written = segrep(&folder, &["schema", "--init", "--no-config", "-q", "-o", draft]);
    assert!(written.status.success(), "{}", String::from_utf8_lossy(&written.stderr));
    let asked = ["interactions", "-q", "-f", "csv", "-c", columns, "--config", draft];
    assert_eq!(printed(&folder, &asked), expected, "{example}: the draft");
}

const MEASURES: &str = "interaction_id,outcome,answered_by,wait_seconds,talk_seconds,total_seconds,rings,ignored";

#[test]
fn conversation_segments_like_those_of_genesys_cloud() {
    check("genesys-cloud", MEASURES);
    check_draft("genesys-cloud", MEASURES);
}

#[test]
fn contact_legs_like_those_of_amazon_connect() {
    // What a leg's states are can't be guessed, so the draft alone won't do.
    check("amazon-connect", "interaction_id,state,user_names,queue_names,transfers,total_seconds");
}

#[test]
fn a_queue_log_like_that_of_asterisk() {
    check("asterisk", MEASURES);
    check_draft("asterisk", MEASURES);
}
