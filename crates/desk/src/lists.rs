//! Lists of referrals: whole for the command line, page by page for the console.
//!
//! In: which ones, what is searched for. Out: rows in order. Reads the summaries, opens no referral.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use waypost_protocol::ids::{ConversationId, OrgId, Time};

use crate::command::{PAGE_ROWS_MAX, Reply, View};
use crate::desk::Desk;
use crate::error::{DeskError, asked};
use crate::partner::Partner;
use crate::report::overdue;
use crate::rows::{ConversationRow, DraftRow};

/// Referrals in one whole list: more are looked at page by page.
const LISTED_MAX: usize = 10_000;
/// The longest text to search for: longer than anything that it could be found in.
const SEARCH_CHARS_MAX: usize = 100;

/// How the id of a referral begins (SPEC 2.1), and the signs that follow, each for five bits (BIP 173).
const ID_BEGINS: &str = "wpr1";
const ID_SIGNS: &[u8; 32] = b"qpzry9x8gf2tvdw0s3jn54khce6mua7l";
/// Signs of an id before its checksum: 128 bits and two zeros.
const ID_SIGNS_COUNT: usize = 26;

/// What a page is asked for.
pub(crate) struct Page {
    pub(crate) view: View,
    pub(crate) search: Option<String>,
    /// Service codes of a desk.
    pub(crate) services: Vec<String>,
    pub(crate) from: u64,
    pub(crate) count: u32,
}

impl Desk {
    /// Referrals, newest first, and drafts.
    pub(crate) fn list(
        &mut self,
        now: Time,
        waiting: bool,
        closed: bool,
    ) -> Result<Reply, DeskError> {
        let all = self.summaries()?;
        let listed = |row: &&ConversationRow| (closed || !row.closed) && (!waiting || row.needs_us);
        let mut rows: Vec<&ConversationRow> = all.values().filter(listed).collect();
        rows.sort_by_key(|row| Reverse(row.number));
        rows.truncate(LISTED_MAX);
        let referrals = rows.iter().map(|row| self.referral_row(row, now)).collect();
        let mut sent = self.sent_by_draft()?;
        let mut line =
            |row: &DraftRow| self.draft_line(row, sent.remove(&row.number).unwrap_or_default());
        let drafts = self.drafts()?.iter().map(&mut line).collect();
        Ok(Reply::Referrals { referrals, drafts })
    }

    /// One page of a view.
    pub(crate) fn page(&mut self, now: Time, page: &Page) -> Result<Reply, DeskError> {
        if page.count > PAGE_ROWS_MAX {
            return Err(asked(
                "too_many",
                format!("Found {} rows asked for, expected at most {PAGE_ROWS_MAX}.", page.count),
                "Ask for smaller pages.",
            ));
        }
        let search = page.search.as_deref().map(str::trim).unwrap_or_default().to_lowercase();
        if search.chars().count() > SEARCH_CHARS_MAX {
            return Err(asked(
                "search",
                format!("A search has at most {SEARCH_CHARS_MAX} characters."),
                "Search for less.",
            ));
        }
        let search = Search::new(self, &search);
        let all = self.summaries()?;
        let of_desk = |row: &&ConversationRow| {
            page.services.is_empty()
                || (!row.referrer && row.services.iter().any(|s| page.services.contains(s)))
        };
        let mut rows: Vec<&ConversationRow> = all
            .values()
            .filter(|row| is_in(page.view, row, now))
            .filter(of_desk)
            .filter(|row| search.finds(row))
            .collect();
        match page.view {
            View::NeedsUs => rows.sort_by_key(|row| (row.due.is_none(), row.due, row.number)),
            View::SentOpen | View::ReceivedOpen | View::Closed | View::All => {
                rows.sort_by_key(|row| Reverse((row.changed, row.number)));
            }
        }
        let total = rows.len() as u64;
        let from = usize::try_from(page.from).unwrap_or(usize::MAX);
        let shown = rows.into_iter().skip(from).take(page.count as usize);
        let rows = shown.map(|row| self.referral_row(row, now)).collect();
        Ok(Reply::ReferralPage { rows, total })
    }
}

/// A text that is searched for, in small letters, and what of it is known before any row is looked at.
struct Search<'t> {
    text: &'t str,
    number: Option<u64>,
    /// The beginning of an id, in five bits each.
    id: Option<Vec<u8>>,
    partners: BTreeSet<OrgId>,
}

impl<'t> Search<'t> {
    fn new(desk: &Desk, text: &'t str) -> Self {
        let named = |p: &&Partner| p.row.short.to_lowercase().contains(text);
        Self {
            text,
            number: text.strip_prefix('r').and_then(|number| number.parse().ok()),
            id: text.strip_prefix(ID_BEGINS).and_then(id_begins),
            partners: desk.partners.values().filter(named).map(Partner::org).collect(),
        }
    }

    /// Codes are ASCII, and an id is compared as the bits it is: nothing is copied or written out to be compared.
    fn finds(&self, row: &ConversationRow) -> bool {
        self.text.is_empty()
            || self.number == Some(row.number)
            || self.partners.contains(&row.partner)
            || contains(&row.case_code, self.text)
            || row.services.iter().any(|service| contains(service, self.text))
            || contains(&row.status, self.text)
            || self.id.as_ref().is_some_and(|id| begins(row.conversation, id))
    }
}

/// The signs of an id, as far as they are there and stand before its checksum; none if they are no such signs.
fn id_begins(signs: &str) -> Option<Vec<u8>> {
    let value = |sign: u8| ID_SIGNS.iter().position(|known| *known == sign);
    let signs: Option<Vec<u8>> =
        signs.bytes().take(ID_SIGNS_COUNT).map(|sign| u8::try_from(value(sign)?).ok()).collect();
    signs.filter(|signs| !signs.is_empty())
}

fn begins(id: ConversationId, signs: &[u8]) -> bool {
    let bits = u128::from_be_bytes(*id.as_bytes());
    let sign = |place: usize| match 123_usize.checked_sub(5 * place) {
        Some(below) => (bits >> below) as u8 & 31,
        None => (bits << 2) as u8 & 31,
    };
    signs.iter().enumerate().all(|(place, expected)| sign(place) == *expected)
}

/// Whether a text has another one in it, in whatever letter case of ASCII.
fn contains(text: &str, part: &str) -> bool {
    let (text, part) = (text.as_bytes(), part.as_bytes());
    text.windows(part.len()).any(|window| window.eq_ignore_ascii_case(part))
}

/// Whether a referral belongs to a view; what needs us is what `status` counts as such.
fn is_in(view: View, row: &ConversationRow, now: Time) -> bool {
    match view {
        View::NeedsUs => row.needs_us || overdue(row, now),
        View::SentOpen => row.referrer && !row.closed,
        View::ReceivedOpen => !row.referrer && !row.closed,
        View::Closed => row.closed,
        View::All => true,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
mod tests {
    use super::*;

    #[test]
    fn every_beginning_of_an_id_is_found_and_no_other() {
        for seed in [0, 1, 0x5a, 0xff] {
            let mut bytes = [seed; 16];
            bytes[7] = 0x3c;
            bytes[15] ^= 0x81;
            let id = ConversationId::new(bytes);
            let text = id.to_string();
            assert_eq!(text.len(), ID_BEGINS.len() + ID_SIGNS_COUNT + 6, "with its checksum");
            for end in ID_BEGINS.len() + 1..=text.len() {
                let signs = id_begins(&text[ID_BEGINS.len()..end]).unwrap();
                assert!(begins(id, &signs), "{}", &text[..end]);
                if end <= ID_BEGINS.len() + ID_SIGNS_COUNT {
                    let mut other = signs;
                    *other.last_mut().unwrap() ^= 4;
                    assert!(!begins(id, &other), "{}", &text[..end]);
                }
            }
        }
        assert_eq!((id_begins(""), id_begins("b"), id_begins("q!")), (None, None, None));
    }

    #[test]
    fn a_part_is_found_in_whatever_letter_case() {
        assert!(contains("AB12-CD34", "2-cd"));
        assert!(contains("medical", "medical"));
        assert!(!contains("medical", "medicals"));
        assert!(!contains("", "a"));
    }
}
