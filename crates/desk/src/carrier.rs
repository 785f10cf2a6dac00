//! How the next frame for a partner goes, and why that way.
//!
//! In: what the desk knows of the partner just now. Out: a carrier and a few words. The one place that says it, for
//! every report. It decides nothing: the network and the outbox do.

use waypost_net::{FailWhy, Way};

use crate::command::{Carriage, Carrier};

/// What is known of the way to one partner.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ways {
    /// Blocked by us.
    pub(crate) blocked: bool,
    /// How it is connected now.
    pub(crate) up: Option<Way>,
    /// Why the last frame failed, if none got through since.
    pub(crate) failed: Option<FailWhy>,
    /// Its card names an address.
    pub(crate) has_address: bool,
    /// Partners' nodes are dialled.
    pub(crate) dials: bool,
    /// Mailboxes on its card.
    pub(crate) mailboxes: usize,
    /// Letters that lie in them.
    pub(crate) deposited: u64,
}

/// The carrier of the next frame.
pub(crate) fn carriage(ways: &Ways) -> Carriage {
    let (carrier, why) = match (ways.blocked, ways.up) {
        (true, _) => (Carrier::None, "blocked by you".to_owned()),
        (false, Some(Way::Direct)) => (Carrier::Direct, "connected".to_owned()),
        (false, Some(Way::Relayed)) => (Carrier::Relay, relayed(ways).to_owned()),
        (false, None) if ways.mailboxes > 0 => by_mailbox(ways),
        (false, None) => (Carrier::None, unconnected(ways).to_owned()),
    };
    Carriage { carrier, why }
}

/// Its mailboxes are taken where its node is not dialled, or was dialled in vain.
fn by_mailbox(ways: &Ways) -> (Carrier, String) {
    let why = unconnected(ways);
    let lie = match ways.deposited {
        0 => String::new(),
        1 => "; 1 letter lies in its mailbox".to_owned(),
        count => format!("; {count} letters lie in its mailboxes"),
    };
    match (ways.dials, ways.has_address, ways.failed) {
        (true, true, None) if ways.deposited == 0 => (Carrier::None, why.to_owned()),
        _ => (Carrier::Mailbox, format!("{why}{lie}")),
    }
}

fn relayed(ways: &Ways) -> &'static str {
    match ways.failed {
        Some(FailWhy::TooLongForRelay) => {
            "no direct address answered; what is longer than 64 KiB waits for another way"
        }
        Some(_) | None => "no direct address answered",
    }
}

fn unconnected(ways: &Ways) -> &'static str {
    match (ways.failed, ways.has_address) {
        _ if !ways.dials => "partners' nodes are not dialled from here",
        (_, false) => "its card names no address",
        (None, true) => "not connected; it is dialled when there is something to send",
        (Some(FailWhy::NoAddress), true) => "none of its addresses can be dialled from here",
        (Some(FailWhy::TooLongForRelay), true) => {
            "no direct address answered; what is longer than 64 KiB waits for another way"
        }
        (Some(FailWhy::Unreachable), true) => "nobody answered at its addresses",
        (Some(FailWhy::WrongKey), true) => "somebody with another key answered at its addresses",
        (Some(FailWhy::OverLimit), true) => "too many connections here at once",
        (Some(FailWhy::NotAdmitted), true) => "it is not among the partners of the network yet",
        (Some(FailWhy::TimedOut), true) => "it was dialled and said nothing in time",
        (Some(FailWhy::ConnectionLost), true) => "the connection was lost",
        (Some(FailWhy::NotSpoken | FailWhy::Garbled), true) => {
            "it speaks another version of the protocol"
        }
        (Some(FailWhy::ShutDown), true) => "the network was not ready",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_carrier_is_what_frames_take_now_and_the_reason_is_the_last_one_known() {
        let none = Ways {
            blocked: false,
            up: None,
            failed: None,
            has_address: true,
            dials: true,
            mailboxes: 0,
            deposited: 0,
        };
        let failed = Some(FailWhy::Unreachable);
        let relayed = Some(Way::Relayed);
        let long = Some(FailWhy::TooLongForRelay);
        for (ways, carrier, why) in [
            (Ways { up: Some(Way::Direct), ..none }, Carrier::Direct, "connected"),
            (Ways { up: relayed, ..none }, Carrier::Relay, "no direct address answered"),
            (
                Ways { up: relayed, failed: long, ..none },
                Carrier::Relay,
                "no direct address answered; what is longer than 64 KiB waits for another way",
            ),
            (Ways { up: relayed, blocked: true, ..none }, Carrier::None, "blocked by you"),
            (
                Ways { failed: Some(FailWhy::Unreachable), ..none },
                Carrier::None,
                "nobody answered at its addresses",
            ),
            (Ways { has_address: false, ..none }, Carrier::None, "its card names no address"),
            (
                Ways { mailboxes: 1, ..none },
                Carrier::None,
                "not connected; it is dialled when there is something to send",
            ),
            (
                Ways { mailboxes: 2, deposited: 3, failed, ..none },
                Carrier::Mailbox,
                "nobody answered at its addresses; 3 letters lie in its mailboxes",
            ),
            (
                Ways { mailboxes: 1, dials: false, ..none },
                Carrier::Mailbox,
                "partners' nodes are not dialled from here",
            ),
        ] {
            let found = carriage(&ways);
            assert_eq!((found.carrier, found.why.as_str()), (carrier, why), "{ways:?}");
        }
    }
}
