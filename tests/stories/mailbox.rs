//! Somebody runs a mailbox for others, who leave frames there and collect them.

use std::process::Command;
use std::time::{Duration, Instant};

use waypost_net::mailbox::DepositVerdict;
use waypost_tests::mailbox::{Carrier, Inbox, Mailbox, frame};

const PROGRAM: &str = env!("CARGO_BIN_EXE_waypost");

fn mailbox() -> Mailbox {
    Mailbox::on(&std::env::temp_dir(), PROGRAM)
}

fn kept(count: usize) -> Vec<Result<DepositVerdict, waypost_net::FailWhy>> {
    vec![Ok(DepositVerdict::Kept); count]
}

/// From an empty folder to a grant that is ended, by the command line alone.
#[test]
fn an_operator_runs_a_mailbox_gives_a_grant_and_ends_it() {
    let mut mailbox = mailbox();
    assert_eq!(mailbox.ask(&["mailbox", "figures"]).1["code"], "no_mailbox");
    let told = mailbox.serve();
    assert_eq!(told["kind"], "mailbox");
    let listening = told["listening"][0].as_str().unwrap().to_owned();
    let (grant, code) = mailbox.grant(&["--frames", "3"]);
    assert_eq!(code.node_key().to_string(), told["node"].as_str().unwrap());
    assert_eq!(code.addresses(), [listening]);
    // One mailbox a home, and no organisation in it.
    assert_eq!(mailbox.ask(&["mailbox", "serve"]).1["code"], "runs_already");
    assert_eq!(mailbox.ask(&["run"]).1["code"], "home_is_mailbox");

    let inbox = Inbox::new(&code, 1);
    let (mut writer, mut owner) = (Carrier::new(1), Carrier::new(2));
    let nobody = writer.leave(&inbox, &[frame(0, 4096)]);
    assert_eq!(nobody, [Ok(DepositVerdict::NoInbox)]);
    let (frames, report) = owner.collect(&inbox, |_| true);
    assert_eq!((frames.len(), report.unwrap().frames_left), (0, Some(3)));
    let frames: Vec<_> = (0..3).map(|n| frame(n, 4096)).collect();
    assert_eq!(writer.leave(&inbox, &frames), kept(3));
    assert_eq!(writer.leave(&inbox, &frames[..1]), kept(1), "a repeat is told the same");
    assert_eq!(writer.leave(&inbox, &[frame(4, 4096)]), [Ok(DepositVerdict::Full)]);

    mailbox.must(&["mailbox", "grant", "end", &grant]);
    let began = Instant::now();
    while writer.leave(&inbox, &frames[..1]) != [Ok(DepositVerdict::NoInbox)] {
        assert!(began.elapsed() < Duration::from_secs(20), "{}", mailbox.said());
    }
    mailbox.stop();
    let figures = mailbox.must(&["mailbox", "figures"]);
    assert_eq!((figures["frames"].as_u64(), figures["inboxes"].as_u64()), (Some(3), Some(1)));
    // Nothing of anybody is in what it says: neither an inbox, nor a client, nor a grant.
    let said = mailbox.said();
    for secret in ["wpinbox", "wpframe", "wpgrant", "12D3"] {
        assert!(!said.contains(secret), "{said}");
    }
    mailbox.serve();
    assert!(owner.collect(&inbox, |_| true).1.is_err(), "an ended grant opens nothing");
}

/// Whoever runs it puts back an old copy of its folder: it serves what that holds, and goes on.
#[test]
fn a_mailbox_from_an_old_copy_of_its_folder_serves_what_it_has() {
    let mut mailbox = mailbox();
    mailbox.serve();
    let inbox = Inbox::new(&mailbox.grant(&[]).1, 1);
    let (mut writer, mut owner) = (Carrier::new(1), Carrier::new(2));
    owner.collect(&inbox, |_| true).1.unwrap();
    let old: Vec<_> = (0..20).map(|n| frame(n, 4096)).collect();
    assert_eq!(writer.leave(&inbox, &old), kept(20));
    mailbox.stop();
    let (mail, copy) = (mailbox.home().join("mail"), mailbox.home().with_extension("copy"));
    let copied = Command::new("cp").arg("-r").args([&mail, &copy]).status().unwrap();
    assert!(copied.success());

    mailbox.serve();
    let new: Vec<_> = (20..40).map(|n| frame(n, 16_384)).collect();
    assert_eq!(writer.leave(&inbox, &new), kept(20));
    assert_eq!(owner.collect_all(&inbox).len(), 40);
    mailbox.stop();
    std::fs::remove_dir_all(&mail).unwrap();
    std::fs::rename(&copy, &mail).unwrap();

    mailbox.serve();
    let more = frame(99, 65_536);
    assert_eq!(writer.leave(&inbox, std::slice::from_ref(&more)), kept(1));
    let mut found = owner.collect_all(&inbox);
    found.sort();
    let mut held = [old, vec![more]].concat();
    held.sort();
    assert!(found == held, "{} frames", found.len());
    assert_eq!(owner.collect_all(&inbox).len(), 0);
    mailbox.stop();
}
