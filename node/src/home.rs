//! The home folder: what lies where, and who may look.
//!
//! In: `--home`, `WAYPOST_HOME`, or the platform's place for a program's data. Out: paths.
//! Owner-only (0700) from its first moment. Never reads what the store keeps in `data/`.

use std::fs::{self, DirBuilder};
use std::io;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};

use crate::trouble::{Exit, Trouble};

/// The longest path of a Unix socket: `sun_path` holds 108 bytes on Linux, 104 on the BSDs and
/// macOS, with the closing zero byte. The smaller is kept to, so that a home can be moved between them.
const SOCKET_PATH_BYTES_MAX: usize = 103;

/// One organisation's folder on this computer.
#[derive(Clone, Debug)]
pub(crate) struct Home {
    path: PathBuf,
    /// Whether the person named it: then hints must name it too.
    named: bool,
}

impl Home {
    /// The home named, or the platform's place for this user. The path is made absolute.
    pub(crate) fn find(named: Option<PathBuf>) -> Result<Self, Trouble> {
        let (path, is_named) = match named {
            Some(path) => (path, true),
            None => (platform_place(std::env::var_os)?, false),
        };
        let path =
            std::path::absolute(&path).map_err(|error| Trouble::file("resolve", &path, &error))?;
        Ok(Self { path, named: is_named })
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// What the store keeps.
    pub(crate) fn data(&self) -> PathBuf {
        self.path.join("data")
    }

    pub(crate) fn config(&self) -> PathBuf {
        self.path.join("config.toml")
    }

    /// Held by the one node that runs here; holds its process id.
    pub(crate) fn lock(&self) -> PathBuf {
        self.path.join("run.lock")
    }

    /// The local socket, if its path can be one.
    pub(crate) fn socket(&self) -> Result<PathBuf, Trouble> {
        let socket = self.path.join("run.sock");
        let found = socket.as_os_str().len();
        if found > SOCKET_PATH_BYTES_MAX {
            return Err(Trouble::new(
                Exit::Home,
                "home_path_too_long",
                format!(
                    "The path of the local socket has {found} bytes; at most {SOCKET_PATH_BYTES_MAX} work: {}",
                    socket.display()
                ),
                "Use a home with a shorter path, or a symbolic link to it: --home DIR.",
            ));
        }
        Ok(socket)
    }

    /// A mailbox's key: what makes a folder a mailbox's home.
    pub(crate) fn mailbox_key(&self) -> PathBuf {
        self.path.join("mailbox.key")
    }

    pub(crate) fn is_mailbox(&self) -> bool {
        self.mailbox_key().exists()
    }

    pub(crate) fn is_initialised(&self) -> bool {
        self.data().exists()
    }

    /// For commands that need an organisation here.
    pub(crate) fn must_be_initialised(&self) -> Result<(), Trouble> {
        if self.is_initialised() {
            return Ok(());
        }
        self.must_be_no_mailbox()?;
        Err(Trouble::new(
            Exit::Home,
            "no_home",
            format!("There is no organisation in {}.", self.path.display()),
            format!("Make one: {}", self.say("init")),
        ))
    }

    /// For a new organisation: nothing may be here yet, and a socket must fit.
    pub(crate) fn must_be_free(&self) -> Result<(), Trouble> {
        self.must_be_no_organisation()?;
        self.must_be_no_mailbox()?;
        self.socket().map(drop)
    }

    fn must_be_no_organisation(&self) -> Result<(), Trouble> {
        if !self.is_initialised() {
            return Ok(());
        }
        Err(Trouble::new(
            Exit::NotDone,
            "home_exists",
            format!("An organisation lives in {} already.", self.path.display()),
            "Use another folder with --home DIR. Nothing was changed.",
        ))
    }

    fn must_be_no_mailbox(&self) -> Result<(), Trouble> {
        if !self.is_mailbox() {
            return Ok(());
        }
        Err(Trouble::new(
            Exit::Home,
            "home_is_mailbox",
            format!("{} is the home of a mailbox, and no organisation's.", self.path.display()),
            "Use another folder with --home DIR. Nothing was changed.",
        ))
    }

    /// Makes the folder, for its owner alone.
    pub(crate) fn create(&self) -> Result<(), Trouble> {
        self.must_be_free()?;
        self.make()
    }

    /// The same for a mailbox: no organisation may live here.
    pub(crate) fn create_for_a_mailbox(&self) -> Result<(), Trouble> {
        self.must_be_no_organisation()?;
        self.make()
    }

    fn make(&self) -> Result<(), Trouble> {
        create_owner_only(&self.path)
            .map_err(|error| Trouble::file("make the folder", &self.path, &error))
    }

    /// Refuses a home that someone else on this computer could look into.
    pub(crate) fn must_be_private(&self) -> Result<(), Trouble> {
        let metadata = fs::metadata(&self.path)
            .map_err(|error| Trouble::file("look at", &self.path, &error))?;
        let mode = metadata.permissions().mode() & 0o777;
        if mode & 0o077 == 0 {
            return Ok(());
        }
        Err(Trouble::new(
            Exit::Home,
            "home_open_to_others",
            format!(
                "Others on this computer can reach {} (mode {mode:o}; expected 700).",
                self.path.display()
            ),
            format!("Close it: chmod 700 {}", shell_word(&self.path)),
        ))
    }

    /// The user id that owns the home: the only one the local socket serves.
    pub(crate) fn owner(&self) -> Result<u32, Trouble> {
        fs::metadata(&self.path)
            .map(|metadata| metadata.uid())
            .map_err(|error| Trouble::file("look at", &self.path, &error))
    }

    /// A command line that reaches this home: `waypost --home /x status`.
    pub(crate) fn say(&self, words: &str) -> String {
        if self.named {
            format!("waypost --home {} {words}", shell_word(&self.path))
        } else {
            format!("waypost {words}")
        }
    }
}

/// A path as one word of a shell, so that a command can be copied from the screen.
pub(crate) fn shell_word(path: &Path) -> String {
    let text = path.display().to_string();
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/._-+:@,".contains(&byte);
    if !text.is_empty() && text.bytes().all(plain) {
        return text;
    }
    format!("'{}'", text.replace('\'', r"'\''"))
}

fn create_owner_only(path: &Path) -> io::Result<()> {
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent)?;
    }
    match DirBuilder::new().mode(0o700).create(path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists && path.is_dir() => {
            fs::set_permissions(path, fs::Permissions::from_mode(0o700))
        }
        done => done,
    }
}

/// XDG base directories, and the same idea on macOS.
fn platform_place(
    env: impl Fn(&'static str) -> Option<std::ffi::OsString>,
) -> Result<PathBuf, Trouble> {
    let folder = |name| env(name).map(PathBuf::from).filter(|p| p.is_absolute());
    if let Some(data) = folder("XDG_DATA_HOME") {
        return Ok(data.join("waypost"));
    }
    let Some(home) = folder("HOME") else {
        return Err(Trouble::new(
            Exit::Home,
            "no_home",
            "This user has no home folder (HOME is not set), so there is no place for data.",
            "Name a folder: --home DIR.",
        ));
    };
    Ok(if cfg!(target_os = "macos") {
        home.join("Library/Application Support/waypost")
    } else {
        home.join(".local/share/waypost")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn home_in(dir: &Path) -> Home {
        Home::find(Some(dir.join("home"))).expect("an absolute path")
    }

    #[test]
    fn a_new_home_is_for_its_owner_alone() {
        let dir = tempfile::tempdir().expect("a folder");
        let home = home_in(dir.path());
        home.create().expect("made");
        let mode = fs::metadata(home.path()).expect("there").permissions().mode();
        assert_eq!(mode & 0o777, 0o700);
        home.must_be_private().expect("private");
    }

    #[test]
    fn a_home_that_others_can_reach_is_refused() {
        let dir = tempfile::tempdir().expect("a folder");
        let home = home_in(dir.path());
        home.create().expect("made");
        fs::set_permissions(home.path(), fs::Permissions::from_mode(0o750)).expect("changed");
        let trouble = home.must_be_private().expect_err("open to the group");
        assert!(trouble.failure.what.contains("mode 750"));
    }

    #[test]
    fn an_existing_organisation_is_never_made_again() {
        let dir = tempfile::tempdir().expect("a folder");
        let home = home_in(dir.path());
        home.create().expect("made");
        fs::create_dir(home.data()).expect("made");
        let trouble = home.create().expect_err("there already");
        assert_eq!(trouble.failure.code, "home_exists");
    }

    #[test]
    fn a_home_too_deep_for_a_socket_is_refused_before_anything_is_made() {
        let dir = tempfile::tempdir().expect("a folder");
        let home = Home::find(Some(dir.path().join("d".repeat(100)))).expect("a path");
        let trouble = home.create().expect_err("too long");
        assert_eq!(trouble.failure.code, "home_path_too_long");
        assert!(!home.path().exists());
    }

    #[test]
    fn the_platform_place_follows_xdg_and_ignores_a_relative_one() {
        let env = |xdg: &'static str| {
            move |name: &'static str| match name {
                "XDG_DATA_HOME" => Some(xdg.into()),
                "HOME" => Some("/home/u".into()),
                _ => None,
            }
        };
        assert_eq!(platform_place(env("/data")).expect("found"), Path::new("/data/waypost"));
        let fallen_back = platform_place(env("relative")).expect("found");
        assert!(fallen_back.starts_with("/home/u"));
    }

    #[test]
    fn a_path_is_quoted_for_the_shell_only_where_needed() {
        assert_eq!(shell_word(Path::new("/a/b-c")), "/a/b-c");
        assert_eq!(shell_word(Path::new("/a b/it's")), r"'/a b/it'\''s'");
    }
}
