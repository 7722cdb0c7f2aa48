//! A browser without a window, driven over its debugging protocol.

use std::fs;
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use tempfile::TempDir;
use tungstenite::{Message, WebSocket};

/// How long anything may take before a test has failed.
const PATIENCE: Duration = Duration::from_secs(60);

/// The screen that a page is looked at on.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Screen {
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) is_dark: bool,
}

pub(crate) const DESK: Screen = Screen { width: 1400, height: 900, is_dark: false };
pub(crate) const PHONE: Screen = Screen { width: 390, height: 844, is_dark: false };

/// A browser with one page open.
pub(crate) struct Tab {
    process: Child,
    socket: WebSocket<TcpStream>,
    session: Option<String>,
    last_id: u64,
    /// What the page complained of, and what it asked the network for.
    faults: Vec<String>,
    _profile: TempDir,
}

impl Drop for Tab {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Tab {
    /// Opens a browser with a file.
    pub(crate) fn open(file: &Path, fragment: &str, screen: Screen) -> Tab {
        let mut tab = Tab::new();
        tab.visit(file, fragment, screen);
        tab
    }

    /// Opens a browser: the one that `SEGREP_BROWSER` names, else Chromium.
    pub(crate) fn new() -> Tab {
        let browser = std::env::var_os("SEGREP_BROWSER").unwrap_or_else(|| "chromium".into());
        let profile = TempDir::new().unwrap();
        let process = Command::new(&browser)
            .args(["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-quic"])
            .args(["--disable-background-networking", "--disable-component-update", "--disable-sync"])
            .arg("--remote-debugging-port=0")
            .arg(format!("--user-data-dir={}", profile.path().display()))
            .arg("about:blank")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|error| panic!("{}: {error}; SEGREP_BROWSER names another browser", browser.display()));
        let (port, path) = port(profile.path());
        let stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        let (socket, _) = tungstenite::client(format!("ws://127.0.0.1:{port}{path}"), stream).unwrap();
        let mut tab = Tab { process, socket, session: None, last_id: 0, faults: Vec::new(), _profile: profile };
        let target = tab.ask("Target.createTarget", json!({ "url": "about:blank" }));
        let attached = tab.ask("Target.attachToTarget", json!({ "targetId": target["targetId"], "flatten": true }));
        tab.session = Some(attached["sessionId"].as_str().unwrap().to_owned());
        for domain in ["Page.enable", "Runtime.enable", "Log.enable", "Network.enable"] {
            tab.ask(domain, json!({}));
        }
        tab
    }

    /// Goes to a file, and waits until it is drawn.
    pub(crate) fn visit(&mut self, file: &Path, fragment: &str, screen: Screen) {
        let size = json!({ "width": screen.width, "height": screen.height, "deviceScaleFactor": 1, "mobile": screen.width < 700 });
        self.ask("Emulation.setDeviceMetricsOverride", size);
        self.media("", screen.is_dark);
        let address = format!("file://{}{fragment}", file.canonicalize().unwrap().display());
        self.ask("Page.navigate", json!({ "url": address }));
        self.wait("document.readyState === 'complete' && !document.querySelector('#page[aria-busy]')");
    }

    /// As on a screen or on paper (`print`), in the dark or not.
    pub(crate) fn media(&mut self, media: &str, is_dark: bool) {
        let scheme = if is_dark { "dark" } else { "light" };
        let features = json!([{ "name": "prefers-color-scheme", "value": scheme }]);
        self.ask("Emulation.setEmulatedMedia", json!({ "media": media, "features": features }));
    }

    /// What an expression of JavaScript comes to.
    pub(crate) fn eval(&mut self, expression: &str) -> Value {
        let question = json!({ "expression": expression, "returnByValue": true, "awaitPromise": true });
        let answer = self.ask("Runtime.evaluate", question);
        assert!(answer["exceptionDetails"].is_null(), "{expression}: {}", answer["exceptionDetails"]);
        answer["result"]["value"].clone()
    }

    /// The text that an expression comes to.
    pub(crate) fn text(&mut self, expression: &str) -> String {
        self.eval(expression).as_str().unwrap_or_else(|| panic!("{expression} is no text")).to_owned()
    }

    /// Waits until an expression is true.
    pub(crate) fn wait(&mut self, expression: &str) {
        let start = Instant::now();
        while self.eval(&format!("Boolean({expression})")) != json!(true) {
            assert!(start.elapsed() < PATIENCE, "never true: {expression}");
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// Clicks the first element of a selector with the mouse.
    pub(crate) fn click(&mut self, selector: &str) {
        let script = format!(
            "(() => {{ const element = document.querySelector({selector:?}); element.scrollIntoView({{ block: 'nearest' }});
             const place = element.getBoundingClientRect(); return [place.x + place.width / 2, place.y + place.height / 2]; }})()"
        );
        let place = self.eval(&script);
        for kind in ["mouseMoved", "mousePressed", "mouseReleased"] {
            let event = json!({ "type": kind, "x": place[0], "y": place[1], "button": "left", "clickCount": 1 });
            self.ask("Input.dispatchMouseEvent", event);
        }
    }

    /// Moves the mouse over the first element of a selector.
    pub(crate) fn hover(&mut self, selector: &str) {
        let script = format!(
            "(() => {{ const place = document.querySelector({selector:?}).getBoundingClientRect();
             return [place.x + place.width / 2, place.y + place.height / 2]; }})()"
        );
        let place = self.eval(&script);
        self.ask("Input.dispatchMouseEvent", json!({ "type": "mouseMoved", "x": place[0], "y": place[1] }));
    }

    /// Presses a key that writes nothing, as `Tab` or `ArrowRight`, or the space bar (` `) or `Enter`.
    pub(crate) fn press(&mut self, key: &str) {
        let (code, number, text) = match key {
            " " => ("Space", 32, " "),
            "Enter" => ("Enter", 13, "\r"),
            "Tab" => ("Tab", 9, ""),
            "Escape" => ("Escape", 27, ""),
            "End" => ("End", 35, ""),
            "ArrowRight" => ("ArrowRight", 39, ""),
            "ArrowDown" => ("ArrowDown", 40, ""),
            other => panic!("no key {other}"),
        };
        for kind in ["keyDown", "keyUp"] {
            let mut event = json!({ "type": kind, "key": key, "code": code, "windowsVirtualKeyCode": number });
            if kind == "keyDown" && !text.is_empty() {
                event["text"] = json!(text);
            }
            self.ask("Input.dispatchKeyEvent", event);
        }
    }

    /// Writes a text where the keyboard is.
    pub(crate) fn write(&mut self, text: &str) {
        self.ask("Input.insertText", json!({ "text": text }));
    }

    /// A picture of the page, for whoever wants to look at it, below the folder of built things.
    pub(crate) fn picture(&mut self, name: &str) {
        let picture = self.ask("Page.captureScreenshot", json!({ "format": "png" }));
        self.keep(&format!("{name}.png"), &picture["data"]);
    }

    /// The page as it is printed.
    pub(crate) fn print(&mut self, name: &str) -> usize {
        let paper = self.ask("Page.printToPDF", json!({ "printBackground": false }));
        self.keep(&format!("{name}.pdf"), &paper["data"])
    }

    fn keep(&self, name: &str, data: &Value) -> usize {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("pages");
        fs::create_dir_all(&folder).unwrap();
        let bytes = STANDARD.decode(data.as_str().unwrap()).unwrap();
        fs::write(folder.join(name), &bytes).unwrap();
        bytes.len()
    }

    /// What the page complained of until now; it must be nothing.
    pub(crate) fn check_faults(&mut self) {
        // An answer comes after everything that was said before it.
        self.eval("0");
        assert!(self.faults.is_empty(), "{:#?}", self.faults);
    }

    fn ask(&mut self, method: &str, parameters: Value) -> Value {
        self.last_id += 1;
        let mut question = json!({ "id": self.last_id, "method": method, "params": parameters });
        if let Some(session) = &self.session {
            question["sessionId"] = json!(session);
        }
        self.socket.send(Message::text(question.to_string())).unwrap();
        loop {
            let Message::Text(text) = self.socket.read().unwrap() else { continue };
            let mut answer: Value = serde_json::from_str(&text).unwrap();
            if answer["id"] == json!(self.last_id) {
                assert!(answer["error"].is_null(), "{method}: {}", answer["error"]);
                return answer["result"].take();
            }
            self.hear(&answer);
        }
    }

    fn hear(&mut self, event: &Value) {
        let said = &event["params"];
        let is_fault = match event["method"].as_str() {
            Some("Runtime.exceptionThrown" | "Runtime.consoleAPICalled" | "Log.entryAdded") => true,
            Some("Network.requestWillBeSent") => {
                let address = said["request"]["url"].as_str().unwrap_or_default();
                !address.starts_with("file://") || said["type"] != json!("Document")
            }
            _ => false,
        };
        if is_fault {
            self.faults.push(said.to_string());
        }
    }
}

/// Where the browser listens: it writes that into its profile.
fn port(profile: &Path) -> (u16, String) {
    let start = Instant::now();
    loop {
        let told = fs::read_to_string(profile.join("DevToolsActivePort")).unwrap_or_default();
        if let Some((port, path)) = told.split_once('\n') {
            return (port.parse().unwrap(), path.trim().to_owned());
        }
        assert!(start.elapsed() < PATIENCE, "the browser doesn't start");
        std::thread::sleep(Duration::from_millis(20));
    }
}
