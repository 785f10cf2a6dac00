//! How the three become partners: an invite, an answer to it, and a safety number compared on both sides.

use waypost_desk::command::{Command, Reply};

use super::actor::{Actor, unexpected};
use super::stage::Stage;
use super::tale::Tale;
use crate::trouble::Trouble;

/// Every two of the three.
pub(super) async fn all(stage: &mut Stage) -> Result<(), Trouble> {
    stage.tale.part("They become partners")?;
    let tale = &mut stage.tale;
    two(&stage.shelter, &stage.clinic, tale).await?;
    two(&stage.shelter, &stage.embassy, tale).await?;
    two(&stage.clinic, &stage.embassy, tale).await
}

async fn two(inviter: &Actor, joiner: &Actor, tale: &mut Tale) -> Result<(), Trouble> {
    let (host, guest) = (inviter.short, joiner.short);
    tale.step(&format!("The {host} makes an invite; the {guest} answers it.")).await?;
    let label = Some(guest.to_owned());
    let reply = inviter.ask(Command::InviteNew { label }).await?;
    let Reply::Invite(invite) = reply else {
        return Err(inviter.strange(&reply));
    };
    let Some(code) = invite.code else {
        return Err(unexpected("an invite without its text"));
    };
    joiner.ask(Command::Join { code }).await?;
    let numbers = [meet(inviter, joiner).await?, meet(joiner, inviter).await?];
    if numbers[0].is_empty() || numbers[0] != numbers[1] {
        return Err(unexpected(&format!(
            "the {host} and the {guest} see different safety numbers"
        )));
    }
    tale.seen(&format!("the same safety number on both sides: {}", numbers[0]))?;
    confirm(inviter, joiner).await?;
    confirm(joiner, inviter).await?;
    for (one, other) in [(inviter, joiner), (joiner, inviter)] {
        let org = other.status().await?.org;
        one.until_partner(&org, "confirmed by both", |p| p.confirmed_by_us && p.confirmed_by_them)
            .await?;
    }
    tale.seen("compared and confirmed by both")
}

/// Waits for the other's card, gives it its short name, and reads the safety number.
async fn meet(one: &Actor, other: &Actor) -> Result<String, Trouble> {
    let org = other.status().await?.org;
    let partner = one.until_partner(&org, "the partner's card", |p| !p.name.is_empty()).await?;
    if partner.short != other.short {
        let (partner, name) = (org.clone(), other.short.to_owned());
        one.ask(Command::PartnerRename { partner, name }).await?;
    }
    Ok(partner.safety_number)
}

async fn confirm(one: &Actor, other: &Actor) -> Result<(), Trouble> {
    let (partner, confirm) = (other.short.to_owned(), true);
    one.ask(Command::PartnerCheck { partner, confirm }).await.map(drop)
}
