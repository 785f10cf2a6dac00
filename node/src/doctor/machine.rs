//! The home folder and the computer: permissions, room, flushes, clock, swap.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

use waypost_desk::command::{Check, Finding};
use waypost_desk::service::format_of;

use super::could_not;
use crate::home::{Home, shell_word};

/// Less room than this is looked at: a night of releases, with attachments and an index built anew.
const ROOM_BYTES_LOOK: u64 = 1 << 30;
/// Less than this must be mended: the next segment of the journal does not fit.
const ROOM_BYTES_BAD: u64 = 128 << 20;
/// Fewer free files than this must be mended: a new segment and sled's files need a few dozen.
const ROOM_FILES_BAD: u64 = 100;
/// Flushes tried, and the bytes of each: as the journal does.
const FLUSHES: usize = 16;
const FLUSH_BYTES: usize = 4096;
/// No device keeps 4 KiB safe in less; a flush that returns sooner did nothing.
const FLUSH_MIN: Duration = Duration::from_micros(10);
/// A flush this slow makes every letter wait, and tells of a disk at its end.
const FLUSH_MAX: Duration = Duration::from_millis(500);
/// Files may be dated this far ahead of the clock: two machines' clocks on a shared disk.
const AHEAD_MAX: Duration = Duration::from_secs(3600);

pub(super) fn look(home: &Home) -> Vec<Finding> {
    vec![
        format(home),
        private(home),
        disk_kind(&home.data()),
        disk_space(&home.data()),
        flush(home.path()),
        clock(&home.data()),
        swap(Path::new("/proc/swaps")),
    ]
}

fn format(home: &Home) -> Finding {
    match format_of(&home.data()) {
        Ok(format) if format.found == format.current => {
            Finding::good(Check::Format, format!("The data folder has format {}.", format.found))
        }
        Ok(format) => Finding::look(
            Check::Format,
            format!(
                "The data folder has format {}; this program writes {}.",
                format.found, format.current
            ),
            "It is brought forward when the node starts; see `waypost upgrade check`.",
        ),
        Err(failure) => Finding::bad(Check::Format, failure.what, failure.hint),
    }
}

/// Everything in the home folder is for its owner alone.
fn private(home: &Home) -> Finding {
    let mut open = Vec::new();
    let mut seen = 0;
    if let Err(error) = open_to_others(home.path(), &mut open, &mut seen) {
        return could_not(Check::HomePrivate, &error);
    }
    match open.first() {
        None => Finding::good(
            Check::HomePrivate,
            format!("Only its owner can look into the home folder ({seen} files)."),
        ),
        Some(first) => Finding::bad(
            Check::HomePrivate,
            format!(
                "Others on this computer can reach {} files or folders of the home.",
                open.len()
            ),
            "Close them: chmod -R go-rwx HOME",
        )
        .about(shell_word(first)),
    }
}

/// Folders bar the way to what lies in them: only what can be reached counts.
fn open_to_others(path: &Path, open: &mut Vec<PathBuf>, seen: &mut u64) -> io::Result<()> {
    let metadata = fs::symlink_metadata(path)?;
    *seen += 1;
    let is_open = metadata.permissions().mode() & 0o077 != 0 && !metadata.is_symlink();
    if !is_open {
        return Ok(());
    }
    open.push(path.to_owned());
    if metadata.is_dir() {
        for entry in fs::read_dir(path)? {
            open_to_others(&entry?.path(), open, seen)?;
        }
    }
    Ok(())
}

/// File systems that keep nothing, or whose locks and flushes are another computer's word (statfs(2)).
const KINDS: [(u64, &str, bool); 8] = [
    (0x0102_1994, "tmpfs", true),
    (0x8584_58f6, "ramfs", true),
    (0x6969, "NFS", false),
    (0xff53_4d42, "CIFS", false),
    (0xfe53_4d42, "SMB", false),
    (0x517b, "SMB", false),
    (0x6573_5546, "FUSE", false),
    (0x0102_1997, "9p", false),
];

#[cfg(target_os = "linux")]
fn disk_kind(data: &Path) -> Finding {
    match rustix::fs::statfs(data) {
        Ok(found) => kind_of(found.f_type as u64 & 0xffff_ffff),
        Err(error) => could_not(Check::DiskKind, &error),
    }
}

#[cfg(not(target_os = "linux"))]
fn disk_kind(_data: &Path) -> Finding {
    could_not(Check::DiskKind, &"this system does not say")
}

fn kind_of(magic: u64) -> Finding {
    match KINDS.iter().find(|(kind, _, _)| *kind == magic) {
        None => Finding::good(Check::DiskKind, "The data lies on a disk of this computer."),
        Some((_, name, true)) => Finding::bad(
            Check::DiskKind,
            format!("The data lies in memory ({name}): it is gone when the computer stops."),
            "Move the home folder to a disk.",
        ),
        Some((_, name, false)) => Finding::look(
            Check::DiskKind,
            format!(
                "The data lies behind {name}: its locks and flushes are another program's word."
            ),
            "Move the home folder to a disk of this computer.",
        ),
    }
}

fn disk_space(data: &Path) -> Finding {
    let found = match rustix::fs::statvfs(data) {
        Ok(found) => found,
        Err(error) => return could_not(Check::DiskSpace, &error),
    };
    // Some file systems have no fixed number of files and say 0 of 0.
    let files_left = (found.f_files > 0).then_some(found.f_favail);
    room(found.f_bavail.saturating_mul(found.f_frsize), files_left)
}

fn room(bytes: u64, files: Option<u64>) -> Finding {
    let mega = bytes >> 20;
    let fix = "Make room: the node refuses new work on a full disk. Nothing acknowledged is lost.";
    if files.is_some_and(|files| files < ROOM_FILES_BAD) {
        return Finding::bad(Check::DiskSpace, "The disk has hardly a file left.", fix);
    }
    let what = format!("{mega} MiB are free.");
    match bytes {
        ..ROOM_BYTES_BAD => Finding::bad(Check::DiskSpace, what, fix),
        ROOM_BYTES_BAD..ROOM_BYTES_LOOK => Finding::look(Check::DiskSpace, what, fix),
        ROOM_BYTES_LOOK.. => Finding::good(Check::DiskSpace, what),
    }
}

/// How long a flush takes. A program cannot prove that a disk tells the truth; it can see a plain lie.
fn flush(home: &Path) -> Finding {
    let path = home.join("doctor.tmp");
    let tried = time_flushes(&path);
    let removed = fs::remove_file(&path);
    match tried.and_then(|took| removed.map(|()| took)) {
        Ok(took) => flush_of(took),
        Err(error) => Finding::bad(
            Check::Flush,
            format!("A file could not be written and flushed: {error}."),
            "Make room or mend the disk.",
        ),
    }
}

fn time_flushes(path: &Path) -> io::Result<Duration> {
    let mut file: File =
        OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(path)?;
    let mut times = Vec::with_capacity(FLUSHES);
    for _ in 0..FLUSHES {
        file.write_all(&[0; FLUSH_BYTES])?;
        let began = Instant::now();
        file.sync_data()?;
        times.push(began.elapsed());
    }
    times.sort_unstable();
    Ok(times[FLUSHES / 2])
}

fn flush_of(median: Duration) -> Finding {
    let micros = median.as_micros();
    if median < FLUSH_MIN {
        return Finding::bad(
            Check::Flush,
            format!(
                "A flush took {micros} us; no disk is that quick: what is acknowledged may not be kept."
            ),
            "Take out whatever swallows flushes (libeatmydata, a virtual disk set to `unsafe`), or use another disk.",
        );
    }
    if median > FLUSH_MAX {
        return Finding::look(
            Check::Flush,
            format!(
                "A flush took {} ms; expected less than {}.",
                median.as_millis(),
                FLUSH_MAX.as_millis()
            ),
            "The disk is busy or failing: make a backup, and look at its health.",
        );
    }
    Finding::good(
        Check::Flush,
        format!(
            "A flush takes {micros} us. (Whether the disk then keeps its word, no program can see.)"
        ),
    )
}

/// A clock behind the newest file has been set back.
fn clock(data: &Path) -> Finding {
    let newest = fs::read_dir(data.join("journal")).and_then(|entries| {
        let times = entries.map(|entry| entry?.metadata()?.modified());
        times.collect::<io::Result<Vec<_>>>().map(|times| times.into_iter().max())
    });
    match newest {
        Err(error) => could_not(Check::Clock, &error),
        Ok(newest) => clock_of(SystemTime::now(), newest),
    }
}

fn clock_of(now: SystemTime, newest: Option<SystemTime>) -> Finding {
    let ahead = newest.and_then(|newest| newest.duration_since(now).ok()).unwrap_or_default();
    if ahead > AHEAD_MAX {
        let hours = ahead.as_secs() / 3600;
        return Finding::bad(
            Check::Clock,
            format!("The clock stands {hours} hours before the last thing that this node wrote."),
            "Set the clock and date of this computer.",
        );
    }
    Finding::good(Check::Clock, "The clock stands after all that this node wrote.")
}

fn swap(list: &Path) -> Finding {
    let Ok(text) = fs::read_to_string(list) else {
        return could_not(Check::Swap, &"this system does not say");
    };
    match swap_devices(&text).find(|device| !is_encrypted(device)) {
        None => Finding::good(Check::Swap, "Memory is not swapped to a disk in clear."),
        Some(_) => Finding::look(
            Check::Swap,
            "Swap is on, and does not look encrypted: keys in memory may reach the disk.",
            "Switch it off (swapoff -a), or encrypt the whole disk.",
        ),
    }
}

fn swap_devices(text: &str) -> impl Iterator<Item = &str> {
    text.lines().skip(1).filter_map(|line| line.split_whitespace().next())
}

/// A compressed piece of memory, or a mapped device, which on a laptop is an encrypted one.
fn is_encrypted(device: &str) -> bool {
    device.starts_with("/dev/zram")
        || device.starts_with("/dev/dm-")
        || device.starts_with("/dev/mapper/")
}

/// The size in bytes that a process' core dumps may have.
pub(super) fn core_limit_of(pid: u32) -> io::Result<Option<u64>> {
    let limits = fs::read_to_string(format!("/proc/{pid}/limits"))?;
    let line = limits.lines().find_map(|line| line.strip_prefix("Max core file size"));
    Ok(line
        .and_then(|line| line.split_whitespace().next())
        .map(|soft| soft.parse().unwrap_or(u64::MAX)))
}

#[cfg(test)]
mod tests {
    use waypost_desk::command::Health;

    use super::*;

    #[test]
    fn a_flush_that_does_nothing_and_one_that_takes_too_long_are_told_apart() {
        assert_eq!(flush_of(Duration::from_micros(1)).health, Health::Bad);
        assert_eq!(flush_of(Duration::from_micros(300)).health, Health::Good);
        assert_eq!(flush_of(Duration::from_secs(2)).health, Health::Look);
    }

    #[test]
    fn room_is_told_before_it_is_gone() {
        assert_eq!(room(50 << 30, Some(1 << 20)).health, Health::Good);
        assert_eq!(room(500 << 20, None).health, Health::Look);
        assert_eq!(room(10 << 20, None).health, Health::Bad);
        assert_eq!(room(50 << 30, Some(3)).health, Health::Bad);
    }

    #[test]
    fn a_folder_in_memory_is_bad_and_one_behind_a_network_is_looked_at() {
        assert_eq!(kind_of(0x0102_1994).health, Health::Bad);
        assert_eq!(kind_of(0x6969).health, Health::Look);
        assert_eq!(kind_of(0xef53).health, Health::Good);
    }

    #[test]
    fn a_clock_set_back_is_seen_by_what_was_written() {
        let now = SystemTime::now();
        let hour = Duration::from_secs(3600);
        assert_eq!(clock_of(now, Some(now + hour / 2)).health, Health::Good);
        assert_eq!(clock_of(now, Some(now + 5 * hour)).health, Health::Bad);
        assert_eq!(clock_of(now, None).health, Health::Good);
    }

    #[test]
    fn swap_in_clear_is_told_and_an_encrypted_one_is_not() {
        let list =
            |device: &str| format!("Filename Type Size Used Priority\n{device} partition 1 0 -2\n");
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("swaps");
        for (device, health) in
            [("/dev/sda2", Health::Look), ("/dev/zram0", Health::Good), ("/dev/dm-1", Health::Good)]
        {
            fs::write(&path, list(device)).expect("written");
            assert_eq!(swap(&path).health, health, "{device}");
        }
    }

    #[test]
    fn only_what_others_can_reach_is_told() {
        let dir = tempfile::tempdir().expect("a folder");
        let home = Home::find(Some(dir.path().to_owned())).expect("a home");
        fs::create_dir(dir.path().join("inner")).expect("made");
        fs::write(dir.path().join("inner/file"), "x").expect("written");
        let open = |path: &Path, mode| {
            fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("our own")
        };
        open(dir.path(), 0o700);
        assert_eq!(private(&home).health, Health::Good, "the door is closed");
        open(dir.path(), 0o755);
        let found = private(&home);
        assert_eq!(found.health, Health::Bad);
        assert!(!found.what.contains(&*dir.path().to_string_lossy()), "the path stands apart");
    }
}
