//! Reports: what a person is shown of a referral, a partner, the node.
//!
//! In: the desk's memory and its rows. Out: plain data for the reply. Reads only.

use waypost_case::{Audience, Received, dates, describe};
use waypost_net::Way;
use waypost_protocol::exchange::{
    EventKind, Fate, Left, LineAnswer, Move, MoveKind, Pieces, Stage, allowed, deadlines,
    missing_in_transit,
};
use waypost_protocol::ids::{ConversationId, Day, OrgId, Time};

use crate::carrier::{Ways, carriage};
use crate::command::{
    Carriage, CarriageLine, ConsentPartner, ConsentReport, DeadlineReport, FieldRow, NeedReport,
    PartnerReport, ReferralReport, ReferralRow, Reply, SectionReport, SignedDigest, StatusReport,
    TimelineRow, hex,
};
use crate::conversation::{Conversation, KeptLetter, Tick};
use crate::desk::Desk;
use crate::error::{DeskError, asked};
use crate::facts;
use crate::partner::Partner;
use crate::retention::{Term, of_referral};
use crate::rows::ConversationRow;
use crate::words;

/// RFC 3339, UTC, whole seconds.
pub(crate) fn time(at: Time) -> String {
    dates::moment_code(at)
}

pub(crate) fn day(day: Day) -> String {
    dates::day_text(day)
}

impl Desk {
    pub(crate) fn status(&self, now: Time) -> Result<Reply, DeskError> {
        let rows = self.summaries()?;
        let of_store = self.store.report();
        let mut store = Vec::new();
        if let Some(why) = &of_store.rebuilt {
            store.push(format!("the index was rebuilt from the journal ({why:?})"));
        }
        if !of_store.rot.is_empty() {
            let named: Vec<String> = of_store.rot.iter().take(8).map(ToString::to_string).collect();
            store.push(format!(
                "{} damaged places were found and set aside: {}. Get them back from partners: `waypost repair`",
                of_store.rot.len(),
                named.join(", ")
            ));
        }
        let mut advice = Vec::new();
        if let Some(trouble) = self.disk_trouble() {
            advice.push(format!("The disk refused work: {trouble}. Make room or mend it."));
        }
        advice.extend(self.clock.advice(now));
        if self.refused.get("clock").is_some_and(|count| *count > 0) {
            advice.push(
                "Frames came that carry another day. Check this computer's clock and date."
                    .to_owned(),
            );
        }
        advice.extend(self.key_advice()?);
        for partner in self.partners.values().filter(|p| !p.is_confirmed() && !p.row.blocked) {
            advice.push(format!(
                "{} is not confirmed by both sides: compare the safety number, `waypost partner check {}`.",
                partner.row.short, partner.row.short
            ));
        }
        advice.extend(self.restore_advice()?);
        advice.extend(self.log_advice());
        advice.extend(self.repair_advice()?);
        advice.extend(self.retention_advice(&rows, now.day())?);
        advice.extend(self.backup_advice());
        advice.extend(self.mailbox_advice(now));
        let need_us = rows.values().filter(|r| r.needs_us || overdue(r, now)).count() as u64;
        Ok(Reply::Status(Box::new(StatusReport {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            locked: false,
            disk_failed: false,
            spooled: of_store.spooled as u64,
            name: self.me.row.name.clone(),
            org: self.me.org().to_string(),
            listening: self.listening.clone(),
            partners_confirmed: self.partners.values().filter(|p| p.is_confirmed()).count() as u64,
            partners: self.partners.len() as u64,
            waiting_letters: self.waiting_for_all(),
            mailboxes: self.mailboxes.count(),
            need_us,
            referrals: rows.len() as u64,
            letters: rows.values().map(|r| r.letters).sum(),
            refused: self.refused.clone(),
            store,
            advice,
            carriers: self.partners.values().map(|p| self.carriage_line(p)).collect(),
        })))
    }

    fn carriage_line(&self, partner: &Partner) -> CarriageLine {
        CarriageLine { partner: partner.row.short.clone(), carriage: self.carriage(partner) }
    }

    pub(crate) fn carriage(&self, partner: &Partner) -> Carriage {
        let nodes = partner.nodes();
        // Of several nodes of a partner the one that is reached more directly counts.
        let ways = nodes.iter().filter_map(|(node, _)| self.up.get(node).copied());
        carriage(&Ways {
            blocked: partner.row.blocked,
            up: ways.min_by_key(|way| *way == Way::Relayed),
            failed: self.last_failure.get(&partner.org()).copied(),
            has_address: nodes.iter().any(|(_, addresses)| !addresses.is_empty()),
            dials: self.preferences.carrying.dial,
            mailboxes: partner.mailboxes().len(),
            deposited: self.outbox.deposited(partner.org()),
        })
    }

    pub(crate) fn partner_report(&self, org: OrgId) -> Result<PartnerReport, DeskError> {
        let partner = self.partners.get(&org).ok_or_else(crate::write::no_such_partner)?;
        let card = partner.card.as_ref().map(|card| card.contents());
        let nodes = partner.nodes();
        Ok(PartnerReport {
            short: partner.row.short.clone(),
            name: partner.name().to_owned(),
            kind: card.map_or_else(String::new, |c| c.kind.as_str().to_owned()),
            org: org.to_string(),
            languages: card.map_or_else(Vec::new, |c| c.languages.clone()),
            safety_number: partner.row.safety_number.clone(),
            confirmed_by_us: partner.row.confirmed_by_us,
            confirmed_by_them: partner.row.confirmed_by_them,
            blocked: partner.row.blocked,
            connected: self.is_up(partner),
            carriage: self.carriage(partner),
            last_contact: partner.row.last_contact.map(time),
            waiting_letters: self.waiting_for(org),
            addresses: nodes.into_iter().flat_map(|(_, addresses)| addresses).collect(),
            card_expires: card.map(|c| day(c.expires_day)),
            prekeys_left: partner.prekeys_left(),
            catching_up: self.catching_up_words(org),
            asked_for_copies: self.asked_words(org),
            keys: partner.key_log().map(crate::rotation::key_rows).unwrap_or_default(),
            key_trouble: self.key_trouble(org)?,
        })
    }

    /// A referral's line in the list.
    pub(crate) fn referral_row(&self, row: &ConversationRow, now: Time) -> ReferralRow {
        let tick = Tick::ALL.get(usize::from(row.tick)).copied().unwrap_or(Tick::Waiting);
        let due = row.due.map(|due| match due.since(now) {
            0 => format!("{} overdue", dates::span_text(now.since(due))),
            left => format!("{} left", dates::span_text(left)),
        });
        ReferralRow {
            referral: format!("R{}", row.number),
            id: row.conversation.to_string(),
            direction: if row.referrer { "sent" } else { "received" }.to_owned(),
            partner: self
                .partners
                .get(&row.partner)
                .map_or_else(String::new, |p| p.row.short.clone()),
            status: if row.status.is_empty() { "waiting_for_referral" } else { &row.status }
                .to_owned(),
            consent: row.consent.clone(),
            urgency: row.urgency.clone(),
            services: row.services.clone(),
            case_code: row.case_code.clone(),
            tick: tick.as_str().to_owned(),
            due,
            due_at: row.due.map(time),
            due_kind: row.due_kind.clone(),
            overdue: overdue(row, now),
            needs_us: row.needs_us,
            changed: time(row.changed),
        }
    }

    pub(crate) fn referral_report(
        &mut self,
        now: Time,
        id: ConversationId,
    ) -> Result<Reply, DeskError> {
        if !self.load_conversation(id)? {
            return Err(no_such_referral());
        }
        let (reads, reads_total) = self.reads_of(id)?;
        let Some(conversation) = self.open.get_mut(&id) else { return Err(no_such_referral()) };
        conversation.summarise(now);
        let Some(conversation) = self.open.get(&id) else { return Err(no_such_referral()) };
        let (fields, mismatch) = conversation.fields();
        let state = conversation.folded.state.as_ref();
        let side = conversation.side();
        let mut flags = Vec::new();
        let mut flag = |set: bool, name: &str| {
            if set {
                flags.push(name.to_owned());
            }
        };
        flag(mismatch, "disclosure_does_not_match");
        // A record that was lost whole may have been the latest of any referral.
        let hole =
            |place: &waypost_store::Place| matches!(place, waypost_store::Place::Journal { .. });
        flag(self.store.report().rot.iter().any(hole), "damage_on_disk");
        flag(self.repairs.waits_for(id), "repairing");
        flag(self.repairs.has_lost(id), "repair_incomplete");
        if let Some(state) = state {
            flag(missing_in_transit(state, now), "missing_in_transit");
            flag(state.welfare_check_since.is_some(), "welfare_check");
            flag(state.service_already_delivered, "service_already_delivered");
            flag(state.consent.overridden, "override");
        }
        let term = of_referral(&conversation.row, &self.preferences.retention, now.day());
        flag(matches!(term, Term::Overdue { .. }), "overdue_retention");
        flag(self.hold(id)?.is_some(), "held");
        let disclosed = state.map_or_else(Vec::new, |s| s.disclosed.clone());
        let mut next: Vec<String> = allowed(state, side, now)
            .into_iter()
            .filter(by_hand)
            .map(|k| k.as_str().to_owned())
            .collect();
        next.sort();
        Ok(Reply::Referral(Box::new(ReferralReport {
            row: self.referral_row(&conversation.row, now),
            needs: needs(conversation),
            sections: sections(&fields),
            disclosed: disclosed.iter().map(|s| s.as_str().to_owned()).collect(),
            timeline: self.timeline(conversation),
            attachments: self.attachment_reports(conversation)?,
            deadlines: state
                .map_or_else(Vec::new, |s| deadlines(s, now).iter().map(deadline).collect()),
            next,
            flags,
            partner_name: self
                .partners
                .get(&conversation.row.partner)
                .map_or_else(String::new, |p| p.name().to_owned()),
            signed: conversation.referral().map(|kept| signed(&kept.letter)),
            reads,
            reads_total,
        })))
    }

    fn timeline(&self, conversation: &Conversation) -> Vec<TimelineRow> {
        let partner = self.partners.get(&conversation.row.partner);
        let partner = partner.map_or_else(String::new, |p| p.row.short.clone());
        let row = |(letter, entry): (&KeptLetter, u32)| {
            let (kind, words) = said(letter);
            let facts = match &letter.event.kind {
                EventKind::Pieces { .. } => {
                    let whole = if all_came(letter) { "yes" } else { "no" };
                    facts::of(&letter.event.kind)
                        .into_iter()
                        .chain([("whole".to_owned(), whole.to_owned())])
                        .collect()
                }
                kind => facts::of(kind),
            };
            TimelineRow {
                entry,
                at: time(letter.event.at()),
                by: if letter.ours { "us".to_owned() } else { partner.clone() },
                kind,
                words,
                facts,
                fate: conversation.fate(letter.hash()).map_or("waiting", fate).to_owned(),
                tick: if letter.ours { conversation.tick(letter.hash()).as_str() } else { "" }
                    .to_owned(),
                header: letter.hash().to_string(),
            }
        };
        conversation.in_order().into_iter().zip(1..).map(row).collect()
    }

    pub(crate) fn consent_report(&mut self, now: Time, typed: &str) -> Result<Reply, DeskError> {
        let id = self.find_referral(typed)?;
        let mut partners = Vec::new();
        for one in self.under_one_consent(id)? {
            self.load_conversation(one)?;
            let Some(conversation) = self.open.get(&one) else { continue };
            let Some(state) = &conversation.folded.state else { continue };
            let asked_of_us = conversation.side().other();
            let answer = match state.consent.changes.last() {
                None => "not_asked",
                Some(change) => match change.reply {
                    None if change.by == asked_of_us => "waits_for_us",
                    None => "waiting",
                    Some(reply) if reply.stopped => "stopped",
                    Some(_) => "lawful_hold",
                },
            };
            partners.push(ConsentPartner {
                referral: format!("R{}", conversation.row.number),
                partner: self
                    .partners
                    .get(&conversation.row.partner)
                    .map_or_else(String::new, |p| p.row.short.clone()),
                state: words::consent(state.consent.on(now.day())).to_owned(),
                answer: answer.to_owned(),
            });
        }
        let Some(conversation) = self.open.get(&id) else { return Err(no_such_referral()) };
        let Some(state) = &conversation.folded.state else { return Err(no_such_referral()) };
        let (fields, _) = conversation.fields();
        let consent = &state.consent;
        let purposes = consent.purposes.iter().map(|s| s.as_str()).collect();
        let shown = consent.sections.iter().map(|s| s.as_str()).collect();
        let follow_up = if consent.followup_ok { "yes" } else { "no" };
        // What stands now, after whatever was narrowed; the rest as it was agreed to.
        let mut terms = vec![
            term("valid_until", "Holds until", "day", vec![&day(consent.valid_until)]),
            term("purposes", "For", "service", purposes),
            term("sections", "Sections", "section", shown),
            term("followup_ok", "May be followed up", "yes_no", vec![follow_up]),
        ];
        let agreed = sections(&fields).into_iter().flat_map(|s| s.rows);
        let agreed = agreed.filter(|row| row.key.starts_with("consent."));
        let agreed: Vec<_> = agreed.filter(|row| terms.iter().all(|t| t.key != row.key)).collect();
        terms.extend(agreed);
        Ok(Reply::Consent(Box::new(ConsentReport {
            state: words::consent(consent.on(now.day())).to_owned(),
            terms,
            partners,
        })))
    }
}

/// A term of a consent in codes, which are its words here too.
fn term(key: &str, label: &str, list: &str, codes: Vec<&str>) -> FieldRow {
    FieldRow {
        key: format!("consent.{key}"),
        label: label.to_owned(),
        text: if codes.is_empty() { "none".to_owned() } else { codes.join(", ") },
        list: Some(list.to_owned()),
        codes: codes.into_iter().map(str::to_owned).collect(),
    }
}

/// Whether an open referral's next deadline has passed, whosever it is.
pub(crate) fn overdue(row: &ConversationRow, now: Time) -> bool {
    !row.closed && row.due.is_some_and(|due| due < now)
}

/// What a referral says, section by section, in plain words.
pub(crate) fn sections(fields: &[waypost_protocol::field::Field]) -> Vec<SectionReport> {
    let Ok(received) = Received::read(fields) else { return Vec::new() };
    by_section(describe(&received, Audience::AfterAcceptance))
}

fn field_row(row: waypost_case::Row) -> FieldRow {
    let waypost_case::Row { section: _, key, list, codes, label, text } = row;
    FieldRow { key, label, text, list: list.map(str::to_owned), codes }
}

/// Rows grouped under their sections, in order.
pub(crate) fn by_section(rows: Vec<waypost_case::Row>) -> Vec<SectionReport> {
    let mut sections: Vec<SectionReport> = Vec::new();
    for row in rows {
        let section = row.section.as_str();
        if sections.last().is_none_or(|last| last.section != section) {
            sections.push(SectionReport { section: section.to_owned(), rows: Vec::new() });
        }
        if let Some(last) = sections.last_mut() {
            last.rows.push(field_row(row));
        }
    }
    sections
}

/// Moves with a command of their own are offered elsewhere: sending, and changes of consent.
fn by_hand(kind: &MoveKind) -> bool {
    !matches!(kind, MoveKind::Send)
}

/// Every need with its answer, and what was written beside a refusal that stands.
fn needs(conversation: &Conversation) -> Vec<NeedReport> {
    let Some(state) = conversation.folded.state.as_ref() else { return Vec::new() };
    let need = |(number, line): (u32, &waypost_protocol::exchange::Line)| {
        let (answer, decline_code, outcome) = words::line(line.state);
        let declined = decline_code.is_some();
        NeedReport {
            need: number,
            service: line.service.as_str().to_owned(),
            answer: answer.to_owned(),
            decline_code: decline_code.map(str::to_owned),
            decline_note: declined
                .then(|| decline_note(conversation, number as usize - 1))
                .flatten(),
            outcome: outcome.map(str::to_owned),
        }
    };
    (1..).zip(&state.lines).map(need).collect()
}

/// What the newest answer that was taken up says beside its refusal of a need: state holds codes, never prose.
fn decline_note(conversation: &Conversation, line: usize) -> Option<String> {
    let taken = |kept: &&&KeptLetter| matches!(conversation.fate(kept.hash()), Some(Fate::Applied));
    let note = |kept: &&KeptLetter| match &kept.event.kind {
        EventKind::Move(Move::Accept { lines, .. }, _) => match lines.get(line) {
            Some(LineAnswer::Declined { note, .. }) => Some(note.clone()),
            Some(LineAnswer::Accepted) | None => None,
        },
        EventKind::Move(Move::Decline { note, .. }, _) => Some(note.clone()),
        EventKind::Move(..)
        | EventKind::Receipt { .. }
        | EventKind::Disclosure { .. }
        | EventKind::Attachment { .. }
        | EventKind::Pieces { .. } => None,
    };
    conversation.in_order().iter().rev().filter(taken).find_map(note).flatten()
}

fn signed(letter: &waypost_protocol::letter::Letter) -> SignedDigest {
    SignedDigest {
        header: hex(letter.header_hash().as_bytes()).to_string(),
        signature: hex(&letter.signature().0).to_string(),
        author: letter.header().sender_org.to_string(),
    }
}

fn deadline(deadline: &waypost_protocol::exchange::Deadline) -> DeadlineReport {
    DeadlineReport {
        kind: words::deadline_kind(deadline.kind),
        due: time(deadline.due),
        left_seconds: match deadline.left {
            Left::Seconds(seconds) => i64::try_from(seconds).unwrap_or(i64::MAX),
            Left::OverdueSeconds(seconds) => i64::try_from(seconds).map_or(i64::MIN, |s| -s),
        },
        words: words::deadline(deadline),
    }
}

/// A letter's kind and its words.
fn said(letter: &KeptLetter) -> (String, String) {
    match &letter.event.kind {
        EventKind::Move(mv, _) => (mv.kind().as_str().to_owned(), words::of_move(mv)),
        EventKind::Receipt { stage, .. } => {
            let words = match stage {
                Stage::Received => "Signed for a letter",
                Stage::Opened => "A person opened the referral",
            };
            ("receipt".to_owned(), words.to_owned())
        }
        EventKind::Disclosure { sections, .. } => {
            let names: Vec<&str> = sections.iter().map(|s| s.as_str()).collect();
            ("disclosure".to_owned(), format!("Shown now: {}", names.join(", ")))
        }
        EventKind::Attachment { section, .. } => {
            ("attachment".to_owned(), format!("A file was attached: {}", section.as_str()))
        }
        EventKind::Pieces { .. } => {
            let words = match all_came(letter) {
                true => "An attachment is there, whole",
                false => "Parts of an attachment are missing; they are sent again",
            };
            ("pieces".to_owned(), words.to_owned())
        }
    }
}

/// Of a letter that says what has come of an attachment: everything has.
fn all_came(letter: &KeptLetter) -> bool {
    Pieces::read(letter.letter.fields()).is_ok_and(|said| said.missing.is_empty())
}

fn fate(fate: &Fate) -> &'static str {
    match fate {
        Fate::Applied => "applied",
        Fate::Crossed(_) => "crossed",
        Fate::OutOfTurn(_) => "out_of_turn",
        Fate::Waiting { .. } => "waiting",
        Fate::Voided { .. } => "voided",
        Fate::Forked { .. } => "forked",
        Fate::BrokenChain => "broken_chain",
        Fate::TooMany => "too_many",
    }
}

pub(crate) fn no_such_referral() -> DeskError {
    asked("unknown_referral", "There is no such referral.", "See `waypost referral list`.")
}
