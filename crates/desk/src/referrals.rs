//! A person works on referrals: sending, moves, consent.
//!
//! In: forms and moves as typed. Out: letters in their conversations. Whether a move may be made is
//! asked of the exchange before anything is written, and decided by it again when it is folded.

use rand_core::Rng;
use waypost_case::{Context, Form, KnownPartner, Referral, check};
use waypost_protocol::codes::Section;
use waypost_protocol::exchange::{Move, Side, Stage, may_disclose, try_move};
use waypost_protocol::ids::{ConversationId, OrgId, Time};
use waypost_protocol::letter::LetterKind;

use crate::command::{FaultReport, MoveForm, Narrow, ReferralRow, Reply};
use crate::conversation::Conversation;
use crate::desk::Desk;
use crate::erase::Erasure;
use crate::error::{DeskError, asked, faulty_form};
use crate::report::no_such_referral;
use crate::typed::{self, Step};

/// Partners one draft is sent to at once.
const PARTNERS_MAX: usize = 32;

impl Desk {
    /// Every fault of a form at once. Keeps nothing.
    pub(crate) fn check_form(&mut self, now: Time, form: &Form) -> Result<Reply, DeskError> {
        let faults = match self.judge(now, form) {
            Ok(_) => Vec::new(),
            Err(faults) => faults,
        };
        Ok(Reply::Checked { faults })
    }

    /// A form checked, or all that is wrong with it.
    pub(crate) fn judge(&mut self, now: Time, form: &Form) -> Result<Referral, Vec<FaultReport>> {
        let partners = self.known_partners();
        // A node without partners can still write drafts.
        let partners = if partners.is_empty() { None } else { Some(partners.as_slice()) };
        let context = Context { today: now.day(), now, partners };
        check(form, &context, &mut self.rng).map_err(|faults| {
            let report = |fault: &waypost_case::Fault| FaultReport {
                field: fault.field.clone(),
                code: fault.code.as_str().to_owned(),
                message: format!("found {}, expected {}", fault.found, fault.expected),
            };
            faults.iter().map(report).collect()
        })
    }

    /// Partners under every name by which a form may call them.
    fn known_partners(&self) -> Vec<KnownPartner> {
        let mut known = Vec::new();
        for partner in self.partners.values() {
            let Some(card) = &partner.card else { continue };
            let kind = card.contents().kind;
            known.push(KnownPartner { name: partner.row.short.clone(), kind });
            if partner.name() != partner.row.short {
                known.push(KnownPartner { name: partner.name().to_owned(), kind });
            }
        }
        known
    }

    /// Sends a draft: to each partner a referral of its own, with ids that no other partner sees.
    pub(crate) fn send_draft(
        &mut self,
        now: Time,
        draft: &str,
        to: &[String],
        all_sections: bool,
        asked_person: bool,
    ) -> Result<Reply, DeskError> {
        let row = self.find_draft(draft)?;
        let form = row.form()?;
        if row.unfinished == Some(true) {
            // All that is wrong with it, before anything about a partner.
            self.judge(row.written_at(), &form).map_err(faulty_form)?;
        }
        let to = if to.is_empty() { vec![form.to.partner.0.clone()] } else { to.to_vec() };
        if to.len() > PARTNERS_MAX {
            return Err(asked(
                "too_many",
                format!("Found {} partners, expected at most {PARTNERS_MAX}.", to.len()),
                "Send in parts.",
            ));
        }
        // All are judged before any is sent.
        let mut judged = Vec::new();
        for partner in &to {
            judged.push(self.judge_for(row.written_at(), now, &form, partner, asked_person)?);
        }
        let mut referrals = Vec::new();
        for (org, referral) in judged {
            referrals.push(self.send_referral(now, org, &referral, row.number, all_sections)?);
        }
        Ok(Reply::Sent { referrals })
    }

    /// Checks a draft once more, for one partner: named by the consent, confirmed, of a kind agreed to.
    fn judge_for(
        &mut self,
        written_at: Time,
        now: Time,
        form: &Form,
        partner: &str,
        asked_person: bool,
    ) -> Result<(OrgId, Referral), DeskError> {
        let org = self.find_partner(partner)?;
        let mut named = form.consent.recipients.iter();
        let named = named.find(|r| r.get().is_some_and(|r| self.find_partner(r).ok() == Some(org)));
        let Some(named) = named.cloned() else {
            return Err(asked(
                "consent_does_not_name_partner",
                format!(
                    "The consent does not name `{partner}`; it names {} partners.",
                    form.consent.recipients.len()
                ),
                "Ask the person. If they agree, add the partner to `consent.recipients` in the form.",
            ));
        };
        let Some(known) = self.partners.get(&org) else {
            return Err(crate::write::no_such_partner());
        };
        if known.row.blocked {
            return Err(asked(
                "blocked",
                "This partner is blocked.",
                "Unblock it first: `waypost partner unblock`.",
            ));
        }
        if !known.is_confirmed() {
            let who = match (known.row.confirmed_by_us, known.row.confirmed_by_them) {
                (false, _) => "we have not confirmed the safety number yet",
                (true, _) => "the partner has not confirmed the safety number yet",
            };
            return Err(asked(
                "not_confirmed",
                format!("Nothing was sent: {who}."),
                format!(
                    "Compare it on the phone or in person: `waypost partner check {}`.",
                    known.row.short
                ),
            ));
        }
        let mut form = form.clone();
        form.to.partner = named;
        // A pseudonym of its own for each partner, so that two of them cannot match their files.
        form.person.case_code = Default::default();
        // Relative dates count from when they were written; whether they still hold is judged today.
        let referral = self.judge(written_at, &form).map_err(faulty_form)?;
        let consent = &referral.record().opening.consent;
        if consent.valid_until < now.day() {
            return Err(asked(
                "consent_expired",
                format!(
                    "The consent held until {}.",
                    waypost_case::dates::day_text(consent.valid_until)
                ),
                "Ask the person again, and write a new draft with the new consent.",
            ));
        }
        self.check_sharing(org, &referral, asked_person)?;
        Ok((org, referral))
    }

    /// An authority or an embassy needs its own yes, apart from the partner list.
    fn check_sharing(
        &self,
        org: OrgId,
        referral: &Referral,
        asked_person: bool,
    ) -> Result<(), DeskError> {
        use waypost_case::words::Sharing;
        use waypost_protocol::codes::OrgKind;
        let kind = self.partners.get(&org).and_then(|p| p.card.as_ref()).map(|c| c.contents().kind);
        let consent = &referral.record().opening.consent;
        let (sharing, what) = match kind {
            Some(OrgKind::Authority) => (consent.authorities_sharing, "authorities"),
            Some(OrgKind::Embassy) => (consent.embassy_sharing, "an embassy"),
            Some(
                OrgKind::Ngo
                | OrgKind::Shelter
                | OrgKind::Clinic
                | OrgKind::LegalAid
                | OrgKind::InternationalOrganisation
                | OrgKind::Auditor,
            )
            | None => return Ok(()),
        };
        match sharing {
            Sharing::Yes => Ok(()),
            Sharing::Ask if asked_person => Ok(()),
            Sharing::Ask => Err(asked(
                "ask_first",
                format!("The consent says to ask before {what} is told."),
                "Ask the person. If they agree, send again with --asked.",
            )),
            Sharing::Never => Err(asked(
                "consent_forbids",
                format!("The consent says that {what} must never be told."),
                "Send it to another partner.",
            )),
        }
    }

    fn send_referral(
        &mut self,
        now: Time,
        org: OrgId,
        referral: &Referral,
        draft: u64,
        all_sections: bool,
    ) -> Result<ReferralRow, DeskError> {
        let id = self.random_conversation();
        let number = self.me.row.referral_number;
        self.me.row.referral_number += 1;
        self.me.save(&mut self.batch);
        let mut conversation = Conversation::new(id, org, true, number, now);
        conversation.row.draft = Some(draft);
        conversation.row.case_code = referral.record().opening.person.case_code.clone();
        let agreed = &referral.record().opening.consent.sections;
        self.open.insert(id, conversation);
        let fields = at_this_moment(referral.payload(), now);
        self.write_showing(
            now,
            id,
            LetterKind::Referral,
            fields,
            vec![Section::Needs],
            Vec::new(),
        )?;
        if all_sections {
            let sections: Vec<Section> =
                agreed.iter().copied().filter(|s| goes_by_itself(*s)).collect();
            self.disclose_now(now, id, &sections)?;
        }
        let Some(conversation) = self.open.get_mut(&id) else { return Err(no_such_referral()) };
        conversation.summarise(now);
        let row = conversation.row.clone();
        Ok(self.referral_row(&row, now))
    }

    /// Shows sections before acceptance, if the exchange lets us.
    fn disclose_now(
        &mut self,
        now: Time,
        id: ConversationId,
        sections: &[Section],
    ) -> Result<(), DeskError> {
        let Some(conversation) = self.open.get(&id) else { return Err(no_such_referral()) };
        if conversation.referral().is_some_and(|r| r.ours && r.authored.is_none()) {
            return Err(asked(
                "fields_lost",
                "What this referral did not show yet was lost with the machine; a copy holds what was shown.",
                "Tell the partner in another way, or write a new referral.",
            ));
        }
        let (fields, _) = conversation.fields();
        let written: Vec<Section> = sections
            .iter()
            .copied()
            .filter(|s| *s != Section::Needs && fields.iter().any(|f| f.section == *s))
            .collect();
        if written.is_empty() {
            return Ok(());
        }
        let state = conversation.folded.state.as_ref();
        may_disclose(state, conversation.side(), &written, now).map_err(refused)?;
        self.disclose(now, id, &written)
    }

    /// Makes a move: asks the exchange, writes the letter.
    pub(crate) fn make_move(
        &mut self,
        now: Time,
        typed: &str,
        form: MoveForm,
    ) -> Result<Reply, DeskError> {
        let id = self.find_referral(typed)?;
        let Some(conversation) = self.open.get(&id) else { return Err(no_such_referral()) };
        match typed::read(form, conversation, now)? {
            Step::Disclose(sections) => self.disclose_now(now, id, &sections)?,
            Step::Move(mv) => {
                let erasure = self.judge_answer(id, &mv)?;
                self.write_move(now, id, &mv)?;
                self.carry_out(now, id, &erasure)?;
                if let Erasure::Whole = erasure {
                    return crate::asked::done("Answered; the whole referral is erased here.");
                }
            }
        }
        self.referral_report(now, id)
    }

    fn write_move(&mut self, now: Time, id: ConversationId, mv: &Move) -> Result<(), DeskError> {
        let Some(conversation) = self.open.get(&id) else { return Err(no_such_referral()) };
        self.must_not_be_blocked(conversation)?;
        let side = conversation.side();
        try_move(&conversation.events(), side, mv, now).map_err(refused)?;
        self.write_in(now, id, LetterKind::Move, mv.to_fields(now), Vec::new())?;
        Ok(())
    }

    pub(crate) fn must_not_be_blocked(&self, conversation: &Conversation) -> Result<(), DeskError> {
        match self.partners.get(&conversation.row.partner) {
            Some(partner) if partner.row.blocked => Err(asked(
                "blocked",
                "This partner is blocked.",
                "Unblock it first: `waypost partner unblock`.",
            )),
            Some(_) | None => Ok(()),
        }
    }

    /// The person changed the consent: every partner that received anything under it is told.
    pub(crate) fn change_consent(
        &mut self,
        now: Time,
        typed: &str,
        narrow: Option<Narrow>,
    ) -> Result<Reply, DeskError> {
        let id = self.find_referral(typed)?;
        let narrow = match narrow {
            Some(narrow) => {
                Some((typed::codes(&narrow.services)?, typed::codes::<Section>(&narrow.sections)?))
            }
            None => None,
        };
        let mut moves = Vec::new();
        for one in self.under_one_consent(id)? {
            self.load_conversation(one)?;
            let Some(conversation) = self.open.get(&one) else { continue };
            let Some(state) = &conversation.folded.state else { continue };
            // What cannot be written now is shown as not asked; the person is told by `status`.
            if one != id && self.may_write(conversation).is_err() {
                continue;
            }
            let consent = state.consent.id;
            let mv = match &narrow {
                None => Move::RevokeConsent { consent },
                Some((services, sections)) => Move::NarrowConsent {
                    consent,
                    services: services.clone(),
                    sections: sections.clone(),
                },
            };
            match try_move(&conversation.events(), conversation.side(), &mv, now) {
                Ok(_) => moves.push((one, mv)),
                Err(refusal) if one == id => return Err(refused(refusal)),
                // Another referral of the case that ended, or whose consent was taken back already.
                Err(_) => {}
            }
        }
        for (one, mv) in &moves {
            self.write_in(now, *one, LetterKind::Move, mv.to_fields(now), Vec::new())?;
        }
        self.consent_report(now, typed)
    }

    /// All referrals that were sent from the same draft: they stand on one consent of one person.
    pub(crate) fn under_one_consent(
        &mut self,
        id: ConversationId,
    ) -> Result<Vec<ConversationId>, DeskError> {
        self.load_conversation(id)?;
        let Some(draft) = self.open.get(&id).and_then(|c| c.row.draft) else { return Ok(vec![id]) };
        let mut all: Vec<(u64, ConversationId)> = self
            .summaries()?
            .values()
            .filter(|row| row.draft == Some(draft))
            .map(|row| (row.number, row.conversation))
            .collect();
        all.sort();
        Ok(all.into_iter().map(|(_, id)| id).collect())
    }

    /// A person opens a referral that was sent to us: its sender is told once, if we allow that.
    pub(crate) fn person_opens(&mut self, now: Time, id: ConversationId) -> Result<(), DeskError> {
        let tell = self.preferences.receipt_opened;
        // Looking is always possible; the first time after it caught up is told.
        if self.open.get(&id).is_some_and(|c| self.may_write(c).is_err()) {
            return Ok(());
        }
        let Some(conversation) = self.open.get_mut(&id) else { return Err(no_such_referral()) };
        if conversation.row.opened_at.is_some() || conversation.side() == Side::Referrer {
            return Ok(());
        }
        let Some(of) = conversation.referral().map(crate::conversation::KeptLetter::hash) else {
            return Ok(());
        };
        conversation.row.opened_at = Some(now);
        self.touched.insert(id);
        if tell {
            self.write_receipt(now, id, of, Stage::Opened)?;
        }
        Ok(())
    }

    /// A referral by our number (`R12`), its id, or a clear beginning of it; opens it in memory.
    pub(crate) fn find_referral(&mut self, typed: &str) -> Result<ConversationId, DeskError> {
        let id = self.referral_id(typed)?;
        match self.load_conversation(id) {
            Ok(true) => Ok(id),
            Ok(false) => Err(self.gone(typed.trim())?.unwrap_or_else(no_such_referral)),
            Err(error) if error.is_damage() && self.repairs.waits_for(id) => Err(asked(
                "repairing",
                "Letters of this referral are damaged here; its partner is asked for copies.",
                "It can be read when the partner has answered. See `waypost status`.",
            )),
            Err(error) => Err(error),
        }
    }

    /// Which referral is meant, whether it can be read or not.
    pub(crate) fn referral_id(&self, typed: &str) -> Result<ConversationId, DeskError> {
        let typed = typed.trim();
        if let Ok(id) = typed.parse::<ConversationId>() {
            return Ok(id);
        }
        let number = numbered_name(typed, 'r');
        let fits = |row: &&crate::rows::ConversationRow| match number {
            Some(number) => row.number == number,
            None => typed.len() >= 6 && row.conversation.to_string().starts_with(typed),
        };
        let all = self.summaries()?;
        let mut found = all.values().filter(fits);
        match (found.next(), found.next()) {
            (Some(row), None) => Ok(row.conversation),
            _ => Err(self.gone(typed)?.unwrap_or_else(no_such_referral)),
        }
    }

    pub(crate) fn random_conversation(&mut self) -> ConversationId {
        let mut id = [0; 16];
        self.rng.fill_bytes(&mut id);
        ConversationId::new(id)
    }
}

/// `R12` or `12`; `D3` or `3`.
pub(crate) fn numbered_name(typed: &str, letter: char) -> Option<u64> {
    let typed = typed.trim().to_ascii_lowercase();
    typed.strip_prefix(letter).unwrap_or(&typed).parse().ok()
}

/// SPEC 5.4: the account of what a person was made to do never goes by itself.
fn goes_by_itself(section: Section) -> bool {
    match section {
        Section::Needs
        | Section::Identity
        | Section::SafeContact
        | Section::Documents
        | Section::Screening => true,
        Section::Account => false,
    }
}

/// The referral's time is when it is sent, not when its draft was written: deadlines count from it.
fn at_this_moment(
    mut fields: Vec<waypost_protocol::field::Field>,
    now: Time,
) -> Vec<waypost_protocol::field::Field> {
    for field in &mut fields {
        if field.key == waypost_protocol::exchange::key::AT {
            field.value = waypost_protocol::field::Value::Number(now.0);
        }
    }
    fields
}

pub(crate) fn refused(refusal: waypost_protocol::exchange::Refusal) -> DeskError {
    asked(
        "not_now",
        format!("Not done: {refusal}."),
        "See what can be done now: `waypost referral show`.",
    )
}
