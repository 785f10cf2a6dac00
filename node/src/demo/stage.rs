//! The stage: three organisations, and the few things a story says about a referral between two of them.

use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use waypost_desk::command::{Command, MoveForm, ReferralReport, Reply};

use super::actor::{Actor, unexpected};
use super::cases::Case;
use super::tale::Tale;
use crate::talk::tick;
use crate::trouble::Trouble;

/// Opens all three homes of the demonstration, which hold made-up cases alone.
const DEMO_PASSPHRASE: &str = "lantern oblique harvest nineteen meadow";

/// Everybody and the narrator.
pub(super) struct Stage {
    pub(super) folder: PathBuf,
    pub(super) shelter: Actor,
    pub(super) clinic: Actor,
    pub(super) embassy: Actor,
    pub(super) tale: Tale,
}

/// Who a referral goes to. The shelter is always the one that refers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Target {
    Clinic,
    Embassy,
}

impl Target {
    /// The short name that the others know it by.
    pub(super) const fn short(self) -> &'static str {
        match self {
            Self::Clinic => "clinic",
            Self::Embassy => "embassy",
        }
    }
}

/// One referral under way, by the id that both sides share.
pub(super) struct Thread {
    pub(super) to: Target,
    pub(super) id: String,
}

impl Stage {
    pub(super) fn new(folder: &Path, tale: Tale) -> Result<Self, Trouble> {
        let passphrase = folder.join("passphrase");
        std::fs::OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&passphrase)
            .and_then(|mut file| writeln!(file, "{DEMO_PASSPHRASE}"))
            .map_err(|error| Trouble::file("write", &passphrase, &error))?;
        Ok(Self {
            folder: folder.to_owned(),
            shelter: Actor::new(
                folder,
                "shelter",
                "Demo Shelter Mae Sot",
                "shelter",
                &["th", "en", "my"],
            )?,
            clinic: Actor::new(
                folder,
                Target::Clinic.short(),
                "Demo Clinic",
                "clinic",
                &["th", "en"],
            )?,
            embassy: Actor::new(
                folder,
                Target::Embassy.short(),
                "Demo Embassy",
                "embassy",
                &["en"],
            )?,
            tale,
        })
    }

    /// Makes the three homes and starts the three nodes.
    pub(super) async fn open(&mut self) -> Result<(), Trouble> {
        self.tale.part("Three organisations, each with a folder and a node of its own")?;
        for actor in [&mut self.shelter, &mut self.clinic, &mut self.embassy] {
            self.tale
                .step(&format!("{} makes its folder and starts its node.", actor.title))
                .await?;
            actor.init()?;
            actor.run().await?;
            let status = actor.status().await?;
            let place = status.listening.join(", ");
            self.tale.seen(&format!("{} runs, reached at {place}", status.name))?;
        }
        Ok(())
    }

    pub(super) fn target(&self, to: Target) -> &Actor {
        match to {
            Target::Clinic => &self.clinic,
            Target::Embassy => &self.embassy,
        }
    }

    /// An organisation by its short name; the shelter is called by any other.
    pub(super) fn actor(&self, short: &str) -> &Actor {
        match short {
            "clinic" => &self.clinic,
            "embassy" => &self.embassy,
            _ => &self.shelter,
        }
    }

    pub(super) fn target_mut(&mut self, to: Target) -> &mut Actor {
        match to {
            Target::Clinic => &mut self.clinic,
            Target::Embassy => &mut self.embassy,
        }
    }

    /// The shelter keeps a draft of the case and sends it; the partner's node signs for it.
    pub(super) async fn send(&mut self, case: &Case) -> Result<Thread, Trouble> {
        let to = case.to;
        let partner = to.short();
        let form = Box::new(case.form.clone());
        let draft = match self.shelter.ask(Command::ReferralNew { form }).await? {
            Reply::Draft(draft) => draft,
            other => return Err(self.shelter.strange(&other)),
        };
        self.tale
            .step(&format!(
                "The shelter writes draft {} and sends it to the {partner}.",
                draft.draft
            ))
            .await?;
        let reply = self
            .shelter
            .ask(Command::ReferralSend {
                draft: draft.draft,
                to: vec![partner.to_owned()],
                all_sections: false,
                asked: case.asked,
            })
            .await?;
        let Reply::Sent { referrals } = reply else {
            return Err(self.shelter.strange(&reply));
        };
        let Some(row) = referrals.into_iter().next() else {
            return Err(unexpected("nothing was sent"));
        };
        let thread = Thread { to, id: row.id };
        let report =
            self.shelter.until(&thread.id, "received", |r| is_received(&r.row.tick)).await?;
        let words = tick(&report.row.tick).to_owned();
        self.tale.seen(&format!("{} at the {partner}: {words}", report.row.referral))?;
        self.same_status(&thread, "sent").await?;
        Ok(thread)
    }

    /// A move of the shelter's.
    pub(super) async fn shelter_does(
        &mut self,
        thread: &Thread,
        words: &str,
        step: MoveForm,
    ) -> Result<(), Trouble> {
        self.tale.step(&format!("The shelter {words}.")).await?;
        self.shelter.step(&thread.id, step).await
    }

    /// A move of the partner's.
    pub(super) async fn partner_does(
        &mut self,
        thread: &Thread,
        words: &str,
        step: MoveForm,
    ) -> Result<(), Trouble> {
        let partner = self.target(thread.to);
        self.tale.step(&format!("The {} {words}.", partner.short)).await?;
        partner.step(&thread.id, step).await
    }

    /// Both nodes say the same status.
    pub(super) async fn same_status(
        &mut self,
        thread: &Thread,
        status: &str,
    ) -> Result<(), Trouble> {
        let is_so = |r: &ReferralReport| r.row.status == status;
        self.both(thread, &status.replace('_', " "), is_so).await
    }

    /// Both nodes see the same.
    pub(super) async fn both(
        &mut self,
        thread: &Thread,
        what: &str,
        is_so: impl Fn(&ReferralReport) -> bool,
    ) -> Result<(), Trouble> {
        self.shelter.until(&thread.id, what, &is_so).await?;
        self.target(thread.to).until(&thread.id, what, &is_so).await?;
        self.tale.seen(&format!("on both nodes: {what}"))
    }

    /// The partner's screen: which sections it can read.
    pub(super) async fn partner_sees(
        &mut self,
        thread: &Thread,
        identity: bool,
    ) -> Result<(), Trouble> {
        let partner = self.target(thread.to);
        let what = if identity { "the identity" } else { "no identity" };
        let report = partner.until(&thread.id, what, |r| has_identity(r) == identity).await?;
        let short = partner.short;
        let sections: Vec<_> =
            report.sections.iter().map(|s| s.section.replace('_', " ")).collect();
        self.tale.seen(&format!("the {short} can read: {}", sections.join(", ")))?;
        for section in report.sections.iter().filter(|s| s.section == "identity") {
            for row in &section.rows {
                self.tale.shown(&format!("{}: {}", row.label, row.text))?;
            }
        }
        Ok(())
    }

    /// All nodes stop in good order.
    pub(super) async fn curtain(&mut self) -> Result<(), Trouble> {
        for actor in [&mut self.shelter, &mut self.clinic, &mut self.embassy] {
            if actor.runs() {
                actor.stop().await?;
            }
        }
        Ok(())
    }
}

pub(super) fn is_received(tick: &str) -> bool {
    matches!(tick, "received" | "opened")
}

pub(super) fn has_identity(report: &ReferralReport) -> bool {
    report.sections.iter().any(|section| section.section == "identity" && !section.rows.is_empty())
}
