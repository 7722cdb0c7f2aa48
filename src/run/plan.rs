//! `--dry-run`: what would be read and written.

use std::fmt::Write;

use crate::exports::Exports;
use crate::formats::Target;
use crate::plain::{count, printable, typed};

use super::destination::Destination;
use super::invocation::Invocation;

pub(super) fn plan(asked: &Invocation<'_>, exports: &Exports, destination: &Destination<'_>) -> String {
    let name = asked.report.as_deref().unwrap_or("segrep");
    let typed: Vec<String> = asked.arguments.iter().map(|text| typed(&text.to_string_lossy())).collect();
    let mut text = format!("{}: segrep {}\n", printable(name), typed.join(" "));
    let mut line = |word: &str, what: String| {
        // Writing to a string can't fail.
        let _ = writeln!(text, "  {word:<7} {what}");
    };
    for file in &exports.files {
        let path = file.path.display().to_string();
        line("reads", format!("{} ({}, {} bytes)", printable(&path), file.table, count(file.bytes().len() as u64)));
    }
    for target in destination.targets() {
        let place = match target {
            Target::Stdout => "standard output".to_owned(),
            Target::File(path) if path.exists() => {
                format!("{}, in place of what is there", printable(&path.display().to_string()))
            }
            Target::File(path) => {
                let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty() && !folder.exists());
                format!("{}{}", printable(&path.display().to_string()), folder.map_or("", |_| ", in a new folder"))
            }
        };
        line("writes", place);
    }
    text
}
