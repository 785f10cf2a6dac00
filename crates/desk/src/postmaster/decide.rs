//! What a request is answered, and what must be kept before that. Nothing here touches the disk.
//!
//! An owner's proof is checked before anything is said: who cannot prove an inbox learns nothing of it.

use std::collections::HashSet;

use subtle::ConstantTimeEq;
use waypost_protocol::frame::LADDER;
use waypost_protocol::ids::{Day, GrantId, NodeId, Time};
use waypost_protocol::mailbox::{
    FrameId, Grant, GrantKey, GrantRefusal, INBOXES_PER_GRANT_MAX, InboxId, OwnerProof, Request,
    Response, Session, TokenHash, WAITING_DAYS_MAX, WriteToken, check_until,
};
use waypost_store::mailbag::{Account, Group, Kept, Terms};

use super::rates::Rates;
use super::{Asked, Limits};

/// When a writer may come again to an inbox whose terms were lost on the disk: by then its owner may have opened it.
const LOST_TERMS_RETRY_SECONDS: u32 = 300;

/// What follows a decision.
pub(super) enum Then {
    /// This is answered, whatever becomes of the group.
    Say(Response),
    /// This is answered once the group is kept.
    Done(Response),
    /// The inbox is open under these terms once the group is kept.
    Opened(Terms),
    /// What waits is listed.
    List { after: Option<FrameId>, small_first: bool },
    /// A frame is handed over.
    Fetch { frame: FrameId, offset: u32 },
}

/// By what is decided.
pub(super) struct Rules<'a> {
    pub(super) node: NodeId,
    pub(super) grants: &'a GrantKey,
    pub(super) ended: &'a HashSet<GrantId>,
    pub(super) limits: &'a Limits,
    pub(super) today: Day,
    pub(super) now: Time,
    pub(super) rates: &'a mut Rates,
    /// Whether the disk has room for frames, as far as is known.
    pub(super) has_room: bool,
}

impl Rules<'_> {
    /// Decides about one request, after those that are in the group already.
    pub(super) fn decide(&mut self, group: &mut Group<'_>, asked: &Asked) -> Then {
        let Asked { client, request, frame } = asked;
        if let Some(proof) = request.proof()
            && !self.is_owner(request.inbox(), proof, *client)
        {
            return Then::Say(Response::WrongProof);
        }
        match request {
            Request::Put { inbox, token } => self.put(group, inbox, token, frame.as_deref()),
            Request::Open { inbox, proof: _, grant, token_hash, until_day } => {
                self.open(group, inbox, grant, *token_hash, *until_day)
            }
            _ if group.account(request.inbox().as_bytes()).is_none() => {
                Then::Say(Response::NoInbox)
            }
            Request::List { after, small_first, .. } => {
                Then::List { after: *after, small_first: *small_first }
            }
            Request::Fetch { frame, offset, .. } => Then::Fetch { frame: *frame, offset: *offset },
            Request::Ack { inbox, frames, .. } => {
                let names: Vec<_> = frames.iter().map(|frame| *frame.as_bytes()).collect();
                group.erase(inbox.as_bytes(), &names);
                Then::Done(Response::Acked)
            }
            Request::Close { inbox, .. } => {
                group.close(inbox.as_bytes());
                Then::Done(Response::Closed)
            }
        }
    }

    fn is_owner(&self, inbox: &InboxId, proof: &OwnerProof, client: NodeId) -> bool {
        proof.check(inbox, &Session { mailbox: self.node, client }).is_ok()
    }

    fn put(
        &mut self,
        group: &mut Group<'_>,
        inbox: &InboxId,
        token: &WriteToken,
        frame: Option<&[u8]>,
    ) -> Then {
        let Some(frame) = frame.filter(|frame| LADDER.contains(&frame.len())) else {
            return Then::Say(Response::Length);
        };
        let Some(account) = group.account(inbox.as_bytes()) else {
            return Then::Say(Response::NoInbox);
        };
        if let Some(refusal) = self.refuses_writers(&account.terms, token) {
            return Then::Say(refusal);
        }
        let name = *FrameId::of(frame).as_bytes();
        // A repeat is told what the first was told, also where there is no room for another.
        if group.holds(inbox.as_bytes(), &name).is_some() {
            return Then::Done(Response::Kept);
        }
        if !self.has_room || !self.fits(group, &account, frame.len() as u64) {
            return Then::Say(Response::Full);
        }
        if let Err(retry_seconds) = self.rates.take(inbox, self.now) {
            return Then::Say(Response::Busy { retry_seconds });
        }
        let last_day = self.today.plus(WAITING_DAYS_MAX);
        match group.keep(inbox.as_bytes(), name, last_day.0, frame) {
            Ok(Kept::Now | Kept::Before) => Then::Done(Response::Kept),
            Ok(Kept::NoInbox) => Then::Say(Response::NoInbox),
            Err(_too_long) => Then::Say(Response::Length),
        }
    }

    /// Why nobody, or not who has this token, may write to an inbox.
    fn refuses_writers(&self, terms: &Terms, token: &WriteToken) -> Option<Response> {
        if terms.are_lost() {
            return Some(Response::Busy { retry_seconds: LOST_TERMS_RETRY_SECONDS });
        }
        if terms.until_day < self.today.0 || self.ended.contains(&GrantId::new(terms.grant)) {
            return Some(Response::NoInbox);
        }
        let is_right: bool = token.hash().0.ct_eq(&terms.token_hash).into();
        (!is_right).then_some(Response::WrongToken)
    }

    /// Whether a frame of so many bytes is within every quota: of the inbox, of its grant, of the mailbox.
    fn fits(&self, group: &mut Group<'_>, account: &Account, bytes: u64) -> bool {
        let terms = &account.terms;
        let (grant, all) = (group.grant(&terms.grant), group.totals());
        account.frames < self.limits.inbox_frames_max
            && account.bytes + bytes <= self.limits.inbox_bytes_max
            && grant.frames < terms.frames_max
            && grant.bytes + bytes <= terms.bytes_max
            && all.frames < self.limits.frames_max
            && all.bytes + bytes <= self.limits.bytes_max
    }

    fn open(
        &self,
        group: &mut Group<'_>,
        inbox: &InboxId,
        grant: &Grant,
        token_hash: TokenHash,
        until_day: Day,
    ) -> Then {
        let terms = match self.permits(grant, token_hash, until_day) {
            Ok(terms) => terms,
            Err(why) => return Then::Say(Response::GrantRefused(why)),
        };
        let account = group.account(inbox.as_bytes());
        // A visit begins by opening: what changes nothing costs no flush.
        if account.is_some_and(|account| account.terms == terms) {
            return Then::Opened(terms);
        }
        let is_new_here = account.is_none_or(|account| account.terms.grant != terms.grant);
        if is_new_here && group.grant(&terms.grant).inboxes as usize >= INBOXES_PER_GRANT_MAX {
            return Then::Say(Response::TooMany);
        }
        match group.open(inbox.as_bytes(), terms) {
            true => Then::Opened(terms),
            false => Then::Say(Response::Full),
        }
    }

    fn permits(
        &self,
        grant: &Grant,
        token_hash: TokenHash,
        until_day: Day,
    ) -> Result<Terms, GrantRefusal> {
        let granted = self.grants.check(grant, self.today)?;
        if self.ended.contains(&granted.id) {
            return Err(GrantRefusal::Ended);
        }
        check_until(until_day, self.today)?;
        Ok(Terms {
            grant: *granted.id.as_bytes(),
            token_hash: token_hash.0,
            until_day: until_day.0,
            frames_max: granted.frames_max,
            bytes_max: granted.bytes_max,
        })
    }
}
