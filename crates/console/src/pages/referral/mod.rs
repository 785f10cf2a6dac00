//! Pages of referrals: the list, one referral with its timeline, every move in it, its consent, its files, its paper.
//!
//! ```text
//! list -> show -> answer, moves    (a form: what is asked of the desk, which judges)
//!              -> consent          (narrow, take back, who was told)
//!              -> attach           (files in, files out, part by part)
//!              -> print
//! ```
//!
//! In: a referral's number, forms. Out: pages. Every page of one referral gets it through [`referral`], which is the
//! one place that keeps a desk officer to the services of their desk. What a page says of a row or a letter is put
//! into words in `say`; what a form asks is in `controls`.

mod answer;
mod attach;
mod consent;
mod controls;
mod list;
mod moves;
mod print;
mod say;
mod show;
#[cfg(test)]
mod tests;
mod upload;

use waypost_desk::command::{Command, Failure, MoveForm, ReferralReport, ReferralRow, Reply};

use crate::routes::Route;
use crate::visitor::{Answer, Problem, Visitor, go};

pub(crate) fn routes() -> Vec<Route> {
    let mut routes = list::routes();
    routes.extend(show::routes());
    routes.extend(answer::routes());
    routes.extend(moves::routes());
    routes.extend(consent::routes());
    routes.extend(attach::routes());
    routes.extend(print::routes());
    routes
}

/// Longest number of a referral in an address: `R` and as many digits as a row can count.
const NUMBER_BYTES_MAX: usize = 20;

/// Why a page asks for a referral.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Look {
    /// For a form about it, or by itself: nobody reads it.
    Aside,
    /// A person reads it: the partner is told once, and it is written down here.
    Open,
    /// It is put on paper.
    Print,
}

/// One referral, if this person may see it; else there is no such page, whether there is such a referral or not.
async fn referral(
    visitor: &Visitor,
    number: &str,
    look: Look,
) -> Result<Box<ReferralReport>, Problem> {
    if !is_number(number) {
        return Err(Problem::NotFound);
    }
    let desk = visitor.limited_to();
    if !desk.is_empty() {
        // Judged before anything is told to the partner or written down.
        let report = ask(visitor, number, Look::Aside).await.map_err(|problem| match problem {
            Problem::Failed(failure) if failure.code != "locked" => Problem::NotFound,
            other => other,
        })?;
        if !of_desk(&report.row, &desk) {
            return Err(Problem::NotFound);
        }
        if look == Look::Aside {
            return Ok(report);
        }
    }
    ask(visitor, number, look).await
}

async fn ask(visitor: &Visitor, number: &str, look: Look) -> Result<Box<ReferralReport>, Problem> {
    let show = Command::ReferralShow {
        referral: number.to_owned(),
        opened: look != Look::Aside,
        printed: look == Look::Print,
        by: visitor.user(),
    };
    match visitor.ask(show).await {
        Ok(Reply::Referral(report)) => Ok(report),
        Ok(_) => Err(Problem::Broken),
        Err(Problem::Failed(failure)) if failure.code == "unknown_referral" => {
            Err(Problem::NotFound)
        }
        Err(problem) => Err(problem),
    }
}

/// Whether a referral is one of a desk: received, and one of its needs is a service of the desk. As the lists are.
fn of_desk(row: &ReferralRow, desk: &[String]) -> bool {
    row.direction == "received" && row.services.iter().any(|service| desk.contains(service))
}

/// `R12`, as every address of ours writes it.
fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix('R').unwrap_or_default();
    text.len() <= NUMBER_BYTES_MAX
        && !digits.is_empty()
        && digits.bytes().all(|digit| digit.is_ascii_digit())
}

/// Makes a move. Done: back to the referral, or to the list where the move erased it. Not done: what the desk said.
async fn make(visitor: &Visitor, number: &str, step: MoveForm) -> Result<Answer, Box<Failure>> {
    let referral = number.to_owned();
    match visitor.app.ask(Command::ReferralMove { referral, step: Box::new(step) }).await {
        Reply::Failed(failure) => Err(Box::new(failure)),
        Reply::Referral(_) => Ok(go(address(number))),
        _ => Ok(go("/referrals")),
    }
}

/// The page of a referral.
fn address(number: &str) -> String {
    format!("/referral/{number}")
}
