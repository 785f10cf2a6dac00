//! What every test here begins and ends with: how many rounds, by which chance, and one line of what came of it.

use std::time::Duration;

use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::SeedableRng;

use crate::pair::Found;

/// Rounds to play: the short form's, or as many as the environment says.
pub(crate) fn rounds(short: u64) -> u64 {
    match std::env::var("WAYPOST_FAULT_ROUNDS") {
        Ok(text) => text.parse().expect("WAYPOST_FAULT_ROUNDS is a number"),
        Err(_) => short,
    }
}

/// The seed of all chance, and the chance.
pub(crate) fn chance() -> (u64, ChaCha20Rng) {
    let seed = std::env::var("WAYPOST_SEED").ok().map_or(7, |text| text.parse().expect("a number"));
    (seed, ChaCha20Rng::seed_from_u64(seed))
}

/// A machine without what a test needs: said, and only in CI a failure.
pub(crate) fn skip(what: &str, needs: &str) {
    eprintln!("SKIPPED: {what} needs {needs}");
    assert!(std::env::var_os("CI").is_none(), "CI promises {needs}");
}

/// The line that says what came of it.
pub(crate) fn tell(what: &str, found: &Found, recovery: &mut [Duration]) {
    recovery.sort();
    let middle = recovery.get(recovery.len() / 2).copied().unwrap_or_default();
    let worst = recovery.last().copied().unwrap_or_default();
    println!(
        "fault report: {what}: {} letters acknowledged ({} referrals), {} lost, {} twice; \
         up again after {middle:.1?} (median), {worst:.1?} (worst)",
        found.acknowledged,
        found.referrals,
        found.lost.len(),
        found.twice.len()
    );
}
