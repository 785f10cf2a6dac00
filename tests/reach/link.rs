//! A bad line in a program of our own: what goes through waits for its turn at the line's rate, and then for its
//! delay, as bytes do on a modem before a satellite.
//!
//! In: conditions, where to listen, where to pass it on. Out: bytes, late. It carries TCP, so that a loss cannot be
//! shown as one (the kernels on both sides would mend it before the line sees it): `Host::lose` loses real packets.
//! A connection's first bytes wait for one more turn there and back, which its own opening would take.

use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

use crate::lab::Host;

/// What travels at once: a packet's worth.
const PIECE_BYTES: usize = 1400;
/// Pieces on their way in one direction of one connection: more than a satellite line holds at any rate used here.
const PIECES_MAX: usize = 1024;
const POLL: Duration = Duration::from_millis(20);

/// How bad the line is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Conditions {
    /// One way.
    pub(crate) delay: Duration,
    /// Up to so much more, by chance; nothing overtakes.
    pub(crate) jitter: Duration,
    /// Each way, for all connections together.
    pub(crate) bytes_per_second: Option<u64>,
}

/// A line, until dropped.
pub(crate) struct Link(Arc<Line>);

struct Line {
    conditions: Conditions,
    /// When each direction is free for the next piece: there, and back.
    free: [Mutex<Instant>; 2],
    chance: Mutex<ChaCha20Rng>,
    carried: AtomicU64,
    heard: Option<Mutex<Vec<u8>>>,
    over: AtomicBool,
}

impl Link {
    /// A line in these conditions.
    pub(crate) fn new(conditions: Conditions, seed: u64) -> Self {
        Self::made(conditions, seed, None)
    }

    /// A good line on which everything is written down.
    pub(crate) fn tapped() -> Self {
        let good =
            Conditions { delay: Duration::ZERO, jitter: Duration::ZERO, bytes_per_second: None };
        Self::made(good, 0, Some(Mutex::default()))
    }

    /// What was written down, in the order in which it came out.
    pub(crate) fn heard(&self) -> Vec<u8> {
        self.0.heard.as_ref().map(|heard| heard.lock().unwrap().clone()).unwrap_or_default()
    }

    fn made(conditions: Conditions, seed: u64, heard: Option<Mutex<Vec<u8>>>) -> Self {
        let now = || Mutex::new(Instant::now());
        Self(Arc::new(Line {
            conditions,
            free: [now(), now()],
            chance: Mutex::new(ChaCha20Rng::seed_from_u64(seed)),
            carried: AtomicU64::new(0),
            heard,
            over: AtomicBool::new(false),
        }))
    }

    /// Carries whatever comes to `at` on this machine to `to`.
    pub(crate) fn carry(&self, host: &Host, at: SocketAddr, to: SocketAddr) {
        let listener = host.inside(|| TcpListener::bind(at).unwrap());
        listener.set_nonblocking(true).unwrap();
        let (line, namespace) = (Arc::clone(&self.0), host.entrance());
        std::thread::spawn(move || {
            namespace.enter();
            while !line.over.load(Ordering::Relaxed) {
                match listener.accept() {
                    Ok((near, _)) => line.connect(near, to),
                    Err(_) => std::thread::sleep(POLL),
                }
            }
        });
    }

    /// Bytes that came out at either end.
    pub(crate) fn carried(&self) -> u64 {
        self.0.carried.load(Ordering::Relaxed)
    }
}

impl Drop for Link {
    fn drop(&mut self) {
        self.0.over.store(true, Ordering::Relaxed);
    }
}

impl Line {
    fn connect(self: &Arc<Self>, near: TcpStream, to: SocketAddr) {
        let line = Arc::clone(self);
        let Ok(far) = TcpStream::connect_timeout(&to, Duration::from_secs(5)) else { return };
        for stream in [&near, &far] {
            stream.set_nonblocking(false).unwrap();
            stream.set_nodelay(true).unwrap();
        }
        let opened = Instant::now() + 2 * self.conditions.delay;
        let ways = [(near.try_clone(), far.try_clone()), (Ok(far), Ok(near))];
        for (way, (from, into)) in ways.into_iter().enumerate() {
            let (Ok(from), Ok(into)) = (from, into) else { return };
            let (out, due) = sync_channel(PIECES_MAX);
            let line = Arc::clone(&line);
            let reader = Arc::clone(&line);
            std::thread::spawn(move || reader.take(way, from, opened, &out));
            std::thread::spawn(move || line.give(into, &due));
        }
    }

    /// Reads a piece, waits until the line has sent it, and says when it will be there. No more is read meanwhile:
    /// what waits, waits at the sender.
    fn take(
        &self,
        way: usize,
        mut from: TcpStream,
        opened: Instant,
        out: &SyncSender<(Instant, Vec<u8>)>,
    ) {
        sleep_until(opened);
        let mut piece = vec![0; PIECE_BYTES];
        let mut last = Instant::now();
        while let Ok(length @ 1..) = from.read(&mut piece) {
            if self.over.load(Ordering::Relaxed) {
                return;
            }
            let sent = self.turn(way, length);
            sleep_until(sent);
            last = last.max(sent + self.conditions.delay + self.jitter());
            if out.send((last, piece[..length].to_vec())).is_err() {
                return;
            }
        }
    }

    /// When the last byte of a piece that comes now has left.
    fn turn(&self, way: usize, length: usize) -> Instant {
        let mut free = self.free[way].lock().unwrap();
        let rate = self.conditions.bytes_per_second;
        let takes = rate
            .map_or(Duration::ZERO, |rate| Duration::from_secs_f64(length as f64 / rate as f64));
        *free = (*free).max(Instant::now()) + takes;
        *free
    }

    fn jitter(&self) -> Duration {
        let part = f64::from(self.chance.lock().unwrap().next_u32()) / f64::from(u32::MAX);
        self.conditions.jitter.mul_f64(part)
    }

    fn give(&self, mut into: TcpStream, due: &Receiver<(Instant, Vec<u8>)>) {
        while let Ok((at, piece)) = due.recv() {
            sleep_until(at);
            if let Some(heard) = &self.heard {
                heard.lock().unwrap().extend_from_slice(&piece);
            }
            self.carried.fetch_add(piece.len() as u64, Ordering::Relaxed);
            if into.write_all(&piece).is_err() {
                break;
            }
        }
        let _ = into.shutdown(Shutdown::Write);
    }
}

fn sleep_until(at: Instant) {
    std::thread::sleep(at.saturating_duration_since(Instant::now()));
}

mod tests {
    use super::*;
    use crate::lab::{Door, Lab};

    /// A line that does nothing would prove nothing: its time and its rate are measured.
    #[test]
    fn a_line_is_as_late_and_as_slow_as_it_says() {
        let Some(lab) = Lab::new() else { return };
        let (here, between, there) =
            (lab.host(Door::Open), lab.host(Door::Open), lab.host(Door::Open));
        let conditions = Conditions {
            delay: Duration::from_millis(200),
            jitter: Duration::from_millis(20),
            bytes_per_second: Some(10_000),
        };
        let line = Link::new(conditions, 1);
        let echo = there.inside(|| TcpListener::bind((there.public, 9)).unwrap());
        let (at, to) = ((between.public, 9).into(), echo.local_addr().unwrap());
        line.carry(&between, at, to);
        std::thread::spawn(move || {
            let (mut stream, _) = echo.accept().unwrap();
            let mut back = stream.try_clone().unwrap();
            std::io::copy(&mut stream, &mut back)
        });
        let mut stream = here.inside(|| TcpStream::connect(at).unwrap());
        stream.set_nodelay(true).unwrap();
        let mut there_and_back = |bytes: usize| {
            let began = Instant::now();
            stream.write_all(&vec![7; bytes]).unwrap();
            stream.read_exact(&mut vec![0; bytes]).unwrap();
            began.elapsed().as_millis()
        };
        let first = there_and_back(1);
        assert!((790..1000).contains(&first), "opening, there and back: {first} ms");
        let second = there_and_back(1);
        assert!((395..550).contains(&second), "there and back: {second} ms");
        let many = there_and_back(20_000);
        assert!((2_400..3_000).contains(&many), "20 kB at 10 kB/s: {many} ms");
        assert_eq!(line.carried(), 2 * 20_002);
    }
}
