//! `waypost audit witness`: the heads of this node's log, and those of its partners.

use clap::Args;
use waypost_desk::command::{Command, Reply};

use crate::command::Session;
use crate::trouble::{Exit, Trouble};

#[derive(Debug, Args)]
pub(crate) struct Witness {
    /// Sign a head now, and ask partners to cosign it; by itself this happens once a day
    #[arg(long)]
    now: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Resume {
    /// That this is the only computer on which this organisation's node runs from now on
    #[arg(long)]
    confirm: bool,
}

pub(super) fn run(session: &Session, args: &Witness) -> Result<(), Trouble> {
    let reply = session.node(Command::AuditWitness { now: args.now })?;
    session.talk.reply(&reply)?;
    let next = match &reply {
        Reply::Witness(report) if report.held.is_some() => "audit resume --confirm",
        _ => "audit share --from DAY --to DAY --for age1... --out FILE",
    };
    session.talk.next(&session.home, next);
    Ok(())
}

pub(super) fn resume(session: &Session, args: &Resume) -> Result<(), Trouble> {
    if !args.confirm {
        return Err(Trouble::new(
            Exit::Usage,
            "not_confirmed",
            "Partners will see that this node's log begins anew, and why.",
            "Make sure that the old computer never runs again, then add --confirm.",
        ));
    }
    session.tell(Command::AuditResume, "audit witness")
}
