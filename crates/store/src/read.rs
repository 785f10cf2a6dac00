//! Reading: the index says where, the journal holds the sealed value, the vault its key.

use std::collections::VecDeque;
use std::ops::Bound;
use std::sync::PoisonError;

use zeroize::Zeroizing;

use crate::batch::SECRET_NAME_BYTES_MAX;
use crate::bytes::Fields;
use crate::error::{Error, Place};
use crate::index::{Direction, Entry, Fault, Index, PAGE_ROWS};
use crate::key::{Item, Key, NUMBER_KEY_BYTES, PREFIX_BYTES, Table, bound, check_group};
use crate::plan::value_aad;
use crate::report::Why;
use crate::seal::open;
use crate::store::Store;

impl Store {
    /// The value of a row, if there is one.
    pub fn value(&self, key: &Key) -> Result<Option<Zeroizing<Vec<u8>>>, Error> {
        self.sound()?;
        key.check()?;
        let row = self.hasher.row(key);
        let Some(entry) = self.reading(|index| index.entry(&row))? else {
            return Ok(None);
        };
        let Some(plain) = self.open_value(&row, &entry)? else {
            return Ok(None);
        };
        Ok(Some(split_name(&row, plain).ok_or_else(|| rot(&entry))?.1))
    }

    /// Whether there is such a row.
    pub fn has(&self, key: &Key) -> Result<bool, Error> {
        self.sound()?;
        key.check()?;
        let row = self.hasher.row(key);
        let entry = self.reading(|index| index.entry(&row))?;
        Ok(entry.is_some_and(|entry| self.is_alive(&entry)))
    }

    /// Whether the key a row is sealed with still exists.
    pub(crate) fn is_alive(&self, entry: &Entry) -> bool {
        entry.owner.is_none_or(|owner| self.vault.may_hold(owner.key))
    }

    /// A kept secret, if there is one of that name.
    pub fn secret(&self, name: &[u8]) -> Result<Option<Zeroizing<Vec<u8>>>, Error> {
        self.sound()?;
        bound("secret name", name.len(), SECRET_NAME_BYTES_MAX)?;
        match self.vault.find(&self.hasher.secret(name))? {
            Some(slot) => self.vault.read(slot),
            None => Ok(None),
        }
    }

    /// The rows of a group, numbered ones in ascending order.
    pub fn rows(&self, table: Table, group: &[u8]) -> Result<Rows<'_>, Error> {
        self.rows_between(table, group, Direction::Up, 0)
    }

    /// The numbered rows of a group from `first` on, ascending.
    pub fn rows_from(&self, table: Table, group: &[u8], first: u64) -> Result<Rows<'_>, Error> {
        self.rows_between(table, group, Direction::Up, first)
    }

    /// The rows of a group, the highest number first: take as many as wanted.
    pub fn latest_rows(&self, table: Table, group: &[u8]) -> Result<Rows<'_>, Error> {
        self.rows_between(table, group, Direction::Down, 0)
    }

    /// All rows of a table, of every group, in no order that means anything: to look for what is lost.
    pub fn table(&self, table: Table) -> Result<Rows<'_>, Error> {
        self.sound()?;
        check_group(table, &[])?;
        let bounds = (Bound::Included(vec![table.0]), Bound::Excluded(vec![table.0 + 1]));
        Ok(Rows {
            store: self,
            bounds,
            direction: Direction::Up,
            page: VecDeque::new(),
            done: false,
        })
    }

    fn rows_between(
        &self,
        table: Table,
        group: &[u8],
        direction: Direction,
        first: u64,
    ) -> Result<Rows<'_>, Error> {
        self.sound()?;
        check_group(table, group)?;
        let prefix = self.hasher.prefix(table, group);
        let low = match first {
            0 => prefix.to_vec(),
            first => [prefix.as_slice(), &first.to_be_bytes()].concat(),
        };
        // Longer than any row's key and all ones: above every row of the group.
        let high = [prefix.as_slice(), &[0xff; 17]].concat();
        let bounds = (Bound::Included(low), Bound::Excluded(high));
        Ok(Rows { store: self, bounds, direction, page: VecDeque::new(), done: false })
    }

    /// Runs a lookup; if sled fails, builds the index anew and runs it once more.
    pub(crate) fn reading<T>(&self, look: impl Fn(&Index) -> Result<T, Fault>) -> Result<T, Error> {
        let first = look(&self.index.read().unwrap_or_else(PoisonError::into_inner));
        match first {
            Ok(found) => Ok(found),
            Err(Fault(words)) => {
                self.rebuild_index(Why::Failed(words))?;
                let index = self.index.read().unwrap_or_else(PoisonError::into_inner);
                look(&index).map_err(|Fault(words)| Error::Index(words))
            }
        }
    }

    /// The value at an entry; `None` if its conversation's key has been destroyed.
    pub(crate) fn open_value(
        &self,
        row: &[u8],
        entry: &Entry,
    ) -> Result<Option<Zeroizing<Vec<u8>>>, Error> {
        let key = match entry.owner {
            None => self.node_key.clone(),
            Some(thread) => match self.vault.data_key(thread.key)? {
                Some(key) => key,
                None => return Ok(None),
            },
        };
        let sealed = self.journal.read(&entry.spot)?;
        let aad =
            value_aad(&self.vault.store_id(), entry.spot.record, entry.spot.op, entry.owner, row);
        match sealed.and_then(|sealed| open(&key, &aad, &sealed)) {
            Some(plain) => Ok(Some(plain)),
            None => {
                self.findings().value(place(entry), row);
                Err(rot(entry))
            }
        }
    }
}

pub(crate) fn place(entry: &Entry) -> Place {
    Place::Journal { segment: entry.spot.segment, offset: entry.spot.offset.into() }
}

fn rot(entry: &Entry) -> Error {
    Error::Rot(place(entry))
}

/// The item as it was given, and the value.
fn split_name(row: &[u8], plain: Zeroizing<Vec<u8>>) -> Option<(Item, Zeroizing<Vec<u8>>)> {
    if row.len() == NUMBER_KEY_BYTES {
        let number = Fields::new(row.get(PREFIX_BYTES..)?).u64().ok()?;
        return Some((Item::Number(number), plain));
    }
    let mut fields = Fields::new(&plain);
    let length = fields.u16().ok()?;
    let name = fields.bytes(length.into()).ok()?.to_vec();
    let value = plain.get(fields.position()..)?.to_vec();
    Some((Item::Name(name), Zeroizing::new(value)))
}

/// One row of a group.
#[derive(Clone, PartialEq, Eq)]
pub struct Row {
    /// Which row, as it was given.
    pub item: Item,
    /// Its value.
    pub value: Zeroizing<Vec<u8>>,
}

/// The rows of a group, read a page at a time. A row that is damaged yields its error, and the next follows.
pub struct Rows<'a> {
    store: &'a Store,
    bounds: (Bound<Vec<u8>>, Bound<Vec<u8>>),
    direction: Direction,
    page: VecDeque<(Vec<u8>, Entry)>,
    done: bool,
}

impl Rows<'_> {
    fn fill(&mut self) -> Result<(), Error> {
        let page = self.store.reading(|index| index.page(self.bounds.clone(), self.direction))?;
        self.done = page.len() < PAGE_ROWS;
        if let Some((last, _)) = page.last() {
            match self.direction {
                Direction::Up => self.bounds.0 = Bound::Excluded(last.clone()),
                Direction::Down => self.bounds.1 = Bound::Excluded(last.clone()),
            }
        }
        self.page = page.into();
        Ok(())
    }

    fn read(&self, row: &[u8], entry: &Entry) -> Result<Option<Row>, Error> {
        let Some(plain) = self.store.open_value(row, entry)? else {
            return Ok(None);
        };
        let (item, value) = split_name(row, plain).ok_or_else(|| rot(entry))?;
        Ok(Some(Row { item, value }))
    }
}

impl Iterator for Rows<'_> {
    type Item = Result<Row, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some((row, entry)) = self.page.pop_front() {
                match self.read(&row, &entry).transpose() {
                    Some(read) => return Some(read),
                    None => continue,
                }
            }
            if self.done {
                return None;
            }
            if let Err(error) = self.fill() {
                self.done = true;
                return Some(Err(error));
            }
        }
    }
}
