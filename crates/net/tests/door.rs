//! Who gets in, and what somebody gets who speaks the protocol wrongly, over real loopback sockets.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs, reason = "a test stops where it fails")]

mod support;

use libp2p::{Multiaddr, PeerId};
use support::raw::Raw;
use support::{KIB, Node, frame};
use waypost_net::{Event, FailWhy, Limits, Refusal, Verdict};

const KEPT: support::Outcome = Ok(Verdict::Kept);

#[tokio::test(flavor = "multi_thread")]
async fn a_stranger_is_turned_away_while_no_invite_is_open() {
    let mut a = Node::new(1, Limits::default()).await;
    let mut b = Node::new(2, Limits::default()).await;
    b.net.admit(vec![a.id()]);
    b.post(1, &a, 4 * KIB);
    assert_eq!(b.settled().await, (1, Err(FailWhy::ConnectionLost)));

    // Nothing of it came through: the first that `a` hears is the frame sent once it knows `b`.
    a.net.admit(vec![b.id()]);
    let outcome = loop {
        b.post(2, &a, 4 * KIB);
        tokio::select! {
            (_, stranger, arrived, reply) = a.arrived() => {
                assert!(!stranger && arrived == *frame(2, 4 * KIB));
                a.net.answer(reply, Verdict::Kept);
                break b.settled().await;
            }
            _ = b.settled() => {}
        }
    };
    assert_eq!(outcome, (2, KEPT));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_welcome_stranger_brings_one_frame_and_its_link_is_closed() {
    let mut a = Node::new(1, Limits::default()).await;
    let mut b = Node::new(2, Limits::default()).await;
    b.net.admit(vec![a.id()]);
    a.net.welcome_strangers(true);
    for ticket in 0..8 {
        b.post(ticket, &a, 64 * KIB);
    }
    let (from, stranger, _, reply) = a.arrived().await;
    assert_eq!((from, stranger), (b.id(), true));
    a.net.answer(reply, Verdict::Kept);

    let outcomes = b.all_settled(8).await;
    let kept = outcomes.values().filter(|o| **o == KEPT).count();
    assert_eq!(kept, 1, "{outcomes:?}");
    loop {
        if matches!(b.next().await, Event::Down(node) if node == a.id()) {
            break;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stranger_that_is_made_a_partner_is_served_as_one() {
    let mut a = Node::new(1, Limits::default()).await;
    let mut b = Node::new(2, Limits::default()).await;
    b.net.admit(vec![a.id()]);
    a.net.welcome_strangers(true);
    b.post(1, &a, 4 * KIB);
    let (from, _, _, reply) = a.arrived().await;
    a.net.admit(vec![from]);
    a.net.welcome_strangers(false);
    // While the stranger's link still stands, `a` dials its new partner.
    a.post(7, &b, 256 * KIB);
    let (_, stranger, _, at_b) = b.arrived().await;
    assert!(!stranger);
    b.net.answer(at_b, Verdict::Kept);
    assert_eq!(a.settled().await, (7, KEPT));
    a.net.answer(reply, Verdict::Kept);
    assert_eq!(b.settled().await, (1, KEPT));
}

/// A partner that nobody can dial came by an invite: the answer goes back over the link on which it came.
#[tokio::test(flavor = "multi_thread")]
async fn a_stranger_that_was_made_a_partner_keeps_its_link() {
    let mut a = Node::new(1, Limits::default()).await;
    let mut b = Node::new(2, Limits::default()).await;
    b.net.admit(vec![a.id()]);
    a.net.welcome_strangers(true);
    b.post(1, &a, 4 * KIB);
    let (from, stranger, _, reply) = a.arrived().await;
    assert!(stranger);
    a.net.admit(vec![from]);
    a.net.answer(reply, Verdict::Kept);
    assert_eq!(b.settled().await, (1, KEPT));
    while !matches!(a.next().await, Event::Up(node, _) if node == from) {}
    a.post_at(7, from, vec!["/ip4/127.0.0.1/tcp/1".to_owned()], 256 * KIB);
    let (_, _, _, reply) = b.arrived().await;
    b.net.answer(reply, Verdict::Kept);
    assert_eq!(a.settled().await, (7, KEPT));
    // And it may bring more than a stranger may.
    b.post(2, &a, 256 * KIB);
    let (_, stranger, _, reply) = a.arrived().await;
    assert!(!stranger);
    a.net.answer(reply, Verdict::Kept);
    assert_eq!(b.settled().await, (2, KEPT));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_strangers_frame_may_not_be_long() {
    let a = Node::new(1, Limits::default()).await;
    let mut b = Node::new(2, Limits::default()).await;
    b.net.admit(vec![a.id()]);
    a.net.welcome_strangers(true);
    b.post(1, &a, 256 * KIB);
    assert_eq!(b.settled().await, (1, Ok(Verdict::Refused(Refusal::Length))));
}

#[tokio::test(flavor = "multi_thread")]
async fn no_more_strangers_are_inside_than_an_invite_allows() {
    let limits = Limits { strangers_max: 1, ..Limits::default() };
    let mut a = Node::new(1, limits).await;
    a.net.welcome_strangers(true);
    let mut first = Node::new(2, Limits::default()).await;
    let mut second = Node::new(3, Limits::default()).await;
    first.net.admit(vec![a.id()]);
    second.net.admit(vec![a.id()]);
    first.post(1, &a, 4 * KIB);
    let (_, _, _, reply) = a.arrived().await;
    second.post(2, &a, 4 * KIB);
    assert_eq!(second.settled().await, (2, Err(FailWhy::ConnectionLost)));
    a.net.answer(reply, Verdict::Kept);
    assert_eq!(first.settled().await, (1, KEPT));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_length_off_the_ladder_is_refused_by_its_first_four_bytes() {
    let mut raw = Raw::new(7);
    let a = Node::new(1, Limits::default()).await;
    a.net.admit(vec![raw.id()]);
    for length in [0, 4 * KIB as u32 + 1, (1 << 20) + 1, u32::MAX] {
        // Four bytes only: were a frame of this length waited for, no verdict would come back.
        let said = raw.ask(&at(&a), length.to_be_bytes().to_vec()).await.unwrap();
        assert_eq!(said, [1, 21, 0, 0, 0, 0, 0, 0], "length {length}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_frame_cut_short_never_arrives() {
    let mut raw = Raw::new(7);
    let mut a = Node::new(1, Limits::default()).await;
    a.net.admit(vec![raw.id()]);
    let at_a = at(&a);
    let cut = [&4096u32.to_be_bytes()[..], &frame(1, 4 * KIB - 1)].concat();
    assert!(raw.ask(&at_a, cut).await.is_err());
    let whole = [&4096u32.to_be_bytes()[..], &frame(2, 4 * KIB)].concat();
    let (arrived, said) = tokio::join!(
        async {
            let (_, _, arrived, reply) = a.arrived().await;
            a.net.answer(reply, Verdict::Busy { retry_seconds: 7 });
            arrived
        },
        raw.ask(&at_a, whole)
    );
    assert!(arrived == *frame(2, 4 * KIB));
    assert_eq!(said.unwrap(), [1, 1, 0, 0, 0, 0, 0, 7]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_verdict_of_another_form_is_a_failure() {
    for (seed, said, why) in [
        (7, vec![2, 0, 0, 0, 0, 0, 0, 0], FailWhy::Garbled),
        (8, vec![1, 99, 0, 0, 0, 0, 0, 0], FailWhy::Garbled),
        (9, vec![1, 0, 0, 0, 0, 0, 0, 1], FailWhy::Garbled),
        (10, vec![1, 0, 0], FailWhy::ConnectionLost),
    ] {
        let mut raw = Raw::new(seed);
        let mut b = Node::new(2, Limits::default()).await;
        b.net.admit(vec![raw.id()]);
        let address = raw.listen().await;
        b.post_at(1, raw.id(), vec![address], 4 * KIB);
        let outcome = tokio::select! {
            outcome = b.settled() => outcome,
            () = raw.say(said) => unreachable!("the raw peer never ends"),
        };
        assert_eq!(outcome, (1, Err(why)));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_peer_that_speaks_another_version_is_a_failure_with_that_reason() {
    let mut raw = Raw::speaking(7, "/waypost/frame/2");
    let mut b = Node::new(2, Limits::default()).await;
    b.net.admit(vec![raw.id()]);
    let address = raw.listen().await;
    b.post_at(1, raw.id(), vec![address], 4 * KIB);
    let outcome = tokio::select! {
        outcome = b.settled() => outcome,
        () = raw.say(vec![]) => unreachable!("the raw peer never ends"),
    };
    assert_eq!(outcome, (1, Err(FailWhy::NotSpoken)));
}

/// Where a raw peer finds a node.
fn at(node: &Node) -> (PeerId, Multiaddr) {
    support::raw::at(node.id(), &node.address)
}
