//! What a person is shown of the node, its partners and its letters.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::KeyRow;

/// How the node is.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct StatusReport {
    /// This program's version.
    pub version: String,
    /// Locked: it receives and keeps, and opens later.
    pub locked: bool,
    /// The disk failed: nothing is taken or sent until it works again, which is tried by itself.
    #[serde(default)]
    pub disk_failed: bool,
    /// Frames kept while locked.
    pub spooled: u64,
    /// Our name; empty while locked.
    pub name: String,
    /// Our id; empty while locked.
    pub org: String,
    /// Addresses on which partners reach us.
    pub listening: Vec<String>,
    /// Partners: confirmed by both sides / all.
    pub partners_confirmed: u64,
    /// All partners.
    pub partners: u64,
    /// Letters that wait here for a partner.
    pub waiting_letters: u64,
    /// Mailboxes in use.
    #[serde(default)]
    pub mailboxes: u64,
    /// Referrals that need something from us.
    pub need_us: u64,
    /// Referrals in all.
    pub referrals: u64,
    /// Letters held.
    pub letters: u64,
    /// Frames refused since the start, by reason.
    pub refused: BTreeMap<String, u64>,
    /// What the store has to say: an index rebuilt, rot found, a full disk.
    pub store: Vec<String>,
    /// What a person should do something about.
    pub advice: Vec<String>,
    /// How letters go to each partner now.
    #[serde(default)]
    pub carriers: Vec<CarriageLine>,
}

/// How a frame travels.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Carrier {
    /// From machine to machine.
    Direct,
    /// Through a relay, while both are there.
    Relay,
    /// Through a mailbox, whoever is there.
    Mailbox,
    /// In a file that somebody carries.
    Bundle,
    /// No way now: it waits here.
    #[default]
    None,
}

impl Carrier {
    /// As it stands in replies.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::Relay => "relay",
            Self::Mailbox => "mailbox",
            Self::Bundle => "bundle",
            Self::None => "none",
        }
    }
}

/// How the next frame for a partner goes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Carriage {
    /// By which carrier.
    pub carrier: Carrier,
    /// Why that one, in a few words.
    pub why: String,
}

/// How the next frame for one of the partners goes.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct CarriageLine {
    /// Our short name for the partner.
    pub partner: String,
    /// How it goes.
    #[serde(flatten)]
    pub carriage: Carriage,
}

/// An invite.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct InviteReport {
    /// Short id.
    pub invite: String,
    /// Our note.
    pub label: Option<String>,
    /// When it ends, RFC 3339.
    pub expires: String,
    /// The whole text; only in the reply to `invite new`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// The addresses that it names, beside its text. Without any the answer comes on a stick.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reached_at: Option<Vec<String>>,
}

/// A partner.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct PartnerReport {
    /// Our short name for it.
    pub short: String,
    /// Its name, as it gives it. Empty until its card came.
    pub name: String,
    /// What sort of organisation.
    pub kind: String,
    /// Its id.
    pub org: String,
    /// Languages.
    pub languages: Vec<String>,
    /// 30 digits in 6 groups.
    pub safety_number: String,
    /// We compared and confirmed.
    pub confirmed_by_us: bool,
    /// They did.
    pub confirmed_by_them: bool,
    /// Blocked by us.
    pub blocked: bool,
    /// Connected now.
    pub connected: bool,
    /// How letters go to it now: `carrier` and `why`.
    #[serde(default, flatten)]
    pub carriage: Carriage,
    /// When anything last came from it, RFC 3339.
    pub last_contact: Option<String>,
    /// Letters waiting for it here.
    pub waiting_letters: u64,
    /// Where it is reached.
    pub addresses: Vec<String>,
    /// The day its card ends.
    pub card_expires: Option<String>,
    /// One-time prekeys of it that we still hold.
    pub prekeys_left: u64,
    /// Its signing keys, as far as we know them.
    #[serde(default)]
    pub keys: Vec<KeyRow>,
    /// After a restore of ours: how far it has given back what was lost.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub catching_up: Option<String>,
    /// It was restored, or could not read letters any more, and asked us for copies.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asked_for_copies: Option<String>,
    /// What is wrong with its keys: two stories at one place, or a theft that it told of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key_trouble: Option<String>,
}

/// A mailbox that keeps frames for us.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct MailboxReport {
    /// What it is called here: the beginning of its id.
    pub mailbox: String,
    /// Its id.
    pub node: String,
    /// Where it is.
    pub addresses: Vec<String>,
    /// Partners are told of it.
    pub on_cards: bool,
    /// The last day to which our newest inbox there is open; none before it was opened.
    pub open_until: Option<String>,
    /// The last day of the operator's permission.
    pub granted_until: String,
    /// Inboxes there.
    pub inboxes: u64,
    /// Frames collected since the node started.
    pub collected: u64,
    /// When it last answered well, RFC 3339.
    pub reached: Option<String>,
    /// What was heard instead, since then.
    pub trouble: Option<String>,
    /// Since when it is left: looked into for a month more.
    pub leaving_since: Option<String>,
}
