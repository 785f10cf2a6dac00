//! `waypost audit verify`: the auditor's verdict. No node, no account, no network, and no key that opens a letter.
//!
//! In: files that organisations sealed to this auditor, or fields shown by choice. Out: a report; with `--json` a
//! line for each handover and one for the whole; with `--html` a page that stands alone.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use askama::Template;
use clap::Args;
use waypost_audit::bundle::{Unsealed, open, recipient_of};
use waypost_audit::compare::read_all;
use waypost_audit::field_proof::{FIRST_LINE, FieldProof, PROOF_TEXT_BYTES_MAX};
use waypost_audit::verify::{Asked, Reading};

use super::key;
use super::share::bundle_trouble;
use crate::command::Session;
use crate::files::write_new;
use crate::talk::{HandoverJson, Names, Telling, Verdict, field_proof};
use crate::trouble::{Exit, Trouble};

#[derive(Debug, Args)]
pub(crate) struct Verify {
    /// What organisations sent you; several are checked against each other
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Your key, as `audit key new` made it
    #[arg(long, value_name = "FILE")]
    key: Option<PathBuf>,
    /// How many partners must have cosigned the last head of a log
    #[arg(long, value_name = "COUNT", default_value_t = 1)]
    need: usize,
    /// Also write a page to read and print
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
}

/// A bundle of which the beginning was read.
type Opened = Reading<Unsealed<BufReader<File>>>;

pub(super) fn run(session: &Session, args: &Verify) -> Result<(), Trouble> {
    let (mut proofs, mut bundles) = (Vec::new(), Vec::new());
    for path in &args.files {
        match is_field_proof(path)? {
            true => proofs.push(path.as_path()),
            false => bundles.push(path.as_path()),
        }
    }
    let mut sound = true;
    for path in proofs {
        sound &= verify_field(session, path, args.need)?;
    }
    if !bundles.is_empty() {
        sound &= verify_bundles(session, args, &bundles)?;
    }
    match sound {
        true => Ok(()),
        false => Err(Trouble::new(
            Exit::Audit,
            "does_not_hold",
            "Something that was shown does not hold.",
            "Keep the files as they are, and ask the organisations concerned.",
        )),
    }
}

fn is_field_proof(path: &Path) -> Result<bool, Trouble> {
    let mut file = open_file(path)?;
    let begins = file.fill_buf().map_err(|e| Trouble::file("read", path, &e))?;
    Ok(begins.starts_with(FIRST_LINE.as_bytes()))
}

fn open_file(path: &Path) -> Result<BufReader<File>, Trouble> {
    File::open(path).map(BufReader::new).map_err(|e| Trouble::file("open", path, &e))
}

fn verify_field(session: &Session, path: &Path, need: usize) -> Result<bool, Trouble> {
    let mut text = String::new();
    // One more than is allowed, so that what is too long is found to be.
    let mut file = open_file(path)?.take(PROOF_TEXT_BYTES_MAX as u64 + 1);
    file.read_to_string(&mut text).map_err(|e| Trouble::file("read", path, &e))?;
    let proof = FieldProof::parse(&text).map_err(|fault| bundle_trouble(&fault))?;
    let proved = proof.verify(need).map_err(|fault| bundle_trouble(&fault))?;
    let told = field_proof(&path.display().to_string(), &proof, &proved);
    match session.talk.json {
        true => session.talk.json(&told)?,
        false => session.talk.data(&told.text())?,
    }
    Ok(proved.findings.is_empty())
}

fn verify_bundles(session: &Session, args: &Verify, paths: &[&Path]) -> Result<bool, Trouble> {
    let Some(key) = &args.key else {
        return Err(Trouble::usage(
            "The files are sealed to an auditor.",
            "Name your key: --key FILE (`waypost audit key new` makes one)",
        ));
    };
    let identity = key::read(key)?;
    let bar = session.talk.progress("Verifying", total_bytes(paths));
    let mut printed = Ok(());
    let verdict = verdict(paths, &identity, args.need, |read, handover| {
        bar.set_position(read);
        if let Some(line) = handover
            && session.talk.json
            && printed.is_ok()
        {
            printed = session.talk.json(&line);
        }
    });
    bar.finish_and_clear();
    printed?;
    let verdict = verdict?;
    if let Some(html) = &args.html {
        write_new(html, page(&verdict)?.as_bytes())?;
    }
    match session.talk.json {
        true => session.talk.json(&verdict.json())?,
        false => session.talk.data(&verdict.text())?,
    }
    Ok(verdict.is_sound())
}

/// The verdict over files that were sealed to one auditor. `told` hears of each conversation, after so many bytes of
/// all files.
pub(crate) fn verdict(
    paths: &[&Path],
    identity: &str,
    need: usize,
    mut told: impl FnMut(u64, Option<HandoverJson>),
) -> Result<Verdict, Trouble> {
    let read = Arc::new(AtomicU64::new(0));
    let opened = paths.iter().map(|path| open_bundle(path, identity, need, &read));
    let readings: Vec<Opened> = opened.collect::<Result<_, _>>()?;
    let mut names = Names::new();
    for reading in &readings {
        names.extend(reading.names().map(|(org, name)| (org, name.to_owned())));
    }
    let mut telling = Telling::new(names);
    let summaries = read_all(readings, |conversation| {
        told(read.load(Ordering::Relaxed), telling.told(&conversation));
    });
    let summaries =
        summaries.map_err(|fault| named(bundle_trouble(&fault.fault), paths.get(fault.file)))?;
    let files: Vec<String> = paths.iter().map(|path| path.display().to_string()).collect();
    Ok(telling.finish(&files, &summaries))
}

/// The page that stands alone.
pub(crate) fn page(verdict: &Verdict) -> Result<String, Trouble> {
    verdict.render().map_err(|error| {
        Trouble::new(
            Exit::NotDone,
            "page",
            format!("Could not write the page: {error}."),
            "Go on without --html.",
        )
    })
}

fn open_bundle(
    path: &Path,
    identity: &str,
    need: usize,
    read: &Arc<AtomicU64>,
) -> Result<Opened, Trouble> {
    let begin = || {
        let records = open(open_file(path)?, identity).map_err(|fault| bundle_trouble(&fault))?;
        let (all, mut before) = (Arc::clone(read), 0);
        let records = records.watched(Box::new(move |bytes| {
            all.fetch_add(bytes.saturating_sub(before), Ordering::Relaxed);
            before = bytes;
        }));
        let asked = Asked { witnesses: need, recipient: recipient_of(identity) };
        Reading::begin(records, &asked).map_err(|fault| bundle_trouble(&fault))
    };
    begin().map_err(|trouble| named(trouble, Some(&path)))
}

/// Says which file it was.
fn named(mut trouble: Trouble, path: Option<&&Path>) -> Trouble {
    if let Some(path) = path {
        trouble.failure.what = format!("{}: {}", path.display(), trouble.failure.what);
    }
    trouble
}

fn total_bytes(paths: &[&Path]) -> u64 {
    paths.iter().filter_map(|path| path.metadata().ok()).map(|about| about.len()).sum()
}
