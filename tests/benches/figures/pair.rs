//! Two whole nodes in one process, each with its folder on the real disk, its flushes and its TCP.

use std::time::{Duration, Instant};

use tempfile::TempDir;
use tokio::runtime::Runtime;
use tokio::task::JoinSet;
use waypost_desk::command::{Command, PartnerReport, Reply, Secret, StatusReport};
use waypost_desk::desk::Preferences;
use waypost_desk::founding::Profile;
use waypost_desk::service::{Service, Settings, create, start};
use waypost_store::Hardness;
use waypost_tests::town::case;

use crate::measure::{cpu, median, milliseconds, show};
use crate::relay::Relay;

const WAITING: usize = 1_000;
const ALONE: usize = 50;
const PATIENCE: Duration = Duration::from_secs(300);

pub(crate) fn run() {
    let runtime = runtime();
    runtime.block_on(async {
        let ((mut from, mut to), _) = pair(false).await;
        let draft = from.draft().await;
        thousand_waiting(&mut from, &mut to, &draft).await;
        one_alone(&from, &draft).await;
        from.stop().await;
        to.stop().await;
    });
}

pub(crate) fn runtime() -> Runtime {
    tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime")
}

/// The receiver was away while they were written. From the start of the sender, its opening included,
/// until the last signed receipt is kept.
async fn thousand_waiting(from: &mut Node, to: &mut Node, draft: &str) {
    to.stop().await;
    let (began, used) = (Instant::now(), cpu());
    from.send(draft, WAITING).await;
    let (wall, writing) = (began.elapsed() / WAITING as u32, (cpu() - used) / WAITING as u32);
    show("a referral checked, sealed, queued, durable: wall", milliseconds(wall), "");
    show("  processor", milliseconds(writing), "");
    from.stop().await;
    to.start().await;
    let (began, used) = (Instant::now(), cpu());
    from.start().await;
    from.until_nothing_waits().await;
    let (wall, carrying) = (began.elapsed(), (cpu() - used) / WAITING as u32);
    let rate = format!("{:.0} /s", WAITING as f64 / wall.as_secs_f64());
    show("1,000 waiting referrals delivered and signed for", rate, "target 500 /s");
    show("  processor of both nodes, a referral", milliseconds(carrying), "");
    let whole = milliseconds(writing + carrying);
    show("  and with its checking and sealing", whole, "target 1.5 ms");
}

async fn one_alone(from: &Node, draft: &str) {
    let mut times = Vec::new();
    for _ in 0..ALONE {
        // What the last one left to do is done first.
        tokio::time::sleep(Duration::from_millis(50)).await;
        let began = Instant::now();
        from.send(draft, 1).await;
        from.until_nothing_waits().await;
        times.push(began.elapsed());
    }
    let words = "one referral alone, sent to signed receipt, median of 50";
    show(words, milliseconds(median(times)), "target 20 ms");
}

/// One organisation's node.
pub(crate) struct Node {
    settings: Settings,
    service: Option<Service>,
    /// Removed with the node.
    _folder: TempDir,
}

fn passphrase() -> Secret {
    Secret("correct horse battery staple".to_owned())
}

/// Two nodes, paired and confirmed; behind relays if their bytes are to be counted.
pub(crate) async fn pair(counted: bool) -> ((Node, Node), Vec<Relay>) {
    let (mut nodes, mut relays) = (Vec::new(), Vec::new());
    for (name, kind) in [("Northern Desk", "ngo"), ("Riverside Shelter", "shelter")] {
        let port = free_port();
        let announced = match counted {
            true => {
                let relay = Relay::to(port).await;
                relays.push(relay.clone());
                relay.port
            }
            false => port,
        };
        nodes.push(Node::found(name, kind, port, announced).await);
    }
    let (Some(to), Some(from)) = (nodes.pop(), nodes.pop()) else { panic!("two were made") };
    from.meet(&to).await;
    ((from, to), relays)
}

fn free_port() -> u16 {
    let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
    listener.local_addr().expect("bound").port()
}

impl Node {
    async fn found(name: &str, kind: &str, port: u16, announced: u16) -> Self {
        let folder = tempfile::Builder::new().prefix("waypost-figures").tempdir().expect("a disk");
        let address = |port| format!("/ip4/127.0.0.1/tcp/{port}");
        let settings = Settings {
            backup: None,
            home: folder.path().to_owned(),
            listen: vec![address(port)],
            underlay: Default::default(),
            reach: Default::default(),
            preferences: Preferences {
                announce: vec![address(announced)],
                receipt_opened: true,
                retention: Default::default(),
                carrying: Default::default(),
                witnesses: Default::default(),
            },
            // As light as it may be: the figures are not about the passphrase.
            hardness: Hardness { memory_kib: 8, passes: 1 },
        };
        let profile = Profile {
            name: name.to_owned(),
            kind: kind.to_owned(),
            languages: vec!["en".to_owned()],
        };
        create(&settings, &profile, &passphrase(), &[7; 32]).expect("a new folder");
        let mut node = Self { settings, service: None, _folder: folder };
        node.start().await;
        node
    }

    async fn start(&mut self) {
        let runtime = tokio::runtime::Handle::current();
        let service = start(self.settings.clone(), Some(passphrase()), runtime);
        self.service = Some(service.expect("its own folder and port"));
        until(async || !self.status().await.listening.is_empty()).await;
    }

    pub(crate) async fn stop(&mut self) {
        self.ask(Command::Stop).await;
        let service = self.service.take().expect("it runs");
        service.stopped().await;
    }

    pub(crate) async fn ask(&self, command: Command) -> Reply {
        let service = self.service.as_ref().expect("it runs");
        let reply = service.ask(command).await;
        assert!(!matches!(reply, Reply::Failed(_)), "{reply:?}");
        reply
    }

    pub(crate) async fn status(&self) -> StatusReport {
        match self.ask(Command::Status).await {
            Reply::Status(status) => *status,
            other => panic!("{other:?}"),
        }
    }

    /// The only partner.
    async fn partner(&self) -> Option<PartnerReport> {
        match self.ask(Command::PartnerList).await {
            Reply::Partners { mut partners } => partners.pop(),
            other => panic!("{other:?}"),
        }
    }

    async fn meet(&self, other: &Self) {
        let Reply::Invite(invite) = self.ask(Command::InviteNew { label: None }).await else {
            panic!("an invite")
        };
        other.ask(Command::Join { code: invite.code.expect("a new invite") }).await;
        for node in [self, other] {
            until(async || node.partner().await.is_some_and(|p| !p.name.is_empty())).await;
            let partner = node.partner().await.expect("it has come").short;
            node.ask(Command::PartnerCheck { partner, confirm: true }).await;
        }
        for node in [self, other] {
            until(async || node.status().await.partners_confirmed == 1).await;
            node.until_nothing_waits().await;
        }
    }

    /// A draft for the partner, kept.
    pub(crate) async fn draft(&self) -> String {
        let partner = self.partner().await.expect("a partner").short;
        let mut form = case("01-shelter-tonight.toml");
        form.to.partner = partner.as_str().into();
        form.consent.recipients = vec![partner.as_str().into()];
        match self.ask(Command::ReferralNew { form: Box::new(form) }).await {
            Reply::Draft(draft) => draft.draft,
            other => panic!("{other:?}"),
        }
    }

    /// Sends a draft so many times, as fast as the desk takes it.
    pub(crate) async fn send(&self, draft: &str, times: usize) {
        let mut asked = JoinSet::new();
        for _ in 0..times {
            let service = self.service.clone().expect("it runs");
            let draft = draft.to_owned();
            asked.spawn(async move {
                let to = Vec::new();
                service
                    .ask(Command::ReferralSend { draft, to, all_sections: false, asked: true })
                    .await
            });
        }
        for reply in asked.join_all().await {
            assert!(matches!(reply, Reply::Sent { .. }), "{reply:?}");
        }
    }

    pub(crate) async fn until_nothing_waits(&self) {
        until(async || self.partner().await.is_none_or(|p| p.waiting_letters == 0)).await;
    }
}

/// Asks every millisecond.
async fn until(mut done: impl AsyncFnMut() -> bool) {
    let began = Instant::now();
    while !done().await {
        assert!(began.elapsed() < PATIENCE, "it never came to that");
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
}
