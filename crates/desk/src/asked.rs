//! A person asks: each command finds its work here.
//!
//! In: a [`Command`]. Out: a [`Reply`], or a failure of two lines. What it changes goes into the
//! step's batch; the reply is handed out only once that is on disk.

use waypost_protocol::ids::{LetterId, OrgId, Time};

use crate::command::{Command, InviteReport, Reply};
use crate::desk::{Desk, Effect};
use crate::error::{DeskError, asked};
use crate::lists::Page;
use crate::reads::What;
use crate::report;
use crate::rows::InviteRow;
use crate::users::UserChange;
use crate::write::no_such_partner;

impl Desk {
    pub(crate) fn asked(&mut self, now: Time, command: Command) -> Result<Reply, DeskError> {
        self.check_clock(now, &command)?;
        match command {
            Command::Status => self.status(now),
            Command::InviteNew { label } => {
                let (row, text) = self.make_invite(now, label)?;
                let code = Some(text.to_string());
                let reached_at = Some(self.invite_addresses());
                Ok(Reply::Invite(InviteReport { code, reached_at, ..invite_report(&row) }))
            }
            Command::InviteList => {
                let invites = self.invites.values().map(|i| invite_report(&i.row)).collect();
                Ok(Reply::Invites { invites })
            }
            Command::InviteCancel { invite } => {
                let id = self.find_invite(&invite)?;
                self.end_invite(id);
                done("The invite is cancelled.")
            }
            Command::Join { code } => {
                let org = self.join(now, &code)?;
                self.partner_report(org).map(|p| Reply::Partner(Box::new(p)))
            }
            Command::PartnerList => {
                let orgs: Vec<OrgId> = self.partners.keys().copied().collect();
                let partners = orgs
                    .into_iter()
                    .map(|org| self.partner_report(org))
                    .collect::<Result<_, _>>()?;
                Ok(Reply::Partners { partners })
            }
            Command::PartnerShow { partner } => {
                let org = self.find_partner(&partner)?;
                self.partner_report(org).map(|p| Reply::Partner(Box::new(p)))
            }
            Command::PartnerCheck { partner, confirm } => {
                let org = self.find_partner(&partner)?;
                if confirm {
                    self.confirm(now, org)?;
                }
                self.partner_report(org).map(|p| Reply::Partner(Box::new(p)))
            }
            Command::PartnerRename { partner, name } => self.rename(&partner, &name),
            Command::PartnerBlock { partner, blocked } => {
                let org = self.find_partner(&partner)?;
                let Some(partner) = self.partners.get_mut(&org) else {
                    return Err(no_such_partner());
                };
                partner.row.blocked = blocked;
                partner.save(&mut self.batch);
                self.admit();
                if !blocked {
                    // It heard of nothing while it was blocked.
                    self.owe_card(org);
                }
                done(if blocked {
                    "The partner is blocked."
                } else {
                    "The partner is no longer blocked."
                })
            }
            Command::ReferralCheck { form } => self.check_form(now, &form),
            Command::ReferralNew { form } => self.new_draft(now, &form),
            Command::DraftSave { draft, form, by } => {
                self.save_draft(now, draft.as_deref(), *form, by.as_deref())
            }
            Command::DraftShow { draft } => self.show_draft(&draft),
            Command::DraftList => self.list_drafts(),
            Command::ReferralSend { draft, to, all_sections, asked } => {
                self.send_draft(now, &draft, &to, all_sections, asked)
            }
            Command::ReferralList { waiting, closed } => self.list(now, waiting, closed),
            Command::ReferralPage { view, search, services, from, count } => {
                self.page(now, &Page { view, search, services, from, count })
            }
            Command::ReferralShow { referral, opened, printed, by } => {
                let by = by.map(|user| self.user_number(&user)).transpose()?;
                let id = self.find_referral(&referral)?;
                if opened {
                    self.person_opens(now, id)?;
                    self.note_read(now, id, by, What::Opened)?;
                }
                if printed {
                    self.note_read(now, id, by, What::Printed)?;
                }
                self.referral_report(now, id)
            }
            Command::ReferralMove { referral, step } => self.make_move(now, &referral, *step),
            Command::AttachBegin { referral, section, name, media_type, bytes } => {
                self.attach_begin(now, &referral, &section, (&name, &media_type, bytes))
            }
            Command::AttachPart { upload, from, data } => {
                self.attach_part(now, &upload, from, &data)
            }
            Command::AttachEnd { upload } => self.attach_end(now, &upload),
            Command::Attachments { referral } => {
                let id = self.find_referral(&referral)?;
                self.attachments_of(id)
            }
            Command::AttachmentRead { referral, attachment, from, by } => {
                let by = by.map(|user| self.user_number(&user)).transpose()?;
                self.attachment_part(now, &referral, &attachment, from, by)
            }
            Command::ConsentShow { referral } => self.consent_report(now, &referral),
            Command::ConsentChange { referral, narrow, reason: _ } => {
                self.change_consent(now, &referral, narrow)
            }
            // Begun by the service, which can go on meanwhile.
            Command::BackupMake { .. }
            | Command::BundleWrite { .. }
            | Command::BundleRead { .. } => Err(DeskError::Lacking { what: "a running node" }),
            Command::BackupList => Ok(self.list_backups()),
            Command::GiveUp { partner } => self.give_up(&partner),
            Command::Repair { referral: Some(referral), accept_loss: true } => {
                self.accept_loss(now, &referral)
            }
            Command::Repair { referral, accept_loss: _ } => self.repair(now, referral.as_deref()),
            Command::MailboxUse { code } => self.use_mailbox(now, &code.0),
            Command::MailboxList => Ok(Reply::Mailboxes { mailboxes: self.mailbox_reports() }),
            Command::MailboxCollect => self.collect(),
            Command::MailboxLeave { mailbox } => self.leave_mailbox(now, &mailbox),
            Command::AuditLog { list } => self.audit(list),
            Command::AuditWitness { now: sign } => self.audit_witness(now, sign),
            Command::AuditResume => self.audit_resume(),
            Command::AuditShare { from, to, recipient, log } => {
                self.audit_share(now, (&from, &to), &recipient, log)
            }
            Command::AuditSharePage { id, page } => self.audit_share_page(now, &id, page),
            Command::AuditProof { referral, field } => self.audit_proof(now, &referral, &field),
            Command::AuditPath { header } => self.audit_path(&header),
            Command::Figures { days } => self.figures(now, days),
            Command::UserNew { name, roles, desk, language, password } => {
                self.new_user(now, &name, (&roles, &desk, language.as_deref()), &password)
            }
            Command::UserList => Ok(self.list_users()),
            Command::UserChange { user, name, roles, desk, language, disabled } => {
                self.change_user(&user, UserChange { name, roles, desk, language, disabled })
            }
            Command::UserPassword { user, old, new } => {
                self.set_password(now, &user, old.as_ref(), &new)
            }
            Command::SignIn { user, password } => self.sign_in(now, &user, &password),
            // Asked of the program around this desk, if it has a console.
            Command::ConsoleOpen => Err(asked(
                "no_console",
                "This node has no console.",
                "Start it with one: `waypost run`.",
            )),
            Command::ClockConfirm => self.confirm_clock(now),
            Command::Doctor => self.doctor(now),
            Command::KeyShow => self.key_report(),
            Command::KeyCheck { sheet } => self.check_sheet(now, &sheet),
            Command::KeyRotate { sheet, new_sheet, stolen } => {
                self.rotate_asked(now, &sheet, &new_sheet, stolen)
            }
            Command::ShareSend { partner, share } => self.send_share(now, &partner, &share),
            Command::ShareList => self.shares_kept(),
            Command::ShareShow { partner } => self.share_shown(&partner),
            Command::PassphraseChange { old, new } => self.change_passphrase(&old, &new),
            Command::RetentionList { due } => self.retention_list(now, due),
            Command::RetentionHold { referral, reason } => {
                self.hold_referral(now, &referral, reason)
            }
            Command::RetentionRelease { referral } => self.release_referral(&referral),
            Command::RetentionErase { referral, confirm } => {
                self.erase_by_hand(now, &referral, &confirm)
            }
            Command::Lock | Command::LockNow => {
                self.effects.push(Effect::Lock);
                done("The node is locked. What arrives is kept and opened later.")
            }
            Command::Unlock { .. } => done("The node is not locked."),
            Command::Stop => {
                self.effects.push(Effect::Stop);
                done("The node stops.")
            }
        }
    }

    fn rename(&mut self, partner: &str, name: &str) -> Result<Reply, DeskError> {
        let org = self.find_partner(partner)?;
        let name = name.trim();
        let plain = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
        if name.is_empty() || name.chars().count() > 40 || !name.chars().all(plain) {
            return Err(asked(
                "name",
                "A short name has 1 to 40 letters, digits, `-` and `_`.",
                "Choose another one.",
            ));
        }
        if self.partners.values().any(|p| p.row.short == name && p.org() != org) {
            return Err(asked(
                "name_taken",
                "Another partner has this name.",
                "Choose another one.",
            ));
        }
        let Some(partner) = self.partners.get_mut(&org) else { return Err(no_such_partner()) };
        partner.row.short = name.to_owned();
        partner.save(&mut self.batch);
        self.partner_report(org).map(|p| Reply::Partner(Box::new(p)))
    }

    fn find_invite(&self, typed: &str) -> Result<LetterId, DeskError> {
        let mut fits = self.invites.keys().filter(|id| id.to_string().starts_with(typed.trim()));
        match (fits.next(), fits.next()) {
            (Some(id), None) if !typed.trim().is_empty() => Ok(*id),
            _ => Err(asked(
                "unknown_invite",
                "There is no such open invite.",
                "See `waypost invite list`.",
            )),
        }
    }

    /// A partner by its short name, its own name, or its id or a clear beginning of it.
    pub(crate) fn find_partner(&self, typed: &str) -> Result<OrgId, DeskError> {
        let typed = typed.trim();
        let exact = self.partners.values().find(|p| {
            p.row.short == typed
                || p.org().to_string() == typed
                || (!typed.is_empty() && p.name() == typed)
        });
        if let Some(partner) = exact {
            return Ok(partner.org());
        }
        let begins = |p: &&crate::partner::Partner| {
            let lower = typed.to_lowercase();
            typed.len() >= 3
                && (p.row.short.to_lowercase().starts_with(&lower)
                    || p.org().to_string().starts_with(typed)
                    || p.name().to_lowercase().starts_with(&lower))
        };
        let mut fits = self.partners.values().filter(begins);
        match (fits.next(), fits.next()) {
            (Some(partner), None) => Ok(partner.org()),
            (Some(_), Some(_)) => Err(asked(
                "unclear_partner",
                "Several partners fit this name.",
                "Write more of it; see `waypost partner list`.",
            )),
            (None, _) => Err(no_such_partner()),
        }
    }
}

pub(crate) fn done(words: &str) -> Result<Reply, DeskError> {
    Ok(Reply::Done { words: words.to_owned() })
}

fn invite_report(row: &InviteRow) -> InviteReport {
    InviteReport {
        invite: row.id.to_string(),
        label: row.label.clone(),
        expires: report::time(row.expires),
        code: None,
        reached_at: None,
    }
}
