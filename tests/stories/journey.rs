//! One referral, there and back.

use waypost_tests::node::{Node, cosigned, pair, send};

use crate::organisation;

/// A shelter refers a person to a clinic: accepted in part, handed over with both signatures,
/// completed, closed; every signature on both sides holds.
#[test]
fn a_referral_goes_there_and_back() {
    let (mut shelter, mut clinic) =
        (organisation("Border Shelter", "shelter"), organisation("River Clinic", "clinic"));
    shelter.run();
    clinic.run();
    let (clinic_name, shelter_name) = pair(&shelter, &clinic);

    let id = send(&shelter, "01-shelter-tonight.toml", &clinic_name);
    clinic.until_status(&id, "sent");
    let seen = clinic.must(&["referral", "show", &id, "--opened"]);
    assert_eq!(seen["row"]["partner"], shelter_name.as_str());
    let sections = |report: &serde_json::Value| -> Vec<String> {
        let all = report["sections"].as_array().unwrap();
        all.iter().map(|s| s["section"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(sections(&seen), ["needs"], "nobody learns who it is before accepting");

    clinic.must(&["referral", "answer", &id, "acknowledge"]);
    shelter.until_status(&id, "received");
    let sent = shelter.must(&["referral", "show", &id]);
    assert_eq!(sent["timeline"][0]["tick"], "opened", "the clinic's caseworker opened it");

    clinic.must(&["referral", "answer", &id, "ask", "Can she walk up stairs?"]);
    shelter.until_status(&id, "info_requested");
    shelter.must(&["referral", "answer", &id, "reply", "One floor, slowly."]);
    clinic.until_status(&id, "received");

    clinic.must(&[
        "referral",
        "answer",
        &id,
        "accept",
        "--decline",
        "food=not_our_service",
        "--by",
        "+1d",
    ]);
    shelter.until_status(&id, "accepted");
    clinic.until("the identity is disclosed", |clinic| {
        let report = clinic.must(&["referral", "show", &id]);
        sections(&report).contains(&"identity".to_owned())
            && report["flags"].as_array().unwrap().is_empty()
    });
    assert!(!sections(&clinic.must(&["referral", "show", &id])).contains(&"account".to_owned()));

    shelter.must(&["handover", "depart", &id, "--arrive-by", "+6h"]);
    clinic.until_status(&id, "in_transit");
    clinic.must(&["handover", "arrive", &id]);
    shelter.until_status(&id, "in_service");
    clinic.must(&["referral", "complete", &id]);
    shelter.until_status(&id, "completed");
    shelter.must(&["close", &id]);
    clinic.until_status(&id, "closed");

    for node in [&shelter, &clinic] {
        node.until("nothing waits any more", |node| node.must(&["status"])["waiting_letters"] == 0);
        let audit = node.must(&["audit", "log"]);
        assert!(audit["verified"].as_u64().unwrap() > 15, "{audit}");
        assert_eq!(audit["faults"].as_array().unwrap().len(), 0, "{audit}");
    }
    let timeline = |node: &Node| -> Vec<String> {
        let report = node.must(&["referral", "show", &id]);
        let rows = report["timeline"].as_array().unwrap().clone();
        rows.iter().map(|r| format!("{} {} {}", r["header"], r["kind"], r["fate"])).collect()
    };
    assert_eq!(
        timeline(&shelter),
        timeline(&clinic),
        "both hold the same letters in the same order"
    );
    shelter.stop();
    clinic.stop();
}

/// The partner is away, the sender dies by `kill -9`, the partner comes: it arrives, once.
#[test]
fn what_waits_survives_a_kill_and_arrives_when_the_partner_comes() {
    let (mut shelter, mut clinic) =
        (organisation("Border Shelter", "shelter"), organisation("River Clinic", "clinic"));
    shelter.run();
    clinic.run();
    let (clinic_name, _) = pair(&shelter, &clinic);
    // Else an answer between witnesses may wait beside the referral.
    cosigned([&shelter, &clinic]);
    clinic.stop();
    let id = send(&shelter, "04-mother-and-child.toml", &clinic_name);
    assert_eq!(shelter.must(&["referral", "show", &id])["timeline"][0]["tick"], "waiting");
    shelter.kill();
    shelter.run();
    assert_eq!(shelter.must(&["status"])["waiting_letters"], 1);
    clinic.run();
    clinic.until_status(&id, "sent");
    shelter.until("the clinic signed for it", |shelter| {
        shelter.must(&["referral", "show", &id])["timeline"][0]["tick"] == "received"
    });
    clinic.kill();
    clinic.run();
    clinic.must(&["referral", "answer", &id, "decline", "no_capacity"]);
    shelter.until_status(&id, "declined");
    let sections = clinic.must(&["referral", "show", &id])["sections"].clone();
    assert_eq!(sections.as_array().unwrap().len(), 1, "who declines never learns who it was");
}

/// A locked node receives and keeps, and opens when it is unlocked.
#[test]
fn a_locked_node_keeps_what_arrives_and_opens_it_later() {
    let (mut shelter, mut clinic) =
        (organisation("Border Shelter", "shelter"), organisation("River Clinic", "clinic"));
    shelter.run();
    clinic.run();
    let (clinic_name, _) = pair(&shelter, &clinic);
    clinic.must(&["lock"]);
    assert_eq!(clinic.refused(&["referral", "list"]), "locked");
    let id = send(&shelter, "07-visa-and-fine.toml", &clinic_name);
    shelter.until("the clinic's node has it", |shelter| {
        shelter.must(&["referral", "show", &id])["timeline"][0]["tick"] == "left"
    });
    assert_eq!(clinic.must(&["status"])["spooled"], 1);
    let wrong = clinic.home().join("wrong");
    std::fs::write(&wrong, "not the passphrase at all").unwrap();
    assert_eq!(
        clinic.refused(&["unlock", "--passphrase-file", wrong.to_str().unwrap()]),
        "wrong_passphrase"
    );
    // The next try must wait for a second.
    std::thread::sleep(std::time::Duration::from_millis(1100));
    clinic.must(&["unlock", "--passphrase-file", clinic.passphrase().to_str().unwrap()]);
    clinic.until_status(&id, "sent");
    shelter.until("the clinic signed for it", |shelter| {
        shelter.must(&["referral", "show", &id])["timeline"][0]["tick"] == "received"
    });
    assert_eq!(clinic.must(&["status"])["spooled"], 0);
}

/// Two referrals of one person stand on one consent: revoked once, both partners are told and answer.
#[test]
fn a_revoked_consent_reaches_every_partner_that_received_anything() {
    let mut shelter = organisation("Border Shelter", "shelter");
    let mut clinic = organisation("River Clinic", "clinic");
    shelter.run();
    clinic.run();
    let (clinic_name, _) = pair(&shelter, &clinic);
    let id = send(&shelter, "08-after-return.toml", &clinic_name);
    clinic.until_status(&id, "sent");
    clinic.must(&["referral", "answer", &id, "accept", "--by", "+2d"]);
    shelter.until_status(&id, "accepted");
    shelter.must(&["consent", "revoke", &id]);
    clinic.until("the revocation came", |clinic| {
        clinic.must(&["referral", "show", &id])["row"]["consent"] == "revoked"
    });
    let report = clinic.must(&["referral", "show", &id]);
    let due =
        report["deadlines"].as_array().unwrap().iter().any(|d| d["kind"] == "revocation_answer");
    assert!(due, "an answer is owed within 72 hours: {report}");
    let answer = ["consent", "answer", &id, "stopped", "--erased", "identity"];
    assert_eq!(clinic.refused(&answer), "section_unanswered", "all that was shown must be named");
    let rest = ["--erased", "safe_contact", "--erased", "documents", "--erased", "screening"];
    let kept = ["--kept", "needs", "--law", "duty to keep a record"];
    clinic.must(&[&answer, &rest[..], &kept].concat());
    let shown = clinic.must(&["referral", "show", &id]);
    let sections: Vec<_> = shown["sections"].as_array().unwrap().iter().collect();
    assert!(sections.iter().all(|s| s["section"] == "needs"), "what is erased is gone: {shown}");
    shelter.until("the answer came", |shelter| {
        shelter.must(&["consent", "show", &id])["partners"][0]["answer"] == "stopped"
    });
}
