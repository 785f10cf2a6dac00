//! What a handle to a node tells whoever watches it.

use super::*;
use crate::carry::Carrying;

/// For whatever a watcher is told: it fails by this, and never waits for it.
const PATIENCE: Duration = Duration::from_secs(60);

fn passphrase() -> Secret {
    Secret("correct horse battery staple".to_owned())
}

fn settings(home: &Path) -> Settings {
    Settings {
        home: home.to_owned(),
        listen: Vec::new(),
        underlay: Underlay::default(),
        reach: Reach::default(),
        preferences: Preferences {
            announce: Vec::new(),
            receipt_opened: true,
            retention: Default::default(),
            carrying: Carrying::default(),
            witnesses: Default::default(),
        },
        hardness: Hardness { memory_kib: 8, passes: 1 },
        backup: None,
    }
}

/// Waits until the node is as asked, looking only when it is told that something changed.
async fn told_until(service: &Service, done: impl Fn(&Service) -> bool) {
    let mut changes = service.changes();
    while !done(service) {
        tokio::time::timeout(PATIENCE, changes.changed()).await.unwrap().unwrap();
    }
}

#[test]
fn whoever_watches_is_told_of_what_was_kept_and_of_the_lock() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let settings = settings(folder.path());
    let (name, kind) = ("Border Shelter".to_owned(), "shelter".to_owned());
    let profile = Profile { name, kind, languages: vec!["en".to_owned()] };
    create(&settings, &profile, &passphrase(), &[9; 32]).unwrap();
    let service = start(settings, Some(passphrase()), runtime.handle().clone()).unwrap();
    runtime.block_on(async {
        assert!(!service.is_locked());
        let first = *service.changes().borrow();
        for made in 1..=5 {
            let reply = service.ask(Command::InviteNew { label: None }).await;
            assert!(matches!(reply, Reply::Invite(_)), "{reply:?}");
            told_until(&service, |service| *service.changes().borrow() >= first + made).await;
        }
        service.ask(Command::Lock).await;
        told_until(&service, Service::is_locked).await;
        let refused = service.ask(Command::InviteList).await;
        assert!(matches!(refused, Reply::Failed(told) if told.code == "locked"));
        service.ask(Command::Unlock { passphrase: passphrase() }).await;
        told_until(&service, |service| !service.is_locked()).await;
        service.ask(Command::Stop).await;
        service.stopped().await;
        assert!(service.is_locked(), "a node that has stopped holds no keys");
    });
}
