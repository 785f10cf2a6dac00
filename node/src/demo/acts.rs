//! The acts: what may happen to a referral, each with a case of its own.
//!
//! Each says what a person does, then checks what both nodes hold.

use std::collections::BTreeMap;

use waypost_desk::command::{Command, MoveForm, ReferralReport, Reply};

use super::actor::unexpected;
use super::cases::Case;
use super::stage::{Stage, Target, Thread};
use crate::trouble::Trouble;

/// Plays every act with the first case that suits it, and every case left over to its acceptance.
pub(super) async fn all(stage: &mut Stage, mut cases: Vec<Case>) -> Result<(), Trouble> {
    let full = |case: &Case| case.identity;
    let clinic = |case: &Case| case.to == Target::Clinic && case.identity;
    carried_to_the_end(stage, take(&mut cases, "the whole way", clinic)?).await?;
    let several = |case: &Case| case.to == Target::Clinic && case.identity && case.needs >= 2;
    accepted_in_part(stage, take(&mut cases, "a part", several)?).await?;
    let embassy = |case: &Case| case.to == Target::Embassy && case.identity;
    at_the_embassy(stage, take(&mut cases, "the embassy", embassy)?).await?;
    declined(stage, take(&mut cases, "a refusal", full)?).await?;
    asked_back(stage, take(&mut cases, "a question", full)?).await?;
    waitlisted(stage, take(&mut cases, "a waiting list", full)?).await?;
    consent_revoked(stage, take(&mut cases, "a revocation", full)?).await?;
    withdraw_crosses_accept(stage, take(&mut cases, "a crossing", full)?).await?;
    for case in cases {
        taken(stage, case).await?;
    }
    Ok(())
}

fn take(cases: &mut Vec<Case>, act: &str, suits: impl Fn(&Case) -> bool) -> Result<Case, Trouble> {
    match cases.iter().position(suits) {
        Some(index) => Ok(cases.remove(index)),
        None => Err(unexpected(&format!("there is no case file left for {act}"))),
    }
}

async fn begin(stage: &mut Stage, case: &Case, title: &str) -> Result<Thread, Trouble> {
    stage.tale.case(title, &case.words)?;
    stage.send(case).await
}

async fn acknowledged(stage: &mut Stage, thread: &Thread) -> Result<(), Trouble> {
    stage.partner_does(thread, "says that a person has it", MoveForm::Acknowledge).await?;
    stage.same_status(thread, "received").await
}

async fn accepted(stage: &mut Stage, thread: &Thread) -> Result<(), Trouble> {
    let accept = MoveForm::Accept {
        needs: Vec::new(),
        decline: BTreeMap::new(),
        by_when: Some("+2d".to_owned()),
    };
    stage.partner_does(thread, "accepts all of it", accept).await?;
    stage.same_status(thread, "accepted").await
}

async fn closed(stage: &mut Stage, thread: &Thread) -> Result<(), Trouble> {
    stage.shelter_does(thread, "closes the loop", MoveForm::Close).await?;
    stage.same_status(thread, "closed").await
}

async fn carried_to_the_end(stage: &mut Stage, case: Case) -> Result<(), Trouble> {
    let thread = begin(stage, &case, "carried to the end").await?;
    stage.partner_sees(&thread, false).await?;
    stage.tale.step("A person at the clinic opens it.").await?;
    stage.clinic.show(&thread.id, true).await?;
    let opened = |r: &ReferralReport| r.timeline.iter().any(|row| row.tick == "opened");
    stage.shelter.until(&thread.id, "opened", opened).await?;
    stage.tale.seen("the shelter sees: opened")?;
    acknowledged(stage, &thread).await?;
    accepted(stage, &thread).await?;
    stage.partner_sees(&thread, true).await?;
    handed_over(stage, &thread).await?;
    served(stage, &thread).await?;
    closed(stage, &thread).await
}

async fn handed_over(stage: &mut Stage, thread: &Thread) -> Result<(), Trouble> {
    let depart = MoveForm::Depart { place: None, arrive_by: "+6h".to_owned() };
    stage.shelter_does(thread, "signs that the person has left", depart).await?;
    stage.same_status(thread, "in_transit").await?;
    stage.partner_does(thread, "signs that the person is there", MoveForm::Arrive).await?;
    stage.same_status(thread, "in_service").await
}

async fn served(stage: &mut Stage, thread: &Thread) -> Result<(), Trouble> {
    appointment(stage, thread).await?;
    let complete = MoveForm::Complete { outcomes: BTreeMap::new() };
    stage.partner_does(thread, "says that it is done", complete).await?;
    stage.same_status(thread, "completed").await
}

async fn appointment(stage: &mut Stage, thread: &Thread) -> Result<(), Trouble> {
    let appointment =
        MoveForm::Appointment { need: "1".to_owned(), at: "+2d".to_owned(), place: None };
    stage.partner_does(thread, "gives an appointment in two days", appointment).await?;
    stage.both(thread, "an appointment", |r| has_move(r, "appointment")).await
}

async fn accepted_in_part(stage: &mut Stage, case: Case) -> Result<(), Trouble> {
    let thread = begin(stage, &case, "accepted in part").await?;
    acknowledged(stage, &thread).await?;
    let declined = ("no_capacity".to_owned(), None);
    let accept = MoveForm::Accept {
        needs: Vec::new(),
        decline: BTreeMap::from([("2".to_owned(), declined)]),
        by_when: Some("+2d".to_owned()),
    };
    stage.partner_does(&thread, "accepts, but has no room for need 2", accept).await?;
    stage.same_status(&thread, "accepted").await?;
    let in_part = |r: &ReferralReport| {
        let declined = |n: &&waypost_desk::command::NeedReport| n.need == 2;
        let second = r.needs.iter().find(declined);
        second.is_some_and(|n| n.decline_code.as_deref() == Some("no_capacity"))
            && r.needs.iter().any(|n| n.need == 1 && n.answer == "accepted")
    };
    stage.both(&thread, "need 1 accepted, need 2 declined (no capacity)", in_part).await
}

async fn at_the_embassy(stage: &mut Stage, case: Case) -> Result<(), Trouble> {
    let thread = begin(stage, &case, "a paper from an embassy").await?;
    stage.partner_sees(&thread, false).await?;
    acknowledged(stage, &thread).await?;
    accepted(stage, &thread).await?;
    stage.partner_sees(&thread, true).await?;
    served(stage, &thread).await?;
    closed(stage, &thread).await
}

async fn declined(stage: &mut Stage, case: Case) -> Result<(), Trouble> {
    let thread = begin(stage, &case, "declined").await?;
    acknowledged(stage, &thread).await?;
    let decline = MoveForm::Decline { code: "no_capacity".to_owned(), note: None, elsewhere: None };
    stage.partner_does(&thread, "declines: no capacity", decline).await?;
    stage.same_status(&thread, "declined").await?;
    stage.partner_sees(&thread, false).await?;
    closed(stage, &thread).await
}

async fn asked_back(stage: &mut Stage, case: Case) -> Result<(), Trouble> {
    let thread = begin(stage, &case, "a question first").await?;
    acknowledged(stage, &thread).await?;
    let question = "Can the person travel today?".to_owned();
    stage
        .partner_does(&thread, "asks whether the person can travel", MoveForm::Ask { question })
        .await?;
    stage.same_status(&thread, "info_requested").await?;
    let text = "Yes, with company.".to_owned();
    stage.shelter_does(&thread, "answers", MoveForm::Answer { text }).await?;
    stage.same_status(&thread, "received").await?;
    accepted(stage, &thread).await
}

async fn waitlisted(stage: &mut Stage, case: Case) -> Result<(), Trouble> {
    let thread = begin(stage, &case, "on a waiting list").await?;
    acknowledged(stage, &thread).await?;
    let review_by = "+1d".to_owned();
    stage
        .partner_does(&thread, "puts it on hold until tomorrow", MoveForm::Waitlist { review_by })
        .await?;
    stage.same_status(&thread, "on_hold").await?;
    accepted(stage, &thread).await
}

async fn consent_revoked(stage: &mut Stage, case: Case) -> Result<(), Trouble> {
    let thread = begin(stage, &case, "consent taken back").await?;
    acknowledged(stage, &thread).await?;
    accepted(stage, &thread).await?;
    stage.partner_sees(&thread, true).await?;
    stage
        .tale
        .step("The person takes consent back; the shelter tells everyone who received anything.")
        .await?;
    let referral = thread.id.clone();
    stage.shelter.ask(Command::ConsentChange { referral, narrow: None, reason: None }).await?;
    stage.both(&thread, "consent revoked", |r| r.row.consent == "revoked").await?;
    let stopped = MoveForm::Stopped {
        erased: ["identity", "safe_contact", "documents", "screening"].map(str::to_owned).into(),
        kept: vec!["needs".to_owned()],
        law: Some("the duty to keep a record of what was done".to_owned()),
    };
    stage.partner_does(&thread, "erases who it was and signs that it has stopped", stopped).await?;
    stage
        .both(&thread, "the revocation was answered", |r| has_move(r, "answer_revocation"))
        .await?;
    revocation_is_answered(stage, &thread).await
}

async fn revocation_is_answered(stage: &mut Stage, thread: &Thread) -> Result<(), Trouble> {
    let referral = thread.id.clone();
    let reply = stage.shelter.ask(Command::ConsentShow { referral }).await?;
    let Reply::Consent(report) = reply else {
        return Err(stage.shelter.strange(&reply));
    };
    let answered =
        report.state == "revoked" && report.partners.iter().all(|p| p.answer == "stopped");
    if report.partners.is_empty() || !answered {
        return Err(unexpected("the consent does not show that every partner stopped"));
    }
    stage.tale.seen("the shelter's consent shows: revoked, and every partner stopped")
}

/// A real crossing: each side writes while the other's node is off, so neither knows of the other's move.
async fn withdraw_crosses_accept(stage: &mut Stage, case: Case) -> Result<(), Trouble> {
    let thread = begin(stage, &case, "two moves cross").await?;
    acknowledged(stage, &thread).await?;
    let partner = thread.to.short();

    stage.tale.step("The line is cut: the shelter's node is off.").await?;
    stage.shelter.stop().await?;
    let accept = MoveForm::Accept {
        needs: Vec::new(),
        decline: BTreeMap::new(),
        by_when: Some("+2d".to_owned()),
    };
    stage.partner_does(&thread, "accepts; the letter waits there", accept).await?;
    stage.target_mut(thread.to).stop().await?;

    stage.shelter.run().await?;
    let withdraw = MoveForm::Withdraw { code: "served_elsewhere".to_owned(), note: None };
    stage.shelter_does(&thread, "withdraws, and knows nothing of that", withdraw).await?;
    stage.tale.step(&format!("The line is back: the {partner}'s node is on again.")).await?;
    stage.target_mut(thread.to).run().await?;

    stage.same_status(&thread, "withdraw_pending").await?;
    let crossed = |r: &ReferralReport| {
        r.timeline.iter().any(|row| row.kind == "accept" && row.fate == "crossed")
    };
    stage
        .both(&thread, "the withdrawal counts, the acceptance is kept as crossed", crossed)
        .await?;
    stage.partner_does(&thread, "signs that it has stopped", MoveForm::ConfirmStop).await?;
    stage.same_status(&thread, "withdrawn").await?;
    closed(stage, &thread).await
}

async fn taken(stage: &mut Stage, case: Case) -> Result<(), Trouble> {
    let thread = begin(stage, &case, "taken").await?;
    acknowledged(stage, &thread).await?;
    accepted(stage, &thread).await
}

fn has_move(report: &ReferralReport, kind: &str) -> bool {
    report.timeline.iter().any(|row| row.kind == kind && row.fate == "applied")
}
