//! `waypost config`: the file, the environment, and which of them counts.

use clap::Subcommand;

use super::Session;
use crate::config::{self, Key, Overrides};
use crate::trouble::Trouble;

#[derive(Debug, Subcommand)]
pub(crate) enum Config {
    /// One value
    Get {
        /// The key
        key: String,
    },
    /// Write a value into the file
    Set {
        /// The key
        key: String,
        /// The value; several addresses are separated by commas
        value: String,
    },
    /// All values, and where each comes from
    List,
    /// The path of the file
    Path,
}

pub(crate) fn run(session: &Session, config: Config) -> Result<(), Trouble> {
    let path = session.home.config();
    let load = || config::Config::load(&path, &Overrides::default());
    match config {
        Config::Get { key } => {
            let (value, _) = load()?.entry(Key::typed(&key)?);
            session.talk.data(&value.to_string())
        }
        Config::Set { key, value } => {
            session.home.must_be_initialised()?;
            let key = Key::typed(&key)?;
            let value = config::set(&path, key, &value)?;
            session.talk.say(&format!("{} = {value}", key.name()));
            session.talk.say("It counts from the next start of the node.");
            session.talk.next(&session.home, "run");
            Ok(())
        }
        Config::List => list(session, &load()?),
        Config::Path => session.talk.data(&path.display().to_string()),
    }
}

fn list(session: &Session, config: &config::Config) -> Result<(), Trouble> {
    for key in Key::ALL {
        let (value, origin) = config.entry(key);
        if session.talk.json {
            session.talk.json(&serde_json::json!({
                "key": key.name(),
                "value": value.to_string(),
                "origin": origin.to_string(),
            }))?;
        } else {
            session.talk.data(&format!("{} = {value}  # {origin}", key.name()))?;
        }
    }
    session.talk.next(&session.home, "config set KEY VALUE");
    Ok(())
}
