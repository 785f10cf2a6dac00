//! `waypost referral attach`, `attachments`, `save`: files that belong to a referral.
//!
//! In: a path, which this program reads or writes with the rights of whoever runs it; the node opens none. Out:
//! parts of the file over the local socket, one after the other. A saved file is made whole under another name
//! first, and stands over no other file.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use clap::Args;
use sha2::{Digest, Sha256};
use waypost_desk::command::{
    AttachmentReport, Command, PART_PIECES_MAX, Reply, Secret, hex, unhex,
};
use waypost_protocol::exchange::{ATTACHMENT_BYTES_MAX, PIECE_BYTES};
use zeroize::Zeroizing;

use crate::command::{Session, block_on, unexpected};
use crate::files::NewFile;
use crate::socket::client::Client;
use crate::trouble::{Exit, Trouble};

const PART_BYTES: usize = PART_PIECES_MAX * PIECE_BYTES;

#[derive(Debug, Args)]
pub(crate) struct Attach {
    /// The referral (`R12`)
    referral: String,
    /// The file, at most 25 MiB
    file: PathBuf,
    /// The section that it belongs to: what the person agreed to share, and what is erased together
    #[arg(long, value_name = "SECTION", default_value = "documents")]
    section: String,
    /// What the partner sees as its name, instead of the file's own
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// Its media type, instead of the one that its ending says
    #[arg(long, value_name = "TYPE")]
    media_type: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Attachments {
    /// The referral (`R12`)
    referral: String,
}

#[derive(Debug, Args)]
pub(crate) struct Save {
    /// The referral (`R12`)
    referral: String,
    /// The attachment (`A1`)
    attachment: String,
    /// The new file
    #[arg(long, value_name = "FILE")]
    to: PathBuf,
}

pub(crate) fn attach(session: &Session, args: Attach) -> Result<(), Trouble> {
    let mut file = File::open(&args.file).map_err(|e| Trouble::file("open", &args.file, &e))?;
    let bytes = length_of(&file, &args.file)?;
    let begin = Command::AttachBegin {
        referral: args.referral.clone(),
        section: args.section,
        name: args.name.map_or_else(|| name_of(&args.file), Ok)?,
        media_type: args.media_type.unwrap_or_else(|| media_type_of(&args.file).to_owned()),
        bytes,
    };
    session.talk.say("What the file says of itself (author, place, camera) goes with it.");
    let reply = block_on(put_in(session, begin, &mut file, &args.file))??;
    session.talk.reply(&reply)?;
    session.talk.next(&session.home, &format!("referral attachments {}", args.referral));
    Ok(())
}

async fn put_in(
    session: &Session,
    begin: Command,
    file: &mut File,
    path: &Path,
) -> Result<Reply, Trouble> {
    let mut client = Client::connect(&session.home).await?;
    let Reply::Attaching { upload, .. } = session.done(client.ask(begin).await?)? else {
        return Err(unexpected());
    };
    let mut part = Zeroizing::new(vec![0; PART_BYTES]);
    let mut from = 0;
    loop {
        let read = read_full(file, &mut part).map_err(|e| Trouble::file("read", path, &e))?;
        let Some(read) = part.get(..read).filter(|read| !read.is_empty()) else { break };
        let data = Secret(hex(read).to_string());
        let next = Command::AttachPart { upload: upload.clone(), from, data };
        session.done(client.ask(next).await?)?;
        from += read.len() as u64;
    }
    session.done(client.ask(Command::AttachEnd { upload }).await?)
}

/// Reads until the buffer is full or the file ends.
fn read_full(file: &mut File, buffer: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while let Some(room) = buffer.get_mut(filled..).filter(|room| !room.is_empty()) {
        match file.read(room) {
            Ok(0) => break,
            Ok(read) => filled += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(filled)
}

fn length_of(file: &File, path: &Path) -> Result<u64, Trouble> {
    let about = file.metadata().map_err(|e| Trouble::file("read", path, &e))?;
    match about.len() {
        _ if !about.is_file() => Err(Trouble::usage(
            format!("{} is not a file.", path.display()),
            "Name one file; several files are attached one by one.",
        )),
        0 => Err(Trouble::usage(format!("{} is empty.", path.display()), "Name another file.")),
        bytes if bytes > ATTACHMENT_BYTES_MAX => Err(Trouble::usage(
            format!("Found a file of {bytes} bytes, expected at most {ATTACHMENT_BYTES_MAX}."),
            "Scan it with a lower resolution, or attach it in parts.",
        )),
        bytes => Ok(bytes),
    }
}

fn name_of(path: &Path) -> Result<String, Trouble> {
    let name = path.file_name().and_then(|name| name.to_str());
    name.map(str::to_owned).ok_or_else(|| {
        Trouble::usage("The file's name is not UTF-8 text.", "Give it another: --name NAME")
    })
}

/// By its ending. What it really is, nobody here looks at.
fn media_type_of(path: &Path) -> &'static str {
    let ending = path.extension().and_then(|e| e.to_str()).unwrap_or_default().to_lowercase();
    match ending.as_str() {
        "pdf" => "application/pdf",
        "jpg" | "jpeg" => "image/jpeg",
        "png" => "image/png",
        "tif" | "tiff" => "image/tiff",
        "heic" => "image/heic",
        "txt" => "text/plain",
        "odt" => "application/vnd.oasis.opendocument.text",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        _ => "application/octet-stream",
    }
}

pub(crate) fn list(session: &Session, args: Attachments) -> Result<(), Trouble> {
    let next = format!("referral save {} A1 --to FILE", args.referral);
    session.tell(Command::Attachments { referral: args.referral }, &next)
}

pub(crate) fn save(session: &Session, args: Save) -> Result<(), Trouble> {
    let to = args.to.clone();
    let mut part = NewFile::begin(&to)?;
    let report = block_on(take_out(session, args, &mut part))??;
    part.keep()?;
    if session.talk.json {
        return session.talk.json(&serde_json::json!({
            "file": to.display().to_string(), "bytes": report.bytes, "sha256": report.sha256,
        }));
    }
    session.talk.data(&format!("Saved {} bytes to {}", report.bytes, to.display()))?;
    session.talk.say(
        "This file is outside Waypost: it is not encrypted, and erasing the referral does not erase it.",
    );
    Ok(())
}

async fn take_out(
    session: &Session,
    args: Save,
    part: &mut NewFile,
) -> Result<AttachmentReport, Trouble> {
    let mut client = Client::connect(&session.home).await?;
    let (mut from, mut hasher) = (0, Sha256::new());
    loop {
        let read = Command::AttachmentRead {
            referral: args.referral.clone(),
            attachment: args.attachment.clone(),
            from,
            by: None,
        };
        let Reply::AttachmentPart { attachment, data, .. } =
            session.done(client.ask(read).await?)?
        else {
            return Err(unexpected());
        };
        let data = unhex(&data.0).ok_or_else(unexpected)?;
        hasher.update(&*data);
        part.write_all(&data).map_err(|e| part.trouble(&e))?;
        from += data.len() as u64;
        if data.is_empty() || from >= attachment.bytes {
            return must_be(*attachment, from, hasher);
        }
    }
}

/// What was read is what was announced.
fn must_be(
    report: AttachmentReport,
    bytes: u64,
    hasher: Sha256,
) -> Result<AttachmentReport, Trouble> {
    if bytes == report.bytes && *hex(&hasher.finalize()) == report.sha256 {
        return Ok(report);
    }
    Err(Trouble::new(
        Exit::NotDone,
        "not_as_announced",
        "The bytes are not those that were announced; nothing was saved.",
        "Look for damage: `waypost doctor`. Ask whoever attached it to attach it again.",
    ))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test stops where it fails")]
mod tests {
    use super::*;

    #[test]
    fn a_media_type_is_known_by_the_ending_in_any_case() {
        assert_eq!(media_type_of(Path::new("a/Scan.PDF")), "application/pdf");
        assert_eq!(media_type_of(Path::new("scan")), "application/octet-stream");
    }

    #[test]
    fn what_is_no_file_is_empty_or_too_long_is_refused_before_the_node_is_asked() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("f");
        let length = |path: &Path| length_of(&File::open(path).unwrap(), path);
        assert!(length(folder.path()).is_err());
        let file = File::create(&path).unwrap();
        assert!(length(&path).is_err(), "empty");
        file.set_len(ATTACHMENT_BYTES_MAX).unwrap();
        assert_eq!(length(&path).unwrap(), ATTACHMENT_BYTES_MAX);
        file.set_len(ATTACHMENT_BYTES_MAX + 1).unwrap();
        assert!(length(&path).is_err(), "too long");
    }
}
