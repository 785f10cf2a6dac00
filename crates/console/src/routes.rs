//! Every address of the console: how it is asked for, what right it needs, which page answers.
//!
//! One table, so that a test can go through all of it with every role. Each page module gives its own lines.

use axum::handler::Handler;
use axum::routing::{MethodRouter, get, post};
use axum::{Router, middleware};

use crate::app::App;
use crate::gate::{Gate, nowhere, pass};
use crate::pages;
use crate::roles::Right;

/// What a browser sends with a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sends {
    /// A form, or nothing.
    Form,
    /// A file, taken in pieces by the page itself.
    File,
}

/// One address.
pub(crate) struct Route {
    /// GET or POST.
    pub(crate) method: &'static str,
    /// As axum writes it: `/referral/{referral}`.
    pub(crate) address: &'static str,
    pub(crate) right: Right,
    pub(crate) sends: Sends,
    page: MethodRouter<App>,
}

/// A page that is looked at.
pub(crate) fn look<H, T>(address: &'static str, right: Right, page: H) -> Route
where
    H: Handler<T, App>,
    T: 'static,
{
    Route { method: "GET", address, right, sends: Sends::Form, page: get(page) }
}

/// A form that does something.
pub(crate) fn act<H, T>(address: &'static str, right: Right, page: H) -> Route
where
    H: Handler<T, App>,
    T: 'static,
{
    Route { method: "POST", address, right, sends: Sends::Form, page: post(page) }
}

/// A form with a file.
pub(crate) fn upload<H, T>(address: &'static str, right: Right, page: H) -> Route
where
    H: Handler<T, App>,
    T: 'static,
{
    Route { method: "POST", address, right, sends: Sends::File, page: post(page) }
}

/// All of them.
pub(crate) fn all() -> Vec<Route> {
    let mut routes = Vec::new();
    routes.extend(crate::assets::routes());
    routes.extend(pages::door::routes());
    routes.extend(pages::home::routes());
    routes.extend(pages::live::routes());
    routes.extend(pages::start::routes());
    routes.extend(pages::first::routes());
    routes.extend(pages::users::routes());
    routes.extend(pages::settings::routes());
    routes.extend(pages::backup::routes());
    routes.extend(pages::retention::routes());
    routes.extend(pages::mailboxes::routes());
    routes.extend(pages::stick::routes());
    routes.extend(pages::help::routes());
    routes
}

/// The router, a gate before each page.
pub(crate) fn router(app: App) -> Router {
    let mut router = Router::new();
    for route in all() {
        let gate = Gate { app: app.clone(), right: route.right, sends: route.sends };
        let page = route.page.layer(middleware::from_fn_with_state(gate, pass));
        router = router.route(route.address, page);
    }
    let gate = Gate { app: app.clone(), right: Right::Anyone, sends: Sends::Form };
    let nothing = axum::handler::Handler::with_state(nowhere, ());
    router
        .fallback_service(
            tower::ServiceBuilder::new()
                .layer(middleware::from_fn_with_state(gate, pass))
                .service(nothing),
        )
        .with_state(app)
}

#[cfg(test)]
mod tests;
