//! What a page did, written down as it happens: requests, complaints, dialogs, windows. In: events of the DevTools
//! protocol. Out: [`Seen`], all of it since the test last asked to forget.

use serde_json::Value;

/// Far beyond what a story does; a page in a loop is stopped here and named.
const ENTRIES_MAX: usize = 50_000;

/// One request of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Request {
    /// The whole address.
    pub url: String,
    /// The method.
    pub method: String,
    /// What for, in Chromium's words: Document, Stylesheet, Script, Image, EventSource, Fetch ...
    pub kind: String,
    /// The status of its answer, if one came.
    pub status: Option<u16>,
    /// Bytes over the wire, headers among them; 0 while it runs, and from a cache.
    pub bytes: u64,
    /// Why it came to nothing, in Chromium's words.
    pub failure: Option<String>,
    id: String,
}

/// All that a page did since [`super::Page::forget`].
#[derive(Clone, Debug, Default)]
pub struct Seen {
    /// Requests in the order in which they began; a redirect counts as one more.
    pub requests: Vec<Request>,
    /// Errors and warnings of the console, uncaught exceptions, what the browser itself complained of.
    pub complaints: Vec<String>,
    /// Violations of the content security policy or of Trusted Types.
    pub violations: Vec<String>,
    /// Dialogs that opened (each was answered with yes): the sign of a stored script that ran.
    pub dialogs: Vec<String>,
    /// Addresses that the page opened in windows of their own.
    pub windows: Vec<String>,
}

impl Seen {
    /// Requests that went to any other place than this origin (`http://localhost:8080`).
    #[must_use]
    pub fn elsewhere(&self, origin: &str) -> Vec<&Request> {
        let is_home = |url: &str| {
            ["data:", "blob:", "about:"].iter().any(|scheme| url.starts_with(scheme))
                || url
                    .strip_prefix(origin)
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?', '#']))
        };
        self.requests.iter().filter(|request| !is_home(&request.url)).collect()
    }

    /// Requests that came to nothing, or to a status from 400.
    #[must_use]
    pub fn failed(&self) -> Vec<&Request> {
        let has_failed = |r: &&Request| r.failure.is_some() || r.status.is_some_and(|s| s >= 400);
        self.requests.iter().filter(has_failed).collect()
    }

    /// Bytes over the wire, all told.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.requests.iter().map(|request| request.bytes).sum()
    }
}

/// The notes about one page.
pub(super) struct Watch {
    frame: String,
    pub(super) seen: Seen,
    /// A document is on its way or being read.
    pub(super) is_loading: bool,
    /// Documents that it began to ask for; one may count twice.
    pub(super) begun: u32,
    /// Documents that the page has shown.
    pub(super) loads: u32,
    /// The status of the last one.
    pub(super) status: u16,
    pub(super) has_crashed: bool,
}

impl Watch {
    pub(super) fn of(frame: &str) -> Self {
        Self {
            frame: frame.to_owned(),
            seen: Seen::default(),
            is_loading: false,
            begun: 0,
            loads: 0,
            status: 0,
            has_crashed: false,
        }
    }

    /// Writes down an event; true for a dialog, which somebody must answer.
    pub(super) fn take(&mut self, event: &str, about: &Value) -> bool {
        let is_main = about["frameId"].as_str() == Some(&self.frame);
        match event {
            "Page.frameStartedLoading" | "Page.frameRequestedNavigation" if is_main => {
                self.is_loading = true;
                self.begun += 1;
            }
            "Page.frameStoppedLoading" if is_main => self.is_loading = false,
            "Page.frameNavigated" if about["frame"]["parentId"].is_null() => self.loads += 1,
            "Page.windowOpen" => note(&mut self.seen.windows, text(&about["url"])),
            "Page.javascriptDialogOpening" => {
                let (kind, message) = (text(&about["type"]), text(&about["message"]));
                note(&mut self.seen.dialogs, format!("{kind}: {message}"));
                return true;
            }
            "Inspector.targetCrashed" => self.has_crashed = true,
            "Audits.issueAdded" => self.issue(&about["issue"]),
            "Log.entryAdded" => self.logged(&about["entry"]),
            "Runtime.consoleAPICalled" => self.said(about),
            "Runtime.exceptionThrown" => {
                note(&mut self.seen.complaints, exception(&about["exceptionDetails"]));
            }
            _ => self.network(event, about),
        }
        false
    }

    fn network(&mut self, event: &str, about: &Value) {
        match event {
            "Network.requestWillBeSent" => self.asks(about),
            "Network.webSocketCreated" | "Network.webTransportCreated" => {
                let (url, id) = (text(&about["url"]), text(&about["requestId"]));
                let kind = "Socket".to_owned();
                note(&mut self.seen.requests, Request { url, id, kind, ..Request::default() });
            }
            "Network.responseReceived" => {
                let status = status(&about["response"]);
                if about["type"] == "Document" && about["frameId"].as_str() == Some(&self.frame) {
                    self.status = status.unwrap_or_default();
                }
                if let Some(request) = self.request(about) {
                    request.status = status;
                }
            }
            "Network.loadingFinished" => {
                let bytes = about["encodedDataLength"].as_f64().unwrap_or_default();
                if let Some(request) = self.request(about) {
                    request.bytes = bytes as u64;
                }
            }
            "Network.loadingFailed" => {
                let why = [text(&about["errorText"]), text(&about["blockedReason"])];
                if let Some(request) = self.request(about) {
                    request.failure = Some(why.join(" ").trim().to_owned());
                }
            }
            _ => {}
        }
    }

    fn asks(&mut self, about: &Value) {
        let redirected = &about["redirectResponse"];
        if !redirected.is_null() {
            let bytes = redirected["encodedDataLength"].as_f64().unwrap_or_default();
            if let Some(request) = self.request(about) {
                request.status = status(redirected);
                request.bytes = bytes as u64;
            }
        }
        let request = Request {
            url: text(&about["request"]["url"]),
            method: text(&about["request"]["method"]),
            kind: text(&about["type"]),
            id: text(&about["requestId"]),
            ..Request::default()
        };
        note(&mut self.seen.requests, request);
    }

    /// The newest of that id: those of a redirect share it.
    fn request(&mut self, about: &Value) -> Option<&mut Request> {
        let id = about["requestId"].as_str()?;
        self.seen.requests.iter_mut().rev().find(|request| request.id == id)
    }

    fn issue(&mut self, issue: &Value) {
        if issue["code"] == "ContentSecurityPolicyIssue" {
            let details = &issue["details"]["contentSecurityPolicyIssueDetails"];
            let at = &details["sourceCodeLocation"];
            let line = format!(
                "{}: {} {} at {}:{}",
                text(&details["violatedDirective"]),
                text(&details["contentSecurityPolicyViolationType"]),
                text(&details["blockedURL"]),
                text(&at["url"]),
                at["lineNumber"].as_u64().unwrap_or_default() + 1
            );
            note(&mut self.seen.violations, line);
        }
    }

    fn logged(&mut self, entry: &Value) {
        if ["error", "warning"].iter().any(|level| entry["level"] == *level) {
            let line = format!("{}: {}", text(&entry["source"]), text(&entry["text"]));
            note(&mut self.seen.complaints, line);
        }
    }

    fn said(&mut self, about: &Value) {
        if ["error", "warning", "assert"].iter().any(|kind| about["type"] == *kind) {
            let words = about["args"].as_array().into_iter().flatten().map(|argument| {
                argument["value"]
                    .as_str()
                    .map_or_else(|| text(&argument["description"]), str::to_owned)
            });
            note(&mut self.seen.complaints, words.collect::<Vec<_>>().join(" "));
        }
    }
}

/// What an exception says, its place among it.
pub(super) fn exception(details: &Value) -> String {
    let what = match details["exception"]["description"].as_str() {
        Some(description) => description.to_owned(),
        None => format!("{} {}", text(&details["text"]), details["exception"]["value"]),
    };
    format!("{what} ({}:{})", text(&details["url"]), details["lineNumber"])
}

fn note<T>(list: &mut Vec<T>, entry: T) {
    if list.len() < ENTRIES_MAX {
        list.push(entry);
    }
}

fn status(response: &Value) -> Option<u16> {
    response["status"].as_u64().and_then(|status| u16::try_from(status).ok())
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_only_begins_like_home_is_elsewhere() {
        let to = |url: &str| Request { url: url.to_owned(), ..Request::default() };
        let requests = vec![
            to("http://localhost:80/a"),
            to("http://localhost:80"),
            to("data:,x"),
            to("http://localhost:8080/"),
            to("http://localhost:80.example/"),
            to("https://localhost:80/"),
        ];
        let seen = Seen { requests, ..Seen::default() };
        let elsewhere: Vec<_> =
            seen.elsewhere("http://localhost:80").iter().map(|r| &*r.url).collect();
        assert_eq!(
            elsewhere,
            ["http://localhost:8080/", "http://localhost:80.example/", "https://localhost:80/"]
        );
    }
}
