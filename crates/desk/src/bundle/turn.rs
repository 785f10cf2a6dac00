//! What the thread at the stick asks, and what the desk answers.
//!
//! In: what was found and done. Out: what is to be done; every turn has exactly one answer, also when its step was
//! not kept, or when the desk is another one by now.

use std::collections::{BTreeMap, BTreeSet};

use waypost_net::Verdict;
use waypost_protocol::bundle::{Bundle, CLEAR_BYTES, OpenedBundle};
use waypost_protocol::ids::OrgId;

use crate::command::{DamagedFile, Failure};
use crate::error::failure;

/// What the thread asks.
#[derive(Debug)]
pub enum Turn {
    /// What a file begins with: is it to be read?
    Begins([u8; CLEAR_BYTES]),
    /// The whole of the file that was asked about last.
    Found(Bundle),
    /// A frame of the bundle that was found last.
    Frame(Vec<u8>),
    /// Every frame of it was answered.
    Taken(Tally),
    /// The last file is on the stick: what is next?
    Next,
    /// Nothing more is done.
    Over(Box<Done>),
}

/// What the desk answers. All that it rests on is on disk.
#[derive(Debug)]
pub enum Answer {
    /// The file is for us: all of it is wanted.
    Open,
    /// The frames of the bundle.
    Frames(Box<OpenedBundle>),
    /// The file stays as it is.
    Leave(Leave),
    /// What a carrier would be told of a frame; whether it had come before.
    Verdict {
        /// The verdict.
        verdict: Verdict,
        /// Nothing changed by it.
        repeat: bool,
    },
    /// Nothing of the file is left to take.
    Remove,
    /// Something of it is to come again.
    Keep,
    /// What is to be written is not all made yet: ask once more.
    Again,
    /// A file to write.
    Write(Vec<u8>),
    /// There is no more to write; whole bundles were written for these.
    Written(BTreeSet<OrgId>),
    /// It cannot go on.
    Stop(Failure),
    /// The end was heard.
    Over,
}

/// Why a file is left alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Leave {
    /// No key of ours fits: for somebody else on the stick's round, or too old.
    NotOurs,
    /// We wrote it, for this partner.
    Own(OrgId),
    /// From a partner that is blocked.
    Blocked,
    /// It is for us, and does not open.
    Damaged(String),
}

/// What became of a file's frames.
#[derive(Debug, Default, Clone)]
pub struct Tally {
    /// Taken now.
    pub(crate) letters: u64,
    /// Came before.
    pub(crate) repeats: u64,
    /// Refused, by reason.
    pub(crate) refused: BTreeMap<String, u64>,
    /// To come again.
    pub(crate) later: u64,
}

/// What the thread did.
#[derive(Debug, Default)]
pub struct Done {
    pub(crate) looked_at: u64,
    pub(crate) unread: u64,
    pub(crate) removed: u64,
    pub(crate) own: u64,
    pub(crate) damaged: Vec<DamagedFile>,
    pub(crate) trouble: Option<Failure>,
}

/// A thread whose desk was locked, or opened anew, while it worked.
pub(super) fn without_session(turn: &Turn) -> Answer {
    match turn {
        Turn::Over(_) => Answer::Over,
        Turn::Begins(_) | Turn::Found(_) | Turn::Frame(_) | Turn::Taken(_) | Turn::Next => {
            Answer::Stop(interrupted())
        }
    }
}

/// What is left of an answer when its step was not kept.
pub(crate) fn unkept_answer(answer: Answer, told: &Failure) -> Answer {
    match answer {
        Answer::Verdict { verdict: Verdict::Kept | Verdict::Busy { .. }, .. } => {
            Answer::Verdict { verdict: Verdict::Busy { retry_seconds: 0 }, repeat: false }
        }
        Answer::Verdict { verdict: Verdict::Refused(_), .. }
        | Answer::Open
        | Answer::Leave(_)
        | Answer::Stop(_)
        | Answer::Over => answer,
        Answer::Frames(_)
        | Answer::Remove
        | Answer::Keep
        | Answer::Again
        | Answer::Write(_)
        | Answer::Written(_) => Answer::Stop(told.clone()),
    }
}

/// What whoever asked is told when the desk that began is gone.
pub(crate) fn interrupted() -> Failure {
    failure(
        "bundle_interrupted",
        "The node was locked, or opened its data anew, while it worked at the stick.",
        "Do it again: nothing is taken twice, and nothing is lost.",
    )
}
