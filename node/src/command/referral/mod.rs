//! `waypost referral`: one file for each thing a caseworker does with a referral.

pub(crate) mod answer;
pub(crate) mod attach;
pub(crate) mod form;
pub(crate) mod list;
pub(crate) mod moves;
pub(crate) mod new;
pub(crate) mod questions;
pub(crate) mod send;
pub(crate) mod show;

use clap::Subcommand;

use super::{Session, handover};
use crate::trouble::Trouble;

#[derive(Debug, Subcommand)]
pub(crate) enum Referral {
    /// Write a draft: from a case file, or by questions
    New(new::New),
    /// Check a case file: every fault at once, nothing is kept
    Check(new::Check),
    /// Send a draft to partners: one referral each
    Send(send::Send),
    /// Referrals and drafts, newest first
    List(list::List),
    /// One referral whole
    Show(show::Show),
    /// Answer a referral that a partner sent you
    Answer(answer::AnswerArgs),
    /// Attach a file, such as a scan or a medical report
    Attach(attach::Attach),
    /// The files of a referral, and how far they are
    Attachments(attach::Attachments),
    /// Save a file of a referral to this computer
    Save(attach::Save),
    /// Hand a person over: both sides sign
    #[command(subcommand)]
    Handover(handover::Handover),
    /// Close the loop
    Close(moves::Close),
    #[command(flatten)]
    Move(moves::Move),
}

pub(crate) fn run(session: &Session, referral: Referral) -> Result<(), Trouble> {
    match referral {
        Referral::New(args) => new::run(session, args),
        Referral::Check(args) => new::check(session, args),
        Referral::Send(args) => send::run(session, args),
        Referral::List(args) => list::run(session, args),
        Referral::Show(args) => show::run(session, args),
        Referral::Answer(args) => answer::run(session, args),
        Referral::Attach(args) => attach::attach(session, args),
        Referral::Attachments(args) => attach::list(session, args),
        Referral::Save(args) => attach::save(session, args),
        Referral::Handover(args) => handover::run(session, args),
        Referral::Close(args) => moves::close(session, args),
        Referral::Move(step) => moves::run(session, step),
    }
}
