//! Bytes on the wire, counted by a relay between two nodes: TCP payload in both directions, with the
//! encryption of the link and all that carries the frames.

use std::time::Duration;

use waypost_desk::command::{Command, MoveForm, ReferralReport, Reply};

use crate::measure::show;
use crate::pair::{Node, pair, runtime};
use crate::relay::Relay;

/// Long enough for whatever still travels to have arrived.
const SETTLING: Duration = Duration::from_millis(500);
const IDLE: Duration = Duration::from_secs(10);
const REFERRALS: u64 = 20;

pub(crate) fn run() {
    runtime().block_on(async {
        let ((mut from, mut to), relays) = pair(true).await;
        let draft = from.draft().await;
        // The first one also opens the link.
        carried(&relays, async { deliver(&from, &draft, 1).await }).await;
        let bytes = carried(&relays, async { deliver(&from, &draft, REFERRALS).await }).await;
        show("a referral and its signed receipt, over a standing link", kb(bytes / REFERRALS), "");

        let bytes = carried(&relays, live(&from, &to)).await;
        let report = newest(&from).await;
        let letters = report.timeline.len() as u64;
        let words = format!("the rest of its life, to `{}`", report.row.status);
        show(&words, kb(bytes), "");
        show("  letters and receipts of that referral in all", letters, "");

        let bytes = carried(&relays, tokio::time::sleep(IDLE)).await;
        show("an idle pair with a standing link, bytes in 10 s", bytes, "target 0");
        from.stop().await;
        to.stop().await;
    });
}

fn kb(bytes: u64) -> String {
    format!("{:.2} kB", bytes as f64 / 1e3)
}

/// Bytes that passed while something was done and had settled.
async fn carried(relays: &[Relay], work: impl Future<Output = ()>) -> u64 {
    let count = || relays.iter().map(Relay::carried).sum::<u64>();
    let before = count();
    work.await;
    tokio::time::sleep(SETTLING).await;
    count() - before
}

async fn deliver(from: &Node, draft: &str, times: u64) {
    for _ in 0..times {
        from.send(draft, 1).await;
        from.until_nothing_waits().await;
    }
}

/// Opened by a person, acknowledged, accepted (its identity follows), brought to its end, closed.
async fn live(from: &Node, to: &Node) {
    let id = newest(to).await.row.id;
    let by_when = Some("+2d".to_owned());
    let steps = [
        (to, MoveForm::Acknowledge),
        (to, MoveForm::Accept { needs: Vec::new(), decline: Default::default(), by_when }),
        (to, MoveForm::Arrive),
        (to, MoveForm::Complete { outcomes: Default::default() }),
        (from, MoveForm::Close),
    ];
    for (node, step) in steps {
        let command = Command::ReferralMove { referral: id.clone(), step: Box::new(step) };
        node.ask(command).await;
        from.until_nothing_waits().await;
        to.until_nothing_waits().await;
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// The newest referral, as a person sees it who opens it.
async fn newest(node: &Node) -> ReferralReport {
    let list = Command::ReferralList { waiting: false, closed: true };
    let Reply::Referrals { referrals, .. } = node.ask(list).await else { panic!("a list") };
    let referral = referrals.into_iter().next().expect("one was sent").id;
    match node.ask(Command::ReferralShow { referral, opened: true, printed: false, by: None }).await
    {
        Reply::Referral(report) => *report,
        other => panic!("{other:?}"),
    }
}
