//! `waypost audit share`: what an auditor may see of a period, in one file that only this auditor opens.
//!
//! In: a period and the auditor's public key. Out: a file, written by this program with the rights of whoever runs
//! it. The node shows the records a page at a time and seals nothing; this program seals, and keeps nothing.

use std::path::PathBuf;

use clap::Args;
use waypost_audit::bundle::{BundleFault, BundleWriter, seal_to};
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
    let file = NewFile::begin(&args.out)?;
    let writer = seal_to(&args.auditor, file).map_err(|fault| bundle_trouble(&fault))?;
    let (begun, file, letters) = block_on(fill(session, args, writer))??;
    file.keep()?;
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
    let next = format!("audit verify {} --key FILE", shell_word(&args.out));
    session.talk.say(&format!("The auditor: waypost {next}"));
    Ok(())
}

/// Takes page after page from the node into the file.
async fn fill(
    session: &Session,
    args: &Share,
    mut writer: BundleWriter<NewFile>,
) -> Result<(ShareBegun, NewFile, u64), Trouble> {
    let mut client = Client::connect(&session.home).await?;
    let begin = Command::AuditShare {
        from: args.from.clone(),
        to: args.to.clone(),
        recipient: args.auditor.clone(),
        log: args.log,
    };
    let Reply::ShareBegun(begun) = session.done(client.ask(begin).await?)? else {
        return Err(unexpected());
    };
    let bar = session.talk.progress("Writing", begun.bytes_estimate);
    for number in 0.. {
        let page = Command::AuditSharePage { id: begun.id.clone(), page: number };
        let Reply::SharePage(page) = session.done(client.ask(page).await?)? else {
            return Err(unexpected());
        };
        let records = unhex(&page.records).ok_or_else(unexpected)?;
        writer.append(&records).map_err(|fault| bundle_trouble(&fault))?;
        bar.inc(records.len() as u64);
        if page.done {
            bar.finish_and_clear();
            let file = writer.finish().map_err(|fault| bundle_trouble(&fault))?;
            return Ok((begun, file, page.letters));
        }
    }
    Err(unexpected())
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
