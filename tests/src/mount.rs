//! Disks of their own for a test: a small ext4 file system in a file, whose power can be cut, and a small one in
//! memory, which can be full.

use std::path::{Path, PathBuf};
use std::process::Command;

/// Room for every letter of a long run; the file is sparse.
const IMAGE_BYTES: u64 = 2 << 30;
/// `EXT4_IOC_SHUTDOWN` with "no flush of the journal": what was not flushed is gone, as when the power goes.
const CUT: &str = r#"open(my $f, "<", $ARGV[0]) or die $!; my $how = pack("L", 2); ioctl($f, 0x8004587D, $how) or die $!"#;

/// A mounted file system. Unmounted when dropped.
pub struct Mount {
    folder: tempfile::TempDir,
    image: Option<PathBuf>,
}

impl Mount {
    /// A new ext4 file system, if this machine lets us.
    pub fn ext4() -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let image = folder.path().join("image");
        std::fs::File::create(&image).unwrap().set_len(IMAGE_BYTES).unwrap();
        std::fs::create_dir(folder.path().join("disk")).unwrap();
        let made = run(Command::new("mkfs.ext4").args(["-q", "-F"]).arg(&image));
        let mount = Self { folder, image: Some(image) };
        (made && mount.mount()).then_some(mount)
    }

    /// A new file system in memory, of so many MiB.
    pub fn memory(mib: u32) -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("disk")).unwrap();
        let mount = Self { folder, image: None };
        let size = format!("size={mib}m");
        let args = ["-t", "tmpfs", "-o", &size, "none"];
        run(Command::new("mount").args(args).arg(mount.path())).then_some(mount)
    }

    /// Where it is.
    pub fn path(&self) -> PathBuf {
        self.folder.path().join("disk")
    }

    fn mount(&self) -> bool {
        let Some(image) = &self.image else { return false };
        run(Command::new("mount").args(["-o", "loop"]).arg(image).arg(self.path()))
    }

    /// The power goes.
    pub fn cut(&self) {
        assert!(run(Command::new("perl").args(["-e", CUT]).arg(self.path())), "the power is cut");
    }

    /// The power comes back: the file system is found as the cut left it.
    pub fn power_on(&self) {
        unmount(&self.path());
        assert!(self.mount(), "the disk comes back");
    }
}

impl Drop for Mount {
    fn drop(&mut self) {
        unmount(&self.path());
    }
}

fn unmount(path: &Path) {
    // A process that was killed gives its files back a moment later.
    for _ in 0..100 {
        if run(Command::new("umount").arg(path)) {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
}

fn run(command: &mut Command) -> bool {
    command.output().is_ok_and(|output| output.status.success())
}
