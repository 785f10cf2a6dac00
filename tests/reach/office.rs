//! A real mailbox on a machine of a lab.

use std::ops::{Deref, DerefMut};
use std::path::Path;

use waypost_tests::mailbox::Mailbox;

use crate::lab::{Door, Host, Lab};

/// The mailbox and its machine.
pub(crate) struct Office {
    pub(crate) host: Host,
    mailbox: Mailbox,
}

impl Deref for Office {
    type Target = Mailbox;

    fn deref(&self) -> &Mailbox {
        &self.mailbox
    }
}

impl DerefMut for Office {
    fn deref_mut(&mut self) -> &mut Mailbox {
        &mut self.mailbox
    }
}

impl Office {
    /// A mailbox that keeps what it keeps on this disk, and serves.
    pub(crate) fn on(lab: &Lab, disk: &Path) -> Self {
        let host = lab.host(Door::Open);
        let program = env!("CARGO_BIN_EXE_waypost");
        let mailbox = Mailbox::behind(&host.prefix(), &host.listen(), disk, program);
        let mut office = Self { host, mailbox };
        office.serve();
        office
    }

    /// The same on the disk for temporary files.
    pub(crate) fn open(lab: &Lab) -> Self {
        Self::on(lab, &std::env::temp_dir())
    }

    /// A grant's code, for one organisation.
    pub(crate) fn code(&self) -> String {
        self.grant(&[]).1.to_text().to_string()
    }

    /// The same, naming another address of the mailbox.
    pub(crate) fn code_at(&self, address: &str) -> String {
        self.grant(&["--address", address]).1.to_text().to_string()
    }
}
