//! Who has how much: inboxes with their terms, and the sums by inbox, by grant and of the whole.

use std::collections::HashMap;

use super::{GrantId, Inbox};

/// What an inbox is held to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terms {
    /// Whose permission it is.
    pub grant: GrantId,
    /// SHA-256 of the token that writers show.
    pub token_hash: [u8; 32],
    /// The last day on which it is open.
    pub until_day: u32,
    /// Most frames that the grant allows in all its inboxes together.
    pub frames_max: u32,
    /// Most bytes of them.
    pub bytes_max: u64,
}

impl Terms {
    /// Of an inbox of which damage left frames and nothing else: nobody can write to it until its owner opens it
    /// again, and what waits can be fetched.
    pub(super) const fn lost(until_day: u32) -> Self {
        Self { grant: [0; 16], token_hash: [0; 32], until_day, frames_max: 0, bytes_max: 0 }
    }

    /// Whether damage took the terms.
    pub fn are_lost(&self) -> bool {
        *self == Self::lost(self.until_day)
    }
}

/// An inbox: its terms, and what waits in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Account {
    /// What it is held to.
    pub terms: Terms,
    /// Frames that wait.
    pub frames: u32,
    /// Their bytes.
    pub bytes: u64,
}

/// Sums over some inboxes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Open inboxes.
    pub inboxes: u32,
    /// Frames that wait in them.
    pub frames: u32,
    /// Their bytes.
    pub bytes: u64,
}

impl Totals {
    fn add(&mut self, account: &Account) {
        self.inboxes += 1;
        self.frames += account.frames;
        self.bytes += account.bytes;
    }

    fn remove(&mut self, account: &Account) {
        self.inboxes = self.inboxes.saturating_sub(1);
        self.frames = self.frames.saturating_sub(account.frames);
        self.bytes = self.bytes.saturating_sub(account.bytes);
    }
}

/// Accounts and their sums, always in step.
#[derive(Debug, Default)]
pub(super) struct Ledger {
    accounts: HashMap<Inbox, Account>,
    grants: HashMap<GrantId, Totals>,
    totals: Totals,
}

impl Ledger {
    /// A part of another ledger: the sums of the whole, accounts and grants only as they are taken over.
    pub(super) fn part_of(whole: &Self) -> Self {
        Self { totals: whole.totals, ..Self::default() }
    }

    /// Takes an account over from another ledger as it is there.
    pub(super) fn take_account(&mut self, whole: &Self, inbox: &Inbox) {
        if let Some(account) = whole.accounts.get(inbox) {
            self.accounts.insert(*inbox, *account);
            self.take_grant(whole, &account.terms.grant);
        }
    }

    /// Takes a grant's sums over, once.
    pub(super) fn take_grant(&mut self, whole: &Self, grant: &GrantId) {
        self.grants.entry(*grant).or_insert_with(|| whole.grant(grant));
    }

    pub(super) fn account(&self, inbox: &Inbox) -> Option<Account> {
        self.accounts.get(inbox).copied()
    }

    pub(super) fn accounts(&self) -> impl Iterator<Item = (&Inbox, &Account)> {
        self.accounts.iter()
    }

    pub(super) fn grant(&self, grant: &GrantId) -> Totals {
        self.grants.get(grant).copied().unwrap_or_default()
    }

    pub(super) fn totals(&self) -> Totals {
        self.totals
    }

    /// Opens an inbox, or gives it other terms.
    pub(super) fn open(&mut self, inbox: &Inbox, terms: Terms) {
        let held = self.close(inbox);
        let account = match held {
            Some(account) => Account { terms, ..account },
            None => Account { terms, frames: 0, bytes: 0 },
        };
        self.insert(inbox, account);
    }

    /// Closes an inbox; what it was.
    pub(super) fn close(&mut self, inbox: &Inbox) -> Option<Account> {
        let account = self.accounts.remove(inbox)?;
        self.totals.remove(&account);
        // Sums that came to nothing stay: a part must not take them over again, and grants are few.
        self.grants.entry(account.terms.grant).or_default().remove(&account);
        Some(account)
    }

    /// A frame of so many bytes came to an open inbox.
    pub(super) fn add(&mut self, inbox: &Inbox, bytes: u32) {
        self.change(inbox, |account| {
            account.frames += 1;
            account.bytes += u64::from(bytes);
        });
    }

    /// A frame of so many bytes left.
    pub(super) fn remove(&mut self, inbox: &Inbox, bytes: u32) {
        self.change(inbox, |account| {
            account.frames = account.frames.saturating_sub(1);
            account.bytes = account.bytes.saturating_sub(u64::from(bytes));
        });
    }

    fn change(&mut self, inbox: &Inbox, change: impl FnOnce(&mut Account)) {
        if let Some(mut account) = self.close(inbox) {
            change(&mut account);
            self.insert(inbox, account);
        }
    }

    fn insert(&mut self, inbox: &Inbox, account: Account) {
        self.totals.add(&account);
        self.grants.entry(account.terms.grant).or_default().add(&account);
        self.accounts.insert(*inbox, account);
    }
}
