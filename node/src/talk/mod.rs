//! How the program speaks: data on stdout, talk on stderr, calm plain words, never colour alone.
//!
//! In: replies of the node and troubles. Out: text for people, or one line of JSON a reply.
//! Texts of partners are stripped of what could steer a terminal before they are shown.

mod audit;
mod backup;
mod bundle;
mod doctor;
mod field_proof;
mod figures;
mod keys;
mod mailbox;
mod partner;
mod postmaster;
mod progress;
mod referral;
mod retention;
mod status;
mod user;
mod verdict;
mod words;

use std::io::{self, IsTerminal, Write};

use comfy_table::{ContentArrangement, Table, presets};
use waypost_desk::command::{InviteReport, Reply};

use crate::home::Home;
use crate::trouble::{Exit, Trouble};

pub(crate) use field_proof::field_proof;
pub(crate) use postmaster::{figures as mailbox_figures, granted as mailbox_granted};
pub(crate) use verdict::{HandoverJson, Names, Telling, Verdict};
pub(crate) use words::{clean, tick};

/// How this run speaks.
#[derive(Clone, Debug)]
pub(crate) struct Talk {
    /// Print replies as JSON.
    pub(crate) json: bool,
    /// No talk, only data and troubles.
    pub(crate) quiet: bool,
}

impl Talk {
    /// Data, to stdout. A reader that has gone away is no error.
    pub(crate) fn data(&self, text: &str) -> Result<(), Trouble> {
        let mut out = io::stdout().lock();
        match writeln!(out, "{}", text.trim_end_matches('\n')).and_then(|()| out.flush()) {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Trouble::new(
                Exit::NotDone,
                "output",
                format!("Could not write the answer: {error}."),
                "Check where the output goes. What was asked has been done.",
            )),
            _ => Ok(()),
        }
    }

    /// Talk, to stderr: for a person, not for a program.
    pub(crate) fn say(&self, text: &str) {
        if !self.quiet && !self.json {
            to_stderr(text);
        }
    }

    /// The next step, as a command that can be copied.
    pub(crate) fn next(&self, home: &Home, words: &str) {
        self.say(&format!("Next: {}", home.say(words)));
    }

    /// What stopped the command.
    pub(crate) fn trouble(&self, trouble: &Trouble) {
        print_trouble(trouble, self.json, self.quiet);
    }

    /// A reply of the node.
    pub(crate) fn reply(&self, reply: &Reply) -> Result<(), Trouble> {
        if self.json {
            return self.json(reply);
        }
        self.data(&in_words(reply))
    }

    /// Anything, as one line of JSON.
    pub(crate) fn json(&self, value: &impl serde::Serialize) -> Result<(), Trouble> {
        let line = serde_json::to_string(value).map_err(|error| {
            Trouble::new(
                Exit::NotDone,
                "output",
                format!("Could not write the answer as JSON: {error}."),
                "Try without --json.",
            )
        })?;
        self.data(&line)
    }
}

/// Two lines on stderr; with `--json` also the failure on stdout.
pub(crate) fn print_trouble(trouble: &Trouble, json: bool, quiet: bool) {
    let failure = &trouble.failure;
    if json {
        let talk = Talk { json, quiet };
        // The exit code still tells a program whose stdout has failed.
        drop(talk.json(&Reply::Failed(failure.clone())));
    }
    if json && quiet {
        return;
    }
    for fault in &failure.faults {
        to_stderr(&format!("  {}: {}", clean(&fault.field), clean(&fault.message)));
    }
    to_stderr(&format!("What happened: {}", clean(&failure.what)));
    if !failure.hint.is_empty() {
        to_stderr(&format!("What to try: {}", clean(&failure.hint)));
    }
}

fn to_stderr(text: &str) {
    // Nowhere is left to report that stderr is gone.
    drop(writeln!(io::stderr().lock(), "{text}"));
}

/// A reply for a person.
pub(crate) fn in_words(reply: &Reply) -> String {
    match reply {
        Reply::Status(report) => status::status(report),
        Reply::Invite(invite) => invite_words(invite),
        Reply::Invites { invites } => invites_words(invites),
        Reply::Partner(report) => partner::partner(report),
        Reply::Partners { partners } => partner::partners(partners),
        Reply::Checked { faults } => referral::checked(faults),
        Reply::Draft(draft) => referral::draft(draft),
        Reply::Drafts { drafts } => referral::drafts(drafts),
        Reply::Sent { referrals } => referral::sent(referrals),
        Reply::Referrals { referrals, drafts } => referral::list(referrals, drafts),
        Reply::ReferralPage { rows, total } => referral::page(rows, *total),
        Reply::Referral(report) => referral::referral(report),
        Reply::Attaching { filled, .. } => format!("{filled} bytes are in."),
        Reply::Attachments { attachments } => referral::attachments(attachments),
        Reply::AttachmentPart { attachment, .. } => {
            referral::attachments(std::slice::from_ref(attachment))
        }
        Reply::Consent(report) => referral::consent(report),
        Reply::Doctor(report) => doctor::doctor(report),
        Reply::Audit(report) => audit::audit(report),
        Reply::Witness(report) => audit::witness(report),
        Reply::ShareBegun(begun) => format!("{} entries of log {}.", begun.size, begun.log),
        Reply::SharePage(page) => format!("{} letters so far.", page.letters),
        Reply::FieldProof { proof } => clean(&proof.0),
        Reply::AuditPath(report) => audit::path(report),
        Reply::Figures(report) => figures::figures(report),
        Reply::User(user) => user::user(user),
        Reply::Users { users } => user::users(users),
        Reply::ConsoleLink { url, expires } => {
            format!("{}\nGood for one sign-in page, until {}", clean(url), clean(expires))
        }
        Reply::Backup(report) => backup::made(report),
        Reply::Backups { backups } => backup::list(backups),
        Reply::Bundle(report) => bundle::bundle(report),
        Reply::Keys(report) => keys::keys(report),
        Reply::Shares { shares } => keys::shares(shares),
        Reply::Share(share) => keys::share(share),
        Reply::Mailboxes { mailboxes } => mailbox::list(mailboxes),
        Reply::Retention(report) => retention::retention(report),
        Reply::Done { words } => clean(words),
        Reply::Failed(failure) => clean(&failure.what),
    }
}

fn invite_words(invite: &InviteReport) -> String {
    let mut lines = vec![format!("Invite {}", clean(&invite.invite))];
    if let Some(label) = &invite.label {
        lines.push(format!("For: {}", clean(label)));
    }
    lines.push(format!("Good for one partner, until {}", clean(&invite.expires)));
    if invite.reached_at.as_ref().is_some_and(Vec::is_empty) {
        lines.push("It names no address of this node: the answer comes on a stick.".to_owned());
    }
    if let Some(code) = &invite.code {
        lines.push(String::new());
        lines.push(clean(code));
    }
    lines.join("\n")
}

fn invites_words(invites: &[InviteReport]) -> String {
    if invites.is_empty() {
        return "No open invites.".to_owned();
    }
    let rows = invites.iter().map(|invite| {
        vec![
            invite.invite.clone(),
            invite.label.clone().unwrap_or_default(),
            invite.expires.clone(),
        ]
    });
    table(&["Invite", "For", "Until"], rows)
}

/// A table: with lines on a terminal, aligned text elsewhere. Cells are cleaned here.
fn table(header: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let mut table = Table::new();
    if io::stdout().is_terminal() {
        table
            .load_style(presets::UTF8_HORIZONTAL_ONLY)
            .set_content_arrangement(ContentArrangement::Dynamic);
        if let Some(width) = terminal_width() {
            table.set_width(width);
        }
    } else {
        table.load_style(presets::NOTHING);
    }
    table.set_header(header.to_vec());
    for row in rows {
        table.add_row(row.iter().map(|cell| clean(cell)).collect::<Vec<_>>());
    }
    table.trim_fmt()
}

/// What the shell says; without it the table takes the room it needs.
fn terminal_width() -> Option<u16> {
    std::env::var("COLUMNS").ok()?.parse().ok()
}

/// `label: value` lines, aligned.
fn pairs<'a>(rows: impl IntoIterator<Item = (&'a str, String)>) -> String {
    let rows: Vec<_> = rows.into_iter().collect();
    let width = rows.iter().map(|(label, _)| label.chars().count()).max().unwrap_or(0);
    let line = |(label, value): &(&str, String)| {
        let room = " ".repeat(width - label.chars().count());
        format!("{}:{room} {}", clean(label), clean(value))
    };
    rows.iter().map(line).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_partners_text_cannot_steer_the_terminal() {
        let reply = Reply::Done { words: "done\x1b[2J\u{202e}evil\u{9b}x".to_owned() };
        let shown = in_words(&reply);
        assert!(!shown.chars().any(|c| c.is_control() || c == '\u{202e}'), "{shown:?}");
    }

    #[test]
    fn labels_are_aligned() {
        let shown = pairs([("a", "1".to_owned()), ("long", "2".to_owned())]);
        assert_eq!(shown, "a:    1\nlong: 2");
    }

    #[test]
    fn a_table_without_a_terminal_is_plain_text() {
        let shown = table(&["No.", "To"], [vec!["R1".to_owned(), "clinic".to_owned()]]);
        assert!(shown.is_ascii(), "{shown}");
        assert!(shown.contains("R1"));
    }
}
