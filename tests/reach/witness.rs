//! A mailbox that keeps every rule and writes down all that it is told: what a curious operator can know.
//!
//! In: whatever organisations ask of it, through the door of the real one. Out: each deposit as it came, and each key
//! under which somebody came.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, mpsc};
use std::thread::JoinHandle;

use waypost_net::mailbox::server::{
    MailboxNet, ServerConfig, ServerEvent, ServerEvents, ServerLimits, serve,
};
use waypost_protocol::ids::{Day, FrameId, GrantId, InboxId, NodeId};
use waypost_protocol::mailbox::{
    GrantKey, GrantTerms, MailboxCode, Request, Response, TokenHash, Waiting,
};

use crate::lab::Host;

const SEED: [u8; 32] = [77; 32];
/// More than any story leaves there.
const FRAMES_MAX: u32 = 10_000;

/// A deposit as the mailbox sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Deposited {
    /// The key under which somebody came.
    pub(crate) client: NodeId,
    /// The request, byte for byte.
    pub(crate) head: Vec<u8>,
    pub(crate) frame: Vec<u8>,
}

/// All that was told.
#[derive(Default)]
pub(crate) struct Heard {
    pub(crate) deposits: Vec<Deposited>,
    /// Keys under which owners came, one for each request.
    pub(crate) owners: Vec<NodeId>,
    /// Heads of owners' requests.
    pub(crate) asked: Vec<Vec<u8>>,
    /// The inboxes.
    pub(crate) inboxes: BTreeSet<[u8; 32]>,
}

/// The mailbox, until dropped.
pub(crate) struct Witness {
    pub(crate) host: Host,
    pub(crate) node: NodeId,
    pub(crate) heard: Arc<Mutex<Heard>>,
    net: MailboxNet,
    work: Option<JoinHandle<()>>,
}

impl Witness {
    /// Opens its door on this machine.
    pub(crate) fn open(host: Host) -> Self {
        let (entrance, listen) = (host.entrance(), vec![host.listen()]);
        let heard = Arc::<Mutex<Heard>>::default();
        let (opened, open) = mpsc::channel();
        let told = Arc::clone(&heard);
        let work = std::thread::spawn(move || {
            entrance.enter();
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            let runtime = runtime.unwrap();
            let config = ServerConfig {
                listen,
                node_key: SEED.into(),
                underlay: Default::default(),
                limits: ServerLimits::default(),
            };
            let (net, events) = serve(config, runtime.handle()).unwrap();
            opened.send(net).unwrap();
            runtime.block_on(attend(events, &told));
        });
        let net = open.recv().unwrap();
        Self { host, node: net.node(), heard, net, work: Some(work) }
    }

    /// The operator's code for an organisation of this number, with the mailbox's address.
    pub(crate) fn code_at(&self, number: u8, address: &str) -> String {
        let terms = GrantTerms {
            id: GrantId::new([number; 16]),
            frames_max: FRAMES_MAX,
            bytes_max: 1 << 30,
            until_day: Day(u32::MAX / 2),
        };
        let grant = GrantKey::from_seed(&SEED).issue(terms);
        MailboxCode::new(self.node, vec![address.to_owned()], grant).unwrap().to_text().to_string()
    }
}

impl Drop for Witness {
    fn drop(&mut self) {
        self.net.shut_down();
        let _ = self.work.take().map(JoinHandle::join);
    }
}

async fn attend(mut events: ServerEvents, heard: &Mutex<Heard>) {
    let mut boxes = Boxes::default();
    while let Some(event) = events.next().await {
        let ServerEvent::Asked { client, request, frame, reply } = event else { continue };
        let mut heard = heard.lock().unwrap();
        heard.inboxes.insert(*request.inbox().as_bytes());
        match &frame {
            Some(frame) => heard.deposits.push(Deposited {
                client,
                head: request.encode(),
                frame: frame.clone(),
            }),
            None => {
                heard.owners.push(client);
                heard.asked.push(request.encode());
            }
        }
        drop(heard);
        let (response, body) = boxes.answer(request, frame.unwrap_or_default());
        reply.answer(response, body);
    }
}

/// Inboxes: a token's hash, and frames in the order in which they came.
#[derive(Default)]
struct Boxes(BTreeMap<InboxId, (TokenHash, Vec<Vec<u8>>)>);

impl Boxes {
    fn answer(&mut self, request: Request, came: Vec<u8>) -> (Response, Option<Vec<u8>>) {
        let inbox = *request.inbox();
        if let Request::Open { token_hash, .. } = request {
            self.0.entry(inbox).or_insert((token_hash, Vec::new())).0 = token_hash;
            return (Response::Opened { frames_left: FRAMES_MAX, bytes_left: 1 << 30 }, None);
        }
        let Some((token_hash, frames)) = self.0.get_mut(&inbox) else {
            return (Response::NoInbox, None);
        };
        let response = match request {
            Request::Open { .. } => unreachable!("answered above"),
            Request::Put { token, .. } if token.hash() != *token_hash => Response::WrongToken,
            Request::Put { .. } => {
                if !frames.contains(&came) {
                    frames.push(came);
                }
                Response::Kept
            }
            Request::List { .. } => {
                let waits = |f: &Vec<u8>| Waiting { id: FrameId::of(f), bytes: f.len() as u32 };
                let all: Vec<_> = frames.iter().take(256).map(waits).collect();
                Response::Listed { frames: all, more: false }
            }
            Request::Fetch { frame, offset, .. } => {
                match frames.iter().find(|f| FrameId::of(f) == frame) {
                    Some(found) => {
                        return (Response::Frame, Some(found[offset as usize..].to_vec()));
                    }
                    None => Response::Gone,
                }
            }
            Request::Ack { frames: named, .. } => {
                frames.retain(|f| !named.contains(&FrameId::of(f)));
                Response::Acked
            }
            Request::Close { .. } => {
                self.0.remove(&inbox);
                Response::Closed
            }
        };
        (response, None)
    }
}
