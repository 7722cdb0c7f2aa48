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
