//! What a letter says, fact by fact, so that a reader of any language can be told: codes, moments, and texts as
//! they were written.
//!
//! In: a letter's event. Out: facts by name. Several codes stand with `, ` between; needs are named by their number
//! from 1. For the screen of a person who may read it.

use std::collections::BTreeMap;
use std::fmt::Display;

use waypost_case::dates::moment_code;
use waypost_protocol::exchange::{EventKind, LineAnswer, Move, RevocationAnswer, Stage, What};

/// Facts by name.
pub(crate) type Facts = BTreeMap<String, String>;

/// What a letter says.
pub(crate) fn of(kind: &EventKind) -> Facts {
    let mut facts = Collected::default();
    match kind {
        EventKind::Move(mv, _) => facts.of_move(mv),
        EventKind::Receipt { of, stage, .. } => {
            facts.put("of", of);
            let stage = match stage {
                Stage::Received => "received",
                Stage::Opened => "opened",
            };
            facts.put("stage", stage);
        }
        EventKind::Disclosure { sections, .. } => facts.list("sections", sections),
        EventKind::Attachment { section, .. } => facts.put("section", section),
        EventKind::Pieces { of, .. } => facts.put("of", of),
    }
    facts.0
}

#[derive(Default)]
struct Collected(Facts);

impl Collected {
    fn of_move(&mut self, mv: &Move) {
        match mv {
            Move::Send(terms) => {
                self.put("urgency", terms.urgency);
                self.list("services", terms.needs.iter().map(|need| need.service));
            }
            Move::Ask { question } => self.put("question", question),
            Move::Answer { of, text } => {
                self.put("of", of);
                self.put("text", text);
            }
            Move::Waitlist { review_by } => self.put("review_by", moment_code(*review_by)),
            Move::Accept { lines, by_when } => {
                self.needs(lines);
                self.put("by_when", moment_code(*by_when));
            }
            Move::Decline { code, note, elsewhere } => {
                self.put("code", code);
                self.any("note", note);
                self.any("elsewhere", elsewhere);
            }
            Move::Depart { place, arrive_by } => {
                self.any("place", place);
                self.put("arrive_by", moment_code(*arrive_by));
            }
            Move::Appointment { line, when, place } => {
                self.put("need", line + 1);
                self.put("when", moment_code(*when));
                self.any("place", place);
            }
            Move::NoShow { line } => self.put("need", line + 1),
            Move::Interim { note, person_seen } => {
                self.put("note", note);
                self.put("person_seen", if *person_seen { "yes" } else { "no" });
            }
            Move::Complete { outcomes } => {
                let each = outcomes.iter().map(|(line, outcome)| format!("{}={outcome}", line + 1));
                self.list("outcomes", each);
            }
            Move::HandBack { code, note, kept } => {
                self.put("code", code);
                self.any("note", note);
                self.list("kept", kept);
            }
            Move::ProposeOnward { kind, services, note } => {
                self.put("partner_kind", kind);
                self.list("services", services);
                self.any("note", note);
            }
            Move::Withdraw { code, note } => {
                self.put("code", code);
                self.any("note", note);
            }
            Move::NarrowConsent { services, sections, .. } => {
                self.list("services", services);
                self.list("sections", sections);
            }
            Move::AnswerRevocation { of, answer } => {
                self.put("of", of);
                self.revocation_answer(answer);
            }
            Move::FollowUp { which, finding } => {
                self.put("day", which);
                self.put("finding", finding);
            }
            Move::EnteredInError { what: What::Letter(letter) } => self.put("of", letter),
            Move::EnteredInError { what: What::Referral }
            | Move::RevokeConsent { .. }
            | Move::Acknowledge
            | Move::Arrive
            | Move::ConfirmStop
            | Move::ClientDeclined
            | Move::ClientUnreachable
            | Move::Expire
            | Move::Close => {}
        }
    }

    /// Needs accepted by number, declined as `2=no_capacity`, and what was written beside each.
    fn needs(&mut self, lines: &[LineAnswer]) {
        let (mut accepted, mut declined) = (Vec::new(), Vec::new());
        for (answer, need) in lines.iter().zip(1..) {
            match answer {
                LineAnswer::Accepted => accepted.push(need.to_string()),
                LineAnswer::Declined { code, note } => {
                    declined.push(format!("{need}={code}"));
                    self.any(&format!("note.{need}"), note);
                }
            }
        }
        self.list("accepted", accepted);
        self.list("declined", declined);
    }

    fn revocation_answer(&mut self, answer: &RevocationAnswer) {
        match answer {
            RevocationAnswer::Stopped { erased, kept, law } => {
                self.put("answer", "stopped");
                self.list("erased", erased);
                self.list("kept", kept);
                self.any("law", law);
            }
            RevocationAnswer::LawfulHold { reason } => {
                self.put("answer", "lawful_hold");
                self.put("reason", reason);
            }
        }
    }

    fn put(&mut self, name: &str, value: impl Display) {
        self.0.insert(name.to_owned(), value.to_string());
    }

    fn any(&mut self, name: &str, value: &Option<String>) {
        value.iter().for_each(|value| self.put(name, value));
    }

    /// Left out where there is nothing to list.
    fn list<T: Display>(&mut self, name: &str, values: impl IntoIterator<Item = T>) {
        let values: Vec<String> = values.into_iter().map(|value| value.to_string()).collect();
        if !values.is_empty() {
            self.put(name, values.join(", "));
        }
    }
}

#[cfg(test)]
mod tests {
    use waypost_protocol::codes::{DeclineCode, Outcome, Section};
    use waypost_protocol::ids::Time;

    use super::*;

    fn said(mv: Move) -> Vec<String> {
        let facts = of(&EventKind::Move(mv, Time(0)));
        facts.into_iter().map(|(name, value)| format!("{name}: {value}")).collect()
    }

    #[test]
    fn an_acceptance_says_of_each_need_what_became_of_it() {
        let note = Some("full, until May".to_owned());
        let declined = LineAnswer::Declined { code: DeclineCode::NoCapacity, note };
        let lines = vec![LineAnswer::Accepted, declined, LineAnswer::Accepted];
        assert_eq!(
            said(Move::Accept { lines, by_when: Time(86_400) }),
            [
                "accepted: 1, 3",
                "by_when: 1970-01-02T00:00:00Z",
                "declined: 2=no_capacity",
                "note.2: full, until May",
            ]
        );
    }

    #[test]
    fn what_was_not_said_is_no_fact() {
        assert_eq!(said(Move::Acknowledge), Vec::<String>::new());
        let depart = Move::Depart { place: None, arrive_by: Time(60) };
        assert_eq!(said(depart), ["arrive_by: 1970-01-01T00:01:00Z"]);
        let hand_back = said(Move::Complete { outcomes: vec![(0, Outcome::Met)] });
        assert_eq!(hand_back, ["outcomes: 1=met"]);
        let narrowed = Move::NarrowConsent {
            consent: waypost_protocol::ids::ConsentId::new([7; 16]),
            services: Vec::new(),
            sections: vec![Section::Needs, Section::Identity],
        };
        assert_eq!(said(narrowed), ["sections: needs, identity"]);
    }
}
