//! What must be mended before a form is taken: which field, in which words.
//!
//! In: faults of fields, a failure of the desk. Out: a summary on top with links to the fields, the same words at
//! each field.

use std::time::Duration;

use waypost_desk::command::Failure;

use crate::pages::trouble;
use crate::visitor::Visitor;

/// A browser gives a page up after five minutes without an answer.
pub(crate) const PATIENCE: Duration = Duration::from_secs(4 * 60);

/// Faults of one form.
#[derive(Default)]
pub(crate) struct Mend {
    /// What belongs to no field: what happened, what to try.
    pub(crate) said: Option<(String, String)>,
    /// By the field's id, in the order of the page.
    pub(crate) faults: Vec<(&'static str, String)>,
}

impl Mend {
    pub(crate) fn is_empty(&self) -> bool {
        self.said.is_none() && self.faults.is_empty()
    }

    /// One more fault.
    pub(crate) fn at(&mut self, field: &'static str, words: String) {
        self.faults.push((field, words));
    }

    /// What is wrong with a field.
    pub(crate) fn of(&self, field: &str) -> Option<&str> {
        self.faults.iter().find(|(known, _)| *known == field).map(|(_, words)| words.as_str())
    }

    /// What describes a field, as `aria-describedby` names it: its hint, its fault.
    pub(crate) fn described(&self, field: &str, hint: bool) -> String {
        let mut ids = Vec::with_capacity(2);
        if hint {
            ids.push(format!("{field}-hint"));
        }
        if self.of(field).is_some() {
            ids.push(format!("{field}-fault"));
        }
        ids.join(" ")
    }

    /// The work goes on, longer than a browser waits.
    pub(crate) fn still_working(visitor: &Visitor) -> Self {
        let said = (visitor.words.t("still-working-what"), visitor.words.t("still-working-hint"));
        Self { said: Some(said), faults: Vec::new() }
    }

    /// A failure of the desk: at the field that its code is about, or on top.
    pub(crate) fn failed(
        visitor: &Visitor,
        failure: &Failure,
        field_of: impl Fn(&str) -> Option<&'static str>,
    ) -> Self {
        let (what, hint) = trouble::said(visitor, failure);
        match field_of(&failure.code) {
            Some(field) => Self { said: None, faults: vec![(field, format!("{what} {hint}"))] },
            None => Self { said: Some((what, hint)), faults: Vec::new() },
        }
    }
}
