//! The sample data against its story, and the README against the command.

use std::path::Path;

use crate::check::printed;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// What the README shows of its first command is what it prints.
#[test]
fn the_readme_shows_what_the_command_prints() {
    let readme = std::fs::read_to_string(root().join("README.md")).unwrap();
    let mut shown = 0;
    for block in readme.split("```").skip(1).step_by(2) {
        let Some((command, output)) = block.trim_start_matches("text").trim_start().split_once('\n') else { continue };
        // What is given to the built command comes after the two dashes.
        let Some((_, arguments)) = command.strip_prefix("$ ").and_then(|command| command.split_once(" -- ")) else {
            continue;
        };
        let arguments: Vec<&str> = arguments.split_whitespace().collect();
        assert_eq!(printed(root(), &arguments).trim_end(), output.trim_end(), "{command}");
        shown += 1;
    }
    assert!(shown > 0, "the README shows a command and its output");
}

/// The reference of all columns is what the code says.
#[test]
fn the_reference_is_made_of_the_code() {
    let reference = std::fs::read_to_string(root().join("docs/reports.md")).unwrap();
    assert_eq!(printed(root(), &["explain", "--reference"]), reference, "segrep explain --reference > docs/reports.md");
}

/// The page of all rules is what the code says.
#[test]
fn the_page_of_rules_is_made_of_the_code() {
    let page = std::fs::read_to_string(root().join("docs/check.md")).unwrap();
    assert_eq!(printed(root(), &["check", "--reference"]), page, "segrep check --reference > docs/check.md");
}

/// Every rule has a story that sets it off, and one that doesn't: a command that asks it by name and gives rows of it, and
/// one that asks it alone and gives none.
#[test]
fn every_rule_has_its_stories() {
    let folder = root().join("tests/stories/checks");
    let stories: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| std::fs::read_to_string(entry.unwrap().path()).unwrap())
        .collect();
    let commands: Vec<(&str, &str)> =
        stories.iter().flat_map(|story| story.split("\n$ ").skip(1)).filter_map(|told| told.split_once('\n')).collect();
    let page = std::fs::read_to_string(root().join("docs/check.md")).unwrap();
    let mut rules = 0;
    for rule in page.lines().filter_map(|line| line.strip_prefix("### ")) {
        let asks = |command: &str| command.split_whitespace().any(|word| word == rule);
        let gives_rows = |told: &str| told.contains(&format!(",{rule},"));
        let asked = || commands.iter().filter(|(command, _)| asks(command));
        assert!(asked().any(|(_, told)| gives_rows(told)), "no story sets off {rule}");
        assert!(asked().any(|(_, told)| !gives_rows(told)), "no story asks {rule} and finds nothing");
        rules += 1;
    }
    assert!(rules > 30, "the page of rules names them");
}

/// The audit finds in the sample data what its story explains, and nothing else.
#[test]
fn the_audit_finds_what_the_story_explains() {
    let story = std::fs::read_to_string(root().join("sample-data/README.md")).unwrap();
    let (_, story) = story.split_once("## What `segrep check` should find").unwrap();
    let cells = |line: &str| line.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect::<Vec<_>>();
    let told = story.lines().filter(|line| line.starts_with("| `")).map(cells);
    let told: Vec<String> = told.map(|cells| format!("{},{}", cells[0].trim_matches('`'), cells[1])).collect();
    let rows = printed(root(), &["check", "-q", "-d", "sample-data", "-f", "csv", "-c", "rule,file,line"]);
    let found: Vec<String> = rows
        .lines()
        .skip(1)
        .filter_map(|row| row.rsplit_once(','))
        .map(|(rule_and_file, line)| format!("{rule_and_file}:{line}"))
        .collect();
    assert_eq!(found, told);
}

/// The numbers that the story of the sample data tells are those that come out.
#[test]
fn the_sample_data_amounts_to_what_its_story_says() {
    let story = std::fs::read_to_string(root().join("sample-data/README.md")).unwrap();
    let columns = "interaction_id,outcome,answered_by,rings,wait_seconds,talk_seconds,hold_seconds,wrap_up_seconds,\
                   handle_seconds,total_seconds";
    let rows = printed(root(), &["interactions", "-q", "-d", "sample-data", "-f", "csv", "-c", columns]);
    let plain = |cell: &str| cell.trim().trim_matches('`').to_owned();
    let mut told = 0;
    for line in story.lines().filter(|line| line.starts_with("| `")) {
        let cells: Vec<String> = line.trim_matches('|').split('|').map(plain).collect();
        let outcomes = ["answered", "unanswered", "exited", "open"];
        if cells.len() == 10 && outcomes.contains(&cells[1].as_str()) {
            let expected =
                cells.iter().map(|cell| if cell.contains(',') { format!("\"{cell}\"") } else { cell.clone() });
            let expected = expected.collect::<Vec<_>>().join(",");
            assert!(rows.lines().any(|row| row == expected), "{expected}\n{rows}");
            told += 1;
        }
    }
    assert_eq!(told, 14, "every interaction with segments has its row in the story");
}
