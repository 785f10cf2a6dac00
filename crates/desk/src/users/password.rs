//! Passwords of users: what is kept of one is its argon2id hash (RFC 9106) with salt and parameters.
//!
//! In: a password as typed. Out: what is kept of it; whether another one is the same. Nothing shows or logs either.

use argon2::{Algorithm, Argon2, Params, Version};
use minicbor::{Decode, Encode};
use rand_core::Rng;
use subtle::ConstantTimeEq;
use waypost_case::text::{self, Lines};
use zeroize::Zeroizing;

use crate::command::Secret;
use crate::error::{DeskError, asked};

/// Shorter ones are guessed; a longer rule makes people write them down.
const CHARS_MIN: usize = 10;
/// A sentence.
const CHARS_MAX: usize = 200;
/// Of OWASP's equal choices for argon2id the one with the least memory, which the allocator of an old laptop keeps:
/// 7 MiB, five passes, one lane. A guesser must first get past the node's own passphrase, for the hashes lie
/// encrypted under it.
const MEMORY_KIB: u32 = 7 * 1024;
const PASSES: u32 = 5;
/// Parameters of a row beyond these were not written by any version: they would stop the node for minutes.
const MEMORY_KIB_MAX: u32 = 1024 * 1024;
const PASSES_MAX: u32 = 16;
const HASH_BYTES: usize = 32;

/// What is kept of a password.
#[derive(Clone, Encode, Decode)]
#[cbor(map)]
pub(crate) struct PasswordRow {
    #[n(0)]
    memory_kib: u32,
    #[n(1)]
    passes: u32,
    #[cbor(n(2), with = "minicbor::bytes")]
    salt: Vec<u8>,
    #[cbor(n(3), with = "minicbor::bytes")]
    hash: Vec<u8>,
}

impl PasswordRow {
    /// A new password within its bounds.
    pub(super) fn new(password: &Secret, rng: &mut impl Rng) -> Result<Self, DeskError> {
        let password = read(password);
        let chars = password.chars().count();
        if !(CHARS_MIN..=CHARS_MAX).contains(&chars) {
            return Err(asked(
                "password",
                format!(
                    "Found {chars} characters, expected {CHARS_MIN} to {CHARS_MAX} in one line."
                ),
                "Take three or more words that have nothing to do with each other.",
            ));
        }
        let mut salt = [0; 16];
        rng.fill_bytes(&mut salt);
        let hash = hash(&password, MEMORY_KIB, PASSES, &salt)?;
        Ok(Self {
            memory_kib: MEMORY_KIB,
            passes: PASSES,
            salt: salt.to_vec(),
            hash: hash.to_vec(),
        })
    }

    /// What costs as much to compare with as a password, and is none.
    pub(super) fn nobodys() -> Self {
        let (memory_kib, passes) = (MEMORY_KIB, PASSES);
        Self { memory_kib, passes, salt: vec![0; 16], hash: vec![0; HASH_BYTES] }
    }

    /// Whether this is the password.
    pub(super) fn is(&self, password: &Secret) -> Result<bool, DeskError> {
        let typed = read(password);
        // The absurd is cut before any work; a password is never so long.
        let short: String = typed.chars().take(CHARS_MAX + 1).collect();
        let hash = hash(&Zeroizing::new(short), self.memory_kib, self.passes, &self.salt)?;
        Ok(bool::from(hash.as_slice().ct_eq(&self.hash)))
    }
}

/// One written form of what was typed; what no keyboard writes makes it empty, which is no password.
fn read(password: &Secret) -> Zeroizing<String> {
    let clean = text::clean(&password.0, Lines::One, usize::MAX / 16);
    Zeroizing::new(clean.ok().flatten().unwrap_or_default())
}

fn hash(
    password: &Zeroizing<String>,
    memory_kib: u32,
    passes: u32,
    salt: &[u8],
) -> Result<Zeroizing<[u8; HASH_BYTES]>, DeskError> {
    let unsound = || DeskError::Lacking { what: "a password's hash with sound parameters" };
    if memory_kib > MEMORY_KIB_MAX || passes > PASSES_MAX {
        return Err(unsound());
    }
    let params = Params::new(memory_kib, passes, 1, Some(HASH_BYTES)).map_err(|_| unsound())?;
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    let mut hash = Zeroizing::new([0; HASH_BYTES]);
    argon2.hash_password_into(password.as_bytes(), salt, hash.as_mut()).map_err(|_| unsound())?;
    Ok(hash)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
mod tests {
    use rand_chacha::ChaCha20Rng;
    use rand_chacha::rand_core::SeedableRng;

    use super::*;

    fn secret(text: &str) -> Secret {
        Secret(text.to_owned())
    }

    fn kept(text: &str) -> PasswordRow {
        PasswordRow::new(&secret(text), &mut ChaCha20Rng::seed_from_u64(1)).unwrap()
    }

    #[test]
    fn a_password_is_itself_and_no_other() {
        let row = kept("lantern oblique harvest");
        assert!(row.is(&secret("lantern oblique harvest")).unwrap());
        assert!(
            row.is(&secret(" lantern oblique harvest\n")).unwrap(),
            "outer blanks are none of it"
        );
        for other in
            ["lantern oblique harves", "Lantern oblique harvest", "", "lantern  oblique harvest"]
        {
            assert!(!row.is(&secret(other)).unwrap(), "{other}");
        }
    }

    #[test]
    fn it_is_the_same_however_the_keyboard_composes_it() {
        let row = kept("caf\u{e9} and croissant");
        assert!(row.is(&secret("cafe\u{301} and croissant")).unwrap());
    }

    #[test]
    fn two_users_with_one_password_have_two_hashes() {
        let mut rng = ChaCha20Rng::seed_from_u64(1);
        let mut hash = || PasswordRow::new(&secret("lantern oblique"), &mut rng).unwrap().hash;
        assert_ne!(hash(), hash());
    }

    #[test]
    fn it_has_ten_to_two_hundred_characters() {
        let mut rng = ChaCha20Rng::seed_from_u64(1);
        let mut code = |text: &str| match PasswordRow::new(&secret(text), &mut rng) {
            Ok(_) => "taken".to_owned(),
            Err(error) => error.failure().code,
        };
        assert_eq!(code("123456789"), "password");
        assert_eq!(code("1234567890"), "taken");
        assert_eq!(code("សួស្តីសួស្តី"), "taken", "characters, not bytes");
        assert_eq!(code(&"a".repeat(201)), "password");
        assert_eq!(code("two lines\nof it"), "password");
    }

    #[test]
    fn nobody_has_the_password_of_nobody() {
        for text in ["", "lantern oblique harvest"] {
            assert!(!PasswordRow::nobodys().is(&secret(text)).unwrap());
        }
    }

    #[test]
    fn a_row_that_would_stop_the_node_for_minutes_is_damage() {
        let row = PasswordRow { memory_kib: u32::MAX, ..PasswordRow::nobodys() };
        assert!(row.is(&secret("lantern oblique")).unwrap_err().is_damage());
    }
}
