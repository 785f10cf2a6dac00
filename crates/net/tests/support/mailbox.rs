//! A mailbox whose shelf is in memory, and a proxy that cuts.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use waypost_net::mailbox::server::{
    MailboxNet, ServerConfig, ServerEvent, ServerEvents, ServerLimits, ServerReply, serve,
};
use waypost_net::mailbox::{
    Deposit, DepositVerdict, Errand, MailboxAt, Opening, Visit, VisitFail, VisitReport,
};
use waypost_net::{Event, FailWhy, Underlay, Verdict};
use waypost_protocol::ids::{Day, NodeId};
use waypost_protocol::mailbox::{
    FrameId, Grant, GrantId, GrantKey, GrantTerms, InboxId, InboxKey, Request, Response, Session,
    TokenHash, Waiting, WriteToken,
};
use zeroize::Zeroizing;

use super::{Node, frame};

pub const TODAY: Day = Day(20_779);
pub const TOKEN: WriteToken = WriteToken([4; 16]);

/// A mailbox that a test answers by hand.
pub struct Door {
    pub net: MailboxNet,
    pub events: ServerEvents,
    pub address: String,
}

/// One request in the test's hands.
pub struct Asked {
    pub client: NodeId,
    pub request: Request,
    pub frame: Option<Vec<u8>>,
    pub reply: ServerReply,
}

impl Door {
    pub async fn new(seed: u8, limits: ServerLimits) -> Self {
        Self::over(seed, limits, Underlay::default()).await
    }

    pub async fn over(seed: u8, limits: ServerLimits, underlay: Underlay) -> Self {
        let config = ServerConfig {
            listen: vec!["/ip4/127.0.0.1/tcp/0".to_owned()],
            node_key: Zeroizing::new([seed; 32]),
            limits,
            underlay,
        };
        let (net, mut events) = serve(config, &tokio::runtime::Handle::current()).unwrap();
        let Some(ServerEvent::Listening(address)) = events.next().await else {
            panic!("a mailbox first says where it listens");
        };
        Self { net, events, address }
    }

    pub fn at(&self) -> MailboxAt {
        MailboxAt { node: self.net.node(), addresses: vec![self.address.clone()] }
    }

    pub async fn asked(&mut self) -> Asked {
        let event = tokio::time::timeout(Duration::from_secs(30), self.events.next()).await;
        match event.expect("a request in time").expect("the mailbox goes on") {
            ServerEvent::Asked { client, request, frame, reply } => {
                Asked { client, request, frame, reply }
            }
            ServerEvent::Listening(_) => panic!("one address, told once"),
        }
    }

    /// Nobody asks anything for so long.
    pub async fn quiet(&mut self, milliseconds: u64) -> bool {
        let wait = Duration::from_millis(milliseconds);
        tokio::time::timeout(wait, self.events.next()).await.is_err()
    }
}

/// An inbox: by which token it is written to, and what waits in it.
pub type Inbox = (TokenHash, Vec<(FrameId, Vec<u8>)>);

/// What stands on the shelf, and what was asked.
#[derive(Default)]
pub struct Shelf {
    pub inboxes: BTreeMap<InboxId, Inbox>,
    /// Who asked, once for each request, and the kind of the request.
    pub log: Vec<(NodeId, &'static str)>,
    pub offsets: Vec<u32>,
}

/// A mailbox that keeps its shelf in memory.
#[derive(Clone)]
pub struct Mailbox {
    pub net: MailboxNet,
    pub at: MailboxAt,
    pub address: String,
    pub grant: Grant,
    pub shelf: Arc<Mutex<Shelf>>,
}

impl Mailbox {
    pub async fn new(seed: u8, limits: ServerLimits) -> Self {
        let mut door = Door::new(seed, limits).await;
        let (at, net, address) = (door.at(), door.net.clone(), door.address.clone());
        let key = GrantKey::from_seed(&[seed; 32]);
        let terms = GrantTerms {
            id: GrantId::new([5; 16]),
            frames_max: 1_000,
            bytes_max: 64 << 20,
            until_day: TODAY.plus(400),
        };
        let grant = key.issue(terms);
        let shelf = Arc::new(Mutex::new(Shelf::default()));
        let kept = Arc::clone(&shelf);
        let node = net.node();
        tokio::spawn(async move {
            while let Some(event) = door.events.next().await {
                if let ServerEvent::Asked { client, request, frame, reply } = event {
                    let session = Session { mailbox: node, client };
                    let (said, body) = kept.lock().unwrap().answer(&key, &session, request, frame);
                    reply.answer(said, body);
                }
            }
        });
        Self { net, at, address, grant, shelf }
    }

    pub fn opening(&self) -> Opening {
        let until_day = TODAY.plus(30);
        Opening { grant: self.grant.clone(), token_hash: TOKEN.hash(), until_day }
    }

    /// Puts frames into an inbox that is open, as if they had been left there.
    pub fn lay_down(&self, inbox: &InboxKey, frames: impl IntoIterator<Item = Vec<u8>>) {
        let mut shelf = self.shelf.lock().unwrap();
        let (_, waiting) = shelf.inboxes.get_mut(&inbox.id()).unwrap();
        waiting.extend(frames.into_iter().map(|frame| (FrameId::of(&frame), frame)));
    }

    /// How many frames wait in an inbox.
    pub fn waiting(&self, inbox: &InboxKey) -> usize {
        self.shelf.lock().unwrap().inboxes.get(&inbox.id()).map_or(0, |(_, frames)| frames.len())
    }

    /// Each client once, in the order in which they came, with what it asked.
    pub fn clients(&self) -> Vec<(NodeId, Vec<&'static str>)> {
        let mut clients: Vec<(NodeId, Vec<&'static str>)> = Vec::new();
        for (client, kind) in &self.shelf.lock().unwrap().log {
            match clients.iter_mut().find(|(known, _)| known == client) {
                Some((_, kinds)) => kinds.push(kind),
                None => clients.push((*client, vec![kind])),
            }
        }
        clients
    }
}

impl Shelf {
    fn answer(
        &mut self,
        key: &GrantKey,
        session: &Session,
        request: Request,
        frame: Option<Vec<u8>>,
    ) -> (Response, Option<Vec<u8>>) {
        let inbox = *request.inbox();
        self.log.push((session.client, kind(&request)));
        if request.proof().is_some_and(|proof| proof.check(&inbox, session).is_err()) {
            return (Response::WrongProof, None);
        }
        if let Request::Open { grant, token_hash, .. } = &request {
            let said = match key.check(grant, TODAY) {
                Ok(terms) => Response::Opened { frames_left: terms.frames_max, bytes_left: 1 },
                Err(why) => return (Response::GrantRefused(why), None),
            };
            self.inboxes.entry(inbox).or_insert((*token_hash, Vec::new())).0 = *token_hash;
            return (said, None);
        }
        let Some((token_hash, frames)) = self.inboxes.get_mut(&inbox) else {
            return (Response::NoInbox, None);
        };
        match request {
            Request::Put { token, .. } if token.hash() != *token_hash => {
                (Response::WrongToken, None)
            }
            Request::Put { .. } => {
                let frame = frame.expect("a put brings a frame");
                let id = FrameId::of(&frame);
                if frames.iter().all(|(known, _)| *known != id) {
                    frames.push((id, frame));
                }
                (Response::Kept, None)
            }
            Request::Open { .. } => unreachable!("answered above"),
            Request::List { after, small_first, .. } => {
                let mut all: Vec<Waiting> = frames
                    .iter()
                    .map(|(id, f)| Waiting { id: *id, bytes: f.len() as u32 })
                    .collect();
                if small_first {
                    all.sort_by_key(|waiting| waiting.bytes);
                }
                let from = after.and_then(|id| all.iter().position(|w| w.id == id));
                let page: Vec<Waiting> =
                    all.iter().skip(from.map_or(0, |at| at + 1)).take(50).copied().collect();
                let more = page.last() != all.last();
                (Response::Listed { frames: page, more }, None)
            }
            Request::Fetch { frame, offset, .. } => {
                self.offsets.push(offset);
                match frames.iter().find(|(id, f)| *id == frame && f.len() > offset as usize) {
                    Some((_, f)) => (Response::Frame, Some(f[offset as usize..].to_vec())),
                    None => (Response::Gone, None),
                }
            }
            Request::Ack { frames: named, .. } => {
                frames.retain(|(id, _)| !named.contains(id));
                (Response::Acked, None)
            }
            Request::Close { .. } => {
                self.inboxes.remove(&inbox);
                (Response::Closed, None)
            }
        }
    }
}

fn kind(request: &Request) -> &'static str {
    match request {
        Request::Put { .. } => "put",
        Request::Open { .. } => "open",
        Request::List { .. } => "list",
        Request::Fetch { .. } => "fetch",
        Request::Ack { .. } => "ack",
        Request::Close { .. } => "close",
    }
}

/// A caller of a node that goes to mailboxes.
impl Node {
    pub fn deposit(&self, ticket: u64, at: &MailboxAt, inbox: &InboxKey, bytes: usize) {
        let (at, inbox, token) = (at.clone(), inbox.id(), TOKEN);
        let frame = frame(ticket, bytes);
        self.net.deposit(Deposit { ticket, at, inbox, token, frame }).unwrap();
    }

    pub fn visit(&self, ticket: u64, at: &MailboxAt, inbox: &InboxKey, errand: Errand) {
        let (at, inbox) = (at.clone(), InboxKey::from_seed(&inbox.seed()));
        self.net.visit(Visit { ticket, at, inbox, errand }).unwrap();
    }

    pub async fn deposited(&mut self) -> (u64, Result<DepositVerdict, FailWhy>) {
        loop {
            if let Event::Deposited { ticket, outcome } = self.next().await {
                return (ticket, outcome);
            }
        }
    }

    /// What `count` deposits came to, by ticket; panics if one is settled twice.
    pub async fn all_deposited(
        &mut self,
        count: usize,
    ) -> BTreeMap<u64, Result<DepositVerdict, FailWhy>> {
        let mut outcomes = BTreeMap::new();
        while outcomes.len() < count {
            let (ticket, outcome) = self.deposited().await;
            assert!(outcomes.insert(ticket, outcome).is_none(), "{ticket} settled twice");
        }
        outcomes
    }

    /// The frames of a visit, each answered with the next of these verdicts, the last of them again and again; and
    /// what the visit came to. None lets the ticket fall.
    pub async fn visited(
        &mut self,
        verdicts: &[Option<Verdict>],
    ) -> (Vec<Vec<u8>>, Result<VisitReport, VisitFail>) {
        let mut verdicts: VecDeque<_> = verdicts.iter().copied().collect();
        let mut frames = Vec::new();
        loop {
            match self.next().await {
                Event::Fetched { frame, reply, .. } => {
                    frames.push(frame);
                    let verdict = match verdicts.len() {
                        1 => verdicts[0],
                        _ => verdicts.pop_front().expect("a verdict for every frame"),
                    };
                    match verdict {
                        Some(verdict) => assert!(self.net.answer(reply, verdict)),
                        None => drop(reply),
                    }
                }
                Event::Visited { outcome, .. } => return (frames, outcome),
                _ => {}
            }
        }
    }

    /// Opens an inbox and finds nothing in it.
    pub async fn opens(&mut self, mailbox: &Mailbox, inbox: &InboxKey) {
        let open = Some(mailbox.opening());
        self.visit(0, &mailbox.at, inbox, Errand::Collect { open });
        let (frames, outcome) = self.visited(&[None]).await;
        assert!(frames.is_empty());
        let report =
            VisitReport { opened: true, frames_left: Some(1_000), ..VisitReport::default() };
        assert_eq!(outcome, Ok(report));
    }
}

/// Lets connections through to a mailbox, and cuts each after so many bytes of the mailbox, one number a connection.
/// The last number holds for all that follow.
pub async fn cutting_proxy(to: &str, after_bytes: Vec<usize>) -> String {
    let port: u16 = to.rsplit('/').next().unwrap().parse().unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let own = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        let mut after_bytes: VecDeque<usize> = after_bytes.into();
        while let Ok((client, _)) = listener.accept().await {
            let left = match after_bytes.len() {
                1 => after_bytes[0],
                _ => after_bytes.pop_front().unwrap(),
            };
            tokio::spawn(async move {
                let server = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
                let _ = carry(client, server, left).await;
            });
        }
    });
    format!("/ip4/127.0.0.1/tcp/{own}")
}

async fn carry(
    mut client: TcpStream,
    mut server: TcpStream,
    mut left: usize,
) -> std::io::Result<()> {
    let (mut up, mut down) = (vec![0; 4096], vec![0; 4096]);
    loop {
        tokio::select! {
            read = client.read(&mut up) => match read? {
                0 => return Ok(()),
                count => server.write_all(&up[..count]).await?,
            },
            read = server.read(&mut down) => match read? {
                0 => return Ok(()),
                count if count > left => return Ok(()),
                count => {
                    left -= count;
                    client.write_all(&down[..count]).await?;
                }
            },
        }
    }
}
