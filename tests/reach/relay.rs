//! Two behind routers with a relay at hand and no mailbox: reached through it, perhaps from machine to machine after
//! a hole was punched, and not lost when it dies.

use std::time::{Duration, Instant};

use waypost_net::testing::relay_at;

use crate::blind::node_of;
use crate::figures::{figure, timed};
use crate::lab::{Door, Lab};
use crate::site::{Partners, Site};

/// A hole is punched within this time, or not at all.
const PUNCH: Duration = Duration::from_secs(8);

#[test]
fn a_relay_carries_between_two_who_both_let_nobody_in() {
    carried_by_a_relay([Door::PortRestricted, Door::PortRestricted]);
}

#[test]
fn a_relay_carries_between_two_who_keep_no_port() {
    carried_by_a_relay([Door::Symmetric, Door::Symmetric]);
}

fn carried_by_a_relay(doors: [Door; 2]) {
    let Some(lab) = Lab::new() else { return };
    let mut relay = Site::found(&lab, Door::Open, "Hill Legal Aid", "legal_aid");
    relay.must(&["config", "set", "serve_relay", "true"]);
    relay.start();
    let at = relay_at(&node_of(&relay), &relay.host.announce()).unwrap();
    let mut doors_left = doors.into_iter();
    let [shelter, clinic] =
        [("Border Shelter", "shelter"), ("River Clinic", "clinic")].map(|(name, kind)| {
            let mut site = Site::found(&lab, doors_left.next().unwrap(), name, kind);
            site.start();
            waypost_tests::node::pair(&relay, &site);
            site.settles();
            site.must(&["config", "set", "relays", &at]);
            site.stop();
            site.start();
            site.awaits_within(Duration::from_secs(40), "a place at the relay", |site| {
                site.must(&["status"])["listening"].to_string().contains("p2p-circuit")
            });
            site
        });
    let partners = Partners::pair(shelter, clinic);
    let times: Vec<Duration> =
        (0..3).flat_map(|_| [partners.deliver().0, partners.deliver_back().0]).collect();
    let what = format!("relay, {} and {}", doors[0].name(), doors[1].name());
    figure(&format!("{what}: six referrals"), format!("{times:.1?}"));
    let began = Instant::now();
    let mut carrier = carrier(&partners);
    while carrier != "direct" && began.elapsed() < PUNCH {
        std::thread::sleep(Duration::from_millis(200));
        carrier = self::carrier(&partners);
    }
    figure(&format!("{what}: after {:.0?} it goes", began.elapsed()), carrier);
    let before = partners.shelter.host.carried();
    let (took, _) = timed(|| partners.cycle());
    let bytes = partners.shelter.host.carried() - before;
    figure(&format!("{what}: a referral's whole life, bytes of it"), format!("{took:.1?} {bytes}"));

    relay.kill();
    let id = partners.shelter.refer(&partners.clinic_name);
    std::thread::sleep(Duration::from_secs(3));
    relay.start();
    let (took, ()) = timed(|| partners.clinic.awaits(&id, "sent"));
    figure(&format!("{what}: it dies for 3 s, a referral arrives after"), format!("{took:.1?}"));
    partners.must_agree();
}

fn carrier(partners: &Partners) -> String {
    let shown = partners.shelter.must(&["partner", "show", &partners.clinic_name]);
    shown["carrier"].as_str().unwrap_or("?").to_owned()
}
