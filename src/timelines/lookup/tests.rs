//! What becomes of ids that are asked for, searched for and looked up in the index of everything alike.

use super::*;
use crate::timelines::told::Told;

/// Exports in which some ids have segments, one has only a row, and one stands in another column.
fn told() -> Told {
    let segments = "in at user\n aaaa1 0 bbbb1\n aaaa2 5 .\n cccc1 1 .\n cccc1 2 .\n ünïç1 3 .";
    Told::new(&[("segments", segments), ("interactions", "in user\n aaaa1 .\n aaaa3 .\n ee .\n dddd1 .\n cccc1 aaaa1")])
}

/// Both ways of finding what is asked for.
fn answers(asked: &[&str]) -> (Vec<Answer>, Vec<String>) {
    let told = told();
    let asked: Vec<String> = asked.iter().map(|id| (*id).to_owned()).collect();
    let ways = [search, fetch].map(|way| {
        let (index, answers) = way(&told.exports, &asked, &|_| {}).unwrap();
        let found = told.timelines_of(&index, |timeline| {
            format!(
                "{} {}{}",
                timeline.id(),
                timeline.stages.len(),
                if timeline.row.is_some() { " and a row" } else { "" }
            )
        });
        assert!(index.without_segments.is_empty());
        (answers, found)
    });
    assert_eq!(ways[0], ways[1]);
    let [way, _] = ways;
    way
}

#[test]
fn an_id_is_found_with_its_segments_and_its_row() {
    assert_eq!(answers(&["cccc1"]), (vec![Answer::Found], vec!["cccc1 2 and a row".to_owned()]));
    let (_, found) = answers(&["aaaa2", "cccc1", "aaaa1"]);
    assert_eq!(found, ["aaaa1 1 and a row", "cccc1 2 and a row", "aaaa2 1"]);
    // In another column it is none.
    assert_eq!(answers(&["bbbb1"]).0, [Answer::Missing]);
}

#[test]
fn the_beginning_of_exactly_one_id_stands_for_it() {
    let begins = |id: &str| Answer::Begins(id.to_owned());
    assert_eq!(answers(&["cccc"]), (vec![begins("cccc1")], vec!["cccc1 2 and a row".to_owned()]));
    assert_eq!(answers(&["aaaa"]).0, [Answer::Ambiguous(["aaaa1", "aaaa2", "aaaa3"].map(str::to_owned).to_vec())]);
    // Four characters at least, however many bytes.
    assert_eq!(answers(&["ccc"]), (vec![Answer::Missing], vec![]));
    assert_eq!(answers(&["ünï"]).0, [Answer::Missing]);
    assert_eq!(answers(&["ünïç"]).0, [begins("ünïç1")]);
    assert_eq!(answers(&["ccccx"]).0, [Answer::Missing]);
}

#[test]
fn an_id_or_a_beginning_with_a_row_alone_has_no_segments() {
    let without = |id: &str| Answer::WithoutSegments(id.to_owned());
    assert_eq!(answers(&["dddd1", "aaaa3"]), (vec![without("dddd1"), without("aaaa3")], vec![]));
    assert_eq!(answers(&["dddd"]).0, [without("dddd1")]);
    // However short it is.
    assert_eq!(answers(&["ee"]).0, [without("ee")]);
}

#[test]
fn an_id_that_begins_another_is_itself() {
    let told = Told::new(&[("segments", "in at\n aaaa 0\n aaaa1 1")]);
    let (index, answers) = lookup(&told.exports, &["aaaa".to_owned()], &|_| {}).unwrap();
    assert_eq!(answers, [Answer::Found]);
    assert_eq!(told.timelines_of(&index, |timeline| timeline.id().to_owned()), ["aaaa"]);
}

#[test]
fn a_value_is_contained_only_as_a_whole() {
    let told = told();
    let has = |value: &str| contains(&told.exports, Table::Segments, Field::UserId, value).unwrap();
    assert!(has("bbbb1") && !has("bbbb") && !has("aaaa1"));
}

#[test]
fn ids_that_differ_by_a_slip_are_near() {
    assert_eq!(near_ids(&told().exports, &["cccd1", "zzzzz", "dddd2"]), [vec!["cccc1"], vec![], vec![]]);
}
