//! Phones, the dark, and paper.

use serde_json::json;
use tempfile::TempDir;

use super::driver::{DESK, PHONE, Screen, Tab};
use super::{many, page, sample};

const REPORTS: [(&str, &[&str]); 10] = [
    ("report", &["report"]),
    ("one", &["report", "7f3a90"]),
    ("rings", &["rings"]),
    ("statuses", &["statuses"]),
    ("interactions", &["interactions"]),
    ("by-user", &["summary", "--by", "user"]),
    ("by-hour", &["summary", "--by", "hour"]),
    ("paths", &["paths"]),
    ("pairs", &["statuses", "--summary"]),
    ("check", &["check", "--fail-on", "never"]),
];

#[test]
#[ignore = "needs a browser: cargo test -- --ignored browser"]
fn pages_fit_a_phone() {
    let folder = TempDir::new().unwrap();
    let mut tab = Tab::new();
    for (name, arguments) in REPORTS {
        tab.visit(&sample(&folder, name, arguments), "", PHONE);
        let overhang = tab.eval("document.documentElement.scrollWidth - window.innerWidth");
        assert_eq!(overhang, json!(0), "{name} scrolls sideways");
        tab.picture(&format!("phone-{name}"));
        tab.check_faults();
    }
    let data = many(&folder, 5_000);
    tab.visit(&page(&folder, "by-interval", &data, &["summary", "--by", "interval"]), "", PHONE);
    assert_eq!(tab.eval("document.documentElement.scrollWidth - window.innerWidth"), json!(0));
    assert_eq!(tab.text("document.querySelector('.chart .remark').textContent.slice(0, 19)"), "The last 130 of 167");
    tab.picture("phone-by-interval");

    tab.visit(&sample(&folder, "list", &["report"]), "", PHONE);
    let sees = |selector: &str| format!("document.querySelector({selector:?}).checkVisibility()");
    assert_eq!(tab.eval(&sees(".list")), json!(true));
    tab.click(".entry[data-at='1']");
    tab.wait("document.querySelector('.detail h2')?.checkVisibility()");
    assert_eq!(tab.eval(&sees(".list")), json!(false));
    assert_eq!(tab.eval("document.documentElement.scrollWidth - window.innerWidth"), json!(0));
    tab.click(".bar[data-at='2']");
    assert!(
        tab.text("document.querySelector('#tip').textContent").starts_with("Pending · Bo Li"),
        "a tap shows details"
    );
    assert_eq!(tab.eval(&sees("#tip")), json!(true));
    tab.picture("phone-chosen");
    tab.click(".back");
    tab.wait(&sees(".list"));
    tab.check_faults();
}

#[test]
#[ignore = "needs a browser: cargo test -- --ignored browser"]
fn every_text_stands_out_in_the_light_and_in_the_dark() {
    let folder = TempDir::new().unwrap();
    let mut tab = Tab::new();
    for (name, arguments) in REPORTS {
        let file = sample(&folder, name, arguments);
        tab.visit(&file, "", DESK);
        assert_eq!(tab.text(include_str!("contrast.js")), "", "{name} in the light");
        tab.picture(&format!("light-{name}"));
        tab.visit(&file, "", Screen { is_dark: true, ..DESK });
        assert_eq!(tab.text("getComputedStyle(document.documentElement).backgroundColor"), "rgb(17, 21, 27)");
        assert_eq!(tab.text(include_str!("contrast.js")), "", "{name} in the dark");
        tab.picture(&format!("dark-{name}"));
        tab.eval("document.querySelector('h1').style.color = '#555'");
        assert!(tab.text(include_str!("contrast.js")).starts_with("H1"), "what doesn't stand out is found");
    }
}

#[test]
#[ignore = "needs a browser: cargo test -- --ignored browser"]
fn pages_can_be_printed() {
    let folder = TempDir::new().unwrap();
    let mut tab = Tab::new();
    for (name, arguments) in REPORTS {
        tab.visit(&sample(&folder, name, arguments), "", DESK);
        assert!(tab.print(name) > 5_000, "{name}");
        tab.media("print", true);
        assert_eq!(
            tab.eval("[...document.querySelectorAll('input, .steps')].some((each) => each.checkVisibility())"),
            json!(false)
        );
        assert_eq!(tab.text("getComputedStyle(document.documentElement).backgroundColor"), "rgb(255, 255, 255)");
        assert_eq!(tab.eval("document.querySelector('h1').checkVisibility()"), json!(true));
        tab.check_faults();
    }
    // All that are listed, one after another, and then the list again.
    tab.visit(&sample(&folder, "all", &["report"]), "", DESK);
    tab.eval("window.print = () => { window.printed = document.querySelectorAll('.printout .section').length; }");
    tab.click(".actions button");
    assert_eq!(tab.eval("window.printed"), json!(14));
    tab.print("all");
    tab.eval("window.dispatchEvent(new Event('afterprint'))");
    tab.wait("document.querySelector('.printout') === null && document.querySelector('.list').checkVisibility()");
    tab.check_faults();
}
