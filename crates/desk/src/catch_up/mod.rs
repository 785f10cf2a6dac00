//! Catching up: after a restore, each partner is asked for what was exchanged since the backup.
//!
//! In: a backup's day, a partner's copies, a partner's question. Out: the pair's letters, once each, in
//! their conversations, and a word to people about who waits for whom. A restored node must not tell a
//! second story: until a partner has answered, nothing is written in its conversations, nothing of them
//! is taken, and nothing old leaves the outbox; the pair's own thread goes on, behind a gap.
//!
//! ```text
//! restored                                           partner
//! recall (new card, since) ------------------------> drops our old prekeys, keeps who asked
//!          <------------------- copies 0, 1 ... last (letters of both sides, as kept)
//! each verified like any letter, kept once, folded
//! receipts for letters that had none --------------> both hold the same
//! ```

mod answer;
mod ask;
mod copies;
mod damage;
mod repair;
mod rows;

pub(crate) use answer::Answers;
pub use ask::AfterRestore;
pub(crate) use ask::Asking;
pub(crate) use repair::Repairs;

use waypost_net::Refusal;
use waypost_protocol::ids::OrgId;
use waypost_protocol::letter::{Letter, LetterKind};

use crate::arrive::{Stopped, later, refuse};
use crate::conversation::Conversation;
use crate::desk::Desk;
use crate::error::{DeskError, asked};
use rows::{AskedRow, Stage};

impl Desk {
    /// Reads what is known of it.
    pub(crate) fn load_catch_up(&mut self) -> Result<(), DeskError> {
        self.asking = Asking::load(&self.store)?;
        self.answers = Answers::load(&self.store)?;
        self.repairs = Repairs::load(&self.store)?;
        self.note_hole()?;
        self.load_unsigned()?;
        self.hold_outbox();
        Ok(())
    }

    /// Refuses to write where the backup may not know our last word.
    pub(crate) fn may_write(&self, conversation: &Conversation) -> Result<(), DeskError> {
        let org = conversation.row.partner;
        self.may_write_repaired(conversation)?;
        let Some(row) = self.asking.of(org) else {
            return if self.asking.unsure { Err(damaged_row()) } else { Ok(()) };
        };
        if row.stage == Stage::Done || self.began_after(conversation, row) {
            return Ok(());
        }
        let partner = self.partners.get(&org).map_or("", |p| p.row.short.as_str());
        Err(match row.stage {
            Stage::GivenUp => asked(
                "read_only",
                "This referral is from before letters were lost here, and its partner gave nothing back.",
                "It can be read. Write a new referral for what is still to be done.",
            ),
            Stage::ToAsk | Stage::Asked | Stage::Done => asked(
                "catching_up",
                format!(
                    "This node lost letters and is catching up with {partner}: not all that was written is here."
                ),
                format!(
                    "It goes on by itself when both nodes are online. If {partner} is gone for good: `waypost backup give-up {partner}`."
                ),
            ),
        })
    }

    /// Whether a partner has yet to give us letters back.
    pub(crate) fn is_catching_up(&self, org: OrgId) -> bool {
        let row = self.asking.of(org);
        row.is_some_and(|row| matches!(row.stage, Stage::ToAsk | Stage::Asked))
    }

    /// Refuses a letter of a referral until its partner gave back what we wrote in it, or for good.
    pub(crate) fn may_take(&mut self, org: OrgId, letter: &Letter) -> Result<(), Stopped> {
        if self.repairs.waits_for(letter.header().conversation) {
            return Err(later("repairing"));
        }
        let Some(row) = self.asking.of(org).cloned() else {
            return if self.asking.unsure { Err(later("damaged")) } else { Ok(()) };
        };
        match row.stage {
            Stage::Done => Ok(()),
            Stage::ToAsk | Stage::Asked => Err(later("catching_up")),
            Stage::GivenUp => {
                let header = letter.header();
                let taken = if self.load_conversation(header.conversation)? {
                    let conversation = self.open.get(&header.conversation);
                    conversation.is_some_and(|c| self.began_after(c, &row))
                } else {
                    header.kind == LetterKind::Referral && header.day > row.restored
                };
                if taken { Ok(()) } else { Err(refuse("read_only", Refusal::NotForMe)) }
            }
        }
    }

    /// Whether a conversation began after the restore, so that we know all that we wrote in it: ours under
    /// a key made since, theirs on a later day. Where only records are lost no other machine has our key, and
    /// the day tells of both.
    fn began_after(&self, conversation: &Conversation, row: &AskedRow) -> bool {
        let Some(referral) = conversation.referral() else {
            return conversation.letters.is_empty();
        };
        let header = referral.letter.header();
        if !referral.ours || row.has_hole() {
            return header.day > row.restored;
        }
        let keys = self.me.author.log().history();
        let mut since = keys.iter().skip(row.key_place as usize);
        since.any(|time| time.key.as_bytes() == header.sender_key.as_bytes())
    }
}

/// Nobody knows any more whether a restored node's partner has answered.
fn damaged_row() -> DeskError {
    asked(
        "data_damaged",
        "What this node knew of its catching up is damaged.",
        "Ask all partners: `waypost repair`.",
    )
}
