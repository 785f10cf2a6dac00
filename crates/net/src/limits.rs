//! Every bound of this crate, with the reason for its number.
//!
//! In: the configuration. Out: a checked [`Limits`]. Nothing in the crate grows without one of these.

use std::time::Duration;

use crate::error::Error;
use crate::wire::LADDER;

const KIB: usize = 1024;
const MIB: usize = 1024 * KIB;

/// The bounds of one node's network. `Default` suits a small machine with some hundred partners.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Longest frame sent or taken. 1 MiB: the top of the frame ladder.
    pub frame_bytes_max: usize,
    /// Longest frame taken from a stranger. 64 KiB: an invite's answer is a card, which fits.
    pub stranger_frame_bytes_max: usize,
    /// Strangers connected at once while an invite is open. 4: an invite is for one organisation; the rest is
    /// for its second try and for probes that hold a place until they are timed out.
    pub strangers_max: usize,
    /// Frames under way to a partner, and frames of a partner taken but not yet answered by the caller.
    /// 16: beyond it more streams bring no more speed, and yamux begins to lose them.
    pub in_flight_per_partner: usize,
    /// Bytes under way to a partner; one frame may always go. 2 MiB: what a link of 20 kbit/s carries in a quarter of an hour.
    pub in_flight_bytes_per_partner: usize,
    /// How long a frame's verdict is waited for, beside the time its bytes need. 90 s: a slow disk and a satellite link.
    pub request_seconds: u64,
    /// The slowest link the deadlines allow for. 2 000 bytes/s: just below 20 kbit/s.
    pub slowest_bytes_per_second: u64,
    /// From the first TCP packet to an authenticated link. 20 s: five round trips at 800 ms, with losses.
    pub handshake_seconds: u64,
    /// A link without a frame is closed after this. 120 s: a conversation's next letter saves the handshake; 54 KiB are held for it.
    pub idle_seconds: u64,
    /// Links with one peer. 6: two from dialling each other at once, one for a dead link not yet noticed, a circuit in
    /// use, one that runs out, and one of the peer's own.
    pub connections_per_peer: u32,
    /// Links altogether. 256: at 54 KiB each about 14 MiB.
    pub connections_total: u32,
    /// Incoming handshakes at once; with one more, the address that has the most loses its oldest. 64: below a second
    /// of one core's work.
    pub handshakes_max: u32,
    /// Incoming handshakes at once from one IP address. 8: one address cannot take all the places.
    pub handshakes_per_address: usize,
    /// Dials at once. 64: a morning's first round to all partners takes a few batches.
    pub dials_max: u32,
    /// Frames taken from one partner in a minute; the same number may come at once. 60 000: a night in which thousands
    /// are freed, with their receipts, at the speed of the disk; at a millisecond of work each it is the flood that one core bears.
    pub frames_per_minute: u32,
    /// Bytes taken from one partner in a minute; the same number may come at once. 256 MiB: those frames at 4 KiB.
    pub bytes_per_minute: u64,
    /// Bytes of frames taken and not yet answered, from everybody. 64 MiB: at most a quarter of it is one partner's
    /// (16 frames of 1 MiB), and a machine of 512 MiB can spare it.
    pub arriving_bytes_max: usize,
    /// Posts whose event was not yet read by the caller. 512: the desk posts what it has and waits for events.
    pub posts_max: usize,
    /// Bytes of those posts. 64 MiB: as `arriving_bytes_max`.
    pub posted_bytes_max: usize,
    /// Longest frame over a circuit. 64 KiB: what fits into a circuit of 128 KiB beside the other side's share.
    pub circuit_frame_bytes_max: usize,
    /// Bytes of frames over one circuit, from the side that dialled it. 64 KiB: sixteen frames of the smallest sort, or
    /// one of the longest. Both shares and 16 KiB for handshake and streams make 128 KiB, the common bound of relays.
    pub circuit_bytes_dialled: usize,
    /// The same from the side that was dialled. 48 KiB: receipts and answers.
    pub circuit_bytes_accepted: usize,
    /// Frames enter a circuit for this long. 60 s: the relay cuts it after two minutes, and a frame and its verdict
    /// need up to a minute at 20 kbit/s.
    pub circuit_use_seconds: u64,
    /// After no direct address answered, circuits are dialled first for this long. 300 s: the wait for dead addresses is
    /// up to `handshake_seconds`, and a partner may come back to an open place.
    pub direct_retry_seconds: u64,
    /// First wait before a lost place at a relay is asked for again. 5 s: a relay that is started anew.
    pub relay_retry_first_seconds: u64,
    /// Longest wait. 300 s: as the outbox waits for a partner.
    pub relay_retry_max_seconds: u64,
    /// Partners that hold a place at this relay. 128: half of all links.
    pub relay_reservations_max: usize,
    /// Places of one partner. 4: its links.
    pub relay_reservations_per_partner: usize,
    /// How long a place is held without being renewed. 600 s: a partner whose router was started anew notices by then.
    pub relay_reservation_seconds: u64,
    /// Circuits at once. 64: at 128 KiB each 8 MiB, if all stand still at once.
    pub relay_circuits_max: usize,
    /// Circuits of one partner. 8: two with each of a few others.
    pub relay_circuits_per_partner: usize,
    /// Bytes of one circuit, both ways. 128 KiB: the common bound; partners keep to it.
    pub relay_circuit_bytes: u64,
    /// How long a circuit stands. 120 s: the common bound.
    pub circuit_seconds: u64,
    /// Circuits, and places, that one partner may ask for at once. 60: a morning's letters to all others.
    pub relay_burst_per_partner: u32,
    /// One more after each of these. 5 s: at 128 KiB a circuit 26 KiB/s, a small line's share.
    pub relay_pause_seconds: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            frame_bytes_max: MIB,
            stranger_frame_bytes_max: 64 * KIB,
            strangers_max: 4,
            in_flight_per_partner: 16,
            in_flight_bytes_per_partner: 2 * MIB,
            request_seconds: 90,
            slowest_bytes_per_second: 2_000,
            handshake_seconds: 20,
            idle_seconds: 120,
            connections_per_peer: 6,
            connections_total: 256,
            handshakes_max: 64,
            handshakes_per_address: 8,
            dials_max: 64,
            frames_per_minute: 60_000,
            bytes_per_minute: 256 * MIB as u64,
            arriving_bytes_max: 64 * MIB,
            posts_max: 512,
            posted_bytes_max: 64 * MIB,
            circuit_frame_bytes_max: 64 * KIB,
            circuit_bytes_dialled: 64 * KIB,
            circuit_bytes_accepted: 48 * KIB,
            circuit_use_seconds: 60,
            direct_retry_seconds: 300,
            relay_retry_first_seconds: 5,
            relay_retry_max_seconds: 300,
            relay_reservations_max: 128,
            relay_reservations_per_partner: 4,
            relay_reservation_seconds: 600,
            relay_circuits_max: 64,
            relay_circuits_per_partner: 8,
            relay_circuit_bytes: 128 * KIB as u64,
            circuit_seconds: 120,
            relay_burst_per_partner: 60,
            relay_pause_seconds: 5,
        }
    }
}

impl Limits {
    /// Refuses numbers with which no frame could pass.
    pub(crate) fn check(&self) -> Result<(), Error> {
        let frame = self.frame_bytes_max as u64;
        let circuit_frame = self.circuit_frame_bytes_max as u64;
        let rows: [(&'static str, u64, u64); 14] = [
            ("frame_bytes_max", frame, LADDER[0] as u64),
            ("in_flight_per_partner", self.in_flight_per_partner as u64, 1),
            ("request_seconds", self.request_seconds, 1),
            ("slowest_bytes_per_second", self.slowest_bytes_per_second, 1),
            ("handshake_seconds", self.handshake_seconds, 1),
            ("connections_per_peer", self.connections_per_peer.into(), 1),
            ("connections_total", self.connections_total.into(), 1),
            ("frames_per_minute", self.frames_per_minute.into(), 1),
            ("bytes_per_minute", self.bytes_per_minute, frame),
            ("arriving_bytes_max", self.arriving_bytes_max as u64, frame),
            ("posts_max", self.posts_max as u64, 1),
            ("posted_bytes_max", self.posted_bytes_max as u64, frame),
            ("circuit_bytes_dialled", self.circuit_bytes_dialled as u64, circuit_frame),
            ("circuit_use_seconds", self.circuit_use_seconds, 1),
        ];
        match rows.into_iter().find(|(_, found, least)| found < least) {
            Some((name, found, least)) => Err(Error::Limit { name, found, least }),
            None => Ok(()),
        }
    }

    /// How long `bytes` on one link may take until their verdict is back.
    pub(crate) fn patience(&self, bytes: usize) -> Duration {
        let carrying = bytes as u64 / self.slowest_bytes_per_second;
        Duration::from_secs(self.request_seconds.saturating_add(carrying))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_limits_let_the_longest_frame_pass() {
        Limits::default().check().unwrap();
    }

    #[test]
    fn a_limit_no_frame_could_pass_is_refused_with_its_name() {
        let limits = Limits { bytes_per_minute: 4096, ..Limits::default() };
        assert!(matches!(
            limits.check(),
            Err(Error::Limit { name: "bytes_per_minute", found: 4096, least }) if least == MIB as u64
        ));
    }

    #[test]
    fn the_longest_frame_has_time_to_cross_a_link_of_twenty_kilobits() {
        let on_the_wire_seconds = (MIB as u64 * 8) / 20_000;
        assert!(Limits::default().patience(MIB).as_secs() > on_the_wire_seconds);
    }
}
