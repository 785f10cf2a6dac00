//! Passphrases: from a hidden prompt or a file, never from an argument or the environment.
//!
//! In: keystrokes, a file, stdin. Out: [`Secret`], wiped when dropped. Never logged, never shown.

use std::fs::File;
use std::io::{self, Read};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use waypost_desk::command::Secret;
use waypost_desk::passphrase::{PASSPHRASE_BYTES_MAX, judge};
use zeroize::Zeroizing;

use crate::ask::Ask;
use crate::command::Session;
use crate::talk::Talk;
use crate::trouble::Trouble;

/// Where the passphrase comes from when it is not typed.
#[derive(Clone, Default, Debug, clap::Args)]
pub(crate) struct PassphraseSource {
    /// Read the passphrase from the first line of a file (`-` is stdin)
    #[arg(long, value_name = "PATH")]
    pub(crate) passphrase_file: Option<PathBuf>,
}

/// The passphrase of an existing home.
pub(crate) fn existing(
    source: &PassphraseSource,
    ask: &Ask,
    talk: &Talk,
) -> Result<Secret, Trouble> {
    match &source.passphrase_file {
        Some(path) => from_file(path, talk),
        None => ask.hidden("Passphrase:", "--passphrase-file PATH"),
    }
}

/// A new passphrase: typed twice, strong enough. `known` are words that an attacker would try first.
pub(crate) fn new(
    source: &PassphraseSource,
    ask: &Ask,
    talk: &Talk,
    known: &[&str],
) -> Result<Secret, Trouble> {
    new_from(source.passphrase_file.as_deref(), "--passphrase-file PATH", ask, talk, known)
}

/// The same, where another flag names the file.
pub(crate) fn new_from(
    file: Option<&Path>,
    flag: &str,
    ask: &Ask,
    talk: &Talk,
    known: &[&str],
) -> Result<Secret, Trouble> {
    if let Some(path) = file {
        let passphrase = from_file(path, talk)?;
        must_be_strong(&passphrase, known)?;
        return Ok(passphrase);
    }
    talk.say(
        "The passphrase opens everything on this computer. Four or more random words are good.",
    );
    let passphrase = ask.hidden("New passphrase:", flag)?;
    must_be_strong(&passphrase, known)?;
    let again = ask.hidden("The same again:", flag)?;
    if again.0 != passphrase.0 {
        return Err(Trouble::usage(
            "The two passphrases are not the same.",
            "Try again; nothing was made.",
        ));
    }
    Ok(passphrase)
}

/// A new password of a user of the console: typed twice, or from a file. Whether it is long enough the node says.
pub(crate) fn password(file: Option<&Path>, session: &Session) -> Result<Secret, Trouble> {
    let (ask, talk) = (&session.ask, &session.talk);
    if let Some(path) = file {
        return from_file(path, talk);
    }
    let flag = "--password-file PATH";
    let password = ask.hidden("Password of the user:", flag)?;
    let again = ask.hidden("The same again:", flag)?;
    if again.0 != password.0 {
        return Err(Trouble::usage(
            "The two passwords are not the same.",
            "Try again; nothing was made.",
        ));
    }
    Ok(password)
}

fn must_be_strong(passphrase: &Secret, known: &[&str]) -> Result<(), Trouble> {
    judge(passphrase, known).map_err(|weakness| weakness.failure().into())
}

fn from_file(path: &Path, talk: &Talk) -> Result<Secret, Trouble> {
    if path == Path::new("-") {
        return first_line(io::stdin().lock(), path);
    }
    let file = File::open(path).map_err(|error| Trouble::file("read", path, &error))?;
    let metadata = file.metadata();
    if metadata.is_ok_and(|m| m.is_file() && m.permissions().mode() & 0o077 != 0) {
        talk.say(&format!(
            "Others on this computer may read the passphrase. Close it: chmod 600 {}",
            crate::home::shell_word(path)
        ));
    }
    first_line(file, path)
}

fn first_line(from: impl Read, path: &Path) -> Result<Secret, Trouble> {
    // One allocation, so that no copy of it is left behind by growing.
    let mut bytes = Zeroizing::new(Vec::with_capacity(PASSPHRASE_BYTES_MAX + 1));
    from.take(PASSPHRASE_BYTES_MAX as u64 + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| Trouble::file("read", path, &error))?;
    let line = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    if line.len() > PASSPHRASE_BYTES_MAX {
        return Err(bad_file(format!("is longer than {PASSPHRASE_BYTES_MAX} bytes")));
    }
    match std::str::from_utf8(line) {
        Ok("") => Err(bad_file("is empty".to_owned())),
        Ok(text) => Ok(Secret(text.to_owned())),
        Err(_) => Err(bad_file("is not UTF-8 text".to_owned())),
    }
}

fn bad_file(how: String) -> Trouble {
    Trouble::usage(
        format!("The first line of the passphrase file {how}."),
        "The passphrase must stand alone on the first line.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Result<String, Trouble> {
        first_line(bytes, Path::new("-")).map(|secret| secret.0.clone())
    }

    #[test]
    fn a_passphrase_is_the_first_line_without_its_end() {
        assert_eq!(read(b"four plain words here\n").expect("read"), "four plain words here");
        assert_eq!(read(b"a b\r\nsecond\n").expect("read"), "a b");
        assert_eq!(read("ភាសា".as_bytes()).expect("read"), "ភាសា");
    }

    #[test]
    fn an_empty_a_long_or_a_binary_file_is_refused() {
        assert!(read(b"\n").expect_err("empty").failure.what.contains("empty"));
        assert!(read(&[b'a'; 1025]).expect_err("long").failure.what.contains("longer"));
        assert!(read(&[0xff, 0xfe]).expect_err("binary").failure.what.contains("UTF-8"));
        read(&[b'a'; 1024]).expect("just fits");
    }
}
