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

/// Of a satellite's line, each way.
const BYTES_PER_SECOND: u64 = 2_500;

/// Two partners with 800 ms there and back and 20 kbit/s each way between them, in a program of the test's own: the
/// kernel's is not everywhere.
fn by_satellite(lab: &Lab) -> (Partners, Link) {
    let conditions = Conditions {
        delay: Duration::from_millis(400),
        jitter: Duration::from_millis(20),
        bytes_per_second: Some(BYTES_PER_SECOND),
    };
    let between = lab.host(Door::Open);
    let mut shelter = Site::found(lab, Door::Open, "Border Shelter", "shelter");
    let mut clinic = Site::found(lab, Door::Open, "River Clinic", "clinic");
    let line = Link::new(conditions, seed());
    for (site, port) in [(&shelter, PORT), (&clinic, PORT + 1)] {
        let at = (between.public, port).into();
        line.carry(&between, at, (site.host.public, PORT).into());
        site.announce(&format!("/ip4/{}/tcp/{port}", between.public));
    }
    shelter.start();
    clinic.start();
    (Partners::pair(shelter, clinic), line)
}

#[test]
fn a_satellite_line_carries_a_whole_referral() {
    let Some(lab) = Lab::new() else { return };
    let (partners, line) = by_satellite(&lab);
    let before = line.carried();
    let (took, _) = timed(|| partners.cycle());
    partners.must_agree();
    let bytes = line.carried() - before;
    figure("direct, 800 ms and 20 kbit/s: a referral's whole life", format!("{took:.1?}"));
    figure("direct, 800 ms and 20 kbit/s: bytes of it, without TCP's headers", bytes);
    let least = Duration::from_secs_f64(bytes as f64 / 2.0 / BYTES_PER_SECOND as f64);
    assert!(took > least, "{bytes} bytes in {took:?} are more than the line can carry");
}

/// A file of a megabyte takes seven minutes on such a line. A referral that is sent meanwhile waits for the piece that is
/// on its way, which takes 26 s, and for no other.
#[test]
fn on_a_satellite_line_a_referral_waits_for_no_more_than_one_piece_of_a_file() {
    let Some(lab) = Lab::new() else { return };
    let (partners, _line) = by_satellite(&lab);
    let Partners { shelter, clinic, clinic_name, .. } = &partners;
    let id = shelter.refer(clinic_name);
    clinic.awaits(&id, "sent");
    clinic.must(&["referral", "answer", &id, "accept", "--by", "+1d"]);
    shelter.awaits(&id, "accepted");
    let scan = shelter.home().with_file_name("scan.bin");
    std::fs::write(&scan, vec![7; 1 << 20]).unwrap();
    let section = ["--section", "identity"];
    shelter.must(&[&["referral", "attach", &id, scan.to_str().unwrap()], &section[..]].concat());
    let pieces = || {
        let listed = clinic.must(&["referral", "attachments", &id]);
        listed["attachments"][0]["pieces_done"].as_u64().unwrap_or(0)
    };
    clinic.awaits_within(Duration::from_secs(100), "the first piece came", |_| pieces() > 0);
    let before = pieces();
    let (took, ()) = timed(|| {
        let urgent = shelter.refer(clinic_name);
        shelter.awaits_within(Duration::from_secs(100), "it is signed for", |_| {
            partners.tick(&urgent) == "received"
        });
    });
    let overtook = pieces() - before;
    figure(
        "direct, 800 ms and 20 kbit/s: a referral behind a file, signed for",
        format!("{took:.1?}"),
    );
    figure("direct, 800 ms and 20 kbit/s: pieces of the file that came meanwhile", overtook);
    let two_pieces = Duration::from_secs(2 * 65_536 / BYTES_PER_SECOND);
    assert!(took < two_pieces, "{took:?}, and {overtook} pieces meanwhile");
}
