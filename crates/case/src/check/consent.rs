//! No referral without a consent that is active today, names the partner, and covers what is sent.

use waypost_protocol::codes::{OrgKind, Section, Service, Urgency};
use waypost_protocol::ids::{ConsentId, Day};

use super::answers::Answers;
use crate::fault::{Fault, FaultCode};
use crate::form::{
    AccountForm, ConsentForm, Form, IdentityForm, PapersForm, SafeContactForm, ScreeningForm,
};
use crate::record::{Basis, Consent, OVERRIDE_DAYS_MAX, RETENTION_DAYS_MAX};
use crate::words::{Coded, Sharing};

/// The sections that a form writes anything for.
pub(super) fn sections_written(form: &Form, citizenships_later: bool) -> Vec<Section> {
    let written = |section: &Section| match section {
        Section::Needs => true,
        Section::Identity => form.identity != IdentityForm::default() || citizenships_later,
        Section::SafeContact => form.safe_contact != SafeContactForm::default(),
        Section::Documents => !form.document.is_empty() || form.papers != PapersForm::default(),
        Section::Screening => form.screening != ScreeningForm::default(),
        Section::Account => form.account != AccountForm::default(),
    };
    Section::ALL.iter().copied().filter(written).collect()
}

pub(super) fn consent(
    form: &Form,
    urgency: Option<Urgency>,
    services: &[Service],
    written: &[Section],
    a: &mut Answers<'_>,
    id: ConsentId,
) -> Option<Consent> {
    let typed = &form.consent;
    let obtained_by = a.required_line("consent.obtained_by", &typed.obtained_by);
    a.require("consent.obtained_on", &typed.obtained_on);
    let obtained_on = a.past_day("consent.obtained_on", &typed.obtained_on);
    let basis = basis(typed, a);
    recipients(form, a);
    let purposes: Vec<Service> = a.required_codes("consent.purposes", &typed.purposes);
    let sections: Vec<Section> = a.required_codes("consent.sections", &typed.sections);
    covers("consent.purposes", services, &purposes, "a need", a);
    covers("consent.sections", written, &sections, "a section that the form writes", a);
    let authorities_sharing =
        a.required_code("consent.authorities_sharing", &typed.authorities_sharing);
    let embassy_sharing = a.required_code("consent.embassy_sharing", &typed.embassy_sharing);
    sharing_allows(form, authorities_sharing, embassy_sharing, a);
    let valid_until = a.required_day("consent.valid_until", &typed.valid_until);
    active(obtained_on, valid_until, a);
    a.require("consent.retention_days", &typed.retention_days);
    let retention_days =
        a.number("consent.retention_days", &typed.retention_days, RETENTION_DAYS_MAX);
    let aggregate_ok = a.required_flag("consent.aggregate_ok", &typed.aggregate_ok);
    let followup_ok = a.required_flag("consent.followup_ok", &typed.followup_ok);
    if matches!(basis, Some(Basis::Override { .. })) {
        override_allowed(urgency, written, valid_until, a);
    }
    Some(Consent {
        id,
        obtained_by: obtained_by?,
        obtained_on: obtained_on?,
        basis: basis?,
        purposes,
        sections,
        authorities_sharing: authorities_sharing?,
        embassy_sharing: embassy_sharing?,
        valid_until: valid_until?,
        retention_days: retention_days?,
        aggregate_ok: aggregate_ok?,
        followup_ok: followup_ok?,
    })
}

fn basis(typed: &ConsentForm, a: &mut Answers<'_>) -> Option<Basis> {
    let reason = a.note("consent.override_reason", &typed.override_reason);
    let mode = a.code("consent.mode", &typed.mode);
    let language = a.language("consent.language", &typed.language);
    if typed.override_reason.get().is_none() {
        a.require("consent.mode", &typed.mode);
        a.require("consent.language", &typed.language);
        return Some(Basis::Agreed { mode: mode?, language: language? });
    }
    if typed.mode.get().is_some() {
        a.fault(Fault::new(
            "consent.mode",
            FaultCode::Override,
            "a way of agreeing",
            "none: an override is not a consent",
        ));
    }
    Some(Basis::Override { reason: reason? })
}

/// A consent names its partners, and this partner is one that we know.
fn recipients(form: &Form, a: &mut Answers<'_>) {
    let typed = &form.consent.recipients;
    if typed.iter().all(|t| t.get().is_none()) {
        a.fault(Fault::missing(
            "consent.recipients",
            "the partners that the person agreed to, by name",
        ));
        return;
    }
    let Some(partner) = form.to.partner.get() else {
        return;
    };
    if !typed.iter().any(|t| t.get() == Some(partner)) {
        a.fault(Fault::new(
            "consent.recipients",
            FaultCode::NotConsented,
            "a list without the partner in to.partner",
            "that partner, if the person agreed",
        ));
    }
    let unknown = |partners: &[super::KnownPartner]| partners.iter().all(|p| p.name != partner);
    if a.context.partners.is_some_and(unknown) {
        a.fault(Fault::new(
            "to.partner",
            FaultCode::UnknownPartner,
            "a name that is not in the partner list",
            "a partner by its name there",
        ));
    }
}

/// An authority or an embassy that is a partner must not be one that the person never wants told. Where the consent says
/// to ask first, the person is asked when it is sent: a form cannot know.
fn sharing_allows(
    form: &Form,
    authorities: Option<Sharing>,
    embassy: Option<Sharing>,
    a: &mut Answers<'_>,
) {
    let partner = form.to.partner.get();
    let kind = a
        .context
        .partners
        .unwrap_or_default()
        .iter()
        .find(|p| Some(p.name.as_str()) == partner)
        .map(|p| p.kind);
    let (path, sharing) = match kind {
        Some(OrgKind::Authority) => ("consent.authorities_sharing", authorities),
        Some(OrgKind::Embassy) => ("consent.embassy_sharing", embassy),
        Some(
            OrgKind::Ngo
            | OrgKind::Shelter
            | OrgKind::Clinic
            | OrgKind::LegalAid
            | OrgKind::InternationalOrganisation
            | OrgKind::Auditor,
        )
        | None => return,
    };
    match sharing {
        Some(Sharing::Never) => a.fault(Fault::new(
            path,
            FaultCode::NotConsented,
            "`never`, and the partner is one",
            "`yes` or `ask`, after asking the person about this partner",
        )),
        Some(Sharing::Ask | Sharing::Yes) | None => {}
    }
}

fn covers<T: Coded + PartialEq>(
    path: &str,
    sent: &[T],
    agreed: &[T],
    what: &str,
    a: &mut Answers<'_>,
) {
    if agreed.is_empty() {
        return; // Missing or unknown: that fault is kept already.
    }
    for missing in sent.iter().filter(|s| !agreed.contains(s)) {
        let code = missing.code();
        a.fault(Fault::new(
            path,
            FaultCode::NotConsented,
            format!("a list without `{code}`, {what}"),
            format!("`{code}` if the person agreed; else take it out of the form"),
        ));
    }
}

fn active(obtained_on: Option<Day>, valid_until: Option<Day>, a: &mut Answers<'_>) {
    let Some(valid_until) = valid_until else {
        return;
    };
    if valid_until < a.context.today {
        a.fault(Fault::new(
            "consent.valid_until",
            FaultCode::ConsentNotActive,
            "a consent that has ended",
            "today or later: ask the person again",
        ));
    }
    if obtained_on.is_some_and(|obtained| valid_until > obtained.plus(RETENTION_DAYS_MAX)) {
        a.fault(Fault::new(
            "consent.valid_until",
            FaultCode::DateOrder,
            "a day more than ten years after the consent",
            "ten years at most",
        ));
    }
}

fn override_allowed(
    urgency: Option<Urgency>,
    written: &[Section],
    valid_until: Option<Day>,
    a: &mut Answers<'_>,
) {
    match urgency {
        Some(Urgency::Emergency) | None => {}
        Some(other @ (Urgency::Urgent | Urgency::Normal)) => a.fault(Fault::new(
            "consent.override_reason",
            FaultCode::Override,
            format!("an override with urgency `{other}`"),
            "urgency `emergency`, or a consent",
        )),
    }
    if written.contains(&Section::Account) {
        a.fault(Fault::new(
            "account",
            FaultCode::Override,
            "an account under an override",
            "none: only the person may give it",
        ));
    }
    if valid_until.is_some_and(|until| until > a.context.today.plus(OVERRIDE_DAYS_MAX)) {
        a.fault(Fault::new(
            "consent.valid_until",
            FaultCode::Override,
            "an override for more than a week",
            format!("+{OVERRIDE_DAYS_MAX}d at most: ask the person by then"),
        ));
    }
}
