//! The text that a mailbox's operator hands to an organisation (SPEC 6.8): where the mailbox is, and a grant.

use std::fmt;

use minicbor::{Decode, Encode};
use zeroize::Zeroizing;

use super::{Grant, MAILBOX_VERSION, MailboxFault};
use crate::card::check_addresses;
use crate::cbor;
use crate::ids::NodeId;
use crate::keys::VerifyingKey;
use crate::text::{LINK_TEXT_MAX, link_bytes, link_code, link_text};

/// How a mailbox's code begins. Everything is in the fragment, which no browser sends to a server.
pub const MAILBOX_LINK: &str = "waypost://mailbox#";
/// Longest code: under the 1023 characters that bech32 allows, and fits a QR code.
pub const MAILBOX_CODE_CHARS_MAX: usize = 900;
/// Most addresses in a code: two IP versions, a name and an onion address.
const ADDRESSES_MAX: usize = 4;

const WHAT: &str = "mailbox code";
const PREFIX: &str = "wpbox";

/// Where a mailbox is, and a grant there. Who has it can use the operator's disk: it is handed over in
/// person, and `Debug` shows no more than the grant's own does.
#[derive(Clone, PartialEq, Eq)]
pub struct MailboxCode {
    node_key: NodeId,
    addresses: Vec<String>,
    grant: Grant,
}

#[derive(Encode, Decode)]
#[cbor(map)]
struct Row {
    #[n(0)]
    version: u8,
    #[n(1)]
    node_key: NodeId,
    #[n(2)]
    addresses: Vec<String>,
    #[cbor(n(3), with = "minicbor::bytes")]
    grant: Vec<u8>,
}

impl MailboxCode {
    /// A code of ours, after the checks that its reader will make.
    pub fn new(
        node_key: NodeId,
        addresses: Vec<String>,
        grant: Grant,
    ) -> Result<Self, MailboxFault> {
        VerifyingKey::from_bytes(node_key.as_bytes())?;
        check_addresses(&addresses, ADDRESSES_MAX)?;
        let code = Self { node_key, addresses, grant };
        match code.to_text().len() {
            found if found > MAILBOX_CODE_CHARS_MAX => Err(too_long(found)),
            _ => Ok(code),
        }
    }

    /// Reads a code that was pasted, typed or scanned; spaces and line breaks do not matter.
    pub fn parse(text: &str) -> Result<Self, MailboxFault> {
        if text.len() > LINK_TEXT_MAX {
            return Err(too_long(text.len()));
        }
        let code = link_code(text, MAILBOX_LINK)
            .map_err(|found| MailboxFault::NotALink { found, expected: MAILBOX_LINK })?;
        let bytes = link_bytes(PREFIX, &code)?;
        let row: Row = cbor::decode(WHAT, &bytes, MAILBOX_CODE_CHARS_MAX)?;
        if row.version != MAILBOX_VERSION {
            let found = row.version.into();
            return Err(MailboxFault::Version { what: WHAT, found, expected: MAILBOX_VERSION });
        }
        Self::new(row.node_key, row.addresses, Grant::decode(&row.grant)?)
    }

    /// The code, to be handed to one organisation.
    pub fn to_text(&self) -> Zeroizing<String> {
        let row = cbor::encode(&Row {
            version: MAILBOX_VERSION,
            node_key: self.node_key,
            addresses: self.addresses.clone(),
            grant: self.grant.encode(),
        });
        link_text(MAILBOX_LINK, PREFIX, row.into_iter())
    }

    /// The mailbox's transport key.
    pub fn node_key(&self) -> NodeId {
        self.node_key
    }

    /// Its addresses, as text multiaddrs, best first.
    pub fn addresses(&self) -> &[String] {
        &self.addresses
    }

    /// The permission to have inboxes there.
    pub fn grant(&self) -> &Grant {
        &self.grant
    }
}

impl fmt::Debug for MailboxCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "MailboxCode({}, {:?}, {:?})", self.node_key, self.addresses, self.grant)
    }
}

fn too_long(found: usize) -> MailboxFault {
    MailboxFault::TooLong { found, expected_max: MAILBOX_CODE_CHARS_MAX }
}

#[cfg(test)]
mod tests {
    use super::super::{GrantId, GrantKey, GrantTerms};
    use super::*;
    use crate::error::{DetailFault, TextFault};
    use crate::ids::Day;
    use crate::keys::SigningKey;

    fn parts() -> (NodeId, Grant) {
        let node = NodeId::new(*SigningKey::from_seed(&[9; 32]).verifying_key().as_bytes());
        let terms = GrantTerms {
            id: GrantId::new([5; 16]),
            frames_max: 20_000,
            bytes_max: 512 << 20,
            until_day: Day(21_000),
        };
        (node, GrantKey::from_seed(&[9; 32]).issue(terms))
    }

    fn code() -> MailboxCode {
        let (node, grant) = parts();
        MailboxCode::new(node, vec!["/dns4/box.example/tcp/4400".to_owned()], grant).unwrap()
    }

    #[test]
    fn a_code_reads_back_also_wrapped_in_capitals_or_with_what_chats_add() {
        let text = code().to_text();
        assert!(text.starts_with("waypost://mailbox#wpbox1"));
        assert_eq!(MailboxCode::parse(&text), Ok(code()));
        let wrapped: String =
            text.chars().flat_map(|c| [Some(c), (c == 'q').then_some('\n')]).flatten().collect();
        assert_eq!(MailboxCode::parse(&wrapped), Ok(code()));
        assert_eq!(MailboxCode::parse(&format!("\u{feff} {}", text.to_uppercase())), Ok(code()));
    }

    #[test]
    fn four_long_addresses_that_do_not_fit_are_refused_when_the_code_is_made() {
        let (node, grant) = parts();
        let long = |n: usize| format!("/dns4/{}/tcp/4400", "b".repeat(n));
        let four = |n| MailboxCode::new(node, vec![long(n); 4], grant.clone());
        let fits = four(70).unwrap();
        assert_eq!(MailboxCode::parse(&fits.to_text()), Ok(fits));
        assert!(matches!(four(150), Err(MailboxFault::TooLong { .. })));
        let five = MailboxCode::new(node, vec![long(9); 5], grant.clone());
        assert!(matches!(five, Err(MailboxFault::Detail(DetailFault::TooMany { found: 5, .. }))));
    }

    #[test]
    fn what_is_no_code_is_refused_by_name() {
        let expected = MAILBOX_LINK;
        let invite = MailboxCode::parse("waypost://join#wpjoin1qq");
        assert_eq!(invite, Err(MailboxFault::NotALink { found: 24, expected }));
        let mut mistyped = code().to_text();
        let last = mistyped.pop();
        mistyped.push(if last == Some('q') { 'p' } else { 'q' });
        let fault = TextFault::Checksum { expected: PREFIX };
        assert_eq!(MailboxCode::parse(&mistyped), Err(fault.into()));
        let endless = "waypost://mailbox#".to_owned() + &"q".repeat(3000);
        assert!(matches!(MailboxCode::parse(&endless), Err(MailboxFault::TooLong { .. })));
    }
}
