//! What a person may ask of a running node, and what it says back: the shapes of the local socket.
//!
//! In: commands from the command line or the console, as typed. Out: replies in plain data, which
//! `--json` prints as they stand. Nothing here decides; texts are parsed at the desk's door.
//! These shapes never leave the computer.

mod attachments;
mod audit;
mod backup;
mod bundle;
mod doctor;
mod figures;
mod keys;
mod moves;
mod node;
mod referral;
mod retention;
mod users;

use serde::{Deserialize, Serialize};
use waypost_case::Form;

pub use attachments::{AttachmentReport, PART_PIECES_MAX, hex, unhex};
pub use audit::{
    AuditReport, CosignedBy, HeadReport, LetterRow, PathReport, SHARE_PAGE_BYTES, ShareBegun,
    SharePage, TwoHistories, WitnessReport, WitnessRow,
};
pub use backup::BackupReport;
pub use bundle::{BundleRead, BundleReport, BundleWritten, DamagedFile};
pub use doctor::{Check, DoctorReport, Finding, Health};
pub use figures::{
    FIGURE_DAYS_MAX, FiguresReport, FirstAnswer, MonthCount, NeedCount, NetworkRow, StateCount,
};
pub use keys::{KeyReport, KeyRow, ShareReport};
pub use moves::{MoveForm, Narrow};
pub use node::{
    Carriage, CarriageLine, Carrier, InviteReport, MailboxReport, PartnerReport, StatusReport,
};
pub use referral::{
    ConsentPartner, ConsentReport, DRAFT_BYTES_MAX, DeadlineReport, DraftReport, FieldRow,
    NeedReport, PAGE_ROWS_MAX, READS_SHOWN_MAX, ReadRow, ReferralReport, ReferralRow,
    SectionReport, SignedDigest, TimelineRow, View,
};
pub use retention::{ErasedRow, HoldReason, RetentionReport, RetentionRow};
pub use users::{Role, UserReport};

/// One request of a person.
#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "command", rename_all = "snake_case", deny_unknown_fields)]
pub enum Command {
    /// How the node is. Also answered while locked.
    Status,
    /// Makes an invite for one partner: one use, 24 hours.
    InviteNew {
        /// A note for ourselves: whom it is for.
        label: Option<String>,
    },
    /// Invites still open.
    InviteList,
    /// Takes an invite back.
    InviteCancel {
        /// The invite's short id.
        invite: String,
    },
    /// Answers a partner's invite.
    Join {
        /// The invite's text, `waypost://join#...`.
        code: String,
    },
    /// All partners.
    PartnerList,
    /// One partner, with its card.
    PartnerShow {
        /// Its short name, its name or its id.
        partner: String,
    },
    /// The safety number; with `confirm`, says that it was compared and is the same.
    PartnerCheck {
        /// Which partner.
        partner: String,
        /// Whether the person confirms.
        confirm: bool,
    },
    /// Gives a partner a short name of our own.
    PartnerRename {
        /// Which partner.
        partner: String,
        /// The new short name.
        name: String,
    },
    /// Stops taking or sending anything, or takes it up again.
    PartnerBlock {
        /// Which partner.
        partner: String,
        /// Blocked or not.
        blocked: bool,
    },
    /// Checks a form: every fault at once. Keeps nothing.
    ReferralCheck {
        /// The form as typed.
        form: Box<Form>,
    },
    /// Checks a form and keeps it as a draft.
    ReferralNew {
        /// The form as typed.
        form: Box<Form>,
    },
    /// Keeps a form as it is, faults and all: a draft in work.
    DraftSave {
        /// The draft that it replaces (`D3`); a new one if none is named.
        draft: Option<String>,
        /// The form as typed.
        form: Box<Form>,
        /// The user who wrote it (`U1`); none for the command line.
        by: Option<String>,
    },
    /// A draft as it is: its form, its faults, what a partner would see.
    DraftShow {
        /// Which (`D3`).
        draft: String,
    },
    /// All drafts, by their names alone, newest change first.
    DraftList,
    /// Sends a draft to one or more partners: one referral each, with ids of its own.
    ReferralSend {
        /// The draft (`D3`) .
        draft: String,
        /// Partners.
        to: Vec<String>,
        /// Send identity and contact at once, not only on acceptance (an emergency's choice).
        all_sections: bool,
        /// The person was asked about this authority or embassy, where consent says `ask`.
        asked: bool,
    },
    /// Referrals, newest first, and drafts.
    ReferralList {
        /// Only those that need something from us.
        waiting: bool,
        /// Include closed ones.
        closed: bool,
    },
    /// A page of referrals.
    ReferralPage {
        /// Which referrals.
        view: View,
        /// Only those with this in their number, the beginning of their id, their case code, the partner's short
        /// name, a service or the status. Letter case does not matter.
        search: Option<String>,
        /// A desk officer's services: only received referrals that need one of them. All referrals if none is named.
        services: Vec<String>,
        /// How many are passed over.
        from: u64,
        /// How many are shown, at most [`PAGE_ROWS_MAX`].
        count: u32,
    },
    /// One referral whole: fields as disclosed, timeline, ticks, deadlines, what may be done next.
    ReferralShow {
        /// Its number (`R12`), id, or a clear beginning of the id.
        referral: String,
        /// Whether a person is looking: then the partner gets its `opened` receipt, and it is written down who read.
        opened: bool,
        /// Whether it is put on paper, which is written down too.
        #[serde(default)]
        printed: bool,
        /// The user who looks (`U1`); none for the command line.
        #[serde(default)]
        by: Option<String>,
    },
    /// Makes a move in a referral.
    ReferralMove {
        /// Which referral.
        referral: String,
        /// The move as typed.
        #[serde(rename = "move")]
        step: Box<MoveForm>,
    },
    /// Begins to put a file into a referral. What is not finished in ten minutes is erased.
    AttachBegin {
        /// Which referral.
        referral: String,
        /// The section that the file belongs to.
        section: String,
        /// What it is called.
        name: String,
        /// Its media type.
        media_type: String,
        /// Its length.
        bytes: u64,
    },
    /// The next part of it.
    AttachPart {
        /// Which file, as the node named it.
        upload: String,
        /// Where the part begins.
        from: u64,
        /// Whole pieces, hex; only the file's last may be shorter.
        data: Secret,
    },
    /// All of it is in: it is attached.
    AttachEnd {
        /// Which file.
        upload: String,
    },
    /// The attachments of a referral.
    Attachments {
        /// Which referral.
        referral: String,
    },
    /// A part of an attachment that is whole.
    AttachmentRead {
        /// Which referral.
        referral: String,
        /// Which attachment, `A1`.
        attachment: String,
        /// From where on; a multiple of a piece.
        from: u64,
        /// The user who reads it (`U1`); none for the command line. It is written down.
        #[serde(default)]
        by: Option<String>,
    },
    /// The consent of a referral.
    ConsentShow {
        /// Which referral or case.
        referral: String,
    },
    /// The person takes consent back, or narrows it: told to every partner that received anything under it.
    ConsentChange {
        /// Which referral.
        referral: String,
        /// The new limits; none revokes it whole.
        narrow: Option<Narrow>,
        /// Why, for our own record and the partner's. Not about the person.
        reason: Option<String>,
    },
    /// Makes a backup while the node goes on; answered when the file was read back.
    BackupMake {
        /// A folder, or a new file.
        to: String,
    },
    /// The backups made, newest first.
    BackupList,
    /// Writes what waits for partners to a stick while the node goes on.
    BundleWrite {
        /// Partners; all for whom something waits if none is named.
        to: Vec<String>,
        /// The stick's folder.
        dir: String,
    },
    /// Takes what is for us from a stick, and writes the answers to it.
    BundleRead {
        /// The stick's folder.
        dir: String,
        /// Leave the files that were taken.
        keep: bool,
        /// Write what waits for those whose files were taken.
        answer: bool,
    },
    /// No longer waits for what a partner should give back after a restore.
    GiveUp {
        /// Which partner.
        partner: String,
    },
    /// Asks partners for what is damaged here, or does without what they cannot give back.
    Repair {
        /// Which referral; none for all that is damaged.
        referral: Option<String>,
        /// Do without what of this referral is lost.
        accept_loss: bool,
    },
    /// Takes up a mailbox, by its operator's code.
    MailboxUse {
        /// `waypost://mailbox#...`.
        code: Secret,
    },
    /// Our mailboxes.
    MailboxList,
    /// Looks into all of them now.
    MailboxCollect,
    /// Takes one off our cards; it is looked into for a month more.
    MailboxLeave {
        /// A beginning of its id.
        mailbox: String,
    },
    /// Verifies every signature that this node holds.
    AuditLog {
        /// Also list every letter.
        list: bool,
    },
    /// Our log's heads and who cosigned them, and partners' heads that we cosigned.
    AuditWitness {
        /// Sign a head first, if the log grew, and ask partners to cosign it.
        now: bool,
    },
    /// Signs heads again after an old copy of the node was noticed: of the log that began then.
    AuditResume,
    /// Begins to share a period with an auditor.
    AuditShare {
        /// Its first day, ISO 8601.
        from: String,
        /// Its last day, ISO 8601.
        to: String,
        /// The auditor's public key, `age1...`.
        recipient: String,
        /// Of which log of ours; none for the present one.
        log: Option<u32>,
    },
    /// The next page of what is shared. Pages are asked for in their order; the last one may be asked for again.
    AuditSharePage {
        /// As named in the reply.
        id: String,
        /// Which page, from 0.
        page: u32,
    },
    /// One field of one letter, to be shown to somebody by choice (SPEC 15.8).
    AuditProof {
        /// Which referral: `R12`.
        referral: String,
        /// Which field of the referral's letter, by its key.
        field: String,
    },
    /// Where one letter stands in our log, and the way from it to a signed head.
    AuditPath {
        /// The hash of its header: `wph1...` as in a timeline, or hex.
        header: String,
    },
    /// The work of the last days in numbers.
    Figures {
        /// How many days back, at most [`FIGURE_DAYS_MAX`].
        days: u32,
    },
    /// Makes a user of the console.
    UserNew {
        /// The name to sign in with: 1 to 60 characters.
        name: String,
        /// Role codes (see [`Role`]), at least one.
        roles: Vec<String>,
        /// The services of a desk officer's desk; all services if none is named.
        desk: Vec<String>,
        /// The language of the person's pages (BCP 47).
        language: Option<String>,
        /// 10 to 200 characters.
        password: Secret,
    },
    /// All users.
    UserList,
    /// Changes a user: what is none stays as it is.
    UserChange {
        /// Which (`U1`, or the name).
        user: String,
        /// Another name.
        name: Option<String>,
        /// Other roles, in place of those it has.
        roles: Option<Vec<String>>,
        /// Another desk.
        desk: Option<Vec<String>>,
        /// Another language; empty for none.
        language: Option<String>,
        /// Whether it may no longer sign in.
        disabled: Option<bool>,
    },
    /// Sets a user's password. With the old one the person's own change; without it an admin's.
    UserPassword {
        /// Which (`U1`, or the name).
        user: String,
        /// The present one, checked and counted as when signing in.
        old: Option<Secret>,
        /// 10 to 200 characters.
        new: Secret,
    },
    /// Whether this name and this password are a user's. Wrong ones are counted and make the next try wait.
    SignIn {
        /// The name as typed.
        user: String,
        /// The password.
        password: Secret,
    },
    /// A link that opens the console once. Answered beside the desk, by the program that has a console.
    ConsoleOpen,
    /// Looks at everything that can be looked at from inside the node.
    Doctor,
    /// Our signing keys, from the first to the one in force.
    KeyShow,
    /// Whether a recovery sheet is the one in force. Changes nothing.
    KeyCheck {
        /// Its seed, 64 hex digits.
        sheet: Secret,
    },
    /// Replaces the signing key by the one that the recovery sheet promised.
    KeyRotate {
        /// The seed of the sheet in force, 64 hex digits.
        sheet: Secret,
        /// The seed of the sheet that replaces it, 64 hex digits. It is in the person's hands already.
        new_sheet: Secret,
        /// The present key was stolen, not merely retired.
        stolen: bool,
    },
    /// Gives a partner a share of our recovery sheet to keep.
    ShareSend {
        /// The trustee.
        partner: String,
        /// The share, `wpshare1...`.
        share: Secret,
    },
    /// Shares of partners' sheets that are kept here.
    ShareList,
    /// One of them with its text, to be given back to its owner.
    ShareShow {
        /// Whose.
        partner: String,
    },
    /// What is kept, until when, and what was erased.
    RetentionList {
        /// Only what is due within a week, or past its time.
        due: bool,
    },
    /// Nothing of a referral is erased until it is released.
    RetentionHold {
        /// Which referral.
        referral: String,
        /// Why.
        reason: HoldReason,
    },
    /// The hold ends.
    RetentionRelease {
        /// Which referral.
        referral: String,
    },
    /// Erases a referral, or a draft that was never sent, now and for ever.
    RetentionErase {
        /// Which (`R12`, `D3`).
        referral: String,
        /// Its number, typed again.
        confirm: String,
    },
    /// Says that this computer's date is right, where the node does not believe it.
    ClockConfirm,
    /// Locks the node: keys out of memory; what arrives is kept and opened later.
    Lock,
    /// Unlocks it.
    Unlock {
        /// The passphrase. Travels over the owner-only local socket, never in an argument.
        passphrase: Secret,
    },
    /// Locks at once, before anything that waits: by force if the desk does not answer.
    LockNow,
    /// Changes the passphrase. Wrong old ones are counted as when unlocking.
    PassphraseChange {
        /// The present one.
        old: Secret,
        /// The new one.
        new: Secret,
    },
    /// Stops the node in good order.
    Stop,
}

/// A text that does not show itself.
#[derive(Clone, Serialize, Deserialize, zeroize::Zeroize, zeroize::ZeroizeOnDrop)]
#[serde(transparent)]
pub struct Secret(pub String);

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret")
    }
}

/// What the node says back.
#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "reply", rename_all = "snake_case")]
pub enum Reply {
    /// How the node is.
    Status(Box<StatusReport>),
    /// A new invite.
    Invite(InviteReport),
    /// Open invites.
    Invites {
        /// The invites.
        invites: Vec<InviteReport>,
    },
    /// One partner.
    Partner(Box<PartnerReport>),
    /// All partners.
    Partners {
        /// The partners.
        partners: Vec<PartnerReport>,
    },
    /// What a check of a form found: nothing, or everything wrong with it.
    Checked {
        /// The faults, all of them.
        faults: Vec<FaultReport>,
    },
    /// A kept draft.
    Draft(DraftReport),
    /// Drafts.
    Drafts {
        /// Without what they say.
        drafts: Vec<DraftReport>,
    },
    /// Referrals sent: one a partner.
    Sent {
        /// The referrals.
        referrals: Vec<ReferralRow>,
    },
    /// Referrals and drafts.
    Referrals {
        /// Referrals, newest first.
        referrals: Vec<ReferralRow>,
        /// Drafts.
        drafts: Vec<DraftReport>,
    },
    /// A page of referrals.
    ReferralPage {
        /// The rows of the page.
        rows: Vec<ReferralRow>,
        /// How many there are on all pages.
        total: u64,
    },
    /// One referral whole.
    Referral(Box<ReferralReport>),
    /// A file is being put in.
    Attaching {
        /// The name by which its parts are put in.
        upload: String,
        /// Bytes that are in.
        filled: u64,
    },
    /// The attachments of a referral.
    Attachments {
        /// In the order in which they were kept here.
        attachments: Vec<AttachmentReport>,
    },
    /// A part of an attachment.
    AttachmentPart {
        /// Which.
        attachment: Box<AttachmentReport>,
        /// Where the part begins.
        from: u64,
        /// The bytes, hex; none beyond the end.
        data: Secret,
    },
    /// A consent.
    Consent(Box<ConsentReport>),
    /// What the verification found.
    Audit(AuditReport),
    /// Our log's heads, and partners'.
    Witness(Box<WitnessReport>),
    /// A share for an auditor was begun.
    ShareBegun(ShareBegun),
    /// A page of it.
    SharePage(SharePage),
    /// One field shown: the text of SPEC 15.8.
    FieldProof {
        /// The proof.
        proof: Secret,
    },
    /// Where a letter stands in our log.
    AuditPath(PathReport),
    /// The work in numbers.
    Figures(Box<FiguresReport>),
    /// One user.
    User(UserReport),
    /// All users.
    Users {
        /// The users, in the order in which they were made.
        users: Vec<UserReport>,
    },
    /// A link that opens the console once.
    ConsoleLink {
        /// The link. Whoever has it can open the sign-in page with it.
        url: String,
        /// Until when it works, RFC 3339.
        expires: String,
    },
    /// What the doctor found.
    Doctor(DoctorReport),
    /// Our signing keys.
    Keys(KeyReport),
    /// Shares kept for partners.
    Shares {
        /// The shares, without their texts.
        shares: Vec<ShareReport>,
    },
    /// One share, with its text.
    Share(Box<ShareReport>),
    /// What is kept, until when.
    Retention(RetentionReport),
    /// A backup that was made.
    Backup(BackupReport),
    /// The backups made.
    Backups {
        /// Newest first.
        backups: Vec<BackupReport>,
    },
    /// Our mailboxes.
    Mailboxes {
        /// The mailboxes.
        mailboxes: Vec<MailboxReport>,
    },
    /// What was done at a stick.
    Bundle(Box<BundleReport>),
    /// Done; nothing more to say.
    Done {
        /// In plain words.
        words: String,
    },
    /// Not done.
    Failed(Failure),
}

/// Why something was not done: two lines for a person, a code for a program.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Failure {
    /// Stable code, `snake_case`.
    pub code: String,
    /// What happened, with found and expected.
    pub what: String,
    /// What to try.
    pub hint: String,
    /// All faults of a form, where there are any.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub faults: Vec<FaultReport>,
}

/// One fault of a form.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct FaultReport {
    /// Where: `need.2.service`.
    pub field: String,
    /// Stable code.
    pub code: String,
    /// What was found and what was expected, without private content.
    pub message: String,
}
