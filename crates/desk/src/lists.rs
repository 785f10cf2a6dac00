//! Lists of referrals: whole for the command line, page by page for the console.
//!
//! In: which ones, what is searched for. Out: rows in order. Reads the summaries, opens no referral.

use std::cmp::Reverse;

use waypost_protocol::ids::Time;

use crate::command::{PAGE_ROWS_MAX, Reply, View};
use crate::desk::Desk;
use crate::error::{DeskError, asked};
use crate::report::overdue;
use crate::rows::ConversationRow;

/// Referrals in one whole list: more are looked at page by page.
const LISTED_MAX: usize = 10_000;
/// The longest text to search for: longer than anything that it could be found in.
const SEARCH_CHARS_MAX: usize = 100;

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
        let mut rows = self.summaries()?;
        rows.retain(|row| (closed || !row.closed) && (!waiting || row.needs_us));
        rows.sort_by_key(|row| Reverse(row.number));
        rows.truncate(LISTED_MAX);
        let referrals = rows.iter().map(|row| self.referral_row(row, now)).collect();
        let drafts =
            self.drafts()?.iter().map(|row| self.draft_line(row)).collect::<Result<_, _>>()?;
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
        let all = self.summaries()?;
        let of_desk = |row: &&ConversationRow| {
            page.services.is_empty()
                || (!row.referrer && row.services.iter().any(|s| page.services.contains(s)))
        };
        let mut rows: Vec<&ConversationRow> = all
            .iter()
            .filter(|row| is_in(page.view, row, now))
            .filter(of_desk)
            .filter(|row| self.fits(row, &search))
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

    /// Whether a text, in small letters, is found in what a list shows of a referral.
    fn fits(&self, row: &ConversationRow, search: &str) -> bool {
        let has = |text: &str| text.to_lowercase().contains(search);
        search.is_empty()
            || format!("r{}", row.number) == search
            || row.conversation.to_string().to_lowercase().starts_with(search)
            || has(&row.case_code)
            || self.partners.get(&row.partner).is_some_and(|p| has(&p.row.short))
            || row.services.iter().any(|service| has(service))
            || has(&row.status)
    }
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
