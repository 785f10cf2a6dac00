//! The configuration file: read with lines for every refusal, changed without losing a comment.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::ops::Range;
use std::path::Path;

use toml::{Spanned, Value as Toml};

use super::key::{Key, Raw, Value, bad_value, bad_value_shown, config_trouble};
use crate::trouble::Trouble;

/// A few keys in a file written by hand: far more than they need, little enough to read at once.
const FILE_BYTES_MAX: usize = 64 * 1024;

/// Writes one key into the file, and leaves every other line and comment as it is.
pub(crate) fn set(path: &Path, key: Key, typed: &str) -> Result<Value, Trouble> {
    let raw = Raw::Text(typed.to_owned());
    let value = key.value(&raw).ok_or_else(|| bad_value(key, &raw, "the command line"))?;
    let changed = with_value(&read(path)?, key, &value)?;
    write_whole(path, &changed)
        .map_err(|error| Trouble::file("write the configuration to", path, &error))?;
    Ok(value)
}

/// The configuration of a new home.
pub(crate) fn first_file(listen: &[String]) -> String {
    format!(
        "# Waypost. The keys and their meaning: waypost config list\n\
         # Fixed at the start, because invites and cards of partners name it.\n\
         listen = {}\n",
        Value::Addresses(listen.to_vec())
    )
}

/// Writes a file beside the old one and renames it: a reader finds the old or the new, never a part.
pub(crate) fn write_whole(path: &Path, text: &str) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(text.as_bytes())?;
    file.as_file().sync_all()?;
    file.persist(path)?;
    fs::File::open(folder)?.sync_all()
}

/// A key as it stands in the file.
pub(super) struct Entry {
    pub(super) key: Key,
    pub(super) line: usize,
    span: Range<usize>,
    pub(super) raw: Raw,
}

pub(super) fn parse(file: &str) -> Result<Vec<Entry>, Trouble> {
    let table: BTreeMap<Spanned<String>, Spanned<Toml>> =
        toml::from_str(file).map_err(|error| {
            let line = error.span().map_or(1, |span| line_of(file, span.start));
            config_trouble(
                format!("config.toml line {line} is not TOML: {}.", error.message()),
                "Correct that line; `waypost config list` shows keys and values.",
            )
        })?;
    table.into_iter().map(|(name, value)| entry(file, &name, value)).collect()
}

fn entry(file: &str, name: &Spanned<String>, value: Spanned<Toml>) -> Result<Entry, Trouble> {
    let line = line_of(file, name.span().start);
    let Some(key) = Key::named(name.get_ref()) else {
        let known = Key::ALL.map(Key::name).join(", ");
        return Err(config_trouble(
            format!("config.toml line {line}: there is no key {:?}.", name.get_ref()),
            format!("The keys are: {known}."),
        ));
    };
    let span = value.span();
    let raw = raw(value.into_inner()).ok_or_else(|| {
        bad_value_shown(key, &file[span.clone()], &format!("config.toml line {line}"))
    })?;
    Ok(Entry { key, line, span, raw })
}

fn raw(value: Toml) -> Option<Raw> {
    match value {
        Toml::String(text) => Some(Raw::Text(text)),
        Toml::Boolean(yes) => Some(Raw::Yes(yes)),
        Toml::Array(list) => list
            .into_iter()
            .map(|item| match item {
                Toml::String(text) => Some(text),
                _ => None,
            })
            .collect::<Option<_>>()
            .map(Raw::Texts),
        Toml::Integer(number) => u64::try_from(number).ok().map(Raw::Number),
        Toml::Float(_) | Toml::Datetime(_) | Toml::Table(_) => None,
    }
}

fn with_value(file: &str, key: Key, value: &Value) -> Result<String, Trouble> {
    let old = parse(file)?.into_iter().find(|entry| entry.key == key);
    let mut changed = file.to_owned();
    match old {
        Some(entry) => changed.replace_range(entry.span, &value.to_string()),
        None => {
            if !changed.is_empty() && !changed.ends_with('\n') {
                changed.push('\n');
            }
            changed.push_str(&format!("{} = {value}\n", key.name()));
        }
    }
    Ok(changed)
}

pub(super) fn read(path: &Path) -> Result<String, Trouble> {
    let bytes = match fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(String::new()),
        Err(error) => return Err(Trouble::file("read", path, &error)),
    };
    if bytes.len() > FILE_BYTES_MAX {
        return Err(config_trouble(
            format!("config.toml has {} bytes; at most {FILE_BYTES_MAX} are read.", bytes.len()),
            "Is it the right file? `waypost config path` shows which one is read.",
        ));
    }
    String::from_utf8(bytes).map_err(|_| {
        config_trouble("config.toml is not UTF-8 text.".to_owned(), "Save it again as UTF-8.")
    })
}

fn line_of(file: &str, at: usize) -> usize {
    let before = file.get(..at).unwrap_or(file);
    before.matches('\n').count() + 1
}
