//! Frames between admitted partners, over real loopback sockets.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs, reason = "a test stops where it fails")]

mod support;

use support::{KIB, Node, config, frame};
use waypost_net::{Error, Event, FailWhy, LADDER, Limits, NotTaken, Post, Verdict, Way, start};
use waypost_protocol::ids::NodeId;

const KEPT: support::Outcome = Ok(Verdict::Kept);

#[tokio::test(flavor = "multi_thread")]
async fn a_frame_of_each_length_arrives_whole_and_kept_comes_back() {
    let (mut a, mut b) = Node::pair(Limits::default()).await;
    for (ticket, bytes) in (0..).zip(LADDER) {
        b.post(ticket, &a, bytes);
        let (from, stranger, arrived, reply) = a.arrived().await;
        assert_eq!((from, stranger), (b.id(), false));
        assert!(arrived == *frame(ticket, bytes), "frame {ticket} was changed");
        assert!(a.net.answer(reply, Verdict::Kept));
        assert_eq!(b.settled().await, (ticket, KEPT));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hundred_posts_at_once_end_in_one_event_each() {
    let (a, mut b) = Node::pair(Limits::default()).await;
    for ticket in 0..100 {
        b.post(ticket, &a, 4 * KIB);
    }
    let (_a, _keeper) = a.keep_everything();
    let outcomes = b.all_settled(100).await;
    assert!(outcomes.values().all(|outcome| *outcome == KEPT), "{outcomes:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn partners_that_dial_each_other_at_once_both_get_through() {
    let (mut a, mut b) = Node::pair(Limits::default()).await;
    a.post(1, &b, 4 * KIB);
    b.post(2, &a, 4 * KIB);
    let (_, _, _, at_a) = a.arrived().await;
    let (_, _, _, at_b) = b.arrived().await;
    a.net.answer(at_a, Verdict::Kept);
    b.net.answer(at_b, Verdict::Kept);
    assert_eq!(a.settled().await, (1, KEPT));
    assert_eq!(b.settled().await, (2, KEPT));
}

#[tokio::test(flavor = "multi_thread")]
async fn another_key_at_the_address_gets_nothing() {
    let (mut a, mut b) = Node::pair(Limits::default()).await;
    let c = Node::new(3, Limits::default()).await;
    a.net.admit(vec![b.id(), c.id()]);
    b.net.admit(vec![a.id(), c.id()]);

    b.post_at(1, c.id(), vec![a.address.clone()], 4 * KIB);
    assert_eq!(b.settled().await, (1, Err(FailWhy::WrongKey)));

    // The right address beside the wrong one is still found.
    b.post_at(2, a.id(), vec![c.address.clone(), a.address.clone()], 4 * KIB);
    let (_, _, arrived, reply) = a.arrived().await;
    assert!(arrived == *frame(2, 4 * KIB), "only the second post may arrive");
    a.net.answer(reply, Verdict::Kept);
    assert_eq!(b.settled().await, (2, KEPT));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_partner_that_never_answers_is_a_failure_after_the_deadline() {
    let limits =
        Limits { request_seconds: 1, slowest_bytes_per_second: 1 << 20, ..Limits::default() };
    let (mut a, mut b) = Node::pair(limits).await;
    b.post(1, &a, 4 * KIB);
    let (_, _, _, unanswered) = a.arrived().await;
    assert_eq!(b.settled().await, (1, Err(FailWhy::TimedOut)));
    drop(unanswered);

    // The link was closed as dead; the next post finds a new one.
    b.post(2, &a, 4 * KIB);
    let (_, _, _, reply) = a.arrived().await;
    a.net.answer(reply, Verdict::Kept);
    assert_eq!(b.settled().await, (2, KEPT));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ticket_that_is_dropped_is_a_failure_and_never_kept() {
    let (mut a, mut b) = Node::pair(Limits::default()).await;
    b.post(1, &a, 4 * KIB);
    let (_, _, _, reply) = a.arrived().await;
    drop(reply);
    assert_eq!(b.settled().await, (1, Err(FailWhy::ConnectionLost)));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_node_that_goes_away_fails_every_post_that_hangs_on_it() {
    let (mut a, mut b) = Node::pair(Limits::default()).await;
    for ticket in 0..100 {
        b.post(ticket, &a, 4 * KIB);
    }
    let (_, _, _, first) = a.arrived().await;
    a.net.answer(first, Verdict::Kept);
    let (_, _, _, _held) = a.arrived().await;
    a.net.shut_down();
    let outcomes = b.all_settled(100).await;
    let failed = outcomes.values().filter(|o| **o == Err(FailWhy::ConnectionLost)).count();
    assert!(failed >= 99, "{outcomes:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shutdown_fails_our_own_posts_and_ends_the_events() {
    let (mut a, mut b) = Node::pair(Limits::default()).await;
    for ticket in 0..20 {
        b.post(ticket, &a, 4 * KIB);
    }
    let (_, _, _, _held) = a.arrived().await;
    b.net.shut_down();
    let outcomes = b.all_settled(20).await;
    assert!(outcomes.values().all(|o| *o == Err(FailWhy::ShutDown)), "{outcomes:?}");
    assert!(b.events.next().await.is_none());
    let late = Post { ticket: 99, to: a.id(), addresses: vec![], frame: frame(99, 4 * KIB) };
    assert_eq!(b.net.post(late), Err(NotTaken::Closed));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_flood_is_told_to_wait_and_another_partner_is_served() {
    let limits = Limits { frames_per_minute: 20, ..Limits::default() };
    let a = Node::new(1, limits).await;
    let mut flood = Node::new(2, Limits::default()).await;
    let mut calm = Node::new(3, Limits::default()).await;
    a.net.admit(vec![flood.id(), calm.id()]);
    flood.net.admit(vec![a.id()]);
    calm.net.admit(vec![a.id()]);
    for ticket in 0..100 {
        flood.post(ticket, &a, 16 * KIB);
    }
    calm.post(1, &a, 1024 * KIB);
    let (_a, _keeper) = a.keep_everything();

    assert_eq!(calm.settled().await, (1, KEPT));
    let outcomes = flood.all_settled(100).await;
    let kept = outcomes.values().filter(|o| **o == KEPT).count();
    let waiting = |o: &&support::Outcome| matches!(o, Ok(Verdict::Busy { retry_seconds: 1..=60 }));
    let busy = outcomes.values().filter(waiting).count();
    assert_eq!(kept + busy, 100, "{outcomes:?}");
    // The bucket's twenty, and what drips in while the flood lasts.
    assert!((20..40).contains(&kept), "{kept} kept");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_caller_that_does_not_read_holds_its_senders_back_and_loses_nothing() {
    let (a, mut b) = Node::pair(Limits::default()).await;
    for ticket in 0..60 {
        b.post(ticket, &a, 4 * KIB);
    }
    // Nobody reads at `a`, but its own loop goes on: it can still send.
    a.post(1, &b, 4 * KIB);
    let (_, _, _, reply) = b.arrived().await;
    b.net.answer(reply, Verdict::Kept);
    let (_a, _keeper) = a.keep_everything();
    let outcomes = b.all_settled(60).await;
    assert!(outcomes.values().all(|outcome| *outcome == KEPT), "{outcomes:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn posts_without_a_way_fail_with_the_reason() {
    let (a, mut b) = Node::pair(Limits::default()).await;
    b.post_at(1, a.id(), vec!["/ip4/127.0.0.1/udp/9/quic-v1".into()], 4 * KIB);
    assert_eq!(b.settled().await, (1, Err(FailWhy::NoAddress)));
    b.post_at(2, NodeId::new([9; 32]), vec![a.address.clone()], 4 * KIB);
    assert_eq!(b.settled().await, (2, Err(FailWhy::NotAdmitted)));
    let nobody = {
        let socket = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        format!("/ip4/127.0.0.1/tcp/{}", socket.local_addr().unwrap().port())
    };
    b.post_at(3, a.id(), vec![nobody], 4 * KIB);
    assert_eq!(b.settled().await, (3, Err(FailWhy::Unreachable)));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dismissed_partner_loses_its_links_and_its_posts() {
    let (mut a, mut b) = Node::pair(Limits::default()).await;
    b.post(1, &a, 4 * KIB);
    let (_, _, _, _held) = a.arrived().await;
    assert!(matches!(b.next().await, Event::Up(up, Way::Direct) if up == a.id()));
    b.net.admit(vec![]);
    assert_eq!(b.settled().await, (1, Err(FailWhy::NotAdmitted)));
    assert!(matches!(b.next().await, Event::Down(down) if down == a.id()));
    assert!(matches!(a.next().await, Event::Down(down) if down == b.id()));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_node_on_the_same_port_is_refused_with_the_address() {
    let a = Node::new(1, Limits::default()).await;
    let second =
        start(config(2, &a.address, Limits::default()), &tokio::runtime::Handle::current());
    assert!(matches!(second, Err(Error::AddressInUse { address }) if address == a.address));
}

#[tokio::test(flavor = "multi_thread")]
async fn no_more_posts_are_taken_than_there_is_room_for_until_an_event_is_read() {
    let limits = Limits { posts_max: 2, ..Limits::default() };
    let (a, mut b) = Node::pair(limits).await;
    let post = |ticket| Post {
        ticket,
        to: NodeId::new([9; 32]),
        addresses: vec![],
        frame: frame(ticket, 4 * KIB),
    };
    b.net.post(post(1)).unwrap();
    b.net.post(post(2)).unwrap();
    assert_eq!(b.net.post(post(3)), Err(NotTaken::Full));
    assert_eq!(b.settled().await, (1, Err(FailWhy::NotAdmitted)));
    b.net.post(post(3)).unwrap();
    let odd = Post { frame: frame(4, 4 * KIB + 1), ..post(4) };
    assert_eq!(b.net.post(odd), Err(NotTaken::Length { found: 4097 }));
    drop(a);
}

#[test]
fn a_plain_thread_can_post_and_wait() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let (mut a, mut b) = runtime.block_on(Node::pair(Limits::default()));
    b.post(1, &a, 4 * KIB);
    let reply = loop {
        if let Some(Event::Arrived { reply, .. }) = a.events.blocking_next() {
            break reply;
        }
    };
    a.net.answer(reply, Verdict::Kept);
    loop {
        if let Some(Event::Answered { ticket, verdict }) = b.events.blocking_next() {
            assert_eq!((ticket, verdict), (1, Verdict::Kept));
            break;
        }
    }
}
