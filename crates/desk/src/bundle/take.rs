//! Taking a bundle: whose it is, its frames through the front door, whether all of it is here.
//!
//! In: a file's bytes, what became of its frames. Out: the frames; letters of ours that its writer took; the number
//! of a bundle that was taken whole, to be told. A bundle is whole when every frame of all its files was kept, now
//! or before: a refused one would stay in its writer's outbox on every other carrier, and so it does on this one.

use waypost_net::Verdict;
use waypost_protocol::bundle::{Bundle, CLEAR_BYTES};
use waypost_protocol::ids::{OrgId, Time};
use waypost_store::{Item, Owner};

use super::{
    Answer, BUNDLE, Leave, Maker, Opened, Parts, Session, StateRow, Tally, WrittenRow, state_key,
};
use crate::command::BundleRead;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::rows::{Row, numbered, undamaged};

/// What a person is shown of who wrote a bundle that brought no partner.
const NOBODY: &str = "(an invite)";

impl Session {
    fn read_of(&mut self, partner: &str) -> &mut BundleRead {
        let read = &mut self.report.read;
        let at = read.iter().position(|row| row.partner == partner).unwrap_or_else(|| {
            read.push(BundleRead { partner: partner.to_owned(), ..BundleRead::default() });
            read.len() - 1
        });
        &mut read[at]
    }
}

impl Desk {
    /// Whose a file is that begins so. Only what is for us is read at all.
    pub(super) fn file_begins(
        &mut self,
        session: &mut Session,
        clear: &[u8; CLEAR_BYTES],
    ) -> Answer {
        session.begun = session.known.iter().find(|(_, keys)| keys.made(clear)).cloned();
        match session.begun {
            None => {
                session.report.not_ours += u64::from(session.reads);
                Answer::Leave(Leave::NotOurs)
            }
            Some((Maker::Ourselves(org), _)) => Answer::Leave(Leave::Own(org)),
            Some((Maker::Partner(org), _))
                if self.partners.get(&org).is_some_and(|p| p.row.blocked) =>
            {
                session.report.blocked += 1;
                Answer::Leave(Leave::Blocked)
            }
            Some((Maker::Partner(_) | Maker::Invite(_), _)) => Answer::Open,
        }
    }

    pub(super) fn bundle_found(
        &mut self,
        now: Time,
        session: &mut Session,
        bundle: Bundle,
    ) -> Result<Answer, DeskError> {
        let Some((maker, keys)) = session.begun.take() else {
            return Err(DeskError::Lacking { what: "a bundle that was asked about" });
        };
        let opened = match bundle.open(&keys) {
            Ok(opened) => opened,
            Err(fault) => return Ok(Answer::Leave(Leave::Damaged(fault.to_string()))),
        };
        if let (Maker::Partner(org), Some(seen)) = (maker, opened.head.seen) {
            self.carried_by_stick(now, org, seen)?;
        }
        let partners = self.partners.keys().copied().collect();
        session.file = Some(Opened { maker, head: opened.head, partners });
        Ok(Answer::Frames(Box::new(opened)))
    }

    /// The same front door as for every frame.
    pub(super) fn frame_of_bundle(
        &mut self,
        now: Time,
        session: &Session,
        frame: &[u8],
    ) -> Result<Answer, DeskError> {
        let stranger = session.file.as_ref().is_some_and(|f| matches!(f.maker, Maker::Invite(_)));
        let before = self.repeats;
        let verdict = self.arrived(now, stranger, frame)?;
        let repeat = verdict == Verdict::Kept && self.repeats > before;
        Ok(Answer::Verdict { verdict, repeat })
    }

    /// Every frame of a file was answered.
    pub(super) fn file_taken(
        &mut self,
        session: &mut Session,
        tally: Tally,
    ) -> Result<Answer, DeskError> {
        let Some(Opened { maker, head, partners }) = session.file.take() else {
            return Err(DeskError::Lacking { what: "a bundle that was found" });
        };
        let org = match maker {
            Maker::Partner(org) | Maker::Ourselves(org) => Some(org),
            // Whoever followed it is known from here on.
            Maker::Invite(_) => self.partners.keys().find(|org| !partners.contains(org)).copied(),
        };
        let partner = org.and_then(|org| self.partners.get(&org));
        let row = session.read_of(partner.map_or(NOBODY, |p| p.row.short.as_str()));
        row.add(&tally);
        let done = tally.later == 0 && (org.is_some() || tally.refused.is_empty());
        if let Some(org) = org {
            // Word of a bundle without frames would be answered by word of word.
            let is_news = tally.is_clean() && tally.letters + tally.repeats > 0;
            *session.to_write.entry(org).or_default() |= is_news;
            if matches!(maker, Maker::Partner(_)) && tally.is_clean() {
                self.note_part(session, org, &head)?;
            }
        }
        Ok(if done { Answer::Remove } else { Answer::Keep })
    }

    /// With its last file a bundle is whole.
    fn note_part(
        &mut self,
        session: &mut Session,
        org: OrgId,
        head: &waypost_protocol::bundle::BundleHead,
    ) -> Result<(), DeskError> {
        let parts: &mut Parts = session.clean.entry((org, head.seq)).or_default();
        parts.taken.insert(head.part);
        if head.last {
            parts.count = Some(head.part + 1);
        }
        let whole = parts.count.is_some_and(|count| (0..count).all(|p| parts.taken.contains(&p)));
        let state = self.bundle_state(org)?;
        if whole && state.seen.is_none_or(|seen| seen < head.seq) {
            let state = StateRow { seen: Some(head.seq), ..state };
            self.batch.put(state_key(org), Owner::Node, state.to_bytes());
        }
        Ok(())
    }

    /// A partner took this bundle of ours whole: what is in it was carried. Of older bundles nothing is known, and
    /// nothing need be: what still waited stands in this one too.
    fn carried_by_stick(&mut self, now: Time, org: OrgId, seen: u64) -> Result<(), DeskError> {
        let mut numbers = Vec::new();
        for found in self.store.rows(BUNDLE, org.as_bytes())? {
            let Some(found) = undamaged(found)? else { continue };
            let Item::Number(seq) = found.item else { continue };
            if seq > seen {
                continue;
            }
            self.batch.delete(numbered(BUNDLE, org.as_bytes(), seq));
            let row = undamaged(WrittenRow::from_bytes(&found.value))?.filter(|_| seq == seen);
            numbers.extend(row.into_iter().flat_map(|row| row.numbers));
        }
        numbers.into_iter().try_for_each(|number| self.letter_carried(now, org, number))
    }

    fn letter_carried(&mut self, now: Time, org: OrgId, number: u64) -> Result<(), DeskError> {
        let again = now.plus(self.preferences.carrying.resend_seconds);
        match self.outbox.carried(org, number, again) {
            Some(letter) => self.mark_left(now, org, number, &letter),
            None => Ok(()),
        }
    }
}

impl Tally {
    /// A verdict; what is to come again is counted when it is not given any more.
    pub(super) fn count(&mut self, verdict: Verdict, repeat: bool) {
        match verdict {
            Verdict::Kept if repeat => self.repeats += 1,
            Verdict::Kept => self.letters += 1,
            Verdict::Busy { .. } => {}
            Verdict::Refused(refusal) => {
                *self.refused.entry(reason(refusal).to_owned()).or_default() += 1;
            }
        }
    }

    fn is_clean(&self) -> bool {
        self.later == 0 && self.refused.is_empty()
    }
}

impl BundleRead {
    fn add(&mut self, tally: &Tally) {
        self.letters += tally.letters;
        self.repeats += tally.repeats;
        self.later += tally.later;
        for (reason, count) in &tally.refused {
            *self.refused.entry(reason.clone()).or_default() += count;
        }
    }
}

fn reason(refusal: waypost_net::Refusal) -> &'static str {
    use waypost_net::Refusal;
    match refusal {
        Refusal::NotForMe => "not_for_us",
        Refusal::Unreadable => "unreadable",
        Refusal::TooMany => "too_many",
        Refusal::Expired => "expired",
        Refusal::NotUnderstood => "not_understood",
        Refusal::Unknown => "unknown",
        Refusal::Length => "length",
    }
}
