//! Files of a referral: they arrive whole whatever the weather, in nobody's way, and are forgotten with their section.

use waypost_desk::command::{
    AttachmentReport, Command, MoveForm, PART_PIECES_MAX, Reply, Secret, hex, unhex,
};
use waypost_net::Verdict;
use waypost_protocol::exchange::{ATTACHMENT_BYTES_MAX, PIECE_BYTES};
use waypost_tests::town::stick::Stick;
use waypost_tests::town::{Town, Weather};

use crate::storms::CAST;

const CASE: &str = "01-shelter-tonight.toml";
/// The frame of a piece: no letter of these tests is as long.
const PIECE_FRAME: usize = 65_536;
const PART: usize = PART_PIECES_MAX * PIECE_BYTES;

/// A made-up file: no two pieces of it are alike.
fn file(length: usize, seed: u64) -> Vec<u8> {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()
    };
    let mut bytes: Vec<u8> =
        std::iter::repeat_with(&mut next).take(length / 8 + 1).flatten().collect();
    bytes.truncate(length);
    bytes
}

/// Puts a file in and attaches it. None where a crash, or the exchange, got between.
fn try_attach(town: &mut Town, house: usize, id: &str, name: &str, file: &[u8]) -> Option<String> {
    let begin = Command::AttachBegin {
        referral: id.to_owned(),
        section: "identity".to_owned(),
        name: name.to_owned(),
        media_type: "application/pdf".to_owned(),
        bytes: file.len() as u64,
    };
    let Reply::Attaching { upload, .. } = town.ask(house, begin) else { return None };
    for (n, part) in file.chunks(PART).enumerate() {
        let (from, data) = ((n * PART) as u64, Secret(hex(part).to_string()));
        let part = Command::AttachPart { upload: upload.clone(), from, data };
        let Reply::Attaching { .. } = town.ask(house, part) else { return None };
    }
    match town.ask(house, Command::AttachEnd { upload }) {
        Reply::Attachments { mut attachments } => attachments.pop().map(|a| a.attachment),
        _ => None,
    }
}

fn attach(town: &mut Town, house: usize, id: &str, file: &[u8]) -> String {
    try_attach(town, house, id, "passport.pdf", file).expect("attached")
}

fn attachments(town: &mut Town, house: usize, id: &str) -> Vec<AttachmentReport> {
    match town.ask(house, Command::Attachments { referral: id.to_owned() }) {
        Reply::Attachments { attachments } => attachments,
        other => panic!("{other:?}"),
    }
}

fn read(town: &mut Town, house: usize, id: &str, attachment: &str) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    loop {
        let (referral, attachment) = (id.to_owned(), attachment.to_owned());
        let from = bytes.len() as u64;
        match town.ask(house, Command::AttachmentRead { referral, attachment, from, by: None }) {
            Reply::AttachmentPart { data, .. } if data.0.is_empty() => return Ok(bytes),
            Reply::AttachmentPart { data, .. } => bytes.extend_from_slice(&unhex(&data.0).unwrap()),
            Reply::Failed(failure) => return Err(failure.code),
            other => panic!("{other:?}"),
        }
    }
}

/// A referral that was accepted: files may be attached by both sides.
fn accepted(seed: u64) -> (Town, String) {
    let mut town = Town::new(seed, &CAST);
    let id = town.send(CASE, 0, 1).id;
    town.settle();
    let by_when = Some("+1d".to_owned());
    must(
        &mut town,
        1,
        &id,
        MoveForm::Accept { needs: vec![], decline: Default::default(), by_when },
    );
    (town, id)
}

fn must(town: &mut Town, house: usize, id: &str, step: MoveForm) {
    let step = Box::new(step);
    let reply = town.ask(house, Command::ReferralMove { referral: id.to_owned(), step });
    assert!(!matches!(reply, Reply::Failed(_)), "{reply:?}");
    town.settle();
}

/// Ticks and letters until every file is where it should be.
fn settle(town: &mut Town, id: &str) {
    for _ in 0..20 {
        town.settle();
        town.wait(601);
        let all = [0, 1].map(|house| attachments(town, house, id));
        if all.iter().flatten().all(|a| a.state == "whole") {
            return;
        }
    }
    panic!("not whole: {:#?}", [0, 1].map(|house| attachments(town, house, id)));
}

fn pieces_posted(town: &Town, from: usize) -> usize {
    town.lengths[from..].iter().filter(|length| **length == PIECE_FRAME).count()
}

/// Whether any 24 bytes of a file stand anywhere, looked for at every 500th place.
fn holds_any_of(all: &[Vec<u8>], file: &[u8]) -> bool {
    let needles: Vec<&[u8]> = file.chunks_exact(500).map(|chunk| &chunk[..24]).collect();
    let first: std::collections::BTreeSet<[u8; 8]> =
        needles.iter().map(|needle| *needle.first_chunk().unwrap()).collect();
    let found = |bytes: &[u8]| {
        bytes.windows(24).any(|w| first.contains(w.first_chunk().unwrap()) && needles.contains(&w))
    };
    all.iter().any(|bytes| found(bytes))
}

fn disk_of(town: &Town, house: usize) -> Vec<Vec<u8>> {
    let disk = &town.houses[house].disk;
    disk.files().into_values().chain(disk.remains()).collect()
}

#[test]
fn a_file_arrives_whole_and_is_told_to_be_there() {
    let (mut town, id) = accepted(1);
    let scan = file(3 * PIECE_BYTES + 17, 1);
    attach(&mut town, 0, &id, &scan);
    settle(&mut town, &id);
    let report = file(1, 2);
    attach(&mut town, 1, &id, &report);
    settle(&mut town, &id);
    for house in [0, 1] {
        assert!(read(&mut town, house, &id, "A1").unwrap() == scan);
        assert!(read(&mut town, house, &id, "A2").unwrap() == report);
        let said = attachments(&mut town, house, &id);
        assert_eq!((said[0].pieces, said[0].pieces_done), (4, 4));
        assert_eq!((said[0].name.as_str(), said[0].section.as_str()), ("passport.pdf", "identity"));
    }
    let shown = town.show(1, &id).unwrap();
    assert_eq!((shown.attachments.len(), shown.row.status.as_str()), (2, "accepted"));
    assert!(shown.timeline.iter().any(|row| row.kind == "pieces"));
}

/// Loss, repeats, reordering, power cuts at any step of either disk, full disks, a lost index.
#[test]
fn files_of_both_sides_arrive_whole_through_any_storm() {
    let mut crashes = 0;
    for seed in 100..124 {
        let (mut town, id) = accepted(seed);
        let files = [0, 1].map(|house| file(9 * PIECE_BYTES + seed as usize, seed + house));
        // Most steps reach the disk: a cut strikes more of them than of a storm's among letters.
        town.weather = Weather { power_cut: 150, ..Weather::STORM };
        let mut attached = [false; 2];
        for round in 0..200 {
            for house in [0, 1] {
                if !attached[house] && town.show(house, &id).is_some() {
                    let name = format!("{house}.pdf");
                    try_attach(&mut town, house, &id, &name, &files[house]);
                    let own = town.show(house, &id).map_or_else(Vec::new, |r| r.attachments);
                    attached[house] = own.iter().any(|a| a.name == name);
                }
            }
            town.deliver_one();
            if round % 20 == 0 {
                town.wait(1 + seed);
            }
        }
        town.weather = Weather::CALM;
        settle(&mut town, &id);
        for house in [0, 1] {
            for a in attachments(&mut town, house, &id) {
                let author: usize = a.name.strip_suffix(".pdf").unwrap().parse().unwrap();
                let came = read(&mut town, house, &id, &a.attachment).unwrap();
                assert!(came == files[author], "seed {seed}: {a:?}");
            }
        }
        crashes += town.houses.iter().map(|house| house.crashes()).sum::<u64>();
    }
    assert!(crashes > 24, "the storm must blow: {crashes}");
}

#[test]
fn an_urgent_referral_behind_the_largest_file_leaves_before_the_second_piece_after_it() {
    let (mut town, id) = accepted(2);
    let scan = file(ATTACHMENT_BYTES_MAX as usize, 3);
    attach(&mut town, 0, &id, &scan);
    // Letter, receipt, and some pieces: the window has opened.
    for _ in 0..60 {
        town.deliver_one();
    }
    let before = town.lengths.len();
    assert!(pieces_posted(&town, 0) > 20 && pieces_posted(&town, 0) < 100);
    town.send("05-emergency-override.toml", 0, 1);
    let referral = town.lengths[before..].iter().position(|length| *length != PIECE_FRAME);
    let referral = referral.expect("it left in the step in which it was written");
    assert!(referral <= 1, "{referral} pieces left before it");
    settle(&mut town, &id);
    assert!(read(&mut town, 1, &id, "A1").unwrap() == scan);
    let pieces = scan.len().div_ceil(PIECE_BYTES);
    assert_eq!(pieces_posted(&town, 0), pieces, "none was sent twice");
}

#[test]
fn a_cut_in_the_middle_is_gone_on_from_and_what_came_is_not_sent_again() {
    let (mut town, id) = accepted(3);
    let scan = file(60 * PIECE_BYTES, 4);
    attach(&mut town, 0, &id, &scan);
    let mut arrived = 0;
    for cut in 1..=4 {
        while attachments(&mut town, 1, &id).first().is_none_or(|a| a.pieces_done < cut * 12) {
            assert!(town.deliver_one());
        }
        let came = attachments(&mut town, 1, &id)[0].pieces_done;
        town.crash((cut % 2) as usize);
        town.crash(((cut + 1) % 2) as usize);
        let after = attachments(&mut town, 1, &id)[0].pieces_done;
        assert_eq!(after, came, "what was answered for is there after the cut");
        assert!(after > arrived);
        arrived = after;
        town.wait(1);
    }
    settle(&mut town, &id);
    assert!(read(&mut town, 1, &id, "A1").unwrap() == scan);
    // Those under way at a cut may go twice: at most a window each time.
    let twice = pieces_posted(&town, 0) - 60;
    assert!(twice <= 4 * 8, "{twice} pieces were sent again");
}

#[test]
fn after_an_erasure_no_byte_of_a_file_is_left_and_no_piece_goes_out_any_more() {
    let (mut town, id) = accepted(4);
    let (first, second) = (file(5 * PIECE_BYTES, 5), file(80 * PIECE_BYTES, 6));
    attach(&mut town, 0, &id, &first);
    settle(&mut town, &id);
    attach(&mut town, 0, &id, &second);
    while attachments(&mut town, 1, &id).get(1).is_none_or(|a| a.pieces_done < 20) {
        town.deliver_one();
    }
    for file in [&first, &second] {
        assert!(holds_any_of(&town.everything(1), file), "the search finds what is there");
        assert!(!holds_any_of(&disk_of(&town, 1), file), "nothing lies open on the disk");
    }
    // The person tells the shelter that they take it back.
    town.ask(0, Command::ConsentChange { referral: id.clone(), narrow: None, reason: None });
    let revoked = town.lengths.len();
    town.settle();
    assert_eq!(pieces_posted(&town, revoked), 0, "no further piece goes out");
    assert_eq!(attachments(&mut town, 0, &id)[1].state, "stopped");
    let law = Some("archive act".to_owned());
    let kept = vec!["needs".to_owned(), "safe_contact".to_owned()];
    must(&mut town, 1, &id, MoveForm::Stopped { erased: vec!["identity".to_owned()], kept, law });
    for file in [&first, &second] {
        assert!(!holds_any_of(&town.everything(1), file));
    }
    for a in attachments(&mut town, 1, &id) {
        assert_eq!((a.state.as_str(), a.name.as_str(), a.sha256.as_str()), ("erased", "", ""));
        assert_eq!(read(&mut town, 1, &id, &a.attachment), Err("not_whole".to_owned()));
    }
    // The shelter's own copy is its own, until its case is erased.
    assert!(holds_any_of(&town.everything(0), &second));
    let confirm = town.show(0, &id).unwrap().row.referral;
    let reply = town.ask(0, Command::RetentionErase { referral: id.clone(), confirm });
    assert!(matches!(reply, Reply::Done { .. }), "{reply:?}");
    assert!(
        !holds_any_of(&town.everything(0), &first) && !holds_any_of(&town.everything(0), &second)
    );
    town.crash(0);
    assert!(!holds_any_of(&town.everything(0), &second), "nor after a restart");
}

#[test]
fn an_answer_to_a_change_of_consent_names_the_sections_of_files_too() {
    let (mut town, id) = accepted(5);
    attach(&mut town, 1, &id, &file(100, 7));
    settle(&mut town, &id);
    // The person tells the clinic; the shelter holds a report of the clinic's.
    town.ask(1, Command::ConsentChange { referral: id.clone(), narrow: None, reason: None });
    town.settle();
    let stopped = |erased: &[&str]| {
        let erased = erased.iter().map(|s| (*s).to_owned()).collect();
        Box::new(MoveForm::Stopped { erased, kept: Vec::new(), law: None })
    };
    let answer = |step| Command::ReferralMove { referral: id.clone(), step };
    match town.ask(0, answer(stopped(&[]))) {
        Reply::Failed(failure) => assert_eq!(failure.code, "section_unanswered"),
        other => panic!("{other:?}"),
    }
    let reply = town.ask(0, answer(stopped(&["identity"])));
    assert!(matches!(reply, Reply::Referral(_)), "{reply:?}");
    assert_eq!(attachments(&mut town, 0, &id)[0].state, "erased");
}

#[test]
fn a_piece_of_nothing_is_refused_and_nothing_of_it_is_kept() {
    let (mut town, id) = accepted(6);
    attach(&mut town, 0, &id, &file(2 * PIECE_BYTES, 8));
    while pieces_posted(&town, 0) == 0 {
        assert!(town.deliver_one());
    }
    let mut taken = town.take_post().into_iter().map(|(_, frame)| frame);
    let piece = taken.find(|frame| frame.len() == PIECE_FRAME).expect("it is under way");
    let confirm = town.show(1, &id).unwrap().row.referral;
    town.ask(1, Command::RetentionErase { referral: id.clone(), confirm });
    assert!(matches!(town.offer(1, &piece), Verdict::Refused(_)));
    let Reply::Status(status) = town.ask(1, Command::Status) else { panic!() };
    assert_eq!(status.refused.get("piece_of_nothing"), Some(&1));
}

#[test]
fn a_stick_carries_a_large_file_in_two_rounds() {
    let (mut town, id) = accepted(11);
    let scan = file(70 * PIECE_BYTES + 5, 12);
    attach(&mut town, 0, &id, &scan);
    let stick = Stick::new();
    // Nobody is reached in another way. There: its letter; back: the receipt. There: all its pieces.
    for house in [0, 1, 0, 1, 0] {
        town.take_post();
        let done = match house {
            0 if stick.files().is_empty() => town.write_stick(0, Some(1), &stick),
            house => town.read_stick(house, &stick),
        };
        assert!(matches!(done, Reply::Bundle(_)), "{done:?}");
    }
    assert!(read(&mut town, 1, &id, "A1").unwrap() == scan);
    for house in [0, 1] {
        assert_eq!(attachments(&mut town, house, &id)[0].state, "whole", "house {house}");
    }
}

#[test]
fn a_restored_node_gets_its_files_back_from_the_partner() {
    let (mut town, id) = accepted(7);
    let backup = town.backup(1);
    let scan = file(20 * PIECE_BYTES, 9);
    attach(&mut town, 0, &id, &scan);
    settle(&mut town, &id);
    let sheet = town.houses[1].sheet;
    town.lose_and_restore(1, &backup, &sheet);
    for _ in 0..3 {
        town.wait(1);
        town.settle();
    }
    let said = attachments(&mut town, 1, &id);
    assert_eq!((said.len(), said[0].state.as_str()), (1, "arriving"));
    // Ten quiet minutes, then it asks.
    settle(&mut town, &id);
    assert!(read(&mut town, 1, &id, "A1").unwrap() == scan);
}

#[test]
fn a_restored_sender_goes_on_with_what_the_other_side_says_it_lacks() {
    let (mut town, id) = accepted(8);
    let scan = file(40 * PIECE_BYTES, 10);
    attach(&mut town, 0, &id, &scan);
    let backup = town.backup(0);
    while attachments(&mut town, 1, &id).first().is_none_or(|a| a.pieces_done < 15) {
        town.deliver_one();
    }
    let sheet = town.houses[0].sheet;
    town.lose_and_restore(0, &backup, &sheet);
    settle(&mut town, &id);
    assert!(read(&mut town, 1, &id, "A1").unwrap() == scan);
}

#[test]
fn a_file_that_nobody_goes_on_putting_in_is_erased() {
    let (mut town, id) = accepted(9);
    let scan = file(PART + 1, 11);
    for crash in [false, true] {
        let begin = Command::AttachBegin {
            referral: id.clone(),
            section: "identity".to_owned(),
            name: "a.pdf".to_owned(),
            media_type: "application/pdf".to_owned(),
            bytes: scan.len() as u64,
        };
        let Reply::Attaching { upload, .. } = town.ask(0, begin) else { panic!() };
        let data = Secret(hex(&scan[..PART]).to_string());
        town.ask(0, Command::AttachPart { upload: upload.clone(), from: 0, data });
        assert!(holds_any_of(&town.everything(0), &scan));
        if crash {
            town.crash(0);
            town.wait(1);
        } else {
            town.wait(599);
            assert!(holds_any_of(&town.everything(0), &scan));
            town.wait(1);
        }
        assert!(!holds_any_of(&town.everything(0), &scan));
        let reply = town.ask(0, Command::AttachEnd { upload });
        assert!(matches!(reply, Reply::Failed(f) if f.code == "no_upload"));
    }
    assert!(attachments(&mut town, 0, &id).is_empty());
    for n in 0..=4 {
        let begin = Command::AttachBegin {
            referral: id.clone(),
            section: "identity".to_owned(),
            name: "a.pdf".to_owned(),
            media_type: "application/pdf".to_owned(),
            bytes: 1,
        };
        match town.ask(0, begin) {
            Reply::Attaching { .. } => assert!(n < 4),
            Reply::Failed(failure) => assert_eq!((n, failure.code.as_str()), (4, "attaching")),
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn what_may_not_be_attached_is_refused_before_anything_is_kept() {
    let mut town = Town::new(10, &CAST);
    let id = town.send("07-visa-and-fine.toml", 0, 1).id;
    town.settle();
    let mut code = |section: &str, name: &str, bytes: u64| {
        let begin = Command::AttachBegin {
            referral: id.clone(),
            section: section.to_owned(),
            name: name.to_owned(),
            media_type: "image/png".to_owned(),
            bytes,
        };
        match town.ask(0, begin) {
            Reply::Failed(failure) => failure.code,
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(code("documents", "a.png", 10), "not_now", "not accepted yet");
    assert_eq!(code("needs", "a.png", 10), "section");
    assert_eq!(code("papers", "a.png", 10), "unknown_code");
    assert_eq!(code("documents", "../a.png", 10), "attachment");
    assert_eq!(code("documents", "a.png", ATTACHMENT_BYTES_MAX + 1), "attachment");
}
