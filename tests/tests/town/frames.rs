//! Frames and disks that are not as they should be, offered to a real desk.

use waypost_desk::command::{Command, MoveForm, Reply};
use waypost_net::{Refusal, Verdict};
use waypost_protocol::ids::DAY_SECONDS;
use waypost_store::testing::Fault;
use waypost_tests::town::Town;

const CASE: &str = "04-mother-and-child.toml";

fn town(seed: u64) -> Town {
    Town::new(
        seed,
        &[
            ("Border Shelter", "shelter"),
            ("River Clinic", "clinic"),
            ("Hill Legal Aid", "legal_aid"),
        ],
    )
}

/// A town in which a referral was sent to the clinic and its frame is in the thief's hands.
fn stolen() -> (Town, Vec<u8>, String) {
    let mut town = town(7);
    let sent = town.send(CASE, 0, 1);
    let (_, frame) = town.take_post().remove(0);
    (town, frame, sent.id)
}

fn letters(town: &mut Town, house: usize, id: &str) -> usize {
    town.show(house, id).map_or(0, |report| report.timeline.len())
}

fn refused_for(town: &mut Town, house: usize, why: &str) -> u64 {
    match town.ask(house, Command::Status) {
        Reply::Status(status) => status.refused.get(why).copied().unwrap_or(0),
        other => panic!("{other:?}"),
    }
}

/// The same frame again and again: taken, acknowledged, and nothing changes.
#[test]
fn a_replayed_frame_changes_nothing() {
    let (mut town, frame, id) = stolen();
    assert_eq!(town.offer(1, &frame), Verdict::Kept);
    let before = letters(&mut town, 1, &id);
    for _ in 0..5 {
        assert_eq!(town.offer(1, &frame), Verdict::Kept);
    }
    town.crash(1);
    assert_eq!(town.offer(1, &frame), Verdict::Kept, "also after a power cut");
    assert_eq!(letters(&mut town, 1, &id), before);
    town.settle();
}

/// Somebody else's node, the sender's own, a partner for whom it is not: none can do anything with it.
#[test]
fn a_frame_for_another_is_refused() {
    let (mut town, frame, _) = stolen();
    assert_eq!(town.offer(2, &frame), Verdict::Refused(Refusal::NotForMe));
    assert_eq!(town.offer(0, &frame), Verdict::Refused(Refusal::NotForMe), "reflected");
    assert_eq!(refused_for(&mut town, 2, "not_for_me"), 1);
}

/// Cut short, of an odd length, with any bit flipped: refused, counted by reason, and the whole one is
/// still taken afterwards.
#[test]
fn a_damaged_frame_is_refused_and_the_whole_one_is_still_taken() {
    let (mut town, frame, id) = stolen();
    for cut in [0, 1, 44, 4095] {
        assert_eq!(town.offer(1, &frame[..cut]), Verdict::Refused(Refusal::Unreadable));
    }
    for at in (0..frame.len()).step_by(131) {
        let mut bad = frame.clone();
        bad[at] ^= 1 << (at % 8);
        let verdict = town.offer(1, &bad);
        assert!(matches!(verdict, Verdict::Refused(_)), "bit {at}: {verdict:?}");
    }
    let mut long = frame.clone();
    long.resize(16_384, 0);
    assert!(matches!(town.offer(1, &long), Verdict::Refused(_)));
    assert_eq!(letters(&mut town, 1, &id), 0);
    assert_eq!(town.offer(1, &frame), Verdict::Kept);
    town.settle();
    assert!(letters(&mut town, 1, &id) > 0);
}

/// A clock two days off is within the tolerance; beyond it the frame is refused as of another day, and
/// the status says what to check. When the clock is mended the letter arrives.
#[test]
fn a_clock_that_is_off_is_said_and_nothing_is_lost() {
    let (mut town, frame, id) = stolen();
    let right = town.now;
    town.now = waypost_protocol::ids::Time(right.0 - 4 * DAY_SECONDS);
    assert_eq!(town.offer(1, &frame), Verdict::Refused(Refusal::Expired));
    let Reply::Status(status) = town.ask(1, Command::Status) else { panic!() };
    assert!(status.advice.iter().any(|a| a.contains("clock")), "{:?}", status.advice);
    town.now = waypost_protocol::ids::Time(right.0 - 2 * DAY_SECONDS);
    assert_eq!(town.offer(1, &frame), Verdict::Kept, "two days are within the tolerance");
    town.now = right;
    town.settle();
    assert!(letters(&mut town, 1, &id) > 0);
}

/// After the prekeys' time a captured frame opens nothing, though the node has all its keys.
#[test]
fn an_old_frame_is_refused_for_ever() {
    let (mut town, frame, _) = stolen();
    assert_eq!(town.offer(1, &frame), Verdict::Kept);
    town.settle();
    for _ in 0..8 {
        town.wait(5 * DAY_SECONDS);
        town.settle();
    }
    assert_eq!(town.offer(1, &frame), Verdict::Refused(Refusal::Expired));
}

/// No room at the first, second, ... write or flush: the person is told, nothing is half written, the
/// partner is asked to come again, and all goes on when there is room.
#[test]
fn a_full_disk_is_said_and_the_work_goes_on_when_there_is_room() {
    for step in 1..8 {
        let mut town = town(100 + step);
        let form = Box::new(town.case(CASE, 0, 1));
        town.houses[0].disk.fail_at(step, Fault::Full);
        let first = town.ask(0, Command::ReferralNew { form: form.clone() });
        let struck = !town.houses[0].disk.fault_pending();
        town.houses[0].disk.heal();
        match first {
            Reply::Draft(_) => assert!(!struck || step > 1),
            Reply::Failed(failure) => {
                assert!(
                    ["disk_full", "disk_failed"].contains(&failure.code.as_str()),
                    "{failure:?}"
                );
            }
            Reply::Done { .. } => {}
            other => panic!("{other:?}"),
        }
        let sent = town.send(CASE, 0, 1);
        let (_, frame) = town.take_post().remove(0);
        town.houses[1].disk.fail_at(step, Fault::Full);
        let verdict = town.offer_if_up(1, &frame);
        town.houses[1].disk.heal();
        let allowed = matches!(verdict, None | Some(Verdict::Busy { .. } | Verdict::Kept));
        assert!(allowed, "{verdict:?}");
        town.settle();
        assert!(letters(&mut town, 1, &sent.id) > 0);
    }
}

/// A consent that ran out between writing and sending sends nothing.
#[test]
fn a_consent_that_ran_out_sends_nothing() {
    let mut town = town(9);
    let mut form = Box::new(town.case(CASE, 0, 1));
    // Sooner than a draft that nobody sends is erased.
    form.consent.valid_until = "+20d".into();
    let Reply::Draft(draft) = town.ask(0, Command::ReferralNew { form }) else { panic!() };
    for _ in 0..4 {
        town.wait(9 * DAY_SECONDS);
        town.settle();
    }
    let to = vec![town.partner(0, 1)];
    let send = Command::ReferralSend { draft: draft.draft, to, all_sections: false, asked: true };
    match town.ask(0, send) {
        Reply::Failed(failure) => assert_eq!(failure.code, "consent_expired", "{failure:?}"),
        other => panic!("{other:?}"),
    }
    assert!(town.take_post().is_empty());
}

/// The person takes the consent back while the partner accepts: the acceptance is crossed on both
/// sides, and who it is is never shown.
#[test]
fn a_revocation_that_crosses_an_acceptance_keeps_the_person_unknown() {
    let mut town = town(11);
    let id = town.send(CASE, 0, 1).id;
    town.settle();
    let revoke = Command::ConsentChange { referral: id.clone(), narrow: None, reason: None };
    town.ask(0, revoke);
    let step = MoveForm::Accept {
        needs: Vec::new(),
        decline: Default::default(),
        by_when: Some("+1d".to_owned()),
    };
    town.ask(1, Command::ReferralMove { referral: id.clone(), step: Box::new(step) });
    town.settle();
    for house in [0, 1] {
        let report = town.show(house, &id).unwrap();
        let accept = report.timeline.iter().find(|t| t.kind == "accept").unwrap();
        assert_eq!(accept.fate, "crossed");
        assert!(!report.timeline.iter().any(|t| t.kind == "disclosure"));
    }
    let seen = town.show(1, &id).unwrap();
    assert!(seen.sections.iter().all(|s| s.section == "needs"));
}

/// The harness can fail: where a disk says that it flushed and did not, a power cut loses what was
/// acknowledged, and the two sides no longer hold the same.
#[test]
fn a_disk_that_lies_about_flushing_is_noticed() {
    let lost = |seed: u64| {
        let mut town = town(seed);
        town.houses[1].disk.lie_about_flushes();
        let id = town.send(CASE, 0, 1).id;
        town.settle();
        town.crash(1);
        town.settle();
        letters(&mut town, 0, &id) != letters(&mut town, 1, &id)
    };
    // A cut may happen to keep everything, or leave a folder that does not open at all.
    let noticed = |seed| std::panic::catch_unwind(|| lost(seed)).unwrap_or(true);
    assert!((0..6).any(noticed));
}
