//! Drafts: forms in work, and forms from which was sent.
//!
//! In: forms as typed. Out: rows under data keys of their own, reports. A form in work is kept as it is, faults and
//! all: a lock or a power cut loses no answer. Nothing leaves the node from here.

use std::collections::{BTreeMap, BTreeSet};

use waypost_case::{Form, Referral, case_code_of};
use waypost_protocol::ids::Time;

use crate::command::{DRAFT_BYTES_MAX, DraftReport, Reply};
use crate::desk::Desk;
use crate::error::{DeskError, asked, faulty_form};
use crate::referrals::numbered_name;
use crate::report::{by_section, time};
use crate::rows::{DRAFT, DraftRow, Row, numbered, owner, undamaged};

impl Desk {
    /// Keeps a checked form as a draft.
    pub(crate) fn new_draft(&mut self, now: Time, form: &Form) -> Result<Reply, DeskError> {
        let referral = self.judge(now, form).map_err(faulty_form)?;
        let case_code = referral.record().opening.person.case_code.clone();
        let row = DraftRow { form: written(form)?, ..self.empty_draft(now, case_code) };
        self.keep_draft(&row);
        Ok(Reply::Draft(with_words(self.draft_line(&row, Vec::new()), &referral)))
    }

    /// Keeps a form as it is, in place of a draft's or as a new draft.
    pub(crate) fn save_draft(
        &mut self,
        now: Time,
        draft: Option<&str>,
        form: Form,
        by: Option<&str>,
    ) -> Result<Reply, DeskError> {
        let text = written(&form)?;
        let by = by.map(|user| self.user_number(user)).transpose()?;
        let before = match draft {
            Some(draft) => self.draft_to_change(draft)?,
            None => {
                let case_code = case_code_of(&form, &mut self.rng);
                self.empty_draft(now, case_code)
            }
        };
        let judged = self.judge(now, &form);
        let typed = form.person.case_code.get().is_some();
        let row = DraftRow {
            // A code that was drawn once stays: the draft is called by it.
            case_code: if typed { case_code_of(&form, &mut self.rng) } else { before.case_code },
            form: text,
            by,
            changed_at: Some(now),
            unfinished: Some(judged.is_err()),
            ..before
        };
        self.keep_draft(&row);
        self.judged_report(&row, form, judged).map(Reply::Draft)
    }

    /// A draft as it is.
    pub(crate) fn show_draft(&mut self, draft: &str) -> Result<Reply, DeskError> {
        let row = self.find_draft(draft)?;
        let form = row.form()?;
        let judged = self.judge(row.written_at(), &form);
        self.judged_report(&row, form, judged).map(Reply::Draft)
    }

    /// All drafts, newest change first.
    pub(crate) fn list_drafts(&self) -> Result<Reply, DeskError> {
        let mut rows = self.drafts()?;
        rows.sort_by_key(|row| std::cmp::Reverse((row.written_at(), row.number)));
        let mut sent = self.sent_by_draft()?;
        let line =
            |row: &DraftRow| self.draft_line(row, sent.remove(&row.number).unwrap_or_default());
        let drafts = rows.iter().map(line).collect();
        Ok(Reply::Drafts { drafts })
    }

    fn judged_report(
        &self,
        row: &DraftRow,
        form: Form,
        judged: Result<Referral, Vec<crate::command::FaultReport>>,
    ) -> Result<DraftReport, DeskError> {
        let mut report = self.draft_line(row, self.sent_from(row.number)?);
        report.unfinished = judged.is_err();
        report.form = Some(Box::new(form));
        Ok(match judged {
            Ok(referral) => with_words(report, &referral),
            Err(faults) => DraftReport { faults, ..report },
        })
    }

    /// What names a draft, without what it says.
    pub(crate) fn draft_line(&self, row: &DraftRow, sent_to: Vec<String>) -> DraftReport {
        DraftReport {
            draft: format!("D{}", row.number),
            case_code: row.case_code.clone(),
            changed: time(row.written_at()),
            by: row.by.and_then(|number| self.user_name(number)),
            unfinished: row.unfinished == Some(true),
            sent_to,
            ..DraftReport::default()
        }
    }

    /// Numbers of the referrals that were sent from a draft.
    fn sent_from(&self, draft: u64) -> Result<Vec<String>, DeskError> {
        Ok(self.sent_by_draft()?.remove(&draft).unwrap_or_default())
    }

    /// Numbers of all referrals that were sent from drafts, by draft.
    pub(crate) fn sent_by_draft(&self) -> Result<BTreeMap<u64, Vec<String>>, DeskError> {
        let kept = self.summaries()?;
        // What was sent in this step has no summary yet.
        let rows = kept.values().chain(self.open.values().map(|conversation| &conversation.row));
        let numbers: BTreeSet<(u64, u64)> =
            rows.filter_map(|row| Some((row.draft?, row.number))).collect();
        let mut sent = BTreeMap::<u64, Vec<String>>::new();
        for (draft, number) in numbers {
            sent.entry(draft).or_default().push(format!("R{number}"));
        }
        Ok(sent)
    }

    fn empty_draft(&mut self, now: Time, case_code: String) -> DraftRow {
        let number = self.me.row.draft_number;
        self.me.row.draft_number += 1;
        self.me.save(&mut self.batch);
        DraftRow {
            number,
            case_code,
            form: String::new(),
            made_at: now,
            thread: self.random_conversation(),
            by: None,
            changed_at: None,
            unfinished: None,
        }
    }

    /// A draft that may be written anew: nothing was sent from it. What was sent stands on the consent in it.
    fn draft_to_change(&self, draft: &str) -> Result<DraftRow, DeskError> {
        let row = self.find_draft(draft)?;
        let sent = self.sent_from(row.number)?;
        if !sent.is_empty() {
            return Err(asked(
                "sent_already",
                format!(
                    "Nothing was changed: from draft D{} was sent {}.",
                    row.number,
                    sent.join(", ")
                ),
                "Keep the form as a new draft; a change of consent is a move of the referral.",
            ));
        }
        Ok(row)
    }

    fn keep_draft(&mut self, row: &DraftRow) {
        self.batch.put(numbered(DRAFT, &[], row.number), owner(row.thread), row.to_bytes());
    }

    pub(crate) fn drafts(&self) -> Result<Vec<DraftRow>, DeskError> {
        let mut drafts = Vec::new();
        for found in self.store.rows(DRAFT, &[])? {
            let Some(found) = undamaged(found)? else { continue };
            drafts.extend(undamaged(DraftRow::from_bytes(&found.value))?);
        }
        Ok(drafts)
    }

    pub(crate) fn find_draft(&self, typed: &str) -> Result<DraftRow, DeskError> {
        let number = numbered_name(typed, 'd');
        let row = match number {
            Some(number) => self.store.value(&numbered(DRAFT, &[], number))?,
            None => None,
        };
        let unknown = || {
            asked(
                "unknown_draft",
                "There is no such draft.",
                "See `waypost referral list`; drafts are named D1, D2, ...",
            )
        };
        DraftRow::from_bytes(&row.ok_or_else(unknown)?)
    }
}

impl DraftRow {
    /// The form as it was typed.
    pub(crate) fn form(&self) -> Result<Form, DeskError> {
        Form::from_json(&self.form)
            .map_err(|_| DeskError::Lacking { what: "a draft that reads as it was kept" })
    }
}

/// A form as it is kept, within its bound: what is longer could not be read again.
fn written(form: &Form) -> Result<String, DeskError> {
    let text = serde_json::to_string(form)
        .map_err(|_| DeskError::Lacking { what: "a form that can be written down" })?;
    if text.len() > DRAFT_BYTES_MAX {
        return Err(asked(
            "too_long",
            format!("Found {} bytes, expected at most {DRAFT_BYTES_MAX}.", text.len()),
            "Shorten the longest texts; attach a file instead.",
        ));
    }
    Ok(text)
}

fn with_words(report: DraftReport, referral: &Referral) -> DraftReport {
    DraftReport {
        now: by_section(referral.seen_now()),
        after: by_section(referral.seen_after_accepting()),
        ..report
    }
}
