//! Debian's Chromium, driven by the tests.

use std::io::{BufRead as _, BufReader, Write as _};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use fantoccini::wd::Capabilities;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tokio::sync::{Semaphore, SemaphorePermit};

use super::Served;

/// How long a test waits for what should happen at once.
const LIMIT: Duration = Duration::from_secs(30);

/// As few of the browser's own affairs as possible; and no sandbox, which root, as
/// whom the build machine runs the tests, cannot have.
const ARGUMENTS: [&str; 10] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--hide-scrollbars",
];

/// What the watcher does. The system closes its input when the test program ends,
/// whether it ends well or is killed; the driver and its browsers end with it, and what
/// they remember is removed.
const WATCH: &str = r#"
    "$1" --port=0 &
    trap '' TERM
    cat > /dev/null
    kill -TERM 0
    wait
    rm -rf "$2"
"#;

/// What starts browsers.
#[derive(Debug)]
struct Driver {
    program: PathBuf,
    /// Where it is asked for browsers.
    url: String,
    /// Where browsers keep what they remember.
    directory: PathBuf,
    _watcher: Child,
}

/// How a page is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Look {
    Light,
    Dark,
    /// On a telephone.
    Narrow,
    /// By a browser that runs no scripts of pages.
    Scriptless,
}

/// A window of a person who has none other.
pub(crate) struct Browser {
    client: Client,
    origin: String,
    _turn: SemaphorePermit<'static>,
}

/// A browser is as much work for a machine as all other tests together: two at a time.
static TURNS: Semaphore = Semaphore::const_new(2);

impl Driver {
    /// Returns the driver that tests share.
    fn shared() -> Option<&'static Self> {
        static SHARED: OnceLock<Option<Driver>> = OnceLock::new();
        SHARED.get_or_init(Self::start).as_ref()
    }

    /// Starts it; without Chromium on this machine there is none.
    fn start() -> Option<Self> {
        let (Some(driver), Some(program)) = (found("chromedriver"), found("chromium")) else {
            let reason = "PATH has not both chromium and chromedriver";
            assert!(std::env::var_os("CI").is_none(), "Chromium is not installed: {reason}");
            // Not by the macro, whose output is shown for tests only that fail.
            let note = writeln!(std::io::stderr(), "tests in a browser are skipped: {reason}");
            note.expect("an output");
            return None;
        };
        let directory = tempfile::tempdir().expect("a directory").keep();
        let mut watcher = Command::new("sh")
            .args(["-c", WATCH, "watch"])
            .args([&driver, &directory])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            // A Ctrl-C is for the tests; it would end the watcher, too.
            .process_group(0)
            .spawn()
            .expect("a watcher");
        let mut lines = BufReader::new(watcher.stdout.take().expect("an output")).lines();
        let port = lines.by_ref().map_while(Result::ok).find_map(|line| {
            let port = line.strip_prefix("ChromeDriver was started successfully on port ")?;
            port.trim_end_matches('.').parse::<u16>().ok()
        });
        let url = format!("http://127.0.0.1:{}", port.expect("a port"));
        // It may say more, and would wait for somebody to listen.
        std::thread::spawn(move || lines.map_while(Result::ok).for_each(drop));
        Some(Self { program, url, directory, _watcher: watcher })
    }

    /// Says which browser to start, and how.
    fn capabilities(&self, look: Look) -> Capabilities {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let profile = self.directory.join(NEXT.fetch_add(1, Ordering::Relaxed).to_string());
        let mut arguments: Vec<_> = ARGUMENTS.map(str::to_owned).into();
        arguments.push(format!("--user-data-dir={}", profile.display()));
        arguments.push("--window-size=1200,1000".to_owned());
        if look == Look::Dark {
            arguments.push("--blink-settings=preferredColorScheme=0".to_owned());
        }
        let mut options = json!({ "binary": self.program, "args": arguments });
        if look == Look::Narrow {
            let telephone =
                json!({ "width": 390, "height": 844, "pixelRatio": 2.0, "touch": false });
            options["mobileEmulation"] = json!({ "deviceMetrics": telephone });
        }
        if look == Look::Scriptless {
            options["prefs"] = json!({ "profile.managed_default_content_settings.javascript": 2 });
        }
        Capabilities::from_iter([("goog:chromeOptions".to_owned(), options)])
    }
}

/// Finds a program.
fn found(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).map(|directory| directory.join(name)).find(|file| file.exists())
}

impl Browser {
    /// Opens a window; without Chromium on this machine there is none.
    pub(crate) async fn open(served: &Served, look: Look) -> Option<Self> {
        let driver = Driver::shared()?;
        let turn = TURNS.acquire().await.expect("never closed");
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(driver.capabilities(look))
            .connect(&driver.url)
            .await
            .expect("a browser");
        let origin = format!("http://{}", served.address);
        Some(Self { client, origin, _turn: turn })
    }

    pub(crate) async fn goto(&self, path: &str) {
        self.client.goto(&format!("{}{path}", self.origin)).await.expect("a page");
    }

    /// Waits until there is an element with this text in one that a selector names.
    pub(crate) async fn sees(&self, selector: &str, text: &str) {
        let script = "return [...document.querySelectorAll(arguments[0])]
            .some((element) => element.innerText.includes(arguments[1]))";
        let arguments = vec![json!(selector), json!(text)];
        let seen = self.wait_for(script, arguments).await;
        assert!(seen, "`{text}` is not in `{selector}`: {}", self.text().await);
    }

    /// Waits until a selector names nothing.
    pub(crate) async fn misses(&self, selector: &str) {
        let script = "return document.querySelector(arguments[0]) === null";
        let missing = self.wait_for(script, vec![json!(selector)]).await;
        assert!(missing, "`{selector}` is there: {}", self.text().await);
    }

    /// Waits until a script returns true.
    pub(crate) async fn holds(&self, script: &str) {
        assert!(self.wait_for(script, vec![]).await, "{script}: {}", self.text().await);
    }

    async fn wait_for(&self, script: &str, arguments: Vec<Value>) -> bool {
        let holds = async {
            while self.run(script, arguments.clone()).await != json!(true) {
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        };
        tokio::time::timeout(LIMIT, holds).await.is_ok()
    }

    pub(crate) async fn run(&self, script: &str, arguments: Vec<Value>) -> Value {
        self.client.execute(script, arguments).await.expect("a value")
    }

    pub(crate) async fn click(&self, selector: &str) {
        let element = self.client.wait().at_most(LIMIT).for_element(Locator::Css(selector)).await;
        element.expect(selector).click().await.expect("a click");
    }

    /// Types a text into a field, in the place of what is there.
    pub(crate) async fn types(&self, selector: &str, text: &str) {
        let field = self.client.wait().at_most(LIMIT).for_element(Locator::Css(selector)).await;
        let field = field.expect(selector);
        field.clear().await.expect("a field");
        field.send_keys(text).await.expect("a field");
    }

    /// Asserts that nothing was tried so far that the page forbids itself.
    pub(crate) async fn has_kept_to_the_policy(&self) {
        let script = "const observer = new ReportingObserver(() => {},
                { types: ['csp-violation'], buffered: true });
            observer.observe();
            return observer.takeRecords().map((report) => JSON.stringify(report.body))";
        assert_eq!(self.run(script, vec![]).await, json!([]));
    }

    async fn text(&self) -> String {
        self.run("return document.body.innerText", vec![]).await.to_string()
    }

    /// Keeps a picture of the window in `target/screenshots`, for people to look at.
    pub(crate) async fn photograph(&self, name: &str) {
        // What moves has come to rest.
        self.holds("return document.getAnimations().every((it) => it.animationName !== 'rise' || it.playState === 'finished')")
            .await;
        let picture = self.client.screenshot().await.expect("a picture");
        let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("screenshots");
        std::fs::create_dir_all(&directory).expect("a directory");
        std::fs::write(directory.join(name).with_extension("png"), picture).expect("a file");
    }

    pub(crate) async fn close(self) {
        self.client.close().await.expect("an end");
    }
}
