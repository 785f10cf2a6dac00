//! A mailbox that is killed, has no room, and comes back from an old copy, while letters wait in it for somebody who is
//! away. In the end every letter is there, once.

use std::path::Path;
use std::process::Command;

use waypost_tests::mount::Mount;

use crate::figures::{figure, skip};
use crate::lab::{Door, Lab};
use crate::office::Office;
use crate::site::Partners;

#[test]
fn a_mailbox_that_dies_fills_up_or_comes_back_old_loses_and_repeats_nothing() {
    let Some(lab) = Lab::new() else { return };
    let Some(disk) = Mount::memory(64) else { return skip("a full disk needs root") };
    let mut office = Office::on(&lab, &disk.path());
    let mut partners =
        Partners::meet_at(&lab, || office.code(), [Door::Symmetric, Door::PortRestricted]);
    let copy = tempfile::tempdir().unwrap();

    // It is killed while a letter waits.
    partners.clinic.stop();
    let mut sent = vec![partners.leave()];
    office.kill();
    office.serve();
    partners.clinic.start();
    partners.clinic.awaits(&sent[0], "sent");
    partners.shelter.settles();

    // It has no room: nothing is lost, and when there is room all goes on.
    partners.clinic.stop();
    let filler = disk.path().join("filler");
    fill(&filler);
    sent.push(partners.shelter.refer(&partners.clinic_name));
    std::thread::sleep(std::time::Duration::from_secs(4));
    let waits = partners.tick(&sent[1]);
    assert_eq!(waits, "waiting", "it was not taken");
    std::fs::remove_file(&filler).unwrap();
    // A fresh start sends at once what a long pause would hold up.
    partners.shelter.stop();
    partners.shelter.start();
    partners.shelter_awaits_left(&sent[1]);
    partners.clinic.start();
    partners.clinic.awaits(&sent[1], "sent");
    partners.shelter.settles();

    // It comes back from a copy in which one letter waits that was collected since, and two are not that came since:
    // one was collected, one still waited.
    partners.clinic.stop();
    sent.push(partners.leave());
    office.stop();
    replace(&office.home(), copy.path());
    office.serve();
    sent.push(partners.leave());
    partners.clinic.start();
    partners.clinic.awaits(&sent[3], "sent");
    partners.shelter.settles();
    partners.clinic.stop();
    sent.push(partners.leave());
    office.stop();
    replace(&copy.path().join("box"), office.folder());
    office.serve();
    partners.clinic.start();
    partners.clinic.awaits(&sent[4], "sent");
    partners.must_agree();
    assert_eq!(partners.clinic.referrals().len(), sent.len());
    figure("a mailbox killed, full, put back old: letters sent, there once", sent.len());
}

/// Writes until there is no byte left.
fn fill(filler: &Path) {
    let mut file = std::fs::File::create(filler).unwrap();
    while std::io::Write::write(&mut file, &[0; 4096]).is_ok_and(|written| written > 0) {}
}

/// Copies a folder into another, in the place of what is there under its name.
fn replace(from: &Path, into: &Path) {
    let there = into.join(from.file_name().unwrap());
    let _ = std::fs::remove_dir_all(&there);
    assert!(Command::new("cp").arg("-a").args([from, into]).status().unwrap().success());
}
