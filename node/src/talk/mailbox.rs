//! Mailboxes of ours, in words.

use waypost_desk::command::MailboxReport;

use super::table;

pub(super) fn list(mailboxes: &[MailboxReport]) -> String {
    if mailboxes.is_empty() {
        return "No mailboxes. Ask an organisation that runs one for a code: `waypost mailbox use CODE`."
            .to_owned();
    }
    let rows = mailboxes.iter().map(|mailbox| {
        vec![
            mailbox.mailbox.clone(),
            state(mailbox),
            mailbox.reached.clone().unwrap_or_else(|| "not yet".to_owned()),
            mailbox.collected.to_string(),
            mailbox.granted_until.clone(),
        ]
    });
    table(&["Mailbox", "State", "Last reached", "Collected", "Permitted until"], rows)
}

fn state(mailbox: &MailboxReport) -> String {
    let state = match (&mailbox.leaving_since, mailbox.on_cards) {
        (Some(since), _) => format!("left on {since}, looked into for a month"),
        (None, true) => "partners write here".to_owned(),
        (None, false) => "not opened yet".to_owned(),
    };
    match &mailbox.trouble {
        Some(trouble) => format!("{state}; {trouble}"),
        None => state,
    }
}
