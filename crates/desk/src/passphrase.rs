//! How strong a passphrase must be: one judgement for the command line, the console and whatever comes.
//!
//! In: a passphrase, and words that an attacker would try first. Out: nothing, or why it is too weak. Never shows it.

use crate::command::{Failure, Secret};
use crate::error::failure;

/// A passphrase is typed by a person: a few words, not a file.
pub const PASSPHRASE_BYTES_MAX: usize = 1024;
/// Fewer characters cannot hold four common words.
pub const PASSPHRASE_CHARS_MIN: usize = 12;
/// zxcvbn's "safely unguessable: moderate protection from offline slow-hash scenario". The key file
/// can be stolen with the computer, and argon2id makes each guess slow.
const STRENGTH_MIN: zxcvbn::Score = zxcvbn::Score::Three;

/// Why a passphrase is too weak.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Weakness {
    /// So many characters only.
    Short(usize),
    /// It could be guessed; why, where that is known (English).
    Guessable(Option<String>),
}

/// Judges a new passphrase. `known` are words that an attacker would try first.
pub fn judge(passphrase: &Secret, known: &[&str]) -> Result<(), Weakness> {
    let chars = passphrase.0.chars().count();
    if chars < PASSPHRASE_CHARS_MIN {
        return Err(Weakness::Short(chars));
    }
    let estimate = zxcvbn::zxcvbn(&passphrase.0, known);
    if estimate.score() >= STRENGTH_MIN {
        return Ok(());
    }
    let why = estimate.feedback().and_then(|feedback| feedback.warning());
    Err(Weakness::Guessable(why.map(|why| why.to_string())))
}

impl Weakness {
    /// As it is told: code `weak_passphrase`.
    pub fn failure(&self) -> Failure {
        let what = match self {
            Self::Short(chars) => format!(
                "The passphrase has {chars} characters; at least {PASSPHRASE_CHARS_MIN} are needed."
            ),
            Self::Guessable(Some(why)) => format!("The passphrase could be guessed. {why}"),
            Self::Guessable(None) => "The passphrase could be guessed.".to_owned(),
        };
        let hint = "Take four or more words that have nothing to do with each other or with you.";
        failure("weak_passphrase", what, hint)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
mod tests {
    use super::*;

    #[test]
    fn a_guessable_passphrase_is_refused_without_showing_it() {
        for text in ["short", "passwordpassword", "aaaaaaaaaaaaaaaa"] {
            let told = judge(&Secret(text.to_owned()), &[]).unwrap_err().failure();
            assert_eq!(told.code, "weak_passphrase");
            assert!(!told.what.contains(text));
        }
        judge(&Secret("lantern oblique harvest nineteen".to_owned()), &[]).unwrap();
    }

    #[test]
    fn the_organisations_own_name_makes_no_passphrase() {
        let name = "Border River Shelter";
        let weak = judge(&Secret("Border River Shelter1".to_owned()), &[name]);
        assert!(matches!(weak, Err(Weakness::Guessable(_))), "the name is the first thing to try");
    }
}
