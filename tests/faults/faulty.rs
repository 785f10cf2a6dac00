//! The failing disk of `faulty.c`: built, and told what to do.

use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
use std::process::Command;

/// `errno` of a device that fails, and of one that is full.
pub(crate) const EIO: u64 = 5;
pub(crate) const ENOSPC: u64 = 28;

/// The library with one plan; the plan's file is shared with the program.
pub(crate) struct Faulty {
    library: PathBuf,
    plan: PathBuf,
    file: std::fs::File,
    _folder: tempfile::TempDir,
}

impl Faulty {
    /// Builds the library; `None` where there is no C compiler.
    pub(crate) fn new() -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let (library, plan) = (folder.path().join("faulty.so"), folder.path().join("plan"));
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/faults/faulty.c");
        let built = Command::new("cc")
            .args(["-shared", "-fPIC", "-O1", "-Wall", "-o"])
            .args([&library, &source])
            .arg("-ldl")
            .status();
        if !built.is_ok_and(|status| status.success()) {
            return None;
        }
        std::fs::write(&plan, [0; 40]).unwrap();
        let file = std::fs::File::options().read(true).write(true).open(&plan).unwrap();
        Some(Self { library, plan, file, _folder: folder })
    }

    /// The words before a program whose files under `folder` are to suffer.
    pub(crate) fn before(&self, folder: &Path) -> Vec<String> {
        vec![
            "env".to_owned(),
            format!("LD_PRELOAD={}", self.library.display()),
            format!("WAYPOST_FAULTS_PLAN={}", self.plan.display()),
            format!("WAYPOST_FAULTS_UNDER={}", folder.display()),
        ]
    }

    /// Changing calls so far.
    pub(crate) fn calls(&self) -> u64 {
        let mut bytes = [0; 8];
        self.file.read_exact_at(&mut bytes, 0).unwrap();
        u64::from_ne_bytes(bytes)
    }

    /// The `nth` call from now, and `count` calls from there, fail with this error.
    pub(crate) fn fail(&self, nth: u64, count: u64, error: u64) {
        let from = self.calls() + nth;
        for (place, value) in [(3, error), (1, from), (2, from.saturating_add(count))] {
            self.set(place, value);
        }
    }

    /// No call fails any more.
    pub(crate) fn heal(&self) {
        self.set(2, 0);
    }

    /// From now on flushes report success and do nothing.
    pub(crate) fn lie(&self) {
        self.set(4, 1);
    }

    fn set(&self, place: u64, value: u64) {
        self.file.write_all_at(&value.to_ne_bytes(), 8 * place).unwrap();
    }
}
