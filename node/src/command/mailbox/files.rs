//! A mailbox's home: its key, and what its operator and its running process tell each other by files.
//!
//! | name | what |
//! |---|---|
//! | `mailbox.key` | the Ed25519 seed of its transport key, 0600; what makes a folder a mailbox's home |
//! | `mail/` | what waits |
//! | `announced` | where clients reach it, one address a line; what grants name unless told otherwise |
//! | `ended` | grants that were ended, one id a line; read every second |
//! | `figures.json` | how much waited, every ten seconds |
//!
//! Every file but the first can be lost without harm to what waits.

use std::collections::HashSet;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use waypost_desk::postmaster::service::MailboxFigures;
use waypost_protocol::ids::{GrantId, NodeId};
use waypost_protocol::keys::SigningKey;
use zeroize::Zeroizing;

use crate::files::read_private;
use crate::home::Home;
use crate::trouble::{Exit, Trouble};

const KEY_WORDS: &str = "waypost-mailbox-key 1 ";
/// A line of words and 64 digits.
const KEY_BYTES_MAX: u64 = 256;
/// Ten thousand ended grants, and as many addresses as anybody has.
const FILE_BYTES_MAX: u64 = 1 << 20;

/// A mailbox's key, silent and wiped when dropped.
pub(crate) struct MailboxKey(pub(crate) Zeroizing<[u8; 32]>);

impl MailboxKey {
    /// The mailbox's name on the network.
    pub(crate) fn node(&self) -> NodeId {
        NodeId::new(*SigningKey::from_seed(&self.0).verifying_key().as_bytes())
    }
}

/// What `figures` tells.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct FiguresReport {
    kind: String,
    /// When it was counted: seconds since 1970.
    pub(crate) at: u64,
    #[serde(flatten)]
    pub(crate) figures: MailboxFigures,
}

impl FiguresReport {
    pub(crate) fn new(at: u64, figures: MailboxFigures) -> Self {
        Self { kind: "mailbox_figures".to_owned(), at, figures }
    }
}

/// The files of one mailbox.
pub(crate) struct Files {
    home: Home,
}

impl Files {
    /// The files of a mailbox that is there.
    pub(crate) fn of_existing(home: &Home) -> Result<Self, Trouble> {
        if !home.is_mailbox() {
            return Err(Trouble::new(
                Exit::Home,
                "no_mailbox",
                format!("There is no mailbox in {}.", home.path().display()),
                format!(
                    "Name its home with --home DIR, or make one: {}",
                    home.say("mailbox serve")
                ),
            ));
        }
        home.must_be_private()?;
        Ok(Self { home: home.clone() })
    }

    /// The same, made on the first run; whether it was.
    pub(crate) fn make(home: &Home) -> Result<(Self, bool), Trouble> {
        if home.is_mailbox() {
            return Ok((Self::of_existing(home)?, false));
        }
        home.create_for_a_mailbox()?;
        let mut seed = Zeroizing::new([0; 32]);
        getrandom::fill(seed.as_mut()).map_err(|error| no_chance(&error.to_string()))?;
        let path = home.mailbox_key();
        write_key(&path, &seed).map_err(|error| Trouble::file("write", &path, &error))?;
        Ok((Self { home: home.clone() }, true))
    }

    /// Where what waits lies.
    pub(crate) fn mail(&self) -> PathBuf {
        self.home.path().join("mail")
    }

    fn announced_path(&self) -> PathBuf {
        self.home.path().join("announced")
    }

    fn ended_path(&self) -> PathBuf {
        self.home.path().join("ended")
    }

    fn figures_path(&self) -> PathBuf {
        self.home.path().join("figures.json")
    }

    /// The key, from a file that nobody else can read.
    pub(crate) fn key(&self) -> Result<MailboxKey, Trouble> {
        let path = self.home.mailbox_key();
        let text = read_private(&path, "key_open_to_others", KEY_BYTES_MAX)?;
        read_key(&text).map(MailboxKey).ok_or_else(|| {
            Trouble::new(
                Exit::Home,
                "mailbox_key",
                format!("{} does not hold a mailbox's key.", path.display()),
                "Put the file back from a copy. With another key, organisations do not find this mailbox any more.",
            )
        })
    }

    /// Where clients reach it, as it last ran.
    pub(crate) fn announced(&self) -> Result<Vec<String>, Trouble> {
        Ok(lines(&self.announced_path())?.unwrap_or_default())
    }

    pub(crate) fn announce(&self, addresses: &[String]) -> Result<(), Trouble> {
        replace(&self.announced_path(), &addresses.join("\n"))
    }

    /// The grants that were ended. A line that is no id is refused: it was meant to end one.
    pub(crate) fn ended(&self) -> Result<HashSet<GrantId>, Trouble> {
        let path = self.ended_path();
        let wrong = |line: &str| {
            Trouble::new(
                Exit::Home,
                "ended_grants",
                format!("{}: found `{line}`, expected the id of a grant.", path.display()),
                "Correct or remove this line.",
            )
        };
        let each = |line: String| line.parse().map_err(|_| wrong(&line));
        lines(&path)?.unwrap_or_default().into_iter().map(each).collect()
    }

    /// Ends a grant. False where it was ended before.
    pub(crate) fn end(&self, grant: GrantId) -> Result<bool, Trouble> {
        let mut ended = self.ended()?;
        if !ended.insert(grant) {
            return Ok(false);
        }
        let mut lines: Vec<String> = ended.iter().map(ToString::to_string).collect();
        lines.sort_unstable();
        replace(&self.ended_path(), &lines.join("\n"))?;
        Ok(true)
    }

    /// How much waited when it was last counted; none if it never was.
    pub(crate) fn report(&self) -> Result<Option<FiguresReport>, Trouble> {
        let path = self.figures_path();
        let Some(text) = text(&path)? else { return Ok(None) };
        let unread = |error: serde_json::Error| Trouble::file("read", &path, &error.into());
        serde_json::from_str(&text).map(Some).map_err(unread)
    }

    pub(crate) fn write_report(&self, report: &FiguresReport) -> Result<(), Trouble> {
        let path = self.figures_path();
        let unwritten = |error: serde_json::Error| Trouble::file("write", &path, &error.into());
        replace(&path, &serde_json::to_string(report).map_err(unwritten)?)
    }
}

pub(crate) fn no_chance(why: &str) -> Trouble {
    Trouble::new(
        Exit::NotDone,
        "no_chance",
        format!("The operating system gave no random bytes: {why}."),
        "Try again in a moment. Nothing was made.",
    )
}

fn write_key(path: &Path, seed: &[u8; 32]) -> io::Result<()> {
    let mut line = Zeroizing::new(String::with_capacity(KEY_BYTES_MAX as usize));
    line.push_str(KEY_WORDS);
    for byte in seed {
        for half in [byte >> 4, byte & 15] {
            line.extend(char::from_digit(half.into(), 16));
        }
    }
    line.push('\n');
    let beside = path.with_extension("new");
    let mut file =
        OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&beside)?;
    file.write_all(line.as_bytes())?;
    file.sync_all()?;
    fs::rename(&beside, path)?;
    sync_folder(path)
}

fn read_key(text: &str) -> Option<Zeroizing<[u8; 32]>> {
    let digits = text.strip_prefix(KEY_WORDS)?.strip_suffix('\n')?.as_bytes();
    let mut seed = Zeroizing::new([0; 32]);
    if digits.len() != 64 {
        return None;
    }
    for (byte, pair) in seed.iter_mut().zip(digits.chunks_exact(2)) {
        let half = |digit: u8| char::from(digit).to_digit(16);
        let [high, low] = [half(*pair.first()?)?, half(*pair.last()?)?];
        *byte = u8::try_from(high * 16 + low).ok()?;
    }
    Some(seed)
}

/// Written beside and renamed, so that a reader finds the old text or the new one.
fn replace(path: &Path, text: &str) -> Result<(), Trouble> {
    let write = || -> io::Result<()> {
        let beside = path.with_extension("new");
        let mut file =
            OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&beside)?;
        file.write_all(text.as_bytes())?;
        file.write_all(b"\n")?;
        file.sync_all()?;
        fs::rename(&beside, path)?;
        sync_folder(path)
    };
    write().map_err(|error| Trouble::file("write", path, &error))
}

fn sync_folder(path: &Path) -> io::Result<()> {
    File::open(path.parent().unwrap_or(Path::new("/")))?.sync_all()
}

fn text(path: &Path) -> Result<Option<String>, Trouble> {
    let mut text = String::new();
    let read =
        File::open(path).and_then(|file| file.take(FILE_BYTES_MAX).read_to_string(&mut text));
    match read {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        read => read.map(|_| Some(text)).map_err(|error| Trouble::file("read", path, &error)),
    }
}

fn lines(path: &Path) -> Result<Option<Vec<String>>, Trouble> {
    let words = |text: String| {
        text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
    };
    Ok(text(path)?.map(words))
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    fn made() -> (tempfile::TempDir, Home, Files) {
        let dir = tempfile::tempdir().expect("a folder");
        let home = Home::find(Some(dir.path().join("box"))).expect("a path");
        let (files, is_new) = Files::make(&home).expect("made");
        assert!(is_new);
        (dir, home, files)
    }

    #[test]
    fn the_key_is_made_once_and_for_its_owner_alone() {
        let (_dir, home, files) = made();
        let node = files.key().expect("there").node();
        let (again, is_new) = Files::make(&home).expect("there");
        assert!(!is_new && again.key().expect("there").node() == node);
        let mode = |path: &Path| fs::metadata(path).expect("there").permissions().mode() & 0o777;
        assert_eq!((mode(home.path()), mode(&home.mailbox_key())), (0o700, 0o600));
        fs::set_permissions(home.mailbox_key(), fs::Permissions::from_mode(0o640)).expect("set");
        let trouble = files.key().map(drop).expect_err("open to the group");
        assert_eq!(trouble.failure.code, "key_open_to_others");
    }

    #[test]
    fn a_damaged_key_is_refused_and_never_made_anew() {
        let (_dir, home, files) = made();
        let whole = fs::read_to_string(home.mailbox_key()).expect("text");
        for wrong in
            ["", "x", &whole[1..], &whole[..whole.len() - 3], &whole.replace("key 1", "key 2")]
        {
            fs::write(home.mailbox_key(), wrong).expect("written");
            assert_eq!(files.key().map(drop).expect_err("damaged").failure.code, "mailbox_key");
        }
        assert!(!Files::make(&home).expect("there").1);
    }

    #[test]
    fn an_ended_grant_stays_ended_and_a_line_that_is_none_is_named() {
        let (_dir, _home, files) = made();
        assert!(files.ended().expect("none").is_empty());
        let grant = GrantId::new([5; 16]);
        assert!(files.end(grant).expect("ended"));
        assert!(!files.end(grant).expect("ended before"));
        assert_eq!(files.ended().expect("one"), HashSet::from([grant]));
        fs::write(files.ended_path(), "wpgrant1nonsense\n").expect("written");
        assert_eq!(files.ended().expect_err("no id").failure.code, "ended_grants");
    }

    #[test]
    fn a_mailbox_and_an_organisation_do_not_share_a_home() {
        let (dir, home, _files) = made();
        assert_eq!(home.create().expect_err("a mailbox").failure.code, "home_is_mailbox");
        let none = home.must_be_initialised().expect_err("no organisation");
        assert_eq!(none.failure.code, "home_is_mailbox");
        let organisation = Home::find(Some(dir.path().join("org"))).expect("a path");
        organisation.create().expect("made");
        fs::create_dir(organisation.data()).expect("made");
        let refused = Files::make(&organisation).map(drop).expect_err("an organisation");
        assert_eq!(refused.failure.code, "home_exists");
        assert!(!organisation.mailbox_key().exists());
        let refused = Files::of_existing(&organisation).map(drop).expect_err("no mailbox");
        assert_eq!(refused.failure.code, "no_mailbox");
    }

    #[test]
    fn figures_are_told_as_they_were_counted() {
        let (_dir, _home, files) = made();
        assert!(files.report().expect("none").is_none());
        let figures = MailboxFigures { frames: 3, bytes: 12_288, ..MailboxFigures::default() };
        files.write_report(&FiguresReport::new(7, figures.clone())).expect("written");
        let report = files.report().expect("there").expect("one");
        assert_eq!((report.at, report.figures), (7, figures));
    }
}
