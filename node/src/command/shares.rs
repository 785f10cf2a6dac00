//! `waypost key shares`: the recovery sheet in the hands of trustees.
//!
//! The words of the sheet are asked for and split here; the node never sees them. Shares go to partners
//! through the node, each sealed to its trustee, and the others to paper, each on a sheet of its own.

use std::fs::OpenOptions;
use std::io::{self, Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use waypost_desk::command::{Command, Reply, Secret};
use waypost_desk::shares::{combine, fresh_set};
use waypost_protocol::share::{NEEDED_MIN, Quorum, SHARES_MAX, Share};
use zeroize::Zeroizing;

use super::Session;
use crate::recovery::Sheet;
use crate::sheets::{PresentSheet, nobody_reads};
use crate::trouble::{Exit, Trouble};

/// Sixteen shares of some ninety characters, with blanks and remarks between.
const FILE_BYTES_MAX: u64 = 16 * 1024;

#[derive(Debug, Subcommand)]
pub(crate) enum Shares {
    /// Split the recovery sheet: any so many of the shares open the data
    Make(Make),
    /// Shares that are kept here for partners
    List,
    /// Print the share of a partner, to give it back to somebody there whom you know
    Show {
        /// Whose share
        partner: String,
    },
}

#[derive(Debug, Args)]
pub(crate) struct Make {
    /// How many shares open the data
    #[arg(long, value_name = "K", value_parser = clap::value_parser!(u8).range(i64::from(NEEDED_MIN)..=i64::from(SHARES_MAX)))]
    need: u8,
    /// How many shares there are
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(i64::from(NEEDED_MIN)..=i64::from(SHARES_MAX)))]
    of: u8,
    /// Send a share to this partner (may be given several times); the others go to paper
    #[arg(long, value_name = "PARTNER")]
    to: Vec<String>,
    /// Write the shares for paper into this folder, a new file each, instead of showing them
    #[arg(long, value_name = "DIR")]
    shares_to: Option<PathBuf>,
    #[command(flatten)]
    present: PresentSheet,
}

pub(crate) fn run(session: &Session, shares: Shares) -> Result<(), Trouble> {
    match shares {
        Shares::Make(args) => make(session, &args),
        Shares::List => session.tell(Command::ShareList, "key shares show PARTNER"),
        Shares::Show { partner } => session.tell(Command::ShareShow { partner }, "key shares list"),
    }
}

fn make(session: &Session, args: &Make) -> Result<(), Trouble> {
    let quorum = Quorum::new(args.need, args.of).map_err(|fault| {
        Trouble::usage(format!("{fault}."), "Make --of at least as large as --need.")
    })?;
    let of_partners = args.to.len();
    if of_partners > usize::from(args.of) {
        let what = format!("{of_partners} trustees are named for {} shares.", args.of);
        return Err(Trouble::usage(what, "Raise --of, or name fewer."));
    }
    let on_paper = of_partners < usize::from(args.of);
    if on_paper && args.shares_to.is_none() && !session.ask.is_allowed() {
        return Err(nobody_reads("--shares-to DIR"));
    }
    let Reply::Status(status) = session.node(Command::Status)? else { return Ok(()) };
    must_all_be_confirmed(session, &args.to)?;
    let sheet = args.present.take(session)?;
    session.node(Command::KeyCheck { sheet: sheet.hex() })?;
    let shares = fresh_set(sheet.seed(), quorum)
        .map_err(|fault| Trouble::usage(format!("{fault}."), "Choose other numbers."))?;
    let (sent, printed) = shares.split_at(of_partners);
    // Paper first: a share that was sent cannot be taken back.
    for share in printed {
        print(session, share, &status.name, args.shares_to.as_deref())?;
    }
    for (partner, share) in args.to.iter().zip(sent) {
        let share = Secret(share.to_text().to_string());
        session.node(Command::ShareSend { partner: partner.clone(), share })?;
    }
    report(session, quorum, &shares, of_partners)
}

/// Before anything is split: a set of which half went out would be of no use.
fn must_all_be_confirmed(session: &Session, partners: &[String]) -> Result<(), Trouble> {
    let mut seen = std::collections::BTreeSet::new();
    for partner in partners {
        let asked = Command::PartnerShow { partner: partner.clone() };
        let Reply::Partner(report) = session.node(asked)? else { continue };
        if !(report.confirmed_by_us && report.confirmed_by_them && !report.blocked) {
            let what = format!("{} is not confirmed by both sides.", report.short);
            return Err(Trouble::new(
                Exit::NotDone,
                "not_confirmed",
                what,
                "Compare the safety number first; nothing was sent.",
            ));
        }
        if !seen.insert(report.org) {
            let what = format!("{} is named twice.", report.short);
            return Err(Trouble::usage(what, "Each trustee keeps one share; nothing was sent."));
        }
    }
    Ok(())
}

fn print(session: &Session, share: &Share, name: &str, dir: Option<&Path>) -> Result<(), Trouble> {
    let text = paper(share, name);
    let Some(dir) = dir else {
        session.talk.say(&format!("\n{}", text.as_str()));
        session.ask.text("Write it down, then press Enter for the next.", "", "--shares-to DIR")?;
        return Ok(());
    };
    let path = dir.join(format!("share-{}-of-{}.txt", share.number(), share.quorum.of()));
    let write = || -> io::Result<()> {
        std::fs::create_dir_all(dir)?;
        let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()
    };
    write().map_err(|error| Trouble::file("write a share to", &path, &error))
}

/// One trustee's sheet.
fn paper(share: &Share, name: &str) -> Zeroizing<String> {
    let (number, of, needed) = (share.number(), share.quorum.of(), share.quorum.needed());
    let text = share.to_text();
    Zeroizing::new(format!(
        "Share {number} of {of} of the recovery sheet of {name}\nSet {}\n\n{}\n\n\
         Any {needed} of these {of} shares together open everything and can replace the signing key.\n\
         - Keep it locked away, apart from the others. Never photograph it, never send it by chat or mail.\n\
         - Give it back only to a person of {name} whom you know. If somebody asks from afar, call back.\n\
         - When you are given a share of a newer set, destroy this one.\n",
        share.set,
        text.as_str()
    ))
}

fn report(session: &Session, quorum: Quorum, shares: &[Share], sent: usize) -> Result<(), Trouble> {
    let (needed, of) = (quorum.needed(), quorum.of());
    let set = shares.first().map_or_else(String::new, |share| share.set.to_string());
    if session.talk.json {
        return session.talk.json(&serde_json::json!({
            "reply": "shares_made", "set": set, "needed": needed, "of": of, "sent": sent,
        }));
    }
    session.talk.data(&format!(
        "Set {set}: any {needed} of {of} shares open the data. {sent} sent to partners, {} for paper.",
        shares.len() - sent
    ))?;
    session.talk.say("A new recovery sheet makes this set useless: then make a new one.");
    session.talk.next(&session.home, "status");
    Ok(())
}

/// The sheet that shares give back: typed until there are enough, or one on each line of a file.
pub(crate) fn sheet_of(session: &Session, file: Option<&Path>) -> Result<Sheet, Trouble> {
    let shares = file.map_or_else(|| typed(session), from_file)?;
    let seed = combine(&shares).map_err(|trouble| {
        let hint = "Give shares of one set, each once, as many as are needed. Nothing was changed.";
        Trouble::new(Exit::NotDone, "shares_do_not_fit", format!("{trouble}."), hint)
    })?;
    Ok(Sheet::of(seed)?)
}

fn typed(session: &Session) -> Result<Vec<Share>, Trouble> {
    let mut shares: Vec<Share> = Vec::new();
    loop {
        let needed = shares.first().map_or(NEEDED_MIN, |share| share.quorum.needed());
        if shares.len() >= usize::from(needed) {
            return Ok(shares);
        }
        let question = format!("Share {}:", shares.len() + 1);
        let text = session.ask.hidden(&question, "--shares FILE")?;
        match Share::parse(&text.0) {
            Ok(share) => shares.push(share),
            Err(fault) => session.talk.say(&format!("{fault}. Type it again.")),
        }
    }
}

fn from_file(path: &Path) -> Result<Vec<Share>, Trouble> {
    let mut text = Zeroizing::new(String::with_capacity(FILE_BYTES_MAX as usize));
    let read =
        |from: &mut dyn Read, text: &mut String| from.take(FILE_BYTES_MAX).read_to_string(text);
    let outcome = match path {
        path if path == Path::new("-") => read(&mut io::stdin().lock(), &mut text),
        path => std::fs::File::open(path).and_then(|mut file| read(&mut file, &mut text)),
    };
    outcome.map_err(|error| Trouble::file("read", path, &error))?;
    let lines = text.lines().map(str::trim).enumerate();
    lines
        .filter(|(_, line)| line.to_lowercase().starts_with("wpshare"))
        .map(|(at, line)| {
            Share::parse(line).map_err(|fault| {
                let what = format!("Line {}: {fault}.", at + 1);
                Trouble::new(
                    Exit::NotDone,
                    "damaged_share",
                    what,
                    "Compare it with the paper, character by character.",
                )
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shares() -> Vec<Share> {
        fresh_set(&[7; 32], Quorum::new(2, 3).expect("a quorum")).expect("split")
    }

    #[test]
    fn the_papers_of_trustees_put_together_in_one_file_give_the_sheet() {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("together");
        let papers: Vec<_> = shares()[1..].iter().map(|share| paper(share, "A shelter")).collect();
        std::fs::write(&path, papers.iter().map(|p| p.as_str()).collect::<String>())
            .expect("written");
        let read = from_file(&path).expect("read");
        assert_eq!(*combine(&read).expect("enough"), [7; 32]);
    }

    #[test]
    fn a_damaged_share_is_named_by_its_line_and_not_shown() {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("damaged");
        let mut text = shares()[0].to_text().to_string();
        text.pop();
        std::fs::write(&path, format!("first\n{text}\n")).expect("written");
        let failure = from_file(&path).expect_err("damaged").failure;
        assert_eq!(failure.code, "damaged_share");
        assert!(failure.what.starts_with("Line 2") && !failure.what.contains(&text));
    }
}
