//! One page: going somewhere, reading what it shows, waiting for something, what it did meanwhile. What a person
//! does to it is in `element`, how it looks in `look`.
//!
//! The harness asks its own questions in an isolated world, which sees the document and not the page's scripts, is
//! not bound by the page's policy, and runs also where the page's scripts are off.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::find::squeeze;
use super::person::screens;
use super::pipe::Pipe;
use super::watch::{Seen, exception};

/// How long a wait may take, unless a test says otherwise; only a failing test waits as long.
const PATIENCE: Duration = Duration::from_secs(20);
const POLL: Duration = Duration::from_millis(20);
/// What a click sets off in the page has begun by then.
const SETTLE: Duration = Duration::from_millis(40);
/// A link or a form has begun to load something by then, or never will: its form lacks something, a script took it.
const BEGIN: Duration = Duration::from_secs(1);
/// Enough of a page to see what went wrong.
const TEXT_TOLD_CHARS: usize = 3_000;
/// A page of a person's browser. It closes when dropped.
pub struct Page {
    pub(super) pipe: Arc<Pipe>,
    pub(super) output: PathBuf,
    session: String,
    frame: String,
    patience: Duration,
    has_scripts: AtomicBool,
}

impl Page {
    pub(super) fn attached(pipe: Arc<Pipe>, session: &str, target: &str, output: &Path) -> Self {
        pipe.watch(session, target);
        let (session, frame) = (session.to_owned(), target.to_owned());
        let (output, has_scripts) = (output.to_owned(), AtomicBool::new(true));
        let page = Self { pipe, output, session, frame, patience: PATIENCE, has_scripts };
        for domain in ["Page", "Runtime", "Network", "Log", "Audits", "Inspector"] {
            page.must(&format!("{domain}.enable"), json!({}));
        }
        // Each page thinks that its window is in front, however many there are.
        page.must("Emulation.setFocusEmulationEnabled", json!({ "enabled": true }));
        page
    }

    /// Waits longer, or less long, from now on.
    pub fn patience(&mut self, patience: Duration) {
        self.patience = patience;
    }

    /// Goes to an address and waits until it is there, with its pictures and scripts; the status of the answer.
    #[track_caller]
    pub fn open(&self, url: &str) -> u16 {
        match self.try_open(url) {
            Ok(status) => status,
            Err(why) => self.fail(&format!("{url} to open"), &why),
        }
    }

    /// The same where it may fail: the status, or Chromium's word for what happened.
    ///
    /// # Errors
    /// `net::ERR_...`
    #[track_caller]
    pub fn try_open(&self, url: &str) -> Result<u16, String> {
        self.pipe.with_watch(&self.session, |watch| watch.status = 0);
        let answer = self.call("Page.navigate", json!({ "url": url }))?;
        if let Some(why) = answer["errorText"].as_str().filter(|why| !why.is_empty()) {
            return Err(why.to_owned());
        }
        self.settle();
        Ok(self.status())
    }

    /// Asks for the same page again.
    #[track_caller]
    pub fn reload(&self) -> u16 {
        self.must("Page.reload", json!({}));
        self.settle();
        self.status()
    }

    /// The back button of the browser.
    #[track_caller]
    pub fn back(&self) {
        let history = self.must("Page.getNavigationHistory", json!({}));
        let before = history["currentIndex"].as_u64().and_then(|at| at.checked_sub(1));
        let before = before.unwrap_or_else(|| self.fail("a page to go back to", "there is none"));
        let entry = &history["entries"][usize::try_from(before).unwrap()]["id"];
        self.must("Page.navigateToHistoryEntry", json!({ "entryId": entry }));
        self.settle();
    }

    /// The status of the last document.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.pipe.with_watch(&self.session, |watch| watch.status)
    }

    /// How many documents the page has shown: unchanged where something appeared without a reload.
    #[must_use]
    pub fn loads(&self) -> u32 {
        self.pipe.with_watch(&self.session, |watch| watch.loads)
    }

    /// The address in the bar.
    #[must_use]
    #[track_caller]
    pub fn url(&self) -> String {
        self.text_of("() => location.href")
    }

    /// The title in the tab.
    #[must_use]
    #[track_caller]
    pub fn title(&self) -> String {
        self.text_of("() => document.title")
    }

    /// All text that is shown.
    #[must_use]
    #[track_caller]
    pub fn text(&self) -> String {
        self.text_of("() => document.body ? document.body.innerText : ''")
    }

    /// The document as it is now.
    #[must_use]
    #[track_caller]
    pub fn html(&self) -> String {
        self.text_of("() => document.documentElement.outerHTML")
    }

    /// Whether this text is shown, whatever its spaces and lines.
    #[must_use]
    #[track_caller]
    pub fn shows(&self, text: &str) -> bool {
        squeeze(&self.text()).contains(&squeeze(text))
    }

    /// How many elements fit a selector.
    #[must_use]
    #[track_caller]
    pub fn count(&self, selector: &str) -> usize {
        let count = self.look("(css) => document.querySelectorAll(css).length", json!([selector]));
        usize::try_from(count.as_u64().unwrap()).unwrap()
    }

    /// Whether an element fits a selector.
    #[must_use]
    #[track_caller]
    pub fn exists(&self, selector: &str) -> bool {
        self.count(selector) > 0
    }

    /// Waits until this text is shown.
    #[track_caller]
    pub fn wait_for(&self, text: &str) {
        let wanted = squeeze(text);
        self.until(&format!("the text {wanted:?}"), || {
            squeeze(&self.try_text()?).contains(&wanted).then_some(()).ok_or_else(String::new)
        });
    }

    /// Waits until this text is shown no more.
    #[track_caller]
    pub fn wait_until_gone(&self, text: &str) {
        let unwanted = squeeze(text);
        self.until(&format!("the text {unwanted:?} to go"), || {
            (!squeeze(&self.try_text()?).contains(&unwanted)).then_some(()).ok_or_else(String::new)
        });
    }

    /// Waits until an element fits a selector.
    #[track_caller]
    pub fn wait_for_css(&self, selector: &str) {
        self.until(&format!("an element that fits {selector}"), || {
            let found =
                self.try_look("(css) => !!document.querySelector(css)", json!([selector]))?;
            (found == true).then_some(()).ok_or_else(String::new)
        });
    }

    /// Waits until the address has this in it.
    #[track_caller]
    pub fn wait_for_url(&self, part: &str) {
        self.until(&format!("an address with {part:?}"), || {
            let url = self.try_look("() => location.href", json!([]))?;
            url.as_str().is_some_and(|url| url.contains(part)).then_some(()).ok_or_else(String::new)
        });
    }

    /// Waits until something that a test looks at itself is so.
    #[track_caller]
    pub fn wait_until(&self, expected: &str, is_so: impl Fn() -> bool) {
        self.until(expected, || is_so().then_some(()).ok_or_else(String::new));
    }

    /// What an expression gives among the page's own scripts, as JSON; a promise is waited for (not where scripts
    /// are off). What it throws fails the test.
    #[track_caller]
    pub fn eval(&self, expression: &str) -> Value {
        let parameters = json!({
            "expression": expression,
            "returnByValue": true,
            "awaitPromise": true,
            "userGesture": true,
        });
        let answer = self.must("Runtime.evaluate", parameters);
        match value(answer) {
            Ok(value) => value,
            Err(why) => self.fail(&format!("{expression} to give a value"), &why),
        }
    }

    /// The page's scripts, on or off, from its next document on.
    pub fn scripts(&self, on: bool) {
        self.must("Emulation.setScriptExecutionDisabled", json!({ "value": !on }));
        self.has_scripts.store(on, Ordering::Relaxed);
    }

    /// Whether scripts are on, or will be in the next document.
    pub(super) fn has_scripts(&self) -> bool {
        self.has_scripts.load(Ordering::Relaxed)
    }

    /// Runs this among the page's own scripts, before them, in each document from the next on; the page's policy is
    /// not asked. To play a part of the browser that is not there: the small headless one has no notifications.
    pub fn before_each_document(&self, script: &str) {
        self.must("Page.addScriptToEvaluateOnNewDocument", json!({ "source": script }));
    }

    /// Headers that each request of this page has from now on.
    pub fn extra_headers(&self, headers: &[(&str, &str)]) {
        let headers: serde_json::Map<String, Value> =
            headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).into())).collect();
        self.must("Network.setExtraHTTPHeaders", json!({ "headers": headers }));
    }

    /// Addresses that fail from now on: `*` stands for anything. An empty list refuses nothing.
    pub fn refuse(&self, patterns: &[&str]) {
        self.must("Network.setBlockedURLs", json!({ "urls": patterns }));
    }

    /// The line to the server, cut and mended.
    pub fn offline(&self, is_cut: bool) {
        self.must(
            "Network.emulateNetworkConditions",
            json!({ "offline": is_cut, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 }),
        );
    }

    /// The languages that this browser asks for, as in `km,en;q=0.5`.
    pub fn language(&self, accepted: &str) {
        let version = self.pipe.call(None, "Browser.getVersion", json!({})).unwrap();
        let agent = &version["userAgent"];
        self.must(
            "Emulation.setUserAgentOverride",
            json!({ "userAgent": agent, "acceptLanguage": accepted }),
        );
    }

    /// All that the page did since it was opened, or since [`Page::forget`].
    #[must_use]
    pub fn seen(&self) -> Seen {
        self.pipe.with_watch(&self.session, |watch| watch.seen.clone())
    }

    /// Forgets what the page did, and what it keeps of earlier pages: what is loaded next is loaded whole.
    pub fn forget(&self) {
        self.must("Network.clearBrowserCache", json!({}));
        self.pipe.with_watch(&self.session, |watch| watch.seen = Seen::default());
    }

    /// Nothing was complained of, stopped by the policy, shown as a dialog, opened in a window of its own or asked
    /// of another place than `origin` since the page was opened or asked to forget.
    #[track_caller]
    pub fn assert_clean(&self, origin: &str) {
        let seen = self.seen();
        let elsewhere = seen
            .elsewhere(origin)
            .into_iter()
            .map(|r| format!("elsewhere: {} {}", r.method, r.url));
        let told = |what: &'static str, list: &[String]| -> Vec<String> {
            list.iter().map(|entry| format!("{what}: {entry}")).collect()
        };
        let faults: Vec<String> = told("complaint", &seen.complaints)
            .into_iter()
            .chain(told("violation", &seen.violations))
            .chain(told("dialog", &seen.dialogs))
            .chain(told("window", &seen.windows))
            .chain(elsewhere)
            .collect();
        if !faults.is_empty() {
            self.fail("a clean page", &faults.join("\n"));
        }
    }

    /// Waits until nothing is being loaded.
    #[track_caller]
    pub(super) fn settle(&self) {
        std::thread::sleep(SETTLE);
        // An answer of the page comes after the news of what it did before.
        let _ = self.try_look("() => 0", json!([]));
        self.until("the page to be loaded", || {
            let is_loading = self.pipe.with_watch(&self.session, |watch| watch.is_loading);
            if is_loading { Err("it is still being loaded".to_owned()) } else { Ok(()) }
        });
    }

    /// How many documents the page has begun to ask for.
    pub(super) fn begun(&self) -> u32 {
        self.pipe.with_watch(&self.session, |watch| watch.begun)
    }

    /// Waits until what was set off has begun, where it should, and is there.
    #[track_caller]
    pub(super) fn settle_after(&self, begun: u32, leads: bool) {
        let until = Instant::now() + BEGIN;
        while leads && self.begun() == begun && Instant::now() < until {
            std::thread::sleep(POLL);
        }
        self.settle();
    }

    /// Tries until it goes well, or fails with the last reason.
    #[track_caller]
    pub(super) fn until<T>(
        &self,
        expected: &str,
        mut attempt: impl FnMut() -> Result<T, String>,
    ) -> T {
        let until = Instant::now() + self.patience;
        loop {
            match attempt() {
                Ok(found) => return found,
                Err(why) if Instant::now() > until || self.has_crashed() => {
                    self.fail(expected, &why)
                }
                Err(_) => std::thread::sleep(POLL),
            }
        }
    }

    /// Ends the test: what was expected, what is there, and a picture of it.
    #[track_caller]
    pub(super) fn fail(&self, expected: &str, why: &str) -> ! {
        let of_page = |what: &str| {
            let found = self.try_look(what, json!([])).unwrap_or_else(|e| format!("({e})").into());
            found.as_str().unwrap_or_default().to_owned()
        };
        let url = of_page("() => location.href");
        let text: String = of_page("() => document.title + '\\n' + document.body.innerText")
            .chars()
            .take(TEXT_TOLD_CHARS)
            .collect();
        let seen = self.seen();
        let name = std::thread::current().name().unwrap_or("test").replace("::", "-");
        let picture = screens(&self.output).join(format!("failed-{name}.png"));
        let picture = match self.picture(&picture) {
            Ok(()) => picture.display().to_string(),
            Err(why) => format!("no picture: {why}"),
        };
        let crashed = if self.has_crashed() { " (which has crashed)" } else { "" };
        panic!(
            "expected {expected}; waited at most {:?}. {why}\nThe page {url}{crashed} shows:\n{text}\n\
             complaints: {:?}\nviolations: {:?}\npicture: {picture}",
            self.patience, seen.complaints, seen.violations
        )
    }

    /// What a function of the harness gives of the document, in a world of its own.
    #[track_caller]
    pub(super) fn look(&self, function: &str, arguments: Value) -> Value {
        self.until("an answer of the document", || self.try_look(function, arguments.clone()))
    }

    pub(super) fn try_look(&self, function: &str, arguments: Value) -> Result<Value, String> {
        value(self.in_world(function, arguments, true)?)
    }

    /// The element that a function of the harness gives, for further questions.
    pub(super) fn object(
        &self,
        function: &str,
        arguments: Value,
    ) -> Result<Option<String>, String> {
        let answer = self.in_world(function, arguments, false)?;
        if !answer["exceptionDetails"].is_null() {
            return Err(exception(&answer["exceptionDetails"]));
        }
        Ok(answer["result"]["objectId"].as_str().map(str::to_owned))
    }

    /// What a function gives that is called on an element.
    pub(super) fn on(
        &self,
        element: &str,
        function: &str,
        arguments: Value,
    ) -> Result<Value, String> {
        let parameters = json!({
            "functionDeclaration": function,
            "objectId": element,
            "arguments": wrapped(&arguments),
            "returnByValue": true,
        });
        value(self.call("Runtime.callFunctionOn", parameters)?)
    }

    fn in_world(&self, function: &str, arguments: Value, by_value: bool) -> Result<Value, String> {
        let parameters = json!({
            "functionDeclaration": function,
            "executionContextId": self.world()?,
            "arguments": wrapped(&arguments),
            "returnByValue": by_value,
            "awaitPromise": true,
        });
        self.call("Runtime.callFunctionOn", parameters)
    }

    /// The harness's own world in the document that is shown now.
    pub(super) fn world(&self) -> Result<Value, String> {
        let parameters = json!({ "frameId": self.frame, "worldName": "waypost-tests" });
        Ok(self.call("Page.createIsolatedWorld", parameters)?["executionContextId"].take())
    }

    pub(super) fn call(&self, method: &str, parameters: Value) -> Result<Value, String> {
        self.pipe.call(Some(&self.session), method, parameters)
    }

    #[track_caller]
    pub(super) fn must(&self, method: &str, parameters: Value) -> Value {
        self.call(method, parameters).unwrap_or_else(|e| panic!("{e}"))
    }

    fn try_text(&self) -> Result<String, String> {
        let text =
            self.try_look("() => document.body ? document.body.innerText : ''", json!([]))?;
        Ok(text.as_str().unwrap_or_default().to_owned())
    }

    #[track_caller]
    fn text_of(&self, function: &str) -> String {
        self.look(function, json!([])).as_str().unwrap_or_default().to_owned()
    }

    fn has_crashed(&self) -> bool {
        self.pipe.with_watch(&self.session, |watch| watch.has_crashed)
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        let _ = self.pipe.call(None, "Target.closeTarget", json!({ "targetId": self.frame }));
        self.pipe.unwatch(&self.session);
    }
}

fn wrapped(arguments: &Value) -> Value {
    arguments.as_array().into_iter().flatten().map(|value| json!({ "value": value })).collect()
}

fn value(mut answer: Value) -> Result<Value, String> {
    if answer["exceptionDetails"].is_null() {
        Ok(answer["result"]["value"].take())
    } else {
        Err(exception(&answer["exceptionDetails"]))
    }
}
