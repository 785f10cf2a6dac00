//! Bad lines: packets that are lost, and a satellite's slow and late ones.

use std::time::Duration;

use crate::figures::{figure, seed, timed};
use crate::lab::{Door, Lab, PORT};
use crate::link::{Conditions, Link};
use crate::site::{Partners, Site};

/// One packet in ten is lost in each direction at each end.
#[test]
fn a_line_that_loses_one_packet_in_ten_carries_a_whole_referral() {
    let Some(lab) = Lab::new() else { return };
    let partners = Partners::meet(&lab, [Door::Open, Door::Open]);
    partners.shelter.host.lose(10);
    let (took, _) = timed(|| partners.cycle());
    partners.must_agree();
    let (ten, ()) = timed(|| (0..10).for_each(|_| drop(partners.deliver())));
    partners.must_agree();
    let lost = partners.shelter.host.lost();
    assert!(lost > 20, "only {lost} packets were lost: the line is good");
    figure("direct, 10 % of packets lost: a referral's whole life", format!("{took:.1?}"));
    figure("direct, 10 % of packets lost: ten more, one after another", format!("{ten:.1?}"));
    figure("direct, 10 % of packets lost: packets that were lost", lost);
}

/// 800 ms there and back, 20 kbit/s each way, in a program of the test's own: the kernel's is not everywhere. The
/// line is measured before it is believed.
#[test]
fn a_satellite_line_carries_a_whole_referral() {
    let Some(lab) = Lab::new() else { return };
    let conditions = Conditions {
        delay: Duration::from_millis(400),
        jitter: Duration::from_millis(20),
        bytes_per_second: Some(2_500),
    };
    let between = lab.host(Door::Open);
    let mut shelter = Site::found(&lab, Door::Open, "Border Shelter", "shelter");
    let mut clinic = Site::found(&lab, Door::Open, "River Clinic", "clinic");
    let line = Link::new(conditions, seed());
    for (site, port) in [(&shelter, PORT), (&clinic, PORT + 1)] {
        let at = (between.public, port).into();
        line.carry(&between, at, (site.host.public, PORT).into());
        site.announce(&format!("/ip4/{}/tcp/{port}", between.public));
    }
    shelter.start();
    clinic.start();
    let partners = Partners::pair(shelter, clinic);
    let before = line.carried();
    let (took, _) = timed(|| partners.cycle());
    partners.must_agree();
    let bytes = line.carried() - before;
    figure("direct, 800 ms and 20 kbit/s: a referral's whole life", format!("{took:.1?}"));
    figure("direct, 800 ms and 20 kbit/s: bytes of it, without TCP's headers", bytes);
    let least = Duration::from_secs_f64(bytes as f64 / 2.0 / 2_500.0);
    assert!(took > least, "{bytes} bytes in {took:?} are more than the line can carry");
}
