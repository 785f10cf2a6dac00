//! The configuration: one TOML file, the environment over it, flags over both.
//!
//! In: `HOME/config.toml`, `WAYPOST_*`, flags of `run`. Out: [`Config`], each value with its origin.
//! A key that is not known stops the start, with its name and line. Never holds a secret.

mod file;
mod key;

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

use waypost_desk::backup::Schedule;
use waypost_desk::service::{Proxy, Reach};
use waypost_desk::{Carrying, Retention, Witnesses};

use crate::trouble::Trouble;
use file::{parse, read};
use key::{Raw, bad_value};

pub(crate) use file::{first_file, set, write_whole};
pub(crate) use key::{Key, Level, Value};

/// Where a value comes from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Origin {
    /// Built in.
    Default,
    /// The file, at this line.
    File(usize),
    /// The environment.
    Environment(&'static str),
    /// A flag of this run.
    Flag,
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default => f.write_str("default"),
            Self::File(line) => write!(f, "config.toml line {line}"),
            Self::Environment(variable) => write!(f, "environment {variable}"),
            Self::Flag => f.write_str("flag"),
        }
    }
}

/// Flags of `run` that stand over file and environment.
#[derive(Clone, Default, Debug, clap::Args)]
pub(crate) struct Overrides {
    /// Listen here instead (a multiaddr; may be given several times)
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) listen: Vec<String>,
    /// Write this address into invites and cards instead (may be given several times)
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) announce: Vec<String>,
    /// How much to write to stderr
    #[arg(long, value_enum, value_name = "LEVEL")]
    pub(crate) log: Option<Level>,
}

/// The configuration of one node, every value with its origin.
#[derive(Clone, Debug)]
pub(crate) struct Config {
    values: BTreeMap<Key, (Value, Origin)>,
}

impl Config {
    /// Reads the file, then the environment, then the flags.
    pub(crate) fn load(path: &Path, flags: &Overrides) -> Result<Self, Trouble> {
        Self::layered(&read(path)?, |name| std::env::var_os(name), flags)
    }

    fn layered(
        file: &str,
        env: impl Fn(&str) -> Option<std::ffi::OsString>,
        flags: &Overrides,
    ) -> Result<Self, Trouble> {
        let default = |key: Key| (key, (key.default_value(), Origin::Default));
        let mut config = Self { values: Key::ALL.map(default).into() };
        for entry in parse(file)? {
            let place = format!("config.toml line {}", entry.line);
            config.put(entry.key, &entry.raw, Origin::File(entry.line), &place)?;
        }
        for key in Key::ALL {
            if let Some(text) = env(key.variable()) {
                let raw = Raw::Text(text.to_string_lossy().into_owned());
                let origin = Origin::Environment(key.variable());
                config.put(key, &raw, origin, key.variable())?;
            }
        }
        config.flags(flags)?;
        Ok(config)
    }

    fn flags(&mut self, flags: &Overrides) -> Result<(), Trouble> {
        for (key, texts) in [(Key::Listen, &flags.listen), (Key::Announce, &flags.announce)] {
            if !texts.is_empty() {
                self.put(key, &Raw::Texts(texts.clone()), Origin::Flag, "flag")?;
            }
        }
        if let Some(level) = flags.log {
            self.values.insert(Key::Log, (Value::Level(level), Origin::Flag));
        }
        Ok(())
    }

    fn put(&mut self, key: Key, raw: &Raw, origin: Origin, place: &str) -> Result<(), Trouble> {
        let value = key.value(raw).ok_or_else(|| bad_value(key, raw, place))?;
        self.values.insert(key, (value, origin));
        Ok(())
    }

    /// The value of a key and where it comes from.
    pub(crate) fn entry(&self, key: Key) -> (Value, Origin) {
        let default = || (key.default_value(), Origin::Default);
        self.values.get(&key).cloned().unwrap_or_else(default)
    }

    fn addresses(&self, key: Key) -> Vec<String> {
        match self.entry(key).0 {
            Value::Addresses(list) => list,
            Value::Yes(_)
            | Value::Level(_)
            | Value::Folder(_)
            | Value::Proxy(_)
            | Value::Number(_)
            | Value::Names(_) => Vec::new(),
        }
    }

    fn small(&self, key: Key, otherwise: u32) -> u32 {
        match self.entry(key).0 {
            Value::Number(number) => u32::try_from(number).unwrap_or(otherwise),
            Value::Addresses(_)
            | Value::Yes(_)
            | Value::Level(_)
            | Value::Folder(_)
            | Value::Proxy(_)
            | Value::Names(_) => otherwise,
        }
    }

    pub(crate) fn retention(&self) -> Retention {
        let Retention { own_days, draft_days, declined_days } = Retention::default();
        Retention {
            own_days: self.small(Key::RetentionOwnDays, own_days),
            draft_days: self.small(Key::RetentionDraftDays, draft_days),
            declined_days: self.small(Key::RetentionDeclinedDays, declined_days),
        }
    }

    /// Whose cosignatures our heads need.
    pub(crate) fn witnesses(&self) -> Witnesses {
        let Witnesses { needed, partners } = Witnesses::default();
        let partners = match self.entry(Key::Witnesses).0 {
            Value::Names(names) => names,
            Value::Addresses(_) | Value::Yes(_) | Value::Level(_) => partners,
            Value::Folder(_) | Value::Proxy(_) | Value::Number(_) => partners,
        };
        Witnesses { needed: self.small(Key::WitnessesNeeded, needed), partners }
    }

    pub(crate) fn listen(&self) -> Vec<String> {
        self.addresses(Key::Listen)
    }

    pub(crate) fn announce(&self) -> Vec<String> {
        self.addresses(Key::Announce)
    }

    /// How partners are reached.
    pub(crate) fn carrying(&self) -> Carrying {
        let seconds = |key, otherwise| match self.entry(key).0 {
            Value::Number(seconds) => seconds,
            Value::Addresses(_) | Value::Yes(_) | Value::Level(_) => otherwise,
            Value::Folder(_) | Value::Proxy(_) | Value::Names(_) => otherwise,
        };
        let Carrying { dial: _, resend_seconds, collect_seconds } = Carrying::default();
        Carrying {
            dial: self.entry(Key::DialPartners).0 == Value::Yes(true),
            resend_seconds: seconds(Key::ResendSeconds, resend_seconds),
            collect_seconds: seconds(Key::CollectSeconds, collect_seconds),
        }
    }

    /// Relays, used and offered; a relay tells those it serves what partners are told.
    pub(crate) fn reach(&self) -> Reach {
        Reach {
            relays: self.addresses(Key::Relays),
            serve_relay: self.entry(Key::ServeRelay).0 == Value::Yes(true),
            external: self.announce(),
        }
    }

    /// The file of a closed net's key.
    pub(crate) fn network_key_file(&self) -> Option<PathBuf> {
        match self.entry(Key::NetworkKeyFile).0 {
            Value::Folder(path) if !path.is_empty() => Some(path.into()),
            _ => None,
        }
    }

    /// Through which everything is dialled.
    pub(crate) fn proxy(&self) -> Option<Proxy> {
        match self.entry(Key::Proxy).0 {
            Value::Proxy(Some((_, proxy))) => Some(proxy),
            _ => None,
        }
    }

    /// The port of the console; none if there is to be no console.
    pub(crate) fn console_port(&self) -> Option<u16> {
        let Value::Number(port) = self.entry(Key::ConsolePort).0 else { return None };
        let wanted = self.entry(Key::Console).0 == Value::Yes(true);
        u16::try_from(port).ok().filter(|_| wanted)
    }

    pub(crate) fn receipt_opened(&self) -> bool {
        self.entry(Key::ReceiptOpened).0 == Value::Yes(true)
    }

    pub(crate) fn log(&self) -> Level {
        match self.entry(Key::Log).0 {
            Value::Level(level) => level,
            Value::Addresses(_)
            | Value::Yes(_)
            | Value::Folder(_)
            | Value::Proxy(_)
            | Value::Number(_)
            | Value::Names(_) => Level::Info,
        }
    }

    /// Backups that the node makes by itself.
    pub(crate) fn backup(&self) -> Option<Schedule> {
        let Value::Folder(dir) = self.entry(Key::BackupDir).0 else { return None };
        let number = |key| match self.entry(key).0 {
            Value::Number(number) => number,
            Value::Addresses(_)
            | Value::Yes(_)
            | Value::Level(_)
            | Value::Folder(_)
            | Value::Proxy(_)
            | Value::Names(_) => 1,
        };
        let keep = usize::try_from(number(Key::BackupKeep)).unwrap_or(1);
        let every_hours = number(Key::BackupEveryHours);
        (!dir.is_empty()).then(|| Schedule { dir: dir.into(), every_hours, keep })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use std::fs;

    use super::*;
    use crate::trouble::Exit;

    fn load(file: &str, env: &[(&str, &str)], flags: &Overrides) -> Result<Config, Trouble> {
        let env = |name: &str| {
            let found = env.iter().find(|(variable, _)| *variable == name);
            found.map(|(_, text)| (*text).into())
        };
        Config::layered(file, env, flags)
    }

    fn what(result: Result<Config, Trouble>) -> String {
        result.expect_err("refused").failure.what
    }

    #[test]
    fn flags_stand_over_the_environment_and_that_over_the_file() {
        let file = "log = \"warn\"\n";
        let flags = Overrides { log: Some(Level::Debug), ..Overrides::default() };
        let none = Overrides::default();
        let env = [("WAYPOST_LOG", "error")];

        let config = load("", &[], &none).expect("fine");
        assert_eq!(config.entry(Key::Log), (Value::Level(Level::Info), Origin::Default));
        let config = load(file, &[], &none).expect("fine");
        assert_eq!(config.entry(Key::Log), (Value::Level(Level::Warn), Origin::File(1)));
        let config = load(file, &env, &none).expect("fine");
        assert_eq!(
            config.entry(Key::Log),
            (Value::Level(Level::Error), Origin::Environment("WAYPOST_LOG"))
        );
        let config = load(file, &env, &flags).expect("fine");
        assert_eq!(config.entry(Key::Log), (Value::Level(Level::Debug), Origin::Flag));
    }

    #[test]
    fn an_unknown_key_is_named_with_its_line() {
        let what = what(load("log = \"info\"\n\nlistne = []\n", &[], &Overrides::default()));
        assert_eq!(what, "config.toml line 3: there is no key \"listne\".");
    }

    #[test]
    fn a_wrong_value_names_key_found_and_expected() {
        let none = Overrides::default();
        let from_file = what(load("log = 3\n", &[], &none));
        assert_eq!(
            from_file,
            "config.toml line 1: `log` is 3; expected one of error, warn, info, debug."
        );
        let from_env = what(load("", &[("WAYPOST_RECEIPT_OPENED", "maybe")], &none));
        assert!(from_env.starts_with("WAYPOST_RECEIPT_OPENED: `receipt_opened` is \"maybe\""));
    }

    #[test]
    fn a_broken_file_names_the_line() {
        let what = what(load("log = \"info\"\nlisten = [\n", &[], &Overrides::default()));
        assert!(what.starts_with("config.toml line 2 is not TOML"), "{what}");
    }

    #[test]
    fn setting_a_key_keeps_comments_and_other_lines() {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("config.toml");
        fs::write(&path, "# ours\nlisten = [\n  \"/ip4/1.2.3.4/tcp/1\",\n] # fixed\n")
            .expect("written");
        set(&path, Key::Log, "debug").expect("set");
        set(&path, Key::Listen, "/ip4/5.6.7.8/tcp/2, /ip6/::1/tcp/2").expect("set");
        assert_eq!(
            fs::read_to_string(&path).expect("read"),
            "# ours\nlisten = [\"/ip4/5.6.7.8/tcp/2\", \"/ip6/::1/tcp/2\"] # fixed\nlog = \"debug\"\n"
        );
    }

    #[test]
    fn days_of_retention_are_whole_and_bounded() {
        let none = Overrides::default();
        assert_eq!(load("", &[], &none).expect("fine").retention(), Retention::default());
        let file = "retention_own_days = 30\n";
        assert_eq!(load(file, &[], &none).expect("fine").retention().own_days, 30);
        let env = [("WAYPOST_RETENTION_DRAFT_DAYS", "7")];
        assert_eq!(load("", &env, &none).expect("fine").retention().draft_days, 7);
        for wrong in ["0", "3661", "-1", "1.5", "\"a month\""] {
            let file = format!("retention_own_days = {wrong}\n");
            let what = what(load(&file, &[], &none));
            assert!(what.ends_with("expected a number of days, 1 to 3660."), "{what}");
        }
    }

    #[test]
    fn relays_a_proxy_and_the_key_of_a_closed_net_are_read_and_shown_by_path_alone() {
        let none = Overrides::default();
        let plain = load("", &[], &none).expect("fine");
        assert!(plain.proxy().is_none() && plain.network_key_file().is_none());
        assert!(plain.reach().relays.is_empty() && !plain.reach().serve_relay);
        let file = "relays = [\"/ip4/192.0.2.1/tcp/1/p2p/R\"]\nserve_relay = true\n\
                    network_key_file = \"/etc/waypost/net.key\"\nproxy = \"socks5://[::1]:9050\"\n\
                    announce = [\"/ip4/192.0.2.9/tcp/1\"]\n";
        let config = load(file, &[], &none).expect("fine");
        assert_eq!(config.reach().relays, ["/ip4/192.0.2.1/tcp/1/p2p/R"]);
        assert!(config.reach().serve_relay);
        assert_eq!(config.reach().external, ["/ip4/192.0.2.9/tcp/1"]);
        assert_eq!(config.network_key_file(), Some("/etc/waypost/net.key".into()));
        assert_eq!(config.proxy(), Some("socks5://[::1]:9050".parse().expect("a proxy")));
        assert_eq!(config.entry(Key::Proxy).0.to_string(), "\"socks5://[::1]:9050\"");
        for wrong in ["proxy = \"tor\"", "relays = [\"a\"]", "network_key_file = \"net.key\""] {
            load(wrong, &[], &none).expect_err(wrong);
        }
        let five = format!("relays = [{}]", ["\"/ip4/192.0.2.1/tcp/1/p2p/R\""; 5].join(", "));
        let what = what(load(&five, &[], &none));
        assert!(what.contains("expected a list of up to 4 relays"), "{what}");
    }

    #[test]
    fn a_wrong_value_is_never_written() {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("config.toml");
        set(&path, Key::Listen, "4001").expect_err("no address");
        assert!(!path.exists());
    }

    #[test]
    fn the_first_file_reads_back() {
        let listen = vec!["/ip4/0.0.0.0/tcp/24001".to_owned()];
        let config = load(&first_file(&listen), &[], &Overrides::default()).expect("fine");
        assert_eq!(config.listen(), listen);
        assert!(config.announce().is_empty());
        assert!(config.receipt_opened());
    }

    proptest! {
        #[test]
        fn no_file_panics_and_every_refusal_is_the_homes(file in ".{0,200}") {
            if let Err(trouble) = load(&file, &[], &Overrides::default()) {
                prop_assert_eq!(trouble.exit, Exit::Home);
            }
        }
    }
}
