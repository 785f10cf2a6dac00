//! What a person sees of attachments, and reads of a file, part by part.
//!
//! In: a referral, an attachment's name. Out: reports, and bytes of a file that is whole. Who read it is written
//! down. Where a piece is damaged on disk, that is noted, and it is asked for again.

use waypost_protocol::exchange::{Attachment, EventKind, PIECE_BYTES, may_carry};
use waypost_protocol::ids::{ConversationId, Time};

use super::rows::{AttachmentRow, Group, attachment_key, piece_key};
use super::take::Coming;
use super::{announced, put};
use crate::command::{AttachmentReport, PART_PIECES_MAX, Reply, Secret, hex};
use crate::conversation::{Conversation, KeptLetter, Tick};
use crate::desk::Desk;
use crate::error::{DeskError, asked};
use crate::reads::What;
use crate::referrals::numbered_name;
use crate::report::{no_such_referral, time};
use crate::rows::undamaged;

impl Desk {
    /// The attachments of a referral, in the order in which they were kept here.
    pub(crate) fn attachments_of(&self, id: ConversationId) -> Result<Reply, DeskError> {
        let conversation = self.open.get(&id).ok_or_else(no_such_referral)?;
        let attachments = self.attachment_reports(conversation)?;
        Ok(Reply::Attachments { attachments })
    }

    pub(crate) fn attachment_reports(
        &self,
        conversation: &Conversation,
    ) -> Result<Vec<AttachmentReport>, DeskError> {
        let numbered = announced(conversation).zip(1..);
        let reports = numbered.map(|((kept, thread), number)| {
            let row = self.attachment_row(thread)?;
            Ok(self.attachment_report(conversation, kept, number, row.as_ref()))
        });
        reports.collect()
    }

    fn attachment_report(
        &self,
        conversation: &Conversation,
        kept: &KeptLetter,
        number: u32,
        row: Option<&AttachmentRow>,
    ) -> AttachmentReport {
        let partner = self.partners.get(&conversation.row.partner);
        let section = match &kept.event.kind {
            EventKind::Attachment { section, .. } => section.as_str(),
            EventKind::Move(..)
            | EventKind::Receipt { .. }
            | EventKind::Disclosure { .. }
            | EventKind::Pieces { .. } => "",
        };
        let details = Attachment::read(kept.letter.fields()).ok().and_then(|a| a.details);
        let details = details.as_ref();
        AttachmentReport {
            attachment: format!("A{number}"),
            by: match kept.ours {
                true => "us".to_owned(),
                false => partner.map_or_else(String::new, |p| p.row.short.clone()),
            },
            section: section.to_owned(),
            name: details.map_or_else(String::new, |d| d.name().to_owned()),
            media_type: details.map_or_else(String::new, |d| d.media_type().to_owned()),
            bytes: details.map_or(0, |d| d.bytes()),
            sha256: details.map_or_else(String::new, |d| hex(d.content()).to_string()),
            pieces: details.map_or(0, |d| d.pieces()),
            pieces_done: row.map_or(0, |row| row.pieces.count()),
            state: match details {
                None => "erased",
                Some(_) => self.state_of(conversation, kept, row),
            }
            .to_owned(),
            at: time(kept.event.at()),
            header: kept.hash().to_string(),
        }
    }

    fn state_of(
        &self,
        conversation: &Conversation,
        kept: &KeptLetter,
        row: Option<&AttachmentRow>,
    ) -> &'static str {
        let Some(row) = row else { return if kept.ours { "contents_lost" } else { "not_here" } };
        let sending = self.attachments.sending.get(&row.thread);
        let open = sending.is_some() || self.attachments.coming.contains_key(&row.thread);
        // Days are judged when something is to go; a person is shown what stands by the author's own.
        let stopped = may_carry(&conversation.folded, row.header, kept.event.at()).is_err();
        match open {
            false if row.wrong => "not_as_announced",
            false => "whole",
            true if sending.is_some_and(|sending| sending.damaged) => "damaged",
            true if stopped => "stopped",
            true if !kept.ours => "arriving",
            true if conversation.tick(kept.hash()) < Tick::Received => "waiting",
            true => "leaving",
        }
    }

    /// Some pieces of a file, from one on, for somebody whose reading is written down.
    pub(crate) fn attachment_part(
        &mut self,
        now: Time,
        typed: &str,
        attachment: &str,
        from: u64,
        by: Option<u64>,
    ) -> Result<Reply, DeskError> {
        let id = self.find_referral(typed)?;
        let conversation = self.open.get(&id).ok_or_else(no_such_referral)?;
        let wanted = numbered_name(attachment, 'a');
        let found = announced(conversation).zip(1..).find(|(_, n)| Some(u64::from(*n)) == wanted);
        let ((kept, thread), number) = found.ok_or_else(no_such_attachment)?;
        let row = self.attachment_row(thread)?;
        let report = self.attachment_report(conversation, kept, number, row.as_ref());
        let row = row.filter(|row| row.ours || report.state == "whole");
        let row = row.ok_or_else(|| not_all_here(&report))?;
        let data = self.read_part(row, from)?;
        self.note_read(now, id, by, What::Attachment(number))?;
        Ok(Reply::AttachmentPart { attachment: Box::new(report), from, data })
    }

    fn read_part(&mut self, row: AttachmentRow, from: u64) -> Result<Secret, DeskError> {
        // A part begins where a piece does; beyond the end there is nothing.
        let first = from.div_ceil(PIECE_BYTES as u64);
        let first = u32::try_from(first).unwrap_or(u32::MAX);
        let mut data = zeroize::Zeroizing::new(Vec::new());
        for number in (first..row.count()).take(PART_PIECES_MAX) {
            match undamaged(self.store.value(&piece_key(row.thread, number)))?.flatten() {
                Some(piece) => data.extend_from_slice(&piece),
                None => return Err(self.ask_again_for(row, number)),
            }
        }
        Ok(Secret(hex(&data).to_string()))
    }

    /// A piece cannot be read any more: it is asked for as one that never came.
    fn ask_again_for(&mut self, mut row: AttachmentRow, number: u32) -> DeskError {
        if row.ours {
            return asked(
                "data_damaged",
                "A part of this file is damaged on this disk.",
                "Attach it again, if you have it.",
            );
        }
        row.pieces.set(number, false);
        row.asked = 0;
        self.batch.delete(attachment_key(Group::Done, row.thread));
        put(&mut self.batch, Group::Open, &row);
        tracing::warn!(referral = %row.conversation, number, "a piece is damaged on disk");
        self.attachments.coming.insert(row.thread, Coming::new(row));
        asked(
            "data_damaged",
            "A part of this file is damaged on this disk.",
            "The partner is asked for it again in ten minutes. Try again when it is whole.",
        )
    }
}

fn no_such_attachment() -> DeskError {
    asked(
        "unknown_attachment",
        "There is no such attachment.",
        "See `waypost referral attachments`; they are named A1, A2, ...",
    )
}

fn not_all_here(report: &AttachmentReport) -> DeskError {
    let (what, hint) = match report.state.as_str() {
        "erased" => ("It was erased.".to_owned(), "Nothing brings it back."),
        "contents_lost" => (
            "Its contents were lost with the machine.".to_owned(),
            "The partner may have it: ask it to attach it again.",
        ),
        "not_as_announced" => (
            "What came is not what the partner announced.".to_owned(),
            "Ask the partner to attach it again.",
        ),
        _ => (
            format!("Found {} of its {} pieces.", report.pieces_done, report.pieces),
            "It goes on by itself when both nodes are online.",
        ),
    };
    asked("not_whole", what, hint)
}
