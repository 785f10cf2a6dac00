//! The file of a closed net's key: made here, or by any other libp2p program; read at the start of the node.
//!
//! In: a path. Out: the key. The file is its owner's alone, and what stands in it is shown nowhere.

use std::io;
use std::path::Path;

use waypost_desk::service::NetworkKey;

use crate::files;
use crate::trouble::{Exit, Trouble};

/// A key file has 97 bytes; a few more for line ends and a comment behind it.
const FILE_BYTES_MAX: u64 = 1024;

/// Makes a key in a new file; an old file is never written over.
pub(crate) fn make(path: &Path) -> Result<(), Trouble> {
    let key = NetworkKey::generate()
        .map_err(|error| Trouble::file("get randomness for", path, &io::Error::other(error)))?;
    files::write_new(path, key.to_file_text().as_bytes())
}

/// Reads the key. A file that others can read is refused.
pub(crate) fn read(path: &Path) -> Result<NetworkKey, Trouble> {
    let text = files::read_private(path, "network_key_open_to_others", FILE_BYTES_MAX)?;
    NetworkKey::from_file_text(&text).map_err(|error| {
        Trouble::new(
            Exit::Home,
            "network_key",
            format!("{} is no network key: {error}.", path.display()),
            "Make one with `waypost network-key new FILE`, or copy the file of the others in this net.",
        )
    })
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn a_key_is_its_owners_alone_reads_back_and_is_never_written_over() {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("net.key");
        make(&path).expect("made");
        let mode = fs::metadata(&path).expect("there").permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        let text = fs::read_to_string(&path).expect("read");
        assert_eq!(*read(&path).expect("a key").to_file_text(), text);
        make(&path).expect_err("there already");
        assert_eq!(fs::read_to_string(&path).expect("read"), text);
    }

    #[test]
    fn a_key_that_others_can_read_or_that_is_none_is_refused_without_being_shown() {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("net.key");
        make(&path).expect("made");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).expect("changed");
        let trouble = read(&path).expect_err("open to the group");
        assert_eq!(trouble.failure.code, "network_key_open_to_others");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).expect("changed");
        fs::write(&path, "secret words").expect("written");
        let trouble = read(&path).expect_err("no key");
        assert_eq!((trouble.exit, trouble.failure.code.as_str()), (Exit::Home, "network_key"));
        assert!(!trouble.failure.what.contains("secret"));
    }
}
