//! Durations that start and end contradict.

use super::super::dialect::Form;
use super::super::exports::OnError;
use super::super::vocabulary::Vocabulary;
use super::*;

/// The unit that durations are found to be in, with the one they are read in and the line of the first; `right` where
/// nothing is said.
fn unit(header: &str, rows: &[String]) -> String {
    let text = format!("Interaction Id,Started At,Ended At,{header}\n{}", rows.concat());
    let vocabulary = Vocabulary::builtin();
    let exports =
        Exports::of_text(Table::Segments, text.into_bytes(), &vocabulary, Form::default(), OnError::Fail).unwrap();
    match exports.check_duration_units() {
        Ok(()) => "right".to_owned(),
        Err(ExportError { line, problem, .. }) => match *problem {
            Problem::OtherUnit { read_as, unit, value, .. } => {
                format!("{} read as {} on {}: {value}", unit.symbol(), read_as.symbol(), line.unwrap_or(0))
            }
            problem => panic!("{problem}"),
        },
    }
}

/// A row that lasts some seconds from a moment that is no whole minute, with a duration.
fn row(seconds: u64, duration: impl ToString) -> String {
    let end = 7 + seconds;
    let (hour, minute, second) = (10 + end / 3600, end / 60 % 60, end % 60);
    let end = format!("2026-11-20T{hour:02}:{minute:02}:{second:02}Z");
    format!("i,2026-11-20T10:00:07Z,{end},{}\n", duration.to_string())
}

/// Rows that last as long as they say, in a unit of so many milliseconds.
fn rows(count: u64, unit: f64) -> Vec<String> {
    (0..count).map(|at| row(3600 + at, (3600 + at) as f64 * 1000.0 / unit)).collect()
}

#[test]
fn durations_in_their_unit_are_right() {
    assert_eq!(unit("Duration", &rows(4, 1000.0)), "right");
    assert_eq!(unit("Duration (ms)", &rows(4, 1.0)), "right");
    assert_eq!(unit("Duration (min)", &rows(4, 60_000.0)), "right");
    assert_eq!(unit("Duration", &[]), "right");
}

#[test]
fn durations_in_another_unit_are_told_at_the_first() {
    assert_eq!(unit("Duration", &rows(2, 1.0)), "ms read as s on 2: 3600000");
    assert_eq!(unit("Duration (ms)", &rows(2, 1000.0)), "s read as ms on 2: 3600");
    assert_eq!(unit("Duration", &rows(2, 60_000.0)).split(" on").next(), Some("min read as s"));
    assert_eq!(unit("Duration", &vec![row(12 * 3600, 12); 2]), "h read as s on 2: 12");
    // Where an hour may be half of one by rounding it says nothing.
    assert_eq!(unit("Duration", &vec![row(3600, 1); 2]), "right");
    let short = vec![row(1, 1)];
    assert_eq!(unit("Duration", &[short, rows(2, 1.0)].concat()), "ms read as s on 3: 3600000");
}

#[test]
fn one_clear_case_is_too_few() {
    assert_eq!(unit("Duration", &rows(1, 1.0)), "right");
}

#[test]
fn ninety_five_of_a_hundred_have_to_agree() {
    let with = |wrong: usize| {
        let mut rows = rows(20 - wrong as u64, 1.0);
        rows.extend((0..wrong).map(|_| row(500, 77)));
        unit("Duration", &rows)
    };
    assert_eq!(with(1), "ms read as s on 2: 3600000");
    assert_eq!(with(2), "right");
}

#[test]
fn half_of_them_may_be_in_no_other_way() {
    // What lasts a second may be in either unit, as times are rounded.
    let with = |short: usize| {
        let mut rows = rows(3, 1.0);
        rows.extend((0..short).map(|_| row(1, 1)));
        unit("Duration", &rows)
    };
    assert_eq!(with(3), "ms read as s on 2: 3600000");
    assert_eq!(with(4), "right");
}

#[test]
fn rows_that_do_not_say_it_twice_tell_nothing() {
    let untold = [
        "i,2026-11-20T10:00:07Z,,5\n",
        "i,2026-11-20T10:00:07Z,2026-11-20T10:10:07Z,\n",
        "i,2026-11-20T10:00:07Z,2026-11-20T10:10:07Z,-5\n",
        "i,2026-11-20T10:00:07Z,2026-11-20T10:10:07Z,0:00:05\n",
        "i,2026-11-20T10:00:07Z,2026-11-20T10:00:07.5Z,9\n",
        "i,soon,2026-11-20T10:00:07Z,9\n",
    ];
    let untold: Vec<String> = untold.iter().flat_map(|row| std::iter::repeat_n((*row).to_owned(), 10)).collect();
    assert_eq!(unit("Duration", &untold), "right");
    assert_eq!(unit("Duration", &[rows(2, 1.0), untold].concat()), "ms read as s on 2: 3600000");
}

#[test]
fn times_in_whole_minutes_are_taken_to_be_rounded() {
    let row = |start: &str, end: &str, duration: u64| format!("i,2026-11-20T{start}Z,2026-11-20T{end}Z,{duration}\n");
    // Two minutes less a second in milliseconds, or something else.
    let of = |start: &str, end: &str| unit("Duration", &vec![row(start, end, 3_000_000); 4]);
    assert_eq!(of("10:00:00", "10:51:00"), "ms read as s on 2: 3000000");
    assert_eq!(of("10:00:00", "10:51:01"), "right");
    assert_eq!(of("10:00:00", "10:52:00"), "right");
}

#[test]
fn the_rest_of_a_file_is_compared_where_its_beginning_is_in_another_unit() {
    let (wrong, right) = (rows(1000, 1.0), rows(100, 1000.0));
    assert_eq!(unit("Duration", &wrong), "ms read as s on 2: 3600000");
    assert_eq!(unit("Duration", &[wrong.clone(), right].concat()), "right");
    // A beginning that is right is enough.
    assert_eq!(unit("Duration", &[rows(1000, 1000.0), vec![wrong.concat(); 30]].concat()), "right");
}

#[test]
fn what_the_options_say_counts_more_than_the_header() {
    let text = format!("Interaction Id,Started At,Ended At,Duration (ms)\n{}", rows(2, 1000.0).concat());
    let vocabulary = Vocabulary::builtin();
    let mut exports =
        Exports::of_text(Table::Segments, text.into_bytes(), &vocabulary, Form::default(), OnError::Fail).unwrap();
    assert_eq!(exports.duration_unit(&exports.files[0]), DurationUnit::Milliseconds);
    exports.values.duration_unit = Some(DurationUnit::Seconds);
    assert!(exports.check_duration_units().is_ok());
}

#[test]
fn one_in_twenty_of_the_first_records_may_contradict_it() {
    let after = |right: u64| unit("Duration", &[rows(right, 1000.0), rows(1000 - right, 1.0)].concat());
    assert_eq!(after(50), "ms read as s on 52: 3600000");
    assert_eq!(after(51), "right");
}
