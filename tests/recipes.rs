//! The recipes of `docs/recipes.md`, run by DuckDB where it is installed: each gives the report that it shows.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use tempfile::TempDir;

use crate::check::{bash, retell};

/// Ways to run `recipe.sql`.
const DUCKDB: [&str; 2] =
    ["duckdb -f recipe.sql", "python3 -c 'import duckdb; duckdb.execute(open(\"recipe.sql\").read())'"];

/// A recipe as a story: its files, the SQL, and what segrep makes of that.
fn story(recipe: &str, duckdb: &str) -> String {
    let mut story = String::new();
    for block in recipe.split("```").skip(1).step_by(2) {
        let (language, text) = block.split_once('\n').unwrap();
        match language {
            "" => writeln!(story, "$ {duckdb}\n{text}"),
            "sql" => writeln!(story, "== recipe.sql\n{text}"),
            _ => writeln!(story, "== {}", text.strip_prefix("# ").unwrap()),
        }
        .unwrap();
    }
    story.replace("\n\n", "\n")
}

#[test]
#[allow(clippy::print_stderr, reason = "a test that isn't run says so")]
fn recipes_give_the_reports_that_they_show() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("recipe.sql"), "SELECT 1;\n").unwrap();
    let Some(duckdb) = DUCKDB.into_iter().find(|command| bash(folder.path(), command).status.success()) else {
        return eprintln!("DuckDB is not installed: the recipes were not tried");
    };
    let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/recipes.md")).unwrap();
    let recipes: Vec<&str> = page.split("\n## ").skip(1).collect();
    assert!(recipes.len() > 1);
    for recipe in recipes {
        let told = story(recipe, duckdb);
        assert!(told.contains("\n$ segrep "), "{told}");
        assert_eq!(retell(&told), told);
    }
}
