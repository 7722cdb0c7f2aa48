//! Manual pages: one for segrep, one for each of its commands.

use std::io;

use clap::{Command, CommandFactory};
use clap_mangen::Man;
use clap_mangen::roff::{Roff, roman};

use crate::cli::Cli;

/// A manual page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ManPage {
    /// Its file, as `segrep-report.1`.
    pub file: String,
    /// Its text, for man.
    pub text: String,
}

/// All manual pages, segrep's own first.
pub fn pages() -> Vec<ManPage> {
    let mut command = Cli::command().disable_help_subcommand(true);
    command.build();
    let commands = command.get_subcommands().filter(|sub| !sub.is_hide_set());
    let pages: io::Result<_> = std::iter::once(&command).chain(commands).map(page).collect();
    pages.expect("writing to memory doesn't fail")
}

/// What stands before each part of a page: how man is to print an apostrophe.
const DEFINITIONS: &str = ".ie \\n(.g .ds Aq \\(aq\n.el .ds Aq '\n";

fn page(command: &Command) -> io::Result<ManPage> {
    let man = Man::new(command.clone()).manual("segrep").source(format!("segrep {}", env!("CARGO_PKG_VERSION")));
    let mut text = Vec::new();
    man.render_title(&mut text)?;
    man.render_name_section(&mut text)?;
    man.render_synopsis_section(&mut text)?;
    man.render_description_section(&mut text)?;
    if let Some(help) = command.get_before_help() {
        examples(&help.to_string(), &mut text)?;
    }
    man.render_options_section(&mut text)?;
    if command.has_subcommands() {
        man.render_subcommands_section(&mut text)?;
    }
    if let Some(help) = command.get_after_help() {
        closing(&help.to_string(), &mut text)?;
    }
    // Each part begins with the same definitions, which a page needs once.
    let text = String::from_utf8_lossy(&text);
    let once = text.replace(DEFINITIONS, "");
    Ok(ManPage { file: man.get_filename(), text: format!("{DEFINITIONS}{once}") })
}

/// Examples as they stand, line by line.
fn examples(help: &str, text: &mut Vec<u8>) -> io::Result<()> {
    let mut roff = Roff::new();
    roff.control("SH", ["EXAMPLES"]).control("nf", []);
    for line in help.lines().skip_while(|line| line.starts_with("Examples")) {
        roff.text([roman(line.trim())]);
    }
    roff.control("fi", []).to_writer(text)
}

/// What stands below the options: `Heading: text`.
fn closing(help: &str, text: &mut Vec<u8>) -> io::Result<()> {
    for line in help.lines() {
        let (heading, rest) = line.split_once(": ").unwrap_or(("Notes", line));
        let mut roff = Roff::new();
        roff.control("SH", [heading.to_uppercase().as_str()]).text([roman(rest)]);
        roff.to_writer(text)?;
    }
    Ok(())
}
