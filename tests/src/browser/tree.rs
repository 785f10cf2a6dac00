//! The page as assistive technology is told it: roles and names that the browser itself computes. In: the answer of
//! `Accessibility.getFullAXTree`. Out: the one thing that a test means, or why there is none.

use std::collections::HashMap;
use std::fmt;

use serde_json::Value;

use super::find::{By, Find, squeeze};

/// A name has no use for more in a message.
const NAMES_TOLD: usize = 60;

/// A role and a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// As Chromium says it: button, link, textbox ...
    pub role: String,
    /// The accessible name.
    pub name: String,
}

impl Named {
    pub(super) fn of(node: &Value) -> Self {
        let of = |part: &str| squeeze(node[part]["value"].as_str().unwrap_or_default());
        Self { role: of("role"), name: of("name") }
    }
}

impl fmt::Display for Named {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {:?}", self.role, self.name)
    }
}

pub(super) struct Tree {
    nodes: Vec<Node>,
}

struct Node {
    is: Named,
    is_ignored: bool,
    parent: Option<usize>,
    /// The number of its element, for the browser.
    element: Option<i64>,
}

impl Tree {
    pub(super) fn read(answer: &Value) -> Self {
        let told = answer["nodes"].as_array().map(Vec::as_slice).unwrap_or_default();
        let place: HashMap<&str, usize> = told
            .iter()
            .enumerate()
            .filter_map(|(at, n)| Some((n["nodeId"].as_str()?, at)))
            .collect();
        let node = |n: &Value| Node {
            is: Named::of(n),
            is_ignored: n["ignored"] == true,
            parent: n["parentId"].as_str().and_then(|id| place.get(id).copied()),
            element: n["backendDOMNodeId"].as_i64(),
        };
        Self { nodes: told.iter().map(node).collect() }
    }

    /// The element that is meant, among those of the given roles.
    pub(super) fn find(&self, find: &Find, roles: &[&str]) -> Result<i64, String> {
        let By::Name(wanted) = &find.by else { panic!("{find} is not found by its name") };
        let has_role = |role: &str| match &find.role {
            Some(only) => role == only,
            None => roles.contains(&role),
        };
        let there: Vec<usize> = (0..self.nodes.len())
            .filter(|&at| !self.nodes[at].is_ignored && has_role(&self.nodes[at].is.role))
            .filter(|&at| self.nodes[at].element.is_some())
            .collect();
        let fits: [&dyn Fn(&str) -> bool; 3] =
            [&|name| name == wanted, &|name| name.starts_with(wanted.as_str()), &|name| {
                name.contains(wanted.as_str())
            }];
        for fit in fits {
            let mut found = there.clone();
            found.retain(|&at| fit(&self.nodes[at].is.name));
            if let Some(text) = &find.within {
                found = self.nearest(found, text);
            }
            match found[..] {
                [] => {}
                [one] => return Ok(self.nodes[one].element.expect("filtered above")),
                _ => return Err(format!("{find} may be any of: {}", self.list(&found))),
            }
        }
        Err(format!("there is no {find}; there are: {}", self.list(&there)))
    }

    /// Of these, those that share the smallest part of the page with a text.
    fn nearest(&self, found: Vec<usize>, text: &str) -> Vec<usize> {
        let parts = self.parts();
        let size = |&at: &usize| {
            let up = std::iter::successors(self.nodes[at].parent, |&at| self.nodes[at].parent);
            up.map(|part| (&self.nodes[part].is.name, &parts[part]))
                .find(|(name, part)| name.contains(text) || part.text.contains(text))
                .map(|(_, part)| part.size)
        };
        let sizes: Vec<Option<usize>> = found.iter().map(size).collect();
        let Some(smallest) = sizes.iter().flatten().min() else { return Vec::new() };
        let is_near = |size: &Option<usize>| size.as_ref() == Some(smallest);
        found.iter().zip(&sizes).filter(|(_, size)| is_near(size)).map(|(&at, _)| at).collect()
    }

    /// What each node holds: all text below it, and how many nodes.
    fn parts(&self) -> Vec<Part> {
        let mut parts: Vec<Part> = self.nodes.iter().map(|_| Part::default()).collect();
        for node in &self.nodes {
            let mut up = node.parent;
            while let Some(at) = up {
                parts[at].size += 1;
                if node.is.role == "StaticText" {
                    parts[at].text.push_str(&node.is.name);
                    parts[at].text.push(' ');
                }
                up = self.nodes[at].parent;
            }
        }
        parts
    }

    fn list(&self, nodes: &[usize]) -> String {
        let mut told: Vec<String> =
            nodes.iter().take(NAMES_TOLD).map(|&at| self.nodes[at].is.to_string()).collect();
        if nodes.len() > NAMES_TOLD {
            told.push(format!("and {} more", nodes.len() - NAMES_TOLD));
        }
        if told.is_empty() { "none at all".to_owned() } else { told.join(", ") }
    }
}

#[derive(Default)]
struct Part {
    text: String,
    size: usize,
}
