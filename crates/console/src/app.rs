//! What all pages share: the node, the doors, the names by which we are called.
//!
//! In: a running node, or the wish to found one. Out: handles, cheap to clone. Holds no content of any referral.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};
use std::time::Instant;

use tokio::sync::{mpsc, oneshot};
use waypost_desk::command::{Command, Failure, Reply, Secret};
use waypost_desk::founding::Profile;
use waypost_desk::service::Service;

use crate::doors::{Doors, LINK_LIFE};
use crate::guard::Names;
use crate::pages::start::Wizard;
use crate::words::moments;

/// What the console begins with.
pub enum Beginning {
    /// An organisation that runs.
    Running(Service),
    /// None yet: the first page asks for it.
    Founding(Founding),
}

/// What the start page needs to found an organisation.
pub struct Founding {
    /// The words of its recovery sheet, in order. The page shows them once.
    pub sheet: Vec<String>,
    /// Whoever founds it.
    pub found: mpsc::Sender<Wish>,
}

/// An organisation that is wished for.
pub struct Wish {
    /// What it says of itself.
    pub profile: Profile,
    /// What opens its folder.
    pub passphrase: Secret,
    /// The node that runs then, or why there is none: nothing was made.
    pub answer: oneshot::Sender<Result<Service, Failure>>,
}

#[derive(Clone)]
pub(crate) struct App(Arc<Inner>);

struct Inner {
    seat: RwLock<Option<Service>>,
    founding: Option<Founding>,
    doors: Mutex<Doors>,
    /// What was typed on the start pages; empty before and after.
    wizard: Mutex<Wizard>,
    names: Names,
    port: u16,
}

impl App {
    pub(crate) fn new(beginning: Beginning, port: u16) -> Self {
        let (seat, founding) = match beginning {
            Beginning::Running(service) => (Some(service), None),
            Beginning::Founding(founding) => (None, Some(founding)),
        };
        Self(Arc::new(Inner {
            seat: RwLock::new(seat),
            founding,
            doors: Mutex::default(),
            wizard: Mutex::default(),
            names: Names::of_port(port),
            port,
        }))
    }

    /// The name of the door's cookie.
    pub(crate) fn cookie(&self) -> String {
        format!("__Host-waypost-{}", self.0.port)
    }

    pub(crate) fn names(&self) -> &Names {
        &self.0.names
    }

    /// The running node; none before there is an organisation.
    pub(crate) fn service(&self) -> Option<Service> {
        self.0.seat.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(crate) fn founding(&self) -> Option<&Founding> {
        self.0.founding.as_ref()
    }

    /// The organisation is founded: from now on its node is asked.
    pub(crate) fn take_up(&self, service: Service) {
        *self.0.seat.write().unwrap_or_else(PoisonError::into_inner) = Some(service);
    }

    pub(crate) fn doors(&self) -> MutexGuard<'_, Doors> {
        // Whoever panicked held whole entries only.
        self.0.doors.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What was typed so far to found an organisation.
    pub(crate) fn wizard(&self) -> MutexGuard<'_, Wizard> {
        self.0.wizard.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) async fn ask(&self, command: Command) -> Reply {
        match self.service() {
            Some(service) => service.ask(command).await,
            None => Reply::Failed(Failure {
                code: "no_organisation".to_owned(),
                what: "There is no organisation here yet.".to_owned(),
                hint: "Make it on the start page.".to_owned(),
                faults: Vec::new(),
            }),
        }
    }

    /// A start link and when it ends.
    pub(crate) fn link(&self) -> Result<(String, String), getrandom::Error> {
        let token = self.doors().new_link(Instant::now())?;
        let url = format!("http://localhost:{}/enter?link={}", self.0.port, token.as_str());
        Ok((url, moments::after(LINK_LIFE)))
    }
}
