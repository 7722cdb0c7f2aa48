//! Pages as people use them, in a real browser. A machine may have none, so these tests are ignored unless asked for:
//!
//!     cargo test -- --ignored browser
//!
//! `SEGREP_BROWSER` names the browser, Chromium or one that speaks its debugging protocol, where that isn't `chromium`.
//! Pictures of what the tests saw are in `tmp/pages` of the folder of built things.

mod days;
mod driver;
mod lists;
mod pictures;
mod safety;
mod screens;
mod tables;

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::check::printed;

/// A page of a report over the sample data.
fn sample(folder: &TempDir, name: &str, arguments: &[&str]) -> PathBuf {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data");
    page(folder, name, data.to_str().unwrap(), arguments)
}

/// A page of a report over some data.
fn page(folder: &TempDir, name: &str, data: &str, arguments: &[&str]) -> PathBuf {
    let file = folder.path().join(format!("{name}.html"));
    let common = ["-q", "-d", data, "-o", file.to_str().unwrap()];
    printed(folder.path(), &[arguments, &common].concat());
    file
}

/// Exports of many interactions, each of three segments; one user has another name than all others.
fn many(folder: &TempDir, interactions: usize) -> String {
    let mut rows = "Interaction Id,User Id,Status,Started At\n".to_owned();
    for number in 0..interactions {
        let (hour, minute) = (number / 60 % 24, number % 60);
        let start = format!("2026-11-{:02}T{hour:02}:{minute:02}", 1 + number / 1440);
        let user = if number == interactions / 2 { "needle" } else { "hay" };
        rows.push_str(&format!("i{number},,Open,{start}:00Z\n"));
        rows.push_str(&format!("i{number},{user},Connected,{start}:{:02}Z\n", 1 + number % 50));
        rows.push_str(&format!("i{number},,Completed,{start}:55Z\n"));
    }
    let data = folder.path().join("many");
    fs::create_dir_all(&data).unwrap();
    fs::write(data.join("segments.csv"), rows).unwrap();
    data.to_str().unwrap().to_owned()
}
