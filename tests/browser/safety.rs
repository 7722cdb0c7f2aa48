//! Data that would be more than data.

use std::fs;

use serde_json::json;
use tempfile::TempDir;

use super::driver::{DESK, Tab};
use super::{page, sample};

const HOSTILE: [&str; 4] = [
    "<script>window.hacked=1</script>",
    "\"><img src=x onerror=window.hacked=1>",
    "</script><script>window.hacked=1</script>",
    "{policy}{script}<!--<script>",
];

#[test]
#[ignore = "needs a browser: cargo test -- --ignored browser"]
fn names_that_look_like_markup_stay_text() {
    let folder = TempDir::new().unwrap();
    let data = folder.path().join("data");
    fs::create_dir_all(&data).unwrap();
    let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    let mut rows = "Interaction Id,User Id,Queue Id,Status,Reason,Event,Started At\n".to_owned();
    for text in HOSTILE {
        let text = quoted(text);
        rows.push_str(&format!("{text},{text},{text},Pending,{text},{text},2026-11-20T10:00:00Z\n"));
        rows.push_str(&format!("{text},{text},{text},{text},{text},{text},2026-11-20T10:00:10Z\n"));
        rows.push_str(&format!("{text},,{text},Completed,{text},,2026-11-20T10:00:20Z\n"));
        rows.push_str(&format!("more {text},,,Open,,,2026-11-20T10:00:20Z\n").replace("more \"", "\"more "));
    }
    fs::write(data.join("segments.csv"), rows).unwrap();
    let data = data.to_str().unwrap();
    let mut tab = Tab::new();
    for (name, arguments) in [
        ("report", &["report"][..]),
        ("found", &["report", "--min-rings", "1"]),
        ("rings", &["rings"]),
        ("statuses", &["statuses"]),
        ("by-user", &["summary", "--by", "user"]),
        ("by-queue", &["summary", "--by", "queue"]),
        ("paths", &["paths"]),
        ("pairs", &["statuses", "--summary"]),
    ] {
        let file = page(&folder, name, data, arguments);
        tab.visit(&file, "", DESK);
        tab.eval("document.querySelectorAll('.bar, .bar-of, .node, thead button').forEach((each) => each.focus())");
        assert_eq!(tab.eval("typeof window.hacked"), json!("undefined"), "{name}");
        assert_eq!(tab.eval("document.querySelectorAll('img, iframe, object, embed').length"), json!(0), "{name}");
        // The page's own script, and its foot; the data is read and gone.
        assert_eq!(tab.eval("document.scripts.length"), json!(2), "{name}");
        assert_eq!(tab.eval("document.body.textContent.includes('onerror=window.hacked')"), json!(true), "{name}");
        tab.check_faults();
    }
}

#[test]
#[ignore = "needs a browser: cargo test -- --ignored browser"]
fn nothing_but_the_page_s_own_script_can_run_or_load() {
    let folder = TempDir::new().unwrap();
    let mut tab = Tab::open(&sample(&folder, "page", &["rings"]), "", DESK);
    let attempts = "(async () => {
        const refused = [];
        document.addEventListener('securitypolicyviolation', (event) => refused.push(event.effectiveDirective));
        const script = document.createElement('script');
        script.textContent = 'window.hacked = 1';
        document.body.append(script);
        const image = document.createElement('img');
        image.src = 'http://127.0.0.1:9/x.png';
        document.body.append(image);
        const button = document.createElement('button');
        button.setAttribute('onclick', 'window.hacked = 1');
        document.body.append(button);
        button.click();
        await fetch('http://127.0.0.1:9/x').catch(() => 0);
        await new Promise((done) => setTimeout(done, 50));
        return refused.sort().join(' ') + ' ' + typeof window.hacked;
    })()";
    assert_eq!(tab.text(attempts), "connect-src img-src script-src-attr script-src-elem undefined");
}

#[test]
#[ignore = "needs a browser: cargo test -- --ignored browser"]
fn a_page_whose_end_is_missing_says_so() {
    let folder = TempDir::new().unwrap();
    let file = sample(&folder, "cut", &["rings"]);
    let whole = fs::read_to_string(&file).unwrap();
    let cut = folder.path().join("cut-off.html");
    fs::write(&cut, &whole[..whole.len() - 2_000]).unwrap();
    let mut tab = Tab::open(&cut, "", DESK);
    assert!(tab.text("document.querySelector('[role=alert]').textContent").contains("not complete"));
}
