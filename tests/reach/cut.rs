//! Partners that are cut off from each other for a while, and meet again.

use crate::figures::{figure, timed};
use crate::lab::{Door, Lab};
use crate::site::Partners;

/// Nothing in the way: how long a referral's life takes, and how many bytes.
#[test]
fn an_open_line_carries_a_referral_there_and_back() {
    let Some(lab) = Lab::new() else { return };
    let partners = Partners::meet(&lab, [Door::Open, Door::Open]);
    let before = partners.shelter.host.carried();
    let (took, _) = timed(|| partners.cycle());
    partners.must_agree();
    let bytes = partners.shelter.host.carried() - before;
    figure("direct, open line: a referral's whole life, seven moves", format!("{took:.1?}"));
    figure("direct, open line: bytes of it, with all headers", bytes);
}

/// Both sides go on working while no packet passes; some of what they do crosses. When they meet again both hold
/// the same.
#[test]
fn moves_on_both_sides_of_a_cut_line_end_in_one_state() {
    let Some(lab) = Lab::new() else { return };
    let partners = Partners::meet(&lab, [Door::Open, Door::Open]);
    let (_, crossed) = partners.deliver();
    let (_, apart) = partners.deliver();
    let Partners { shelter, clinic, clinic_name, shelter_name } = &partners;
    shelter.host.cut();
    let late = shelter.refer(clinic_name);
    shelter.must(&["consent", "revoke", &crossed]);
    clinic.must(&["referral", "answer", &crossed, "accept", "--by", "+1d"]);
    clinic.must(&["referral", "answer", &apart, "ask", "Can she walk up stairs?"]);
    let back = clinic.refer(shelter_name);
    // Long enough that both have tried and failed.
    std::thread::sleep(std::time::Duration::from_secs(6));
    assert!(!clinic.referrals().contains(&late), "nothing passed");
    assert!(!shelter.referrals().contains(&back), "nothing passed");
    let ahead = [shelter.folded(&crossed), clinic.folded(&crossed)];
    assert_ne!(ahead[0], ahead[1], "they stand apart");
    shelter.host.rejoin();
    let (took, ()) = timed(|| partners.must_agree());
    let folded = shelter.folded(&crossed);
    let accept = folded.letters.iter().find(|[_, kind, _]| kind == "accept").unwrap();
    assert_eq!(accept[2], "crossed", "who it is was never shown: {folded:?}");
    shelter.awaits(&apart, "info_requested");
    figure("direct, cut for 6 s: until both agree again", format!("{took:.1?}"));
}
