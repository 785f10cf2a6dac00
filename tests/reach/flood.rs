//! A flood: strangers that knock, hang, talk nonsense or prove ever new keys, and a partner that turned bad and uses
//! all that its place allows. An honest partner's referral still arrives in time, and memory stays bounded.
//!
//! Everybody shares this machine's processors, also those who attack: their loops are paced and end by themselves.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use waypost_net::testing::RawLink;
use waypost_tests::line::Line;
use waypost_tests::node::case_for;

use crate::figures::{figure, median, seed};
use crate::lab::{Door, Host, Lab};
use crate::rogue::Rogue;
use crate::site::{Partners, Site};

/// Machines of strangers. Those that hang, at eight places each, want more than all places for handshakes.
const STRANGERS: usize = 16;
/// No attack goes on for longer.
const LONGEST: Duration = Duration::from_secs(60);
/// The flood has reached its height.
const RISE: Duration = Duration::from_secs(4);
/// Referrals measured in each weather.
const ROUNDS: usize = 9;
/// Below it a time is the machine's noise and not the node's.
const NOISE: Duration = Duration::from_millis(100);
const MEMORY_KIB_MAX: u64 = 200 * 1024;

#[test]
fn an_honest_partner_is_served_in_a_flood() {
    let Some(lab) = Lab::alone() else { return };
    let mut rogue = Site::found(&lab, Door::Open, "Hill Legal Aid", "legal_aid");
    rogue.start();
    // The shelter receives here; the clinic sends.
    let mut partners = Partners::meet(&lab, [Door::Open, Door::Open]);
    waypost_tests::node::pair(&partners.shelter, &rogue);
    rogue.settles();
    rogue.stop();
    let target = partners.shelter.host.announce();
    let rogue = Rogue::of(&rogue, &partners.shelter);

    let standing = deliveries(&partners);
    let fresh = fresh_deliveries(&mut partners);
    let flood = Flood::begin(&lab, rogue, target);
    std::thread::sleep(RISE);
    let flooded_standing = deliveries(&partners);
    let flooded_fresh = fresh_deliveries(&mut partners);
    flood.end();

    let refused = partners.shelter.must(&["status"])["refused"].clone();
    let memory = partners.shelter.resident_most_kib();
    let worst = [flooded_standing.clone(), flooded_fresh.clone()].concat().into_iter().max();
    for (what, quiet, flooded) in [
        ("over a standing link", standing, flooded_standing),
        ("over a new link", fresh, flooded_fresh),
    ] {
        let (quiet, flooded) = (median(quiet), median(flooded));
        figure(
            &format!("flood: a referral {what}, median, quiet and flooded"),
            format!("{quiet:.1?} {flooded:.1?}"),
        );
        let bound = 2 * quiet.max(NOISE);
        assert!(flooded <= bound, "{what}: {quiet:?} quiet, {flooded:?} in the flood; {refused}");
    }
    figure("flood: the slowest referral", format!("{:.1?}", worst.unwrap()));
    figure("flood: most memory of the node, KiB (argon2 at its start included)", memory);
    figure("flood: frames refused by reason", &refused);
    assert!(memory < MEMORY_KIB_MAX, "{memory} KiB");
    for reason in ["sealed", "tampered", "not_for_me"] {
        assert!(refused[reason].as_u64() > Some(100), "the partner was bad: {reason}: {refused}");
    }
    partners.must_agree();
}

/// Referrals one after another; each from its sending to its signed receipt.
fn deliveries(partners: &Partners) -> Vec<Duration> {
    let mut sender = Sender::at(&partners.clinic, &partners.shelter_name);
    (0..ROUNDS).map(|_| sender.deliver()).collect()
}

/// The same, each over a link that is made for it.
fn fresh_deliveries(partners: &mut Partners) -> Vec<Duration> {
    let mut times = Vec::new();
    for _ in 0..ROUNDS {
        partners.clinic.stop();
        partners.clinic.start();
        times.push(Sender::at(&partners.clinic, &partners.shelter_name).deliver());
    }
    times
}

/// A caseworker's program that measures.
struct Sender {
    line: Line,
    draft: String,
}

impl Sender {
    fn at(site: &Site, partner: &str) -> Self {
        let form = case_for(site, "01-shelter-tonight.toml", partner);
        let form: Value = serde_json::from_str(&std::fs::read_to_string(form).unwrap()).unwrap();
        let socket: PathBuf = site.home().join("run.sock");
        let mut line = Line::open(&socket).unwrap();
        let draft = line.ask(&json!({ "command": "referral_new", "form": form })).unwrap();
        Self { line, draft: draft["draft"].as_str().unwrap().to_owned() }
    }

    fn deliver(&mut self) -> Duration {
        let began = Instant::now();
        let send = json!({
            "command": "referral_send", "draft": self.draft, "to": [], "all_sections": false,
            "asked": true,
        });
        let sent = self.line.ask(&send).unwrap();
        assert_eq!(sent["reply"], "sent", "{sent}");
        loop {
            let status = self.line.ask(&json!({ "command": "status" })).unwrap();
            if status["waiting_letters"] == 0 {
                return began.elapsed();
            }
            assert!(began.elapsed() < LONGEST, "it never arrives: {status}");
            std::thread::sleep(Duration::from_millis(1));
        }
    }
}

/// What the attackers brought about.
#[derive(Default)]
pub(crate) struct Done {
    hung: AtomicU64,
    garbage: AtomicU64,
    strangers: AtomicU64,
    pub(crate) frames: AtomicU64,
    pub(crate) streams: AtomicU64,
}

/// All attacks at once, until ended.
struct Flood {
    over: Arc<AtomicBool>,
    done: Arc<Done>,
    attackers: Vec<JoinHandle<()>>,
    began: Instant,
}

impl Flood {
    fn begin(lab: &Lab, rogue: Rogue, target: String) -> Self {
        let (over, done) = (Arc::new(AtomicBool::new(false)), Arc::new(Done::default()));
        let mut flood =
            Self { over, done: Arc::clone(&done), attackers: Vec::new(), began: Instant::now() };
        let mut rng = ChaCha20Rng::seed_from_u64(seed());
        for number in 0..STRANGERS {
            let (host, done, target) = (lab.host(Door::Open), Arc::clone(&done), target.clone());
            let mut rng = ChaCha20Rng::from_rng(&mut rng);
            flood.attack(&host, async move {
                match number {
                    0..3 => strangers(&target, &mut rng, &done).await,
                    3..6 => garbage(&target, &mut rng, &done).await,
                    _ => hang(&target, &done).await,
                }
            });
        }
        let (host, done) = (lab.host(Door::Open), Arc::clone(&done));
        flood.attack(&host, async move { rogue.misuse(&target, &done).await });
        flood
    }

    /// Runs an attack on its machine until the flood ends.
    fn attack(&mut self, host: &Host, attack: impl Future<Output = ()> + Send + 'static) {
        let (entrance, over) = (host.entrance(), Arc::clone(&self.over));
        self.attackers.push(std::thread::spawn(move || {
            entrance.enter();
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            let end = async {
                let began = Instant::now();
                while !over.load(Ordering::Relaxed) && began.elapsed() < LONGEST {
                    pause(50).await;
                }
            };
            runtime.unwrap().block_on(async {
                tokio::select! {
                    () = attack => {}
                    () = end => {}
                }
            });
        }));
    }

    fn end(self) {
        let lasted = self.began.elapsed();
        self.over.store(true, Ordering::Relaxed);
        self.attackers.into_iter().for_each(|attacker| attacker.join().unwrap());
        let done = &self.done;
        for (what, count) in [
            ("connections that said nothing", &done.hung),
            ("connections that said nonsense", &done.garbage),
            ("keys that nobody knows", &done.strangers),
            ("frames of a bad partner", &done.frames),
            ("streams of a bad partner, silent or cut short", &done.streams),
        ] {
            let count = count.load(Ordering::Relaxed);
            figure(&format!("flood of {lasted:.0?}: {what}"), count);
            assert!(count > 10, "{what}: {count}");
        }
        assert!(lasted < LONGEST, "the flood ended before the measuring did");
    }
}

pub(crate) async fn pause(milliseconds: u64) {
    tokio::time::sleep(Duration::from_millis(milliseconds)).await;
}

async fn connected(target: &str) -> Option<TcpStream> {
    let mut parts = target.split('/');
    let (ip, port) = (parts.nth(2)?, parts.nth(1)?);
    TcpStream::connect((ip, port.parse().ok()?)).await.ok()
}

/// As many connections as an address may begin, each opened again when it is thrown out.
async fn hang(target: &str, done: &Done) {
    let one = async || {
        loop {
            if let Some(mut stream) = connected(target).await {
                done.hung.fetch_add(1, Ordering::Relaxed);
                let _ = stream.read(&mut [0; 64]).await;
            }
            pause(100).await;
        }
    };
    let [a, b, c, d, e, f, g, h] = std::array::from_fn(|_| one());
    tokio::join!(a, b, c, d, e, f, g, h);
}

/// Whoever answers hears noise, some of it behind a right beginning.
async fn garbage(target: &str, rng: &mut ChaCha20Rng, done: &Done) {
    loop {
        let mut noise = vec![0; 4096];
        rng.fill_bytes(&mut noise);
        if rng.next_u32().is_multiple_of(2) {
            noise[..20].copy_from_slice(b"\x13/multistream/1.0.0\n");
            noise[20..28].copy_from_slice(b"\x07/noise\n");
        }
        if let Some(mut stream) = connected(target).await {
            let _ = stream.write_all(&noise).await;
            let mut heard = Vec::new();
            let end = stream.read_to_end(&mut heard);
            let _ = tokio::time::timeout(Duration::from_secs(1), end).await;
            done.garbage.fetch_add(1, Ordering::Relaxed);
        }
        pause(10).await;
    }
}

/// Whole handshakes with keys that nobody knows.
async fn strangers(target: &str, rng: &mut ChaCha20Rng, done: &Done) {
    loop {
        let mut key = [0; 32];
        rng.fill_bytes(&mut key);
        if RawLink::dial(key, target).await.is_ok() {
            done.strangers.fetch_add(1, Ordering::Relaxed);
        }
        pause(10).await;
    }
}
