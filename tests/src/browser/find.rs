//! How a test says what it means on a page: by the name that a person sees or hears, or by a selector.

use std::fmt;

/// Something on a page.
#[derive(Clone, Debug)]
pub struct Find {
    pub(super) by: By,
    pub(super) role: Option<String>,
    pub(super) within: Option<String>,
}

#[derive(Clone, Debug)]
pub(super) enum By {
    Name(String),
    Css(String),
}

/// By its accessible name, as the browser computes it: whole, else as it begins, else in part. What fits more than
/// one thing is a fault of the test or of the page, and said.
#[must_use]
pub fn named(name: &str) -> Find {
    Find { by: By::Name(squeeze(name)), role: None, within: None }
}

/// By a selector: the first that fits.
#[must_use]
pub fn css(selector: &str) -> Find {
    Find { by: By::Css(selector.to_owned()), role: None, within: None }
}

impl Find {
    /// Only things of this role: button, link, radio, checkbox, textbox, combobox ...
    #[must_use]
    pub fn role(mut self, role: &str) -> Self {
        self.role = Some(role.to_owned());
        self
    }

    /// The one that shares the smallest part of the page with this text: a question's legend, a row's first cell,
    /// a section's heading. By name only.
    #[must_use]
    pub fn within(mut self, text: &str) -> Self {
        self.within = Some(squeeze(text));
        self
    }
}

impl From<&str> for Find {
    fn from(name: &str) -> Self {
        named(name)
    }
}

impl From<&String> for Find {
    fn from(name: &String) -> Self {
        named(name)
    }
}

impl fmt::Display for Find {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let role = self.role.as_deref().unwrap_or("thing");
        match &self.by {
            By::Name(name) => write!(f, "{role} called {name:?}")?,
            By::Css(selector) => write!(f, "{selector}")?,
        }
        match &self.within {
            Some(text) => write!(f, " within {text:?}"),
            None => Ok(()),
        }
    }
}

/// As text is read: one space for any number of them.
pub(super) fn squeeze(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
