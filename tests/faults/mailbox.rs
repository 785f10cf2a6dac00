//! A mailbox killed under deposits, and on a full disk: every frame that was acknowledged waits, once, for its owner.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use rand_chacha::rand_core::Rng;
use waypost_net::mailbox::DepositVerdict;
use waypost_tests::mailbox::{Carrier, Inbox, Mailbox, frame};

use waypost_tests::mount::Mount;

use crate::report::{chance, rounds, skip};

const PROGRAM: &str = env!("CARGO_BIN_EXE_waypost");
/// Only a failing test waits as long.
const PATIENCE: Duration = Duration::from_secs(100);
/// Deposits that are under way when it is killed.
const FRAMES_A_ROUND: u64 = 400;

#[test]
fn a_mailbox_killed_under_deposits_has_every_frame_it_acknowledged() {
    let (kills, (seed, mut rng)) = (rounds(4), chance());
    let mut mailbox = Mailbox::on(&std::env::temp_dir(), PROGRAM);
    mailbox.serve();
    let inbox = Inbox::new(&mailbox.grant(&[]).1, 1);
    let (mut writer, mut owner) = (Carrier::new(1), Carrier::new(2));
    owner.collect(&inbox, |_| true).1.unwrap();
    let (mut acknowledged, mut unknown) = (BTreeSet::new(), 0);
    for round in 0..kills {
        let first = round * FRAMES_A_ROUND;
        let frames: Vec<_> = (first..first + FRAMES_A_ROUND).map(|n| frame(n, 4096)).collect();
        let moment = Duration::from_millis(u64::from(rng.next_u32() % 300));
        let left = std::thread::scope(|scope| {
            let leaving = scope.spawn(|| writer.leave(&inbox, &frames));
            std::thread::sleep(moment);
            mailbox.kill();
            // Now and then it is killed again while it starts.
            if rng.next_u32().is_multiple_of(3) {
                mailbox.start();
                std::thread::sleep(Duration::from_millis(u64::from(rng.next_u32() % 50)));
                mailbox.kill();
            }
            mailbox.serve();
            leaving.join().unwrap()
        });
        for (frame, left) in frames.into_iter().zip(left) {
            match left {
                Ok(DepositVerdict::Kept) => drop(acknowledged.insert(frame)),
                _ => unknown += 1,
            }
        }
    }
    let found = owner.collect_all(&inbox);
    let once: BTreeSet<_> = found.iter().cloned().collect();
    let lost = acknowledged.difference(&once).count();
    println!(
        "fault report: {kills} kills of a mailbox (seed {seed}): {} deposits acknowledged, {unknown} in doubt, \
         {} collected, {lost} lost, {} twice",
        acknowledged.len(),
        found.len(),
        found.len() - once.len()
    );
    assert_eq!((lost, found.len() - once.len()), (0, 0), "{}", mailbox.said());
    assert!(acknowledged.len() as u64 > kills, "there was load");
    assert_eq!(owner.collect_all(&inbox).len(), 0, "what was fetched is erased");
}

/// A disk without room: frames are refused by name, what was acknowledged stays, and whoever collects makes room.
#[test]
fn a_mailbox_on_a_full_disk_refuses_frames_and_takes_them_again_when_there_is_room() {
    let Some(disk) = Mount::memory(64) else { return skip("a full disk", "root") };
    let mut mailbox = Mailbox::on(&disk.path(), PROGRAM);
    mailbox.serve();
    let inbox = Inbox::new(&mailbox.grant(&[]).1, 1);
    let (mut writer, mut owner) = (Carrier::new(1), Carrier::new(2));
    owner.collect(&inbox, |_| true).1.unwrap();
    let (mut kept, mut full) = (Vec::new(), false);
    for round in 0..40 {
        let frames: Vec<_> = (0..40).map(|n| frame(round * 40 + n, 65_536)).collect();
        let left = writer.leave(&inbox, &frames);
        full |= left.contains(&Ok(DepositVerdict::Full));
        let taken = frames.into_iter().zip(left);
        kept.extend(
            taken.filter(|(_, left)| *left == Ok(DepositVerdict::Kept)).map(|(frame, _)| frame),
        );
        if full {
            break;
        }
    }
    assert!(full && kept.len() > 100, "{} kept: {}", kept.len(), mailbox.said());
    // Not a byte is left; killed and started again it serves what it has.
    let filler = disk.path().join("filler");
    let mut file = std::fs::File::create(&filler).unwrap();
    while std::io::Write::write(&mut file, &[0; 4096]).is_ok_and(|written| written > 0) {}
    drop(file);
    mailbox.kill();
    mailbox.start();
    let mut wanted = kept.len() * 3 / 4;
    let (mut fetched, began) = (Vec::new(), Instant::now());
    while wanted > 0 {
        assert!(began.elapsed() < PATIENCE, "{wanted} are not fetched: {}", mailbox.said());
        let take = |_: &[u8]| {
            let takes = wanted > 0;
            wanted -= usize::from(takes);
            takes
        };
        // It may still be starting: then nothing comes, and it is visited again.
        fetched.extend(owner.collect(&inbox, take).0);
        std::thread::sleep(Duration::from_millis(100));
    }
    // Room comes back within some seconds by compaction, though the disk is as full as before.
    let mut more = (10_000..).map(|n| frame(n, 65_536));
    let began = Instant::now();
    let new = loop {
        let frame = more.next().unwrap();
        match writer.leave(&inbox, std::slice::from_ref(&frame)).pop().unwrap() {
            Ok(DepositVerdict::Kept) => break frame,
            refused => {
                assert!(began.elapsed() < PATIENCE, "{refused:?}: {}", mailbox.said());
            }
        }
        std::thread::sleep(Duration::from_millis(100));
    };
    std::fs::remove_file(&filler).unwrap();
    mailbox.kill();
    mailbox.serve();
    fetched.extend(owner.collect_all(&inbox));
    // Frames whose erasure was cut off come again; each is there.
    let found: BTreeSet<_> = fetched.into_iter().collect();
    kept.push(new);
    let lost = kept.iter().filter(|frame| !found.contains(*frame)).count();
    println!(
        "fault report: a mailbox on a full disk: {} deposits acknowledged, {lost} lost",
        kept.len()
    );
    assert_eq!(lost, 0);
}
