//! The keys, and the one door for a value, wherever it comes from.

use std::fmt;

use waypost_desk::service::Proxy;
use waypost_desk::{Carrying, Retention, Witnesses};

use crate::trouble::{Exit, Trouble};

/// Addresses under one key: a node has a few networks, not dozens.
const ADDRESSES_MAX: usize = 16;
/// Relays under one key: as many as the network uses.
const RELAYS_MAX: usize = 4;
/// Longest path: what systems allow.
const FOLDER_BYTES_MAX: usize = 4096;
/// Witnesses under one key: as many as a note has lines.
const WITNESSES_MAX: usize = 64;
/// A short name of a partner, as `partner rename` takes it.
const NAME_CHARS_MAX: usize = 40;
/// One multiaddr in text; a relayed DNS address takes about 200.
const ADDRESS_BYTES_MAX: usize = 512;

/// Everything that can be configured.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Key {
    /// Where partners reach us.
    Listen,
    /// What invites and cards say instead.
    Announce,
    /// Relays through which partners reach us.
    Relays,
    /// Whether we relay for our partners.
    ServeRelay,
    /// Where the key of a closed net lies; nowhere when empty.
    NetworkKeyFile,
    /// Through which proxy everything is dialled; none when empty.
    Proxy,
    /// Whether partners learn that a person opened their referral.
    ReceiptOpened,
    /// How much the node writes to stderr.
    Log,
    /// How long our own referrals are kept after closing.
    RetentionOwnDays,
    /// How long drafts that were never sent are kept.
    RetentionDraftDays,
    /// How long referrals to us that were declined or withdrawn are kept.
    RetentionDeclinedDays,
    /// Where backups are made by themselves; nowhere when empty.
    BackupDir,
    /// Hours between two of them.
    BackupEveryHours,
    /// How many of them stay.
    BackupKeep,
    /// Whether partners' nodes are dialled; if not, letters go into their mailboxes.
    DialPartners,
    /// Seconds after which a letter goes again that a carrier took and no receipt came for.
    ResendSeconds,
    /// Seconds between two looks into our mailboxes.
    CollectSeconds,
    /// How many partners must have cosigned a head of the audit log before it counts as witnessed.
    WitnessesNeeded,
    /// Which partners count, by their short names; all when empty.
    Witnesses,
    /// Whether the node serves the console to browsers on this computer.
    Console,
    /// The port of the console; any that is free when 0.
    ConsolePort,
}

impl Key {
    /// Every key, in the order of `config list`.
    pub(crate) const ALL: [Self; 21] = [
        Self::Listen,
        Self::Announce,
        Self::Relays,
        Self::ServeRelay,
        Self::NetworkKeyFile,
        Self::Proxy,
        Self::ReceiptOpened,
        Self::Log,
        Self::RetentionOwnDays,
        Self::RetentionDraftDays,
        Self::RetentionDeclinedDays,
        Self::BackupDir,
        Self::BackupEveryHours,
        Self::BackupKeep,
        Self::DialPartners,
        Self::ResendSeconds,
        Self::CollectSeconds,
        Self::WitnessesNeeded,
        Self::Witnesses,
        Self::Console,
        Self::ConsolePort,
    ];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Listen => "listen",
            Self::Announce => "announce",
            Self::Relays => "relays",
            Self::ServeRelay => "serve_relay",
            Self::NetworkKeyFile => "network_key_file",
            Self::Proxy => "proxy",
            Self::ReceiptOpened => "receipt_opened",
            Self::Log => "log",
            Self::RetentionOwnDays => "retention_own_days",
            Self::RetentionDraftDays => "retention_draft_days",
            Self::RetentionDeclinedDays => "retention_declined_days",
            Self::BackupDir => "backup_dir",
            Self::BackupEveryHours => "backup_every_hours",
            Self::BackupKeep => "backup_keep",
            Self::DialPartners => "dial_partners",
            Self::ResendSeconds => "resend_seconds",
            Self::CollectSeconds => "collect_seconds",
            Self::WitnessesNeeded => "witnesses_needed",
            Self::Witnesses => "witnesses",
            Self::Console => "console",
            Self::ConsolePort => "console_port",
        }
    }

    /// The variable of the environment that overrides the file.
    pub(crate) const fn variable(self) -> &'static str {
        match self {
            Self::Listen => "WAYPOST_LISTEN",
            Self::Announce => "WAYPOST_ANNOUNCE",
            Self::Relays => "WAYPOST_RELAYS",
            Self::ServeRelay => "WAYPOST_SERVE_RELAY",
            Self::NetworkKeyFile => "WAYPOST_NETWORK_KEY_FILE",
            Self::Proxy => "WAYPOST_PROXY",
            Self::ReceiptOpened => "WAYPOST_RECEIPT_OPENED",
            Self::Log => "WAYPOST_LOG",
            Self::RetentionOwnDays => "WAYPOST_RETENTION_OWN_DAYS",
            Self::RetentionDraftDays => "WAYPOST_RETENTION_DRAFT_DAYS",
            Self::RetentionDeclinedDays => "WAYPOST_RETENTION_DECLINED_DAYS",
            Self::BackupDir => "WAYPOST_BACKUP_DIR",
            Self::BackupEveryHours => "WAYPOST_BACKUP_EVERY_HOURS",
            Self::BackupKeep => "WAYPOST_BACKUP_KEEP",
            Self::DialPartners => "WAYPOST_DIAL_PARTNERS",
            Self::ResendSeconds => "WAYPOST_RESEND_SECONDS",
            Self::CollectSeconds => "WAYPOST_COLLECT_SECONDS",
            Self::WitnessesNeeded => "WAYPOST_WITNESSES_NEEDED",
            Self::Witnesses => "WAYPOST_WITNESSES",
            Self::Console => "WAYPOST_CONSOLE",
            Self::ConsolePort => "WAYPOST_CONSOLE_PORT",
        }
    }

    const fn expected(self) -> &'static str {
        match self {
            Self::Listen | Self::Announce => {
                "a list of up to 16 addresses such as /ip4/0.0.0.0/tcp/4001 (separated by commas)"
            }
            Self::Relays => {
                "a list of up to 4 relays such as /ip4/192.0.2.1/tcp/4001/p2p/RELAY (separated by commas)"
            }
            Self::ReceiptOpened | Self::ServeRelay | Self::DialPartners | Self::Console => {
                "true or false"
            }
            Self::ConsolePort => "a port from 0 to 65535",
            Self::NetworkKeyFile => "the absolute path of a file, or nothing",
            Self::Proxy => "socks5://ADDRESS:PORT such as socks5://127.0.0.1:9050, or nothing",
            Self::Log => "one of error, warn, info, debug",
            Self::RetentionOwnDays | Self::RetentionDraftDays | Self::RetentionDeclinedDays => {
                "a number of days, 1 to 3660"
            }
            Self::BackupDir => "the absolute path of a folder, or nothing",
            Self::BackupEveryHours => "a number of hours from 1 to 8784",
            Self::BackupKeep => "a number from 1 to 365",
            Self::ResendSeconds | Self::CollectSeconds => "a number of seconds from 1 to 86400",
            Self::WitnessesNeeded => "a number from 0 to 64",
            Self::Witnesses => "a list of up to 64 short names of partners (separated by commas)",
        }
    }

    pub(super) fn default_value(self) -> Value {
        match self {
            Self::Listen => Value::Addresses(vec!["/ip4/0.0.0.0/tcp/0".to_owned()]),
            Self::Announce | Self::Relays => Value::Addresses(Vec::new()),
            Self::ServeRelay => Value::Yes(false),
            Self::NetworkKeyFile => Value::Folder(String::new()),
            Self::Proxy => Value::Proxy(None),
            Self::ReceiptOpened => Value::Yes(true),
            Self::Log => Value::Level(Level::Info),
            Self::RetentionOwnDays => days(Retention::default().own_days),
            Self::RetentionDraftDays => days(Retention::default().draft_days),
            Self::RetentionDeclinedDays => days(Retention::default().declined_days),
            Self::BackupDir => Value::Folder(String::new()),
            Self::BackupEveryHours => Value::Number(24),
            Self::BackupKeep => Value::Number(3),
            Self::DialPartners => Value::Yes(Carrying::default().dial),
            Self::ResendSeconds => Value::Number(Carrying::default().resend_seconds),
            Self::CollectSeconds => Value::Number(Carrying::default().collect_seconds),
            Self::WitnessesNeeded => Value::Number(Witnesses::default().needed.into()),
            Self::Witnesses => Value::Names(Witnesses::default().partners),
            Self::Console => Value::Yes(true),
            Self::ConsolePort => Value::Number(0),
        }
    }

    pub(super) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|key| key.name() == name)
    }

    /// The key a person typed.
    pub(crate) fn typed(name: &str) -> Result<Self, Trouble> {
        Self::named(name).ok_or_else(|| {
            let known = Self::ALL.map(Self::name).join(", ");
            let hint = format!("The keys are: {known}.");
            Trouble::usage(format!("There is no key {name:?} in the configuration."), hint)
        })
    }

    /// The one door for a value, wherever it comes from.
    pub(super) fn value(self, raw: &Raw) -> Option<Value> {
        match (self, raw) {
            (Self::Listen | Self::Announce, Raw::Texts(texts)) => addresses(texts, ADDRESSES_MAX),
            (Self::Listen | Self::Announce, Raw::Text(text)) => {
                addresses(&split(text), ADDRESSES_MAX)
            }
            (Self::Relays, Raw::Texts(texts)) => addresses(texts, RELAYS_MAX),
            (Self::Relays, Raw::Text(text)) => addresses(&split(text), RELAYS_MAX),
            (
                Self::ReceiptOpened | Self::ServeRelay | Self::DialPartners | Self::Console,
                Raw::Yes(yes),
            ) => Some(Value::Yes(*yes)),
            (
                Self::ReceiptOpened | Self::ServeRelay | Self::DialPartners | Self::Console,
                Raw::Text(text),
            ) => text.parse().ok().map(Value::Yes),
            (Self::ConsolePort, raw) => number_from(raw, 0, u16::MAX.into()),
            (Self::Proxy, Raw::Text(text)) => proxy(text),
            (Self::Log, Raw::Text(text)) => Level::named(text).map(Value::Level),
            (
                Self::RetentionOwnDays | Self::RetentionDraftDays | Self::RetentionDeclinedDays,
                raw,
            ) => number(raw, Retention::DAYS_MAX.into()),
            (Self::BackupDir | Self::NetworkKeyFile, Raw::Text(text)) => folder(text),
            (Self::BackupEveryHours, raw) => number(raw, 8_784),
            (Self::BackupKeep, raw) => number(raw, 365),
            (Self::ResendSeconds | Self::CollectSeconds, raw) => number(raw, 86_400),
            (Self::WitnessesNeeded, raw) => number_from(raw, 0, WITNESSES_MAX as u64),
            (Self::Witnesses, Raw::Texts(texts)) => names(texts),
            (Self::Witnesses, Raw::Text(text)) => names(&split(text)),
            (
                Self::Listen | Self::Announce | Self::Relays | Self::Witnesses,
                Raw::Yes(_) | Raw::Number(_),
            )
            | (
                Self::ReceiptOpened | Self::ServeRelay | Self::DialPartners | Self::Console,
                Raw::Texts(_) | Raw::Number(_),
            )
            | (
                Self::Log | Self::BackupDir | Self::NetworkKeyFile | Self::Proxy,
                Raw::Texts(_) | Raw::Yes(_) | Raw::Number(_),
            ) => None,
        }
    }
}

/// How much the node says about its work. Ids only, at every level.
#[derive(Clone, Copy, PartialEq, Eq, Debug, clap::ValueEnum)]
pub(crate) enum Level {
    /// What failed.
    Error,
    /// And what may fail.
    Warn,
    /// And what happened.
    Info,
    /// And each step.
    Debug,
}

impl Level {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warn => "warn",
            Self::Info => "info",
            Self::Debug => "debug",
        }
    }

    fn named(name: &str) -> Option<Self> {
        [Self::Error, Self::Warn, Self::Info, Self::Debug]
            .into_iter()
            .find(|level| level.name() == name)
    }
}

/// A checked value. Shown as it would stand in the file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Value {
    /// Multiaddrs.
    Addresses(Vec<String>),
    /// A switch.
    Yes(bool),
    /// A log level.
    Level(Level),
    /// An absolute path, or nothing.
    Folder(String),
    /// A proxy as it was typed and as it was understood, or none.
    Proxy(Option<(String, Proxy)>),
    /// A number.
    Number(u64),
    /// Short names of partners.
    Names(Vec<String>),
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Addresses(list) | Self::Names(list) => {
                let quoted: Vec<_> = list.iter().map(|text| format!("{text:?}")).collect();
                write!(f, "[{}]", quoted.join(", "))
            }
            Self::Yes(yes) => write!(f, "{yes}"),
            Self::Level(level) => write!(f, "{:?}", level.name()),
            Self::Folder(path) => write!(f, "{path:?}"),
            Self::Proxy(proxy) => {
                write!(f, "{:?}", proxy.as_ref().map_or("", |(text, _)| text.as_str()))
            }
            Self::Number(number) => write!(f, "{number}"),
        }
    }
}

/// A value as it was found, before its key has judged it.
pub(super) enum Raw {
    Text(String),
    Texts(Vec<String>),
    Yes(bool),
    Number(u64),
}

fn number(raw: &Raw, max: u64) -> Option<Value> {
    number_from(raw, 1, max)
}

fn number_from(raw: &Raw, min: u64, max: u64) -> Option<Value> {
    let number = match raw {
        Raw::Number(number) => Some(*number),
        Raw::Text(text) => text.trim().parse().ok(),
        Raw::Texts(_) | Raw::Yes(_) => None,
    };
    number.filter(|number| (min..=max).contains(number)).map(Value::Number)
}

/// As it can stand between quotation marks in the file.
fn folder(text: &str) -> Option<Value> {
    let plain = |c: char| !c.is_control() && c != '"' && c != '\\';
    let fits = text.is_empty() || text.starts_with('/');
    (fits && text.len() <= FOLDER_BYTES_MAX && text.chars().all(plain))
        .then(|| Value::Folder(text.to_owned()))
}

fn proxy(text: &str) -> Option<Value> {
    if text.is_empty() {
        return Some(Value::Proxy(None));
    }
    let proxy = text.parse().ok()?;
    Some(Value::Proxy(Some((text.to_owned(), proxy))))
}

fn days(days: u32) -> Value {
    Value::Number(days.into())
}

fn split(text: &str) -> Vec<String> {
    text.split(',').map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect()
}

fn addresses(texts: &[String], most: usize) -> Option<Value> {
    let good = |text: &String| {
        text.starts_with('/')
            && text.len() <= ADDRESS_BYTES_MAX
            && text.chars().all(|c| c.is_ascii_graphic() && c != '"' && c != '\\')
    };
    let fits = texts.len() <= most && texts.iter().all(good);
    fits.then(|| Value::Addresses(texts.to_vec()))
}

fn names(texts: &[String]) -> Option<Value> {
    let plain = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
    let good = |text: &String| {
        !text.is_empty() && text.chars().count() <= NAME_CHARS_MAX && text.chars().all(plain)
    };
    let fits = texts.len() <= WITNESSES_MAX && texts.iter().all(good);
    fits.then(|| Value::Names(texts.to_vec()))
}

pub(super) fn bad_value(key: Key, raw: &Raw, place: &str) -> Trouble {
    let shown = match raw {
        Raw::Text(text) => format!("{text:?}"),
        Raw::Texts(texts) => format!("{texts:?}"),
        Raw::Yes(yes) => yes.to_string(),
        Raw::Number(number) => number.to_string(),
    };
    bad_value_shown(key, &shown, place)
}

pub(super) fn bad_value_shown(key: Key, found: &str, place: &str) -> Trouble {
    config_trouble(
        format!("{place}: `{}` is {found}; expected {}.", key.name(), key.expected()),
        format!("Correct it, or set it: waypost config set {} VALUE", key.name()),
    )
}

pub(super) fn config_trouble(what: String, hint: impl Into<String>) -> Trouble {
    Trouble::new(Exit::Home, "config", what, hint)
}
