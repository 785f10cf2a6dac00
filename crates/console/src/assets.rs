//! The one style sheet, the one script and the icon, compiled in. Their addresses name their contents, so that a browser may
//! keep them: nothing in them is about anybody.

use std::sync::LazyLock;

use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};

use crate::roles::Right;
use crate::routes::{Route, look};
use crate::visitor::{Answer, Problem};

const STYLE: &str = include_str!("../assets/style.css");
const SCRIPT: &str = include_str!("../assets/page.js");
const ICON: &str = include_str!("../assets/icon.svg");

static STYLE_ADDRESS: LazyLock<String> = LazyLock::new(|| address(STYLE, "css"));
static SCRIPT_ADDRESS: LazyLock<String> = LazyLock::new(|| address(SCRIPT, "js"));

fn address(text: &str, kind: &str) -> String {
    let hash = waypost_desk::command::hex(&Sha256::digest(text.as_bytes())[..8]).to_string();
    format!("/assets/{hash}.{kind}")
}

pub(crate) fn style_address() -> &'static str {
    &STYLE_ADDRESS
}

pub(crate) fn script_address() -> &'static str {
    &SCRIPT_ADDRESS
}

pub(crate) fn routes() -> Vec<Route> {
    vec![look("/assets/{name}", Right::Anyone, asset), look("/favicon.ico", Right::Anyone, icon)]
}

/// Browsers ask for it by themselves.
async fn icon() -> Answer {
    Ok(kept("image/svg+xml", ICON))
}

async fn asset(Path(name): Path<String>) -> Answer {
    let asked = format!("/assets/{name}");
    if asked == *STYLE_ADDRESS {
        Ok(kept("text/css; charset=utf-8", STYLE))
    } else if asked == *SCRIPT_ADDRESS {
        Ok(kept("text/javascript; charset=utf-8", SCRIPT))
    } else {
        Err(Problem::NotFound)
    }
}

fn kept(kind: &'static str, text: &'static str) -> Response {
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CACHE_CONTROL, "private, max-age=31536000, immutable"),
    ];
    (headers, text).into_response()
}
