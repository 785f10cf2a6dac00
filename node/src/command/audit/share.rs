//! `waypost audit share`: what an auditor may see of a period, in one file that only this auditor opens.
//!
//! In: a period and the auditor's public key. Out: a file, written by this program with the rights of whoever runs
//! it. The node shows the records a page at a time and seals nothing; this program seals, and keeps nothing.

use std::path::{Path, PathBuf};

use clap::Args;
use waypost_audit::bundle::{BundleFault, seal_to};
use waypost_desk::command::{Command, Reply, ShareBegun, unhex};

use crate::command::{Session, block_on, unexpected};
use crate::files::NewFile;
use crate::home::shell_word;
use crate::socket::client::Client;
use crate::trouble::{Exit, Trouble};

#[derive(Debug, Args)]
pub(crate) struct Share {
    /// The first day (2026-10-01)
    #[arg(long, value_name = "DAY")]
    from: String,
    /// The last day
    #[arg(long, value_name = "DAY")]
    to: String,
    /// The auditor's public key (age1...), as the auditor gave it to you
    #[arg(long = "for", value_name = "AUDITOR")]
    auditor: String,
    /// The new file
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// Of an earlier log, by its number: from before this node was restored
    #[arg(long, value_name = "NUMBER")]
    log: Option<u32>,
}

pub(super) fn run(session: &Session, args: &Share) -> Result<(), Trouble> {
    let begin = Command::AuditShare {
        from: args.from.clone(),
        to: args.to.clone(),
        recipient: args.auditor.clone(),
        log: args.log,
    };
    let bar = session.talk.progress("Writing", 0);
    let written = |bytes, of| {
        bar.set_length(of);
        bar.set_position(bytes);
    };
    let shared = block_on(async {
        let mut client = Client::connect(&session.home).await?;
        share(&mut client, begin, &args.auditor, &args.out, written).await
    });
    bar.finish_and_clear();
    let Shared { begun, letters } = shared?.map_err(|trouble| session.with_way_out(trouble))?;
    if session.talk.json {
        return session.talk.json(&serde_json::json!({
            "file": args.out.display().to_string(), "letters": letters, "log": begun.log,
            "size": begun.size, "first": begun.first, "last": begun.last, "cosigned": begun.cosigned,
        }));
    }
    session.talk.data(&format!(
        "{} letters of {} to {} in {}, for that auditor alone: headers, signatures and times; no name, no need, no text.",
        letters,
        args.from,
        args.to,
        args.out.display()
    ))?;
    if begun.cosigned == 0 {
        session
            .talk
            .say("No partner has cosigned this head of the log yet: see `waypost audit witness`.");
    }
    session
        .talk
        .say(&format!("The auditor: waypost audit verify {} --key FILE", shell_word(&args.out)));
    Ok(())
}

/// What was shared.
pub(crate) struct Shared {
    begun: ShareBegun,
    letters: u64,
}

/// Takes page after page from the node into a new file that only this auditor opens. `written` is told how many
/// bytes of about how many.
pub(crate) async fn share(
    client: &mut Client,
    begin: Command,
    auditor: &str,
    out: &Path,
    written: impl Fn(u64, u64),
) -> Result<Shared, Trouble> {
    let file = NewFile::begin(out)?;
    let mut writer = seal_to(auditor, file).map_err(|fault| bundle_trouble(&fault))?;
    let Reply::ShareBegun(begun) = answer(client, begin).await? else { return Err(unexpected()) };
    let mut bytes = 0;
    for number in 0.. {
        let page = Command::AuditSharePage { id: begun.id.clone(), page: number };
        let Reply::SharePage(page) = answer(client, page).await? else { return Err(unexpected()) };
        let records = unhex(&page.records).ok_or_else(unexpected)?;
        writer.append(&records).map_err(|fault| bundle_trouble(&fault))?;
        bytes += records.len() as u64;
        written(bytes, begun.bytes_estimate.max(bytes));
        if page.done {
            writer.finish().map_err(|fault| bundle_trouble(&fault))?.keep()?;
            return Ok(Shared { begun, letters: page.letters });
        }
    }
    Err(unexpected())
}

async fn answer(client: &mut Client, command: Command) -> Result<Reply, Trouble> {
    match client.ask(command).await? {
        Reply::Failed(failure) => Err(failure.into()),
        reply => Ok(reply),
    }
}

/// What stopped a file of an audit, by who must act.
pub(super) fn bundle_trouble(fault: &BundleFault) -> Trouble {
    let hint = match fault {
        BundleFault::Recipient => {
            "Ask the auditor for the line that `waypost audit key new` printed."
        }
        BundleFault::Identity => "Name the file that `waypost audit key new` made: --key FILE",
        BundleFault::OtherRecipient => "Use the key whose public line the organisation was given.",
        BundleFault::Version { .. } => "Use the newest program.",
        BundleFault::Disk(_) => "Check that the folder exists, is yours, and has room.",
        _ => {
            "Ask the organisation for the file again; if it comes like this again, it was made wrongly."
        }
    };
    let exit = match fault {
        BundleFault::Recipient | BundleFault::Identity | BundleFault::OtherRecipient => Exit::Usage,
        BundleFault::Disk(_) => Exit::NotDone,
        _ => Exit::Audit,
    };
    Trouble::new(exit, "audit_file", format!("The file: {fault}."), hint)
}
