//! `waypost audit proof`: one field of one referral, for a court or for the person, and nothing else of it.

use std::path::PathBuf;

use clap::Args;
use waypost_desk::command::{Command, Reply};

use crate::command::{Session, unexpected};
use crate::files::write_new;
use crate::home::shell_word;
use crate::trouble::Trouble;

#[derive(Debug, Args)]
pub(crate) struct Proof {
    /// The referral (`R12`)
    referral: String,
    /// The field, by its key as `referral show --json` has it (`consent.obtained_on`)
    #[arg(long, value_name = "KEY")]
    field: String,
    /// The new file
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

pub(super) fn run(session: &Session, args: Proof) -> Result<(), Trouble> {
    let Proof { referral, field, out } = args;
    let asked = Command::AuditProof { referral, field };
    let Reply::FieldProof { proof } = session.node(asked)? else { return Err(unexpected()) };
    write_new(&out, proof.0.as_bytes())?;
    if session.talk.json {
        return session.talk.json(&serde_json::json!({ "file": out.display().to_string() }));
    }
    session.talk.data(&format!("One field, and what proves it, in {}.", out.display()))?;
    session.talk.say("The file shows that field to whoever has it: it is not sealed. Nothing else of the letter is in it.");
    session.talk.next(&session.home, &format!("audit verify {}", shell_word(&out)));
    Ok(())
}
