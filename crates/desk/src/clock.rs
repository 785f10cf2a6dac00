//! Whether this computer's clock is believed. A clock that jumped must not make the node forget keys, end invites
//! or date letters: all that is undone by nobody.
//!
//! In: today, by the clock; days that partners' frames prove. Out: a belief. The last believed day is kept on
//! disk. A partner's frame of about today proves the day, for it is made under the pair's key of its day; so does a
//! person. Never sets a clock, never erases anything.

use minicbor::{Decode, Encode};
use waypost_case::dates::day_text;
use waypost_protocol::ids::{Day, Time};
use waypost_store::{Owner, Store};

use crate::asked::done;
use crate::command::{Command, Reply};
use crate::desk::{Desk, load_outbox};
use crate::error::{DeskError, asked};
use crate::rows::{CARE, Row, named, undamaged};

/// Days that a clock may stand before the last believed day: as far as two nodes' clocks may differ (SPEC 10).
const BACK_DAYS: u32 = 2;
/// Days ahead that need no proof: a week's holiday. Forgetting a week too early closes no frame that may
/// still come by the ordinary ways.
const AHEAD_DAYS: u32 = 8;
/// Days ahead after which nothing is written either: a letter dated so far ahead would be refused until then.
const FAR_AHEAD_DAYS: u32 = 40;
/// After so many days a clock that is ahead is believed without proof: partners may all have been off as well.
const UNPROVEN_DAYS_MAX: u32 = 3;
const CLOCK: &[u8] = b"clock";

/// What is held of the clock.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Clock {
    /// The last day believed; none before the first tick.
    believed: Option<Day>,
    /// The first day of a clock that runs ahead without proof.
    unproven_since: Option<Day>,
}

/// What may be done by this clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Belief {
    /// Everything.
    Sure,
    /// Letters are written and read; nothing is forgotten.
    Unproven,
    /// Nothing that depends on the day.
    Wrong,
}

/// The last believed day, as kept.
#[derive(Clone, Copy, Encode, Decode)]
#[cbor(map)]
pub(crate) struct ClockRow {
    #[n(0)]
    believed: Day,
    #[n(1)]
    unproven_since: Option<Day>,
}

impl Row for ClockRow {
    const WHAT: &'static str = "clock row";
}

impl Clock {
    pub(crate) fn load(store: &Store) -> Result<Self, DeskError> {
        let row = undamaged(store.value(&named(CARE, CLOCK)))?.flatten();
        let row = row.map(|bytes| ClockRow::from_bytes(&bytes)).transpose()?;
        Ok(Self {
            believed: row.map(|row| row.believed),
            unproven_since: row.and_then(|row| row.unproven_since),
        })
    }

    pub(crate) fn belief(self, today: Day) -> Belief {
        match self.believed {
            None => Belief::Sure,
            Some(believed) if today.plus(BACK_DAYS) < believed => Belief::Wrong,
            Some(believed) if today > believed.plus(FAR_AHEAD_DAYS) => Belief::Wrong,
            Some(believed) if today > believed.plus(AHEAD_DAYS) => Belief::Unproven,
            Some(_) => Belief::Sure,
        }
    }

    /// What a person is told, if the clock is not simply believed.
    pub(crate) fn advice(self, now: Time) -> Option<String> {
        let believed = self.believed?;
        let kept = match self.belief(now.day()) {
            Belief::Sure => return None,
            Belief::Unproven => "Until then no old key is forgotten",
            Belief::Wrong => "Until then nothing is sent, taken or forgotten",
        };
        Some(format!(
            "This computer's clock says {}; when it last worked it was {}. If the clock is wrong, set it. If it \
             is right: `waypost clock confirm`; a partner's letter of today confirms it too. {kept}.",
            day_text(now.day()),
            day_text(believed)
        ))
    }
}

impl Desk {
    pub(crate) fn belief(&self, now: Time) -> Belief {
        self.clock.belief(now.day())
    }

    /// A tick of a believed clock: the day is kept, once.
    pub(crate) fn note_day(&mut self, today: Day) {
        if self.clock.believed.is_none_or(|believed| believed < today) {
            self.keep_day(today);
        }
    }

    fn keep_day(&mut self, believed: Day) {
        self.clock = Clock { believed: Some(believed), unproven_since: None };
        let row = ClockRow { believed, unproven_since: None };
        self.batch.put(named(CARE, CLOCK), Owner::Node, row.to_bytes());
    }

    /// A tick of a clock some days ahead, without proof: no clock that jumped for a moment stays so for days.
    pub(crate) fn wait_for_proof(&mut self, today: Day) -> Result<(), DeskError> {
        let Some(believed) = self.clock.believed else { return Ok(()) };
        match self.clock.unproven_since {
            Some(since) if since <= today && since.plus(UNPROVEN_DAYS_MAX) > today => Ok(()),
            Some(since) if since <= today => self.believe(today),
            Some(_) | None => {
                self.clock.unproven_since = Some(today);
                let row = ClockRow { believed, unproven_since: Some(today) };
                self.batch.put(named(CARE, CLOCK), Owner::Node, row.to_bytes());
                Ok(())
            }
        }
    }

    /// A partner's frame was made on this day: if that is about today, the clock is right.
    pub(crate) fn day_is_proved(&mut self, now: Time, day: Day) -> Result<(), DeskError> {
        let today = now.day();
        if self.belief(now) != Belief::Sure
            && today <= day.plus(BACK_DAYS)
            && day <= today.plus(BACK_DAYS)
        {
            tracing::info!("a partner's frame proves this computer's day");
            self.believe(today)?;
        }
        Ok(())
    }

    fn believe(&mut self, today: Day) -> Result<(), DeskError> {
        self.keep_day(today);
        // Waits were counted by a clock that may have been another.
        self.outbox = load_outbox(&self.store, self.partners.keys())?;
        self.hold_outbox();
        Ok(())
    }

    /// A person says that the date is right.
    pub(crate) fn confirm_clock(&mut self, now: Time) -> Result<Reply, DeskError> {
        if self.belief(now) != Belief::Sure {
            self.believe(now.day())?;
        }
        done(&format!("Today is {}, and the node goes on by it.", day_text(now.day())))
    }

    /// Under a wrong clock only what depends on no day is done.
    pub(crate) fn check_clock(&self, now: Time, command: &Command) -> Result<(), DeskError> {
        let needs_no_day = match command {
            Command::Status
            | Command::ClockConfirm
            | Command::InviteList
            | Command::PartnerList
            | Command::PartnerShow { .. }
            | Command::PartnerCheck { confirm: false, .. }
            | Command::PartnerRename { .. }
            | Command::PartnerBlock { .. }
            | Command::ReferralList { .. }
            | Command::ReferralPage { .. }
            | Command::ReferralShow { opened: false, printed: false, .. }
            | Command::DraftShow { .. }
            | Command::DraftList
            | Command::Attachments { .. }
            | Command::AttachmentRead { .. }
            | Command::ConsentShow { .. }
            | Command::MailboxList
            | Command::AuditLog { .. }
            | Command::AuditWitness { now: false }
            | Command::AuditSharePage { .. }
            | Command::AuditPath { .. }
            | Command::Figures { .. }
            // Whoever is to set the clock must be able to come in, and whoever is to stay out must be kept out.
            | Command::UserList
            | Command::UserChange { .. }
            | Command::UserPassword { .. }
            | Command::SignIn { .. }
            | Command::ConsoleOpen
            | Command::Doctor
            | Command::BackupMake { .. }
            | Command::BackupList
            // A partner's bundle may prove the day; until then its frames are told to come again.
            | Command::BundleRead { .. }
            | Command::GiveUp { .. }
            | Command::Repair { accept_loss: true, .. }
            | Command::KeyShow
            | Command::KeyCheck { .. }
            | Command::ShareList
            | Command::ShareShow { .. }
            | Command::PassphraseChange { .. }
            | Command::RetentionList { .. }
            | Command::LockNow
            | Command::Lock
            | Command::Unlock { .. }
            | Command::Stop => true,
            Command::InviteNew { .. }
            | Command::InviteCancel { .. }
            | Command::Join { .. }
            | Command::PartnerCheck { confirm: true, .. }
            | Command::ReferralCheck { .. }
            | Command::ReferralNew { .. }
            | Command::ReferralSend { .. }
            | Command::ReferralMove { .. }
            | Command::ReferralShow { opened: true, .. }
            | Command::ReferralShow { printed: true, .. }
            | Command::DraftSave { .. }
            | Command::UserNew { .. }
            | Command::AttachBegin { .. }
            | Command::AttachPart { .. }
            | Command::AttachEnd { .. }
            | Command::ConsentChange { .. }
            | Command::BundleWrite { .. }
            | Command::Repair { accept_loss: false, .. }
            | Command::MailboxUse { .. }
            | Command::MailboxCollect
            | Command::MailboxLeave { .. }
            | Command::KeyRotate { .. }
            | Command::AuditWitness { now: true }
            | Command::AuditResume
            | Command::AuditShare { .. }
            | Command::AuditProof { .. }
            | Command::ShareSend { .. }
            | Command::RetentionHold { .. }
            | Command::RetentionRelease { .. }
            | Command::RetentionErase { .. } => false,
        };
        match self.clock.advice(now) {
            Some(advice) if self.belief(now) == Belief::Wrong && !needs_no_day => Err(asked(
                "clock",
                advice,
                "Set the clock, or say that it is right: `waypost clock confirm`.",
            )),
            Some(_) | None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_is_believed_within_a_week_and_held_beyond() {
        let clock = Clock { believed: Some(Day(20_000)), ..Clock::default() };
        for (today, belief) in [
            (19_997, Belief::Wrong),
            (19_998, Belief::Sure),
            (20_008, Belief::Sure),
            (20_009, Belief::Unproven),
            (20_040, Belief::Unproven),
            (20_041, Belief::Wrong),
            (23_650, Belief::Wrong),
        ] {
            assert_eq!(clock.belief(Day(today)), belief, "{today}");
        }
        assert_eq!(Clock::default().belief(Day(1)), Belief::Sure, "a new node has seen no day");
    }
}
