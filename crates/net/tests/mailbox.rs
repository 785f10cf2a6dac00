//! Frames by way of a mailbox, over real loopback sockets.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs, reason = "a test stops where it fails")]

mod support;

use std::collections::BTreeSet;

use support::mailbox::{Door, Mailbox, TODAY, TOKEN, cutting_proxy};
use support::raw::Raw;
use support::{KIB, Node, frame};
use waypost_net::mailbox::server::ServerLimits;
use waypost_net::mailbox::{
    Deposit, DepositVerdict, Errand, MailboxAt, Opening, Visit, VisitFail, VisitReport,
};
use waypost_net::{FailWhy, Limits, NotTaken, Refusal, Verdict};
use waypost_protocol::mailbox::{
    GrantId, GrantKey, GrantRefusal, GrantTerms, InboxKey, Request, Response, Session, Waiting,
};

const KEPT: Result<DepositVerdict, FailWhy> = Ok(DepositVerdict::Kept);
const COLLECT: Errand = Errand::Collect { open: None };

fn inbox(seed: u8) -> InboxKey {
    InboxKey::from_seed(&[seed; 32])
}

async fn node(seed: u8) -> Node {
    Node::new(seed, Limits::default()).await
}

fn collected(count: u32) -> Result<VisitReport, VisitFail> {
    Ok(VisitReport { collected: count, ..VisitReport::default() })
}

#[tokio::test(flavor = "multi_thread")]
async fn a_frame_of_each_length_is_left_collected_and_erased() {
    let mailbox = Mailbox::new(9, ServerLimits::default()).await;
    let (mut writer, mut owner) = (node(1).await, node(2).await);
    let inbox = inbox(7);
    owner.opens(&mailbox, &inbox).await;
    for (ticket, bytes) in (1..).zip(waypost_net::LADDER) {
        writer.deposit(ticket, &mailbox.at, &inbox, bytes);
        assert_eq!(writer.deposited().await, (ticket, KEPT));
    }
    assert_eq!(mailbox.waiting(&inbox), 5);

    owner.visit(1, &mailbox.at, &inbox, COLLECT);
    let (mut frames, outcome) = owner.visited(&[Some(Verdict::Kept)]).await;
    assert_eq!(outcome, collected(5));
    frames.sort_by_key(Vec::len);
    for (frame, (ticket, bytes)) in frames.iter().zip((1..).zip(waypost_net::LADDER)) {
        assert!(*frame == *support::frame(ticket, bytes), "frame {ticket} was changed");
    }
    assert_eq!(mailbox.waiting(&inbox), 0);
}

/// Sixteen megabytes in 64 KiB frames, five lists long, in one session.
#[tokio::test(flavor = "multi_thread")]
async fn many_long_frames_are_collected_in_one_session() {
    let limits = ServerLimits { idle_seconds: 3600, ..ServerLimits::default() };
    let mailbox = Mailbox::new(9, limits).await;
    let mut owner = node(2).await;
    let inbox = inbox(7);
    owner.opens(&mailbox, &inbox).await;
    mailbox.lay_down(&inbox, (0..250).map(|n| support::frame(n, 64 * KIB).to_vec()));
    owner.visit(1, &mailbox.at, &inbox, COLLECT);
    let (frames, outcome) = owner.visited(&[Some(Verdict::Kept)]).await;
    assert_eq!((frames.len(), outcome), (250, collected(250)));
    let clients: BTreeSet<_> = mailbox.shelf.lock().unwrap().log.iter().map(|(c, _)| *c).collect();
    assert_eq!(clients.len(), 2, "one session to open, one to collect: none broke");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deposit_is_kept_only_if_the_mailboxs_caller_says_so() {
    let mut door = Door::new(9, ServerLimits::default()).await;
    let mut writer = node(1).await;
    writer.deposit(1, &door.at(), &inbox(7), 4 * KIB);
    let asked = door.asked().await;
    assert_eq!(asked.frame.as_deref(), Some(&*frame(1, 4 * KIB)));
    drop(asked.reply);
    assert_eq!(writer.deposited().await, (1, Err(FailWhy::ConnectionLost)));

    writer.deposit(2, &door.at(), &inbox(7), 4 * KIB);
    let asked = door.asked().await;
    assert!(asked.reply.answer(Response::Kept, None));
    assert_eq!(writer.deposited().await, (2, KEPT));
}

#[tokio::test(flavor = "multi_thread")]
async fn each_session_has_a_key_of_its_own_that_is_never_the_nodes() {
    let mailbox = Mailbox::new(9, ServerLimits::default()).await;
    let (mut writer, mut owner) = (node(1).await, node(2).await);
    let inbox = inbox(7);
    owner.opens(&mailbox, &inbox).await;
    for ticket in 1..=4 {
        writer.deposit(ticket, &mailbox.at, &inbox, 4 * KIB);
    }
    writer.all_deposited(4).await;
    for ticket in 1..=2 {
        owner.visit(ticket, &mailbox.at, &inbox, COLLECT);
        owner.visited(&[Some(Verdict::Kept)]).await.1.unwrap();
    }
    let clients = mailbox.clients();
    let asked: Vec<&[&str]> = clients.iter().map(|(_, kinds)| kinds.as_slice()).collect();
    assert_eq!(asked[0], ["open", "list"]);
    assert_eq!(asked[1..5], [["put"]; 4]);
    assert_eq!(asked[5][0], "list");
    assert_eq!(asked[6], ["list"]);
    let own = [writer.id(), owner.id()];
    assert!(clients.iter().all(|(client, _)| !own.contains(client)));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_burst_shares_sessions_of_at_most_sixty_four() {
    let mailbox = Mailbox::new(9, ServerLimits::default()).await;
    let (mut writer, mut owner) = (node(1).await, node(2).await);
    let inbox = inbox(7);
    owner.opens(&mailbox, &inbox).await;
    for ticket in 0..250 {
        writer.deposit(ticket, &mailbox.at, &inbox, 4 * KIB);
    }
    let outcomes = writer.all_deposited(250).await;
    assert!(outcomes.values().all(|outcome| *outcome == KEPT), "{outcomes:?}");
    assert_eq!(mailbox.waiting(&inbox), 250);
    let clients = mailbox.clients();
    let puts: Vec<usize> = clients[1..].iter().map(|(_, kinds)| kinds.len()).collect();
    assert!(puts.iter().all(|count| *count <= 64), "{puts:?}");
    assert!(puts.len() < 20, "{puts:?}");

    owner.visit(1, &mailbox.at, &inbox, COLLECT);
    let (frames, outcome) = owner.visited(&[Some(Verdict::Kept)]).await;
    assert_eq!(outcome, collected(250));
    assert_eq!(frames.iter().collect::<BTreeSet<_>>().len(), 250);
    assert_eq!(mailbox.waiting(&inbox), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_mailbox_says_to_a_deposit_comes_through_by_name() {
    let mut door = Door::new(9, ServerLimits::default()).await;
    let mut writer = node(1).await;
    for (ticket, (said, heard)) in (1..).zip([
        (Response::Busy { retry_seconds: 7 }, Ok(DepositVerdict::Busy { retry_seconds: 7 })),
        (Response::Full, Ok(DepositVerdict::Full)),
        (Response::NoInbox, Ok(DepositVerdict::NoInbox)),
        (Response::WrongToken, Ok(DepositVerdict::WrongToken)),
        (Response::NotUnderstood, Ok(DepositVerdict::NotUnderstood)),
        (Response::Length, Ok(DepositVerdict::NotUnderstood)),
        (Response::Acked, Err(FailWhy::Garbled)),
        (Response::Kept, KEPT),
    ]) {
        writer.deposit(ticket, &door.at(), &inbox(7), 4 * KIB);
        door.asked().await.reply.answer(said, None);
        assert_eq!(writer.deposited().await, (ticket, heard));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_mailbox_says_to_an_owner_comes_through_by_name() {
    let mut door = Door::new(9, ServerLimits::default()).await;
    let mut owner = node(2).await;
    for (ticket, (said, heard)) in (1..).zip([
        (Response::Busy { retry_seconds: 7 }, VisitFail::Busy { retry_seconds: 7 }),
        (Response::NoInbox, VisitFail::NoInbox),
        (Response::WrongProof, VisitFail::WrongProof),
        (Response::GrantRefused(GrantRefusal::Ended), VisitFail::GrantRefused(GrantRefusal::Ended)),
        (Response::TooMany, VisitFail::TooMany),
        (Response::NotUnderstood, VisitFail::NotUnderstood),
        (Response::Kept, VisitFail::Failed(FailWhy::Garbled)),
    ]) {
        owner.visit(ticket, &door.at(), &inbox(7), COLLECT);
        door.asked().await.reply.answer(said, None);
        assert_eq!(owner.visited(&[None]).await.1, Err(heard));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_inbox_that_is_closed_is_gone_with_what_waits_and_may_be_closed_again() {
    let mailbox = Mailbox::new(9, ServerLimits::default()).await;
    let (mut writer, mut owner) = (node(1).await, node(2).await);
    let inbox = inbox(7);
    owner.opens(&mailbox, &inbox).await;
    writer.deposit(1, &mailbox.at, &inbox, 4 * KIB);
    assert_eq!(writer.deposited().await, (1, KEPT));
    for ticket in 1..=2 {
        owner.visit(ticket, &mailbox.at, &inbox, Errand::Close);
        assert_eq!(owner.visited(&[None]).await.1, Ok(VisitReport::default()));
    }
    owner.visit(3, &mailbox.at, &inbox, COLLECT);
    assert_eq!(owner.visited(&[None]).await.1, Err(VisitFail::NoInbox));
    writer.deposit(2, &mailbox.at, &inbox, 4 * KIB);
    assert_eq!(writer.deposited().await, (2, Ok(DepositVerdict::NoInbox)));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_grant_of_another_mailbox_and_a_token_of_another_card_are_refused() {
    let mailbox = Mailbox::new(9, ServerLimits::default()).await;
    let (mut writer, mut owner) = (node(1).await, node(2).await);
    let terms = GrantTerms {
        id: GrantId::new([5; 16]),
        frames_max: 1_000,
        bytes_max: 1 << 30,
        until_day: TODAY.plus(400),
    };
    let foreign = GrantKey::from_seed(&[8; 32]).issue(terms);
    let open = Some(Opening { grant: foreign, ..mailbox.opening() });
    owner.visit(1, &mailbox.at, &inbox(7), Errand::Collect { open });
    let refused = Err(VisitFail::GrantRefused(GrantRefusal::Mac));
    assert_eq!(owner.visited(&[None]).await.1, refused);

    owner.opens(&mailbox, &inbox(7)).await;
    let token = waypost_protocol::mailbox::WriteToken([3; 16]);
    assert_ne!(token, TOKEN);
    let at = mailbox.at.clone();
    let (inbox, frame) = (inbox(7).id(), frame(1, 4 * KIB));
    writer.net.deposit(Deposit { ticket: 1, at, inbox, token, frame }).unwrap();
    assert_eq!(writer.deposited().await, (1, Ok(DepositVerdict::WrongToken)));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proof_made_for_another_session_or_another_mailbox_is_refused() {
    let mailbox = Mailbox::new(9, ServerLimits::default()).await;
    let mut owner = node(2).await;
    let inbox = inbox(7);
    owner.opens(&mailbox, &inbox).await;
    let at = support::raw::at(mailbox.at.node, &mailbox.address);
    let mut thief = Raw::speaking(66, "/waypost/mailbox/1");
    let list = |session: Session| {
        let proof = inbox.prove(&session);
        let request = Request::List { inbox: inbox.id(), proof, after: None, small_first: true };
        on_the_wire(&request, &[])
    };
    let here = Session { mailbox: mailbox.at.node, client: thief.id() };
    let empty = Response::Listed { frames: vec![], more: false };
    assert_eq!(heard(&thief.ask(&at, list(here)).await.unwrap()), empty);
    let seen_before = Session { client: mailbox.clients()[0].0, ..here };
    assert_eq!(heard(&thief.ask(&at, list(seen_before)).await.unwrap()), Response::WrongProof);
    let elsewhere = Session { mailbox: owner.id(), ..here };
    assert_eq!(heard(&thief.ask(&at, list(elsewhere)).await.unwrap()), Response::WrongProof);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fetch_that_is_cut_is_taken_up_at_its_offset_under_another_key() {
    let mailbox = Mailbox::new(9, ServerLimits::default()).await;
    let (mut writer, mut owner) = (node(1).await, node(2).await);
    let inbox = inbox(7);
    owner.opens(&mailbox, &inbox).await;
    writer.deposit(1, &mailbox.at, &inbox, 1024 * KIB);
    assert_eq!(writer.deposited().await, (1, KEPT));

    let proxy = cutting_proxy(&mailbox.address, vec![500 * KIB, usize::MAX]).await;
    let at = MailboxAt { addresses: vec![proxy], ..mailbox.at.clone() };
    owner.visit(1, &at, &inbox, COLLECT);
    let (frames, outcome) = owner.visited(&[Some(Verdict::Kept)]).await;
    assert_eq!(outcome, collected(1));
    assert!(frames.len() == 1 && frames[0] == *frame(1, 1024 * KIB));
    assert_eq!(mailbox.waiting(&inbox), 0);
    let offsets = mailbox.shelf.lock().unwrap().offsets.clone();
    assert_eq!(offsets.len(), 2);
    assert!(offsets[0] == 0 && offsets[1] > 300 * KIB as u32, "{offsets:?}");
    assert_eq!(mailbox.clients().len(), 4);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_line_that_breaks_again_and_again_is_tried_four_times_and_the_next_visit_begins_anew() {
    let mailbox = Mailbox::new(9, ServerLimits::default()).await;
    let (mut writer, mut owner) = (node(1).await, node(2).await);
    let inbox = inbox(7);
    owner.opens(&mailbox, &inbox).await;
    writer.deposit(1, &mailbox.at, &inbox, 1024 * KIB);
    assert_eq!(writer.deposited().await, (1, KEPT));

    let proxy = cutting_proxy(&mailbox.address, vec![100 * KIB]).await;
    let at = MailboxAt { addresses: vec![proxy], ..mailbox.at.clone() };
    owner.visit(1, &at, &inbox, COLLECT);
    let (frames, outcome) = owner.visited(&[Some(Verdict::Kept)]).await;
    assert!(frames.is_empty());
    assert_eq!(outcome, Err(VisitFail::Failed(FailWhy::ConnectionLost)));
    let offsets = mailbox.shelf.lock().unwrap().offsets.clone();
    assert!(offsets.len() == 4 && offsets.is_sorted(), "{offsets:?}");
    assert_eq!(mailbox.waiting(&inbox), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_frame_that_the_caller_does_not_answer_or_is_too_busy_for_stays_in_the_mailbox() {
    let mailbox = Mailbox::new(9, ServerLimits::default()).await;
    let (mut writer, mut owner) = (node(1).await, node(2).await);
    let inbox = inbox(7);
    owner.opens(&mailbox, &inbox).await;
    for ticket in 1..=4 {
        writer.deposit(ticket, &mailbox.at, &inbox, 4 * KIB);
    }
    writer.all_deposited(4).await;

    owner.visit(1, &mailbox.at, &inbox, COLLECT);
    let (frames, outcome) = owner
        .visited(&[
            None,
            Some(Verdict::Busy { retry_seconds: 9 }),
            Some(Verdict::Refused(Refusal::NotForMe)),
            Some(Verdict::Kept),
        ])
        .await;
    assert_eq!(outcome, Ok(VisitReport { collected: 2, left: true, ..VisitReport::default() }));
    assert_eq!(mailbox.waiting(&inbox), 2);

    owner.visit(2, &mailbox.at, &inbox, COLLECT);
    let (again, outcome) = owner.visited(&[Some(Verdict::Kept)]).await;
    assert_eq!(outcome, collected(2));
    let left: BTreeSet<_> = frames[..2].iter().collect();
    assert_eq!(again.iter().collect::<BTreeSet<_>>(), left);
    assert_eq!(mailbox.waiting(&inbox), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_frame_that_is_not_the_one_listed_is_neither_handed_up_nor_acknowledged() {
    let mut door = Door::new(9, ServerLimits::default()).await;
    let mut owner = node(2).await;
    let real = frame(1, 4 * KIB).to_vec();
    let listed = Waiting { id: waypost_protocol::mailbox::FrameId::of(&real), bytes: 4096 };
    owner.visit(1, &door.at(), &inbox(7), COLLECT);
    let list = door.asked().await;
    list.reply.answer(Response::Listed { frames: vec![listed], more: false }, None);
    let fetch = door.asked().await;
    assert!(matches!(fetch.request, Request::Fetch { offset: 0, .. }));
    fetch.reply.answer(Response::Frame, Some(frame(2, 4 * KIB).to_vec()));
    let (frames, outcome) = owner.visited(&[Some(Verdict::Kept)]).await;
    assert!(frames.is_empty());
    assert_eq!(outcome, Ok(VisitReport { left: true, ..VisitReport::default() }));
    assert!(door.quiet(200).await, "nothing is acknowledged");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mailbox_that_lists_the_same_for_ever_does_not_hold_a_visit_for_ever() {
    let mut door = Door::new(9, ServerLimits::default()).await;
    let mut owner = node(2).await;
    let listed = Waiting { id: waypost_protocol::mailbox::FrameId::new([1; 16]), bytes: 4096 };
    owner.visit(1, &door.at(), &inbox(7), COLLECT);
    let liar = tokio::spawn(async move {
        loop {
            let asked = door.asked().await;
            let said = match asked.request {
                Request::List { .. } => Response::Listed { frames: vec![listed], more: true },
                _ => Response::Gone,
            };
            asked.reply.answer(said, None);
        }
    });
    let (frames, outcome) = owner.visited(&[None]).await;
    assert!(frames.is_empty());
    assert_eq!(outcome, Ok(VisitReport { left: true, ..VisitReport::default() }));
    liar.abort();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mailbox_that_falls_silent_is_waited_for_once_and_not_once_for_each_deposit() {
    let mut door = Door::new(9, ServerLimits::default()).await;
    let limits =
        Limits { request_seconds: 1, slowest_bytes_per_second: 1 << 20, ..Limits::default() };
    let mut writer = Node::new(1, limits).await;
    for ticket in 0..100 {
        writer.deposit(ticket, &door.at(), &inbox(7), 4 * KIB);
    }
    let mut held = Vec::new();
    let mut settled = 0;
    while settled < 100 {
        tokio::select! {
            asked = door.asked() => held.push(asked),
            (_, outcome) = writer.deposited() => {
                assert!(outcome.is_err(), "{outcome:?}");
                settled += 1;
            }
        }
    }
    // 16 in flight on each of some sessions; the rest of each batch was never sent.
    assert!(held.len() < 75, "{} were sent", held.len());
}

#[tokio::test(flavor = "multi_thread")]
async fn another_key_at_the_address_gets_nothing() {
    let mut door = Door::new(9, ServerLimits::default()).await;
    let other = Door::new(10, ServerLimits::default()).await;
    let mut writer = node(1).await;
    let wrong = MailboxAt { node: other.net.node(), ..door.at() };
    writer.deposit(1, &wrong, &inbox(7), 4 * KIB);
    assert_eq!(writer.deposited().await, (1, Err(FailWhy::WrongKey)));
    writer.visit(1, &wrong, &inbox(7), COLLECT);
    let outcome = writer.visited(&[None]).await.1;
    assert_eq!(outcome, Err(VisitFail::Failed(FailWhy::WrongKey)));
    assert!(door.quiet(100).await);

    // The right address beside the wrong one is still found.
    let addresses = vec![other.address.clone(), door.address.clone()];
    writer.deposit(2, &MailboxAt { addresses, ..door.at() }, &inbox(7), 4 * KIB);
    door.asked().await.reply.answer(Response::Kept, None);
    assert_eq!(writer.deposited().await, (2, KEPT));
}

#[tokio::test(flavor = "multi_thread")]
async fn deposits_without_a_way_fail_with_the_reason() {
    let (mut writer, not_a_mailbox) = (node(1).await, node(2).await);
    let nobody = {
        let socket = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        format!("/ip4/127.0.0.1/tcp/{}", socket.local_addr().unwrap().port())
    };
    let at = |addresses| MailboxAt { node: not_a_mailbox.id(), addresses };
    writer.deposit(1, &at(vec!["/ip4/127.0.0.1/udp/9/quic-v1".into()]), &inbox(7), 4 * KIB);
    assert_eq!(writer.deposited().await, (1, Err(FailWhy::NoAddress)));
    writer.deposit(2, &at(vec![nobody]), &inbox(7), 4 * KIB);
    assert_eq!(writer.deposited().await, (2, Err(FailWhy::Unreachable)));
    // A node is no mailbox, and takes no strangers.
    writer.deposit(3, &at(vec![not_a_mailbox.address.clone()]), &inbox(7), 4 * KIB);
    assert_eq!(writer.deposited().await, (3, Err(FailWhy::ConnectionLost)));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shutdown_fails_what_is_under_way_and_ends_the_events() {
    let mut door = Door::new(9, ServerLimits::default()).await;
    let mut writer = node(1).await;
    for ticket in 0..20 {
        writer.deposit(ticket, &door.at(), &inbox(7), 4 * KIB);
    }
    writer.visit(1, &door.at(), &inbox(8), COLLECT);
    let _held = door.asked().await;
    writer.net.shut_down();
    let (mut deposits, mut visits) = (BTreeSet::new(), 0);
    while let Some(event) = writer.events.next().await {
        match event {
            waypost_net::Event::Deposited { ticket, outcome } => {
                assert_eq!(outcome, Err(FailWhy::ShutDown));
                assert!(deposits.insert(ticket));
            }
            waypost_net::Event::Visited { outcome, .. } => {
                assert_eq!(outcome, Err(VisitFail::Failed(FailWhy::ShutDown)));
                visits += 1;
            }
            _ => {}
        }
    }
    assert_eq!((deposits.len(), visits), (20, 1));
    let late = Visit { ticket: 2, at: door.at(), inbox: inbox(7), errand: COLLECT };
    assert_eq!(writer.net.visit(late).err(), Some(NotTaken::Closed));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mailbox_that_ends_fails_what_hangs_on_it_and_ends_its_own_events() {
    let mut door = Door::new(9, ServerLimits::default()).await;
    let mut writer = node(1).await;
    writer.deposit(1, &door.at(), &inbox(7), 4 * KIB);
    let held = door.asked().await;
    door.net.shut_down();
    assert_eq!(writer.deposited().await, (1, Err(FailWhy::ConnectionLost)));
    assert!(door.events.next().await.is_none());
    assert!(!held.reply.answer(Response::Kept, None));
}

#[tokio::test(flavor = "multi_thread")]
async fn no_more_deposits_are_taken_than_there_is_room_for_until_an_event_is_read() {
    let mut door = Door::new(9, ServerLimits::default()).await;
    let mut writer = Node::new(1, Limits { posts_max: 2, ..Limits::default() }).await;
    let deposit = |ticket, bytes| Deposit {
        ticket,
        at: door.at(),
        inbox: inbox(7).id(),
        token: TOKEN,
        frame: frame(ticket, bytes),
    };
    writer.net.deposit(deposit(1, 4 * KIB)).unwrap();
    writer.net.deposit(deposit(2, 4 * KIB)).unwrap();
    assert_eq!(writer.net.deposit(deposit(3, 4 * KIB)), Err(NotTaken::Full));
    let odd = deposit(4, 4 * KIB + 1);
    assert_eq!(writer.net.deposit(odd), Err(NotTaken::Length { found: 4097 }));
    let third = deposit(3, 4 * KIB);
    for _ in 0..2 {
        door.asked().await.reply.answer(Response::Kept, None);
    }
    assert_eq!(writer.deposited().await.1, KEPT);
    writer.net.deposit(third).unwrap();
}

/// A request as its bytes stand on a stream.
fn on_the_wire(request: &Request, frame: &[u8]) -> Vec<u8> {
    support::raw::on_the_wire(&request.encode(), frame)
}

fn heard(bytes: &[u8]) -> Response {
    support::raw::heard(bytes)
}
