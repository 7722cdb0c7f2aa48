//! The one way in which tests look at the command: a story is run, and what came out is compared with what it says.
//!
//! A story is a text: a sentence or two; files (`== NAME`, then their lines); commands (`$ segrep …`, run by bash), each
//! followed by its standard output, its standard error (lines with `! `) and its exit status where that isn't 0
//! (`? 3`).

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

/// The present in all stories.
const NOW: &str = "2026-11-21T08:00:00Z";

/// Tables that stories have or not, as their point needs: only those about lost tables ask for the warning.
const WITHOUT: &str = "organizations,interactions,queues,users";

/// Runs all stories of a folder below `tests/`.
pub(crate) fn stories(folder: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(folder);
    let paths = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path());
    let mut paths: Vec<PathBuf> = paths.filter(|path| path.is_file()).collect();
    paths.sort();
    assert!(!paths.is_empty(), "{} has no stories", folder.display());
    let failed: Vec<String> = paths.iter().filter_map(|path| story(path)).collect();
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

/// Runs a story; tells where what came out differs from what it says.
fn story(path: &Path) -> Option<String> {
    let told = fs::read_to_string(path).unwrap();
    let seen = retell(&told);
    if told == seen {
        return None;
    }
    if std::env::var_os("SEGREP_BLESS").is_some() {
        fs::write(path, seen).unwrap();
        return None;
    }
    let lines = told.lines().zip(seen.lines());
    let same = lines.take_while(|(told, seen)| told == seen).count();
    let rest = |text: &str| text.lines().skip(same).take(12).collect::<Vec<_>>().join("\n");
    Some(format!("{}:{}\n--- told\n{}\n--- seen\n{}\n", path.display(), same + 1, rest(&told), rest(&seen)))
}

/// The story as it happens.
pub(crate) fn retell(told: &str) -> String {
    let folder = TempDir::new().unwrap();
    let mut seen = String::new();
    let mut file: Option<PathBuf> = None;
    let mut in_output = false;
    for line in told.lines() {
        if let Some(name) = line.strip_prefix("== ") {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, "").unwrap();
            (file, in_output) = (Some(path), false);
        } else if let Some(command) = line.strip_prefix("$ ") {
            (file, in_output) = (None, true);
            writeln!(seen, "{line}").unwrap();
            seen.push_str(&transcript(&bash(folder.path(), command)));
            continue;
        } else if let Some(path) = &file {
            let text = fs::read_to_string(path).unwrap();
            fs::write(path, format!("{text}{line}\n")).unwrap();
        }
        if !in_output {
            writeln!(seen, "{line}").unwrap();
        }
    }
    seen
}

/// What a command printed, and its exit status where that isn't 0.
fn transcript(output: &Output) -> String {
    let mut text = String::from_utf8_lossy(&output.stdout).replace('\r', "<CR>").replace('\u{1b}', "<ESC>");
    if !text.is_empty() && !text.ends_with('\n') {
        text.push_str("<no line end>\n");
    }
    for line in String::from_utf8_lossy(&output.stderr).lines() {
        writeln!(text, "! {}", line.replace('\u{1b}', "<ESC>")).unwrap();
    }
    match output.status.code() {
        Some(0) => {}
        code => writeln!(text, "? {}", code.map_or("killed".to_owned(), |code| code.to_string())).unwrap(),
    }
    text
}

/// Runs a line of bash with the command at hand.
pub(crate) fn bash(folder: &Path, line: &str) -> Output {
    let command = Path::new(env!("CARGO_BIN_EXE_segrep"));
    let path = std::env::var("PATH").unwrap_or_default();
    Command::new("bash")
        .args(["-o", "pipefail", "-c", line])
        .current_dir(folder)
        .env_clear()
        .env("PATH", format!("{}:{path}", command.parent().unwrap().display()))
        .env("SEGREP_NOW", NOW)
        .env("SEGREP_WITHOUT", WITHOUT)
        .env("LC_ALL", "C")
        .output()
        .unwrap()
}

/// Runs the command with arguments, in a folder.
pub(crate) fn segrep(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_segrep"))
        .args(arguments)
        .current_dir(folder)
        .env_clear()
        .env("SEGREP_NOW", NOW)
        .env("SEGREP_WITHOUT", WITHOUT)
        .output()
        .unwrap()
}

/// The standard output of a command that must succeed, with nothing to say.
pub(crate) fn printed(folder: &Path, arguments: &[&str]) -> String {
    let output = segrep(folder, arguments);
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{arguments:?}: {stderr}");
    String::from_utf8(output.stdout).unwrap()
}

/// The standard error of a command that must fail and print nothing.
pub(crate) fn failed(folder: &Path, arguments: &[&str]) -> String {
    let output = segrep(folder, arguments);
    assert_eq!((output.status.code(), output.stdout.as_slice()), (Some(1), &b""[..]), "{arguments:?}");
    String::from_utf8(output.stderr).unwrap()
}

/// The standard output of a line of bash that must succeed.
pub(crate) fn shell(folder: &Path, line: &str) -> String {
    let output = bash(folder, line);
    assert!(output.status.success(), "{line}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// Copies the sample data into a folder.
pub(crate) fn copy_sample(folder: &Path) {
    for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data")).unwrap() {
        let path = entry.unwrap().path();
        fs::copy(&path, folder.join(path.file_name().unwrap())).unwrap();
    }
}

/// A file of so many interactions, each with one segment: `id-0`, `id-1` and so on.
pub(crate) fn interactions(count: usize) -> String {
    let rows = (0..count).map(|number| format!("id-{number},2026-11-20T10:00:00Z\n"));
    std::iter::once("Interaction Id,Started At\n".to_owned()).chain(rows).collect()
}
