//! The desk: one step takes what happened, decides through the exchange, seals, commits once, and
//! only then hands out what is to be done.
//!
//! In: [`Input`]s and `now`. Out: [`Effect`]s, after everything they rest on is durable. The clock,
//! the disk (the store), the network (effects) and the randomness are arguments, so that a test can
//! hold all four. Nothing here waits.
//!
//! ```text
//! inputs -> decide (pairing, arrive, referrals) -> one Batch -> store.commit (one fsync) -> effects
//!                                                                    |
//!                                                    failed: forget all of it, read again from disk
//! ```

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rand_core::{CryptoRng, Rng as _};
use waypost_net::mailbox::{Deposit, DepositVerdict, Visit, VisitFail, VisitReport};
use waypost_net::{FailWhy, Verdict, Way};
use waypost_protocol::frame::FRAME_DAYS_BACK;
use waypost_protocol::ids::{ConversationId, Day, LetterId, NodeId, OrgId, SealedHash, Time};
use waypost_store::{Batch, Item, Owner, Row, Store};

use crate::attach::Attachments;
use crate::audit::{Log, Sharing, Witnesses, Witnessing};
use crate::backup::{Backups, Outcome};
use crate::bundle::{Answer, Session, Turn, unkept_answer};
use crate::carry::{Carrying, Ticket};
use crate::catch_up::{Answers, Asking, Repairs};
use crate::clock::{Belief, Clock};
use crate::command::{Command, Failure, Reply};
use crate::conversation::Conversation;
use crate::error::{DeskError, failure};
use crate::keeping::Care;
use crate::mailbox::Mailboxes;
use crate::me::Me;
use crate::outbox::Outbox;
use crate::pairing::OpenInvite;
use crate::partner::Partner;
use crate::retention::Retention;
use crate::rotation;
use crate::rows::{
    CARE, CarriageRow, FRAME, OUTBOX, OutboxRow, Row as _, SEEN, SeenRow, TombstoneRow, named,
    named_in, numbered, undamaged,
};
use crate::summaries::Summaries;
use crate::users::Users;

/// Inputs decided in one step, and so in one batch and one fsync: enough to share the flush among
/// the windows of several partners, few enough that the first does not wait for long.
pub const INPUTS_MAX: usize = 64;
/// A step's batch is closed when it holds this many changes; the store's own bound is twice this.
const CHANGES_FULL: usize = 2048;
/// Conversations kept open in memory between steps: a night of releases, at some 8 KiB each.
const OPEN_CONVERSATIONS_MAX: usize = 1024;
/// Why a letter is marked as refused when nobody signed for it while its frame could be opened.
pub(crate) const LOST: &str = "lost";
/// How often a disk that refused work is tried with a row of its own, so that the trouble is known to be over.
const PROBE_SECONDS: u64 = 10;
/// The size of that row: a large letter's frame.
const PROBE_BYTES: usize = 64 * 1024;
/// How long a partner is asked to wait when our disk will not take its frame.
const BUSY_SECONDS: u32 = 30;

/// Something happened.
#[derive(Debug)]
pub enum Input {
    /// A frame came; `reply` names whoever waits for the verdict.
    Arrived {
        /// Handed back in [`Effect::Verdict`].
        reply: u64,
        /// Not an admitted partner's node.
        stranger: bool,
        /// The frame.
        frame: Vec<u8>,
    },
    /// A partner's node answered a post.
    Answered {
        /// The post's ticket.
        ticket: u64,
        /// What it said.
        verdict: Verdict,
    },
    /// A post failed.
    Failed {
        /// The post's ticket.
        ticket: u64,
        /// Why.
        why: FailWhy,
    },
    /// What a partner's mailbox said of a frame.
    Deposited {
        /// The deposit's ticket.
        ticket: u64,
        /// What it said, or why nothing was heard.
        outcome: Result<DepositVerdict, FailWhy>,
    },
    /// A visit to a mailbox of ours is over.
    Visited {
        /// The visit's ticket.
        ticket: u64,
        /// What it came to.
        outcome: Result<VisitReport, VisitFail>,
    },
    /// A partner's node is connected, or in another way than before.
    Up(NodeId, Way),
    /// It is no longer.
    Down(NodeId),
    /// Partners reach us here.
    Listening(String),
    /// They no longer do.
    NotListening(String),
    /// A person asks for something; `token` names whoever waits.
    Asked {
        /// Handed back in [`Effect::Reply`].
        token: u64,
        /// What.
        command: Box<Command>,
    },
    /// A backup was written, or not.
    BackedUp(Box<Outcome>),
    /// The thread at a stick asks.
    Stick(Box<Turn>),
    /// Time passed.
    Tick,
}

/// Something is to be done. All that it rests on is on disk.
#[derive(Debug)]
pub enum Effect {
    /// Carry a frame to a partner's node.
    Post {
        /// Comes back in [`Input::Answered`] or [`Input::Failed`].
        ticket: u64,
        /// Which node.
        to: NodeId,
        /// Where it may be.
        addresses: Vec<String>,
        /// The frame.
        frame: Arc<[u8]>,
    },
    /// Leave a frame in a partner's mailbox. Comes back in [`Input::Deposited`].
    Deposit(Box<Deposit>),
    /// Visit a mailbox of ours. Comes back in [`Input::Visited`].
    Visit(Box<Visit>),
    /// Answer a frame that arrived.
    Verdict {
        /// Which.
        reply: u64,
        /// What to say.
        verdict: Verdict,
    },
    /// Answer a person.
    Reply {
        /// Whom.
        token: u64,
        /// What to say.
        reply: Box<Reply>,
    },
    /// Answer the thread at a stick: one for each [`Input::Stick`], in their order.
    Stick(Box<Answer>),
    /// Let these nodes in, and no others.
    Admit(Vec<NodeId>),
    /// Let strangers bring one frame: an invite is open.
    Strangers(bool),
    /// Lock: drop this desk.
    Lock,
    /// Stop in good order.
    Stop,
    /// The disk failed in a way that only opening the store anew settles.
    Reopen(Failure),
}

/// What a person may set.
#[derive(Debug, Clone)]
pub struct Preferences {
    /// Addresses given to partners; those we listen on when empty.
    pub announce: Vec<String>,
    /// Whether a partner is told when a person first opens its referral.
    pub receipt_opened: bool,
    /// How long things are kept where no consent says it.
    pub retention: Retention,
    /// How letters are carried.
    pub carrying: Carrying,
    /// Whose cosignatures our heads need.
    pub witnesses: Witnesses,
}

/// The desk of an unlocked node.
pub struct Desk {
    pub(crate) store: Store,
    pub(crate) rng: Box<dyn CryptoRng + Send>,
    pub(crate) preferences: Preferences,
    pub(crate) me: Me,
    pub(crate) partners: BTreeMap<OrgId, Partner>,
    pub(crate) invites: BTreeMap<LetterId, OpenInvite>,
    pub(crate) outbox: Outbox,
    pub(crate) attachments: Attachments,
    pub(crate) log: Log,
    pub(crate) witnessing: Witnessing,
    /// What an auditor is being shown.
    pub(crate) sharing: Option<Box<Sharing>>,
    pub(crate) clock: Clock,
    /// Who may sign in to the console.
    pub(crate) users: Users,
    pub(crate) open: BTreeMap<ConversationId, Conversation>,
    /// Empty until somebody asks for a list, and where there are too many.
    pub(crate) summaries: OnceCell<Arc<Summaries>>,
    /// Decided in this step, not yet on disk.
    pub(crate) batch: Batch,
    pub(crate) effects: Vec<Effect>,
    pub(crate) touched: BTreeSet<ConversationId>,
    pub(crate) seen_now: BTreeSet<SealedHash>,
    /// Erased in this step: the disk still shows them.
    pub(crate) erased_now: BTreeMap<ConversationId, TombstoneRow>,
    pub(crate) care: Care,
    pub(crate) tickets: BTreeMap<u64, Ticket>,
    pub(crate) next_ticket: u64,
    pub(crate) refused: BTreeMap<String, u64>,
    pub(crate) listening: Vec<String>,
    pub(crate) up: BTreeMap<NodeId, Way>,
    /// Why the last post to a partner failed, if none got through since.
    pub(crate) last_failure: BTreeMap<OrgId, FailWhy>,
    /// Circuits on partners' cards that no longer work, and since when.
    pub(crate) circuits_gone: BTreeMap<String, Time>,
    swept: Day,
    disk_trouble: Option<String>,
    /// Partners to whom a new card is owed; durable in a row of its own.
    pub(crate) cards_owed: BTreeSet<OrgId>,
    /// Where frames for us wait while we are offline.
    pub(crate) mailboxes: Mailboxes,
    /// After a restore: whom we asked for copies, and what of them is to be signed for.
    pub(crate) asking: Asking,
    pub(crate) unsigned: BTreeSet<(OrgId, ConversationId)>,
    /// Whom we give copies.
    pub(crate) answers: Answers,
    /// Damaged referrals that partners were asked for.
    pub(crate) repairs: Repairs,
    /// Batches kept since this desk was taken up.
    kept: u64,
    met_damage: bool,
    pub(crate) backups: Backups,
    /// The stick at hand.
    pub(crate) bundling: Option<Box<Session>>,
    /// Frames since the start that had come before.
    pub(crate) repeats: u64,
}

impl Desk {
    /// Takes up the work of an unlocked store.
    pub fn open(
        store: Store,
        preferences: Preferences,
        rng: Box<dyn CryptoRng + Send>,
    ) -> Result<Self, DeskError> {
        Self::take_up(store, preferences, rng).map_err(|(_, error)| error)
    }

    /// The same; on failure the store comes back, to be locked or opened anew.
    pub fn take_up(
        store: Store,
        preferences: Preferences,
        mut rng: Box<dyn CryptoRng + Send>,
    ) -> Result<Self, (Box<Store>, DeskError)> {
        let read = Kept::read(&store)
            .and_then(|kept| Ok((kept, Care::load(&store)?, Backups::load(&store)?)));
        let (kept, care, backups) = match read {
            Ok(read) => read,
            Err(error) => return Err((Box::new(store), error)),
        };
        let Kept {
            me, partners, outbox, attachments, invites, clock, cards_owed, mailboxes, ..
        } = kept;
        let (log, witnessing, users) = (kept.log, kept.witnessing, kept.users);
        // Answers to posts of an earlier desk must not meet a ticket of this one.
        let next_ticket = u64::from(rng.next_u32()) << 32 | 1;
        let mut desk = Self {
            store,
            rng,
            preferences,
            me,
            partners,
            invites,
            outbox,
            attachments,
            log,
            witnessing,
            sharing: None,
            clock,
            users,
            open: BTreeMap::new(),
            summaries: OnceCell::new(),
            batch: Batch::new(),
            effects: Vec::new(),
            touched: BTreeSet::new(),
            seen_now: BTreeSet::new(),
            erased_now: BTreeMap::new(),
            care,
            tickets: BTreeMap::new(),
            next_ticket,
            refused: BTreeMap::new(),
            listening: Vec::new(),
            up: BTreeMap::new(),
            last_failure: BTreeMap::new(),
            circuits_gone: BTreeMap::new(),
            swept: Day(0),
            disk_trouble: None,
            cards_owed,
            mailboxes,
            asking: Asking::default(),
            unsigned: BTreeSet::new(),
            answers: Answers::default(),
            repairs: Repairs::default(),
            kept: 0,
            met_damage: false,
            backups,
            bundling: None,
            repeats: 0,
        };
        if let Err(error) = desk.load_catch_up() {
            return Err((Box::new(desk.store), error));
        }
        desk.admit();
        Ok(desk)
    }

    /// The organisation.
    pub fn org(&self) -> OrgId {
        self.me.org()
    }

    /// The node's id: its transport key's public half.
    pub fn node(&self) -> NodeId {
        self.me.row.node
    }

    /// The seed of the transport's key.
    pub fn node_seed(&self) -> zeroize::Zeroizing<[u8; 32]> {
        self.me.node_seed.clone()
    }

    /// Gives the store back, flushed, to be locked or closed.
    pub fn into_store(self) -> Store {
        self.store
    }

    /// The store, for figures and for a test's faults.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// Decides all inputs, commits once, and says what is to be done now.
    pub fn step(&mut self, now: Time, inputs: Vec<Input>) -> Vec<Effect> {
        let mut done = Vec::new();
        for input in inputs {
            // Where something is damaged, what it stops must be the one who met it.
            if self.met_damage && !self.batch.is_empty() {
                self.commit(now);
                done.append(&mut self.effects);
            }
            if let Err(error) = self.decide(now, input) {
                self.abandon(error);
                done.append(&mut self.effects);
            } else if self.batch.len() >= CHANGES_FULL {
                self.commit(now);
                done.append(&mut self.effects);
            }
        }
        self.commit(now);
        self.post_due(now);
        done.append(&mut self.effects);
        done
    }

    /// Opens what arrived while the node was locked. A frame leaves the spool once its letter is kept,
    /// or is known never to open.
    pub fn open_spool(&mut self, now: Time) -> Vec<Effect> {
        let mut effects = Vec::new();
        for ids in self.store.spooled().to_vec().chunks(INPUTS_MAX) {
            let frames = ids.iter().zip(0..).map(|(id, reply)| {
                let frame = self.store.spooled_frame(*id).map(|f| f.to_vec()).unwrap_or_default();
                Input::Arrived { reply, stranger: false, frame }
            });
            let inputs = frames.collect();
            for effect in self.step(now, inputs) {
                match effect {
                    Effect::Verdict { reply, verdict: Verdict::Kept | Verdict::Refused(_) } => {
                        let id = ids.get(reply as usize);
                        if let Some(Err(error)) = id.map(|id| self.store.remove_spooled(*id)) {
                            tracing::error!(%error, "a spooled frame could not be removed");
                        }
                    }
                    Effect::Verdict { .. } => {}
                    other => effects.push(other),
                }
            }
        }
        effects
    }

    fn decide(&mut self, now: Time, input: Input) -> Result<(), DeskError> {
        match input {
            Input::Arrived { reply, stranger, frame } => {
                let busy = Verdict::Busy { retry_seconds: BUSY_SECONDS };
                let (verdict, result) = match self.arrived(now, stranger, &frame) {
                    Ok(verdict) => (verdict, Ok(())),
                    Err(error) => (busy, Err(error)),
                };
                self.effects.push(Effect::Verdict { reply, verdict });
                result
            }
            Input::Answered { ticket, verdict } => self.answered(now, ticket, verdict),
            Input::Failed { ticket, why } => {
                self.failed(now, ticket, why);
                Ok(())
            }
            Input::Deposited { ticket, outcome } => self.was_deposited(now, ticket, outcome),
            Input::Visited { ticket, outcome } => self.visited(now, ticket, outcome),
            Input::Up(node, way) => {
                self.up.insert(node, way);
                if let Some(org) = self.org_of(node) {
                    self.outbox.partner_is_up(org);
                }
                Ok(())
            }
            Input::Down(node) => {
                self.up.remove(&node);
                Ok(())
            }
            Input::Listening(address) => {
                if !self.listening.contains(&address) {
                    self.listening.push(address);
                }
                Ok(())
            }
            Input::NotListening(address) => {
                self.listening.retain(|listening| *listening != address);
                Ok(())
            }
            Input::Asked { token, command } => {
                let reply = match self.asked(now, *command) {
                    Ok(reply) => reply,
                    // What a person asked wrongly changes nothing and stops nothing.
                    Err(DeskError::Asked(failure)) => Reply::Failed(failure),
                    Err(error) => {
                        self.effects.push(failed_reply(token, error.failure()));
                        return Err(error);
                    }
                };
                self.effects.push(Effect::Reply { token, reply: Box::new(reply) });
                Ok(())
            }
            Input::BackedUp(outcome) => {
                self.backed_up(*outcome);
                Ok(())
            }
            Input::Stick(turn) => self.at_the_stick(now, *turn),
            Input::Tick => self.tick(now),
        }
    }

    /// One record, one fsync. What it cannot keep it has not done.
    fn commit(&mut self, now: Time) {
        self.seen_now.clear();
        if let Err(error) = self.save_touched(now) {
            self.abandon(error);
            return;
        }
        if self.batch.is_empty() {
            return;
        }
        let batch = std::mem::take(&mut self.batch);
        match self.store.commit(vec![batch]) {
            Ok(()) => {
                self.erased_now.clear();
                self.log.settled();
                self.disk_trouble = None;
                self.kept += 1;
                if let Err(error) = self.store.sound() {
                    self.effects.push(Effect::Reopen(DeskError::Store(error).failure()));
                }
                while self.open.len() > OPEN_CONVERSATIONS_MAX {
                    self.open.pop_first();
                }
            }
            Err(error) => self.abandon(DeskError::Store(error)),
        }
    }

    /// Forgets what was decided and not kept: partners are asked to come again, people are told, and
    /// memory is read again from disk.
    fn abandon(&mut self, error: DeskError) {
        tracing::error!(error = %error, "a step could not be kept");
        let told = error.failure();
        if error.is_damage() {
            self.met_damage = true;
        } else {
            self.disk_trouble = Some(told.what.clone());
        }
        self.batch = Batch::new();
        self.touched.clear();
        self.seen_now.clear();
        self.erased_now.clear();
        self.care.forget();
        self.open.clear();
        self.summaries.take();
        let waiting = std::mem::take(&mut self.effects);
        self.effects = waiting.into_iter().filter_map(|e| unkept(e, &told)).collect();
        if self.read_again().is_err() {
            self.effects.push(Effect::Reopen(told));
        }
    }

    fn read_again(&mut self) -> Result<(), DeskError> {
        let kept = Kept::read(&self.store)?;
        (self.me, self.partners, self.clock) = (kept.me, kept.partners, kept.clock);
        (self.outbox, self.attachments) = (kept.outbox, kept.attachments);
        (self.log, self.witnessing, self.users) = (kept.log, kept.witnessing, kept.users);
        // It may rest on a head that was not kept.
        self.sharing = None;
        self.invites = kept.invites;
        (self.cards_owed, self.mailboxes) = (kept.cards_owed, kept.mailboxes);
        self.load_catch_up()?;
        // Posts under way end as unknown tickets; the letters are due again.
        self.tickets.clear();
        self.admit();
        Ok(())
    }

    /// Once a day: prekeys turn, old keys and marks are forgotten. Invites end when they end.
    fn tick(&mut self, now: Time) -> Result<(), DeskError> {
        if self.disk_trouble.is_some() && now.0.is_multiple_of(PROBE_SECONDS) {
            self.batch.put(named(CARE, b"probe"), Owner::Node, vec![0; PROBE_BYTES]);
        }
        match self.belief(now) {
            Belief::Sure => self.end_invites(now),
            Belief::Unproven => self.wait_for_proof(now.day())?,
            Belief::Wrong => return Ok(()),
        }
        self.forget_healed()?;
        self.ask_for_copies(now)?;
        self.ask_for_repairs(now)?;
        self.answer_recalls(now)?;
        self.sign_for_copies(now)?;
        self.announce_changes(now)?;
        self.pay_cards(now)?;
        self.tend_attachments(now)?;
        for org in self.partners.keys().copied().collect::<Vec<_>>() {
            self.refill(now, org)?;
        }
        if self.belief(now) != Belief::Sure {
            return Ok(());
        }
        self.visit_mailboxes(now);
        self.tend_log(now)?;
        self.sweep_retention(now)?;
        let today = now.day();
        if today <= self.swept {
            return Ok(());
        }
        self.note_day(today);
        let known = self.partners.values().filter(|p| !p.row.blocked).map(|p| p.row.epoch_known);
        let needed_from = known.min().unwrap_or(today);
        let turned = self.me.turn_epoch(&mut self.batch, today, needed_from, &mut self.rng);
        let orgs: Vec<OrgId> = self.partners.keys().copied().collect();
        for org in orgs {
            if let Some(partner) = self.partners.get_mut(&org) {
                partner.forget_old(&self.store, &mut self.batch, today)?;
            }
            self.sweep_carried(org, today)?;
        }
        self.turn_inboxes(today);
        if turned {
            self.owe_cards();
            self.pay_cards(now)?;
        }
        self.swept = today;
        Ok(())
    }

    /// Frames that could no longer be opened, and the marks by which repeats of them were known.
    fn sweep_carried(&mut self, org: OrgId, today: Day) -> Result<(), DeskError> {
        let first = today.minus(FRAME_DAYS_BACK);
        let mut over = Vec::new();
        for found in self.store.rows(FRAME, org.as_bytes())? {
            let Some(Row { item, value: frame }) = undamaged(found)? else { continue };
            let day = frame.first_chunk().map_or(0, |day| u32::from_be_bytes(*day));
            match item {
                Item::Number(number) if Day(day) < first => over.push(number),
                Item::Number(_) | Item::Name(_) => break,
            }
        }
        for number in over {
            let at = numbered(OUTBOX, org.as_bytes(), number);
            if let Some(row) = undamaged(self.store.value(&at))?.flatten()
                && let Some(row) = undamaged(OutboxRow::from_bytes(&row))?
                && row.piece.is_none()
            {
                let mark = CarriageRow { left_at: None, refused: Some(LOST.to_owned()) };
                self.mark_carriage(row.conversation, row.header, &mark)?;
            }
            self.batch.delete(numbered(FRAME, org.as_bytes(), number));
            self.batch.delete(numbered(OUTBOX, org.as_bytes(), number));
            self.outbox.done(org, number);
        }
        // Two days more than a frame may be old; six weeks of them in case the node was off.
        for back in 3..45 {
            let group = seen_group(first.minus(back), org);
            for found in self.store.rows(SEEN, &group)? {
                if let Some(Row { item: Item::Name(name), .. }) = undamaged(found)? {
                    self.batch.delete(named_in(SEEN, &group, &name));
                }
            }
        }
        Ok(())
    }

    /// Whether these sealed bytes were opened before; then what to answer a repeat with.
    pub(crate) fn seen(
        &self,
        day: Day,
        org: OrgId,
        sealed: SealedHash,
    ) -> Result<Option<SeenRow>, DeskError> {
        let at = named_in(SEEN, &seen_group(day, org), sealed.as_bytes());
        // Where the mark is damaged the letter is opened again, and known by its header.
        let row = undamaged(self.store.value(&at))?.flatten();
        row.map(|bytes| SeenRow::from_bytes(&bytes)).transpose()
    }

    /// Remembers sealed bytes that were opened.
    pub(crate) fn remember(
        &mut self,
        day: Day,
        org: OrgId,
        sealed: SealedHash,
        receipt: Option<u64>,
    ) {
        let row = SeenRow { receipt, day };
        let at = named_in(SEEN, &seen_group(day, org), sealed.as_bytes());
        self.batch.put(at, Owner::Node, row.to_bytes());
        self.seen_now.insert(sealed);
    }

    pub(crate) fn org_of(&self, node: NodeId) -> Option<OrgId> {
        let of = |p: &&Partner| p.nodes().iter().any(|(n, _)| *n == node);
        self.partners.values().find(of).map(Partner::org)
    }

    /// Tells the network who may come in.
    pub(crate) fn admit(&mut self) {
        let partners = self.partners.values().filter(|p| !p.row.blocked);
        let nodes = partners.flat_map(|p| p.nodes().into_iter().map(|(node, _)| node)).collect();
        self.effects.push(Effect::Admit(nodes));
        self.effects.push(Effect::Strangers(!self.invites.is_empty()));
    }

    /// How many letters were put in a partner's outbox before then and still wait.
    pub(crate) fn queued_before(&self, org: OrgId, then: Time) -> Result<u64, DeskError> {
        let mut before = 0;
        // In the order in which they were queued.
        for found in self.store.rows(OUTBOX, org.as_bytes())? {
            if OutboxRow::from_bytes(&found?.value)?.queued_at >= then {
                break;
            }
            before += 1;
        }
        Ok(before)
    }

    /// Whether the disk took anything since this desk was taken up.
    pub(crate) fn has_kept(&self) -> bool {
        self.kept > 0
    }

    /// How many batches the disk took since this desk was taken up.
    pub(crate) fn kept(&self) -> u64 {
        self.kept
    }

    /// What the disk last failed at, if it has not worked since.
    pub(crate) fn disk_trouble(&self) -> Option<&str> {
        self.disk_trouble.as_deref()
    }
}

/// A frame's day and its sender, so that a day's marks can be dropped together.
fn seen_group(day: Day, org: OrgId) -> Vec<u8> {
    [day.0.to_be_bytes().as_slice(), org.as_bytes()].concat()
}

fn failed_reply(token: u64, failure: Failure) -> Effect {
    Effect::Reply { token, reply: Box::new(Reply::Failed(failure)) }
}

/// What is left of an effect when its step was not kept.
fn unkept(effect: Effect, told: &Failure) -> Option<Effect> {
    match effect {
        Effect::Verdict { reply, verdict: Verdict::Kept | Verdict::Busy { .. } } => {
            let verdict = Verdict::Busy { retry_seconds: BUSY_SECONDS };
            Some(Effect::Verdict { reply, verdict })
        }
        Effect::Reply { token, .. } => {
            let told = failure(
                &told.code,
                format!("Not done: {}", told.what),
                "Nothing was lost and nothing was sent. See `waypost status`, make room or mend the disk, and try again.",
            );
            Some(failed_reply(token, told))
        }
        Effect::Stick(answer) => Some(Effect::Stick(Box::new(unkept_answer(*answer, told)))),
        Effect::Verdict { .. } | Effect::Admit(_) | Effect::Strangers(_) => Some(effect),
        Effect::Lock | Effect::Stop | Effect::Reopen(_) => Some(effect),
        Effect::Post { .. } | Effect::Deposit(_) | Effect::Visit(_) => None,
    }
}

/// What is held in memory of what is on disk.
struct Kept {
    me: Me,
    partners: BTreeMap<OrgId, Partner>,
    outbox: Outbox,
    attachments: Attachments,
    invites: BTreeMap<LetterId, OpenInvite>,
    clock: Clock,
    cards_owed: BTreeSet<OrgId>,
    mailboxes: Mailboxes,
    log: Log,
    witnessing: Witnessing,
    users: Users,
}

impl Kept {
    fn read(store: &Store) -> Result<Self, DeskError> {
        let me = Me::load(store)?;
        let partners = Partner::load_all(store, me.org())?;
        let outbox = load_outbox(store, partners.keys())?;
        let attachments = Attachments::load(store, partners.keys())?;
        let invites = OpenInvite::load_all(store, &me)?;
        let cards_owed = rotation::load_owed(store, &partners)?;
        let (clock, mailboxes) = (Clock::load(store)?, Mailboxes::load(store)?);
        let (log, witnessing) = (Log::load(store)?, Witnessing::load(store)?);
        let users = Users::load(store)?;
        Ok(Self {
            me,
            partners,
            outbox,
            attachments,
            invites,
            clock,
            cards_owed,
            mailboxes,
            log,
            witnessing,
            users,
        })
    }
}

pub(crate) fn load_outbox<'a>(
    store: &Store,
    partners: impl Iterator<Item = &'a OrgId>,
) -> Result<Outbox, DeskError> {
    let mut outbox = Outbox::default();
    for org in partners {
        for found in store.rows(OUTBOX, org.as_bytes())? {
            if let Some(Row { item: Item::Number(number), value }) = undamaged(found)?
                && let Some(row) = undamaged(OutboxRow::from_bytes(&value))?
            {
                let class = row.class();
                let OutboxRow { conversation, header, receipt_expected, .. } = row;
                outbox.queue(*org, number, conversation, header, receipt_expected, class);
            }
        }
    }
    Ok(outbox)
}
