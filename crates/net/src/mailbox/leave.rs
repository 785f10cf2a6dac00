//! A session that leaves frames in one inbox.

use futures::StreamExt;
use waypost_protocol::mailbox::{Request, Response};

use super::line::Line;
use super::{DepositVerdict, Shop, Slip};
use crate::event::FailWhy;

/// Leaves each frame, as many at once as may be in flight. Every slip is settled once, as soon as it is answered.
pub(super) async fn session(slips: Vec<Slip>, shop: &Shop) {
    let Some(first) = slips.first() else { return };
    let line = shop.unless_shut(Line::dial(&first.deposit.at, shop)).await;
    let line = line.as_ref();
    let in_flight = shop.limits.in_flight_per_partner;
    futures::stream::iter(slips)
        .for_each_concurrent(in_flight, |slip| async move {
            let outcome = match line {
                Ok(line) => shop.unless_shut(put(line, &slip)).await,
                Err(why) => Err(*why),
            };
            shop.tell(slip.settled(outcome)).await;
        })
        .await;
}

async fn put(line: &Line, slip: &Slip) -> Result<DepositVerdict, FailWhy> {
    let deposit = &slip.deposit;
    let request = Request::Put { inbox: deposit.inbox, token: deposit.token };
    let claim = line.claim(deposit.frame.len()).await?;
    let said = line.exchange(&claim, &request, &deposit.frame, &mut Vec::new(), 0).await?;
    verdict(&said).ok_or(FailWhy::Garbled)
}

/// None for what answers no deposit.
fn verdict(said: &Response) -> Option<DepositVerdict> {
    match said {
        Response::Kept => Some(DepositVerdict::Kept),
        Response::Busy { retry_seconds } => {
            Some(DepositVerdict::Busy { retry_seconds: *retry_seconds })
        }
        Response::Full => Some(DepositVerdict::Full),
        Response::NoInbox => Some(DepositVerdict::NoInbox),
        Response::WrongToken => Some(DepositVerdict::WrongToken),
        Response::Length | Response::NotUnderstood => Some(DepositVerdict::NotUnderstood),
        Response::Opened { .. }
        | Response::Listed { .. }
        | Response::Frame
        | Response::Gone
        | Response::Acked
        | Response::Closed
        | Response::WrongProof
        | Response::GrantRefused(_)
        | Response::TooMany => None,
    }
}
