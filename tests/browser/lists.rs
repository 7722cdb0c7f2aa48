//! Many interactions: a list to search, sort and choose from.

use serde_json::json;
use tempfile::TempDir;

use super::driver::{DESK, Screen, Tab};
use super::{many, page, sample};

const COUNT: &str = "document.querySelector('.count').textContent";
const FIRST: &str = "document.querySelector('.entry .subject').textContent";
const CHOSEN: &str = "document.querySelector('.detail h2').textContent";

#[test]
#[ignore = "needs a browser: cargo test -- --ignored browser"]
fn a_long_list_is_searched_sorted_and_gone_through_by_keyboard() {
    let folder = TempDir::new().unwrap();
    let data = many(&folder, 5_000);
    let file = page(&folder, "many", &data, &["report"]);
    let mut tab = Tab::open(&file, "", DESK);
    assert_eq!(tab.text(COUNT), "5,000 interactions");
    assert_eq!(tab.text(CHOSEN), "i0");
    tab.picture("list");

    // Only what is in sight is drawn, wherever that is.
    let drawn = "document.querySelectorAll('.entry').length < 40";
    assert_eq!(tab.eval(drawn), json!(true));
    tab.eval("document.querySelector('.list').scrollTop = 1e9");
    tab.wait("[...document.querySelectorAll('.entry .subject')].at(-1).textContent === 'i4999'");
    assert_eq!(tab.eval(drawn), json!(true));

    tab.click(".side input[type=search]");
    tab.write("NEEDLE");
    tab.wait("document.querySelector('.count').textContent === '1 of 5,000 interactions'");
    assert_eq!(tab.text(FIRST), "i2500");
    tab.eval("(() => { const search = document.querySelector('.side input'); search.value = ''; search.dispatchEvent(new Event('input')); })()");
    tab.wait("document.querySelector('.count').textContent === '5,000 interactions'");

    tab.eval("(() => { const order = document.querySelector('select'); order.value = '3'; order.dispatchEvent(new Event('change')); })()");
    assert_eq!(tab.text("document.querySelector('.entry .measured').textContent"), "wait 1s");
    tab.click(".direction");
    assert_eq!(tab.text("document.querySelector('.entry .measured').textContent"), "wait 50s");
    assert_eq!(tab.text(FIRST), "i49");

    tab.eval("document.querySelector('.entry').focus()");
    tab.press("ArrowDown");
    assert_eq!(tab.text("document.activeElement.querySelector('.subject').textContent"), "i99");
    tab.press("Enter");
    tab.wait("document.querySelector('.detail h2').textContent === 'i99'");
    assert_eq!(tab.text("location.hash"), "#i99");
    tab.press("End");
    assert_eq!(tab.text("document.activeElement.dataset.at"), "4999");
    tab.check_faults();
}

#[test]
#[ignore = "needs a browser: cargo test -- --ignored browser"]
fn an_interaction_has_an_address_of_its_own_and_neighbours() {
    let folder = TempDir::new().unwrap();
    let mut tab = Tab::open(&sample(&folder, "some", &["report"]), "#7f3905", DESK);
    assert_eq!(tab.text(CHOSEN), "7f3905");
    tab.click(".steps a:last-child");
    tab.wait("document.querySelector('.detail h2').textContent === '002123'");
    tab.eval("history.back()");
    tab.wait("document.querySelector('.detail h2').textContent === '7f3905'");
    tab.click(".chip:nth-child(2)");
    assert_eq!(tab.text("document.querySelector('.chip[aria-pressed=true]').textContent"), "unanswered 2");
    assert_eq!(tab.text(COUNT), "2 of 14 interactions");
    assert_eq!(tab.text(FIRST), "7f3905");
    // What a choice leaves out gives way.
    tab.click(".chip:nth-child(2)");
    tab.click(".chip:nth-child(1)");
    assert_ne!(tab.text(CHOSEN), "7f3905");
    assert_eq!(tab.text(CHOSEN), tab.text(FIRST));
    tab.check_faults();
}

#[test]
#[ignore = "needs a browser: cargo test -- --ignored browser"]
fn an_address_brings_its_entry_into_sight() {
    let folder = TempDir::new().unwrap();
    let data = many(&folder, 5_000);
    let mut tab = Tab::open(&page(&folder, "many", &data, &["report"]), "#i4000", DESK);
    assert_eq!(tab.text(CHOSEN), "i4000");
    let current = "document.querySelector('.entry[aria-current=true]')";
    assert_eq!(tab.text(&format!("{current}.querySelector('.subject').textContent")), "i4000");
    let is_in_sight = "(([entry, list]) => entry.top >= list.top && entry.bottom <= list.bottom)(['.entry[aria-current=true]', '.list'].map((each) => document.querySelector(each).getBoundingClientRect()))";
    assert_eq!(tab.eval(is_in_sight), json!(true));
    tab.check_faults();
}

#[test]
#[ignore = "needs a browser: cargo test -- --ignored browser"]
fn all_that_are_listed_are_printed_without_the_list() {
    let folder = TempDir::new().unwrap();
    // Too narrow for one beside the list.
    let screen = Screen { width: 800, ..DESK };
    let mut tab = Tab::open(&sample(&folder, "all", &["report"]), "", screen);
    tab.eval("window.print = () => window.dispatchEvent(new Event('beforeprint'))");
    tab.click(".actions button");
    assert_eq!(tab.eval("document.querySelectorAll('.printout').length"), json!(1));
    assert_eq!(tab.eval("document.querySelectorAll('.printout .section').length"), json!(14));
    tab.check_faults();
}
