//! Bundles: what waits for partners, on a stick, and receipts back on the same stick. No network at all.
//!
//! In: a folder on a stick, and for whom to write, or that its files are to be read. Out: files that tell a finder
//! nothing but their length; frames that go through the same front door as every frame; a report. A letter stays in
//! the outbox until its signed receipt came, as with every carrier; a receipt until the partner's bundle says that
//! ours was taken whole. So any file may be lost, cut, repeated or read in any order. Never here: what a frame holds.
//!
//! The files are the work of a thread beside the desk (`stick`), so that a slow stick does not stop the node. It
//! holds one file at a time, asks the desk turn by turn, and waits for each answer; the desk commits before it answers:
//!
//! ```text
//! thread                                      desk
//! Begins(40 bytes)      ------------------->  whose is it?
//!                       <-------------------  Open | Leave(why)
//! Found(file)           ------------------->  what of ours did its writer take whole?
//!                       <-------------------  Frames | Leave(damaged)
//! Frame, up to 32       ------------------->  the front door
//!                       <-------------------  Verdict, as many
//! Taken(tally)          ------------------->  the whole bundle? then this is remembered, and told
//!                       <-------------------  Remove | Keep
//! Next                  ------------------->  which letters go into the next file: remembered, then handed over
//!                       <-------------------  Write(file) | Written(for whom)
//! Over(what was done)   ------------------->  the report
//! ```
//!
//! | module | its part |
//! |---|---|
//! | `take` | whose a file is, its frames, whether its bundle is whole |
//! | `write` | the next file for a partner |
//! | `stick`, `files` | the thread: which file is read, written, removed, and how |
//! | `turn` | what thread and desk say to each other |

mod files;
mod stick;
mod take;
mod turn;
mod write;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use minicbor::{Decode, Encode};
use waypost_net::Verdict;
use waypost_protocol::bundle::{BundleHead, BundleKeys};
use waypost_protocol::ids::{Day, LetterId, OrgId, Time};

use crate::command::{BundleReport, Command, Failure, Reply};
use crate::desk::{Desk, Effect};
use crate::error::{DeskError, asked};
use crate::rows::{BUNDLE, Row, named_in, undamaged};
use crate::write::no_such_partner;

pub use stick::{GROUP as TURNS_MAX, Job};
use turn::without_session;
pub use turn::{Answer, Done, Leave, Tally, Turn};
pub(crate) use turn::{interrupted, unkept_answer};

/// Beside the rows of the desk: what was written for each partner, and what of it was taken.
const STATE: &[u8] = b"state";

/// What the thread is to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Errand {
    Write,
    Read { keep: bool, answer: bool },
}

/// One stick, from the command to the report.
pub(crate) struct Session {
    token: u64,
    /// Files are read, not only written.
    reads: bool,
    known: Vec<(Maker, BundleKeys)>,
    /// Whose file is at hand.
    begun: Option<(Maker, BundleKeys)>,
    file: Option<Opened>,
    /// Files of each bundle that were taken without a rest.
    clean: BTreeMap<(OrgId, u64), Parts>,
    /// For whom to write; also when nothing waits, if something taken is to be told.
    to_write: BTreeMap<OrgId, bool>,
    writing: Option<write::Writing>,
    handed: Option<write::Handed>,
    complete: BTreeSet<OrgId>,
    report: BundleReport,
}

/// Whose keys a file was made with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Maker {
    Partner(OrgId),
    /// Whoever follows this invite of ours.
    Invite(LetterId),
    Ourselves(OrgId),
}

/// The bundle whose frames are being taken.
struct Opened {
    maker: Maker,
    head: BundleHead,
    /// Who was a partner before.
    partners: BTreeSet<OrgId>,
}

#[derive(Default)]
struct Parts {
    taken: BTreeSet<u16>,
    count: Option<u16>,
}

/// Where we stand with a partner's bundles.
#[derive(Clone, Copy, Default, Encode, Decode)]
#[cbor(map)]
struct StateRow {
    /// The number of our last bundle.
    #[n(0)]
    last: u64,
    /// The highest of theirs that was taken whole.
    #[n(1)]
    seen: Option<u64>,
}

/// What went into one bundle of ours.
#[derive(Clone, Encode, Decode)]
#[cbor(map)]
struct WrittenRow {
    /// Numbers in the partner's outbox.
    #[n(0)]
    numbers: Vec<u64>,
}

impl Row for StateRow {
    const WHAT: &'static str = "row of a partner's bundles";
}

impl Row for WrittenRow {
    const WHAT: &'static str = "row of a bundle that was written";
}

fn state_key(org: OrgId) -> waypost_store::Key {
    named_in(BUNDLE, org.as_bytes(), STATE)
}

impl Desk {
    /// Takes up a stick, between two steps. One at a time. The job is for a thread of its own; its end comes as the
    /// reply to `token`.
    pub fn begin_bundle(
        &mut self,
        now: Time,
        command: Command,
        token: u64,
    ) -> Result<Job, Failure> {
        self.begin_session(now, command, token).map_err(|error| error.failure())
    }

    fn begin_session(&mut self, now: Time, command: Command, token: u64) -> Result<Job, DeskError> {
        if self.bundling.is_some() {
            return Err(asked(
                "bundle_under_way",
                "A stick is being written or read already.",
                "Wait until that is done, and try again.",
            ));
        }
        self.check_clock(now, &command)?;
        let (dir, errand, to_write) = match command {
            Command::BundleWrite { to, dir } => (dir, Errand::Write, self.addressees(&to)?),
            Command::BundleRead { dir, keep, answer } => {
                (dir, Errand::Read { keep, answer }, BTreeMap::new())
            }
            _ => return Err(DeskError::Lacking { what: "a command about a stick" }),
        };
        let reads = errand != Errand::Write;
        let known = self.known_keys(now.day(), reads);
        self.bundling = Some(Box::new(Session {
            token,
            reads,
            known,
            begun: None,
            file: None,
            clean: BTreeMap::new(),
            to_write,
            writing: None,
            handed: None,
            complete: BTreeSet::new(),
            report: BundleReport { dir: dir.clone(), ..BundleReport::default() },
        }));
        Ok(Job { dir: PathBuf::from(dir), errand })
    }

    /// It could not be begun after all.
    pub(crate) fn no_bundle_under_way(&mut self) {
        self.bundling = None;
    }

    /// For whom to write: those named, or all for whom something may go.
    fn addressees(&self, named: &[String]) -> Result<BTreeMap<OrgId, bool>, DeskError> {
        if named.is_empty() {
            let orgs = self.outbox.partners().into_iter();
            let open = |org: &OrgId| self.partners.get(org).is_some_and(|p| !p.row.blocked);
            return Ok(orgs.filter(open).map(|org| (org, false)).collect());
        }
        let mut orgs = BTreeMap::new();
        for typed in named {
            let org = self.find_partner(typed)?;
            let partner = self.partners.get(&org).ok_or_else(no_such_partner)?;
            if partner.row.blocked {
                return Err(asked(
                    "partner_blocked",
                    "This partner is blocked: nothing goes to it.",
                    "Take it up again with `waypost partner unblock`, or leave it out.",
                ));
            }
            orgs.insert(org, false);
        }
        Ok(orgs)
    }

    /// Every key with which a file on the stick may have been made: our own, and where files are to be read, those
    /// of partners and of whoever follows an invite.
    fn known_keys(&self, today: Day, to_read: bool) -> Vec<(Maker, BundleKeys)> {
        let mut known = Vec::new();
        let mut add = |maker, window: Vec<BundleKeys>| {
            known.extend(window.into_iter().map(|keys| (maker, keys)));
        };
        for partner in self.partners.values() {
            add(Maker::Ourselves(partner.org()), partner.own_bundles(today));
            if to_read {
                add(Maker::Partner(partner.org()), partner.their_bundles(today));
            }
        }
        for (id, invite) in self.invites.iter().filter(|_| to_read) {
            add(Maker::Invite(*id), invite.bundles(today));
        }
        known
    }

    /// One turn of the thread: exactly one answer.
    pub(crate) fn at_the_stick(&mut self, now: Time, turn: Turn) -> Result<(), DeskError> {
        let Some(mut session) = self.bundling.take() else {
            self.effects.push(Effect::Stick(Box::new(without_session(&turn))));
            return Ok(());
        };
        let busy = Answer::Verdict { verdict: Verdict::Busy { retry_seconds: 0 }, repeat: false };
        let (answered, otherwise) = match turn {
            Turn::Over(done) => {
                self.report_bundle(session, *done);
                return Ok(());
            }
            Turn::Frame(frame) => (self.frame_of_bundle(now, &session, &frame), Some(busy)),
            Turn::Begins(clear) => (Ok(self.file_begins(&mut session, &clear)), None),
            Turn::Found(bundle) => (self.bundle_found(now, &mut session, bundle), None),
            Turn::Taken(tally) => (self.file_taken(&mut session, tally), None),
            Turn::Next => (self.next_file(now, &mut session), None),
        };
        self.bundling = Some(session);
        let (answer, result) = match answered {
            Ok(answer) => (answer, Ok(())),
            Err(error) => (otherwise.unwrap_or_else(|| Answer::Stop(error.failure())), Err(error)),
        };
        self.effects.push(Effect::Stick(Box::new(answer)));
        result
    }

    fn report_bundle(&mut self, session: Box<Session>, done: Done) {
        let Session { token, mut report, .. } = *session;
        let Done { looked_at, unread, removed, own, damaged, trouble } = done;
        if let Some(told) = &trouble {
            tracing::warn!(code = told.code, "the work at a stick ended early");
        }
        report.files = looked_at;
        report.unread = unread;
        report.removed = removed;
        report.own = own;
        report.damaged = damaged;
        report.trouble = trouble;
        self.effects
            .push(Effect::Reply { token, reply: Box::new(Reply::Bundle(Box::new(report))) });
        self.effects.push(Effect::Stick(Box::new(Answer::Over)));
    }

    fn bundle_state(&self, org: OrgId) -> Result<StateRow, DeskError> {
        let row = undamaged(self.store.value(&state_key(org)))?.flatten();
        let row = row.map(|bytes| undamaged(StateRow::from_bytes(&bytes))).transpose()?;
        // Numbers rise by the clock: what was lost with a damaged row is not used twice.
        Ok(row.flatten().unwrap_or_default())
    }
}
