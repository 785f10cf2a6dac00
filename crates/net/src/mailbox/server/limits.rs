//! Every bound of a mailbox's door, with the reason for its number.
//!
//! In: the configuration. Out: a checked [`ServerLimits`]. Anybody may come to a mailbox, so that each number is also
//! the answer to somebody who brings as much as he can.

use std::time::Duration;

use crate::error::Error;
use crate::limits::Limits;
use crate::wire::LADDER;

const KIB: usize = 1024;
const MIB: usize = 1024 * KIB;

/// The bounds of one mailbox's network. `Default` suits a small machine that serves some hundred organisations.
/// Behind an onion service or a proxy all clients come from one address: there, raise what is for one address to what
/// is for all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServerLimits {
    /// Longest frame taken. 1 MiB: the top of the frame ladder.
    pub frame_bytes_max: usize,
    /// Bytes of requests that are read or wait for their answer, from everybody. 64 MiB: a machine of 512 MiB can spare it.
    pub memory_bytes_max: usize,
    /// Of those, from one address. 16 MiB: no single address keeps the others out.
    pub memory_bytes_per_address: usize,
    /// Connections altogether; when one more comes, the address with the most loses its oldest. 1,024: at 37 KiB each
    /// about 37 MiB.
    pub connections_total: usize,
    /// Connections from one address. 64: a big office behind one address, each deposit on a connection of its own.
    pub connections_per_address: usize,
    /// New connections from one address in a minute; the same number may come at once. 3,000: at half a millisecond for a
    /// handshake, a fortieth of a core.
    pub connections_per_minute_per_address: u32,
    /// Addresses remembered. 4,096: as many as can be connected, and those that were lately; some 200 bytes each.
    pub addresses_max: usize,
    /// Handshakes at once; when one more comes, the address with the most loses its oldest. 64: below a second of one
    /// core's work.
    pub handshakes_max: usize,
    /// Handshakes at once from one address. 16: one address cannot take all the places.
    pub handshakes_per_address: usize,
    /// From the first TCP packet to an authenticated connection. 20 s: five round trips at 800 ms, with losses.
    pub handshake_seconds: u64,
    /// A connection without a request is closed after this. 20 s: a client's next request follows within two round trips,
    /// or it comes again; 37 KiB are held for it.
    pub idle_seconds: u64,
    /// Exchanges at once on a connection. 32: twice what a client has in flight, so that the surplus hears `Busy`.
    pub streams_per_connection: usize,
    /// Requests on a connection in a minute; the same number may come at once. 12,000: a burst of sessions' worth a second.
    pub requests_per_minute_per_connection: u32,
    /// Requests from one address in a minute; the same number may come at once. 120,000: twice what the disk takes.
    pub requests_per_minute_per_address: u32,
    /// Bytes of frames from one address in a minute; the same number may come at once. 512 MiB: those requests at 4 KiB.
    pub bytes_per_minute_per_address: u64,
    /// Fetches at once, from everybody: their frames are in memory until they are sent. 64: 64 MiB at worst, 256 KiB mostly.
    pub fetches_max: usize,
    /// How long a request's head, the caller's answer, and the answer's way back may take each, beside the time that a
    /// frame's bytes need. 90 s: a slow disk and a satellite link.
    pub request_seconds: u64,
    /// The slowest link the deadlines allow for. 2,000 bytes/s: just below 20 kbit/s.
    pub slowest_bytes_per_second: u64,
}

impl Default for ServerLimits {
    fn default() -> Self {
        Self {
            frame_bytes_max: MIB,
            memory_bytes_max: 64 * MIB,
            memory_bytes_per_address: 16 * MIB,
            connections_total: 1_024,
            connections_per_address: 64,
            connections_per_minute_per_address: 3_000,
            addresses_max: 4_096,
            handshakes_max: 64,
            handshakes_per_address: 16,
            handshake_seconds: 20,
            idle_seconds: 20,
            streams_per_connection: 32,
            requests_per_minute_per_connection: 12_000,
            requests_per_minute_per_address: 120_000,
            bytes_per_minute_per_address: 512 * MIB as u64,
            fetches_max: 64,
            request_seconds: 90,
            slowest_bytes_per_second: 2_000,
        }
    }
}

impl ServerLimits {
    /// Refuses numbers with which no request could pass.
    pub(super) fn check(&self) -> Result<(), Error> {
        let frame = self.frame_bytes_max as u64;
        let rows: [(&'static str, u64, u64); 17] = [
            ("frame_bytes_max", frame, LADDER[0] as u64),
            ("memory_bytes_max", self.memory_bytes_max as u64, 2 * frame),
            ("memory_bytes_per_address", self.memory_bytes_per_address as u64, 2 * frame),
            ("connections_total", self.connections_total as u64, 1),
            ("connections_per_address", self.connections_per_address as u64, 1),
            (
                "connections_per_minute_per_address",
                self.connections_per_minute_per_address.into(),
                1,
            ),
            ("addresses_max", self.addresses_max as u64, 1),
            ("handshakes_max", self.handshakes_max as u64, 1),
            ("handshakes_per_address", self.handshakes_per_address as u64, 1),
            ("handshake_seconds", self.handshake_seconds, 1),
            ("streams_per_connection", self.streams_per_connection as u64, 1),
            (
                "requests_per_minute_per_connection",
                self.requests_per_minute_per_connection.into(),
                1,
            ),
            ("requests_per_minute_per_address", self.requests_per_minute_per_address.into(), 1),
            ("bytes_per_minute_per_address", self.bytes_per_minute_per_address, frame),
            ("fetches_max", self.fetches_max as u64, 1),
            ("request_seconds", self.request_seconds, 1),
            ("slowest_bytes_per_second", self.slowest_bytes_per_second, 1),
        ];
        match rows.into_iter().find(|(_, found, least)| found < least) {
            Some((name, found, least)) => Err(Error::Limit { name, found, least }),
            None => Ok(()),
        }
    }

    /// How long `bytes` may take on one exchange.
    pub(super) fn patience(&self, bytes: usize) -> Duration {
        let carrying = bytes as u64 / self.slowest_bytes_per_second;
        Duration::from_secs(self.request_seconds.saturating_add(carrying))
    }

    /// What the transport below is bounded by: handshakes, and yamux streams.
    pub(super) fn of_transport(&self) -> Limits {
        Limits {
            handshake_seconds: self.handshake_seconds,
            in_flight_per_partner: self.streams_per_connection.div_ceil(2),
            ..Limits::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_limits_let_the_longest_frame_pass() {
        ServerLimits::default().check().unwrap();
    }

    #[test]
    fn a_limit_no_request_could_pass_is_refused_with_its_name() {
        let limits = ServerLimits { memory_bytes_per_address: MIB, ..ServerLimits::default() };
        assert!(matches!(
            limits.check(),
            Err(Error::Limit { name: "memory_bytes_per_address", .. })
        ));
    }
}
