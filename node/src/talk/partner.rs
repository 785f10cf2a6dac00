//! Partners, in words.

use waypost_desk::command::{Carriage, Carrier, PartnerReport};

use super::words::{plain, yes_no};
use super::{clean, pairs, table};

pub(super) fn partners(partners: &[PartnerReport]) -> String {
    if partners.is_empty() {
        return "No partners yet.".to_owned();
    }
    let rows = partners.iter().map(|partner| {
        vec![
            partner.short.clone(),
            name(partner),
            plain(&partner.kind),
            checked(partner).to_owned(),
            now(partner).to_owned(),
            partner.waiting_letters.to_string(),
        ]
    });
    table(&["Partner", "Name", "Kind", "Safety number", "Now", "Letters waiting"], rows)
}

pub(super) fn partner(partner: &PartnerReport) -> String {
    let unknown = || "not known yet".to_owned();
    let mut text = pairs([
        ("Partner", partner.short.clone()),
        ("Name", name(partner)),
        ("Kind", plain(&partner.kind)),
        ("Id", partner.org.clone()),
        ("Languages", partner.languages.join(", ")),
        ("Safety number", partner.safety_number.clone()),
        ("Confirmed by you", yes_no(partner.confirmed_by_us)),
        ("Confirmed by them", yes_no(partner.confirmed_by_them)),
        ("Blocked", yes_no(partner.blocked)),
        ("Connected now", yes_no(partner.connected)),
        ("Carrier", carriage(&partner.carriage)),
        ("Last heard from", partner.last_contact.clone().unwrap_or_else(unknown)),
        ("Letters waiting here", partner.waiting_letters.to_string()),
        ("Reached at", partner.addresses.join(", ")),
        ("Card ends", partner.card_expires.clone().unwrap_or_else(unknown)),
        ("One-time prekeys left", partner.prekeys_left.to_string()),
    ]);
    // The key of the founding alone is nothing to tell.
    if partner.keys.len() > 1 {
        text.push_str(&format!("\n\n{}", super::keys::rows(&partner.keys)));
    }
    if let Some(words) = &partner.catching_up {
        text.push_str(&format!("\n\nAfter the restore here: {}", super::clean(words)));
    }
    if let Some(words) = &partner.asked_for_copies {
        text.push_str(&format!("\n\nIt {}", super::clean(words)));
    }
    if let Some(trouble) = &partner.key_trouble {
        text.push_str(&format!("\n\n{}", super::clean(trouble)));
    }
    text
}

/// One word for the list.
fn now(partner: &PartnerReport) -> &'static str {
    match (partner.connected, partner.carriage.carrier) {
        (true, Carrier::Relay) => "through a relay",
        (true, _) => "connected",
        (false, Carrier::Mailbox) => "by mailbox",
        (false, _) => "not connected",
    }
}

/// The carrier, and why that one.
pub(super) fn carriage(carriage: &Carriage) -> String {
    format!("{}: {}", carriage.carrier.as_str(), clean(&carriage.why))
}

fn name(partner: &PartnerReport) -> String {
    if partner.name.is_empty() {
        "(its card has not come yet)".to_owned()
    } else {
        partner.name.clone()
    }
}

fn checked(partner: &PartnerReport) -> &'static str {
    match (partner.blocked, partner.confirmed_by_us, partner.confirmed_by_them) {
        (true, _, _) => "blocked by you",
        (false, true, true) => "confirmed by both",
        (false, true, false) => "waiting for them",
        (false, false, true) => "waiting for you",
        (false, false, false) => "not compared yet",
    }
}
