//! Trustees: partners keep shares of a recovery sheet, and give them back to people.

use std::collections::BTreeSet;

use waypost_desk::command::{Command, Reply, Secret, ShareReport};
use waypost_desk::shares::{combine, fresh_set};
use waypost_protocol::ids::ConversationId;
use waypost_protocol::share::{Quorum, Share};
use waypost_store::Table;
use waypost_tests::town::Town;

fn town(seed: u64) -> Town {
    let cast = [
        ("Border Shelter", "shelter"),
        ("River Clinic", "clinic"),
        ("Hill Legal Aid", "legal_aid"),
    ];
    Town::new(seed, &cast)
}

fn make(town: &Town) -> Vec<Share> {
    fresh_set(&town.houses[0].sheet, Quorum::new(2, 3).unwrap()).unwrap()
}

fn send(town: &mut Town, share: &Share, to: usize) {
    let partner = town.partner(0, to);
    let share = Secret(share.to_text().to_string());
    let reply = town.ask(0, Command::ShareSend { partner, share });
    assert!(matches!(reply, Reply::Done { .. }), "{reply:?}");
}

fn kept(town: &mut Town, house: usize) -> Vec<ShareReport> {
    match town.ask(house, Command::ShareList) {
        Reply::Shares { shares } => shares,
        other => panic!("{other:?}"),
    }
}

fn given_back(town: &mut Town, house: usize) -> Share {
    let partner = town.partner(house, 0);
    match town.ask(house, Command::ShareShow { partner }) {
        Reply::Share(report) => Share::parse(&report.text.unwrap().0).unwrap(),
        other => panic!("{other:?}"),
    }
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

#[test]
fn shares_sent_to_partners_give_the_sheet_back_also_after_a_power_cut() {
    let mut town = town(21);
    let shares = make(&town);
    send(&mut town, &shares[0], 1);
    send(&mut town, &shares[1], 2);
    town.settle();
    town.crash(1);
    let list = kept(&mut town, 1);
    assert_eq!((list.len(), list[0].number, list[0].needed, list[0].of), (1, 1, 2, 3));
    assert!(list[0].text.is_none(), "a list shows no share");
    let back = [given_back(&mut town, 1), given_back(&mut town, 2)];
    assert_eq!(*combine(&back).unwrap(), town.houses[0].sheet);
    assert_eq!(combine(&back[..1]).map(drop).unwrap_err().to_string(), "1 shares, 2 are needed");
    for house in 0..3 {
        let Reply::Audit(found) = town.ask(house, Command::AuditLog { list: false }) else {
            panic!()
        };
        assert_eq!(found.faults, Vec::<String>::new(), "the letters still prove themselves");
    }
}

#[test]
fn a_newer_set_replaces_the_share_of_the_same_owner_and_an_older_one_does_not() {
    let mut town = town(22);
    let (first, second) = (make(&town), make(&town));
    send(&mut town, &first[0], 1);
    town.wait(60);
    send(&mut town, &second[0], 1);
    town.settle();
    assert_eq!(given_back(&mut town, 1), second[0]);
    assert_eq!(kept(&mut town, 1).len(), 1);
}

#[test]
fn no_letter_that_is_kept_holds_a_share_on_either_side() {
    let mut town = town(23);
    let shares = make(&town);
    send(&mut town, &shares[0], 1);
    town.settle();
    // Whoever opens the owner's node with its passphrase finds nothing to put together.
    let partner = town.partner(0, 1);
    let refused = town.ask(0, Command::ShareShow { partner });
    assert!(matches!(&refused, Reply::Failed(f) if f.code == "no_share"), "{refused:?}");
    assert!(kept(&mut town, 0).is_empty());
    for house in [0, 1] {
        let letters = letters_kept(&mut town, house);
        assert!(letters.len() > 4);
        for row in letters {
            assert!(!contains(&row, shares[0].part()), "house {house}");
        }
    }
}

/// Every letter row of a house, opened.
fn letters_kept(town: &mut Town, house: usize) -> Vec<Vec<u8>> {
    let Reply::Audit(found) = town.ask(house, Command::AuditLog { list: true }) else { panic!() };
    let threads: BTreeSet<String> = found.letters.into_iter().map(|l| l.conversation).collect();
    let store = town.store(house);
    let rows = threads.iter().flat_map(|thread| {
        let id: ConversationId = thread.parse().unwrap();
        store.rows(Table(6), id.as_bytes()).unwrap().map(|row| row.unwrap().value.to_vec())
    });
    rows.collect()
}

#[test]
fn a_share_goes_to_nobody_who_is_not_confirmed() {
    let mut town = town(24);
    let shares = make(&town);
    let partner = town.partner(0, 1);
    town.ask(0, Command::PartnerBlock { partner: partner.clone(), blocked: true });
    let share = Secret(shares[0].to_text().to_string());
    let reply = town.ask(0, Command::ShareSend { partner: partner.clone(), share });
    assert!(matches!(&reply, Reply::Failed(f) if f.code == "not_confirmed"), "{reply:?}");
    let share = Secret("wpshare1qqqq".to_owned());
    let reply = town.ask(0, Command::ShareSend { partner, share });
    assert!(matches!(&reply, Reply::Failed(f) if f.code == "bad_share"), "{reply:?}");
}
