//! Which of several rows of a segment stands.

use crate::timelines::told::Told;
use crate::timelines::{Coded, Timeline};

/// The notes of the rows that stand, and of how many none does.
fn notes(timeline: &Timeline<'_>) -> String {
    let notes: Vec<&str> = timeline.stages.iter().filter_map(|stage| stage.text(Coded::CompletionDisplay)).collect();
    format!("{} -{}", notes.join(" "), timeline.left_out.len())
}

fn check(files: &[(&str, &str)], expected: &str) {
    assert_eq!(Told::new(files).timelines(notes), [expected], "{files:?}");
}

#[test]
fn of_rows_with_one_id_the_last_in_input_order_stands() {
    const HEADER: &str = "id at completiondisplay";
    check(&[("segments", &format!("{HEADER}\n a 5 old\n a 9 new\n b 7 other"))], "other new -1");
    check(&[("segments", &format!("{HEADER}\n a 9 old\n a 5 new\n a 7 newest"))], "newest -2");
    // Files in natural order, whatever their times.
    let parts = [
        ("segments (10)", "id at completiondisplay\n a 0 tenth"),
        ("segments (9)", "id at completiondisplay\n a 3 ninth"),
    ];
    check(&parts, "tenth -1");
}

#[test]
fn ids_that_come_again_are_found_among_many_segments_too() {
    let rows: String = (0..30).map(|row| format!("\n s{row} {row} .")).collect();
    check(&[("segments", &format!("id at completiondisplay{rows}\n s3 99 new"))], "new -1");
    check(&[("segments", &format!("id at completiondisplay{rows}"))], " -0");
}

#[test]
fn a_row_without_an_id_is_left_out_where_an_earlier_file_has_its_values() {
    let row = "at user completiondisplay\n 0 ana x";
    check(&[("segments", row), ("segments (2)", row), ("segments (3)", row)], "x -2");
    // Under whatever header and in whatever order, blanks aside.
    check(&[("segments", row), ("segments (2)", "completiondisplay queue agent at\n x . ana 0")], "x -1");
    // Within a file each row says something of its own.
    check(&[("segments", &format!("{row}\n 0 ana x"))], "x x -0");
    check(&[("segments", row), ("segments (2)", &format!("{row}\n 0 ana x"))], "x -2");
    // Another value, in a column that segrep knows or not.
    check(&[("segments", row), ("segments (2)", "at user completiondisplay\n 0 ben x")], "x x -0");
    check(&[("segments", row), ("segments (2)", "at user completiondisplay shoe\n 0 ana x 43")], "x x -0");
    check(&[("segments", row), ("segments (2)", "at user completiondisplay\n 1 ana x")], "x x -0");
}

#[test]
fn a_row_with_an_id_is_none_without() {
    check(
        &[("segments", "id at completiondisplay\n . 0 x"), ("segments (2)", "id at completiondisplay\n a 0 x")],
        "x x -0",
    );
    check(
        &[("segments", "id at completiondisplay\n a 0 x"), ("segments (2)", "id at completiondisplay\n b 0 x")],
        "x x -0",
    );
    // Nor does it make one where a row without an id has to be compared.
    let (first, again) = ("id at completiondisplay\n a 0 x\n . 5 y", "id at completiondisplay\n a 0 x");
    check(&[("segments", first), ("segments (2)", again)], "x y -1");
}
