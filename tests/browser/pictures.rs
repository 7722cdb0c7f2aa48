//! Interactions as lanes.

use serde_json::json;
use tempfile::TempDir;

use super::driver::{DESK, Tab};
use super::sample;

const NAMES: &str = "[...document.querySelectorAll('.lane-name b')].map((name) => name.textContent).join(', ')";
const TIP: &str = "document.querySelector('#tip').hidden ? '' : document.querySelector('#tip').textContent";

#[test]
#[ignore = "needs a browser: cargo test -- --ignored browser"]
fn an_interaction_is_drawn_as_lanes_with_its_facts_and_its_segments() {
    let folder = TempDir::new().unwrap();
    let file = sample(&folder, "one", &["report", "7f3a90"]);
    let mut tab = Tab::open(&file, "", DESK);
    assert_eq!(tab.text(NAMES), "Billing, Bo Li, Ana Franks");
    let bars = "[...document.querySelectorAll('.bar')].map((bar) => bar.textContent).join(', ')";
    assert_eq!(tab.text(bars), "Creating, Open, Open, Completed, Pending, Pending, Connected, Wrap up", "lane by lane");
    let marks = "[...document.querySelectorAll('.mark')].map((mark) => mark.textContent).join(', ')";
    assert_eq!(tab.text(marks), "✕ IGNORED, ✓ accepted*");
    let changes =
        "[...document.querySelectorAll('.change')].map((one) => one.getAttribute('aria-label')).slice(0, 2).join(', ')";
    assert_eq!(tab.text(changes), "Creating → Open at 10:00:04, Open → Pending at 10:00:10");
    assert_eq!(
        tab.text("document.querySelector('.verdict').textContent.slice(0, 34)"),
        "ANSWERED by Ana Franks after 53s: "
    );
    assert_eq!(tab.eval("document.querySelectorAll('.section > .scroll tbody tr').length"), json!(8));
    // 20 of 313 seconds.
    let share = tab.eval("document.querySelector('[data-at=\"2\"]').getBoundingClientRect().width / document.querySelector('.track').clientWidth");
    assert!((share.as_f64().unwrap() - 20.0 / 313.0).abs() < 0.002, "{share}");
    // Why it is so stands folded below.
    assert_eq!(tab.eval("document.querySelector('.why').open"), json!(false));
    tab.click(".why > summary");
    assert_eq!(
        tab.text("document.querySelector('.why tbody tr').innerText"),
        "outcome\tanswered\tit has an answer\t6\tInteraction Segments.csv:80"
    );
    tab.picture("lanes");
    tab.check_faults();
}

#[test]
#[ignore = "needs a browser: cargo test -- --ignored browser"]
fn what_is_still_open_goes_to_the_edge() {
    let folder = TempDir::new().unwrap();
    let mut tab = Tab::open(&sample(&folder, "open", &["report", "7f3c40"]), "", DESK);
    let edges = "['.bar.open', '.track'].map((each) => Math.round(document.querySelector(each).getBoundingClientRect().right)).join(' ')";
    let edges = tab.text(edges);
    let (bar, track) = edges.split_once(' ').unwrap();
    assert_eq!(bar, track);
    assert_eq!(
        tab.text("document.querySelector('.bar.open').getAttribute('aria-label').slice(0, 19)"),
        "Pending, Ana Franks"
    );
    assert_eq!(tab.text("[...document.querySelectorAll('.mark')].at(-1).textContent"), "… still ringing");
    tab.check_faults();
}

#[test]
#[ignore = "needs a browser: cargo test -- --ignored browser"]
fn details_show_under_the_mouse_and_under_the_keyboard() {
    let folder = TempDir::new().unwrap();
    let file = sample(&folder, "one", &["report", "7f3a90"]);
    let mut tab = Tab::open(&file, "", DESK);
    assert_eq!(tab.text(TIP), "");
    tab.hover(".bar[data-at='2']");
    assert!(tab.text(TIP).starts_with("Pending · Bo Li#3at10:00:10elapsed8sfor20s"), "{}", tab.text(TIP));
    assert_eq!(tab.text("document.querySelector('tr.lit td:nth-child(2)').textContent"), "10:00:10");
    tab.picture("details");
    tab.hover("h1");
    assert_eq!(tab.text(TIP), "");

    tab.eval("document.querySelector('.widen input').focus()");
    tab.press("Tab");
    assert!(tab.text(TIP).starts_with("Creating · Billing"), "{}", tab.text(TIP));
    let described = "document.getElementById(document.activeElement.getAttribute('aria-describedby')).textContent";
    assert!(tab.text(described).starts_with("Creating · Billing"));
    tab.press("ArrowRight");
    tab.press("ArrowRight");
    assert!(tab.text(TIP).starts_with("Pending · Bo Li"), "{}", tab.text(TIP));
    tab.press("End");
    assert!(tab.text(TIP).starts_with("Completed · Billing"), "{}", tab.text(TIP));
    tab.press("Tab");
    assert!(tab.text(TIP).starts_with("Creating → Openat10:00:04"), "{}", tab.text(TIP));
    tab.press("Escape");
    assert_eq!(tab.text(TIP), "");

    tab.click(".bar[data-at='6']");
    assert_eq!(tab.text("document.querySelector('tr.chosen td:nth-child(2)').textContent"), "10:04:30");
    let width = "document.querySelector('[data-at=\"0\"]').getBoundingClientRect().width";
    let narrow = tab.eval(width).as_f64().unwrap();
    tab.click(".widen input");
    assert!(tab.eval(width).as_f64().unwrap() > narrow * 3.0, "a short stage is widened");
    tab.check_faults();
}

#[test]
#[ignore = "needs a browser: cargo test -- --ignored browser"]
fn summaries_and_paths_have_pictures() {
    let folder = TempDir::new().unwrap();
    let mut tab = Tab::new();
    let titles = "[...document.querySelectorAll('.chart figcaption')].map((title) => title.textContent).join(', ')";
    for (name, arguments, expected) in [
        ("by-user", &["summary", "--by", "user"][..], "Responses by user, Handling time by user"),
        ("by-hour", &["summary", "--by", "hour"], "Waits of answered interactions by hour, Interactions by hour"),
        ("paths", &["paths"], "Which way they went"),
        ("pairs", &["statuses", "--summary"], "Which status followed which"),
    ] {
        let file = sample(&folder, name, arguments);
        tab.visit(&file, "", DESK);
        assert_eq!(tab.text(titles), expected);
        tab.eval("document.querySelector('.bar-of, .node').focus()");
        assert_ne!(tab.text(TIP), "", "{name}");
        tab.press("ArrowRight");
        assert_ne!(tab.text(TIP), "", "{name}");
        tab.picture(name);
        tab.check_faults();
    }
    tab.visit(&sample(&folder, "u", &["summary", "--by", "user"]), "", DESK);
    let bo = "[...document.querySelectorAll('.bar-of')].map((bar) => bar.getAttribute('aria-label'))[1]";
    assert_eq!(tab.text(bo), "Bo Li: accepted 1, ignored 4, rejected 2, clear 1, unknown 0");
}
