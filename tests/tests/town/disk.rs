//! One write or flush fails, in turn each of a whole session: the node goes on by itself, nothing that was
//! acknowledged is lost, nothing is there twice, and both nodes agree.

use waypost_case::Form;
use waypost_desk::command::{Command, MoveForm, Reply};
use waypost_store::testing::Fault;
use waypost_tests::town::{Town, with_long_notes};

use crate::storms::common;

const CAST: [(&str, &str); 2] = [("Border Shelter", "shelter"), ("River Clinic", "clinic")];
/// Codes by which a node says that its disk would not take something.
const DISK: [&str; 3] = ["disk", "disk_full", "disk_failed"];

/// A person asks, and asks again while the disk refuses; how often it did.
fn insist(town: &mut Town, house: usize, ask: impl Fn() -> Command) -> (Reply, u64) {
    for refused in 0..4 {
        match town.ask(house, ask()) {
            Reply::Failed(told) if DISK.contains(&told.code.as_str()) => {}
            reply => return (reply, refused),
        }
    }
    panic!("one failure must not refuse work for ever");
}

/// A session of both houses; the disk of `struck` fails at its `step`-th change. Whether it did.
fn session(form: &Form, struck: usize, step: u64, fault: Fault) -> bool {
    let case = format!("house {struck}, {fault:?} at step {step}");
    let mut town = Town::new(step, &CAST);
    let partner = town.partner(0, 1);
    let mut form = form.clone();
    form.to.partner = partner.as_str().into();
    form.consent.recipients = vec![partner.as_str().into()];
    town.houses[struck].disk.fail_at(step, fault);

    let keep = || Command::ReferralNew { form: Box::new(form.clone()) };
    let draft = match insist(&mut town, 0, keep).0 {
        Reply::Draft(draft) => draft,
        other => panic!("{case}: {other:?}"),
    };
    let to = vec![partner];
    let send = || Command::ReferralSend {
        draft: draft.draft.clone(),
        to: to.clone(),
        all_sections: false,
        asked: true,
    };
    let Reply::Sent { referrals } = insist(&mut town, 0, send).0 else {
        panic!("{case}: not sent")
    };
    let id = referrals[0].id.clone();
    town.settle();
    let accept = || MoveForm::Accept {
        needs: Vec::new(),
        decline: Default::default(),
        by_when: Some("+2d".to_owned()),
    };
    let ask = || MoveForm::Ask { question: "Can the person travel?".to_owned() };
    let answer = || MoveForm::Answer { text: "Yes, with somebody.".to_owned() };
    let moves: [(usize, &dyn Fn() -> MoveForm); 5] = [
        (1, &|| MoveForm::Acknowledge),
        (1, &ask),
        (0, &answer),
        (1, &accept),
        (1, &|| MoveForm::Complete { outcomes: Default::default() }),
    ];
    for (house, step) in moves {
        let make = || Command::ReferralMove { referral: id.clone(), step: Box::new(step()) };
        let (reply, _) = insist(&mut town, house, make);
        assert!(matches!(reply, Reply::Referral(_)), "{case}: {reply:?}");
        town.settle();
    }
    let happened = !town.houses[struck].disk.fault_pending();

    let (ours, theirs) = (town.referrals(0), town.referrals(1));
    assert_eq!((ours.len(), theirs.len()), (1, 1), "{case}: one referral, once");
    let (a, b) = (town.show(0, &id).unwrap(), town.show(1, &id).unwrap());
    assert_eq!(common(&a), common(&b), "{case}: both see the same");
    assert_eq!(a.row.status, "completed", "{case}: what was acknowledged is there");
    let mut headers: Vec<&String> = a.timeline.iter().map(|t| &t.header).collect();
    headers.sort();
    headers.dedup();
    assert_eq!(headers.len(), a.timeline.len(), "{case}: no letter is there twice");
    for house in 0..2 {
        let Reply::Audit(audit) = town.ask(house, Command::AuditLog { list: false }) else {
            panic!("{case}: no audit")
        };
        assert_eq!(audit.faults, Vec::<String>::new(), "{case}");
        // What was acknowledged after the failure is on the disk, and does not only show.
        town.crash(house);
        let found = town.show(house, &id).unwrap();
        assert_eq!(common(&found), common(&a), "{case}: after a power cut");
    }
    happened
}

/// Fails every step of a session in turn; how many there are.
fn every_step(form: &Form, fault: Fault) -> u64 {
    let mut steps = 0;
    for struck in 0..2 {
        let mut step = 1;
        while session(form, struck, step, fault) {
            step += 1;
        }
        steps += step - 1;
    }
    steps
}

fn prove(form: &Form, what: &str) {
    std::thread::scope(|scope| {
        for (fault, name) in [(Fault::Broken, "EIO"), (Fault::Full, "ENOSPC")] {
            scope.spawn(move || {
                let steps = every_step(form, fault);
                println!("fault report: {what}, {name} at each of {steps} writes and flushes: 0 lost, 0 twice");
                assert!(steps > 60, "{name}: a session has more steps than {steps}");
            });
        }
    });
}

#[test]
fn any_failing_write_or_flush_of_a_session_loses_nothing() {
    prove(&waypost_tests::town::case("01-shelter-tonight.toml"), "small letters");
}

#[test]
fn any_failing_write_or_flush_of_a_session_with_large_letters_loses_nothing() {
    let form = with_long_notes(waypost_tests::town::case("01-shelter-tonight.toml"));
    prove(&form, "letters of 24 KB");
}
