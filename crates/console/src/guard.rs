//! What a request must be before any page sees it: for this computer, from a page of ours, of a bounded size.
//!
//! In: a request's head. Out: nothing, or why it is refused. A page that is served here can be called by every
//! other page in the same browser and by every program on the same computer; each line below closes one way.

use axum::http::header::{HOST, ORIGIN};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Response};

const FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Everything that a page may load comes from here, no script is written in a page, and no page may frame ours.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
    connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; \
    require-trusted-types-for 'script'; trusted-types 'none'";

/// Why a request is not heard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// The Host header names another place: a name that somebody made to point here.
    Host,
    /// A page of another origin asks for a change.
    Origin,
}

/// The names by which a browser on this computer calls us. Compared whole: a beginning that fits is no fit.
#[derive(Clone, Debug)]
pub(crate) struct Names([String; 3]);

impl Names {
    pub(crate) fn of_port(port: u16) -> Self {
        Self([format!("localhost:{port}"), format!("127.0.0.1:{port}"), format!("[::1]:{port}")])
    }

    fn has(&self, host: &str) -> bool {
        self.0.iter().any(|name| name == host)
    }

    /// RFC 9112, 3.2: one Host. Fetch Metadata where the browser sends it, else Origin (RFC 6454): a
    /// SameSite cookie is sent from another port of this computer too, so it proves nothing of a page.
    pub(crate) fn check(&self, method: &Method, headers: &HeaderMap) -> Result<(), Refusal> {
        let host = only(headers, &HOST).ok_or(Refusal::Host)?;
        if !self.has(host) {
            return Err(Refusal::Host);
        }
        if matches!(*method, Method::GET | Method::HEAD) {
            return Ok(());
        }
        let ours = match (only(headers, &FETCH_SITE), headers.contains_key(&FETCH_SITE)) {
            (Some(site), _) => site == "same-origin",
            (None, true) => false,
            (None, false) => {
                only(headers, &ORIGIN).and_then(|o| o.strip_prefix("http://")) == Some(host)
            }
        };
        if ours { Ok(()) } else { Err(Refusal::Origin) }
    }
}

/// The header's value, if it stands there once.
fn only<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    let mut values = headers.get_all(name).iter();
    match (values.next(), values.next()) {
        (Some(value), None) => value.to_str().ok(),
        _ => None,
    }
}

/// What every answer carries.
pub(crate) fn seal<B>(response: &mut Response<B>) {
    for (name, value) in [
        ("content-security-policy", POLICY),
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        ("referrer-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        ("permissions-policy", "camera=(), microphone=(), geolocation=()"),
    ] {
        response
            .headers_mut()
            .insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    let store = HeaderName::from_static("cache-control");
    response.headers_mut().entry(store).or_insert(HeaderValue::from_static("no-store"));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(method: Method, pairs: &[(&'static str, &'static str)]) -> Result<(), Refusal> {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.append(HeaderName::from_static(name), HeaderValue::from_static(value));
        }
        Names::of_port(4321).check(&method, &headers)
    }

    #[test]
    fn only_this_computers_names_at_our_port_are_heard() {
        for host in ["localhost:4321", "127.0.0.1:4321", "[::1]:4321"] {
            assert_eq!(check(Method::GET, &[("host", host)]), Ok(()), "{host}");
        }
        for host in [
            "localhost",
            "localhost:43210",
            "localhost:432",
            "localhost:4321.evil.example",
            "localhost:4321@evil.example",
            "evil.example:4321",
            "localhost.evil.example:4321",
            "LOCALHOST:4321 ",
            "127.0.0.1.evil.example:4321",
            "0.0.0.0:4321",
            "",
        ] {
            assert_eq!(check(Method::GET, &[("host", host)]), Err(Refusal::Host), "{host}");
        }
        assert_eq!(check(Method::GET, &[]), Err(Refusal::Host));
        let two = [("host", "localhost:4321"), ("host", "evil.example")];
        assert_eq!(check(Method::GET, &two), Err(Refusal::Host));
    }

    #[test]
    fn a_change_is_asked_for_by_a_page_of_ours_alone() {
        let post = |pairs: &[(&'static str, &'static str)]| {
            let mut all = vec![("host", "localhost:4321")];
            all.extend_from_slice(pairs);
            check(Method::POST, &all)
        };
        assert_eq!(post(&[("sec-fetch-site", "same-origin")]), Ok(()));
        assert_eq!(post(&[("origin", "http://localhost:4321")]), Ok(()));
        for pairs in [
            &[][..],
            &[("sec-fetch-site", "same-site")],
            &[("sec-fetch-site", "cross-site")],
            &[("sec-fetch-site", "none")],
            &[("sec-fetch-site", "same-site"), ("origin", "http://localhost:4321")],
            &[("sec-fetch-site", "same-origin"), ("sec-fetch-site", "cross-site")],
            &[("origin", "http://localhost:9999")],
            &[("origin", "http://127.0.0.1:4321")],
            &[("origin", "http://localhost:4321.evil.example")],
            &[("origin", "https://localhost:4321")],
            &[("origin", "null")],
        ] {
            assert_eq!(post(pairs), Err(Refusal::Origin), "{pairs:?}");
        }
    }
}
