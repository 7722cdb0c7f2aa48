//! Every example that the help, the manual pages, the README and the docs show, run on the sample data.
//!
//! An example ends with status 0, unless it says otherwise: `# exit status 3` after the command.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;

use clap::{Command, CommandFactory};
use tempfile::TempDir;

use crate::check::{bash, copy_sample};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The config of examples that bring none of their own.
const CONFIG: &str = "data = \"sample-data\"\n\
                      [reports.daily]\nreport = \"summary\"\nby = \"user\"\ndate = \"yesterday\"\n\
                      [reports.waits]\nreport = \"interactions\"\nsort = \"-wait_seconds\"\n";

/// A folder in which examples can run: the sample data in a folder of its own, a config file and a list of ids.
fn folder() -> TempDir {
    let folder = TempDir::new().unwrap();
    let exports = folder.path().join("sample-data");
    fs::create_dir(&exports).unwrap();
    copy_sample(&exports);
    symlink("sample-data", folder.path().join("exports")).unwrap();
    fs::write(folder.path().join("segrep.toml"), CONFIG).unwrap();
    fs::write(folder.path().join("KEY"), "a secret of an example").unwrap();
    fs::write(folder.path().join("ids.txt"), "7f3a90\n002123\n").unwrap();
    folder
}

/// Runs a script in a folder; tells where it ended in another way than it says.
fn run(folder: &TempDir, script: &str) -> Option<String> {
    let expected = script.rsplit_once("# exit status ").map_or(0, |(_, status)| status.trim().parse().unwrap());
    let home = folder.path().display();
    let around = format!("set -eu; export HOME='{home}' PROFILE='{home}/profile.ps1'\n{script}");
    let output = bash(folder.path(), &around);
    let stderr = String::from_utf8_lossy(&output.stderr);
    (output.status.code() != Some(expected)).then(|| format!("{script}\n  {:?}: {stderr}", output.status.code()))
}

/// The commands among the lines of a help text, without what is said about them.
fn commands(help: &str) -> Vec<String> {
    let lines = help.lines().map(str::trim).filter(|line| line.starts_with("segrep "));
    let example = |line: &str| {
        let (command, about) = line.split_once("  ").unwrap_or((line, ""));
        let status = about.trim().strip_prefix("exit status ").and_then(|rest| rest.split(' ').next());
        status.map_or_else(|| command.to_owned(), |status| format!("{command} # exit status {status}"))
    };
    lines.map(example).collect()
}

/// The examples of a command and of those below it.
fn of_help(command: &Command) -> Vec<String> {
    let own = command.get_before_help().map(|help| commands(&help.to_string())).unwrap_or_default();
    own.into_iter().chain(command.get_subcommands().flat_map(of_help)).collect()
}

#[test]
fn the_examples_of_the_help_run() {
    let command = segrep::cli::Cli::command();
    for sub in command.get_subcommands() {
        assert!(!of_help(sub).is_empty(), "{} shows no example", sub.get_name());
    }
    let folder = folder();
    let failed: Vec<String> = of_help(&command).iter().filter_map(|example| run(&folder, example)).collect();
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

#[test]
fn the_manual_pages_show_the_examples_of_the_help() {
    let shown = |text: &str| text.replace("\\-", "-").replace("\\'", "'").replace("\\&", "").replace("\\*(Aq", "'");
    let pages: String = segrep::shell::pages().iter().map(|page| shown(&page.text)).collect();
    for example in of_help(&segrep::cli::Cli::command()) {
        let command = example.split(" # ").next().unwrap();
        assert!(pages.contains(command), "{command}");
    }
}

/// The commands of a crontab or of a systemd unit, at a quarter past five after the first day of the sample data.
fn scheduled(block: &str) -> Vec<String> {
    let of_unit = |line: &str| line.strip_prefix("ExecStart=").map(str::to_owned);
    let of_crontab = |line: &str| line.split_once(" * * *  ").map(|(_, command)| command.to_owned());
    let lines = block.lines().filter_map(|line| of_unit(line).or_else(|| of_crontab(line)));
    let segrep = lines.filter(|line| line.contains("/usr/local/bin/segrep"));
    let here = |line: String| line.replace("/usr/local/bin/", "").replace("cd /srv/reports", "cd ~");
    segrep.map(|line| format!("export SEGREP_NOW=2026-11-20T05:15:00+01:00\n{}", here(line))).collect()
}

/// What a text in Markdown shows to be typed: blocks of `sh` as a whole, and commands between backquotes. Blocks of
/// `toml` are config files; those that begin with a file's name are that file.
fn of_markdown(text: &str, folder: &TempDir) -> Vec<String> {
    let mut examples = Vec::new();
    for (at, part) in text.split("```").enumerate() {
        if at % 2 == 1 {
            let (language, block) = part.split_once('\n').unwrap();
            match language {
                "sh" => examples.push(block.to_owned()),
                "toml" => {
                    segrep::config::Config::of_text(Path::new("segrep.toml"), block).unwrap();
                    if let Some(name) = block.lines().next().and_then(|line| line.strip_prefix("# ")) {
                        fs::write(folder.path().join(name), block).unwrap();
                    }
                }
                // Files of their own, tried elsewhere.
                _ if block.starts_with("# ") || block.starts_with("-- ") => {}
                "cron" | "ini" => examples.extend(scheduled(block)),
                _ => examples.extend(commands(block)),
            }
            continue;
        }
        let quoted = part.split('`').skip(1).step_by(2).map(|code| code.replace("\\|", "|"));
        let is_whole = |code: &String| code.starts_with("segrep ") && !code.contains(['…', '[']);
        examples.extend(quoted.filter(|code| is_whole(code)));
        // Blocks by indentation.
        examples.extend(part.lines().filter(|line| line.starts_with("    segrep ")).flat_map(commands));
    }
    examples
}

#[test]
fn the_examples_of_the_readme_and_the_docs_run() {
    let mut texts = vec![root().join("README.md"), root().join("sample-data/README.md")];
    texts.extend(fs::read_dir(root().join("docs")).unwrap().map(|entry| entry.unwrap().path()));
    texts.retain(|path| path.extension().is_some_and(|ending| ending == "md"));
    texts.sort();
    let mut failed = Vec::new();
    for path in texts {
        let folder = folder();
        for example in of_markdown(&fs::read_to_string(&path).unwrap(), &folder) {
            failed.extend(run(&folder, &example).map(|what| format!("{}: {what}", path.display())));
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}
