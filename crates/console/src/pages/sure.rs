//! One question before something that is not done lightly.
//!
//! In: what will happen, in words. Out: a page with one button that does it and one way back.

use askama::Template;

use crate::visitor::Frame;

/// The question.
#[derive(Template)]
#[template(path = "sure.html")]
pub(crate) struct Sure {
    pub(crate) page: Frame,
    /// What happens, one line each.
    pub(crate) what: Vec<String>,
    /// The address that does it.
    pub(crate) address: String,
    /// What the form sends beside it.
    pub(crate) hidden: Vec<(&'static str, String)>,
    pub(crate) button: String,
    /// It takes something away.
    pub(crate) danger: bool,
    pub(crate) back: String,
}
