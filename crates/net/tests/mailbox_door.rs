//! A mailbox's door: who speaks wrongly, who brings too much, and that others are served meanwhile.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs, reason = "a test stops where it fails")]

mod support;

use std::time::{Duration, Instant};

use futures::StreamExt;
use futures::stream::FuturesUnordered;
use support::mailbox::{Door, TOKEN};
use support::raw::{Raw, at, heard, on_the_wire};
use support::{KIB, Node, frame};
use tokio::io::AsyncReadExt;
use tokio::net::{TcpSocket, TcpStream};
use waypost_net::mailbox::DepositVerdict;
use waypost_net::mailbox::server::{ServerConfig, ServerLimits, serve};
use waypost_net::{Error, FailWhy, Limits};
use waypost_protocol::mailbox::{HEAD_BYTES_MAX, InboxKey, OwnerProof, Request, Response};
use zeroize::Zeroizing;

const PROTOCOL: &str = "/waypost/mailbox/1";
const KEPT: Result<DepositVerdict, FailWhy> = Ok(DepositVerdict::Kept);

fn inbox() -> InboxKey {
    InboxKey::from_seed(&[7; 32])
}

fn put() -> Request {
    Request::Put { inbox: inbox().id(), token: TOKEN }
}

fn list() -> Request {
    let (inbox, proof) = (inbox().id(), OwnerProof([3; 64]));
    Request::List { inbox, proof, after: None, small_first: true }
}

/// A node that comes to a door and is served.
async fn an_honest_client_gets_through(door: &mut Door) {
    let mut writer = Node::new(1, Limits::default()).await;
    writer.deposit(1, &door.at(), &inbox(), 64 * KIB);
    let asked = loop {
        let asked = door.asked().await;
        if asked.frame.as_deref() == Some(&*frame(1, 64 * KIB)) {
            break asked;
        }
    };
    asked.reply.answer(Response::Kept, None);
    assert_eq!(writer.deposited().await, (1, KEPT));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_head_of_a_length_that_is_not_allowed_is_refused_by_its_first_four_bytes() {
    let mut door = Door::new(9, ServerLimits::default()).await;
    let mut raw = Raw::speaking(66, PROTOCOL);
    let at = at(door.net.node(), &door.address);
    for length in [0, HEAD_BYTES_MAX as u32 + 1, u32::MAX] {
        // Four bytes only: were a head of this length waited for, no answer would come back.
        let said = raw.ask(&at, length.to_be_bytes().to_vec()).await.unwrap();
        assert_eq!(heard(&said), Response::Length, "length {length}");
    }
    assert!(door.quiet(100).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_frame_of_a_length_that_its_request_has_not_is_refused_before_it_is_read() {
    let mut door = Door::new(9, ServerLimits::default()).await;
    let mut raw = Raw::speaking(66, PROTOCOL);
    let at = at(door.net.node(), &door.address);
    let announced = |request: &Request, length: u32| {
        let mut bytes = on_the_wire(&request.encode(), &[]);
        let end = bytes.len() - 4;
        bytes[end..].copy_from_slice(&length.to_be_bytes());
        bytes
    };
    for length in [0, 1, 4 * KIB as u32 + 1, (1 << 20) + 1, u32::MAX] {
        let said = raw.ask(&at, announced(&put(), length)).await.unwrap();
        assert_eq!(heard(&said), Response::Length, "length {length}");
    }
    for length in [1, 4 * KIB as u32, u32::MAX] {
        let said = raw.ask(&at, announced(&list(), length)).await.unwrap();
        assert_eq!(heard(&said), Response::Length, "length {length}");
    }
    assert!(door.quiet(100).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_understood_is_said_to_be_so() {
    let mut door = Door::new(9, ServerLimits::default()).await;
    let mut raw = Raw::speaking(66, PROTOCOL);
    let at = at(door.net.node(), &door.address);
    let newer = [0xa2, 0, 2, 1, 1];
    let unknown_kind = [0xa2, 0, 1, 1, 99];
    let trailing = [&list().encode()[..], &[0]].concat();
    for head in [&newer[..], &unknown_kind, &trailing, b"hello"] {
        let said = raw.ask(&at, on_the_wire(head, &[])).await.unwrap();
        assert_eq!(heard(&said), Response::NotUnderstood, "{head:?}");
    }
    assert!(door.quiet(100).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_that_is_cut_or_goes_on_is_never_handed_up() {
    let mut door = Door::new(9, ServerLimits::default()).await;
    let mut raw = Raw::speaking(66, PROTOCOL);
    let place = at(door.net.node(), &door.address);
    let whole = on_the_wire(&put().encode(), &frame(1, 4 * KIB));
    for cut in [3, 40, whole.len() - 1] {
        assert!(raw.ask(&place, whole[..cut].to_vec()).await.is_err());
    }
    assert!(raw.ask(&place, [&whole[..], &[0; 9]].concat()).await.is_err());
    assert!(door.quiet(100).await);
    let (said, ()) = tokio::join!(raw.ask(&place, whole), async {
        let asked = door.asked().await;
        assert_eq!(asked.client, Raw::speaking(66, PROTOCOL).id());
        asked.reply.answer(Response::Full, None);
    });
    assert_eq!(heard(&said.unwrap()), Response::Full);
}

#[tokio::test(flavor = "multi_thread")]
async fn connections_that_say_nothing_are_bounded_by_address_and_time_and_others_are_served() {
    let limits = ServerLimits {
        connections_per_address: 8,
        handshake_seconds: 2,
        ..ServerLimits::default()
    };
    let mut door = Door::new(9, limits).await;
    let began = Instant::now();
    let mut flood = Vec::new();
    for _ in 0..200 {
        flood.push(silent("127.0.0.2", &door.address).await);
    }
    let open = still_open(&mut flood).await;
    assert!((1..=8).contains(&open), "{open} connections stand");
    an_honest_client_gets_through(&mut door).await;
    tokio::time::sleep_until((began + Duration::from_secs(5)).into()).await;
    assert_eq!(still_open(&mut flood).await, 0, "a handshake has its time");
}

#[tokio::test(flavor = "multi_thread")]
async fn when_every_place_is_taken_whoever_has_the_most_gives_way() {
    let few_handshakes = ServerLimits { handshakes_max: 32, ..ServerLimits::default() };
    let few_seats = ServerLimits { connections_total: 32, ..ServerLimits::default() };
    for limits in [few_handshakes, few_seats] {
        let limits = ServerLimits { handshakes_per_address: 8, ..limits };
        let mut door = Door::new(9, limits).await;
        let mut flood = Vec::new();
        for address in 2..8 {
            for _ in 0..8 {
                flood.push(silent(&format!("127.0.0.{address}"), &door.address).await);
            }
        }
        an_honest_client_gets_through(&mut door).await;
        let open = still_open(&mut flood).await;
        assert!((20..=32).contains(&open), "{open} connections stand");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_without_a_request_is_let_go() {
    let limits = ServerLimits { idle_seconds: 1, ..ServerLimits::default() };
    let door = Door::new(9, limits).await;
    let mut raw = Raw::speaking(66, PROTOCOL);
    let place = at(door.net.node(), &door.address);
    raw.ask(&place, 0_u32.to_be_bytes().to_vec()).await.unwrap();
    let gone = tokio::time::timeout(Duration::from_secs(10), raw.until_closed()).await;
    assert!(gone.is_ok(), "an idle connection is closed");
}

#[tokio::test(flavor = "multi_thread")]
async fn of_a_clients_many_streams_only_so_many_are_handed_up() {
    let limits = ServerLimits { streams_per_connection: 4, ..ServerLimits::default() };
    let mut door = Door::new(9, limits).await;
    let place = at(door.net.node(), &door.address);
    let mut raw = Raw::speaking(66, PROTOCOL);
    let request = on_the_wire(&put().encode(), &frame(5, 4 * KIB));
    let flood = tokio::spawn(async move { raw.ask_many(&place, vec![request; 60]).await });
    let mut held = Vec::new();
    for _ in 0..4 {
        held.push(door.asked().await);
    }
    assert!(door.quiet(500).await, "no fifth is handed up");
    an_honest_client_gets_through(&mut door).await;
    for asked in held {
        asked.reply.answer(Response::Kept, None);
    }
    while !flood.is_finished() {
        tokio::select! {
            asked = door.asked() => drop(asked.reply.answer(Response::Kept, None)),
            () = tokio::time::sleep(Duration::from_millis(50)) => {}
        }
    }
    let answered = flood.await.unwrap();
    assert!((4..60).contains(&answered), "{answered} were answered");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_asks_too_often_is_told_to_wait_and_another_is_served() {
    let limits = ServerLimits { requests_per_minute_per_connection: 3, ..ServerLimits::default() };
    let mut door = Door::new(9, limits).await;
    let place = at(door.net.node(), &door.address);
    let mut raw = Raw::speaking(66, PROTOCOL);
    let request = on_the_wire(&put().encode(), &frame(5, 4 * KIB));
    for _ in 0..3 {
        let (said, ()) = tokio::join!(raw.ask(&place, request.clone()), async {
            door.asked().await.reply.answer(Response::Kept, None);
        });
        assert_eq!(heard(&said.unwrap()), Response::Kept);
    }
    let said = raw.ask(&place, request).await.unwrap();
    assert_eq!(heard(&said), Response::Busy { retry_seconds: 20 });
    an_honest_client_gets_through(&mut door).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn frames_that_are_not_answered_fill_an_addresss_share_of_memory_and_no_more() {
    let limits =
        ServerLimits { memory_bytes_per_address: 2 * 1024 * KIB, ..ServerLimits::default() };
    let mut door = Door::new(9, limits).await;
    let mut writer = Node::new(3, Limits::default()).await;
    for ticket in 0..3 {
        writer.deposit(ticket, &door.at(), &inbox(), 1024 * KIB);
    }
    // A head takes a little: of two frames of a megabyte in two, one is inside.
    let held = door.asked().await;
    let (_, outcome) = writer.deposited().await;
    assert!(matches!(outcome, Ok(DepositVerdict::Busy { .. })), "{outcome:?}");
    held.reply.answer(Response::Kept, None);
    writer.deposit(9, &door.at(), &inbox(), 1024 * KIB);
    let after = loop {
        tokio::select! {
            asked = door.asked() => break asked,
            _ = writer.deposited() => {}
        }
    };
    after.reply.answer(Response::Kept, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_caller_that_does_not_read_holds_its_clients_back_and_loses_nothing() {
    let mut door = Door::new(9, ServerLimits::default()).await;
    let mut writer = Node::new(1, Limits::default()).await;
    for ticket in 0..200 {
        writer.deposit(ticket, &door.at(), &inbox(), 4 * KIB);
    }
    tokio::time::sleep(Duration::from_millis(300)).await;
    let keeper = tokio::spawn(async move {
        for _ in 0..200 {
            door.asked().await.reply.answer(Response::Kept, None);
        }
        door
    });
    let outcomes = writer.all_deposited(200).await;
    assert!(outcomes.values().all(|outcome| *outcome == KEPT), "{outcomes:?}");
    assert!(keeper.await.unwrap().quiet(100).await, "each came once");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mailbox_without_a_sound_configuration_is_refused_with_the_reason() {
    let first = Door::new(9, ServerLimits::default()).await;
    let config = |listen: &str, limits| ServerConfig {
        listen: vec![listen.to_owned()],
        node_key: Zeroizing::new([9; 32]),
        limits,
        underlay: Default::default(),
    };
    let runtime = tokio::runtime::Handle::current();
    let second = serve(config(&first.address, ServerLimits::default()), &runtime);
    assert!(matches!(second, Err(Error::AddressInUse { address }) if address == first.address));
    let limits = ServerLimits { fetches_max: 0, ..ServerLimits::default() };
    let none = serve(config("/ip4/127.0.0.1/tcp/0", limits), &runtime);
    assert!(matches!(none, Err(Error::Limit { name: "fetches_max", found: 0, least: 1 })));
}

/// A connection from another address of this machine, on which nothing is said; none if it is refused.
async fn silent(from: &str, to: &str) -> Option<TcpStream> {
    let port: u16 = to.rsplit('/').next().unwrap().parse().unwrap();
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind(format!("{from}:0").parse().unwrap()).unwrap();
    socket.connect(([127, 0, 0, 1], port).into()).await.ok()
}

/// How many have not been closed by the other side half a second later.
async fn still_open(connections: &mut [Option<TcpStream>]) -> usize {
    let mut reading: FuturesUnordered<_> = connections
        .iter_mut()
        .flatten()
        .map(|connection| async move {
            let reading = async {
                let mut scratch = [0; 256];
                while connection.read(&mut scratch).await.is_ok_and(|count| count > 0) {}
            };
            tokio::time::timeout(Duration::from_millis(500), reading).await.is_err()
        })
        .collect();
    let mut open = 0;
    while let Some(stands) = reading.next().await {
        open += usize::from(stands);
    }
    open
}
