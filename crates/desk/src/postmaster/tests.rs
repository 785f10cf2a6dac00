//! A mailbox without a network: a simulated disk, a clock that is told, clients that are keys.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::SeedableRng;
use waypost_protocol::ids::Day;
use waypost_protocol::keys::SigningKey;
use waypost_protocol::mailbox::{
    Grant, GrantRefusal, GrantTerms, InboxKey, OwnerProof, Session, WriteToken,
};
use waypost_store::testing::{Fault, SimDisk};

use super::*;

const SEED: [u8; 32] = [9; 32];
const TODAY: Day = Day(20_779);
const TOKEN: WriteToken = WriteToken([4; 16]);

fn noon(day: Day) -> Time {
    Time(u64::from(day.0) * 86_400 + 43_200)
}

fn node(seed: &[u8; 32]) -> NodeId {
    NodeId::new(*SigningKey::from_seed(seed).verifying_key().as_bytes())
}

fn frame(n: u16) -> Vec<u8> {
    n.to_be_bytes().repeat(2048)
}

struct Box_ {
    disk: SimDisk,
    postmaster: Postmaster,
    now: Time,
}

impl Box_ {
    fn new() -> Self {
        Self::with(Limits::default())
    }

    fn with(limits: Limits) -> Self {
        let disk = SimDisk::new();
        let postmaster = open(&disk, limits).unwrap();
        let mut made = Self { disk, postmaster, now: noon(TODAY) };
        made.postmaster.tick(made.now);
        made
    }

    /// As after `kill -9`, or after the power came back.
    fn start_again(&mut self) {
        self.disk.power_on(1);
        self.postmaster = open(&self.disk, self.postmaster.limits).unwrap();
    }

    fn ask_all(&mut self, asked: Vec<Asked>) -> Vec<Response> {
        let answers = self.postmaster.step(self.now, &asked);
        answers.into_iter().map(|(response, _)| response).collect()
    }

    fn ask(&mut self, asked: Asked) -> Answer {
        self.postmaster.step(self.now, &[asked]).pop().unwrap()
    }

    fn says(&mut self, asked: Asked) -> Response {
        self.ask(asked).0
    }
}

fn open(disk: &SimDisk, limits: Limits) -> Result<Postmaster, Error> {
    let settings = Settings { segment_bytes: 64 << 10, reserve_bytes: 80 << 10 };
    let (disk, mut chance) = (Arc::new(disk.clone()), ChaCha20Rng::seed_from_u64(1));
    let key = (node(&SEED), &SEED);
    Postmaster::open(Path::new("/mail"), disk, settings, key, limits, &mut chance)
}

fn terms(n: u8) -> GrantTerms {
    GrantTerms {
        id: GrantId::new([n; 16]),
        frames_max: 1000,
        bytes_max: 1 << 30,
        until_day: TODAY.plus(400),
    }
}

fn grant(n: u8) -> Grant {
    GrantKey::from_seed(&SEED).issue(terms(n))
}

/// An inbox's owner, in a session of its own.
struct Owner(InboxKey, [u8; 32]);

impl Owner {
    fn of(n: u8) -> Self {
        Self(InboxKey::from_seed(&[n; 32]), [100 + n; 32])
    }

    fn inbox(&self) -> InboxId {
        self.0.id()
    }

    fn asks(&self, request: impl FnOnce(InboxId, OwnerProof) -> Request) -> Asked {
        let client = node(&self.1);
        let proof = self.0.prove(&Session { mailbox: node(&SEED), client });
        Asked { client, request: request(self.inbox(), proof), frame: None }
    }

    fn opens(&self, grant: Grant, until_day: Day) -> Asked {
        let token_hash = TOKEN.hash();
        self.asks(|inbox, proof| Request::Open { inbox, proof, grant, token_hash, until_day })
    }

    fn lists(&self) -> Asked {
        self.asks(|inbox, proof| Request::List { inbox, proof, after: None, small_first: true })
    }

    fn fetches(&self, frame: FrameId, offset: u32) -> Asked {
        self.asks(|inbox, proof| Request::Fetch { inbox, proof, frame, offset })
    }

    fn acknowledges(&self, frames: Vec<FrameId>) -> Asked {
        self.asks(|inbox, proof| Request::Ack { inbox, proof, frames })
    }

    fn closes(&self) -> Asked {
        self.asks(|inbox, proof| Request::Close { inbox, proof })
    }
}

fn puts(inbox: InboxId, n: u16) -> Asked {
    let (client, request) = (node(&[77; 32]), Request::Put { inbox, token: TOKEN });
    Asked { client, request, frame: Some(frame(n)) }
}

fn opened(found: &Response) -> bool {
    matches!(found, Response::Opened { .. })
}

/// A mailbox with one open inbox.
fn with_inbox() -> (Box_, Owner) {
    let (mut mailbox, owner) = (Box_::new(), Owner::of(1));
    let open = owner.opens(grant(1), TODAY.plus(40));
    assert!(opened(&mailbox.says(open)));
    (mailbox, owner)
}

#[test]
fn a_frame_is_left_listed_fetched_acknowledged_and_gone() {
    let (mut mailbox, owner) = with_inbox();
    let inbox = owner.inbox();
    assert_eq!(mailbox.says(puts(inbox, 1)), Response::Kept);
    let id = FrameId::of(&frame(1));
    let waiting = vec![Waiting { id, bytes: 4096 }];
    let listed = Response::Listed { frames: waiting, more: false };
    assert_eq!(mailbox.says(owner.lists()), listed);
    assert_eq!(mailbox.ask(owner.fetches(id, 0)), (Response::Frame, Some(frame(1))));
    let rest = frame(1).split_off(4000);
    assert_eq!(mailbox.ask(owner.fetches(id, 4000)), (Response::Frame, Some(rest)));
    assert_eq!(mailbox.ask(owner.fetches(id, 4096)), (Response::Gone, None));
    assert_eq!(mailbox.says(owner.acknowledges(vec![id, id])), Response::Acked);
    assert_eq!(mailbox.says(owner.acknowledges(vec![id])), Response::Acked, "again");
    assert_eq!(mailbox.says(owner.fetches(id, 0)), Response::Gone);
    let nothing = Response::Listed { frames: vec![], more: false };
    assert_eq!(mailbox.says(owner.lists()), nothing);
    assert_eq!(mailbox.says(owner.closes()), Response::Closed);
    assert_eq!(mailbox.says(puts(inbox, 2)), Response::NoInbox);
    assert_eq!(mailbox.says(owner.lists()), Response::NoInbox);
}

#[test]
fn a_repeated_deposit_is_kept_once_and_told_the_same() {
    let (mut mailbox, owner) = with_inbox();
    let twice = vec![puts(owner.inbox(), 1), puts(owner.inbox(), 1)];
    assert_eq!(mailbox.ask_all(twice), [Response::Kept, Response::Kept]);
    assert_eq!(mailbox.says(puts(owner.inbox(), 1)), Response::Kept);
    assert_eq!(mailbox.postmaster.figures().0.totals.frames, 1);
}

#[test]
fn sixty_four_requests_share_one_flush() {
    let (mut mailbox, owner) = with_inbox();
    let flushes = mailbox.disk.flushes();
    let answers = mailbox.ask_all((0..64).map(|n| puts(owner.inbox(), n)).collect());
    assert!(answers.iter().all(|answer| *answer == Response::Kept));
    // A segment begins meanwhile, with a flush for its file and one for its name.
    assert_eq!(mailbox.disk.flushes() - flushes, 3);
    let flushes = mailbox.disk.flushes();
    assert!(opened(&mailbox.says(owner.opens(grant(1), TODAY.plus(40)))));
    assert_eq!(mailbox.disk.flushes(), flushes, "an opening that changes nothing costs none");
}

#[test]
fn who_has_no_token_or_no_proof_for_this_session_is_refused() {
    let (mut mailbox, owner) = with_inbox();
    let mut wrong = puts(owner.inbox(), 1);
    wrong.request = Request::Put { inbox: owner.inbox(), token: WriteToken([5; 16]) };
    assert_eq!(mailbox.says(wrong), Response::WrongToken);
    let asks: [fn(&Owner) -> Asked; 5] = [
        |owner| owner.opens(grant(1), TODAY.plus(50)),
        Owner::lists,
        |owner| owner.fetches(FrameId::of(b""), 0),
        |owner| owner.acknowledges(vec![FrameId::of(b"")]),
        Owner::closes,
    ];
    for ask in asks {
        // The proof was seen on another line, and is shown on one of one's own.
        let mut replayed = ask(&owner);
        replayed.client = node(&[55; 32]);
        assert_eq!(mailbox.says(replayed), Response::WrongProof);
    }
    assert_eq!(mailbox.postmaster.figures().0.totals.inboxes, 1);
    let stranger = Owner::of(2);
    assert_eq!(mailbox.says(puts(stranger.inbox(), 1)), Response::NoInbox);
}

#[test]
fn a_grant_of_another_mailbox_or_over_or_ended_opens_nothing() {
    let (mut mailbox, owner) = (Box_::new(), Owner::of(1));
    let until = TODAY.plus(30);
    let other = GrantKey::from_seed(&[8; 32]).issue(terms(1));
    let refused = |why| Response::GrantRefused(why);
    assert_eq!(mailbox.says(owner.opens(other, until)), refused(GrantRefusal::Mac));
    let over = GrantTerms { until_day: TODAY.minus(1), ..terms(1) };
    let over = GrantKey::from_seed(&SEED).issue(over);
    assert_eq!(mailbox.says(owner.opens(over, until)), refused(GrantRefusal::Expired));
    let long = owner.opens(grant(1), TODAY.plus(61));
    assert_eq!(mailbox.says(long), refused(GrantRefusal::Until));
    mailbox.postmaster.end_grants(HashSet::from([GrantId::new([1; 16])]));
    assert_eq!(mailbox.says(owner.opens(grant(1), until)), refused(GrantRefusal::Ended));
    assert!(opened(&mailbox.says(owner.opens(grant(2), until))));
}

#[test]
fn what_waits_under_an_ended_grant_can_be_collected_and_nothing_comes_to_it() {
    let (mut mailbox, owner) = with_inbox();
    assert_eq!(mailbox.says(puts(owner.inbox(), 1)), Response::Kept);
    mailbox.postmaster.end_grants(HashSet::from([GrantId::new([1; 16])]));
    assert_eq!(mailbox.says(puts(owner.inbox(), 2)), Response::NoInbox);
    let id = FrameId::of(&frame(1));
    assert_eq!(mailbox.ask(owner.fetches(id, 0)), (Response::Frame, Some(frame(1))));
    assert_eq!(mailbox.says(owner.acknowledges(vec![id])), Response::Acked);
}

#[test]
fn a_grant_has_so_many_inboxes_and_one_that_is_open_can_be_prolonged() {
    let mut mailbox = Box_::new();
    for n in 1..=8 {
        assert!(opened(&mailbox.says(Owner::of(n).opens(grant(1), TODAY.plus(30)))));
    }
    let ninth = Owner::of(9);
    assert_eq!(mailbox.says(ninth.opens(grant(1), TODAY.plus(30))), Response::TooMany);
    assert!(opened(&mailbox.says(Owner::of(8).opens(grant(1), TODAY.plus(60)))));
    assert_eq!(mailbox.says(Owner::of(1).closes()), Response::Closed);
    assert!(opened(&mailbox.says(ninth.opens(grant(1), TODAY.plus(30)))));
}

#[test]
fn a_quota_of_inbox_grant_or_mailbox_refuses_the_next_and_drops_nothing() {
    let bytes = 3 * 4096;
    let wide = Limits::default();
    let cases = [
        ("mailbox", Limits { frames_max: 3, ..wide }, terms(1)),
        ("mailbox", Limits { bytes_max: bytes, ..wide }, terms(1)),
        ("inbox", Limits { inbox_frames_max: 3, ..wide }, terms(1)),
        ("inbox", Limits { inbox_bytes_max: bytes, ..wide }, terms(1)),
        ("grant", wide, GrantTerms { frames_max: 3, ..terms(1) }),
        ("grant", wide, GrantTerms { bytes_max: bytes, ..terms(1) }),
    ];
    for (whose, limits, terms) in cases {
        let mut mailbox = Box_::with(limits);
        let grant = GrantKey::from_seed(&SEED).issue(terms);
        let (one, two) = (Owner::of(1), Owner::of(2));
        let until = TODAY.plus(30);
        assert!(opened(&mailbox.says(one.opens(grant.clone(), until))));
        assert!(opened(&mailbox.says(two.opens(grant.clone(), until))));
        // In one group: what is decided before counts.
        let answers = mailbox.ask_all((0..5).map(|n| puts(one.inbox(), n)).collect());
        use Response::{Full, Kept};
        assert_eq!(answers, [Kept, Kept, Kept, Full, Full], "{whose}");
        assert_eq!(mailbox.says(puts(one.inbox(), 0)), Kept, "{whose}: a repeat");
        let elsewhere = mailbox.says(puts(two.inbox(), 9));
        assert_eq!(elsewhere, if whose == "inbox" { Kept } else { Full }, "{whose}");
        if let Response::Opened { frames_left, .. } = mailbox.says(one.opens(grant, until)) {
            assert!(frames_left <= 1000);
        }
        let done = one.acknowledges(vec![FrameId::of(&frame(0))]);
        assert_eq!(mailbox.says(done), Response::Acked);
        assert_eq!(mailbox.says(puts(one.inbox(), 4)), Kept, "{whose}: there is room again");
    }
}

#[test]
fn a_frame_waits_thirty_days_and_an_inbox_until_its_last() {
    let (mut mailbox, owner) = with_inbox();
    mailbox.says(puts(owner.inbox(), 1));
    let mut waits_on = |day: Day| {
        // A mailbox that runs sees every day.
        while mailbox.now < noon(day) {
            mailbox.now = mailbox.now.plus(86_400);
            mailbox.postmaster.tick(mailbox.now);
        }
        let totals = mailbox.postmaster.figures().0.totals;
        (totals.inboxes, totals.frames)
    };
    assert_eq!(waits_on(TODAY.plus(30)), (1, 1));
    assert_eq!(waits_on(TODAY.plus(31)), (1, 0));
    assert_eq!(waits_on(TODAY.plus(40)), (1, 0));
    assert_eq!(waits_on(TODAY.plus(41)), (0, 0));
}

#[test]
fn a_clock_that_jumps_empties_nothing() {
    let (mut mailbox, owner) = with_inbox();
    mailbox.says(puts(owner.inbox(), 1));
    mailbox.now = noon(TODAY.plus(1000));
    (0..60).for_each(|_| mailbox.postmaster.tick(mailbox.now));
    assert_eq!(mailbox.postmaster.figures().0.totals.frames, 1);
}

#[test]
fn what_is_no_frame_is_refused_by_its_length() {
    let (mut mailbox, owner) = with_inbox();
    for frame in [None, Some(vec![0; 4097]), Some(vec![])] {
        let asked = Asked { frame, ..puts(owner.inbox(), 1) };
        assert_eq!(mailbox.says(asked), Response::Length);
    }
}

#[test]
fn a_full_disk_refuses_frames_by_name_keeps_what_it_has_and_is_emptied_by_owners() {
    let (mut mailbox, owner) = with_inbox();
    mailbox.disk.limit_room(Some(500 << 10));
    let mut kept = 0;
    while mailbox.says(puts(owner.inbox(), kept)) == Response::Kept {
        kept += 1;
    }
    assert!(kept > 50, "{kept}");
    // Side by side with frames that find no room, what gives room back is done.
    mailbox.disk.limit_room(Some(mailbox.disk.used_bytes()));
    let ids = (0..kept).map(|n| FrameId::of(&frame(n))).collect::<Vec<_>>();
    let both = vec![
        puts(owner.inbox(), 900),
        owner.acknowledges(ids[..40].to_vec()),
        puts(owner.inbox(), 1),
        puts(owner.inbox(), kept - 1),
    ];
    let said = mailbox.ask_all(both);
    assert_eq!(said, [Response::Full, Response::Acked, Response::Full, Response::Kept]);
    (0..20).for_each(|_| mailbox.postmaster.tick(mailbox.now));
    assert_eq!(mailbox.says(puts(owner.inbox(), 901)), Response::Kept);
    mailbox.disk.limit_room(None);
    mailbox.start_again();
    for (n, id) in (40..kept).zip(&ids[40..]) {
        assert_eq!(mailbox.ask(owner.fetches(*id, 0)), (Response::Frame, Some(frame(n))));
    }
}

#[test]
fn a_mailbox_whose_disk_fails_says_busy_and_goes_on_by_itself() {
    let (mut mailbox, owner) = with_inbox();
    assert_eq!(mailbox.says(puts(owner.inbox(), 1)), Response::Kept);
    // The flush of the next deposit fails, and so does the first try to open anew.
    mailbox.disk.fail_at(2, Fault::Broken);
    let busy = |found: Response| matches!(found, Response::Busy { retry_seconds: 1.. });
    assert!(busy(mailbox.says(puts(owner.inbox(), 2))));
    assert!(busy(mailbox.says(owner.lists())));
    assert!(mailbox.postmaster.figures().1);
    mailbox.disk.fail_at(1, Fault::Broken);
    mailbox.postmaster.tick(mailbox.now);
    assert!(busy(mailbox.says(owner.lists())));
    (0..10).for_each(|_| mailbox.postmaster.tick(mailbox.now));
    assert!(!mailbox.postmaster.figures().1);
    assert_eq!(mailbox.says(puts(owner.inbox(), 2)), Response::Kept);
    mailbox.start_again();
    for n in [1, 2] {
        let fetched = mailbox.ask(owner.fetches(FrameId::of(&frame(n)), 0));
        assert_eq!(fetched, (Response::Frame, Some(frame(n))));
    }
}

#[test]
fn every_frame_that_was_acknowledged_survives_a_power_cut_at_any_step() {
    for step in 1..60 {
        let (mut mailbox, owner) = with_inbox();
        mailbox.disk.fail_at(step, Fault::PowerCut);
        let (mut kept, mut next) = (Vec::new(), 0);
        while !mailbox.disk.is_off() {
            let group: Vec<u16> = (next..next + 3).collect();
            next += 3;
            let asked = group.iter().map(|n| puts(owner.inbox(), *n)).collect();
            let said = mailbox.ask_all(asked);
            kept.extend(group.into_iter().zip(said).filter(|(_, said)| *said == Response::Kept));
        }
        mailbox.start_again();
        for (n, _) in &kept {
            let fetched = mailbox.ask(owner.fetches(FrameId::of(&frame(*n)), 0));
            assert_eq!(fetched, (Response::Frame, Some(frame(*n))), "step {step}, frame {n}");
        }
        assert!(kept.len() + 3 >= usize::from(next), "only the last group is in doubt");
    }
}

#[test]
fn an_inbox_whose_terms_the_disk_lost_asks_writers_to_come_again_and_serves_its_owner() {
    let (mut mailbox, owner) = with_inbox();
    assert_eq!(mailbox.says(puts(owner.inbox(), 1)), Response::Kept);
    let path = Path::new("/mail/00000001.wpj");
    let mut bytes = mailbox.disk.files()[path].clone();
    // Behind the segment's head and the snapshot of nothing: the record that opened the inbox.
    bytes[64 + 32 + 13 + 40] ^= 1;
    mailbox.disk.overwrite(path, bytes);
    mailbox.start_again();
    assert!(matches!(mailbox.says(puts(owner.inbox(), 2)), Response::Busy { .. }));
    let fetched = mailbox.ask(owner.fetches(FrameId::of(&frame(1)), 0));
    assert_eq!(fetched, (Response::Frame, Some(frame(1))));
    assert!(opened(&mailbox.says(owner.opens(grant(1), TODAY.plus(40)))));
    assert_eq!(mailbox.says(puts(owner.inbox(), 2)), Response::Kept);
}
