//! A day at a glance.

use serde_json::json;
use tempfile::TempDir;

use super::driver::{DESK, PHONE, Tab};
use super::sample;

#[test]
#[ignore = "needs a browser: cargo test -- --ignored browser"]
fn a_day_has_its_blocks_and_leads_to_timelines_and_back() {
    let folder = TempDir::new().unwrap();
    let file = sample(&folder, "day", &["day", "--date", "2026-11-20"]);
    let mut tab = Tab::open(&file, "", DESK);
    tab.wait("document.querySelectorAll('.block').length === 9");
    let titles = "[...document.querySelectorAll('.block h2')].map((title) => title.textContent).join(', ')";
    assert_eq!(
        tab.text(titles),
        "Key figures, Through the day, Queues, Waits, Queues by hour, Users, The longest waits, Unanswered and exited, \
         What to make sure of"
    );
    tab.picture("day");
    let first = tab.text("document.querySelector('.links a').textContent");
    tab.click(".links a");
    tab.wait("!document.querySelector('.chosen').hidden");
    assert_eq!(tab.text("document.querySelector('.chosen h2').textContent"), first);
    assert_eq!(tab.eval("document.querySelector('.blocks').hidden"), json!(true));
    tab.click(".steps a");
    tab.wait("!document.querySelector('.blocks').hidden");
    tab.check_faults();
}

#[test]
#[ignore = "needs a browser: cargo test -- --ignored browser"]
fn a_day_fits_a_phone() {
    let folder = TempDir::new().unwrap();
    let file = sample(&folder, "day", &["day", "--date", "2026-11-20"]);
    let mut tab = Tab::open(&file, "", PHONE);
    tab.wait("document.querySelectorAll('.block').length === 9");
    assert_eq!(tab.eval("document.documentElement.scrollWidth <= window.innerWidth"), json!(true));
    tab.picture("day-phone");
    tab.check_faults();
}
