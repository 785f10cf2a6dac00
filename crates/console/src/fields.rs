//! What a form sent: names and texts, in the order of the page.
//!
//! In: `application/x-www-form-urlencoded`. Out: fields by name. Judges nothing.

use std::fmt;

use axum::extract::{Form, FromRequest, Request};

use crate::visitor::Problem;

/// Fields of one form: the largest page asks for fewer than four hundred.
const FIELDS_MAX: usize = 1_000;

/// The fields of a form. `Debug` shows names only: texts may be about a person.
pub(crate) struct Fields(Vec<(String, String)>);

impl fmt::Debug for Fields {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.iter().map(|(name, _)| name)).finish()
    }
}

impl<S: Send + Sync> FromRequest<S> for Fields {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let Form(fields) = Form::<Vec<(String, String)>>::from_request(request, state)
            .await
            .map_err(|_| Problem::BadForm)?;
        if fields.len() > FIELDS_MAX { Err(Problem::BadForm) } else { Ok(Self(fields)) }
    }
}

impl Fields {
    #[cfg(test)]
    pub(crate) fn of(fields: &[(&str, &str)]) -> Self {
        let owned = |(name, text): &(&str, &str)| ((*name).to_owned(), (*text).to_owned());
        Self(fields.iter().map(owned).collect())
    }

    /// The text of a field without blanks around it; empty where it is not there.
    pub(crate) fn one(&self, name: &str) -> &str {
        self.0.iter().find(|(known, _)| known == name).map_or("", |(_, text)| text.trim())
    }

    /// None where it is not there or empty.
    pub(crate) fn some(&self, name: &str) -> Option<String> {
        Some(self.one(name)).filter(|text| !text.is_empty()).map(str::to_owned)
    }

    /// A text as it was typed: a passphrase may begin with a blank.
    pub(crate) fn raw(&self, name: &str) -> &str {
        self.0.iter().find(|(known, _)| known == name).map_or("", |(_, text)| text)
    }

    /// Every text of a name: checked boxes.
    pub(crate) fn all(&self, name: &str) -> Vec<String> {
        let same = |(known, text): &&(String, String)| known == name && !text.is_empty();
        self.0.iter().filter(same).map(|(_, text)| text.clone()).collect()
    }

    /// Whether a field was sent at all.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(known, _)| known == name)
    }
}
