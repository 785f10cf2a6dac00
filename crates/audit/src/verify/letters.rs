//! One letter of a bundle: whose it is, whether its entry is in the log, whether what is shown is its own, and
//! whether it follows the one before it.

use waypost_protocol::ids::{ConversationId, HeaderHash, OrgId};
use waypost_protocol::letter::{Header, LETTER_DOMAIN, LetterKind};

use super::keys::{Keys, Verdict};
use crate::finding::{At, FindingName, Findings};
use crate::judge::Said;
use crate::record::{
    ConversationKind, ConversationRecord, LetterRecord, Shown, ShownFault, may_be_shown,
};

/// How far a day may be from what it is compared with: clocks differ, and so do time zones.
pub(super) const DAYS_APART_MAX: u32 = 2;
/// Letters at one place of a chain that are remembered. An honest chain has one.
const STORIES_MAX: usize = 16;

/// A letter's own checks, without its place in the log.
pub(super) struct Checked {
    pub(super) said: Said,
    /// Its author signed it with a good key, in this conversation.
    pub(super) sound: bool,
    /// It belongs to this conversation.
    pub(super) belongs: bool,
}

/// Checks parties, signature and shown fields.
pub(super) fn check(
    record: &LetterRecord,
    header: Header,
    hash: HeaderHash,
    conversation: &ConversationRecord,
    sharer: OrgId,
    keys: &Keys,
    findings: &mut Findings,
) -> Checked {
    let author = header.sender_org;
    let at = At { org: author, conversation: Some(conversation.id), letter: Some(hash) };
    let belongs = belongs(&header, conversation, sharer);
    if !belongs {
        let found = format_args!(
            "a {} of {author} to {} in {}",
            header.kind, header.recipient_org, header.conversation
        );
        let expected = format_args!("a letter between {sharer} and {}", conversation.partner);
        findings.add(FindingName::Parties, at, found, expected);
    }
    let signed = check_signature(record, &header, keys, at, findings);
    let shown = match &record.shown {
        Some(shown) => check_shown(shown, &header, at, findings),
        None => Vec::new(),
    };
    let said = Said { header, hash, shown };
    let sound = signed && belongs;
    // Of what its author did not soundly sign nothing is concluded.
    if sound {
        check_day(&said, at, findings);
    }
    Checked { said, sound, belongs }
}

/// SPEC 15.6: between sharer and partner, of this conversation, and of a kind that stands in such a one (5.1).
fn belongs(header: &Header, conversation: &ConversationRecord, sharer: OrgId) -> bool {
    let (author, reader) = (header.sender_org, header.recipient_org);
    let (partner, id) = (conversation.partner, conversation.id);
    let pair = (author == sharer && reader == partner) || (author == partner && reader == sharer);
    let in_thread = match header.kind {
        LetterKind::Receipt => None,
        LetterKind::Card
        | LetterKind::Join
        | LetterKind::Confirm
        | LetterKind::Recall
        | LetterKind::Copies
        | LetterKind::Trust
        | LetterKind::Witness
        | LetterKind::Cosigned => Some(true),
        LetterKind::Referral
        | LetterKind::Move
        | LetterKind::Disclosure
        | LetterKind::Attachment
        | LetterKind::Pieces => Some(false),
        LetterKind::Piece => return false,
    };
    let thread = conversation.kind == ConversationKind::Thread;
    pair && partner != sharer
        && header.conversation == id
        && in_thread.is_none_or(|in_thread| in_thread == thread)
}

/// SPEC 3.3 and 5.2. One by one and strictly: see the module's page.
fn check_signature(
    record: &LetterRecord,
    header: &Header,
    keys: &Keys,
    at: At,
    findings: &mut Findings,
) -> bool {
    let author = header.sender_org;
    let verdict = keys.of(author).map(|known| known.key_of(&header.sender_key, header.day));
    let (key, good) = match verdict {
        Some(Verdict::Good(key)) => (key, true),
        Some(Verdict::Bad(key, name)) => {
            let found = format_args!("{:?} on day {}", header.sender_key, header.day.0);
            findings.add(name, at, found, "a key that was good on that day");
            (key, false)
        }
        Some(Verdict::Unknown) | None => {
            let found = format_args!("{:?}", header.sender_key);
            findings.add(FindingName::UnknownKey, at, found, "a key of the author's key log");
            return false;
        }
    };
    let verified = key.verify(LETTER_DOMAIN, &record.header, &record.signature).is_ok();
    if !verified {
        findings.add(
            FindingName::Signature,
            at,
            "a signature that does not verify",
            "the author's",
        );
    }
    good && verified
}

/// The fields that are proved and may be shown.
fn check_shown(
    shown: &Shown,
    header: &Header,
    at: At,
    findings: &mut Findings,
) -> Vec<waypost_protocol::field::Field> {
    let mut fields = Vec::with_capacity(shown.disclosed.len());
    for field in shown.fields() {
        if may_be_shown(header.kind, field) {
            fields.push(field.clone());
        } else {
            let found = format_args!("`{}` of section {}", field.key, field.section);
            let expected = format_args!("what an auditor is shown of a {}", header.kind);
            findings.add(FindingName::TooMuchShown, at, found, expected);
        }
    }
    match shown.check(&header.body_root) {
        Ok(()) => return fields,
        Err(ShownFault::HashCount { found, expected }) => {
            let found = format_args!("a body shown with {found} hashes");
            findings.add(FindingName::HashCount, at, found, expected);
        }
        Err(ShownFault::NotCommitted) => {
            let found = "fields of another body";
            findings.add(FindingName::NotCommitted, at, found, header.body_root);
        }
    }
    Vec::new()
}

fn check_day(said: &Said, at: At, findings: &mut Findings) {
    let day = said.header.day;
    let written = said.time(waypost_protocol::exchange::key::AT).map(|time| time.day());
    if let Some(written) = written.filter(|written| written.0.abs_diff(day.0) > DAYS_APART_MAX) {
        let found = format_args!("written on day {}, by its header on day {}", written.0, day.0);
        let expected = format_args!("at most {DAYS_APART_MAX} days apart");
        findings.add(FindingName::TimeNotOfDay, at, found, expected);
    }
}

/// The chain of one author in one conversation, letter by letter (SPEC 5.1).
pub(super) struct Chain {
    kind: ConversationKind,
    author: Option<OrgId>,
    seq: u32,
    /// The letters at `seq`, and at the place before it if that was shown.
    here: Vec<HeaderHash>,
    before: Option<Vec<HeaderHash>>,
    last: Option<(OrgId, u32, HeaderHash)>,
}

impl Chain {
    pub(super) fn begin(kind: ConversationKind) -> Self {
        Self { kind, author: None, seq: 0, here: Vec::new(), before: None, last: None }
    }

    /// Whether a letter comes after all before it. SPEC 15.5: by sender, seq, header hash, rising.
    pub(super) fn rises(&mut self, header: &Header, hash: HeaderHash) -> bool {
        let place = (header.sender_org, header.seq, hash);
        let rises = self.last.is_none_or(|last| last < place);
        self.last = Some(place);
        rises
    }

    /// The next letter, in order.
    pub(super) fn follow(
        &mut self,
        header: &Header,
        hash: HeaderHash,
        conversation: ConversationId,
        findings: &mut Findings,
    ) {
        let (author, seq) = (header.sender_org, header.seq);
        let at = At { org: author, conversation: Some(conversation), letter: Some(hash) };
        let same = self.author == Some(author);
        if same && self.seq == seq {
            let found = format_args!("two letters at place {seq}");
            findings.add(FindingName::TwoStories, at, found, "one");
        } else {
            // SPEC 9.5: a pair's thread may begin late and leap.
            let next = if same { self.seq.saturating_add(1) } else { 0 };
            if seq != next && self.kind != ConversationKind::Thread {
                let found = format_args!("letter {seq}");
                findings.add(FindingName::Gap, at, found, format_args!("letter {next}"));
            }
            let before = std::mem::take(&mut self.here);
            self.before = (same && seq == next).then_some(before);
            (self.author, self.seq) = (Some(author), seq);
        }
        if let (Some(before), Some(prev)) = (&self.before, header.prev)
            && !before.contains(&prev)
        {
            let found = format_args!("letter {seq} after {prev}");
            findings.add(FindingName::BrokenChain, at, found, "the letter before it");
        }
        if self.here.len() < STORIES_MAX {
            self.here.push(hash);
        }
    }
}
