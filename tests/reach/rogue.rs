//! A partner that turned bad: it has the keys of its node and of its pair, and uses them for what they are not for.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::SystemTime;

use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use waypost_net::testing::{RawLink, RawStream};
use waypost_protocol::card::{Card, Reading, SignedCard};
use waypost_protocol::frame::{Chain, DayKeys, LADDER, OVERHEAD_BYTES, PrekeyHint, frame};
use waypost_protocol::ids::{Day, OrgId, Time};
use waypost_store::{Store, Table};
use waypost_tests::node::Node;
use zeroize::Zeroizing;

use crate::flood::{Done, pause};

/// Frames under way at once: what a node lets a partner have in hand.
const AT_ONCE: usize = 16;
/// Streams held open on a link: what a node lets be read at once, and more.
const SILENT: usize = 40;
/// Where the desk keeps its partners.
const PARTNERS: Table = Table(2);

/// The keys of a stopped node, and its partner's newest prekey.
pub(crate) struct Rogue {
    node_seed: [u8; 32],
    keys: DayKeys,
    hint: PrekeyHint,
}

impl Rogue {
    /// Takes them from the folder of a node that is stopped.
    pub(crate) fn of(node: &Node, target: &Node) -> Self {
        let (_copy, store) = node.opened();
        let org = |partners_of: &Node, name: &str| -> OrgId {
            let partners = partners_of.must(&["partner", "list"])["partners"].clone();
            let mut partners = partners.as_array().unwrap().iter();
            let found = partners.find(|partner| partner["name"] == name).unwrap();
            found["org"].as_str().unwrap().parse().unwrap()
        };
        let us = org(target, "Hill Legal Aid");
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap();
        let today = Time(now.as_secs()).day();
        let card = card_of_only_partner(&store, us, today);
        let them = card.contents().org;
        let name = [b"chain/".as_slice(), them.as_bytes(), &[1]].concat();
        let secret = store.secret(&name).unwrap().unwrap();
        let (day, key) = secret.split_first_chunk::<4>().unwrap();
        let key = Zeroizing::new(<[u8; 32]>::try_from(key).unwrap());
        let chain = Chain::new(Day(u32::from_be_bytes(*day)), key);
        Self {
            node_seed: store.secret(b"node").unwrap().unwrap().as_slice().try_into().unwrap(),
            keys: chain.keys(today).unwrap(),
            hint: PrekeyHint::from(card.contents().epoch_prekey.key.hash()),
        }
    }

    /// All at once: streams on which nothing or half of something is said, and frames as fast as they are taken.
    pub(crate) async fn misuse(self, target: &str, done: &Done) {
        let hold = async {
            loop {
                self.hold(target, done).await;
                pause(100).await;
            }
        };
        let frames = Arc::new(self.frames());
        let send = async {
            loop {
                if let Ok(link) = RawLink::dial(self.node_seed, target).await {
                    let sending = (0..AT_ONCE).map(|first| {
                        let (link, frames) = (&link, Arc::clone(&frames));
                        async move { send(link, &frames, first, done).await }
                    });
                    join(sending.collect()).await;
                }
                pause(100).await;
            }
        };
        tokio::join!(hold, send);
    }

    async fn hold(&self, target: &str, done: &Done) {
        let Ok(link) = RawLink::dial(self.node_seed, target).await else { return };
        let mut held: Vec<RawStream> = Vec::new();
        for turn in 0..SILENT {
            let stream = match turn % 4 {
                0 => link.silent().await,
                1 => link.say(&[]).await,
                2 => link.say(&1_048_576_u32.to_be_bytes()).await,
                _ => link.say(&[&4096_u32.to_be_bytes()[..], &[7; 100]].concat()).await,
            };
            let Ok(stream) = stream else { break };
            done.streams.fetch_add(1, Ordering::Relaxed);
            held.push(stream);
        }
        pause(1_000).await;
    }

    /// Noise; a frame of the pair around noise; one whose age header is as long as a frame may be; one that is damaged;
    /// a length that no frame has.
    fn frames(&self) -> Vec<Vec<u8>> {
        let mut rng = ChaCha20Rng::seed_from_u64(1);
        let mut noise = vec![0; LADDER[0]];
        rng.fill_bytes(&mut noise);
        noise[..4].copy_from_slice(&self.keys.day().0.to_be_bytes());
        let mut framed = |sealed: &[u8]| frame(sealed, self.hint, &self.keys, &mut rng).unwrap();
        let header = b"age-encryption.org/v1\n".iter().copied();
        let stanzas =
            b"-> X25519 AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n".iter().copied().cycle();
        let endless: Vec<u8> = header.chain(stanzas).take(LADDER[2] - OVERHEAD_BYTES).collect();
        let (inside, endless) = (framed(&[9; 500]), framed(&endless));
        let mut damaged = inside.clone();
        damaged[1000] ^= 1;
        let with_length =
            |frame: Vec<u8>| [&(frame.len() as u32).to_be_bytes(), &frame[..]].concat();
        let mut all: Vec<_> = [noise, inside, endless, damaged].map(with_length).into();
        all.push([&5000_u32.to_be_bytes()[..], &[1; 5000]].concat());
        all
    }
}

/// One frame after another, until the link breaks. Who is told to wait waits a little only.
async fn send(link: &RawLink, frames: &[Vec<u8>], first: usize, done: &Done) {
    for turn in first.. {
        let Ok(stream) = link.say(&frames[turn % frames.len()]).await else { return };
        let Ok(verdict) = stream.answer().await else { return };
        let [_, code, ..] = verdict[..] else { return };
        done.frames.fetch_add(1, Ordering::Relaxed);
        assert_ne!(code, 0, "nothing of this may be kept");
        if code == 1 {
            pause(20).await;
        }
    }
}

async fn join(sending: Vec<impl Future<Output = ()>>) {
    let mut sending: Vec<_> = sending.into_iter().map(Box::pin).collect();
    std::future::poll_fn(|cx| {
        sending.retain_mut(|one| one.as_mut().poll(cx).is_pending());
        if sending.is_empty() { std::task::Poll::Ready(()) } else { std::task::Poll::Pending }
    })
    .await;
}

/// The card of the only partner of a node.
fn card_of_only_partner(store: &Store, reader: OrgId, today: Day) -> Card {
    let row = store.rows(PARTNERS, &[]).unwrap().next().unwrap().unwrap();
    let mut decoder = minicbor::Decoder::new(&row.value);
    let (mut org, mut card) = (None, None);
    for _ in 0..decoder.map().unwrap().unwrap() {
        match decoder.u8().unwrap() {
            0 => org = Some(OrgId::new(decoder.bytes().unwrap().try_into().unwrap())),
            2 => card = Some(SignedCard::decode(decoder.bytes().unwrap()).unwrap()),
            _ => decoder.skip().unwrap(),
        }
    }
    let reading = Reading { reader, org: org.unwrap(), today, seen: None };
    Card::read(card.unwrap(), &reading).unwrap()
}
