//! Machines of a test's own: network namespaces on one bridge, which is their internet, each open to it or behind a
//! router of its own that translates addresses in one of the ways routers do.
//!
//! In: how a machine stands. Out: a [`Host`] in which programs can be started and sockets opened, whose cable can be
//! pulled and whose packets can be lost. Nothing outside of these namespaces is reached or changed. Names carry the
//! id of this process: what a killed run left is taken away by the next.

use std::fs::File;
use std::net::Ipv4Addr;
use std::os::fd::AsFd;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use rustix::thread::{LinkNameSpaceType, move_into_link_name_space};

use crate::figures::skip;

/// The port of every node: each has a machine of its own.
pub(crate) const PORT: u16 = 4001;
/// What all our namespaces' names begin with.
const MARK: &str = "waypost-reach";
/// One bridge carries so many machines, by their last byte.
const FIRST_BYTE: u8 = 10;

/// How a machine stands in its internet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Door {
    /// With a public address.
    Open,
    /// Behind a router that passes one port in, from anybody.
    FullCone,
    /// Behind a router that gives a connection its own port again, and lets in only answers.
    PortRestricted,
    /// Behind a router that gives every connection another port, and lets in only answers.
    Symmetric,
}

impl Door {
    pub(crate) const ALL: [Self; 4] =
        [Self::Open, Self::FullCone, Self::PortRestricted, Self::Symmetric];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::FullCone => "full-cone",
            Self::PortRestricted => "port-restricted",
            Self::Symmetric => "symmetric",
        }
    }

    /// Whether a partner can reach it without help.
    pub(crate) const fn reachable(self) -> bool {
        match self {
            Self::Open | Self::FullCone => true,
            Self::PortRestricted | Self::Symmetric => false,
        }
    }
}

/// An internet of a test's own. Taken away when dropped.
pub(crate) struct Lab {
    name: String,
    hosts: AtomicU8,
    _turn: Turn,
}

/// Tests that measure times want the processors to themselves; all others share them.
enum Turn {
    Shared { _with: RwLockReadGuard<'static, ()> },
    Alone { _at: RwLockWriteGuard<'static, ()> },
}

static PROCESSORS: RwLock<()> = RwLock::new(());

/// One machine on it.
pub(crate) struct Host {
    /// Its namespace.
    pub(crate) namespace: String,
    internet: String,
    cable: String,
    /// The address that it has itself.
    pub(crate) address: Ipv4Addr,
    /// The address under which others see it.
    pub(crate) public: Ipv4Addr,
}

/// The way into a machine's network.
pub(crate) struct Entrance(File);

impl Entrance {
    /// This thread, and those that it starts, are on that machine from here on.
    pub(crate) fn enter(&self) {
        let network = Some(LinkNameSpaceType::Network);
        move_into_link_name_space(self.0.as_fd(), network).unwrap();
    }
}

impl Lab {
    /// A new internet, if this machine lets us.
    pub(crate) fn new() -> Option<Self> {
        let with = PROCESSORS.read().unwrap_or_else(PoisonError::into_inner);
        Self::in_turn(Turn::Shared { _with: with })
    }

    /// The same, while no other test of this program has one.
    pub(crate) fn alone() -> Option<Self> {
        let at = PROCESSORS.write().unwrap_or_else(PoisonError::into_inner);
        Self::in_turn(Turn::Alone { _at: at })
    }

    fn in_turn(turn: Turn) -> Option<Self> {
        static LABS: AtomicU8 = AtomicU8::new(0);
        if !rustix::process::geteuid().is_root() {
            skip("network namespaces need root");
            return None;
        }
        for (tool, package) in [("ip", "iproute2"), ("nft", "nftables")] {
            let there = Command::new(tool).arg("-V").stdout(Stdio::null()).status();
            if !there.is_ok_and(|status| status.success()) {
                skip(&format!("`{tool}` is not there (package {package})"));
                return None;
            }
        }
        take_away(|pid| !Path::new(&format!("/proc/{pid}")).exists());
        let number = LABS.fetch_add(1, Ordering::Relaxed);
        let name = format!("{MARK}-{}-{number}", std::process::id());
        let lab = Self { name, hosts: 0.into(), _turn: turn };
        let internet = lab.internet();
        if !tried(&format!("netns add {internet}")) {
            skip("this machine makes no network namespaces");
            return None;
        }
        ip(&format!("-n {internet} link add internet type bridge"));
        ip(&format!("-n {internet} link set internet up"));
        Some(lab)
    }

    fn internet(&self) -> String {
        format!("{}-internet", self.name)
    }

    /// A machine with its own place on the internet.
    pub(crate) fn host(&self, door: Door) -> Host {
        let number = self.hosts.fetch_add(1, Ordering::Relaxed);
        let public = Ipv4Addr::new(203, 0, 113, FIRST_BYTE + number);
        let namespace = format!("{}-{number}", self.name);
        let cable = format!("cable{number}");
        let (internet, outside) = (self.internet(), public.to_string());
        ip(&format!("netns add {namespace}"));
        ip(&format!("-n {namespace} link set lo up"));
        let address = match door {
            Door::Open => {
                plug(&internet, &cable, &namespace, "eth0", &outside);
                public
            }
            Door::FullCone | Door::PortRestricted | Door::Symmetric => {
                let router = format!("{namespace}-router");
                ip(&format!("netns add {router}"));
                plug(&internet, &cable, &router, "wan", &outside);
                let inside = Ipv4Addr::new(192, 168, number, 2);
                translate(&router, &namespace, door, inside);
                inside
            }
        };
        Host { namespace, internet, cable, address, public }
    }
}

impl Drop for Lab {
    fn drop(&mut self) {
        let ours = format!("{}-", self.name);
        for name in namespaces().iter().filter(|name| name.starts_with(&ours)) {
            tried(&format!("netns del {name}"));
        }
    }
}

impl Host {
    /// The words before a program that shall run here.
    pub(crate) fn prefix(&self) -> [&str; 4] {
        ["ip", "netns", "exec", &self.namespace]
    }

    /// Where its node listens.
    pub(crate) fn listen(&self) -> String {
        format!("/ip4/{}/tcp/{PORT}", self.address)
    }

    /// What its node tells partners: the place where others reach it, if they do.
    pub(crate) fn announce(&self) -> String {
        format!("/ip4/{}/tcp/{PORT}", self.public)
    }

    /// The way in for a thread.
    pub(crate) fn entrance(&self) -> Entrance {
        Entrance(File::open(format!("/run/netns/{}", self.namespace)).unwrap())
    }

    /// Does something on a thread of this machine: sockets that it opens are here, wherever they are used.
    pub(crate) fn inside<T: Send>(&self, work: impl FnOnce() -> T + Send) -> T {
        let entrance = self.entrance();
        let enter = || {
            entrance.enter();
            work()
        };
        std::thread::scope(|scope| scope.spawn(enter).join().unwrap())
    }

    /// Pulls its cable.
    pub(crate) fn cut(&self) {
        ip(&format!("-n {} link set {} down", self.internet, self.cable));
    }

    /// Plugs it in again.
    pub(crate) fn rejoin(&self) {
        ip(&format!("-n {} link set {} up", self.internet, self.cable));
    }

    /// So many of a hundred packets to this machine are lost from now on, and as many from it.
    pub(crate) fn lose(&self, percent: u32) {
        let lost = |hook: &str, side: &str| {
            format!(
                "chain {hook} {{ type filter hook {hook} priority 0; policy accept;\n \
                 {side} != \"lo\" numgen random mod 100 < {percent} counter drop\n }}\n"
            )
        };
        let rules = [lost("input", "iifname"), lost("output", "oifname")].concat();
        nft(&self.namespace, &format!("table inet bad_line {{\n{rules}}}\n"));
    }

    /// Packets that were lost on purpose here.
    pub(crate) fn lost(&self) -> u64 {
        let listed = output("ip", &["netns", "exec", &self.namespace, "nft", "list", "ruleset"]);
        let counts = listed.split("counter packets ").skip(1);
        counts.map(|rest| rest.split(' ').next().unwrap().parse::<u64>().unwrap()).sum()
    }

    /// Bytes that went over its cable so far in both directions, with all headers.
    pub(crate) fn carried(&self) -> u64 {
        let shown = output("ip", &["-n", &self.namespace, "-s", "-j", "link", "show", "eth0"]);
        let shown: serde_json::Value = serde_json::from_str(&shown).unwrap();
        let bytes = |way: &str| shown[0]["stats64"][way]["bytes"].as_u64().unwrap();
        bytes("rx") + bytes("tx")
    }
}

/// A cable from the internet's bridge to a machine with a public address.
fn plug(internet: &str, cable: &str, namespace: &str, card: &str, address: &str) {
    ip(&format!("link add {cable} netns {internet} type veth peer name {card} netns {namespace}"));
    ip(&format!("-n {internet} link set {cable} master internet up"));
    ip(&format!("-n {namespace} addr add {address}/24 dev {card}"));
    ip(&format!("-n {namespace} link set {card} up"));
}

/// A router between the internet and one machine behind it.
fn translate(router: &str, namespace: &str, door: Door, inside: Ipv4Addr) {
    let [a, b, c, _] = inside.octets();
    let gateway = Ipv4Addr::new(a, b, c, 1);
    ip(&format!("link add home netns {router} type veth peer name eth0 netns {namespace}"));
    ip(&format!("-n {router} addr add {gateway}/24 dev home"));
    ip(&format!("-n {router} link set home up"));
    ip(&format!("-n {namespace} addr add {inside}/24 dev eth0"));
    ip(&format!("-n {namespace} link set eth0 up"));
    ip(&format!("-n {namespace} route add default via {gateway}"));
    let forward = "echo 1 > /proc/sys/net/ipv4/ip_forward";
    assert!(done("ip", &["netns", "exec", router, "sh", "-c", forward]), "{router} forwards");
    let way = match door {
        Door::Open | Door::FullCone | Door::PortRestricted => "masquerade",
        Door::Symmetric => "masquerade fully-random",
    };
    let port_in = match door {
        Door::FullCone => format!(
            "chain in {{ type nat hook prerouting priority -100;\n \
             iifname \"wan\" meta l4proto {{ tcp, udp }} th dport {PORT} dnat to {inside}\n }}\n"
        ),
        Door::Open | Door::PortRestricted | Door::Symmetric => String::new(),
    };
    // As routers do: what nobody asked for is dropped without a word.
    nft(
        router,
        &format!(
            "table ip translate {{\n{port_in}\
             chain out {{ type nat hook postrouting priority 100;\n oifname \"wan\" {way}\n }}\n\
             chain silent {{ type filter hook input priority 0; policy accept;\n \
             iifname \"wan\" drop\n }}\n}}\n"
        ),
    );
}

fn namespaces() -> Vec<String> {
    let listed = output("ip", &["netns", "list"]);
    listed.lines().filter_map(|line| line.split(' ').next().map(str::to_owned)).collect()
}

/// Takes away the namespaces of processes that are gone.
fn take_away(gone: impl Fn(&str) -> bool) {
    for name in namespaces() {
        let rest = name.strip_prefix(&format!("{MARK}-"));
        if rest.and_then(|rest| rest.split('-').next()).is_some_and(&gone) {
            tried(&format!("netns del {name}"));
        }
    }
}

fn nft(namespace: &str, rules: &str) {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), rules).unwrap();
    let path = file.path().to_str().unwrap();
    assert!(done("ip", &["netns", "exec", namespace, "nft", "-f", path]), "{rules}");
}

fn ip(words: &str) {
    assert!(tried(words), "ip {words}");
}

fn tried(words: &str) -> bool {
    done("ip", &words.split(' ').collect::<Vec<_>>())
}

fn done(program: &str, words: &[&str]) -> bool {
    let output = Command::new(program).args(words).output().unwrap();
    if !output.status.success() {
        eprintln!("{program} {words:?}: {}", String::from_utf8_lossy(&output.stderr));
    }
    output.status.success()
}

fn output(program: &str, words: &[&str]) -> String {
    let output = Command::new(program).args(words).output().unwrap();
    assert!(output.status.success(), "{program} {words:?}");
    String::from_utf8(output.stdout).unwrap()
}

mod tests {
    use std::net::{SocketAddr, UdpSocket};
    use std::time::Duration;

    use super::*;

    const A_MOMENT: Duration = Duration::from_millis(300);

    fn socket(host: &Host, port: u16) -> UdpSocket {
        let at = (host.address, port);
        let socket = host.inside(|| UdpSocket::bind(at).unwrap());
        socket.set_read_timeout(Some(A_MOMENT)).unwrap();
        socket
    }

    fn heard(socket: &UdpSocket) -> Option<SocketAddr> {
        socket.recv_from(&mut [0; 8]).ok().map(|(_, from)| from)
    }

    /// A translator that does not do what its name says would prove nothing: each is asked.
    #[test]
    fn every_door_is_what_its_name_says() {
        let Some(lab) = Lab::new() else { return };
        let (first, second, other) =
            (lab.host(Door::Open), lab.host(Door::Open), lab.host(Door::Open));
        let (first, second) = (socket(&first, 9), socket(&second, 9));
        let stranger = socket(&other, 9);
        for door in Door::ALL {
            let host = lab.host(door);
            let (known, fresh) = (socket(&host, PORT), socket(&host, 5000));
            let mut seen = Vec::new();
            for to in [&first, &second] {
                fresh.send_to(b"hello", to.local_addr().unwrap()).unwrap();
                let from = heard(to).unwrap();
                assert_eq!(from.ip(), host.public, "{door:?}");
                seen.push(from.port());
            }
            assert_eq!(seen[0] == seen[1], door != Door::Symmetric, "{door:?}: {seen:?}");
            first.send_to(b"yes", (host.public, seen[0])).unwrap();
            assert!(heard(&fresh).is_some(), "{door:?} lets an answer in");
            stranger.send_to(b"me", (host.public, PORT)).unwrap();
            assert_eq!(heard(&known).is_some(), door.reachable(), "{door:?}, from a stranger");
            stranger.send_to(b"me", (host.public, seen[1])).unwrap();
            assert_eq!(heard(&fresh).is_some(), door == Door::Open, "{door:?}, another port");
        }
    }

    /// A cable that is pulled carries nothing, and a bad line loses what it says.
    #[test]
    fn a_cut_cable_and_a_bad_line_are_noticed() {
        let Some(lab) = Lab::new() else { return };
        let (here, there) = (lab.host(Door::Open), lab.host(Door::Open));
        let (from, to) = (socket(&here, 9), socket(&there, 9));
        let at = to.local_addr().unwrap();
        here.cut();
        let _ = from.send_to(b"hello", at);
        assert!(heard(&to).is_none());
        here.rejoin();
        while heard(&to).is_none() {
            let _ = from.send_to(b"hello", at);
        }
        there.lose(10);
        to.set_nonblocking(true).unwrap();
        let mut came = 0;
        for _ in 0..2000 {
            from.send_to(b"hello", at).unwrap();
            came += u32::from(heard(&to).is_some());
        }
        std::thread::sleep(A_MOMENT);
        while heard(&to).is_some() {
            came += 1;
        }
        assert!((1700..1900).contains(&came), "{came} of 2000 came");
        assert!((100..300).contains(&there.lost()), "{} were lost", there.lost());
    }
}
