//! What earlier versions kept is still there: a folder of each format that ever shipped, opened by
//! today's program.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rand_chacha::ChaCha20Rng;
use rand_core::SeedableRng;
use waypost_desk::command::{AuditReport, Command, ReferralRow, Reply, StatusReport, View};
use waypost_desk::desk::{Desk, Effect, Input, Preferences};
use waypost_protocol::ids::Time;
use waypost_store::{Options, RealDisk, Store};

const PASSPHRASE: &[u8] = b"seven lanterns by the slow river";
/// The afternoon on which the folder of format 1 was left.
const LEFT: Time = Time(1_795_355_400);

fn fixture() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/format-1")
}

/// A copy: opening brings it forward.
fn copied() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    for dir in ["", "journal", "spool"] {
        std::fs::create_dir(data.join(dir)).unwrap();
    }
    for name in ["FORMAT", "vault", "journal/00000001.wpj"] {
        std::fs::copy(fixture().join(name), data.join(name)).unwrap();
    }
    (folder, data)
}

fn unlock(data: &Path) -> Store {
    let rng = ChaCha20Rng::seed_from_u64(1);
    let locked = waypost_store::open(data, Options::default(), Arc::new(RealDisk), rng).unwrap();
    locked.unlock(PASSPHRASE).map_err(|(_, error)| error).unwrap()
}

fn desk(store: Store) -> Desk {
    let preferences = Preferences {
        announce: vec!["/dns/x.invalid/tcp/1".into()],
        receipt_opened: true,
        retention: Default::default(),
        carrying: Default::default(),
        witnesses: Default::default(),
    };
    Desk::open(store, preferences, Box::new(ChaCha20Rng::seed_from_u64(2))).unwrap()
}

fn ask(desk: &mut Desk, command: Command) -> Reply {
    let asked = Input::Asked { token: 1, command: Box::new(command) };
    let replies = desk.step(LEFT, vec![asked]).into_iter().filter_map(|effect| match effect {
        Effect::Reply { reply, .. } => Some(*reply),
        _ => None,
    });
    replies.last().unwrap()
}

/// Rows of before the console: a draft is what it was, and of a referral there is nothing to count until the ticks have
/// looked through its letters.
#[test]
fn drafts_and_summaries_of_before_the_console_are_read_and_brought_up() {
    let (_folder, data) = copied();
    let mut desk = desk(unlock(&data));
    let Reply::Draft(draft) = ask(&mut desk, Command::DraftShow { draft: "D1".into() }) else {
        panic!()
    };
    assert_eq!((draft.unfinished, draft.by, draft.form.is_some()), (false, None, true));
    assert_eq!(draft.sent_to, ["R1"]);
    let page = Command::ReferralPage {
        view: View::All,
        search: None,
        services: Vec::new(),
        from: 0,
        count: 10,
    };
    assert!(matches!(ask(&mut desk, page), Reply::ReferralPage { total: 2, .. }));
    let mut figures = |ticks: usize| {
        (0..ticks).for_each(|_| drop(desk.step(LEFT, vec![Input::Tick])));
        match ask(&mut desk, Command::Figures { days: 366 }) {
            Reply::Figures(figures) => {
                (figures.not_counted_yet, figures.states.iter().map(|s| s.count).sum::<u64>())
            }
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(figures(0), (2, 0));
    assert_eq!(figures(2), (0, 2));
}

#[test]
fn a_folder_of_the_first_format_is_brought_forward_with_all_it_holds() {
    let (_folder, data) = copied();
    let looked = waypost_store::format_of(&data, &RealDisk).unwrap();
    assert_eq!((looked.found, looked.current), (1, 2));
    let store = unlock(&data);
    assert_eq!(store.report().brought_from, Some(1));
    assert!(store.report().rot.is_empty());
    let mut desk = desk(store);
    let Reply::Status(status) = ask(&mut desk, Command::Status) else { panic!() };
    let StatusReport { name, partners_confirmed, referrals, letters, waiting_letters, .. } =
        *status;
    assert_eq!((name.as_str(), partners_confirmed, referrals), ("Border Post", 1, 2));
    assert_eq!((letters, waiting_letters), (11, 1));
    let Reply::Audit(AuditReport { verified, faults, .. }) =
        ask(&mut desk, Command::AuditLog { list: false })
    else {
        panic!()
    };
    assert_eq!((verified, faults), (19, Vec::new()));
    let Reply::Referrals { referrals, drafts } =
        ask(&mut desk, Command::ReferralList { waiting: false, closed: true })
    else {
        panic!()
    };
    let states: Vec<(&str, &str, &str)> =
        referrals.iter().map(|r: &ReferralRow| (&*r.referral, &*r.status, &*r.tick)).collect();
    assert_eq!(states, [("R2", "sent", "waiting"), ("R1", "in_transit", "received")]);
    assert_eq!(drafts.len(), 2);

    // It goes on as if it had never been otherwise.
    let arrived =
        waypost_desk::command::MoveForm::Withdraw { code: "no_longer_needed".into(), note: None };
    let withdrawn = Command::ReferralMove { referral: "R2".into(), step: Box::new(arrived) };
    let reply = ask(&mut desk, withdrawn);
    assert!(matches!(reply, Reply::Referral(_)), "{reply:?}");
    desk.into_store().close().unwrap();
    assert_eq!(std::fs::read(data.join("FORMAT")).unwrap(), b"waypost-store 2\n");
    let again = unlock(&data);
    assert_eq!(again.report().brought_from, None);
    let mut desk = self::desk(again);
    let Reply::Audit(report) = ask(&mut desk, Command::AuditLog { list: false }) else { panic!() };
    assert_eq!((report.verified, report.faults.len()), (20, 0));
    // Letters from before have no entry in its log; the one written since has.
    let Reply::Witness(log) = ask(&mut desk, Command::AuditWitness { now: false }) else {
        panic!()
    };
    assert_eq!((log.log, log.size, log.held), (1, 1, None));
}

/// The sheet that was printed in the first version's days still opens what it was made for.
#[test]
fn a_recovery_sheet_of_the_first_format_opens_its_folder() {
    let (_folder, data) = copied();
    let words = std::fs::read_to_string(fixture().join("SHEET")).unwrap();
    let seed: [u8; 32] =
        bip39::Mnemonic::parse_normalized(words.trim()).unwrap().to_entropy().try_into().unwrap();
    let rng = ChaCha20Rng::seed_from_u64(1);
    let locked = waypost_store::open(&data, Options::default(), Arc::new(RealDisk), rng).unwrap();
    let key = waypost_desk::recovery::vault_key(&seed);
    let store = locked.unlock_with_recovery(*key).map_err(|(_, error)| error).unwrap();
    let mut desk = desk(store);
    let reply = ask(&mut desk, Command::Status);
    assert!(matches!(reply, Reply::Status(s) if s.referrals == 2), "all of it");
}
