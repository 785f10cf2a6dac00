//! Every way to stand in the world with every other: open, behind a router that passes a port in, behind one that lets
//! only answers in, behind one that does not even keep a port. All meet, and all is delivered, by mailbox if need be.

use std::collections::BTreeMap;
use std::time::Duration;

use crate::figures::{figure, median};
use crate::lab::{Door, Lab};
use crate::office::Office;
use crate::site::Partners;

/// Longer than any dial takes that nobody answers.
const IN_VAIN: Duration = Duration::from_secs(23);
/// How long a node waits for a dial before it uses the mailbox beside it.
const DIAL_PATIENCE: Duration = Duration::from_secs(5);

/// Both of each pair stand somewhere; all pairs, the two of a kind among them.
#[test]
fn all_is_delivered_between_every_pair_of_doors() {
    let Some(lab) = Lab::new() else { return };
    let office = Office::open(&lab);
    let mut times = BTreeMap::new();
    let mut delivered = 0;
    for (turn, one) in Door::ALL.into_iter().enumerate() {
        for other in Door::ALL.into_iter().skip(turn) {
            let partners = Partners::meet_at(&lab, || office.code(), [one, other]);
            let mut took = Vec::new();
            for _ in 0..2 {
                took.push(partners.deliver().0);
                took.push(partners.deliver_back().0);
            }
            partners.must_agree();
            delivered += took.len();
            times.insert(format!("{} and {}", one.name(), other.name()), took);
        }
    }
    figure("mailbox at hand: referrals sent and signed for, of 40", delivered);
    for (pair, took) in times {
        let worst = took.iter().max().copied().unwrap();
        let median = median(took);
        figure(
            &format!("mailbox at hand, {pair}: median, worst"),
            format!("{median:.1?} {worst:.1?}"),
        );
    }
    assert_eq!(delivered, 40);
}

/// Routers on both sides swallow whatever comes: the first letters wait for a dial, those after it was in vain do not,
/// though letters go on coming by the mailbox.
#[test]
fn behind_silent_routers_the_mailbox_is_tried_at_once_when_a_dial_was_in_vain() {
    let Some(lab) = Lab::new() else { return };
    let office = Office::open(&lab);
    let mut partners =
        Partners::meet_at(&lab, || office.code(), [Door::Symmetric, Door::Symmetric]);
    for site in [&mut partners.shelter, &mut partners.clinic] {
        let announced = site.host.announce();
        site.announce(&announced);
        site.stop();
        site.start();
    }
    // Both learn of the other's address, and dial it in vain.
    partners.deliver();
    partners.deliver_back();
    std::thread::sleep(IN_VAIN);
    partners.deliver();
    partners.deliver_back();
    std::thread::sleep(IN_VAIN);
    let mut took = Vec::new();
    for _ in 0..3 {
        took.push(partners.deliver().0);
        took.push(partners.deliver_back().0);
    }
    partners.must_agree();
    figure("mailbox, silent routers on both sides, after a dial in vain", format!("{took:.1?}"));
    assert!(took.iter().all(|took| *took < DIAL_PATIENCE), "{took:?}");
}
