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
