//! What a frame costs: two nodes on loopback, one process, 16 frames in flight. Prints frames a second and processor
//! time a frame for both ends together (Linux).
//!
//! `cargo run --release -p waypost-net --example carry`
#![allow(clippy::unwrap_used, clippy::panic, reason = "an example stops where it fails")]

use std::sync::Arc;
use std::time::Instant;

use waypost_net::{
    Config, Event, Events, LADDER, Limits, Net, Post, Reach, Underlay, Verdict, start,
};
use zeroize::Zeroizing;

const BYTES_EACH_LENGTH: usize = 32 << 20;

#[tokio::main]
async fn main() {
    let (from, mut from_events, _) = node(1).await;
    let (to, mut to_events, address) = node(2).await;
    from.admit(vec![to.node()]);
    to.admit(vec![from.node()]);
    let keeper = to.clone();
    tokio::spawn(async move {
        while let Some(event) = to_events.next().await {
            if let Event::Arrived { reply, .. } = event {
                keeper.answer(reply, Verdict::Kept);
            }
        }
    });
    for length in LADDER {
        let frames = (BYTES_EACH_LENGTH / length).min(4000);
        let frame: Arc<[u8]> = vec![0x5a; length].into();
        let (began, cpu_began) = (Instant::now(), cpu_seconds());
        let (mut posted, mut kept) = (0, 0);
        while kept < frames {
            while posted < frames && posted - kept < 16 {
                let (addresses, frame) = (vec![address.clone()], Arc::clone(&frame));
                let ticket = posted as u64;
                from.post(Post { ticket, to: to.node(), addresses, frame }).unwrap();
                posted += 1;
            }
            match from_events.next().await {
                Some(Event::Answered { verdict: Verdict::Kept, .. }) => kept += 1,
                Some(Event::Up(..)) => {}
                other => panic!("{other:?}"),
            }
        }
        let cpu_micros = (cpu_seconds() - cpu_began) * 1e6 / frames as f64;
        let rate = frames as f64 / began.elapsed().as_secs_f64();
        println!(
            "{:>5} KiB: {rate:>7.0} frames/s, {cpu_micros:>6.0} microseconds CPU a frame",
            length >> 10
        );
    }
}

async fn node(seed: u8) -> (Net, Events, String) {
    let limits =
        Limits { frames_per_minute: u32::MAX, bytes_per_minute: u64::MAX / 2, ..Limits::default() };
    let config = Config {
        listen: vec!["/ip4/127.0.0.1/tcp/0".to_owned()],
        node_key: Zeroizing::new([seed; 32]),
        underlay: Underlay::default(),
        reach: Reach::default(),
        limits,
    };
    let (net, mut events) = start(config, &tokio::runtime::Handle::current()).unwrap();
    let Some(Event::Listening(address)) = events.next().await else {
        panic!("a node first says where it listens");
    };
    (net, events, address)
}

/// Processor time of this process so far: fields 14 and 15 of `/proc/self/stat`, in ticks of 10 ms.
fn cpu_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap();
    let fields = stat.rsplit(')').next().unwrap().split_whitespace();
    let ticks: f64 = fields.skip(11).take(2).map(|t| t.parse::<f64>().unwrap()).sum();
    ticks / 100.0
}
