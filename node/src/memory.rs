//! What is in this program's memory stays there: keys, passphrases, words of a sheet.
//!
//! Done once, at the start of every command, before anything secret is asked for.

use rustix::process::{Resource, Rlimit, setrlimit};

use crate::trouble::{Exit, Trouble};

/// No core dump is written, and (on Linux) no other process of this user can attach or read memory.
pub(crate) fn keep_private() -> Result<(), Trouble> {
    setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) }).map_err(|error| {
        let what = format!("Core dumps could not be switched off: {error}.");
        Trouble::new(Exit::NotDone, "core_dumps", what, "Run it where `ulimit -c 0` works.")
    })?;
    not_dumpable()
}

/// prctl(2), PR_SET_DUMPABLE: also when a core is piped to a helper, for which the limit does not count.
#[cfg(target_os = "linux")]
fn not_dumpable() -> Result<(), Trouble> {
    use rustix::process::{DumpableBehavior, set_dumpable_behavior};
    set_dumpable_behavior(DumpableBehavior::NotDumpable).map_err(|error| {
        let what = format!("Memory could not be closed to other programs: {error}.");
        Trouble::new(Exit::NotDone, "core_dumps", what, "Run it outside of this sandbox.")
    })
}

#[cfg(not(target_os = "linux"))]
fn not_dumpable() -> Result<(), Trouble> {
    Ok(())
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use rustix::process::{DumpableBehavior, dumpable_behavior, getrlimit};

    use super::*;

    #[test]
    fn no_core_is_dumped_and_nobody_attaches() {
        keep_private().expect("allowed");
        let core = getrlimit(Resource::Core);
        assert_eq!((core.current, core.maximum), (Some(0), Some(0)));
        assert_eq!(dumpable_behavior(), Ok(DumpableBehavior::NotDumpable));
    }
}
