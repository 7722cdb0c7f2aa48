//! Reports as SQL: DuckDB's rows beside segrep's, where it is installed. Spark takes longer and is asked by hand:
//! `benches/engines/compare.py --engine spark`.

use std::process::Command;

fn python() -> Command {
    let mut command = Command::new("python3");
    command.current_dir(env!("CARGO_MANIFEST_DIR"));
    command
}

#[test]
#[allow(clippy::print_stderr, reason = "a test that isn't run says so")]
fn duckdb_gives_the_rows_that_segrep_gives() {
    let asked = python().args(["-c", "import duckdb, pytz"]).output();
    if !asked.is_ok_and(|output| output.status.success()) {
        return eprintln!("Python has no DuckDB with pytz: the SQL was not compared with segrep");
    }
    let script = ["benches/engines/compare.py", "--segrep", env!("CARGO_BIN_EXE_segrep"), "--seeds", "3"];
    let output = python().args(script).output().unwrap();
    let [told, failed] = [output.stdout, output.stderr].map(|text| String::from_utf8_lossy(&text).into_owned());
    assert!(output.status.success(), "{told}{failed}");
    // The sample, the stories and the random ones were compared, none was passed over.
    assert_eq!(told.matches(": 36 reports, 0 differ").count(), 6, "{told}");
    assert_eq!(told.matches(": 5 reports, 0 differ").count(), 2, "{told}");
}
