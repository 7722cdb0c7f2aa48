//! What conditions hold of which cells.

use std::borrow::Cow;

use super::*;
use crate::operator::OPERATORS;
use crate::tables::{Instant, Sum, Zone};

fn test(condition: &str, kind: Kind, is_known: bool) -> Result<Test, String> {
    let present = Present { now: Instant::from_micros(1_795_168_800_000_000), zone: Zone::UTC };
    let condition = Condition::read(condition).map_err(|error| error.to_string())?;
    condition.test(kind, is_known, &present).map_err(|error| error.to_string())
}

/// Whether a condition holds of a cell that is printed so.
fn asks(condition: &str, kind: Kind, cell: &Cell<'_>, printed: &str) -> bool {
    match test(condition, kind, true).unwrap().ask(cell, printed) {
        Verdict::Holds(holds) => holds,
        Verdict::NoNumber => panic!("{condition} of {printed} counts no numbers"),
    }
}

/// The operators that hold between a cell and a value.
fn holding(kind: Kind, cell: &Cell<'_>, printed: &str, value: &str) -> String {
    let operators = ["=", "!=", "<", "<=", ">", ">="];
    operators
        .into_iter()
        .filter(|sign| asks(&format!("x{sign}{value}"), kind, cell, printed))
        .collect::<Vec<_>>()
        .join(" ")
}

const EQUAL: &str = "= <= >=";
const LESS: &str = "!= < <=";
const GREATER: &str = "!= > >=";

#[test]
fn a_condition_is_a_column_an_operator_and_a_value() {
    let read = |text: &str| Condition::read(text).map(|it| (it.column, it.operator, it.value)).ok();
    let of = |column: &str, operator, value: &str| Some((column.to_owned(), operator, value.to_owned()));
    for (sign, operator) in OPERATORS {
        assert_eq!(read(&format!(" a b {sign} c=d ")), of("a b", operator, "c=d"));
    }
    // The first operator is it, the longer one of two.
    assert_eq!(read("a<=>b"), of("a", Operator::LessOrEqual, ">b"));
    assert_eq!(read("a=!~b"), of("a", Operator::Equal, "!~b"));
    assert_eq!(read("a="), of("a", Operator::Equal, ""));
    assert_eq!(read("a b"), None);
    assert_eq!(read(" =b"), None);
    assert_eq!(read("a!b"), None);
}

#[test]
fn numbers_are_compared_as_numbers() {
    let nine = Cell::Count(9);
    assert_eq!(holding(Kind::Count, &nine, "9", "10"), LESS);
    assert_eq!(holding(Kind::Count, &nine, "9", "9.0"), EQUAL);
    assert_eq!(holding(Kind::Count, &nine, "9", "8.999"), GREATER);
    assert!(test("x=many", Kind::Count, true).is_err());
}

#[test]
fn durations_have_a_unit_or_are_seconds() {
    let length = Cell::Seconds(Sum::from_micros(90_500_000));
    assert_eq!(holding(Kind::Seconds, &length, "90.5", "1m30.5s"), EQUAL);
    assert_eq!(holding(Kind::Seconds, &length, "90.5", "90.5"), EQUAL);
    assert_eq!(holding(Kind::Seconds, &length, "90.5", "2m"), LESS);
    assert_eq!(holding(Kind::Seconds, &Cell::Seconds(Sum::from_micros(-3_000_000)), "-3", "-3s"), EQUAL);
    assert_eq!(holding(Kind::Seconds, &length, "90.5", "-1m"), GREATER);
    assert!(test("x<soon", Kind::Seconds, true).is_err());
}

#[test]
fn times_are_moments_and_days_their_starts() {
    let ten = Cell::Time(Instant::from_micros(1_795_168_800_000_000));
    let printed = "2026-11-20T10:00:00Z";
    assert_eq!(holding(Kind::Time, &ten, printed, "2026-11-20T11:00:00+01:00"), EQUAL);
    assert_eq!(holding(Kind::Time, &ten, printed, "2026-11-20"), GREATER);
    assert_eq!(holding(Kind::Time, &ten, printed, "2026-11-21"), LESS);
    assert_eq!(holding(Kind::Time, &ten, printed, "today"), GREATER);
    assert!(test("x<soon", Kind::Time, true).is_err());
}

#[test]
fn shares_are_numbers_or_percent() {
    let four_fifths = Cell::rate(4, 5);
    assert_eq!(holding(Kind::Rate, &four_fifths, "0.8000", "0.8"), EQUAL);
    assert_eq!(holding(Kind::Rate, &four_fifths, "0.8000", "80%"), EQUAL);
    assert_eq!(holding(Kind::Rate, &four_fifths, "0.8000", "80.1 %"), LESS);
    // As they are printed: to four decimals.
    assert_eq!(holding(Kind::Rate, &Cell::rate(2, 3), "0.6667", "0.6667"), EQUAL);
    assert!(test("x=half", Kind::Rate, true).is_err());
}

#[test]
fn flags_are_yes_or_no_in_any_words() {
    assert!(asks("x=Yes", Kind::Flag, &Cell::Flag(true), "true"));
    assert!(asks("x!=0", Kind::Flag, &Cell::Flag(true), "true"));
    assert!(!asks("x=1", Kind::Flag, &Cell::Flag(false), "false"));
    assert!(test("x=maybe", Kind::Flag, true).is_err());
}

#[test]
fn texts_are_compared_by_their_bytes_and_words_by_letters_and_digits() {
    let text = |text: &'static str| Cell::Text(Cow::Borrowed(text));
    assert_eq!(holding(Kind::Text, &text("b"), "b", "B"), GREATER);
    assert_eq!(holding(Kind::Text, &text("10"), "10", "9"), LESS);
    assert_eq!(holding(Kind::Word, &text("Wrap-up"), "Wrap-up", "wrapUp"), EQUAL);
    assert_eq!(holding(Kind::Word, &text("b"), "b", "A"), GREATER);
}

#[test]
fn patterns_look_at_what_is_printed() {
    let text = Cell::Text(Cow::Borrowed("Ana Franks"));
    assert!(asks("x~^Ana", Kind::Text, &text, "Ana Franks") && !asks("x!~^Ana", Kind::Text, &text, "Ana Franks"));
    assert!(!asks("x~^ana$", Kind::Text, &text, "Ana Franks") && asks("x!~^ana$", Kind::Text, &text, "Ana Franks"));
    assert!(asks("x~^90", Kind::Seconds, &Cell::Seconds(Sum::from_micros(90_000_000)), "90"));
    assert!(asks("x~", Kind::Text, &text, "Ana Franks"), "the empty pattern is everywhere");
    assert!(test("x~(", Kind::Text, true).is_err());
}

#[test]
fn a_blank_is_equal_to_nothing_but_an_empty_value() {
    for (kind, value) in
        [(Kind::Text, "a"), (Kind::Word, "a"), (Kind::Count, "1"), (Kind::Seconds, "1"), (Kind::Flag, "no")]
    {
        assert_eq!(holding(kind, &Cell::Blank, "", value), "!=");
        assert_eq!(holding(kind, &Cell::Blank, "", ""), "=");
    }
    assert!(!asks("x~.*", Kind::Text, &Cell::Blank, "") && asks("x!~.*", Kind::Text, &Cell::Blank, ""));
    // And what is there is only not equal to it.
    assert_eq!(holding(Kind::Count, &Cell::Count(0), "0", ""), "!=");
}

#[test]
fn columns_that_segrep_does_not_know_are_numbers_where_they_are_compared_with_one() {
    let of = |condition: &str, text: &'static str| {
        let test = test(condition, Kind::Text, false).unwrap();
        (test.expects_numbers, test.ask(&Cell::Text(Cow::Borrowed(text)), text))
    };
    assert_eq!(of("x<9", "10"), (true, Verdict::Holds(false)));
    assert_eq!(of("x<9", "8.5"), (true, Verdict::Holds(true)));
    assert_eq!(of("x>=9", "many"), (true, Verdict::NoNumber));
    // Otherwise they are text.
    assert_eq!(of("x<b", "10"), (false, Verdict::Holds(true)));
    assert_eq!(of("x=9", "9.0"), (false, Verdict::Holds(false)));
    assert_eq!(of("x!=9", "9"), (false, Verdict::Holds(false)));
}

#[test]
fn a_value_that_is_no_number_of_its_kind_is_only_not_equal() {
    // A moment that can't be read stands as text in a column of times.
    let soon = Cell::Text(Cow::Borrowed("9"));
    assert_eq!(holding(Kind::Time, &soon, "9", "2026-11-20"), "!=");
    assert_eq!(holding(Kind::Seconds, &soon, "9", "9"), "!=");
    assert_eq!(holding(Kind::Count, &soon, "9", "9"), EQUAL);
}

#[test]
fn a_word_that_no_cell_was_is_told() {
    let unmet = |condition: &str, kind, words: &[&'static str]| {
        let test = test(condition, kind, true).unwrap();
        words.iter().for_each(|word| _ = test.ask(&Cell::Text(Cow::Borrowed(word)), word));
        test.unmet_word().map(str::to_owned)
    };
    assert_eq!(unmet("x=Open", Kind::Word, &["closed", "Pending"]), Some("Open".to_owned()));
    assert_eq!(unmet("x=Open", Kind::Word, &["closed", "open", "closed"]), None);
    assert_eq!(unmet("x!=Open", Kind::Word, &["closed"]), None);
    assert_eq!(unmet("x=Open", Kind::Text, &["closed"]), None);
}
