//! What tests of several pages share.

use waypost_desk::command::Role;

use crate::doors::Person;
use crate::visitor::{Frame, Place};
use crate::words::{Language, Words};

/// What a partner might call itself, and whoever writes a note.
pub(crate) const HOSTILE: &str = "\"><script>alert('1')</script></text><svg onload=x>&{{ x }}";

/// A frame around a page, as an administrator sees it.
pub(crate) fn frame(language: Language, title: &str, place: Place) -> Frame {
    Frame {
        words: Words(language),
        title: title.to_owned(),
        place,
        path: "/".to_owned(),
        person: Some(Person {
            user: "U1".to_owned(),
            name: "Dara".to_owned(),
            roles: vec![Role::Admin],
            desk: Vec::new(),
            language: None,
        }),
        left_seconds: 600,
        line: None,
        organisation: "Hope Shelter".to_owned(),
        error: false,
        live: false,
    }
}

/// Whether a page is whole: every text in it is letters alone, each message was found and filled, every heading has
/// its place, every part its own name, and nothing in it needs what our policy forbids.
pub(crate) fn whole(page: &str) {
    for never in ["<script>", "<svg onload", "style=\"", "<style", " on=\"", "NaN", "{$", "{ $"] {
        assert!(!page.contains(never), "{never} in {page}");
    }
    assert_eq!(page.matches("<script").count(), 1, "the one script of the frame");
    assert_eq!(page.matches("<h1>").count(), 1);
    for empty in [
        "<h2></h2>",
        "<p></p>",
        "<button></button>",
        "<dt></dt>",
        "<dd></dd>",
        "aria-label=\"\"",
        "<caption></caption>",
    ] {
        assert!(!page.contains(empty), "{empty} in {page}");
    }
    let ids: Vec<&str> =
        page.split(" id=\"").skip(1).filter_map(|part| part.split('"').next()).collect();
    let mut once = ids.clone();
    once.sort_unstable();
    once.dedup();
    assert_eq!(once.len(), ids.len(), "an id stands twice: {ids:?}");
    for named in page.split("aria-labelledby=\"").skip(1).filter_map(|part| part.split('"').next())
    {
        assert!(ids.contains(&named), "nothing is called {named}");
    }
    for tag in [
        "div", "section", "form", "table", "tr", "ul", "ol", "li", "p", "dl", "details", "svg",
        "figure", "h2",
    ] {
        let opened =
            page.matches(&format!("<{tag} ")).count() + page.matches(&format!("<{tag}>")).count();
        assert_eq!(opened, page.matches(&format!("</{tag}>")).count(), "<{tag}> in {page}");
    }
}
