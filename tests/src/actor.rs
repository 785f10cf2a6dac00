//! People by chance: each looks at a referral, sees what may be done next, and does one of it.

use waypost_desk::command::{Command, MoveForm, Narrow, ReferralReport, Reply};

use crate::town::Town;

/// A person in a house does something with a referral.
pub fn act(town: &mut Town, house: usize) {
    let referrals = town.referrals(house);
    let Some(row) = town.pick(&referrals) else { return };
    let Some(report) = town.show(house, &row.id) else { return };
    let Some(kind) = town.pick(&report.next) else { return };
    let command = match kind.as_str() {
        "revoke_consent" if !town.chance(100) => return,
        "revoke_consent" => {
            Command::ConsentChange { referral: row.id.clone(), narrow: None, reason: None }
        }
        "narrow_consent" => Command::ConsentChange {
            referral: row.id.clone(),
            narrow: Some(Narrow {
                services: row.services.iter().take(1).cloned().collect(),
                sections: vec!["needs".to_owned()],
            }),
            reason: None,
        },
        kind => match step(town, kind, &report) {
            Some(step) => Command::ReferralMove { referral: row.id.clone(), step: Box::new(step) },
            None => return,
        },
    };
    let reply = town.ask(house, command);
    if let Reply::Failed(failure) = reply {
        // A person may ask for what cannot be done; it must be said, and nothing else may go wrong.
        let said = [
            "not_now",
            "disk_full",
            "disk_failed",
            "unknown_referral",
            "disk",
            "nothing_open",
            "not_ours",
            "catching_up",
        ];
        assert!(said.contains(&failure.code.as_str()), "{kind}: {failure:?}");
    }
}

fn step(town: &mut Town, kind: &str, report: &ReferralReport) -> Option<MoveForm> {
    let need = || "1".to_owned();
    Some(match kind {
        "acknowledge" => MoveForm::Acknowledge,
        "ask" => MoveForm::Ask { question: "Can the person travel?".to_owned() },
        "answer" => MoveForm::Answer { text: "Yes, with somebody.".to_owned() },
        "waitlist" => MoveForm::Waitlist { review_by: "+1d".to_owned() },
        "accept" => {
            let mut decline = std::collections::BTreeMap::new();
            if report.needs.len() > 1 && town.chance(400) {
                let last = report.needs.len().to_string();
                decline.insert(last, ("no_capacity".to_owned(), None));
            }
            MoveForm::Accept { needs: Vec::new(), decline, by_when: Some("+2d".to_owned()) }
        }
        "decline" => {
            MoveForm::Decline { code: "no_capacity".to_owned(), note: None, elsewhere: None }
        }
        "depart" => MoveForm::Depart { place: None, arrive_by: "+6h".to_owned() },
        "arrive" => MoveForm::Arrive,
        "appointment" => MoveForm::Appointment { need: need(), at: "+1d".to_owned(), place: None },
        "no_show" => MoveForm::NoShow { need: need() },
        "interim" => MoveForm::Interim { note: "All well.".to_owned(), person_seen: true },
        "complete" => MoveForm::Complete { outcomes: Default::default() },
        "hand_back" => {
            MoveForm::HandBack { code: "no_capacity".to_owned(), note: None, kept: Vec::new() }
        }
        "propose_onward" => MoveForm::ProposeOnward {
            partner_kind: "clinic".to_owned(),
            services: vec!["medical".to_owned()],
            note: None,
        },
        "withdraw" => MoveForm::Withdraw { code: "client_request".to_owned(), note: None },
        "confirm_stop" => MoveForm::ConfirmStop,
        "answer_revocation" => {
            let named = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
            MoveForm::Stopped {
                erased: named(&["identity", "safe_contact", "documents", "screening"]),
                kept: named(&["needs"]),
                law: Some("a duty to keep records".to_owned()),
            }
        }
        "client_declined" => MoveForm::ClientDeclined,
        "client_unreachable" => MoveForm::ClientUnreachable,
        "expire" => MoveForm::Expire,
        "close" => MoveForm::Close,
        "follow_up" => MoveForm::FollowUp { day: 7, finding: "safe".to_owned() },
        "entered_in_error" => {
            let ours = report.timeline.iter().filter(|t| t.by == "us" && t.fate == "applied");
            let entries: Vec<u32> = ours.map(|t| t.entry).collect();
            MoveForm::EnteredInError { entry: Some(town.pick(&entries)?) }
        }
        other => panic!("a move that nobody in this town knows: {other}"),
    })
}
