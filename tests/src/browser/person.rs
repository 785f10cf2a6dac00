//! A browser, and the people of a test: each with cookies and a cache of their own, as in a private window.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tempfile::TempDir;

use super::page::Page;
use super::pipe::Pipe;
use super::process;

/// Longer than an export takes on a busy machine.
const SAVED_WITHIN: Duration = Duration::from_secs(20);

/// A running browser; it ends with the last of its pages.
pub struct Browser {
    pipe: Arc<Pipe>,
    output: PathBuf,
}

/// Somebody at a browser of their own.
pub struct Person {
    pipe: Arc<Pipe>,
    output: PathBuf,
    context: String,
    downloads: TempDir,
}

impl Browser {
    /// Starts the browser of this machine (0.2 s). `output` is the test target's `CARGO_TARGET_TMPDIR`: pictures
    /// go to its folder `screens`. None where no browser is: said loudly, and in CI a failure.
    #[must_use]
    pub fn start(output: &str) -> Option<Self> {
        let program = process::find()?;
        Some(Self { pipe: Arc::new(Pipe::start(&program)), output: output.into() })
    }

    /// Somebody who has never been here.
    #[must_use]
    pub fn person(&self) -> Person {
        let asked = self.pipe.call(None, "Target.createBrowserContext", json!({}));
        let answer = asked.unwrap_or_else(|e| panic!("{e}"));
        let context = answer["browserContextId"].as_str().unwrap().to_owned();
        let downloads = tempfile::Builder::new().prefix("waypost-downloads").tempdir().unwrap();
        let (pipe, output) = (Arc::clone(&self.pipe), self.output.clone());
        let person = Person { pipe, output, context, downloads };
        let mut parameters = person.of_context();
        parameters["behavior"] = "allow".into();
        parameters["downloadPath"] = person.downloads.path().to_str().unwrap().into();
        person.browser("Browser.setDownloadBehavior", parameters);
        person
    }
}

impl Person {
    /// A new page (tab), empty.
    #[must_use]
    pub fn page(&self) -> Page {
        let mut parameters = self.of_context();
        parameters["url"] = "about:blank".into();
        let created = self.browser("Target.createTarget", parameters);
        let target = created["targetId"].as_str().unwrap();
        let attached =
            self.browser("Target.attachToTarget", json!({ "targetId": target, "flatten": true }));
        let session = attached["sessionId"].as_str().unwrap();
        Page::attached(Arc::clone(&self.pipe), session, target, &self.output)
    }

    /// Waits for a file that a page gave to be saved, and reads it.
    #[track_caller]
    #[must_use]
    pub fn downloaded(&self, name: &str) -> Vec<u8> {
        let file = self.downloads.path().join(name);
        let until = Instant::now() + SAVED_WITHIN;
        while !file.is_file() {
            let there: Vec<_> = std::fs::read_dir(self.downloads.path())
                .unwrap()
                .map(|entry| entry.unwrap().file_name())
                .collect();
            assert!(Instant::now() < until, "expected {name} to be saved; there are: {there:?}");
            std::thread::sleep(Duration::from_millis(20));
        }
        std::fs::read(file).unwrap()
    }

    /// Says yes, once and for all, to what pages may ask: `notifications`, `clipboardReadWrite` ... (Chromium's small
    /// headless browser says so to `navigator.permissions`, and `Notification.permission` stays denied there.)
    pub fn allow(&self, permission: &str) {
        let mut parameters = self.of_context();
        parameters["permissions"] = json!([permission]);
        self.browser("Browser.grantPermissions", parameters);
    }

    pub(super) fn of_context(&self) -> Value {
        json!({ "browserContextId": self.context })
    }

    pub(super) fn browser(&self, method: &str, parameters: Value) -> Value {
        self.pipe.call(None, method, parameters).unwrap_or_else(|e| panic!("{e}"))
    }
}

impl Drop for Person {
    fn drop(&mut self) {
        let _ = self.pipe.call(None, "Target.disposeBrowserContext", self.of_context());
    }
}

/// The folder of pictures.
pub(super) fn screens(output: &Path) -> PathBuf {
    let folder = output.join("screens");
    std::fs::create_dir_all(&folder).unwrap();
    folder
}
