//! Tables: search and sorting.

use serde_json::json;
use tempfile::TempDir;

use super::driver::{DESK, Tab};
use super::{many, page, sample};

fn column(number: usize) -> String {
    format!(
        "[...document.querySelectorAll('tbody tr > :nth-child({number})')].map((cell) => cell.textContent).join(' ')"
    )
}

#[test]
#[ignore = "needs a browser: cargo test -- --ignored browser"]
fn tables_are_searched_and_sorted_by_what_values_mean() {
    let folder = TempDir::new().unwrap();
    let columns = ["-c", "interaction_id,wait_seconds,answered_by"];
    let file = sample(&folder, "interactions", &[&["interactions", "--min-rings", "2"], &columns[..]].concat());
    let mut tab = Tab::open(&file, "", DESK);
    let as_reported = tab.text(&column(2));
    tab.click("thead th:nth-child(2) button");
    assert_eq!(tab.text("document.querySelector('thead th:nth-child(2)').ariaSort"), "ascending");
    let ascending = tab.text(&column(2));
    tab.click("thead th:nth-child(2) button");
    let descending: Vec<String> = tab.text(&column(2)).split(' ').map(str::to_owned).collect();
    let seconds = |value: &str| -> f64 {
        let (minutes, seconds) =
            value.trim_end_matches('s').split_once('m').unwrap_or(("0", value.trim_end_matches('s')));
        minutes.parse::<f64>().unwrap() * 60.0 + seconds.parse::<f64>().unwrap()
    };
    let filled = |text: &str| text.split(' ').filter(|value| !value.is_empty()).map(seconds).collect::<Vec<f64>>();
    assert!(filled(&ascending).is_sorted() && filled(&ascending).len() > 3, "{ascending}");
    assert!(filled(&descending.join(" ")).iter().rev().is_sorted(), "{descending:?}");
    tab.click("thead th:nth-child(2) button");
    assert_eq!(tab.text(&column(2)), as_reported);

    tab.click("input[type=search]");
    tab.write("ana");
    tab.wait("document.querySelector('.count').textContent.includes(' of ')");
    assert!(tab.text(&column(3)).split("Ana Franks").all(|between| between.trim().is_empty()));
    tab.picture("table");
    tab.check_faults();
}

#[test]
#[ignore = "needs a browser: cargo test -- --ignored browser"]
fn findings_begin_with_what_each_rule_found_and_a_rule_finds_its_rows() {
    let folder = TempDir::new().unwrap();
    let rules = ["--rule", "first-status-not-creating,connected-without-ring"];
    let check = [&["check", "--fail-on", "never"], &rules[..]].concat();
    let file = page(&folder, "check", &many(&folder, 400), &check);
    let mut tab = Tab::open(&file, "", DESK);
    let first = "document.querySelector('table tbody tr').textContent";
    assert_eq!(
        tab.text(first),
        "warningconnected-without-ring400400segments.csv:3check whether rings are exported, and with which reason"
    );
    let rules = "[...document.querySelectorAll('.overview tbody tr')].map((row) => row.cells[0].textContent).join(' ')";
    assert_eq!(tab.text(rules), "warning info");
    tab.click(".overview tr:nth-child(2) button");
    assert_eq!(tab.text("document.querySelector('.count').textContent"), "400 of 800 rows");
    tab.picture("check");
    tab.check_faults();
}

#[test]
#[ignore = "needs a browser: cargo test -- --ignored browser"]
fn a_long_table_draws_what_is_in_sight_and_says_what_columns_mean() {
    let folder = TempDir::new().unwrap();
    let data = many(&folder, 5_000);
    let file = page(&folder, "statuses", &data, &["statuses"]);
    let mut tab = Tab::open(&file, "", DESK);
    assert_eq!(tab.text("document.querySelector('.count').textContent"), "10,000 rows");
    let drawn = "document.querySelectorAll('tbody tr').length < 100";
    assert_eq!(tab.eval(drawn), json!(true));
    tab.eval("document.querySelector('.tall').scrollTop = 1e9");
    tab.wait("[...document.querySelectorAll('tbody th')].at(-1).textContent === 'i4999'");
    assert_eq!(tab.eval(drawn), json!(true));
    tab.eval("document.querySelector('thead button').focus()");
    assert_eq!(tab.text("document.querySelector('#tip').textContent"), "interaction_idThe interaction's id.");
    tab.press("Enter");
    tab.press("Enter");
    assert_eq!(tab.text("document.querySelector('tbody th').textContent"), "i4999");
    tab.check_faults();
}
