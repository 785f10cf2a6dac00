//! `mailbox::{Request, Response, MailboxCode, Grant}`: what strangers send to a mailbox, what it answers,
//! and what was pasted.
#![no_main]

use waypost_fuzz::{TODAY, node, signing, target};
use waypost_protocol::mailbox::{
    FrameId, Grant, GrantId, GrantKey, GrantRefusal, GrantTerms, HEAD_BYTES_MAX, InboxKey,
    MailboxCode, Request, Response, Session, Waiting, WriteToken,
};

target!(seeds: seeds(), holds: holds);

fn seeds() -> Vec<Vec<u8>> {
    let key = InboxKey::from_seed(&signing(7).seed());
    let (inbox, proof) = (key.id(), key.prove(&session()));
    let (frame, token) = (FrameId::of(b"frame"), WriteToken([4; 16]));
    let until_day = TODAY.plus(30);
    let requests = [
        Request::Put { inbox, token },
        Request::Open { inbox, proof, grant: grant(), token_hash: token.hash(), until_day },
        Request::List { inbox, proof, after: Some(frame), small_first: true },
        Request::Fetch { inbox, proof, frame, offset: 70_000 },
        Request::Ack { inbox, proof, frames: vec![frame; 3] },
        Request::Close { inbox, proof },
    ];
    let waiting = Waiting { id: frame, bytes: 4096 };
    let responses = [
        Response::Kept,
        Response::Busy { retry_seconds: 7 },
        Response::Opened { frames_left: 9, bytes_left: 1 << 30 },
        Response::Listed { frames: vec![waiting; 3], more: true },
        Response::GrantRefused(GrantRefusal::Ended),
    ];
    let heads = requests.iter().map(Request::encode).chain(responses.iter().map(Response::encode));
    let code = code(grant()).to_text().as_bytes().to_vec();
    heads.chain([code, grant().encode()]).collect()
}

/// Each has one writing; no proof or grant that chance makes is believed.
fn holds(bytes: &[u8]) {
    if let Ok(request) = Request::decode(bytes) {
        assert!(bytes.len() <= HEAD_BYTES_MAX);
        assert_eq!(request.encode(), bytes);
        let ours = InboxKey::from_seed(&signing(7).seed());
        let owner = ours.prove(&session());
        if let Some(proof) = request.proof()
            && proof.check(&ours.id(), &session()).is_ok()
        {
            assert_eq!(*proof, owner);
        }
    }
    if let Ok(response) = Response::decode(bytes) {
        assert_eq!(response.encode(), bytes);
    }
    if let Ok(grant) = Grant::decode(bytes) {
        assert_eq!(grant.encode(), bytes);
        if GrantKey::from_seed(&[9; 32]).check(&grant, TODAY).is_ok() {
            assert_eq!(grant, self::grant());
        }
        let code = code(grant);
        assert_eq!(MailboxCode::parse(&code.to_text()).as_ref(), Ok(&code));
    }
    if let Some(code) = str::from_utf8(bytes).ok().and_then(|text| MailboxCode::parse(text).ok()) {
        assert_eq!(MailboxCode::parse(&code.to_text()), Ok(code));
    }
}

fn session() -> Session {
    Session { mailbox: node(50), client: node(51) }
}

fn grant() -> Grant {
    let terms = GrantTerms {
        id: GrantId::new([5; 16]),
        frames_max: 20_000,
        bytes_max: 512 << 20,
        until_day: TODAY.plus(400),
    };
    GrantKey::from_seed(&[9; 32]).issue(terms)
}

fn code(grant: Grant) -> MailboxCode {
    MailboxCode::new(node(50), vec!["/dns4/box.example/tcp/4400".into()], grant)
        .expect("a sound code")
}
