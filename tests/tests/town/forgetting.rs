//! What is to be forgotten is gone: from the disk, with the passphrase, for whoever takes a copy.

use waypost_desk::Chore;
use waypost_desk::command::{Command, HoldReason, MoveForm, Reply};
use waypost_net::Verdict;
use waypost_protocol::ids::{DAY_SECONDS, Time};
use waypost_store::testing::Fault;
use waypost_tests::town::Town;

const CASE: &str = "01-shelter-tonight.toml";
/// Texts of the case in its sections.
const NAME: &str = "Misale";
const NOTE: &str = "Arm swollen";

fn town(seed: u64) -> Town {
    Town::new(seed, &[("Border Shelter", "shelter"), ("River Clinic", "clinic")])
}

fn holds(all: &[Vec<u8>], marker: &str) -> bool {
    all.iter().any(|bytes| bytes.windows(marker.len()).any(|window| window == marker.as_bytes()))
}

fn code(reply: Reply) -> String {
    match reply {
        Reply::Failed(failure) => failure.code,
        other => panic!("done, and should not be: {other:?}"),
    }
}

fn act(town: &mut Town, house: usize, id: &str, step: MoveForm) -> Reply {
    town.ask(house, Command::ReferralMove { referral: id.to_owned(), step: Box::new(step) })
}

fn must(town: &mut Town, house: usize, id: &str, step: MoveForm) {
    let reply = act(town, house, id, step);
    assert!(!matches!(reply, Reply::Failed(_)), "{reply:?}");
    town.settle();
}

fn accept() -> MoveForm {
    let by_when = Some("+1d".to_owned());
    MoveForm::Accept { needs: Vec::new(), decline: Default::default(), by_when }
}

fn stopped(erased: &[&str], kept: &[&str]) -> MoveForm {
    let named = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    let law = (!kept.is_empty()).then(|| "archive act".to_owned());
    MoveForm::Stopped { erased: named(erased), kept: named(kept), law }
}

fn name_of(town: &mut Town, house: usize, id: &str) -> String {
    town.show(house, id).unwrap().row.referral
}

fn erase(town: &mut Town, house: usize, id: &str) -> Reply {
    let confirm = name_of(town, house, id);
    town.ask(house, Command::RetentionErase { referral: id.to_owned(), confirm })
}

fn audit(town: &mut Town, house: usize) -> u64 {
    match town.ask(house, Command::AuditLog { list: false }) {
        Reply::Audit(report) => {
            assert_eq!(report.faults, Vec::<String>::new());
            report.verified
        }
        other => panic!("{other:?}"),
    }
}

/// Days pass, an hour of ticks on each.
fn days(town: &mut Town, days: u64) {
    for _ in 0..days {
        town.wait(DAY_SECONDS);
        town.wait(1);
        town.wait(1);
        town.settle();
    }
}

fn states(town: &mut Town, house: usize) -> Vec<(String, String)> {
    match town.ask(house, Command::RetentionList { due: false }) {
        Reply::Retention(report) => report.rows.into_iter().map(|r| (r.name, r.state)).collect(),
        other => panic!("{other:?}"),
    }
}

/// A referral accepted by the clinic, its identity shown; the frame it came in.
fn taken(seed: u64) -> (Town, String, Vec<u8>) {
    let mut town = town(seed);
    let id = town.send(CASE, 0, 1).id;
    let (_, frame) = town.take_post().remove(0);
    town.offer(1, &frame);
    town.settle();
    must(&mut town, 1, &id, accept());
    assert!(holds(&town.everything(1), NAME), "it is there before");
    (town, id, frame)
}

/// Erased by hand at the clinic: no key opens a word of it, its letters still prove themselves, a repeat
/// is answered as a repeat, and a new letter is refused by name.
#[test]
fn an_erased_referral_is_gone_and_its_signatures_still_prove_the_handover() {
    let (mut town, id, frame) = taken(21);
    let verified = audit(&mut town, 1);
    let wrong = Command::RetentionErase { referral: id.clone(), confirm: "R99".to_owned() };
    assert_eq!(code(town.ask(1, wrong)), "confirm_by_name");
    let other = town.send("07-visa-and-fine.toml", 0, 1).id;
    town.settle();
    let reply = erase(&mut town, 1, &id);
    assert!(matches!(reply, Reply::Done { .. }), "{reply:?}");
    for _ in 0..2 {
        let all = town.everything(1);
        assert!(!holds(&all, NAME) && !holds(&all, NOTE), "nothing opens it");
        assert!(town.show(1, &other).is_some(), "another is untouched");
        assert_eq!(code(town.ask(1, show(&id))), "erased");
        assert_eq!(town.offer(1, &frame), Verdict::Kept, "a repeat is a repeat");
        town.crash(1);
    }
    assert!(audit(&mut town, 1) > verified, "every header and signature is still there");
    let note = MoveForm::Withdraw { code: "client_request".to_owned(), note: None };
    act(&mut town, 0, &id, note);
    while town.deliver_one() {}
    assert_eq!(town.waiting(), 1, "the partner still has its letter");
    let Reply::Status(status) = town.ask(1, Command::Status) else { panic!() };
    assert_eq!(status.refused.get("erased"), Some(&1));
    assert!(!holds(&town.everything(1), NAME));
}

fn show(id: &str) -> Command {
    Command::ReferralShow { referral: id.to_owned(), opened: false, printed: false, by: None }
}

/// The referrer erases its own: the draft goes with its last referral and not before.
#[test]
fn a_draft_goes_with_the_last_referral_that_was_made_from_it() {
    let mut town =
        Town::new(22, &[("Border Shelter", "shelter"), ("Clinic", "clinic"), ("Hill", "clinic")]);
    let partners = [town.partner(0, 1), town.partner(0, 2)];
    let mut form = town.case(CASE, 0, 1);
    form.consent.recipients = partners.iter().map(|p| p.as_str().into()).collect();
    let Reply::Draft(draft) = town.ask(0, Command::ReferralNew { form: Box::new(form) }) else {
        panic!()
    };
    let send = Command::ReferralSend {
        draft: draft.draft.clone(),
        to: partners.to_vec(),
        all_sections: false,
        asked: true,
    };
    let Reply::Sent { referrals } = town.ask(0, send) else { panic!() };
    town.settle();
    let confirm = draft.draft;
    let by_hand = Command::RetentionErase { referral: confirm.clone(), confirm };
    assert_eq!(code(town.ask(0, by_hand)), "draft_in_use");
    erase(&mut town, 0, &referrals[0].id);
    assert!(holds(&town.everything(0), NAME), "the other referral and the draft");
    erase(&mut town, 0, &referrals[1].id);
    assert!(!holds(&town.everything(0), NAME), "both are gone, and the draft");
}

/// What was sealed and waits still goes, its receipt still settles it, and nothing comes back by it.
#[test]
fn what_waits_for_the_partner_is_delivered_after_the_erasure() {
    let mut town = town(23);
    let id = town.send(CASE, 0, 1).id;
    erase(&mut town, 0, &id);
    assert!(!holds(&town.everything(0), NAME));
    town.settle();
    assert_eq!(town.show(1, &id).unwrap().row.status, "sent");
    audit(&mut town, 0);
    assert_eq!(code(town.ask(0, show(&id))), "erased");
    assert!(!holds(&town.everything(0), NAME));
}

/// `stopped` is signed only if it is true: all that was shown is named, and what is said to be erased is
/// gone in the same batch, also when the power fails at any moment of it.
#[test]
fn an_answer_that_says_erased_is_true_on_the_disk() {
    let mut outcomes = [0; 2];
    for step in 0..36 {
        let (mut town, id, _) = taken(30 + step);
        town.ask(0, Command::ConsentChange { referral: id.clone(), narrow: None, reason: None });
        town.settle();
        let half = stopped(&["identity", "safe_contact"], &[]);
        assert_eq!(code(act(&mut town, 1, &id, half)), "section_unanswered");
        let headless = stopped(&["needs"], &["identity", "safe_contact", "documents", "screening"]);
        assert_eq!(code(act(&mut town, 1, &id, headless)), "needs_carry_the_rest");
        assert!(holds(&town.everything(1), NAME), "a refused answer erases nothing");
        // The first seed has good weather; in the others the power fails at some moment of it.
        town.weather.power_cut = if step == 0 { 0 } else { 1000 };
        let answer = stopped(&["identity", "safe_contact", "documents", "screening"], &["needs"]);
        act(&mut town, 1, &id, answer);
        town.weather.power_cut = 0;
        let signed =
            town.show(1, &id).unwrap().timeline.iter().any(|row| row.kind == "answer_revocation");
        let all = town.everything(1);
        assert_eq!(signed, !holds(&all, NAME), "seed {step}: signed if and only if erased");
        outcomes[usize::from(signed)] += 1;
        assert!(holds(&all, NOTE), "the needs are kept under a law");
        town.settle();
        audit(&mut town, 1);
        let shown = town.show(1, &id).unwrap();
        assert_eq!(shown.sections.iter().any(|s| s.section == "identity"), !signed);
        if signed {
            let Reply::Consent(report) = town.ask(0, Command::ConsentShow { referral: id.clone() })
            else {
                panic!()
            };
            assert_eq!(report.partners[0].answer, "stopped");
        }
    }
    assert!(outcomes[0] > 0 && outcomes[1] > 1, "both outcomes were met: {outcomes:?}");
}

/// Everything erased: the answer still reaches the partner.
#[test]
fn an_answer_that_erases_everything_still_reaches_the_partner() {
    let (mut town, id, _) = taken(50);
    town.ask(0, Command::ConsentChange { referral: id.clone(), narrow: None, reason: None });
    town.settle();
    assert_eq!(code(erase(&mut town, 1, &id)), "answer_first", "silence is no answer");
    let all = stopped(&["needs", "identity", "safe_contact", "documents", "screening"], &[]);
    assert!(matches!(act(&mut town, 1, &id, all), Reply::Done { .. }));
    let left = town.everything(1);
    assert!(!holds(&left, NAME) && !holds(&left, NOTE));
    town.settle();
    let Reply::Consent(report) = town.ask(0, Command::ConsentShow { referral: id }) else {
        panic!()
    };
    assert_eq!(report.partners[0].answer, "stopped");
    audit(&mut town, 1);
}

/// Under a hold nothing is erased: not by hand, not by an answer, not by time.
#[test]
fn under_a_hold_nothing_is_erased() {
    let (mut town, id, _) = taken(51);
    let reason = HoldReason::CourtOrder;
    town.ask(1, Command::RetentionHold { referral: id.clone(), reason });
    assert_eq!(code(erase(&mut town, 1, &id)), "held");
    town.ask(0, Command::ConsentChange { referral: id.clone(), narrow: None, reason: None });
    town.settle();
    let answer = stopped(&["identity", "safe_contact", "documents", "screening"], &["needs"]);
    assert_eq!(code(act(&mut town, 1, &id, answer)), "held");
    must(&mut town, 1, &id, MoveForm::LawfulHold { reason: "a court order".to_owned() });
    must(&mut town, 1, &id, MoveForm::ClientDeclined);
    days(&mut town, 400);
    assert!(holds(&town.everything(1), NAME), "held");
    assert_eq!(states(&mut town, 1), [("R1".to_owned(), "held".to_owned())]);
    town.ask(1, Command::RetentionRelease { referral: id.clone() });
    days(&mut town, 1);
    assert!(!holds(&town.everything(1), NAME), "released and past its time");
}

/// Time alone: a declined one after a month, a closed one when the consent's days are over, an open one
/// never; a week before, the status says so.
#[test]
fn time_erases_what_has_ended_and_never_what_is_under_way() {
    let mut town = town(52);
    let declined = town.send(CASE, 0, 1).id;
    let open = town.send("07-visa-and-fine.toml", 0, 1).id;
    town.settle();
    let code_only =
        MoveForm::Decline { code: "no_capacity".to_owned(), note: None, elsewhere: None };
    must(&mut town, 1, &declined, code_only);
    days(&mut town, 25);
    let Reply::Status(status) = town.ask(1, Command::Status) else { panic!() };
    assert!(status.advice.iter().any(|a| a.contains("within a week")), "{:?}", status.advice);
    assert!(holds(&town.everything(1), NOTE));
    days(&mut town, 6);
    assert!(!holds(&town.everything(1), NOTE), "a month after it was declined");
    assert_eq!(code(town.ask(1, show(&declined))), "erased");
    assert!(town.show(0, &declined).is_some(), "the referrer keeps its own case");
    days(&mut town, 500);
    let kept = town.show(1, &open).unwrap();
    assert!(kept.flags.contains(&"overdue_retention".to_owned()), "{:?}", kept.flags);
    let Reply::Status(status) = town.ask(1, Command::Status) else { panic!() };
    let advice = status.advice.iter().any(|a| a.contains("overdue_retention"));
    assert!(advice, "{:?}", status.advice);
}

/// A draft that nobody sent, and a referral of our own a year after its closing.
#[test]
fn drafts_and_our_own_referrals_have_their_time_too() {
    let mut town = town(53);
    let form = Box::new(town.case("04-mother-and-child.toml", 0, 1));
    town.ask(0, Command::ReferralNew { form });
    days(&mut town, 89);
    assert_eq!(states(&mut town, 0), [("D1".to_owned(), "kept".to_owned())]);
    days(&mut town, 2);
    assert!(states(&mut town, 0).is_empty());
    let id = town.send(CASE, 0, 1).id;
    town.settle();
    must(&mut town, 0, &id, MoveForm::ClientDeclined);
    days(&mut town, 364);
    assert!(holds(&town.everything(0), NAME));
    days(&mut town, 2);
    let all = town.everything(0);
    assert!(!holds(&all, NAME) && !holds(&all, NOTE), "the draft went with it");
}

/// A clock that stands still erases nothing, however often the node starts.
#[test]
fn starting_again_erases_nothing_before_its_time() {
    let (mut town, id, _) = taken(54);
    must(&mut town, 1, &id, MoveForm::ClientDeclined);
    for _ in 0..5 {
        town.crash(1);
        town.wait(1);
    }
    assert!(holds(&town.everything(1), NAME));
}

/// After an erasure the vault is put under a fresh key at the next idle moment, and every 30 days; a full
/// disk puts it off and loses nothing.
#[test]
fn an_idle_node_changes_the_vaults_key_after_an_erasure_and_every_month() {
    let (mut town, id, _) = taken(55);
    assert!(!town.keep_house(1).contains(&Chore::FreshKey), "not on its first day");
    erase(&mut town, 1, &id);
    town.houses[1].disk.fail_at(2, Fault::Full);
    assert!(!town.keep_house(1).contains(&Chore::FreshKey), "no room");
    town.houses[1].disk.heal();
    audit(&mut town, 1);
    assert!(town.keep_house(1).is_empty(), "it rests an hour");
    town.wait(3600);
    assert!(town.keep_house(1).contains(&Chore::FreshKey));
    town.crash(1);
    assert!(!town.keep_house(1).contains(&Chore::FreshKey), "it remembers");
    days(&mut town, 30);
    assert!(town.keep_house(1).contains(&Chore::FreshKey));
    audit(&mut town, 1);
}

/// Old frames stay closed: with the whole folder and the passphrase nothing opens a frame whose keys
/// had their time. From an image of a day before it opens, so the test can fail.
#[test]
fn a_frame_captured_long_ago_opens_with_no_image_of_today() {
    let mut town = town(56);
    // The clinic is away: its one-time prekeys are used up, and what follows is sealed to its epoch's.
    let left = |town: &mut Town| match town.ask(0, Command::PartnerList) {
        Reply::Partners { partners } => partners[0].prekeys_left,
        other => panic!("{other:?}"),
    };
    while left(&mut town) > 0 {
        town.send("07-visa-and-fine.toml", 0, 1);
    }
    let id = town.send(CASE, 0, 1).id;
    // A thief on the line takes a copy of every frame that leaves.
    let mut frames = std::collections::BTreeSet::new();
    loop {
        town.wait(900);
        frames.extend(town.take_post().into_iter().filter(|(to, _)| *to == 1));
        let Reply::Status(status) = town.ask(0, Command::Status) else { panic!() };
        if frames.len() as u64 >= status.waiting_letters {
            break;
        }
    }
    let before = town.image(1);
    let sent = town.now;
    town.settle();
    days(&mut town, 62);
    let (today, long_after) = (town.now, town.image(1));

    town.now = sent;
    let found = frames.into_iter().map(|(_, frame)| frame).find(|frame| {
        town.swap_disk(1, before.fork());
        town.offer(1, frame) == Verdict::Kept && town.show(1, &id).is_some()
    });
    let frame = found.expect("with the keys of that day it opens");

    town.swap_disk(1, long_after);
    for clock in [sent, Time(sent.0 + DAY_SECONDS), today] {
        // The thief sets the clock back, and says that it is right.
        town.now = clock;
        town.ask(1, Command::ClockConfirm);
        let verdict = town.offer(1, &frame);
        assert!(matches!(verdict, Verdict::Refused(_)), "{verdict:?}");
    }
}

/// A one-time prekey is gone once it has opened its letter.
#[test]
fn a_used_prekey_opens_its_frame_from_no_later_image() {
    let mut town = town(57);
    let id = town.send(CASE, 0, 1).id;
    let (_, frame) = town.take_post().remove(0);
    let before = town.image(1);
    assert_eq!(town.offer(1, &frame), Verdict::Kept);
    erase(&mut town, 1, &id);
    let after = town.image(1);
    town.swap_disk(1, before);
    assert_eq!(town.offer(1, &frame), Verdict::Kept);
    assert!(town.show(1, &id).is_some(), "from the image before, it opens again");
    town.swap_disk(1, after);
    assert_eq!(town.offer(1, &frame), Verdict::Kept, "known as a repeat");
    assert!(town.show(1, &id).is_none() && !holds(&town.everything(1), NAME));
}
