//! Seeded storms: loss, repeats, reordering, delay, power cuts, full disks, a lost index.

use std::sync::atomic::{AtomicU64, Ordering};

use waypost_desk::command::ReferralReport;
use waypost_tests::actor::act;
use waypost_tests::town::{Town, Weather};

pub(crate) const CAST: [(&str, &str); 2] =
    [("Border Shelter", "shelter"), ("River Clinic", "clinic")];
pub(crate) const CASES: [&str; 4] = [
    "01-shelter-tonight.toml",
    "04-mother-and-child.toml",
    "05-emergency-override.toml",
    "07-visa-and-fine.toml",
];

/// Seeds of the ordinary run; `WAYPOST_SEEDS=FROM..TO` plays others.
pub(crate) fn seeds() -> std::ops::Range<u64> {
    let wanted = std::env::var("WAYPOST_SEEDS").ok();
    let range = wanted.as_deref().and_then(|text| text.split_once(".."));
    match range {
        Some((from, to)) => from.parse().unwrap()..to.parse().unwrap(),
        None => 0..1000,
    }
}

/// What both sides must see alike.
pub(crate) fn common(report: &ReferralReport) -> impl PartialEq + std::fmt::Debug + use<> {
    let events: Vec<_> = report
        .timeline
        .iter()
        .map(|t| (t.header.clone(), t.kind.clone(), t.fate.clone(), t.at.clone()))
        .collect();
    let needs: Vec<_> = report
        .needs
        .iter()
        .map(|n| (n.service.clone(), n.answer.clone(), n.decline_code.clone(), n.outcome.clone()))
        .collect();
    let row = &report.row;
    (
        row.status.clone(),
        row.consent.clone(),
        row.urgency.clone(),
        needs,
        events,
        report.disclosed.clone(),
    )
}

/// Plays one seed; returns crashes, letters and frames.
fn play(seed: u64) -> (u64, u64, u64) {
    let mut town = Town::new(seed, &CAST);
    town.weather = Weather::STORM;
    let steps = 40 + seed % 60;
    for step in 0..steps {
        match step % 10 {
            0 if step < 30 => {
                let case = town.pick(&CASES).unwrap();
                let (from, to) = if seed.is_multiple_of(3) && step > 0 { (1, 0) } else { (0, 1) };
                send_if_it_can(&mut town, case, from, to);
            }
            3 | 6 => act(&mut town, 0),
            4 | 7 | 9 => act(&mut town, 1),
            5 => {
                let seconds = [1, 60, 3_600, 20_000][(seed % 4) as usize];
                town.wait(seconds);
            }
            _ => {}
        }
        for _ in 0..(seed % 4) {
            town.deliver_one();
        }
    }
    town.settle();
    let (ours, theirs) = (town.referrals(0), town.referrals(1));
    let ids = |rows: &[waypost_desk::command::ReferralRow]| {
        let mut ids: Vec<String> = rows.iter().map(|r| r.id.clone()).collect();
        ids.sort();
        ids
    };
    assert_eq!(ids(&ours), ids(&theirs), "seed {seed}: both hold the same referrals");
    let mut letters = 0;
    for row in &ours {
        let (a, b) = (town.show(0, &row.id).unwrap(), town.show(1, &row.id).unwrap());
        assert_eq!(common(&a), common(&b), "seed {seed}: {} is the same on both sides", row.id);
        let mut headers: Vec<&String> = a.timeline.iter().map(|t| &t.header).collect();
        letters += headers.len() as u64;
        headers.sort();
        headers.dedup();
        assert_eq!(headers.len(), a.timeline.len(), "seed {seed}: no letter is there twice");
        identity_only_after_acceptance(seed, &a, &b);
    }
    logs_hold(seed, &mut town);
    let crashes = town.houses.iter().map(|h| h.crashes()).sum();
    (crashes, letters, town.posted)
}

/// After any storm each log has an entry for each letter and none more, and both sides show an auditor the same.
pub(crate) fn logs_hold(seed: u64, town: &mut Town) {
    town.weather = Weather::CALM;
    let bundles = [0, 1].map(|house| town.share(house, "2026-01-01", "2027-12-31"));
    assert_eq!(Town::wrong(&bundles, 0), Vec::<String>::new(), "seed {seed}");
    for summary in Town::audited(&bundles, 0) {
        let without = summary.entries - summary.opened;
        assert!(without <= summary.erased, "seed {seed}: {without} entries have no letter");
    }
}

pub(crate) fn send_if_it_can(town: &mut Town, case: &str, from: usize, to: usize) {
    use waypost_desk::command::{Command, Reply};
    let form = Box::new(town.case(case, from, to));
    let Reply::Draft(draft) = town.ask(from, Command::ReferralNew { form }) else { return };
    let to = vec![town.partner(from, to)];
    town.ask(
        from,
        Command::ReferralSend { draft: draft.draft, to, all_sections: false, asked: true },
    );
}

/// The target never learns who it is before it accepted, except where a vital emergency was said.
fn identity_only_after_acceptance(seed: u64, a: &ReferralReport, b: &ReferralReport) {
    let target = if a.row.direction == "received" { a } else { b };
    let accepted = target.timeline.iter().any(|t| t.kind == "accept" && t.fate != "crossed");
    let knows = target.sections.iter().any(|s| s.section == "identity");
    assert!(!knows || accepted, "seed {seed}: identity was shown without acceptance");
}

/// Loss, repeats, reordering, delay, power cuts at any step, full disks and a lost index: afterwards
/// both nodes hold the same letters, each once, and fold them to the same state.
#[test]
fn two_nodes_agree_after_any_storm() {
    let (crashes, letters, frames) = (AtomicU64::new(0), AtomicU64::new(0), AtomicU64::new(0));
    let next = AtomicU64::new(seeds().start);
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..2)
            .map(|_| {
                scope.spawn(|| {
                    loop {
                        let seed = next.fetch_add(1, Ordering::Relaxed);
                        if seed >= seeds().end {
                            return;
                        }
                        let played = std::panic::catch_unwind(|| play(seed));
                        let (c, l, f) = played.unwrap_or_else(|_| {
                            panic!("seed {seed} failed; again: WAYPOST_SEEDS={seed}..{}", seed + 1)
                        });
                        crashes.fetch_add(c, Ordering::Relaxed);
                        letters.fetch_add(l, Ordering::Relaxed);
                        frames.fetch_add(f, Ordering::Relaxed);
                    }
                })
            })
            .collect();
        for thread in threads {
            thread.join().expect("a seed failed; it is named above");
        }
    });
    let (crashes, letters, frames) =
        (crashes.into_inner(), letters.into_inner(), frames.into_inner());
    println!("seeds {:?}: {letters} letters, {frames} frames, {crashes} power cuts", seeds());
    let seeds = seeds().count() as u64;
    assert!(letters > 5 * seeds && crashes >= seeds / 4, "the storm must blow");
}
