//! The worked examples of `docs/mappings/`: each export, read with its `segrep.toml`, gives the report beside it; for some,
//! what `schema --init` drafts will do as well.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use crate::check::{printed, segrep};

fn check(example: &str, columns: &str) {
    check_report(example, "interactions", columns, "expected.txt");
}

fn check_report(example: &str, report: &str, columns: &str, expected: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/mappings").join(example);
    let expected = fs::read_to_string(folder.join(expected)).unwrap();
    let asked = [report, "-q", "-f", "csv", "-c", columns];
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

/// Where legs tell of hold and wrap-up, too.
const STAGES: &str = "interaction_id,outcome,answered_by,wait_seconds,talk_seconds,hold_seconds,wrap_up_seconds,\
                      total_seconds,rings,ignored";

/// Where they also tell of transfers.
const TRANSFERS: &str = "interaction_id,outcome,answered_by,wait_seconds,talk_seconds,hold_seconds,wrap_up_seconds,\
                         total_seconds,transfers,rings,ignored";

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
    // The draft can't tell when a ring began.
    check("asterisk", MEASURES);
    check_report(
        "asterisk",
        "rings",
        "interaction_id,started_at,user_name,ring_seconds,response,withdrawn",
        "rings.txt",
    );
}

#[test]
fn call_legs_like_those_of_zendesk_talk() {
    check("zendesk-talk", STAGES);
}

#[test]
fn a_call_log_like_that_of_five9() {
    check("five9", TRANSFERS);
}

#[test]
fn contacts_like_those_of_talkdesk() {
    check("talkdesk", TRANSFERS);
}

#[test]
fn call_history_like_that_of_webex_calling() {
    check("webex-calling", MEASURES);
}

#[test]
fn a_call_log_like_that_of_3cx() {
    check("3cx", MEASURES);
}
