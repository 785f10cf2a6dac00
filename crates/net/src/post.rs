//! A post on its way, and the room it takes until the caller has read what became of it.

use std::sync::Arc;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use waypost_protocol::ids::NodeId;

use crate::error::NotTaken;
use crate::event::{Event, FailWhy};
use crate::limits::Limits;
use crate::wire::{Verdict, is_allowed};

/// A frame for a partner.
#[derive(Debug, Clone)]
pub struct Post {
    /// The caller's number for it; comes back in the one event the post ends in.
    pub ticket: u64,
    /// The partner's node.
    pub to: NodeId,
    /// Where to dial it if no link stands: `/ip4|ip6|dns|dns4|dns6/<host>/tcp/<port>`, with a proxy also
    /// `/onion3/<service>:<port>`, and circuits `<one of these>/p2p/<relay>/p2p-circuit` of relays that this node knows.
    /// The first eight that can be dialled are tried, direct ones together and then circuits; others are left out.
    pub addresses: Vec<String>,
    /// Opaque bytes, of one of the lengths in [`crate::LADDER`].
    pub frame: Arc<[u8]>,
}

/// The room all posts share.
#[derive(Debug)]
pub(crate) struct PostRoom {
    posts: Arc<Semaphore>,
    bytes: Arc<Semaphore>,
    frame_bytes_max: usize,
}

/// One post's share of the room; given back when the caller has read the post's event.
#[derive(Debug)]
pub(crate) struct Room {
    _post: OwnedSemaphorePermit,
    _bytes: OwnedSemaphorePermit,
}

/// An accepted post.
#[derive(Debug)]
pub(crate) struct Courier {
    ticket: u64,
    pub(crate) to: NodeId,
    pub(crate) addresses: Vec<String>,
    pub(crate) frame: Arc<[u8]>,
    room: Room,
}

/// An event on its way to the caller.
#[derive(Debug)]
pub(crate) struct Delivery {
    pub(crate) event: Event,
    _room: Option<Room>,
}

impl PostRoom {
    /// An empty room.
    pub(crate) fn new(limits: &Limits) -> Self {
        Self {
            posts: Arc::new(Semaphore::new(limits.posts_max)),
            bytes: Arc::new(Semaphore::new(limits.posted_bytes_max)),
            frame_bytes_max: limits.frame_bytes_max,
        }
    }

    /// Gives the post its share, or says why there is none.
    pub(crate) fn accept(&self, post: Post) -> Result<Courier, NotTaken> {
        let room = self.room(post.frame.len())?;
        let Post { ticket, to, addresses, frame } = post;
        Ok(Courier { ticket, to, addresses, frame, room })
    }

    /// A share for a frame of so many bytes.
    pub(crate) fn room(&self, found: usize) -> Result<Room, NotTaken> {
        if !is_allowed(found, self.frame_bytes_max) {
            return Err(NotTaken::Length { found });
        }
        let share = |room: &Arc<Semaphore>, amount| {
            Arc::clone(room).try_acquire_many_owned(amount).map_err(|_| NotTaken::Full)
        };
        Ok(Room {
            _post: share(&self.posts, 1)?,
            _bytes: share(&self.bytes, u32::try_from(found).unwrap_or(u32::MAX))?,
        })
    }
}

impl Courier {
    /// The one event this post ends in.
    pub(crate) fn settled(self, outcome: Result<Verdict, FailWhy>) -> Delivery {
        let ticket = self.ticket;
        let event = match outcome {
            Ok(verdict) => Event::Answered { ticket, verdict },
            Err(why) => Event::Failed { ticket, why },
        };
        Delivery::of(event, self.room)
    }
}

impl Delivery {
    /// An event that gives its room back once it is read.
    pub(crate) fn of(event: Event, room: Room) -> Self {
        Self { event, _room: Some(room) }
    }
}

impl From<Event> for Delivery {
    fn from(event: Event) -> Self {
        Self { event, _room: None }
    }
}
