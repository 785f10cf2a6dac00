//! A person puts a file in, part by part, and then attaches it.
//!
//! In: parts of a file over the local socket, each a few pieces long. Out: its pieces as rows, and at the end the
//! letter that announces it. The node never opens a path: whoever asks reads the file, with that person's rights.
//! What nobody finishes is erased.

use rand_core::Rng;
use sha2::{Digest, Sha256};
use waypost_protocol::codes::Section;
use waypost_protocol::exchange::{Attachment, Details, PIECE_BYTES, may_attach};
use waypost_protocol::ids::{ConversationId, Time};
use waypost_protocol::letter::LetterKind;

use super::rows::{AttachmentRow, FillingRow, Group, PieceSet, attachment_key, piece_key};
use super::{Sending, put};
use crate::command::{PART_PIECES_MAX, Reply, Secret, unhex};
use crate::conversation::Conversation;
use crate::desk::Desk;
use crate::error::{DeskError, asked};
use crate::referrals::refused;
use crate::report::no_such_referral;
use crate::rows::{Row, owner};

/// Files that are put in at one time: a person at one computer does one, a script a few.
const FILLINGS_MAX: usize = 4;
/// A file of which nothing more came for so long is erased.
const FILLING_PATIENCE_SECONDS: u64 = 600;
/// Left over files erased in one step.
const LEFTOVERS_A_STEP: usize = 16;

/// A file that is being put in.
pub(super) struct Filling {
    conversation: ConversationId,
    section: Section,
    name: String,
    media_type: String,
    bytes: u64,
    /// Bytes that are here.
    filled: u64,
    hasher: Sha256,
    touched: Time,
}

impl Desk {
    /// Begins: the exchange is asked before anything is kept, and again before the letter is written.
    pub(crate) fn attach_begin(
        &mut self,
        now: Time,
        typed: &str,
        section: &str,
        file: (&str, &str, u64),
    ) -> Result<Reply, DeskError> {
        let conversation = self.find_referral(typed)?;
        let section = crate::typed::code::<Section>(section)?;
        let (name, media_type, bytes) = file;
        Details::new(name, media_type, bytes, [0; 32])
            .map_err(|e| asked("attachment", e.to_string(), "Nothing was attached."))?;
        self.must_be_attachable(now, conversation, section)?;
        if self.attachments.filling.len() >= FILLINGS_MAX {
            return Err(asked(
                "attaching",
                format!("Found {FILLINGS_MAX} files that are being put in at this moment."),
                "Try again when they are in.",
            ));
        }
        let mut id = [0; 16];
        self.rng.fill_bytes(&mut id);
        let thread = ConversationId::new(id);
        let row = FillingRow { thread };
        self.batch.put(attachment_key(Group::Filling, thread), owner(thread), row.to_bytes());
        let filling = Filling {
            conversation,
            section,
            name: name.to_owned(),
            media_type: media_type.to_owned(),
            bytes,
            filled: 0,
            hasher: Sha256::new(),
            touched: now,
        };
        self.attachments.filling.insert(thread, filling);
        Ok(Reply::Attaching { upload: thread.to_string(), filled: 0 })
    }

    fn must_be_attachable(
        &self,
        now: Time,
        id: ConversationId,
        section: Section,
    ) -> Result<(), DeskError> {
        let conversation = self.open.get(&id).ok_or_else(no_such_referral)?;
        self.must_not_be_blocked(conversation)?;
        self.may_write(conversation)?;
        if section == Section::Needs {
            return Err(asked(
                "section",
                "Found section `needs`; a file belongs to a section that can be held back.",
                "Name another: identity, safe_contact, documents, screening, account.",
            ));
        }
        let state = conversation.folded.state.as_ref();
        may_attach(state, conversation.side(), section, now).map_err(refused)
    }

    /// The next part: whole pieces, of which only the file's last may be shorter.
    pub(crate) fn attach_part(
        &mut self,
        now: Time,
        upload: &str,
        from: u64,
        data: &Secret,
    ) -> Result<Reply, DeskError> {
        let thread = self.find_filling(upload)?;
        let Some(filling) = self.attachments.filling.get_mut(&thread) else {
            return Err(no_upload());
        };
        let data = unhex(&data.0).unwrap_or_default();
        let ends = filling.filled + data.len() as u64;
        let fits = from == filling.filled && !data.is_empty() && ends <= filling.bytes;
        let whole = data.len() <= PART_PIECES_MAX * PIECE_BYTES
            && (data.len().is_multiple_of(PIECE_BYTES) || ends == filling.bytes);
        if !fits || !whole {
            return Err(asked(
                "part",
                format!(
                    "Found a part of {} bytes at {from}, expected {}.",
                    data.len(),
                    filling.filled
                ),
                "Attach the file again.",
            ));
        }
        let first = (filling.filled / PIECE_BYTES as u64) as u32;
        for (number, piece) in (first..).zip(data.chunks(PIECE_BYTES)) {
            self.batch.put(piece_key(thread, number), owner(thread), piece);
        }
        filling.hasher.update(&*data);
        (filling.filled, filling.touched) = (ends, now);
        Ok(Reply::Attaching { upload: upload.to_owned(), filled: ends })
    }

    /// All is in: the letter is written, and the pieces go when it was signed for.
    pub(crate) fn attach_end(&mut self, now: Time, upload: &str) -> Result<Reply, DeskError> {
        let thread = self.find_filling(upload)?;
        let Some(filling) = self.attachments.filling.remove(&thread) else {
            return Err(no_upload());
        };
        let written = self.attach(now, thread, filling);
        if written.is_err() {
            self.batch.erase_thread(*thread.as_bytes());
        }
        written
    }

    fn attach(
        &mut self,
        now: Time,
        thread: ConversationId,
        filling: Filling,
    ) -> Result<Reply, DeskError> {
        let Filling { conversation: id, section, bytes, filled, .. } = filling;
        if filled != bytes {
            let found = format!("Found {filled} bytes of the file, expected {bytes}.");
            return Err(asked("cut_short", found, "Attach it again."));
        }
        if !self.load_conversation(id)? {
            return Err(no_such_referral());
        }
        self.must_be_attachable(now, id, section)?;
        let of =
            self.open.get(&id).and_then(Conversation::referral).map(|referral| referral.hash());
        let of = of.ok_or_else(no_such_referral)?;
        let content: [u8; 32] = filling.hasher.finalize().into();
        let details = Details::new(&filling.name, &filling.media_type, bytes, content)
            .map_err(|_| DeskError::Lacking { what: "a file as it was announced" })?;
        let details = Some(details);
        let fields = Attachment { at: now, of, section, thread, details }.to_fields();
        let shown = vec![Section::Needs, section];
        self.write_showing(now, id, LetterKind::Attachment, fields, shown, Vec::new())?;
        let (header, partner) = match self.open.get(&id) {
            Some(conversation) => (conversation.row.prev, conversation.row.partner),
            None => return Err(no_such_referral()),
        };
        let Some(header) = header else { return Err(no_such_referral()) };
        let row = AttachmentRow {
            thread,
            conversation: id,
            header,
            partner,
            ours: true,
            bytes,
            content: content.to_vec(),
            pieces: PieceSet::default(),
            since: now,
            asked_at: None,
            asked: 0,
            wrong: false,
        };
        self.batch.delete(attachment_key(Group::Filling, thread));
        put(&mut self.batch, Group::Open, &row);
        self.attachments.sending.insert(thread, Sending::new(row));
        self.attachments_of(id)
    }

    /// Erases what nobody goes on putting in.
    pub(super) fn end_fillings(&mut self, now: Time) {
        let stale = |filling: &Filling| now.since(filling.touched) >= FILLING_PATIENCE_SECONDS;
        let filling = &mut self.attachments.filling;
        let over: Vec<_> = filling.iter().filter(|(_, f)| stale(f)).map(|(t, _)| *t).collect();
        filling.retain(|thread, _| !over.contains(thread));
        let left = self.attachments.leftovers.len().saturating_sub(LEFTOVERS_A_STEP);
        let leftovers = self.attachments.leftovers.split_off(left);
        for thread in leftovers.into_iter().chain(over) {
            self.batch.erase_thread(*thread.as_bytes());
        }
    }

    fn find_filling(&self, upload: &str) -> Result<ConversationId, DeskError> {
        let thread = upload.parse::<ConversationId>().map_err(|_| no_upload())?;
        match self.attachments.filling.contains_key(&thread) {
            true => Ok(thread),
            false => Err(no_upload()),
        }
    }
}

fn no_upload() -> DeskError {
    asked(
        "no_upload",
        "No such file is being put in; it may have taken too long.",
        "Attach it again.",
    )
}
