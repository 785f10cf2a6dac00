//! `waypost`: the node and its command line in one program.
//!
//! In: arguments, a configuration file, a person at a terminal. Out: data on stdout, talk on stderr,
//! an exit code that says who must act. Nothing here decides about a referral: commands go to the
//! running node over its local socket, and the desk answers.

#![cfg_attr(test, allow(clippy::expect_used, clippy::unwrap_used, clippy::panic))]

#[cfg(not(unix))]
compile_error!("waypost needs a Unix socket: use Linux, macOS, or Linux inside Windows (WSL)");

mod ask;
mod cli;
mod command;
mod config;
mod demo;
mod doctor;
mod files;
mod home;
mod memory;
mod network_key;
mod panic_lock;
mod passphrase;
mod recovery;
mod sheets;
mod socket;
mod talk;
mod trouble;

use std::alloc::System;
use std::process::ExitCode;

use clap::Parser;
use zeroizing_alloc::ZeroAlloc;

use crate::cli::Cli;
use crate::command::Session;
use crate::trouble::Exit;

/// What is freed is overwritten: a locked node's memory says less of what it held while it was open.
#[global_allocator]
static MEMORY: ZeroAlloc<System> = ZeroAlloc(System);

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return refuse_arguments(&error),
    };
    let (session, verb) = match Session::open(cli) {
        Ok(opened) => opened,
        Err(trouble) => {
            talk::print_trouble(&trouble, false, false);
            return trouble.exit.into();
        }
    };
    match memory::keep_private().and_then(|()| command::run(&session, verb)) {
        Ok(()) => Exit::Done.into(),
        Err(trouble) => {
            session.talk.trouble(&trouble);
            trouble.exit.into()
        }
    }
}

/// Help and version are no error; everything else that clap refuses is a usage error.
fn refuse_arguments(error: &clap::Error) -> ExitCode {
    let exit = if error.use_stderr() { Exit::Usage } else { Exit::Done };
    // A closed pipe while help is printed leaves nothing to say and nobody to say it to.
    drop(error.print());
    exit.into()
}
