//! The audit log: heads are cosigned by partners, two histories are noticed, an old copy holds its pen, and what is
//! shown to an auditor holds and names nobody.

use waypost_audit::checkpoint::SignedCheckpoint;
use waypost_audit::field_proof::FieldProof;
use waypost_audit::record::{MAGIC, Record};
use waypost_desk::command::{Check, Command, DoctorReport, Health, MoveForm, Reply};
use waypost_protocol::ids::DAY_SECONDS;
use waypost_tests::town::auditor::records;
use waypost_tests::town::stick::Stick;
use waypost_tests::town::{Town, Weather};

use crate::storms::{CASES, CAST};

const CASE: &str = "04-mother-and-child.toml";
const THREE: [(&str, &str); 3] =
    [("Border Shelter", "shelter"), ("River Clinic", "clinic"), ("Hill Law", "legal_aid")];
/// All days of the town.
const FROM: &str = "2026-01-01";
const TO: &str = "2027-12-31";

/// Days pass, with some ticks on each.
fn days(town: &mut Town, days: u64) {
    for _ in 0..days {
        town.wait(DAY_SECONDS);
        town.wait(1);
        town.settle();
        town.wait(1);
        town.settle();
    }
}

fn failed(reply: Reply) -> String {
    match reply {
        Reply::Failed(failure) => failure.code,
        other => panic!("{other:?}"),
    }
}

fn accept(town: &mut Town, house: usize, id: &str) {
    let by_when = Some("+2d".to_owned());
    let step = MoveForm::Accept { needs: Vec::new(), decline: Default::default(), by_when };
    let step = Command::ReferralMove { referral: id.to_owned(), step: Box::new(step) };
    assert!(matches!(town.ask(house, step), Reply::Referral(_)));
    town.settle();
}

fn doctor(town: &mut Town, house: usize) -> DoctorReport {
    match town.ask(house, Command::Doctor) {
        Reply::Doctor(report) => report,
        other => panic!("{other:?}"),
    }
}

fn health(town: &mut Town, house: usize) -> Vec<Health> {
    let findings = doctor(town, house).findings.into_iter();
    findings.filter(|f| f.check == Check::Witnesses).map(|f| f.health).collect()
}

/// A day on which something was written ends with a head that the partner has cosigned, on both sides; a day on
/// which nothing was written has none.
#[test]
fn a_head_is_cosigned_by_a_partner_the_same_day() {
    let mut town = Town::new(700, &CAST);
    town.send(CASE, 0, 1);
    town.settle();
    days(&mut town, 1);
    for house in [0, 1] {
        let report = town.witness(house);
        let head = report.head.expect("a head is signed");
        assert_eq!(head.signed[..10], head.cosigned[0].at[..10], "on the same day");
        assert!(report.met && report.held.is_none());
        let row = town.witness_of(house, 1 - house);
        assert_eq!(
            (row.cosigned_size, row.last_answer.as_deref()),
            (Some(head.size), Some("cosigned"))
        );
        assert_eq!(town.witness_of(1 - house, house).their_size, Some(head.size));
        assert_eq!(health(&mut town, house), [Health::Good]);
    }
    // New cards went at the first tick: a head more, and then silence.
    days(&mut town, 1);
    let before = town.witness(0);
    days(&mut town, 2);
    let b = town.share(0, FROM, TO);
    for r in records(&b) {
        if let Record::Letter(l) = r {
            let h = waypost_protocol::letter::Header::decode(&l.header).unwrap();
            println!("{:?} {:?} {:?} {:?}", l.place.map(|p| p.index), h.kind, h.seq, h.day);
        }
    }
    let after = town.witness(0);
    assert_eq!(
        before.head.unwrap().size,
        after.head.unwrap().size,
        "letters between witnesses are no news"
    );
    assert_eq!(before.size, after.size, "and nothing is asked for again");
}

/// Every letter pledges its author to the newest head that it signed.
#[test]
fn every_letter_names_the_newest_head_of_its_author() {
    let mut town = Town::new(701, &CAST);
    town.send(CASE, 0, 1);
    town.settle();
    days(&mut town, 1);
    let head = town.witness(0).head.unwrap();
    let id = town.send(CASES[0], 0, 1).id;
    town.settle();
    let bundle = town.share(1, FROM, TO);
    let org = town.witness_of(1, 0);
    assert_eq!(org.their_size, Some(head.size));
    let named = records(&bundle).into_iter().filter_map(|record| match record {
        Record::Letter(letter) => {
            let header = waypost_protocol::letter::Header::decode(&letter.header).unwrap();
            (header.conversation.to_string() == id && header.seq == 0).then_some(header.checkpoint)
        }
        _ => None,
    });
    let sizes: Vec<u64> = named.flatten().map(|head| head.size).collect();
    assert!(sizes.contains(&head.size), "{sizes:?}");
}

/// A node of which an old copy goes on signs another head of a size that its partner has cosigned: it gets no
/// cosignature, both heads are kept, and it learns that it is an old copy.
fn two_histories(seed: u64) -> (Town, u64) {
    let mut town = Town::new(seed, &THREE);
    days(&mut town, 1);
    let copy = town.image(0);
    // One history: three referrals to the law office, and a head.
    for _ in 0..3 {
        town.send(CASE, 0, 2);
    }
    town.wait(1);
    assert!(matches!(town.sign_head(0), Reply::Witness(_)));
    let size = town.witness(0).head.unwrap().size;
    town.settle();
    assert_eq!(town.witness_of(1, 0).their_size, Some(size));
    // The other: its first letter to the clinic takes a prekey that is used up, so that the next can be opened.
    town.swap_disk(0, copy);
    drop(town.take_post());
    town.send(CASE, 0, 1);
    while town.witness(0).size < size {
        town.send(CASE, 0, 2);
    }
    assert!(matches!(town.sign_head(0), Reply::Witness(_)));
    let again = town.witness(0).head.unwrap();
    assert_eq!(again.size, size);
    for _ in 0..8 {
        while town.deliver_one() {}
        town.wait(1);
    }
    (town, size)
}

#[test]
fn two_heads_of_one_size_are_never_cosigned() {
    let (mut town, size) = two_histories(702);
    let clinic = town.partner(1, 0);
    let row = town.witness_of(1, 0);
    assert_eq!(row.their_size, Some(size), "the first stays the last one cosigned");
    let report = town.witness(0);
    let by: Vec<String> =
        report.head.into_iter().flat_map(|h| h.cosigned).map(|by| by.partner).collect();
    assert!(by.is_empty(), "{clinic}: {by:?}");
}

#[test]
fn a_partner_that_shows_another_history_is_noticed_and_both_heads_are_kept() {
    let (mut town, _) = two_histories(703);
    let evidence = town.witness_of(1, 0).evidence;
    assert!(
        (1..=2).contains(&evidence),
        "the note, and a letter that names the other head: {evidence}"
    );
    assert!(health(&mut town, 1).contains(&Health::Bad));
    // Both are there to be shown to anybody: of one log and size, with two roots.
    let kept = town.witness_of(1, 0).two_histories;
    let pair = kept.iter().find(|pair| pair.note.is_some()).expect("two notes");
    let head = |note: &str| *SignedCheckpoint::parse(note).unwrap().checkpoint();
    let (known, other) = (head(&pair.known), head(pair.note.as_deref().unwrap()));
    assert_eq!((known.origin, known.size), (other.origin, other.size));
    assert_ne!(known.root, other.root);
    // Its node has learned that it is an old copy, and signs nothing until a person says so.
    let held = town.witness(0);
    assert_eq!((held.held.as_deref(), held.log, held.head.is_none()), (Some("old_copy"), 2, true));
    // What is kept stays, also after a start.
    town.crash(1);
    assert_eq!(town.witness_of(1, 0).evidence, evidence);
}

/// The same request twice, as after an answer that was lost: the same bytes come back.
#[test]
fn a_repeated_request_gets_the_same_answer() {
    let mut town = Town::new(704, &CAST);
    town.send(CASE, 0, 1);
    town.settle();
    days(&mut town, 1);
    town.send(CASE, 0, 1);
    town.settle();
    assert!(matches!(town.sign_head(0), Reply::Witness(_)));
    let asks = town.take_post();
    let [(1, request)] = asks.as_slice() else { panic!("{} frames", asks.len()) };
    town.offer(1, request);
    let answers = town.take_post();
    let answer = answers.iter().find(|(to, _)| *to == 0).expect("an answer").1.clone();
    town.settle();
    let before = (town.witness(1).size, town.witness_of(1, 0).their_size);
    town.offer(1, request);
    assert!(town.take_post().contains(&(0, answer)), "the same bytes");
    assert_eq!((town.witness(1).size, town.witness_of(1, 0).their_size), before);
    town.settle();
}

#[test]
fn heads_are_cosigned_by_stick_alone() {
    let mut town = Town::new(705, &CAST);
    let id = town.send(CASE, 0, 1).id;
    drop(town.take_post());
    let stick = Stick::new();
    for day in 0..3 {
        town.wait(DAY_SECONDS);
        drop(town.take_post());
        for (from, to) in [(0, 1), (1, 0)] {
            town.write_stick(from, Some(to), &stick);
            for reader in [to, from, to, from] {
                town.read_stick(reader, &stick);
            }
        }
        drop(town.take_post());
        if day == 0 {
            let by_when = Some("+5d".to_owned());
            let step = MoveForm::Accept { needs: Vec::new(), decline: Default::default(), by_when };
            town.ask(1, Command::ReferralMove { referral: id.clone(), step: Box::new(step) });
        }
    }
    for house in [0, 1] {
        let report = town.witness(house);
        assert!(report.met, "house {house}: {report:?}");
        assert_eq!(report.head.unwrap().cosigned.len(), 1);
    }
}

#[test]
fn a_restored_node_signs_no_head_until_it_is_told_and_then_begins_the_next_log() {
    let mut town = Town::new(706, &CAST);
    town.send(CASE, 0, 1);
    town.settle();
    days(&mut town, 1);
    let backup = town.backup(0);
    town.send(CASES[0], 0, 1);
    days(&mut town, 1);
    let last = town.witness_of(1, 0).their_size;
    let sheet = town.houses[0].sheet;
    town.lose_and_restore(0, &backup, &sheet);
    days(&mut town, 2);
    let report = town.witness(0);
    assert_eq!((report.log, report.held.as_deref()), (2, Some("restored")));
    assert!(report.head.is_none() && report.size > 0, "letters are logged meanwhile");
    // What the backup holds of the log before can be shown all the same.
    let before = town.share_log(0, (FROM, TO), Some(1));
    assert_eq!(Town::wrong(&[before], 0), Vec::<String>::new());
    assert_eq!(health(&mut town, 0), [Health::Look]);
    assert_eq!(failed(town.sign_head(0)), "audit_held");
    let Reply::Status(status) = town.ask(0, Command::Status) else { panic!() };
    assert!(
        status.advice.iter().any(|a| a.contains("waypost audit resume")),
        "{:?}",
        status.advice
    );
    assert_eq!(town.witness_of(1, 0).their_log, Some(1));
    assert_eq!(
        town.witness_of(1, 0).their_size,
        last,
        "the last head of the lost log stays with its witness"
    );

    assert!(matches!(town.ask(0, Command::AuditResume), Reply::Done { .. }));
    assert_eq!(failed(town.ask(0, Command::AuditResume)), "not_held");
    days(&mut town, 2);
    let report = town.witness(0);
    assert!(report.met && report.log == 2, "{report:?}");
    assert_eq!(town.witness_of(1, 0).their_log, Some(2));
    assert_eq!(town.witness_of(1, 0).evidence, 0, "a new log is no second history");
    let bundles = [0, 1].map(|house| town.share(house, FROM, TO));
    assert_eq!(Town::wrong(&bundles[..1], 1), Vec::<String>::new());
    assert_eq!(Town::wrong(&bundles[1..], 1), Vec::<String>::new());
}

/// A witness that was restored knows an older head than it has cosigned since: it says from where it must be shown
/// the way, and cosigns again.
#[test]
fn a_restored_witness_is_shown_the_way_from_the_head_it_still_knows() {
    let mut town = Town::new(714, &CAST);
    town.send(CASE, 0, 1);
    days(&mut town, 1);
    let (backup, sheet) = (town.backup(1), town.houses[1].sheet);
    let known = town.witness_of(1, 0).their_size;
    town.send(CASES[0], 0, 1);
    days(&mut town, 2);
    assert!(town.witness_of(1, 0).their_size > known);
    town.lose_and_restore(1, &backup, &sheet);
    assert_eq!(town.witness_of(1, 0).their_size, known);
    days(&mut town, 2);
    let head = town.witness(0).head.unwrap();
    assert_eq!(town.witness_of(1, 0).their_size, Some(head.size));
    let row = town.witness_of(0, 1);
    assert_eq!((row.cosigned_size, row.waiting_since), (Some(head.size), None));
    assert_eq!((town.witness(0).held, town.witness_of(1, 0).evidence), (None, 0));
}

/// A folder is copied, the node goes on, and the old copy is put back.
#[test]
fn an_old_copy_of_the_folder_is_noticed_by_its_partner() {
    let mut town = Town::new(707, &CAST);
    town.send(CASE, 0, 1);
    town.settle();
    days(&mut town, 1);
    let copy = town.image(0);
    town.send(CASES[0], 0, 1);
    days(&mut town, 1);
    town.swap_disk(0, copy);
    drop(town.take_post());
    assert!(town.witness(0).held.is_none(), "it cannot know");
    for _ in 0..20 {
        if town.witness(0).held.is_some() {
            break;
        }
        town.send(CASE, 0, 1);
        town.wait(DAY_SECONDS);
        for _ in 0..4 {
            while town.deliver_one() {}
            town.wait(1);
        }
    }
    let report = town.witness(0);
    assert_eq!((report.held.as_deref(), report.log), (Some("old_copy"), 2));
}

/// Rows of the tree are struck: no head is signed of them, the next log begins, and letters go on.
#[test]
fn where_the_log_does_not_read_nothing_is_guessed() {
    let mut struck = 0;
    for file in 0..40 {
        let mut town = Town::new(708, &CAST);
        town.send(CASE, 0, 1);
        town.settle();
        days(&mut town, 1);
        let files = town.houses[0].disk.files();
        let mut journals: Vec<_> = files
            .into_iter()
            .filter(|(path, _)| path.extension().is_some_and(|e| e == "wpj"))
            .collect();
        journals.sort();
        let (path, mut contents) = journals.remove(0);
        let at = contents.len() * (file + 2) / 45;
        contents[at] ^= 0x10;
        town.houses[0].disk.overwrite(&path, contents);
        town.crash(0);
        let report = town.witness(0);
        if report.held.as_deref() == Some("damaged") {
            struck += 1;
            assert_eq!((report.log, report.head.is_none()), (2, true));
            assert_eq!(failed(town.sign_head(0)), "audit_held");
            let before = report.size;
            town.send(CASES[0], 0, 1);
            assert!(town.witness(0).size > before, "letters are logged all the same");
        }
    }
    assert!(struck > 0, "no stroke hit the log");
}

/// The data key takes the opening with it: nobody can show any more which leaf was a letter of the erased referral;
/// the tree, its head and everybody else's letters stay as they are.
#[test]
fn after_an_erasure_the_log_gives_the_same_roots_and_the_leaves_open_no_more() {
    let mut town = Town::new(709, &CAST);
    let id = town.send(CASE, 0, 1).id;
    town.settle();
    accept(&mut town, 1, &id);
    days(&mut town, 1);
    let before = town.share(1, FROM, TO);
    let places = |bundle: &[u8]| -> Vec<_> {
        let mut of = String::new();
        let mut found = Vec::new();
        for record in records(bundle) {
            match record {
                Record::Conversation(conversation) => of = conversation.id.to_string(),
                Record::Letter(letter) if of == id => found.push(letter.place),
                _ => {}
            }
        }
        found
    };
    let openings: Vec<[u8; 32]> = places(&before)
        .into_iter()
        .map(|place| *place.expect("an entry").opening.as_bytes())
        .collect();
    assert!(openings.len() >= 4);
    let holds = |town: &mut Town, opening: &[u8; 32]| {
        town.everything(1).iter().any(|bytes| bytes.windows(32).any(|window| window == opening))
    };
    assert!(openings.iter().all(|opening| holds(&mut town, opening)), "they are there before");
    let head = town.witness(1).head.unwrap();

    let confirm = town.show(1, &id).unwrap().row.referral;
    let reply = town.ask(1, Command::RetentionErase { referral: id.clone(), confirm });
    assert!(matches!(reply, Reply::Done { .. }), "{reply:?}");
    town.crash(1);
    assert_eq!(town.witness(1).head.unwrap().root, head.root);
    for opening in &openings {
        assert!(!holds(&mut town, opening), "an opening is still there");
    }
    let after = town.share(1, FROM, TO);
    assert!(places(&after).iter().all(Option::is_none));
    assert_eq!(Town::wrong(std::slice::from_ref(&after), 0), Vec::<String>::new());
    let [summary] = &Town::audited(&[after], 0)[..] else { panic!() };
    assert_eq!(
        summary.entries - summary.opened,
        openings.len() as u64,
        "their leaves stay, and open no more"
    );
    let Reply::Audit(report) = town.ask(1, Command::AuditLog { list: false }) else { panic!() };
    assert_eq!(report.faults, Vec::<String>::new());
}

/// Two honest nodes: an auditor finds nothing, on either side or between them, and learns nobody's name.
#[test]
fn an_auditor_finds_nothing_wrong_with_honest_nodes_and_learns_no_name() {
    let mut town = Town::new(710, &CAST);
    let id = town.send(CASE, 0, 1).id;
    town.settle();
    accept(&mut town, 1, &id);
    town.send(CASES[0], 1, 0);
    town.settle();
    days(&mut town, 3);
    let bundles = [0, 1].map(|house| town.share(house, FROM, TO));
    assert_eq!(Town::wrong(&bundles, 1), Vec::<String>::new());
    for summary in Town::audited(&bundles, 1) {
        assert!(summary.entries > 0 && summary.opened == summary.entries);
        assert_eq!(summary.witnesses.len(), 1);
    }
    // What the node holds of the person, and of what is needed: none of it is in what it shows.
    let holds = |bytes: &[u8], text: &str| bytes.windows(text.len()).any(|w| w == text.as_bytes());
    let everything = town.everything(0);
    for text in ["Uteahor Kumru", "000 000 004", "Does not sleep", "nfi_clothes", "25_39"] {
        assert!(everything.iter().any(|bytes| holds(bytes, text)), "{text} is held");
        assert!(!bundles.iter().any(|bundle| holds(bundle, text)), "{text} is shown");
    }
    // The check can fail: a letter that is left out is missed.
    let mut less = MAGIC.to_vec();
    let mut dropped = false;
    for record in records(&bundles[0]) {
        match record {
            Record::Letter(_) if !dropped => dropped = true,
            Record::End(mut count) => {
                count.letters -= 1;
                less.extend(Record::End(count).encode());
            }
            other => less.extend(other.encode()),
        }
    }
    let wrong = Town::wrong(&[less, bundles[1].clone()], 1);
    assert!(wrong.iter().any(|w| w.contains("NotOpened")), "{wrong:?}");
}

/// A second share, of later days: it shows only what belongs to them, and proves that its log goes on from the first.
#[test]
fn the_next_share_proves_that_it_goes_on_from_the_one_before() {
    let mut town = Town::new(711, &CAST);
    town.send(CASE, 0, 1);
    days(&mut town, 2);
    let first = town.share(0, FROM, "2026-03-05");
    days(&mut town, 30);
    town.send(CASES[0], 0, 1);
    days(&mut town, 2);
    let second = town.share(0, "2026-03-25", TO);
    let earlier = |record: &Record| matches!(record, Record::Earlier(_));
    assert!(!records(&first).iter().any(earlier));
    assert!(records(&second).iter().any(earlier), "the head shown before lies before the leaves");
    assert_eq!(Town::wrong(&[first.clone(), second.clone()], 1), Vec::<String>::new());
    let shown = |bundle: &[u8]| {
        records(bundle).iter().filter(|r| matches!(r, Record::Conversation(_))).count()
    };
    assert_eq!((shown(&first), shown(&second)), (2, 2), "a referral and the thread, of each time");
}

/// Pages come in order, the last one again where the answer was lost; anything else is refused.
#[test]
fn a_page_may_be_asked_for_again_and_no_other() {
    let mut town = Town::new(712, &CAST);
    town.send(CASE, 0, 1);
    days(&mut town, 1);
    let pages = town.share_pages(0, (FROM, TO), None);
    let last = pages.last().unwrap();
    let page = |town: &mut Town, id: &str, page| {
        town.ask(0, Command::AuditSharePage { id: id.to_owned(), page })
    };
    match page(&mut town, &last.id, last.page) {
        Reply::SharePage(again) => assert_eq!(again.records, last.records),
        other => panic!("{other:?}"),
    }
    assert_eq!(failed(page(&mut town, &last.id, last.page + 2)), "unknown_share");
    assert_eq!(failed(page(&mut town, "00000000", 0)), "unknown_share");
    let share = |town: &mut Town, recipient: &str, from: &str| {
        let (from, to, recipient) = (from.to_owned(), TO.to_owned(), recipient.to_owned());
        town.ask(0, Command::AuditShare { from, to, recipient, log: None })
    };
    assert_eq!(failed(share(&mut town, "age1nobody", FROM)), "recipient");
    assert_eq!(
        failed(share(&mut town, waypost_tests::town::auditor::AUDITOR, "2028-01-01")),
        "period"
    );
}

/// One field of a referral, shown by either side: it holds for whoever checks it, and nothing else is in it.
#[test]
fn a_field_is_proved_by_either_side_and_no_other_is_in_it() {
    let mut town = Town::new(713, &CAST);
    let id = town.send(CASE, 0, 1).id;
    town.settle();
    accept(&mut town, 1, &id);
    days(&mut town, 1);
    for house in [0, 1] {
        for field in ["urgency", "consent.id"] {
            let ask = Command::AuditProof { referral: id.clone(), field: field.to_owned() };
            let Reply::FieldProof { proof } = town.ask(house, ask) else {
                panic!("{house} {field}")
            };
            let proof = FieldProof::parse(&proof.0).unwrap();
            let proved = proof.verify(1).unwrap();
            assert!(proved.findings.is_empty(), "{:?}", proved.findings);
            let shown: Vec<&str> = proof.shown.fields().map(|field| field.key.as_str()).collect();
            assert_eq!(shown, [field]);
        }
        let ask = Command::AuditProof { referral: id.clone(), field: "nothing".to_owned() };
        assert_eq!(failed(town.ask(house, ask)), "unknown_field");
    }
}

/// Storms with power cuts at any step: an entry is there exactly where its letter is.
#[test]
fn power_cuts_keep_letter_and_entry_together() {
    let mut crashes = 0;
    for seed in 720..732 {
        let mut town = Town::new(seed, &CAST);
        town.weather = Weather { power_cut: 120, ..Weather::STORM };
        for step in 0..60 {
            if step % 12 == 0 {
                crate::storms::send_if_it_can(
                    &mut town,
                    CASES[step / 12 % 4],
                    step % 2,
                    1 - step % 2,
                );
            }
            if step % 5 == 0 {
                town.wait(20_000);
            }
            town.deliver_one();
        }
        town.settle();
        crate::storms::logs_hold(seed, &mut town);
        crashes += town.houses.iter().map(|house| house.crashes()).sum::<u64>();
    }
    assert!(crashes >= 12, "only {crashes} power cuts");
}

/// Who counts as a witness is the node's own choice.
#[test]
fn only_partners_that_count_are_asked_and_counted() {
    let mut town = Town::new(733, &THREE);
    town.houses[0].witnesses = vec!["hill-law".to_owned()];
    town.crash(0);
    town.send(CASE, 0, 1);
    town.settle();
    days(&mut town, 2);
    let report = town.witness(0);
    let by: Vec<_> = report.head.unwrap().cosigned.into_iter().map(|by| by.partner).collect();
    assert_eq!(by, ["hill-law"]);
    assert!(report.met);
    assert_eq!(town.witness_of(0, 1).last_answer, None);
}
