//! `segrep day`: every figure of the page is that of the command which the page names.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

/// What the page of a day of the sample says.
fn page(arguments: &[&str]) -> Value {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("day.html");
    let made = segrep().arg("day").args(arguments).args(["-q", "-o"]).arg(&file).status().unwrap();
    assert!(made.success());
    let text = std::fs::read_to_string(&file).unwrap();
    let (_, foot) = text.split_once("id=\"shown\">\n").unwrap();
    serde_json::from_str(foot.split_once("\n</script>").unwrap().0).unwrap()
}

fn segrep() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_segrep"));
    command.env_clear();
    command.current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data"));
    command
}

/// The rows that a block's command prints, by column.
fn rows(block: &Value) -> Vec<BTreeMap<String, String>> {
    // No argument of these commands has a blank.
    let command = block["command"].as_str().unwrap();
    let output = segrep().args(command.split(' ').skip(1)).args(["-q", "-f", "csv"]).output().unwrap();
    assert!(output.status.code() == Some(0) || output.status.code() == Some(4), "{command}");
    let mut reader = csv::Reader::from_reader(&*output.stdout);
    reader.deserialize().map(Result::unwrap).collect()
}

/// A cell of the page as files have it.
fn machine(cell: &Value) -> String {
    match (cell.as_str(), &cell[2], cell[3].as_u64()) {
        (Some(text), ..) => text.to_owned(),
        (None, Value::Number(key), Some(kind)) => {
            let key = key.as_f64().unwrap();
            match kind {
                0 => format!("{key}"),
                1 => format!("{:.4}", key / 1e4),
                _ => format!("{}", (key / 1e3).round() / 1e3),
            }
        }
        _ => cell[0].as_str().unwrap().to_owned(),
    }
}

fn block<'p>(page: &'p Value, title: &str) -> &'p Value {
    page["blocks"].as_array().unwrap().iter().find(|block| block["title"] == title).unwrap()
}

#[test]
fn key_figures_are_those_of_the_summary() {
    let page = page(&["--date", "2026-11-20"]);
    assert_eq!(page["title"], "Friday 2026-11-20");
    let figures = block(&page, "Key figures");
    let all = &rows(figures)[0];
    let named = [
        ("interactions", "interactions"),
        ("offered", "offered"),
        ("abandoned", "abandoned"),
        ("service level", "service_level"),
        ("wait, average", "wait_seconds_avg"),
        ("wait, 9 of 10 at most", "wait_seconds_p90"),
        ("open", "open"),
    ];
    for (name, column) in named {
        let figure = figures["figures"].as_array().unwrap().iter().find(|figure| figure[0] == name).unwrap();
        assert_eq!(machine(&figure[1]), all[column], "{name}");
    }
    assert_ne!(all["interactions"], "0");
}

#[test]
fn tables_are_those_of_their_commands() {
    let page = page(&["--date", "2026-11-20", "--sla", "20s", "--service-level", "offered"]);
    for (title, key) in [("Queues", "queue_name"), ("Users", "user_name")] {
        let block = block(&page, title);
        let (columns, lines) = (&block["table"]["head"]["columns"], block["table"]["lines"].as_array().unwrap());
        let names: Vec<&str> = columns.as_array().unwrap().iter().map(|column| column[2].as_str().unwrap()).collect();
        let rows = rows(block);
        assert_eq!(lines.len(), rows.len(), "{title}");
        for line in lines {
            let row = rows.iter().find(|row| row[key] == machine(&line[0])).unwrap();
            for (cell, name) in line.as_array().unwrap().iter().zip(&names) {
                assert_eq!(machine(cell), row[*name], "{title}: {name} of {}", row[key]);
            }
        }
    }
}

#[test]
fn lists_are_those_of_their_commands() {
    let page = page(&["--date", "2026-11-20", "--now", "2026-11-21"]);
    for title in ["The longest waits", "Unanswered and exited"] {
        let block = block(&page, title);
        let mut linked: Vec<&str> =
            block["links"].as_array().unwrap().iter().map(|link| link[0].as_str().unwrap()).collect();
        let rows = rows(block);
        let mut listed: Vec<&str> = rows.iter().map(|row| row["interaction_id"].as_str()).collect();
        linked.sort_unstable();
        listed.sort_unstable();
        assert_eq!(linked, listed, "{title}");
        assert!(!linked.is_empty(), "{title}");
    }
}

#[test]
fn hours_add_up_and_outbound_ones_are_left_out() {
    let page = page(&["--date", "2026-11-20"]);
    let through = &block(&page, "Through the day")["through"];
    let bars: f64 = through["picture"]["whole"].as_array().unwrap().iter().map(|cell| cell[2].as_f64().unwrap()).sum();
    let figures = block(&page, "Key figures");
    assert_eq!(machine(&figures["figures"][0][1]), bars.to_string());
    let told = &rows(block(&page, "Queues by hour"));
    let offered: u64 = told.iter().map(|row| row["offered"].parse::<u64>().unwrap()).sum();
    assert_eq!(machine(&figures["figures"][1][1]), offered.to_string());
    let has_outbound = page["caption"][0].as_str().unwrap().contains("of them 0 outbound");
    assert_eq!(figures["command"].as_str().unwrap().contains("--direction"), !has_outbound);
}

#[test]
fn outbound_ones_are_left_out_also_where_directions_were_chosen() {
    let all = page(&["--date", "2026-11-19"]);
    let chosen = page(&["--date", "2026-11-19", "--direction", "inbound", "--direction", "outbound"]);
    for page in [all, chosen] {
        let figures = block(&page, "Key figures");
        assert!(page["caption"][0].as_str().unwrap().contains("of them 1 outbound"), "{}", page["caption"]);
        assert_eq!(machine(&figures["figures"][0][1]), "7");
        assert_eq!(rows(figures)[0]["interactions"], "7");
    }
}

#[test]
fn a_day_without_interactions_says_why() {
    let caption = |arguments: &[&str]| page(arguments)["caption"].as_array().unwrap().last().unwrap().clone();
    let outside = caption(&["--date", "2026-10-01"]);
    assert!(outside.as_str().unwrap().starts_with("the exports cover 2026-11-19"), "{outside}");
    assert_eq!(caption(&["--date", "2026-11-20", "--hours", "01:00-02:00"]), "no interactions created");
    let titles: Vec<Value> = page(&["--date", "2026-10-01"])["blocks"]
        .as_array()
        .unwrap()
        .iter()
        .map(|block| block["title"].clone())
        .collect();
    assert_eq!(titles, ["What to make sure of"]);
}
