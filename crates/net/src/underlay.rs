//! What may lie beneath the transport: the key of a closed net, and a proxy.
//!
//! In: the text of a key file, the text of a proxy's address. Out: values checked once, at the door. A network key is
//! a shield against probes and never says who somebody is; it is shown to nobody.

use std::fmt;
use std::net::SocketAddr;
use std::str::FromStr;

use libp2p::pnet::PreSharedKey;
use zeroize::Zeroizing;

/// The two first lines of a key file; the third is the key in base 16. Other libp2p programs use the same form.
const KEY_FILE_HEAD: [&str; 2] = ["/key/swarm/psk/1.0.0/", "/base16/"];
const KEY_BYTES: usize = 32;
const PROXY_SCHEME: &str = "socks5://";

/// What lies beneath. Nothing, by default.
#[derive(Debug, Clone, Default)]
pub struct Underlay {
    /// The net is closed: who lacks this key sees random-looking bytes and learns nobody's id.
    pub network_key: Option<NetworkKey>,
    /// Everything is dialled through this proxy and nothing past it. Names are resolved by the proxy.
    pub proxy: Option<Proxy>,
}

/// The key that all nodes of a closed net share.
#[derive(Clone)]
pub struct NetworkKey(Zeroizing<[u8; KEY_BYTES]>);

/// A SOCKS5 proxy (RFC 1928).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Proxy(SocketAddr);

/// Why a text is no network key. Never shows the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadNetworkKey {
    /// Another kind of file, or another encoding than base 16.
    #[error(
        "not a network key file: it begins with /key/swarm/psk/1.0.0/ and /base16/, a line each"
    )]
    Head,
    /// The third line is something else than 32 bytes in base 16.
    #[error("the third line has {found} characters; expected 64 of base 16")]
    Key {
        /// How many characters it has.
        found: usize,
    },
}

/// Why a text is no proxy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not of the form socks5://<IP address>:<port>, as socks5://127.0.0.1:9050")]
pub struct BadProxy;

impl NetworkKey {
    /// A fresh key.
    ///
    /// # Errors
    /// The operating system gives no randomness.
    pub fn generate() -> Result<Self, getrandom::Error> {
        let mut bytes = Zeroizing::new([0; KEY_BYTES]);
        getrandom::fill(&mut bytes[..])?;
        Ok(Self(bytes))
    }

    /// Reads a key file.
    ///
    /// # Errors
    /// [`BadNetworkKey`].
    pub fn from_file_text(text: &str) -> Result<Self, BadNetworkKey> {
        let mut lines = text.lines();
        if !KEY_FILE_HEAD.iter().all(|expected| lines.next() == Some(expected)) {
            return Err(BadNetworkKey::Head);
        }
        let digits = lines.next().unwrap_or_default().trim_end();
        let odd = BadNetworkKey::Key { found: digits.chars().count() };
        let values: Vec<u8> = digits
            .chars()
            .map(|digit| digit.to_digit(16).and_then(|value| u8::try_from(value).ok()))
            .collect::<Option<_>>()
            .ok_or(odd)?;
        let values = Zeroizing::new(values);
        if values.len() != 2 * KEY_BYTES {
            return Err(odd);
        }
        let mut key = Zeroizing::new([0; KEY_BYTES]);
        for (byte, pair) in key.iter_mut().zip(values.chunks_exact(2)) {
            *byte = pair.iter().fold(0, |byte, half| byte << 4 | half);
        }
        Ok(Self(key))
    }

    /// The text of a key file.
    pub fn to_file_text(&self) -> Zeroizing<String> {
        let [kind, encoding] = KEY_FILE_HEAD;
        let digits: String = self.0.iter().map(|byte| format!("{byte:02x}")).collect();
        let digits = Zeroizing::new(digits);
        Zeroizing::new(format!("{kind}\n{encoding}\n{}\n", *digits))
    }

    pub(crate) fn shared(&self) -> PreSharedKey {
        PreSharedKey::new(*self.0)
    }
}

impl fmt::Debug for NetworkKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("NetworkKey")
    }
}

impl Proxy {
    pub(crate) fn address(self) -> SocketAddr {
        self.0
    }
}

impl FromStr for Proxy {
    type Err = BadProxy;

    /// An IP address and not a name: to look the proxy's own name up would already be heard by others.
    fn from_str(text: &str) -> Result<Self, BadProxy> {
        let address = text.strip_prefix(PROXY_SCHEME).ok_or(BadProxy)?;
        let address: SocketAddr = address.trim_end_matches('/').parse().map_err(|_| BadProxy)?;
        if address.port() == 0 { Err(BadProxy) } else { Ok(Self(address)) }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_network_key_reads_back_here_and_in_libp2p() {
        let key = NetworkKey::generate().unwrap();
        let text = key.to_file_text();
        assert_eq!(NetworkKey::from_file_text(&text).unwrap().0, key.0);
        assert!(text.parse::<PreSharedKey>().unwrap() == key.shared());
    }

    #[test]
    fn what_is_no_network_key_is_refused_without_being_shown() {
        let digits = "ab".repeat(KEY_BYTES);
        for (text, why) in [
            (String::new(), BadNetworkKey::Head),
            (format!("/key/swarm/psk/1.0.0/\n/base64/\n{digits}"), BadNetworkKey::Head),
            (digits.clone(), BadNetworkKey::Head),
            (
                format!("/key/swarm/psk/1.0.0/\n/base16/\n{digits}0"),
                BadNetworkKey::Key { found: 65 },
            ),
            (
                format!("/key/swarm/psk/1.0.0/\n/base16/\n+{}", &digits[1..]),
                BadNetworkKey::Key { found: 64 },
            ),
        ] {
            let error = NetworkKey::from_file_text(&text).unwrap_err();
            assert_eq!(error, why);
            assert!(!error.to_string().contains("abab"));
        }
    }

    #[test]
    fn a_network_key_is_silent() {
        let underlay =
            Underlay { network_key: Some(NetworkKey(Zeroizing::new([0xab; 32]))), proxy: None };
        let shown = format!("{underlay:?}").to_lowercase();
        assert!(!shown.contains("abab") && !shown.contains("171"), "{shown}");
    }

    #[test]
    fn a_proxy_is_an_ip_address_with_a_port() {
        for good in ["socks5://127.0.0.1:9050", "socks5://[::1]:9050/"] {
            good.parse::<Proxy>().unwrap();
        }
        for bad in
            ["", "127.0.0.1:9050", "http://127.0.0.1:1", "socks5://tor:9050", "socks5://1.2.3.4:0"]
        {
            assert_eq!(bad.parse::<Proxy>(), Err(BadProxy), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "(/key/swarm/psk/1.0.0/\n)?(/base16/\n)?.{0,80}") {
            let _ = NetworkKey::from_file_text(&text);
            let _ = text.parse::<Proxy>();
        }
    }
}
