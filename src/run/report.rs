//! A report in five states, each made from the last and none changed afterwards: asked, opened, chosen, indexed, written.

use std::fmt::Write;

use anyhow::Result;

use crate::cli::Common;
use crate::exports::Exports;
use crate::formats::Target;
use crate::messages::Messages;
use crate::plain::{count, printable, typed};
use crate::reports::Question;

use super::asked::Asked;
use super::destination::Destination;
use super::indexed::Indexed;
use super::invocation::{Ending, Invocation};
use super::opened::Opened;
use super::shape::Chosen;
use super::writer::print;
use super::written::Written;

pub(super) fn run(
    question: &Question,
    options: &Common,
    invocation: &Invocation<'_>,
    messages: &mut Messages<'_>,
) -> Result<Ending> {
    let asked = Asked::new(question, options, invocation, messages)?;
    if asked.look.spares(&asked.target)? {
        return Ok(spared(messages));
    }
    let opened = Opened::new(&asked, messages)?;
    if opened.destination.look.spares(&opened.destination.target)? {
        return Ok(spared(messages));
    }
    let chosen = Chosen::new(&opened, messages)?;
    if invocation.is_dry_run {
        return print(&plan(invocation, &opened.exports, &opened.destination));
    }
    let indexed = Indexed::new(&chosen, messages)?;
    Written::new(&indexed, messages)?.close(messages)
}

fn spared(messages: &mut Messages<'_>) -> Ending {
    messages.note("the output already exists and stays: nothing is reported");
    Ending::Done
}

/// `--dry-run`: what would be read and written.
fn plan(asked: &Invocation<'_>, exports: &Exports, destination: &Destination<'_>) -> String {
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
