//! What a deposit costs: a node and a mailbox on loopback, one process. The mailbox's caller takes up to 64 requests,
//! writes their frames to a file, flushes it once, and answers. Prints deposits a second and processor time a deposit
//! for both ends together (Linux).
//!
//! `cargo run --release -p waypost-net --example deposit -- [FOLDER]`
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_types,
    reason = "an example stops where it fails, and stands for the caller that has the disk"
)]

use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use waypost_net::mailbox::server::{ServerConfig, ServerEvent, ServerEvents, ServerLimits, serve};
use waypost_net::mailbox::{Deposit, DepositVerdict, MailboxAt};
use waypost_net::{Config, Event, Limits, Reach, Underlay, start};
use waypost_protocol::mailbox::{InboxId, Response, WriteToken};
use zeroize::Zeroizing;

const DEPOSITS: u64 = 20_000;
/// Posts a caller has under way, as the desk does.
const UNDER_WAY: u64 = 256;
const GROUP: usize = 64;

#[tokio::main]
async fn main() {
    let folder = std::env::args().nth(1).map_or_else(std::env::temp_dir, PathBuf::from);
    let limits = ServerLimits {
        requests_per_minute_per_address: u32::MAX,
        bytes_per_minute_per_address: u64::MAX / 2,
        ..ServerLimits::default()
    };
    let config = ServerConfig {
        listen: vec!["/ip4/127.0.0.1/tcp/0".to_owned()],
        node_key: Zeroizing::new([9; 32]),
        underlay: Underlay::default(),
        limits,
    };
    let runtime = tokio::runtime::Handle::current();
    let (mailbox, mut events) = serve(config, &runtime).unwrap();
    let Some(ServerEvent::Listening(address)) = events.next().await else {
        panic!("a mailbox first says where it listens");
    };
    std::thread::spawn(move || keep(events, folder));

    let config = Config {
        listen: vec![],
        node_key: Zeroizing::new([1; 32]),
        underlay: Underlay::default(),
        reach: Reach::default(),
        limits: Limits::default(),
    };
    let (net, mut settled) = start(config, &runtime).unwrap();
    let at = MailboxAt { node: mailbox.node(), addresses: vec![address] };
    let frame: Arc<[u8]> = vec![0x5a; 4096].into();
    let (began, cpu_began) = (Instant::now(), cpu_seconds());
    let (mut posted, mut kept) = (0, 0);
    while kept < DEPOSITS {
        while posted < DEPOSITS && posted - kept < UNDER_WAY {
            let (at, frame) = (at.clone(), Arc::clone(&frame));
            let (inbox, token) = (InboxId::new([7; 32]), WriteToken([4; 16]));
            net.deposit(Deposit { ticket: posted, at, inbox, token, frame }).unwrap();
            posted += 1;
        }
        match settled.next().await {
            Some(Event::Deposited { outcome: Ok(DepositVerdict::Kept), .. }) => kept += 1,
            other => panic!("{other:?}"),
        }
    }
    let seconds = began.elapsed().as_secs_f64();
    let cpu_micros = (cpu_seconds() - cpu_began) * 1e6 / DEPOSITS as f64;
    println!(
        "{:.0} deposits/s of 4 KiB, {cpu_micros:.0} microseconds CPU a deposit, both ends",
        DEPOSITS as f64 / seconds
    );
}

/// The mailbox's caller: a group of requests, one flush, their answers.
fn keep(mut events: ServerEvents, folder: PathBuf) {
    let path = folder.join(format!("deposits-{}", std::process::id()));
    let mut file = std::fs::File::create(&path).unwrap();
    std::fs::remove_file(&path).unwrap();
    let mut group = Vec::with_capacity(GROUP);
    while events.blocking_next_many(&mut group, GROUP) > 0 {
        let mut replies = Vec::with_capacity(group.len());
        for event in group.drain(..) {
            if let ServerEvent::Asked { frame: Some(frame), reply, .. } = event {
                file.write_all(&frame).unwrap();
                replies.push(reply);
            }
        }
        file.sync_data().unwrap();
        for reply in replies {
            reply.answer(Response::Kept, None);
        }
    }
}

/// Processor time of this process so far: fields 14 and 15 of `/proc/self/stat`, in ticks of 10 ms.
fn cpu_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap();
    let fields = stat.rsplit(')').next().unwrap().split_whitespace();
    let ticks: f64 = fields.skip(11).take(2).map(|t| t.parse::<f64>().unwrap()).sum();
    ticks / 100.0
}
