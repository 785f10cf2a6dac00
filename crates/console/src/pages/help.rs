//! Help: what to do when something is wrong. The same for everybody, before and after signing in.

use askama::Template;

use crate::roles::Right;
use crate::routes::{Route, look};
use crate::visitor::{Answer, Frame, Place, Visitor, html};

/// Topics, each with an anchor, in the order of how much hurry there is.
const TOPICS: [&str; 9] =
    ["danger", "door", "offline", "silent", "number", "consent", "password", "lost", "protects"];

pub(crate) fn routes() -> Vec<Route> {
    vec![look("/help", Right::Door, help)]
}

#[derive(Template)]
#[template(path = "help.html")]
struct Help {
    page: Frame,
}

impl Help {
    fn topics(&self) -> Vec<Topic> {
        let say = |topic: &str, part: &str| self.page.words.find(&format!("help-{topic}-{part}"));
        let of = |id: &'static str| Topic {
            id,
            title: say(id, "title").unwrap_or_default(),
            lines: (1..).map_while(|line| say(id, &line.to_string())).collect(),
        };
        TOPICS.into_iter().map(of).collect()
    }
}

/// What to do when.
struct Topic {
    id: &'static str,
    title: String,
    lines: Vec<String>,
}

async fn help(visitor: Visitor) -> Answer {
    html(&Help { page: visitor.frame("menu-help", Place::Help).await })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::{Language, Words};

    #[test]
    fn every_topic_has_a_title_and_says_what_to_do() {
        for topic in TOPICS {
            for part in ["title", "1", "2"] {
                let id = format!("help-{topic}-{part}");
                assert!(Words(Language::English).find(&id).is_some(), "{id}");
            }
        }
    }
}
