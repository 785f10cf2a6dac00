//! The cookies of a person's profile, to be read, changed and stolen.

use serde_json::{Value, json};

use super::person::Person;

/// A cookie as the browser keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cookie {
    /// Its name, a prefix such as `__Host-` among it.
    pub name: String,
    /// Its value.
    pub value: String,
    /// The host that set it.
    pub domain: String,
    /// Its path.
    pub path: String,
    /// Sent over a trustworthy connection only.
    pub secure: bool,
    /// Out of reach of scripts.
    pub http_only: bool,
    /// `Strict`, `Lax`, `None`, or empty where none was said.
    pub same_site: String,
    /// Forgotten when the browser ends.
    pub is_session: bool,
}

impl Person {
    /// All cookies of this person.
    #[must_use]
    pub fn cookies(&self) -> Vec<Cookie> {
        let answer = self.browser("Storage.getCookies", self.of_context());
        answer["cookies"].as_array().into_iter().flatten().map(read).collect()
    }

    /// Puts a cookie there as the host of this address would.
    pub fn set_cookie(&self, url: &str, cookie: &Cookie) {
        let mut parameters = self.of_context();
        parameters["cookies"] = json!([{
            "url": url,
            "name": cookie.name,
            "value": cookie.value,
            "path": cookie.path,
            "secure": cookie.secure,
            "httpOnly": cookie.http_only,
            "sameSite": if cookie.same_site.is_empty() { "Lax" } else { &cookie.same_site },
        }]);
        self.browser("Storage.setCookies", parameters);
    }

    /// Forgets all cookies.
    pub fn clear_cookies(&self) {
        self.browser("Storage.clearCookies", self.of_context());
    }
}

fn read(cookie: &Value) -> Cookie {
    let text = |part: &str| cookie[part].as_str().unwrap_or_default().to_owned();
    Cookie {
        name: text("name"),
        value: text("value"),
        domain: text("domain"),
        path: text("path"),
        secure: cookie["secure"] == true,
        http_only: cookie["httpOnly"] == true,
        same_site: text("sameSite"),
        is_session: cookie["session"] == true,
    }
}
