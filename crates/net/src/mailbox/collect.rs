//! A session for an inbox of ours: open it, bring what waits, acknowledge it; or close it.
//!
//! 1. Open, if asked to.
//! 2. List, shorter frames first: on a slow link the receipts and referrals come before the scans.
//! 3. Fetch several at once; hand each up and wait for the caller's verdict.
//! 4. Acknowledge what the caller kept or refused; and only that. The mailbox erases it.
//!
//! Where the line breaks after something came through, the visit goes on over a new line under a new key, and a frame
//! that was cut is taken up at its offset.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use futures::StreamExt;
use tokio::sync::oneshot;
use tokio::time::timeout;
use waypost_protocol::mailbox::{
    FRAMES_NAMED_MAX, FrameId, OwnerProof, Request, Response, Waiting,
};

use super::line::Line;
use super::{Call, Errand, Opening, Shop, Visit, VisitFail, VisitReport};
use crate::event::{Event, FailWhy, ReplyTicket};
use crate::wire::{Verdict, is_allowed};

/// Frames acknowledged together. 64: a cut costs no more than that many to be fetched again.
const ACK_FRAMES: usize = 64;
/// Frames of one visit. 4,096: a night's flood in a few visits; some 100 KiB of names.
const FRAMES_PER_VISIT: usize = 4_096;
/// Lists of one line: those frames, with as many lists again that bring nothing new.
const LISTS_PER_LINE: usize = 2 * FRAMES_PER_VISIT / FRAMES_NAMED_MAX;
/// Lines of one visit. 4: each but the last has brought something; the caller's next visit goes on.
const LINES_PER_VISIT: usize = 4;

/// Does one visit and says what it came to.
pub(super) async fn session(call: Box<Call>, shop: &Shop) {
    let ticket = call.visit.ticket;
    let mut stay = Stay::new(&call.visit, shop);
    let outcome = tokio::select! {
        biased;
        done = stay.run() => done,
        () = shop.shut_down() => Err(FailWhy::ShutDown.into()),
    };
    let outcome = outcome.map(|()| stay.report);
    shop.tell(Event::Visited { ticket, outcome }.into()).await;
}

/// What a visit has done so far, over all its lines.
struct Stay<'a> {
    visit: &'a Visit,
    shop: &'a Shop,
    report: VisitReport,
    /// Answered by the caller, not yet acknowledged at the mailbox.
    answered: Vec<FrameId>,
    /// Fetched and answered, or given up.
    seen: BTreeSet<FrameId>,
    /// Frames that were cut; together no more than may be under way on a line.
    cut: BTreeMap<FrameId, Vec<u8>>,
}

/// What became of one frame.
enum Fetched {
    /// The caller kept or refused it.
    Answered,
    /// It stays in the mailbox.
    Left,
    /// It is not there any more.
    Gone,
    /// The stream broke; so much is here.
    Cut(Vec<u8>, FailWhy),
}

impl<'a> Stay<'a> {
    fn new(visit: &'a Visit, shop: &'a Shop) -> Self {
        Self {
            visit,
            shop,
            report: VisitReport::default(),
            answered: Vec::new(),
            seen: BTreeSet::new(),
            cut: BTreeMap::new(),
        }
    }

    async fn run(&mut self) -> Result<(), VisitFail> {
        let mut lines = 1;
        loop {
            let before = self.progress();
            let line = Line::dial(&self.visit.at, self.shop).await?;
            let broken = match self.errand_over(&line).await {
                Err(VisitFail::Failed(why @ (FailWhy::ConnectionLost | FailWhy::TimedOut))) => why,
                Ok(()) => return Ok(()),
                Err(fail) => return Err(fail),
            };
            if lines == LINES_PER_VISIT || self.progress() == before {
                return Err(broken.into());
            }
            lines += 1;
        }
    }

    /// Rises with everything that came through.
    fn progress(&self) -> (bool, u32, usize, usize) {
        let cut_bytes = self.cut.values().map(Vec::len).sum();
        (self.report.opened, self.report.collected, self.seen.len(), cut_bytes)
    }

    async fn errand_over(&mut self, line: &Line) -> Result<(), VisitFail> {
        let proof = self.visit.inbox.prove(line.session());
        match &self.visit.errand {
            Errand::Close => self.close(line, proof).await,
            Errand::Collect { open } => {
                if let Some(opening) = open.as_ref().filter(|_| !self.report.opened) {
                    self.open(line, proof, opening).await?;
                }
                self.collect(line, proof).await
            }
        }
    }

    async fn close(&self, line: &Line, proof: OwnerProof) -> Result<(), VisitFail> {
        let inbox = self.visit.inbox.id();
        match line.ask(&Request::Close { inbox, proof }).await? {
            // Closed before: that is what was wanted.
            Response::Closed | Response::NoInbox => Ok(()),
            other => Err(refusal(&other)),
        }
    }

    async fn open(
        &mut self,
        line: &Line,
        proof: OwnerProof,
        opening: &Opening,
    ) -> Result<(), VisitFail> {
        let request = Request::Open {
            inbox: self.visit.inbox.id(),
            proof,
            grant: opening.grant.clone(),
            token_hash: opening.token_hash,
            until_day: opening.until_day,
        };
        match line.ask(&request).await? {
            Response::Opened { frames_left, .. } => {
                self.report.opened = true;
                self.report.frames_left = Some(frames_left);
                Ok(())
            }
            other => Err(refusal(&other)),
        }
    }

    async fn collect(&mut self, line: &Line, proof: OwnerProof) -> Result<(), VisitFail> {
        self.acknowledge(line, proof).await?;
        let mut after = None;
        for _ in 0..LISTS_PER_LINE {
            let (frames, more) = self.list(line, proof, after).await?;
            after = frames.last().map(|waiting| waiting.id);
            self.bring(line, proof, frames).await?;
            self.acknowledge(line, proof).await?;
            if !more || after.is_none() {
                return Ok(());
            }
            if self.seen.len() >= FRAMES_PER_VISIT {
                break;
            }
        }
        self.report.left = true;
        Ok(())
    }

    async fn list(
        &self,
        line: &Line,
        proof: OwnerProof,
        after: Option<FrameId>,
    ) -> Result<(Vec<Waiting>, bool), VisitFail> {
        let inbox = self.visit.inbox.id();
        let request = Request::List { inbox, proof, after, small_first: true };
        match line.ask(&request).await? {
            Response::Listed { frames, more } => Ok((frames, more)),
            other => Err(refusal(&other)),
        }
    }

    /// Fetches what was listed and not seen before. Fails after all have ended, with the first break.
    async fn bring(
        &mut self,
        line: &Line,
        proof: OwnerProof,
        listed: Vec<Waiting>,
    ) -> Result<(), VisitFail> {
        let (shop, visit) = (self.shop, self.visit);
        let mut wanted = Vec::new();
        for waiting in listed {
            if !self.seen.contains(&waiting.id) {
                wanted.push((waiting, self.cut.remove(&waiting.id).unwrap_or_default()));
            }
        }
        let mut fetching = futures::stream::iter(wanted)
            .map(|(waiting, body)| async move {
                (waiting.id, fetch(shop, visit, line, proof, waiting, body).await)
            })
            .buffer_unordered(shop.limits.in_flight_per_partner);
        let mut broken = None;
        while let Some((id, fetched)) = fetching.next().await {
            match fetched {
                Fetched::Answered => self.answered.push(id),
                Fetched::Left => self.report.left = true,
                Fetched::Gone => {}
                Fetched::Cut(body, why) => {
                    broken.get_or_insert(why);
                    if !body.is_empty() {
                        self.cut.insert(id, body);
                    }
                    continue;
                }
            }
            self.seen.insert(id);
            if self.answered.len() >= ACK_FRAMES && broken.is_none() {
                broken = self.acknowledge(line, proof).await.err().and_then(broke);
            }
        }
        broken.map_or(Ok(()), |why| Err(why.into()))
    }

    /// Has erased what the caller answered.
    async fn acknowledge(&mut self, line: &Line, proof: OwnerProof) -> Result<(), VisitFail> {
        while !self.answered.is_empty() {
            let count = self.answered.len().min(FRAMES_NAMED_MAX);
            let frames = self.answered[..count].to_vec();
            let inbox = self.visit.inbox.id();
            match line.ask(&Request::Ack { inbox, proof, frames }).await? {
                Response::Acked => {
                    self.answered.drain(..count);
                    self.report.collected += count as u32;
                }
                other => return Err(refusal(&other)),
            }
        }
        Ok(())
    }
}

/// Fetches one frame, hands it up and waits for its verdict. Its bytes count as under way until then.
async fn fetch(
    shop: &Shop,
    visit: &Visit,
    line: &Line,
    proof: OwnerProof,
    waiting: Waiting,
    mut body: Vec<u8>,
) -> Fetched {
    let whole = usize::try_from(waiting.bytes).unwrap_or(usize::MAX);
    if !is_allowed(whole, shop.limits.frame_bytes_max) {
        return Fetched::Left;
    }
    let claim = match line.claim(whole).await {
        Ok(claim) => claim,
        Err(why) => return Fetched::Cut(body, why),
    };
    let mut tries = 2;
    let said = loop {
        let before = body.len();
        let offset = u32::try_from(before).unwrap_or(u32::MAX);
        let inbox = visit.inbox.id();
        let request = Request::Fetch { inbox, proof, frame: waiting.id, offset };
        tries -= 1;
        match line.exchange(&claim, &request, &[], &mut body, whole).await {
            Ok(said) => break said,
            // A stream may break where the line holds.
            Err(FailWhy::ConnectionLost) if tries > 0 && body.len() > before => {}
            Err(why) => return Fetched::Cut(body, why),
        }
    };
    match said {
        // SPEC 6.8: a frame that has not the name under which it was listed MUST NOT be acknowledged.
        Response::Frame if FrameId::of(&body) == waiting.id => hand_up(shop, visit, body).await,
        Response::Gone => Fetched::Gone,
        _ => Fetched::Left,
    }
}

async fn hand_up(shop: &Shop, visit: &Visit, frame: Vec<u8>) -> Fetched {
    let (sender, verdict) = oneshot::channel();
    let reply = ReplyTicket::new(sender, None);
    shop.tell(Event::Fetched { visit: visit.ticket, frame, reply }.into()).await;
    let patience = Duration::from_secs(shop.limits.request_seconds);
    match timeout(patience, verdict).await {
        Ok(Ok(Verdict::Kept | Verdict::Refused(_))) => Fetched::Answered,
        Ok(Ok(Verdict::Busy { .. }) | Err(_)) | Err(_) => Fetched::Left,
    }
}

fn broke(fail: VisitFail) -> Option<FailWhy> {
    match fail {
        VisitFail::Failed(why) => Some(why),
        // What the mailbox has to say is heard again at the next acknowledgement.
        VisitFail::Busy { .. }
        | VisitFail::NoInbox
        | VisitFail::WrongProof
        | VisitFail::GrantRefused(_)
        | VisitFail::TooMany
        | VisitFail::NotUnderstood => None,
    }
}

/// What a response means that is not the one asked for.
fn refusal(said: &Response) -> VisitFail {
    match said {
        Response::Busy { retry_seconds } => VisitFail::Busy { retry_seconds: *retry_seconds },
        Response::NoInbox => VisitFail::NoInbox,
        Response::WrongProof => VisitFail::WrongProof,
        Response::GrantRefused(why) => VisitFail::GrantRefused(*why),
        Response::TooMany => VisitFail::TooMany,
        Response::Length | Response::NotUnderstood => VisitFail::NotUnderstood,
        Response::Kept
        | Response::Opened { .. }
        | Response::Listed { .. }
        | Response::Frame
        | Response::Gone
        | Response::Acked
        | Response::Closed
        | Response::Full
        | Response::WrongToken => VisitFail::Failed(FailWhy::Garbled),
    }
}
